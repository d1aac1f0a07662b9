"""Faults that no single field shows: duplicates, windows and times that contradict each other.

Everything is reported at once. A problem built without validation is tolerated: what a field's own
range already refuses is passed over here, so that one mistake is one fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeGuard

from optimizer.dispatch.model import CourierProblem, DockProblem
from optimizer.dispatch.picking_model import PickingProblem
from optimizer.dispatch.picking_validate import picking_faults
from optimizer.faults import Fault, duplicate_id_faults, window_faults


def cross_faults(problem: DockProblem | CourierProblem | PickingProblem) -> list[Fault]:
    """All faults between the fields of `problem`, in the order of its fields. Never raises."""
    if isinstance(problem, DockProblem):
        return list(dock_faults(problem))
    if isinstance(problem, PickingProblem):
        return list(picking_faults(problem))
    return list(courier_faults(problem))


def dock_faults(problem: DockProblem) -> Iterator[Fault]:
    """Faults of a dock problem."""
    yield from duplicate_id_faults("docks", _items(_get(problem, "docks")))
    for i, dock in enumerate(_items(_get(problem, "docks"))):
        yield from window_faults(("docks", i, "opening_window"), _get(dock, "opening_window"))
        yield from _kind_faults(("docks", i, "vehicle_kinds"), _get(dock, "vehicle_kinds"))
    yield from duplicate_id_faults("departures", _items(_get(problem, "departures")))
    for i, departure in enumerate(_items(_get(problem, "departures"))):
        earliest = _get(departure, "earliest_loading_time_s")
        due = _get(departure, "due_time_s")
        latest = _get(departure, "latest_time_s")
        if _whole(earliest) and _whole(due) and due <= earliest:
            yield Fault(
                ("departures", i, "due_time_s"),
                due,
                "is not after earliest_loading_time",
                "give a due time after the moment at which loading may start",
            )
        if _whole(latest) and _whole(due) and latest < due:
            yield Fault(
                ("departures", i, "latest_time_s"),
                latest,
                "is before due_time",
                "give a latest time at or after the due time, or leave it unset",
            )
        yield from _yard_and_load_faults(problem, i, departure)
    yield from _setup_faults(problem)
    yield from _team_faults(problem)


def _yard_and_load_faults(problem: DockProblem, i: int, departure: object) -> Iterator[Fault]:
    arrival = _get(departure, "arrival_time_s")
    earliest = _get(departure, "earliest_loading_time_s")
    if _whole(arrival) and _whole(earliest) and arrival > earliest:
        yield Fault(
            ("departures", i, "arrival_time_s"),
            arrival,
            "is after earliest_loading_time",
            "give an arrival at or before the moment at which loading may start",
        )
    if _get(departure, "loading_duration_s") != 0:
        return
    if _get(departure, "load") is None:
        yield Fault(
            ("departures", i, "loading_duration_s"),
            0,
            "is unset, and so is load",
            "give a duration from 1 s to 7 days, or the load and a loading_pace",
        )
    elif _get(problem, "loading_pace") is None:
        yield Fault(
            ("departures", i, "loading_duration_s"),
            0,
            "is unset, and the request has no loading_pace",
            "give a duration, or a loading_pace that turns the load into one",
        )


def _team_faults(problem: DockProblem) -> Iterator[Fault]:
    teams = _items(_get(problem, "teams"))
    if teams and _get(problem, "loading_teams") is not None:
        yield Fault(
            ("loading_teams",),
            _get(problem, "loading_teams"),
            "is set beside teams",
            "give either the number of teams or the teams with their shifts",
        )
    yield from duplicate_id_faults("teams", teams)
    for t, team in enumerate(teams):
        spans = []
        for w, window in enumerate(_items(_get(team, "shift_windows"))):
            path = ("teams", t, "shift_windows", w)
            yield from window_faults(path, window)
            start, end = _get(window, "start_time_s"), _get(window, "end_time_s")
            if _whole(start) and _whole(end):
                spans.append((start, end, w))
        spans.sort()
        for (_, end, before), (start, _, w) in pairwise(spans):
            if start < end:
                yield Fault(
                    ("teams", t, "shift_windows", w, "start_time_s"),
                    start,
                    f"overlaps shift_windows[{before}] of the same team",
                    "give shifts of a team that do not overlap",
                )


def _setup_faults(problem: DockProblem) -> Iterator[Fault]:
    first: dict[tuple[str, str], int] = {}
    for i, setup in enumerate(_items(_get(problem, "kind_setups"))):
        pair = _get(setup, "from_kind"), _get(setup, "to_kind")
        if not isinstance(pair[0], str) or not isinstance(pair[1], str):
            continue
        key = (pair[0], pair[1])
        if key in first:
            yield Fault(
                ("kind_setups", i),
                f"{pair[0]} to {pair[1]}",
                f"is already set by kind_setups[{first[key]}]",
                "give every pair of kinds once",
            )
        else:
            first[key] = i


def courier_faults(problem: CourierProblem) -> Iterator[Fault]:
    """Faults of a courier problem."""
    yield from duplicate_id_faults("couriers", _items(_get(problem, "couriers")))
    for i, courier in enumerate(_items(_get(problem, "couriers"))):
        yield from window_faults(("couriers", i, "shift_window"), _get(courier, "shift_window"))
        yield from _kind_faults(("couriers", i, "vehicle_kinds"), _get(courier, "vehicle_kinds"))
    yield from duplicate_id_faults("jobs", _items(_get(problem, "jobs")))
    for i, job in enumerate(_items(_get(problem, "jobs"))):
        start, end = _get(job, "start_time_s"), _get(job, "end_time_s")
        if _whole(start) and _whole(end) and end <= start:
            yield Fault(
                ("jobs", i, "end_time_s"),
                end,
                "is not after start_time",
                "give an end after the start",
            )


def _kind_faults(path: tuple[str | int, ...], kinds: object) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, kind in enumerate(_items(kinds)):
        if not isinstance(kind, str):
            continue
        if kind in seen:
            yield Fault((*path, i), kind, "is named twice", "name every kind once")
        seen.add(kind)


def _items(items: object) -> Iterable[object]:
    return items if isinstance(items, list | tuple) else ()


def _get(item: object, field: str) -> object:
    return getattr(item, field, None)


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
