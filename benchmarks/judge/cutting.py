"""Whether pieces at their places can be parted from a sheet by staged edge-to-edge cuts.

Looks at places only, not at the tree of cuts that the optimizer states: in each stage every cut
that is possible is made, since a part with fewer pieces never needs more stages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CutPiece:
    """Row of its kind, corner, sides."""

    row: int
    x: int
    y: int
    dx: int
    dy: int

    def span(self, vertical_cuts: bool) -> Span:
        """Where it lies across the direction of the cuts."""
        return (self.x, self.x + self.dx) if vertical_cuts else (self.y, self.y + self.dy)


def groups(pieces: Sequence[CutPiece], vertical_cuts: bool) -> list[list[CutPiece]]:
    """The pieces, parted by every cut in one direction that goes through no piece."""
    found: list[list[CutPiece]] = []
    end = -1
    for piece in sorted(pieces, key=lambda one: one.span(vertical_cuts)):
        low, high = piece.span(vertical_cuts)
        if not found or low >= end:
            found.append([])
        found[-1].append(piece)
        end = max(end, high)
    return found


def parts_in(
    pieces: Sequence[CutPiece], stages: int, vertical_cuts: bool, *, homogeneous: bool = False
) -> bool:
    """Whether so many stages free every piece, up to trimming one piece at the end.

    Homogeneous: the last stage parts equal pieces that lie in line, and nothing is trimmed.
    """
    if stages == 0:
        return len(pieces) == 1
    if stages == 1 and homogeneous:
        alike = {(piece.row, piece.span(not vertical_cuts)) for piece in pieces}
        if len(alike) > 1:
            return False
    return all(
        parts_in(group, stages - 1, not vertical_cuts, homogeneous=homogeneous)
        for group in groups(pieces, vertical_cuts)
    )


def pattern_faults(
    name: str,
    pieces: Sequence[CutPiece],
    sheet: tuple[int, int],
    stages: int,
    first_vertical: bool | None,
    *,
    homogeneous: bool = False,
) -> list[str]:
    """What is wrong with one sheet; `first_vertical` None means that either direction may begin."""
    faults = [
        f"{name}: piece of row {piece.row} lies outside of the sheet"
        for piece in pieces
        if min(piece.x, piece.y) < 0
        or piece.x + piece.dx > sheet[0]
        or piece.y + piece.dy > sheet[1]
    ]
    beginnings = (False, True) if first_vertical is None else (first_vertical,)
    if not any(
        parts_in(pieces, stages, vertical, homogeneous=homogeneous) for vertical in beginnings
    ):
        faults.append(f"{name}: cannot be cut in {stages} stages")
    return faults
