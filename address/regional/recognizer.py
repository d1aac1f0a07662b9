"""Reads addresses of one region: free text in, structured and located address out.

Parts that announce themselves go first (telephone, floor, wishes, country), then the area
(postcode, town), then the street with its house number in the light of the area, then named
places; what is left is the recipient. Places of one name are never resolved silently, and "not
found" is an answer.
"""

from __future__ import annotations

from pathlib import Path

from address.model import (
    READ_MAX,
    Address,
    AddressCandidate,
    AddressIssueClass,
    AddressLevel,
    Origin,
    RecognizedAddress,
)
from address.regional.areas import Area, AreaReader, Place
from address.regional.details import Details, country_name, part, read_details
from address.regional.draft import Draft, completed
from address.regional.gazetteer import Region, load_region, read_region
from address.regional.key import name_key
from address.regional.locate import HouseNumbers, Point, distance_m
from address.regional.message import Message
from address.regional.places import PlaceFiller
from address.regional.pois import PoiReader, PoiReading
from address.regional.recipient import put_rest
from address.regional.streets import TYPED_TAIL, Reading, StreetReader

_RIVAL = 0.15
_SAME_PLACE_M = 150
_CANDIDATES = 6


class RegionRecognizer:
    """Reads the addresses of one region. Immutable once made; safe between threads."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self._numbers = HouseNumbers(region)
        self._areas = AreaReader(region)
        self._streets = StreetReader(region, self._numbers)
        self._pois = PoiReader(region)
        self._places = PlaceFiller(region, self._areas)

    @classmethod
    def load(cls, region_code: str) -> RegionRecognizer:
        """The recognizer of a region that ships with the package (ISO 3166 code).

        Raises:
            UnknownRegionError: there is no gazetteer of that code.
            GazetteerFileError: its file is broken.
        """
        return cls(load_region(region_code))

    @classmethod
    def read(cls, path: Path) -> RegionRecognizer:
        """The recognizer of a region file, as `build_region` writes it."""
        return cls(read_region(path))

    def recognize(self, text: str) -> RecognizedAddress:
        """Reads one message. Never raises, whatever the text is."""
        draft = Draft()
        message = Message(text[:READ_MAX])
        if len(text) > READ_MAX:
            words = f"Only the first {READ_MAX} of {len(text)} characters were read."
            draft.note(AddressIssueClass.REDUNDANCY, "", words)
        if not message.tokens:
            draft.note(AddressIssueClass.MISSING, "", "The text holds no address.")
            draft.refuse("What is the address?")
            return draft.answer()
        details = read_details(message, self.region.region_code, self._pois.names(message))
        area = self._areas.read(message)
        self._areas.read_misspelt(message, area, self._streets.is_street)
        readings = self._streets.readings(message, area)
        if readings and _inside_street(area, readings[0]):
            area.town, area.places = None, ()
            readings = self._streets.readings(message, area)
        if not area.stated and readings:
            readings = self._town_behind_street(message, area, readings)
        self._decide(message, details, area, readings, draft)
        put_rest(message, details, self.region.region_code, draft)
        return draft.answer()

    def _town_behind_street(
        self, message: Message, area: Area, readings: list[Reading]
    ) -> list[Reading]:
        """Once the street is out of the way, a misspelt town may stand alone behind it."""
        window = readings[0].window
        own = ((window.start, window.end), (window.number_start, window.number_end))
        for start, end in own:
            message.claim(start, end)
        self._areas.read_misspelt(message, area, self._streets.is_street)
        for start, end in own:
            message.release(start, end)
        return self._streets.readings(message, area) if area.stated else readings

    # -- deciding ----------------------------------------------------------------------------------

    def _decide(
        self,
        message: Message,
        details: Details,
        area: Area,
        readings: list[Reading],
        draft: Draft,
    ) -> None:
        if self._abroad(details, area, draft):
            self._put_written_street(message, draft)
            self._places.put_area(area, None, draft)
            return
        best = _usable(readings)
        poi = self._pois.read(message, area, misspelt=best is None)
        if area.town is not None and area.town.span is not None:
            message.claim(area.town.span.start, area.town.span.end)
        if poi is not None and _poi_wins(poi, best):
            self._put_poi(message, poi, area, draft)
        elif best is not None:
            self._put_street(message, best, readings, area, draft)
            self._look_for_second(message, best, draft)
            poi = self._pois.read(message, area, misspelt=False)
            if poi is not None:
                self._add_poi(message, poi, best, draft)
        elif details.box is not None:
            self._places.put_area(area, None, draft)
            draft.fields["building"] = details.box
            draft.note(AddressIssueClass.UNKNOWN, "road", "A post box is no place to deliver to.")
            draft.refuse("Which street and house number, instead of the post box?")
        else:
            self._put_no_street(message, area, draft)

    def _abroad(self, details: Details, area: Area, draft: Draft) -> bool:
        code = details.country_code
        if code and code != self.region.region_code:
            agreed = area.places and area.postcode_places and not area.conflicting
            if agreed:
                # Town and postcode agree on this country; the name of another one is a slip.
                words = f"{country_name(code)} is written, but the town is in {self.region.name}."
                draft.note(AddressIssueClass.CONFLICT, "country", words)
                draft.doubt *= 0.7
                return False
            words = f"The country is {country_name(code)}, not {self.region.name}."
            draft.note(AddressIssueClass.CONFLICT, "country", words)
        elif area.outside and not area.places:
            words = f"{area.outside} lies outside of {self.region.name}."
            draft.note(AddressIssueClass.CONFLICT, "district", words)
        else:
            return False
        draft.refuse(f"Is there an address in {self.region.name}?")
        return True

    def _put_street(
        self, message: Message, best: Reading, readings: list[Reading], area: Area, draft: Draft
    ) -> None:
        window = best.window
        street = self.region.streets[best.street]
        message.claim(window.start, window.end)
        if window.number:
            message.claim(window.number_start, window.number_end)
        point = self._numbers.locate(best.street, window.number)
        confidence = 0.985 - _slip_loss(best, exact=point.exact) - 0.03 * best.shortened
        road = part(message, window.start, window.end, street.name, round(confidence, 3))
        if best.slips:
            road = road.model_copy(update={"origin": Origin.CORRECTED})
            words = f'"{road.written}" was read as "{street.name}".'
            draft.note(AddressIssueClass.MISSPELT, "road", words)
        draft.fields["road"] = road
        if window.number:
            number = "".join(window.number.split())
            sure = 0.99 if point.exact else 0.8
            draft.fields["house_number"] = part(
                message, window.number_start, window.number_end, number, sure
            )
        confidence *= self._weigh_point(point, window.number, draft)
        rivals = self._rivals(best, readings, area)
        key = name_key(street.name)
        others = (self.region.streets[r.street] for r in readings if r.street != best.street)
        alone = not rivals and all(name_key(other.name) != key for other in others)
        confidence *= self._weigh_area(best, area, draft, alone=alone)
        confidence *= self._weigh_rivals(best, rivals, draft)
        ambiguous = not draft.usable and bool(rivals)
        # Which of several towns is meant is not known: none of them is filled in.
        self._places.put_area(area, None if ambiguous else best.street, draft)
        if not ambiguous:
            draft.location = self._places.location(point, street.municipality)
        draft.confidence = confidence

    def _weigh_point(self, point: Point, number: str, draft: Draft) -> float:
        if point.exact:
            return 1.0
        if not number:
            draft.note(AddressIssueClass.MISSING, "house_number", "There is no house number.")
            draft.question = "Which house number?"
            return 0.85
        words = point.words[0].upper() + point.words[1:] + f"; known to {point.radius_m} m."
        draft.note(AddressIssueClass.UNKNOWN, "house_number", words)
        draft.question = f"Is the house number {number} right?"
        return 0.88

    def _weigh_area(self, best: Reading, area: Area, draft: Draft, *, alone: bool) -> float:
        street = self.region.streets[best.street]
        name = self.region.municipalities[street.municipality].name
        share = 1.0 - 0.02 * area.town_slips
        if area.town is not None and area.town_slips:
            words = f'"{area.town.written}" was read as "{area.town.value}".'
            draft.note(AddressIssueClass.MISSPELT, "district", words)
        if best.in_area is None:
            # Nothing but the street says where it is; a misspelt one says it less.
            words = f"No town is given; {name} follows." if alone else "No town is given."
            draft.note(AddressIssueClass.MISSING, "district", words)
            return share * (0.97 if best.slips == 0 else 0.9)
        if best.in_area is False:
            said = area.town.value if area.town else area.postcode.value if area.postcode else ""
            words = f"{street.name} is in {name}, not in {said}."
            draft.note(AddressIssueClass.CONFLICT, "district", words)
            draft.question = f"Is {street.name} in {name} meant?"
            twice = area.town is not None and bool(area.postcode_places) and not area.conflicting
            if twice or not (alone and best.house):
                draft.refuse(draft.question)
            return share * 0.6
        if area.conflicting and area.postcode is not None and area.town is not None:
            words = f"Postcode {area.postcode.value} does not belong to {area.town.value}."
            draft.note(AddressIssueClass.CONFLICT, "postcode", words)
            draft.question = f"Is {area.town.value} right, or postcode {area.postcode.value}?"
            return share * 0.8
        return share

    def _rivals(self, best: Reading, readings: list[Reading], area: Area) -> list[Reading]:
        """Other places that the same words may mean."""
        own = self.region.streets[best.street]
        found = []
        for other in readings:
            street = self.region.streets[other.street]
            near = distance_m(own.lat, own.lon, street.lat, street.lon) < _SAME_PLACE_M
            overlap = other.window.start < best.window.end and best.window.start < other.window.end
            if other.street == best.street or near or not overlap:
                continue
            same_name = other.slips == best.slips and name_key(street.name) == name_key(own.name)
            if best.in_area and not other.in_area:
                continue
            if same_name and not area.stated:
                if self._numbers.plausible(other.street, other.window.number):
                    found.append(other)
            elif best.slips and other.weight > best.weight - _RIVAL:
                # Where letters were put right, a house on the map makes up for one letter more.
                if other.slips <= best.slips + other.house:
                    found.append(other)
            elif other.weight > best.weight - _RIVAL and other.slips <= best.slips:
                found.append(other)
        return found

    def _weigh_rivals(self, best: Reading, rivals: list[Reading], draft: Draft) -> float:
        if not rivals:
            return 1.0
        shown = [best, *rivals][:_CANDIDATES]
        total = sum(reading.weight for reading in shown)
        for reading in shown:
            draft.candidates.append(self._candidate(reading, reading.weight / total))
        names = [self._street_words(reading.street) for reading in shown]
        draft.note(
            AddressIssueClass.AMBIGUOUS, "district", f"Several streets fit: {', '.join(names)}."
        )
        towns = sorted({self._town_of(reading.street) for reading in shown})
        if len(towns) > 1:
            draft.refuse(f"Which town: {', '.join(towns)}?")
            return 0.45
        if len(names) > len(set(names)):
            draft.question = f"Which part of {names[0]}?"
        else:
            draft.question = f"Which street: {', '.join(names)}?"
        nearer = best.slips < min(rival.slips for rival in rivals)
        if best.house and (nearer or not any(rival.house for rival in rivals)):
            return 0.8 if nearer else 0.85
        draft.usable = False
        return 0.5

    def _put_poi(self, message: Message, found: PoiReading, area: Area, draft: Draft) -> None:
        poi = self.region.pois[found.poi]
        message.claim(found.start, found.end)
        confidence = 0.96 - 0.05 * found.slips - (0.0 if area.stated else 0.1)
        own = part(message, found.start, found.end, poi.name, round(confidence, 3))
        if found.slips:
            own = own.model_copy(update={"origin": Origin.CORRECTED})
            words = f'"{own.written}" was read as "{poi.name}".'
            draft.note(AddressIssueClass.MISSPELT, "poi", words)
        draft.fields["poi"] = own
        if found.rivals:
            towns = [
                self.region.municipalities[self.region.pois[p].municipality].name
                for p in (found.poi, *found.rivals)
            ]
            words = f"There is a {poi.name} in {', '.join(towns)}."
            draft.note(AddressIssueClass.AMBIGUOUS, "poi", words)
            draft.refuse(f"Which {poi.name}: {', '.join(towns)}?")
            confidence *= 0.4
        else:
            point = Point(poi.lat, poi.lon, 40, AddressLevel.HOUSE, True)
            draft.location = self._places.location(point, poi.municipality)
            if poi.street >= 0:
                name = self.region.streets[poi.street].name
                draft.fields["road"] = completed(name, confidence)
                if poi.number:
                    draft.fields["house_number"] = completed(poi.number, confidence)
        self._places.put_area(area, None, draft, None if found.rivals else poi.municipality)
        draft.confidence = confidence

    def _add_poi(self, message: Message, found: PoiReading, best: Reading, draft: Draft) -> None:
        """A named place beside a street; it is the point when the street has no number."""
        poi = self.region.pois[found.poi]
        draft.fields["poi"] = part(message, found.start, found.end, poi.name, 0.9)
        message.claim(found.start, found.end)
        street = self.region.streets[best.street]
        near = distance_m(street.lat, street.lon, poi.lat, poi.lon) <= street.radius_m + 150
        if not best.window.number and not found.rivals and draft.location is not None and near:
            point = Point(poi.lat, poi.lon, 40, AddressLevel.HOUSE, True)
            draft.location = self._places.location(point, poi.municipality)

    def _look_for_second(self, message: Message, best: Reading, draft: Draft) -> None:
        """Another street with another number in the same message is another address."""
        other = self._streets.other_numbered(message)
        if other is None:
            return
        words = f"There is a second address: {self._street_words(other.street)}."
        draft.note(AddressIssueClass.AMBIGUOUS, "road", words)
        first = f"{self._street_words(best.street)} {best.window.number}".strip()
        second = f"{self._street_words(other.street)} {other.window.number}"
        draft.refuse(f"Which address: {first} or {second}?")

    def _put_no_street(self, message: Message, area: Area, draft: Draft) -> None:
        written = self._put_written_street(message, draft)
        if written:
            where = area.town.value if area.town else self.region.name
            words = f'No street like "{written}" is known in {where}.'
            draft.note(AddressIssueClass.UNKNOWN, "road", words)
            draft.refuse("How is the street spelt?")
        else:
            draft.note(AddressIssueClass.MISSING, "road", "No street was found.")
            draft.refuse("Which street and house number?")
        self._places.put_area(area, None, draft)
        draft.confidence = 0.3 if area.stated else 0.05
        places = area.places or area.postcode_places
        towns = {place.municipality for place in places}
        if len(towns) == 1:
            place = places[0] if len(places) == 1 else Place(next(iter(towns)), -1)
            draft.location = self._places.place_location(place)

    def _put_written_street(self, message: Message, draft: Draft) -> str:
        """A street that is not on the map, as it is written; empty when there is none."""
        window = self._streets.unknown(message)
        if window is None:
            return ""
        own = part(message, window.start, window.end, sure=0.2)
        draft.fields["road"] = own
        message.claim(window.start, window.end)
        if window.number:
            draft.fields["house_number"] = part(
                message, window.number_start, window.number_end, window.number, 0.5
            )
            message.claim(window.number_start, window.number_end)
        return own.written

    # -- words and points --------------------------------------------------------------------------

    def _town_of(self, street: int) -> str:
        return self.region.municipalities[self.region.streets[street].municipality].name

    def _street_words(self, street: int) -> str:
        return f"{self.region.streets[street].name} ({self._town_of(street)})"

    def _candidate(self, reading: Reading, score: float) -> AddressCandidate:
        street = self.region.streets[reading.street]
        evidence = [f"street {street.name} in {self._town_of(reading.street)}"]
        if reading.slips:
            evidence.append(f"{reading.slips} letter(s) differ")
        if reading.house:
            evidence.append(f"the map has number {reading.window.number}")
        address = Address(
            road=completed(street.name, round(score, 3)),
            district=completed(self._town_of(reading.street), round(score, 3)),
        )
        return AddressCandidate(address=address, score=round(score, 4), evidence=tuple(evidence))


def _inside_street(area: Area, best: Reading) -> bool:
    """True when the town is only a word of the street's own name, as in "Am Schellenberg 5"."""
    if area.town is None or area.town.span is None or best.slips:
        return False
    span, window = area.town.span, best.window
    inside = window.start <= span.start and span.end <= window.end
    return inside and (window.end - window.start) > (span.end - span.start)


def _usable(readings: list[Reading]) -> Reading | None:
    """The best reading, if it is more than a chance likeness."""
    if not readings:
        return None
    best = readings[0]
    enough = (
        best.weight >= 0.95 if best.slips == 0 else best.weight >= 1.0 and best.in_area is not False
    )
    return best if enough else None


def _slip_loss(best: Reading, *, exact: bool) -> float:
    """Confidence lost to letters put right.

    A letter counts more in a short name, and much more where no house on the map speaks for it.
    """
    if not best.slips:
        return 0.0
    stem = max(3, len(TYPED_TAIL.sub("", best.window.key)))
    loss = 0.02 * best.slips + 0.25 * best.slips / stem
    return loss if exact or (best.slips == 1 and stem > 4) else loss + 0.4


def _poi_wins(poi: PoiReading, best: Reading | None) -> bool:
    """A named place goes before a street that is misspelt or has no number."""
    if best is None:
        return True
    overlap = poi.start < best.window.end and best.window.start < poi.end
    longer = poi.end - poi.start > best.window.end - best.window.start
    return (
        poi.slips == 0
        and not best.house
        and ((overlap and longer and not best.window.number) or (best.slips > 0 and poi.whole))
    )
