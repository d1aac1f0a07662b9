"""First timetables by dispatching rules: time runs forward, the most urgent vehicle goes next.

A list-scheduling simulation (Pinedo, Scheduling, chapter 14): whenever a dock and a team are free,
the waiting departure that its rule calls most urgent and that some free dock takes is loaded. Each
rule costs about n log n and gives an order of starts; the best of their timetables is the answer
that exists at once. Set-ups between kinds count when the order becomes a timetable.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable

import numpy as np

from optimizer.dispatch.kernels.bundles import Turns
from optimizer.dispatch.model import Departure
from optimizer.dispatch.timetable import Loading, Yard

Rule = Callable[[Departure], tuple[int, ...]]

_NEVER = 1 << 60


def _latest(departure: Departure) -> int:
    return _NEVER if departure.latest_time_s is None else departure.latest_time_s


RULES: tuple[Rule, ...] = (
    lambda d: (d.due_time_s, d.loading_duration_s),
    lambda d: (d.due_time_s - d.loading_duration_s,),
    lambda d: (_latest(d) - d.loading_duration_s, d.due_time_s),
    lambda d: (d.due_time_s + 2 * d.loading_duration_s,),
    lambda d: (d.loading_duration_s, d.due_time_s),
)
"""Earliest due; least slack; latest first; due with a preference for short; shortest."""


def first_timetable(yard: Yard) -> list[Loading]:
    """The best timetable of all rules; departures that it leaves out are missing from it."""
    plans = [yard.moved_forward(yard.on_docks(_simulate(yard, rule))) for rule in RULES]
    if yard.problem.kind_setups or yard.has_costs:
        # Docks chosen without regard to set-up and cost: let each departure choose again.
        plans += [yard.in_order(_without_wishes(yard, plan)) for plan in plans]
    if yard.docks_cost:
        plans += [
            yard.in_order(on_few_docks(yard, plan, docks))
            for docks in _numbers(len(yard.problem.docks))
            for plan in plans[: len(RULES)]
        ]
    return min(plans, key=yard.worth)


def _without_wishes(yard: Yard, plan: list[Loading]) -> Turns:
    turns = yard.turns_of(plan)
    return Turns(turns.order, np.full_like(turns.wish, -1), np.zeros_like(turns.shut))


def on_few_docks(yard: Yard, plan: list[Loading], docks: int) -> Turns:
    """The same order on that many docks, those that cost least and take most; others only for
    what these cannot load."""
    problem = yard.problem

    def rank(d: int) -> tuple[int, int, int, int]:
        dock = problem.docks[d]
        taken = sum(dock.takes(kind) for kind in yard.kinds)
        opening = dock.opening_window
        return dock.use_cost_minor or 0, -taken, opening.start_time_s - opening.end_time_s, d

    turns = _without_wishes(yard, plan)
    turns.shut[sorted(range(len(problem.docks)), key=rank)[docks:]] = 1
    return turns


def _numbers(docks: int) -> list[int]:
    """Every number up to a dozen, then growing steps."""
    return sorted({min(docks, n) for n in range(1, 13)} | {docks * n // 12 for n in range(1, 13)})[
        -24:
    ]


def _simulate(yard: Yard, rule: Rule) -> list[tuple[int, int, int]]:
    """(departure, class of docks, start) of one timetable under one rule."""
    departures = yard.problem.departures
    changeover = yard.problem.changeover_duration_s
    # Departures with the same choice of classes wait in one queue: only its head can be next.
    queue_of: dict[tuple[int, ...], int] = {}
    queues: list[list[tuple[tuple[int, ...], int]]] = []
    queue_classes: list[list[int]] = []
    arrivals: list[tuple[int, int, int]] = []
    for i, options in enumerate(yard.options):
        if not options:
            continue
        signature = tuple(option.dock_class for option in options)
        if signature not in queue_of:
            queue_of[signature] = len(queues)
            queues.append([])
            queue_classes.append(_choosiest_first(yard, signature))
        arrivals.append((min(option.first_s for option in options), queue_of[signature], i))
    heapq.heapify(arrivals)
    free_docks = [0] * len(yard.classes)
    # Events: (moment, docks of which class come free, or -1 for a team).
    events = [
        (dock_class.opens_s, c)
        for c, dock_class in enumerate(yard.classes)
        for _ in dock_class.docks
    ]
    heapq.heapify(events)
    free_teams = yard.teams
    plan: list[tuple[int, int, int]] = []
    while arrivals or any(queues):
        now = min(
            arrivals[0][0] if arrivals else _NEVER,
            events[0][0] if events else _NEVER,
        )
        if now == _NEVER:
            break
        while arrivals and arrivals[0][0] <= now:
            _, q, i = heapq.heappop(arrivals)
            heapq.heappush(queues[q], (rule(departures[i]), i))
        while events and events[0][0] <= now:
            _, c = heapq.heappop(events)
            if c < 0:
                free_teams += 1
            else:
                free_docks[c] += 1
        while free_teams:
            chosen = _next(yard, queues, queue_classes, free_docks, now)
            if chosen is None:
                break
            i, c = chosen
            end = now + departures[i].loading_duration_s
            plan.append((i, c, now))
            free_teams -= 1
            free_docks[c] -= 1
            heapq.heappush(events, (end, -1))
            heapq.heappush(events, (end + changeover, c))
    return plan


def _choosiest_first(yard: Yard, classes: tuple[int, ...]) -> list[int]:
    """Docks that fewer kinds can use come first, so that the others stay free for the rest."""

    def breadth(c: int) -> tuple[int, int, int]:
        dock_class = yard.classes[c]
        return (len(dock_class.kinds) or _NEVER, dock_class.closes_s, c)

    return sorted(classes, key=breadth)


def _next(
    yard: Yard,
    queues: list[list[tuple[tuple[int, ...], int]]],
    queue_classes: list[list[int]],
    free_docks: list[int],
    now: int,
) -> tuple[int, int] | None:
    """The most urgent departure that some free dock takes now, taken off its queue.

    Departures for which every chance has passed are dropped on the way.
    """
    best: tuple[tuple[int, ...], int] | None = None
    best_queue = best_class = -1
    for q, queue in enumerate(queues):
        while queue and _too_late(yard, queue[0][1], now):
            heapq.heappop(queue)
        if not queue or (best is not None and queue[0] >= best):
            continue
        for c in queue_classes[q]:
            if free_docks[c] and _can_start(yard, queue[0][1], c, now):
                best, best_queue, best_class = queue[0], q, c
                break
    if best is None:
        return None
    heapq.heappop(queues[best_queue])
    return best[1], best_class


def _too_late(yard: Yard, departure: int, now: int) -> bool:
    return all(option.last_s < now for option in yard.options[departure])


def _can_start(yard: Yard, departure: int, dock_class: int, now: int) -> bool:
    return any(
        option.dock_class == dock_class and option.first_s <= now <= option.last_s
        for option in yard.options[departure]
    )
