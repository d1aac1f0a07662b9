"""How many messy messages find their house; and that hardly any finds a wrong one."""

from __future__ import annotations

from collections import Counter

import pytest

from address.model import AddressLevel, Verdict
from address.regional import RegionRecognizer
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
