"""A small drawing of one route for paper: SVG with the larger roads behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from service.render.day import Point
from service.render.polyline import decode_lines

WIDE, TALL, MARGIN = (720.0, 250.0), (480.0, 400.0), 22.0
_LAYERS = ("water", "stream", "road_small", "road_middle", "road_main", "outline")
_MOST_SMALL_POINTS = 2_500


class _Frame:
    """Degrees to drawing units: equirectangular, true at the middle."""

    def __init__(self, points: Sequence[Point], size: tuple[float, float]) -> None:
        self.size = size
        south, north = min(p[0] for p in points), max(p[0] for p in points)
        west, east = min(p[1] for p in points), max(p[1] for p in points)
        self.middle = ((south + north) / 2, (west + east) / 2)
        self.east = math.cos(math.radians(self.middle[0]))
        high = max(north - south, 0.002)
        wide = max((east - west) * self.east, 0.002)
        self.scale = min((size[0] - 2 * MARGIN) / wide, (size[1] - 2 * MARGIN) / high)

    def __call__(self, point: Point) -> tuple[float, float]:
        x = self.size[0] / 2 + (point[1] - self.middle[1]) * self.east * self.scale
        y = self.size[1] / 2 - (point[0] - self.middle[0]) * self.scale
        return x, y


def is_tall(points: Sequence[Point]) -> bool:
    """True when a route reaches farther north and south than east and west."""
    if not points:
        return False
    high = max(p[0] for p in points) - min(p[0] for p in points)
    wide = max(p[1] for p in points) - min(p[1] for p in points)
    return high > 0.9 * wide * math.cos(math.radians(points[0][0]))


def route_sketch(
    center: Point | None, stops: Sequence[tuple[int, Point]], ground: dict[str, Any] | None
) -> str:
    """SVG of a route through numbered stops; empty when nothing is located."""
    points = [point for _, point in stops] + ([center] if center is not None else [])
    if not stops:
        return ""
    width, height = TALL if is_tall([point for _, point in stops]) else WIDE
    frame = _Frame(points, (width, height))
    parts = [
        f'<svg class="sketch" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        'aria-label="Sketch of the route">',
        f'<rect class="land" width="{width:.0f}" height="{height:.0f}"/>',
    ]
    if ground is not None:
        parts += _ground(frame, ground)
    line = [frame(point) for _, point in stops]
    if center is not None:
        home = frame(center)
        parts.append(f'<path class="leg" d="{_path([home, line[0]])}"/>')
        parts.append(f'<path class="leg" d="{_path([line[-1], home])}"/>')
    parts.append(f'<path class="route" d="{_path(line)}"/>')
    parts += _numbers([(number, frame(point)) for number, point in stops])
    if center is not None:
        x, y = frame(center)
        parts.append(f'<path class="depot" d="M{x - 8:.1f} {y + 7:.1f}v-9l8 -7l8 7v9z"/>')
    parts.append("</svg>")
    return "".join(parts)


def _numbers(stops: Sequence[tuple[int, tuple[float, float]]]) -> list[str]:
    """A number where there is room for one, a dot elsewhere; numbers lie on top."""
    dots: list[str] = []
    numbers: list[str] = []
    taken: list[tuple[float, float]] = []
    for number, (x, y) in stops:
        if any(abs(x - a) < 15 and abs(y - b) < 15 for a, b in taken):
            dots.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>')
            continue
        taken.append((x, y))
        numbers.append(
            f'<circle class="stop" cx="{x:.1f}" cy="{y:.1f}" r="7.5"/>'
            f'<text x="{x:.1f}" y="{y + 3.2:.1f}">{number}</text>'
        )
    return dots + numbers


def _ground(frame: _Frame, ground: dict[str, Any]) -> list[str]:
    parts = []
    width, height = frame.size
    for kind in _LAYERS:
        text = ground["layers"].get(kind, "")
        visible = []
        for line in decode_lines(text):
            drawn = [frame(point) for point in line]
            if any(-40 < x < width + 40 and -40 < y < height + 40 for x, y in drawn):
                visible.append(drawn)
        if kind == "road_small" and sum(map(len, visible)) > _MOST_SMALL_POINTS:
            continue
        if visible:
            parts.append(f'<path class="{kind}" d="{"".join(map(_path, visible))}"/>')
    return parts


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
