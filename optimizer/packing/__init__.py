"""Cartons, pallets and containers: which units to take and where every piece stands."""

from optimizer.packing.batch import pack_batch
from optimizer.packing.check import BrokenPlanError, Violation, check_plan
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
    Placement,
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
from optimizer.packing.validate import batch_cross_faults, cross_faults

__all__ = [
    "BatchPackProblem",
    "BrokenPlanError",
    "Item",
    "Load",
    "LoadUnit",
    "PackOrder",
    "PackOrderResult",
    "PackingAnswer",
    "PackingObjective",
    "PackingPlan",
    "PackingProblem",
    "PackingRules",
    "Placement",
    "RateSurcharge",
    "RateTable",
    "RateZone",
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
