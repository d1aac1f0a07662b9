"""The solve verb: each kind of instance, the stated result shape, errors without a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.judge import judge
from benchmarks.solution import from_json
from tests.benchmarks.fixture_files import FIXTURES, read


@pytest.mark.parametrize(
    ("name", "problem", "kind"),
    [
        ("solomon/R104.txt", None, "vrptw"),
        ("cvrp_x/X-n101-k25.vrp", None, "cvrp"),
        ("pdptw_lilim/lc101.txt", None, "pdptw"),
        ("mdvrp_cordeau/p01.txt", None, "mdvrp"),
        ("hvrp_classic/HVRP13.txt", None, "hfvrp"),
        ("sdvrptw/PR01.vrp", None, "sdvrptw"),
        ("br/BR5.txt", 1, "container_loading"),
        ("mpv/class1_n050_01.txt", None, "bin_packing"),
        ("orders", None, "orders"),
    ],
)
def test_each_kind(tmp_path: Path, name: str, problem: int | None, kind: str):
    out = tmp_path / "result.json"
    words = ["solve", str(FIXTURES / name), "--seconds", "1", "--out", str(out)]
    if problem is not None:
        words += ["--problem", str(problem)]
    assert main(words) == 0
    result = json.loads(out.read_text(encoding="utf-8"))
    stated = "instance kind convention seconds objective best_known gap feasible engine solution"
    assert list(result)[:10] == stated.split()
    assert result["kind"] == kind
    assert result["feasible"] is True
    # Judged again from the written file alone.
    verdict = judge(read(name, problem), from_json(result["solution"]))
    assert verdict.feasible
    assert verdict.objective == result["objective"]


def test_support_is_asked_for_and_judged(tmp_path: Path):
    out = tmp_path / "result.json"
    words = ["solve", str(FIXTURES / "br/BR5.txt"), "--problem", "1", "--seconds", "1"]
    assert main([*words, "--support", "1", "--out", str(out)]) == 0
    result = json.loads(out.read_text(encoding="utf-8"))
    assert result["convention"] == "full_support"
    assert judge(read("br/BR5.txt", 1), from_json(result["solution"]), support=1).feasible


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        (["nothing.txt"], "No such file"),
        (["br/BR1.txt"], "--problem"),
        (["br/BR1.txt", "--problem", "77"], "has no problem 77"),
        (["br"], "without items.csv"),
        (["README.md"], "in no format"),
        (["cvrp_x/X-n101-k25.vrp", "--out", "nowhere/at/all.json"], "no such folder"),
    ],
)
def test_errors_are_one_line(capsys: pytest.CaptureFixture[str], words: list[str], trouble: str):
    assert main(["solve", str(FIXTURES / words[0]), *words[1:]]) == 2
    error = capsys.readouterr().err
    assert trouble in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["--seconds", "0"], ["--cores", "0"], ["--support", "2"], ["--convention", "miles"]]
)
def test_options_out_of_range(words: list[str]):
    with pytest.raises(SystemExit) as stop:
        main(["solve", str(FIXTURES / "cvrp_x/X-n101-k25.vrp"), *words])
    assert stop.value.code == 2
