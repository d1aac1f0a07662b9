"""Every carton of a plan as a box that turns, filled step by step.

The drawing is a parallel projection on a plain canvas: pieces are painted from back to front in an
order that is right for boxes that do not intersect (see `loads.js`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fulfillment.v1 import fulfillment_pb2, packing_pb2

from optimizer.packing import Load, LoadUnit, Placement, UnpackedItem, UnpackedReason
from service.render.day import Day
from service.render.packing_sheets import packing_sheets
from service.render.page import escape, page
from service.render.palette import thing_color

_REASONS: dict[int, str] = {
    packing_pb2.UNPACKED_REASON_TOO_LARGE: "too large",
    packing_pb2.UNPACKED_REASON_TOO_HEAVY: "too heavy",
    packing_pb2.UNPACKED_REASON_NO_STOCK: "no carton left",
    packing_pb2.UNPACKED_REASON_NOT_FOUND_IN_TIME: "no room found in time",
    packing_pb2.UNPACKED_REASON_LOAD_ON_TOP: "too much weight on top",
    packing_pb2.UNPACKED_REASON_GROUP_APART: "kept apart from others",
    packing_pb2.UNPACKED_REASON_GROUP_TOGETHER: "group to stay together",
    packing_pb2.UNPACKED_REASON_NO_ROOM: "no room",
    packing_pb2.UNPACKED_REASON_BALANCE: "out of balance",
}
_NUMBERS = {
    reason: packing_pb2.UnpackedReason.Value(f"UNPACKED_REASON_{reason.name}")
    for reason in UnpackedReason
}


def render_loads(
    request: fulfillment_pb2.PlanFulfillmentRequest, plan: fulfillment_pb2.FulfillmentPlan
) -> str:
    """`loads.html`: choose an order and a carton, turn it, step through its placement.

    Printed it is a sheet for each carton, with a picture for each step.
    """
    day = Day(request, plan)
    units: dict[str, packing_pb2.LoadUnit | LoadUnit] = {
        unit.id: unit for unit in request.load_units
    }
    orders: list[dict[str, Any]] = []
    for outcome in plan.orders:
        if not outcome.packing.loads and not outcome.packing.unpacked:
            continue
        recipient = outcome.recognized_address.address.recipient
        orders.append(
            {
                "id": outcome.order_id,
                "name": recipient.value or recipient.written,
                "route": outcome.route_id,
                "loads": [load_data(load, units) for load in outcome.packing.loads],
                "unpacked": [unpacked_data(item) for item in outcome.packing.unpacked],
            }
        )
    items = sorted(
        {
            placement.item_id
            for outcome in plan.orders
            for load in outcome.packing.loads
            for placement in load.placements
        }
    )
    # A carton that is well filled with a good number of pieces shows best what the page does.
    fullest = max(
        range(len(orders)),
        key=lambda i: max(
            (min(len(load["pieces"]), 20) * load["fill"] for load in orders[i]["loads"]), default=0
        ),
        default=0,
    )
    data = {
        "orders": orders,
        "colors": {item: thing_color(item) for item in items},
        "first": fullest,
    }
    return page(
        title=f"Cartons of {day.title()}",
        body=viewer(day.title()) + packing_sheets(orders),
        styles=("page.css", "loads.css", "instructions.css"),
        script="loads.js",
        data=data,
    )


def viewer(title: str) -> str:
    """Markup of the page that `loads.js` brings to life."""
    return f"""
<aside class="orders">
<header><p class="kicker">{escape(title)}</p><h1>Cartons</h1>
<input id="find" type="search" placeholder="Find an order or name"
 aria-label="Find an order or name">
</header>
<ul id="orders" tabindex="-1"></ul>
</aside>
<main>
<header class="bar">
<div><h2 id="who"></h2><p id="what" class="soft"></p></div>
<nav id="cartons" aria-label="Cartons of the order"></nav>
</header>
<div class="stage">
<canvas id="view" tabindex="0"
 aria-label="The carton. Arrow keys turn it, comma and full stop step through the pieces."></canvas>
<div class="views" role="group" aria-label="Views">
<button type="button" data-view="-35,28">corner</button>
<button type="button" data-view="0,0">front</button>
<button type="button" data-view="90,0">side</button>
<button type="button" data-view="0,90">top</button>
</div>
<p id="tip" hidden></p>
</div>
<div class="steps">
<button id="first" type="button" title="Empty carton">|◀</button>
<button id="back" type="button" title="Step back">◀</button>
<input id="step" type="range" min="0" value="0" step="1" aria-label="Pieces placed">
<button id="next" type="button" title="Step forward">▶</button>
<button id="last" type="button" title="All pieces">▶|</button>
<button id="play" type="button">play</button>
<output id="count" for="step"></output>
</div>
</main>
<section class="list"><table><thead><tr><th>Step</th><th>Item</th>
<th>Size as placed (mm)</th><th>At left, front, floor (mm)</th></tr></thead>
<tbody id="items"></tbody></table>
<div id="unpacked" hidden><h3>Not packed</h3><ul></ul></div></section>
<noscript><p>The cartons are drawn by a script inside this page; allow scripts to see them.</p>
</noscript>
"""


def load_data(
    load: packing_pb2.Load | Load, units: Mapping[str, packing_pb2.LoadUnit | LoadUnit]
) -> dict[str, Any]:
    """One load, a message or a model, as `loads.js` reads it."""
    unit = units.get(load.load_unit_id)
    size = unit.inner_size if unit is not None else None
    if size is None:
        # A unit that the request does not name is drawn around its pieces.
        inner = [
            max((_reach(placement)[axis] for placement in load.placements), default=1)
            for axis in range(3)
        ]
    else:
        inner = [size.length_mm, size.width_mm, size.height_mm]
    placements: list[packing_pb2.Placement | Placement] = [*load.placements]
    return {
        "id": load.id,
        "unit": load.load_unit_id,
        "inner": inner,
        "grams": load.gross_weight_g,
        "fill": round(100 * load.fill_share, 1),
        "pieces": [
            [
                placement.item_id,
                placement.x_mm,
                placement.y_mm,
                placement.z_mm,
                placement.size.length_mm,
                placement.size.width_mm,
                placement.size.height_mm,
            ]
            for placement in sorted(placements, key=lambda placement: placement.step)
        ],
    }


def _reach(placement: packing_pb2.Placement | Placement) -> tuple[int, int, int]:
    size = placement.size
    return (
        placement.x_mm + size.length_mm,
        placement.y_mm + size.width_mm,
        placement.z_mm + size.height_mm,
    )


def unpacked_data(item: packing_pb2.UnpackedItem | UnpackedItem) -> dict[str, Any]:
    """What is left over as `loads.js` reads it."""
    reason = item.reason
    number: int = _NUMBERS[reason] if isinstance(reason, UnpackedReason) else reason
    return {
        "item": item.item_id,
        "quantity": item.quantity,
        "reason": _REASONS.get(number, "not packed"),
        "words": item.explanation,
    }
