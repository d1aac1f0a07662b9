"""Compiles every kernel of the room, or loads it from the cache, with tiny problems."""

from __future__ import annotations

from optimizer.budget import Budget
from optimizer.cutting.block_model import Block, BlockProblem, Cuboid
from optimizer.cutting.blocks import cut_blocks
from optimizer.cutting.cut import cut
from optimizer.cutting.model import (
    CutStyle,
    CuttingObjective,
    CuttingProblem,
    CuttingRules,
    Rectangle,
    Sheet,
)
from optimizer.cutting.right_sized_model import BoxMachine, RightSizeProblem
from optimizer.cutting.right_sizing import right_size
from optimizer.cutting.suite import choose_suite
from optimizer.cutting.suite_model import SuiteProblem
from optimizer.packing.model import Item, PackOrder
from optimizer.shapes import Size


def warm() -> None:
    """Makes the first call as fast as the second."""
    pieces = tuple(
        Rectangle(id=f"r{i}", length_mm=3 + i, width_mm=2 + i, quantity=3) for i in range(2)
    )
    for stages, style, objective, stock in (
        (None, CutStyle.NON_EXACT, CuttingObjective.FEWEST_SHEETS, None),
        (3, CutStyle.HOMOGENEOUS, CuttingObjective.FEWEST_SHEETS, None),
        (2, CutStyle.NON_EXACT, CuttingObjective.MOST_VALUE, 1),
    ):
        problem = CuttingProblem(
            rectangles=pieces,
            sheets=(Sheet(id="s", length_mm=7, width_mm=6, stock=stock),),
            objective=objective,
            rules=CuttingRules(stages=stages, style=style),
        )
        cut(problem, Budget.work(20))
    # More pieces than sorts: bands are knapsacks, and sheets are emptied and filled again.
    odd = tuple(
        Rectangle(id=f"o{i}", length_mm=5 + i % 5, width_mm=6 + i % 7, quantity=4) for i in range(9)
    )
    for objective, stock in (
        (CuttingObjective.FEWEST_SHEETS, None),
        (CuttingObjective.MOST_VALUE, 1),
    ):
        several = CuttingProblem(
            rectangles=odd,
            sheets=(Sheet(id="s", length_mm=23, width_mm=21, stock=stock),),
            objective=objective,
            rules=CuttingRules(stages=3, style=CutStyle.HOMOGENEOUS),
        )
        cut(several, Budget.work(40))
    item = Item(id="i", size=Size(length_mm=3, width_mm=2, height_mm=1), quantity=2)
    least = Size(length_mm=1, width_mm=1, height_mm=1)
    most = Size(length_mm=9, width_mm=9, height_mm=9)
    foam = (Block(id="f", size=most),)
    cut_blocks(BlockProblem(cuboids=(Cuboid(id="c", size=least),), blocks=foam), Budget.work(1))
    machine = BoxMachine(minimum=least, maximum=most)
    # The fragile piece takes the way through the packing room.
    for piece in (item, item.model_copy(update={"fragile": True})):
        right_size(RightSizeProblem(items=(piece,), machine=machine), Budget.work(5))
    choose_suite(
        SuiteProblem(
            orders=(PackOrder(id="o", items=(item,)),), minimum=least, maximum=most, step_mm=1
        ),
        Budget.work(5),
    )
