"""Blocks into cuboids: exact fits, kerf, checker, reasons."""

from __future__ import annotations

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
)
def test_every_plan_passes_the_checker(
    sizes: list[tuple[int, int, int]], kerf: int, turn: bool, offcut: int | None
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
