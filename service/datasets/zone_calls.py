"""What a worker does for PlacesService about delivery zones."""

from __future__ import annotations

import time

import shapely

from address import places_model as words
from address.faults import ZoneLayerError
from address.zones import ZoneLayer
from service.convert import InvalidRequestError, say
from service.datasets.at_hand import database
from service.datasets.layer_files import read_layer
from service.datasets.layers import LayerStore, report_of
from service.datasets.zones_at import zones_at


def lookup_zone(request: words.LookupZoneRequest) -> words.LookupZoneResponse:
    """The zones of a point; raises NotFoundError for a layer that is not there."""
    zones, version = zones_at(request.layer_id, request.point)
    return words.LookupZoneResponse(zones=zones, layer_version=version)


def load_zone_layer(spec: words.ZoneLayerSpec, content: bytes) -> words.LoadZoneLayerResponse:
    """Reads a layer, reports on it and stores it; a file that is none is refused."""
    try:
        layer = read_layer(spec, content)
        _check_columns(spec, layer)
        report = report_of(layer.report())
    except ZoneLayerError as error:
        raise _refused(str(error)) from None
    except shapely.errors.ShapelyError:
        raise _refused("its polygons cannot be compared with each other") from None
    info = LayerStore(database()).put(spec, content, report, len(layer.zones), int(time.time()))
    return words.LoadZoneLayerResponse(layer=info, report=report)


def get_zone_layer(request: words.GetZoneLayerRequest) -> words.GetZoneLayerResponse:
    """A layer with its report."""
    info, report = LayerStore(database()).find(request.layer_id)
    return words.GetZoneLayerResponse(layer=info, report=report)


def list_zone_layers(_: words.ListZoneLayersRequest) -> words.ListZoneLayersResponse:
    """All layers that were loaded."""
    return words.ListZoneLayersResponse(layers=tuple(LayerStore(database()).all()))


def delete_zone_layer(request: words.DeleteZoneLayerRequest) -> words.DeleteZoneLayerResponse:
    """Deletes a layer."""
    LayerStore(database()).delete(request.layer_id)
    return words.DeleteZoneLayerResponse()


def _check_columns(spec: words.ZoneLayerSpec, layer: ZoneLayer) -> None:
    """ZoneLayerError when a column that the caller names is in no zone."""
    there = {key.lower() for zone in layer.zones for key in zone.attributes}
    for named in (spec.station_field, spec.courier_territory_field, spec.sorting_code_field):
        if named and named.lower() not in there:
            columns = ", ".join(sorted(there)[:20])
            raise ZoneLayerError(f"no zone has a column {named}; its columns: {columns}")


def _refused(problem: str) -> InvalidRequestError:
    remedy = "give a layer of polygons, each with an id, in a coordinate system that it names"
    return InvalidRequestError([say("content", "", f"is no layer of zones: {problem}", remedy)])
