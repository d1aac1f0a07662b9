"""The clock of search kernels: times moved so that they start near zero and fit into 32 bits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.routing.arrays import Integers, RoutingArrays

ROOM_S = 2**26


@dataclass(frozen=True, slots=True)
class Clock:
    """All times moved so that they start near zero and stay small; see `clock_span`."""

    origin_s: int
    last_s: int

    def moved(self, moments: Integers) -> Integers:
        """Moments inside the span, counted from its origin."""
        return np.clip(moments, self.origin_s, self.last_s) - self.origin_s


def clock_span(arrays: RoutingArrays) -> tuple[int, int]:
    """First and last moment that matter: all that are stated, and two years of room around them.

    A vehicle that may leave at any time since 1970 then leaves two years ahead at the earliest,
    which no route needs.
    """
    moments = (
        arrays.window_start_s,
        arrays.window_end_s,
        arrays.leave_earliest_s,
        arrays.leave_latest_s,
        arrays.end_earliest_s,
        arrays.end_latest_s,
    )
    stated = np.concatenate(moments)
    stated = stated[(stated > -arrays.origin_s) & (stated < arrays.horizon_s)]
    if not len(stated):
        stated = np.zeros(1, np.int64)
    return int(stated.min()) - ROOM_S, int(stated.max()) + ROOM_S


def clock_of(arrays: RoutingArrays) -> Clock:
    """The clock of a problem."""
    return Clock(*clock_span(arrays))
