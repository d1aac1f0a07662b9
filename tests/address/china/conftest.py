"""One loaded recogniser for all tests of this folder."""

from __future__ import annotations

import pytest

from address.china import ChinaRecognizer


@pytest.fixture(scope="session")
def china() -> ChinaRecognizer:
    return ChinaRecognizer.load()
