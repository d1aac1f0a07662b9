"""The engine that proves: small or tightly linked problems, solved to the end by CP-SAT.

A short search by the room's own kernels gives a first plan; CP-SAT then closes the gap from below
(`cpsat_model.py`). Where the true price of a sequence is above what the model thinks, because a
route does not wait as freely as the model may, the model is taught so and solved again, until the
price of the best plan meets the bound or the budget ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.cpsat_circuits import arc_count
from optimizer.routing.cpsat_model import ExactModel
from optimizer.routing.engine import Found, Improved
from optimizer.routing.general_engine import GeneralEngine
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER
from optimizer.routing.schedule import Scheduler, Tour, served
from optimizer.routing.sisr_engine import SisrEngine

TINY_VISITS = 12
TINY_ARCS = 4_000
"""Up to this size a proof takes a second or so, and the engine is chosen by itself."""
VISITS_MAX = 200
ARCS_MAX = 200_000
FIRST_STEPS = 300
FIRST_SHARE = 0.15
"""Part of the budget for a first plan."""

HELD = frozenset(
    {
        "alternative visits",
        "preferred windows",
        "costs of visits",
        "prices of vehicles for shipments",
        "release times",
        "due times",
        "ride limits",
        "detour limits",
        "shipments for the same vehicle",
        "shipments for different vehicles",
        "precedences",
        "conflicts of sorts",
        "needs of sorts",
        "pauses",
        "driving limits",
        "overtime",
        "costs of extra distance",
        "reloads",
        "an order of unloading",
        "soft load limits",
        "fixed places in the sequence",
    }
)
"""Rules beyond the classic ones that the model holds, in the words of `rules.extra_rules`."""


@dataclass(frozen=True, slots=True)
class CpSatEngine:
    """`cpsat`."""

    name: str = "cpsat"

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """All but rests, sorts aboard and a few pairs of rules; up to some hundred visits."""
        reasons = [f"it does not hold {rule}" for rule in arrays.rules if rule not in HELD]
        if arrays.visit_count > VISITS_MAX:
            reasons.append(f"{arrays.visit_count} visits are more than {VISITS_MAX}")
        elif arc_count(arrays) > ARCS_MAX:
            reasons.append(f"more than {ARCS_MAX} ways between visits")
        laws = arrays.laws
        if laws is None:
            return reasons
        if (laws.clash == 2).any() or (laws.need == 2).any():
            reasons.append("it does not hold rules of sorts aboard")
        reloading = laws.kind[:, table.END_RELOAD] > laws.kind[:, table.FIRST_RELOAD]
        if (laws.kind[reloading, table.ORDERING] != table.ANY_ORDER).any():
            reasons.append("it does not hold an order of unloading with reloads")
        if reloading.any() and (laws.shipment[:, table.DETOUR] < NEVER).any():
            reasons.append("it does not hold detour limits with reloads")
        return reasons

    def suits(self, arrays: RoutingArrays) -> bool:
        """Whether a problem is small enough to be proved in a short time, most of the time."""
        small = 0 < arrays.visit_count <= TINY_VISITS
        return small and not self.supports(arrays) and arc_count(arrays) <= TINY_ARCS

    def solve(
        self,
        arrays: RoutingArrays,
        budget: Budget,
        *,
        start: Sequence[Tour] = (),
        on_improved: Improved | None = None,
    ) -> Found:
        """See `Engine.solve`. A work limit counts hundredths of the solver's own seconds."""
        if not arrays.visit_count or not arrays.vehicle_count:
            left_out = int(arrays.left_out_cost.sum())
            return Found(tuple(start), proved_optimal=True, bound=left_out)
        best = _Best(arrays, on_improved)
        best.take(_first_plan(arrays, budget, start, on_improved))
        model = ExactModel(arrays)
        model.serve_at_least(int((served(arrays, best.tours) & arrays.mandatory).sum()))
        bound = None
        while not budget.expired():
            model.hint(best.tours, [best.scheduler.schedule(tour) for tour in best.tours])
            tours, modelled, below, proved = model.solve(budget, best.take)
            if tours is None and proved:  # nothing but what is known and taught remains
                below = best.cost
            if below > 0:
                bound = max(bound or 0, below)
            if tours is None:
                break
            best.take(tours)
            if best.cost <= (bound or 0) or not proved:
                break
            if not best.teach(model, tours, modelled):
                break
        if bound is not None:
            bound = min(bound, best.cost)
        return Found(
            tuple(best.tours),
            proved_optimal=bound is not None and best.cost <= bound,
            bound=bound,
        )


def _first_plan(
    arrays: RoutingArrays, budget: Budget, start: Sequence[Tour], on_improved: Improved | None
) -> Sequence[Tour]:
    steps = FIRST_STEPS if budget.work_limit is None else min(FIRST_STEPS, budget.work_limit)
    short = replace(budget.part(FIRST_SHARE), work_limit=steps)
    for engine in (SisrEngine(), GeneralEngine()):
        if not engine.supports(arrays):
            return engine.solve(arrays, short, start=start, on_improved=on_improved).tours
    return start


class _Best:
    """The cheapest tours seen, by their true price."""

    def __init__(self, arrays: RoutingArrays, on_improved: Improved | None) -> None:
        self.scheduler = Scheduler(arrays)
        self._on_improved = on_improved
        self.tours: list[Tour] = []
        self.cost = self.scheduler.total([])

    def take(self, tours: Sequence[Tour], /, bound: int | None = None) -> None:
        """Keeps these tours where they are sound and cheaper."""
        if not all(self.scheduler.feasible(tour) for tour in tours):
            return
        cost = self.scheduler.total(tours)
        if cost < self.cost:
            self.tours, self.cost = list(tours), cost
            if self._on_improved is not None:
                self._on_improved(self.tours, bound)

    def teach(self, model: ExactModel, tours: Sequence[Tour], modelled: int) -> bool:
        """Tells the model the true price of each tour; false where it knew them all."""
        total = self.scheduler.total(tours)
        news = total > modelled
        for tour in tours:
            schedule = self.scheduler.feasible(tour)
            if schedule is None:
                model.forbid(tour)
                news = True
            else:
                model.dearer(tour, self.scheduler.cost(tour, schedule))
        return news
