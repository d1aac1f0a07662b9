"""Plots as inline SVG: lines, steps, points and bars on linear or logarithmic axes.

Small on purpose: no library, nothing fetched from elsewhere, text stays text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

COLOURS = ("#0b6e4f", "#c8553d", "#2f6690", "#8d6a9f", "#c99700", "#5c6b73", "#a23b72", "#3d405b")
WIDTH, HEIGHT = 560, 320
LEFT, RIGHT, TOP, BOTTOM = 62, 16, 34, 46

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Series:
    """One named row of points; `style` is "line", "step" or "points".

    `colour` is a place in COLOURS, by default the place of the series in its plot.
    """

    name: str
    points: Points
    style: str = "line"
    colour: int | None = None


@dataclass
class Axis:
    """One axis; a logarithmic one leaves out values that are not positive."""

    label: str
    log: bool = False
    least: float | None = None
    most: float | None = None
    low: float = field(default=0.0, init=False)
    high: float = field(default=1.0, init=False)

    def fit(self, values: Sequence[float]) -> None:
        """Takes its range from the values."""
        kept = [value for value in values if not self.log or value > 0]
        low = min(kept) if self.least is None and kept else (self.least or 0.0)
        high = max(kept) if self.most is None and kept else (self.most or 1.0)
        if high <= low:
            high = low * 1.1 if low > 0 else low + 1
        self.low, self.high = low, high

    def at(self, value: float) -> float:
        """Position from 0 to 1, held inside."""
        if self.log:
            share = (math.log(max(value, self.low)) - math.log(self.low)) / (
                math.log(self.high) - math.log(self.low)
            )
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(1.0, max(0.0, share))

    def ticks(self) -> list[float]:
        """Round values along the axis."""
        if self.log:
            first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
            marks = [10.0**power for power in range(first, last + 1)]
            if last - first <= 2:
                marks = [m * f for m in marks for f in (1, 2, 5)]
            return [mark for mark in marks if self.low <= mark <= self.high * 1.0001]
        raw = (self.high - self.low) / 5
        power = 10 ** math.floor(math.log10(raw))
        step = next(power * f for f in (1, 2, 5, 10) if power * f >= raw)
        first = math.ceil(self.low / step - 1e-9)
        return [k * step for k in range(first, int(self.high / step + 1e-9) + 1)]


def plot(title: str, x: Axis, y: Axis, series: Sequence[Series]) -> str:
    """A picture of the series with a legend; empty text when there is nothing to show."""
    series = [one for one in series if one.points]
    if not series:
        return ""
    x.fit([point[0] for one in series for point in one.points])
    y.fit([point[1] for one in series for point in one.points])
    parts = [_frame(title, x, y)]
    for number, one in enumerate(series):
        colour = COLOURS[(number if one.colour is None else one.colour) % len(COLOURS)]
        parts.append(_drawn(one, x, y, colour))
    tall = 14 * len(series) + 4
    parts.append(
        f'<rect x="{WIDTH - RIGHT - 134}" y="{TOP - 4}" width="134" height="{tall}" fill="white" '
        'fill-opacity="0.8"/>'
    )
    for number, one in enumerate(series):
        colour = COLOURS[(number if one.colour is None else one.colour) % len(COLOURS)]
        row = TOP + 14 * number
        parts.append(
            f'<rect x="{WIDTH - RIGHT - 128}" y="{row}" width="10" height="10" fill="{colour}"/>'
            f'<text x="{WIDTH - RIGHT - 114}" y="{row + 9}">{escape(one.name)}</text>'
        )
    return _picture(title, parts)


@dataclass(frozen=True)
class Span:
    """One row of a forest plot: a value with its interval, who it is beside, and a verdict."""

    name: str
    value: float
    low: float
    high: float
    beside: str
    word: str


VERDICT_COLOURS = {"leads": "#0b6e4f", "behind": "#b3261e"}
"""Everything else is grey."""


FAR = 100.0
"""Differences beyond this are drawn at the edge."""


def forest(title: str, rows: Sequence[Span]) -> str:
    """Differences with their intervals around zero, on a scale that keeps both ends in sight."""
    if not rows:
        return ""
    names, right, step, top = 250, 150, 22, 44
    wide = 2 * WIDTH
    tall = top + step * len(rows) + 34
    far = max(0.01, *(max(abs(row.low), abs(row.high)) for row in rows))
    far = min(far, FAR)

    def at(value: float) -> float:
        # Square roots: small differences stay visible beside large ones.
        share = math.copysign(math.sqrt(min(1.0, abs(value) / far)), value)
        return round(names + (wide - names - right) * (share + 1) / 2, 1)

    parts = [f'<text class="title" x="8" y="18">{escape(title)}</text>']
    marks = [m for m in (0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 50) if far / 200 <= m <= far]
    for mark in (*(-one for one in marks), 0.0, *marks):
        x = at(mark)
        style = 'stroke="#444"' if mark == 0 else 'class="grid"'
        parts.append(f'<line {style} x1="{x}" x2="{x}" y1="{top - 8}" y2="{tall - 26}"/>')
        parts.append(f'<text text-anchor="middle" x="{x}" y="{tall - 10}">{mark:g}</text>')
    for number, row in enumerate(rows):
        y = top + step * number + 6
        colour = VERDICT_COLOURS.get(row.word, "#7a8288")
        parts.append(
            f'<text text-anchor="end" x="{names - 10}" y="{y + 4}">{escape(row.name)}</text>'
        )
        parts.append(
            f'<line x1="{at(row.low)}" x2="{at(row.high)}" y1="{y}" y2="{y}" stroke="{colour}" '
            f'stroke-width="3" stroke-opacity="0.55"/>'
            f'<circle cx="{at(row.value)}" cy="{y}" r="4.5" fill="{colour}"/>'
            f'<text x="{wide - right + 10}" y="{y + 4}">{escape(row.beside)}</text>'
        )
    return _picture(title, parts, wide, tall)


def histogram(title: str, label: str, edges: Sequence[float], rows: Sequence[Series]) -> str:
    """Counts between logarithmic edges as steps; `points` of a row are (bin, count)."""
    series = []
    for row in rows:
        total = sum(count for _, count in row.points) or 1
        steps = [
            (edges[max(0, min(int(bin_), len(edges) - 1))], 100 * count / total)
            for bin_, count in row.points
        ]
        shown = [step for step in steps if step[1] > 0]
        if shown:
            first, last = steps.index(shown[0]), steps.index(shown[-1])
            series.append(Series(row.name, steps[max(0, first - 1) : last + 2], "step"))
    return plot(title, Axis(label, log=True), Axis("% of calls", least=0), series)


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _frame(title: str, x: Axis, y: Axis) -> str:
    parts = [f'<text class="title" x="{LEFT}" y="18">{escape(title)}</text>']
    for tick in x.ticks():
        at = _x(x.at(tick))
        parts.append(f'<line class="grid" x1="{at}" x2="{at}" y1="{_y(0)}" y2="{_y(1)}"/>')
        parts.append(f'<text text-anchor="middle" x="{at}" y="{_y(0) + 15}">{_label(tick)}</text>')
    for tick in y.ticks():
        at = _y(y.at(tick))
        parts.append(f'<line class="grid" x1="{_x(0)}" x2="{_x(1)}" y1="{at}" y2="{at}"/>')
        parts.append(f'<text text-anchor="end" x="{LEFT - 6}" y="{at + 4}">{_label(tick)}</text>')
    middle = (_x(0) + _x(1)) / 2
    parts.append(
        f'<text text-anchor="middle" x="{middle}" y="{HEIGHT - 8}">{escape(x.label)}</text>'
    )
    parts.append(
        f'<text text-anchor="middle" transform="translate(14 {(_y(0) + _y(1)) / 2}) rotate(-90)">'
        f"{escape(y.label)}</text>"
    )
    return "".join(parts)


def _label(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e4 else f"{value:.0e}"


def _drawn(series: Series, x: Axis, y: Axis, colour: str) -> str:
    places = [
        (_x(x.at(a)), _y(y.at(b)))
        for a, b in series.points
        if (not x.log or a > 0) and (not y.log or b > 0)
    ]
    if series.style == "points":
        return "".join(
            f'<circle cx="{a}" cy="{b}" r="3" fill="{colour}" fill-opacity="0.7"/>'
            for a, b in places
        )
    if series.style == "step":
        stepped = []
        for number, (a, b) in enumerate(places):
            if number:
                stepped.append((a, places[number - 1][1]))
            stepped.append((a, b))
        places = stepped
    path = " ".join(f"{a},{b}" for a, b in places)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>'


def _picture(title: str, parts: Sequence[str], wide: int = WIDTH, tall: int = HEIGHT) -> str:
    return (
        f'<svg viewBox="0 0 {wide} {tall}" role="img" aria-label="{escape(title)}" '
        'xmlns="http://www.w3.org/2000/svg"><style>text{font:11px sans-serif;fill:#333}'
        ".title{font-weight:bold;font-size:13px}.grid{stroke:#e3e3e3}</style>"
        f"{''.join(parts)}</svg>"
    )
