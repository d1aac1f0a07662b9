"""A report as a list of blocks, written out as Markdown or as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Heading:
    """A section."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Table:
    """Columns and rows of text; the first column is words, the others figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """An SVG; only the HTML page shows it."""

    svg: str


Block = Heading | Words | Table | Picture

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:1180px;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;margin:1em 0;font-size:13px;display:block;overflow-x:auto}
th,td{border-bottom:1px solid #ddd;padding:3px 10px;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}th{background:#f4f4f2}
.plots{display:flex;flex-wrap:wrap;gap:12px}.plots svg{width:560px;max-width:100%}
"""


def as_markdown(title: str, blocks: Sequence[Block]) -> str:
    """Headings, words and tables; pictures are left to the page."""
    parts = [f"# {title}"]
    for block in blocks:
        match block:
            case Heading(text, level):
                parts.append(f"{'#' * level} {text}")
            case Words(text):
                parts.append(text)
            case Table(columns, rows):
                lines = [_line(columns), "|" + " --- |" + " ---: |" * (len(columns) - 1)]
                parts.append("\n".join([*lines, *(_line(row) for row in rows)]))
            case Picture():
                pass
    return "\n\n".join(parts) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def as_html(title: str, blocks: Sequence[Block]) -> str:
    """One page that fetches nothing."""
    parts: list[str] = []
    plots: list[str] = []
    for block in blocks:
        if isinstance(block, Picture):
            if block.svg:
                plots.append(block.svg)
            continue
        if plots:
            parts.append(f'<div class="plots">{"".join(plots)}</div>')
            plots = []
        parts.append(_html(block))
    if plots:
        parts.append(f'<div class="plots">{"".join(plots)}</div>')
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{''.join(parts)}</body></html>\n"
    )


def _html(block: Heading | Words | Table) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Words(text):
            return f"<p>{escape(text)}</p>"
        case Table(columns, rows):
            head = "".join(f"<th>{escape(cell)}</th>" for cell in columns)
            body = "".join(
                f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
            )
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
