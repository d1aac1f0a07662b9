"""The best box where pieces bear loads, nest, come out in order or keep apart.

Such rules are known to the packing room alone, so its public verb is asked: does everything go into
a box of these measures? Bases are taken by the least cost that their floor allows (all volume,
no air); on each the height is lowered as long as the answer is yes. Nothing is proved.
"""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.budget import Budget
from optimizer.cutting.kernels.boxing import FAR, Law, box_cost, highest_below, rounded
from optimizer.packing import Item, LoadUnit, PackingProblem, PackingRules, Placement, pack
from optimizer.shapes import Size

Box = tuple[int, int, int]
Found = tuple[Box, tuple[Placement, ...]]

TRY_WORK = 40
"""Search steps of one question where the call counts steps instead of time."""
TRY_SHARE = 0.08
ROOMY = (1.06, 1.25, 1.6)
"""How much taller than its contents' volume a box is tried, the tight ones first."""


def best_box_by_rules(
    items: tuple[Item, ...],
    rules: PackingRules,
    law: Law,
    bases: Iterable[tuple[int, int]],
    hints: Iterable[Box],
    budget: Budget,
) -> Found | None:
    """The cheapest box found under the law; `hints` are whole boxes worth asking about first."""
    nested = any(item.nesting_growth_mm is not None for item in items)
    volume = 0 if nested else sum(item.size.volume_mm3 * item.quantity for item in items)
    best: Found | None = None
    cost = FAR
    asked = 0

    def ask(box: Box) -> bool:
        """Whether all goes in; the box around what is in there may be the best so far."""
        nonlocal best, cost, asked
        asked += 1
        found = filled(items, rules, box, law.padding, budget)
        if found is None:
            return False
        shrunk = _around(found, box, law)
        own = float(box_cost(*shrunk, law))
        if own < cost:
            best, cost = (shrunk, found), own
        return True

    for box in hints:
        ask(box)
    ranked = []
    for length, width in bases:
        room = (length - 2 * law.padding) * (width - 2 * law.padding)
        if room < 1:
            continue
        least = max(1, -(-volume // room))
        height = int(rounded(least + 2 * law.padding, law.lowest[2], law.step[2]))
        if height <= law.highest[2]:
            ranked.append((float(box_cost(length, width, height, law)), length, width, height))
    ranked.sort()
    limit = budget.work_limit
    for bound, length, width, low in ranked:
        if bound >= cost or budget.expired() or (limit is not None and asked * TRY_WORK >= limit):
            break
        most = int(highest_below(length, width, cost, law))
        heights = [int(rounded(int(low * room), law.lowest[2], law.step[2])) for room in ROOMY]
        for height in [*(h for h in heights if h < most), most]:
            if height >= low and ask((length, width, height)):
                break
    return best


def filled(
    items: tuple[Item, ...],
    rules: PackingRules,
    box: Box,
    padding: int,
    budget: Budget,
    unit: LoadUnit | None = None,
) -> tuple[Placement, ...] | None:
    """Where everything lies in a box of these measures, or in `unit`; None when it is not found."""
    inner = [measure - 2 * padding for measure in box]
    if min(inner) < 1:
        return None
    size = Size(length_mm=inner[0], width_mm=inner[1], height_mm=inner[2])
    one = LoadUnit(id="box", inner_size=size) if unit is None else unit
    problem = PackingProblem(
        items=items,
        load_units=(one.model_copy(update={"stock": 1, "cost_minor": None}),),
        rules=rules,
    )
    own = budget.part(TRY_SHARE)
    if budget.work_limit is not None:
        own = Budget.work(TRY_WORK, seed=budget.seed)
    plan = pack(problem, own).plan
    return None if plan.unpacked or len(plan.loads) != 1 else plan.loads[0].placements


def _around(placements: tuple[Placement, ...], box: Box, law: Law) -> Box:
    """The least box on the scale from the corner of `box` around what lies in it."""
    ends = [
        max(p.x_mm + p.size.length_mm for p in placements),
        max(p.y_mm + p.size.width_mm for p in placements),
        max(p.z_mm + p.size.height_mm for p in placements),
    ]
    own = [
        min(int(rounded(end + 2 * law.padding, law.lowest[axis], law.step[axis])), box[axis])
        for axis, end in enumerate(ends)
    ]
    return (own[0], own[1], own[2])
