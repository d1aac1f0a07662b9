"""Figures of the report from hand-made records, and a page that fetches nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.records import portable, read
from benchmarks.report import repeating, standing
from benchmarks.report.compose import write_report
from benchmarks.report.solving import blocks, shared_instances, verdicts, with_gaps
from benchmarks.report.standing import standings
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
    assert shared_instances(RUNS, ["fulfillment", "peer"]) == {("toy", "a", None)}
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
    # Links lead inside the page or to the raw lines beside it.
    assert not re.search(r'src\s*=\s*"', html)
    assert set(re.findall(r'href\s*=\s*"([^"#]*)', html)) <= {"", "raw.jsonl"}
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


def test_where_we_stand_is_told_with_intervals_and_counts():
    gaps = [0.010, 0.012, 0.011, 0.013, 0.010, 0.012]
    runs = [run_of("fulfillment", f"i{k}", gap, kind="cvrp") for k, gap in enumerate(gaps)]
    runs += [run_of("near", f"i{k}", gap + 0.01, kind="cvrp") for k, gap in enumerate(gaps)]
    runs += [run_of("far", f"i{k}", gap + 0.05, kind="cvrp") for k, gap in enumerate(gaps)]
    (row,) = standings(runs)
    assert (row.other, row.word, row.count) == ("near", "leads", 6)
    assert (row.better, row.level, row.worse) == (6, 0, 0)
    assert row.difference == pytest.approx(-1.0)
    assert row.low <= row.difference <= row.high < 0
    assert row == standings(runs)[0]
    words = str(standing.blocks(runs)[1])
    assert words.startswith("Words(text='Leads, and the interval excludes chance: routes: capacity")


@pytest.mark.parametrize(
    ("theirs", "word"),
    [([0.0] * 6, "behind"), ([0.0, 0.03] * 3, "not told apart"), ([0.05] * 3, "too few")],
)
def test_chance_and_few_instances_are_no_lead(theirs: list[float], word: str):
    runs = [run_of("fulfillment", f"i{k}", 0.01) for k in range(len(theirs))]
    runs += [run_of("peer", f"i{k}", gap) for k, gap in enumerate(theirs)]
    assert [row.word for row in standings(runs)] == [word]


def test_vehicles_are_compared_where_they_count_first():
    first = {"convention": "double_hierarchical"}
    runs = [run_of("fulfillment", f"i{k}", 0.5, vehicles=9, **first) for k in range(5)]
    runs += [run_of("peer", f"i{k}", 0.1, vehicles=10, **first) for k in range(5)]
    (row,) = standings(runs)
    assert (row.word, row.ours, row.theirs, row.difference) == ("leads", 45, 50, -10)


def test_orders_of_one_instance_are_paired_one_by_one():
    ours = run_of("fulfillment", "orders", 0.1, values=[8.0, 9.0, 10.0, 8.0, 9.0])
    theirs = run_of("lwsc", "orders", 0.2, values=[10.0, 10.0, 10.0, 10.0, 10.0])
    (row,) = standings([ours, theirs])
    assert (row.count, row.better, row.level) == (5, 4, 1)
    assert row.difference == pytest.approx(-12.0)


def test_published_figures_stand_beside_measured_ones():
    published = {"reference": {"other 5 s": 102.0}}
    ours = [run_of("fulfillment", f"i{k}", 0.01, **published) for k in range(5)]
    (row,) = standings(ours)
    assert (row.other, row.word) == ("other 5 s (published)", "leads")
    full = [
        run_of(
            "fulfillment", f"c{k}", -0.01, objective=97.0, best_known=96.0, reference={"x": 95.0}
        )
        for k in range(5)
    ]
    (row,) = standings(full)
    assert (row.better, row.theirs) == (5, pytest.approx(100 / 96))
    folder = run_of(
        "fulfillment",
        "orders",
        0.1,
        containers=[1, 1, 1, 1, 2],
        reference_values={"BoxPacker": [1, 1, 2, 1, 2]},
    )
    (row,) = standings([folder])
    assert (row.other, row.better, row.level) == ("BoxPacker (published)", 1, 4)


def test_a_proved_bound_is_the_reference_where_nothing_else_is():
    ours = run_of("fulfillment", "day", None, feasible=True, objective=110.0, best_known=None)
    bound = run_of("bound", "day", None, role="bound", bound=100.0, objective=None)
    found = with_gaps([ours, bound])
    assert found[0]["gap"] == pytest.approx(0.1)
    assert found[0]["best_known_meaning"] == "proved bound"


def test_a_report_tells_how_to_repeat_it():
    head = {
        "suite": "routing",
        "commit": "abc",
        "command": "python -m benchmarks run --suite routing",
        "settings": {"seeds": 2},
    }
    found = str(repeating.commands([head], RUNS))
    assert "python -m benchmarks run --suite routing" in found
    assert "--sets toy --seconds 1 --seeds 2" in found
    table = repeating.every_run(RUNS)[1]
    assert "missing: pyabsent" in str(table)
    assert "customer 3 is not visited" in str(table)


def test_kept_reports_name_no_folder_of_the_machine(tmp_path: Path):
    lines, more = tmp_path / "raw.jsonl", tmp_path / "more.jsonl"
    lines.write_text(json.dumps(run_of("fulfillment", "/home/me/data/routing/toy/a", 0.01)) + "\n")
    more.write_text(json.dumps(run_of("fulfillment", "/home/me/data/packing/toy/b", 0.01)) + "\n")
    out = tmp_path / "2026"
    assert main(["report", str(lines), str(more), "--keep", "--out", str(out)]) == 0
    kept = read(out / "lines.jsonl.xz")
    assert [run["file"] for run in kept] == ["routing/toy/a", "packing/toy/b"]
    assert "/home/me" not in (out / "index.html").read_text(encoding="utf-8")
    again = tmp_path / "again"
    assert main(["report", str(out / "lines.jsonl.xz"), "--out", str(again)]) == 0
    first = (out / "summary.md").read_text(encoding="utf-8")
    assert (again / "report.md").read_text(encoding="utf-8") == first
    head = {"command": "python -m benchmarks run --out /home/me/out --seeds 1"}
    assert portable(head)["command"].endswith("run --out FOLDER --seeds 1")


def test_what_the_project_does_not_solve_is_said_first():
    runs = [run_of("fulfillment", "a", None, refused="needs: backhauls", feasible=False)]
    runs += [run_of("fulfillment", "b", 0.1, set="other"), run_of("peer", "b", 0.1, set="other")]
    words = [str(block) for block in standing.blocks(runs)]
    assert any("Does not solve: toy (backhauls)" in one for one in words)
