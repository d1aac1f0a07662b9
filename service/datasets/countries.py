"""The countries of this process: what ships, what was imported, and the caller's rows on top.

A country is loaded at its first message after a change, so that a large one that nobody asks for
costs nothing; countries that did not change are kept.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

from address.china.gazetteer import DATA as CHINA
from address.china.gazetteer import Gazetteer
from address.china.own_places import OwnPlaces
from address.china.own_rows import division_faults, with_own_divisions
from address.china.recognizer import ChinaRecognizer
from address.china.reverse import ChinaReverse
from address.china.villages import FindVillages, with_village
from address.faults import GazetteerFileError
from address.gazetteer_model import GazetteerRow, GazetteerRowKind
from address.model import RecognizedAddress
from address.own_rows import DIVISIONS, RowFault
from address.places_model import ZoneLayerFormat, ZoneLayerSpec
from address.recognizer import CountryRecognizer, Recognizer
from address.regional import Region, RegionRecognizer, load_region, shipped_regions
from address.regional.gazetteer import DATA, parse_region
from address.regional.own_rows import region_faults, with_own_rows
from address.regional.reverse import ReverseGeocoder
from address.zones import ZoneLayer
from service import telemetry
from service.datasets.database import Database
from service.datasets.gazetteers import CHINA_CODE, OwnRowStore, RegionStore
from service.datasets.layer_files import read_layer


class PointReader(Protocol):
    """What finds addresses by point."""

    def reverse(self, latitude_deg: float, longitude_deg: float) -> RecognizedAddress:
        """The address at a point (WGS-84, degrees)."""


class China:
    """China with the caller's divisions, streets and places, and villages where there are any."""

    def __init__(
        self,
        shipped: ChinaRecognizer,
        rows: Sequence[GazetteerRow],
        find_villages: FindVillages | None = None,
    ) -> None:
        self._shipped = shipped
        self._find_villages = find_villages
        self._rows = _fitting(shipped.gazetteer, rows)

    @cached_property
    def reader(self) -> ChinaRecognizer:
        """The reader, on a gazetteer of its own where divisions were added or changed."""
        if not any(row.kind in DIVISIONS for row in self._rows):
            return self._shipped
        packed = lzma.decompress(CHINA.read_bytes()).decode()
        return ChinaRecognizer(Gazetteer(with_own_divisions(packed, self._rows)))

    @cached_property
    def places(self) -> OwnPlaces:
        """The caller's streets and places."""
        return OwnPlaces(self.reader.gazetteer, self._rows)

    @cached_property
    def by_point(self) -> PointReader:
        """What finds divisions by point."""
        return ChinaReverse(self.reader.gazetteer)

    def recognize(self, text: str) -> RecognizedAddress:
        """Reads one message; never raises."""
        read = self.places.refine(text, self.reader.recognize(text))
        if self._find_villages is None:
            return read
        return with_village(read, self.reader.gazetteer, self._find_villages)

    def faults(self, rows: Sequence[GazetteerRow]) -> Sequence[RowFault]:
        """What of these rows does not fit this country."""
        return list(division_faults(self._shipped.gazetteer, rows))


class Elsewhere:
    """A country from a map, with the caller's villages, streets and places."""

    def __init__(
        self,
        load: Callable[[], tuple[Region, bytes]],
        rows: Sequence[GazetteerRow],
        version: int = 0,
    ) -> None:
        self._load = load
        self.version = version
        self._own = rows

    @cached_property
    def _files(self) -> tuple[Region, bytes]:
        return self._load()

    @cached_property
    def _region(self) -> Region:
        region = self._files[0]
        wrong = {fault.position for fault in region_faults(region, self._own)}
        return with_own_rows(
            region, [row for position, row in enumerate(self._own) if position not in wrong]
        )

    @cached_property
    def reader(self) -> RegionRecognizer:
        """The reader."""
        return RegionRecognizer(self._region)

    @cached_property
    def by_point(self) -> PointReader:
        """What finds addresses by point."""
        return ReverseGeocoder(self._region, self._files[1])

    @cached_property
    def municipalities(self) -> ZoneLayer:
        """The municipalities as a layer of zones."""
        spec = ZoneLayerSpec(id="municipalities", format=ZoneLayerFormat.GEOJSON, id_field="id")
        return read_layer(spec, self._files[1])

    def recognize(self, text: str) -> RecognizedAddress:
        """Reads one message; never raises."""
        return self.reader.recognize(text)

    def faults(self, rows: Sequence[GazetteerRow]) -> Sequence[RowFault]:
        """What of these rows does not fit this country."""
        return list(region_faults(self._files[0], rows))


class Countries:
    """Every country of a database and of the package. `current` follows the database."""

    def __init__(self, shipped: Recognizer) -> None:
        self._shipped = shipped
        self._known: dict[str, tuple[object, China | Elsewhere]] = {}
        self.recognizer = shipped
        """Reads the messages of every country as of the last `refresh`."""

    def country(self, region_code: str) -> China | Elsewhere | None:
        """A country; None where there is no gazetteer of it."""
        known = self._known.get(region_code.upper())
        return known[1] if known else None

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all countries that have a gazetteer."""
        return tuple(sorted(self._known))

    def refresh(self, stored: Database | None) -> None:
        """Follows what is stored; takes no time where nothing changed."""
        regions = RegionStore(stored).versions() if stored else {}
        own = OwnRowStore(stored).versions() if stored else {}
        shipped = {CHINA_CODE} & set(self._shipped.regions) | set(shipped_regions())
        known = {}
        for code in sorted(shipped | set(regions)):
            state = regions.get(code, 0), own.get(code, ())
            before = self._known.get(code)
            if before is not None and before[0] == state:
                known[code] = before
            else:
                rows = OwnRowStore(stored).rows_of(code) if stored and code in own else []
                made = self._made(code, stored if code in regions else None, rows, state[0])
                if made is not None:
                    known[code] = state, made
        self._known = known
        readers: dict[str, CountryRecognizer] = {code: one for code, (_, one) in known.items()}
        self.recognizer = Recognizer(readers)

    def _made(
        self, code: str, stored: Database | None, rows: Sequence[GazetteerRow], version: int
    ) -> China | Elsewhere | None:
        if code == CHINA_CODE:
            china = self._shipped.country(CHINA_CODE)
            find = RegionStore(stored).find_villages if stored else None
            return China(china, rows, find) if isinstance(china, ChinaRecognizer) else None
        return Elsewhere(_loader(code, stored), rows, version)


def _fitting(gazetteer: Gazetteer, rows: Sequence[GazetteerRow]) -> list[GazetteerRow]:
    """The rows that fit, those first on which others stand. Sets were checked one by one; one that
    was removed since may have held what another needs."""
    ordered, left = list(rows), len(rows) + 1
    while True:
        wrong = {fault.position for fault in division_faults(gazetteer, ordered)}
        kept = [row for position, row in enumerate(ordered) if position not in wrong]
        if not wrong or len(wrong) == left:
            return kept
        left = len(wrong)
        ordered = [*kept, *(ordered[position] for position in sorted(wrong))]


def alias_rows(stored: Database) -> list[tuple[str, GazetteerRow]]:
    """Every own row that is an alias, with its country."""
    store = OwnRowStore(stored)
    return [
        (one.region_code, row)
        for one in store.all()
        for row in store.find(one.id)[1]
        if row.kind is GazetteerRowKind.ALIAS
    ]


def _loader(code: str, stored: Database | None) -> Callable[[], tuple[Region, bytes]]:
    """What loads a country: the file that was imported, else the one that ships."""

    def load() -> tuple[Region, bytes]:
        if stored is not None:
            content, zones = RegionStore(stored).files(code)
            try:
                return parse_region(content), zones
            except GazetteerFileError:
                # Imported by another version of this service: to be imported again.
                telemetry.event("gazetteer_not_usable", region=code)
                if code not in shipped_regions():
                    return _empty(code), b'{"features": []}'
        return load_region(code), (DATA / f"{code.lower()}.zones.geojson").read_bytes()

    return load


def _empty(code: str) -> Region:
    return Region(code, code, "", "", "", "", (), (), (), (), (), ())
