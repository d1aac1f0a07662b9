"""What the swift kernels read and change: routes as rows of whole numbers, side by side.

For problems in which every shipment is one visit with at most one window. A node is a visit
(0..N-1), a door (N.., a place where vehicles start or end) or the open end (the last one). Route k
is row k of `path`: its start door, its visits, its end door. That beside each other which a test
reads one after the other is what makes these kernels several times faster than rings of linked
nodes, which hold more rules.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]

NONE = -1
FAR = 2**29
"""Metres and seconds of a leg that does not exist."""
BROKEN = 2**56
"""Cost of a route that breaks a rule (taking a visit out can do that where legs are missing), and
of a visit alone in a vehicle that cannot serve it."""

# Columns of `kind`, the types of vehicle; behind them the capacity of each dimension. Types of one
# family differ only in costs, capacities and limits, so that a route can change between them.
START, END, FIXED, PER_METRE, PER_SECOND, WAY_LIMIT, TIME_LIMIT, STOP_LIMIT = range(8)
SPEED, LEAVE_OPENS, LEAVE_CLOSES, END_OPENS, END_CLOSES, VEHICLES, FAMILY = range(8, 15)
CAPACITY = 15

# Columns of `visit`; behind them the load in each dimension, for each type the cost of a route with
# this visit alone, and for each type whether its vehicles may serve it.
OPENS, CLOSES, SERVICE, LEFT_OUT = range(4)
LOAD = 4

# Columns of `route`: visits, type, metres, seconds, cost, the step in which it was noted and the
# one in which it was ruined, the next larger type and what changing to it costs; behind them the
# room left in each dimension. The second half of the columns is the route as it was noted.
LENGTH, TYPE, METRES, SECONDS, COST, NOTED, RUINED, LARGER, LARGER_COST = range(9)
ROOM = 9

# Layers of `rows`: nodes; metres and seconds to a place from the one before; earliest and latest
# begin of service; and for routes whose time has a price or a limit, the shortest duration of
# everything up to a place with the earliest and latest moment to begin with that duration, then the
# same from it on.
PATH, LEG, START_AT, LATEST, RIDE = range(5)
HEAD, HEAD_EARLY, HEAD_LATE, TAIL, TAIL_EARLY, TAIL_LATE = range(5, 11)
LAYERS = 11

# Columns of `node`: the route a visit is in, its place there, and its place among those left out.
ROUTE, PLACE, ABSENT_AT = range(3)

# Rows of `pile`: visits in hand, visits left out, routes noted.
HAND, LEFT, TOUCHED = range(3)

# Entries of `total`; EMPTY is at most the first row without a route, ROUTES more than the last row
# that ever had one; EXTRA to BLINKS are the best place found for a visit. Behind them, the number
# of vehicles used of each type.
NOW_COST, BEST_COST, STEP, ABSENT, ACTIVE, SERVED, IMPROVED, EMPTY = range(8)
EXTRA, SPOT_ROUTE, SPOT_PLACE, SPOT_TYPE, BLINKS, ROUTES = range(8, 14)
USED = 14

# Entries of `rule`: whether windows or limits of time matter; whether time has a price or a limit;
# whether routes can change their type; whether not all may serve all; whether some may stay out.
# Whether `ride` differs from `leg`. The layers of `way`; how many near visits there are. PLAIN: all
# that decides whether a route admits a visit is one load.
TIMED, CLOCKED, MIXED, CHOOSY, PRICED, APART, BACK, TIME, TIME_BACK, NEAR, PLAIN = range(11)
RULES = 11


class SwiftGround(NamedTuple):
    """The problem. `way` (layers x M x M) holds metres, seconds for each speed and, where they are
    not the same, their transposes. `near`: the visits worth standing beside a visit, behind them
    those nearest by way.

    Few arrays with many columns: what a kernel hands to another is copied at each call.
    """

    way: Rows
    kind: Longs
    visit: Longs
    near: Rows
    rule: Longs


class SwiftState(NamedTuple):
    """A set of routes, the notes to undo a step, and the best seen.

    `best` holds the visits of each route and then minus its type less two.
    """

    rows: Rows
    kept: Rows
    route: Longs
    node: Rows
    pile: Rows
    key: npt.NDArray[np.float64]
    total: Longs
    random: Words
    best: Rows
