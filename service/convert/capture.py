"""Captured requests: a call kept in a file so that anybody can replay it.

One JSON object: the method, the request as protobuf JSON, the version that received it, the seed,
a work limit for replaying, and settings that shape the answer. With `anonymise` ids are replaced
one for one, texts are emptied, and all longitudes are turned by the same angle, which changes no
distance.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fulfillment.v1 import (
    address_pb2,
    common_pb2,
    courier_week_pb2,
    cutting_pb2,
    dispatch_pb2,
    fulfillment_pb2,
    packing_pb2,
    routing_pb2,
)
from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

FORMAT = "fulfillment-capture/1"
WORK_LIMIT = 2_000
"""Search steps of a replay when the capture names none."""

METHODS: dict[str, type[Message]] = {
    "AddressService/Recognize": address_pb2.RecognizeRequest,
    "PackingService/Pack": packing_pb2.PackRequest,
    "PackingService/BatchPack": packing_pb2.BatchPackRequest,
    "RoutingService/PlanRoutes": routing_pb2.PlanRoutesRequest,
    "CuttingService/CutSheets": cutting_pb2.CutSheetsRequest,
    "CuttingService/CutBlocks": cutting_pb2.CutBlocksRequest,
    "CuttingService/LayFlat": cutting_pb2.LayFlatRequest,
    "CuttingService/RightSize": cutting_pb2.RightSizeRequest,
    "CuttingService/ChooseSuite": cutting_pb2.ChooseSuiteRequest,
    "DispatchService/ScheduleDocks": dispatch_pb2.ScheduleDocksRequest,
    "DispatchService/AssignCouriers": dispatch_pb2.AssignCouriersRequest,
    "DispatchService/PlanPicking": dispatch_pb2.PlanPickingRequest,
    "DispatchService/PlanCourierWeek": courier_week_pb2.PlanCourierWeekRequest,
    "FulfillmentService/PlanFulfillment": fulfillment_pb2.PlanFulfillmentRequest,
}
"""Calls that can be captured, by service and method."""

_KEPT_TEXTS = {"time_zone", "currency_code", "region_code", "dimension"}
_EMPTIED_TEXTS = {"text", "address_text", "name", "request_id"}
_TURN_DEG = 77.0


class CaptureError(Exception):
    """A file that is no capture, or a request that cannot be captured as asked."""


@dataclass(frozen=True)
class Capture:
    """One call. `settings` are words for the reader of the file."""

    method: str
    request: Message
    version: str
    seed: int = 0
    work_limit: int = WORK_LIMIT
    anonymised: bool = False
    settings: dict[str, Any] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        """Writes the file."""
        path.write_text(
            json.dumps(
                {
                    "format": FORMAT,
                    "method": self.method,
                    "version": self.version,
                    "seed": self.seed,
                    "work_limit": self.work_limit,
                    "anonymised": self.anonymised,
                    "settings": self.settings,
                    "request": json_format.MessageToDict(
                        self.request, preserving_proto_field_name=True
                    ),
                },
                ensure_ascii=False,
                indent=1,
            )
            + "\n",
            encoding="utf-8",
        )


def is_capture(text: str) -> bool:
    """True when the text looks like a captured request."""
    return text.lstrip().startswith("{") and '"fulfillment-capture/' in text[:200]


def read_capture(where: str, text: str) -> Capture:
    """The capture in a text; raises CaptureError saying what is wrong with it."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise CaptureError(f"{where}: is not JSON: {error}") from error
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise CaptureError(f"{where}: is not in the format {FORMAT}")
    method = given.get("method")
    if method not in METHODS:
        raise CaptureError(f"{where}: unknown method {method!r}")
    try:
        request = json_format.ParseDict(given.get("request", {}), METHODS[method]())
    except json_format.ParseError as error:
        raise CaptureError(f"{where}: request: {error}") from error
    return Capture(
        method,
        request,
        str(given.get("version", "")),
        int(given.get("seed", 0)),
        int(given.get("work_limit", WORK_LIMIT)),
        bool(given.get("anonymised", False)),
        dict(given.get("settings", {})),
    )


def capture(
    method: str,
    request: Message,
    *,
    version: str,
    anonymise: bool = False,
    settings: dict[str, Any] | None = None,
) -> Capture:
    """A capture of a request; the seed is that of its search options.

    Raises CaptureError when it is to be anonymised but lives on the text of an address.
    """
    if method not in METHODS:
        raise CaptureError(f"{method} cannot be captured")
    search = getattr(request, "search", None)
    kept = anonymised(request) if anonymise else request
    return Capture(
        method, kept, version, search.seed if search else 0, WORK_LIMIT, anonymise, settings or {}
    )


def anonymised(request: Message) -> Message:
    """A copy without ids, names, texts and true longitudes; raises CaptureError."""
    if isinstance(request, address_pb2.RecognizeRequest):
        raise CaptureError("a message to be read cannot be anonymised")
    if isinstance(request, fulfillment_pb2.PlanFulfillmentRequest):
        lost = [order.id for order in request.orders if not order.HasField("position")]
        if lost:
            raise CaptureError(
                f"{len(lost)} orders have no position ({lost[0]} first): without their address "
                "texts they could not be planned"
            )
    copy = type(request)()
    copy.CopyFrom(request)
    names: dict[str, str] = {}
    for message in _messages(copy):
        if isinstance(message, common_pb2.Position):
            message.longitude_deg = (message.longitude_deg + 180 + _TURN_DEG) % 360 - 180
            continue
        for one in message.DESCRIPTOR.fields:
            if one.type == FieldDescriptor.TYPE_STRING:
                _replace(message, one, names)
    return copy


def _replace(message: Message, one: Any, names: dict[str, str]) -> None:
    """Empties a text, or puts the same new word for the same old one."""
    if one.name in _KEPT_TEXTS:
        return

    def renamed(word: str) -> str:
        return names.setdefault(word, f"a{len(names) + 1}") if word else word

    make: Callable[[str], str] = (
        (lambda word: "-" if word else word) if (one.name in _EMPTIED_TEXTS) else renamed
    )
    value = getattr(message, one.name)
    if one.is_repeated:
        value[:] = [make(word) for word in value]
    elif value:
        setattr(message, one.name, make(value))


def _messages(message: Message) -> Iterator[Message]:
    """The message and every message in it."""
    yield message
    for one, value in message.ListFields():
        if one.type == FieldDescriptor.TYPE_MESSAGE:
            for part in value if one.is_repeated else (value,):
                yield from _messages(part)
