"""Ruin and recreate under simulated annealing.

Slack Induction by String Removals (Christiaens and Vanden Berghe, Transportation Science 2020),
for the whole model: a step takes some strings of visits out, puts the shipments back one by one
in a random order of a random kind, each at its cheapest place, and keeps the result when it is
worse by less than an exponentially distributed amount. Only the routes touched are noted and put
back, so that a step costs microseconds whatever the size.
"""

# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

from optimizer.routing.kernels.bundles import (
    ABSENT,
    ACTIVE,
    AFTER,
    BEST_COST,
    CAPACITY,
    CHANGE,
    COST,
    COUNT,
    FIRST,
    FIRST_WINDOW,
    FROM,
    IMPROVED,
    LEFT_OUT,
    LENGTH,
    NOTED_ROUTE,
    OLD_COST,
    SERVED,
    SPOT_ROUTE,
    STEP,
    TOTAL_COST,
    Ground,
    State,
)
from optimizer.routing.kernels.chance import below, exponential, uniform
from optimizer.routing.kernels.compiled import kernel
from optimizer.routing.kernels.insertion import find_spot, settle
from optimizer.routing.kernels.ring import list_absent, note, recount, restore
from optimizer.routing.kernels.ruin import ruin_route, ruin_strings

SMALL = 60
"""With no more visits than this, every place is tried for each of them."""
RETRIED = 12
"""Shipments left out that are tried again in a step."""
FAR_FIRST = 9.0
"""Order of construction beyond FEW visits, where most visits are no neighbours: what is near each
other then comes soon after each other, and few shipments open a route for want of a neighbour."""
FEW = 250
PASSES = 3
"""Of construction over what is still left out."""
LONG_ROUTE = 40
"""Routes with more visits are not emptied at a stroke."""


@kernel
def order_hand(ground: Ground, state: State, held: int, order: float) -> None:
    """Sorts the shipments in hand: at random (to 4), by load (8), by distance (11), by window."""
    hand, keys = state.hand, state.key
    start = state.node[ground.visit.shape[0], FROM]
    for x in range(held):
        v = ground.shipment[hand[x], FIRST]
        w = ground.visit[v, FIRST_WINDOW]
        if order < 4.0:
            key = uniform(state.random)
        elif order < 8.0:
            key = 0.0
            for d in range(ground.visit.shape[1] - CHANGE):
                most = max(1.0, float(ground.kind[0, CAPACITY + d]))
                key -= abs(float(ground.visit[v, CHANGE + d])) / most
        elif order < 10.0:
            key = -float(ground.way[start, state.node[v, FROM]])
        elif order < 11.0:
            key = float(ground.way[start, state.node[v, FROM]])
        elif order < 13.0:
            key = float(ground.window[w, 1] - ground.window[w, 0])
        elif order < 15.0:
            key = float(ground.window[w, 0])
        else:
            key = -float(ground.window[w, 1])
        keys[x] = key
    for x in range(1, held):
        s, key = hand[x], keys[x]
        y = x - 1
        while y >= 0 and keys[y] > key:
            hand[y + 1] = hand[y]
            keys[y + 1] = keys[y]
            y -= 1
        hand[y + 1] = s
        keys[y + 1] = key


@kernel
def retry_absent(state: State, held: int) -> int:
    """Adds some of the shipments left out to the hand."""
    absent: int = state.total[ABSENT]
    start = 0 if absent <= RETRIED else below(state.random, absent)
    for x in range(min(absent, RETRIED)):
        state.hand[held + x] = state.absent[(start + x) % absent]
    return held + min(absent, RETRIED)


@kernel
def keep_best(state: State) -> None:
    """Remembers the present rings as the best."""
    for x in range(state.best.size):
        state.best[x] = state.node[x, AFTER]
    state.total[BEST_COST] = state.total[TOTAL_COST]
    state.total[IMPROVED] += 1


@kernel
def construct(ground: Ground, state: State) -> None:
    """Puts every absent shipment where it is cheapest."""
    recount(ground, state)
    everywhere = ground.visit.shape[0] <= SMALL
    for _ in range(PASSES):  # an only place may have been passed over, or opened later
        state.total[STEP] += 1
        held = state.total[ABSENT]
        for x in range(held):
            state.hand[x] = state.absent[x]
        order = uniform(state.random) * (17.0 if ground.timed else 11.0)
        order_hand(ground, state, held, FAR_FIRST if ground.visit.shape[0] > FEW else order)
        for x in range(held):
            s = state.hand[x]
            if find_spot(ground, state, s, everywhere):
                settle(ground, state, s)
        recount(ground, state)
    keep_best(state)


@kernel
def anneal(
    ground: Ground, state: State, steps: int, temperature: float, cooling: float, empties: float
) -> None:
    """Runs `steps` steps; `temperature` falls by the factor `cooling` each.

    `empties` is the share of steps that also empty a whole route.
    """
    total, noted, route, hand = state.total, state.noted, state.route, state.hand
    n = ground.visit.shape[0]
    everywhere = n <= SMALL
    for _ in range(steps):
        temperature *= cooling
        total[STEP] += 1
        touched, held = ruin_strings(ground, state)
        if empties > 0.0 and uniform(state.random) < empties:
            touched, held = ruin_route(ground, state, touched, held, LONG_ROUTE)
        removed = held
        held = retry_absent(state, held)
        change = 0
        for x in range(removed, held):
            change -= ground.shipment[hand[x], LEFT_OUT]
        order_hand(ground, state, held, uniform(state.random) * (17.0 if ground.timed else 11.0))
        bearable = temperature * exponential(state.random)
        lost, hopeless = False, False
        for x in range(held):
            s = hand[x]
            if find_spot(ground, state, s, everywhere):
                r = state.spot[SPOT_ROUTE]
                touched = note(state, n, touched, r)
                settle(ground, state, s)
                continue
            lost = True
            change += ground.shipment[s, LEFT_OUT]
            # Even if every touched route cost nothing from now on, this would be too dear.
            most = 0
            for y in range(touched):
                most += noted[y, OLD_COST]
            if float(change - most) >= bearable:
                hopeless = True
                break
        for x in range(touched):
            change += route[noted[x, NOTED_ROUTE], COST] - noted[x, OLD_COST]
        if hopeless or float(change) >= bearable:
            restore(ground, state, touched)
            continue
        total[TOTAL_COST] += change
        for x in range(touched):
            now, was = route[noted[x, NOTED_ROUTE], COUNT], noted[x, LENGTH]
            total[ACTIVE] += int(now > 0) - int(was > 0)
            total[SERVED] += now - was
        if lost or held > removed:
            list_absent(ground.shipment, state.node, state.absent, total)
        if total[TOTAL_COST] < total[BEST_COST]:
            keep_best(state)
