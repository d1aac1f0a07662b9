"""`python -m benchmarks regression`: quality at fixed work and seed against the stored values.

Work limits and whole-number kernels make the answers the same from machine to machine, so a
difference is a change of the code. Worse fails; better asks to be stored with `--store`, which
also appends to the history. `--speed` adds the hot paths: processor seconds as a multiple of a
calibration loop run beside them, never seconds alone.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from address import Recognizer
from address.china.gazetteer import Gazetteer
from benchmarks.address_noise import STRENGTHS, NoiseMaker
from benchmarks.data import FIXTURES
from benchmarks.instances import load
from benchmarks.kinds.interface import Extent
from benchmarks.kinds.registry import kind_named
from benchmarks.kinds.worker import KindJob, measured
from benchmarks.measurement import Limits, measure
from benchmarks.peers.address_peers import OwnAddress
from benchmarks.peers.own import NAME, Own
from benchmarks.records import commit
from benchmarks.suites.address import noise_set, score

STORED = Path(__file__).parent / "stored"
VALUES = STORED / "quality.json"
HISTORY = STORED / "history.jsonl"

SLOWER = 1.5
"""A hot path this many times slower than stored, measured in calibration loops, has regressed."""

MESSAGES = 200
LOOPS = 400_000
REPEATS = 5


@dataclass(frozen=True)
class Check:
    """One figure of the panel; less is better unless `more_is_better`."""

    name: str
    value: Callable[[], float]
    more_is_better: bool = False


def _solved(name: str, work: int, problem: int | None = None) -> Callable[[], float]:
    def value() -> float:
        limits = Limits(seconds=1.0, seed=0, cores=1, work=work)
        result = measure(Own(), load(FIXTURES / name), limits, problem=problem)
        if not result.verdict.feasible or result.verdict.objective is None:
            return math.inf
        return round(float(result.verdict.objective), 6)

    return value


def _task(kind: str, place: int, work: int) -> Callable[[], float]:
    """The `place`-th task of the short table of a kind."""

    def value() -> float:
        task = kind_named(kind).tasks(Extent(short=True))[place]
        found = measured(KindJob(task, NAME, task.seconds, work=work))
        return round(float(found["objective"]), 6) if found["feasible"] else math.inf

    return value


def _read(strength: str) -> Callable[[], float]:
    def value() -> float:
        messages = noise_set(strength, MESSAGES, 1)
        return float(score(messages, OwnAddress().read(messages.texts))["right"])

    return value


def panel() -> list[Check]:
    """A small panel of each kind: seconds in all."""
    return [
        Check("cvrp X-n101-k25", _solved("cvrp_x/X-n101-k25.vrp", 600)),
        Check("vrptw R104", _solved("solomon/R104.txt", 600)),
        Check("vrptw R208", _solved("solomon/R208.txt", 600)),
        Check("pdptw lr102", _solved("pdptw_lilim/lr102.txt", 600)),
        Check("mdvrp p01", _solved("mdvrp_cordeau/p01.txt", 600)),
        Check("hfvrp HVRP13", _solved("hvrp_classic/HVRP13.txt", 600)),
        Check("sdvrptw PR01", _solved("sdvrptw/PR01.vrp", 600)),
        Check("container BR1_1", _solved("br/BR1.txt", 50, 1), more_is_better=True),
        Check("container BR5_1", _solved("br/BR5.txt", 50, 1), more_is_better=True),
        Check("container BR10_1", _solved("br/BR10.txt", 50, 1), more_is_better=True),
        Check("bins class1_n050_01", _solved("mpv/class1_n050_01.txt", 100)),
        Check("bins class5_n050_01", _solved("mpv/class5_n050_01.txt", 100)),
        Check("bins class7_n050_01", _solved("mpv/class7_n050_01.txt", 100)),
        Check("cartons orders", _solved("orders", 100)),
        Check("sheets Class_03 40_1", _task("guillotine", 0, 300)),
        Check("stock ATP31", _task("guillotine", 1, 300)),
        Check("sheet value ATP31", _task("guillotine", 2, 300), more_is_better=True),
        Check("boxes of 8 items", _task("right_sized", 0, 100)),
        Check("docks tight", _task("docks", 1, 300)),
        Check("picking S-shape", _task("picking", 0, 1_000)),
        *(
            Check(f"messages {strength} of {MESSAGES}", _read(strength), more_is_better=True)
            for strength in STRENGTHS
        ),
    ]


def panel_directions() -> dict[str, bool]:
    """By name, whether more of a figure is better."""
    return {check.name: check.more_is_better for check in panel()}


def stored_values() -> dict[str, float]:
    """Stored figures by name; empty when nothing is stored."""
    if not VALUES.is_file():
        return {}
    values: dict[str, float] = json.loads(VALUES.read_text(encoding="utf-8"))["values"]
    return values


def judgement(check: Check, value: float, stored: float | None) -> str:
    """ "same", "better", "worse" or "new"."""
    if stored is None:
        return "new"
    if math.isclose(value, stored, rel_tol=1e-9):
        return "same"
    return "better" if (value > stored) is check.more_is_better else "worse"


# --- hot paths -----------------------------------------------------------------------------------


def calibration() -> None:
    """A fixed amount of interpreter work, so that ratios hold from machine to machine."""
    total = 0
    for number in range(LOOPS):
        total = (total * 31 + number) & 0xFFFFFFFF


def hot_paths() -> dict[str, Callable[[], object]]:
    """The doors of the rooms with a fixed amount of work behind each."""
    recognizer = Recognizer.load(regions=("CN",))
    maker = NoiseMaker(Gazetteer.load(), 2)
    texts = [message.text for message in maker.messages("heavy", 200)]
    return {
        "route R104, 200 steps": _solved("solomon/R104.txt", 200),
        "load BR5_1, 50 steps": _solved("br/BR5.txt", 50, 1),
        "cartons of 98 orders": _solved("orders", 50),
        "sheets Class_03 40_1, 300 rounds": _task("guillotine", 0, 300),
        "boxes of 8 items, 100 fillings": _task("right_sized", 0, 100),
        "picking 80 orders, 1,000 steps": _task("picking", 0, 1_000),
        "read 200 heavy messages": lambda: [recognizer.recognize(text, "CN") for text in texts],
    }


def speed_ratios() -> Iterator[tuple[str, float]]:
    """Processor time of each hot path as a multiple of the calibration loop, least of several."""
    for name, path in hot_paths().items():
        path()
        pairs = [(_cpu(calibration), _cpu(path)) for _ in range(REPEATS)]
        yield name, min(used for _, used in pairs) / min(loop for loop, _ in pairs)


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


# --- the verb ------------------------------------------------------------------------------------


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("--store", action="store_true", help="keep these figures as the new ones")
    parser.add_argument("--speed", action="store_true", help="also the hot paths, by ratio")


def run(arguments: argparse.Namespace) -> int:
    """0: nothing worse; 1: something is."""
    stored = stored_values()
    values: dict[str, float] = {}
    worse = better = 0
    for check in panel():
        values[check.name] = value = check.value()
        word = judgement(check, value, stored.get(check.name))
        worse += word == "worse"
        better += word in ("better", "new")
        print(f"{word:>6}  {check.name}: {value:g} (stored {stored.get(check.name, '-')})")
    ratios = dict(speed_ratios()) if arguments.speed else {}
    worse += _say_speed(ratios)
    if arguments.store:
        _store(values, ratios)
        return 0
    if better:
        print("better or new: store with `python -m benchmarks regression --store`")
    if worse:
        print(f"{worse} figure(s) got worse", file=sys.stderr)
    return 1 if worse else 0


def _say_speed(ratios: dict[str, float]) -> int:
    before = last_speed()
    slower = 0
    for name, ratio in ratios.items():
        old = before.get(name)
        slow = old is not None and ratio > SLOWER * old
        slower += slow
        print(
            f"{'slower' if slow else 'ok':>6}  {name}: {ratio:.2f} loops (stored {old or '-'}, "
            f"allowed {SLOWER} times)"
        )
    return slower


def last_speed() -> dict[str, float]:
    """The last stored ratio of each hot path; not every state was timed."""
    found: dict[str, float] = {}
    for state in history():
        found |= state.get("speed", {})
    return found


def history() -> list[dict[str, Any]]:
    """All stored states, oldest first."""
    if not HISTORY.is_file():
        return []
    return [json.loads(line) for line in HISTORY.read_text(encoding="utf-8").splitlines()]


def _store(values: dict[str, float], ratios: dict[str, float]) -> None:
    STORED.mkdir(exist_ok=True)
    state = {"version": version("fulfillment-optimizer"), "values": values}
    VALUES.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    entry = {
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        **state,
        "speed": {name: round(ratio, 3) for name, ratio in ratios.items()},
    }
    with HISTORY.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry) + "\n")
    print(f"stored in {VALUES.name} and {HISTORY.name}")
