"""GazetteerService: gazetteers that are imported, and the caller's own rows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from fulfillment.v1 import gazetteer_pb2 as pb
from google.protobuf.message import Message

from service.convert import InvalidRequestError, say, write
from service.datasets import gazetteer_calls
from service.errors import validation
from service.handlers.call import Call, Tools
from service.handlers.spool import spool
from service.requests import read_request
from service.workers import Lane

CALL_LIMIT_S = 60.0
IMPORT_LIMIT_S = 3_600.0
LIGHT_BYTES_MAX = 200_000
"""Requests above this go to the planning workers."""

ResponseT = TypeVar("ResponseT", bound=Message)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one call is answered in a worker; `field` is where a single model goes."""

    request: type[Message]
    response: type[Message]
    answer: Callable[[Any], Any]
    field: str = ""


KINDS: dict[str, _Kind] = {
    "list": _Kind(
        pb.ListGazetteersRequest, pb.ListGazetteersResponse, gazetteer_calls.list_gazetteers
    ),
    "remove": _Kind(
        pb.RemoveGazetteerRequest, pb.RemoveGazetteerResponse, gazetteer_calls.remove_gazetteer
    ),
    "put_rows": _Kind(
        pb.PutGazetteerRowsRequest, pb.PutGazetteerRowsResponse, gazetteer_calls.put_rows, "set"
    ),
    "patch_rows": _Kind(
        pb.PatchGazetteerRowsRequest,
        pb.PatchGazetteerRowsResponse,
        gazetteer_calls.patch_rows,
        "set",
    ),
    "get_rows": _Kind(
        pb.GetGazetteerRowsRequest, pb.GetGazetteerRowsResponse, gazetteer_calls.get_rows
    ),
    "remove_rows": _Kind(
        pb.RemoveGazetteerRowsRequest,
        pb.RemoveGazetteerRowsResponse,
        gazetteer_calls.remove_rows,
    ),
}


def answer_in_worker(name: str, data: bytes) -> bytes:
    """In a worker: one of KINDS. With validate_only the faults are the answer."""
    kind = KINDS[name]
    message: Any = kind.request.FromString(data)
    response: Any = kind.response()
    try:
        answered = kind.answer(read_request(message).checked())
    except InvalidRequestError as error:
        if not getattr(message, "validate_only", False):
            raise
        response.validation.CopyFrom(validation(error.violations))
        return bytes(response.SerializeToString())
    if answered is None:
        response.validation.CopyFrom(validation([]))
    else:
        write(answered, getattr(response, kind.field) if kind.field else response)
    return bytes(response.SerializeToString())


def import_in_worker(spec: bytes, folder: Path) -> bytes:
    """In a worker: ImportGazetteer, whose files lie in `folder`."""
    checked = read_request(pb.GazetteerSpec.FromString(spec)).checked()
    response = pb.ImportGazetteerResponse()
    write(gazetteer_calls.import_gazetteer(checked, folder), response)
    return response.SerializeToString()


class GazetteerHandler:
    """Looks after gazetteers."""

    def __init__(self, tools: Tools) -> None:
        self._workers = tools.workers
        self._data_folder = tools.settings.data_folder

    async def list_gazetteers(
        self, request: pb.ListGazetteersRequest, call: Call
    ) -> pb.ListGazetteersResponse:
        """Every gazetteer and every set of own rows."""
        return await self._answer("list", request, pb.ListGazetteersResponse, call)

    async def import_gazetteer(
        self, requests: AsyncIterator[pb.ImportGazetteerRequest], call: Call
    ) -> pb.ImportGazetteerResponse:
        """Stores the gazetteer of a country."""
        spec: bytes | None = None
        with spool(self._data_folder, gazetteer_calls.FILE_MAX) as files:
            async for request in requests:
                name = request.WhichOneof("content")
                if name == "spec" and spec is None:
                    spec = request.spec.SerializeToString()
                elif name is None or name == "spec" or spec is None:
                    raise InvalidRequestError(
                        [say("content", name or "", "is not due", "send the spec once and first")]
                    )
                else:
                    files.append(name, getattr(request, name))
            if spec is None:
                raise InvalidRequestError(
                    [say("content", "", "is empty", "send the spec and the pieces of a file")]
                )
            answered = await self._workers.run(
                import_in_worker,
                spec,
                files.folder,
                budget_s=call.budget_s(None, IMPORT_LIMIT_S),
                lane=Lane.PLAN,
            )
        return pb.ImportGazetteerResponse.FromString(answered)

    async def remove_gazetteer(
        self, request: pb.RemoveGazetteerRequest, call: Call
    ) -> pb.RemoveGazetteerResponse:
        """Deletes a gazetteer that was imported."""
        return await self._answer("remove", request, pb.RemoveGazetteerResponse, call)

    async def put_gazetteer_rows(
        self, request: pb.PutGazetteerRowsRequest, call: Call
    ) -> pb.PutGazetteerRowsResponse:
        """Stores a set of own rows."""
        return await self._answer("put_rows", request, pb.PutGazetteerRowsResponse, call)

    async def patch_gazetteer_rows(
        self, request: pb.PatchGazetteerRowsRequest, call: Call
    ) -> pb.PatchGazetteerRowsResponse:
        """Changes single rows of a set."""
        return await self._answer("patch_rows", request, pb.PatchGazetteerRowsResponse, call)

    async def get_gazetteer_rows(
        self, request: pb.GetGazetteerRowsRequest, call: Call
    ) -> pb.GetGazetteerRowsResponse:
        """A set with all its rows."""
        return await self._answer("get_rows", request, pb.GetGazetteerRowsResponse, call)

    async def remove_gazetteer_rows(
        self, request: pb.RemoveGazetteerRowsRequest, call: Call
    ) -> pb.RemoveGazetteerRowsResponse:
        """Deletes a set of own rows."""
        return await self._answer("remove_rows", request, pb.RemoveGazetteerRowsResponse, call)

    async def _answer(
        self, name: str, request: Message, response: type[ResponseT], call: Call
    ) -> ResponseT:
        answered = await self._workers.run(
            answer_in_worker,
            name,
            request.SerializeToString(),
            budget_s=call.budget_s(None, CALL_LIMIT_S),
            lane=Lane.PLAN if request.ByteSize() > LIGHT_BYTES_MAX else Lane.LIGHT,
        )
        return response.FromString(answered)
