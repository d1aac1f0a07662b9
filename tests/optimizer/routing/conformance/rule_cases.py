"""Hand-made problems for the rules beyond the classic ones: known best plans, one rule each."""

from __future__ import annotations

from typing import Any

from optimizer.routing.model import (
    ExtraDistance,
    LoadCapacity,
    Overtime,
    Pause,
    Precedence,
    PreferredWindow,
    Reload,
    RestCount,
    RestRule,
    RoutingProblem,
    Shipment,
    ShipmentGroup,
    ShipmentGroupRule,
    SortConflict,
    SortNeed,
    SortScope,
    StopActivity,
    UnloadingOrder,
    UnservedReason,
    VehiclePrice,
    Visit,
)
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.cases import LINE, Case
from tests.optimizer.routing.problems import (
    DAY_S,
    bring,
    collect,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)

SAME, APART = ShipmentGroupRule.SAME_VEHICLE, ShipmentGroupRule.DIFFERENT_VEHICLES
LIFO, FIFO = UnloadingOrder.LAST_IN_FIRST_OUT, UnloadingOrder.FIRST_IN_FIRST_OUT


def limit(value: int) -> Limit:
    return Limit(maximum=value)


def line(shipments: list[Shipment], vehicles: list[Any], **fields: Any) -> RoutingProblem:
    """Places on the line, with further fields of the problem."""
    return on_a_line(LINE, shipments, vehicles).model_copy(update=fields)


def wished(place: str, start: int, end: int, *windows: tuple[int, int], **prices: int) -> Visit:
    """A visit with one preferred window."""
    wish = PreferredWindow(window=window(start, end), **prices)
    return visit(place, *windows).model_copy(update={"preferred_windows": (wish,)})


def deliver(shipment_id: str, *visits: Visit, **fields: Any) -> Shipment:
    """A shipment from the depot to one of several visits."""
    return Shipment(id=shipment_id, deliveries=visits, **fields)


def case(name: str, cost: int, problem: RoutingProblem, **unserved: UnservedReason) -> Case:
    return Case(name, problem, cost, unserved)


def pause(start: int, end: int, length: int) -> Pause:
    return Pause(start_window=window(start, end), duration_s=length)


def driving(most: int, rest: int, part: int = 0) -> RestRule:
    return RestRule(
        count=RestCount.DRIVING,
        limit_duration_s=most,
        duration_s=rest,
        first_part_duration_s=part,
    )


def at_places(problem: RoutingProblem, **setup: int) -> RoutingProblem:
    """The problem with set-up times at places."""
    places = tuple(
        p.model_copy(update={"setup_duration_s": setup.get(p.id, 0)}) for p in problem.places
    )
    return problem.model_copy(update={"places": places})


COMPETITION, TIME = UnservedReason.COMPETITION, UnservedReason.TIME
LIMIT, RULE = UnservedReason.LIMIT, UnservedReason.RULE
DROP = StopActivity.DELIVERY

RULE_CASES = (
    case(
        "lateness costs less than a second vehicle",
        600 + 50,
        line(
            [deliver("1", wished("a", 0, 50, late_cost_per_hour_minor=3600)), drop("2", "c")],
            [van("v"), van("w")],
        ),
    ),
    case(
        "waiting for a preferred window is free",
        200,
        line(
            [deliver("1", wished("a", 500, 600, early_cost_per_hour_minor=3600))],
            [van()],
        ),
    ),
    case(
        "coming early is cheaper than missing a window",
        300 + 150,
        line(
            [
                deliver("1", wished("a", 250, 600, early_cost_per_hour_minor=3600)),
                drop("2", "c", (0, 300)),
            ],
            [van(end_depot_id=None)],
        ),
    ),
    case(
        "one of several preferred windows at a price",
        200 + 7,
        line(
            [
                deliver(
                    "1",
                    visit("a", (300, 320)).model_copy(
                        update={
                            "preferred_windows": (
                                PreferredWindow(
                                    window=window(0, 10), late_cost_per_hour_minor=3600
                                ),
                                PreferredWindow(window=window(300, 400), cost_minor=7),
                            )
                        }
                    ),
                )
            ],
            [van()],
        ),
    ),
    case(
        "overtime",
        600 + 100,
        line(
            [drop("1", "c")],
            [van(overtime=Overtime(after_duration_s=500, cost_per_hour_minor=3600))],
        ),
    ),
    case(
        "extra distance",
        600 + 200,
        line(
            [drop("1", "c")],
            [van(extra_distance=ExtraDistance(after_m=500, cost_per_km_minor=2000))],
        ),
    ),
    case(
        "a soft load limit",
        200 + 6,
        line(
            [drop("1", "a", loads=loads(kg=5))],
            [
                van(
                    capacities=(
                        LoadCapacity(
                            dimension="kg",
                            limit=limit(5),
                            soft_limit=limit(3),
                            cost_per_unit_above_minor=3,
                        ),
                    )
                )
            ],
        ),
    ),
    case(
        "set-up once for two stops at a place",
        200 + 200 + 30,
        at_places(
            line([drop("1", "a"), drop("2", "a")], [van(cost_per_hour_minor=3600)]),
            a=30,
        ),
    ),
    case(
        "set-up makes it late",
        200,
        at_places(line([drop("1", "a"), drop("2", "c", (0, 310))], [van()]), c=20),
        **{"2": TIME},
    ),
    case(
        "a release puts off the departure",
        600 + 200,
        line(
            [drop("1", "c", release_time_s=DAY_S + 500), drop("2", "a", (0, 200))],
            [van("v"), van("w")],
        ),
    ),
    case(
        "released too late",
        200,
        line([drop("1", "c", (0, 400), release_time_s=DAY_S + 200), drop("2", "a")], [van()]),
        **{"1": TIME},
    ),
    case(
        "due at the depot",
        600,
        line([collect("1", "c", due_time_s=DAY_S + 600)], [van()]),
    ),
    case(
        "due too early",
        200,
        line([collect("1", "c", due_time_s=DAY_S + 599), drop("2", "a")], [van()]),
        **{"1": TIME},
    ),
    case(
        "a forbidden vehicle",
        600,
        line(
            [drop("1", "a", forbidden_vehicle_ids=("v",))],
            [van("v"), van("w", cost_per_km_minor=3000)],
        ),
    ),
    case(
        "the price of a vehicle for a shipment",
        600,
        line(
            [drop("1", "a", vehicle_prices=(VehiclePrice(vehicle_id="v", cost_minor=401),))],
            [van("v"), van("w", cost_per_km_minor=3000)],
        ),
    ),
    case(
        "fewest vehicles before all money",
        600 * 9,
        line(
            [drop("1", "a", loads=loads(kg=1)), drop("2", "c", loads=loads(kg=1))],
            [
                van("v", capacities=holds(kg=1)),
                van("w", capacities=holds(kg=1)),
                van("x", cost_per_km_minor=9000),
            ],
            fewest_vehicles_first=True,
        ),
    ),
    case(
        "a pause on the road",
        400,
        line([drop("1", "b", (200, 230))], [van(pauses=(pause(100, 150, 30),))]),
    ),
    case(
        "a pause makes it late",
        0,
        line(
            [drop("1", "b", (200, 229))],
            [van(pauses=(pause(100, 150, 30),), shift_window=window(0, 1000))],
        ),
        **{"1": RULE},
    ),
    case(
        "no pause on a route that is over before",
        400,
        line([drop("1", "b", (200, 229))], [van(pauses=(pause(100, 400, 30),))]),
    ),
    case(
        "no pause during a service",
        200 + 200 + 300 + 30,
        line(
            [drop("1", "a", (100, 500), service=300)],
            [
                van(
                    cost_per_hour_minor=3600,
                    shift_window=window(0, 700),
                    pauses=(pause(200, 300, 30),),
                )
            ],
        ),
    ),
    case(
        "a rest after driving",
        600 + 600 + 2 * 40,
        line(
            [drop("1", "c")],
            [van(cost_per_hour_minor=3600, rest_rules=(driving(250, 40),))],
        ),
    ),
    case(
        "waiting is a rest",
        600 + 600 + 50,
        line(
            [drop("1", "b", (300, 300)), drop("2", "c", (450, 450))],
            [van(cost_per_hour_minor=3600, rest_rules=(driving(300, 40),))],
        ),
    ),
    case(
        "a rest makes it late",
        0,
        line([drop("1", "c", (0, 330))], [van(rest_rules=(driving(250, 40),))]),
        **{"1": RULE},
    ),
    case(
        "a driving limit",
        400,
        line([drop("1", "b"), drop("2", "c")], [van(driving_limit_s=limit(599))]),
        **{"2": LIMIT},
    ),
    case(
        "a second trip",
        600 + 200,
        line(
            [drop(x, x, loads=loads(kg=1)) for x in ("a", "b", "c")],
            [van(capacities=holds(kg=2), reloads=(Reload(depot_id="depot"),))],
        ),
    ),
    case(
        "no more trips than allowed",
        600,
        line(
            [
                drop("a", "a", loads=loads(kg=1), penalty_minor=1),
                drop("b", "b", loads=loads(kg=1)),
                drop("c", "c", loads=loads(kg=1)),
            ],
            [
                van(
                    capacities=holds(kg=2),
                    reloads=(Reload(depot_id="depot"),),
                    trip_limit=limit(1),
                )
            ],
        ),
        a=COMPETITION,
    ),
    case(
        "released goods for the second trip",
        200 + 400,
        line(
            [drop("1", "a", (100, 100)), drop("2", "b", release_time_s=DAY_S + 300)],
            [van(reloads=(Reload(depot_id="depot", service_duration_s=10),))],
        ),
    ),
    case(
        "last in, first out",
        800,
        line(
            [
                bring("1", visit("a"), visit("b")),
                bring("2", visit("a"), visit("c")),
                bring("3", visit("b"), visit("west")),
            ],
            [van(unloading_order=LIFO)],
        ),
    ),
    case(
        "deliveries before pickups when loaded last in, first out",
        600,
        line(
            [drop("out", "c"), collect("back", "a")],
            [van(unloading_order=LIFO)],
        ),
    ),
    case(
        "last in, first out against the way",
        400,
        line(
            [bring("1", visit("depot"), visit("b")), bring("2", visit("a"), visit("c"))],
            [van(unloading_order=LIFO, end_depot_id=None)],
        ),
    ),
    case(
        "first in, first out",
        1200,
        line(
            [bring("1", visit("west"), visit("c")), bring("2", visit("a"), visit("b", (0, 450)))],
            [van(unloading_order=FIFO)],
        ),
    ),
    case(
        "a ride limit",
        400,
        line(
            [
                bring("1", visit("a"), visit("c"), ride_limit_s=limit(200)),
                drop("2", "b", service=50),
            ],
            [van(end_depot_id=None)],
        ),
    ),
    case(
        "a ride limit too short",
        0,
        line([bring("1", visit("a"), visit("b"), ride_limit_s=limit(99))], [van()]),
        **{"1": RULE},
    ),
    case(
        "a ride put off by waiting before it",
        600,
        line(
            [bring("1", visit("a"), visit("c", (900, 900)), ride_limit_s=limit(250))],
            [van(shift_window=window(0, 5000))],
        ),
    ),
    case(
        "a detour limit",
        600 + 400,
        line(
            [
                drop("1", "a", (0, 500), detour_limit_s=limit(0)),
                drop("2", "b", (0, 200), service=400),
                drop("3", "c", detour_limit_s=limit(0)),
            ],
            [van("v"), van("w")],
        ),
    ),
    case(
        "the same vehicle",
        800,
        line(
            [drop("1", "west"), drop("2", "c")],
            [van("v", distance_limit_m=limit(600)), van("w")],
            groups=(ShipmentGroup(rule=SAME, shipment_ids=("1", "2")),),
        ),
    ),
    case(
        "together or not at all",
        200,
        line(
            [drop("1", "west"), drop("2", "c"), drop("3", "a")],
            [van(distance_limit_m=limit(600))],
            groups=(ShipmentGroup(rule=SAME, shipment_ids=("1", "2")),),
        ),
        **{"1": COMPETITION, "2": COMPETITION},
    ),
    case(
        "different vehicles",
        600 + 400,
        line(
            [drop("1", "b"), drop("2", "c")],
            [van("v"), van("w")],
            groups=(ShipmentGroup(rule=APART, shipment_ids=("1", "2")),),
        ),
    ),
    case(
        "different vehicles, and only one",
        600,
        line(
            [drop("1", "b", penalty_minor=1), drop("2", "c")],
            [van("v")],
            groups=(ShipmentGroup(rule=APART, shipment_ids=("1", "2")),),
        ),
        **{"1": COMPETITION},
    ),
    case(
        "precedence with an offset",
        600 + 800,
        line(
            [drop("1", "c"), drop("2", "a")],
            [van(cost_per_hour_minor=3600)],
            precedences=(
                Precedence(
                    first_shipment_id="1",
                    first_activity=DROP,
                    second_shipment_id="2",
                    second_activity=DROP,
                    offset_duration_s=400,
                ),
            ),
        ),
    ),
    case(
        "precedence with a longest offset",
        800,
        line(
            [drop("1", "a", service=10), drop("2", "west"), drop("3", "c")],
            [van()],
            precedences=(
                Precedence(
                    first_shipment_id="1",
                    first_activity=DROP,
                    second_shipment_id="3",
                    second_activity=DROP,
                    offset_limit_s=limit(210),
                ),
            ),
        ),
    ),
    case(
        "a longest offset that nothing keeps",
        0,
        line(
            [drop("1", "a"), drop("3", "c")],
            [van()],
            precedences=(
                Precedence(
                    first_shipment_id="1",
                    first_activity=DROP,
                    second_shipment_id="3",
                    second_activity=DROP,
                    offset_limit_s=limit(199),
                ),
            ),
        ),
        **{"1": COMPETITION, "3": COMPETITION},
    ),
    case(
        "sorts that never share a route",
        600 + 400,
        line(
            [drop("1", "b", sort="food"), drop("2", "c", sort="paint")],
            [van("v"), van("w")],
            sort_conflicts=(SortConflict(sort="food", other_sort="paint"),),
        ),
    ),
    case(
        "sorts that are not aboard together",
        600,
        line(
            [
                bring("1", visit("a"), visit("b"), sort="food"),
                bring("2", visit("b"), visit("c"), sort="paint"),
            ],
            [van("v")],
            sort_conflicts=(SortConflict(sort="food", other_sort="paint", scope=SortScope.ABOARD),),
        ),
    ),
    case(
        "a sort that needs another",
        400,
        line(
            [drop("1", "b", sort="pump"), drop("2", "a", sort="hose")],
            [van("v"), van("w")],
            sort_needs=(SortNeed(sort="pump", needed_sort="hose"),),
        ),
    ),
    case(
        "a sort whose helper is on no vehicle with room",
        0,
        line(
            [drop("1", "b", sort="pump", loads=loads(kg=1)), drop("2", "a", (0, 1), sort="hose")],
            [van("v")],
            sort_needs=(SortNeed(sort="pump", needed_sort="hose"),),
        ),
        **{"1": RULE, "2": TIME},
    ),
    case(
        "alternative places",
        200 + 5,
        line(
            [deliver("1", visit("c"), visit("a").model_copy(update={"cost_minor": 5}))],
            [van()],
        ),
    ),
    case(
        "alternative days",
        400,
        line(
            [
                deliver(
                    "1",
                    visit("a", (0, 50)),
                    visit("a", (300, 310)).model_copy(update={"id": "tomorrow"}),
                ),
                drop("2", "b", (200, 200)),
            ],
            [van()],
        ),
    ),
    case(
        "alternatives of which none is in time",
        0,
        line([deliver("1", visit("a", (0, 50)), visit("c", (0, 250)))], [van()]),
        **{"1": TIME},
    ),
    case(
        "alternative pickups of a shipment that is brought",
        400,
        line(
            [
                Shipment(
                    id="1",
                    pickups=(visit("c"), visit("a")),
                    deliveries=(visit("b"),),
                )
            ],
            [van()],
        ),
    ),
)
