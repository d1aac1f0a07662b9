"""The whole model in a few wide tables of integers, for simulation route by route.

The kernels of ruin and recreate in `ring.py` hold the classic rules in constant time; these tables
hold every rule, and a route is simulated from end to end to know what it costs (`drive.py`). A node
is a visit (0..N-1) or a reload (N..): a row of `visit` either way. An event is a shipment with an
activity, `2 * shipment + activity`, whichever of its alternative visits is chosen.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

NEVER = 2**60
"""A moment that does not come, a limit that nothing reaches."""
WHOLE = 2**30
"""A leg not yet begun, where its length changes with the hour."""
NONE = -1

PICKUP, DELIVERY, RELOAD = range(3)
ANY_ORDER, LAST_IN_FIRST_OUT, FIRST_IN_FIRST_OUT = range(3)
DRIVING, WORKING = range(2)

# Columns of `kind`, the types of vehicle; behind them, for each dimension of load, the capacity,
# the amount from which on it costs, and that cost for each unit.
START, END, LEAVE_OPENS, LEAVE_CLOSES, END_OPENS, END_CLOSES = range(6)
FIXED, PER_METRE, PER_SECOND, WAY_LIMIT, TIME_LIMIT, STOP_LIMIT, DRIVING_LIMIT = range(6, 13)
OVERTIME_AFTER, PER_OVERTIME, FAR_AFTER, PER_FAR, TRIPS, ORDERING, WAY = range(13, 20)
FIRST_SLICE, END_SLICE, FIRST_PAUSE, END_PAUSE, FIRST_REST, END_REST = range(20, 26)
FIRST_RELOAD, END_RELOAD, FIRST_GIVEN, END_GIVEN, FIRST_ROUTE, END_ROUTE = range(26, 32)
TIMED, REGION, OUTSIDE = range(32, 35)
CAPACITY = 35
CAPACITY_COLUMNS = 3

# Columns of `visit`; behind them what each dimension of load changes by. `SPOT` is a fixed place
# among the stops of a route, from 1; 0 is none.
SHIPMENT, ACTIVITY, PLACE, SERVICE, SETUP, FIRST_WINDOW, END_WINDOW = range(7)
FIRST_WISH, END_WISH, CHOICE_COST, SPOT = range(7, 11)
CHANGE = 11

# Columns of `wish`: preferred window, flat price, price of a second before and after.
WISH_OPENS, WISH_CLOSES, WISH_COST, PER_EARLY, PER_LATE = range(5)

# Columns of `shipment`.
FIRST_PICKUP, END_PICKUP, FIRST_DELIVERY, END_DELIVERY, LEFT_OUT, UNIT, SORT = range(7)
RELEASE, DUE, RIDE, DETOUR, FIRST_APART, END_APART = range(7, 13)
SHIPMENT_COLUMNS = 13

# Columns of `order` (precedence): the earlier event, least and most seconds between the starts.
EARLIER, LEAST, MOST = range(3)

# Columns of `pause`: earliest and latest start, length. Of `rest`: what is counted, how much of it
# is allowed, the length, and the length of a first part (0: it may not be split).
PAUSE_OPENS, PAUSE_CLOSES, PAUSE_LENGTH = range(3)
COUNTED, ALLOWED, REST_LENGTH, FIRST_PART = range(4)
RESTS = 4
"""Most rules of rest of one type."""
PAUSES = 8
"""Most pauses of one type."""

# Entries of `sums`, what the last simulation found.
LEAVES, ENDS, METRES, DROVE, WAITED, END_WAIT, COST, LATEST_SLACK, JUMP, SOFT = range(10)
BREAKS, GOODS_COST, STOPS, MISPLACED = range(10, 14)
SUMS = 16

# Entries of `stamp`: simulations so far; best departure and how it waits; idle seconds; bounds;
# whether a run waits for preferred windows, keeps every rule, notes its breaks; how long the route
# takes that a unit was placed in; whether the very best departure is asked for. As arguments, flags
# would have kernels compiled for each of their values.
SIMULATED, BEST_COST, BEST_END, BEST_LEAVE, BEST_WAITS, IDLE, BOUNDS = range(7)
GREEDILY, STRICTLY, NOTING, LASTED, EXACTLY = range(7, 12)
STAMPS = 12

# Entries of `bill`, the parts of the cost of a route.
(
    BILL_FIXED,
    BILL_DISTANCE,
    BILL_FAR,
    BILL_TIME,
    BILL_OVERTIME,
    BILL_WISHES,
    BILL_CHOICES,
    BILL_VEHICLE,
    BILL_LOAD,
    BILL_OUTSIDE,
) = range(10)
BILLS = 10

# Columns of `fair`: what of a route is compared, of which dimension of load, the price of a unit
# above the mean, whether routes without stops count.
MEASURE, DIMENSION, PER_UNEVEN, IDLE_COUNT = range(4)
LASTS, STOPS_MADE, CARRIED, DRIVEN_WAY = range(4)
FAIRS = 4
"""Most prices of unevenness."""

MOMENTS = 256
"""Most departures from which planned waiting is put together."""


class Laws(NamedTuple):
    """The problem. `way` and `time` are (tables, places, places), -1 is no way.

    `slice` (moment it ends, row of `time`), in order of time for each type; `inside` (regions x
    places) is 1 where a place lies in a region; `fair` prices of unevenness; `window` (opens,
    closes); `fare` (shipments x types) is the price of that vehicle for that shipment, -1 where it
    may not carry it; `apart` the groups of shipments that no vehicle may share; `event` (first,
    end) in `order`; `clash` (sorts x sorts) 1 never on one route, 2 never aboard together; `need`:
    1 somewhere on the route, 2 aboard when it is loaded; `unit` (first, end) in `member`:
    shipments that are served by one vehicle or not at all; `given` the nodes that stand first in
    the routes of a type; `near` shipments close to each shipment.
    """

    kind: Longs
    visit: Longs
    shipment: Longs
    window: Longs
    wish: Longs
    fare: Longs
    apart: Longs
    event: Longs
    order: Longs
    clash: Longs
    need: Longs
    unit: Longs
    member: Longs
    pause: Longs
    rest: Longs
    slice: Longs
    inside: Longs
    fair: Longs
    given: Longs
    way: Rows
    time: Rows
    near: Rows


class Desk(NamedTuple):
    """Room to work in, made once.

    `times` (places x 5): arrival, ready, start, departure, seconds driven to it. `taken` (places x
    pauses): how many pauses came before; `plan` (places): how many on the chosen way. `label`
    (places x pauses x (1 + 2 rests)). `counter` (2 x 2 rests). `trip` (trips x 2): release and
    due. `noted` (events x 4): stamp, start, departure, place in the route. `bound` (events x 2):
    stamp, not before. `flagged` (groups): stamp. `sorts` (sorts x 2): on the route, aboard.
    `cargo` (places x 2): shipment, rank of loading. `breaks` (breaks x 2): start, length. `aboard`
    (dimensions x 2): now, most above the soft limit. `trial`: a route being tried. `moment`:
    departures without waiting, `least` the least cost up to a stop for each, `chosen` (places x
    moments) where it came from, `offset` (places) seconds from leaving to each start; `queue`
    departures to be tried. `stamp`: a
    count of simulations, the best departure found, the time spent idle, a count of sets of bounds.
    """

    times: Longs
    taken: Longs
    plan: Longs
    label: Longs
    counter: Longs
    trip: Longs
    noted: Longs
    bound: Longs
    flagged: Longs
    sorts: Longs
    cargo: Longs
    breaks: Longs
    aboard: Longs
    sums: Longs
    bill: Longs
    trial: Rows
    moment: Longs
    least: Longs
    chosen: Rows
    offset: Longs
    queue: Longs
    stamp: Longs
