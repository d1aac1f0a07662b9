"""What is needed to repeat a report: commands, files with checksums, every single result."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.records import Record
from benchmarks.report.pages import Block, Commands, Heading, Table, Words


def every_run(records: Sequence[Record]) -> list[Block]:
    """One row per run, folded: the figures behind all others."""
    runs = [
        run
        for run in records
        if run.get("record") == "run" and run.get("role") in ("table", "bound")
    ]
    if not runs:
        return []
    rows = tuple(
        (
            str(run["set"]),
            _name(run),
            run["engine_asked"],
            f"{run['seed']}",
            _figure(run.get("objective")),
            _figure(run.get("best_known") if run.get("best_known") else run.get("bound")),
            "-" if run.get("gap") is None else f"{100 * run['gap']:.3f}",
            f"{run['vehicles']}" if run.get("vehicles") else "-",
            f"{run['seconds']:.2f}" if "seconds" in run else "-",
            _remark(run),
        )
        for run in runs
    )
    columns = (
        "set",
        "instance",
        "engine",
        "seed",
        "objective",
        "best known or bound",
        "gap %",
        "vehicles",
        "seconds",
        "remark",
    )
    return [
        Heading("Every instance"),
        Table(columns, rows, folded=f"All {len(rows)} results, run by run"),
    ]


def _name(run: Record) -> str:
    return str(run.get("instance") or run["file"].rsplit("/", 1)[-1])


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.10g}"


def _remark(run: Record) -> str:
    for field in ("refused", "missing", "error"):
        if run.get(field):
            return f"{field}: {run[field]}"
    if run.get("feasible") is False and run.get("role") != "bound":
        return run["faults"][0] if run.get("faults") else "no answer"
    return str(run.get("engine", ""))


def commands(heads: Sequence[Record], records: Sequence[Record]) -> list[Block]:
    """The commands of the runs, and of each set alone."""
    asked = list(dict.fromkeys(head["command"] for head in heads if head.get("command")))
    lines = [f"# {head['suite']}: commit {head['commit']}" for head in heads]
    lines += asked
    settings = {head["suite"]: head["settings"] for head in heads}
    one_by_one: list[str] = []
    seen: set[tuple[str, str]] = set()
    for run in records:
        if run.get("record") != "run" or not run.get("limit_seconds"):
            continue
        suite = run.get("suite") or _suite_of(settings)
        if suite is None or (suite, run["set"]) in seen or suite not in settings:
            continue
        seen.add((suite, run["set"]))
        seeds = settings[suite].get("seeds", 1)
        seconds = f"{run['limit_seconds']:g}"
        one_by_one.append(
            f"python -m benchmarks run --suite {suite} --sets {run['set']} --seconds {seconds} "
            f"--seeds {seeds} --cores {run.get('cores', 1)}"
        )
    found: list[Block] = [
        Heading("Repeat it"),
        Words(
            "BENCHMARK_DATA names the folder with the public sets (their originals are listed "
            "below); without it the shipped instances are run. A run that was thinned to a budget "
            "takes other instances under another budget; the commands of single sets run them all. "
            "One instance with the project alone: python -m benchmarks solve FILE --seconds S "
            "--seed 0 --cores 1; beside every peer: python -m benchmarks compare FILE --seconds S."
        ),
    ]
    if lines:
        found.append(Commands(tuple(lines)))
    if one_by_one:
        found += [Words("Each set by itself:"), Commands(tuple(one_by_one))]
    return found


def _suite_of(settings: dict[str, Record]) -> str | None:
    """The suite of runs that do not tell it: of solvers there is one in a file of lines."""
    solvers = [suite for suite in settings if suite in ("routing", "packing", "compare")]
    return solvers[0] if len(solvers) == 1 and solvers[0] != "compare" else None
