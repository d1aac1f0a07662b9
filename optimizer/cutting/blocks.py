"""Cuboids from blocks by guillotine cuts: sequences tried many ways, the fullest blocks kept.

Each round keeps some of the fullest blocks of the best plan, and cuts all other pieces anew from a
blurred sequence; the plan with less cost, then more uneven filling, stays.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.cutting.block_check import require_sound
from optimizer.cutting.block_cuts import cuts_of
from optimizer.cutting.block_model import (
    BlockAnswer,
    BlockPart,
    BlockPlan,
    BlockProblem,
    Cuboid,
    CutBlock,
    CutPlane,
    UncutCuboid,
)
from optimizer.cutting.kernels.blocks import LOST, RULES, SEQUENCES, fill_block
from optimizer.cutting.model import MAX_PIECES, PartKind
from optimizer.faults import Fault, InvalidProblemError, duplicate_id_faults
from optimizer.shapes import SearchReport, Size

PLANES = (CutPlane.LENGTH, CutPlane.WIDTH, CutPlane.HEIGHT)
Longs = NDArray[np.int64]


def block_faults(problem: BlockProblem) -> list[Fault]:
    """All faults of a block problem that concern more than one field."""
    faults = duplicate_id_faults("cuboids", problem.cuboids)
    faults += duplicate_id_faults("blocks", problem.blocks)
    pieces = sum(max(0, cuboid.quantity or 0) for cuboid in problem.cuboids or ())
    if pieces > MAX_PIECES:
        faults.append(
            Fault(
                ("cuboids",),
                pieces,
                f"holds {pieces:,} pieces, more than {MAX_PIECES:,}",
                "split the request",
            )
        )
    return faults


@dataclass
class _Filled:
    """One block: kind, pieces in the order cut, and their steps (leaf, sequence, turn)."""

    kind: int
    pieces: Longs
    steps: Longs
    volume: int


def cut_blocks(problem: BlockProblem, budget: Budget) -> BlockAnswer:
    """The best plan found; it has passed the checker. `work_limit` counts rounds.

    Raises InvalidProblemError with all faults.
    """
    faults = block_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    started = time.monotonic()
    search = _BlockSearch(problem, budget)
    plan = require_sound(problem, search.run())
    report = SearchReport(
        engine="block_leaves",
        elapsed_ms=round((time.monotonic() - started) * 1000),
        proved_optimal=len(problem.blocks) == 1
        and not plan.uncut
        and plan.block_count == plan.block_count_lower_bound,
        time_limit_reached=budget.expired(),
    )
    return BlockAnswer(plan, report)


class _BlockSearch:
    """One call; all measures hold the kerf."""

    def __init__(self, problem: BlockProblem, budget: Budget) -> None:
        self.problem = problem
        self.budget = budget
        kerf = problem.kerf_mm
        self.inner = np.array([_measures(block.size, kerf) for block in problem.blocks], np.int64)
        self.capacity = self.inner.prod(axis=1)
        rows: list[tuple[int, int, int]] = []
        first = [0]
        for cuboid in problem.cuboids:
            rows += _turns(cuboid, kerf)
            first.append(len(rows))
        self.turns = np.array(rows, np.int64)
        self.first_turn = np.array(first, np.int64)
        self.fits = np.array(
            [
                any((turn <= inner).all() for inner in self.inner for turn in self.turns[a:b])
                for a, b in pairwise(first)
            ]
        )
        quantity = np.array([cuboid.quantity for cuboid in problem.cuboids], np.int64)
        self.type_of = np.repeat(np.arange(len(problem.cuboids)), np.where(self.fits, quantity, 0))
        self.volume = self.turns[self.first_turn[:-1]].prod(axis=1)
        priced = any(block.cost_minor for block in problem.blocks)
        self.price = np.array(
            [block.cost_minor for block in problem.blocks] if priced else self.capacity, np.float64
        )
        self.stock = np.array(
            [-1 if block.stock is None else block.stock for block in problem.blocks], np.int64
        )
        self.chance = np.random.default_rng(budget.seed)
        n = self.type_of.shape[0]
        self.leaves = np.zeros((2 * n + 3, 5), np.int64)
        self.stages = LOST - 1 if problem.stages is None else problem.stages
        self.step = np.zeros((n, 3), np.int64)

    def run(self) -> BlockPlan:
        """Rounds until the bound or the budget."""
        n = self.type_of.shape[0]
        total = int(self.volume[self.type_of].sum())
        bound = -(-total // int(self.capacity.max())) if n else 0
        best: list[_Filled] = []
        left: Longs = np.arange(n)
        best_rank: tuple[float, ...] | None = None
        rounds, limit = 0, self.budget.work_limit
        while n and (rounds == 0 or not self.budget.expired()):
            if limit is not None and rounds >= limit and rounds:
                break
            keep = self._kept(best) if rounds % 4 else []
            filled, rest = self._round(keep, plain=rounds == 0)
            rank = self._rank(filled, rest)
            if best_rank is None or rank < best_rank:
                best, left, best_rank = filled, rest, rank
            rounds += 1
            if len(self.inner) == 1 and not left.shape[0] and len(best) == bound:
                break
        return self._plan(best, left, bound)

    def _kept(self, best: list[_Filled]) -> list[_Filled]:
        ordered = sorted(best, key=lambda one: -one.volume / float(self.capacity[one.kind]))
        return ordered[: int(self.chance.integers(0, len(ordered) + 1))]

    def _rank(self, filled: list[_Filled], rest: Longs) -> tuple[float, ...]:
        cost = sum(float(self.price[one.kind]) for one in filled)
        uneven = sum((one.volume / float(self.capacity[one.kind])) ** 2 for one in filled)
        return (float(self.volume[self.type_of[rest]].sum()), cost, -uneven)

    def _round(self, keep: list[_Filled], *, plain: bool) -> tuple[list[_Filled], Longs]:
        filled = list(keep)
        taken = np.zeros(self.type_of.shape[0], np.bool_)
        used = Counter(one.kind for one in keep)
        for one in keep:
            taken[one.pieces] = True
        keys = self.volume.astype(float)
        if self.chance.random() < 0.5 and not plain:
            keys = self.turns[self.first_turn[:-1]].max(axis=1).astype(float)
        blur = 0.0 if plain else 0.8 * self.chance.random()
        by_kind = keys * (1 + blur * self.chance.random(keys.shape[0]))
        rest = np.flatnonzero(~taken)
        rest = rest[np.argsort(-by_kind[self.type_of[rest]], kind="stable")]
        while rest.shape[0] and not (filled and self.budget.expired() and not plain):
            kinds = [
                k
                for k in range(self.inner.shape[0])
                if self.stock[k] < 0 or used[k] < int(self.stock[k])
            ]
            tried: list[tuple[float, _Filled]] = []
            for kind in kinds:
                for _ in range(1 if plain else 2):
                    rule = 0 if plain else int(self.chance.integers(RULES))
                    volume = fill_block(
                        self.inner[kind],
                        rest,
                        rest.shape[0],
                        self.type_of,
                        self.first_turn,
                        self.turns,
                        rule,
                        self.stages,
                        self.leaves,
                        self.step,
                    )
                    if volume:
                        own = rest[self.step[rest, 0] >= 0]
                        one = _Filled(kind, own, self.step[own].copy(), int(volume))
                        tried.append((volume / float(self.price[kind] or 1.0), one))
            if not tried:
                break
            _, chosen = max(tried, key=lambda entry: entry[0])
            filled.append(chosen)
            used[chosen.kind] += 1
            taken[chosen.pieces] = True
            rest = rest[~taken[rest]]
        return filled, rest

    def _plan(self, filled: list[_Filled], left: Longs, bound: int) -> BlockPlan:
        problem = self.problem
        drawn: dict[tuple[str, tuple[BlockPart, ...]], int] = {}
        for one in filled:
            key = (problem.blocks[one.kind].id, self._parts(one))
            drawn[key] = drawn.get(key, 0) + 1
        sizes = {block.id: block.size for block in problem.blocks}
        blocks = tuple(
            CutBlock(
                id=f"K{number}",
                block_id=block_id,
                quantity=times,
                parts=parts,
                cuts=cuts_of(parts),
                fill_share=sum(p.size.volume_mm3 for p in parts if p.kind == PartKind.PIECE)
                / sizes[block_id].volume_mm3,
            )
            for number, ((block_id, parts), times) in enumerate(drawn.items(), 1)
        )
        costs = {block.id: block.cost_minor for block in problem.blocks}
        priced = any(costs.values())
        return BlockPlan(
            blocks=blocks,
            uncut=tuple(self._uncut(left)),
            block_count=sum(block.quantity for block in blocks),
            block_count_lower_bound=0 if left.shape[0] else bound,
            cost_minor=sum(costs[block.block_id] * block.quantity for block in blocks)
            if priced
            else None,
        )

    def _uncut(self, left: Longs) -> list[UncutCuboid]:
        problem = self.problem
        count = Counter(self.type_of[left].tolist())
        found = []
        for t, cuboid in enumerate(problem.cuboids):
            if not self.fits[t]:
                words = "larger than every block in every allowed position"
                found.append(
                    UncutCuboid(cuboid_id=cuboid.id, quantity=cuboid.quantity, explanation=words)
                )
            elif count[t]:
                words = "the blocks in stock are used up, or no room was found in time"
                found.append(UncutCuboid(cuboid_id=cuboid.id, quantity=count[t], explanation=words))
        return found

    def _parts(self, one: _Filled) -> tuple[BlockPart, ...]:
        """Replays the steps of one block as a tree of true measures."""
        kerf = self.problem.kerf_mm
        root = _Node((0, 0, 0), self.inner[one.kind].tolist())
        leaves = [root]
        for piece, (leaf, sequence, turn) in zip(
            one.pieces.tolist(), one.steps.tolist(), strict=True
        ):
            node = leaves[leaf]
            size = self.turns[turn].tolist()
            rests = []
            for axis in SEQUENCES[sequence]:
                inside, behind = node.part(axis, size[axis])
                rests.append(behind)
                node = inside
            node.cuboid = int(self.type_of[piece])
            leaves[leaf] = rests[0]
            leaves += rests[1:]
        return tuple(self._written(root, "1", "", kerf))

    def _written(self, node: _Node, part_id: str, parent_id: str, kerf: int) -> list[BlockPart]:
        size = [measure - kerf for measure in node.size]
        children = [child for child in node.children if min(child.size) > kerf]
        if len(children) == 1 and children[0].size == node.size:
            return self._written(children[0], part_id, parent_id, kerf)
        kind, plane, name = PartKind.DIVIDED, CutPlane.NONE, ""
        if node.cuboid >= 0:
            kind, name = PartKind.PIECE, self.problem.cuboids[node.cuboid].id
        elif children:
            plane = PLANES[node.axis]
        else:
            least = self.problem.min_offcut_mm
            kept = least is not None and min(size) >= least
            kind = PartKind.OFFCUT if kept else PartKind.WASTE
        x, y, z = node.origin
        part = BlockPart(
            id=part_id,
            parent_id=parent_id,
            kind=kind,
            plane=plane,
            x_mm=x,
            y_mm=y,
            z_mm=z,
            size=Size(length_mm=size[0], width_mm=size[1], height_mm=size[2]),
            cuboid_id=name,
        )
        found = [part]
        for number, child in enumerate(children, 1):
            found += self._written(child, f"{part_id}.{number}", part_id, kerf)
        return found


class _Node:
    """A part in the making; `axis` is the one across which it is cut."""

    def __init__(self, origin: tuple[int, int, int], size: list[int]) -> None:
        self.origin, self.size = origin, size
        self.children: list[_Node] = []
        self.axis = -1
        self.cuboid = -1

    def part(self, axis: int, at: int) -> tuple[_Node, _Node]:
        """The part before a cut at `at` from the origin, and the one behind it."""
        before, behind = list(self.size), list(self.size)
        before[axis], behind[axis] = at, self.size[axis] - at
        moved = list(self.origin)
        moved[axis] += at
        self.axis = axis
        self.children = [
            _Node(self.origin, before),
            _Node((moved[0], moved[1], moved[2]), behind),
        ]
        return self.children[0], self.children[1]


def _measures(size: Size, kerf: int) -> tuple[int, int, int]:
    return size.length_mm + kerf, size.width_mm + kerf, size.height_mm + kerf


def _turns(cuboid: Cuboid, kerf: int) -> list[tuple[int, int, int]]:
    measures = _measures(cuboid.size, kerf)
    if not cuboid.may_turn:
        return [measures]
    return [(a, b, c) for a, b, c in dict.fromkeys(permutations(measures))]
