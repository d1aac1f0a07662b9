"""Tables and plots of the running service."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.north_star import ORDERS, history
from benchmarks.records import Record
from benchmarks.report.pages import Block, Heading, Picture, Table, Words
from benchmarks.report.svg import Axis, Series, histogram, plot
from benchmarks.suites.address import HISTOGRAM_EDGES_S


def blocks(records: Sequence[Record]) -> list[Block]:
    """Latencies of single calls and days of growing size."""
    calls = [record for record in records if record.get("record") == "latency"]
    days = [record for record in records if record.get("record") == "day"]
    if not calls and not days:
        return []
    found: list[Block] = [Heading("The service")]
    if calls:
        found.append(
            Table(
                ("call over gRPC", "calls", "p50 ms", "p95 ms", "p99 ms"),
                tuple(
                    (
                        call["call"],
                        str(call["n"]),
                        f"{1000 * call['p50_s']:.2f}",
                        f"{1000 * call['p95_s']:.2f}",
                        f"{1000 * call['p99_s']:.2f}",
                    )
                    for call in calls
                ),
            )
        )
        rows = [
            Series(call["call"], [(k, float(c)) for k, c in enumerate(call["latency_counts"])])
            for call in calls
        ]
        found.append(Picture(histogram("Time per call", "seconds", HISTOGRAM_EDGES_S, rows)))
    if days:
        found += _days(days)
    return found


def tracked() -> list[Block]:
    """The north star over versions."""
    lines = history()
    if not lines:
        return []
    rows = tuple(
        (
            f"{line['version']} {line.get('commit', '')} ({line['date']})",
            f"{line['processor']}, {line['cores']} cores",
            f"{line['orders_per_second']:.1f}",
            f"{line['planned']}/{line['orders']}",
            f"{line['cost_per_planned_order'] / 100:.2f} {line['currency']}",
        )
        for line in lines
    )
    columns = ("version", "machine", "orders/s", "planned", "cost per planned order")
    costs = [(k + 1.0, line["cost_per_planned_order"] / 100) for k, line in enumerate(lines)]
    speeds = [(k + 1.0, line["orders_per_second"]) for k, line in enumerate(lines)]
    return [
        Heading("North star over versions", 3),
        Words(
            f"The whole pipeline on a day of {ORDERS:,} orders, address text to route sheet, kept "
            "by run --suite service --track in stored/north_star.jsonl. Seconds are of the machine "
            "in the row."
        ),
        Table(columns, rows),
        Picture(
            plot("Speed", Axis("tracked run"), Axis("orders/s", least=0), [Series("", speeds)])
        ),
        Picture(plot("Cost", Axis("tracked run"), Axis("per order", least=0), [Series("", costs)])),
    ]


def _days(days: Sequence[Record]) -> list[Block]:
    return [
        Words(
            "A whole day, address text to route sheet, in one call: the north star is the last row."
        ),
        Table(
            ("orders", "seconds", "orders/s", "planned", "cost per planned order", "km"),
            tuple(
                (
                    str(day["orders"]),
                    f"{day['seconds']:.1f}",
                    f"{day['orders_per_second']:.1f}",
                    f"{day['planned']}",
                    f"{day['cost_per_planned_order'] / 100:.2f} {day['currency']}",
                    f"{day['distance_m'] / 1000:.0f}",
                )
                for day in days
            ),
        ),
        Picture(
            plot(
                "Time for a day against its size",
                Axis("orders", least=0),
                Axis("seconds", least=0),
                [Series("whole pipeline", [(day["orders"], day["seconds"]) for day in days])],
            )
        ),
    ]
