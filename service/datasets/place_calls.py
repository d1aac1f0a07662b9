"""What a worker does for PlacesService about single places: models in, models out."""

from __future__ import annotations

from address import places_model as words
from address.datum import CoordinateSystem, convert
from address.label import format_label
from address.model import Address, AddressIssue, AddressIssueClass, RecognizedAddress, Verdict
from address.similarity import Sameness, compare, find_duplicates
from service.datasets.zones_at import in_wgs84, zones_at
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
    zones, version = zones_at(request.layer_id, point) if request.layer_id else ((), 0)
    return words.GeocodeResponse(
        point=point,
        radius_m=found.radius_m,
        level=found.level,
        result=read,
        zones=zones,
        layer_version=version,
    )


def reverse_geocode(request: words.ReverseGeocodeRequest) -> words.ReverseGeocodeResponse:
    """The address at a point: from houses and streets where there are any, else from divisions."""
    latitude, longitude = in_wgs84(request.point)
    countries = recognizer().countries
    asked = [request.region_code.upper()] if request.region_code else list(countries.codes)
    found: RecognizedAddress | None = None
    for code in asked:
        country = countries.country(code)
        if country is None:
            continue
        read = country.by_point.reverse(latitude, longitude)
        if read.location is not None and (found is None or _finer(read, found)):
            found = read
    if found is not None:
        return words.ReverseGeocodeResponse(result=found)
    told = ", ".join(countries.codes) or "no country"
    issue = AddressIssue(
        issue_class=AddressIssueClass.UNKNOWN,
        description=f"The point is in no gazetteer; there is {told}.",
    )
    nothing = RecognizedAddress(
        address=Address(),
        verdict=Verdict.FIX,
        confidence=0.0,
        issues=(issue,),
        question="Which point is meant?",
    )
    return words.ReverseGeocodeResponse(result=nothing)


def _finer(one: RecognizedAddress, other: RecognizedAddress) -> bool:
    """True when one address lies nearer to its point than another."""
    if one.location is None or other.location is None:
        return one.location is not None
    return one.location.radius_m < other.location.radius_m


def format_for_label(request: words.FormatLabelRequest) -> words.FormatLabelResponse:
    """Reads an address and writes it in the layout of its country."""
    code, sender = request.region_code.upper(), request.sender_region_code.upper()
    read = recognizer().recognize(request.text, code)
    lines = format_label(read.address, code, sender_region_code=sender)
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
