"""Faults of right-sizing problems that no single field shows; same promises as `validate.py`."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.cutting.right_sized_model import (
    BatchRightSizeProblem,
    BoxMachine,
    BoxObjective,
    RightSizeProblem,
)
from optimizer.faults import Fault
from optimizer.packing.model import BatchPackProblem, Item, PackingProblem
from optimizer.packing.validate import batch_cross_faults
from optimizer.packing.validate import cross_faults as packing_faults

MAX_PIECES = 1_000
_MEASURES = ("length_mm", "width_mm", "height_mm")


def right_size_faults(problem: RightSizeProblem) -> list[Fault]:
    """All faults of a right-sizing problem that concern more than one field."""
    packing = PackingProblem.model_construct(
        items=problem.items or (),
        load_units=problem.cartons or (),
        rules=problem.rules,
        rate_table=problem.rate_table,
        rate_zone_id=problem.rate_zone_id or "",
    )
    faults = [_renamed(fault) for fault in packing_faults(packing)]
    return [*faults, *_order_faults(problem.items or ()), *_catalogue_faults(problem)]


def batch_right_size_faults(batch: BatchRightSizeProblem) -> list[Fault]:
    """All faults of a batch that concern more than one field."""
    packing = BatchPackProblem.model_construct(
        orders=batch.orders or (),
        load_units=batch.cartons or (),
        rules=batch.rules,
        rate_table=batch.rate_table,
    )
    faults = [_renamed(fault) for fault in batch_cross_faults(packing)]
    for position, order in enumerate(batch.orders or ()):
        faults += [fault.under("orders", position) for fault in _order_faults(order.items or ())]
    return [*faults, *_catalogue_faults(batch)]


def _order_faults(items: tuple[Item, ...]) -> Iterator[Fault]:
    pieces = sum(max(0, item.quantity or 0) for item in items)
    if pieces > MAX_PIECES:
        yield Fault(
            ("items",),
            pieces,
            f"holds {pieces:,} pieces, more than {MAX_PIECES:,}",
            "split the order",
        )
    for position, item in enumerate(items):
        if item.ships_in_own_container:
            yield Fault(
                ("items", position, "ships_in_own_container"),
                True,
                "needs no box",
                "leave the item out of what is boxed",
            )


def _catalogue_faults(problem: RightSizeProblem | BatchRightSizeProblem) -> Iterator[Fault]:
    """Faults of machine, cartons and rates."""
    if problem.machine is None and not problem.cartons:
        yield Fault(
            ("machine",),
            None,
            "is missing, and there are no cartons either",
            "describe the machine, or list cartons to choose from",
        )
    if problem.machine is not None:
        yield from machine_faults(problem.machine)
    if problem.rate_table is not None and problem.objective != BoxObjective.LOWEST_COST:
        yield Fault(
            ("rate_table",),
            "given",
            "counts only under the objective of lowest cost",
            "set the objective to lowest cost, or leave the rates out",
        )
    if problem.min_cut_height_mm is not None and not problem.cut_down:
        yield Fault(
            ("min_cut_height_mm",),
            problem.min_cut_height_mm,
            "counts only for cartons that are cut down",
            "set cut_down, or leave it out",
        )


def _renamed(fault: Fault) -> Fault:
    """The packing room calls cartons load units."""
    if fault.path[0] != "load_units":
        return fault
    return Fault(("cartons", *fault.path[1:]), fault.value, fault.problem, fault.remedy)


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
