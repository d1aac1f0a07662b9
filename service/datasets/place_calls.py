"""What a worker does for PlacesService about single places: models in, models out."""

from __future__ import annotations

from functools import cache

from address import places_model as words
from address.datum import CoordinateSystem, convert
from address.label import format_label
from address.model import Address, AddressIssue, AddressIssueClass, RecognizedAddress, Verdict
from address.regional import load_region, shipped_regions
from address.regional.gazetteer import DATA
from address.regional.reverse import ReverseGeocoder
from address.similarity import Sameness, compare, find_duplicates
from address.zones import Zone, ZoneLayer
from service.stages.tasks import recognizer

_LEVELS = {words.SamenessLevel(level.name.lower()): level for level in Sameness}
_NAMES = {level: name for name, level in _LEVELS.items()}


def geocode(request: words.GeocodeRequest) -> words.GeocodeResponse:
    """Reads an address and places it in the coordinate system asked for."""
    read = recognizer().recognize(request.text, request.region_code or None)
    found = read.location
    if found is None:
        return words.GeocodeResponse(result=read)
    here = CoordinateSystem(found.position.datum.value)
    latitude, longitude = convert(
        found.position.latitude_deg, found.position.longitude_deg, here, request.coordinate_system
    )
    point = words.MapPoint(
        latitude_deg=latitude,
        longitude_deg=longitude,
        coordinate_system=request.coordinate_system,
    )
    return words.GeocodeResponse(
        point=point, radius_m=found.radius_m, level=found.level, result=read
    )


def reverse_geocode(request: words.ReverseGeocodeRequest) -> words.ReverseGeocodeResponse:
    """The address at a point, from the gazetteers that hold houses and streets."""
    latitude, longitude = in_wgs84(request.point)
    shipped = shipped_regions()
    asked = [request.region_code] if request.region_code else list(shipped)
    for code in asked:
        if code in shipped:
            read = _reverse(code).reverse(latitude, longitude)
            if read.location is not None:
                return words.ReverseGeocodeResponse(result=read)
    told = ", ".join(shipped) or "no country"
    issue = AddressIssue(
        issue_class=AddressIssueClass.UNKNOWN,
        description=f"The point is in no gazetteer with houses and streets; there is {told}.",
    )
    nothing = RecognizedAddress(
        address=Address(),
        verdict=Verdict.FIX,
        confidence=0.0,
        issues=(issue,),
        question="Which point is meant?",
    )
    return words.ReverseGeocodeResponse(result=nothing)


def format_for_label(request: words.FormatLabelRequest) -> words.FormatLabelResponse:
    """Reads an address and writes it in the layout of its country."""
    read = recognizer().recognize(request.text, request.region_code)
    sender = request.sender_region_code
    lines = format_label(read.address, request.region_code, sender_region_code=sender)
    return words.FormatLabelResponse(lines=lines, result=read)


def compare_addresses(request: words.CompareAddressesRequest) -> words.CompareAddressesResponse:
    """Reads two addresses and compares them part by part."""
    region = request.region_code or None
    read = recognizer().recognize
    likeness = compare(read(request.first_text, region), read(request.second_text, region))
    return words.CompareAddressesResponse(
        sameness=_NAMES[likeness.sameness], score=likeness.score, evidence=likeness.evidence
    )


def find_double_entries(request: words.FindDuplicatesRequest) -> words.FindDuplicatesResponse:
    """Reads a list of addresses and groups those that are the same place."""
    region = request.region_code or None
    read = recognizer().recognize
    addresses = [read(entry.text, region) for entry in request.entries]
    groups = find_duplicates(addresses, at_least=_LEVELS[request.at_least])
    return words.FindDuplicatesResponse(
        groups=tuple(
            words.DuplicateGroup(ids=tuple(request.entries[number].id for number in group))
            for group in groups
        )
    )


def in_wgs84(point: words.MapPoint) -> tuple[float, float]:
    """Degrees north and east in WGS-84."""
    return convert(
        point.latitude_deg, point.longitude_deg, point.coordinate_system, CoordinateSystem.WGS84
    )


def delivery_zone(zone: Zone) -> words.DeliveryZone:
    """A zone as the API states it."""
    return words.DeliveryZone(
        id=zone.id,
        name=zone.name,
        attributes=tuple(
            words.Attribute(key=key[:128], value=value[:2_000])
            for key, value in zone.attributes.items()
            if key
        ),
        area_m2=round(zone.area_m2, 1),
    )


@cache
def shipped_layer(region_code: str) -> ZoneLayer | None:
    """The municipalities of a country that ships with the service; None for others."""
    if region_code not in shipped_regions():
        return None
    return ZoneLayer.read(DATA / f"{region_code.lower()}.zones.geojson", id_field="id")


@cache
def _reverse(region_code: str) -> ReverseGeocoder:
    return ReverseGeocoder(load_region(region_code), DATA / f"{region_code.lower()}.zones.geojson")
