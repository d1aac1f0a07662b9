"""Cartons, pallets and containers: which units to take and where every piece stands."""

from optimizer.packing.batch import pack_batch
from optimizer.packing.check import BrokenPlanError, check_plan
from optimizer.packing.model import (
    BatchPackProblem,
    Item,
    Load,
    LoadUnit,
    PackingAnswer,
    PackingObjective,
    PackingPlan,
    PackingProblem,
    PackingRules,
    PackOrder,
    PackOrderResult,
    PackOrderStatus,
    Placement,
    PreloadedPiece,
    UnpackedItem,
    UnpackedReason,
    UprightDimension,
)
from optimizer.packing.pack import pack, warm
from optimizer.packing.rates import (
    RateSurcharge,
    RateTable,
    RateZone,
    WeightStep,
    billed_weight_g,
    charge_minor,
)
from optimizer.packing.rules_model import (
    Axle,
    CentreOfGravityWindow,
    DoorSide,
    GroupRule,
    ReservedSpace,
    StackingRule,
)
from optimizer.packing.validate import batch_cross_faults, cross_faults
from optimizer.packing.violation import Violation

__all__ = [
    "Axle",
    "BatchPackProblem",
    "BrokenPlanError",
    "CentreOfGravityWindow",
    "DoorSide",
    "GroupRule",
    "Item",
    "Load",
    "LoadUnit",
    "PackOrder",
    "PackOrderResult",
    "PackOrderStatus",
    "PackingAnswer",
    "PackingObjective",
    "PackingPlan",
    "PackingProblem",
    "PackingRules",
    "Placement",
    "PreloadedPiece",
    "RateSurcharge",
    "RateTable",
    "RateZone",
    "ReservedSpace",
    "StackingRule",
    "UnpackedItem",
    "UnpackedReason",
    "UprightDimension",
    "Violation",
    "WeightStep",
    "batch_cross_faults",
    "billed_weight_g",
    "charge_minor",
    "check_plan",
    "cross_faults",
    "pack",
    "pack_batch",
    "warm",
]
