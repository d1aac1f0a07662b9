"""Martello, Pisinger and Vigo's three-dimensional bin packing: `n W H D`, then n rows `w h d`.

Boxes keep their orientation; bins are identical and free in number. x, y, z are the columns in
their order.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.instances.best_known import BestKnown, packing_best_known
from benchmarks.instances.packing_instance import ContainerRow, ItemRow, PackingInstance
from benchmarks.instances.text_lines import Lines

BOUNDS = ("bins_lower_bound_L2", "bins_mpv_code_lower_bound", "bins_lower_bound_L0")


def parse(path: Path, text: str) -> PackingInstance:
    """Reads the format; raises InstanceError."""
    lines = Lines(str(path), text)
    head = lines.take("the number of boxes and the bin")
    count, *inner = head.ints(4, "first line")[:4]
    if min(inner) < 1 or count < 1:
        raise head.fault("the bin and the number of boxes must be at least 1")
    items = []
    for row in range(count):
        line = lines.take(f"box {row + 1} of {count}")
        size = line.ints(3, "box")[:3]
        if min(size) < 1 or any(side > room for side, room in zip(size, inner, strict=True)):
            raise line.fault("the box does not fit the bin")
        items.append(
            ItemRow(row, (size[0], size[1], size[2]), (False, False, True), 1, may_turn=False)
        )
    volume = sum(item.size[0] * item.size[1] * item.size[2] for item in items)
    room = inner[0] * inner[1] * inner[2]
    return PackingInstance(
        path.stem,
        "bin_packing",
        "bins",
        tuple(items),
        (ContainerRow(0, (inner[0], inner[1], inner[2])),),
        packing_best_known(path, path.stem, BOUNDS)
        or BestKnown(float(-(-volume // room)), "lower bound", "volume"),
    )
