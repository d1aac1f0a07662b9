"""The figures that readers of Chinese messages are held to, in one table.

Each row names what is asked, the best other reader of the same run, and what was reached. A share
is "reached" by its own value; its interval stands beside it, since few records prove little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.address_noise import STRENGTHS
from benchmarks.peers.own import NAME
from benchmarks.records import Record
from benchmarks.report.pages import Block, Heading, Table, Words
from benchmarks.report.statistics import share_interval

REAL, MESSAGES = "cn_parse_naacl2019", "cn_messages"
ACCEPTED = {"clean": 0.95, "light": 0.90, "heavy": 0.60}
WRONG_ACCEPTED = 1 / 500
CALIBRATION_ERROR = 0.02
PER_SECOND = {"clean": 10_000, "heavy": 2_000}
MEMORY_MB, START_SECONDS = 400, 2.0
BOOK = 0.99

SHARES = (
    ("real addresses, province, city, district", REAL, "right", "n", 0.998),
    ("real addresses, township", REAL, "township_right", "township_n", 0.97),
    ("clean messages, divisions", "noise_clean", "right", "n", 1.0),
    ("light noise, divisions", "noise_light", "right", "n", 0.995),
    ("heavy noise, divisions", "noise_heavy", "right", "n", 0.96),
    ("heavy noise, whole record", "noise_heavy", "whole_right", "whole_n", 0.90),
    ("real messages, divisions", MESSAGES, "right", "n", None),
    ("Latin letters, divisions", "noise_latin", "right", "n", 0.97),
)

Row = tuple[str, ...]


def blocks(records: Sequence[Record]) -> list[Block]:
    """The table, as far as the records hold its figures."""
    rows = [
        *_shares(records),
        *_book(records),
        *_accepted(records),
        *_confidence(records),
        *_speed(records),
    ]
    if not rows:
        return []
    return [
        Heading("Chinese messages: what is asked and what is reached", 3),
        Words(
            "Intervals are Wilson's 95 %. Calibration is per level, mean distance over ten bins of "
            "equal count, on drawn messages. Messages per second count CPU seconds of one process; "
            "start is from the import to the first answer, memory the peak by then. The other "
            "matcher of books compares texts by rapidfuzz within the district, with the "
            "threshold that suits it best on these very doors."
        ),
        Table(("figure", "best other reader", "asked", "reached", "met"), tuple(rows)),
    ]


def _shares(records: Sequence[Record]) -> Iterator[Row]:
    rows = [one for one in records if one.get("record") == "address"]
    for words, name, right, count, asked in SHARES:
        of_set = [one for one in rows if one["set"] == name and one[count]]
        own = next((one for one in of_set if one["engine"] == NAME), None)
        if own is None:
            continue
        others = [one for one in of_set if one["engine"] != NAME]
        best = max(others, key=lambda one: one[right] / one[count], default=None)
        share = own[right] / own[count]
        yield (
            f"{words} ({own[count]})",
            f"{best[right] / best[count]:.4f} {best['engine']}" if best else "-",
            "-" if asked is None else f"{asked:g}",
            _with_interval(own[right], own[count]),
            "-" if asked is None else _met(share >= asked),
        )


def _book(records: Sequence[Record]) -> Iterator[Row]:
    rows = [one for one in records if one.get("record") == "address_book"]
    own = next((one for one in rows if one["engine"] == NAME), None)
    if own is None:
        return
    other = next((one for one in rows if one["engine"] != NAME), None)
    yield (
        f"in the book or not, near-identical neighbours ({own['n']}, {own['entries']} entries)",
        f"{other['right'] / other['n']:.4f} {other['engine']}" if other else "-",
        f"{BOOK:g}",
        f"{_with_interval(own['right'], own['n'])}; {own['unsure']} left to a person, "
        f"{own['false_in']} wrongly in the book"
        + (f" (other: {other['false_in']})" if other else ""),
        _met(own["right"] / own["n"] >= BOOK),
    )


def _accepted(records: Sequence[Record]) -> Iterator[Row]:
    own = {
        one["set"].removeprefix("noise_"): one
        for one in records
        if one.get("record") == "address" and one["engine"] == NAME and "accepted" in one
    }
    drawn = [own[strength] for strength in STRENGTHS if strength in own]
    for words, found in (("drawn messages", drawn), ("real addresses", [own.get(REAL)])):
        known = [one for one in found if one]
        accepted = sum(one["accepted"] for one in known)
        if accepted:
            wrong = sum(one["accepted_wrong"] for one in known)
            yield (
                f"wrong among accepted, {words}",
                "none tells",
                "under 1 in 500",
                f"{wrong} of {accepted}",
                _met(wrong / accepted < WRONG_ACCEPTED),
            )
    for strength, least in ACCEPTED.items():
        if strength in own:
            share = own[strength]["accepted"] / own[strength]["n"]
            reached = _with_interval(own[strength]["accepted"], own[strength]["n"])
            yield (
                f"accepted, {strength}",
                "none tells",
                f"{least:g}",
                reached,
                _met(share >= least),
            )


def _confidence(records: Sequence[Record]) -> Iterator[Row]:
    for one in records:
        if one.get("record") == "address_confidence":
            yield (
                f"calibration error, {one['level']} ({one['count']})",
                "none gives one",
                f"under {CALIBRATION_ERROR:g}",
                f"{one['calibration_error']:.4f}, Brier {one['brier']:.4f}",
                _met(one["calibration_error"] < CALIBRATION_ERROR),
            )


def _speed(records: Sequence[Record]) -> Iterator[Row]:
    others = [one for one in records if one.get("record") == "address" and one["engine"] != NAME]
    for own in (one for one in records if one.get("record") == "address_speed"):
        for strength, reached in own["per_cpu_second"].items():
            rates = [
                (one["per_second"], one["engine"])
                for one in others
                if one["set"] == f"noise_{strength}" and one["per_second"]
            ]
            asked = PER_SECOND.get(strength)
            yield (
                f"messages per second, {strength}",
                "{:.0f} {}".format(*max(rates)) if rates else "-",
                f"{asked:,}" if asked else "-",
                f"{reached:.0f}",
                _met(reached >= asked) if asked else "-",
            )
        seconds, memory = own["start_seconds"], own["start_memory_mb"]
        met = _met(seconds < START_SECONDS)
        yield ("start, CPU seconds", "-", f"under {START_SECONDS:g}", f"{seconds:.2f}", met)
        met = _met(memory < MEMORY_MB)
        yield ("memory, MB", "-", f"under {MEMORY_MB}", f"{memory:.0f}", met)


def _with_interval(right: int, count: int) -> str:
    low, high = share_interval(right, count)
    return f"{right / count:.4f} ({low:.4f}-{high:.4f})"


def _met(true: bool) -> str:
    return "yes" if true else "no"
