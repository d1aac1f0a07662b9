"""The travel matrix of a problem: from its own source, over exactly the places it uses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.road import TravelError, TravelMatrix, geodesic_matrix, given_matrix
from optimizer.routing.model import GeodesicTravel, RoutingProblem


def used_place_ids(problem: RoutingProblem) -> tuple[str, ...]:
    """Places of depots and visits, each once, depots first, in the order of the problem."""
    used = {depot.place_id: None for depot in problem.depots}
    for shipment in problem.shipments:
        for visit in (*shipment.pickups, *shipment.deliveries):
            used[visit.place_id] = None
    return tuple(used)


def travel_matrix(problem: RoutingProblem) -> TravelMatrix:
    """Distances and durations between the used places of a valid problem.

    Raises `TravelError` naming a place without position or outside the matrix.
    """
    wanted = used_place_ids(problem)
    travel = problem.travel
    if travel is not None and travel.matrix is not None:
        table = travel.matrix
        return only(
            given_matrix(
                table.place_ids,
                np.array(table.distances_m, np.int64),
                np.array(table.durations_s, np.int64),
            ),
            wanted,
        )
    geodesic = travel.geodesic if travel is not None and travel.geodesic else GeodesicTravel()
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
