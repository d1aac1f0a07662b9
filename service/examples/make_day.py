"""Makes the example day: 300 orders in Liechtenstein, written the way people write them.

Not run at installation; its output is committed. Run it to change the example:

    python -m service.examples.make_day EXTRACT.osm.pbf ORDER_FOLDER [--out FOLDER]

Addresses are real ones of the OpenStreetMap extract; recipients and telephone numbers are invented
(the prefix 555 is not given out in Liechtenstein). Items and cartons are real orders of BoxPacker's
efficiency test. The seed fixes everything, so equal inputs give equal files.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from address.regional.build import build_region
from address.regional.gazetteer import House, Poi, Region, Street, read_region
from service.examples.invented import (
    FIRMS,
    FLOORS,
    LAST_NAMES,
    MEN,
    REMARKS,
    UNREADABLE,
    WOMEN,
)

SEED = 20261123
DAY = "2026-11-23"
ZONE = "+01:00"  # Europe/Vaduz on that day
HOUSES_PER_MUNICIPALITY = {"Triesenberg": 52, "Schaan": 88, "Vaduz": 60}
ORDER_COUNT = 300
STREET_ONLY = 34
AT_POI = 16


@dataclass(frozen=True)
class Destination:
    """Where an order truly goes, and the words for it before they are roughened."""

    road: str
    number: str
    place: str
    postcode: str
    lat: float
    lon: float
    municipality: str
    kind: str
    extra: str = ""


# -- addresses -------------------------------------------------------------------------------------


def destinations(region: Region, draw: random.Random) -> list[Destination]:
    """300 places less the unreadable ones: houses first, then streets and named places."""
    names = [m.name for m in region.municipalities]
    by_municipality: dict[str, list[House]] = defaultdict(list)
    for house in region.houses:
        by_municipality[names[region.streets[house.street].municipality]].append(house)
    chosen = []
    for name in names:
        own = by_municipality[name]
        take = min(len(own), HOUSES_PER_MUNICIPALITY.get(name, 40))
        chosen += [_at_house(region, house) for house in draw.sample(own, take)]
    few = [m for m in names if len(by_municipality[m]) < 20]
    streets = [
        street
        for street in region.streets
        if names[street.municipality] in few
        and street.radius_m <= 160
        and len(street.name) > 5
        and "reisel" not in street.name
    ]
    chosen += [_at_street(region, street) for street in draw.sample(streets, STREET_ONLY)]
    kinds = {
        "school",
        "supermarket",
        "hotel",
        "pharmacy",
        "restaurant",
        "post_office",
        "university",
    }
    generic = {"Coop", "Migros", "Denner", "Vaduz", "Eschen", "Kindergarten", "Real", "Post"}
    pois = [p for p in region.pois if p.kind in kinds and p.name not in generic and len(p.name) > 7]
    chosen += [_at_poi(region, poi) for poi in draw.sample(pois, AT_POI)]
    draw.shuffle(chosen)
    return chosen[: ORDER_COUNT - len(UNREADABLE) - 2]


def _place(region: Region, municipality: int, locality: int) -> tuple[str, str]:
    own = region.municipalities[municipality]
    if locality >= 0 and region.localities[locality].kind == "village":
        near = region.localities[locality]
        if near.postcode:
            return near.name, near.postcode
    return own.name, own.postcodes[0]


def _at_house(region: Region, house: House) -> Destination:
    street = region.streets[house.street]
    municipality = region.municipalities[street.municipality]
    postcode = house.postcode or municipality.postcodes[0]
    place = municipality.name
    return Destination(
        street.name, house.number, place, postcode, house.lat, house.lon, municipality.name, "house"
    )


def _at_street(region: Region, street: Street) -> Destination:
    place, postcode = _place(region, street.municipality, street.locality)
    name = region.municipalities[street.municipality].name
    return Destination(street.name, "", place, postcode, street.lat, street.lon, name, "street")


def _at_poi(region: Region, poi: Poi) -> Destination:
    own = region.municipalities[poi.municipality]
    return Destination(
        "", "", own.name, own.postcodes[0], poi.lat, poi.lon, own.name, "poi", poi.name
    )


# -- the way people write --------------------------------------------------------------------------

NOISES = (
    ("clean", 30),
    ("no_postcode", 12),
    ("no_town", 7),
    ("abbreviated", 13),
    ("typing_error", 14),
    ("umlaut", 8),
    ("case", 6),
    ("order", 8),
    ("extras", 14),
    ("several", 12),
)


def written(place: Destination, noise: str, draw: random.Random) -> str:
    """The message of a customer for a delivery to `place`."""
    who = draw.choice(FIRMS) if draw.random() < 0.12 else _person(draw)
    road, town, postcode = place.road or place.extra, place.place, place.postcode
    if draw.random() < 0.25:
        postcode = draw.choice(("FL-", "LI-", "FL ")) + postcode
    phone = _phone(draw) if draw.random() < 0.7 else ""
    extra, country = "", ""
    if noise in ("no_postcode", "no_town", "several") and draw.random() < 0.9:
        postcode = ""
    if noise == "no_town" and place.road:
        town = ""
    if noise in ("abbreviated", "several"):
        road = _abbreviate(road)
    if noise == "typing_error":
        if draw.random() < 0.75:
            road = _mistype(road, draw)
        else:
            town = _mistype(town, draw)
    if noise == "several":
        road = _mistype(road, draw)
    if noise in ("umlaut", "several"):
        road, town = _without_umlauts(road, draw), _without_umlauts(town, draw)
    if noise in ("extras", "several"):
        extra = draw.choice([*FLOORS, f"c/o {_person(draw)}"])
        country = draw.choice(("", "Liechtenstein", "Fürstentum Liechtenstein", "FL"))
    remark = draw.choice(REMARKS) if noise == "extras" or draw.random() < 0.08 else ""
    number = place.number
    if number and draw.random() < 0.1:
        number = draw.choice(("Nr. ", "No ", "nr ")) + number
    line = f"{number}, {road}" if noise == "order" and number and "Nr" not in number else ""
    line = line or f"{road} {number}".strip()
    place_line = f"{postcode} {town}".strip()
    if noise == "order" and draw.random() < 0.5:
        place_line = f"{town} {postcode}".strip()
    if phone and draw.random() < 0.4:
        phone = draw.choice(("Tel. ", "Tel: ", "Handy ", "Natel ")) + phone
    parts = [who, extra, line, place_line, country, phone, remark]
    if noise == "order":
        parts = [phone, place_line, line, who, remark] if draw.random() < 0.5 else parts
    message = draw.choice(("\n", "\n", ", ", ", ", "; ", " / ")).join(p for p in parts if p)
    if noise == "case":
        message = message.upper() if draw.random() < 0.5 else message.lower()
    return message


def _person(draw: random.Random) -> str:
    names, address = draw.choice(((WOMEN, "Frau "), (MEN, "Herr ")))
    title = draw.choice(("", "", "", "", "Fam. ", address, address, "Dr. "))
    return f"{title}{draw.choice(names)} {draw.choice(LAST_NAMES)}"


def _phone(draw: random.Random) -> str:
    digits = f"555{draw.randrange(10_000):04d}"
    spaced = f"{digits[:3]} {digits[3:5]} {digits[5:]}"
    return draw.choice((f"+423 {spaced}", f"00423 {spaced}", f"+423{digits}", spaced, digits))


def _abbreviate(road: str) -> str:
    for long, short in (
        ("strasse", "str."),
        ("Strasse", "Str."),
        ("gasse", "g."),
        ("platz", "pl."),
    ):
        if road.endswith(long):
            return road.removesuffix(long) + short
    return road


def _mistype(name: str, draw: random.Random) -> str:
    """One slip of the fingers: swap, drop, double or neighbouring key; the first letter stays."""
    letters = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()]
    if not letters:
        return name
    at = draw.choice(letters)
    kind = draw.randrange(4)
    if kind == 0 and name[at] != name[at + 1]:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + name[at] + name[at:]
    keys = "qwertzuiopasdfghjklyxcvbnm"
    near = keys.find(name[at].lower())
    other = keys[(near + draw.choice((-1, 1))) % len(keys)]
    return name[:at] + other + name[at + 1 :]


def _without_umlauts(name: str, draw: random.Random) -> str:
    bare = draw.random() < 0.5
    table = {"ä": "a" if bare else "ae", "ö": "o" if bare else "oe", "ü": "u" if bare else "ue"}
    capitals = {letter.upper(): two.capitalize() for letter, two in table.items()}
    letters: dict[str, str | int | None] = {**table, **capitals}
    written = name.translate(str.maketrans(letters))
    return written.replace("strasse", "straße") if draw.random() < 0.4 else written


# -- goods, fleet, people --------------------------------------------------------------------------


def real_orders(folder: Path, draw: random.Random) -> list[list[dict[str, Any]]]:
    """Items of real orders that fill at most two large cartons."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    columns = ("order_id", "quantity", "item_id", "width", "length", "depth", "weight")
    with (folder / "items.csv").open(newline="") as file:
        for row in csv.DictReader(file, columns):
            if row["quantity"].isdigit():
                rows[row["order_id"]].append(row)
    orders = []
    for order in sorted(rows):
        items: dict[str, dict[str, Any]] = {}
        for row in rows[order]:
            size = {"length_mm": int(row["length"]), "width_mm": int(row["width"])}
            size["height_mm"] = int(row["depth"])
            item = items.setdefault(
                row["item_id"],
                {
                    "id": row["item_id"][:12],
                    "size": size,
                    "weight_g": row["weight"],
                    "quantity": 0,
                },
            )
            item["quantity"] += int(row["quantity"])
        if sum(math.prod(i["size"].values()) * i["quantity"] for i in items.values()) < 4e7:
            orders.append(list(items.values()))
    return draw.sample(orders, ORDER_COUNT)


def cartons(folder: Path) -> list[dict[str, Any]]:
    """BoxPacker's four boxes with invented prices."""
    cents = {"Option 1": 95, "Option 2": 70, "Option 3": 140, "Option 4": 35}
    made = []
    columns = [
        "name",
        "outer_w",
        "outer_l",
        "outer_d",
        "tare",
        "inner_w",
        "inner_l",
        "inner_d",
        "gross",
    ]
    with (folder / "boxes.csv").open(newline="") as file:
        for row in csv.DictReader(file, columns):
            if not row["tare"].isdigit():
                continue
            sizes = {
                kind: {
                    "length_mm": int(row[f"{kind}_l"]),
                    "width_mm": int(row[f"{kind}_w"]),
                    "height_mm": int(row[f"{kind}_d"]),
                }
                for kind in ("inner", "outer")
            }
            made.append(
                {
                    "id": row["name"].replace("Option ", "carton-"),
                    "inner_size": sizes["inner"],
                    "outer_size": sizes["outer"],
                    "tare_weight_g": row["tare"],
                    "max_gross_weight_g": row["gross"],
                    "cost": _chf(cents[row["name"]]),
                }
            )
    return made


def _chf(minor_units: int) -> dict[str, str]:
    return {"currency_code": "CHF", "minor_units": str(minor_units)}


def _window(start: str, end: str) -> dict[str, str]:
    return {"start_time": f"{DAY}T{start}:00{ZONE}", "end_time": f"{DAY}T{end}:00{ZONE}"}


def fleet() -> list[dict[str, Any]]:
    """Four vans and three cargo bikes, which carry a third of a van."""
    made: list[dict[str, Any]] = []
    for name, shift in (
        ("van-1", ("07:00", "14:00")),
        ("van-2", ("07:00", "14:00")),
        ("van-3", ("08:30", "15:30")),
        ("van-4", ("11:30", "18:30")),
    ):
        made.append(
            {
                "id": name,
                "kind": "van",
                "shift_window": _window(*shift),
                "volume_limit_mm3": {"maximum": "1300000000"},
                "weight_limit_g": {"maximum": "600000"},
                "stop_limit": {"maximum": "80"},
                "fixed_cost": _chf(9000),
                "cost_per_km": _chf(70),
                "cost_per_hour": _chf(3800),
            }
        )
    for name, shift in (
        ("bike-1", ("08:00", "13:00")),
        ("bike-2", ("08:00", "13:00")),
        ("bike-3", ("13:00", "18:00")),
    ):
        made.append(
            {
                "id": name,
                "kind": "cargo_bike",
                "shift_window": _window(*shift),
                "volume_limit_mm3": {"maximum": "450000000"},
                "weight_limit_g": {"maximum": "150000"},
                "distance_limit_m": {"maximum": "60000"},
                "fixed_cost": _chf(1500),
                "cost_per_km": _chf(8),
                "cost_per_hour": _chf(3400),
                "speed_factor": 0.55,
            }
        )
    return made


def docks() -> list[dict[str, Any]]:
    """Two docks for anything, one at ground level for bikes."""
    return [
        {"id": "dock-a", "opening_window": _window("06:00", "18:00"), "vehicle_kinds": ["van"]},
        {"id": "dock-b", "opening_window": _window("06:00", "18:00")},
        {
            "id": "ramp",
            "opening_window": _window("07:00", "17:00"),
            "vehicle_kinds": ["cargo_bike"],
        },
    ]


def couriers() -> list[dict[str, Any]]:
    """Eight people, two of whom drive and ride."""
    both = ["van", "cargo_bike"]
    people = (
        ("Nora Lindenmann", ("06:00", "14:30"), ["van"]),
        ("Elias Moserer", ("06:00", "14:30"), ["van"]),
        ("Petra Dettwil", ("07:30", "16:00"), ["van"]),
        ("Mehmet Özdemirel", ("10:30", "19:00"), ["van"]),
        ("Lea Wettstein", ("07:00", "15:00"), both),
        ("Jonas Rüttiger", ("07:00", "13:30"), ["cargo_bike"]),
        ("Ana Costanza", ("12:00", "19:00"), both),
        ("Fabian Nägelin", ("12:00", "19:00"), ["cargo_bike"]),
    )
    return [
        {
            "id": f"courier-{number}",
            "name": name,
            "shift_window": _window(*shift),
            "vehicle_kinds": kinds,
        }
        for number, (name, shift, kinds) in enumerate(people, 1)
    ]


DELIVERY_WINDOWS = (
    ("08:00", "10:00"),
    ("09:00", "12:00"),
    ("08:00", "12:00"),
    ("10:00", "12:00"),
    ("13:00", "15:00"),
    ("13:00", "17:00"),
    ("14:00", "16:00"),
    ("15:00", "18:00"),
)


# -- the day ---------------------------------------------------------------------------------------


def make_day(extract: Path, folder: Path, out: Path) -> None:
    """Writes the day, its small twin and the truth about its addresses into `out`."""
    draw = random.Random(SEED)
    with tempfile.TemporaryDirectory() as work:
        build_region(extract, "LI", Path(work))
        region = read_region(Path(work) / "li.json.gz")
    rows: list[tuple[str, Destination | None, str]] = []
    kinds = [kind for kind, _ in NOISES]
    weights = [weight for _, weight in NOISES]
    once = _once_only(region)
    for place in destinations(region, draw):
        noise = draw.choices(kinds, weights)[0]
        if noise == "no_town" and (place.road, place.number) not in once:
            noise = "clean"
        rows.append((written(place, noise, draw), place, noise))
    rows += [(text, None, "unreadable") for text in UNREADABLE]
    rows.append((f"{_person(draw)}\nLandstrasse 20", None, "ambiguous"))
    rows.append((f"{_person(draw)}, Landstr. 7, Liechtenstein", None, "ambiguous"))
    draw.shuffle(rows)
    goods = real_orders(folder, draw)
    _add_oversize(goods)
    orders = []
    for number, ((text, _, _), items) in enumerate(zip(rows, goods, strict=True), 1):
        order: dict[str, Any] = {"id": f"FL-{number:04d}", "address_text": text, "items": items}
        if draw.random() < 1 / 3:
            order["time_windows"] = [_window(*draw.choice(DELIVERY_WINDOWS))]
        if draw.random() < 0.1:
            order["penalty"] = _chf(draw.choice((1500, 2000, 3000)))
        orders.append(order)
    depot = next(s for s in region.streets if s.name == "Im Alten Riet")
    request: dict[str, Any] = {
        "center": {
            "id": "schaan",
            "name": "Lager Schaan, Im Alten Riet",
            "position": {"latitude_deg": depot.lat, "longitude_deg": depot.lon},
            "time_zone": "Europe/Vaduz",
            "opening_window": _window("06:00", "19:00"),
        },
        "orders": orders,
        "load_units": cartons(folder),
        "vehicles": fleet(),
        "docks": docks(),
        "couriers": couriers(),
        "region_code": "LI",
        "packing_objective": "PACKING_OBJECTIVE_LOWEST_COST",
    }
    _write(request, out / "liechtenstein_day.json")
    small = request | {
        "orders": _small(orders, rows),
        "vehicles": [fleet()[0], fleet()[3], fleet()[4]],
        "couriers": couriers()[:6],
    }
    _write(small, out / "liechtenstein_small.json")
    with (out / "liechtenstein_truth.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            [
                "order_id",
                "latitude",
                "longitude",
                "municipality",
                "road",
                "house_number",
                "kind",
                "noise",
            ]
        )
        for order, (_, goal, noise) in zip(orders, rows, strict=True):
            if goal is None:
                table.writerow([order["id"], "", "", "", "", "", "none", noise])
            else:
                point = [f"{goal.lat:.6f}", f"{goal.lon:.6f}", goal.municipality]
                table.writerow([order["id"], *point, goal.road, goal.number, goal.kind, noise])


def _once_only(region: Region) -> set[tuple[str, str]]:
    """Street and number pairs that one municipality alone has."""
    places: dict[str, set[int]] = defaultdict(set)
    for street in region.streets:
        places[street.name].add(street.municipality)
    return {
        (region.streets[h.street].name, h.number)
        for h in region.houses
        if len(places[region.streets[h.street].name]) == 1
    }


def _add_oversize(goods: list[list[dict[str, Any]]]) -> None:
    """Two orders get something that fits no carton, so that a plan shows its reason."""
    poster = {"length_mm": 1200, "width_mm": 90, "height_mm": 90}
    goods[40].append({"id": "poster-roll", "size": poster, "weight_g": "700", "quantity": 1})
    anvil = {"length_mm": 200, "width_mm": 120, "height_mm": 110}
    goods[170].append({"id": "bench-anvil", "size": anvil, "weight_g": "19000", "quantity": 1})


def _small(
    orders: list[dict[str, Any]], rows: list[tuple[str, Destination | None, str]]
) -> list[dict[str, Any]]:
    """Ten readable orders, one unreadable, one too large."""
    readable = [o for o, (_, place, _) in zip(orders, rows, strict=True) if place is not None]
    unreadable = next(o for o, (_, place, _) in zip(orders, rows, strict=True) if place is None)
    return [*readable[:10], unreadable, orders[40]]


def _write(request: dict[str, Any], path: Path) -> None:
    """One order to a line: readable, and a change touches one line."""
    lines = []
    for key, value in request.items():
        if isinstance(value, list):
            inner = ",\n".join("    " + json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f"  {json.dumps(key)}: [\n{inner}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> None:
    """Command line of this script."""
    parser = argparse.ArgumentParser(description="Makes the example day.")
    parser.add_argument("extract", type=Path, help="OpenStreetMap extract of Liechtenstein")
    parser.add_argument("orders", type=Path, help="folder with items.csv and boxes.csv")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    given = parser.parse_args()
    make_day(given.extract, given.orders, given.out)


if __name__ == "__main__":
    main()
