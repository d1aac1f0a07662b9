"""Box cutting: sheets into pieces, boxes into blanks, boxes to the order, carton suites."""

from optimizer.cutting.blank import lay_flat
from optimizer.cutting.blank_model import Blank, BlankProblem, Board, BoxOrder, BoxStyle
from optimizer.cutting.block_check import check_blocks
from optimizer.cutting.block_model import BlockAnswer, BlockPlan, BlockProblem
from optimizer.cutting.blocks import cut_blocks
from optimizer.cutting.check import BrokenPlanError, Violation, check_plan
from optimizer.cutting.cut import cut
from optimizer.cutting.model import (
    CutStyle,
    CuttingAnswer,
    CuttingObjective,
    CuttingPlan,
    CuttingProblem,
    CuttingRules,
    Rectangle,
    Sheet,
)
from optimizer.cutting.right_sized_check import check_boxes
from optimizer.cutting.right_sized_model import (
    BoxMachine,
    BoxObjective,
    BoxSource,
    FittedBox,
    RightSizeAnswer,
    RightSizePlan,
    RightSizeProblem,
)
from optimizer.cutting.right_sizing import right_size
from optimizer.cutting.suite import choose_suite
from optimizer.cutting.suite_model import SuiteAnswer, SuiteObjective, SuitePlan, SuiteProblem
from optimizer.cutting.warming import warm

__all__ = [
    "Blank",
    "BlankProblem",
    "BlockAnswer",
    "BlockPlan",
    "BlockProblem",
    "Board",
    "BoxMachine",
    "BoxObjective",
    "BoxOrder",
    "BoxSource",
    "BoxStyle",
    "BrokenPlanError",
    "CutStyle",
    "CuttingAnswer",
    "CuttingObjective",
    "CuttingPlan",
    "CuttingProblem",
    "CuttingRules",
    "FittedBox",
    "Rectangle",
    "RightSizeAnswer",
    "RightSizePlan",
    "RightSizeProblem",
    "Sheet",
    "SuiteAnswer",
    "SuiteObjective",
    "SuitePlan",
    "SuiteProblem",
    "Violation",
    "check_blocks",
    "check_boxes",
    "check_plan",
    "choose_suite",
    "cut",
    "cut_blocks",
    "lay_flat",
    "right_size",
    "warm",
]
