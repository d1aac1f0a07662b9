"""The cutting list of a block, in machine order.

A part is divided from its corner onwards, and only then is each of its parts taken up in turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from optimizer.cutting.block_model import BlockCut, BlockPart, CutPlane
from optimizer.cutting.model import PartKind


def cuts_of(parts: Iterable[BlockPart]) -> tuple[BlockCut, ...]:
    """The cuts that make the tree of parts (parents before children)."""
    children: dict[str, list[BlockPart]] = defaultdict(list)
    divided = []
    for part in parts:
        children[part.parent_id].append(part)
        if part.kind == PartKind.DIVIDED:
            divided.append(part)
    found: list[BlockCut] = []
    for part in divided:
        end = _span(part, part.plane)[1]
        for _, at in sorted(_span(child, part.plane) for child in children[part.id]):
            # What ends where its parent ends needs no cut there.
            if at < end:
                cut = BlockCut(step=len(found) + 1, part_id=part.id, plane=part.plane, at_mm=at)
                found.append(cut)
    return tuple(found)


def _span(part: BlockPart, plane: CutPlane) -> tuple[int, int]:
    start, extent = {
        CutPlane.LENGTH: (part.x_mm, part.size.length_mm),
        CutPlane.WIDTH: (part.y_mm, part.size.width_mm),
        CutPlane.HEIGHT: (part.z_mm, part.size.height_mm),
    }[plane]
    return start, start + extent
