"""Tables and plots of the readers of messages."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.records import Record
from benchmarks.report import address_targets
from benchmarks.report.pages import Block, Heading, Picture, Table, Words
from benchmarks.report.statistics import share_interval
from benchmarks.report.svg import Series, histogram
from benchmarks.suites.address import HISTOGRAM_EDGES_S


def blocks(records: Sequence[Record]) -> list[Block]:
    """A table per set of messages."""
    rows = [record for record in records if record.get("record") == "address"]
    if not rows:
        return _countries(records)
    found: list[Block] = [
        Heading("Reading Chinese messages"),
        Words(
            "Right means province, city and district all right; the interval is Wilson's 95 %. "
            "Whole means these, the recipient and the telephone number. The noise is our own "
            "generator's: a score on it proves what its author thought of, so read the real sets "
            "beside it. A reader that does not read names or townships has 0 there."
        ),
        *address_targets.blocks(records),
    ]
    for name in dict.fromkeys(row["set"] for row in rows):
        own = [row for row in rows if row["set"] == name]
        kind = "real" if own[0]["real"] else "invented"
        found += [Heading(f"{name} ({kind}, {own[0]['n']} messages)", 3), _table(own)]
        found += _confidence(own)
    rows_timed = [
        Series(
            f"{row['engine']} {row['set']}",
            [(k, float(count)) for k, count in enumerate(row["latency_counts"])],
        )
        for row in rows
        if row["set"] == "noise_heavy" and sum(row["latency_counts"])
    ]
    found.append(Picture(histogram("Time per message", "seconds", HISTOGRAM_EDGES_S, rows_timed)))
    return found + _countries(records)


def _countries(records: Sequence[Record]) -> list[Block]:
    """Counts on the labelled sets of other countries."""
    rows = [record for record in records if record.get("record") == "country"]
    if not rows:
        return []
    parts = list(dict.fromkeys(part for row in rows for part in row["parts"]))
    notes = {row["set"]: row["note"] for row in rows if row["note"]}
    return [
        Heading("Addresses of other countries"),
        Words(
            "Counts without a target: right of all, whole records and part by part. The sets are "
            "their authors' own tests, so a full score of their authors' reader is no estimate of "
            "its accuracy elsewhere. "
            + " ".join(f"{name}: {note}." for name, note in notes.items())
        ),
        Table(
            ("set", "reader", "whole records", *parts, "texts/s"),
            tuple(
                (
                    row["set"],
                    f"{row['engine']} {row['version']}",
                    f"{row['right']}/{row['n']}",
                    *("/".join(map(str, row["parts"].get(part, "-"))) for part in parts),
                    f"{row['per_second']:.0f}" if row["per_second"] else "-",
                )
                for row in rows
            ),
        ),
    ]


def _share(right: int, count: int) -> str:
    if not count:
        return "-"
    low, high = share_interval(right, count)
    return f"{right / count:.4f} ({low:.3f}-{high:.3f})"


def _table(rows: Sequence[Record]) -> Block:
    return Table(
        ("reader", "right", "township", "whole", "messages/s"),
        tuple(
            (
                f"{row['engine']} {row['version']}",
                _share(row["right"], row["n"]),
                _share(row["township_right"], row["township_n"]),
                _share(row["whole_right"], row["whole_n"]),
                f"{row['per_second']:.0f}" if row["per_second"] else "-",
            )
            for row in sorted(rows, key=lambda row: -row["right"])
        ),
    )


def _confidence(rows: Sequence[Record]) -> list[Block]:
    return [
        Words(
            f"{row['engine']} accepts {row['accepted']} of {row['n']} by itself, "
            f"{row['accepted_wrong']} of them wrongly; calibration error "
            f"{row['calibration_error']:.4f}, Brier score {row['brier']:.4f}."
        )
        for row in rows
        if "accepted" in row
    ]
