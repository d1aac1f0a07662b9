"""Compiles the room's kernels, or loads them from the cache, before the first call needs them."""

from __future__ import annotations

from optimizer.budget import Budget
from optimizer.routing.arrays import flatten
from optimizer.routing.model import (
    Depot,
    Overtime,
    Place,
    RoutingProblem,
    Shipment,
    Vehicle,
    Visit,
)
from optimizer.routing.plan import plan_routes
from optimizer.routing.savings import savings_tours
from optimizer.routing.sisr_engine import SisrEngine
from optimizer.routing.swift import Swift
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Position


def warm() -> None:
    """Plans one delivery three times; every kernel is reached, whatever the rules of a problem."""
    depot = Place(id="depot", position=Position(latitude_deg=47.14, longitude_deg=9.52))
    door = Place(id="door", position=Position(latitude_deg=47.15, longitude_deg=9.52))
    problem = RoutingProblem(
        places=(depot, door),
        depots=(Depot(id="depot", place_id="depot", time_zone="Europe/Vaduz"),),
        shipments=(Shipment(id="parcel", deliveries=(Visit(place_id="door"),)),),
        vehicles=(Vehicle(id="van", start_depot_id="depot", end_depot_id="depot"),),
    )
    plan_routes(problem, Budget.work(1), engine=SisrEngine())
    arrays = flatten(problem, travel_matrix(problem))
    savings_tours(arrays, Swift(arrays, 0).bundles[0])  # the start of large problems
    # A pickup with its delivery goes to the rings of nodes.
    (parcel,) = problem.shipments
    pair = parcel.model_copy(update={"pickups": (Visit(place_id="depot"),)})
    plan_routes(
        problem.model_copy(update={"shipments": (pair,)}), Budget.work(1), engine=SisrEngine()
    )
    # A rule beyond the classic ones goes to the kernels that simulate routes.
    (van,) = problem.vehicles
    overtime = Overtime(after_duration_s=3_600, cost_per_hour_minor=1)
    late = van.model_copy(update={"overtime": overtime})
    plan_routes(problem.model_copy(update={"vehicles": (late,)}), Budget.work(1))
