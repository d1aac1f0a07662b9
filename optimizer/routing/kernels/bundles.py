"""What the kernels read and what they change: a few wide tables of integers.

A node is a visit (0..N-1) or the door of a route (N..N+R-1): the door stands before the first and
after the last visit, so that every route is a ring and no end is a special case. All there is to
know about a node stands in one row, so that testing a place touches two or three lines of memory;
and few tables mean few arguments, which is what calls between kernels cost.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]

NOWHERE = -1
"""No route, no visit, no way."""
LONGEST_S = 2**28
"""Times inside kernels stay below this, so that sums of a few fit into 32 bits."""

# Columns of `node`, sixteen numbers of 32 bits: one line of memory. The ring; the route (-1 is
# absent); rows of the travel tables that legs from and to the node use; metres from the node before
# (none at the door of an empty route); the place in the route; service. Then two spans of time
# (Vidal et al. 2013): the head is everything from the start to this node, the tail everything from
# this node to the end; a span is its least duration and the earliest and latest moment it may
# begin with that duration. Last the chosen window.
AFTER, BEFORE, ROUTE, FROM, TO, LEG, POSITION, SERVICE = range(8)
HEAD, HEAD_EARLY, HEAD_LATE, TAIL, TAIL_EARLY, TAIL_LATE, OPENS, CLOSES = range(8, 16)
NODE_COLUMNS = 16

# Columns of `load`, for each dimension: aboard after the node, the most until here, and from here.
ABOARD, MOST_BEFORE, MOST_AFTER = range(3)

# Columns of `route`. `NOTED` and `RUINED` hold the step in which the route was.
TYPE, COUNT, METRES, SECONDS, COST, NOTED, RUINED = range(7)
ROUTE_COLUMNS = 7

# Columns of `kind` (vehicle types); behind them the capacity of each dimension. Routes of the type
# are FIRST_ROUTE..END_ROUTE - 1, SPARE is an empty one of them.
FIXED, PER_METRE, PER_SECOND, WAY_LIMIT, TIME_LIMIT, STOP_LIMIT, SPEED = range(7)
LEAVE_OPENS, LEAVE_CLOSES, END_OPENS, END_CLOSES, FIRST_ROUTE, END_ROUTE, SPARE = range(7, 14)
CAPACITY = 14

# Columns of `visit`; behind them the change of each dimension of load.
SHIPMENT, PARTNER, FIRST_WINDOW, END_WINDOW, FROM_START = range(5)
CHANGE = 5

# Columns of `shipment`: its first visit, its second (-1 for none), the cost of leaving it out.
FIRST, SECOND, LEFT_OUT = range(3)

# Columns of `noted`: a route as it was; its nodes, the door first, stand in `kept_*` from OFFSET.
NOTED_ROUTE, OFFSET, LENGTH, OLD_METRES, OLD_SECONDS, OLD_COST = range(6)
NOTED_COLUMNS = 6

# Entries of `total`.
TOTAL_COST, BEST_COST, STEP, ABSENT, ACTIVE, SERVED, IMPROVED = range(7)
TOTALS = 8

# Entries of `spot`: the best place found for a shipment.
EXTRA, SPOT_ROUTE, SPOT_NODE, WINDOW, SECOND_NODE, SECOND_WINDOW, BLINKS = range(7)
SPOTS = 8


class Ground(NamedTuple):
    """The problem; only SPARE changes during a search.

    `way` (places x places) and `time` (speeds x places x places) stand beside their transposes, so
    that a kernel always reads along a row. The last place is the open end, reached from
    everywhere at once. `window` holds (opens, closes), `capable` says which shipment may ride in
    which type, `near` which visits are worth a place beside each visit, `close_by` which are
    nearest by way alone.
    """

    way: Rows
    way_back: Rows
    time: Rows
    time_back: Rows
    kind: Longs
    visit: Longs
    shipment: Longs
    window: Longs
    capable: Flags
    near: Rows
    close_by: Rows
    timed: bool


class State(NamedTuple):
    """A set of routes, what is left out, the notes to undo a step, and the best seen."""

    node: Rows
    load: Longs
    route: Longs
    absent: Longs
    total: Longs
    random: Words
    spot: Longs
    noted: Longs
    kept: Rows
    kept_node: Rows
    kept_load: Longs
    hand: Longs
    key: npt.NDArray[np.float64]
    best: Rows
