"""A packing instance as a PackingProblem; millimetres of the problem are units of the file."""

from __future__ import annotations

from benchmarks.instances import InstanceError, PackingInstance
from benchmarks.solution import FilledContainer, PackingSolution, PlacedPiece
from optimizer.packing import (
    Item,
    LoadUnit,
    PackingObjective,
    PackingPlan,
    PackingProblem,
    PackingRules,
)
from optimizer.packing.model import UprightDimension
from optimizer.shapes import Size

LENGTH_MAX = 100_000
_UPRIGHT = (UprightDimension.LENGTH, UprightDimension.WIDTH, UprightDimension.HEIGHT)


def _size(sides: tuple[int, int, int]) -> Size:
    return Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])


def packing_problem(instance: PackingInstance, *, support: float = 0.0) -> PackingProblem:
    """The problem to solve; raises InstanceError when a measure is beyond the model."""
    longest = max(max(row.inner) for row in instance.containers)
    if max(longest, *(max(item.size) for item in instance.items)) > LENGTH_MAX:
        raise InstanceError(instance.name, f"has a measure above {LENGTH_MAX}")
    volume = instance.goal == "volume"
    return PackingProblem(
        items=tuple(
            Item(
                id=str(item.row),
                size=_size(item.size),
                weight_g=item.weight,
                quantity=item.quantity,
                upright_dimensions=()
                if all(item.upright)
                else tuple(side for side, up in zip(_UPRIGHT, item.upright, strict=True) if up),
                fixed_heading=not item.may_turn,
            )
            for item in instance.items
        ),
        load_units=tuple(
            LoadUnit(
                id=str(container.row),
                inner_size=_size(container.inner),
                outer_size=None if container.outer is None else _size(container.outer),
                tare_weight_g=container.tare,
                max_gross_weight_g=container.max_gross_weight,
                stock=1 if volume else None,
            )
            for container in instance.containers
        ),
        objective=PackingObjective.MOST_VOLUME if volume else PackingObjective.FEWEST_UNITS,
        rules=PackingRules(min_support_share=support),
    )


def packing_solution(plan: PackingPlan) -> PackingSolution:
    """The plan in the file's rows."""
    return PackingSolution(
        tuple(
            FilledContainer(
                int(load.load_unit_id),
                tuple(
                    PlacedPiece(
                        int(placement.item_id),
                        placement.x_mm,
                        placement.y_mm,
                        placement.z_mm,
                        placement.size.length_mm,
                        placement.size.width_mm,
                        placement.size.height_mm,
                    )
                    for placement in load.placements
                ),
            )
            for load in plan.loads
        )
    )
