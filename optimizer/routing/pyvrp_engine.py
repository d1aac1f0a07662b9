"""PyVRP: iterated local search with penalised infeasibility, close to the best known plans.

Wouda, Lan, Kool (2024), "PyVRP: a high-performance VRP solver package". It holds one window per
pickup-and-delivery visit, several per other visit (as alternatives of which one is served), and
leaves out what has a prize. Beyond the classic rules it holds alternative visits, reloads and times
of release. Some things are translated:

* a vehicle type that may not serve a shipment, and a pair of places without a way, become legs
  longer than the greatest distance any vehicle may drive;
* a limit on stops becomes one more dimension of load;
* mandatory shipments are required first; when no plan with all of them turns up, they become
  optional with a prize above any detour, and a part of them is served.

It releases the interpreter lock and asks its stop criterion after every iteration; an iteration
lasts up to some hundred milliseconds at a thousand stops, so the criterion looks ahead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvrp
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    PerturbationParams,
    compute_neighbours,
)

from optimizer.budget import Budget
from optimizer.routing.arrays import UNLIMITED, Flags, Integers, RoutingArrays
from optimizer.routing.engine import Found, Improved
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER, Laws
from optimizer.routing.schedule import Scheduler, Tour

_CELLS_MAX = 200_000_000
_PENALTY_MOST = 1e11
"""Times any load, a penalty must stay within 64 bits."""
_HELD = frozenset({"alternative visits", "release times", "reloads"})
"""Rules beyond the classic ones that it holds."""
_SHARE_FOR_ALL = 0.4
"""Part of the budget in which a plan with all mandatory shipments must turn up."""


@dataclass(frozen=True, slots=True)
class PyVrpEngine:
    """Iterated local search, one core."""

    name: str = "pyvrp"

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """Why this problem is beyond it."""
        reasons = [f"it does not hold {rule}" for rule in arrays.rules if rule not in _HELD]
        if reasons:
            return reasons
        linked = arrays.linked
        if arrays.laws is not None:
            reasons = _against_rules(arrays, arrays.laws)
        if arrays.visit_count and linked.any():
            of_linked = linked[arrays.visit_shipment]
            if (arrays.windows_per_visit[of_linked] > 1).any():
                reasons.append("a shipment with pickup and delivery has several windows per visit")
            if (arrays.stop_limit < arrays.visit_count).any():
                reasons.append("stops are limited, and a shipment has pickup and delivery")
        cells = len(_profiles(arrays)[0]) * (arrays.distance_m.shape[0] + arrays.visit_count) ** 2
        if cells > _CELLS_MAX:
            reasons.append(f"travel tables of {cells} cells are more than {_CELLS_MAX}")
        return reasons

    def solve(
        self,
        arrays: RoutingArrays,
        budget: Budget,
        *,
        start: Sequence[Tour] = (),
        on_improved: Improved | None = None,
    ) -> Found:
        """See `Engine.solve`. A work limit counts iterations of the local search."""
        if not arrays.visit_count or not arrays.vehicle_count or budget.expired():
            return Found(tuple(start))
        best = BestTours(arrays, start, on_improved)
        if self.serve_all(arrays, budget, best, start):
            return Found(tuple(best.tours))
        _Search(arrays, best, required=False).run(budget, give_up=budget, start=best.tours)
        return Found(tuple(best.tours))

    def serve_all(
        self, arrays: RoutingArrays, budget: Budget, best: BestTours, start: Sequence[Tour]
    ) -> bool:
        """Searches plans with all mandatory shipments; false when soon none turns up."""
        missing = arrays.mandatory & arrays.capable.any(axis=1)
        missing[[int(arrays.visit_shipment[v]) for tour in start for v in tour.visits]] = False
        if start and missing.any():
            return False
        search = _Search(arrays, best, required=True)
        first = budget.part(_SHARE_FOR_ALL) if not start else budget
        return search.run(budget, give_up=first, start=start)


def _against_rules(arrays: RoutingArrays, laws: Laws) -> list[str]:
    """What of the rules beyond the classic ones it holds it does not hold in full."""
    reasons = []
    linked = arrays.linked
    if (arrays.pickup_options[linked] > 1).any() or (arrays.delivery_options[linked] > 1).any():
        reasons.append("a shipment with pickup and delivery has alternative visits")
    released = laws.shipment[:, table.RELEASE] > -NEVER
    if (released & (arrays.pickup_visit >= 0)).any():
        reasons.append("a shipment that is picked up has a time of release")
    reloading = laws.kind[:, table.TRIPS] > 1
    if reloading.any():
        if linked.any():
            reasons.append("vehicles reload, and a shipment has pickup and delivery")
        if (arrays.stop_limit < arrays.visit_count).any():
            reasons.append("vehicles reload, and stops are limited")
        if laws.visit[arrays.visit_count :, table.SERVICE].any():
            reasons.append("reloading takes time")
    return reasons


class BestTours:
    """The best feasible tours seen, and the cost PyVRP gave them."""

    def __init__(
        self, arrays: RoutingArrays, start: Sequence[Tour], on_improved: Improved | None
    ) -> None:
        self.tours = list(start)
        self._scheduler = Scheduler(arrays)
        self._on_improved = on_improved

    def take(self, tours: list[Tour], *, telling: bool) -> None:
        """Keeps tours that hold every rule."""
        kept = [tour for tour in tours if self._scheduler.feasible(tour) is not None]
        if len(kept) == len(tours) or not self.tours:
            self.tours = kept
            if telling and self._on_improved is not None:
                self._on_improved(kept)


def _profiles(arrays: RoutingArrays) -> tuple[list[tuple[int, bytes]], list[int]]:
    """Distinct (speed, capability) of the types, and which one each type has."""
    keys: dict[tuple[int, bytes], int] = {}
    of_type = []
    for t in range(arrays.type_count):
        key = (int(arrays.speed[t]), arrays.capable[:, t].tobytes())
        of_type.append(keys.setdefault(key, len(keys)))
    return list(keys), of_type


class _Search:
    """One PyVRP instance and the way back from its clients to our visits."""

    def __init__(self, arrays: RoutingArrays, best: BestTours, *, required: bool) -> None:
        self.arrays = arrays
        self.best = best
        self.required = required
        self.visit_of_client: list[int] = []
        self.clients_of_visit: dict[int, list[int]] = {}
        self.linked_shipments = np.flatnonzero(arrays.linked).tolist()
        self.linked_index = {s: i for i, s in enumerate(self.linked_shipments)}
        self.reload_depots: list[list[int]] = []
        self.limited_stops = bool((arrays.stop_limit < arrays.visit_count).any())
        self.data = self._data()

    def _data(self) -> pyvrp.ProblemData:
        arrays = self.arrays
        restricted: Flags = np.logical_not(arrays.capable.all(axis=1))
        # Places that a restriction tells apart get a row of their own; the others share theirs.
        rows = list(range(arrays.distance_m.shape[0]))
        location = arrays.visit_place.copy()
        for visit in np.flatnonzero(restricted[arrays.visit_shipment]).tolist():
            location[visit] = len(rows)
            rows.append(int(arrays.visit_place[visit]))
        nowhere = -1
        if (arrays.end_place < 0).any():
            nowhere = len(rows)
            rows.append(-1)
        distances, durations, profile_of_type, forbidden_m = self._tables(
            np.array(rows), location, nowhere
        )
        depots: dict[tuple[int, int, int], int] = {}
        types = []
        for t in range(arrays.type_count):
            types.append(self._vehicle_type(t, depots, nowhere, profile_of_type[t], forbidden_m))
        clients, groups = self._clients(location)
        return pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in rows],
            clients=clients,
            depots=[
                pyvrp.Depot(place)
                if arrays.timeless
                else pyvrp.Depot(place, tw_early=early, tw_late=late)
                for place, early, late in depots
            ],
            vehicle_types=types,
            distance_matrices=distances,
            duration_matrices=durations,
            groups=groups,
            shipments=self._linked(location),
        )

    def _tables(
        self, rows: Integers, location: Integers, nowhere: int
    ) -> tuple[list[Any], list[Any], list[int], int | None]:
        arrays = self.arrays
        profiles, profile_of_type = _profiles(arrays)
        ground = arrays.distance_m[np.ix_(rows, rows)]
        if nowhere >= 0:
            ground[:, nowhere] = 0
            ground[nowhere, :] = -1
            ground[nowhere, nowhere] = 0
        closed = ground < 0
        sealed = closed.copy()
        if nowhere >= 0:
            sealed[nowhere, :] = False  # nothing ever leaves from nowhere
        far = int(2 * (arrays.visit_count + 2) * max(1, int(ground.max())))
        distances: list[Any] = []
        durations: list[Any] = []
        forbids = bool(sealed.any())
        for speed, able in profiles:
            way = np.where(closed, far, ground)
            table = arrays.duration_s[speed]
            time = np.zeros_like(way) if arrays.timeless else table[np.ix_(rows, rows)]
            time = np.maximum(time, 0)
            if nowhere >= 0:
                time[:, nowhere] = 0
                time[nowhere, :] = 0
            incapable = ~np.frombuffer(able, np.bool_)
            if incapable.any():
                forbids = True
                shut = np.unique(location[incapable[arrays.visit_shipment]])
                way[:, shut] = far
            np.fill_diagonal(way, 0)
            np.fill_diagonal(time, 0)
            distances.append(way)
            durations.append(time)
        return distances, durations, profile_of_type, far - 1 if forbids else None

    def _vehicle_type(
        self,
        t: int,
        depots: dict[tuple[int, int, int], int],
        nowhere: int,
        profile: int,
        forbidden_m: int | None,
    ) -> pyvrp.VehicleType:
        arrays = self.arrays
        home = int(arrays.end_place[t])
        leaving = (
            int(arrays.start_place[t]),
            int(arrays.leave_earliest_s[t]),
            int(arrays.leave_latest_s[t]),
        )
        ending = (
            nowhere if home < 0 else home,
            int(arrays.end_earliest_s[t]),
            int(arrays.end_latest_s[t]),
        )
        capacity = arrays.capacity[t].tolist()
        if self.limited_stops:
            capacity.append(int(arrays.stop_limit[t]))
        optional: dict[str, Any] = {}
        self.reload_depots.append(self._reloads(t, depots))
        if self.reload_depots[t] and arrays.laws is not None:
            optional["reload_depots"] = self.reload_depots[t]
            optional["max_reloads"] = int(arrays.laws.kind[t, table.TRIPS]) - 1
        longest = min(int(arrays.distance_limit_m[t]), forbidden_m or UNLIMITED)
        if longest < UNLIMITED:
            optional["max_distance"] = longest
        if arrays.duration_limit_s[t] < UNLIMITED:
            optional["shift_duration"] = int(arrays.duration_limit_s[t])
        return pyvrp.VehicleType(
            num_available=min(len(arrays.vehicles[t]), max(1, arrays.shipment_count)),
            capacity=capacity,
            start_depot=depots.setdefault(leaving, len(depots)),
            end_depot=depots.setdefault(ending, len(depots)),
            fixed_cost=int(arrays.fixed_cost[t]),
            unit_distance_cost=int(arrays.metre_cost[t]),
            unit_duration_cost=int(arrays.second_cost[t]),
            profile=profile,
            **optional,
        )

    def _reloads(self, t: int, depots: dict[tuple[int, int, int], int]) -> list[int]:
        """Depots at which a type reloads, in the order of its reloads."""
        laws = self.arrays.laws
        if laws is None or laws.kind[t, table.TRIPS] <= 1:
            return []
        found = []
        for row in laws.visit[laws.kind[t, table.FIRST_RELOAD] : laws.kind[t, table.END_RELOAD]]:
            opens, closes = 0, self.arrays.horizon_s
            if row[table.END_WINDOW] > row[table.FIRST_WINDOW]:
                opens, closes = laws.window[row[table.FIRST_WINDOW]].tolist()
            key = (int(row[table.PLACE]), max(0, opens), closes)
            found.append(depots.setdefault(key, len(depots)))
        return found

    def _prize(self, s: int) -> tuple[int, bool]:
        """What serving is worth, and whether it must be served."""
        arrays = self.arrays
        if arrays.mandatory[s] and self.required:
            return 0, True
        prize = int(arrays.left_out_cost[s])
        # Above any detour, but not so far that every other cost drowns in it.
        return (min(prize, self._detour()) if arrays.mandatory[s] else prize), False

    def _detour(self) -> int:
        arrays = self.arrays
        way = 4 * int(arrays.distance_m.max()) * int(arrays.metre_cost.max(initial=0))
        time = 4 * int(arrays.duration_s.max()) * int(arrays.second_cost.max(initial=0))
        fixed = int(arrays.fixed_cost.max(initial=0))
        priced = int(arrays.left_out_cost[~arrays.mandatory].max(initial=0))
        return way + time + fixed + priced + 1

    def _clients(self, location: Integers) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup]]:
        arrays, laws = self.arrays, self.arrays.laws
        clients: list[pyvrp.Client] = []
        group_of: dict[int, int] = {}
        members: dict[int, list[int]] = {}
        able: Flags = np.asarray(arrays.capable.any(axis=1))
        choices = np.bincount(
            arrays.visit_shipment,
            weights=[len(self._spans(visit)) for visit in range(arrays.visit_count)],
            minlength=arrays.shipment_count,
        )
        for visit in range(arrays.visit_count):
            s = int(arrays.visit_shipment[visit])
            if s in self.linked_index or not able[s]:
                continue
            change = arrays.load_change[visit].tolist()
            fields: dict[str, Any] = {
                "delivery": [max(0, -x) for x in change],
                "pickup": [max(0, x) for x in change],
                "service_duration": 0 if arrays.timeless else int(arrays.service_s[visit]),
            }
            if self.limited_stops:
                fields["delivery"].append(1)
                fields["pickup"].append(0)
            fields["prize"], fields["required"] = self._prize(s)
            if laws is not None and not arrays.timeless:
                fields["release_time"] = max(0, int(laws.shipment[s, table.RELEASE]))
            if choices[s] > 1:
                fields["group"] = group_of.setdefault(s, len(group_of))
                fields["required"] = False
            for span in self._spans(visit):
                window: dict[str, Any] = {}
                if span is not None:
                    window = {"tw_early": span[0], "tw_late": span[1]}
                if choices[s] > 1:
                    members.setdefault(s, []).append(len(clients))
                self.clients_of_visit.setdefault(visit, []).append(len(clients))
                self.visit_of_client.append(visit)
                clients.append(pyvrp.Client(int(location[visit]), **fields, **window))
        groups = [pyvrp.ClientGroup(members[s], required=self._prize(s)[1]) for s in group_of]
        return clients, groups

    def _spans(self, visit: int) -> list[tuple[int, int] | None]:
        """Windows of a visit; one that is None where it has none."""
        arrays = self.arrays
        first, last = arrays.window_first[visit], arrays.window_first[visit + 1]
        spans: list[tuple[int, int] | None] = [
            (max(0, a), b)
            for a, b in zip(
                arrays.window_start_s[first:last].tolist(),
                arrays.window_end_s[first:last].tolist(),
                strict=True,
            )
            if b >= 0
        ]
        return spans or [None]

    def _linked(self, location: Integers) -> list[pyvrp.Shipment]:
        arrays = self.arrays
        shipments = []
        for s in self.linked_shipments:
            prize, required = self._prize(s)
            pickup, delivery = int(arrays.pickup_visit[s]), int(arrays.delivery_visit[s])
            fields: dict[str, Any] = {}
            for side, visit in (("pickup", pickup), ("delivery", delivery)):
                if not arrays.timeless:
                    fields[f"{side}_service_duration"] = int(arrays.service_s[visit])
                first = arrays.window_first[visit]
                if arrays.window_first[visit + 1] > first:
                    fields[f"{side}_tw_early"] = max(0, int(arrays.window_start_s[first]))
                    fields[f"{side}_tw_late"] = int(arrays.window_end_s[first])
            shipments.append(
                pyvrp.Shipment(
                    int(location[pickup]),
                    int(location[delivery]),
                    amount=arrays.load_change[pickup].tolist(),
                    prize=prize,
                    required=required,
                    **fields,
                )
            )
        return shipments

    def _penalties(self) -> pyvrp.PenaltyParams:
        """PyVRP's own bound on penalties suits a cost of one per metre. Here it grows with the
        costs: a plan that breaks a limit by one unit must not stay cheaper than one that keeps it.
        """
        arrays, usual = self.arrays, pyvrp.PenaltyParams()
        trip = int(arrays.metre_cost.max(initial=1)) * int(arrays.distance_m.max(initial=1))
        dearest = trip + int(arrays.fixed_cost.max(initial=0))
        bound = min(10.0 * dearest, _PENALTY_MOST)
        return pyvrp.PenaltyParams(max_penalty=max(usual.max_penalty, bound))

    def run(self, budget: Budget, *, give_up: Budget, start: Sequence[Tour]) -> bool:
        """Searches to the end of the budget; true when a complete plan turned up by `give_up`."""
        data = self.data
        random = pyvrp.RandomNumberGenerator(seed=budget.seed % 2**31)
        parameters = pyvrp.SolveParams(penalty=self._penalties())
        neighbours = compute_neighbours(data, NeighbourhoodParams())
        search = LocalSearch(data, random, neighbours, PerturbationManager(PerturbationParams()))
        for operator in OPERATORS:
            if operator.supports(data):
                search.add_operator(operator(data))
        penalties = pyvrp.PenaltyManager(
            parameters.penalty.midpoint_penalties(data), parameters.penalty
        )
        if start or not self.required:
            initial = self._solution(start)
        else:
            initial = search(
                pyvrp.Solution.make_random(data, random),
                penalties.max_cost_evaluator(),
                exhaustive=True,
            )
        watch = _Watch(self, budget, give_up)
        if initial.is_feasible():
            watch.on_best(initial)
        algorithm = pyvrp.IteratedLocalSearch(
            data,
            penalties,
            search,
            initial,
            pyvrp.IteratedLocalSearchParams(callbacks=watch),
        )
        result = algorithm.run(watch, collect_stats=False, display=False)
        if result.best.is_feasible():
            self.best.take(self.tours(result.best), telling=False)
            return True
        if not self.best.tours:
            self.best.take(self.tours(result.best), telling=False)
        return False

    def _solution(self, tours: Sequence[Tour]) -> pyvrp.Solution:
        scheduler = Scheduler(self.arrays)
        routes = []
        for tour in tours:
            schedule = scheduler.schedule(tour)
            activities = []
            for i, visit in enumerate(tour.visits):
                if visit >= self.arrays.visit_count:
                    depot = self.reload_depots[tour.vehicle_type][self._reload(tour, visit)]
                    activities.append(pyvrp.Activity(pyvrp.ActivityType.DEPOT, depot))
                    continue
                s = int(self.arrays.visit_shipment[visit])
                if s in self.linked_index:
                    side = (
                        pyvrp.ActivityType.PICKUP
                        if self.arrays.is_pickup(visit)
                        else pyvrp.ActivityType.DELIVERY
                    )
                    activities.append(pyvrp.Activity(side, self.linked_index[s]))
                    continue
                clients = self.clients_of_visit[visit]
                client = clients[0]
                if len(clients) > 1 and schedule is not None:
                    at = schedule.start_s[i]
                    client = next(
                        c
                        for c in clients
                        if self.data.client(c).tw_early <= at <= self.data.client(c).tw_late
                    )
                activities.append(pyvrp.Activity(pyvrp.ActivityType.CLIENT, client))
            routes.append(pyvrp.Route(self.data, activities, tour.vehicle_type))
        return pyvrp.Solution(self.data, routes)

    def _reload(self, tour: Tour, node: int) -> int:
        """Which of the reloads of its type a node is."""
        laws = self.arrays.laws
        return 0 if laws is None else node - int(laws.kind[tour.vehicle_type, table.FIRST_RELOAD])

    def _reload_node(self, t: int, depot: int) -> int:
        """The node of a reload of a type at a depot."""
        laws = self.arrays.laws
        first = self.arrays.visit_count if laws is None else int(laws.kind[t, table.FIRST_RELOAD])
        return first + self.reload_depots[t].index(depot)

    def tours(self, solution: pyvrp.Solution) -> list[Tour]:
        """Our tours of a PyVRP solution."""
        tours = []
        for route in solution.routes():
            visits: list[int] = []
            for activity in list(route)[1:-1]:  # without the depots at both ends
                if activity.is_depot():
                    if visits and visits[-1] < self.arrays.visit_count:
                        visits.append(self._reload_node(route.vehicle_type(), activity.idx))
                elif activity.is_client():
                    visits.append(self.visit_of_client[activity.idx])
                elif activity.is_pickup():
                    visits.append(
                        int(self.arrays.pickup_visit[self.linked_shipments[activity.idx]])
                    )
                elif activity.is_delivery():
                    visits.append(
                        int(self.arrays.delivery_visit[self.linked_shipments[activity.idx]])
                    )
            if visits and visits[-1] >= self.arrays.visit_count:
                visits.pop()
            if visits:
                tours.append(Tour(route.vehicle_type(), tuple(visits)))
        return tours


class _Watch(pyvrp.IteratedLocalSearchCallbacks):
    """Stops the search in time: an iteration is not begun when one like the last would overrun."""

    def __init__(self, search: _Search, budget: Budget, give_up: Budget) -> None:
        self._search = search
        self._budget = budget
        self._give_up = give_up
        self._iterations = 0
        self._asked_at: float | None = None
        self._longest = 0.0

    def __call__(self, best_cost: float) -> bool:
        now = self._budget.clock()
        # Iterations that find a new best search exhaustively and last longest; their memory fades.
        if self._asked_at is not None:
            self._longest = max(now - self._asked_at, self._longest * 0.98)
        self._asked_at = now
        limit = self._budget.work_limit
        if self._budget.stop() or (limit is not None and self._iterations >= limit):
            return True
        self._iterations += 1
        hopeless = math.isinf(best_cost) or best_cost >= np.iinfo(np.int64).max
        deadline = (self._give_up if hopeless else self._budget).deadline_s
        if hopeless and limit is not None and self._iterations > limit * _SHARE_FOR_ALL:
            return True
        return now + self._longest >= deadline

    def on_best(self, best: pyvrp.Solution) -> None:
        """Keeps each better plan, so that whatever happens later, it is at hand."""
        if best.is_feasible():
            self._search.best.take(self._search.tours(best), telling=True)
