"""When a vehicle leaves, serves and returns, given the order of its visits; and what that costs.

The rule, the same for every engine and for the checker:

1. Each service starts as early as it can: at the first moment at or after arrival that lies in one
   of the visit's windows.
2. The route ends as early as the order of visits allows.
3. Among all departures that still end then, the vehicle leaves at the latest one, so it waits at
   home rather than on the road, and no service is later than the early end needs.
4. Only where time has a price or a limit (cost per hour, duration limit) a later end may be taken
   when it makes the route shorter in time: with several windows per visit, leaving in the
   afternoon can save hours of waiting. Of equally short ones the earliest end is taken.

With one window per visit step 3 already gives the shortest duration (Savelsbergh 1992). Problems
with rules beyond the classic ones are driven by `kernels/drive.py`, which adds pauses, rests, trips
and preferred windows to this rule; there the departure is the one of least cost, and of those the
latest that still ends first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from optimizer.routing.arrays import UNLIMITED, Flags, RoutingArrays
from optimizer.routing.general import Drive, Simulator
from optimizer.routing.kernels.laws import PLACE


@dataclass(frozen=True, slots=True)
class Tour:
    """Visits of one vehicle of a type, in order; reloads are nodes from the number of visits on."""

    vehicle_type: int
    visits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Times of a tour in seconds from the origin, one entry per visit, and its sums.

    `arrival_s` is when the service could begin: set-up is over. `breaks` are starts and lengths.
    `cost` and `bill` (in cost units) are None and empty for classic problems; so is `driven_s`, the
    seconds at the wheel to each visit, which there are those of the travel table.
    """

    leave_s: int
    arrival_s: tuple[int, ...]
    start_s: tuple[int, ...]
    end_s: int
    waiting_s: int
    distance_m: int
    driving_s: int = 0
    breaks: tuple[tuple[int, int], ...] = ()
    cost: int | None = None
    bill: tuple[int, ...] = ()
    driven_s: tuple[int, ...] = ()

    @property
    def duration_s(self) -> int:
        """From leaving to the end."""
        return self.end_s - self.leave_s


class Scheduler:
    """Schedules tours of one problem; holds its tables as plain lists, which are quick to read."""

    def __init__(self, arrays: RoutingArrays) -> None:
        self._arrays = arrays
        first = arrays.window_first.tolist()
        starts, ends = arrays.window_start_s.tolist(), arrays.window_end_s.tolist()
        self._window_starts = [starts[a:b] for a, b in pairwise(first)]
        self._window_ends = [ends[a:b] for a, b in pairwise(first)]
        self._service = arrays.service_s.tolist()
        self._place = arrays.visit_place.tolist()
        self._horizon = arrays.horizon_s
        self._simulator = None if arrays.laws is None else Simulator(arrays.laws)

    def legs(self, tour: Tour) -> tuple[list[int], list[int]] | None:
        """Metres and seconds of each leg, the way home last; None where there is no way."""
        metres, seconds = self._legs(tour)
        return None if min(metres, default=0) < 0 else (metres, seconds)

    def legs_or_none_taken(self, tour: Tour) -> tuple[list[int], list[int]]:
        """The same, as if a missing way took nothing; the checker names it."""
        metres, seconds = self._legs(tour)
        return [max(0, x) for x in metres], [max(0, x) for x in seconds]

    def late(self, tour: Tour) -> Schedule:
        """A schedule for a tour that cannot keep its windows: early where it can, else late."""
        if self._simulator is not None:
            return self._driven(self._simulator.late(tour.vehicle_type, tour.visits))
        arrays, t = self._arrays, tour.vehicle_type
        metres, seconds = self.legs_or_none_taken(tour)
        leave = now = int(arrays.leave_earliest_s[t])
        arrivals, starts = [], []
        for visit, leg in zip(tour.visits, seconds, strict=False):
            now = min(now + leg, self._horizon)
            arrivals.append(now)
            ends = self._window_ends[visit]
            w = bisect_left(ends, now)
            if w < len(ends):
                now = max(now, self._window_starts[visit][w])
            starts.append(now)
            now += self._service[visit]
        now = min(now + seconds[-1], self._horizon)
        end = max(now, int(arrays.end_earliest_s[t]))
        waiting = _waiting(arrivals, starts) + end - now
        return Schedule(leave, tuple(arrivals), tuple(starts), end, waiting, sum(metres))

    def _driven(self, drive: Drive) -> Schedule:
        return Schedule(
            leave_s=drive.leave_s,
            arrival_s=tuple(times[0] for times in drive.times),
            start_s=tuple(times[2] for times in drive.times),
            end_s=drive.end_s,
            waiting_s=drive.waiting_s,
            distance_m=drive.distance_m,
            driving_s=drive.driving_s,
            breaks=drive.breaks,
            cost=drive.cost,
            bill=drive.bill,
            driven_s=tuple(times[4] for times in drive.times),
        )

    def _place_of(self, node: int) -> int:
        if node < len(self._place):
            return int(self._place[node])
        laws = self._arrays.laws
        return 0 if laws is None else int(laws.visit[node, PLACE])

    def _legs(self, tour: Tour) -> tuple[list[int], list[int]]:
        arrays, t = self._arrays, tour.vehicle_type
        stops = [int(arrays.start_place[t]), *(self._place_of(v) for v in tour.visits)]
        home = int(arrays.end_place[t])
        if home >= 0:
            stops.append(home)
        rows, columns = stops[:-1], stops[1:]
        metres = arrays.way_m[int(arrays.speed[t])][rows, columns].tolist()
        seconds = arrays.duration_s[int(arrays.speed[t])][rows, columns].tolist()
        if home < 0:
            metres.append(0)
            seconds.append(0)
        return metres, seconds

    def schedule(self, tour: Tour) -> Schedule | None:
        """The schedule of a tour by the rule above; None when no departure keeps all windows."""
        if self._simulator is not None:
            drive = self._simulator.drive(tour.vehicle_type, tour.visits)
            return None if drive is None else self._driven(drive)
        legs = self.legs(tour)
        if legs is None:
            return None
        metres, seconds = legs
        arrays, t = self._arrays, tour.vehicle_type
        leave: int | None = int(arrays.leave_earliest_s[t])
        timed = arrays.second_cost[t] > 0 or arrays.duration_limit_s[t] < UNLIMITED
        best = None
        while leave is not None:
            early = self._forward(tour, seconds, leave)
            if early is None:
                break
            leave = self._latest_leave(tour, seconds, early[2])
            late = self._forward(tour, seconds, leave)
            assert late is not None  # noqa: S101 - the early schedule proves that one exists
            arrivals, starts, end, end_wait = late
            waiting = _waiting(arrivals, starts) + end_wait
            found = Schedule(leave, arrivals, starts, end, waiting, sum(metres))
            if best is None or found.duration_s < best.duration_s:
                best = found
            if not timed:
                break
            leave = self._next_leave(tour, found)
        return best

    def _forward(
        self, tour: Tour, seconds: list[int], leave: int
    ) -> tuple[tuple[int, ...], tuple[int, ...], int, int] | None:
        arrays, t = self._arrays, tour.vehicle_type
        if leave > arrays.leave_latest_s[t]:
            return None
        now = leave
        arrivals, starts = [], []
        for visit, leg in zip(tour.visits, seconds, strict=False):
            now += leg
            arrivals.append(now)
            ends = self._window_ends[visit]
            if ends:
                w = bisect_left(ends, now)
                if w == len(ends):
                    return None
                now = max(now, self._window_starts[visit][w])
            starts.append(now)
            now += self._service[visit]
        now += seconds[-1]
        end = max(now, int(arrays.end_earliest_s[t]))
        if end > arrays.end_latest_s[t]:
            return None
        return tuple(arrivals), tuple(starts), end, end - now

    def _latest_leave(self, tour: Tour, seconds: list[int], end: int) -> int:
        """The latest departure that still ends at `end`, which some departure does."""
        now = end
        for visit, leg in zip(reversed(tour.visits), reversed(seconds), strict=False):
            now -= leg + self._service[visit]
            starts = self._window_starts[visit]
            if starts:
                w = bisect_left(starts, now + 1) - 1
                now = min(now, self._window_ends[visit][w])
        return min(now - seconds[0], int(self._arrays.leave_latest_s[tour.vehicle_type]))

    def _next_leave(self, tour: Tour, found: Schedule) -> int | None:
        """The first later departure at which some visit falls into its next window."""
        slack = None
        for visit, start in zip(tour.visits, found.start_s, strict=True):
            ends = self._window_ends[visit]
            if len(ends) > 1:
                room = ends[bisect_left(ends, start)] - start
                slack = room if slack is None else min(slack, room)
        return None if slack is None else found.leave_s + slack + 1

    def cost(self, tour: Tour, schedule: Schedule) -> int:
        """Cost of a scheduled tour in the cost units of the arrays."""
        if schedule.cost is not None:
            return schedule.cost
        arrays, t = self._arrays, tour.vehicle_type
        return (
            int(arrays.fixed_cost[t])
            + int(arrays.metre_cost[t]) * schedule.distance_m
            + int(arrays.second_cost[t]) * schedule.duration_s
        )

    def total(self, tours: Sequence[Tour]) -> int:
        """Cost of tours that can be kept, with that of everything they leave out."""
        arrays = self._arrays
        total = int(arrays.left_out_cost[~served(arrays, tours)].sum())
        for tour in tours:
            schedule = self.schedule(tour)
            total += 0 if schedule is None else self.cost(tour, schedule)
        return total

    def feasible(self, tour: Tour) -> Schedule | None:
        """The schedule when the tour keeps every rule of its vehicle type, else None."""
        if self._simulator is not None:
            return self.schedule(tour)
        arrays, t = self._arrays, tour.vehicle_type
        if len(tour.visits) > arrays.stop_limit[t]:
            return None
        if not arrays.capable[arrays.visit_shipment[list(tour.visits)], t].all():
            return None
        if not self._loads_fit(tour):
            return None
        schedule = self.schedule(tour)
        if schedule is None:
            return None
        if schedule.distance_m > arrays.distance_limit_m[t]:
            return None
        return schedule if schedule.duration_s <= arrays.duration_limit_s[t] else None

    def _loads_fit(self, tour: Tour) -> bool:
        arrays = self._arrays
        if not arrays.dimensions or not tour.visits:
            return True
        visits = list(tour.visits)
        change = arrays.load_change[visits]
        shipment = arrays.visit_shipment[visits]
        from_start = (arrays.pickup_visit[shipment] < 0)[:, None]
        aboard = -(change * from_start).sum(axis=0) + change.cumsum(axis=0)
        capacity = arrays.capacity[tour.vehicle_type]
        loaded = -(change * from_start).sum(axis=0)
        return bool((aboard <= capacity).all() and (loaded <= capacity).all())


def served(arrays: RoutingArrays, tours: Sequence[Tour]) -> Flags:
    """Shipments (S) that the tours serve."""
    found = np.zeros(arrays.shipment_count, np.bool_)
    count = arrays.visit_count
    found[arrays.visit_shipment[[v for t in tours for v in t.visits if v < count]]] = True
    return found


def _waiting(arrivals: Sequence[int], starts: Sequence[int]) -> int:
    """Standing before services."""
    return sum(start - arrival for arrival, start in zip(arrivals, starts, strict=True))
