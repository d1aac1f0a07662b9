"""Why a shipment is not served: the first rule that stops it even when it is alone.

`impossible` answers for all shipments at once and in milliseconds, before any search. What it
lets through is asked again after the search, one by one and exactly; what could be served alone
lost against the others, and then the cheapest way to squeeze it in says what that would cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import numpy as np

from optimizer.budget import Budget
from optimizer.routing.arrays import Flags, Integers, RoutingArrays
from optimizer.routing.explain_rules import choices, companions, fixed_place, stopping_rule
from optimizer.routing.kernels.laws import UNIT
from optimizer.routing.model import (
    Relaxation,
    RoutingProblem,
    Shipment,
    UnservedReason,
    UnservedShipment,
)
from optimizer.routing.relax import Relaxer
from optimizer.routing.schedule import Scheduler, Tour

_NEVER = 2**58
_COMPETITION = "It could be served alone; no place was found for it beside the others."


def impossible(arrays: RoutingArrays) -> Flags:
    """Shipments (S) that no vehicle can serve, whatever else it does; sure where true.

    A shipment that is served alone without trouble is possible. One that is not gets a second
    look over shortest paths: where a table breaks the triangle inequality or lacks a direct way,
    it may be within reach past other stops.
    """
    possible = np.zeros(arrays.shipment_count, np.bool_)
    for chosen in _choices(arrays):
        for t in range(arrays.type_count):
            possible |= arrays.capable[:, t] & _alone(chosen, t)
        for t in range(arrays.type_count):
            doubtful = arrays.capable[:, t] & ~possible
            if doubtful.any():
                possible |= doubtful & _within_reach(chosen, t)
    if arrays.laws is not None:
        # All of a unit or none of it.
        unit = arrays.laws.shipment[:, UNIT]
        broken = np.zeros(len(arrays.laws.unit), np.bool_)
        broken[unit[~possible]] = True
        possible &= ~broken[unit]
    return ~possible


def _choices(arrays: RoutingArrays) -> Iterator[RoutingArrays]:
    """The problem with each choice among alternative visits; those with fewer keep their last."""
    most = [max(1, int(n.max(initial=1))) for n in (arrays.pickup_options, arrays.delivery_options)]
    for p, d in product(range(most[0]), range(most[1])):
        yield replace(
            arrays,
            pickup_visit=arrays.pickup_visit
            + np.minimum(p, np.maximum(0, arrays.pickup_options - 1)),
            delivery_visit=arrays.delivery_visit
            + np.minimum(d, np.maximum(0, arrays.delivery_options - 1)),
        )


def _alone(arrays: RoutingArrays, t: int) -> Flags:
    """Whether a vehicle of the type may serve each shipment (S) alone, by the needed bounds."""
    fits = _fits(arrays, t)
    place = np.full(arrays.shipment_count, arrays.start_place[t])
    distance = np.zeros(arrays.shipment_count, np.int64)
    driving = np.zeros(arrays.shipment_count, np.int64)
    clock = np.full(arrays.shipment_count, arrays.leave_earliest_s[t])
    ground, duration = arrays.way_m[arrays.speed[t]], arrays.duration_s[arrays.speed[t]]
    for of_shipment in (arrays.pickup_visit, arrays.delivery_visit):
        has = np.flatnonzero(of_shipment >= 0)
        visit = of_shipment[has]
        there = arrays.visit_place[visit]
        way, time = ground[place[has], there], duration[place[has], there]
        fits[has] &= way >= 0
        distance[has] += way
        driving[has] += time + arrays.service_s[visit]
        start = _service_start(arrays, visit, clock[has] + time)
        clock[has] = start + arrays.service_s[visit]
        place[has] = there
    home = int(arrays.end_place[t])
    if home >= 0:
        way, time = ground[place, home], duration[place, home]
        fits &= way >= 0
        distance += way
        driving += time
        clock += time
    fits &= distance <= arrays.distance_limit_m[t]
    fits &= driving <= arrays.duration_limit_s[t]
    fits &= clock <= arrays.end_latest_s[t]
    return fits


def _within_reach(arrays: RoutingArrays, t: int) -> Flags:
    """The same over shortest paths from the start and to the end, a true lower bound."""
    fits = _fits(arrays, t)
    home = int(arrays.end_place[t])
    distance = np.zeros(arrays.shipment_count, np.int64)
    clock = np.full(arrays.shipment_count, arrays.leave_earliest_s[t])
    driving = np.zeros(arrays.shipment_count, np.int64)
    free = np.zeros(arrays.distance_m.shape[0], np.int64)
    tables = (arrays.way_m[arrays.speed[t]], arrays.duration_s[arrays.speed[t]])
    way_out, time_out = (_shortest(x, int(arrays.start_place[t])) for x in tables)
    way_home, time_home = (free if home < 0 else _shortest(x.T, home) for x in tables)
    for of_shipment in (arrays.pickup_visit, arrays.delivery_visit):
        has = np.flatnonzero(of_shipment >= 0)
        visit = of_shipment[has]
        there = arrays.visit_place[visit]
        distance[has] = np.maximum(distance[has], way_out[there] + way_home[there])
        service = arrays.service_s[visit]
        driving[has] = np.maximum(driving[has], time_out[there] + time_home[there] + service)
        arrival = np.maximum(clock[has], arrays.leave_earliest_s[t] + time_out[there])
        clock[has] = _service_start(arrays, visit, arrival) + service
    last = np.where(arrays.delivery_visit >= 0, arrays.delivery_visit, arrays.pickup_visit)
    clock += time_home[arrays.visit_place[last]]
    fits &= distance <= min(int(arrays.distance_limit_m[t]), _NEVER - 1)
    fits &= driving <= arrays.duration_limit_s[t]
    fits &= clock <= arrays.end_latest_s[t]
    return fits


def _shortest(table: Integers, source: int) -> Integers:
    """Length of the shortest path from a row to all others over allowed cells (Dijkstra)."""
    reached = np.full(table.shape[0], _NEVER)
    reached[source] = 0
    open_rows = np.ones(table.shape[0], np.bool_)
    for _ in range(table.shape[0]):
        row = int(np.argmin(np.where(open_rows, reached, _NEVER + 1)))
        if reached[row] >= _NEVER:
            break
        open_rows[row] = False
        onward = np.where(table[row] < 0, _NEVER, reached[row] + table[row])
        np.minimum(reached, onward, out=reached)
    return reached


def _fits(arrays: RoutingArrays, t: int) -> Flags:
    """Whether each shipment (S) fits into an empty vehicle of the type, load and stops."""
    few: Flags = arrays.linked.astype(np.int64) + 1 <= arrays.stop_limit[t]
    if not arrays.dimensions or not arrays.shipment_count:
        return few
    visit = np.maximum(arrays.pickup_visit, arrays.delivery_visit)
    amounts = np.abs(arrays.load_change[visit])
    fits: Flags = few & (amounts <= arrays.capacity[t]).all(axis=1)
    return fits


def _service_start(arrays: RoutingArrays, visit: Integers, arrival: Integers) -> Integers:
    """First moment at or after arrival inside a window of each visit; `_NEVER` when none is."""
    count = arrays.windows_per_visit[visit]
    start = np.where(count == 0, arrival, _NEVER)
    for w in range(int(count.max(initial=0))):
        has = np.flatnonzero(count > w)
        window = arrays.window_first[visit[has]] + w
        reached = np.maximum(arrival[has], arrays.window_start_s[window])
        inside = reached <= arrays.window_end_s[window]
        start[has] = np.where(inside, np.minimum(start[has], reached), start[has])
    return start


class Explainer:
    """Finds reasons for one problem; `arrays` hold all its shipments."""

    def __init__(self, problem: RoutingProblem, arrays: RoutingArrays) -> None:
        self._problem = problem
        self._arrays = arrays
        self._scheduler = Scheduler(arrays)
        self._relaxer = Relaxer(problem, arrays)
        zone = problem.depots[0].time_zone if problem.depots else "UTC"
        self._zone = ZoneInfo(zone)

    def unserved(
        self, s: int, tours: Sequence[Tour], budget: Budget | None = None
    ) -> UnservedShipment:
        """Reason and words for shipment `s`, left out of `tours`.

        With a `budget` also the cheapest place among the tours, or the smallest change that would
        make one.
        """
        reason, words = self.reason(s)
        cost: int | None = None
        relaxation: Relaxation | None = None
        if budget is not None and not budget.expired() and reason is not UnservedReason.UNREACHABLE:
            if not self._bound(s):
                words, cost = self._with_insertion(s, reason, words, tours, budget)
            if cost is None and not self._bound(s):
                beside = tours if reason is UnservedReason.COMPETITION else ()
                relaxation = self._relaxer.smallest(s, beside, budget)
            if relaxation is not None:
                words = f"{words} {relaxation.explanation}"
        return UnservedShipment(
            shipment_id=self._problem.shipments[s].id,
            reason=reason,
            explanation=words,
            insertion_cost_minor=cost,
            relaxation=relaxation,
        )

    def _bound(self, s: int) -> bool:
        """Whether others must ride with it: then it has no place by itself."""
        return bool(companions(self._arrays, s))

    def _with_insertion(
        self,
        s: int,
        reason: UnservedReason,
        words: str,
        tours: Sequence[Tour],
        budget: Budget,
    ) -> tuple[str, int | None]:
        """What it would cost to add it beside the others."""
        if reason is not UnservedReason.COMPETITION:
            return words, None
        cheapest = self._relaxer.cheapest(s, tours, budget)
        if cheapest is None:
            if not budget.expired() and self._relaxer.simulates:
                words = (
                    "It could be served alone, but beside the others no place was found that keeps "
                    "every rule: load, time, limits, what may share a vehicle."
                )
            return words, None
        cost, vehicle = cheapest
        penalty = self._problem.shipments[int(self._arrays.shipment_source[s])].penalty_minor
        if not self._arrays.mandatory[s] and penalty is not None and cost >= penalty:
            return (
                f"Serving it would cost at least {cost} minor units more (with vehicle "
                f"{vehicle!r}), not less than its penalty of {penalty}.",
                cost,
            )
        return (
            f"It is in no route, but could be added to vehicle {vehicle!r} for {cost} minor units "
            "more.",
            cost,
        )

    def reason(self, s: int) -> tuple[UnservedReason, str]:
        """The first rule that stops it alone, else competition."""
        arrays = self._arrays
        shipment = self._problem.shipments[s]
        types = np.flatnonzero(arrays.capable[s])
        if not len(types):
            return UnservedReason.NO_CAPABLE_VEHICLE, self._no_capable(shipment)
        fitting = [int(t) for t in types if self._fits_empty(s, int(t))]
        if not fitting:
            return UnservedReason.CAPACITY, self._capacity(s, types)
        visits = arrays.visits_of(s)
        ways = [
            t
            for t in fitting
            if any(self._scheduler.legs(Tour(t, v)) is not None for v in choices(arrays, s))
        ]
        if not ways:
            chosen = dict.fromkeys(v for visits in choices(arrays, s) for v in visits)
            places = " and ".join(repr(self._place(v)) for v in chosen)
            return (
                UnservedReason.UNREACHABLE,
                f"There is no way from the start to {places} and on to the end for any vehicle "
                "that could carry it.",
            )
        if arrays.laws is not None:
            return self._by_rules(s, ways)
        timely = [t for t in ways if self._scheduler.schedule(Tour(t, visits)) is not None]
        if not timely:
            return UnservedReason.TIME, self._late(visits, ways)
        if not any(self._scheduler.feasible(Tour(t, visits)) for t in timely):
            return UnservedReason.LIMIT, self._beyond(visits, timely)
        return UnservedReason.COMPETITION, _COMPETITION

    def _by_rules(self, s: int, types: list[int]) -> tuple[UnservedReason, str]:
        """The reason in a problem with rules beyond the classic ones."""
        arrays = self._arrays
        friends = companions(arrays, s)
        if friends:
            names = ", ".join(repr(self._problem.shipments[f].id) for f in friends[:5])
            return (
                UnservedReason.COMPETITION,
                f"It rides with {names} or not at all, and they found no place together.",
            )
        found = stopping_rule(arrays, s, types)
        if found is not None:
            return found
        place = fixed_place(arrays, s)
        if place > 1:
            return (
                UnservedReason.RULE,
                f"It is fixed to place {place} of its route, and found no route with so many stops "
                "beside which it fits.",
            )
        return UnservedReason.COMPETITION, _COMPETITION

    def _fits_empty(self, s: int, t: int) -> bool:
        arrays = self._arrays
        visit = max(arrays.pickup_visit[s], arrays.delivery_visit[s])
        return bool((np.abs(arrays.load_change[visit]) <= arrays.capacity[t]).all())

    def _place(self, visit: int) -> str:
        arrays = self._arrays
        shipment = self._problem.shipments[
            int(arrays.shipment_source[arrays.visit_shipment[visit]])
        ]
        picks = arrays.is_pickup(visit)
        visits = shipment.pickups if picks else shipment.deliveries
        first = (arrays.pickup_visit if picks else arrays.delivery_visit)[
            arrays.visit_shipment[visit]
        ]
        return visits[visit - int(first)].place_id

    def _no_capable(self, shipment: Shipment) -> str:
        if not self._problem.vehicles:
            return "There are no vehicles."
        need = set(shipment.required_skills)
        able = [v for v in self._problem.vehicles if need <= set(v.skills)]
        allowed = set(shipment.allowed_vehicle_ids) or {v.id for v in able}
        able = [v for v in able if v.id in allowed - set(shipment.forbidden_vehicle_ids)]
        if able:
            return "It lies outside the territories of every vehicle that could carry it."
        if shipment.allowed_vehicle_ids:
            names = ", ".join(repr(v) for v in shipment.allowed_vehicle_ids[:3])
            if len(shipment.allowed_vehicle_ids) > 3:
                names += " ..."
            known = [v for v in self._problem.vehicles if v.id in allowed]
            if not known:
                return f"None of its allowed vehicles ({names}) is there."
            if not any(need <= set(v.skills) for v in known):
                return f"None of its allowed vehicles ({names}) has the skills it needs."
            return (
                f"Each of its allowed vehicles ({names}) lacks its skills or is forbidden for it, "
                "or its windows are over before it may be tried or changed."
            )
        if shipment.forbidden_vehicle_ids:
            return (
                "Every vehicle with the skills it needs is forbidden for it, or its windows are "
                "over before it may be tried or changed."
            )
        return f"No vehicle has all of the skills it needs: {', '.join(shipment.required_skills)}."

    def _capacity(self, s: int, types: Integers) -> str:
        arrays = self._arrays
        visit = int(max(arrays.pickup_visit[s], arrays.delivery_visit[s]))
        amounts = np.abs(arrays.load_change[visit])
        most = arrays.capacity[types].max(axis=0)
        for d, name in enumerate(arrays.dimensions):
            if amounts[d] > most[d]:
                return (
                    f"It takes up {amounts[d]} of {name}; the largest vehicle that may carry it "
                    f"holds {most[d]}."
                )
        return "No single vehicle that may carry it holds all of its loads at once."

    def _late(self, visits: tuple[int, ...], types: list[int]) -> str:
        arrays, scheduler = self._arrays, self._scheduler
        for visit in visits:
            arrivals = []
            for t in types:
                legs = scheduler.legs(Tour(t, (visit,)))
                if legs is not None:
                    arrivals.append(int(arrays.leave_earliest_s[t]) + legs[1][0])
            windows = slice(arrays.window_first[visit], arrays.window_first[visit + 1])
            ends = arrays.window_end_s[windows]
            if len(ends) and arrivals and min(arrivals) > ends[-1]:
                return (
                    f"The earliest arrival at {self._place(visit)!r} is "
                    f"{self._moment(min(arrivals))}, after its last window ends at "
                    f"{self._moment(int(ends[-1]))}."
                )
        return (
            "No vehicle that could carry it serves "
            + " and ".join(repr(self._place(v)) for v in visits)
            + " inside the windows and ends within its shift, even with nothing else to do."
        )

    def _beyond(self, visits: tuple[int, ...], types: list[int]) -> str:
        arrays, scheduler = self._arrays, self._scheduler
        t = types[0]
        schedule = scheduler.schedule(Tour(t, visits))
        vehicle = self._problem.vehicles[int(arrays.vehicles[t][0])].id
        if schedule is None or len(visits) > arrays.stop_limit[t]:
            return f"It needs {len(visits)} stops, more than vehicle {vehicle!r} may make."
        if schedule.distance_m > arrays.distance_limit_m[t]:
            return (
                f"Alone it takes {schedule.distance_m} m; vehicle {vehicle!r} may drive "
                f"{arrays.distance_limit_m[t]} m, and no other does better."
            )
        return (
            f"Alone it takes {schedule.duration_s} s; vehicle {vehicle!r} may be out "
            f"{arrays.duration_limit_s[t]} s, and no other does better."
        )

    def _moment(self, seconds: int) -> str:
        moment = datetime.fromtimestamp(self._arrays.origin_s + seconds, UTC)
        return f"{moment.astimezone(self._zone):%Y-%m-%d %H:%M} {self._zone.key}"
