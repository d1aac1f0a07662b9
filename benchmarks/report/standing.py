"""Where this project leads and where it does not, computed from the records.

For each kind of problem the project is compared with the best other one, instance by instance. The
interval is a paired bootstrap over instances (Efron 1979): instances are drawn again with
replacement, the mean difference is taken each time, and the middle 95 % are told. Seeds are
averaged within an instance first. Where many orders make an instance, the orders are drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.peers.own import NAME
from benchmarks.records import Record
from benchmarks.report.pages import Block, Heading, Picture, Table, Words
from benchmarks.report.solving import by_set, key, solved, with_gaps
from benchmarks.report.statistics import mean, share_interval
from benchmarks.report.svg import Span, forest

DRAWS = 10_000
SEED = 20_261_120
FEWEST = 5
"""Instances below which an interval is shown but nothing is called a lead."""

MANY = 500
"""Orders above which a tenth of the draws is enough."""

LEADS, BEHIND, OPEN, FEW, ALONE = "leads", "behind", "not told apart", "too few", "alone"

KIND_WORDS = {
    "cvrp": "routes: capacity (CVRP)",
    "vrptw": "routes: time windows (VRPTW)",
    "pdptw": "routes: pickup and delivery (PDPTW)",
    "mdvrp": "routes: several depots (MDVRP)",
    "mdvrptw": "routes: several depots, windows",
    "hfvrp": "routes: mixed fleet (HFVRP)",
    "sdvrptw": "routes: skills (SDVRPTW)",
    "pcvrptw": "routes: prizes (PCVRPTW)",
    "vrpb": "routes: backhauls (VRPB)",
    "gvrp": "routes: alternatives (GVRP)",
    "mtvrptwr": "routes: several trips, release times",
    "container_loading": "loading one container",
    "container_loading_full_support": "loading one container, all fully supported",
    "container_loading_30_s": "loading one container, three times as long",
    "multi_container": "loading fewest containers",
    "bin_packing": "loading fewest bins",
    "captured": "captured requests",
    "bins": "loading fewest bins",
    "orders": "cartons for real orders",
    "guillotine": "sheets cut in stages",
    "right_sized": "box made to the order",
    "orders_to_measure": "real order boxed to measure, fully supported",
    "carton_suite": "carton sizes for a history",
    "docks": "docks, three loads",
    "picking": "picking batches, three ways of walking",
}

GAP = "mean gap %"

Key = tuple[object, ...]


@dataclass(frozen=True)
class Standing:
    """The project beside one other on the instances that both solved, in % points of the gap.

    `difference` is ours minus theirs, so that less than zero is better for us.
    """

    kind: str
    other: str
    count: int
    ours: float
    theirs: float
    difference: float
    low: float
    high: float
    better: int
    level: int
    worse: int
    unit: str = GAP

    @property
    def word(self) -> str:
        """What the interval allows to say."""
        if self.difference == 0 and not self.better and not self.worse:
            return OPEN
        if self.count < FEWEST:
            return FEW
        if self.high < 0:
            return LEADS
        return BEHIND if self.low > 0 else OPEN


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the mean under drawing again with replacement."""
    values = np.asarray(differences, dtype=np.float64)
    chance = np.random.default_rng(SEED)
    draws = DRAWS if len(values) <= MANY else DRAWS // 10
    means = [values[chance.integers(0, len(values), len(values))].mean() for _ in range(draws)]
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def kind_words(kind: str) -> str:
    """A kind in words."""
    return KIND_WORDS.get(kind, kind.replace("_", " "))


def standings(records: Sequence[Record]) -> list[Standing]:
    """The project beside the best other of each kind; alone where there is none."""
    return [
        chosen for of_kind in every_standing(records).values() if (chosen := _best_other(of_kind))
    ]


def every_standing(records: Sequence[Record]) -> dict[str, list[Standing]]:
    """Per kind, the project beside each other one."""
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for runs in by_set(with_gaps(records), "table").values():
        for run in runs:
            by_kind[_kind_of(run, runs)].append(run)
    found = {}
    for kind, runs in by_kind.items():
        own = _scores(runs, NAME)
        others = dict.fromkeys(run["engine_asked"] for run in runs if run["engine_asked"] != NAME)
        rows = [
            _beside(kind, other, own, theirs, runs)
            for other in others
            if (theirs := _scores(runs, other)) and own.keys() & theirs.keys()
        ]
        rows += [
            _beside(kind, f"{name} (published)", ours, theirs, runs)
            for name, ours, theirs in _published(runs)
        ]
        if not rows and own:
            rows = [_alone(kind, own)]
        found[kind] = rows
    return found


def _kind_of(run: Record, runs: Sequence[Record]) -> str:
    """Runs that did not get far enough to tell their kind go with those of their set."""
    kinds = (one.get("kind") for one in (run, *runs))
    return next((str(kind) for kind in kinds if kind), str(run["set"]))


Score = tuple[int, float]
"""Vehicles where they count first, else 0; then the gap in %, or the value of an order."""


def _scores(runs: Iterable[Record], engine: str) -> dict[Key, Score]:
    """Per instance, seeds averaged; where orders are told, per order."""
    collected: dict[Key, list[Score]] = defaultdict(list)
    for run in runs:
        if run["engine_asked"] != engine or not solved(run):
            continue
        parts = run.get("values") or run.get("containers")
        if parts:
            for number, value in enumerate(parts):
                collected[(*key(run), number)].append((0, float(value)))
        else:
            first = run["vehicles"] if "hierarchical" in run.get("convention", "") else 0
            collected[key(run)].append((first or 0, 100 * run["gap"]))
    return {
        at: (min(first for first, _ in scores), mean([value for _, value in scores]))
        for at, scores in collected.items()
    }


def _published(
    runs: Sequence[Record],
) -> Iterable[tuple[str, dict[Key, Score], dict[Key, Score]]]:
    """Figures of others that came with the instances, beside our own on just those."""
    ours: dict[str, dict[Key, Score]] = defaultdict(dict)
    theirs: dict[str, dict[Key, Score]] = defaultdict(dict)
    # A gap below zero with an objective above the best known: more is better.
    more_counts = any(
        solved(run)
        and run["gap"] * (run["objective"] - (run.get("best_known") or run["objective"])) < 0
        for run in runs
    )
    for run in runs:
        if run["engine_asked"] != NAME or not solved(run) or run.get("seed"):
            continue
        for name, values in run.get("reference_values", {}).items():
            for number, (value, own) in enumerate(
                zip(values, run.get("containers", ()), strict=False)
            ):
                ours[name][(*key(run), number)] = (0, float(own))
                theirs[name][(*key(run), number)] = (0, float(value))
        known = run.get("best_known")
        if run.get("reference_values") or not known:
            continue
        more = run.get("more_is_better", more_counts)
        for name, value in run.get("reference", {}).items():
            off = (known - value) / known if more else value / known - 1
            ours[name][key(run)] = (0, 100 * run["gap"])
            theirs[name][key(run)] = (0, 100 * off)
    return [(name, ours[name], theirs[name]) for name in ours]


def _beside(
    kind: str,
    other: str,
    own: dict[Key, Score],
    theirs: dict[Key, Score],
    runs: Sequence[Record],
) -> Standing:
    shared = sorted(own.keys() & theirs.keys(), key=str)
    pairs = [(own[at], theirs[at]) for at in shared]
    ours_mean = mean([one[1] for one, _ in pairs])
    theirs_mean = mean([other_[1] for _, other_ in pairs])
    unit = GAP
    scale = 1.0
    if any(run.get("values") or run.get("containers") for run in runs):
        unit, scale = "per order; difference in %", 100 / theirs_mean
    if any(one[0] != other_[0] for one, other_ in pairs):
        # Vehicles count first: they are compared, as a share of what the other needs.
        fleet = sum(other_[0] for _, other_ in pairs) / len(pairs)
        differences = [100 * (one[0] - other_[0]) / fleet for one, other_ in pairs]
        ours_mean = float(sum(one[0] for one, _ in pairs))
        theirs_mean = float(sum(other_[0] for _, other_ in pairs))
        unit = "vehicles; difference in %"
    else:
        differences = [scale * (one[1] - other_[1]) for one, other_ in pairs]
    # What is below the resolution of the objectives is no difference.
    differences = [round(one, 6) + 0.0 for one in differences]
    low, high = interval(differences)
    rounded = [((a[0], round(a[1], 6)), (b[0], round(b[1], 6))) for a, b in pairs]
    return Standing(
        kind,
        other,
        len(pairs),
        ours_mean,
        theirs_mean,
        mean(differences),
        low,
        high,
        sum(one < other_ for one, other_ in rounded),
        sum(one == other_ for one, other_ in rounded),
        sum(one > other_ for one, other_ in rounded),
        unit,
    )


def _alone(kind: str, own: dict[Key, Score]) -> Standing:
    ours = mean([value for _, value in own.values()])
    return Standing(kind, "", len(own), ours, 0.0, 0.0, 0.0, 0.0, 0, 0, 0)


def _best_other(rows: Sequence[Standing]) -> Standing | None:
    """The one least behind us among those that solved at least half of the most."""
    if not rows:
        return None
    most = max(row.count for row in rows)
    return max((row for row in rows if 2 * row.count >= most), key=lambda row: row.difference)


# --- the section ---------------------------------------------------------------------------------


def blocks(records: Sequence[Record]) -> list[Block]:
    """Words, a picture, a table, and how to read them."""
    rows = standings(records)
    found: list[Block] = [Heading("Where this project leads and where it does not")]
    messages = _messages(records)
    if not rows and not messages:
        return []
    found += [*_in_words(rows, messages), *_unsolved(records)]
    compared = [row for row in rows if row.other]
    if compared:
        spans = [
            Span(
                f"{kind_words(row.kind)} ({row.count})",
                row.difference,
                row.low,
                row.high,
                row.other,
                row.word,
            )
            for row in compared
        ]
        title = f"{NAME} minus the best other, % points: left of the line is better for {NAME}"
        found.append(Picture(forest(title, spans), wide=True))
        found.append(_table(compared))
    found += _reading(rows, records)
    return found


def _in_words(rows: Sequence[Standing], messages: Sequence[tuple[str, str]]) -> list[Block]:
    by_word: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        word = row.word if row.other else ALONE
        beside = (
            f" ({row.difference:+.2f} beside {row.other}, {row.better} better and {row.worse} "
            f"worse of {row.count})"
            if row.other
            else f" ({row.count} instances)"
        )
        by_word[word].append(kind_words(row.kind) + beside)
    for word, words in messages:
        by_word[word].append(words)
    says = {
        LEADS: "Leads, and the interval excludes chance",
        BEHIND: "Behind, and the interval excludes chance",
        OPEN: "Not told apart: the interval holds zero",
        FEW: f"Fewer than {FEWEST} instances, so nothing is claimed",
        ALONE: "Nobody beside it here",
    }
    return [
        Words(f"{says[word]}: " + "; ".join(by_word[word]) + ".", mark=word)
        for word in (LEADS, BEHIND, OPEN, FEW, ALONE)
        if by_word[word]
    ]


def _unsolved(records: Sequence[Record]) -> list[Block]:
    """Sets of which the project solved nothing, with its reason."""
    words = []
    for name, runs in by_set(records, "table").items():
        own = [run for run in runs if run["engine_asked"] == NAME]
        if own and not any(run.get("feasible") for run in own):
            told = own[0].get("refused") or own[0].get("error") or "no sound answer"
            words.append(f"{name.replace('_', ' ')} ({str(told).rsplit(': ', 1)[-1]})")
    if not words:
        return []
    return [Words(f"Does not solve: {'; '.join(words)}.", mark=BEHIND)]


def _table(rows: Sequence[Standing]) -> Table:
    def shown(value: float, row: Standing) -> str:
        return f"{value:.0f}" if row.unit.startswith("vehicles") else f"{round(value, 3) + 0.0:.3f}"

    plain = all(row.unit == GAP for row in rows)
    return Table(
        (
            "kind of problem",
            f"{NAME}",
            "instances",
            "ours",
            "best other",
            "its",
            "difference (95 % interval)",
            "better / level / worse",
            *(() if plain else ("figures are",)),
        ),
        tuple(
            (
                kind_words(row.kind),
                row.word,
                f"{row.count}",
                shown(row.ours, row),
                row.other,
                shown(row.theirs, row),
                f"{row.difference:+.3f} ({row.low:+.3f} to {row.high:+.3f})",
                f"{row.better} / {row.level} / {row.worse}",
                *(() if plain else (row.unit,)),
            )
            for row in rows
        ),
    )


def pairs(records: Sequence[Record]) -> list[Block]:
    """The project beside each other engine and each published figure."""
    rows = [row for of_kind in every_standing(records).values() for row in of_kind if row.other]
    return [Heading("Beside each other one", 3), _table(rows)] if rows else []


def _reading(rows: Sequence[Standing], records: Sequence[Record]) -> list[Block]:
    """How to read the section, and what was not equal."""
    found: list[Block] = [
        Words(
            f"How to read this: a difference below zero means that {NAME} is better. The interval "
            f"is a paired bootstrap over the instances ({DRAWS:,} draws, seed {SEED}; a tenth of "
            f"the draws over more than {MANY} orders), so it says how far these instances speak "
            f"for others like them. Leads and behind are said only when it excludes zero and there "
            f"are at least {FEWEST} instances. The best other is the one that comes "
            "nearest to us or leads most, among those that solved at least half as many of the "
            "instances as any other; every other one is in the tables below. Published figures "
            "were reached by their authors on other machines."
        )
    ]
    runs = [run for runs in by_set(records, "table").values() for run in runs]
    if any(run.get("limit_work") for run in runs):
        found.append(
            Words(
                "These runs did a fixed number of each engine's own steps, so that the figures "
                "repeat on any machine. A step of one engine is not a step of another: a lead here "
                "is not a lead at equal time. The seconds of each are in the tables."
            )
        )
    timed = _times(runs)
    if timed:
        found += [
            Words(
                "Equal wall time: every engine was given the same limit, from the file in memory "
                "to the answer. What each took in truth, and by how much it overran at most:"
            ),
            timed,
        ]
    return found


def _times(runs: Sequence[Record]) -> Table | None:
    rows = []
    timed = [run for run in runs if run.get("limit_seconds") and solved(run)]
    timed = [run for run in timed if not run.get("latencies")]
    for limit in sorted({run["limit_seconds"] for run in timed}):
        for engine in dict.fromkeys(run["engine_asked"] for run in timed):
            own = [
                run
                for run in timed
                if run["engine_asked"] == engine and run["limit_seconds"] == limit
            ]
            if own:
                over = [run["seconds"] - limit for run in own]
                rows.append(
                    (
                        f"{engine}, limit {limit:g} s",
                        f"{len(own)}",
                        f"{mean([run['seconds'] for run in own]):.2f}",
                        f"{max(run['seconds'] for run in own):.2f}",
                        f"{sum(one > 0 for one in over)}",
                        f"{max(0.0, *over):.2f}",
                    )
                )
    columns = ("engine", "runs", "mean s", "longest s", "runs over", "most over s")
    return Table(columns, tuple(rows)) if rows else None


def _messages(records: Sequence[Record]) -> list[tuple[str, str]]:
    """Readers of messages: Wilson's intervals of the two best, set by set."""
    rows = [one for one in records if one.get("record") == "address"]
    found = []
    for name in dict.fromkeys(row["set"] for row in rows):
        own = next((r for r in rows if r["set"] == name and r["engine"] == NAME), None)
        others = [r for r in rows if r["set"] == name and r["engine"] != NAME]
        if own is None:
            continue
        words = f"messages {name.replace('_', ' ')} {own['right']}/{own['n']}"
        if not others:
            found.append((ALONE, words))
            continue
        best = max(others, key=lambda row: row["right"] / max(1, row["n"]))
        ours = share_interval(own["right"], own["n"])
        theirs = share_interval(best["right"], best["n"])
        words += f" (beside {best['engine']} {best['right']}/{best['n']})"
        if ours[0] > theirs[1]:
            found.append((LEADS, words))
        else:
            found.append((BEHIND if ours[1] < theirs[0] else OPEN, words))
    return found + _countries(records)


def _countries(records: Sequence[Record]) -> list[tuple[str, str]]:
    """Whole records of other countries beside another reader, where one was run."""
    rows = [one for one in records if one.get("record") == "country"]
    found = []
    for theirs in rows:
        own = next((r for r in rows if r["set"] == theirs["set"] and r["engine"] == NAME), None)
        if own is None or theirs["engine"] == NAME:
            continue
        words = (
            f"addresses {own['set'].replace('_', ' ')} {own['right']}/{own['n']} "
            f"(beside {theirs['engine']} {theirs['right']}/{theirs['n']}, its own tests)"
        )
        low, high = share_interval(own["right"], own["n"])
        least, most = share_interval(theirs["right"], theirs["n"])
        found.append((LEADS if low > most else BEHIND if high < least else OPEN, words))
    return found
