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
    """A paragraph; `mark` is the verdict it tells, for its colour on the page."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows of text; the first column is words, the others figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    folded: str = ""
    """Words on a fold that hides a long table until it is opened; only the page shows it."""


@dataclass(frozen=True)
class Picture:
    """An SVG; only the HTML page shows it."""

    svg: str
    wide: bool = False


@dataclass(frozen=True)
class Link:
    """Files that lie beside the page."""

    text: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Commands:
    """Lines for a shell."""

    lines: tuple[str, ...]


Block = Heading | Words | Table | Picture | Link | Commands

_STYLE = """
:root{--ink:#1d2326;--soft:#5c666d;--line:#dfe3e6;--ground:#f6f7f8;--lead:#0b6e4f;--behind:#b3261e}
*{box-sizing:border-box}
body{font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);
background:var(--ground);margin:0}
main{max-width:1200px;margin:0 auto;padding:28px 32px 60px;background:#fff;
box-shadow:0 0 24px rgba(20,30,40,.07)}
h1{font-size:27px;margin:.2em 0 .1em}h2{font-size:20px;margin:2em 0 .5em;padding-top:.5em;
border-top:2px solid var(--line)}h3{font-size:16px;margin:1.6em 0 .4em}
p{max-width:86ch;margin:.5em 0}
nav{font-size:13px;color:var(--soft);margin:.4em 0 0}nav a{color:var(--soft);margin-right:14px}
p.mark{border-left:5px solid #9aa3a9;background:#f4f5f6;padding:7px 12px;max-width:none}
p.leads{border-color:var(--lead);background:#eaf5f0}p.behind{border-color:var(--behind);
background:#fbeeed}
.scroll{overflow-x:auto;margin:.8em 0}
table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;min-width:50%}
th,td{border-bottom:1px solid var(--line);padding:4px 11px;text-align:right;white-space:nowrap}
th{background:#eef1f3;font-weight:600;position:sticky;top:0}
tbody tr:hover{background:#f7f9fa}
th:first-child,td:first-child{text-align:left}
table.words td{white-space:normal;text-align:left}table.words th{text-align:left}
td.leads{color:var(--lead);font-weight:600}td.behind{color:var(--behind);font-weight:600}
.plots{display:flex;flex-wrap:wrap;gap:14px;margin:1em 0}
.plots svg{width:556px;max-width:100%;border:1px solid var(--line);border-radius:6px}
.wide svg{width:100%;border:1px solid var(--line);border-radius:6px;margin:.6em 0}
details{margin:.8em 0}summary{cursor:pointer;color:var(--soft)}
pre{background:#f2f4f5;border:1px solid var(--line);border-radius:6px;padding:10px 14px;
font-size:12.5px;overflow-x:auto}
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
            case Link(text, files):
                parts.append(text + " " + ", ".join(f"[{name}]({name})" for name in files) + ".")
            case Commands(lines):
                parts.append("```sh\n" + "\n".join(lines) + "\n```")
            case Table(folded=words) if words:
                parts.append(f"{words}: on the page.")
            case Table(columns, rows):
                head = [_line(columns), "|" + " --- |" + " ---: |" * (len(columns) - 1)]
                parts.append("\n".join([*head, *(_line(row) for row in rows)]))
            case Picture():
                pass
    return "\n\n".join(parts) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def as_html(title: str, blocks: Sequence[Block]) -> str:
    """One page that fetches nothing."""
    parts: list[str] = []
    plots: list[str] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Picture) and not block.wide:
            if block.svg:
                plots.append(block.svg)
            continue
        if plots:
            parts.append(f'<div class="plots">{"".join(plots)}</div>')
            plots = []
        parts.append(_html(block, number))
    if plots:
        parts.append(f'<div class="plots">{"".join(plots)}</div>')
    sections = "".join(
        f'<a href="#s{number}">{escape(block.text)}</a>'
        for number, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level == 2
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(title)}</h1><nav>{sections}</nav>{''.join(parts)}</main></body></html>\n"
    )


def _html(block: Block, number: int) -> str:
    match block:
        case Heading(text, level):
            return f'<h{level} id="s{number}">{escape(text)}</h{level}>'
        case Words(text, mark):
            kind = f' class="mark {escape(mark.replace(" ", "-"))}"' if mark else ""
            return f"<p{kind}>{escape(text)}</p>"
        case Picture(svg):
            return f'<div class="wide">{svg}</div>'
        case Link(text, files):
            links = ", ".join(f'<a href="{escape(name)}">{escape(name)}</a>' for name in files)
            return f"<p>{escape(text)} {links}.</p>"
        case Commands(lines):
            return f"<pre>{escape(chr(10).join(lines))}</pre>"
        case Table(columns, rows, folded):
            head = "".join(f"<th>{escape(cell)}</th>" for cell in columns)
            body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
            # Two columns are a list of words, not of figures.
            kind = ' class="words"' if len(columns) <= 3 and not folded else ""
            table = (
                f'<div class="scroll"><table{kind}><thead><tr>{head}</tr></thead>'
                f"<tbody>{body}</tbody></table></div>"
            )
            if not folded:
                return table
            return f"<details><summary>{escape(folded)}</summary>{table}</details>"


def _cell(text: str) -> str:
    kind = f' class="{text}"' if text in ("leads", "behind") else ""
    return f"<td{kind}>{escape(text)}</td>"
