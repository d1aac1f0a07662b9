"""Faults of suite problems that no single field shows; same promises as `validate.py`."""

from __future__ import annotations

from optimizer.cutting.suite_model import SuiteObjective, SuiteProblem
from optimizer.faults import Fault
from optimizer.packing.model import BatchPackProblem
from optimizer.packing.rules_asked import physical_item_rules, physical_plan_rules
from optimizer.packing.validate import batch_cross_faults

_WHO = "the choice of a suite"


def suite_faults(problem: SuiteProblem) -> list[Fault]:
    """All faults of a suite problem that concern more than one field."""
    batch = BatchPackProblem.model_construct(
        orders=problem.orders or (), load_units=problem.present_cartons or ()
    )
    faults = [
        _renamed(fault) if fault.path[0] == "load_units" else fault
        for fault in batch_cross_faults(batch)
    ]
    faults += physical_plan_rules(problem.rules, _WHO)
    for position, order in enumerate(problem.orders or ()):
        faults += [
            fault.under("orders", position) for fault in physical_item_rules(order.items, _WHO)
        ]
    low, high = problem.minimum, problem.maximum
    if low is not None and high is not None:
        for measure in ("length_mm", "width_mm", "height_mm"):
            least, most = getattr(low, measure), getattr(high, measure)
            if least is not None and most is not None and least > most:
                faults.append(
                    Fault(
                        ("minimum", measure),
                        least,
                        f"is above the maximum of {most} mm: no carton fits the limits",
                        "check whether minimum and maximum were swapped",
                    )
                )
    costs = (problem.parcel_cost_minor or 0) + (problem.square_metre_cost_minor or 0)
    if problem.objective == SuiteObjective.LOWEST_COST and not costs:
        faults.append(
            Fault(
                ("objective",),
                "lowest_cost",
                "needs a cost, and neither parcels nor board have one",
                "give parcel_cost or square_metre_cost, or another objective",
            )
        )
    return faults


def _renamed(fault: Fault) -> Fault:
    """The packing room calls cartons load units."""
    return Fault(("present_cartons", *fault.path[1:]), fault.value, fault.problem, fault.remedy)
