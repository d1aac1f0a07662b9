"""PlacesService. Short calls run in light workers, calls that read long lists in planning workers.

Every call has a function that takes the model of its request and gives the model of its answer;
this module only knows which, and carries bytes to the workers and back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from fulfillment.v1 import places_pb2 as pb
from google.protobuf.message import Message

from address.places_model import BookRow, StoredBook
from service.convert import InvalidRequestError, say, write
from service.datasets import alias_calls, book_calls, place_calls, zone_calls
from service.datasets.layer_files import CONTENT_MAX
from service.errors import validation
from service.handlers.call import Call, Tools
from service.handlers.spool import spool
from service.requests import read_request
from service.workers import Lane

CALL_LIMIT_S = 60.0
LONG_LIMIT_S = 600.0
UPLOAD_LIMIT_S = 3_600.0
UPLOAD_BYTES_MAX = 2_000_000_000
PIECES = "piece"
LENGTH_BYTES = 4
LIGHT_BYTES_MAX = 1_000_000
"""Requests above this go to the planning workers, whatever they ask."""

ResponseT = TypeVar("ResponseT", bound=Message)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one call is answered in a worker."""

    request: type[Message]
    response: type[Message]
    answer: Callable[[Any], Any]
    long: bool = False


KINDS: dict[str, _Kind] = {
    "geocode": _Kind(pb.GeocodeRequest, pb.GeocodeResponse, place_calls.geocode),
    "reverse_geocode": _Kind(
        pb.ReverseGeocodeRequest, pb.ReverseGeocodeResponse, place_calls.reverse_geocode
    ),
    "lookup_zone": _Kind(pb.LookupZoneRequest, pb.LookupZoneResponse, zone_calls.lookup_zone),
    "format_label": _Kind(
        pb.FormatLabelRequest, pb.FormatLabelResponse, place_calls.format_for_label
    ),
    "compare_addresses": _Kind(
        pb.CompareAddressesRequest, pb.CompareAddressesResponse, place_calls.compare_addresses
    ),
    "find_duplicates": _Kind(
        pb.FindDuplicatesRequest,
        pb.FindDuplicatesResponse,
        place_calls.find_double_entries,
        long=True,
    ),
    "create_book": _Kind(
        pb.CreateBookRequest, pb.CreateBookResponse, book_calls.create_book, long=True
    ),
    "replace_book": _Kind(
        pb.ReplaceBookRequest, pb.ReplaceBookResponse, book_calls.replace_book, long=True
    ),
    "patch_book": _Kind(pb.PatchBookRequest, pb.PatchBookResponse, book_calls.patch_book),
    "get_book": _Kind(pb.GetBookRequest, pb.GetBookResponse, book_calls.get_book),
    "list_books": _Kind(pb.ListBooksRequest, pb.ListBooksResponse, book_calls.list_books),
    "delete_book": _Kind(pb.DeleteBookRequest, pb.DeleteBookResponse, book_calls.delete_book),
    "match_address": _Kind(
        pb.MatchAddressRequest, pb.MatchAddressResponse, book_calls.match_address
    ),
    "confirm_correction": _Kind(
        pb.ConfirmCorrectionRequest,
        pb.ConfirmCorrectionResponse,
        alias_calls.confirm_correction,
    ),
    "list_aliases": _Kind(pb.ListAliasesRequest, pb.ListAliasesResponse, alias_calls.list_aliases),
    "delete_alias": _Kind(pb.DeleteAliasRequest, pb.DeleteAliasResponse, alias_calls.delete_alias),
    "get_zone_layer": _Kind(
        pb.GetZoneLayerRequest, pb.GetZoneLayerResponse, zone_calls.get_zone_layer
    ),
    "list_zone_layers": _Kind(
        pb.ListZoneLayersRequest, pb.ListZoneLayersResponse, zone_calls.list_zone_layers
    ),
    "delete_zone_layer": _Kind(
        pb.DeleteZoneLayerRequest, pb.DeleteZoneLayerResponse, zone_calls.delete_zone_layer
    ),
}


def load_layer_in_worker(data: bytes) -> bytes:
    """In a worker: LoadZoneLayer, whose file stands beside the model. Raises as others do."""
    request = pb.LoadZoneLayerRequest.FromString(data)
    reading = read_request(request.layer)
    faults = [replace(one, field=f"layer.{one.field}") for one in reading.violations]
    size = len(request.content)
    if not size:
        faults.append(say("content", "", "is required", "give the bytes of a file"))
    elif size > CONTENT_MAX:
        limit = f"is larger than {CONTENT_MAX:,} bytes"
        faults.append(say("content", f"{size:,} bytes", limit, "simplify the polygons"))
    if faults:
        raise InvalidRequestError(faults)
    response = pb.LoadZoneLayerResponse()
    write(zone_calls.load_zone_layer(reading.checked(), request.content), response)
    return response.SerializeToString()


def answer_in_worker(name: str, data: bytes) -> bytes:
    """In a worker: one of KINDS. Raises InvalidRequestError, NotFoundError and the like."""
    kind = KINDS[name]
    message: Any = kind.request.FromString(data)
    response: Any = kind.response()
    only = getattr(message, "validate_only", False)
    try:
        answered = kind.answer(read_request(message).checked())
    except InvalidRequestError as error:
        if not only:
            raise
        response.validation.CopyFrom(validation(error.violations))
        return bytes(response.SerializeToString())
    if only:
        response.validation.CopyFrom(validation([]))
    if isinstance(answered, StoredBook):
        _write_book(answered, response)
    else:
        write(answered, response)
    return bytes(response.SerializeToString())


def upload_in_worker(spec: bytes, path: Path) -> bytes:
    """In a worker: UploadBook, whose pieces lie in a file, each behind its length."""
    reading = read_request(pb.UploadBookSpec.FromString(spec))
    faults = [replace(one, field=f"spec.{one.field}") for one in reading.violations]
    if faults:
        raise InvalidRequestError(faults)
    response = pb.UploadBookResponse()
    _write_book(book_calls.upload_book(reading.checked(), _pieces(path)), response)
    return response.SerializeToString()


def _pieces(path: Path) -> Iterator[Sequence[BookRow]]:
    with path.open("rb") as file:
        number = 0
        while head := file.read(LENGTH_BYTES):
            piece = pb.BookRows.FromString(file.read(int.from_bytes(head, "big")))
            reading = read_request(piece)
            if reading.violations:
                raise InvalidRequestError(
                    [
                        replace(one, field=f"piece[{number}].{one.field}")
                        for one in reading.violations
                    ]
                )
            yield reading.checked().rows
            number += 1


def _write_book(stored: StoredBook, response: Any) -> None:
    if stored.book is not None:
        write(stored.book, response.book)
    response.unread_row_ids.extend(stored.unread_row_ids)


class PlacesHandler:
    """Places, zones, and comparisons of addresses."""

    def __init__(self, tools: Tools) -> None:
        self._workers = tools.workers
        self._data_folder = tools.settings.data_folder

    async def geocode(self, request: pb.GeocodeRequest, call: Call) -> pb.GeocodeResponse:
        """Where an address is."""
        return await self._answer("geocode", request, pb.GeocodeResponse, call)

    async def reverse_geocode(
        self, request: pb.ReverseGeocodeRequest, call: Call
    ) -> pb.ReverseGeocodeResponse:
        """What the address at a point is."""
        return await self._answer("reverse_geocode", request, pb.ReverseGeocodeResponse, call)

    async def lookup_zone(self, request: pb.LookupZoneRequest, call: Call) -> pb.LookupZoneResponse:
        """Which zones hold a point."""
        return await self._answer("lookup_zone", request, pb.LookupZoneResponse, call)

    async def format_label(
        self, request: pb.FormatLabelRequest, call: Call
    ) -> pb.FormatLabelResponse:
        """An address written for a label."""
        return await self._answer("format_label", request, pb.FormatLabelResponse, call)

    async def compare_addresses(
        self, request: pb.CompareAddressesRequest, call: Call
    ) -> pb.CompareAddressesResponse:
        """How much two addresses have in common."""
        return await self._answer("compare_addresses", request, pb.CompareAddressesResponse, call)

    async def find_duplicates(
        self, request: pb.FindDuplicatesRequest, call: Call
    ) -> pb.FindDuplicatesResponse:
        """Which addresses of a list are the same place."""
        return await self._answer("find_duplicates", request, pb.FindDuplicatesResponse, call)

    async def create_book(self, request: pb.CreateBookRequest, call: Call) -> pb.CreateBookResponse:
        """Stores a new book."""
        return await self._answer("create_book", request, pb.CreateBookResponse, call)

    async def replace_book(
        self, request: pb.ReplaceBookRequest, call: Call
    ) -> pb.ReplaceBookResponse:
        """Replaces the rows of a book."""
        return await self._answer("replace_book", request, pb.ReplaceBookResponse, call)

    async def patch_book(self, request: pb.PatchBookRequest, call: Call) -> pb.PatchBookResponse:
        """Changes single rows of a book."""
        return await self._answer("patch_book", request, pb.PatchBookResponse, call)

    async def upload_book(
        self, requests: AsyncIterator[pb.UploadBookRequest], call: Call
    ) -> pb.UploadBookResponse:
        """Stores a book that comes in pieces."""
        spec: bytes | None = None
        with spool(self._data_folder, {PIECES: UPLOAD_BYTES_MAX}) as files:
            pieces = 0
            async for request in requests:
                name = request.WhichOneof("content")
                if name == "spec" and spec is None:
                    spec = request.spec.SerializeToString()
                elif name != "piece" or spec is None:
                    raise InvalidRequestError(
                        [say("content", name or "", "is not due", "send the spec once and first")]
                    )
                else:
                    piece = request.piece.SerializeToString()
                    files.append(PIECES, len(piece).to_bytes(LENGTH_BYTES, "big") + piece)
                    pieces += 1
            if spec is None or not pieces:
                raise InvalidRequestError(
                    [say("content", "", "holds no rows", "send the spec and pieces of rows")]
                )
            answered = await self._workers.run(
                upload_in_worker,
                spec,
                files.folder / PIECES,
                budget_s=call.budget_s(None, UPLOAD_LIMIT_S),
                lane=Lane.PLAN,
            )
        return pb.UploadBookResponse.FromString(answered)

    async def get_book(self, request: pb.GetBookRequest, call: Call) -> pb.GetBookResponse:
        """A book and a page of its rows."""
        return await self._answer("get_book", request, pb.GetBookResponse, call)

    async def list_books(self, request: pb.ListBooksRequest, call: Call) -> pb.ListBooksResponse:
        """All books."""
        return await self._answer("list_books", request, pb.ListBooksResponse, call)

    async def delete_book(self, request: pb.DeleteBookRequest, call: Call) -> pb.DeleteBookResponse:
        """Deletes a book."""
        return await self._answer("delete_book", request, pb.DeleteBookResponse, call)

    async def match_address(
        self, request: pb.MatchAddressRequest, call: Call
    ) -> pb.MatchAddressResponse:
        """Whether an address stands in a book."""
        return await self._answer("match_address", request, pb.MatchAddressResponse, call)

    async def confirm_correction(
        self, request: pb.ConfirmCorrectionRequest, call: Call
    ) -> pb.ConfirmCorrectionResponse:
        """Learns a correction."""
        return await self._answer("confirm_correction", request, pb.ConfirmCorrectionResponse, call)

    async def list_aliases(
        self, request: pb.ListAliasesRequest, call: Call
    ) -> pb.ListAliasesResponse:
        """What was learnt."""
        return await self._answer("list_aliases", request, pb.ListAliasesResponse, call)

    async def delete_alias(
        self, request: pb.DeleteAliasRequest, call: Call
    ) -> pb.DeleteAliasResponse:
        """Takes back what was learnt."""
        return await self._answer("delete_alias", request, pb.DeleteAliasResponse, call)

    async def load_zone_layer(
        self, request: pb.LoadZoneLayerRequest, call: Call
    ) -> pb.LoadZoneLayerResponse:
        """Stores a layer of zones."""
        answered = await self._workers.run(
            load_layer_in_worker,
            request.SerializeToString(),
            budget_s=call.budget_s(None, LONG_LIMIT_S),
            lane=Lane.PLAN,
        )
        return pb.LoadZoneLayerResponse.FromString(answered)

    async def get_zone_layer(
        self, request: pb.GetZoneLayerRequest, call: Call
    ) -> pb.GetZoneLayerResponse:
        """A layer with its report."""
        return await self._answer("get_zone_layer", request, pb.GetZoneLayerResponse, call)

    async def list_zone_layers(
        self, request: pb.ListZoneLayersRequest, call: Call
    ) -> pb.ListZoneLayersResponse:
        """All layers."""
        return await self._answer("list_zone_layers", request, pb.ListZoneLayersResponse, call)

    async def delete_zone_layer(
        self, request: pb.DeleteZoneLayerRequest, call: Call
    ) -> pb.DeleteZoneLayerResponse:
        """Deletes a layer."""
        return await self._answer("delete_zone_layer", request, pb.DeleteZoneLayerResponse, call)

    async def _answer(
        self, name: str, request: Message, response: type[ResponseT], call: Call
    ) -> ResponseT:
        long = KINDS[name].long or request.ByteSize() > LIGHT_BYTES_MAX
        answered = await self._workers.run(
            answer_in_worker,
            name,
            request.SerializeToString(),
            budget_s=call.budget_s(None, LONG_LIMIT_S if long else CALL_LIMIT_S),
            lane=Lane.PLAN if long else Lane.LIGHT,
        )
        return response.FromString(answered)
