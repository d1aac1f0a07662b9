"""Plans with any number of stages: whole sheets refilled leaf by leaf, beside a staged plan."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.cutting.instance import CuttingInstance, Longs
from optimizer.cutting.kernels.free import regroup
from optimizer.cutting.layout import Block, Pattern
from optimizer.cutting.model import Axis, CuttingObjective
from optimizer.cutting.staged import Outcome

ROUNDS = 2_000


def search_free(
    instance: CuttingInstance,
    type_of: Longs,
    stock: Longs,
    budget: Budget,
    least: int,
    start: Outcome,
) -> Outcome:
    """The better of `start` and what refilling finds; continuous sheets stay with `start`."""
    worthy = instance.problem.objective == CuttingObjective.MOST_VALUE
    if instance.per_mm.any() or (start.proved and not start.left):
        return start
    if not worthy and len(start.patterns) <= least and not start.left and len(stock) == 1:
        return start
    n = type_of.shape[0]
    sheets = len(start.patterns)
    if worthy:
        sheets = min(n, int(stock.sum()))
    if sheets == 0:
        return start
    kind_of = np.zeros(sheets, np.int64)
    if worthy:
        kind_of[:] = np.repeat(np.arange(instance.kinds), np.minimum(stock, n))[:sheets]
    else:
        kind_of[:] = [pattern.kind for pattern in start.patterns]
    open_kinds = np.flatnonzero((instance.goes_on & (stock != 0)[:, None]).any(axis=1))
    if worthy:
        open_kinds = open_kinds[:0]
    areas = instance.plates[:, 0, 0] * instance.plates[:, 0, 1]
    area = instance.size[:, 0] * instance.size[:, 1]
    price = instance.price if not worthy else np.zeros(instance.kinds)
    top = max(1.0, float(instance.worth.max()))
    worth = instance.worth / top if worthy else area / areas.max() * 2.0 + 0.05
    sheet_of = np.full(n, -1, np.int64)
    rank = np.zeros(n, np.int64)
    step = np.zeros((n, 3), np.int64)
    area_of = np.zeros(sheets, np.int64)
    # The staged plan's sheets are refilled from its own sequence of pieces: nothing is lost by
    # starting from scratch, since the better of both plans is returned.
    seed = np.array([budget.seed * 2 + 1], np.uint64)
    best: tuple[float, tuple[Longs, ...]] | None = None
    limit, done, warmth = budget.work_limit, 0, 0.02
    per_call = max(20, ROUNDS * 50 // max(50, n))
    types = np.ascontiguousarray(type_of, np.int32)
    while not budget.expired() and (limit is None or done < limit):
        regroup(
            sheet_of,
            rank,
            step,
            kind_of,
            area_of,
            sheets,
            n,
            instance.size,
            types,
            _plain_turns(instance),
            instance.batch,
            instance.rules.batch_reach,
            np.ascontiguousarray(instance.plates[:, 0]),
            price,
            worth,
            open_kinds.astype(np.int64),
            stock,
            per_call,
            warmth,
            seed,
        )
        done += per_call
        warmth *= 0.97
        cost = float(price[kind_of[area_of > 0]].sum())
        cost += float(worth[types[sheet_of < 0]].sum()) * (1.0 if worthy else 20.0)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, (sheet_of.copy(), rank.copy(), step.copy(), kind_of.copy()))
        if not worthy and not (sheet_of < 0).any() and len(stock) == 1:
            if int((area_of > 0).sum()) <= least:
                break
            smallest = int(np.where(area_of > 0, area_of, np.iinfo(np.int64).max).argmin())
            if area_of[smallest] == 0:
                break
            # One sheet fewer: its pieces have to find room elsewhere.
            sheet_of[sheet_of == smallest] = -1
            keep = np.arange(sheets) != smallest
            place = np.cumsum(keep) - 1
            held = sheet_of >= 0
            sheet_of[held] = place[sheet_of[held]]
            kind_of, area_of = kind_of[keep], area_of[keep]
            sheets -= 1
            if sheets == 0:
                break
            warmth = 0.02
    if best is None:
        return start
    found = _outcome(instance, types, *best[1])
    found.rounds = start.rounds + done
    return found if _cost(instance, found) < _cost(instance, start) - 1e-9 else start


def _plain_turns(instance: CuttingInstance) -> Longs:
    return np.ascontiguousarray(instance.turns.astype(np.int64))


def _cost(instance: CuttingInstance, outcome: Outcome) -> float:
    if instance.problem.objective == CuttingObjective.MOST_VALUE:
        return float(sum(int(instance.worth[t]) for t in outcome.left))
    return float(
        sum(instance.price[pattern.kind] for pattern in outcome.patterns) + 1e6 * len(outcome.left)
    )


def _outcome(
    instance: CuttingInstance,
    type_of: NDArray[np.int32],
    sheet_of: Longs,
    rank: Longs,
    step: Longs,
    kind_of: Longs,
) -> Outcome:
    patterns = []
    for sheet in range(kind_of.shape[0]):
        own = np.flatnonzero(sheet_of == sheet)
        if own.shape[0] == 0:
            continue
        own = own[np.argsort(rank[own], kind="stable")]
        patterns.append(_tree(instance, int(kind_of[sheet]), own.tolist(), type_of, step))
    left = [int(type_of[p]) for p in np.flatnonzero(sheet_of < 0)]
    return Outcome(patterns, left)


class _Leaf:
    """A rectangle of the tree in the making; `blocks` is where its content is to be put."""

    def __init__(self, width: int, height: int, owner: Block) -> None:
        self.width, self.height, self.owner = width, height, owner


def _tree(
    instance: CuttingInstance, kind: int, own: list[int], type_of: NDArray[np.int32], step: Longs
) -> Pattern:
    """Replays the steps of one sheet."""
    width, height = (int(measure) for measure in instance.plates[kind, 0])
    root = Block(height)
    leaves = [_Leaf(width, height, root)]
    for piece in own:
        number, split, turn = (int(value) for value in step[piece])
        leaf = leaves[number]
        t = int(type_of[piece])
        w, h = int(instance.size[t, turn]), int(instance.size[t, 1 - turn])
        lengthwise = split == 0
        block = leaf.owner
        block.along = Axis.LENGTH if lengthwise else Axis.WIDTH
        first = Block(h if lengthwise else w, Axis.WIDTH if lengthwise else Axis.LENGTH)
        cut = Block(w if lengthwise else h, piece=t, turned=bool(turn))
        inner = Block(leaf.width - w if lengthwise else leaf.height - h)
        outer = Block(leaf.height - h if lengthwise else leaf.width - w)
        first.blocks = [cut, inner]
        block.blocks = [first, outer]
        if lengthwise:
            leaves[number] = _Leaf(leaf.width, leaf.height - h, outer)
            leaves.append(_Leaf(leaf.width - w, h, inner))
        else:
            leaves[number] = _Leaf(w, leaf.height - h, inner)
            leaves.append(_Leaf(leaf.width - w, leaf.height, outer))
    _prune(root)
    return Pattern(kind, root.along, root.blocks)


def _prune(block: Block) -> None:
    """Drops leaves without pieces; what is left of a part is waste without a block of its own."""
    for inner in block.blocks:
        _prune(inner)
    block.blocks = [inner for inner in block.blocks if inner.piece >= 0 or inner.blocks]
