"""The plan after something happened: what is done and promised stays, and little else changes.

A pure function of state and event. The event is first written into the state: orders come or go,
vehicles fall out, ways get longer, docks close. Orders without a route are then put where they cost
least, the dearest to leave out first, and orders that have become late are moved when that saves
more than the stated price of a change. Only legs with the least detour are looked at exactly, so a
large day takes no longer than a small one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError
from optimizer.dispatch.check_repair import check_repair
from optimizer.dispatch.reasons import span
from optimizer.dispatch.repair_model import (
    BrokenPromise,
    DockLoading,
    PlanChange,
    RepairAnswer,
    RepairedPlan,
    RepairedRoute,
    RepairedStop,
    RepairProblem,
    RunningRoute,
    StopState,
    UnservedOrder,
)
from optimizer.dispatch.repair_state import UNIT, Driven, RunningDay, Tour, Visit
from optimizer.dispatch.repair_validate import repair_faults
from optimizer.dispatch.ways import Slowness
from optimizer.faults import InvalidProblemError
from optimizer.routing.model import StopActivity
from optimizer.shapes import SearchReport

_LEGS_TRIED = 40
_MOVES_MOST = 60
_NEVER = 1 << 62


@dataclass
class _Work:
    """The day while it is repaired."""

    day: RunningDay
    tours: list[Tour]
    driven: list[Driven]
    loadings: list[DockLoading]
    waiting: list[str]
    """Orders that no route holds."""
    cancelled: set[str]
    words: list[PlanChange]

    def put(self, r: int, tour: Tour) -> None:
        """Replaces a tour."""
        self.tours[r] = tour
        self.driven[r] = self.day.drive(tour)


def repair_plan(problem: RepairProblem, budget: Budget) -> RepairAnswer:
    """Repairs the plan of a running day after an event.

    The search is short and the same everywhere; the budget only cuts off what is left of moving
    late orders. Raises InvalidProblemError with every fault, TravelError.
    """
    began = budget.clock()
    faults = repair_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    day = RunningDay(problem, problem.event.time_s)
    tours = day.tours()
    day.learn(tours)
    before = [day.drive(tour) for tour in tours]
    holder = {visit.order: tour.at for tour in tours for visit in tour.visits if not visit.picks}
    work = _Work(
        day,
        list(tours),
        list(before),
        list(problem.loadings),
        [order.id for order in problem.orders if order.id not in holder],
        set(),
        [],
    )
    _apply(work)
    unserved = _insert_all(work)
    _relieve(work, budget)
    plan = _plan(work, before, holder, unserved)
    violations = check_repair(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return RepairAnswer(
        plan=plan,
        report=SearchReport(
            engine="insertion",
            elapsed_ms=round(1000 * (budget.clock() - began)),
            time_limit_reached=budget.expired() and budget.work_limit is None,
        ),
    )


def _apply(work: _Work) -> None:
    """Writes the event into the state."""
    event, day = work.day.problem.event, work.day
    if event.order_placed is not None:
        order = event.order_placed.order
        day.orders[order.id] = order
        work.waiting.append(order.id)
    elif event.order_cancelled is not None:
        _cancel(work, event.order_cancelled.order_id)
    elif event.stop_late is not None:
        late = event.stop_late
        for r, tour in enumerate(work.tours):
            if any(visit.order == late.order_id and not visit.picks for visit in tour.visits):
                held = tuple(
                    replace(visit, held_s=late.delay_duration_s)
                    if visit.order == late.order_id and not visit.picks
                    else visit
                    for visit in tour.visits
                )
                work.put(r, replace(tour, visits=held))
    elif event.vehicle_out is not None:
        for r, route in enumerate(day.problem.routes):
            if route.vehicle_id == event.vehicle_out.vehicle_id:
                _dissolve(work, r, event.vehicle_out.goods_place_id)
    elif event.courier_sick is not None:
        _replace_courier(work, event.courier_sick.courier_id, event.courier_sick.goods_place_id)
    elif event.road_slow is not None:
        slow = event.road_slow
        places = frozenset(day.place[name] for name in slow.place_ids)
        day.ways.slowness = Slowness(places, slow.factor, slow.until_time_s)
        for r, tour in enumerate(work.tours):
            work.put(r, tour)
    elif event.dock_closed is not None:
        _close_dock(work, event.dock_closed.dock_id, event.dock_closed.until_time_s)


def _cancel(work: _Work, order: str) -> None:
    work.cancelled.add(order)
    if order in work.waiting:
        work.waiting.remove(order)
    for r, tour in enumerate(work.tours):
        if any(visit.order == order for visit in tour.visits):
            driving = any(
                visit.order == order and visit.state is StopState.DRIVING for visit in tour.visits
            )
            # The vehicle that is on the way turns to the next stop from where it goes.
            rest = tuple(
                visit
                for visit in tour.visits
                if visit.order != order or visit.state is StopState.DONE
            )
            work.put(r, replace(tour, visits=rest))
            note = "; the vehicle was on its way there" if driving else ""
            work.words.append(
                PlanChange(
                    order_id=order,
                    vehicle_id=work.day.route(tour).vehicle_id,
                    explanation=f"order {order} is cancelled and taken out{note}",
                )
            )


def _dissolve(work: _Work, r: int, goods_place: str) -> None:
    """Takes everything that is not done out of a route; others fetch what is on the vehicle."""
    tour, route = work.tours[r], work.day.route(work.tours[r])
    left = [visit for visit in tour.visits if visit.state is not StopState.DONE]
    done = tuple(visit for visit in tour.visits if visit.state is StopState.DONE)
    to_fetch = {visit.order for visit in left if visit.picks}
    place = goods_place
    if not place:
        # Without a word about it the goods are where the vehicle was last.
        place = route.start_place_id
        if done:
            order = work.day.orders[done[-1].order]
            place = order.goods_place_id if done[-1].picks else order.place_id
    for visit in left:
        if visit.picks:
            continue
        if visit.order not in to_fetch:
            order = work.day.orders[visit.order]
            where = place if route.has_left else order.goods_place_id
            work.day.orders[order.id] = order.model_copy(update={"goods_place_id": where})
        work.waiting.append(visit.order)
    work.put(r, replace(tour, visits=done, open=False))


def _replace_courier(work: _Work, courier: str, goods_place: str) -> None:
    spare = list(work.day.problem.spare_courier_ids)
    spare = [one for one in spare if one != courier]
    for r, tour in enumerate(work.tours):
        if tour.courier != courier:
            continue
        route = work.day.route(tour)
        if spare and not route.has_left:
            relief = spare.pop(0)
            work.put(r, replace(tour, courier=relief))
            work.words.append(
                PlanChange(
                    order_id="",
                    vehicle_id=route.vehicle_id,
                    explanation=f"courier {relief} takes over from {courier}",
                )
            )
        else:
            _dissolve(work, r, goods_place)


def _close_dock(work: _Work, dock: str, until_s: int) -> None:
    """Vehicles that are not loaded yet go to the dock that is free first."""
    day = work.day
    now = day.now_s
    affected = sorted(
        (
            one
            for one in work.loadings
            if one.dock_id == dock and one.end_time_s > now and one.start_time_s < until_s
        ),
        key=lambda one: one.start_time_s,
    )
    kept = [one for one in work.loadings if one not in affected]
    routes = {route.vehicle_id: r for r, route in enumerate(day.problem.routes)}
    for loading in affected:
        length = loading.end_time_s - loading.start_time_s
        options = []
        for name in day.problem.dock_ids:
            opens = max(now, loading.start_time_s) if name != dock else max(now, until_s)
            start = _first_gap([one for one in kept if one.dock_id == name], opens, length)
            options.append((start, name))
        start, name = min(options)
        moved = DockLoading(
            dock_id=name,
            vehicle_id=loading.vehicle_id,
            start_time_s=start,
            end_time_s=start + length,
        )
        kept.append(moved)
        delay = max(0, moved.end_time_s - loading.end_time_s)
        r = routes[loading.vehicle_id]
        tour = work.tours[r]
        if delay and not day.route(tour).has_left:
            work.put(r, replace(tour, starts_s=max(tour.starts_s, moved.end_time_s)))
        where = f"loads at dock {name}" if name != dock else f"waits for dock {dock}"
        work.words.append(
            PlanChange(
                order_id="",
                vehicle_id=loading.vehicle_id,
                explanation=f"vehicle {loading.vehicle_id} {where}"
                + (f", {span(delay)} later" if delay else ", in time"),
            )
        )
    work.loadings = sorted(kept, key=lambda one: (one.start_time_s, one.dock_id, one.vehicle_id))


def _first_gap(taken: list[DockLoading], opens_s: int, length_s: int) -> int:
    start = opens_s
    for one in sorted(taken, key=lambda one: one.start_time_s):
        if one.end_time_s <= start:
            continue
        if one.start_time_s >= start + length_s:
            break
        start = one.end_time_s
    return start


def _insert_all(work: _Work) -> list[UnservedOrder]:
    """Puts the orders without a route where they cost least; the tightest first."""
    day = work.day
    unserved = []

    def urgency(name: str) -> tuple[int, str]:
        order = day.orders[name]
        ends = [
            window.end_time_s
            for window in (order.promised_window, order.time_window)
            if window is not None
        ]
        return min(ends, default=_NEVER), name

    for name in sorted(work.waiting, key=urgency):
        found = _best_place(work, name, range(len(work.tours)))
        if found is None or (day.refusal and found[0] > day.refusal):
            unserved.append(
                UnservedOrder(order_id=name, explanation=_why_unserved(work, name, found))
            )
            continue
        work.put(found[1], found[2])
    return unserved


def _best_place(work: _Work, name: str, among: Iterable[int]) -> tuple[int, int, Tour] | None:
    """The cheapest way to add an order: (added cost, route, tour)."""
    day = work.day
    order = day.orders[name]
    needs = set(order.required_skills)
    legs: list[tuple[int, int, int, int]] = []
    for r in among:
        tour, route = work.tours[r], day.problem.routes[r]
        if not tour.open or not needs <= set(route.skills):
            continue
        stops = [day.place[route.start_place_id], *map(day.place_of, tour.visits)]
        first = tour.fixed
        end = day.place[route.end_place_id] if route.end_place_id else -1
        following = [*stops[first + 1 :], end]
        legs += [(r, first + k, stops[first + k], after) for k, after in enumerate(following)]
    if not legs:
        return None
    there = day.place[order.place_id]
    befores = np.array([leg[2] for leg in legs], np.int64)
    afters = np.array([leg[3] for leg in legs], np.int64)
    open_end = afters < 0
    targets = np.full(len(legs), there, np.int64)
    inward = day.ways.between(befores, targets)[0]
    onward = day.ways.between(targets, np.where(open_end, there, afters))[0]
    direct = day.ways.between(befores, np.where(open_end, befores, afters))[0]
    detour = inward + onward - direct
    detour[(inward < 0) | (onward < 0)] = _NEVER
    nearest = np.argsort(detour, kind="stable")[:_LEGS_TRIED]
    best: tuple[int, int, Tour] | None = None
    for leg in nearest.tolist():
        r, k = legs[leg][0], legs[leg][1]
        for candidate in _with(work, r, k, name):
            driven = day.drive(candidate)
            if not driven.feasible:
                continue
            added = driven.cost - work.driven[r].cost
            if best is None or added < best[0]:
                best = added, r, candidate
    return best


def _with(work: _Work, r: int, k: int, name: str) -> list[Tour]:
    """The tour with the order delivered at position `k`, its goods fetched before where needed."""
    day, tour = work.day, work.tours[r]
    route, order = day.problem.routes[r], day.orders[name]
    drop = Visit(name, picks=False, state=StopState.PLANNED)
    visits = tour.visits
    if not route.has_left and order.goods_place_id == route.start_place_id:
        return [replace(tour, visits=(*visits[:k], drop, *visits[k:]))]
    fetch = Visit(name, picks=True, state=StopState.PLANNED)
    goods = day.place[order.goods_place_id]
    same = [
        j + 1 for j in range(tour.fixed, k) if visits[j].picks and day.place_of(visits[j]) == goods
    ]
    starts = same or [tour.fixed, k]
    return [
        replace(tour, visits=(*visits[:j], fetch, *visits[j:k], drop, *visits[k:]))
        for j in dict.fromkeys(starts)
    ]


def _why_unserved(work: _Work, name: str, found: tuple[int, int, Tour] | None) -> str:
    day = work.day
    order = day.orders[name]
    if found is not None:
        return (
            f"the cheapest way to serve it costs {round(found[0] / UNIT)} minor units, "
            "more than leaving it out; raise unserved_cost or serve it by hand"
        )
    needs = set(order.required_skills)
    able = [
        tour
        for tour, route in zip(work.tours, day.problem.routes, strict=True)
        if tour.open and needs <= set(route.skills)
    ]
    if not able:
        return (
            f"no running vehicle has {', '.join(sorted(needs))}; send one that has"
            if needs
            else "no vehicle is running any more; send another"
        )
    return (
        "no route can take it within its latest end, its capacity and the ways there are; "
        "extend a shift or send another vehicle"
    )


def _relieve(work: _Work, budget: Budget) -> None:
    """Moves late orders while that saves more than the price of the change."""
    day = work.day
    for _ in range(_MOVES_MOST):
        if budget.expired():
            return
        best: tuple[int, int, Tour, int, Tour] | None = None
        for r, name in _late_orders(work):
            source = work.tours[r].without(name)
            smaller = day.drive(source)
            saved = work.driven[r].cost - smaller.cost
            kept, work.tours[r] = work.tours[r], source
            old, work.driven[r] = work.driven[r], smaller
            found = (
                _reordered(work, name, kept)
                if day.route(source).has_left
                else _best_place(work, name, range(len(work.tours)))
            )
            work.tours[r], work.driven[r] = kept, old
            if found is None:
                continue
            gain = saved - found[0] - (day.move if found[1] != r else 0)
            if gain > 0 and (best is None or gain > best[0]):
                best = gain, r, source, found[1], found[2]
        if best is None:
            return
        _, r, source, target, tour = best
        if target != r:
            work.put(r, source)
        work.put(target, tour)


def _reordered(work: _Work, name: str, kept: Tour) -> tuple[int, int, Tour] | None:
    """The best other position on the same vehicle, on which the goods are already."""
    day, source = work.day, work.tours[kept.at]
    visit = next(v for v in kept.visits if v.order == name and not v.picks)
    best: tuple[int, int, Tour] | None = None
    if any(v.order == name and v.picks for v in kept.visits):
        return None
    for k in range(source.fixed, len(source.visits) + 1):
        tour = replace(source, visits=(*source.visits[:k], visit, *source.visits[k:]))
        driven = day.drive(tour)
        added = driven.cost - work.driven[kept.at].cost
        if (driven.feasible or not day.drive(kept).feasible) and (best is None or added < best[0]):
            best = added, kept.at, tour
    return best


def _late_orders(work: _Work) -> list[tuple[int, str]]:
    """Orders whose moving may help: the planned ones up to the last late one of a late route."""
    found: list[tuple[int, str]] = []
    for r, (tour, driven) in enumerate(zip(work.tours, work.driven, strict=True)):
        late = [k for k, times in enumerate(driven.times) if times[3] or times[4]]
        if late:
            found += [
                (r, visit.order)
                for visit in tour.visits[tour.fixed : late[-1] + 1]
                if not visit.picks and visit.held_s == 0
            ]
    return found[:_MOVES_MOST]


def _plan(
    work: _Work, before: list[Driven], holder: dict[str, int], unserved: list[UnservedOrder]
) -> RepairedPlan:
    day, problem = work.day, work.day.problem
    routes, broken, moved = [], [], []
    words = list(work.words)
    for r, (tour, driven) in enumerate(zip(work.tours, work.driven, strict=True)):
        route = problem.routes[r]
        stops = []
        for visit, (arrival, start, leaves, late, promise) in zip(
            tour.visits, driven.times, strict=True
        ):
            order = day.orders[visit.order]
            stops.append(
                RepairedStop(
                    order_id=visit.order,
                    activity=StopActivity.PICKUP if visit.picks else StopActivity.DELIVERY,
                    place_id=order.goods_place_id if visit.picks else order.place_id,
                    state=visit.state,
                    arrival_time_s=arrival,
                    start_time_s=start,
                    departure_time_s=leaves,
                    lateness_s=late,
                )
            )
            if promise:
                broken.append(BrokenPromise(order_id=visit.order, lateness_s=promise))
            if not visit.picks and holder.get(visit.order) != r:
                moved.append(visit.order)
                words.append(_moved_words(work, visit.order, holder, start))
        routes.append(
            RepairedRoute(
                vehicle_id=route.vehicle_id,
                courier_id=tour.courier,
                start_time_s=driven.starts_s,
                end_time_s=driven.ends_s,
                stops=tuple(stops),
                distance_m=driven.distance_m,
            )
        )
        words += _shifted_words(route, before[r], driven)
    for one in unserved:
        words.append(
            PlanChange(
                order_id=one.order_id,
                vehicle_id="",
                explanation=f"order {one.order_id} is left out: {one.explanation}",
            )
        )
    changed = sum(name in holder for name in moved)
    before_cost = sum(one.cost for one in before)
    after_cost = sum(one.cost for one in work.driven) + day.refusal * len(unserved)
    return RepairedPlan(
        routes=tuple(routes),
        loadings=tuple(work.loadings),
        unserved=tuple(unserved),
        broken_promises=tuple(broken),
        changes=tuple(words),
        moved_order_ids=tuple(moved),
        cost_before_minor=_minor(before_cost),
        cost_minor=_minor(after_cost),
        change_cost_minor=_minor(day.move * changed),
    )


def _moved_words(work: _Work, name: str, holder: dict[str, int], start_s: int) -> PlanChange:
    routes = work.day.problem.routes
    target = next(
        tour.at for tour in work.tours if any(v.order == name and not v.picks for v in tour.visits)
    )
    vehicle = routes[target].vehicle_id
    away = span(max(0, start_s - work.day.now_s))
    fetched = any(v.order == name and v.picks for v in work.tours[target].visits)
    extra = f", which fetches it at {work.day.orders[name].goods_place_id}" if fetched else ""
    if name in holder:
        words = f"order {name} moves from {routes[holder[name]].vehicle_id} to {vehicle}"
    else:
        words = f"order {name} goes to {vehicle}"
    return PlanChange(order_id=name, vehicle_id=vehicle, explanation=f"{words}{extra}, in {away}")


def _shifted_words(route: RunningRoute, before: Driven, after: Driven) -> list[PlanChange]:
    shift = after.ends_s - before.ends_s
    if not shift or not before.times:
        return []
    direction = "later" if shift > 0 else "earlier"
    words = f"vehicle {route.vehicle_id} ends {span(abs(shift))} {direction}"
    latest = route.latest_end_time_s
    if latest is not None and after.ends_s > latest:
        words += f", {span(after.ends_s - latest)} after its latest end"
    return [PlanChange(order_id="", vehicle_id=route.vehicle_id, explanation=words)]


def _minor(cost: int) -> int:
    return (2 * cost + UNIT) // (2 * UNIT)
