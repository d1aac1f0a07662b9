"""Policies of dispatch waves, one signature: a wave and a budget in, what leaves now out.

`conditional` is iterative conditional dispatch after Lan, van Doorn, Wouda, Rijal and Bhulai (2023,
"An iterative sample scenario approach for the dynamic dispatch waves problem"): the rest of the day
is sampled from the caller's past days several times and routed as if it were known. What most of
these futures agree on is kept to in the next round, which samples anew; what is still undecided at
the end follows the majority.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from optimizer.budget import Budget
from optimizer.dispatch.wave_futures import Futures
from optimizer.dispatch.wave_model import WavePolicy
from optimizer.routing.sketch_model import Asked, SketchedRoute

if TYPE_CHECKING:
    from optimizer.dispatch.waves import Wave

ROUNDS = 3
GOES, WAITS = 0.5, 0.2
"""Shares of futures from which, and up to which, an order is settled in a round."""
STEPS = 3_000
"""Of the search for the routes of one future."""


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
    """What leaves now in most sampled futures, settled little by little."""
    sent, waits = set(wave.must_go), set[int]()
    free = [i for i in range(len(wave.shipments)) if i not in sent]
    if not free:
        return Choice(frozenset(sent))
    poll = _Poll(wave, budget)
    for turn in range(ROUNDS):
        if not free or not poll.ask(sent, waits, budget.part(1 / (ROUNDS - turn))):
            break
        last = turn == ROUNDS - 1
        for i in free:
            share = poll.share(i)
            if share >= GOES:
                sent.add(i)
            elif last or share <= WAITS:
                waits.add(i)
        free = [i for i in free if i not in sent and i not in waits]
    # What no future judged leaves: waiting with nothing known of the future costs the most.
    return Choice(frozenset(sent.union(free)), poll.solved)


class _Poll:
    """Asks sampled futures which known orders leave now."""

    def __init__(self, wave: Wave, budget: Budget) -> None:
        self._known = len(wave.shipments)
        self._last = wave.ahead
        self._futures = Futures(wave)
        self._draw = random.Random(f"{budget.seed}/{wave.times_s[0]}")
        self._sketch = wave.sketched(self._futures.shipments)
        self._count = wave.ground.scenario_count
        self._budget = budget
        self._steps = STEPS
        if budget.work_limit is not None:
            self._steps = max(1, min(STEPS, budget.work_limit // (ROUNDS * self._count)))
        self._starts: list[Sequence[SketchedRoute]] = [()] * max(1, budget.cores)
        self._goes: Counter[int] = Counter()
        self._judged = 0
        self.solved = 0

    def share(self, i: int) -> float:
        """Share of the futures of the last round in which the order left now."""
        return self._goes[i] / self._judged

    def ask(self, sent: set[int], waits: set[int], span: Budget) -> int:
        """One round of futures; each core follows a chain of its own. Returns how many judged.

        A search begins from the routes of the one before it: futures then agree where they cost
        the same, and what they agree on can be settled.
        """
        futures = [self._futures.sample(self._draw) for _ in range(self._count)]
        cores = len(self._starts)
        asked_now = [
            Asked(i, 1 if i in waits else 0, 0 if i in sent else self._last)
            for i in range(self._known)
        ]

        def follow(core: int) -> list[list[int]]:
            heard: list[list[int]] = []
            for k in range(core, len(futures), cores):
                if heard and span.expired():
                    break
                # The search itself may outlast the round: one cut short would judge badly.
                part = replace(
                    self._budget,
                    seed=self._budget.seed + self.solved + k,
                    work_limit=self._steps,
                )
                routes = self._sketch.routes(
                    [*asked_now, *self._coming(futures[k])], part, self._starts[core]
                )
                self._starts[core] = routes
                heard.append(self._leaving(routes, waits))
            return heard

        self._goes.clear()
        self._judged = 0
        if span.expired():
            return 0
        if cores == 1:
            chains = [follow(0)]
        else:
            with ThreadPoolExecutor(cores) as threads:
                chains = list(threads.map(follow, range(cores)))
        for leaving in chain.from_iterable(chains):
            self._goes.update(leaving)
            self._judged += 1
        self.solved += self._judged
        return self._judged

    def _coming(self, future: Sequence[int]) -> list[Asked]:
        return [Asked(self._known + i, self._futures.first_wave[i], self._last) for i in future]

    def _leaving(self, routes: Sequence[SketchedRoute], waits: set[int]) -> list[int]:
        """Known orders on routes without any expected order and any that waits: they could leave
        now, whichever wave the search put them in.
        """
        found: list[int] = []
        for route in routes:
            if max(route.shipments) < self._known and waits.isdisjoint(route.shipments):
                found += route.shipments
        return found


POLICIES: Mapping[WavePolicy, Policy] = {
    WavePolicy.CONDITIONAL: conditional,
    WavePolicy.SEND_ALL: send_all,
    WavePolicy.LAZY: lazy,
    WavePolicy.RANDOM: at_random,
}
