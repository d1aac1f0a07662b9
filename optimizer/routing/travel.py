"""The travel of a problem: from its own sources, over exactly the places it uses.

Each profile of travel has a matrix and slices of time with durations of their own; vehicles that
name no profile use the travel of the problem itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.road import NO_WAY, TravelError, TravelMatrix, geodesic_matrix, given_matrix
from optimizer.road.matrix import DURATION_MAX_S, Cells
from optimizer.routing.model import GeodesicTravel, MatrixTravel, RoutingProblem, TravelSlice


@dataclass(frozen=True, slots=True, eq=False)
class ProfileTravel:
    """Travel of one profile.

    `slices` are (start, end, durations over the places of the matrix), in seconds since 1970, in
    order and without overlap; at any other time the durations of the matrix hold.
    """

    matrix: TravelMatrix
    slices: tuple[tuple[int, int, Cells], ...] = ()


def used_place_ids(problem: RoutingProblem) -> tuple[str, ...]:
    """Places of depots and visits, each once, depots first, in the order of the problem."""
    used = {depot.place_id: None for depot in problem.depots}
    for shipment in problem.shipments:
        for visit in (*shipment.pickups, *shipment.deliveries):
            used[visit.place_id] = None
    return tuple(used)


def travel_matrix(problem: RoutingProblem) -> TravelMatrix:
    """Distances and durations between the used places of a valid problem, without slices.

    Where every vehicle names a profile with a source of its own, those of the first. Raises
    `TravelError` naming a place without position or outside the matrix.
    """
    named = [vehicle.travel_profile_id for vehicle in problem.vehicles]
    if uses_own_travel(problem) or not named:
        return _default_matrix(problem)
    return _profile(problem, named[0]).matrix


def uses_own_travel(problem: RoutingProblem) -> bool:
    """Whether some vehicle needs the travel of the problem itself."""
    own = {p.id for p in problem.travel_profiles if p.geodesic is not None or p.matrix is not None}
    return any(vehicle.travel_profile_id not in own for vehicle in problem.vehicles)


def profile_travel(
    problem: RoutingProblem, matrix: TravelMatrix | None = None
) -> dict[str, ProfileTravel]:
    """The travel of each profile that vehicles name, `""` for those that name none.

    `matrix` stands in for the problem's own source. Raises `TravelError` like `travel_matrix`.
    """
    used = dict.fromkeys(vehicle.travel_profile_id for vehicle in problem.vehicles)
    return {name: _profile(problem, name, matrix) for name in used}


def _profile(
    problem: RoutingProblem, name: str, matrix: TravelMatrix | None = None
) -> ProfileTravel:
    own = next((p for p in problem.travel_profiles if p.id == name), None) if name else None
    slices = problem.travel_slices if own is None else own.slices
    if own is not None and (own.geodesic is not None or own.matrix is not None):
        wanted = used_place_ids(problem)
        base = (
            _geodesic(problem, wanted, own.geodesic)
            if own.matrix is None
            else _given(own.matrix, wanted)
        )
        table = own.matrix
    else:
        base = _default_matrix(problem) if matrix is None else only(matrix, used_place_ids(problem))
        table = None if problem.travel is None else problem.travel.matrix
    return ProfileTravel(base, tuple(_slices(base, table, slices)))


def _default_matrix(problem: RoutingProblem) -> TravelMatrix:
    wanted = used_place_ids(problem)
    travel = problem.travel
    if travel is not None and travel.matrix is not None:
        return _given(travel.matrix, wanted)
    geodesic = travel.geodesic if travel is not None and travel.geodesic else GeodesicTravel()
    return _geodesic(problem, wanted, geodesic)


def _given(table: MatrixTravel, wanted: Sequence[str]) -> TravelMatrix:
    return only(
        given_matrix(
            table.place_ids,
            np.array(table.distances_m, np.int64),
            np.array(table.durations_s, np.int64),
        ),
        wanted,
    )


def _geodesic(
    problem: RoutingProblem, wanted: Sequence[str], geodesic: GeodesicTravel | None
) -> TravelMatrix:
    geodesic = GeodesicTravel() if geodesic is None else geodesic
    positions = {place.id: place.position for place in problem.places}
    located = []
    for place_id in wanted:
        position = positions.get(place_id)
        if position is None:
            raise TravelError(f"place {place_id!r} has no position")
        located.append(position)
    return geodesic_matrix(
        wanted,
        located,
        detour_factor=geodesic.detour_factor,
        speed_kmh=geodesic.speed_kmh,
    )


def _slices(
    base: TravelMatrix, table: MatrixTravel | None, slices: Sequence[TravelSlice]
) -> list[tuple[int, int, Cells]]:
    found = []
    paced: dict[float, Cells] = {}
    for part in sorted(slices, key=lambda s: s.window.start_time_s):
        if part.factor is not None or table is None:
            factor = 1.0 if part.factor is None else part.factor
            if factor not in paced:
                slower = np.floor(base.duration_s * factor + 0.5).astype(np.int64)
                slower = np.minimum(slower, DURATION_MAX_S)
                paced[factor] = np.where(base.duration_s < 0, NO_WAY, slower)
            seconds = paced[factor]
        else:
            n = len(table.place_ids)
            cells = np.array(part.durations_s, np.int64).reshape(n, n)
            row = {place_id: r for r, place_id in enumerate(table.place_ids)}
            rows = [row[place_id] for place_id in base.place_ids]
            seconds = cells[np.ix_(rows, rows)]
            np.fill_diagonal(seconds, 0)
            seconds = np.where(base.duration_s < 0, NO_WAY, seconds)
        found.append((part.window.start_time_s, part.window.end_time_s, seconds))
    return found


def only(matrix: TravelMatrix, place_ids: Sequence[str]) -> TravelMatrix:
    """The part of a matrix between the given places, in their order."""
    if tuple(place_ids) == matrix.place_ids:
        return matrix
    rows = matrix.rows(place_ids)
    pick = np.ix_(rows, rows)
    return TravelMatrix(
        tuple(place_ids),
        np.ascontiguousarray(matrix.distance_m[pick]),
        np.ascontiguousarray(matrix.duration_s[pick]),
    )
