"""The shipped region, read once."""

from __future__ import annotations

import pytest

from address.regional import RegionRecognizer


@pytest.fixture(scope="session")
def liechtenstein() -> RegionRecognizer:
    return RegionRecognizer.load("LI")
