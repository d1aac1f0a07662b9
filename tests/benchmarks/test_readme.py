"""The examples of the page run, in order, and do what they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import benchmarks
from benchmarks.__main__ import VERBS

README = Path(benchmarks.__file__).parent / "README.md"


def test_examples_run(capsys: Any) -> None:
    text = README.read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(examples) == 4
    names: dict[str, Any] = {"__name__": "readme"}
    for example in examples:
        exec(compile(example, str(README), "exec"), names)  # noqa: S102 - our own page
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "too few vehicles"
    assert said[1:3] == ["fulfillment 2", "one bar each 4"]
    assert said[3].startswith("fulfillment/appending ")
    assert names["verdict"].faults == ()


def test_every_verb_is_on_the_page() -> None:
    text = README.read_text(encoding="utf-8")
    assert all(f"`{verb}" in text for verb in VERBS)
