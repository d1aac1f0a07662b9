"""Tables and plots of solver runs: routing, packing, cutting, dispatch."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.peers.own import NAME
from benchmarks.records import Record
from benchmarks.report.growth import suites
from benchmarks.report.pages import Block, Heading, Picture, Table, Words
from benchmarks.report.statistics import half_width, mean, percentile, profile
from benchmarks.report.svg import Axis, Series, histogram, plot
from benchmarks.suites.address import HISTOGRAM_EDGES_S
from benchmarks.suites.address import histogram as counts

LEVEL_POINTS = 0.05
"""Means closer than this many points of gap are called level."""

GRID_PARTS = 24

COLOUR_OF = {NAME: 0, "pyvrp": 1, "vroom": 2, "ortools": 3, "py3dbp": 4}
"""An engine keeps its colour from plot to plot; others come after these."""

Runs = Sequence[Record]


def key(run: Record) -> tuple[str, str, int | None]:
    """The instance of a run, as its set asks it."""
    return run["set"], run["file"], run.get("problem")


def solved(run: Record) -> bool:
    """A run with a feasible, priced answer."""
    return bool(run.get("feasible")) and run.get("gap") is not None


def with_gaps(records: Sequence[Record]) -> list[Record]:
    """Where no best known value exists, the highest proved bound takes its place, and where there
    is none the best answer of the engines.
    """
    best: dict[Any, float] = {}
    bounds: dict[Any, float] = {}
    for run in records:
        if (run.get("bound") or 0) > 0 and run.get("gap") is None:
            bounds[key(run)] = max(bounds.get(key(run), 0.0), run["bound"])
    for run in records:
        if run.get("feasible") and run.get("gap") is None and run.get("objective"):
            best[key(run)] = min(best.get(key(run), math.inf), run["objective"])
    meanings = dict.fromkeys(best, "best of the engines here") | dict.fromkeys(
        bounds, "proved bound"
    )
    best |= bounds
    return [
        {
            **run,
            "gap": run["objective"] / best[key(run)] - 1,
            "best_known": best[key(run)],
            "best_known_meaning": meanings[key(run)],
        }
        if run.get("feasible") and run.get("gap") is None and run.get("objective")
        else run
        for run in records
    ]


def by_set(records: Iterable[Record], role: str) -> dict[str, list[Record]]:
    """Runs of one role, per set."""
    sets: dict[str, list[Record]] = defaultdict(list)
    for run in records:
        if run.get("record") == "run" and run["role"] == role:
            sets[run["set"]].append(run)
    return dict(sets)


def engines_of(runs: Runs) -> list[str]:
    """Engines in the order of running, those that were absent left out."""
    names = dict.fromkeys(run["engine_asked"] for run in runs if not run.get("missing"))
    return list(names)


def shared_instances(runs: Runs, engines: Sequence[str]) -> set[Any]:
    """Instances that each of the engines solved in every run of its own."""
    wanted = None
    for engine in engines:
        own = [run for run in runs if run["engine_asked"] == engine]
        failed = {key(run) for run in own if not solved(run)}
        kept = {key(run) for run in own} - failed
        wanted = kept if wanted is None else wanted & kept
    return wanted or set()


def taking_part(runs: Runs) -> list[str]:
    """Engines that solved anything of a set."""
    return [
        engine
        for engine in engines_of(runs)
        if any(solved(run) for run in runs if run["engine_asked"] == engine)
    ]


def blocks(records: Sequence[Record]) -> list[Block]:
    """The whole section: verdict, a table per set, plots, ablations."""
    records = with_gaps(records)
    tables = by_set(records, "table")
    if not tables:
        return []
    overview = verdicts(tables)
    found: list[Block] = [Heading("Set by set"), overview]
    found.append(
        Words(
            "Gap is the distance to the best known value (to the lower bound for bins and orders; "
            "where neither is known, to the highest proved bound, or else to the best answer of "
            "the engines here), "
            "computed by the independent judge in the set's own convention; less is better. Means "
            "are over the instances that every engine of the table solved in all its runs; "
            "the interval is 95 % over the means of the seeds. Seconds are wall time from the file "
            "in memory to the answer; over is by how much the limit was exceeded at most."
        )
    )
    for name, runs in tables.items():
        found += [Heading(f"Set {name}", 3), _table(name, runs), *_failures(runs)]
        found += [*_references(runs), *suites(runs)]
        found += [Picture(_latencies(name, runs))]
    everything = [run for runs in tables.values() for run in runs]
    found += [
        Heading("Gap against size and profile", 3),
        Picture(_sizes(everything)),
        Picture(_profile(everything)),
    ]
    found += _curves(records)
    found += _ablations(records)
    return found


def verdicts(tables: dict[str, list[Record]]) -> Table:
    """One row per set: our mean against the best other one."""
    rows = []
    for name, runs in tables.items():
        engines = taking_part(runs)
        if NAME not in engines:
            rows.append((name, "we solved nothing here", "", "", ""))
            continue
        others = [engine for engine in engines if engine != NAME]
        shared = shared_instances(runs, engines)
        means = {
            engine: 100 * mean(gaps)
            for engine in engines
            if (gaps := [r["gap"] for r in _of(runs, engine) if key(r) in shared])
        }
        if not others or len(means) < len(engines):
            ours = [r["gap"] for r in _of(runs, NAME) if solved(r)]
            rows.append((name, "alone", f"{100 * mean(ours):.3f}", "", ""))
            continue
        fleets = _fleets(runs, engines, shared)
        best = min(others, key=lambda engine: (fleets[engine], means[engine]))
        ahead = means[best] - means[NAME]
        word = "leads" if ahead > LEVEL_POINTS else "behind"
        word = "level" if abs(ahead) <= LEVEL_POINTS else word
        if fleets[NAME] != fleets[best]:
            word = "leads" if fleets[NAME] < fleets[best] else "behind"
        shown = [
            f"{round(means[engine], 3) + 0.0:.3f}"
            + (f", {fleets[engine]} vehicles" if fleets[engine] else "")
            for engine in (NAME, best)
        ]
        rows.append((name, word, shown[0], f"{shown[1]} ({best})", f"{len(shared)}"))
    return Table(
        ("set", "by the mean alone", "our mean gap %", "best other %", "instances compared"),
        tuple(rows),
    )


def _fleets(runs: Runs, engines: Sequence[str], shared: set[Any]) -> dict[str, int]:
    """Vehicles used on the shared instances where vehicles count before distance, else 0."""
    return {
        engine: sum(
            run["vehicles"]
            for run in _of(runs, engine)
            if key(run) in shared and "hierarchical" in run["convention"]
        )
        for engine in engines
    }


def _of(runs: Runs, engine: str) -> list[Record]:
    return [run for run in runs if run["engine_asked"] == engine]


def _table(name: str, runs: Runs) -> Block:
    engines = taking_part(runs)
    shared = shared_instances(runs, engines)
    best = {
        instance: min(run["gap"] for run in runs if key(run) == instance and solved(run))
        for instance in shared
    }
    rows = []
    for engine in engines:
        own = [run for run in _of(runs, engine) if solved(run)]
        kept = [run for run in own if key(run) in shared] or own
        seeds = defaultdict(list)
        for run in kept:
            seeds[run["seed"]].append(100 * run["gap"])
        width = half_width([mean(gaps) for gaps in seeds.values()])
        wins = sum(
            any(run["gap"] <= best[instance] + 1e-12 for run in kept if key(run) == instance)
            for instance in shared
        )
        asked = {key(run) for run in _of(runs, engine)}
        limit = [run for run in own if run.get("limit_seconds")]
        over = max((run["seconds"] - run["limit_seconds"] for run in limit), default=0.0)
        rows.append(
            (
                f"{engine} ({own[0]['engine']})" if own[0]["engine"] != engine else engine,
                f"{len({key(run) for run in own})}/{len(asked)}",
                f"{mean([100 * run['gap'] for run in kept]):.3f}"
                + (f" ± {width:.3f}" if width is not None else ""),
                f"{max(100 * run['gap'] for run in kept):.3f}",
                f"{wins}/{len(shared)}",
                f"{mean([run['objective'] for run in kept]):.2f}",
                _vehicles(kept),
                f"{mean([run['seconds'] for run in kept]):.2f}",
                "-"
                if any(run.get("latencies") for run in own) or not limit
                else f"{max(0.0, over):.2f}",
            )
        )
    return Table(
        (
            "engine",
            "solved",
            "mean gap %",
            "worst %",
            "best of all",
            "mean objective",
            "vehicles (known)",
            "mean s",
            "over s",
        ),
        tuple(rows),
    )


def _vehicles(runs: Runs) -> str:
    counted = [run for run in runs if run.get("best_known_vehicles")]
    if not counted:
        return "-"
    return (
        f"{sum(run['vehicles'] for run in counted)} "
        f"({sum(run['best_known_vehicles'] for run in counted)})"
    )


def _failures(runs: Runs) -> list[Block]:
    """What was not solved, and why, each reason once."""
    reasons: dict[str, set[str]] = defaultdict(set)
    for run in runs:
        instance = f"{run.get('instance') or run['file'].rsplit('/', 1)[-1]}"
        for field in ("missing", "refused", "error"):
            if run.get(field):
                words = str(run[field]).rsplit(": ", 1)[-1] if field == "refused" else run[field]
                label = "not installed" if field == "missing" else field
                reasons[f"{run['engine_asked']}: {label} ({words})"].add(instance)
        if not solved(run) and "feasible" in run and not run["feasible"]:
            words = run["faults"][0] if run.get("faults") else "no answer"
            reasons[f"{run['engine_asked']}: not feasible ({words})"].add(instance)
    return [
        Words(f"{reason} on {', '.join(sorted(names)[:6])}{' …' if len(names) > 6 else ''}.")
        for reason, names in reasons.items()
    ]


def _references(runs: Runs) -> list[Block]:
    """Published figures of others on the same instances, with our own mean on just those."""
    columns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for run in _of(runs, NAME):
        for name, value in run.get("reference", {}).items():
            if solved(run):
                columns[name].append((value, float(run["objective"])))
    if not columns:
        return []
    rows = tuple(
        (
            name,
            f"{len(pairs)}",
            f"{mean([value for value, _ in pairs]):.3f}",
            f"{mean([ours for _, ours in pairs]):.3f}",
        )
        for name, pairs in columns.items()
    )
    return [
        Words("Figures of others as published with the panel, not run here:"),
        Table(("published", "instances", "their mean", "ours on the same"), rows),
    ]


def _latencies(name: str, runs: Runs) -> str:
    """Distribution of the time per order, where a run holds many orders."""
    rows = []
    for engine in engines_of(runs):
        times = [t for run in _of(runs, engine) for t in run.get("latencies", ())]
        if times:
            ordered = sorted(times)
            label = (
                f"{engine}: p50 {1000 * percentile(ordered, 0.5):.2f}, "
                f"p99 {1000 * percentile(ordered, 0.99):.1f} ms"
            )
            rows.append(Series(label, [(k, float(c)) for k, c in enumerate(counts(times))]))
    return histogram(f"{name}: time per order", "seconds", HISTOGRAM_EDGES_S, rows) if rows else ""


def _sizes(runs: Runs) -> str:
    series = [
        Series(
            engine,
            [(run["size"], 100 * run["gap"]) for run in _of(runs, engine) if solved(run)],
            "points",
            COLOUR_OF.get(engine),
        )
        for engine in engines_of(runs)
    ]
    return plot(
        "Gap against size", Axis("customers, pieces or orders", log=True), Axis("gap %"), series
    )


def _profile(runs: Runs) -> str:
    """Ratio of (1 + gap) to the best engine on the same instance and seed."""
    best: dict[Any, float] = {}
    for run in runs:
        if solved(run):
            at = (*key(run), run["seed"])
            best[at] = min(best.get(at, math.inf), 1 + run["gap"])
    series = []
    for engine in engines_of(runs):
        ratios = [
            (1 + run["gap"]) / best[(*key(run), run["seed"])] if solved(run) else None
            for run in _of(runs, engine)
            if (*key(run), run.get("seed", 0)) in best
        ]
        points = [(100 * (ratio - 1), 100 * share) for ratio, share in profile(ratios)]
        if points:
            points.append((max(10.0, points[-1][0]), points[-1][1]))
        series.append(Series(engine, points, "step", COLOUR_OF.get(engine)))
    return plot(
        "Performance profile",
        Axis("within this many % of the best engine", most=10),
        Axis("% of runs", least=0, most=100),
        series,
    )


def _curves(records: Sequence[Record]) -> list[Block]:
    """Mean gap over time, per set, of the runs that noted their improvements."""
    pictures: list[Block] = []
    for name, runs in by_set(records, "curve").items():
        shown = [run for run in runs if solved(run)]
        series = _budget_series(records, name, shown) or _noted_series(shown)
        svg = plot(f"{name}: mean gap over time", Axis("seconds", log=True), Axis("gap %"), series)
        if svg:
            pictures.append(Picture(svg))
    return [Heading("Quality over time", 3), *pictures] if pictures else []


def _noted_series(runs: Runs) -> list[Series]:
    """From improvements noted on the way; the mean starts where all instances have an answer."""
    series = []
    for engine in engines_of(runs):
        own = [run for run in _of(runs, engine) if run.get("curve")]
        if not own:
            continue
        start = max(run["curve"][0][0] for run in own)
        end = max(run["limit_s"] for run in own)
        grid = [start * (end / start) ** (k / GRID_PARTS) for k in range(GRID_PARTS + 1)]
        points = []
        for moment in grid:
            gaps = []
            for run in own:
                value = [v for at, v in run["curve"] if at <= moment * 1.000001][-1]
                gaps.append(100 * (value / run["best_known"] - 1))
            points.append((moment, mean(gaps)))
        name = f"{engine} ({len(own)})"
        series.append(Series(name, points, "step", COLOUR_OF.get(engine)))
    return series


def _budget_series(records: Sequence[Record], name: str, runs: Runs) -> list[Series]:
    """From runs with several limits, where an engine tells nothing on the way."""
    limits = {run["limit_s"] for run in runs}
    if len(limits) < 2:
        return []
    instances = {key(run) for run in runs}
    full = [
        run
        for run in by_set(records, "table").get(name, ())
        if key(run) in instances and run["engine_asked"] == NAME and run["seed"] == 0
    ]
    points: dict[float, list[float]] = defaultdict(list)
    for run in [*runs, *full]:
        if solved(run):
            points[run["limit_s"]].append(100 * run["gap"])
    return [Series(NAME, sorted((limit, mean(gaps)) for limit, gaps in points.items()))]


def _ablations(records: Sequence[Record]) -> list[Block]:
    """Our engines alone, on the instances where they were run."""
    rows = []
    for name, runs in by_set(records, "ablation").items():
        whole = {
            key(run): run
            for run in by_set(records, "table").get(name, ())
            if run["engine_asked"] == NAME and run["seed"] == 0 and solved(run)
        }
        for engine in taking_part(runs):
            pairs = [
                (run["gap"], whole[key(run)]["gap"])
                for run in _of(runs, engine)
                if solved(run) and key(run) in whole
            ]
            if pairs:
                rows.append(
                    (
                        name,
                        engine,
                        f"{len(pairs)}",
                        f"{100 * mean([alone for alone, _ in pairs]):.3f}",
                        f"{100 * mean([ours for _, ours in pairs]):.3f}",
                    )
                )
    if not rows:
        return []
    columns = ("set", "engine alone", "instances", "its mean gap %", "own choice %")
    return [Heading("Ablations", 3), Table(columns, tuple(rows))]
