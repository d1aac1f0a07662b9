"""Travel that changes, profiles, territories, fairness, attempts: small cases known by hand, and
random ones proved another way."""

from __future__ import annotations

import itertools
import random

import pytest

from optimizer.budget import Budget
from optimizer.routing import check_plan, cross_faults, evaluate_routes, plan_routes
from optimizer.routing.arrays import flatten
from optimizer.routing.attempts import attempted
from optimizer.routing.check_travel import Road
from optimizer.routing.choose import ENGINES
from optimizer.routing.evaluate import EvaluationProblem
from optimizer.routing.general_engine import GeneralEngine
from optimizer.routing.model import (
    AttemptRule,
    ExtraDistance,
    Fairness,
    FairnessMeasure,
    GivenRoute,
    GivenStop,
    PreferredWindow,
    RoutingProblem,
    Shipment,
    StopActivity,
    TravelProfile,
)
from optimizer.routing.travel import profile_travel, travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.cases import Case
from tests.optimizer.routing.conformance.enumeration import least_cost
from tests.optimizer.routing.conformance.ground_cases import (
    FAIR_CASES,
    GROUND_CASES,
    ground,
    line,
    located,
    profile,
    slice_of,
)
from tests.optimizer.routing.conformance.test_engines import random_problem
from tests.optimizer.routing.problems import DAY_S, drop, on_a_line, van, visit, window

STEPS = 60
GROUND_RULES = {
    "travel that changes with the hour",
    "profiles of travel",
    "territories with alternative visits",
    "costs outside territories",
    "prices of unevenness",
}


@pytest.mark.parametrize("case", GROUND_CASES, ids=lambda case: case.name)
def test_finds_the_best_plan_of_a_small_case(case: Case) -> None:
    assert cross_faults(case.problem) == []
    plan = plan_routes(case.problem, Budget.work(STEPS)).plan
    assert {u.shipment_id: u.reason for u in plan.unserved} == case.unserved
    assert plan.route_cost_minor == case.cost
    assert check_plan(case.problem, plan) == []
    assert all(u.explanation for u in plan.unserved)
    for route in plan.routes:
        assert sum(part.cost_minor for part in route.costs) == route.cost_minor


@pytest.mark.parametrize("case", GROUND_CASES, ids=lambda case: case.name)
def test_no_engine_takes_what_it_would_drop(case: Case) -> None:
    problem = attempted(case.problem)
    arrays = flatten(problem, travel_matrix(problem))
    takers = {engine.name for engine in ENGINES if not engine.supports(arrays)}
    assert takers
    if GROUND_RULES & set(arrays.rules):
        assert takers == {"general"}


@pytest.mark.parametrize(
    ("cost", "unevenness", "problem"),
    [pytest.param(*rest, id=name) for name, *rest in FAIR_CASES],
)
def test_weighs_evenness_against_cost(cost: int, unevenness: int, problem: RoutingProblem) -> None:
    assert cross_faults(problem) == []
    plan = plan_routes(problem, Budget.work(STEPS)).plan
    assert (plan.route_cost_minor, plan.fairness_cost_minor) == (cost, unevenness)
    assert check_plan(problem, plan) == []
    wrong = plan.model_copy(update={"fairness_cost_minor": unevenness + 1})
    assert [v.excess for v in check_plan(problem, wrong)] == [1]


@pytest.mark.parametrize("seed", range(6))
def test_the_fairest_plan_of_random_stops(seed: int) -> None:
    """Against every way to give the shipments to vehicles; each route is the shortest round."""
    rng = random.Random(seed)
    places = {"depot": 0} | {f"p{i}": rng.randint(-300, 300) for i in range(4)}
    price = rng.randint(20, 200)
    problem = on_a_line(
        places, [drop(f"s{i}", f"p{i}") for i in range(4)], [van("v"), van("w")]
    ).model_copy(
        update={
            "fairness": (
                Fairness(
                    measure=FairnessMeasure.STOPS,
                    cost_per_unit_minor=price,
                    idle_vehicles_count=True,
                ),
            )
        }
    )
    plan = plan_routes(problem, Budget.work(200)).plan
    best = min(
        sum(
            2
            * (
                max(0, *(places[f"p{i}"] for i in own), 0)
                - min(0, *(places[f"p{i}"] for i in own), 0)
            )
            for own in split
            if own
        )
        + price * abs(len(split[0]) - len(split[1])) // 2
        for split in (
            [[i for i in range(4) if mask >> i & 1 == side] for side in (0, 1)]
            for mask in range(16)
        )
    )
    assert plan.route_cost_minor + plan.fairness_cost_minor == best


def _given(problem: RoutingProblem, *stops: str, vehicle: str = "van") -> EvaluationProblem:
    given = tuple(GivenStop(shipment_id=s, activity=StopActivity.DELIVERY) for s in stops)
    return EvaluationProblem(**dict(problem), routes=(GivenRoute(vehicle_id=vehicle, stops=given),))


@pytest.mark.parametrize("seed", range(12))
def test_leaves_well_when_travel_changes_with_the_hour(seed: int) -> None:
    """Against every departure, driven by the checker's own road."""
    rng = random.Random(seed)
    places = {"depot": 0} | {f"p{i}": rng.randint(-300, 300) for i in range(3)}
    moments = sorted(rng.sample(range(0, 2_000, 50), 4))
    slices = (
        slice_of(moments[0], moments[1], rng.choice((0.5, 2.0, 3.7))),
        slice_of(moments[2], moments[3], rng.choice((1.3, 4.0))),
    )
    timed = rng.random() < 0.6
    vehicle = van(
        shift_window=window(0, 6_000),
        cost_per_hour_minor=3_600 if timed else None,
        speed_factor=rng.choice((1.0, 0.7)),
    )
    shipments = []
    for i in range(3):
        start = rng.randint(0, 2_500)
        windows = [(start, start + rng.randint(200, 1_500))] if rng.random() < 0.4 else []
        shipments.append(drop(f"s{i}", f"p{i}", *windows, service=rng.choice((0, 40))))
    problem = on_a_line(places, shipments, [vehicle]).model_copy(
        update={"travel_slices": slices, "start_time_s": DAY_S}
    )
    answer = evaluate_routes(_given(problem, "s0", "s1", "s2"), Budget.work(1))
    road = Road(profile_travel(problem)[""], vehicle)
    driven = [x for x in (_driven(problem, road, m) for m in range(6_000)) if x]
    if not driven:
        assert answer.violations
        return
    assert answer.violations == ()
    (route,) = answer.plan.routes
    if timed:
        # Rounding to seconds makes a saw of what departures cost; its finest teeth are not tried.
        best = min(end - leave for leave, end in driven)
        assert best <= route.duration_s <= best + 3
    else:
        end = min(end for _, end in driven)
        latest = max(leave for leave, e in driven if e == end)
        assert (route.start_time_s - DAY_S, route.end_time_s - DAY_S) == (latest, end)


def _driven(problem: RoutingProblem, road: Road, leave: int) -> tuple[int, int] | None:
    now, here = DAY_S + leave, "depot"
    for shipment in problem.shipments:
        (stop,) = shipment.deliveries
        found = road.drive(here, stop.place_id, now)
        assert found is not None
        now, here = found[0], stop.place_id
        for span in stop.time_windows:
            now = max(now, span.start_time_s)
            if now > span.end_time_s:
                return None
        now += stop.service_duration_s
    found = road.drive(here, "depot", now)
    assert found is not None
    end = found[0] - DAY_S
    return (leave, end) if end <= 6_000 else None


@pytest.mark.parametrize("seed", range(30))
def test_who_leaves_later_never_arrives_earlier(seed: int) -> None:
    rng = random.Random(seed)
    moments = sorted(rng.sample(range(900), 6))
    slices = tuple(
        slice_of(a, b, rng.choice((0.05, 0.3, 1.7, 20.0)))
        for a, b in itertools.pairwise(moments)
        if rng.random() < 0.8
    )
    vehicle = van(speed_factor=rng.choice((1.0, 0.3, 2.5)))
    problem = on_a_line({"depot": 0, "a": rng.randint(1, 700)}, [drop("1", "a")], [vehicle])
    problem = problem.model_copy(update={"travel_slices": slices})
    road = Road(profile_travel(problem)[""], vehicle)
    arrivals = [road.drive("depot", "a", DAY_S + leave) for leave in range(1_000)]
    assert all(
        x is not None and y is not None and x[0] <= y[0] for x, y in itertools.pairwise(arrivals)
    )


GRID = 10


@pytest.mark.parametrize("seed", range(25))
def test_waits_best_for_preferred_windows(seed: int) -> None:
    """Against every start on a grid that holds all edges of windows."""
    rng = random.Random(seed)
    places = {"depot": 0} | {f"p{i}": GRID * rng.randint(-15, 15) for i in range(4)}
    shipments = []
    for i in range(4):
        start = GRID * rng.randint(0, 120)
        wishes = tuple(
            PreferredWindow(
                window=window(first, first + GRID * rng.randint(0, 30)),
                cost_minor=rng.choice((None, 40)),
                early_cost_per_hour_minor=rng.choice((None, 1_800, 7_200)),
                late_cost_per_hour_minor=rng.choice((900, 3_600, 10_800)),
            )
            for first in (GRID * rng.randint(0, 120) for _ in range(rng.randint(0, 2)))
        )
        hard = [(start, start + GRID * rng.randint(20, 90))] if rng.random() < 0.3 else []
        stop = visit(f"p{i}", *hard, service=GRID * rng.randint(0, 4))
        stop = stop.model_copy(update={"preferred_windows": wishes})
        shipments.append(Shipment(id=f"s{i}", deliveries=(stop,)))
    vehicle = van(
        shift_window=window(0, 1_800),
        cost_per_km_minor=None,
        fixed_cost_minor=1,
        cost_per_hour_minor=rng.choice((None, 1_800, 3_600, 9_000)),
    )
    problem = on_a_line(places, shipments, [vehicle]).model_copy(update={"start_time_s": DAY_S})
    answer = evaluate_routes(_given(problem, "s0", "s1", "s2", "s3"), Budget.work(1))
    best = _least_on_grid(problem, places)
    if best is None:
        assert answer.violations
        return
    assert answer.violations == ()
    assert answer.plan.routes[0].cost_minor == 1 + int(best + 0.5)


def _least_on_grid(problem: RoutingProblem, places: dict[str, int]) -> float | None:
    per_second = (problem.vehicles[0].cost_per_hour_minor or 0) / 3_600
    never = float("inf")
    times = range(0, 1_801, GRID)
    least = [-per_second * t for t in times]  # of leaving at each moment
    here, passed = "depot", 0
    for shipment in problem.shipments:
        (stop,) = shipment.deliveries
        way = abs(places[stop.place_id] - places[here]) + passed
        reached, best = [], never
        for t in times:
            before = (t - way) // GRID
            best = min(best, least[before]) if t >= way else never
            inside = not stop.time_windows or any(
                w.start_time_s <= DAY_S + t <= w.end_time_s for w in stop.time_windows
            )
            reached.append(best + _wish(stop.preferred_windows, t) if inside else never)
        least, here, passed = reached, stop.place_id, stop.service_duration_s
    way = abs(places[here]) + passed
    ends = [least[t // GRID] + per_second * (t + way) for t in times if t + way <= 1_800]
    found = min(ends, default=never)
    return None if found == never else found


def _wish(wishes: tuple[PreferredWindow, ...], t: int) -> float:
    return min(
        (
            (w.cost_minor or 0)
            + (w.early_cost_per_hour_minor or 0) / 3_600 * max(0, w.window.start_time_s - DAY_S - t)
            + (w.late_cost_per_hour_minor or 0) / 3_600 * max(0, t - w.window.end_time_s + DAY_S)
            for w in wishes
        ),
        default=0.0,
    )


def test_evaluation_tells_what_the_ground_forbids() -> None:
    base = line([drop("1", "a"), drop("2", "c")], [van(territory_ids=("near",))])
    problem = located(base).model_copy(update={"territories": (ground("near", -100, 250),)})
    answer = evaluate_routes(_given(problem, "1", "2"), Budget.work(1))
    assert [(v.kind, v.shipment_id) for v in answer.violations] == [("territory", "2")]
    slow = line(
        [drop("1", "a", (0, 100))],
        [van(travel_profile_id="bike")],
        travel_profiles=(profile("bike", 3),),
    )
    answer = evaluate_routes(_given(slow, "1"), Budget.work(1))
    assert [(v.kind, v.excess) for v in answer.violations] == [("time_window", 200)]
    assert answer.plan.distance_m == 400


def with_ground(seed: int) -> RoutingProblem:
    """A random small problem with travel, ground and prices beyond the classic ones."""
    rng = random.Random(5_000 + seed)
    problem = random_problem(seed)
    at = {p.id: rng.randint(-300, 300) for p in problem.places}
    problem = located(problem, at)
    depots = {depot.place_id for depot in problem.depots}
    moments = sorted(rng.sample(range(2_000), 4))
    matrix = problem.travel.matrix if problem.travel is not None else None
    assert matrix is not None
    bike = TravelProfile(
        id="bike",
        matrix=matrix.model_copy(update={"durations_s": tuple(2 * x for x in matrix.durations_s)}),
        slices=(slice_of(moments[1], moments[2], 1.5),) if rng.random() < 0.5 else (),
    )
    vehicles = []
    for vehicle in problem.vehicles:
        changed: dict[str, object] = {}
        if rng.random() < 0.3:
            changed["travel_profile_id"] = "bike"
        if rng.random() < 0.5:
            changed["territory_ids"] = rng.choice((("west",), ("east",), ("west", "east")))
            changed["outside_cost_minor"] = rng.choice((None, 60))
        if rng.random() < 0.3:
            changed["extra_distance"] = ExtraDistance(after_m=500, cost_per_km_minor=700)
        changed["capacities"] = tuple(
            c.model_copy(
                update={"soft_limit": Limit(maximum=c.limit.maximum // 2)}
                | {"cost_per_unit_above_minor": rng.randint(1, 40)}
            )
            for c in vehicle.capacities
        )
        vehicles.append(vehicle.model_copy(update=changed))
    shipments = []
    # Whether a ride is short enough may hang on leaving in just the right minutes of a rush hour,
    # which the search does not try: it leaves the departure to the end.
    hourly = rng.random() < 0.7
    for shipment in problem.shipments[:3]:
        changed = {}
        if shipment.deliveries and not hourly and not bike.slices and rng.random() < 0.5:
            changed["detour_limit_s"] = Limit(maximum=rng.randint(0, 400))
        if rng.random() < 0.4:
            changed |= {"failed_attempts": rng.randint(1, 3), "last_attempt_time_s": DAY_S}
        shipments.append(shipment.model_copy(update=changed))
    places = tuple(
        p.model_copy(update={"setup_duration_s": 0 if p.id in depots else rng.choice((0, 25))})
        for p in problem.places
    )
    return problem.model_copy(
        update={
            "places": places,
            "shipments": tuple(shipments),
            "vehicles": tuple(vehicles),
            "travel_profiles": (bike,),
            "travel_slices": (
                slice_of(moments[0], moments[1], rng.choice((0.5, 1.7))),
                slice_of(moments[2], moments[3], rng.choice((0.8, 3.0))),
            )
            if hourly
            else (),
            "territories": (ground("west", -400, 0), ground("east", -50, 400)),
            "attempt_rules": (
                AttemptRule(failed_attempts=1, extra_penalty_minor=200),
                AttemptRule(failed_attempts=2, wait_duration_s=300),
                AttemptRule(failed_attempts=3, mandatory=True),
            ),
        }
    )


@pytest.mark.parametrize("seed", range(24))
def test_matches_enumeration_on_random_ground(seed: int) -> None:
    problem = with_ground(seed)
    assert cross_faults(problem) == []
    plain = attempted(problem)
    arrays = flatten(plain, travel_matrix(plain))
    plan = plan_routes(problem, Budget.work(STEPS), engine=GeneralEngine() if arrays.laws else None)
    left_out = {u.shipment_id for u in plan.plan.unserved}
    missed = sum(s.id in left_out and s.penalty_minor is None for s in plain.shipments)
    fewest, least = least_cost(arrays)
    assert missed == fewest
    cost = plan.plan.route_cost_minor + plan.plan.penalty_cost_minor
    assert abs(cost - least * arrays.tick / 18_000) <= len(plan.plan.routes)
