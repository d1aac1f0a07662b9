"""Hand-made problems for travel that changes, profiles, territories, fairness and attempts."""

from __future__ import annotations

from typing import Any

from optimizer.routing.model import (
    AttemptRule,
    Fairness,
    FairnessMeasure,
    MatrixTravel,
    Place,
    RoutingProblem,
    Shipment,
    Territory,
    TravelProfile,
    TravelSlice,
    UnservedReason,
)
from optimizer.shapes import Limit, Position
from tests.optimizer.routing.conformance.cases import LINE, Case
from tests.optimizer.routing.problems import (
    DAY_S,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)

DEGREES = 1e-4
"""A metre of the line is so many degrees of longitude."""


def slice_of(start: int, end: int, factor: float) -> TravelSlice:
    return TravelSlice(window=window(start, end), factor=factor)


def line(shipments: list[Shipment], vehicles: list[Any], **fields: Any) -> RoutingProblem:
    """Places on the line, with further fields of the problem."""
    return on_a_line(LINE, shipments, vehicles).model_copy(update=fields)


def located(problem: RoutingProblem, positions: dict[str, int] | None = None) -> RoutingProblem:
    """The problem with the places of the line on the equator."""
    at = LINE if positions is None else positions
    places = tuple(
        Place(id=p.id, position=Position(latitude_deg=0, longitude_deg=at[p.id] * DEGREES))
        for p in problem.places
    )
    return problem.model_copy(update={"places": places})


def ground(name: str, first: float, last: float) -> Territory:
    """A rectangle over the line from one place to another, in metres."""
    a, b = first * DEGREES, last * DEGREES
    ring = [[a, -1], [b, -1], [b, 1], [a, 1], [a, -1]]
    text = f'{{"type": "Polygon", "coordinates": [{ring}]}}'
    return Territory(id=name, geojson=text)


def profile(name: str, factor: int) -> TravelProfile:
    """A way of travelling on the line that takes so many times as long, over twice the way."""
    names = tuple(LINE)
    metres = [abs(LINE[here] - LINE[there]) for here in names for there in names]
    return TravelProfile(
        id=name,
        matrix=MatrixTravel(
            place_ids=names,
            distances_m=tuple(2 * x for x in metres),
            durations_s=tuple(factor * x for x in metres),
        ),
    )


def table(seconds: dict[tuple[str, str], int]) -> tuple[int, ...]:
    """Seconds of the line, some of them changed."""
    return tuple(
        seconds.get((here, there), abs(LINE[here] - LINE[there])) for here in LINE for there in LINE
    )


def case(name: str, cost: int, problem: RoutingProblem, **unserved: UnservedReason) -> Case:
    return Case(name, problem, cost, unserved)


TIME, COMPETITION = UnservedReason.TIME, UnservedReason.COMPETITION
NO_VEHICLE, RULE = UnservedReason.NO_CAPABLE_VEHICLE, UnservedReason.RULE

GROUND_CASES = (
    case(
        "rush hour makes it late",
        400,
        line(
            [drop("1", "c", (0, 599)), drop("2", "b")],
            [van(shift_window=window(0, 5000))],
            travel_slices=(slice_of(0, 5000, 2.0),),
        ),
        **{"1": TIME},
    ),
    case(
        "rush hour that ends on the way",
        600,
        # 100 m in the first 200 s, the other 200 m in 200 s more.
        line(
            [drop("1", "c", (0, 400))],
            [van(shift_window=window(0, 5000))],
            travel_slices=(slice_of(0, 200, 2.0),),
        ),
    ),
    case(
        "one second earlier than a rush hour allows",
        0,
        line(
            [drop("1", "c", (0, 399))],
            [van(shift_window=window(0, 5000))],
            travel_slices=(slice_of(0, 200, 2.0),),
        ),
        **{"1": TIME},
    ),
    case(
        "leaving after the rush hour saves hours",
        200 + 200,
        line(
            [drop("1", "a")],
            [van(cost_per_hour_minor=3600, shift_window=window(0, 5000))],
            travel_slices=(slice_of(0, 900, 3.0),),
        ),
    ),
    case(
        "the long way is quicker in the rush hour",
        300,
        line(
            [drop("1", "west", (0, 150)), drop("2", "a", (0, 350))],
            [van("v", end_depot_id=None), van("w", end_depot_id=None, fixed_cost_minor=500)],
            travel_slices=(
                TravelSlice(
                    window=window(0, 200),
                    durations_s=table({("depot", "a"): 400, ("a", "west"): 90}),
                ),
            ),
        ).model_copy(update={"start_time_s": DAY_S}),
    ),
    case(
        "no way, whatever the hour",
        200,
        on_a_line(
            LINE,
            [drop("1", "c"), drop("2", "a")],
            [van()],
            closed=[(here, "c") for here in LINE if here != "c"],
        ).model_copy(update={"travel_slices": (slice_of(0, 5000, 0.5),)}),
        **{"1": UnservedReason.UNREACHABLE},
    ),
    case(
        "a profile with ways of its own",
        200 + 400,
        line(
            [drop("1", "a", (0, 100)), drop("2", "b", allowed_vehicle_ids=("bike",))],
            [
                van("van", shift_window=window(0, 5000), cost_per_km_minor=1000),
                van(
                    "bike",
                    shift_window=window(0, 5000),
                    cost_per_km_minor=500,
                    travel_profile_id="bike",
                ),
            ],
            travel_profiles=(profile("bike", 3),),
        ),
    ),
    case(
        "too slow a profile",
        0,
        line(
            [drop("1", "a", (0, 299))],
            [van(shift_window=window(0, 5000), travel_profile_id="bike")],
            travel_profiles=(profile("bike", 3),),
        ),
        **{"1": TIME},
    ),
    case(
        "a profile without slices in the rush hour",
        300,
        line(
            [drop("1", "c", (0, 300))],
            [
                van("van", shift_window=window(0, 5000), end_depot_id=None),
                van(
                    "tram",
                    shift_window=window(0, 5000),
                    end_depot_id=None,
                    travel_profile_id="tram",
                ),
            ],
            travel_slices=(slice_of(0, 5000, 2.0),),
            travel_profiles=(TravelProfile(id="tram"),),
        ),
    ),
    case(
        "territories as a rule",
        200 + 600,
        located(
            line(
                [drop("1", "west"), drop("2", "c")],
                [
                    van("v", territory_ids=("west",)),
                    van("w", territory_ids=("east", "far")),
                ],
                territories=(
                    ground("west", -500, -1),
                    ground("east", 1, 250),
                    ground("far", 250, 300),
                ),
            )
        ),
    ),
    case(
        "outside every territory",
        200,
        located(
            line(
                [drop("1", "a"), drop("2", "c")],
                [van("v", territory_ids=("near",))],
                territories=(ground("near", -100, 299),),
            )
        ),
        **{"2": NO_VEHICLE},
    ),
    case(
        "an alternative inside the territory",
        400,
        located(
            line(
                [
                    Shipment(id="1", deliveries=(visit("a"), visit("b"))),
                    drop("2", "a", allowed_vehicle_ids=("w",), penalty_minor=50),
                ],
                [van("v", territory_ids=("far",)), van("w", fixed_cost_minor=9000)],
                territories=(ground("far", 200, 300),),
            )
        ),
        **{"2": COMPETITION},
    ),
    case(
        "a stop outside at a price",
        600 + 7,
        located(
            line(
                [drop("1", "a"), drop("2", "c")],
                [van("v", territory_ids=("near",), outside_cost_minor=7)],
                territories=(ground("near", -100, 299),),
            )
        ),
    ),
    case(
        "a second vehicle is dearer than a stop outside",
        200 + 600,
        located(
            line(
                [drop("1", "west"), drop("2", "c")],
                [
                    van("v", territory_ids=("west",), outside_cost_minor=900),
                    van("w", territory_ids=("east",), outside_cost_minor=900),
                ],
                territories=(ground("west", -500, -1), ground("east", 1, 400)),
            )
        ),
    ),
    case(
        "a penalty that grows with the attempts",
        600,
        line(
            [
                drop("1", "a", penalty_minor=100, loads=loads(kg=1)),
                drop("2", "c", penalty_minor=100, failed_attempts=2, loads=loads(kg=1)),
            ],
            [van(capacities=holds(kg=1))],
            attempt_rules=(
                AttemptRule(failed_attempts=1, extra_penalty_minor=1),
                AttemptRule(failed_attempts=2, extra_penalty_minor=2000),
            ),
        ),
        **{"1": COMPETITION},
    ),
    case(
        "mandatory from the second attempt",
        600,
        line(
            [drop("1", "c", penalty_minor=0, failed_attempts=3)],
            [van()],
            attempt_rules=(AttemptRule(failed_attempts=2, mandatory=True),),
        ),
    ),
    case(
        "not again too early",
        200 + 600,
        line(
            [
                drop("1", "c", failed_attempts=1, last_attempt_time_s=DAY_S - 1000),
                drop("2", "a", (0, 200)),
            ],
            [van("v"), van("w")],
            attempt_rules=(AttemptRule(failed_attempts=1, wait_duration_s=1600),),
            start_time_s=DAY_S,
        ).model_copy(
            update={
                "vehicles": (
                    van("v", duration_limit_s=Limit(maximum=700)),
                    van("w", duration_limit_s=Limit(maximum=700)),
                )
            }
        ),
    ),
    case(
        "again on the next day",
        200 + 9,
        line(
            [
                Shipment(
                    id="1",
                    failed_attempts=1,
                    last_attempt_time_s=DAY_S - 500,
                    deliveries=(
                        visit("a", (0, 400)),
                        visit("a", (600, 900)).model_copy(
                            update={"id": "tomorrow", "cost_minor": 9}
                        ),
                    ),
                )
            ],
            [van()],
            attempt_rules=(AttemptRule(failed_attempts=1, wait_duration_s=1000),),
        ),
    ),
    case(
        "no window left after the last attempt",
        0,
        line(
            [drop("1", "a", (0, 400), failed_attempts=1, last_attempt_time_s=DAY_S - 500)],
            [van()],
            attempt_rules=(AttemptRule(failed_attempts=1, wait_duration_s=1000),),
        ),
        **{"1": NO_VEHICLE},
    ),
)

STOPS, HOURS = FairnessMeasure.STOPS, FairnessMeasure.DURATION
LOAD, WAY = FairnessMeasure.LOAD, FairnessMeasure.DISTANCE

FAIR_CASES = (
    # (name, routes, unevenness, problem)
    (
        "uneven stops cost less than a second round",
        600,
        0,
        line(
            [drop("1", "a"), drop("2", "b"), drop("3", "c")],
            [van("v"), van("w")],
            fairness=(Fairness(measure=STOPS, cost_per_unit_minor=100),),
        ),
    ),
    (
        "idle vehicles make uneven stops dear",
        600 + 200,
        500,
        line(
            [drop("1", "a"), drop("2", "b"), drop("3", "c")],
            [van("v"), van("w")],
            fairness=(Fairness(measure=STOPS, cost_per_unit_minor=1000, idle_vehicles_count=True),),
        ),
    ),
    (
        "even loads",
        600 + 400,
        0,
        line(
            [
                drop("1", "a", loads=loads(kg=5)),
                drop("2", "b", loads=loads(kg=5)),
                drop("3", "c", loads=loads(kg=10)),
            ],
            [van("v"), van("w")],
            fairness=(
                Fairness(
                    measure=LOAD, dimension="kg", cost_per_unit_minor=100, idle_vehicles_count=True
                ),
            ),
        ),
    ),
    (
        "hours above the mean",
        600 + 400,
        100,
        line(
            [drop("1", "c"), drop("2", "b")],
            [van("v"), van("w")],
            fairness=(Fairness(measure=HOURS, cost_per_unit_minor=3600, idle_vehicles_count=True),),
            groups=(),
        ).model_copy(
            update={
                "vehicles": (
                    van("v", stop_limit=Limit(maximum=1)),
                    van("w", stop_limit=Limit(maximum=1)),
                )
            }
        ),
    ),
    (
        "ways above the mean",
        600,
        600,
        line(
            [drop("1", "c"), drop("2", "b")],
            [van("v"), van("w")],
            fairness=(Fairness(measure=WAY, cost_per_unit_minor=2000, idle_vehicles_count=True),),
        ),
    ),
)
