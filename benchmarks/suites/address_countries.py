"""Addresses of other countries: the United States, Japan, and what others keep as their tests.

Counts without a target, since there are few records and the sets are their authors' own tests. A
record is right when every part that its truth states is right; parts that the truth does not state
are not scored. Case, points and commas do not count.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from address.label import format_label
from address.model import Address, AddressPart
from benchmarks.peers.own import NAME
from benchmarks.records import Record

PARTS = ("number", "road", "town", "state", "postcode")
Reading = dict[str, list[str]]
"""By part, every way in which a reader says it; any of them may match."""

MISSING = {
    "libpostal": "its model is not an ordinary package",
    "normalize-japanese-addresses": "reads its tables over the network",
}
"""Peers of these sets that cannot be run here, by name."""

US_LABELS = {
    "AddressNumber": "number",
    "AddressNumberPrefix": "number",
    "AddressNumberSuffix": "number",
    "StreetNamePreModifier": "road",
    "StreetNamePreDirectional": "road",
    "StreetNamePreType": "road",
    "StreetName": "road",
    "StreetNamePostType": "road",
    "StreetNamePostDirectional": "road",
    "PlaceName": "town",
    "StateName": "state",
    "ZipCode": "postcode",
}
PELIAS_LABELS = {
    "housenumber": "number",
    "street": "road",
    "locality": "town",
    "region": "state",
    "postcode": "postcode",
}
LIBPOSTAL_LABELS = {
    "house_number": "number",
    "road": "road",
    "city": "town",
    "state": "state",
    "postcode": "postcode",
}
PELIAS_COUNTRIES = {
    "usa": "US",
    "fra": "FR",
    "nld": "NL",
    "nzd": "NZ",
    "aus": "AU",
    "cze": "CZ",
    "deu": "DE",
    "nor": "NO",
    "prt": "PT",
    "pol": "PL",
    "swe": "SE",
    "gbr": "GB",
    "rom": "RO",
    "bra": "BR",
    "ind": "IN",
    "svk": "SK",
    "esp": "ES",
    "hrv": "HR",
}


@dataclass(frozen=True)
class CountrySet:
    """Texts with their countries and what is known about each."""

    name: str
    rows: tuple[tuple[str, str, dict[str, str]], ...]
    note: str = ""
    peers: tuple[str, ...] = field(default=())


def sets(folder: Path | None) -> list[CountrySet]:
    """The sets of a data folder, as far as they are there."""
    if folder is None:
        return []
    root = folder / "address"
    made: list[CountrySet] = []
    for name in ("labeled_test", "us50_test", "synthetic_osm_test"):
        rows = _rows(root / "us_usaddress" / f"{name}.jsonl")
        # What usaddress was trained on says nothing about it.
        unseen = [row for row in rows if not row.get("in_usaddress_training")]
        note = (
            f"usaddress's own tests; {len(rows) - len(unseen)} records that it was trained on are "
            "left out"
        )
        truths = tuple(("US", row["text"], _joined(row["tokens"], US_LABELS)) for row in unseen)
        made.append(CountrySet(f"us_{name}", truths, note, ("usaddress",)))
    made.append(
        CountrySet(
            "jp_geolonia",
            tuple(
                ("JP", row["text"], {"state": row["pref"], "town": row["city"]})
                for row in _rows(root / "jp_geolonia" / "records.jsonl")
            ),
            "truth is that library's own answer; prefecture and city",
        )
    )
    made.append(
        CountrySet(
            "pelias_tests",
            tuple(
                (
                    PELIAS_COUNTRIES.get(row["country"], ""),
                    row["text"],
                    _joined([pair[::-1] for pair in row["components"]], PELIAS_LABELS),
                )
                for row in _rows(root / "intl_pelias_tests" / "records.jsonl")
            ),
        )
    )
    made.append(
        CountrySet(
            "libpostal_tests",
            tuple(
                (
                    {"DA": "DK"}.get(row["country"].upper(), row["country"].upper()),
                    row["text"],
                    _joined([pair[::-1] for pair in row["components"]], LIBPOSTAL_LABELS),
                )
                for row in _rows(root / "intl_libpostal_tests" / "records.jsonl")
            ),
            "libpostal's own model is said to pass all of them",
        )
    )
    return [one for one in made if one.rows]


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _joined(tokens: list[Any], labels: Mapping[str, str]) -> dict[str, str]:
    """The words of each part, in their order."""
    found: dict[str, list[str]] = {}
    for word, label in tokens:
        if label in labels:
            found.setdefault(labels[label], []).append(word)
    return {part: " ".join(words) for part, words in found.items()}


def plain(text: str) -> str:
    """Without case, points, commas and runs of blanks."""
    kept = "".join(" " if letter in ".,;#" else letter for letter in text.casefold())
    return " ".join(kept.split())


class OwnReader:
    """The project's parser of countries without a gazetteer."""

    name = NAME

    def missing(self) -> str | None:
        """Never."""
        return None

    def version(self) -> str:
        """Of this distribution."""
        return version("fulfillment-optimizer")

    def reader(self, country: str) -> Callable[[str], Reading]:
        """Reads texts of one country."""
        parser = import_module("address.postal").postal_parser(country)

        def read(text: str) -> Reading:
            address: Address = parser.recognize(text).address
            parts: tuple[AddressPart | None, ...] = (
                address.house_number,
                address.road,
                address.city,
                address.province,
                address.postcode,
            )
            found = {
                name: _ways(text, part) for name, part in zip(PARTS, parts, strict=True) if part
            }
            if address.city and address.district:
                # In Japan a ward belongs to the name of its city.
                together = address.city.value + address.district.value
                found["town"] = [*found["town"], together]
            elif address.district:
                found["town"] = _ways(text, address.district)
            return found

        return read


def _ways(text: str, part: AddressPart) -> list[str]:
    """The normal form, the code where there is one, and what stands in the text."""
    ways = [part.value]
    if part.code:
        ways.append(part.code)
    if part.span is not None:
        ways.append(text[part.span.start : part.span.end])
    return ways


class UsAddress:
    """usaddress: a conditional random field for addresses of the United States."""

    name = "usaddress"

    def missing(self) -> str | None:
        """The package when it is not installed."""
        return None if find_spec("usaddress") else "usaddress"

    def version(self) -> str:
        """Of the package."""
        return version("usaddress")

    def reader(self, country: str) -> Callable[[str], Reading]:
        """Labels every word, as its `parse` does."""
        parse = import_module("usaddress").parse

        def read(text: str) -> Reading:
            return {part: [words] for part, words in _joined(list(parse(text)), US_LABELS).items()}

        return read


READERS = (OwnReader(), UsAddress())


def run(folder: Path | None, peers: list[str] | None = None) -> Iterator[Record]:
    """Every reader on every set that it reads, then labels."""
    for one in sets(folder):
        for reader in READERS:
            wanted = reader.name == NAME or (
                reader.name in one.peers and (peers is None or reader.name in peers)
            )
            if wanted and reader.missing() is None:
                yield scored(reader, one)
    yield from labels(folder)


def versions() -> dict[str, str]:
    """Version of each reader, or what is missing for it to run."""
    found = {
        reader.name: reader.version()
        if reader.missing() is None
        else f"missing: {reader.missing()}"
        for reader in READERS
    }
    return found | {name: f"missing: {why}" for name, why in MISSING.items()}


def scored(reader: OwnReader | UsAddress, one: CountrySet) -> Record:
    """Counts of records and parts that are right."""
    readers = {country: reader.reader(country) for country in {row[0] for row in one.rows}}
    right = 0
    parts = {part: [0, 0] for part in PARTS}
    seconds = 0.0
    for country, text, truth in one.rows:
        started = time.perf_counter()
        found = readers[country](text)
        seconds += time.perf_counter() - started
        good = {
            part: plain(value) in map(plain, found.get(part, ())) for part, value in truth.items()
        }
        right += all(good.values())
        for part, ok in good.items():
            parts[part][0] += ok
            parts[part][1] += 1
    return {
        "record": "country",
        "set": one.name,
        "note": one.note,
        "engine": reader.name,
        "version": reader.version(),
        "n": len(one.rows),
        "right": right,
        "parts": {part: counts for part, counts in parts.items() if counts[1]},
        "per_second": len(one.rows) / seconds if seconds > 0 else None,
    }


# --- labels --------------------------------------------------------------------------------------

_FIELDS = {
    "house_number": ("house_number",),
    "road": ("road", "pedestrian", "street"),
    "district": ("suburb", "city_district", "neighbourhood", "quarter"),
    "city": ("city", "town", "village", "hamlet", "municipality"),
    "province": ("state", "region", "province"),
    "postcode": ("postcode",),
    "country": ("country",),
}

_NO_PLACE = {key for keys in _FIELDS.values() for key in keys} | {
    "country_code",
    "state_code",
    "county_code",
    "county",
    "state_district",
    "local_administrative_area",
    "residential",
    "continent",
    "island",
    "postal_city",
    "partial_postcode",
    "road_reference",
    "road_reference_intl",
    "area",
    "city_block",
    "locality",
    "district",
    "subcounty",
    "commune",
    "borough",
}
"""What is no name of a house or shop; the first other part stands on the label as one."""


def labels(folder: Path | None) -> Iterator[Record]:
    """From parts to the printed label: OpenCage's cases, whole labels and lines."""
    if folder is None:
        return
    rows = _rows(folder / "address" / "intl_address_formatting" / "records.jsonl")
    whole = lines_right = lines = 0
    for row in rows:
        given = row["components"]
        parts = {}
        for name, keys in _FIELDS.items():
            value = next((given[key] for key in keys if given.get(key)), None)
            if value is not None:
                parts[name] = AddressPart(value=str(value))
        place = next((value for key, value in given.items() if key not in _NO_PLACE), None)
        if place is not None:
            parts["poi"] = AddressPart(value=str(place))
        told = [plain(line) for line in format_label(Address.model_validate(parts), row["country"])]
        wanted = [plain(line) for line in row["text"].splitlines() if line.strip()]
        whole += told == wanted
        lines_right += sum(line in told for line in wanted)
        lines += len(wanted)
    if rows:
        yield {
            "record": "country",
            "set": "labels_opencage",
            "note": "parts to a printed label; abbreviations of roads and states are not made",
            "engine": NAME,
            "version": version("fulfillment-optimizer"),
            "n": len(rows),
            "right": whole,
            "parts": {"lines": [lines_right, lines]},
            "per_second": None,
        }
