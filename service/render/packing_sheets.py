"""Sheets for the packing station: a picture and a line of words for each step of each load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from service.render.page import escape
from service.render.step_pictures import Piece, StepPictures

MOST_PRINTED = 5_000
"""Pieces with a picture each; orders beyond are shown on the screen only."""


def packing_sheets(orders: Sequence[Mapping[str, Any]], most_printed: int = MOST_PRINTED) -> str:
    """Markup that is seen on paper alone, for orders as `loads.js` reads them."""
    return "".join(_sheets(orders, most_printed))


def pictures_of(load: Mapping[str, Any], name: str) -> StepPictures:
    """The pictures of one load as `loads.js` reads it; `name` opens the ids of its shapes."""
    pieces = [Piece(item, (x, y, z), (dx, dy, dz)) for item, x, y, z, dx, dy, dz in load["pieces"]]
    length, width, height = load["inner"]
    return StepPictures((length, width, height), pieces, name)


def _sheets(orders: Sequence[Mapping[str, Any]], most_printed: int) -> Iterator[str]:
    yield '<div class="sheets">'
    printed = 0
    for o, order in enumerate(orders):
        for n, load in enumerate(order["loads"]):
            printed += len(load["pieces"])
            if printed > most_printed:
                yield "<section><p>More loads are shown on the screen.</p></section></div>"
                return
            yield _sheet(order, load, pictures_of(load, f"p{o}-{n}"))
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
    unit = escape(load["unit"]) or "sent as it is"
    return (
        f"<section><h2>Order {escape(order['id'])}, {escape(load['id'])}: {unit}</h2>"
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
