"""Real addresses of a region made messy, with a seed: what tests and measurements read.

Three strengths. Light: other order, short forms, other case and separators. Medium: also a missing
part, umlauts spelt otherwise, one slip in the street. Heavy: two slips, a slip in the town, one
line without separators, words around it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from address.regional.gazetteer import House, Region

STRENGTHS = ("clean", "light", "medium", "heavy")
_NAMES = (
    "Gerda Allgäuer",
    "R. Wohlwend",
    "Fam. Hasler-Kind",
    "ACME Montagen AG",
    "Frau Biedermann",
)
_WISHES = ("bitte läuten", "Danke!", "hinter dem Haus abstellen", "Lieferung bitte abends")
_NEAR = {
    "q": "wa", "w": "qe", "e": "wr", "r": "et", "t": "rz", "z": "tu", "u": "zi", "i": "uo",
    "o": "ip", "p": "o", "a": "sq", "s": "ad", "d": "sf", "f": "dg", "g": "fh", "h": "gj",
    "j": "hk", "k": "jl", "l": "k", "y": "x", "x": "yc", "c": "xv", "v": "cb", "b": "vn",
    "n": "bm", "m": "n",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A message and the house it means."""

    text: str
    house: House
    strength: str


def cases(region: Region, strength: str, count: int, seed: int) -> list[Case]:
    """Messages about houses drawn evenly over the municipalities."""
    draw = random.Random(f"{seed}-{strength}")
    by_town: dict[int, list[House]] = {}
    for house in region.houses:
        by_town.setdefault(region.streets[house.street].municipality, []).append(house)
    towns = sorted(by_town)
    made = []
    for _ in range(count):
        house = draw.choice(by_town[draw.choice(towns)])
        made.append(Case(_message(region, house, strength, draw), house, strength))
    return made


def _message(region: Region, house: House, strength: str, draw: random.Random) -> str:
    street = region.streets[house.street]
    own = region.municipalities[street.municipality]
    name, number, town = street.name, house.number, own.name
    code = house.postcode or own.postcodes[0]
    who = draw.choice(_NAMES)
    phone = f"+423 {draw.randrange(200, 400)} {draw.randrange(10, 99)} {draw.randrange(10, 99)}"
    wish = ""
    if strength != "clean":
        name = _short(name, draw)
        if draw.random() < 0.3:
            number = f"{number[:-1]} {number[-1]}" if number[-1].isalpha() else f"Nr. {number}"
    if strength in ("medium", "heavy"):
        name = _slip(name, draw) if draw.random() < 0.6 or strength == "heavy" else name
        name, town = _respell(name, draw), _respell(town, draw)
        missing = draw.random()
        code = "" if missing < 0.35 else code
        wish = draw.choice(_WISHES) if draw.random() < 0.3 else ""
    if strength == "heavy":
        name = _slip(name, draw) if draw.random() < 0.5 else name
        town = _slip(town, draw) if draw.random() < 0.4 else town
    line, place = f"{name} {number}", f"{code} {town}".strip()
    parts = [who, line, place, phone, wish]
    if strength != "clean" and draw.random() < 0.3:
        parts = draw.choice(([who, phone, line, place, wish], [place, line, who, phone, wish]))
    if strength == "heavy" and draw.random() < 0.3:
        parts = [who, f"{line} {place}", wish, phone]
    separators = [", "] if strength == "clean" else ["\n", ", ", "; ", " | ", " - ", "\r\n"]
    text = draw.choice(separators).join(part for part in parts if part)
    case = draw.random()
    if strength != "clean" and case < 0.25:
        return text.upper() if case < 0.1 else text.lower()
    return text


def _short(name: str, draw: random.Random) -> str:
    for long, shorts in (
        ("strasse", ("str.", "str", "straße", "-Str.")),
        ("Strasse", ("Str.", "Str", "Straße")),
        ("weg", ("weg", "w.")),
        ("Sankt", ("St.",)),
    ):
        if name.endswith(long) or name.startswith(long):
            return name.replace(long, draw.choice(shorts)) if draw.random() < 0.6 else name
    return name


def _respell(name: str, draw: random.Random) -> str:
    way = draw.randrange(3)
    for letter, two, one in (("ä", "ae", "a"), ("ö", "oe", "o"), ("ü", "ue", "u")):
        name = name.replace(letter, (letter, two, one)[way])
    return name


def _slip(name: str, draw: random.Random) -> str:
    places = [i for i, letter in enumerate(name) if letter.isalpha()]
    at = draw.choice(places)
    kind = draw.randrange(5)
    if kind == 0 and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == 1 and len(name) > 4:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + name[at] + name[at:]
    near = _NEAR.get(name[at].lower(), "e")
    other = draw.choice(near)
    return name[:at] + other + name[at + (kind != 4) :]
