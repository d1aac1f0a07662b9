"""Small problems that several tests use, and a way to draw random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from optimizer.packing import (
    Item,
    LoadUnit,
    PackingObjective,
    PackingProblem,
    PackingRules,
    UprightDimension,
)
from optimizer.shapes import Size


def size(length: int, width: int, height: int) -> Size:
    return Size(length_mm=length, width_mm=width, height_mm=height)


def item(name: str, length: int, width: int, height: int, **more: object) -> Item:
    return Item.model_validate(
        {"id": name, "size": size(length, width, height), **more}, strict=False
    )


def unit(name: str, length: int, width: int, height: int, **more: object) -> LoadUnit:
    return LoadUnit.model_validate(
        {"id": name, "inner_size": size(length, width, height), **more}, strict=False
    )


def problem(
    items: list[Item],
    units: list[LoadUnit],
    objective: PackingObjective = PackingObjective.FEWEST_UNITS,
    share: float | None = None,
) -> PackingProblem:
    return PackingProblem(
        items=tuple(items),
        load_units=tuple(units),
        objective=objective,
        rules=None if share is None else PackingRules(min_support_share=share),
    )


@st.composite
def random_problems(draw: st.DrawFn, objective: PackingObjective | None = None) -> PackingProblem:
    """Up to seven kinds of item and three of unit, with every field that the models have."""
    sides = st.integers(1, 12)
    items = [
        Item(
            id=f"i{i}",
            size=size(draw(sides), draw(sides), draw(sides)),
            weight_g=draw(st.integers(0, 30)),
            quantity=draw(st.integers(1, 6)),
            upright_dimensions=tuple(
                draw(st.lists(st.sampled_from(UprightDimension), unique=True, max_size=3))
            ),
            fixed_heading=draw(st.booleans()),
        )
        for i in range(draw(st.integers(1, 7)))
    ]
    rooms = st.integers(4, 20)
    units = []
    for i in range(draw(st.integers(1, 3))):
        tare = draw(st.integers(0, 5))
        units.append(
            LoadUnit(
                id=f"u{i}",
                inner_size=size(draw(rooms), draw(rooms), draw(rooms)),
                tare_weight_g=tare,
                max_gross_weight_g=draw(st.none() | st.integers(tare + 1, 200)),
                cost_minor=draw(st.integers(0, 500)),
                stock=draw(st.none() | st.integers(0, 4)),
            )
        )
    chosen = objective or draw(st.sampled_from(PackingObjective))
    return problem(items, units, chosen, draw(st.sampled_from([0.0, 0.5, 1.0])))
