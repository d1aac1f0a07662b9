"""Faults of the ground: sources of travel, profiles, slices of time, territories.

Called by `validate.py` under the same terms: all faults at once, never raising, in linear time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from optimizer.faults import (
    Fault,
    FieldPath,
    duplicate_id_faults,
    format_path,
    window_faults,
)
from optimizer.road.matrix import DISTANCE_MAX_M, DURATION_MAX_S
from optimizer.routing.model import (
    NO_WAY,
    GeodesicTravel,
    MatrixTravel,
    RoutingProblem,
    TravelSlice,
)
from optimizer.routing.territories import territory_faults
from optimizer.routing.travel import uses_own_travel


def ground_faults(
    problem: RoutingProblem, place_ids: set[str], *, travel_known: bool
) -> Iterator[Fault]:
    """Faults of sources, profiles, slices and territories.

    `travel_known` is for callers that hand the matrix of the problem itself beside it.
    """
    yield from duplicate_id_faults("travel_profiles", problem.travel_profiles)
    yield from duplicate_id_faults("territories", problem.territories)
    own = uses_own_travel(problem) and not travel_known
    located = False
    travel = problem.travel
    matrix = None if travel is None else travel.matrix
    if own:
        located = matrix is None
        geodesic = None if travel is None else travel.geodesic
        yield from _source_faults(("travel",), problem, geodesic, matrix, place_ids)
    yield from _slice_faults(("travel_slices",), problem.travel_slices, matrix)
    used = {vehicle.travel_profile_id for vehicle in problem.vehicles}
    for t, profile in enumerate(problem.travel_profiles):
        path = ("travel_profiles", t)
        source = profile.matrix
        if source is None and profile.geodesic is None:
            source = matrix
        else:
            yield from _source_faults(path, problem, profile.geodesic, source, place_ids)
            located = located or (profile.matrix is None and profile.id in used)
        yield from _slice_faults((*path, "slices"), profile.slices, source)
    yield from _vehicle_ground_faults(problem)
    for t, territory in enumerate(problem.territories):
        yield from territory_faults(("territories", t), territory)
    yield from _position_faults(problem, everywhere=located)


def _position_faults(problem: RoutingProblem, *, everywhere: bool) -> Iterator[Fault]:
    """Places without a position that travel or territories need."""
    visited: set[str] = set()
    if any(vehicle.territory_ids for vehicle in problem.vehicles):
        for shipment in problem.shipments:
            visited |= {v.place_id for v in (*shipment.pickups, *shipment.deliveries)}
    for p, place in enumerate(problem.places):
        if place.position is not None:
            continue
        if everywhere:
            yield Fault(
                ("places", p, "position"),
                None,
                "is missing, and no travel matrix names the place",
                "Give a position, or a travel matrix over all places.",
            )
        elif place.id in visited:
            yield Fault(
                ("places", p, "position"),
                None,
                "is missing, and vehicles have territories",
                "Give a position, which tells the territory.",
            )


def _vehicle_ground_faults(problem: RoutingProblem) -> Iterator[Fault]:
    profiles = {profile.id for profile in problem.travel_profiles}
    territories = {territory.id for territory in problem.territories}
    for v, vehicle in enumerate(problem.vehicles):
        path = ("vehicles", v)
        if vehicle.travel_profile_id:
            at = (*path, "travel_profile_id")
            yield from unknown(at, vehicle.travel_profile_id, profiles, "travel_profiles")
        yield from duplicates((*path, "territory_ids"), vehicle.territory_ids, "")
        for i, name in enumerate(vehicle.territory_ids):
            yield from unknown((*path, "territory_ids", i), name, territories, "territories")
        if vehicle.outside_cost_minor is not None and not vehicle.territory_ids:
            yield Fault(
                (*path, "outside_cost_minor"),
                vehicle.outside_cost_minor,
                "is given for a vehicle without territories",
                "Name its territories, or leave it unset.",
            )


def _slice_faults(
    path: FieldPath, slices: Sequence[TravelSlice], matrix: MatrixTravel | None
) -> Iterator[Fault]:
    spans = []
    for i, part in enumerate(slices):
        at = (*path, i)
        faults = window_faults((*at, "window"), part.window)
        yield from faults
        window = part.window
        if (
            not faults
            and window is not None
            and None not in (window.start_time_s, window.end_time_s)
        ):
            spans.append((window.start_time_s, window.end_time_s, i))
            if window.start_time_s == window.end_time_s:
                yield Fault(
                    (*at, "window", "end_time_s"),
                    window.end_time_s,
                    "is the start as well, so the slice holds at no time",
                    "Give an end after the start.",
                )
        if (part.factor is None) == (not part.durations_s):
            yield Fault(
                (*at, "factor"),
                part.factor,
                "stands beside durations_s"
                if part.durations_s
                else "is missing, as are durations_s",
                "Give one of the two.",
            )
        elif part.durations_s and matrix is None:
            yield Fault(
                (*at, "durations_s"),
                len(part.durations_s),
                "are laid out as those of a matrix, and there is none",
                "Give a factor, or a matrix.",
            )
        elif part.durations_s and matrix is not None:
            yield from _slice_cells((*at, "durations_s"), part, matrix)
    for (_, end, _), (start, _, i) in pairwise(sorted(spans)):
        if start < end:
            yield Fault(
                (*path, i, "window", "start_time_s"),
                start,
                "overlaps another slice",
                "Let each slice begin at or after the end of the one before it.",
            )


def _slice_cells(path: FieldPath, part: TravelSlice, matrix: MatrixTravel) -> Iterator[Fault]:
    """Cells of a slice: as many as the matrix has, in range, and a way wherever it has one."""
    named = matrix.place_ids or ()
    cells = len(named) * len(named)
    if len(part.durations_s) != cells:
        yield Fault(
            path,
            len(part.durations_s),
            f"holds {len(part.durations_s)} cells, not {cells} ({len(named)} places squared)",
            "Give one cell for each pair of places, row by row.",
        )
        return
    table = np.array(part.durations_s)
    if table.dtype.kind not in "iu":
        return  # the field's own type reports it
    yield from _range_faults(path, table, DURATION_MAX_S)
    usual = [np.array(cells) for cells in (matrix.distances_m, matrix.durations_s)]
    if any(x.dtype.kind not in "iu" or x.shape != table.shape for x in usual):
        return
    missing = (table < 0) & (usual[0] >= 0) & (usual[1] >= 0)
    for i in np.flatnonzero(missing).tolist():
        here, there = named[i // len(named)], named[i % len(named)]
        if here != there:
            yield Fault(
                (*path, i),
                int(table[i]),
                f"says that there is no way from {here!r} to {there!r}, and the matrix has one",
                "Give the seconds that it takes in the slice, however many.",
            )


def _range_faults(path: FieldPath, table: Any, largest: int) -> Iterator[Fault]:
    for i in np.flatnonzero((table < NO_WAY) | (table > largest)).tolist():
        yield Fault(
            (*path, i),
            int(table[i]),
            f"is outside -1 to {largest}",
            "Give a value in range; -1 means no way.",
        )


def _source_faults(
    at: FieldPath,
    problem: RoutingProblem,
    geodesic: GeodesicTravel | None,
    matrix: MatrixTravel | None,
    place_ids: set[str],
) -> Iterator[Fault]:
    if matrix is None:
        return
    if geodesic is not None:
        yield Fault((*at, "geodesic"), None, "stands beside a matrix", "Give one of the two.")
    path = (*at, "matrix")
    named = matrix.place_ids or ()
    yield from duplicates((*path, "place_ids"), named, "")
    rows = set(named)
    for p, place in enumerate(problem.places):
        if place.id not in rows:
            yield Fault(
                ("places", p, "id"),
                place.id,
                "is not among the places of the travel matrix"
                if at == ("travel",)
                else f"is not among the places of the matrix of {format_path(at)}",
                "Add its row and column, or leave the place out.",
            )
    for i, place_id in enumerate(named):
        yield from unknown((*path, "place_ids", i), place_id, place_ids, "places")
    cells = len(named) * len(named)
    for name, values, largest in (
        ("distances_m", matrix.distances_m, DISTANCE_MAX_M),
        ("durations_s", matrix.durations_s, DURATION_MAX_S),
    ):
        if len(values) != cells:
            yield Fault(
                (*path, name),
                len(values),
                f"holds {len(values)} cells, not {cells} ({len(named)} places squared)",
                "Give one cell for each pair of places, row by row.",
            )
            continue
        table = np.array(values)
        if table.dtype.kind not in "iu":
            continue  # the field's own type reports it
        yield from _range_faults((*path, name), table, largest)


def duplicates(path: FieldPath, values: Iterable[object], field: str) -> Iterator[Fault]:
    """A fault for each value of a list that an earlier entry has already."""
    seen: dict[object, int] = {}
    for i, value in enumerate(values):
        first = seen.setdefault(value, i)
        if first != i:
            yield Fault(
                (*path, i, field) if field else (*path, i),
                value,
                f"is already taken by entry {first}",
                "Give each entry its own.",
            )


def unknown(path: FieldPath, value: object, known: set[str], where: str) -> Iterator[Fault]:
    """A fault where a value names nothing that is known."""
    if value not in known:
        yield Fault(
            path,
            value,
            f"is not among the {where} of the request",
            f"Name one of the {where}, or add it there.",
        )
