"""Ruin and recreate over whole routes: every rule holds, since each trial is simulated.

The moves are those of `anneal.py` (Christiaens and Vanden Berghe 2020): take some neighbouring
shipments out, put them back where each is cheapest, keep the result under simulated annealing. A
place is tried by simulating the whole route, so a step costs as much as the routes are long; in
return any rule that a simulation can judge is kept, whatever it is. A unit of shipments that ride
together is taken out and put back as one; a reload may be put before or after what is inserted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from optimizer.routing.kernels.chance import below, exponential, uniform
from optimizer.routing.kernels.compiled import inner, kernel
from optimizer.routing.kernels.laws import (
    ACTIVITY,
    BEST_END,
    BEST_LEAVE,
    CARRIED,
    CHANGE,
    DIMENSION,
    END,
    END_DELIVERY,
    END_PICKUP,
    END_RELOAD,
    END_ROUTE,
    EXACTLY,
    FAIRS,
    FIRST_DELIVERY,
    FIRST_PICKUP,
    FIRST_RELOAD,
    FIRST_ROUTE,
    FIRST_WINDOW,
    IDLE_COUNT,
    LASTED,
    LASTS,
    LEFT_OUT,
    MEASURE,
    NEVER,
    NONE,
    PER_METRE,
    PER_UNEVEN,
    PICKUP,
    PLACE,
    RELOAD,
    SHIPMENT,
    START,
    STOPS_MADE,
    UNIT,
    WAY,
    Desk,
    Laws,
    Longs,
    Rows,
    Words,
)
from optimizer.routing.kernels.pasted import pasted
from optimizer.routing.kernels.timing import route_cost

BLINK = 0.01
SCATTERED = 0.4
PASSED = 0.1
"""Routes passed over unseen where every place of the others is tried."""
SMALL = 40
"""With no more shipments than this nothing is passed over unseen."""

# Columns of `route`; the last are what prices of unevenness compare.
KIND, COUNT, PRICE, GIVEN, TOUCHED, COMPARED = range(6)
ROUTE_COLUMNS = COMPARED + FAIRS

# Entries of `total`; the last say how far a step is that a call could not end.
TOTAL, LOWEST, STEP, IMPROVED, NOTED, STAGE, WAITING, AT, FAILED, TURN = range(10)
TOTALS = 10

# Stages of a step.
BETWEEN, FILLING, PLACING = range(3)


class Plan(NamedTuple):
    """Routes being searched.

    `nodes` (routes x places), `route` (routes x columns), `where` (shipments): route or -1. `kept`
    and `kept_route` hold the routes touched in a step as they were, `noted` which they are. `best`
    and `best_count` are the best seen. `hand` and `key` are units being placed, in order. `draft`
    (3 x places): the route so far, the trial, and the best trial of a unit; `spot` as well.
    """

    nodes: Rows
    route: Longs
    where: Longs
    kept: Rows
    kept_route: Longs
    noted: Longs
    best: Rows
    best_count: Longs
    hand: Longs
    key: npt.NDArray[np.float64]
    draft: Rows
    total: Longs
    random: Words


@inner
def copy_nodes(source: Rows, target: Rows, count: int) -> None:
    """Copies the first nodes of a route."""
    for i in range(count):
        target[i] = source[i]


@inner
def compared(laws: Laws, nodes: Rows, count: int, t: int, lasts: int, f: int) -> int:
    """What of a route that takes so long a price of unevenness compares."""
    what, visit = laws.fair[f, MEASURE], laws.visit
    if count == 0:
        return 0
    if what == LASTS:
        return lasts
    total, place = 0, int(laws.kind[t, START])
    for i in range(count):
        v = nodes[i]
        there = int(visit[v, PLACE])
        if visit[v, ACTIVITY] != RELOAD:
            if what == STOPS_MADE:
                total += 1
            elif what == CARRIED:
                # Counted once: where it is picked up, or delivered when it has no pickup.
                s = visit[v, SHIPMENT]
                linked = laws.shipment[s, END_PICKUP] > laws.shipment[s, FIRST_PICKUP]
                if visit[v, ACTIVITY] == PICKUP or not linked:
                    total += abs(visit[v, CHANGE + laws.fair[f, DIMENSION]])
        if what > CARRIED:
            total += max(0, int(laws.way[laws.kind[t, WAY], place, there]))
        place = there
    home = int(laws.kind[t, END])
    if what > CARRIED and home >= 0:
        total += max(0, int(laws.way[laws.kind[t, WAY], place, home]))
    return int(total)


@inner
def compare(laws: Laws, plan: Plan, r: int, lasts: int) -> None:
    """Notes what prices of unevenness compare of a route."""
    count, t = int(plan.route[r, COUNT]), int(plan.route[r, KIND])
    for f in range(laws.fair.shape[0]):
        plan.route[r, COMPARED + f] = compared(laws, plan.nodes[r], count, t, lasts, f)


@inner
def uneven(laws: Laws, plan: Plan, f: int, changed: int, value: int) -> int:
    """Price of what routes have above the mean, were one of them changed to a value (-1: none)."""
    routes, total, driving = plan.route.shape[0], 0, 0
    for r in range(routes):
        if r == changed or plan.route[r, COUNT] or laws.fair[f, IDLE_COUNT]:
            driving += 1
            total += value if r == changed else plan.route[r, COMPARED + f]
    above = 0
    for r in range(routes):
        if r == changed or plan.route[r, COUNT] or laws.fair[f, IDLE_COUNT]:
            own = value if r == changed else plan.route[r, COMPARED + f]
            above += max(0, driving * own - total)
    return 0 if driving == 0 else int(above * laws.fair[f, PER_UNEVEN] // driving)


@inner
def touch(plan: Plan, r: int) -> None:
    """Keeps a copy of a route that is about to change in this step."""
    if plan.route[r, TOUCHED] == plan.total[STEP]:
        return
    plan.route[r, TOUCHED] = plan.total[STEP]
    x = plan.total[NOTED]
    plan.total[NOTED] += 1
    plan.noted[x] = r
    for c in range(ROUTE_COLUMNS):
        plan.kept_route[x, c] = plan.route[r, c]
    copy_nodes(plan.nodes[r], plan.kept[x], int(plan.route[r, COUNT]))


@inner
def undo(laws: Laws, plan: Plan) -> None:
    """Puts back every route touched in this step."""
    visit = laws.visit
    for x in range(plan.total[NOTED]):
        r = plan.noted[x]
        for i in range(plan.route[r, COUNT]):
            v = plan.nodes[r, i]
            if visit[v, ACTIVITY] != RELOAD:
                plan.where[visit[v, SHIPMENT]] = NONE
    for x in range(plan.total[NOTED]):
        r = plan.noted[x]
        for c in range(ROUTE_COLUMNS):
            plan.route[r, c] = plan.kept_route[x, c]
        copy_nodes(plan.kept[x], plan.nodes[r], int(plan.route[r, COUNT]))
        for i in range(plan.route[r, COUNT]):
            v = plan.nodes[r, i]
            if visit[v, ACTIVITY] != RELOAD:
                plan.where[visit[v, SHIPMENT]] = r


@inner
def whole_cost(laws: Laws, plan: Plan) -> int:
    """Cost of all routes, of what is left out, and of unevenness."""
    total = 0
    for r in range(plan.route.shape[0]):
        total += plan.route[r, PRICE]
    for s in range(plan.where.shape[0]):
        if plan.where[s] < 0:
            total += laws.shipment[s, LEFT_OUT]
    for f in range(laws.fair.shape[0]):
        total += uneven(laws, plan, f, NONE, 0)
    return total


@inner
def take_unit(laws: Laws, plan: Plan, u: int) -> bool:
    """Takes a unit out of its route; false when it is in none or stands among the given stops."""
    first, end = laws.unit[u, 0], laws.unit[u, 1]
    r = plan.where[laws.member[first]]
    if r < 0:
        return False
    given, count = plan.route[r, GIVEN], plan.route[r, COUNT]
    for i in range(given):
        v = plan.nodes[r, i]
        if laws.visit[v, ACTIVITY] != RELOAD and (
            laws.shipment[laws.visit[v, SHIPMENT], UNIT] == u
        ):
            return False
    touch(plan, r)
    held = given
    for i in range(given, count):
        v = plan.nodes[r, i]
        if laws.visit[v, ACTIVITY] == RELOAD or (laws.shipment[laws.visit[v, SHIPMENT], UNIT] != u):
            plan.nodes[r, held] = v
            held += 1
    plan.route[r, COUNT] = held
    for x in range(first, end):
        plan.where[laws.member[x]] = NONE
    return True


@pasted
def tidy(laws: Laws, desk: Desk, plan: Plan, r: int) -> None:
    """Drops reloads that serve nothing, then prices the route; empties it when it broke a rule."""
    given = plan.route[r, GIVEN]
    held, before_reload = given, given == 0
    for i in range(given, plan.route[r, COUNT]):
        v = plan.nodes[r, i]
        reload = laws.visit[v, ACTIVITY] == RELOAD
        if reload and before_reload:
            continue
        plan.nodes[r, held] = v
        held += 1
        before_reload = reload
    while held > given and laws.visit[plan.nodes[r, held - 1], ACTIVITY] == RELOAD:
        held -= 1
    plan.route[r, COUNT] = held
    cost, lasts, i = NONE, 0, -1
    # As it is; then without each of its reloads, which may no longer pay.
    while i < plan.route[r, COUNT] and plan.route[r, COUNT] > given:
        count, trial = int(plan.route[r, COUNT]), desk.trial
        if i >= 0 and laws.visit[plan.nodes[r, i], ACTIVITY] != RELOAD:
            i += 1
            continue
        copy_nodes(plan.nodes[r], trial, count)
        if i >= 0:
            _cut(trial, count, i)
            count -= 1
        without = route_cost(laws, desk, trial, count, int(plan.route[r, KIND]))
        if without >= 0 and (cost < 0 or without <= cost):
            copy_nodes(trial, plan.nodes[r], count)
            plan.route[r, COUNT] = count
            cost, lasts = without, int(desk.stamp[BEST_END] - desk.stamp[BEST_LEAVE])
            i = max(i, 0)
        else:
            i += 1
    if cost < 0:
        for x in range(given, plan.route[r, COUNT]):
            v = plan.nodes[r, x]
            if laws.visit[v, ACTIVITY] != RELOAD:
                plan.where[laws.visit[v, SHIPMENT]] = NONE
        plan.route[r, COUNT] = given
        cost = 0
    plan.route[r, PRICE] = cost
    compare(laws, plan, r, lasts)


@inner
def leg_cost(laws: Laws, t: int, here: int, there: int) -> int:
    """What the way of a leg costs; nothing to nowhere."""
    if there < 0:
        return 0
    way = int(laws.way[laws.kind[t, WAY], here, there])
    return NEVER if way < 0 else way * int(laws.kind[t, PER_METRE])


@inner
def detour(laws: Laws, t: int, nodes: Rows, count: int, i: int, v: int) -> int:
    """What the way through `v` before place `i` costs more."""
    here = int(laws.kind[t, START]) if i == 0 else int(laws.visit[nodes[i - 1], PLACE])
    there = int(laws.kind[t, END]) if i == count else int(laws.visit[nodes[i], PLACE])
    place = int(laws.visit[v, PLACE])
    to, onward = leg_cost(laws, t, here, place), leg_cost(laws, t, place, there)
    if to >= NEVER or onward >= NEVER:
        return NEVER
    direct = leg_cost(laws, t, here, there)
    return to + onward - (0 if direct >= NEVER else direct)


@inner
def _put(nodes: Rows, count: int, i: int, v: int) -> None:
    for x in range(count, i, -1):
        nodes[x] = nodes[x - 1]
    nodes[i] = v


@inner
def _cut(nodes: Rows, count: int, i: int) -> None:
    for x in range(i, count - 1):
        nodes[x] = nodes[x + 1]


@pasted
def place_shipment(
    laws: Laws,
    desk: Desk,
    plan: Plan,
    t: int,
    s: int,
    count: int,
    given: int,
    before: int,
    most: int,
    everywhere: bool,
    skipped: float,
) -> tuple[int, int]:
    """Cheapest place of a shipment in the draft route: (cost of the route, number of nodes).

    `before` is the cost of the draft without it; only what costs less than `most` is looked for;
    -1 where there is none. A share `skipped` of the places is passed over unseen. The best route
    is left in `draft[1]`.
    """
    shipment = laws.shipment
    draft, trial, found = plan.draft[0], desk.trial, plan.draft[1]
    best, best_count = most, NONE
    p0, p1 = int(shipment[s, FIRST_PICKUP]), int(shipment[s, END_PICKUP])
    d0, d1 = int(shipment[s, FIRST_DELIVERY]), int(shipment[s, END_DELIVERY])
    linked = p1 > p0 and d1 > d0
    room = trial.shape[0]
    if count + 4 > room:
        return NONE, NONE
    first0, first1 = (p0, p1) if p1 > p0 else (d0, d1)
    reload0, reload1 = int(laws.kind[t, FIRST_RELOAD]), int(laws.kind[t, END_RELOAD])
    copy_nodes(draft, trial, count)
    lasts = 0
    for v in range(first0, first1):
        for i in range(given, count + 1):
            if skipped > 0 and uniform(plan.random) < skipped:
                continue
            extra = detour(laws, t, draft, count, i, v)
            if not everywhere and before + extra >= best:
                continue
            _put(trial, count, i, v)
            behind = count + 1 - i
            # Each place of its delivery behind it; else alone, and beside each reload.
            ways = (d1 - d0) * behind if linked else 1 + 2 * (reload1 - reload0)
            for y in range(ways):
                w, at = NONE, NONE
                if linked:
                    w, at = d0 + y // behind, i + 1 + y % behind
                elif y:
                    w, at = reload0 + (y - 1) // 2, i + (y - 1) % 2
                    if (at == i and i == 0) or (at > i and i == count):
                        continue
                if linked and not everywhere:
                    more = detour(laws, t, trial, count + 1, at, w)
                    if before + extra + min(more, 0) >= best or before + more >= best:
                        continue
                tried = count + 1
                if w >= 0:
                    _put(trial, count + 1, at, w)
                    tried += 1
                cost = route_cost(laws, desk, trial, tried, t)
                if 0 <= cost < best:
                    best, best_count = cost, tried
                    lasts = int(desk.stamp[BEST_END] - desk.stamp[BEST_LEAVE])
                    copy_nodes(trial, found, tried)
                if w >= 0:
                    _cut(trial, tried, at)
            _cut(trial, count + 1, i)
    desk.stamp[LASTED] = lasts
    return (NONE, NONE) if best_count < 0 else (best, best_count)


@pasted
def place_unit(laws: Laws, desk: Desk, plan: Plan, u: int, everywhere: bool) -> bool:
    """Puts a unit into the route where it costs least; false when none takes it."""
    first, end = laws.unit[u, 0], laws.unit[u, 1]
    best, best_route, best_count, best_price = NEVER, NONE, NONE, NEVER
    left = 0
    for x in range(first, end):
        left += laws.shipment[laws.member[x], LEFT_OUT]
    fair, best_lasts = laws.fair.shape[0] > 0, 0
    for t in range(laws.kind.shape[0]):
        able = True
        for x in range(first, end):
            able = able and laws.fare[laws.member[x], t] >= 0
        if not able:
            continue
        fresh = True
        for r in range(laws.kind[t, FIRST_ROUTE], laws.kind[t, END_ROUTE]):
            count = int(plan.route[r, COUNT])
            if count == 0:
                if not fresh:
                    continue
                fresh = False
            if uniform(plan.random) < (PASSED if everywhere else BLINK):
                continue
            before = int(plan.route[r, PRICE])
            # Evenness may pay for a dearer place.
            most = NEVER if fair else best
            cost, new_count = _try_route(
                laws, desk, plan, u, r, t, before, min(most, left) + before, everywhere
            )
            extra = cost - before
            if cost >= 0 and fair:
                for f in range(laws.fair.shape[0]):
                    lasts = int(desk.stamp[LASTED])
                    value = compared(laws, plan.draft[0], new_count, t, lasts, f)
                    extra += uneven(laws, plan, f, r, value) - uneven(laws, plan, f, NONE, 0)
            if cost >= 0 and extra < best:
                best, best_route, best_count, best_price = extra, r, new_count, cost - before
                best_lasts = int(desk.stamp[LASTED])
                copy_nodes(plan.draft[0], plan.draft[2], new_count)
    if best_route < 0 or best > left:
        return False
    touch(plan, best_route)
    copy_nodes(plan.draft[2], plan.nodes[best_route], best_count)
    plan.route[best_route, COUNT] = best_count
    plan.route[best_route, PRICE] += best_price
    compare(laws, plan, int(best_route), best_lasts)
    for x in range(first, end):
        plan.where[laws.member[x]] = best_route
    return True


@pasted
def _try_route(
    laws: Laws,
    desk: Desk,
    plan: Plan,
    u: int,
    r: int,
    t: int,
    before: int,
    most: int,
    everywhere: bool,
) -> tuple[int, int]:
    """All shipments of a unit into one route, one after the other: (cost, nodes), in `draft[0]`."""
    first, end = laws.unit[u, 0], laws.unit[u, 1]
    given, count = int(plan.route[r, GIVEN]), int(plan.route[r, COUNT])
    copy_nodes(plan.nodes[r], plan.draft[0], count)
    cost = before
    start = 0 if end - first == 1 else below(plan.random, int(end - first))
    # The best place of one may leave none for the next, so a unit is now and then put in by chance.
    scatter = end - first > 1 and uniform(plan.random) < 0.5
    for x in range(end - first):
        s = laws.member[first + (start + x) % (end - first)]
        skipped = 0.0 if everywhere else BLINK
        if scatter and x < end - first - 1:
            skipped = SCATTERED
        cost, count = place_shipment(
            laws, desk, plan, t, int(s), count, given, cost, most, everywhere, skipped
        )
        if count < 0:
            return NONE, NONE
        copy_nodes(plan.draft[1], plan.draft[0], count)
    return cost, count


@inner
def order_hand(laws: Laws, plan: Plan, held: int) -> None:
    """Sorts the units in hand: at random, by what they weigh, by distance or by window."""
    choice = below(plan.random, 6)
    for x in range(held):
        s = laws.member[laws.unit[plan.hand[x], 0]]
        v = laws.shipment[s, FIRST_PICKUP]
        key = uniform(plan.random)
        place = laws.visit[v, PLACE]
        if choice == 2:
            key = -float(laws.way[0, laws.kind[0, START], place])
        elif choice == 3:
            key = float(laws.way[0, laws.kind[0, START], place])
        elif choice == 4:
            w = laws.visit[v, FIRST_WINDOW]
            key += float(laws.window[w, 0]) if w < laws.window.shape[0] else 0.0
        elif choice == 5 and laws.visit.shape[1] > CHANGE:
            key = -abs(float(laws.visit[v, CHANGE]))
        plan.key[x] = key
    for x in range(1, held):
        u, key = plan.hand[x], plan.key[x]
        y = x - 1
        while y >= 0 and plan.key[y] > key:
            plan.hand[y + 1] = plan.hand[y]
            plan.key[y + 1] = plan.key[y]
            y -= 1
        plan.hand[y + 1] = u
        plan.key[y + 1] = key


@inner
def ruin(laws: Laws, plan: Plan) -> int:
    """Takes units out around a random shipment, or a whole route; how many are in hand."""
    shipments = plan.where.shape[0]
    held = 0
    centre = below(plan.random, shipments)
    r = plan.where[centre]
    if r >= 0 and uniform(plan.random) < 0.1:
        for i in range(plan.route[r, COUNT] - 1, -1, -1):
            if i >= plan.route[r, COUNT]:
                continue
            v = plan.nodes[r, i]
            if laws.visit[v, ACTIVITY] == RELOAD:
                continue
            u = laws.shipment[laws.visit[v, SHIPMENT], UNIT]
            if take_unit(laws, plan, int(u)):
                plan.hand[held] = u
                held += 1
        return held
    wanted = 1 + below(plan.random, min(12, max(1, shipments)))
    scattered = uniform(plan.random) < 0.2
    u = laws.shipment[centre, UNIT]
    if take_unit(laws, plan, int(u)):
        plan.hand[held] = u
        held += 1
    for x in range(laws.near.shape[1]):
        if held >= wanted:
            break
        s = laws.near[centre, x]
        if scattered:
            s = below(plan.random, shipments)
        elif uniform(plan.random) < 0.3:
            continue
        u = laws.shipment[s, UNIT]
        if take_unit(laws, plan, int(u)):
            plan.hand[held] = u
            held += 1
    return held


@inner
def add_absent(laws: Laws, plan: Plan, held: int, most: int) -> int:
    """Adds units left out to the hand, beginning anywhere."""
    count = laws.unit.shape[0]
    in_hand = held
    start = below(plan.random, count)
    for x in range(count):
        if held - in_hand >= most:
            break
        u = (start + x) % count
        if plan.where[laws.member[laws.unit[u, 0]]] >= 0:
            continue
        known = False
        for y in range(in_hand):
            known = known or plan.hand[y] == u
        if not known:
            plan.hand[held] = u
            held += 1
    return held


@pasted
def recreate(laws: Laws, desk: Desk, plan: Plan, most: int, everywhere: bool) -> int:
    """Places the waiting units, and once more those that found no place.

    Tries at most so many, and is gone on with where some still wait; how many more it could try.
    """
    total = plan.total
    while total[WAITING] > 0 and most > 0:
        u = plan.hand[total[AT]]
        if not place_unit(laws, desk, plan, int(u), everywhere):
            plan.hand[total[FAILED]] = u
            total[FAILED] += 1
        total[AT] += 1
        most -= 1
        if total[AT] == total[WAITING]:
            again = total[TURN] == 0 and total[FAILED] < total[WAITING]
            total[WAITING] = total[FAILED] if again else 0
            total[TURN], total[AT], total[FAILED] = 1, 0, 0
    return most


@inner
def remember(plan: Plan) -> None:
    """Keeps the present routes as the best."""
    for r in range(plan.route.shape[0]):
        count = int(plan.route[r, COUNT])
        plan.best_count[r] = count
        copy_nodes(plan.nodes[r], plan.best[r], count)
    plan.total[LOWEST] = plan.total[TOTAL]
    plan.total[IMPROVED] += 1


@kernel
def search(
    laws: Laws,
    desk: Desk,
    plan: Plan,
    steps: int,
    trials: int,
    temperature: float,
    cooling: float,
    fresh: bool,
) -> int:
    """Runs `steps` steps; `temperature` falls by the factor `cooling` each. How many it ended.

    When `fresh`, the first step prices all routes, empties those that break a rule, and places
    everything that is absent. A call ends early after about so many `trials` (steps begun and
    units put in), so that its caller can look at the clock; the next call goes on in the middle
    of the step, with the same result as if there had been no end between.
    """
    total = plan.total
    everywhere = plan.where.shape[0] <= SMALL
    desk.stamp[EXACTLY] = 0
    done = 0
    while done < steps:
        if total[STAGE] == BETWEEN:
            total[STEP] += 1
            total[NOTED] = 0
            held, most = 0, laws.unit.shape[0]
            if fresh and done == 0:
                total[STAGE] = FILLING
                for r in range(plan.route.shape[0]):
                    touch(plan, r)
            else:
                total[STAGE] = PLACING
                held, most = ruin(laws, plan), 12
            for x in range(total[NOTED]):
                tidy(laws, desk, plan, int(plan.noted[x]))
            # What a broken route threw out, and some of what was out before.
            held = add_absent(laws, plan, held, most)
            order_hand(laws, plan, held)
            total[WAITING], total[AT], total[FAILED], total[TURN] = held, 0, 0, 0
            trials -= 1
        trials = recreate(laws, desk, plan, trials, everywhere)
        cut = total[WAITING] > 0
        if cut and total[STAGE] == PLACING:
            break
        after = whole_cost(laws, plan)
        if total[STAGE] == FILLING:
            # Even in the middle it is the best there is.
            total[TOTAL] = after
            remember(plan)
        elif float(after) < float(total[TOTAL]) + temperature * exponential(plan.random):
            total[TOTAL] = after
            if after < total[LOWEST]:
                remember(plan)
        else:
            undo(laws, plan)
        if cut:
            break
        total[STAGE] = BETWEEN
        done += 1
        temperature *= cooling
        if trials <= 0:
            break
    return done


@kernel
def mean_price(plan: Plan) -> float:
    """Cost of a stop on average, to set the temperature by."""
    stops, cost = 0, 0
    for r in range(plan.route.shape[0]):
        stops += plan.route[r, COUNT]
        cost += plan.route[r, PRICE]
    return max(1.0, float(cost) / max(1, stops))
