"""Where instances are found: the shipped fixtures, or the large sets that BENCHMARK_DATA names.

The large sets are public and not shipped; `SOURCES` says where the originals are. Files are named
with their checksums in every report.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

BOXPACKER = "BoxPacker"
"""Needs PHP with Composer to run; its published results stand beside ours."""

FIXTURES = Path(__file__).parent / "fixtures"

SOURCES = {
    "solomon": "Solomon 1987; github.com/laser-ufpb/VRPTWController",
    "gehring_homberger": "Gehring & Homberger 1999; github.com/laser-ufpb/VRPTWController",
    "cvrp_x": "Uchoa et al. 2017, CVRPLIB; github.com/PyVRP/Instances",
    "cvrp_xxl": "Arnold et al. 2019, CVRPLIB; github.com/PyVRP/Instances",
    "pdptw_lilim": "Li & Lim 2001; github.com/VROOM-Project/vroom-scripts",
    "pdptw_sartori_buriol": "Sartori & Buriol 2020; github.com/cssartori/pdptw-instances",
    "mdvrp_cordeau": "Cordeau et al. 1997; github.com/VROOM-Project/vroom-scripts",
    "hvrp_classic": "Golden et al. 1984, Taillard 1999; github.com/VROOM-Project/vroom-scripts",
    "hfvrp_x": "Pessoa et al. 2018; github.com/PyVRP/Instances",
    "mdvrptw": "Vidal et al. 2013; github.com/PyVRP/Instances",
    "sdvrptw": "Cordeau & Laporte 2001; github.com/PyVRP/Instances",
    "pcvrptw": "github.com/PyVRP/Instances",
    "vrpb": "Queiroga et al. 2020; github.com/PyVRP/Instances",
    "gvrp": "Bektas et al. 2011; github.com/PyVRP/Instances",
    "mtvrptw_release": "Yang 2023; github.com/PyVRP/Instances",
    "ortec_euroneurips2022": "github.com/ortec/euro-neurips-vrp-2022-quickstart (CC BY-NC 4.0)",
    "br": "Bischoff & Ratcliff 1995, Davies & Bischoff 1999; OR-Library thpack1-7",
    "mpv": "Martello, Pisinger & Vigo 2000, own run of the published generator",
    "boxpacker_orders": "github.com/dvdoug/BoxPacker tests/data (MIT)",
    "orders": "98 orders of github.com/dvdoug/BoxPacker tests/data (MIT)",
    "guillotine": "guillotine panel; github.com/fontanf/packingsolver (MIT)",
    "alvarez2002": "Alvarez-Valdes et al. 2002; github.com/fontanf/packingsolver (MIT)",
    "berkey1987": "Berkey & Wang 1987; github.com/fontanf/packingsolver (MIT)",
    "martello1998": "Martello & Vigo 1998; github.com/fontanf/packingsolver (MIT)",
    "cui2008": "Cui 2008; github.com/fontanf/packingsolver (MIT)",
    "cn_messages": "test suites of address parsers (MIT, Apache-2.0)",
    "cn_parse_naacl2019": "Li et al. 2019; measuring only, never shipped",
}

_CLTRS_MEANS = {
    "BR1": 94.51,
    "BR2": 94.73,
    "BR3": 94.74,
    "BR4": 94.41,
    "BR5": 94.13,
    "BR6": 93.85,
    "BR7": 93.20,
}


@dataclass(frozen=True)
class Case:
    """One instance to run. `reference` holds published figures of others, not measured here,
    `reference_values` the same for each of its orders, in the sequence of the file. A `variant`
    asks something else of the same file: another support (share) or limit (seconds).
    """

    file: Path
    problem: int | None = None
    reference: tuple[tuple[str, float], ...] = ()
    reference_values: tuple[tuple[str, tuple[float, ...]], ...] = ()
    variant: str = ""
    support: float | None = None
    seconds: float | None = None

    @property
    def set_name(self) -> str:
        """The folder that holds the instance names its set, with the variant behind it."""
        folder = self.file.name if self.file.is_dir() else self.file.parent.name
        return f"{folder}_{self.variant}" if self.variant else folder


def data_folder() -> Path | None:
    """The folder in BENCHMARK_DATA, None when it is not set or not there."""
    named = os.environ.get("BENCHMARK_DATA")
    return Path(named) if named and Path(named).is_dir() else None


def routing_cases(folder: Path, *, full: bool) -> list[Case]:
    """Instances of the routing panel, or every routing file of the folder."""
    panel = folder / "panels" / "routing.csv"
    if panel.is_file() and not full:
        return [Case(folder / row["file"]) for row in _rows(panel)]
    files = sorted((folder / "routing").glob("*/*")) or sorted(folder.glob("*/*"))
    wanted = {".vrp", ".txt"}
    return [Case(file) for file in files if file.suffix in wanted and _is_routing(file)]


def _is_routing(file: Path) -> bool:
    return file.parent.name not in {"br", "mpv", "orders", "cvrp_3l_gendreau"} and (
        file.name != "README.md"
    )


def packing_cases(folder: Path, *, full: bool) -> list[Case]:
    """Single containers, bins and the order folder: panels, or whole sets."""
    if (folder / "panels" / "br.csv").is_file() and not full:
        containers = [(folder / row["file"], row) for row in _rows(folder / "panels" / "br.csv")]
        cases = [
            Case(
                file,
                int(row["problem"]),
                _published(row, ("packingsolver_10s", "bsg_10s", "boxpacker")),
            )
            for file, row in containers
        ]
        cases += [
            Case(
                file,
                int(row["problem"]),
                _mean_of_its_set(file),
                variant="full_support",
                support=1.0,
            )
            for file, row in containers
        ]
        cases += [
            Case(file, int(row["problem"]), variant="30_s", seconds=30.0)
            for file, row in containers
        ]
        cases += [
            Case(folder / row["file"], None, _published(row, ("packingsolver_8s", "boxpacker")))
            for row in _rows(folder / "panels" / "mpv.csv")
        ]
        return [*cases, _orders_case(folder / "packing" / "boxpacker_orders")]
    from benchmarks.instances import thpack  # noqa: PLC0415

    root = folder / "packing" if (folder / "packing").is_dir() else folder
    cases = [
        Case(file, number)
        for file in sorted(root.glob("br/*.txt"))
        for number in thpack.problem_numbers(file, file.read_text(encoding="utf-8"))
    ]
    cases += [Case(file) for file in sorted(root.glob("mpv/*.txt"))]
    return cases + [
        _orders_case(root / name)
        for name in ("boxpacker_orders", "orders")
        if (root / name).is_dir()
    ]


def _orders_case(folder: Path) -> Case:
    """A folder of orders; `expected.csv` holds what BoxPacker itself reaches (fifth column).

    It is the expectation of BoxPacker's own efficiency test, dvdoug/BoxPacker tests/data (MIT).
    """
    expected = folder / "expected.csv"
    if not expected.is_file():
        return Case(folder)
    with expected.open(encoding="utf-8", newline="") as lines:
        parcels = {row[0]: float(row[4]) for row in csv.reader(lines)}
    with (folder / "items.csv").open(encoding="utf-8", newline="") as lines:
        orders = dict.fromkeys(row[0] for row in csv.reader(lines) if int(row[1]) > 0)
    values = tuple(parcels[order] for order in orders if order in parcels)
    if len(values) < len(orders):
        return Case(folder, None, ((BOXPACKER, sum(values)),))
    return Case(folder, None, ((BOXPACKER, sum(values)),), ((BOXPACKER, values),))


def _mean_of_its_set(file: Path) -> tuple[tuple[str, float], ...]:
    """Fanslau and Bortfeldt (2010), full support: the mean over the 100 problems of the file."""
    mean = _CLTRS_MEANS.get(file.stem)
    return () if mean is None else (("CLTRS 2010, mean of the set", mean),)


def _published(row: dict[str, str], columns: Iterable[str]) -> tuple[tuple[str, float], ...]:
    return tuple((column, float(row[column])) for column in columns if row.get(column))


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def checksum(path: Path) -> str:
    """The first 16 hex digits of the SHA-256 of a file, or of all files of a folder in order."""
    digest = hashlib.sha256()
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def thin(cases: list[Case], most: int) -> list[Case]:
    """At most `most` cases, taken in turn from each set, evenly spread within it."""
    if len(cases) <= most:
        return cases
    by_set: dict[str, list[Case]] = {}
    for case in cases:
        by_set.setdefault(case.set_name, []).append(case)
    quota = dict.fromkeys(by_set, 0)
    for _ in range(most):
        # The set that has the smallest part of its instances gets the next one.
        name = min(by_set, key=lambda n: (quota[n] / len(by_set[n]), -len(by_set[n])))
        quota[name] += 1
    kept = []
    for name, members in by_set.items():
        step = len(members) / quota[name] if quota[name] else 0
        kept += [members[int(k * step)] for k in range(quota[name])]
    return kept
