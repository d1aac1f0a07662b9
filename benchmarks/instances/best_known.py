"""Best known values and conventions from the `bks.csv` beside an instance file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.instances.conventions import CONVENTIONS, Convention
from benchmarks.instances.fault import InstanceError


@dataclass(frozen=True)
class BestKnown:
    """A reference value and what it is: best known, lower bound, upper bound."""

    value: float
    meaning: str
    source: str
    vehicles: int | None = None


def read_rows(beside: Path, name: str) -> list[dict[str, str]]:
    """Rows of `bks.csv` for the instance `name`; empty when there is no such file or row."""
    table = beside.parent / "bks.csv" if not beside.is_dir() else beside / "bks.csv"
    if not table.is_file():
        return []
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            return [row for row in csv.DictReader(lines) if row.get("instance") == name]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InstanceError(str(table), f"cannot be read as a table: {error}") from error


# Columns that hold the value of a convention other than the one the row states.
_OTHER_COLUMNS = {
    "double": ("dist_double_bks", ""),
    "double_hierarchical": ("hier_cost_double", "hier_vehicles"),
}


def routing_reference(
    beside: Path, wanted: Convention | None, default: str
) -> tuple[Convention, BestKnown | None]:
    """The convention to use for a routing file and the best known value under it.

    `wanted` None means the one that the table states, or `default` where there is no table.
    Raises InstanceError when the table states a convention that is not known.
    """
    rows = read_rows(beside, beside.stem)
    row = rows[0] if rows else {}
    stated = row.get("distance_convention") or default
    if stated not in CONVENTIONS and wanted is None:
        raise InstanceError(str(beside), f"bks.csv states the unknown convention {stated!r}")
    used = wanted or CONVENTIONS[stated]
    cost_column, vehicles_column = "bks_cost", "bks_vehicles"
    same_distance = used.name.removesuffix("_hierarchical") == stated.removesuffix("_hierarchical")
    if not same_distance:
        cost_column, vehicles_column = _OTHER_COLUMNS.get(used.name, ("", ""))
    cost = _number(row.get(cost_column))
    if cost is None:
        return used, None
    if stated == "hfvrp_unscaled" and cost > 1e6:
        # Half of that set's values are on PyVRP's integer scale: costs x100, distances x1000.
        cost /= 100_000
    vehicles = _number(row.get(vehicles_column))
    proven = row.get("proven_optimal") == "1" and cost_column == "bks_cost"
    return used, BestKnown(
        cost,
        "proven optimum" if proven else "best known",
        row.get("source") or "",
        None if vehicles is None else int(vehicles),
    )


def packing_best_known(beside: Path, name: str, metrics: tuple[str, ...]) -> BestKnown | None:
    """The value of the first of `metrics` that the table holds; bounds: the largest of them."""
    rows = {row.get("metric", ""): row for row in read_rows(beside, name)}
    found = [
        (value, metric)
        for metric in metrics
        if (value := _number(rows.get(metric, {}).get("best_known"))) is not None
    ]
    if not found:
        return None
    value, metric = max(found) if "bound" in metrics[0] else found[0]
    meaning = "lower bound" if "lower_bound" in metric or "bound_L" in metric else "best known"
    return BestKnown(value, meaning, rows[metric].get("source") or metric)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
