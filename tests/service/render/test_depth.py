"""The cartons' painter shows at every point the piece that is nearest to the eye.

What the page shows is asked by pointing; what it should show is found by casting a ray through the
same view. Three bars that hide each other in a ring are among the cases: no order of whole boxes
paints them rightly.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from fulfillment.v1 import fulfillment_pb2 as pb

from service.render import render_loads
from tests.service.render.browser import Browser

Box = tuple[tuple[int, int, int], tuple[int, int, int]]
"""Lowest corner and measures."""

ROOM = 90
TURN, TILT = math.radians(-35), math.radians(28)  # the page's first view
TOWARD = (math.sin(TURN) * math.cos(TILT), -math.cos(TURN) * math.cos(TILT), math.sin(TILT))
RIGHT = (math.cos(TURN), math.sin(TURN), 0.0)
UP = (-math.sin(TURN) * math.sin(TILT), math.cos(TURN) * math.sin(TILT), math.cos(TILT))

# Each bar passes in front of the next, all the way round.
RING: list[Box] = [
    ((40, 0, 60), (10, 80, 10)),
    ((10, 0, 0), (80, 20, 60)),
    ((30, 20, 10), (10, 20, 80)),
]


def overlap(one: Box, other: Box) -> bool:
    return all(
        one[0][a] < other[0][a] + other[1][a] and other[0][a] < one[0][a] + one[1][a]
        for a in range(3)
    )


def scattered(seed: int, count: int) -> list[Box]:
    """Boxes that do not overlap; they may float, which makes hiding harder to get right."""
    draw = random.Random(seed)
    boxes: list[Box] = []
    while len(boxes) < count:
        size = (draw.randrange(5, 60), draw.randrange(5, 60), draw.randrange(5, 60))
        corner = tuple(draw.randrange(0, ROOM - size[a] + 1) for a in range(3))
        box = ((corner[0], corner[1], corner[2]), size)
        if not any(overlap(box, other) for other in boxes):
            boxes.append(box)
    return boxes


def nearest(boxes: list[Box], x: float, y: float) -> int | None:
    """The box seen at a point of the view plane; None beside all, -1 too close to an edge."""
    point = [RIGHT[a] * x + UP[a] * y + ROOM / 2 for a in range(3)]
    hits = []
    for i, (low, size) in enumerate(boxes):
        enter, leave = -math.inf, math.inf
        for a in range(3):
            first = (low[a] - point[a]) / TOWARD[a]
            second = (low[a] + size[a] - point[a]) / TOWARD[a]
            enter = max(enter, min(first, second))
            leave = min(leave, max(first, second))
        if abs(leave - enter) < 1.5:
            return -1
        if leave > enter:
            hits.append((leave, i))
    return max(hits)[1] if hits else None


def page_of(boxes: list[Box]) -> str:
    request = pb.PlanFulfillmentRequest()
    unit = request.load_units.add(id="unit")
    unit.inner_size.length_mm = unit.inner_size.width_mm = unit.inner_size.height_mm = ROOM
    plan = pb.FulfillmentPlan()
    load = plan.orders.add(order_id="order").packing.loads.add(id="C1", load_unit_id="unit")
    for i, (low, size) in enumerate(boxes):
        placed = load.placements.add(item_id=f"item{i}", step=i + 1)
        placed.x_mm, placed.y_mm, placed.z_mm = low
        placed.size.length_mm, placed.size.width_mm, placed.size.height_mm = size
    return render_loads(request, plan)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    opened = Browser()
    yield opened
    opened.close()


POINT = """
(([points]) => {
  const canvas = document.getElementById("view"), box = canvas.getBoundingClientRect();
  const tip = document.getElementById("tip");
  return points.map(([x, y]) => {
    const at = { clientX: box.left + x, clientY: box.top + y, pointerId: 1 };
    canvas.dispatchEvent(new PointerEvent("pointermove", at));
    return tip.hidden ? null : parseInt(tip.textContent, 10) - 1;
  });
})
"""


@pytest.mark.parametrize("case", ["ring", *range(8)])
def test_the_nearest_piece_is_seen(browser: Browser, tmp_path: Path, case: str | int):
    boxes = RING if case == "ring" else scattered(int(case), 4 + 3 * int(case))
    path = tmp_path / "loads.html"
    path.write_text(page_of(boxes), encoding="utf-8")
    browser.open(path)
    width, height = browser.run(
        "(() => { const b = document.getElementById('view').getBoundingClientRect();"
        " return [b.width, b.height]; })()"
    )
    flat = math.hypot(ROOM, ROOM)
    scale = min((width - 90) / flat, (height - 90) / math.hypot(flat * 0.62, ROOM))
    draw = random.Random(1)
    spots = [(draw.uniform(-70, 70), draw.uniform(-70, 70)) for _ in range(400)]
    points = [[width / 2 + x * scale, height / 2 - y * scale] for x, y in spots]
    shown = browser.run(f"{POINT}([{points}])")
    compared = 0
    for (x, y), piece in zip(spots, shown, strict=True):
        wanted = nearest(boxes, x, y)
        if wanted != -1:
            assert piece == wanted, (x, y)
            compared += 1
    assert compared > 200
    assert browser.troubles() == []
