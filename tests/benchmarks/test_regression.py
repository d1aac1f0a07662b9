"""Quality at fixed work and seed has not become worse than what is stored."""

from __future__ import annotations

import json

import pytest

from benchmarks import regression
from benchmarks.__main__ import main
from benchmarks.regression import Check, judgement, panel, stored_values

QUICK = [check for check in panel() if "orders" not in check.name and "HVRP" not in check.name]


@pytest.mark.parametrize("check", QUICK, ids=lambda check: check.name)
def test_quality_at_fixed_work(check: Check):
    value = check.value()
    stored = stored_values().get(check.name)
    word = judgement(check, value, stored)
    assert word != "worse", f"{check.name}: {value}, stored {stored}"


def test_every_stored_figure_is_measured():
    # A figure may be new for a while: `regression --store` keeps it with the next quiet run.
    names = {check.name for check in panel()}
    assert set(stored_values()) <= names
    assert len(names - set(stored_values())) < len(names) / 2


@pytest.mark.parametrize(
    ("value", "stored", "more", "word"),
    [
        (10, 10, False, "same"),
        (10 + 1e-12, 10, True, "same"),
        (9, 10, False, "better"),
        (11, 10, False, "worse"),
        (11, 10, True, "better"),
        (9, 10, True, "worse"),
        (9, None, True, "new"),
    ],
)
def test_judgement(value: float, stored: float | None, more: bool, word: str):
    assert judgement(Check("x", lambda: value, more), value, stored) == word


def test_speed_is_compared_with_the_last_timed_state(monkeypatch: pytest.MonkeyPatch, capsys):
    states = [{"speed": {"a": 2.0, "b": 1.0}}, {"speed": {"a": 3.0}}, {"speed": {}}]
    monkeypatch.setattr(regression, "history", lambda: states)
    assert regression.last_speed() == {"a": 3.0, "b": 1.0}
    assert regression._say_speed({"a": 3.0 * regression.SLOWER - 0.01, "b": 1.0, "new": 9.0}) == 0
    assert regression._say_speed({"a": 3.0 * regression.SLOWER + 0.01}) == 1
    assert "slower  a" in capsys.readouterr().out


def test_worse_fails_and_store_keeps(tmp_path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(regression, "STORED", tmp_path)
    monkeypatch.setattr(regression, "VALUES", tmp_path / "quality.json")
    monkeypatch.setattr(regression, "HISTORY", tmp_path / "history.jsonl")
    figure = {"value": 5.0}
    monkeypatch.setattr(regression, "panel", lambda: [Check("x", lambda: figure["value"])])
    assert main(["regression"]) == 0
    assert "store with" in capsys.readouterr().out
    assert main(["regression", "--store"]) == 0
    figure["value"] = 6.0
    assert main(["regression"]) == 1
    assert "1 figure(s) got worse" in capsys.readouterr().err
    line = json.loads((tmp_path / "history.jsonl").read_text())
    assert line["values"] == {"x": 5.0}
