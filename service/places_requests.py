"""How each request of PlacesService is read: its model, and faults between its fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fulfillment.v1 import places_pb2
from google.protobuf.message import Message

from address import places_model as model
from optimizer.faults import Fault, duplicate_id_faults
from service.datasets.layer_files import SHIPPED_PREFIX
from service.datasets.phrases import LETTERS_MIN, fold


def no_faults(_: Any) -> Sequence[Fault]:
    """For requests whose fields are each right or wrong by themselves."""
    return ()


def list_faults(request: model.FindDuplicatesRequest) -> Sequence[Fault]:
    """Entries with the id of another."""
    return duplicate_id_faults("entries", request.entries)


def row_faults(
    request: model.CreateBookRequest | model.PatchBookRequest | model.BookRows,
) -> Sequence[Fault]:
    """Rows with the id of another."""
    return duplicate_id_faults("rows", request.rows)


def patch_faults(request: model.PatchBookRequest) -> Sequence[Fault]:
    """Rows with the id of another, or that are removed, too."""
    given = {row.id for row in request.rows or ()}
    both = [
        Fault(("removed_ids", position), one, "is given as a row, too", "do one of both")
        for position, one in enumerate(request.removed_ids or ())
        if one in given
    ]
    return [*duplicate_id_faults("rows", request.rows), *both]


def correction_faults(request: model.ConfirmCorrectionRequest) -> Sequence[Fault]:
    """Words that name nothing, or that mean themselves."""
    written, confirmed = request.written or "", request.confirmed_text or ""
    if written and sum(letter.isalpha() for letter in written) < LETTERS_MIN:
        return [
            Fault(
                ("written",),
                written,
                "has fewer than two letters and would be found in other addresses too",
                "give more of the words around it",
            )
        ]
    if written and fold(written) == fold(confirmed):
        return [
            Fault(("confirmed_text",), None, "says the same as written", "give what is meant by it")
        ]
    return []


def layer_faults(spec: model.ZoneLayerSpec) -> Sequence[Fault]:
    """An id that belongs to a layer of the service."""
    if (spec.id or "").startswith(SHIPPED_PREFIX):
        remedy = "choose another id"
        return [Fault(("id",), spec.id, f'begins with "{SHIPPED_PREFIX}"', remedy)]
    return []


PLACES_REQUESTS: dict[type[Message], tuple[type[Any], Callable[[Any], Sequence[Fault]]]] = {
    places_pb2.GeocodeRequest: (model.GeocodeRequest, no_faults),
    places_pb2.ReverseGeocodeRequest: (model.ReverseGeocodeRequest, no_faults),
    places_pb2.LookupZoneRequest: (model.LookupZoneRequest, no_faults),
    places_pb2.FormatLabelRequest: (model.FormatLabelRequest, no_faults),
    places_pb2.CompareAddressesRequest: (model.CompareAddressesRequest, no_faults),
    places_pb2.FindDuplicatesRequest: (model.FindDuplicatesRequest, list_faults),
    places_pb2.CreateBookRequest: (model.CreateBookRequest, row_faults),
    places_pb2.ReplaceBookRequest: (model.ReplaceBookRequest, row_faults),
    places_pb2.PatchBookRequest: (model.PatchBookRequest, patch_faults),
    places_pb2.UploadBookSpec: (model.UploadBookSpec, no_faults),
    places_pb2.BookRows: (model.BookRows, row_faults),
    places_pb2.GetBookRequest: (model.GetBookRequest, no_faults),
    places_pb2.ListBooksRequest: (model.ListBooksRequest, no_faults),
    places_pb2.DeleteBookRequest: (model.DeleteBookRequest, no_faults),
    places_pb2.MatchAddressRequest: (model.MatchAddressRequest, no_faults),
    places_pb2.ConfirmCorrectionRequest: (model.ConfirmCorrectionRequest, correction_faults),
    places_pb2.ListAliasesRequest: (model.ListAliasesRequest, no_faults),
    places_pb2.DeleteAliasRequest: (model.DeleteAliasRequest, no_faults),
    places_pb2.ZoneLayerSpec: (model.ZoneLayerSpec, layer_faults),
    places_pb2.GetZoneLayerRequest: (model.GetZoneLayerRequest, no_faults),
    places_pb2.ListZoneLayersRequest: (model.ListZoneLayersRequest, no_faults),
    places_pb2.DeleteZoneLayerRequest: (model.DeleteZoneLayerRequest, no_faults),
}
"""Message -> its model and what finds faults between its fields."""
