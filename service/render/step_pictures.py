"""A picture of a load for each step of filling it: isometric SVG, seen from the left front above.

Boxes are painted from back to front: of two that do not intersect, one hides nothing of the other
when it lies farther on every axis that separates them (as in `loads.js`). A piece of which each
side towards the eye is covered is left out, so that pictures of large loads stay small.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.render.page import escape
from service.render.palette import thing_color

MOST_PICTURES = 200
"""Pictures of one load; with more pieces each shows several new ones."""

WIDTH = 420.0
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""Needed by a picture that stands alone, not by one within a page."""
_OLD_LINE = 'stroke="#4a4f55" stroke-width="0.8" stroke-linejoin="round"'
_NEW_LINE = 'stroke="#111" stroke-width="2.4" stroke-linejoin="round"'
_MARGIN = 26.0
_RIGHT = (math.sqrt(0.5), -math.sqrt(0.5), 0.0)
_UP = (math.sqrt(1 / 6), math.sqrt(1 / 6), math.sqrt(2 / 3))
_MOST_SORTED = 600
"""Boxes sorted pair by pair; more are painted by the depth of their middles."""

Corner = tuple[float, float, float]


class Piece(NamedTuple):
    """One piece in its place, millimetres."""

    item_id: str
    low: tuple[int, int, int]
    size: tuple[int, int, int]

    @property
    def high(self) -> tuple[int, int, int]:
        """The corner opposite to `low`."""
        (x, y, z), (dx, dy, dz) = self.low, self.size
        return x + dx, y + dy, z + dz


class StepPictures:
    """Pictures of one load whose pieces are given in order of loading."""

    def __init__(self, inner: tuple[int, int, int], pieces: Sequence[Piece], name: str) -> None:
        self._inner = inner
        self._pieces = pieces
        self._name = name
        self._order = _painting_order(pieces)
        self._covered_by = _covered_by(pieces)
        self._drawn: dict[int, str] = {}
        reach = tuple(
            max([inner[axis], *(piece.high[axis] for piece in pieces)]) for axis in range(3)
        )
        floor = tuple(min([0, *(piece.low[axis] for piece in pieces)]) for axis in range(3))
        ends = [
            _project((x, y, z))
            for x in (floor[0], reach[0])
            for y in (floor[1], reach[1])
            for z in (floor[2], reach[2])
        ]
        left, right = min(x for x, _ in ends), max(x for x, _ in ends)
        top, bottom = min(y for _, y in ends), max(y for _, y in ends)
        self._scale = (WIDTH - 2 * _MARGIN) / (right - left)
        self._from = (left, top)
        self._height = (bottom - top) * self._scale + 2 * _MARGIN

    @property
    def steps(self) -> list[tuple[int, int]]:
        """First and last piece, counted from 1, that are new in each picture."""
        count = len(self._pieces)
        stride = max(1, -(-count // MOST_PICTURES))
        return [(first, min(count, first + stride - 1)) for first in range(1, count + 1, stride)]

    def shapes(self) -> str:
        """Every piece once, for pages that show many pictures: an SVG that is not seen itself."""
        parts = "".join(
            f'<g id="{self._id(i)}" {_OLD_LINE}>{self._faces(i, fresh=False)}</g>'
            for i in range(len(self._pieces))
        )
        return (
            '<svg class="shapes" width="0" height="0" aria-hidden="true">'
            f"<defs>{parts}</defs></svg>"
        )

    def picture(self, first: int, last: int, *, shared: bool = False) -> str:
        """The load once pieces up to `last` are in, those from `first` on drawn as new.

        `shared` refers to `shapes()` of the same page; else the picture stands alone.
        """
        parts = [
            f'<svg{"" if shared else _NAMESPACE} class="step" '
            f'viewBox="0 0 {WIDTH:.0f} {self._height:.0f}" role="img" '
            f'aria-label="{escape(self._words(first, last))}">',
            *self._room_behind(),
        ]
        for i in self._order:
            if i >= last or (self._covered_by[i] < last and i + 1 < first):
                continue
            if i + 1 >= first:
                parts.append(f"<g {_NEW_LINE}>{self._faces(i, fresh=True)}</g>")
            elif shared:
                parts.append(f'<use href="#{self._id(i)}"/>')
            else:
                parts.append(f"<g {_OLD_LINE}>{self._known_faces(i)}</g>")
        parts.append(self._room_before())
        parts.append("</svg>")
        return "".join(parts)

    def _words(self, first: int, last: int) -> str:
        items = {self._pieces[i].item_id for i in range(first - 1, last)}
        steps = f"Step {first}" if first == last else f"Steps {first} to {last}"
        return f"{steps}: {', '.join(sorted(items))}"

    def _id(self, i: int) -> str:
        return f"{self._name}-{i + 1}"

    def _at(self, corner: Corner) -> tuple[float, float]:
        x, y = _project(corner)
        return (
            (x - self._from[0]) * self._scale + _MARGIN,
            (y - self._from[1]) * self._scale + _MARGIN,
        )

    def _polygon(self, corners: Sequence[Corner], look: str) -> str:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self._at, corners))
        return f'<polygon points="{points}" {look}/>'

    def _known_faces(self, i: int) -> str:
        """The faces of a piece that was in before: the same in picture after picture."""
        if i not in self._drawn:
            self._drawn[i] = self._faces(i, fresh=False)
        return self._drawn[i]

    def _faces(self, i: int, *, fresh: bool) -> str:
        piece = self._pieces[i]
        (x1, y1, z1), (x2, y2, z2) = piece.low, piece.high
        color = thing_color(piece.item_id)
        pale = 0.0 if fresh else 0.55
        sides = (
            ([(x1, y1, z2), (x2, y1, z2), (x2, y2, z2), (x1, y2, z2)], 1.1),
            ([(x1, y1, z1), (x2, y1, z1), (x2, y1, z2), (x1, y1, z2)], 0.94),
            ([(x1, y1, z1), (x1, y2, z1), (x1, y2, z2), (x1, y1, z2)], 0.78),
        )
        drawn = "".join(
            self._polygon(corners, f'fill="{_shade(color, light, pale)}"')
            for corners, light in sides
        )
        if not fresh:
            return drawn
        a, b = self._at((x1, y1, z2)), self._at((x2, y2, z2))
        return drawn + (
            f'<text x="{(a[0] + b[0]) / 2:.1f}" y="{(a[1] + b[1]) / 2 + 4.5:.1f}" '
            'text-anchor="middle" font-family="sans-serif" font-size="13" font-weight="700" '
            f'fill="#111" stroke="#fff" stroke-width="3" paint-order="stroke">{i + 1}</text>'
        )

    def _room_behind(self) -> Iterator[str]:
        length, width, height = self._inner
        line = 'stroke="#a9814f" stroke-width="1.2" stroke-linejoin="round"'
        floor: list[Corner] = [(0, 0, 0), (length, 0, 0), (length, width, 0), (0, width, 0)]
        right: list[Corner] = [
            (length, 0, 0), (length, width, 0), (length, width, height), (length, 0, height)
        ]  # fmt: skip
        back: list[Corner] = [
            (0, width, 0), (length, width, 0), (length, width, height), (0, width, height)
        ]  # fmt: skip
        yield self._polygon(floor, f'fill="#ecdcc4" {line}')
        yield self._polygon(right, f'fill="#f5ecdd" {line}')
        yield self._polygon(back, f'fill="#f5ecdd" {line}')

    def _room_before(self) -> str:
        length, width, height = self._inner
        near: list[list[Corner]] = [
            [(0, 0, 0), (0, 0, height)],
            [(0, 0, height), (length, 0, height)],
            [(0, 0, height), (0, width, height)],
        ]
        path = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self._at, edge)) for edge in near
        )
        return (
            f'<path d="{path}" fill="none" stroke="#a9814f" stroke-width="1.2" '
            'stroke-dasharray="6 4"/>'
        )


def _project(corner: Corner) -> tuple[float, float]:
    x = sum(a * b for a, b in zip(_RIGHT, corner, strict=True))
    y = -sum(a * b for a, b in zip(_UP, corner, strict=True))
    return x, y


def _covered_by(pieces: Sequence[Piece]) -> list[float]:
    """For each piece the index of the one with which no part of it is seen any more, or infinity.

    What touches a side is added up in order of loading: pieces share no room, so that a side is
    covered when the areas of contact add up to it.
    """
    # Towards the eye are the left (x), the front (y) and the top (z).
    touching: tuple[dict[int, list[int]], ...] = ({}, {}, {})
    for i, piece in enumerate(pieces):
        for axis in range(3):
            plane = piece.low[2] if axis == 2 else piece.high[axis]
            touching[axis].setdefault(plane, []).append(i)
    found: list[float] = []
    for piece in pieces:
        last = 0.0
        for axis in range(3):
            a, b = (other for other in range(3) if other != axis)
            bare = piece.size[a] * piece.size[b]
            plane = piece.high[2] if axis == 2 else piece.low[axis]
            for i in touching[axis].get(plane, ()):
                wide = min(piece.high[a], pieces[i].high[a]) - max(piece.low[a], pieces[i].low[a])
                high = min(piece.high[b], pieces[i].high[b]) - max(piece.low[b], pieces[i].low[b])
                if wide > 0 and high > 0:
                    bare -= wide * high
                    if bare <= 0:
                        last = max(last, i)
                        break
            if bare > 0:
                last = math.inf
                break
        found.append(last)
    return found


def _painting_order(pieces: Sequence[Piece]) -> list[int]:
    """Indices from back to front; right for every part of the pieces too."""
    by_depth = sorted(range(len(pieces)), key=lambda i: _nearness(pieces[i]))
    if len(pieces) > _MOST_SORTED:
        return by_depth
    before: list[set[int]] = [set() for _ in pieces]
    for i, one in enumerate(pieces):
        for j in range(i):
            way = _behind(one, pieces[j])
            if way > 0:
                before[j].add(i)
            elif way < 0:
                before[i].add(j)
    order: list[int] = []
    waiting = by_depth
    while waiting:
        done = set(order)
        ready = [i for i in waiting if before[i] <= done]
        # Boxes that hide each other in a ring have no order: the farthest goes first.
        order += ready or waiting[:1]
        placed = set(order)
        waiting = [i for i in waiting if i not in placed]
    return order


def _nearness(piece: Piece) -> int:
    (x1, y1, z1), (x2, y2, z2) = piece.low, piece.high
    return z1 + z2 - x1 - x2 - y1 - y2


def _behind(one: Piece, other: Piece) -> int:
    """1 when `one` must be painted before `other`, -1 after, 0 when it does not matter."""
    way = 0
    for axis, toward in ((0, -1), (1, -1), (2, 1)):
        if one.high[axis] <= other.low[axis]:
            here = toward
        elif other.high[axis] <= one.low[axis]:
            here = -toward
        else:
            continue
        if way and way != here:
            return 0
        way = here
    return way


def _shade(color: str, light: float, pale: float) -> str:
    parts = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    lit = [min(255.0, part * light) for part in parts]
    return "#" + "".join(f"{round(part + (255 - part) * pale):02x}" for part in lit)
