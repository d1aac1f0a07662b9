"""Which visits belong near each other: the granular neighbourhoods of the search kernels."""

from __future__ import annotations

import numpy as np

from optimizer.routing.arrays import Integers, RoutingArrays
from optimizer.routing.kernels.bundles import Rows

NEAR = 40
NEAR_TIMED = 60
CLOSE_BY = 250
ALWAYS_S = 2**50
"""A window from minus to plus this is always open."""
_ROWS_AT_ONCE = 256


def neighbours(arrays: RoutingArrays) -> tuple[Rows, Rows]:
    """Visits worth standing next to each visit, and those nearest on the ground.

    With windows, waiting beside a visit counts a fifth and being late there in full (as in the
    granular neighbourhoods of Vidal et al. 2013); near is then measured in seconds.
    """
    n = arrays.visit_count
    timed = not arrays.timeless
    near = np.empty((n, min(NEAR_TIMED if timed else NEAR, max(0, n - 1))), np.int32)
    close_by = np.empty((n, min(CLOSE_BY, max(0, n - 1))), np.int32)
    place = arrays.visit_place
    far = np.int64(2**40)
    counts = arrays.windows_per_visit
    opens = np.full(n, -ALWAYS_S, np.int64)
    closes = np.full(n, ALWAYS_S, np.int64)
    has = np.flatnonzero(counts)
    opens[has] = arrays.window_start_s[arrays.window_first[has]]
    closes[has] = arrays.window_end_s[arrays.window_first[has + 1] - 1]
    time = arrays.duration_s[int(arrays.speed[0])]
    service = arrays.service_s
    for begin in range(0, n, _ROWS_AT_ONCE):
        rows = np.arange(begin, min(n, begin + _ROWS_AT_ONCE))
        here = place[rows][:, None]
        ground = arrays.distance_m[here, place[None, :]]
        ground = np.where(ground < 0, far, ground)
        own = (np.arange(len(rows)), rows)
        ground[own] = 2 * far
        close_by[rows] = _first(ground, close_by.shape[1])
        if not timed:
            near[rows] = close_by[rows, : near.shape[1]]
            continue
        there = time[here, place[None, :]]
        back = time[place[None, :], here]
        own_windows = (opens[rows][:, None], closes[rows][:, None], service[rows][:, None])
        all_windows = (opens[None, :], closes[None, :], service[None, :])
        onward = _proximity(there, own_windows, all_windows[:2])
        return_ = _proximity(back, all_windows, own_windows[:2])
        nearness = np.minimum(np.where(there < 0, far, onward), np.where(back < 0, far, return_))
        nearness[own] = 2 * far
        near[rows] = _first(nearness, near.shape[1])
    return near, close_by


def _proximity(
    time: Integers,
    here: tuple[Integers, Integers, Integers],
    there: tuple[Integers, Integers],
) -> Integers:
    """Nearness of going from windows and service `here` to windows `there`."""
    opens, closes, service = here
    next_opens, next_closes = there
    wait = np.maximum(0, next_opens - time - service - closes)
    late = np.maximum(0, opens + service + time - next_closes)
    nearness: Integers = time + wait // 5 + late
    return nearness


def _first(table: Integers, count: int) -> Rows:
    if count == 0:
        return np.empty((table.shape[0], 0), np.int32)
    picked = np.argpartition(table, count - 1, axis=1)[:, :count]
    order = np.argsort(np.take_along_axis(table, picked, axis=1), axis=1, kind="stable")
    return np.take_along_axis(picked, order, axis=1).astype(np.int32)
