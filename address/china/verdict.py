"""How sure a reading is, what is doubtful about it, and what to ask next."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import accumulate
from operator import mul
from typing import NamedTuple

from address.china.gazetteer import (
    CITY,
    DISTRICT,
    FORMER,
    FORMER_SHORT,
    SHORT,
    TOWNSHIP,
    Gazetteer,
)
from address.china.names import EDIT, EXACT, SOUND, Mention
from address.china.reading import Reading
from address.model import AddressIssue, AddressIssueClass, Verdict

ACCEPT_FROM = 0.97
FIX_BELOW = 0.3
ACCEPT_MISSPELT_FROM = 0.988
"""The same where names were misspelt or letters among them remain unexplained."""
FAR = 8.0
"""A margin beyond which more says nothing more."""
CITY_ALONE = 0.95
"""Confidence in a city when the text simply goes on without a district."""


TWO_DISTRICTS = 0.8


class Calibration(NamedTuple):
    """Weights of a logistic model of "this division is the right one"; see `features`."""

    bias: float
    margin: float
    close: float
    named: float
    weight: float
    sound: float
    edit: float
    former: float
    short: float
    misspelt: float
    deeper: float


# Fitted by `python -m benchmarks.address_calibration` on drawn messages (seed 1001, half of them
# heavy), one model for each level; no real address was used. Drawn messages never write the short
# name of a township: its weight is set by hand.
CALIBRATION = (
    Calibration(0.41, 3.70, 0.27, 1.83, 1.35, 0.06, 0.13, 0.0, -0.65, 1.11, 1.38),
    Calibration(-3.20, 4.46, -0.70, 0.01, -1.17, 0.46, 0.82, 0.0, 1.16, 0.19, 5.64),
    Calibration(0.45, 2.96, 0.19, 0.19, 3.49, -0.40, -1.19, -0.57, -1.26, -0.28, 2.31),
    Calibration(1.51, 2.72, -0.16, 1.51, 1.34, 0.47, -1.07, 0.0, -0.50, 0.02, 0.0),
)


def features(gazetteer: Gazetteer, reading: Reading, row: int) -> tuple[float, ...]:
    """What speaks for one division of a reading, in the order of `Calibration`.

    The margin is measured against readings without this division: that two districts tie says
    nothing against their city.
    """
    rival = 0.0
    for each in reading.rivals:
        if each.score > rival and row not in gazetteer.path[each.row]:
            rival = each.score
    margin = reading.score - rival
    mention = reading.used.get(row)
    close = max(0.0, 2.0 - margin) / 2.0
    misspelt, deeper = float(reading.fuzzy), float(reading.row != row)
    if mention is None:
        return (1.0, min(margin, FAR) / FAR, close, 0, 0, 0, 0, 0, 0, misspelt, deeper)
    return (
        1.0,
        min(margin, FAR) / FAR,
        close,
        1.0,
        min(mention.weight, 8.0) / 8.0,
        float(mention.how == SOUND),
        float(mention.how == EDIT),
        float(mention.form >= FORMER),
        float(mention.form == SHORT),
        misspelt,
        deeper,
    )


@lru_cache(maxsize=4096)
def _chance(level: int, values: tuple[float, ...]) -> float:
    evidence = sum(map(mul, CALIBRATION[level], values))
    return 1.0 / (1.0 + math.exp(-evidence))


@lru_cache(maxsize=4096)
def _straight_chance(level: int, weight: float, form: int, finest: bool) -> float:
    """The same for names in order and far from any rival, where little varies (0: not named)."""
    named, share, short = float(weight > 0.0), min(weight, 8.0) / 8.0, float(form == SHORT)
    return _chance(
        level, (1.0, 1.0, 0.0, named, share, 0.0, 0.0, 0.0, short, 0.0, float(not finest))
    )


def level_confidences(gazetteer: Gazetteer, reading: Reading) -> dict[int, float]:
    """For each division of the reading the chance that it is the right one."""
    if reading.row < 0:
        return {}
    found = {}
    far = reading.straight and reading.score >= FAR
    used = reading.used
    for row in gazetteer.path[reading.row]:
        level = gazetteer.level[row]
        if level == CITY and gazetteer.is_finest(row):
            level = DISTRICT  # a city without districts stands for its only one
        if far:
            mention = used.get(row)
            weight, form = (mention.weight, mention.form) if mention is not None else (0.0, 0)
            chance = _straight_chance(level, weight, form, row == reading.row)
        else:
            chance = _chance(level, features(gazetteer, reading, row))
        if level == CITY and row == reading.row and not reading.unread:
            chance = max(chance, CITY_ALONE)
        found[row] = chance
    finest = gazetteer.level[reading.row] == CITY
    if reading.conflicts and any(
        gazetteer.level[each.row] == DISTRICT or (finest and gazetteer.level[each.row] == TOWNSHIP)
        for each in reading.conflicts
    ):
        # Another district is written, too: the reading is the better one of two.
        found = {
            row: min(chance, TWO_DISTRICTS) if gazetteer.is_finest(row) else chance
            for row, chance in found.items()
        }
    # A division is never surer than the one that holds it.
    return dict(zip(found, accumulate(found.values(), min), strict=True))


def division_issues(
    gazetteer: Gazetteer, reading: Reading, text: str, coarse_first: bool = True
) -> list[AddressIssue]:
    """Everything doubtful about the divisions of a reading."""
    issues: list[AddressIssue] = []
    if reading.straight and len(reading.used) == len(gazetteer.path[reading.row]):
        return issues
    kinds = AddressIssueClass
    for mention in reading.conflicts:
        name = text[mention.start : mention.end]
        known = f"{gazetteer.name[reading.row]}" if reading.row >= 0 else "the rest"
        issues.append(
            _issue(
                kinds.CONFLICT,
                gazetteer.field(mention.row),
                f"{name} does not lie on the way to {known}.",
            )
        )
    previous: Mention | None = None
    for row, mention in sorted(reading.used.items()):
        name, field = text[mention.start : mention.end], gazetteer.field(row)
        if mention.form in (FORMER, FORMER_SHORT):
            until = _until(gazetteer, mention.name, row)
            issues.append(
                _issue(
                    kinds.OUTDATED, field, f"{mention.name} is {gazetteer.name[row]} today{until}."
                )
            )
        elif mention.how != EXACT:
            issues.append(
                _issue(kinds.MISSPELT, field, f"{name} was read as {gazetteer.name[row]}.")
            )
        if coarse_first and previous is not None and mention.start < previous.start:
            issues.append(
                _issue(kinds.WRONG_LEVEL, field, f"{name} stands before a coarser level.")
            )
        previous = mention
    for mention in reading.repeats:
        first = reading.used.get(mention.row)
        if first is not None and mention.form >= FORMER:
            continue
        issues.append(
            _issue(
                kinds.REDUNDANCY,
                gazetteer.field(mention.row),
                f"{text[mention.start : mention.end]} is said twice.",
            )
        )
    if reading.row >= 0:
        path = gazetteer.path[reading.row]
        for row in path[1:]:
            name = gazetteer.name[row]
            if (
                row not in reading.used
                and gazetteer.level[row] in (CITY, DISTRICT)
                and name != gazetteer.name[gazetteer.parent[row]]
            ):
                issues.append(_issue(kinds.MISSING, gazetteer.field(row), f"{name} was completed."))
    return issues


def lacks_district(gazetteer: Gazetteer, row: int) -> bool:
    """True where a district exists below and none was found."""
    return row < 0 or not gazetteer.is_finest(row)


def _until(gazetteer: Gazetteer, name: str, row: int) -> str:
    dates = [f.until for f in gazetteer.former_named(name) if row in f.heirs and f.until]
    if not dates:
        parents = [gazetteer.parent[row]]
        dates = [
            gazetteer.former_townships[p, name][0]
            for p in parents
            if (p, name) in gazetteer.former_townships
        ]
    return f" (since {max(dates)})" if dates else ""


def _issue(kind: AddressIssueClass, field: str, words: str) -> AddressIssue:
    return AddressIssue(issue_class=kind, field=field, description=words)


def decide(
    reading: Reading, confidence: float, located: bool, has_detail: bool, ambiguous: bool
) -> Verdict:
    """Accept, confirm or fix."""
    if not located or (ambiguous and confidence < FIX_BELOW):
        return Verdict.FIX
    doubtful = reading.fuzzy or reading.rough or bool(reading.conflicts)
    least = ACCEPT_MISSPELT_FROM if doubtful else ACCEPT_FROM
    if ambiguous or reading.unread or reading.second or confidence < least or not has_detail:
        return Verdict.CONFIRM
    return Verdict.ACCEPT
