"""Faults of right-sizing problems that no single field shows; same promises as `validate.py`."""

from __future__ import annotations

from optimizer.cutting.right_sized_model import (
    BoxMachine,
    BoxObjective,
    CarrierRates,
    RightSizeProblem,
)
from optimizer.faults import Fault, duplicate_id_faults

MAX_PIECES = 1_000
_MEASURES = ("length_mm", "width_mm", "height_mm")


def right_size_faults(problem: RightSizeProblem) -> list[Fault]:
    """All faults of a right-sizing problem that concern more than one field."""
    faults = duplicate_id_faults("items", problem.items)
    pieces = sum(max(0, item.quantity or 0) for item in problem.items or ())
    if pieces > MAX_PIECES:
        faults.append(
            Fault(
                ("items",),
                pieces,
                f"holds {pieces:,} pieces, more than {MAX_PIECES:,}",
                "split the order into several requests",
            )
        )
    faults += duplicate_id_faults("cartons", problem.cartons)
    if problem.machine is None and not problem.cartons:
        faults.append(
            Fault(
                ("machine",),
                None,
                "is missing, and there are no cartons either",
                "describe the machine, or list cartons to choose from",
            )
        )
    if problem.machine is not None:
        faults += machine_faults(problem.machine)
    if problem.carrier is not None:
        faults += carrier_faults(problem.carrier)
        if problem.objective != BoxObjective.LOWEST_COST:
            faults.append(
                Fault(
                    ("carrier",),
                    "given",
                    "counts only under the objective of lowest cost",
                    "set the objective to lowest cost, or leave the carrier out",
                )
            )
    return faults


def machine_faults(machine: BoxMachine) -> list[Fault]:
    """Limits that fit no box."""
    faults = []
    low, high = machine.minimum, machine.maximum
    if low is not None and high is not None:
        for measure in _MEASURES:
            least, most = getattr(low, measure), getattr(high, measure)
            if least is not None and most is not None and least > most:
                faults.append(
                    Fault(
                        ("machine", "minimum", measure),
                        least,
                        f"is above the maximum of {most} mm: no box fits the limits",
                        "check whether minimum and maximum were swapped",
                    )
                )
    if high is not None and machine.padding_mm is not None:
        for measure in _MEASURES:
            most = getattr(high, measure)
            if most is not None and 2 * machine.padding_mm >= most:
                faults.append(
                    Fault(
                        ("machine", "padding_mm"),
                        machine.padding_mm,
                        f"on both sides leaves nothing of the maximum {measure[:-3]} of {most} mm",
                        "give less padding or a larger machine",
                    )
                )
                break
    return faults


def carrier_faults(carrier: CarrierRates) -> list[Fault]:
    """Steps that do not rise."""
    faults = []
    before_weight, before_cost = 0, 0
    for position, step in enumerate(carrier.steps or ()):
        weight, cost = step.max_weight_g or 0, step.parcel_cost_minor or 0
        if weight <= before_weight:
            faults.append(
                Fault(
                    ("carrier", "steps", position, "max_weight_g"),
                    weight,
                    f"is not above the step before, {before_weight} g",
                    "list the steps by rising weight",
                )
            )
        if cost < before_cost:
            faults.append(
                Fault(
                    ("carrier", "steps", position, "parcel_cost_minor"),
                    cost,
                    "is below the cost of a lighter parcel",
                    "list costs that never fall as weight rises",
                )
            )
        before_weight, before_cost = max(before_weight, weight), max(before_cost, cost)
    return faults
