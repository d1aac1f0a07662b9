"""The order in which a picker meets the picks of a batch, for each policy.

The simple rules say it themselves. The optimal tour is given as the ways taken through each aisle
and between aisles; together they are a graph in which every degree is even, and walking along all
of its edges once (Hierholzer) is the tour.
"""

from __future__ import annotations

from itertools import groupby, pairwise

import numpy as np

from optimizer.dispatch.kernels import walking
from optimizer.dispatch.picking_model import PickingLayout, PickingPolicy, PickStop

POLICY_CODES = {
    PickingPolicy.OPTIMAL: walking.OPTIMAL,
    PickingPolicy.S_SHAPE: walking.S_SHAPE,
    PickingPolicy.LARGEST_GAP: walking.LARGEST_GAP,
    PickingPolicy.RETURN: walking.RETURN,
}

Spot = tuple[int, int]
"""Aisle and depth in mm; depth -1 stands for the front cross aisle, -2 for the back."""

FRONT_END, BACK_END = -1, -2


def tour_of(
    layout: PickingLayout, policy: PickingPolicy, stops: list[PickStop]
) -> tuple[list[PickStop], int]:
    """The stops in the order of walking, and the length of the tour in mm."""
    stops = sorted(stops, key=lambda one: (one.aisle, one.slot, one.order_id))
    length = layout.aisle_length_mm
    keys = np.array(
        [one.aisle * (length + 1) + layout.depth_mm(one.slot) for one in stops], np.int64
    )
    code = POLICY_CODES[policy]
    aisles, depths = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
    starts = np.empty(len(keys) + 1, np.int64)
    count = walking.grouped(keys, len(keys), length + 1, aisles, depths, starts)
    depot, pitch = layout.depot_aisle, layout.aisle_pitch_mm
    if policy != PickingPolicy.OPTIMAL:
        distance = walking.by_rule(code, aisles, depths, starts, count, depot, length, pitch)
        return _by_rule(layout, policy, stops), int(distance)
    low, high = min(stops[0].aisle, depot), max(stops[-1].aisle, depot)
    ways, steps = np.zeros(high - low + 1, np.int64), np.zeros(high - low + 1, np.int64)
    distance = walking.optimal(aisles, depths, starts, count, depot, length, pitch, ways, steps)
    edges = _edges(layout, stops, low, ways, steps)
    return _met(stops, layout, _round_trip(edges, (depot, FRONT_END))), int(distance)


def _by_rule(layout: PickingLayout, policy: PickingPolicy, stops: list[PickStop]) -> list[PickStop]:
    by_aisle = [list(group) for _, group in groupby(stops, key=lambda one: one.aisle)]
    if policy == PickingPolicy.RETURN or len(by_aisle) == 1:
        return [stop for aisle in by_aisle for stop in aisle]
    if policy == PickingPolicy.S_SHAPE:
        return [
            stop
            for k, aisle in enumerate(by_aisle)
            for stop in (reversed(aisle) if k % 2 else aisle)
        ]
    # Largest gap: up the first aisle, along the back, down the last, home along the front; what
    # lies before the depot's aisle is met at the front on the way out.
    first, *middle, last = by_aisle
    from_front, from_back = [], []
    for aisle in middle:
        cut = _largest_gap(layout, aisle)
        from_front.append(aisle[:cut])
        from_back.append(aisle[cut:])
    depot = layout.depot_aisle
    way_out = [part for part in from_front if part and part[0].aisle < depot]
    way_home = [part for part in from_front if part and part[0].aisle >= depot]
    tour = [stop for part in reversed(way_out) for stop in part]
    tour += first
    tour += [stop for part in from_back for stop in reversed(part)]
    tour += reversed(last)
    return tour + [stop for part in reversed(way_home) for stop in part]


def _largest_gap(layout: PickingLayout, aisle: list[PickStop]) -> int:
    """How many of the aisle's picks lie before its largest gap."""
    depths = [0, *(layout.depth_mm(stop.slot) for stop in aisle), layout.aisle_length_mm]
    gaps = [after - before for before, after in pairwise(depths)]
    return gaps.index(max(gaps))


def _edges(
    layout: PickingLayout, stops: list[PickStop], low: int, ways: np.ndarray, steps: np.ndarray
) -> list[tuple[Spot, Spot]]:
    depths_in: dict[int, list[int]] = {}
    for stop in stops:
        found = depths_in.setdefault(stop.aisle, [])
        depth = layout.depth_mm(stop.slot)
        if not found or found[-1] != depth:
            found.append(depth)
    edges: list[tuple[Spot, Spot]] = []
    for i, way in enumerate(ways):
        aisle = low + i
        depths = depths_in.get(aisle, [])
        chain = [(aisle, FRONT_END), *((aisle, depth) for depth in depths), (aisle, BACK_END)]
        links = list(pairwise(chain))
        if way == walking.THROUGH:
            edges += links
        elif way == walking.TWICE:
            edges += links * 2
        elif way == walking.FROM_FRONT:
            edges += links[:-1] * 2
        elif way == walking.FROM_BACK:
            edges += links[1:] * 2
        elif way == walking.GAP:
            inner = [after - before for before, after in pairwise(depths)]
            cut = inner.index(max(inner)) + 1
            edges += (links[:cut] + links[cut + 1 :]) * 2
        if i + 1 < len(ways):
            front = ((aisle, FRONT_END), (aisle + 1, FRONT_END))
            back = ((aisle, BACK_END), (aisle + 1, BACK_END))
            edges += {
                walking.FRONT_TWICE: [front] * 2,
                walking.BACK_TWICE: [back] * 2,
                walking.BOTH_TWICE: [front, back] * 2,
                walking.ONCE_EACH: [front, back],
            }.get(int(steps[i]), [])
    return edges


def _round_trip(edges: list[tuple[Spot, Spot]], start: Spot) -> list[Spot]:
    """A walk along every edge once, from `start` back to it (Hierholzer 1873)."""
    leaving: dict[Spot, list[int]] = {}
    for number, (one, other) in enumerate(edges):
        leaving.setdefault(one, []).append(number)
        leaving.setdefault(other, []).append(number)
    used = [False] * len(edges)
    stack, walk = [start], []
    while stack:
        here = stack[-1]
        open_edges = leaving.get(here, [])
        while open_edges and used[open_edges[-1]]:
            open_edges.pop()
        if not open_edges:
            walk.append(stack.pop())
            continue
        number = open_edges.pop()
        used[number] = True
        one, other = edges[number]
        stack.append(other if here == one else one)
    return walk


def _met(stops: list[PickStop], layout: PickingLayout, walk: list[Spot]) -> list[PickStop]:
    """The stops as the walk first meets them."""
    waiting: dict[Spot, list[PickStop]] = {}
    for stop in stops:
        waiting.setdefault((stop.aisle, layout.depth_mm(stop.slot)), []).append(stop)
    return [stop for spot in walk for stop in waiting.pop(spot, [])]
