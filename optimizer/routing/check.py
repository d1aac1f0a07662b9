"""The truth about a plan: every rule of the problem, read again from the problem alone.

Shares no code with engines or scheduling. It follows each vehicle stop by stop with the reported
times, then lets the vehicle drive the same stops by itself: leaving when the plan says, it must
meet the same times; leaving earlier, it must not end earlier; leaving a second later, it must end
later or break a window. What is asked of a plan is written in `schedule.py`; this is the other way
of finding out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from optimizer.road import TravelMatrix
from optimizer.routing.check_locks import check_locks
from optimizer.routing.check_rules import (
    attempt_rule,
    check_groups,
    check_route_rules,
    unevenness,
)
from optimizer.routing.check_territories import Grounds
from optimizer.routing.check_travel import Road
from optimizer.routing.model import (
    Depot,
    PreferredWindow,
    Route,
    RoutingPlan,
    RoutingProblem,
    Shipment,
    Stop,
    StopActivity,
    Vehicle,
    Visit,
)
from optimizer.routing.travel import ProfileTravel, profile_travel
from optimizer.routing.violation import Violation, ViolationKind
from optimizer.shapes import EPOCH_MAX_S


@dataclass(frozen=True, slots=True)
class _Ground:
    travel: Mapping[str, ProfileTravel]
    territories: Grounds
    not_before_s: Mapping[str, int]
    depots: Mapping[str, Depot]
    shipments: Mapping[str, Shipment]
    setup_s: Mapping[str, int]
    begins_s: int
    ordered: frozenset[str]
    cost_free: bool


def check_plan(
    problem: RoutingProblem, plan: RoutingPlan, matrix: TravelMatrix | None = None
) -> list[Violation]:
    """Every rule that the plan breaks; empty when it is good.

    `matrix` is the travel the plan was made on when it is not the problem's own. Raises
    `TravelError` when the travel of the problem cannot be read.
    """
    ground = _Ground(
        profile_travel(problem, matrix),
        Grounds(problem),
        {
            shipment.id: shipment.last_attempt_time_s + rule.wait_duration_s
            for shipment in problem.shipments
            if shipment.last_attempt_time_s is not None
            and (rule := attempt_rule(problem, shipment)) is not None
            and rule.wait_duration_s
        },
        {depot.id: depot for depot in problem.depots},
        {shipment.id: shipment for shipment in problem.shipments},
        {place.id: place.setup_duration_s for place in problem.places},
        beginning_s(problem),
        frozenset(
            name
            for p in problem.precedences
            for name in (p.first_shipment_id, p.second_shipment_id)
        ),
        not any(
            cost
            for v in problem.vehicles
            for cost in (v.fixed_cost_minor, v.cost_per_km_minor, v.cost_per_hour_minor)
        ),
    )
    return [
        *_accounting(problem, plan, ground),
        *_sums(problem, plan),
        *_routes(problem, plan, ground),
        *check_groups(problem, plan),
        *check_locks(problem, plan),
    ]


def _routes(problem: RoutingProblem, plan: RoutingPlan, ground: _Ground) -> Iterator[Violation]:
    vehicles = {vehicle.id: vehicle for vehicle in problem.vehicles}
    seen: set[str] = set()
    for route in plan.routes:
        who = route.vehicle_id
        if who in seen:
            yield Violation(
                kind=ViolationKind.VEHICLE_TWICE,
                vehicle_id=who,
                explanation=f"vehicle {who!r} drives more than one route",
            )
        seen.add(who)
        vehicle = vehicles.get(who)
        if vehicle is None:
            yield Violation(
                kind=ViolationKind.UNKNOWN_VEHICLE,
                vehicle_id=who,
                explanation=f"vehicle {who!r} is not in the problem",
            )
        elif not route.stops:
            yield Violation(
                kind=ViolationKind.EMPTY_ROUTE,
                vehicle_id=who,
                explanation=f"vehicle {who!r} drives without a stop",
            )
        else:
            check = _RouteCheck(ground, vehicle, route)
            yield from check.violations()
            yield from check_route_rules(problem, vehicle, route, check.road)


def _accounting(problem: RoutingProblem, plan: RoutingPlan, ground: _Ground) -> Iterator[Violation]:
    """Each shipment is served once and whole, in one route, or is reported left out."""
    served: dict[str, list[tuple[int, int, StopActivity]]] = {}
    for r, route in enumerate(plan.routes):
        for i, stop in enumerate(route.stops):
            if stop.activity is StopActivity.RELOAD and not stop.shipment_id:
                continue
            served.setdefault(stop.shipment_id, []).append((r, i, stop.activity))
    left_out: dict[str, int] = {}
    for unserved in plan.unserved:
        left_out[unserved.shipment_id] = left_out.get(unserved.shipment_id, 0) + 1
    for shipment_id in (*served, *left_out):
        if shipment_id not in ground.shipments:
            yield Violation(
                kind=ViolationKind.UNKNOWN_SHIPMENT,
                shipment_id=shipment_id,
                explanation=f"shipment {shipment_id!r} is not in the problem",
            )
    for shipment in problem.shipments:
        stops = served.get(shipment.id, [])
        times = left_out.get(shipment.id, 0) + (1 if stops else 0)
        if times != 1:
            yield Violation(
                kind=ViolationKind.SHIPMENT_TWICE if times else ViolationKind.SHIPMENT_MISSING,
                shipment_id=shipment.id,
                explanation=f"shipment {shipment.id!r} is "
                + ("accounted for more than once" if times else "neither served nor left out"),
            )
        if stops:
            yield from _pairing(shipment, stops, plan)


def _pairing(
    shipment: Shipment, stops: list[tuple[int, int, StopActivity]], plan: RoutingPlan
) -> Iterator[Violation]:
    wanted = [StopActivity.PICKUP] * bool(shipment.pickups)
    wanted += [StopActivity.DELIVERY] * bool(shipment.deliveries)
    route = stops[0][0]
    found = [activity for _, _, activity in sorted(stops)]
    if found == wanted and all(r == route for r, _, _ in stops):
        return
    counted = sorted(found) == sorted(wanted)
    yield Violation(
        kind=ViolationKind.PAIRING if counted else ViolationKind.SHIPMENT_TWICE,
        vehicle_id=plan.routes[route].vehicle_id,
        shipment_id=shipment.id,
        explanation=f"shipment {shipment.id!r} wants "
        f"{' then '.join(wanted)} in one route, but its stops are {', '.join(found)} in "
        f"{len({r for r, _, _ in stops})} route(s)",
    )


def _sums(problem: RoutingProblem, plan: RoutingPlan) -> Iterator[Violation]:
    penalty = {shipment.id: _penalty(problem, shipment) for shipment in problem.shipments}
    expected = (
        ("route_cost", plan.route_cost_minor, sum(r.cost_minor for r in plan.routes)),
        (
            "penalty_cost",
            plan.penalty_cost_minor,
            sum(penalty.get(u.shipment_id, 0) for u in plan.unserved),
        ),
        ("fairness_cost", plan.fairness_cost_minor, unevenness(problem, plan)),
        ("distance_m", plan.distance_m, sum(r.distance_m for r in plan.routes)),
        ("duration", plan.duration_s, sum(r.duration_s for r in plan.routes)),
    )
    for name, stated, true in expected:
        if stated != true:
            yield Violation(
                kind=ViolationKind.COST,
                excess=stated - true,
                explanation=f"the plan states {name} {stated}, its parts sum to {true}",
            )


def _penalty(problem: RoutingProblem, shipment: Shipment) -> int:
    """What leaving a shipment out costs, after so many attempts."""
    rule = attempt_rule(problem, shipment)
    if shipment.penalty_minor is None or (rule is not None and rule.mandatory):
        return 0
    return shipment.penalty_minor + (0 if rule is None else rule.extra_penalty_minor or 0)


def beginning_s(problem: RoutingProblem) -> int:
    """The earliest departure: stated, or a day before the first moment the problem names."""
    if problem.start_time_s is not None:
        return problem.start_time_s
    named = [m for s in problem.shipments for m in (s.release_time_s, s.due_time_s)]
    spans = [depot.opening_window for depot in problem.depots]
    for vehicle in problem.vehicles:
        spans += [vehicle.shift_window, *(p.start_window for p in vehicle.pauses)]
    for shipment in problem.shipments:
        for visit in shipment.pickups + shipment.deliveries:
            spans += [*visit.time_windows, *(p.window for p in visit.preferred_windows)]
    named += [span.start_time_s for span in spans if span is not None]
    first = min((moment for moment in named if moment is not None), default=0)
    return max(0, first - 86_400)


def _welcome(wish: PreferredWindow, start: int) -> int:
    """What a start costs by a preferred window, in 1/36,000 of a minor unit."""
    early = (wish.early_cost_per_hour_minor or 0) * max(0, wish.window.start_time_s - start)
    late = (wish.late_cost_per_hour_minor or 0) * max(0, start - wish.window.end_time_s)
    return (wish.cost_minor or 0) * 36_000 + (early + late) * 10


class _RouteCheck:
    """One route with all it refers to."""

    def __init__(self, ground: _Ground, vehicle: Vehicle, route: Route) -> None:
        self.ground = ground
        self.vehicle = vehicle
        self.route = route
        self.road = Road(ground.travel[vehicle.travel_profile_id], vehicle)
        self.visits: list[Visit | None] = []
        for stop in route.stops:
            shipment = ground.shipments.get(stop.shipment_id)
            visits: tuple[Visit, ...] = ()
            if shipment is not None:
                picks = stop.activity is StopActivity.PICKUP
                visits = shipment.pickups if picks else shipment.deliveries
            named = [v for v in visits if (v.place_id, v.id) == (stop.place_id, stop.visit_id)]
            self.visits.append(named[0] if named else visits[0] if visits else None)
        kept = [
            ground.shipments[s.shipment_id]
            for s in route.stops
            if s.shipment_id in ground.shipments
        ]
        self.classic = not (
            vehicle.pauses
            or vehicle.rest_rules
            or vehicle.overtime
            or route.breaks
            or self.road.changes
            or any(stop.activity is StopActivity.RELOAD for stop in route.stops)
            or any(visit is not None and visit.preferred_windows for visit in self.visits)
            or any(s.id in ground.ordered for s in kept)
            or any(
                limit is not None
                for s in kept
                for limit in (s.release_time_s, s.due_time_s, s.ride_limit_s, s.detour_limit_s)
            )
        )

    def found(
        self, kind: ViolationKind, words: str, *, stop: int | None = None, excess: int = 0
    ) -> Violation:
        at = None if stop is None else self.route.stops[stop]
        return Violation(
            kind=kind,
            vehicle_id=self.vehicle.id,
            shipment_id=None if at is None else at.shipment_id,
            activity=None if at is None else at.activity,
            excess=excess,
            explanation=f"vehicle {self.vehicle.id!r}: {words}",
        )

    def violations(self) -> Iterator[Violation]:
        """All rules of one vehicle."""
        yield from self.people()
        yield from self.loads()
        yield from self.limits()
        legs = self.legs()
        closed = [i for i, leg in enumerate(legs) if leg is None]
        for i in closed:
            stop = min(i, len(self.route.stops) - 1)
            yield self.found(ViolationKind.NO_WAY, "there is no way to drive", stop=stop)
        yield from self.times([leg or (0, 0) for leg in legs])
        if not closed and None not in self.visits and self.classic:
            yield from self.departure([leg or (0, 0) for leg in legs])

    def people(self) -> Iterator[Violation]:
        """Skills, permissions, and that each stop is where the shipment wants it."""
        has = set(self.vehicle.skills)
        for i, (stop, visit) in enumerate(zip(self.route.stops, self.visits, strict=True)):
            if visit is not None and visit.place_id != stop.place_id:
                yield self.found(
                    ViolationKind.WRONG_PLACE,
                    f"serves at {stop.place_id!r} what belongs to {visit.place_id!r}",
                    stop=i,
                )
            shipment = self.ground.shipments.get(stop.shipment_id)
            if shipment is None:
                continue
            missing = sorted(set(shipment.required_skills) - has)
            if missing:
                yield self.found(
                    ViolationKind.SKILL,
                    f"lacks {', '.join(missing)} for shipment {shipment.id!r}",
                    stop=i,
                    excess=len(missing),
                )
            if shipment.allowed_vehicle_ids and self.vehicle.id not in shipment.allowed_vehicle_ids:
                yield self.found(
                    ViolationKind.NOT_ALLOWED,
                    f"is not among the vehicles that may carry {shipment.id!r}",
                    stop=i,
                )
            if self.vehicle.id in shipment.forbidden_vehicle_ids:
                yield self.found(
                    ViolationKind.NOT_ALLOWED, f"may not carry {shipment.id!r}", stop=i
                )
        if self.vehicle.outside_cost_minor is None:
            for i in self.outside():
                yield self.found(
                    ViolationKind.TERRITORY,
                    f"stops at {self.route.stops[i].place_id!r}, outside its territories",
                    stop=i,
                )

    def outside(self) -> list[int]:
        """The stops outside the territories of the vehicle, reloads left aside."""
        return [
            i
            for i, stop in enumerate(self.route.stops)
            if stop.activity is not StopActivity.RELOAD
            and self.ground.territories.outside(self.vehicle, stop.place_id)
        ]

    def loads(self) -> Iterator[Violation]:
        """What is aboard never exceeds a capacity, from the start to the end."""
        moments: list[int | None] = []
        for i, stop in enumerate(self.route.stops):
            if i == 0 or self.route.stops[i - 1].activity is StopActivity.RELOAD:
                moments.append(None)
            if stop.activity is not StopActivity.RELOAD:
                moments.append(i)
        known = all(
            s.shipment_id in self.ground.shipments or s.activity is StopActivity.RELOAD
            for s in self.route.stops
        )
        for capacity in self.vehicle.capacities if known else ():
            most, name = capacity.limit.maximum, capacity.dimension
            for at, amount in zip(moments, self.aboard(name), strict=False):
                picks = at is not None and self.route.stops[at].activity is StopActivity.PICKUP
                if amount > most and (at is None or picks):
                    yield self.found(
                        ViolationKind.CAPACITY,
                        f"starts with {amount} of {name}, and carries {most}"
                        if at is None
                        else f"has {amount} of {name} aboard, and carries {most}",
                        stop=at,
                        excess=amount - most,
                    )

    def limits(self) -> Iterator[Violation]:
        """Stops, metres and seconds of the whole route."""
        measured = (
            (
                ViolationKind.STOP_LIMIT,
                self.vehicle.stop_limit,
                sum(stop.activity is not StopActivity.RELOAD for stop in self.route.stops),
                "stops",
            ),
            (
                ViolationKind.DISTANCE_LIMIT,
                self.vehicle.distance_limit_m,
                self.route.distance_m,
                "m",
            ),
            (
                ViolationKind.DURATION_LIMIT,
                self.vehicle.duration_limit_s,
                self.route.duration_s,
                "s",
            ),
        )
        for kind, limit, value, unit in measured:
            if limit is not None and value > limit.maximum:
                yield self.found(
                    kind,
                    f"needs {value} {unit}, and {limit.maximum} {unit} is the limit",
                    excess=value - limit.maximum,
                )

    def places(self) -> list[str]:
        """Start, stops and, unless it is open, the end."""
        places = [self.ground.depots[self.vehicle.start_depot_id].place_id]
        places += [stop.place_id for stop in self.route.stops]
        if self.vehicle.end_depot_id is not None:
            places.append(self.ground.depots[self.vehicle.end_depot_id].place_id)
        return places

    def legs(self) -> list[tuple[int, int] | None]:
        """Metres and usual seconds to each stop and home; None where there is no way."""
        legs: list[tuple[int, int] | None] = []
        for here, there in pairwise(self.places()):
            metres, seconds = self.road.metres(here, there), self.road.usual(here, there)
            legs.append(None if metres is None or seconds is None else (metres, seconds))
        if self.vehicle.end_depot_id is None:
            legs.append((0, 0))
        return legs

    def driven(self, leg: int, leave: int) -> tuple[int, int]:
        """(arrival, seconds at the wheel) on a leg with its breaks; at once where no way is."""
        places = self.places()
        if leg + 1 >= len(places):
            return leave, 0
        breaks = [(b.start_time_s, b.start_time_s + b.duration_s) for b in self.route.breaks]
        return self.road.drive(places[leg], places[leg + 1], leave, breaks) or (leave, 0)

    def leaving_span(self) -> tuple[int, int]:
        """When the vehicle may leave."""
        opening = self.ground.depots[self.vehicle.start_depot_id].opening_window
        spans = [w for w in (self.vehicle.shift_window, opening) if w is not None]
        return (
            max((self.ground.begins_s, *(w.start_time_s for w in spans))),
            min((w.end_time_s for w in spans), default=EPOCH_MAX_S),
        )

    def ending_span(self) -> tuple[int, int]:
        """When the vehicle may end."""
        end = self.vehicle.end_depot_id
        opening = None if end is None else self.ground.depots[end].opening_window
        spans = [w for w in (self.vehicle.shift_window, opening) if w is not None]
        return (
            max((self.ground.begins_s, *(w.start_time_s for w in spans))),
            min((w.end_time_s for w in spans), default=EPOCH_MAX_S),
        )

    def setup(self, i: int) -> int:
        """Seconds of set-up on arriving at stop `i`: none where the vehicle stands already."""
        stops = self.route.stops
        here = self.ground.depots[self.vehicle.start_depot_id].place_id
        if i > 0:
            here = stops[i - 1].place_id
        if stops[i].activity is StopActivity.RELOAD or stops[i].place_id == here:
            return 0
        return self.ground.setup_s.get(stops[i].place_id, 0)

    def off(self, begin: int, end: int) -> int:
        """Seconds of breaks inside a span."""
        return sum(
            max(0, min(end, b.start_time_s + b.duration_s) - max(begin, b.start_time_s))
            for b in self.route.breaks
        )

    def times(self, legs: list[tuple[int, int]]) -> Iterator[Violation]:
        """The reported times follow from each other and keep windows and shift; sums and price."""
        route = self.route
        opens, closes = self.leaving_span()
        if not opens <= route.start_time_s <= closes:
            yield self.found(
                ViolationKind.SHIFT,
                f"leaves at {route.start_time_s}, outside {opens}..{closes}",
                excess=max(opens - route.start_time_s, route.start_time_s - closes),
            )
        now = route.start_time_s
        waited = 0
        for i, (stop, visit) in enumerate(zip(route.stops, self.visits, strict=True)):
            metres = legs[i][0]
            arrival, seconds = self.driven(i, now)
            yield from self.stop_times(i, stop, visit, arrival)
            if (stop.travel_distance_m, stop.travel_duration_s) != (metres, seconds):
                yield self.found(
                    ViolationKind.TRAVEL,
                    f"states {stop.travel_distance_m} m in {stop.travel_duration_s} s to stop {i}, "
                    f"the way is {metres} m in {seconds} s",
                    stop=i,
                )
            idle = stop.start_time_s - stop.arrival_time_s - self.setup(i)
            waited += idle - self.off(stop.arrival_time_s, stop.start_time_s)
            now = stop.departure_time_s
        opens, closes = self.ending_span()
        at_home = home = self.driven(len(route.stops), now)[0]
        while home != at_home + self.off(at_home, home + 1):
            home = at_home + self.off(at_home, home + 1)
        end = max(home, opens)
        if end > closes:
            yield self.found(
                ViolationKind.SHIFT, f"ends at {end}, after {closes}", excess=end - closes
            )
        stated = (
            ("end_time", route.end_time_s, end),
            ("duration", route.duration_s, route.end_time_s - route.start_time_s),
            ("waiting_duration", route.waiting_duration_s, waited + end - home),
        )
        for name, value, true in stated:
            if value != true:
                yield self.found(ViolationKind.TIMES, f"states {name} {value}, it is {true}")
        metres = sum(leg[0] for leg in legs)
        if route.distance_m != metres:
            yield self.found(
                ViolationKind.TRAVEL,
                f"states {route.distance_m} m, the way is {metres} m",
                excess=route.distance_m - metres,
            )
        cost = self.price(metres, end - route.start_time_s)
        if route.costs and sum(part.cost_minor for part in route.costs) != route.cost_minor:
            yield self.found(
                ViolationKind.COST, "states parts of its cost that do not add up to it"
            )
        if route.cost_minor != cost:
            yield self.found(
                ViolationKind.COST,
                f"states cost {route.cost_minor}, it is {cost}",
                excess=route.cost_minor - cost,
            )

    def stop_times(
        self, i: int, stop: Stop, visit: Visit | None, arrival: int
    ) -> Iterator[Violation]:
        service = 0 if visit is None else visit.service_duration_s
        if stop.activity is StopActivity.RELOAD:
            service = sum(
                r.service_duration_s
                for r in self.vehicle.reloads
                if self.ground.depots[r.depot_id].place_id == stop.place_id
            )
        setup = self.setup(i)
        ready = arrival + setup + self.off(arrival, stop.start_time_s)
        if (
            stop.arrival_time_s != arrival
            or stop.start_time_s < ready
            or stop.setup_duration_s != setup
            or stop.departure_time_s != stop.start_time_s + service
        ):
            yield self.found(
                ViolationKind.TIMES,
                f"stop {i} states arrival {stop.arrival_time_s}, start {stop.start_time_s}, "
                f"departure {stop.departure_time_s}; arrival is {arrival}, service {service} s",
                stop=i,
            )
        windows = () if visit is None else visit.time_windows
        misses = [
            max(w.start_time_s - stop.start_time_s, stop.start_time_s - w.end_time_s)
            for w in windows
        ]
        if misses and min(misses) > 0:
            yield self.found(
                ViolationKind.TIME_WINDOW,
                f"serves shipment {stop.shipment_id!r} at {stop.start_time_s}, {min(misses)} s "
                "outside its nearest window",
                stop=i,
                excess=min(misses),
            )
        again = self.ground.not_before_s.get(stop.shipment_id, 0)
        if visit is not None and stop.start_time_s < again:
            yield self.found(
                ViolationKind.TIME_WINDOW,
                f"serves shipment {stop.shipment_id!r} at {stop.start_time_s}, "
                f"{again - stop.start_time_s} s before it may be tried again",
                stop=i,
                excess=again - stop.start_time_s,
            )

    def price(self, metres: int, seconds: int) -> int:
        """Cost of the route in minor units, rounded half up."""
        fixed = self.vehicle.fixed_cost_minor or 0
        per_km = 1000 if self.ground.cost_free else self.vehicle.cost_per_km_minor or 0
        per_hour = self.vehicle.cost_per_hour_minor or 0
        # Over a common denominator of 36,000: half of 1/18,000 of a minor unit.
        total = fixed * 36_000 + metres * per_km * 36 + seconds * per_hour * 10
        if self.vehicle.overtime is not None:
            beyond = max(0, seconds - self.vehicle.overtime.after_duration_s)
            total += beyond * self.vehicle.overtime.cost_per_hour_minor * 10
        if self.vehicle.extra_distance is not None:
            beyond = max(0, metres - self.vehicle.extra_distance.after_m)
            total += beyond * self.vehicle.extra_distance.cost_per_km_minor * 36
        total += self.fullest_above() * 36_000
        total += len(self.outside()) * (self.vehicle.outside_cost_minor or 0) * 36_000
        carried = {stop.shipment_id for stop in self.route.stops}
        for shipment_id in carried:
            shipment = self.ground.shipments.get(shipment_id)
            for price in () if shipment is None else shipment.vehicle_prices:
                total += 36_000 * price.cost_minor * (price.vehicle_id == self.vehicle.id)
        for stop, visit in zip(self.route.stops, self.visits, strict=True):
            if visit is not None:
                total += (visit.cost_minor or 0) * 36_000
                total += min(
                    (_welcome(w, stop.start_time_s) for w in visit.preferred_windows), default=0
                )
        return (total + 18_000) // 36_000

    def fullest_above(self) -> int:
        """Minor units for what is aboard above the soft limits at the fullest moment."""
        cost = 0
        for capacity in self.vehicle.capacities:
            if capacity.soft_limit is None:
                continue
            most = max(self.aboard(capacity.dimension), default=0)
            above = max(0, most - capacity.soft_limit.maximum)
            cost += above * (capacity.cost_per_unit_above_minor or 0)
        return cost

    def aboard(self, dimension: str) -> Iterator[int]:
        """How much is aboard at the start of each trip and after each stop."""
        now = 0
        stops = self.route.stops
        ends = [i for i, s in enumerate(stops) if s.activity is StopActivity.RELOAD]
        amounts = {
            s.shipment_id: sum(
                x.amount
                for x in self.ground.shipments[s.shipment_id].loads
                if x.dimension == dimension
            )
            for s in stops
            if s.shipment_id in self.ground.shipments
        }
        for begin, end in zip([0, *(i + 1 for i in ends)], [*ends, len(stops)], strict=True):
            trip = [s for s in stops[begin:end] if s.shipment_id in amounts]
            for stop in trip:
                if not self.ground.shipments[stop.shipment_id].pickups:
                    now += amounts[stop.shipment_id]
            yield now
            for stop in trip:
                sign = 1 if stop.activity is StopActivity.PICKUP else -1
                now += sign * amounts[stop.shipment_id]
                yield now
            for stop in trip:
                if not self.ground.shipments[stop.shipment_id].deliveries:
                    now -= amounts[stop.shipment_id]

    def departure(self, legs: list[tuple[int, int]]) -> Iterator[Violation]:
        """The vehicle leaves neither too early nor too late, and serves as early as it can."""
        first, last = self.leaving_span()
        leave = self.route.start_time_s
        own = self.drive(leave, legs)
        if own is None:
            return  # a window or the shift is broken, and reported
        starts, end = own
        if starts != [stop.start_time_s for stop in self.route.stops]:
            yield self.found(ViolationKind.TIMES, "serves later than it could")
        if leave < last:
            later = self.drive(leave + 1, legs)
            if later is not None and later[1] <= end:
                yield self.found(ViolationKind.TIMES, "could leave later and end no later")
        if not self.vehicle.cost_per_hour_minor and self.vehicle.duration_limit_s is None:
            earliest = self.drive(first, legs)
            if earliest is not None and earliest[1] < end:
                yield self.found(
                    ViolationKind.TIMES,
                    f"ends at {end}, and could end at {earliest[1]}",
                    excess=end - earliest[1],
                )

    def drive(self, leave: int, legs: list[tuple[int, int]]) -> tuple[list[int], int] | None:
        """Start of each service and the end when leaving at a moment; None when too late."""
        now = leave
        starts: list[int] = []
        for (_, seconds), visit in zip(legs, self.visits, strict=False):
            if visit is None:
                return None
            now += seconds + self.setup(len(starts))
            again = self.ground.not_before_s.get(self.route.stops[len(starts)].shipment_id, 0)
            now = max(now, again)
            if visit.time_windows:
                open_later = [w for w in visit.time_windows if w.end_time_s >= now]
                if not open_later:
                    return None
                now = max(now, min(w.start_time_s for w in open_later))
            starts.append(now)
            now += visit.service_duration_s
        opens, closes = self.ending_span()
        end = max(now + legs[-1][1], opens)
        return None if end > closes else (starts, end)
