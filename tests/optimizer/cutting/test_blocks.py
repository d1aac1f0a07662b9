"""Blocks into cuboids: exact fits, kerf, checker, reasons."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.cutting.block_check import check_blocks
from optimizer.cutting.block_model import Block, BlockPlan, BlockProblem, Cuboid, CutBlock
from optimizer.cutting.blocks import cut_blocks
from optimizer.cutting.model import PartKind
from optimizer.faults import InvalidProblemError
from optimizer.shapes import Size
from tests.optimizer.cutting.cases import partitions

Sides = tuple[int, int, int]


def _size(a: int, b: int, c: int) -> Size:
    return Size(length_mm=a, width_mm=b, height_mm=c)


def _problem(kerf: int = 0, **update: object) -> BlockProblem:
    problem = BlockProblem(
        cuboids=(Cuboid(id="a", size=_size(50, 40, 30), quantity=8, may_turn=True),),
        blocks=(Block(id="foam", size=_size(100, 80, 60)),),
        kerf_mm=kerf,
    )
    return problem.model_copy(update=update)


def test_eight_cuboids_fill_a_block_and_the_kerf_costs_another() -> None:
    assert cut_blocks(_problem(), Budget.work(20)).plan.block_count == 1
    assert cut_blocks(_problem(1), Budget.work(20)).plan.block_count > 1


@settings(deadline=None, max_examples=40)
@given(
    sizes=st.lists(st.tuples(*[st.integers(1, 30)] * 3), min_size=1, max_size=10),
    kerf=st.integers(0, 3),
    turn=st.booleans(),
    offcut=st.one_of(st.none(), st.integers(1, 10)),
    stages=st.one_of(st.none(), st.integers(2, 5)),
)
def test_every_plan_passes_the_checker(
    sizes: list[tuple[int, int, int]], kerf: int, turn: bool, offcut: int | None, stages: int | None
) -> None:
    problem = BlockProblem(
        cuboids=tuple(
            Cuboid(id=f"c{i}", size=_size(*measures), quantity=1 + i % 3, may_turn=turn)
            for i, measures in enumerate(sizes)
        ),
        blocks=(
            Block(id="large", size=_size(28, 25, 29), cost_minor=9),
            Block(id="old", size=_size(14, 25, 29), cost_minor=2, stock=1),
        ),
        kerf_mm=kerf,
        min_offcut_mm=offcut,
        stages=stages,
    )
    answer = cut_blocks(problem, Budget.work(12))
    assert check_blocks(problem, answer.plan) == []


def test_what_fits_no_block_has_a_reason() -> None:
    plan = cut_blocks(
        _problem(cuboids=(Cuboid(id="a", size=_size(101, 1, 1)),)), Budget.work(5)
    ).plan
    assert plan.uncut[0].explanation
    assert plan.block_count == 0


def _headless(block: CutBlock) -> CutBlock:
    return block.model_copy(update={"parts": block.parts[1:]})


def test_a_spoilt_plan_is_found_out() -> None:
    problem = _problem()
    plan = cut_blocks(problem, Budget.work(5)).plan

    def spoilt(**update: object) -> BlockPlan:
        block = plan.blocks[0]
        parts = list(block.parts)
        at = next(i for i, part in enumerate(parts) if part.kind == PartKind.PIECE)
        parts[at] = parts[at].model_copy(update=update)
        return plan.model_copy(
            update={"blocks": (block.model_copy(update={"parts": tuple(parts)}),)}
        )

    def kinds(broken: BlockPlan) -> set[str]:
        return {violation.kind for violation in check_blocks(problem, broken)}

    assert kinds(plan) == set()
    assert "guillotine" in kinds(spoilt(x_mm=3))
    assert "unknown_piece" in kinds(spoilt(cuboid_id="zz"))
    assert "root" in kinds(plan.model_copy(update={"blocks": (_headless(plan.blocks[0]),)}))
    assert "count" in kinds(spoilt(kind=PartKind.WASTE))
    assert "block_count" in kinds(plan.model_copy(update={"block_count": 3}))


def test_repeated_ids_are_faults() -> None:
    cuboid = Cuboid(id="a", size=_size(1, 1, 1))
    with pytest.raises(InvalidProblemError):
        cut_blocks(_problem(cuboids=(cuboid, cuboid)), Budget.work(1))


# In the plane these fill the square, and only five stages part them.
WINDMILL = [(10, 2), (3, 8), (7, 3), (2, 5), (5, 1), (5, 4)]


def _of_stages(stages: int | None, sizes: Sequence[Sides], block: Sides) -> BlockProblem:
    return BlockProblem(
        cuboids=tuple(Cuboid(id=f"c{i}", size=_size(*sides)) for i, sides in enumerate(sizes)),
        blocks=(Block(id="foam", size=_size(*block)),),
        stages=stages,
    )


def test_stages_are_kept_and_cost_a_block() -> None:
    sizes = [(a, b, 10) for a, b in WINDMILL]
    counts = {}
    for stages in (4, 5, None):
        problem = _of_stages(stages, sizes, (10, 10, 10))
        plan = cut_blocks(problem, Budget.work(3_000)).plan
        assert check_blocks(problem, plan) == []
        counts[stages] = plan.block_count
    assert counts == {4: 2, 5: 1, None: 1}


def test_a_stage_too_many_is_found_out() -> None:
    free = _of_stages(5, [(a, b, 10) for a, b in WINDMILL], (10, 10, 10))
    plan = cut_blocks(free, Budget.work(3_000)).plan
    assert plan.block_count == 1
    bound = free.model_copy(update={"stages": 4})
    assert {violation.kind for violation in check_blocks(bound, plan)} == {"stages"}


def test_trimming_one_piece_is_no_stage() -> None:
    problem = _of_stages(2, [(30, 20, 10)], (100, 80, 60))
    assert cut_blocks(problem, Budget.work(20)).plan.block_count == 1


def _comes_from(
    pieces: Sequence[Sides], box: Sides, most: int, last: int = -1, stage: int = 0
) -> bool:
    """Whether edge-to-edge cuts free all pieces, a single one trimmed at no stage."""
    if any(side > room for piece in pieces for side, room in zip(piece, box, strict=True)):
        return False
    if len(pieces) <= 1:
        return True
    for axis in range(3):
        within = stage + (axis != last)
        if within > most:
            continue
        for count in range(1, len(pieces)):
            for chosen in combinations(range(len(pieces)), count):
                one = [pieces[i] for i in chosen]
                other = [piece for i, piece in enumerate(pieces) if i not in chosen]
                places = {
                    sum(piece[axis] for piece, taken in zip(one, which, strict=True) if taken)
                    for which in product((False, True), repeat=count)
                }
                for at in places:
                    near, far = list(box), list(box)
                    near[axis], far[axis] = at, box[axis] - at
                    if _comes_from(
                        one, (near[0], near[1], near[2]), most, axis, within
                    ) and _comes_from(other, (far[0], far[1], far[2]), most, axis, within):
                        return True
    return False


@pytest.mark.parametrize("stages", [2, 3, 4])
@pytest.mark.parametrize("seed", range(4))
def test_fewest_blocks_in_stages_are_the_enumerated_number(seed: int, stages: int) -> None:
    chance = random.Random(seed)
    sizes = [(chance.randint(2, 7), chance.randint(2, 7), chance.randint(2, 7)) for _ in range(5)]
    block = (10, 9, 8)
    fewest = min(
        len(groups)
        for groups in partitions(range(len(sizes)))
        if all(_comes_from([sizes[i] for i in group], block, stages) for group in groups)
    )
    plan = cut_blocks(_of_stages(stages, sizes, block), Budget.work(600)).plan
    assert plan.block_count == fewest
