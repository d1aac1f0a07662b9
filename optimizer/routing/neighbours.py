"""Which visits belong near each other: the granular neighbourhoods of the search kernels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.routing.arrays import Integers, RoutingArrays
from optimizer.routing.kernels.bundles import Rows

NEAR = 40
NEAR_WITH_WINDOWS = 60
CLOSE_BY = 250
FAR = 2**40
_ROWS_AT_ONCE = 256


def neighbours(arrays: RoutingArrays) -> tuple[Rows, Rows]:
    """Visits worth standing beside each visit (N x 2K), and those nearest on the ground.

    The first K are good right before it, the other K right after. With windows, waiting counts a
    fifth and being late in full (as in the granular neighbourhoods of Vidal et al. 2013), and near
    is measured in seconds.
    """
    n = arrays.visit_count
    half = min(NEAR, max(0, n - 1))
    near = np.empty((n, 2 * half), np.int32)
    close_by = np.empty((n, min(CLOSE_BY, max(0, n - 1))), np.int32)
    for rows, before, after, ground in _nearness(arrays):
        near[rows, :half] = _first(before, half)
        near[rows, half:] = _first(after, half)
        close_by[rows] = _first(ground, close_by.shape[1])
    return near, close_by


def neighbours_on_both_sides(arrays: RoutingArrays) -> tuple[Rows, Rows]:
    """The same with one list for both sides (N x K): good before or after, whichever is better."""
    n = arrays.visit_count
    most = NEAR if arrays.timeless else NEAR_WITH_WINDOWS
    near = np.empty((n, min(most, max(0, n - 1))), np.int32)
    close_by = np.empty((n, min(CLOSE_BY, max(0, n - 1))), np.int32)
    for rows, before, after, ground in _nearness(arrays):
        if arrays.timeless:
            close_by[rows] = _first(ground, close_by.shape[1])
            near[rows] = close_by[rows, : near.shape[1]]
            continue
        near[rows] = _first(np.minimum(before, after), near.shape[1])
        close_by[rows] = _first(ground, close_by.shape[1])
    return near, close_by


def _nearness(
    arrays: RoutingArrays,
) -> Iterator[tuple[Integers, Integers, Integers, Integers]]:
    """For some rows at a time: how good every visit is right before, right after, how near."""
    n = arrays.visit_count
    timed = not arrays.timeless
    place = arrays.visit_place
    opens, closes = _whole_windows(arrays)
    time = arrays.duration_s[int(arrays.speed[0])]
    service = arrays.service_s
    for begin in range(0, n, _ROWS_AT_ONCE):
        rows = np.arange(begin, min(n, begin + _ROWS_AT_ONCE))
        here, all_places = place[rows][:, None], place[None, :]
        own = (np.arange(len(rows)), rows)
        onward, back = arrays.distance_m[here, all_places], arrays.distance_m[all_places, here]
        ground = np.minimum(_or_far(onward, onward), _or_far(back, back))
        ground[own] = 2 * FAR
        if timed:
            mine = (opens[rows][:, None], closes[rows][:, None], service[rows][:, None])
            others = (opens[None, :], closes[None, :], service[None, :])
            after = _or_far(onward, _proximity(time[here, all_places], mine, others[:2]))
            before = _or_far(back, _proximity(time[all_places, here], others, mine[:2]))
        else:
            after, before = _or_far(onward, onward), _or_far(back, back)
        after[own] = before[own] = 2 * FAR
        yield rows, before, after, ground


def _whole_windows(arrays: RoutingArrays) -> tuple[Integers, Integers]:
    """First opening and last closing of each visit."""
    opens = np.full(arrays.visit_count, -FAR, np.int64)
    closes = np.full(arrays.visit_count, FAR, np.int64)
    has = np.flatnonzero(arrays.windows_per_visit)
    opens[has] = arrays.window_start_s[arrays.window_first[has]]
    closes[has] = arrays.window_end_s[arrays.window_first[has + 1] - 1]
    return opens, closes


def _or_far(way: Integers, nearness: Integers) -> Integers:
    return np.where(way < 0, FAR, nearness)


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
