"""Which windows can still be promised for one more shipment, and what each would cost.

Every window is tried at every place of every route, and on unused vehicles, by simulating the route
with all of its rules; nothing else moves. So an offer stands as soon as it is made, and what a
later search saves comes on top.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from optimizer.budget import Budget
from optimizer.faults import Fault, InvalidProblemError, window_faults
from optimizer.road import TravelMatrix
from optimizer.routing.arrays import COST_PARTS, RoutingArrays, flatten
from optimizer.routing.attempts import attempted, earliest_again
from optimizer.routing.general import Simulator
from optimizer.routing.given import given_tours, route_faults
from optimizer.routing.kernels.laws import UNIT
from optimizer.routing.locks import locked
from optimizer.routing.model import VEHICLES_MAX, GivenRoute, RoutingProblem, Shipment
from optimizer.routing.rules import laws
from optimizer.routing.schedule import Tour
from optimizer.routing.travel import travel_matrix
from optimizer.routing.validate import cross_faults
from optimizer.shapes import Id, Shape, TimeWindow

WINDOWS_MAX = 100


class PromiseProblem(RoutingProblem):
    """A routing problem with routes as they stand, and one of its shipments on none of them.

    `windows` are those that might be promised for its delivery, or without one for its pickup.
    """

    routes: Annotated[tuple[GivenRoute, ...], Field(max_length=VEHICLES_MAX)] = ()
    shipment_id: Id
    windows: Annotated[tuple[TimeWindow, ...], Field(min_length=1, max_length=WINDOWS_MAX)]


class WindowOffer(Shape):
    """Whether a window can be promised, with what vehicle, when, and what it would add to costs.

    An empty `vehicle_id` tells that no route can take it.
    """

    window: TimeWindow
    vehicle_id: str = ""
    start_time_s: int | None = None
    cost_minor: int | None = None


class WindowPromise(Shape):
    """An offer for each window, in the order of the request."""

    offers: tuple[WindowOffer, ...] = ()


def promise_faults(problem: PromiseProblem, *, travel_known: bool = False) -> list[Fault]:
    """Faults of the problem, its routes and windows. Never raises."""
    return [
        *cross_faults(problem, travel_known=travel_known),
        *route_faults(problem, problem.routes, "routes"),
        *_promise_faults(problem),
    ]


def _promise_faults(problem: PromiseProblem) -> Iterator[Fault]:
    if problem.shipment_id not in {shipment.id for shipment in problem.shipments}:
        yield Fault(
            ("shipment_id",),
            problem.shipment_id,
            "is not among the shipments of the request",
            "Name one of the shipments, or add it there.",
        )
    for r, route in enumerate(problem.routes):
        if any(stop.shipment_id == problem.shipment_id for stop in route.stops):
            yield Fault(
                ("routes", r),
                problem.shipment_id,
                "has the shipment already",
                "Take it off the route, or ask for another shipment.",
            )
    asked = next((s for s in problem.shipments if s.id == problem.shipment_id), None)
    earliest = 0 if asked is None else earliest_again(problem, asked)
    for w, window in enumerate(problem.windows or ()):
        faults = window_faults(("windows", w), window)
        yield from faults
        if not faults and window is not None and (window.end_time_s or 0) < earliest:
            yield Fault(
                ("windows", w, "end_time_s"),
                window.end_time_s,
                "is before the shipment may be tried again, by the attempt rules",
                "Ask for a later window.",
            )


def promise_windows(
    problem: PromiseProblem, budget: Budget, *, matrix: TravelMatrix | None = None
) -> WindowPromise:
    """An offer for each window; when the budget ends, the best found until then.

    Raises `InvalidProblemError` with all faults, `TravelError`.
    """
    faults = promise_faults(problem, travel_known=matrix is not None)
    if faults:
        raise InvalidProblemError(faults)
    again = attempted(problem)
    s = next(i for i, x in enumerate(again.shipments) if x.id == problem.shipment_id)
    earliest = earliest_again(problem, problem.shipments[s])
    windows = tuple(
        TimeWindow(start_time_s=max(w.start_time_s, earliest), end_time_s=w.end_time_s)
        for w in problem.windows
    )
    asked = _with_windows(again.shipments[s], windows)
    shipments = (*again.shipments[:s], asked, *again.shipments[s + 1 :])
    changed = locked(problem.model_copy(update={"shipments": shipments, "attempt_rules": ()}))
    arrays = flatten(changed, travel_matrix(changed) if matrix is None else matrix)
    if arrays.laws is None:
        arrays = replace(arrays, laws=laws(changed, arrays, searched=False))
    return _Promise(problem, changed, arrays, s).offers(budget)


def _with_windows(shipment: Shipment, windows: tuple[TimeWindow, ...]) -> Shipment:
    """The shipment with each of its visits once for each window, the windows changing slowest."""
    field = "deliveries" if shipment.deliveries else "pickups"
    visits = tuple(
        visit.model_copy(update={"time_windows": (window,)})
        for window in windows
        for visit in getattr(shipment, field)
    )
    return shipment.model_copy(update={field: visits})


class _Promise:
    def __init__(
        self, asked: PromiseProblem, problem: RoutingProblem, arrays: RoutingArrays, s: int
    ) -> None:
        assert arrays.laws is not None  # noqa: S101 - made by the caller
        self._routes, self._windows = asked.routes, asked.windows
        self._problem, self._arrays, self._s = problem, arrays, s
        self._simulator = Simulator(arrays.laws)
        first, end = arrays.laws.unit[arrays.laws.shipment[s, UNIT]]
        self._bound = end - first > 1
        shipment = problem.shipments[s]
        pickups = [int(arrays.pickup_visit[s]) + k for k in range(len(shipment.pickups))]
        drops = [int(arrays.delivery_visit[s]) + k for k in range(len(shipment.deliveries))]
        self._others = pickups if drops else []
        dated = drops or pickups
        each = len(dated) // len(self._windows)
        self._dated = [dated[w * each : (w + 1) * each] for w in range(len(self._windows))]

    def offers(self, budget: Budget) -> WindowPromise:
        """Tries every window in every route."""
        problem, arrays = self._problem, self._arrays
        tours = given_tours(problem, arrays, self._routes)
        named = [(r.vehicle_id, t) for r, t in zip(self._routes, tours, strict=True) if t.visits]
        used = {vehicle for vehicle, _ in named}
        for t, group in enumerate(arrays.vehicles):
            spare = [problem.vehicles[v].id for v in group.tolist()]
            unused = next((v for v in spare if v not in used), None)
            if unused is not None:
                named.append((unused, Tour(t, ())))
        best: list[tuple[int, str, Tour] | None] = [None] * len(self._windows)
        for vehicle, tour in named if not self._bound else []:
            if budget.expired():
                break
            if not arrays.capable[self._s, tour.vehicle_type]:
                continue
            before = self._simulator.cost(tour.vehicle_type, tour.visits) if tour.visits else 0
            if before is None:
                continue
            for w, dated in enumerate(self._dated):
                for nodes in self._insertions(tour.visits, dated):
                    cost = self._simulator.cost(tour.vehicle_type, nodes)
                    known = best[w]
                    if cost is not None and (known is None or cost - before < known[0]):
                        best[w] = (cost - before, vehicle, Tour(tour.vehicle_type, nodes))
        return WindowPromise(
            offers=tuple(
                self._offer(window, found)
                for window, found in zip(self._windows, best, strict=True)
            )
        )

    def _insertions(self, nodes: tuple[int, ...], dated: list[int]) -> Iterator[tuple[int, ...]]:
        for visit in dated:
            for j in range(len(nodes) + 1):
                if not self._others:
                    yield (*nodes[:j], visit, *nodes[j:])
                for other in self._others:
                    for i in range(j + 1):
                        yield (*nodes[:i], other, *nodes[i:j], visit, *nodes[j:])

    def _offer(self, window: TimeWindow, found: tuple[int, str, Tour] | None) -> WindowOffer:
        if found is None:
            return WindowOffer(window=window)
        cost, vehicle, tour = found
        drive = self._simulator.drive(tour.vehicle_type, tour.visits)
        dated = {visit for visits in self._dated for visit in visits}
        at = next(i for i, node in enumerate(tour.visits) if node in dated)
        start = None if drive is None else self._arrays.origin_s + drive.times[at][2]
        return WindowOffer(
            window=window,
            vehicle_id=vehicle,
            start_time_s=start,
            cost_minor=(2 * cost * self._arrays.tick + COST_PARTS) // (2 * COST_PARTS),
        )
