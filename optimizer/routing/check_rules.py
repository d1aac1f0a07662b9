"""The truth about the rules beyond the classic ones: pauses, rests, trips, groups, order, sorts.

Read from the problem and the stated times alone, like `check.py`, and without any code of engines,
simulation or scheduling. A route is laid out as spans of driving, set-up, service and time off, and
each rule is tested on those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from optimizer.routing.check_travel import Road
from optimizer.routing.model import (
    AttemptRule,
    Fairness,
    FairnessMeasure,
    RestCount,
    RestRule,
    Route,
    RoutingPlan,
    RoutingProblem,
    Shipment,
    ShipmentGroupRule,
    SortScope,
    Stop,
    StopActivity,
    UnloadingOrder,
    Vehicle,
)
from optimizer.routing.violation import Violation, ViolationKind


def attempt_rule(problem: RoutingProblem, shipment: Shipment) -> AttemptRule | None:
    """What holds for a shipment that failed before; None where nothing does."""
    found = None
    for rule in problem.attempt_rules:
        reached = rule.failed_attempts <= shipment.failed_attempts
        if reached and (found is None or rule.failed_attempts > found.failed_attempts):
            found = rule
    return found


def unevenness(problem: RoutingProblem, plan: RoutingPlan) -> int:
    """Price of what routes have above their mean, rounded half up to minor units."""
    total = Fraction(0)
    for fairness in problem.fairness:
        values = [_measured(problem, fairness, route) for route in plan.routes if route.stops]
        if fairness.idle_vehicles_count:
            values.extend([0] * (len(problem.vehicles) - len(values)))
        mean = Fraction(sum(values), max(1, len(values)))
        above = sum((value - mean for value in values if value > mean), Fraction(0))
        units = {FairnessMeasure.DURATION: 3_600, FairnessMeasure.DISTANCE: 1_000}
        total += above * fairness.cost_per_unit_minor / units.get(fairness.measure, 1)
    return (2 * total.numerator + total.denominator) // (2 * total.denominator)


def _measured(problem: RoutingProblem, fairness: Fairness, route: Route) -> int:
    match fairness.measure:
        case FairnessMeasure.DURATION:
            return route.duration_s
        case FairnessMeasure.DISTANCE:
            return route.distance_m
        case FairnessMeasure.STOPS:
            return len([s for s in route.stops if s.activity is not StopActivity.RELOAD])
        case FairnessMeasure.LOAD:
            here = {stop.shipment_id for stop in route.stops}
            loads = [x for s in problem.shipments if s.id in here for x in s.loads]
            return sum(x.amount for x in loads if x.dimension == fairness.dimension)


def check_groups(problem: RoutingProblem, plan: RoutingPlan) -> Iterator[Violation]:
    """Groups and precedences, which look at more than one route."""
    vehicle_of = {
        stop.shipment_id: route.vehicle_id for route in plan.routes for stop in route.stops
    }
    for group in problem.groups:
        vehicles = [vehicle_of.get(s) for s in group.shipment_ids]
        if group.rule is ShipmentGroupRule.SAME_VEHICLE:
            if len(set(vehicles)) > 1:
                yield _group(group.shipment_ids, "are not served by one vehicle, all or none")
            continue
        seen: dict[str, str] = {}
        for shipment_id, vehicle in zip(group.shipment_ids, vehicles, strict=True):
            if vehicle is None:
                continue
            if vehicle in seen:
                yield _group((seen[vehicle], shipment_id), "share a vehicle", vehicle)
            seen[vehicle] = shipment_id
    starts = {
        (stop.shipment_id, stop.activity): (route.vehicle_id, stop.start_time_s, i)
        for route in plan.routes
        for i, stop in enumerate(route.stops)
    }
    for rule in problem.precedences:
        first = starts.get((rule.first_shipment_id, rule.first_activity))
        second = starts.get((rule.second_shipment_id, rule.second_activity))
        if first is None and second is None:
            continue
        names = f"{rule.first_shipment_id!r} and {rule.second_shipment_id!r}"
        words, excess = "", 0
        if first is None or second is None or first[0] != second[0]:
            words = f"{names} are not served on one route"
        else:
            gap = second[1] - first[1]
            least = rule.offset_duration_s
            most = None if rule.offset_limit_s is None else rule.offset_limit_s.maximum
            if second[2] < first[2] or gap < least:
                words, excess = f"{names} start {gap} s apart, {least} s is the least", least - gap
            elif most is not None and gap > most:
                words, excess = f"{names} start {gap} s apart, {most} s is the most", gap - most
        if words:
            yield Violation(
                kind=ViolationKind.PRECEDENCE,
                vehicle_id=(second or first or ("",))[0] or None,
                shipment_id=rule.second_shipment_id,
                activity=rule.second_activity,
                excess=max(0, excess),
                explanation=f"shipments {words}",
            )


def _group(names: Sequence[str], words: str, vehicle: str | None = None) -> Violation:
    return Violation(
        kind=ViolationKind.GROUP,
        vehicle_id=vehicle,
        shipment_id=names[-1],
        explanation=f"shipments {', '.join(repr(n) for n in names[:5])} {words}",
    )


def check_route_rules(
    problem: RoutingProblem, vehicle: Vehicle, route: Route, road: Road
) -> Iterator[Violation]:
    """Rules beyond the classic ones that one route must keep."""
    here = {stop.shipment_id for stop in route.stops}
    check = _Rules(
        problem, vehicle, route, road, {s.id: s for s in problem.shipments if s.id in here}
    )
    yield from check.trips()
    yield from check.unloading()
    yield from check.rides()
    yield from check.sorts()
    yield from check.breaks()


@dataclass(frozen=True, slots=True)
class _Span:
    """Part of a route: what the vehicle does, from when to when."""

    doing: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rules:
    problem: RoutingProblem
    vehicle: Vehicle
    route: Route
    road: Road
    shipments: dict[str, Shipment]

    def found(
        self, kind: ViolationKind, words: str, stop: Stop | None = None, excess: int = 0
    ) -> Violation:
        return Violation(
            kind=kind,
            vehicle_id=self.vehicle.id,
            shipment_id=stop.shipment_id or None if stop is not None else None,
            activity=None if stop is None else stop.activity,
            excess=excess,
            explanation=f"vehicle {self.vehicle.id!r}: {words}",
        )

    def _trips(self) -> list[list[Stop]]:
        trips: list[list[Stop]] = [[]]
        for stop in self.route.stops:
            if stop.activity is StopActivity.RELOAD:
                trips.append([])
            else:
                trips[-1].append(stop)
        return trips

    def trips(self) -> Iterator[Violation]:
        """Reloads where the vehicle may reload, as often as it may, with what is released."""
        depots = {d.id: d for d in self.problem.depots}
        places = {depots[r.depot_id].place_id: depots[r.depot_id] for r in self.vehicle.reloads}
        reloads = [s for s in self.route.stops if s.activity is StopActivity.RELOAD]
        for stop in reloads:
            depot = places.get(stop.place_id)
            if depot is None:
                yield self.found(
                    ViolationKind.TRIPS, f"reloads at {stop.place_id!r}, where it may not", stop
                )
            elif depot.opening_window is not None:
                window = depot.opening_window
                outside = max(
                    window.start_time_s - stop.start_time_s, stop.start_time_s - window.end_time_s
                )
                if outside > 0:
                    yield self.found(
                        ViolationKind.TIME_WINDOW,
                        f"reloads at {stop.place_id!r} {outside} s outside its opening",
                        stop,
                        outside,
                    )
        limit = self.vehicle.trip_limit
        if limit is not None and len(reloads) + 1 > limit.maximum and reloads:
            yield self.found(
                ViolationKind.TRIPS,
                f"makes {len(reloads) + 1} trips, and {limit.maximum} is the limit",
                excess=len(reloads) + 1 - limit.maximum,
            )
        begins = [self.route.start_time_s, *(s.start_time_s for s in reloads)]
        ends = [*(s.arrival_time_s for s in reloads), self.route.end_time_s]
        ends[-1] = self._home()
        for trip, begin, end in zip(self._trips(), begins, ends, strict=True):
            for stop in trip:
                shipment = self.shipments.get(stop.shipment_id)
                if shipment is None:
                    continue
                release, due = shipment.release_time_s, shipment.due_time_s
                if not shipment.pickups and release is not None and begin < release:
                    yield self.found(
                        ViolationKind.RELEASE,
                        f"loads {shipment.id!r} {release - begin} s before it is released",
                        stop,
                        release - begin,
                    )
                if not shipment.deliveries and due is not None and end > due:
                    yield self.found(
                        ViolationKind.DUE,
                        f"brings {shipment.id!r} in {end - due} s after it is due",
                        stop,
                        end - due,
                    )

    def _home(self) -> int:
        """When the vehicle reaches its end, before waiting for it to open."""
        spans = self._spans()
        return max((s.end for s in spans if s.doing != "idle"), default=self.route.end_time_s)

    def unloading(self) -> Iterator[Violation]:
        """Nothing that must stay aboard lies in the way of what is handed over."""
        order = self.vehicle.unloading_order
        if order is UnloadingOrder.ANY:
            return
        loaded, unloaded = self._aboard_spans()
        for i, stop in enumerate(self.route.stops):
            if stop.activity is not StopActivity.DELIVERY or stop.shipment_id not in loaded:
                continue
            mine = loaded[stop.shipment_id]
            for other, since in loaded.items():
                until = unloaded[other]
                if other == stop.shipment_id or not since < i < until:
                    continue
                first_out = order is UnloadingOrder.FIRST_IN_FIRST_OUT
                to_depot = not self.shipments[other].deliveries
                blocks = since < mine and not to_depot if first_out else since > mine
                if blocks:
                    yield self.found(
                        ViolationKind.UNLOADING,
                        f"cannot reach {stop.shipment_id!r} for {other!r}",
                        stop,
                    )
                    break

    def _aboard_spans(self) -> tuple[dict[str, float], dict[str, float]]:
        """Between which positions each shipment is aboard; a trip begins half before its stops."""
        loaded: dict[str, float] = {}
        unloaded: dict[str, float] = {}
        begin = -0.5
        stops = self.route.stops
        ends = [i for i, s in enumerate(stops) if s.activity is StopActivity.RELOAD]
        for i, stop in enumerate(stops):
            if stop.activity is StopActivity.RELOAD:
                begin = i + 0.5
                continue
            shipment = self.shipments.get(stop.shipment_id)
            if shipment is None:
                continue
            if stop.activity is StopActivity.PICKUP:
                loaded[shipment.id] = i
                if not shipment.deliveries:
                    unloaded[shipment.id] = next((e for e in ends if e > i), len(stops))
            else:
                if not shipment.pickups:
                    loaded[shipment.id] = begin
                unloaded[shipment.id] = i
        both = loaded.keys() & unloaded.keys()
        return (
            {s: loaded[s] for s in loaded if s in both},
            {s: unloaded[s] for s in unloaded if s in both},
        )

    def rides(self) -> Iterator[Violation]:
        """Time aboard, from the end of loading to the start of the delivery."""
        since: dict[str, tuple[int, str]] = {}
        depot = {d.id: d.place_id for d in self.problem.depots}[self.vehicle.start_depot_id]
        left = (self.route.start_time_s, depot)
        for stop in self.route.stops:
            shipment = self.shipments.get(stop.shipment_id)
            if stop.activity is StopActivity.RELOAD:
                left = (stop.departure_time_s, stop.place_id)
            if shipment is None:
                continue
            if stop.activity is StopActivity.PICKUP:
                since[shipment.id] = (stop.departure_time_s, stop.place_id)
                continue
            begun, origin = since.get(shipment.id, left)
            ride = stop.start_time_s - begun
            limits = []
            if shipment.ride_limit_s is not None:
                limits.append(shipment.ride_limit_s.maximum)
            if shipment.detour_limit_s is not None:
                direct = self.road.drive(origin, stop.place_id, begun)
                if direct is not None:
                    limits.append(direct[1] + shipment.detour_limit_s.maximum)
            if limits and ride > min(limits):
                yield self.found(
                    ViolationKind.RIDE_LIMIT,
                    f"has {shipment.id!r} aboard for {ride} s, and {min(limits)} s is the limit",
                    stop,
                    ride - min(limits),
                )

    def sorts(self) -> Iterator[Violation]:
        """Conflicts and needs of sorts, on the route and aboard."""
        loaded, unloaded = self._aboard_spans()
        carried = [self.shipments[s] for s in loaded]
        for rule in self.problem.sort_conflicts:
            for a, b in combinations(carried, 2):
                if {a.sort, b.sort} != {rule.sort, rule.other_sort} or "" in (a.sort, b.sort):
                    continue
                together = rule.scope is SortScope.ROUTE or (
                    max(loaded[a.id], loaded[b.id]) < min(unloaded[a.id], unloaded[b.id])
                )
                if together:
                    yield self.sort_found(b, f"carries {a.id!r} together with {b.id!r}")
        for need in self.problem.sort_needs:
            for a in carried:
                if a.sort != need.sort:
                    continue
                helpers = [b for b in carried if b.sort == need.needed_sort and b.id != a.id]
                if need.scope is SortScope.ABOARD:
                    at = loaded[a.id]
                    helpers = [b for b in helpers if loaded[b.id] <= at < unloaded[b.id]]
                if not helpers and (need.scope is SortScope.ABOARD or need.needed_sort != a.sort):
                    words = f"carries {a.id!r} without anything of sort {need.needed_sort!r}"
                    yield self.sort_found(a, words)

    def sort_found(self, shipment: Shipment, words: str) -> Violation:
        return Violation(
            kind=ViolationKind.SORT,
            vehicle_id=self.vehicle.id,
            shipment_id=shipment.id,
            explanation=f"vehicle {self.vehicle.id!r}: {words}",
        )

    def _spans(self) -> list[_Span]:
        """The route from leaving to its end, as spans of what is done."""
        spans: list[_Span] = []
        breaks = sorted((b.start_time_s, b.start_time_s + b.duration_s) for b in self.route.breaks)

        def work(begin: int, seconds: int, doing: str) -> int:
            """Seconds of doing something from a moment on, with the breaks that interrupt it."""
            now = begin
            for start, end in breaks:
                if start < now or (start == now and end == now):
                    continue
                if start >= now + seconds:
                    break
                if start > now:
                    spans.append(_Span(doing, now, start))
                seconds -= start - now
                spans.append(_Span("off", start, end))
                now = end
            if seconds:
                spans.append(_Span(doing, now, now + seconds))
            return now + seconds

        now = self.route.start_time_s
        for stop in self.route.stops:
            now = work(now, stop.travel_duration_s, "drive")
            now = work(now, stop.setup_duration_s, "setup")
            if stop.start_time_s > now:
                self._idle(spans, breaks, now, stop.start_time_s)
            now = stop.start_time_s
            if stop.departure_time_s > now:
                spans.append(_Span("serve", now, stop.departure_time_s))
            now = stop.departure_time_s
        last = self.route.stops[-1].place_id
        ends = {d.id: d.place_id for d in self.problem.depots}.get(self.vehicle.end_depot_id or "")
        if ends is not None:
            home = self.road.drive(last, ends, now, breaks)
            now = work(now, 0 if home is None else home[1], "drive")
        if self.route.end_time_s > now:
            self._idle(spans, breaks, now, self.route.end_time_s)
        return spans

    def _idle(
        self, spans: list[_Span], breaks: list[tuple[int, int]], begin: int, end: int
    ) -> None:
        now = begin
        for start, stop in breaks:
            if begin <= start and stop <= end and start >= now:
                if start > now:
                    spans.append(_Span("idle", now, start))
                spans.append(_Span("off", start, stop))
                now = stop
        if end > now:
            spans.append(_Span("idle", now, end))

    def breaks(self) -> Iterator[Violation]:
        """Pauses in their windows, rests in time, none of them during work."""
        route, vehicle = self.route, self.vehicle
        ordered = sorted(route.breaks, key=lambda b: b.start_time_s)
        busy = [(s.start_time_s, s.departure_time_s) for s in route.stops]
        for b in ordered:
            begin, end = b.start_time_s, b.start_time_s + b.duration_s
            if any(max(begin, x) < min(end, y) for x, y in busy):
                yield self.found(ViolationKind.PAUSE, f"pauses at {begin} during a service")
            if begin < route.start_time_s or end > route.end_time_s:
                yield self.found(ViolationKind.PAUSE, f"pauses at {begin}, outside its route")
            busy.append((begin, end))
        yield from self._pauses()
        spans = self._spans()
        driven = sum(s.end - s.begin for s in spans if s.doing == "drive")
        limit = vehicle.driving_limit_s
        if limit is not None and driven > limit.maximum:
            yield self.found(
                ViolationKind.DRIVING_LIMIT,
                f"drives {driven} s, and {limit.maximum} s is the limit",
                excess=driven - limit.maximum,
            )
        for rule in vehicle.rest_rules:
            excess = _over(rule, spans)
            if excess > 0:
                what = "drives" if rule.count is RestCount.DRIVING else "works"
                yield self.found(
                    ViolationKind.REST,
                    f"{what} {excess} s longer than {rule.limit_duration_s} s without its rest",
                    excess=excess,
                )

    def _pauses(self) -> Iterator[Violation]:
        free = sorted(self.route.breaks, key=lambda b: b.start_time_s)
        for pause in self.vehicle.pauses:
            opens, closes = pause.start_window.start_time_s, pause.start_window.end_time_s
            if self.route.start_time_s >= opens + pause.duration_s:
                continue
            fitting = [
                b
                for b in free
                if opens <= b.start_time_s <= closes and b.duration_s == pause.duration_s
            ]
            if fitting:
                free.remove(fitting[0])
            elif self.route.end_time_s > closes:
                yield self.found(
                    ViolationKind.PAUSE,
                    f"takes no pause of {pause.duration_s} s that starts from {opens} to {closes}",
                )


def _over(rule: RestRule, spans: Sequence[_Span]) -> int:
    """Most seconds that are driven, or worked, beyond what is allowed without a rest."""
    used = worst = off = 0
    part = False
    counted = ("drive",) if rule.count is RestCount.DRIVING else ("drive", "setup", "serve")
    for span in spans:
        seconds = span.end - span.begin
        if span.doing in ("idle", "off"):
            off += seconds
            needed = rule.duration_s - (rule.first_part_duration_s if part else 0)
            if off >= needed:
                used, part = 0, False
            continue
        if rule.first_part_duration_s and rule.first_part_duration_s <= off < rule.duration_s:
            part = used > 0 or part
        off = 0
        if span.doing in counted:
            used += seconds
            worst = max(worst, used - rule.limit_duration_s)
    return worst
