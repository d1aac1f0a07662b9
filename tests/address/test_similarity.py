"""Comparing addresses part by part, and finding the same place twice."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from address.model import Address, AddressPart, RecognizedAddress, Verdict
from address.regional import RegionRecognizer
from address.similarity import Sameness, compare, find_duplicates
from tests.address.regional.noise import cases

RECOGNIZER = RegionRecognizer.load("LI")

PAIRS = [
    ("Landstrasse 97, 9494 Schaan", "Landstr. 97 Schaan", Sameness.SAME_DOOR),
    ("Im Rösle 12a, Schaan", "12 A Im Roesle, 9494 Schaan", Sameness.SAME_DOOR),
    ("Landstrasse 97, Schaan", "Landstrasse 99, Schaan", Sameness.SAME_ROAD),
    ("Landstrasse 97, Schaan", "Landstrasse 97, Triesen", Sameness.DIFFERENT),
    ("Städtle 44, Top 4, Vaduz", "Städtle 44, Top 5, Vaduz", Sameness.SAME_HOUSE),
    ("Städtle 44, Top 4, Vaduz", "Städtle 44, Top 04, Vaduz", Sameness.SAME_DOOR),
    ("Städtle, Vaduz", "Städtle 44, Vaduz", Sameness.SAME_ROAD),
    ("Primarschule Triesen", "primarschule triesen, 9495", Sameness.SAME_DOOR),
    ("Städtle 44, Vaduz", "Äulestrasse 44, Vaduz", Sameness.SAME_AREA),
    ("Vaduz", "9490 Vaduz", Sameness.SAME_AREA),
    ("", "", Sameness.DIFFERENT),
]


@pytest.mark.parametrize(("first", "second", "sameness"), PAIRS)
def test_pairs(first: str, second: str, sameness: Sameness) -> None:
    one, two = RECOGNIZER.recognize(first), RECOGNIZER.recognize(second)
    result = compare(one, two)
    assert result.sameness is sameness, result
    assert compare(two, one).sameness is sameness
    assert 0 <= result.score <= 1
    if sameness is not Sameness.DIFFERENT:
        assert result.evidence


def chinese(**fields: str) -> RecognizedAddress:
    codes = {"district": "330110"}
    parts = {
        name: AddressPart(value=value, code=codes.get(name, "")) for name, value in fields.items()
    }
    return RecognizedAddress(address=Address(**parts), verdict=Verdict.ACCEPT, confidence=0.9)


def test_chinese_rooms_are_compared_as_fields() -> None:
    one = chinese(district="余杭区", road="文一西路", house_number="969", building="5", room="1203")
    same = chinese(
        district="余杭区", road="文一西路", house_number="969", building="5", room="1203"
    )
    next_door = chinese(
        district="余杭区", road="文一西路", house_number="969", building="5", room="1204"
    )
    assert compare(one, same).sameness is Sameness.SAME_DOOR
    assert compare(one, next_door).sameness is Sameness.SAME_HOUSE
    assert "room" in " ".join(compare(one, next_door).evidence)


def test_noisy_copies_are_found_and_neighbours_are_not() -> None:
    draw = random.Random(3)
    region = RECOGNIZER.region
    chosen = draw.sample(region.houses, 150)
    truth, read = [], []
    for number, house in enumerate(chosen):
        street = region.streets[house.street]
        town = region.municipalities[street.municipality]
        short = street.name.replace("strasse", "str.")
        for text in (
            f"Eva Muster, {street.name} {house.number}, {town.postcodes[0]} {town.name}",
            f"{town.name.upper()}\n{short} {house.number}\nE. Muster",
        ):
            truth.append(number)
            read.append(RECOGNIZER.recognize(text))
    groups = find_duplicates(read)
    together = {pair for group in groups for pair in itertools.pairwise(group)}
    wrong = [pair for pair in together if truth[pair[0]] != truth[pair[1]]]
    assert wrong == []
    assert len(groups) >= 148


def test_large_buckets_stay_quick() -> None:
    one = RECOGNIZER.recognize("Landstrasse 97, 9494 Schaan")
    assert find_duplicates([one] * 3000) == [tuple(range(3000))]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(["light", "medium", "heavy"]))
def test_everything_is_like_itself(seed: int, strength: str) -> None:
    (case,) = cases(RECOGNIZER.region, strength, count=1, seed=seed)
    result = RECOGNIZER.recognize(case.text)
    if result.verdict is not Verdict.FIX:
        numbered = result.address.house_number is not None or result.address.poi is not None
        least = Sameness.SAME_HOUSE if numbered else Sameness.SAME_ROAD
        assert compare(result, result).sameness >= least
