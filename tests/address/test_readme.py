"""The examples of this room's README run, one after the other, and say what they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

README = Path(__file__).resolve().parents[2] / "address" / "README.md"


def test_examples_run() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    known: dict[str, Any] = {}
    for block in blocks:
        exec(block, known)  # noqa: S102 - our own examples
    answer = known["answer"]
    assert answer.address.district.code == "330110"
    assert answer.address.city.origin == "corrected"
    standings = [one.standing.value for one in known["checked"].fields]
    assert standings == ["completed", "confirmed", "corrected", "unchecked"]
