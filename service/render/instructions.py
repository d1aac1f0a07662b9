"""How to pack: a page to step through on a screen, and a sheet with a picture per step on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fulfillment.v1 import packing_pb2

from optimizer.packing import Load, LoadUnit, PackingPlan
from optimizer.shapes import Shape
from service.render.loads import load_data, unpacked_data, viewer
from service.render.packing_sheets import MOST_PRINTED, packing_sheets, pictures_of
from service.render.page import page
from service.render.palette import thing_color

MOST_DRAWN = 60_000
"""Boxes that the pictures of one answer show together: what bounds its size."""
MOST_PRINTED_IN_ANSWER = 1_000


class StepPicture(Shape):
    """A load on its way to being full: pieces up to `last_step`, those from `first_step` as new."""

    load_id: str
    first_step: int
    last_step: int
    svg: str


class PackingInstructions(Shape):
    """How to pack a plan: pictures step by step, and a page complete in itself."""

    pictures: tuple[StepPicture, ...] = ()
    page: str = ""


def instruct(load_units: Iterable[LoadUnit], plan: PackingPlan) -> PackingInstructions:
    """Instructions for one plan."""
    units = {unit.id: unit for unit in load_units}
    pictures: list[StepPicture] = []
    drawn = 0
    for load in plan.loads:
        sketch = pictures_of(load_data(load, units), "p")
        drawn += sum(last for _, last in sketch.steps)
        if drawn > MOST_DRAWN:
            break
        pictures += [
            StepPicture(
                load_id=load.id, first_step=first, last_step=last, svg=sketch.picture(first, last)
            )
            for first, last in sketch.steps
        ]
    text = render_instructions(units.values(), [("", plan)], MOST_PRINTED_IN_ANSWER)
    return PackingInstructions(pictures=tuple(pictures), page=text)


def render_instructions(
    load_units: Iterable[packing_pb2.LoadUnit | LoadUnit],
    plans: Sequence[tuple[str, packing_pb2.PackingPlan | PackingPlan]],
    most_printed: int = MOST_PRINTED,
) -> str:
    """A page, complete in itself, for the plans of orders: (order id, plan).

    On the screen each load turns and fills step by step; printed, every step has its picture.
    """
    units = {unit.id: unit for unit in load_units}
    orders: list[dict[str, Any]] = [
        {
            "id": name,
            "name": "",
            "route": "",
            "loads": [load_data(load, units) for load in plan.loads],
            "unpacked": [unpacked_data(item) for item in plan.unpacked],
        }
        for name, plan in plans
    ]
    items = sorted(
        {piece[0] for order in orders for load in order["loads"] for piece in load["pieces"]}
    )
    data = {
        "orders": orders,
        "colors": {item: thing_color(item) for item in items},
        "first": 0,
    }
    number = len(orders)
    title = f"{number} orders" if number != 1 else f"Order {orders[0]['id']}".rstrip()
    return page(
        title=f"Packing instructions: {title}",
        body=viewer(title) + packing_sheets(orders, most_printed),
        styles=("page.css", "loads.css", "instructions.css"),
        script="loads.js",
        data=data,
    )


def load_pictures(
    load: packing_pb2.Load | Load, unit: packing_pb2.LoadUnit | LoadUnit
) -> list[str]:
    """One SVG for each step of a load, each complete in itself."""
    pictures = pictures_of(load_data(load, {unit.id: unit}), "p")
    return [pictures.picture(first, last) for first, last in pictures.steps]
