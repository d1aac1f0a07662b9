"""How to pack: a page to step through on a screen, and a sheet with a picture per step on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fulfillment.v1 import packing_pb2

from service.render.loads import load_data, unpacked_data, viewer
from service.render.page import escape, page
from service.render.palette import thing_color
from service.render.step_pictures import Piece, StepPictures

MOST_PRINTED = 5_000
"""Pieces with a picture each; orders beyond are shown on the screen only."""


def render_instructions(
    load_units: Iterable[packing_pb2.LoadUnit],
    plans: Sequence[tuple[str, packing_pb2.PackingPlan]],
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
    title = f"{number} orders" if number != 1 else f"Order {orders[0]['id']}"
    return page(
        title=f"Packing instructions: {title}",
        body=viewer(title) + "".join(_sheets(orders)),
        styles=("page.css", "loads.css", "instructions.css"),
        script="loads.js",
        data=data,
    )


def load_pictures(load: packing_pb2.Load, unit: packing_pb2.LoadUnit) -> list[str]:
    """One SVG for each step of a load, each complete in itself."""
    pictures = _pictures(load_data(load, {unit.id: unit}), "p")
    return [pictures.picture(first, last) for first, last in pictures.steps]


def _pictures(load: Mapping[str, Any], name: str) -> StepPictures:
    pieces = [Piece(item, (x, y, z), (dx, dy, dz)) for item, x, y, z, dx, dy, dz in load["pieces"]]
    length, width, height = load["inner"]
    return StepPictures((length, width, height), pieces, name)


def _sheets(orders: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    yield '<div class="sheets">'
    printed = 0
    for o, order in enumerate(orders):
        for n, load in enumerate(order["loads"]):
            printed += len(load["pieces"])
            if printed > MOST_PRINTED:
                yield "<section><p>More loads are shown on the screen.</p></section></div>"
                return
            yield _sheet(order, load, _pictures(load, f"p{o}-{n}"))
        if order["unpacked"]:
            lines = "".join(
                f"<li>{one['quantity']} x {escape(one['item'])}: "
                f"{escape(one['words'] or one['reason'])}</li>"
                for one in order["unpacked"]
            )
            title = f"Order {escape(order['id'])}: not packed"
            yield f"<section><h2>{title}</h2><ul>{lines}</ul></section>"
    yield "</div>"


def _sheet(order: Mapping[str, Any], load: Mapping[str, Any], pictures: StepPictures) -> str:
    length, width, height = load["inner"]
    steps = []
    for first, last in pictures.steps:
        lines = "".join(_line(load["pieces"][i], i + 1) for i in range(first - 1, last))
        steps.append(f"<li>{pictures.picture(first, last, shared=True)}{lines}</li>")
    return (
        f"<section><h2>Order {escape(order['id'])}, {escape(load['id'])}: "
        f"{escape(load['unit'])}</h2>"
        f"<p>{length} x {width} x {height} mm inside, {len(load['pieces'])} pieces, "
        f"{load['grams'] / 1000:.2f} kg, {load['fill']} % full. Left, front and floor are those "
        "of the pictures: the corner nearest to you is left front.</p>"
        f"{pictures.shapes()}<ol>{''.join(steps)}</ol></section>"
    )


def _line(piece: Sequence[Any], step: int) -> str:
    item, x, y, z, dx, dy, dz = piece
    return (
        f"<p><b>{step}</b> {escape(item)}, {dx} x {dy} x {dz} mm<br>"
        f"{x} mm from the left, {y} from the front, {z} above the floor</p>"
    )
