"""What a worker does for PlacesService about delivery zones."""

from __future__ import annotations

from address import places_model as words
from service.datasets.place_calls import SHIPPED_PREFIX, delivery_zone, in_wgs84, shipped_layer
from service.errors import NotFoundError


def lookup_zone(request: words.LookupZoneRequest) -> words.LookupZoneResponse:
    """The zones of a point; raises NotFoundError for a layer that is not there."""
    layer = None
    if request.layer_id.startswith(SHIPPED_PREFIX):
        layer = shipped_layer(request.layer_id.removeprefix(SHIPPED_PREFIX).upper())
    if layer is None:
        raise NotFoundError(f"layer_id {request.layer_id!r} is not loaded; load it first.")
    zones = layer.zones_at(*in_wgs84(request.point))
    return words.LookupZoneResponse(zones=tuple(delivery_zone(zone) for zone in zones))
