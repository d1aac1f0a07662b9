"""OR-Library's thpack format: container loading (thpack1-8) and several containers (thpack9).

    P / per problem: number seed / L W H / n / n rows: type l fl w fw h fh quantity

The flag after a measure is 1 where that measure may point up. Problems are named by the number
they carry in the file (1 to 100), which survives in samples of a set.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.instances.best_known import BestKnown, packing_best_known
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.packing_instance import ContainerRow, ItemRow, PackingInstance
from benchmarks.instances.text_lines import Line, Lines

_PREFIX = {"thpack8": "LN", "thpack9": "IMM"}


def _item(line: Line, row: int) -> ItemRow:
    values = line.ints(7, "box type")
    if len(values) == 7:
        # Six lines of the published thpack9 lack the flag of the width: read as 1.
        values = [*values[:4], 1, *values[4:]]
    _, length, up_l, width, up_w, height, up_h, quantity = values[:8]
    if min(length, width, height, quantity) < 1:
        raise line.fault("measures and quantity must be at least 1")
    upright = (bool(up_l), bool(up_w), bool(up_h))
    if not any(upright):
        raise line.fault("no measure may point up")
    return ItemRow(row, (length, width, height), upright, quantity)


def problem_numbers(path: Path, text: str) -> list[int]:
    """Numbers of the problems that the file holds."""
    return [number for number, _, _ in _problems(path, text)]


def _problems(path: Path, text: str) -> list[tuple[int, tuple[int, int, int], tuple[ItemRow, ...]]]:
    lines = Lines(str(path), text)
    (total, *_) = lines.take("the number of problems").ints(1, "number of problems")
    found = []
    for _ in range(total):
        (number, *_) = lines.take("a problem's number").ints(1, "problem number")
        sizes = lines.take("the container").ints(3, "container")
        if min(sizes[:3]) < 1:
            raise InstanceError(str(path), f"problem {number}: container without volume")
        (types, *_) = lines.take("the number of box types").ints(1, "number of box types")
        items = tuple(_item(lines.take("a box type"), row) for row in range(types))
        if not items:
            raise InstanceError(str(path), f"problem {number}: no box types")
        found.append((number, (sizes[0], sizes[1], sizes[2]), items))
    return found


def parse(path: Path, text: str, problem: int | None) -> PackingInstance:
    """Reads one problem of the file; raises InstanceError."""
    problems = _problems(path, text)
    numbers = [number for number, _, _ in problems]
    if problem is None:
        if len(problems) != 1:
            raise InstanceError(
                str(path), f"holds {len(problems)} problems; name one of {numbers} with --problem"
            )
        problem = numbers[0]
    if problem not in numbers:
        raise InstanceError(str(path), f"has no problem {problem}; it holds {numbers}")
    _, container, items = problems[numbers.index(problem)]
    stem = path.stem
    several = stem.lower() == "thpack9"
    prefix = _PREFIX.get(stem.lower())
    name = f"{prefix}{problem}" if prefix else f"{stem}_{problem}"
    volume = sum(item.size[0] * item.size[1] * item.size[2] * item.quantity for item in items)
    room = container[0] * container[1] * container[2]
    if several:
        best = packing_best_known(path, name, ("containers_volume_lower_bound",)) or BestKnown(
            float(-(-volume // room)), "lower bound", "volume"
        )
    else:
        best = packing_best_known(path, name, ("volume_utilisation_pct",)) or _all_packed(
            volume, room
        )
    return PackingInstance(
        name,
        "multi_container" if several else "container_loading",
        "bins" if several else "volume",
        items,
        (ContainerRow(0, container),),
        best,
    )


def _all_packed(volume: int, room: int) -> BestKnown:
    return BestKnown(min(100.0, 100 * volume / room), "upper bound", "volume")


def recognizes(text: str) -> bool:
    """True when the first lines are P, a problem number, and a container."""
    heads = [line.split() for line in text.splitlines() if line.strip()][:4]
    counts = [len(words) for words in heads]
    return (
        len(counts) == 4
        and counts[0] == 1
        and counts[1] in (1, 2)
        and counts[2] == 3
        and counts[3] == 1
        and all(re.fullmatch(r"\d+", word) for words in heads for word in words)
    )
