"""Readers of Chinese messages: invented ones at three strengths of noise, and the real sets.

Real messages are shown with counts and an interval, since there are few. What a reader accepts
while wrong, and how well its confidence is calibrated, is measured where it tells them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from address.china.gazetteer import DISTRICT, Gazetteer
from benchmarks.address_noise import STRENGTHS, NoiseMaker
from benchmarks.peers.address_reading import (
    AddressEngine,
    AddressReading,
    ReadMessages,
    right_divisions,
    same_division,
)
from benchmarks.records import Record

BINS = 10
HISTOGRAM_EDGES_S = tuple(10 ** (exponent / 4) for exponent in range(-24, 5))
"""Four bins for each power of ten, from a microsecond to ten seconds."""


@dataclass(frozen=True)
class MessageSet:
    """Texts with what is known about each; what is not in a truth is not scored."""

    name: str
    real: bool
    texts: tuple[str, ...]
    truths: tuple[dict[str, str], ...]


LATIN = "latin"
"""The same kind of messages in Latin letters."""


def noise_set(strength: str, count: int, seed: int) -> MessageSet:
    """Seeded messages of one strength of the generator, or in Latin letters."""
    maker = NoiseMaker(Gazetteer.load(), seed)
    messages = [
        maker.latin_message() if strength == LATIN else maker.message(strength)
        for _ in range(count)
    ]
    return MessageSet(
        f"noise_{strength}",
        False,
        tuple(message.text for message in messages),
        tuple(message.truth for message in messages),
    )


def noise_sets(count: int, seed: int) -> list[MessageSet]:
    """One set of each strength, and one in Latin letters."""
    return [noise_set(strength, count, seed) for strength in (*STRENGTHS, LATIN)]


def real_sets(folder: Path | None) -> list[MessageSet]:
    """The labelled real sets of the data folder, as far as they are there."""
    if folder is None:
        return []
    sets = []
    for name, file in (
        ("cn_messages", "cn_messages/records.jsonl"),
        ("cn_parse_naacl2019", "cn_parse_naacl2019/divisions.jsonl"),
    ):
        path = folder / "address" / file
        if path.is_file():
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            rows = [row for row in rows if "adcode" in row["truth"] or "province" in row["truth"]]
            sets.append(
                MessageSet(
                    name,
                    True,
                    tuple(row["text"] for row in rows),
                    tuple(_named(row["truth"]) for row in rows),
                )
            )
    return sets


def _named(truth: dict[str, str]) -> dict[str, str]:
    """Names for a truth that only states a code; an empty code means "must not be found"."""
    code = truth.get("adcode", "")
    if "province" in truth or not code:
        return truth
    gazetteer = Gazetteer.load()
    row = next(
        (
            row
            for row, level in enumerate(gazetteer.level)
            if level <= DISTRICT and gazetteer.code[row][:6] == code
        ),
        None,
    )
    if row is None:
        return truth
    names = {gazetteer.field(each): gazetteer.name[each] for each in gazetteer.path[row]}
    return truth | names


def score(messages: MessageSet, read: ReadMessages) -> Record:
    """Counts of what is right, speed, latencies, and calibration where confidence is told."""
    pairs = list(zip(read.readings, messages.truths, strict=True))
    right = [_right(reading, truth) for reading, truth in pairs]
    townships = [
        same_division(reading.township, truth["township"])
        for reading, truth in pairs
        if truth.get("township")
    ]
    whole = [
        ok and _person_right(reading, truth)
        for ok, (reading, truth) in zip(right, pairs, strict=True)
        if "name" in truth and "phone" in truth
    ]
    return {
        "n": len(pairs),
        "right": sum(right),
        "township_n": len(townships),
        "township_right": sum(townships),
        "whole_n": len(whole),
        "whole_right": sum(whole),
        "seconds": read.seconds,
        "per_second": len(pairs) / read.seconds if read.seconds > 0 else None,
        "latency_counts": histogram(read.latencies_s),
        **_verdicts(read.readings, right),
    }


def _right(reading: AddressReading, truth: dict[str, str]) -> bool:
    if truth.get("adcode") == "":
        return not (reading.province or reading.city or reading.district)
    if truth.get("adcode") and reading.adcode[:6] == truth["adcode"]:
        return True
    return "province" in truth and right_divisions(reading, truth)


def _person_right(reading: AddressReading, truth: dict[str, str]) -> bool:
    digits = "".join(c for c in reading.phone if c.isdigit()).removeprefix("86")
    return reading.name == truth["name"] and digits == truth["phone"]


def _verdicts(readings: Sequence[AddressReading], right: Sequence[bool]) -> dict[str, Any]:
    """Accepted, wrongly accepted, calibration error in bins of equal count, Brier score."""
    if not readings or readings[0].confidence is None:
        return {}
    pairs = list(zip(readings, right, strict=True))
    accepted = [ok for reading, ok in pairs if reading.verdict == "accept"]
    told = sorted((reading.confidence or 0.0, ok) for reading, ok in pairs)
    size = math.ceil(len(told) / BINS)
    error = 0.0
    for start in range(0, len(told), size):
        part = told[start : start + size]
        gap = sum(confidence for confidence, _ in part) - sum(ok for _, ok in part)
        error += abs(gap) / len(told)
    return {
        "accepted": len(accepted),
        "accepted_wrong": len(accepted) - sum(accepted),
        "calibration_error": error,
        "brier": sum((confidence - ok) ** 2 for confidence, ok in told) / len(told),
    }


def histogram(values: Sequence[float]) -> list[int]:
    """Counts between the edges, with one bin below and one above."""
    counts = [0] * (len(HISTOGRAM_EDGES_S) + 1)
    for value in values:
        counts[sum(value >= edge for edge in HISTOGRAM_EDGES_S)] += 1
    return counts


def run(engine: AddressEngine, messages: MessageSet) -> Record:
    """Reads one set with one reader and scores it."""
    result = score(messages, engine.read(messages.texts))
    return {
        "record": "address",
        "set": messages.name,
        "real": messages.real,
        "engine": engine.name,
        "version": engine.version(),
        **result,
    }
