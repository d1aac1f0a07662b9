"""Bars over time in one SVG: rows of names, bars with words, ticks of the wall clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from service.render.page import escape

_LABEL_W, _WIDTH, _ROW_H, _TOP_H = 170.0, 1180.0, 20.0, 30.0
_STEPS_S = (900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 604_800)
_MOST_TICKS = 20


@dataclass(frozen=True, slots=True)
class GanttBar:
    """A span: its looks (a style class), a label inside where there is room, words on pointing."""

    start_s: int
    end_s: int
    look: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A name, a few words beside it, and its bars."""

    name: str
    detail: str
    bars: tuple[GanttBar, ...]


def gantt(rows: Sequence[GanttRow], zone: str) -> str:
    """The chart as markup; times are those of the zone. Without bars it says so."""
    bars = [bar for row in rows for bar in row.bars]
    if not bars:
        return '<p class="soft">Nothing is scheduled.</p>'
    clock = ZoneInfo(zone)
    first, last = min(bar.start_s for bar in bars), max(bar.end_s for bar in bars)
    step = next((s for s in _STEPS_S if (last - first) / s <= _MOST_TICKS), _STEPS_S[-1])
    offset = datetime.fromtimestamp(first, UTC).astimezone(clock).utcoffset()
    shift = int(offset.total_seconds()) if offset is not None else 0
    start = (first + shift) // step * step - shift
    end = -(-(last + shift) // step) * step - shift
    height = _TOP_H + _ROW_H * len(rows) + 4

    def x(moment_s: int) -> float:
        return _LABEL_W + (_WIDTH - _LABEL_W - 26) * (moment_s - start) / max(1, end - start)

    parts = [
        f'<svg viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" aria-label="Bars over time">'
    ]
    for i in range(len(rows)):
        y = _TOP_H + _ROW_H * i
        parts.append(
            f'<rect class="row{i % 2}" y="{y:.0f}" width="{_WIDTH:.0f}" height="{_ROW_H}"/>'
        )
    for moment in range(start, end + 1, step):
        at = datetime.fromtimestamp(moment, UTC).astimezone(clock)
        told = f"{at:%a} {at.day}" if at.hour == 0 and step >= 14_400 else f"{at:%H:%M}"
        parts.append(
            f'<path class="tick" d="M{x(moment):.1f} {_TOP_H - 6}V{height:.0f}"/>'
            f'<text class="hour" x="{x(moment):.1f}" y="{_TOP_H - 11}">{told}</text>'
        )
    for i, row in enumerate(rows):
        y = _TOP_H + _ROW_H * i
        parts.append(f'<text class="name" x="8" y="{y + 14:.1f}">{escape(row.name[:16])}</text>')
        parts.append(
            f'<text class="detail" x="104" y="{y + 14:.1f}">{escape(row.detail[:12])}</text>'
        )
        parts += [_bar(bar, x(bar.start_s), x(bar.end_s), y) for bar in row.bars]
    parts.append("</svg>")
    return f'<div class="chart">{"".join(parts)}</div>'


def _bar(bar: GanttBar, left: float, right: float, y: float) -> str:
    width = max(right - left, 2.5)
    label = ""
    if width > 7.2 * len(bar.label) + 6:
        label = (
            f'<text class="inside" x="{left + width / 2:.1f}" y="{y + _ROW_H / 2 + 4:.1f}">'
            f"{escape(bar.label)}</text>"
        )
    return (
        f'<g class="bar {escape(bar.look)}"><title>{escape(bar.words)}</title>'
        f'<rect x="{left:.1f}" y="{y + 2:.1f}" width="{width:.1f}" height="{_ROW_H - 4}" rx="3"/>'
        f"{label}</g>"
    )
