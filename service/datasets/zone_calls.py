"""What a worker does for PlacesService about delivery zones."""

from __future__ import annotations

import time

import shapely

from address import places_model as words
from address.faults import ZoneLayerError
from service.convert import InvalidRequestError, say
from service.datasets.at_hand import database
from service.datasets.countries import Elsewhere
from service.datasets.layer_files import SHIPPED_PREFIX, read_layer
from service.datasets.layers import LayerStore, OpenLayers, report_of
from service.datasets.place_calls import delivery_zone, in_wgs84
from service.errors import NotFoundError
from service.stages.tasks import recognizer

_open_layers = OpenLayers()


def lookup_zone(request: words.LookupZoneRequest) -> words.LookupZoneResponse:
    """The zones of a point; raises NotFoundError for a layer that is not there."""
    if request.layer_id.startswith(SHIPPED_PREFIX):
        country = recognizer().countries.country(request.layer_id.removeprefix(SHIPPED_PREFIX))
        if not isinstance(country, Elsewhere):
            raise NotFoundError(f"layer_id {request.layer_id!r}: no gazetteer has such a layer.")
        version, layer = country.version, country.municipalities
    else:
        version, layer = _open_layers.get(LayerStore(database()), request.layer_id)
    zones = layer.zones_at(*in_wgs84(request.point))
    return words.LookupZoneResponse(
        zones=tuple(delivery_zone(zone) for zone in zones), layer_version=version
    )


def load_zone_layer(spec: words.ZoneLayerSpec, content: bytes) -> words.LoadZoneLayerResponse:
    """Reads a layer, reports on it and stores it; a file that is none is refused."""
    try:
        layer = read_layer(spec, content)
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


def _refused(problem: str) -> InvalidRequestError:
    remedy = "give a layer of polygons, each with an id, in a coordinate system that it names"
    return InvalidRequestError([say("content", "", f"is no layer of zones: {problem}", remedy)])
