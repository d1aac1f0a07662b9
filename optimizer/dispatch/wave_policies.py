"""Policies of dispatch waves, one signature: a wave and a budget in, what leaves now out.

`conditional` is iterative conditional dispatch after Lan, van Doorn, Wouda, Rijal and Bhulai (2023,
"An iterative sample scenario approach for the dynamic dispatch waves problem"): the rest of the day
is sampled from the caller's past days several times and routed as if it were known. An order that
leaves now in most scenarios goes, one that waits in most waits, and both are kept to in the next
round, which samples anew; what is still undecided at the end follows the majority.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from optimizer.budget import Budget
from optimizer.dispatch.days import day_of
from optimizer.dispatch.wave_model import WavePolicy
from optimizer.routing.model import RoutingPlan, Shipment, Visit
from optimizer.shapes import TimeWindow

if TYPE_CHECKING:
    from optimizer.dispatch.waves import Wave

ROUNDS = 3
GOES, WAITS = 0.6, 0.3
"""Shares of scenarios from which, and up to which, an order is settled in a round."""
_LEAST_SCENARIO_S = 0.05


@dataclass(frozen=True, slots=True)
class Choice:
    """Positions of the orders that leave now, and how many scenarios were solved for it."""

    sent: frozenset[int]
    scenarios: int = 0


Policy = Callable[["Wave", Budget], Choice]


def send_all(wave: Wave, budget: Budget) -> Choice:
    """Everything known leaves."""
    del budget
    return Choice(frozenset(range(len(wave.shipments))))


def lazy(wave: Wave, budget: Budget) -> Choice:
    """Only what must go leaves."""
    del budget
    return Choice(wave.must_go)


def at_random(wave: Wave, budget: Budget) -> Choice:
    """What must go leaves, and of the rest each order with probability one half."""
    draw = random.Random(f"{budget.seed}/{wave.times_s[0]}")
    rest = [i for i in range(len(wave.shipments)) if i not in wave.must_go]
    return Choice(wave.must_go | {i for i in rest if draw.random() < 0.5})


def conditional(wave: Wave, budget: Budget) -> Choice:
    """What leaves now in most sampled futures."""
    sent, waits = set(wave.must_go), set[int]()
    free = [i for i in range(len(wave.shipments)) if i not in sent]
    if not free or (not sent and len(wave.times_s) == 1):
        return Choice(frozenset(sent))
    futures = Futures(wave)
    draw = random.Random(f"{budget.seed}/{wave.times_s[0]}")
    solved = 0
    for turn in range(ROUNDS):
        left = ROUNDS - turn
        count = wave.ground.scenario_count
        goes = dict.fromkeys(free, 0)
        here = 0
        span = budget.part(1 / left)
        for k in range(count):
            if span.expired():
                break
            part = span.part(1 / (count - k))
            if part.remaining_s() < _LEAST_SCENARIO_S:
                break
            expected = futures.sample(draw)
            if budget.work_limit is not None:
                part = replace(part, work_limit=max(1, budget.work_limit // (ROUNDS * count)))
            problem = wave.scenario(expected, sent, waits)
            plan = wave.route(problem, part, matrix=wave.matrix).plan
            for i in leaving_now(plan, waits):
                if i in goes:
                    goes[i] += 1
            here += 1
        solved += here
        if not here:
            break
        last = left == 1
        for i in free:
            share = goes[i] / here
            if share >= (0.5 if last else GOES):
                sent.add(i)
            elif last or share <= WAITS:
                waits.add(i)
        free = [i for i in free if i not in sent and i not in waits]
        if not free:
            break
    # What no scenario judged leaves: waiting with nothing known of the future costs the most.
    return Choice(frozenset(sent.union(free)), solved)


def leaving_now(plan: RoutingPlan, waits: set[int]) -> list[int]:
    """Known orders whose route holds neither an expected order nor one that waits."""
    found: list[int] = []
    for route in plan.routes:
        names = [stop.shipment_id for stop in route.stops]
        if all(name[0] == "k" for name in names):
            known = [int(name[1:]) for name in names]
            if not waits.intersection(known):
                found += known
    return found


class Futures:
    """Draws what the later waves may bring: each from a past day of its own."""

    def __init__(self, wave: Wave) -> None:
        self.wave = wave
        zone = wave.ground.depot.time_zone
        self.zone = ZoneInfo(zone)
        today = day_of(wave.times_s[0], zone)
        self.days: dict[date, list[tuple[int, Shipment]]] = {}
        midnight = self._midnight(today)
        for past in wave.ground.history:
            if past.known_time_s is None:
                continue
            day = day_of(past.known_time_s, zone)
            shift = midnight - self._midnight(day)
            if day == today:
                continue
            self.days.setdefault(day, []).append(
                (past.known_time_s + shift, _shifted(past.shipment, shift))
            )
        self.by_wave: list[list[list[Shipment]]] = []
        ahead = min(len(wave.times_s) - 1, wave.ground.look_ahead)
        for k in range(1, ahead + 1):
            before, at = wave.times_s[k - 1], wave.times_s[k]
            self.by_wave.append(
                [
                    [
                        shipment
                        for known, shipment in orders
                        if before < known <= at and wave.servable(shipment, at)
                    ]
                    for orders in self.days.values()
                ]
            )

    def _midnight(self, day: date) -> int:
        return int(datetime.combine(day, time(), self.zone).timestamp())

    def sample(self, draw: random.Random) -> list[tuple[Shipment, int]]:
        """Expected orders with the position of the wave from which they can leave."""
        found = []
        for k, days in enumerate(self.by_wave, 1):
            if days:
                found += [(shipment, k) for shipment in draw.choice(days)]
        return found


def _shifted(shipment: Shipment, shift_s: int) -> Shipment:
    """The shipment as if its day were `shift_s` later."""

    def visit(one: Visit) -> Visit:
        return one.model_copy(
            update={
                "time_windows": tuple(
                    TimeWindow(
                        start_time_s=window.start_time_s + shift_s,
                        end_time_s=window.end_time_s + shift_s,
                    )
                    for window in one.time_windows
                )
            }
        )

    return shipment.model_copy(
        update={"deliveries": tuple(visit(one) for one in shipment.deliveries)}
    )


POLICIES: Mapping[WavePolicy, Policy] = {
    WavePolicy.CONDITIONAL: conditional,
    WavePolicy.SEND_ALL: send_all,
    WavePolicy.LAZY: lazy,
    WavePolicy.RANDOM: at_random,
}
