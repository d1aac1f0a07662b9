"""What would let a shipment be served that is left out: its cheapest place, or the least change.

Every likely place in every route is simulated with all rules. Where none holds, one rule after the
other is lifted: the window of the shipment, the shift, each limit, the capacity, the skills, and so
on. The simulated route then says by how much the rule would have to give way, and the smallest
change, weighed so that ten minutes, a tenth of a load and five kilometres are alike, is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np

from optimizer.budget import Budget
from optimizer.routing.arrays import COST_PARTS, Integers, RoutingArrays
from optimizer.routing.explain_rules import choices
from optimizer.routing.general import Drive, Simulator
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER, Laws
from optimizer.routing.model import Relaxation, RoutingProblem
from optimizer.routing.rules import laws as all_laws
from optimizer.routing.schedule import Tour

PLACES_MAX = 3_000
"""Places up to which the tables for simulating are made for this alone."""
PLACES_PRICED = 400
"""Places of a route, nearest first, at which a shipment is tried for its price."""
PLACES_RELAXED = 30
"""The same for each rule that is lifted."""

Excess = Callable[[Tour, Drive], int]


@dataclass(frozen=True, slots=True)
class _Lifted:
    """One rule lifted: the tables without it, what it is called, and by how much it is broken."""

    field: str
    words: str
    laws: Laws
    excess: Excess
    weight: float


class Relaxer:
    """Tries places for shipments of one problem; `arrays` hold all of them."""

    def __init__(self, problem: RoutingProblem, arrays: RoutingArrays) -> None:
        self._problem, self._arrays = problem, arrays
        self._laws = arrays.laws
        if self._laws is None and len(arrays.place_ids) <= PLACES_MAX:
            self._laws = all_laws(problem, arrays, searched=False)
        self._simulator = None if self._laws is None else Simulator(self._laws)
        self._of_vehicles: list[tuple[_Lifted, Simulator]] | None = None

    @property
    def simulates(self) -> bool:
        """Whether places can be tried at all: not where there are too many for the tables."""
        return self._simulator is not None

    def cheapest(self, s: int, tours: Sequence[Tour], budget: Budget) -> tuple[int, str] | None:
        """Least extra cost in minor units of a place for a shipment, and its vehicle."""
        if self._simulator is None:
            return None
        best: tuple[int, int] | None = None
        before: dict[Tour, int | None] = {}
        for tour, nodes in self._places(s, tours, most=PLACES_PRICED):
            if budget.expired():
                break
            if tour not in before:
                t, old = tour.vehicle_type, tour.visits
                before[tour] = self._simulator.cost(t, old) if old else 0
            known = before[tour]
            cost = self._simulator.cost(tour.vehicle_type, nodes)
            if cost is not None and known is not None and (best is None or cost - known < best[0]):
                best = cost - known, tour.vehicle_type
        if best is None:
            return None
        tick = self._arrays.tick
        minor = (2 * best[0] * tick + COST_PARTS) // (2 * COST_PARTS)
        return minor, self._vehicle(best[1])

    def smallest(self, s: int, tours: Sequence[Tour], budget: Budget) -> Relaxation | None:
        """The smallest change of one rule with which a place is found; None where none helps.

        Without `tours` it is the one with which an empty vehicle would serve it.
        """
        if self._laws is None:
            return None
        found: tuple[float, Relaxation] | None = None
        likely = list(self._places(s, tours, most=PLACES_RELAXED))
        for lifted, simulator in self._rules(s):
            places = likely
            if lifted.field == "shipments.required_skills":
                places = list(self._places(s, tours, most=PLACES_RELAXED, anyone=True))
            for tour, nodes in places:
                if budget.expired():
                    return None
                drive = simulator.drive(tour.vehicle_type, nodes)
                if drive is None:
                    continue
                amount = lifted.excess(Tour(tour.vehicle_type, nodes), drive)
                score = lifted.weight * max(amount, 1)
                if found is None or score < found[0]:
                    found = score, self._relaxation(lifted, tour.vehicle_type, amount)
        return None if found is None else found[1]

    def _vehicle(self, t: int) -> str:
        return self._problem.vehicles[int(self._arrays.vehicles[t][0])].id

    def _relaxation(self, lifted: _Lifted, t: int, amount: int) -> Relaxation:
        vehicle = self._vehicle(t)
        words = lifted.words.format(amount=amount, minutes=-(-amount // 60), vehicle=repr(vehicle))
        return Relaxation(field=lifted.field, amount=amount, vehicle_id=vehicle, explanation=words)

    # Where it might go, those of the shortest detour first.

    def _places(
        self, s: int, tours: Sequence[Tour], *, most: int, anyone: bool = False
    ) -> Iterator[tuple[Tour, tuple[int, ...]]]:
        arrays = self._arrays
        used = np.bincount([t.vehicle_type for t in tours], minlength=arrays.type_count)
        fresh = [Tour(t, ()) for t in range(arrays.type_count) if used[t] < len(arrays.vehicles[t])]
        options = choices(arrays, s)
        ranked = (
            (metres, x, visits, i, j)
            for x, tour in enumerate((*fresh, *tours))
            if anyone or arrays.capable[s, tour.vehicle_type]
            for visits in options
            for metres, i, j in self._insertions(tour, visits)
        )
        for _, x, visits, i, j in nsmallest(most, ranked):
            tour = (*fresh, *tours)[x]
            old = tour.visits
            if len(visits) == 1:
                yield tour, (*old[:i], visits[0], *old[i:])
            else:
                yield tour, (*old[:i], visits[0], *old[i:j], visits[-1], *old[j:])

    def _insertions(self, tour: Tour, visits: tuple[int, ...]) -> Iterator[tuple[int, int, int]]:
        """Metres of the detour and where the visits go in; a few pairs of places of each stop."""
        count = len(tour.visits)
        first = self._detours(tour, visits[0]).tolist()
        if len(visits) == 1:
            for i in range(count + 1):
                yield first[i], i, i
            return
        at_last = self._detours(tour, visits[-1])
        last = at_last.tolist()
        likely = np.argsort(at_last, kind="stable")[:12].tolist()
        between = int(self._arrays.distance_m[self._place(visits[0]), self._place(visits[-1])])
        for i in range(count + 1):
            yield first[i] + 2 * max(0, between), i, i
            for j in likely:
                if j > i:
                    yield first[i] + last[j], i, j

    def _detours(self, tour: Tour, visit: int) -> Integers:
        arrays, t = self._arrays, tour.vehicle_type
        stops = [int(arrays.start_place[t]), *(self._place(v) for v in tour.visits)]
        end = int(arrays.end_place[t])
        here = np.array(stops)
        there = np.array([*stops[1:], end if end >= 0 else stops[-1]])
        way, place = arrays.distance_m, self._place(visit)
        to, onward = way[here, place], way[place, there]
        if end < 0:
            onward[-1] = 0
        closed = (to < 0) | (onward < 0)
        metres: Integers = to + onward - np.maximum(0, way[here, there])
        metres[closed] = NEVER
        return metres

    def _place(self, node: int) -> int:
        if node < self._arrays.visit_count:
            return int(self._arrays.visit_place[node])
        assert self._laws is not None  # noqa: S101 - only laws have reloads
        return int(self._laws.visit[node, table.PLACE])

    # The rules, each lifted alone.

    def _rules(self, s: int) -> Iterator[tuple[_Lifted, Simulator]]:
        if self._of_vehicles is None:
            self._of_vehicles = [(x, Simulator(x.laws)) for x in self._vehicle_rules()]
        for lifted in self._shipment_rules(s):
            yield lifted, Simulator(lifted.laws)
        yield from self._of_vehicles

    def _vehicle_rules(self) -> Iterator[_Lifted]:
        laws, arrays = self._laws, self._arrays
        assert laws is not None  # noqa: S101 - asked for by the caller

        def without(*columns: int) -> Laws:
            kind = laws.kind.copy()
            kind[:, columns] = NEVER // 4
            return laws._replace(kind=kind)

        def above(column: int, of: Callable[[Tour, Drive], int]) -> Excess:
            return lambda tour, drive: of(tour, drive) - int(laws.kind[tour.vehicle_type, column])

        served = "It could be served by vehicle {vehicle}"
        for field, columns, words, excess, weight in (
            (
                "vehicles.shift_window",
                (table.END_CLOSES,),
                ", which would end {minutes} min after its shift or its depot closes.",
                above(table.END_CLOSES, lambda _, drive: drive.end_s),
                1 / 600,
            ),
            (
                "vehicles.duration_limit_s",
                (table.TIME_LIMIT,),
                ", which would be out {amount} s longer than it may.",
                above(table.TIME_LIMIT, lambda _, drive: drive.end_s - drive.leave_s),
                1 / 600,
            ),
            (
                "vehicles.distance_limit_m",
                (table.WAY_LIMIT,),
                ", which would drive {amount} m more than it may.",
                above(table.WAY_LIMIT, lambda _, drive: drive.distance_m),
                1 / 5_000,
            ),
            (
                "vehicles.driving_limit_s",
                (table.DRIVING_LIMIT,),
                ", which would drive {amount} s longer than it may.",
                above(table.DRIVING_LIMIT, lambda _, drive: drive.driving_s),
                1 / 600,
            ),
            (
                "vehicles.stop_limit",
                (table.STOP_LIMIT,),
                ", with {amount} stop(s) more than it may make.",
                above(
                    table.STOP_LIMIT,
                    lambda tour, _: sum(v < arrays.visit_count for v in tour.visits),
                ),
                1.0,
            ),
        ):
            if (laws.kind[:, columns] < NEVER // 8).any():
                yield _Lifted(field, served + words, without(*columns), excess, weight)
        if laws.kind[:, table.END_PAUSE].any():
            kind = laws.kind.copy()
            kind[:, table.END_PAUSE] = kind[:, table.FIRST_PAUSE]
            yield _Lifted(
                "vehicles.pauses",
                served + " if its driver took no pause.",
                laws._replace(kind=kind),
                _no_amount,
                4.0,
            )
        if laws.kind[:, table.END_REST].any():
            kind = laws.kind.copy()
            kind[:, table.END_REST] = kind[:, table.FIRST_REST]
            yield _Lifted(
                "vehicles.rest_rules",
                served + " if its driver need not rest.",
                laws._replace(kind=kind),
                _no_amount,
                8.0,
            )
        for d, name in enumerate(arrays.dimensions):
            column = table.CAPACITY + table.CAPACITY_COLUMNS * d
            most = float(np.median(arrays.capacity[:, d]))
            yield _Lifted(
                "vehicles.capacities",
                served + f" if it carried {{amount}} of {name} more.",
                without(column),
                self._overload(d),
                10 / max(1.0, most),
            )

    def _overload(self, d: int) -> Excess:
        """How much more is aboard than fits at the fullest moment of a route."""
        arrays = self._arrays

        def excess(tour: Tour, _: Drive) -> int:
            room = int(arrays.capacity[tour.vehicle_type, d])
            trips: list[list[int]] = [[]]
            for v in tour.visits:
                if v < arrays.visit_count:
                    trips[-1].append(v)
                else:
                    trips.append([])
            aboard = worst = 0
            for trip in trips:
                change = arrays.load_change[trip, d]
                shipments = arrays.visit_shipment[trip]
                aboard -= int(change[arrays.pickup_visit[shipments] < 0].sum())
                levels = aboard + np.concatenate(([0], np.cumsum(change)))
                worst = max(worst, int(levels.max()))
                aboard = int(levels[-1] - change[arrays.delivery_visit[shipments] < 0].sum())
            return worst - room

        return excess

    def _shipment_rules(self, s: int) -> Iterator[_Lifted]:
        laws, arrays = self._laws, self._arrays
        assert laws is not None  # noqa: S101 - asked for by the caller
        served = "It could be served by vehicle {vehicle} "
        own = sorted({v for visits in choices(arrays, s) for v in visits})
        if (laws.visit[own, table.FIRST_WINDOW] < laws.visit[own, table.END_WINDOW]).any():
            visit = laws.visit.copy()
            visit[own, table.END_WINDOW] = visit[own, table.FIRST_WINDOW]
            yield _Lifted(
                "shipments.time_windows",
                served + "with a window {minutes} min wider.",
                laws._replace(visit=visit),
                self._outside(set(own)),
                1 / 600,
            )
        row = laws.shipment[s]
        for field, columns, value, words in (
            ("shipments.ride_limit_s", (table.RIDE,), NEVER, "without its ride limit."),
            ("shipments.detour_limit_s", (table.DETOUR,), NEVER, "without its detour limit."),
            ("shipments.release_time", (table.RELEASE,), -NEVER, "if it were released earlier."),
            ("shipments.due_time", (table.DUE,), NEVER, "if it were due later."),
        ):
            if row[columns[0]] != value:
                shipment = laws.shipment.copy()
                shipment[s, columns] = value
                lifted = laws._replace(shipment=shipment)
                yield _Lifted(field, served + words, lifted, _no_amount, 3.0)
        if row[table.FIRST_APART] < row[table.END_APART]:
            shipment = laws.shipment.copy()
            shipment[s, table.END_APART] = shipment[s, table.FIRST_APART]
            yield _Lifted(
                "groups",
                served + "if it might share it with the others of its group.",
                laws._replace(shipment=shipment),
                _no_amount,
                5.0,
            )
        if row[table.SORT] >= 0:
            shipment = laws.shipment.copy()
            shipment[s, table.SORT] = table.NONE
            yield _Lifted(
                "shipments.sort",
                served + "but for the rules of its sort.",
                laws._replace(shipment=shipment),
                _no_amount,
                5.0,
            )
        if laws.visit[own, table.SPOT].any():
            visit = laws.visit.copy()
            visit[own, table.SPOT] = 0
            yield _Lifted(
                "locks",
                served + "at another place in the sequence.",
                laws._replace(visit=visit),
                _no_amount,
                2.0,
            )
        yield from self._skill_rules(s)

    def _skill_rules(self, s: int) -> Iterator[_Lifted]:
        """Vehicles that lack skills, or are not among the allowed."""
        laws, arrays = self._laws, self._arrays
        assert laws is not None  # noqa: S101 - asked for by the caller
        shipment = self._problem.shipments[int(arrays.shipment_source[s])]
        if arrays.capable[s].all():
            return
        has = [set(self._problem.vehicles[int(group[0])].skills) for group in arrays.vehicles]
        needed = set(shipment.required_skills)
        fare = laws.fare.copy()
        fare[s] = np.maximum(fare[s], 0)

        def missing(tour: Tour, _: Drive) -> int:
            return len(needed - has[tour.vehicle_type])

        lacking = ", ".join(sorted(needed)) or "a vehicle"
        words = (
            f"It could be served by vehicle {{vehicle}} if that had {{amount}} more of the skills "
            f"{lacking}."
            if needed
            else "It could be served by vehicle {vehicle} if that were allowed."
        )
        yield _Lifted("shipments.required_skills", words, laws._replace(fare=fare), missing, 6.0)

    def _outside(self, own: set[int]) -> Excess:
        """Seconds by which the services of a shipment start outside their nearest windows."""
        arrays = self._arrays

        def excess(tour: Tour, drive: Drive) -> int:
            total = 0
            for v, times in zip(tour.visits, drive.times, strict=True):
                if v not in own or arrays.window_first[v] == arrays.window_first[v + 1]:
                    continue
                spans = slice(arrays.window_first[v], arrays.window_first[v + 1])
                late = times[2] - arrays.window_end_s[spans]
                early = arrays.window_start_s[spans] - times[2]
                total += max(0, int(np.maximum(late, early).min()))
            return total

        return excess


def _no_amount(_: Tour, __: Drive) -> int:
    return 0
