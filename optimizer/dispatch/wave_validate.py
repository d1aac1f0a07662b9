"""Faults of waves that no single field shows.

What routing's own check finds in places, vehicles and shipments is reported under the same paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeGuard

from optimizer.dispatch.wave_futures import HOUR_S
from optimizer.dispatch.wave_model import SimulationProblem, WaveGround, WaveOrder, WaveProblem
from optimizer.faults import Fault, FieldPath
from optimizer.routing.model import RoutingProblem
from optimizer.routing.validate import cross_faults


def wave_faults(problem: WaveProblem) -> list[Fault]:
    """All faults between the fields of a wave. Never raises."""
    return [
        *_ground_faults(problem),
        *_later_faults(problem.times_s),
        *_early_faults(problem),
    ]


def simulation_faults(problem: SimulationProblem) -> list[Fault]:
    """All faults between the fields of a day to replay. Never raises."""
    found = [*_ground_faults(problem)]
    found += _order_of_times("waves", problem.times_s)
    last = max((time for time in problem.times_s if _whole(time)), default=None)
    for i, order in enumerate(problem.orders):
        if not _whole(order.known_time_s):
            found.append(
                Fault(
                    ("orders", i, "known_time_s"),
                    order.known_time_s,
                    "is missing",
                    "give the moment from which the order was known",
                )
            )
        elif last is not None and order.known_time_s > last:
            found.append(
                Fault(
                    ("orders", i, "known_time_s"),
                    order.known_time_s,
                    "is after the last wave",
                    "add a wave or leave the order out",
                )
            )
    return found


def _ground_faults(problem: WaveProblem | SimulationProblem) -> Iterator[Fault]:
    depot = problem.depot
    orders = [*problem.orders]
    known = [order for order in orders if order.shipment is not None]
    if depot is not None:
        yield from _routing_faults(problem, known, lambda s: ("orders", s, "shipment"))
    yield from _delivery_faults("orders", problem.orders)
    yield from _delivery_faults("history", problem.history)
    places = {place.id for place in problem.places}
    for i, order in enumerate(problem.history):
        if not _whole(order.known_time_s):
            yield Fault(
                ("history", i, "known_time_s"),
                order.known_time_s,
                "is missing",
                "give the moment from which the order was known",
            )
        for k, visit in enumerate(order.shipment.deliveries if order.shipment else ()):
            if visit.place_id not in places:
                yield Fault(
                    ("history", i, "shipment", "deliveries", k, "place_id"),
                    visit.place_id,
                    "is not among the places",
                    "name one of them, or add it there",
                )
    yield from _volume_faults(problem)


def _volume_faults(ground: WaveGround) -> Iterator[Fault]:
    volumes = ground.expected_volumes or ()
    first: dict[str, int] = {}
    for i, zone in enumerate(volumes):
        if first.setdefault(zone.zone_id, i) != i:
            yield Fault(
                ("expected_volumes", i, "zone_id"),
                zone.zone_id,
                f"is already forecast by expected_volumes[{first[zone.zone_id]}]",
                "give every zone once",
            )
        starts = sorted(
            (hour.start_time_s, k)
            for k, hour in enumerate(zone.hours or ())
            if _whole(hour.start_time_s)
        )
        for (before, _), (after, k) in pairwise(starts):
            if after < before + HOUR_S:
                yield Fault(
                    ("expected_volumes", i, "hours", k, "start_time_s"),
                    after,
                    "lies within another hour of the zone",
                    "give hours that do not overlap",
                )
    if volumes and not any(order.zone_id in first for order in ground.history):
        yield Fault(
            ("expected_volumes",),
            len(volumes),
            "name no zone of an order of the history: nothing can be drawn for them",
            "give the zone_id of the orders of the history",
        )


def _routing_faults(
    ground: WaveGround, orders: Sequence[WaveOrder], path_of: Callable[[int], FieldPath]
) -> Iterator[Fault]:
    depot = ground.depot
    problem = RoutingProblem.model_construct(
        places=ground.places,
        depots=(depot,),
        vehicles=ground.vehicles,
        shipments=tuple(order.shipment for order in orders),
        travel=ground.travel,
    )
    for fault in cross_faults(problem):
        head, *rest = fault.path or ("",)
        if head == "shipments" and rest:
            yield Fault(
                (*path_of(int(rest[0])), *rest[1:]), fault.value, fault.problem, fault.remedy
            )
        elif head == "depots":
            yield Fault(("depot", *rest[1:]), fault.value, fault.problem, fault.remedy)
        else:
            yield fault


def _delivery_faults(field: str, orders: Sequence[WaveOrder]) -> Iterator[Fault]:
    for i, order in enumerate(orders):
        shipment = order.shipment
        if shipment is not None and (shipment.pickups or not shipment.deliveries):
            yield Fault(
                (field, i, "shipment"),
                shipment.id,
                "is no delivery from the depot",
                "give one delivery and no pickup",
            )


def _later_faults(times: Sequence[int]) -> Iterator[Fault]:
    for i, (before, after) in enumerate(pairwise(times)):
        if _whole(before) and _whole(after) and after <= before:
            yield Fault(
                ("later_waves", i, "time_s"),
                after,
                "is not after the decision time before it",
                "give decision times in the order of time",
            )


def _order_of_times(field: str, times: Sequence[int]) -> list[Fault]:
    return [
        Fault(
            (field, i, "time_s"),
            after,
            "is not after the one before it",
            "give decision times in the order of time",
        )
        for i, (before, after) in enumerate(pairwise(times), 1)
        if _whole(before) and _whole(after) and after <= before
    ]


def _early_faults(problem: WaveProblem) -> Iterator[Fault]:
    now = problem.decision_time_s
    for i, order in enumerate(problem.orders):
        if _whole(order.known_time_s) and _whole(now) and order.known_time_s > now:
            yield Fault(
                ("orders", i, "known_time_s"),
                order.known_time_s,
                "is after decision_time",
                "send only what is known by then; expected orders come from history",
            )


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
