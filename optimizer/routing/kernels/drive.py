"""Driving a route from its departure to its end: clock, waiting, pauses, rests, prices of time.

The rule: the vehicle drives on at once, serves as soon as a window is open, takes a pause at the
stop or on the road where that lets it end earliest, and rests when what its rules allow is used
up. Where preferred windows cost, starts may be put off, as `waiting.py` plans it; where that does
not see all rules, also by waiting for each of them when that is cheaper than coming early,
everywhere or nowhere. Only the departure is then open: `timing.py` tries those that can be best.

Travel that changes with the hour keeps its order (who leaves later never arrives earlier): a leg
is driven in shares of 2**30, each slice of time adding its part (Ichoua, Gendreau and Potvin 2003).
"""

from __future__ import annotations

from optimizer.routing.kernels.compiled import inner
from optimizer.routing.kernels.laws import (
    ACTIVITY,
    ALLOWED,
    BILL_DISTANCE,
    BILL_FAR,
    BILL_FIXED,
    BILL_OVERTIME,
    BILL_TIME,
    BILL_WISHES,
    BOUNDS,
    BREAKS,
    COST,
    COUNTED,
    DETOUR,
    DRIVING,
    DRIVING_LIMIT,
    DROVE,
    EARLIER,
    END,
    END_CLOSES,
    END_OPENS,
    END_PAUSE,
    END_PICKUP,
    END_REST,
    END_SLICE,
    END_WAIT,
    END_WINDOW,
    END_WISH,
    ENDS,
    FAR_AFTER,
    FIRST_PART,
    FIRST_PAUSE,
    FIRST_PICKUP,
    FIRST_REST,
    FIRST_SLICE,
    FIRST_WINDOW,
    FIRST_WISH,
    FIXED,
    GOODS_COST,
    GREEDILY,
    IDLE,
    JUMP,
    LATEST_SLACK,
    LEAST,
    LEAVE_CLOSES,
    LEAVES,
    METRES,
    MOST,
    NEVER,
    NONE,
    NOTING,
    OVERTIME_AFTER,
    PAUSE_CLOSES,
    PAUSE_LENGTH,
    PAUSE_OPENS,
    PER_EARLY,
    PER_FAR,
    PER_LATE,
    PER_METRE,
    PER_OVERTIME,
    PER_SECOND,
    PICKUP,
    PLACE,
    RELOAD,
    REST_LENGTH,
    RIDE,
    SERVICE,
    SETUP,
    SHIPMENT,
    SOFT,
    START,
    STRICTLY,
    TIME_LIMIT,
    WAITED,
    WAY,
    WAY_LIMIT,
    WHOLE,
    WISH_CLOSES,
    WISH_COST,
    WISH_OPENS,
    Desk,
    Laws,
    Longs,
    Rows,
)

# How a drive ends.
LATE, OVER_LIMIT, AGAIN, KEPT = range(4)


@inner
def travel_s(laws: Laws, t: int, here: int, there: int, leave: int) -> int:
    """Seconds from place to place when leaving at a moment, without any rest; -1 is no way."""
    begun = _begin(laws, t, here, there)
    if begun < 0:
        return -1
    seconds, _ = _advance(laws, t, here, there, leave, NEVER, begun)
    return seconds


@inner
def plain_s(laws: Laws, t: int, here: int, there: int) -> int:
    """Seconds from place to place by the last slice, that of every other time; -1 is no way."""
    return int(laws.time[laws.slice[laws.kind[t, END_SLICE] - 1, 1], here, there])


@inner
def _begin(laws: Laws, t: int, here: int, there: int) -> int:
    """What is to be driven of a leg: seconds, or a whole where its length changes."""
    first, end = laws.kind[t, FIRST_SLICE], laws.kind[t, END_SLICE]
    if end - first == 1:
        return int(laws.time[laws.slice[first, 1], here, there])
    if here == there:
        return 0
    for x in range(first, end):
        if laws.time[laws.slice[x, 1], here, there] < 0:
            return -1
    return WHOLE


@inner
def _advance(
    laws: Laws, t: int, here: int, there: int, now: int, most: int, rest: int
) -> tuple[int, int]:
    """Drives on for at most `most` seconds: (seconds driven, what is left of the leg)."""
    first, end = laws.kind[t, FIRST_SLICE], laws.kind[t, END_SLICE]
    if end - first == 1:
        driven = min(most, rest)
        return driven, rest - driven
    driven = 0
    for x in range(first, end):
        until = laws.slice[x, 0]
        if until <= now and x < end - 1:
            continue
        long = int(laws.time[laws.slice[x, 1], here, there])
        needed = (rest * long + WHOLE // 2) // WHOLE
        room = most - driven
        if x < end - 1:
            room = min(room, until - now)
        if needed <= room:
            return driven + needed, 0
        rest -= room * WHOLE // long
        rest = max(rest, 1)
        driven += room
        now += room
        if driven >= most:
            return driven, rest
    return driven, rest


@inner
def _work(laws: Laws, t: int, counter: Longs, driven: int, worked: int) -> None:
    """Counts seconds of driving and of work (driving included)."""
    for x in range(laws.kind[t, FIRST_REST], laws.kind[t, END_REST]):
        y = x - laws.kind[t, FIRST_REST]
        counter[2 * y] += driven if laws.rest[x, COUNTED] == DRIVING else worked


@inner
def _rested(laws: Laws, t: int, counter: Longs, seconds: int) -> None:
    """Counts time off: a long one clears what was used, a shorter one may be the first part."""
    for x in range(laws.kind[t, FIRST_REST], laws.kind[t, END_REST]):
        y = x - laws.kind[t, FIRST_REST]
        length, part = laws.rest[x, REST_LENGTH], laws.rest[x, FIRST_PART]
        needed = length - part if counter[2 * y + 1] else length
        if seconds >= needed:
            counter[2 * y] = counter[2 * y + 1] = 0
        elif part and seconds >= part:
            counter[2 * y + 1] = 1


@inner
def _rest_due(laws: Laws, t: int, counter: Longs, driven: int, worked: int) -> int:
    """Length of the rest that must come before so much more driving and work; 0 is none."""
    needed = 0
    for x in range(laws.kind[t, FIRST_REST], laws.kind[t, END_REST]):
        y = x - laws.kind[t, FIRST_REST]
        more = driven if laws.rest[x, COUNTED] == DRIVING else worked
        if more and counter[2 * y] + more > laws.rest[x, ALLOWED]:
            length = laws.rest[x, REST_LENGTH]
            needed = max(
                needed, length - laws.rest[x, FIRST_PART] if counter[2 * y + 1] else length
            )
    return needed


@inner
def _may_drive(laws: Laws, t: int, counter: Longs) -> int:
    """Seconds of driving until a rest is due."""
    most = NEVER
    for x in range(laws.kind[t, FIRST_REST], laws.kind[t, END_REST]):
        y = x - laws.kind[t, FIRST_REST]
        most = min(most, laws.rest[x, ALLOWED] - counter[2 * y])
    return max(0, most)


@inner
def _break(desk: Desk, start: int, seconds: int) -> None:
    if desk.stamp[NOTING] and desk.sums[BREAKS] < desk.breaks.shape[0]:
        desk.breaks[desk.sums[BREAKS], 0] = start
        desk.breaks[desk.sums[BREAKS], 1] = seconds
        desk.sums[BREAKS] += 1


@inner
def _leg(
    laws: Laws,
    desk: Desk,
    t: int,
    here: int,
    there: int,
    leave: int,
    counter: Longs,
    first_pause: int,
    end_pause: int,
) -> tuple[int, int, int]:
    """Drives a leg with its rests and pauses: (arrival, ready, driven), arrival -1 where a pause
    comes too late or there is no way. After arriving, pauses that are not due yet are waited for.
    """
    left = _begin(laws, t, here, there)
    if left < 0:
        return -1, 0, 0
    if first_pause == end_pause and laws.kind[t, FIRST_REST] == laws.kind[t, END_REST]:
        driven, _ = _advance(laws, t, here, there, leave, NEVER, left)
        return leave + driven, leave + driven, driven
    now, drove, p = leave, 0, first_pause
    arrival = -1
    while True:
        if left == 0 and arrival < 0:
            arrival = now
        if p < end_pause and (left == 0 or laws.pause[p, PAUSE_OPENS] <= now):
            begin = max(now, laws.pause[p, PAUSE_OPENS])
            if begin > laws.pause[p, PAUSE_CLOSES]:
                return -1, 0, 0
            desk.stamp[IDLE] += begin - now
            now = begin + laws.pause[p, PAUSE_LENGTH]
            _break(desk, begin, laws.pause[p, PAUSE_LENGTH])
            _rested(laws, t, counter, laws.pause[p, PAUSE_LENGTH])
            p += 1
        elif left == 0:
            return arrival, now, drove
        else:
            most = _may_drive(laws, t, counter)
            if most == 0:
                length = _rest_due(laws, t, counter, 1, 1)
                _break(desk, now, length)
                _rested(laws, t, counter, length)
                now += length
                continue
            if p < end_pause:
                most = min(most, laws.pause[p, PAUSE_OPENS] - now)
            driven, left = _advance(laws, t, here, there, now, most, left)
            now += driven
            drove += driven
            _work(laws, t, counter, driven, driven)


@inner
def _opening(laws: Laws, v: int, ready: int) -> int:
    """The first moment from `ready` on inside a window of the node; `NEVER` when none is left."""
    first, end = laws.visit[v, FIRST_WINDOW], laws.visit[v, END_WINDOW]
    if first == end:
        return ready
    for w in range(first, end):
        if laws.window[w, 1] >= ready:
            return max(ready, int(laws.window[w, 0]))
    return NEVER


@inner
def _closing(laws: Laws, v: int, start: int) -> int:
    """The end of the window in which a service starts."""
    first, end = laws.visit[v, FIRST_WINDOW], laws.visit[v, END_WINDOW]
    for w in range(first, end):
        if laws.window[w, 1] >= start:
            return int(laws.window[w, 1])
    return NEVER


@inner
def wish_cost(laws: Laws, v: int, start: int) -> int:
    """What starting the service at a moment costs by the preferred windows; the cheapest counts."""
    first, end = laws.visit[v, FIRST_WISH], laws.visit[v, END_WISH]
    if first == end:
        return 0
    least = NEVER
    for w in range(first, end):
        cost = laws.wish[w, WISH_COST]
        cost += max(0, laws.wish[w, WISH_OPENS] - start) * laws.wish[w, PER_EARLY]
        cost += max(0, start - laws.wish[w, WISH_CLOSES]) * laws.wish[w, PER_LATE]
        least = min(least, cost)
    return least


@inner
def _wished(laws: Laws, t: int, v: int, start: int) -> int:
    """The cheapest start at this stop; waiting for a preferred window has the hourly price."""
    best, least = start, wish_cost(laws, v, start)
    for w in range(laws.visit[v, FIRST_WISH], laws.visit[v, END_WISH]):
        later = _opening(laws, v, max(start, int(laws.wish[w, WISH_OPENS])))
        if later < NEVER:
            cost = wish_cost(laws, v, later) + (later - start) * laws.kind[t, PER_SECOND]
            if cost < least:
                best, least = later, cost
    return best


@inner
def assign_pauses(
    laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, leave: int, skipped: int
) -> bool:
    """On which leg each pause is taken, so that the end is earliest; false when none works.

    A label for each number of pauses taken is kept at each stop, the earliest departure there.
    """
    kind, visit = laws.kind[t], laws.visit
    first, pauses = kind[FIRST_PAUSE], kind[END_PAUSE] - kind[FIRST_PAUSE]
    rests = 2 * (kind[END_REST] - kind[FIRST_REST])
    label, place = desk.label, int(kind[START])
    for j in range(pauses + 1):
        label[0, j, 0] = leave if j == skipped else NEVER
        for x in range(rests):
            label[0, j, 1 + x] = 0
    trip = 0
    for i in range(count + 1):
        last = i == count
        v = 0 if last else nodes[i]
        there = int(kind[END]) if last else int(visit[v, PLACE])
        for k in range(pauses + 1):
            label[i + 1, k, 0] = NEVER
        if not last and visit[v, ACTIVITY] == RELOAD:
            trip += 1
        any_way = False
        for j in range(pauses + 1):
            if label[i, j, 0] >= NEVER:
                continue
            for k in range(j, pauses + 1):
                for x in range(rests):
                    desk.counter[0, x] = label[i, j, 1 + x]
                counter = desk.counter[0]
                now = label[i, j, 0]
                if last and there < 0:
                    if k > j:
                        continue
                    ready = now
                else:
                    arrival, ready, _ = _leg(
                        laws, desk, t, place, there, now, counter, first + j, first + k
                    )
                    if arrival < 0:
                        continue
                if last:
                    if ready < label[i + 1, k, 0] and ready <= kind[END_CLOSES]:
                        label[i + 1, k, 0] = ready
                        desk.taken[i + 1, k] = j
                        any_way = True
                    continue
                setup = visit[v, SETUP] if there != place else 0
                ready += setup
                if visit[v, ACTIVITY] == RELOAD:
                    ready = max(ready, desk.trip[trip, 0])
                start = _opening(laws, v, ready)
                needed = _rest_due(laws, t, counter, 0, setup + visit[v, SERVICE])
                if start - ready < needed:
                    start = _opening(laws, v, ready + needed)
                if start >= NEVER:
                    continue
                _rested(laws, t, counter, start - ready)
                _work(laws, t, counter, 0, setup + visit[v, SERVICE])
                done = start + visit[v, SERVICE]
                if done < label[i + 1, k, 0]:
                    label[i + 1, k, 0] = done
                    for x in range(rests):
                        label[i + 1, k, 1 + x] = counter[x]
                    desk.taken[i + 1, k] = j
                    any_way = True
        if not any_way:
            return False
        place = there
    best = NONE
    for k in range(pauses + 1):
        # Pauses still open at the end must not have become due.
        open_ones = k == pauses or label[count + 1, k, 0] <= laws.pause[first + k, PAUSE_CLOSES]
        sooner = best == NONE or label[count + 1, k, 0] < label[count + 1, best, 0]
        if label[count + 1, k, 0] < NEVER and open_ones and sooner:
            best = k
    if best == NONE:
        return False
    # Turn the way back into what has been taken before each place, in the first column.
    for i in range(count + 1, 0, -1):
        before = desk.taken[i, best]
        desk.plan[i] = best
        best = before
    desk.plan[0] = best
    return True


@inner
def run(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, leave: int) -> int:
    """Drives a route that `goods_fit` has passed, leaving at a moment.

    Answers `LATE` where a window, a way or the shift cannot be kept (nothing later can do better),
    `OVER_LIMIT` where a limit is broken, `AGAIN` where a start must be put off first (its bound is
    set), else `KEPT`. `desk.sums`, `desk.times` and `desk.breaks` tell the rest. Unless it drives
    strictly it goes on, late where it must.
    """
    strict, waits = desk.stamp[STRICTLY] == 1, desk.stamp[GREEDILY] == 1
    desk.stamp[NOTING] = 0
    kind, visit, shipment, sums = laws.kind[t], laws.visit, laws.shipment, desk.sums
    stamp, bounds = desk.stamp[0], desk.stamp[BOUNDS]
    counter = desk.counter[1]
    rests = 2 * (kind[END_REST] - kind[FIRST_REST])
    for x in range(rests):
        counter[x] = 0
    first_pause = int(kind[FIRST_PAUSE])
    pauses = kind[END_PAUSE] - first_pause if strict else 0
    skipped = 0
    while (
        skipped < pauses
        and leave
        >= laws.pause[first_pause + skipped, PAUSE_OPENS]
        + laws.pause[first_pause + skipped, PAUSE_LENGTH]
    ):
        skipped += 1
    if pauses and not assign_pauses(laws, desk, nodes, count, t, leave, skipped):
        return LATE
    desk.stamp[NOTING] = 1
    sums[BREAKS] = 0
    sums[SOFT] = 0
    waited, slack, jump, metres, drove, soft = 0, NEVER, NEVER, 0, 0, 0
    again = False
    over = False
    now, place, trip = leave, int(kind[START]), 0
    if strict and (now > kind[LEAVE_CLOSES] or now < desk.trip[0, 0]):
        return LATE
    slack = kind[LEAVE_CLOSES] - now
    trip_left = now
    for i in range(count + 1):
        last = i == count
        v = 0 if last else int(nodes[i])
        there = int(kind[END]) if last else int(visit[v, PLACE])
        if last and there < 0:
            break
        way = int(laws.way[kind[WAY], place, there])
        begin, end = first_pause, first_pause
        if pauses:
            begin, end = first_pause + desk.plan[i], first_pause + desk.plan[i + 1]
        desk.stamp[IDLE] = 0
        arrival, ready, driven = _leg(laws, desk, t, place, there, now, counter, begin, end)
        waited += desk.stamp[IDLE]
        if arrival < 0 or way < 0:
            if strict:
                return LATE
            arrival = ready = now
            way = driven = 0
        metres += way
        drove += driven
        if last:
            now = ready
            if now > desk.trip[trip, 1]:
                over = True
            break
        setup = visit[v, SETUP] if there != place else 0
        ready += setup
        event = 2 * visit[v, SHIPMENT] + visit[v, ACTIVITY]
        earliest = ready
        if visit[v, ACTIVITY] == RELOAD:
            if arrival > desk.trip[trip, 1]:
                over = True
            trip += 1
            earliest = max(earliest, desk.trip[trip, 0])
        else:
            if desk.bound[event, 0] == bounds:
                earliest = max(earliest, desk.bound[event, 1])
            for x in range(laws.event[event, 0], laws.event[event, 1]):
                before = laws.order[x, EARLIER]
                if desk.noted[before, 0] != stamp or desk.noted[before, 3] > i:
                    over = True
                else:
                    earliest = max(earliest, desk.noted[before, 1] + laws.order[x, LEAST])
        needed = 0
        if rests:
            needed = _rest_due(laws, t, counter, 0, setup + visit[v, SERVICE])
        start = _opening(laws, v, max(earliest, ready + needed))
        if start >= NEVER:
            if strict:
                return LATE
            start = earliest
        if waits and visit[v, FIRST_WISH] < visit[v, END_WISH]:
            start = _wished(laws, t, v, start)
        if needed:
            _break(desk, ready, needed)
        if rests:
            _rested(laws, t, counter, start - ready)
            _work(laws, t, counter, 0, setup + visit[v, SERVICE])
        waited += start - ready - needed
        closing = _closing(laws, v, start)
        if closing < NEVER:
            slack = min(slack, waited + closing - start)
            jump = (
                min(jump, closing - start + 1)
                if visit[v, END_WINDOW] - visit[v, FIRST_WINDOW] > 1
                else jump
            )
        if visit[v, FIRST_WISH] < visit[v, END_WISH]:
            wish = wish_cost(laws, v, start)
            soft += wish
            sums[SOFT] += 1
        desk.times[i, 0] = arrival
        desk.times[i, 1] = ready
        desk.times[i, 2] = start
        desk.times[i, 4] = driven
        now = start + visit[v, SERVICE]
        desk.times[i, 3] = now
        place = there
        if visit[v, ACTIVITY] == RELOAD:
            trip_left = now
            continue
        desk.noted[event, 1] = start
        desk.noted[event, 2] = now
        s = visit[v, SHIPMENT]
        if visit[v, ACTIVITY] == PICKUP:
            for x in range(laws.event[event, 0], laws.event[event, 1]):
                if desk.noted[laws.order[x, EARLIER], 0] == stamp:
                    excess = start - desk.noted[laws.order[x, EARLIER], 1] - laws.order[x, MOST]
                    if excess > 0:
                        again = _put_off(desk, laws.order[x, EARLIER], excess) or again
            continue
        for x in range(laws.event[event, 0], laws.event[event, 1]):
            if desk.noted[laws.order[x, EARLIER], 0] == stamp:
                excess = start - desk.noted[laws.order[x, EARLIER], 1] - laws.order[x, MOST]
                if excess > 0:
                    again = _put_off(desk, laws.order[x, EARLIER], excess) or again
        if shipment[s, RIDE] < NEVER or shipment[s, DETOUR] < NEVER:
            linked = shipment[s, END_PICKUP] > shipment[s, FIRST_PICKUP]
            aboard_since = desk.noted[2 * s, 2] if linked else trip_left
            most = shipment[s, RIDE]
            if shipment[s, DETOUR] < NEVER:
                origin = int(kind[START])
                if linked:
                    origin = int(visit[nodes[desk.noted[2 * s, 3]], PLACE])
                elif trip > 0:
                    origin = _loaded_at(laws, nodes, i)
                direct = travel_s(laws, t, origin, there, aboard_since)
                if direct >= 0:
                    most = min(most, direct + shipment[s, DETOUR])
            excess = start - aboard_since - most
            if excess > 0:
                over = True
                if linked and _put_off(desk, 2 * s, excess):
                    again = True
    end_time = max(now, int(kind[END_OPENS]))
    sums[END_WAIT] = end_time - now
    slack = min(slack, waited + kind[END_CLOSES] - end_time)
    if end_time > kind[END_CLOSES] and strict:
        return LATE
    # What waiting there is can be spent before leaving without ending later.
    slack = min(slack, waited + end_time - now)
    sums[LEAVES], sums[ENDS], sums[METRES], sums[DROVE] = leave, end_time, metres, drove
    sums[WAITED], sums[LATEST_SLACK], sums[JUMP] = waited + end_time - now, slack, jump
    duration = end_time - leave
    bill = desk.bill
    bill[BILL_FIXED] = kind[FIXED]
    bill[BILL_DISTANCE] = metres * kind[PER_METRE]
    bill[BILL_FAR] = max(0, metres - kind[FAR_AFTER]) * kind[PER_FAR]
    bill[BILL_TIME] = duration * kind[PER_SECOND]
    bill[BILL_OVERTIME] = max(0, duration - kind[OVERTIME_AFTER]) * kind[PER_OVERTIME]
    bill[BILL_WISHES] = soft
    cost = sums[GOODS_COST]
    for x in range(BILL_WISHES + 1):
        cost += bill[x]
    sums[COST] = cost
    if again:
        return AGAIN
    if (
        over
        or metres > kind[WAY_LIMIT]
        or duration > kind[TIME_LIMIT]
        or drove > kind[DRIVING_LIMIT]
    ):
        return OVER_LIMIT
    return KEPT


@inner
def _put_off(desk: Desk, event: int, seconds: int) -> bool:
    """Lets an event start so much later in the next run; false when that was tried before."""
    later = desk.noted[event, 1] + seconds
    if desk.bound[event, 0] == desk.stamp[BOUNDS] and desk.bound[event, 1] >= later:
        return False
    desk.bound[event, 0] = desk.stamp[BOUNDS]
    desk.bound[event, 1] = later
    return True


@inner
def _loaded_at(laws: Laws, nodes: Rows, i: int) -> int:
    """The place of the reload before a place in the route."""
    x = i
    while x > 0 and laws.visit[nodes[x], ACTIVITY] != RELOAD:
        x -= 1
    return int(laws.visit[nodes[x], PLACE])
