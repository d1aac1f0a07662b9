"""AddressService. Reading one message takes about a millisecond, always in a light worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fulfillment.v1 import address_pb2

from address.stated import check_fields
from service.convert import InvalidRequestError, say, write
from service.errors import field_violation
from service.handlers.call import Call, Tools
from service.requests import read_request
from service.stages.tasks import recognizer
from service.workers import Lane

CALL_LIMIT_S = 60.0
BATCH_LIMIT_S = 600.0
BATCH_MAX = 100_000
MESSAGES_PER_TASK = 500
STREAM_AHEAD = 1_000
"""Messages of a stream that are taken in before the first of them is answered."""


class AddressHandler:
    """Reads addresses the way people write them."""

    def __init__(self, tools: Tools) -> None:
        self._workers = tools.workers

    async def recognize(
        self, request: address_pb2.RecognizeRequest, call: Call
    ) -> address_pb2.RecognizeResponse:
        """Reads one message."""
        answered = await self._workers.run(
            recognize_one,
            request.SerializeToString(),
            budget_s=call.budget_s(None, CALL_LIMIT_S),
            lane=Lane.LIGHT,
        )
        return address_pb2.RecognizeResponse.FromString(answered)

    async def validate_address(
        self, request: address_pb2.ValidateAddressRequest, call: Call
    ) -> address_pb2.ValidateAddressResponse:
        """Checks an address that comes in fields."""
        answered = await self._workers.run(
            validate_one,
            request.SerializeToString(),
            budget_s=call.budget_s(None, CALL_LIMIT_S),
            lane=Lane.LIGHT,
        )
        return address_pb2.ValidateAddressResponse.FromString(answered)

    async def batch_recognize(
        self, request: address_pb2.BatchRecognizeRequest, call: Call
    ) -> address_pb2.BatchRecognizeResponse:
        """Reads many messages; a faulty one does not spoil the others."""
        count = len(request.requests)
        if not 1 <= count <= BATCH_MAX:
            raise InvalidRequestError(
                [
                    say(
                        "requests",
                        f"{count} entries",
                        "is empty" if count == 0 else f"has more than {BATCH_MAX:,} entries",
                        f"give from 1 to {BATCH_MAX:,} messages",
                    )
                ]
            )
        budget_s = call.budget_s(None, BATCH_LIMIT_S)
        lane = Lane.LIGHT if count <= MESSAGES_PER_TASK else Lane.PLAN
        side_by_side = asyncio.Semaphore(self._workers.cores)

        async def read(start: int) -> bytes:
            part = request.requests[start : start + MESSAGES_PER_TASK]
            async with side_by_side:
                return await self._read(part, "requests", start, budget_s, lane)

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(read(start)) for start in range(0, count, MESSAGES_PER_TASK)
                ]
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        response = address_pb2.BatchRecognizeResponse()
        for task in tasks:
            response.MergeFromString(task.result())
        return response

    async def stream_recognize(
        self, requests: AsyncIterator[address_pb2.StreamRecognizeRequest], call: Call
    ) -> AsyncIterator[address_pb2.StreamRecognizeResponse]:
        """Reads messages as they come; what has come meanwhile is read together."""
        waiting: asyncio.Queue[address_pb2.StreamRecognizeRequest | None] = asyncio.Queue()
        room = asyncio.Semaphore(STREAM_AHEAD)

        async def take_in() -> None:
            try:
                async for request in requests:
                    await room.acquire()
                    waiting.put_nowait(request)
            finally:
                waiting.put_nowait(None)

        taking = asyncio.create_task(take_in())
        try:
            ended = False
            while not ended:
                batch = [await waiting.get()]
                while len(batch) < MESSAGES_PER_TASK and not waiting.empty():
                    batch.append(waiting.get_nowait())
                ended = batch[-1] is None
                messages = [message.request for message in batch if message is not None]
                if not messages:
                    break
                budget_s = call.budget_s(None, CALL_LIMIT_S)
                read = await self._read(messages, "request", None, budget_s, Lane.LIGHT)
                for result in address_pb2.BatchRecognizeResponse.FromString(read).results:
                    answered = address_pb2.StreamRecognizeResponse()
                    answered.MergeFromString(result.SerializeToString())
                    yield answered
                    room.release()
            await taking
        finally:
            taking.cancel()

    async def _read(
        self,
        messages: list[address_pb2.RecognizeRequest],
        path: str,
        first: int | None,
        budget_s: float,
        lane: Lane,
    ) -> bytes:
        part = address_pb2.BatchRecognizeRequest(requests=messages)
        return await self._workers.run(
            recognize_many, part.SerializeToString(), path, first, budget_s=budget_s, lane=lane
        )


def recognize_one(data: bytes) -> bytes:
    """In a worker: reads one message; raises InvalidRequestError when it is faulty."""
    request = read_request(address_pb2.RecognizeRequest.FromString(data)).checked()
    response = address_pb2.RecognizeResponse()
    found = recognizer().recognize(request.text, request.region_code or None)
    write(found, response.result)
    return response.SerializeToString()


def validate_one(data: bytes) -> bytes:
    """In a worker: checks one address; raises InvalidRequestError when the request is faulty."""
    request = read_request(address_pb2.ValidateAddressRequest.FromString(data)).checked()
    response = address_pb2.ValidateAddressResponse()
    write(check_fields(request.address, request.region_code, recognizer().plain), response)
    return response.SerializeToString()


def recognize_many(data: bytes, path: str, first: int | None) -> bytes:
    """In a worker: reads messages in order. A faulty one is answered with its first fault, whose
    path begins with `path` and, when `first` is given, the position counted from there."""
    response = address_pb2.BatchRecognizeResponse()
    read_text = recognizer().recognize
    for position, message in enumerate(address_pb2.BatchRecognizeRequest.FromString(data).requests):
        result = response.results.add()
        reading = read_request(message)
        if reading.model is None:
            fault = reading.violations[0]
            place = path if first is None else f"{path}[{first + position}]"
            result.violation.CopyFrom(field_violation(fault))
            result.violation.field = f"{place}.{fault.field}"
            continue
        found = read_text(reading.model.text, reading.model.region_code or None)
        write(found, result.result)
    return response.SerializeToString()
