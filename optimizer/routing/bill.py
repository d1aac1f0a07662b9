"""What a route costs, part by part, and which field of the problem causes each part.

Parts are counted in 1/18,000 of a minor unit, in which a metre at a price per kilometre and a
second at a price per hour are whole numbers; only sums are rounded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from optimizer.routing.arrays import COST_PARTS, DEFAULT_COST_PER_KM_MINOR, unit_parts
from optimizer.routing.model import (
    Fairness,
    FairnessMeasure,
    PreferredWindow,
    Route,
    RoutingProblem,
    Stop,
    StopActivity,
    Vehicle,
    Visit,
)
from optimizer.routing.schedule import Schedule

_PER_KM = COST_PARTS // 1000
_PER_HOUR = COST_PARTS // 3600


def bill(
    problem: RoutingProblem,
    vehicle: Vehicle,
    stops: Sequence[Stop],
    schedule: Schedule,
    *,
    priced: bool,
) -> dict[str, int]:
    """The parts of the cost of a route by the name of their field.

    `priced` is whether any vehicle of the problem states a cost by way, time or use.
    """
    per_km = (vehicle.cost_per_km_minor or 0) if priced else DEFAULT_COST_PER_KM_MINOR
    parts = {
        "vehicles.fixed_cost": (vehicle.fixed_cost_minor or 0) * COST_PARTS,
        "vehicles.cost_per_km": schedule.distance_m * per_km * _PER_KM,
        "vehicles.cost_per_hour": schedule.duration_s
        * (vehicle.cost_per_hour_minor or 0)
        * _PER_HOUR,
    }
    if vehicle.overtime is not None:
        beyond = max(0, schedule.duration_s - vehicle.overtime.after_duration_s)
        parts["vehicles.overtime"] = beyond * vehicle.overtime.cost_per_hour_minor * _PER_HOUR
    if vehicle.extra_distance is not None:
        beyond = max(0, schedule.distance_m - vehicle.extra_distance.after_m)
        per_km = vehicle.extra_distance.cost_per_km_minor
        parts["vehicles.extra_distance"] = beyond * per_km * _PER_KM
    if schedule.cost is not None:  # the problem has rules beyond the classic ones
        parts["vehicles.capacities"] = _load(problem, vehicle, stops)
        parts |= _of_stops(problem, vehicle, stops)
    return parts


def half_up(parts: int) -> int:
    """Parts of a minor unit as whole minor units, rounded half up."""
    return (2 * parts + COST_PARTS) // (2 * COST_PARTS)


def fairness_cost(problem: RoutingProblem, routes: Sequence[Route]) -> int:
    """Price of what routes have above their mean, in minor units, rounded half up."""
    parts = Fraction(0)
    for fairness in problem.fairness:
        values = [_compared(problem, fairness, route) for route in routes if route.stops]
        if fairness.idle_vehicles_count:
            values += [0] * (len(problem.vehicles) - len(values))
        if values:
            above = sum(max(0, len(values) * value - sum(values)) for value in values)
            price = fairness.cost_per_unit_minor * unit_parts(fairness.measure)
            parts += Fraction(above * price, len(values))
    return math.floor(parts / COST_PARTS + Fraction(1, 2))


def _compared(problem: RoutingProblem, fairness: Fairness, route: Route) -> int:
    """What of a route a price of unevenness compares, in s, stops, units or m."""
    if fairness.measure is FairnessMeasure.DURATION:
        return route.duration_s
    if fairness.measure is FairnessMeasure.DISTANCE:
        return route.distance_m
    if fairness.measure is FairnessMeasure.STOPS:
        return sum(stop.activity is not StopActivity.RELOAD for stop in route.stops)
    carried = {stop.shipment_id for stop in route.stops}
    return sum(
        load.amount
        for shipment in problem.shipments
        if shipment.id in carried
        for load in shipment.loads
        if load.dimension == fairness.dimension
    )


def chosen(visits: Sequence[Visit], stop: Stop) -> Visit | None:
    """Which of the alternative visits of a shipment a stop is; None where it is none of them."""
    return next((v for v in visits if v.place_id == stop.place_id and v.id == stop.visit_id), None)


def _load(problem: RoutingProblem, vehicle: Vehicle, stops: Sequence[Stop]) -> int:
    """Price of the fullest moment above each soft limit."""
    total = 0
    priced = [c for c in vehicle.capacities if c.soft_limit and c.cost_per_unit_above_minor]
    if not priced:
        return 0
    shipments = {shipment.id: shipment for shipment in problem.shipments}
    trips: list[list[Stop]] = [[]]
    for stop in stops:
        if stop.activity is StopActivity.RELOAD:
            trips.append([])
        else:
            trips[-1].append(stop)
    for capacity in priced:
        amount = {
            s.id: sum(x.amount for x in s.loads if x.dimension == capacity.dimension)
            for s in (shipments[stop.shipment_id] for trip in trips for stop in trip)
        }
        aboard = most = 0
        for trip in trips:
            here = {stop.shipment_id: shipments[stop.shipment_id] for stop in trip}
            aboard += sum(amount[s.id] for s in here.values() if not s.pickups)
            most = max(most, aboard)
            for stop in trip:
                picks = stop.activity is StopActivity.PICKUP
                aboard += amount[stop.shipment_id] if picks else -amount[stop.shipment_id]
                most = max(most, aboard)
            aboard -= sum(amount[s.id] for s in here.values() if not s.deliveries)
        limit = capacity.soft_limit.maximum if capacity.soft_limit else 0
        total += max(0, most - limit) * (capacity.cost_per_unit_above_minor or 0) * COST_PARTS
    return total


def _of_stops(problem: RoutingProblem, vehicle: Vehicle, stops: Sequence[Stop]) -> dict[str, int]:
    """Preferred windows, alternatives and prices of vehicles, over all stops."""
    shipments = {shipment.id: shipment for shipment in problem.shipments}
    wishes = choices = fares = 0
    seen: set[str] = set()
    for stop in stops:
        if stop.activity is StopActivity.RELOAD:
            continue
        shipment = shipments[stop.shipment_id]
        picks = stop.activity is StopActivity.PICKUP
        visit = chosen(shipment.pickups if picks else shipment.deliveries, stop)
        if visit is not None:
            choices += (visit.cost_minor or 0) * COST_PARTS
            if visit.preferred_windows:
                wishes += min(wish_parts(w, stop.start_time_s) for w in visit.preferred_windows)
        if shipment.id not in seen:
            seen.add(shipment.id)
            fares += sum(
                price.cost_minor * COST_PARTS
                for price in shipment.vehicle_prices
                if price.vehicle_id == vehicle.id
            )
    return {
        "shipments.visits.preferred_windows": wishes,
        "shipments.visits.cost": choices,
        "shipments.vehicle_prices": fares,
    }


def wish_parts(wish: PreferredWindow, start_s: int) -> int:
    """What a start of service costs by one preferred window."""
    early = max(0, wish.window.start_time_s - start_s) * (wish.early_cost_per_hour_minor or 0)
    late = max(0, start_s - wish.window.end_time_s) * (wish.late_cost_per_hour_minor or 0)
    return (wish.cost_minor or 0) * COST_PARTS + (early + late) * _PER_HOUR
