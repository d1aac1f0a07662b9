"""Figures of the report from hand-made records, and a page that fetches nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.report.compose import write_report
from benchmarks.report.solving import blocks, shared_instances, verdicts, with_gaps
from benchmarks.report.statistics import half_width, percentile, profile, share_interval
from benchmarks.report.svg import Axis, Series, plot


def run_of(engine: str, file: str, gap: float | None, **more: Any) -> dict[str, Any]:
    return {
        "record": "run",
        "role": "table",
        "set": "toy",
        "engine_asked": engine,
        "engine": engine,
        "file": file,
        "problem": None,
        "instance": file,
        "seed": 0,
        "feasible": gap is not None,
        "gap": gap,
        "best_known": 100.0,
        "objective": None if gap is None else 100 * (1 + gap),
        "seconds": 1.1,
        "limit_seconds": 1.0,
        "limit_s": 1.0,
        "size": 10,
        "convention": "rounded_int",
        "vehicles": 2,
        "faults": [] if gap is not None else ["customer 3 is not visited"],
        **more,
    }


RUNS = [
    run_of("fulfillment", "a", 0.01),
    run_of("peer", "a", 0.03),
    run_of("fulfillment", "b", 0.02),
    run_of("peer", "b", None),
    run_of("absent", "a", None, feasible=False, missing="pyabsent"),
]


def test_means_are_over_instances_that_all_solved():
    assert shared_instances(RUNS, ["fulfillment", "peer"]) == {("a", None)}
    table = verdicts({"toy": RUNS})
    assert table.rows == (("toy", "leads", "1.000", "3.000 (peer)", "1"),)


def test_what_was_not_solved_is_named():
    words = " ".join(str(block) for block in blocks(RUNS))
    assert "peer: not feasible (customer 3 is not visited) on b" in words
    assert "absent: not installed (pyabsent)" in words


@pytest.mark.parametrize(("theirs", "word"), [(0.005, "behind"), (0.0101, "level")])
def test_words_for_behind_and_level(theirs: float, word: str):
    table = verdicts({"toy": [RUNS[0], run_of("peer", "a", theirs)]})
    assert table.rows[0][1] == word


def test_vehicles_count_before_distance_where_the_convention_says_so():
    first = {"convention": "double_hierarchical"}
    ours = run_of("fulfillment", "a", 0.03, vehicles=4, **first)
    theirs = run_of("peer", "a", 0.01, vehicles=5, **first)
    table = verdicts({"toy": [ours, theirs]})
    assert table.rows[0][1:4] == ("leads", "3.000, 4 vehicles", "1.000, 5 vehicles (peer)")


def test_without_best_known_the_best_answer_is_the_reference():
    runs = [run_of("x", "a", None, feasible=True, objective=5), run_of("y", "a", None)]
    runs[1] |= {"feasible": True, "objective": 4}
    assert [run["gap"] for run in with_gaps(runs)] == [0.25, 0.0]


def test_statistics():
    assert half_width([1.0]) is None
    assert half_width([1.0, 3.0]) == pytest.approx(12.706)
    assert half_width([0.0] * 30) == 0
    low, high = share_interval(10, 10)
    assert (round(low, 3), high) == (0.722, 1.0)
    assert share_interval(0, 0) == (0.0, 1.0)
    assert profile([1.0, None, 2.0, 1.0]) == [(1.0, 0.25), (1.0, 0.5), (2.0, 0.75)]
    assert percentile([1, 2, 3, 4], 0.99) == 4


def test_plots_are_text_and_leave_out_what_a_logarithm_cannot_show():
    svg = plot(
        "<title>", Axis("x", log=True), Axis("y"), [Series("s & t", [(0, 1), (1, 2), (9, 3)])]
    )
    assert "&lt;title&gt;" in svg
    assert "s &amp; t" in svg
    points = re.search(r'points="([^"]*)"', svg)
    assert points is not None
    assert len(points[1].split()) == 2
    assert plot("empty", Axis("x"), Axis("y"), [Series("s", [])]) == ""


def test_page_fetches_nothing(tmp_path: Path):
    curve = run_of("fulfillment", "a", 0.01, role="curve", curve=[[0.1, 120.0], [0.5, 101.0]])
    lines = tmp_path / "raw.jsonl"
    lines.write_text("\n".join(json.dumps(run) for run in [*RUNS, curve]) + '\n{"cut off')
    page, summary = write_report([lines], tmp_path)
    html = page.read_text(encoding="utf-8")
    assert "<svg" in html
    assert not re.search(r'(src|href)\s*=\s*"', html)
    assert "url(" not in html
    assert "raw.jsonl" in html
    assert "| fulfillment | 2/2 | 1.000 | 1.000 |" in summary.read_text(encoding="utf-8")


def test_report_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["report", str(tmp_path / "nothing.jsonl")]) == 2
    assert "no such file" in capsys.readouterr().err
    lines = tmp_path / "raw.jsonl"
    lines.write_text(json.dumps(RUNS[0]) + "\n")
    assert main(["report", str(lines), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "report.html").is_file()
