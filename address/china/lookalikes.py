"""Characters that look alike, from `address/data/lookalikes.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "lookalikes.txt"


@cache
def look_alikes() -> frozenset[tuple[str, str]]:
    """All pairs of characters that are taken for one another, both ways round."""
    pairs = set()
    for line in DATA.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        pairs |= {(one, two) for one in line for two in line if one != two}
    return frozenset(pairs)
