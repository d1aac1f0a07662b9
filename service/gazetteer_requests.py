"""How each request of GazetteerService is read: its model, and faults between its fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fulfillment.v1 import gazetteer_pb2
from google.protobuf.message import Message

from address import gazetteer_model as model
from optimizer.faults import Fault, duplicate_id_faults
from service.places_requests import no_faults


def row_faults(
    request: model.PutGazetteerRowsRequest | model.PatchGazetteerRowsRequest,
) -> Sequence[Fault]:
    """Rows with the id of another."""
    return duplicate_id_faults("rows", request.rows)


GAZETTEER_REQUESTS: dict[type[Message], tuple[type[Any], Callable[[Any], Sequence[Fault]]]] = {
    gazetteer_pb2.ListGazetteersRequest: (model.ListGazetteersRequest, no_faults),
    gazetteer_pb2.GazetteerSpec: (model.GazetteerSpec, no_faults),
    gazetteer_pb2.RemoveGazetteerRequest: (model.RemoveGazetteerRequest, no_faults),
    gazetteer_pb2.PutGazetteerRowsRequest: (model.PutGazetteerRowsRequest, row_faults),
    gazetteer_pb2.PatchGazetteerRowsRequest: (model.PatchGazetteerRowsRequest, row_faults),
    gazetteer_pb2.GetGazetteerRowsRequest: (model.GetGazetteerRowsRequest, no_faults),
    gazetteer_pb2.RemoveGazetteerRowsRequest: (model.RemoveGazetteerRowsRequest, no_faults),
}
"""Message -> its model and what finds faults between its fields."""
