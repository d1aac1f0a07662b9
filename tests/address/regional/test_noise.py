"""How many messy messages find their house; and that hardly any finds a wrong one."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter

import pytest

from address.model import AddressLevel, Verdict
from address.regional import Region, RegionRecognizer
from address.regional.locate import distance_m
from tests.address.regional.noise import cases

FLOORS = {"clean": 0.999, "light": 0.995, "medium": 0.98, "heavy": 0.9}


@pytest.mark.parametrize("strength", FLOORS)
def test_messy_addresses_find_their_house(liechtenstein: RegionRecognizer, strength: str) -> None:
    found: Counter[str] = Counter()
    sample = cases(liechtenstein.region, strength, count=500, seed=7)
    for case in sample:
        result = liechtenstein.recognize(case.text)
        place = result.location
        if result.verdict is Verdict.FIX or place is None:
            found["none"] += 1
            continue
        assert place.level in (AddressLevel.ROAD, AddressLevel.HOUSE)
        here = place.position
        apart = distance_m(case.house.lat, case.house.lon, here.latitude_deg, here.longitude_deg)
        right = apart <= max(30, place.radius_m)
        found[f"{'right' if right else 'wrong'} {result.verdict}"] += 1
    right = found["right accept"] + found["right confirm"]
    assert right / len(sample) >= FLOORS[strength], found
    assert found["wrong accept"] == 0, found
    assert found["wrong confirm"] <= 2, found


def without_some_streets(region: Region, share: float, seed: int) -> tuple[Region, Region]:
    """A map that lacks a share of the streets, and the whole map with only their houses."""
    draw = random.Random(seed)
    gone = {number for number in range(len(region.streets)) if draw.random() < share}
    kept = [number for number in range(len(region.streets)) if number not in gone]
    place = {old: new for new, old in enumerate(kept)}
    poorer = dataclasses.replace(
        region,
        streets=tuple(region.streets[number] for number in kept),
        houses=tuple(
            dataclasses.replace(house, street=place[house.street])
            for house in region.houses
            if house.street in place
        ),
        pois=tuple(
            dataclasses.replace(poi, street=place.get(poi.street, -1)) for poi in region.pois
        ),
    )
    lost = tuple(house for house in region.houses if house.street in gone)
    return poorer, dataclasses.replace(region, houses=lost)


@pytest.mark.parametrize("strength", FLOORS)
def test_streets_that_the_map_lacks_are_not_guessed(
    liechtenstein: RegionRecognizer, strength: str
) -> None:
    poorer, lost = without_some_streets(liechtenstein.region, share=0.3, seed=5)
    recognizer = RegionRecognizer(poorer)
    found: Counter[str] = Counter()
    for case in cases(lost, strength, count=400, seed=11):
        result = recognizer.recognize(case.text)
        place = result.location
        if result.verdict is Verdict.FIX or place is None:
            continue
        here = place.position
        apart = distance_m(case.house.lat, case.house.lon, here.latitude_deg, here.longitude_deg)
        if apart > max(30, place.radius_m):
            found[result.verdict] += 1
    assert found[Verdict.ACCEPT] == 0
    assert found[Verdict.CONFIRM] <= 6
