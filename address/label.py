"""An address written for a label, in the layout of its country.

Layouts are data (`data/layouts.txt`): the order of lines and parts per country. A part that is
missing takes its punctuation with it, so that a label never shows a stray comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from address.model import Address, AddressPart

_DATA = Path(__file__).resolve().parent / "data" / "layouts.txt"
_DEFAULT = "DE"
_SLOT = re.compile(r"\{(\w+)\}")
_INSIDE = ("building", "unit", "floor", "room")


@dataclass(frozen=True, slots=True)
class _Line:
    """Slots of a line and the text between each and the next; `after` ends the line."""

    slots: tuple[str, ...]
    between: tuple[str, ...]
    after: str


@lru_cache(maxsize=1)
def _layouts() -> dict[str, tuple[_Line, ...]]:
    layouts = {}
    for row in _DATA.read_text(encoding="utf-8").splitlines():
        codes, colon, lines = row.partition(":")
        if colon and not row.startswith("#"):
            layout = tuple(_line(line.strip()) for line in lines.split("|"))
            layouts.update(dict.fromkeys(codes.split(), layout))
    return layouts


def _line(text: str) -> _Line:
    pieces = _SLOT.split(text)
    return _Line(tuple(pieces[1::2]), tuple(pieces[2:-1:2]), pieces[-1])


def label_countries() -> frozenset[str]:
    """ISO 3166 codes of the countries that have a layout of their own."""
    return frozenset(_layouts())


def format_label(
    address: Address, region_code: str, *, sender_region_code: str = ""
) -> tuple[str, ...]:
    """Lines of the label, none empty.

    The country is the last thing on it and in capitals, as the Universal Postal Union asks, unless
    the letter stays in the country (`sender_region_code` equal to `region_code`).
    """
    values = _values(address)
    if sender_region_code == region_code:
        values["country"] = ""
    elif sender_region_code:
        values["country"] = values["country"].upper()
    layout = _layouts().get(region_code, _layouts()[_DEFAULT])
    lines = [_fill(line, values) for line in layout]
    return tuple(line for line in lines if line)


def _fill(line: _Line, values: dict[str, str]) -> str:
    text, waiting = "", ""
    for slot, between in zip(line.slots, (*line.between, ""), strict=True):
        value = values.get(slot, "")
        if value:
            text += (waiting if text else "") + value
            waiting = between
        elif "," in between:
            # The comma behind an empty slot still parts what stands on its two sides.
            waiting = between
    return text + line.after if text else ""


def _values(address: Address) -> dict[str, str]:
    """Value of every slot; the town is the finest place that the post goes to."""
    values = {name: part.value for name, part in address if isinstance(part, AddressPart)}
    inside = [values[name] for name in _INSIDE if values.get(name)]
    values["inside"] = ", ".join(inside)
    if values.get("city"):
        values["town"] = values["city"]
        values["suburb"] = values.get("district") or values.get("township", "")
    else:
        values["town"] = _first(values, "village", "district", "township")
    return {"country": "", **values}


def _first(values: dict[str, str], *names: str) -> str:
    return next((values[name] for name in names if values.get(name)), "")
