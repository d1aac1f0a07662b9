"""How sure a reading is, what is doubtful about it, and what to ask next."""

from __future__ import annotations

import math

from address.china.divisions import Reading
from address.china.gazetteer import CITY, DISTRICT, FORMER, FORMER_SHORT, TOWNSHIP, Gazetteer
from address.china.names import EXACT, Mention
from address.model import AddressIssue, AddressIssueClass, Verdict

ACCEPT_FROM = 0.97
FIX_BELOW = 0.3


def reading_confidence(reading: Reading) -> float:
    """Chance that the division found is the right one, from its distance to the next reading."""
    if reading.row < 0:
        return 0.0
    evidence = reading.margin * 0.9 + 0.2 * min(reading.score, 12.0) - 1.0
    evidence -= 1.2 * len(reading.conflicts)
    if reading.fuzzy:
        evidence -= 0.6
    return 1.0 / (1.0 + math.exp(-evidence))


def division_issues(
    gazetteer: Gazetteer, reading: Reading, text: str, coarse_first: bool = True
) -> list[AddressIssue]:
    """Everything doubtful about the divisions of a reading."""
    issues = []
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
            if row not in reading.used and gazetteer.level[row] in (CITY, DISTRICT):
                if gazetteer.name[row] != gazetteer.name[gazetteer.parent[row]]:
                    issues.append(
                        _issue(
                            kinds.MISSING,
                            gazetteer.field(row),
                            f"{gazetteer.name[row]} was completed.",
                        )
                    )
    return issues


def lacks_district(gazetteer: Gazetteer, row: int) -> bool:
    """True where a district exists below and none was found."""
    if row < 0:
        return True
    if gazetteer.level[row] in (DISTRICT, TOWNSHIP):
        return False
    return any(gazetteer.level[child] != TOWNSHIP for child in gazetteer.children[row])


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


def decide(confidence: float, located: bool, has_detail: bool, ambiguous: bool) -> Verdict:
    """Accept, confirm or fix."""
    if not located or (ambiguous and confidence < FIX_BELOW):
        return Verdict.FIX
    if ambiguous or confidence < ACCEPT_FROM or not has_detail:
        return Verdict.CONFIRM
    return Verdict.ACCEPT
