"""Bundles of flat arrays that the kernels take; numba passes a named tuple as plain arguments."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]


class Facts(NamedTuple):
    """What does not change: jobs (n x release, length, due, latest, kind), docks (m x opens,
    closes, overtime from, cost of use), takes (m x kinds), setup (kinds x kinds, seconds between a
    vehicle of the first kind and one of the second), teams (0 when docks alone limit), rates (cost
    of a second of lateness, of overtime), out_cost (of a job left out; -1 when leaving the fewest
    out comes before every cost), shifts (rows of team, from, until, by team and time; none when
    teams are always there), arrivals (moments at which vehicles come into the yard, in order),
    arrives (for each job its place among them or -1), yard (vehicles it holds).
    """

    jobs: Longs
    docks: Longs
    takes: NDArray[np.bool_]
    setup: Longs
    teams: int
    rates: Longs
    out_cost: int
    shifts: Longs
    arrivals: Longs
    arrives: Longs
    yard: int


class Turns(NamedTuple):
    """The order in which jobs are given a place, for each job a wished dock or -1 (or
    -2: left out, where that has a price), and for each
    dock 1 when it is to be used only where no other will do.
    """

    order: Longs
    wish: Longs
    shut: Longs


class Room(NamedTuple):
    """Room to work, and the timetable: start, dock and team (or -1) of each job; teams are told
    apart only where they have shifts. `waiting` counts the yard at each arrival.
    """

    dock_free: Longs
    dock_kind: Longs
    team_free: Longs
    start: Longs
    on: Longs
    team: Longs
    waiting: Longs


class Memory(NamedTuple):
    """What a search carries from call to call: results (h x left out, cost) of the last h steps,
    clock (steps so far, step of the last improvement), state of the generator.
    """

    results: Longs
    clock: Longs
    state: NDArray[np.uint64]


def room_for(jobs: int, docks: int, teams: int, arrivals: int) -> Room:
    """Room for problems of that size."""
    return Room(
        np.zeros(docks, np.int64),
        np.zeros(docks, np.int64),
        np.zeros(max(1, teams), np.int64),
        np.zeros(jobs, np.int64),
        np.full(jobs, -1, np.int64),
        np.full(jobs, -1, np.int64),
        np.zeros(arrivals, np.int64),
    )
