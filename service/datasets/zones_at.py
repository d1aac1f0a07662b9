"""Which zones hold a point, with what the columns of their layer say: station, courier, code."""

from __future__ import annotations

from collections.abc import Iterable

from address import places_model as words
from address.datum import CoordinateSystem, convert
from address.zones import Zone
from service.datasets.at_hand import database
from service.datasets.countries import Elsewhere
from service.datasets.layer_files import SHIPPED_PREFIX
from service.datasets.layers import LayerStore, OpenLayers
from service.errors import NotFoundError
from service.stages.tasks import recognizer

STATION = ("station", "station_id", "depot")
TERRITORY = ("courier_territory", "territory", "courier")
SORTING_CODE = ("sorting_code", "sort_code", "route_code", "route")
_NOTHING = words.ZoneLayerSpec(id="none", format=words.ZoneLayerFormat.GEOJSON)

_open_layers = OpenLayers()


def zones_at(layer_id: str, point: words.MapPoint) -> tuple[tuple[words.DeliveryZone, ...], int]:
    """Zones that hold a point, smallest first, and the version of the layer; NotFoundError for a
    layer that is not there."""
    if layer_id.startswith(SHIPPED_PREFIX):
        country = recognizer().countries.country(layer_id.removeprefix(SHIPPED_PREFIX))
        if not isinstance(country, Elsewhere):
            raise NotFoundError(f"layer_id {layer_id!r}: no gazetteer has such a layer.")
        version, spec, layer = country.version, _NOTHING, country.municipalities
    else:
        version, spec, layer = _open_layers.get(LayerStore(database()), layer_id)
    found = layer.zones_at(*in_wgs84(point))
    return tuple(delivery_zone(zone, spec) for zone in found), version


def in_wgs84(point: words.MapPoint) -> tuple[float, float]:
    """Degrees north and east in WGS-84."""
    return convert(
        point.latitude_deg, point.longitude_deg, point.coordinate_system, CoordinateSystem.WGS84
    )


def delivery_zone(zone: Zone, spec: words.ZoneLayerSpec) -> words.DeliveryZone:
    """A zone as the API states it."""
    columns = {key.lower(): value[:2_000] for key, value in zone.attributes.items()}

    def said(named: str, usual: Iterable[str]) -> str:
        wanted = [named.lower()] if named else usual
        return next((columns[name] for name in wanted if columns.get(name)), "")

    return words.DeliveryZone(
        id=zone.id,
        name=zone.name,
        attributes=tuple(
            words.Attribute(key=key[:128], value=value[:2_000])
            for key, value in zone.attributes.items()
            if key
        ),
        area_m2=round(zone.area_m2, 1),
        station=said(spec.station_field, STATION),
        courier_territory=said(spec.courier_territory_field, TERRITORY),
        sorting_code=said(spec.sorting_code_field, SORTING_CODE),
    )
