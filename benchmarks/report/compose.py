"""The whole report from raw lines: head, words, sections, sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.instances import CONVENTIONS
from benchmarks.records import Record, keep, portable, read
from benchmarks.report import address, growth, repeating, service, solving, standing
from benchmarks.report.pages import (
    Block,
    Heading,
    Link,
    Table,
    Words,
    as_html,
    as_markdown,
)

TITLE = "Benchmarks"
KEPT_LINES = "lines.jsonl.xz"


def compose(records: Sequence[Record], raw: Sequence[str]) -> list[Block]:
    """All blocks; `raw` names the files of raw lines, for the reader to find."""
    heads = [record for record in records if record.get("record") == "header"]
    found: list[Block] = [*standing.blocks(records), *_machine(heads)]
    found += solving.blocks(records)
    found += standing.pairs(records)
    found += address.blocks(records)
    found += service.blocks(records)
    found += growth.versions()
    found += repeating.every_run(solving.with_gaps(records))
    found += repeating.commands(heads, records)
    found += _conventions(records)
    found += _sources(heads)
    found += [
        Heading("Raw results"),
        Link("Every figure is computed from these JSON lines:", tuple(raw)),
    ]
    return found


def _machine(heads: Sequence[Record]) -> list[Block]:
    if not heads:
        return [Words("No run is recorded.")]
    first = heads[0]
    machine = first["machine"]
    rows = [
        ("started", ", ".join(f"{head['suite']} {head['started']}" for head in heads)),
        ("machine", f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB"),
        ("system", f"{machine['system']}, Python {machine['python']}"),
        ("packages", ", ".join(f"{k} {v}" for k, v in first["packages"].items())),
    ]
    commits = dict.fromkeys(head["commit"] or "outside a working copy" for head in heads)
    for commit in commits:
        of_commit = [
            h["suite"] for h in heads if (h["commit"] or "outside a working copy") == commit
        ]
        rows.append(
            ("commit" if len(commits) == 1 else f"commit of {', '.join(of_commit)}", commit)
        )
    for head in heads:
        settings = ", ".join(f"{k} {v}" for k, v in head["settings"].items())
        rows.append((f"settings of {head['suite']}", settings))
        engines = ", ".join(f"{k} {v}" for k, v in head["engines"].items())
        rows.append((f"engines of {head['suite']}", engines or "-"))
    return [
        Heading("How this was measured"),
        Words(
            "All engines ran in turn on the same machine, each run in a process of its own, pinned "
            "to the same cores, with the same wall time (or, in the short table, fixed work). "
            "Peers that are not installed are named, not estimated. Compare figures within a "
            "report, never seconds between machines."
        ),
        Table(("what", "value"), tuple(rows)),
    ]


def _conventions(records: Sequence[Record]) -> list[Block]:
    used = sorted({record["convention"] for record in records if record.get("convention")})
    known = [(name, CONVENTIONS[name].meaning) for name in used if name in CONVENTIONS]
    if not known:
        return []
    return [Heading("Rounding conventions"), Table(("convention", "meaning"), tuple(known))]


def _sources(heads: Sequence[Record]) -> list[Block]:
    rows = {
        (entry["file"], entry["sha256_16"], entry["source"])
        for head in heads
        for entry in head["data"]
    }
    if not rows:
        return []
    return [
        Heading("Instances"),
        Table(
            ("file", "SHA-256 (first 16)", "source"),
            tuple(sorted(rows)),
            folded=f"{len(rows)} files with checksums and sources",
        ),
    ]


def write_report(lines: Sequence[Path], folder: Path, title: str = TITLE) -> tuple[Path, Path]:
    """Writes `report.html` and `report.md` from files of raw lines; their paths."""
    found = [record for path in lines for record in read(path)]
    blocks = compose(found, [path.name for path in lines])
    return _written(title, blocks, folder / "report.html", folder / "report.md")


def keep_report(lines: Sequence[Path], folder: Path, title: str = TITLE) -> tuple[Path, Path]:
    """Writes what is checked in: `index.html`, `summary.md`, and all lines in `lines.jsonl.xz`."""
    found = [portable(record) for path in lines for record in read(path)]
    keep(folder / KEPT_LINES, found)
    blocks = compose(found, [KEPT_LINES])
    return _written(title, blocks, folder / "index.html", folder / "summary.md")


def _written(title: str, blocks: Sequence[Block], page: Path, summary: Path) -> tuple[Path, Path]:
    page.write_text(as_html(title, blocks), encoding="utf-8")
    summary.write_text(as_markdown(title, blocks), encoding="utf-8")
    return page, summary
