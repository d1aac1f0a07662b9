"""What a route carries: loads, trips, sorts, groups, order of unloading; nothing of time.

Between two reloads lies a trip. Goods without a pickup come aboard where the trip begins, goods
without a delivery leave where it ends, and all others may stay aboard through a reload.
"""

from __future__ import annotations

from optimizer.routing.kernels.compiled import inner
from optimizer.routing.kernels.laws import (
    ACTIVITY,
    ANY_ORDER,
    BILL_CHOICES,
    BILL_LOAD,
    BILL_OUTSIDE,
    BILL_VEHICLE,
    CAPACITY,
    CAPACITY_COLUMNS,
    CHANGE,
    CHOICE_COST,
    DELIVERY,
    DUE,
    END_APART,
    END_DELIVERY,
    END_PICKUP,
    END_RELOAD,
    FIRST_APART,
    FIRST_DELIVERY,
    FIRST_IN_FIRST_OUT,
    FIRST_PICKUP,
    FIRST_RELOAD,
    GOODS_COST,
    LEFT_OUT,
    MISPLACED,
    NEVER,
    ORDERING,
    OUTSIDE,
    PICKUP,
    PLACE,
    REGION,
    RELEASE,
    RELOAD,
    SHIPMENT,
    SORT,
    SPOT,
    STOP_LIMIT,
    STOPS,
    TRIPS,
    Desk,
    Laws,
    Rows,
)

SPOTS_PRICED = 8
"""Places that a stop is off a fixed one and pays for; more cost no more."""


@inner
def goods_fit(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int) -> bool:
    """Whether a vehicle of type `t` may carry what the route asks, whatever the time.

    Leaves the first moments and last moments of each trip in `desk.trip`, and the prices of load,
    chosen alternatives, vehicle and territory in `desk.bill`.
    """
    kind, visit, shipment = laws.kind[t], laws.visit, laws.shipment
    sorts = laws.clash.shape[0]
    dims = laws.visit.shape[1] - CHANGE
    desk.stamp[0] += 1
    stamp = desk.stamp[0]
    stops, trips, choices, fares, outside, misplaced = 0, 1, 0, 0, 0, 0
    region = kind[REGION]
    for x in range(sorts):
        desk.sorts[x, 0] = desk.sorts[x, 1] = 0
    for d in range(dims):
        desk.aboard[d, 0] = desk.aboard[d, 1] = 0
    for i in range(count):
        v = nodes[i]
        s = visit[v, SHIPMENT]
        if visit[v, ACTIVITY] == RELOAD:
            if v < kind[FIRST_RELOAD] or v >= kind[END_RELOAD]:
                return False
            trips += 1
            continue
        stops += 1
        if visit[v, SPOT] > 0 and visit[v, SPOT] != stops:
            # One place off is a way to where it belongs, more is dearer than leaving it out.
            off = min(abs(visit[v, SPOT] - stops), SPOTS_PRICED)
            misplaced += off * (shipment[s, LEFT_OUT] // 2 + 1)
        choices += visit[v, CHOICE_COST]
        if region >= 0 and laws.inside[region, visit[v, PLACE]] == 0:
            if kind[OUTSIDE] < 0:
                return False
            outside += kind[OUTSIDE]
        event = 2 * s + visit[v, ACTIVITY]
        if desk.noted[event, 0] == stamp:
            return False
        desk.noted[event, 0] = stamp
        desk.noted[event, 3] = i
        both = (
            shipment[s, END_PICKUP] > shipment[s, FIRST_PICKUP]
            and shipment[s, END_DELIVERY] > shipment[s, FIRST_DELIVERY]
        )
        if both and visit[v, ACTIVITY] == DELIVERY:
            if desk.noted[2 * s, 0] != stamp:
                return False
            continue  # the rest was seen at its pickup
        if laws.fare[s, t] < 0:
            return False
        fares += laws.fare[s, t]
        for x in range(shipment[s, FIRST_APART], shipment[s, END_APART]):
            if desk.flagged[laws.apart[x]] == stamp:
                return False
            desk.flagged[laws.apart[x]] = stamp
        if shipment[s, SORT] >= 0:
            desk.sorts[shipment[s, SORT], 0] += 1
    if stops > kind[STOP_LIMIT] or trips > kind[TRIPS]:
        return False
    for x in range(sorts):
        if desk.sorts[x, 0] == 0:
            continue
        for y in range(sorts):
            if desk.sorts[y, 0] == 0:
                if laws.need[x, y] == 1:
                    return False
            elif laws.clash[x, y] == 1 and (x != y or desk.sorts[x, 0] > 1):
                return False
    desk.bill[BILL_CHOICES] = choices
    desk.bill[BILL_VEHICLE] = fares
    desk.bill[BILL_OUTSIDE] = outside
    if not _trips_fit(laws, desk, nodes, count, t):
        return False
    above = 0
    for d in range(dims):
        above += desk.aboard[d, 1] * kind[CAPACITY + CAPACITY_COLUMNS * d + 2]
    desk.bill[BILL_LOAD] = above
    desk.sums[GOODS_COST] = choices + fares + above + outside + misplaced
    desk.sums[MISPLACED] = misplaced
    desk.sums[STOPS] = stops
    return True


@inner
def _trips_fit(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int) -> bool:
    """Follows what is aboard through all trips."""
    visit, shipment = laws.visit, laws.shipment
    dims = visit.shape[1] - CHANGE
    ordering = laws.kind[t, ORDERING]
    trip, held, i = 0, 0, 0
    while True:
        # Load what this trip brings from the depot.
        release, due, j = 0, NEVER, i
        while j < count and visit[nodes[j], ACTIVITY] != RELOAD:
            v = nodes[j]
            s = visit[v, SHIPMENT]
            if shipment[s, FIRST_PICKUP] == shipment[s, END_PICKUP]:
                release = max(release, shipment[s, RELEASE])
                for d in range(dims):
                    desk.aboard[d, 0] -= visit[v, CHANGE + d]
                if shipment[s, SORT] >= 0:
                    desk.sorts[shipment[s, SORT], 1] += 1
                desk.cargo[held, 0] = s
                desk.cargo[held, 1] = i - 1
                held += 1
            elif shipment[s, FIRST_DELIVERY] == shipment[s, END_DELIVERY]:
                due = min(due, shipment[s, DUE])
            j += 1
        desk.trip[trip, 0] = release
        desk.trip[trip, 1] = due
        if not _loads_fit(laws, desk, t):
            return False
        for x in range(i, j):
            s = visit[nodes[x], SHIPMENT]
            sort = shipment[s, SORT]
            from_depot = shipment[s, FIRST_PICKUP] == shipment[s, END_PICKUP]
            if sort >= 0 and from_depot and not _sort_fits(laws, desk, sort):
                return False
        for x in range(i, j):
            v = nodes[x]
            s = visit[v, SHIPMENT]
            sort = shipment[s, SORT]
            for d in range(dims):
                desk.aboard[d, 0] += visit[v, CHANGE + d]
            if visit[v, ACTIVITY] == PICKUP:
                if sort >= 0:
                    desk.sorts[sort, 1] += 1
                    if not _sort_fits(laws, desk, sort):
                        return False
                desk.cargo[held, 0] = s
                desk.cargo[held, 1] = x
                held += 1
                if not _loads_fit(laws, desk, t):
                    return False
            else:
                if ordering != ANY_ORDER and not _next_out(laws, desk, held, s, ordering):
                    return False
                if sort >= 0:
                    desk.sorts[sort, 1] -= 1
                held = _unload(desk, held, s)
        # Unload what this trip brings to the depot.
        x = 0
        while x < held:
            s = desk.cargo[x, 0]
            if shipment[s, FIRST_DELIVERY] == shipment[s, END_DELIVERY]:
                v = shipment[s, FIRST_PICKUP]
                for d in range(dims):
                    desk.aboard[d, 0] -= visit[v, CHANGE + d]
                if shipment[s, SORT] >= 0:
                    desk.sorts[shipment[s, SORT], 1] -= 1
                held -= 1
                desk.cargo[x, 0] = desk.cargo[held, 0]
                desk.cargo[x, 1] = desk.cargo[held, 1]
            else:
                x += 1
        if j >= count:
            return held == 0
        trip += 1
        i = j + 1


@inner
def _loads_fit(laws: Laws, desk: Desk, t: int) -> bool:
    for d in range(laws.visit.shape[1] - CHANGE):
        column = CAPACITY + CAPACITY_COLUMNS * d
        if desk.aboard[d, 0] > laws.kind[t, column]:
            return False
        desk.aboard[d, 1] = max(desk.aboard[d, 1], desk.aboard[d, 0] - laws.kind[t, column + 1])
    return True


@inner
def _sort_fits(laws: Laws, desk: Desk, sort: int) -> bool:
    """Whether one of a sort may come aboard, itself counted, beside what is there."""
    for y in range(laws.clash.shape[0]):
        others = desk.sorts[y, 1]
        if y == sort:
            others -= 1
        if others and laws.clash[sort, y] == 2:
            return False
        if not others and laws.need[sort, y] == 2:
            return False
    return True


@inner
def _next_out(laws: Laws, desk: Desk, held: int, s: int, ordering: int) -> bool:
    """Whether the order of unloading lets `s` out: nothing in its way is aboard."""
    rank = 0
    for x in range(held):
        if desk.cargo[x, 0] == s:
            rank = desk.cargo[x, 1]
    for x in range(held):
        if ordering == FIRST_IN_FIRST_OUT:
            other = laws.shipment[desk.cargo[x, 0]]
            to_customer = other[END_DELIVERY] > other[FIRST_DELIVERY]
            if to_customer and desk.cargo[x, 1] < rank:
                return False
        elif desk.cargo[x, 1] > rank:
            return False
    return True


@inner
def _unload(desk: Desk, held: int, s: int) -> int:
    for x in range(held):
        if desk.cargo[x, 0] == s:
            held -= 1
            desk.cargo[x, 0] = desk.cargo[held, 0]
            desk.cargo[x, 1] = desk.cargo[held, 1]
            break
    return held
