"""The verbs of the room: pack one problem, pack a batch of orders, make the kernels ready."""

from __future__ import annotations

import time
from math import inf
from typing import NamedTuple

from optimizer.budget import Budget
from optimizer.faults import InvalidProblemError
from optimizer.packing.cartons import Outcome, pack_cartons
from optimizer.packing.check import require_sound
from optimizer.packing.dissolving import warm_dissolving
from optimizer.packing.instance import Instance, build_instance
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingAnswer,
    PackingObjective,
    PackingPlan,
    PackingProblem,
)
from optimizer.packing.own_container import add_own_containers, to_be_packed
from optimizer.packing.plan import build_plan
from optimizer.packing.rates import RateTable, RateZone, WeightStep
from optimizer.packing.ruled import pack_by_rules
from optimizer.packing.ruled_instance import build_ruled_instance
from optimizer.packing.ruled_plan import build_ruled_plan
from optimizer.packing.rules_asked import has_physical_rules
from optimizer.packing.validate import cross_faults
from optimizer.packing.volume import pack_most_volume
from optimizer.shapes import SearchReport, Size

_WRITING_S = 25e-6
"""Seconds to write and check one placement, on a slow machine."""
_LEAST_SEARCH_SHARE = 0.3
_RULED_SEARCH_SHARE = 0.95
"""What remains of the search under rules goes to telling why pieces are left over."""


def pack(problem: PackingProblem, budget: Budget) -> PackingAnswer:
    """Packs the items of one problem; the plan has passed the independent checker.

    Items that cannot be packed are in the plan with their reasons. Raises InvalidProblemError for
    a problem with cross-field faults and BrokenPlanError (a defect) when the checker objects.
    """
    started = time.perf_counter()
    faults = cross_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    rest = to_be_packed(problem)
    if rest is None:
        found = _Found("own-container", PackingPlan(), proved=True, late=False)
    elif has_physical_rules(rest):
        found = _pack_ruled(rest, budget)
    elif rest.objective is PackingObjective.MOST_VOLUME:
        found = _pack_volume(rest, budget)
    else:
        instance = build_instance(rest)
        outcome = pack_cartons(instance, _search_budget(instance, budget))
        found = _found("cartons", instance, outcome)
    plan = require_sound(problem, add_own_containers(problem, found.plan))
    report = SearchReport(
        engine=found.engine,
        elapsed_ms=round((time.perf_counter() - started) * 1000),
        proved_optimal=found.proved,
        time_limit_reached=found.late,
    )
    return PackingAnswer(plan, report)


class _Found(NamedTuple):
    """What one of the searches found, and whether it is proved best or ended by the clock."""

    engine: str
    plan: PackingPlan
    proved: bool
    late: bool

    @property
    def volume(self) -> int:
        """Cubic millimetres loaded."""
        return sum(one.size.volume_mm3 for load in self.plan.loads for one in load.placements)


def _found(engine: str, instance: Instance, outcome: Outcome) -> _Found:
    plan = build_plan(instance, outcome)
    return _Found(engine, plan, outcome.proved_optimal, outcome.time_limit_reached)


def _pack_ruled(problem: PackingProblem, budget: Budget) -> _Found:
    instance = build_ruled_instance(problem)
    search = _search_budget(instance.relaxed, budget).part(_RULED_SEARCH_SHARE)
    outcome = pack_by_rules(instance, search)
    plan = build_ruled_plan(instance, outcome, budget)
    return _Found("ruled", plan, outcome.proved_optimal, outcome.time_limit_reached)


def _pack_volume(problem: PackingProblem, budget: Budget) -> _Found:
    """Most volume. The container search stands everything fully; where a part of each base may
    hang over, the search that holds the share exactly has the second half of the time.
    """
    instance = build_instance(problem)
    search = _search_budget(instance, budget)
    partly = 0 < instance.share < 1
    standing = _found(
        "container-beam", instance, pack_most_volume(instance, search.part(0.5 if partly else 1.0))
    )
    if not partly or standing.proved:
        return standing
    hanging = _pack_ruled(problem, budget)
    return hanging if hanging.volume > standing.volume else standing


def _search_budget(instance: Instance, budget: Budget) -> Budget:
    """What is left for the search once the time to write and check the plan is set aside."""
    left = budget.remaining_s()
    if not 0 < left < inf:
        return budget
    return budget.part(max(_LEAST_SEARCH_SHARE, 1 - _WRITING_S * instance.all_pieces / left))


def warm() -> None:
    """Compiles every kernel, or loads it from the cache, with tiny problems."""
    cube = Size(length_mm=10, width_mm=10, height_mm=10)
    flat = Size(length_mm=8, width_mm=6, height_mm=5)
    many = LoadUnit(id="m", inner_size=Size(length_mm=99, width_mm=99, height_mm=99))
    grids = PackingProblem(items=(Item(id="a", size=flat, quantity=1600),), load_units=(many,))
    pack(grids, Budget.work(1))
    weak = Item(id="w", size=flat, quantity=9, weight_g=1, max_load_on_top_g=1, nesting_growth_mm=1)
    ruled = PackingProblem(items=(weak,), load_units=(LoadUnit(id="c", inner_size=cube, stock=1),))
    pack(ruled, Budget.work(2))
    table = RateTable(zones=(RateZone(id="z", steps=(WeightStep(max_weight_g=9),)),))
    # Their volume would go into the smaller unit: only the proof shows that they do not.
    bars = (Item(id="b", size=Size(length_mm=6, width_mm=6, height_mm=4), quantity=2),)
    cubes = tuple(
        LoadUnit(id=str(side), inner_size=Size(length_mm=side, width_mm=side, height_mm=side))
        for side in (7, 8)
    )
    pack(PackingProblem(items=bars, load_units=cubes), Budget.work(1))
    # Too many sorts for the proof, so that units are also taken apart and packed again.
    sorts = tuple(
        Item(id=str(i), size=Size(length_mm=5 + i % 7, width_mm=6 + i % 5, height_mm=7 + i % 3))
        for i in range(60)
    )
    unit = LoadUnit(id="u", inner_size=Size(length_mm=21, width_mm=19, height_mm=17))
    mixed = PackingProblem(items=sorts, load_units=(unit,))
    pack(mixed, Budget.work(4))
    warm_dissolving(build_instance(mixed))
    for objective in PackingObjective:
        for share in (0.0, 1.0):
            problem = PackingProblem.model_validate(
                {
                    "items": (Item(id="a", size=flat, quantity=9),),
                    "load_units": (LoadUnit(id="c", inner_size=cube),),
                    "objective": objective,
                    "rules": {"min_support_share": share},
                    "rate_table": table,
                }
            )
            pack(problem, Budget.work(4))
