"""The addresses of one region as flat tables, and the file they ship in.

A region file is gzip-compressed JSON with one list per column: it opens in milliseconds, diffs as
text once unpacked, and names its source and licence in its head. Points are millionths of a degree
(a decimetre), WGS-84.
"""

from __future__ import annotations

import gzip
import itertools
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from address.faults import GazetteerFileError, UnknownRegionError

FORMAT = "fulfillment-region"
VERSION = 1
UNPACKED_MAX = 1_000_000_000
"""Bytes of a region file without its compression; more is none that a worker could hold."""
DATA = Path(__file__).resolve().parent.parent / "data" / "regions"
"""Folder of the region files that ship with the package."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: zone id, name and other names, postcodes in use, middle and reach."""

    id: str
    name: str
    also_named: tuple[str, ...]
    postcodes: tuple[str, ...]
    lat: float
    lon: float
    radius_m: int


@dataclass(frozen=True, slots=True)
class Locality:
    """A village, hamlet or named field inside a municipality (its position in the table)."""

    name: str
    kind: str
    municipality: int
    postcode: str
    lat: float
    lon: float
    radius_m: int


@dataclass(frozen=True, slots=True)
class Street:
    """A street inside one municipality; `locality` is -1 where none is near.

    The point lies on the street about half-way, the radius reaches its ends. Each line is its
    course as millionths of a degree: latitude, longitude, then differences from point to point.
    """

    name: str
    spellings: tuple[str, ...]
    municipality: int
    locality: int
    lat: float
    lon: float
    radius_m: int
    lines: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """A house number on the map; `postcode` is empty where the map has none."""

    street: int
    number: str
    postcode: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Poi:
    """A named place: shop, school, inn. `street` is -1 and `number` empty where unknown."""

    name: str
    kind: str
    municipality: int
    street: int
    number: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality across the border: known by name so that it is not taken for one inside."""

    name: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Region:
    """All tables of a region. Positions in a table are the references between tables."""

    region_code: str
    name: str
    source: str
    attribution: str
    licence: str
    snapshot: str
    municipalities: tuple[Municipality, ...]
    localities: tuple[Locality, ...]
    streets: tuple[Street, ...]
    houses: tuple[House, ...]
    pois: tuple[Poi, ...]
    neighbours: tuple[Neighbour, ...]


_TABLES: dict[str, type] = {
    "municipalities": Municipality,
    "localities": Locality,
    "streets": Street,
    "houses": House,
    "pois": Poi,
    "neighbours": Neighbour,
}
_HEAD = ("region_code", "name", "source", "attribution", "licence", "snapshot")
_DEGREES = frozenset(("lat", "lon"))
_LISTS = frozenset(("postcodes", "spellings", "also_named"))


def region_path(region_code: str) -> Path:
    """File of a region that ships with the package, whether it is there or not."""
    return DATA / f"{region_code.lower()}.json.gz"


def shipped_regions() -> tuple[str, ...]:
    """Codes of the regions that ship with the package."""
    return tuple(sorted(path.name.split(".")[0].upper() for path in DATA.glob("*.json.gz")))


def load_region(region_code: str) -> Region:
    """Reads a region that ships with the package.

    Raises:
        UnknownRegionError: there is none of that code.
        GazetteerFileError: its file is broken.
    """
    if region_code.upper() not in shipped_regions():
        known = ", ".join(shipped_regions()) or "none"
        message = f"no gazetteer for region {region_code!r}; there are: {known}"
        raise UnknownRegionError(message)
    return read_region(region_path(region_code))


def read_region(path: Path) -> Region:
    """Reads a region file.

    Raises:
        GazetteerFileError: the file is missing, damaged or of another version.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path.name} is not a readable region file: {error}"
        raise GazetteerFileError(message) from error
    return parse_region(content, path.name)


def parse_region(content: bytes, name: str = "the file") -> Region:
    """Reads a region from the bytes of its file; `name` is for messages.

    Raises:
        GazetteerFileError: they are damaged, of another version, or refer to rows that are not
            there.
    """
    try:
        document = json.loads(_unpacked(content))
    except (OSError, EOFError, ValueError, zlib.error, RecursionError) as error:
        message = f"{name} is not a readable region file: {error}"
        raise GazetteerFileError(message) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        message = f"{name} is not a region file"
        raise GazetteerFileError(message)
    if document.get("version") != VERSION:
        message = f"{name} has version {document.get('version')}; version {VERSION} is needed"
        raise GazetteerFileError(message)
    try:
        tables: dict[str, Any] = {name: _rows(document[name], row) for name, row in _TABLES.items()}
        head: dict[str, Any] = {key: str(document[key]) for key in _HEAD}
        region = Region(**head, **tables)
        _check_references(region)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{name} lacks or garbles a table: {error}"
        raise GazetteerFileError(message) from error
    return region


def _unpacked(content: bytes) -> bytes:
    """The bytes without their compression; ValueError for a file that swells beyond all use."""
    unpacker = zlib.decompressobj(wbits=31)
    plain = unpacker.decompress(content, UNPACKED_MAX)
    if not unpacker.eof:
        raise ValueError("it is cut off or too large")
    return plain


def _check_references(region: Region) -> None:
    """ValueError when a row refers to one that is not there, or a point is none."""
    towns, streets = len(region.municipalities), len(region.streets)
    inside = (
        (region.localities, "municipality", 0, towns),
        (region.streets, "municipality", 0, towns),
        (region.streets, "locality", -1, len(region.localities)),
        (region.houses, "street", 0, streets),
        (region.pois, "municipality", 0, towns),
        (region.pois, "street", -1, streets),
    )
    for rows, column, least, count in inside:
        for row in rows:
            if not least <= getattr(row, column) < count:
                raise ValueError(f"a {type(row).__name__} refers to a {column} that is not there")
    tables = (region.municipalities, region.localities, region.streets, region.houses, region.pois)
    located: Iterator[Any] = itertools.chain.from_iterable(tables)
    for row in located:
        if not (abs(row.lat) <= 90 and abs(row.lon) <= 180):
            raise ValueError(f"a {type(row).__name__} has a point that is none")


def region_bytes(region: Region) -> bytes:
    """The bytes of a region file; equal regions give equal bytes."""
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    document |= {key: getattr(region, key) for key in _HEAD}
    for name, row in _TABLES.items():
        document[name] = _columns(getattr(region, name), row)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def write_region(region: Region, path: Path) -> None:
    """Writes a region file."""
    path.write_bytes(region_bytes(region))


def _columns(rows: tuple[Any, ...], row: type) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {}
    for field in row.__dataclass_fields__:  # type: ignore[attr-defined]
        values = [getattr(item, field) for item in rows]
        columns[field] = [round(v * 1_000_000) for v in values] if field in _DEGREES else values
    return columns


def _rows(columns: dict[str, list[Any]], row: type) -> tuple[Any, ...]:
    lists = []
    for field in row.__dataclass_fields__:  # type: ignore[attr-defined]
        values = columns[field]
        if field in _DEGREES:
            values = [value / 1_000_000 for value in values]
        elif field == "lines":
            values = [tuple(tuple(line) for line in value) for value in values]
        elif field in _LISTS:
            values = [tuple(value) for value in values]
        lists.append(values)
    return tuple(row(*items) for items in zip(*lists, strict=True))
