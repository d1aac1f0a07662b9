"""What grew: quality and speed over stored versions, and the saving of carton suites with k."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.records import Record
from benchmarks.regression import SLOWER, history, panel_directions
from benchmarks.report.pages import Block, Heading, Picture, Table, Words
from benchmarks.report.service import tracked
from benchmarks.report.svg import Axis, Series, plot


def versions() -> list[Block]:
    """Fixed work and seed over stored states (`stored/history.jsonl`), from 100 at the first."""
    states = history()
    north_star = tracked()
    if not states:
        return north_star
    found: list[Block] = [
        Heading("Over versions"),
        *north_star,
        Heading("Quality and speed of stored states", 3),
        Words(
            "Quality at fixed work and seed is the same on every machine, so a change is a change "
            "of the code. Speed is processor time as a multiple of a calibration loop that runs "
            f"beside it; more than {SLOWER} times the last stored ratio counts as slower."
        ),
        _states(states),
    ]
    better = panel_directions()
    series = []
    for name, more in better.items():
        values = [(k + 1, state["values"].get(name)) for k, state in enumerate(states)]
        known = [(k, value) for k, value in values if value]
        if len({value for _, value in known}) > 1:
            first = known[0][1]
            ratio = [(k, 100 * (value / first if more else first / value)) for k, value in known]
            series.append(Series(name, [(float(k), value) for k, value in ratio]))
    title = "Quality at fixed work, first state = 100, more is better"
    found.append(Picture(plot(title, Axis("stored state"), Axis(""), series)))
    speeds = [
        Series(
            name,
            [
                (k + 1.0, state["speed"][name])
                for k, state in enumerate(states)
                if name in state.get("speed", {})
            ],
        )
        for name in dict.fromkeys(name for state in states for name in state.get("speed", {}))
    ]
    shown = [one for one in speeds if len(one.points) > 1]
    found.append(
        Picture(
            plot("Hot paths, calibration loops", Axis("stored state"), Axis("", least=0), shown)
        )
    )
    return found


def _states(states: Sequence[dict[str, Any]]) -> Table:
    last = states[-1]
    timed = next((state for state in reversed(states) if state.get("speed")), None)
    rows = [
        (name, f"{state_of(states, name):g}", f"{value:g}")
        for name, value in last["values"].items()
    ]
    if timed is not None:
        rows += [(f"{name}, loops", "-", f"{value:.2f}") for name, value in timed["speed"].items()]
    return Table(
        ("figure", f"first stored ({states[0]['date']})", f"now ({last['date']})"),
        tuple(rows),
        folded=f"{len(states)} stored states: all {len(rows)} figures",
    )


def state_of(states: Sequence[dict[str, Any]], name: str) -> float:
    """The oldest stored value of a figure."""
    return float(next(state["values"][name] for state in states if name in state["values"]))


def suites(records: Sequence[Record]) -> list[Block]:
    """How the saving grows with the number of carton sizes."""
    found: list[Block] = []
    for run in records:
        rows = run.get("growth")
        if not rows:
            continue
        found += [
            Words(
                f"Carton sizes for {run['instance']}: board beside the cartons of today, each "
                f"number of sizes in one run of {run['seconds']:.0f} s."
            ),
            Table(
                ("sizes", "board m2", "saved against today %", "orders that fit no size"),
                tuple(
                    (f"{count}", f"{board:.1f}", f"{100 * saved:.1f}", f"{unserved}")
                    for count, board, saved, unserved in rows
                ),
            ),
            Picture(
                plot(
                    "Board saved against the cartons of today",
                    Axis("sizes"),
                    Axis("%", least=0),
                    [Series("carton suite", [(row[0], 100 * row[2]) for row in rows])],
                )
            ),
        ]
    return found
