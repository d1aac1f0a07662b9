"""Routes that a caller gives: what they name, and the same as tours over the flat arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.faults import Fault
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.kernels.laws import END_RELOAD, FIRST_RELOAD, PLACE
from optimizer.routing.model import GivenRoute, GivenStop, RoutingProblem, StopActivity, Visit
from optimizer.routing.schedule import Tour


def route_faults(
    problem: RoutingProblem, routes: Sequence[GivenRoute], field: str
) -> Iterator[Fault]:
    """Routes in a field of the problem that name what is not in it."""
    vehicles = {vehicle.id for vehicle in problem.vehicles}
    shipments = {shipment.id: shipment for shipment in problem.shipments}
    places_of = {v.id: {r.depot_id for r in v.reloads} for v in problem.vehicles}
    depots = {depot.id: depot.place_id for depot in problem.depots}
    for r, route in enumerate(routes):
        if route.vehicle_id not in vehicles:
            yield Fault(
                (field, r, "vehicle_id"),
                route.vehicle_id,
                "is not among the vehicles of the request",
                "Name one of the vehicles, or add it there.",
            )
        for i, stop in enumerate(route.stops):
            path = (field, r, "stops", i)
            shipment = shipments.get(stop.shipment_id)
            if stop.activity is StopActivity.RELOAD:
                places = {depots[d] for d in places_of.get(route.vehicle_id, ()) if d in depots}
                if stop.place_id not in places:
                    yield Fault(
                        (*path, "place_id"),
                        stop.place_id,
                        "is not the place of a depot where the vehicle may reload",
                        "Name the place of one of its reloads.",
                    )
            elif shipment is None:
                yield Fault(
                    (*path, "shipment_id"),
                    stop.shipment_id,
                    "is not among the shipments of the request",
                    "Name one of the shipments, or add it there.",
                )
            elif not (
                shipment.pickups if stop.activity is StopActivity.PICKUP else shipment.deliveries
            ):
                yield Fault(
                    (*path, "activity"),
                    stop.activity,
                    "is not what the shipment has a visit for",
                    "Give the shipment such a visit, or name its other activity.",
                )


def given_tours(
    problem: RoutingProblem, arrays: RoutingArrays, routes: Sequence[GivenRoute]
) -> list[Tour]:
    """Given routes as tours; `arrays` hold the whole problem."""
    type_of = {
        problem.vehicles[v].id: t for t, group in enumerate(arrays.vehicles) for v in group.tolist()
    }
    index = {shipment.id: s for s, shipment in enumerate(problem.shipments)}
    tours = []
    for route in routes:
        visits = []
        for stop in route.stops:
            if stop.activity is StopActivity.RELOAD:
                visits.append(_reload_node(arrays, type_of[route.vehicle_id], stop.place_id))
                continue
            picks = stop.activity is StopActivity.PICKUP
            visit_of = arrays.pickup_visit if picks else arrays.delivery_visit
            shipment = problem.shipments[index[stop.shipment_id]]
            options = shipment.pickups if picks else shipment.deliveries
            chosen = _option(options, stop)
            visits.append(int(visit_of[index[stop.shipment_id]]) + chosen)
        tours.append(Tour(type_of[route.vehicle_id], tuple(visits)))
    return tours


def _option(options: Sequence[Visit], stop: GivenStop) -> int:
    """Which alternative a given stop names; the first where it names none."""
    for k, visit in enumerate(options):
        if stop.place_id in ("", visit.place_id) and stop.visit_id in ("", visit.id):
            return k
    return 0


def _reload_node(arrays: RoutingArrays, t: int, place_id: str) -> int:
    laws = arrays.laws
    row = arrays.place_ids.index(place_id)
    if laws is None:
        raise ValueError("a reload in a problem without any")
    first, end = int(laws.kind[t, FIRST_RELOAD]), int(laws.kind[t, END_RELOAD])
    return next(node for node in range(first, end) if laws.visit[node, PLACE] == row)
