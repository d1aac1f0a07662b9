"""What is wrong with a problem, said so that a caller can put it right.

Every room reports faults in the same way: the path of the field inside its own model, the value
found there, the trouble and the remedy. Faults are collected, never raised one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `path` as model field names and list positions, e.g. ("items", 3, "weight_g")."""

    path: FieldPath
    value: object
    problem: str
    remedy: str

    def under(self, *prefix: str | int) -> Fault:
        """The same fault seen from an enclosing model."""
        return Fault((*prefix, *self.path), self.value, self.problem, self.remedy)


class OptimizerError(Exception):
    """Root of every error this package raises on purpose."""


class InvalidProblemError(OptimizerError):
    """The problem breaks its own rules; `faults` lists all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        where = format_path(first.path)
        super().__init__(f"{len(self.faults)} fault(s); first: {where}: {first.problem}")


class UnsupportedProblemError(OptimizerError):
    """No engine holds a constraint of the problem; the message names it."""


def format_path(path: Iterable[str | int]) -> str:
    """`("items", 3, "weight_g")` -> `items[3].weight_g`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def duplicate_id_faults(field: str, things: Iterable[object] | None) -> list[Fault]:
    """A fault for each entry of list `field` whose `id` an earlier entry has already."""
    first_at: dict[str, int] = {}
    faults = []
    for position, thing in enumerate(things or ()):
        key = getattr(thing, "id", None)
        if not isinstance(key, str) or not key:
            continue
        first = first_at.setdefault(key, position)
        if first != position:
            faults.append(
                Fault(
                    (field, position, "id"),
                    key,
                    f"is already the id of {field}[{first}]",
                    "give every entry of the list an id of its own",
                )
            )
    return faults


def window_faults(path: FieldPath, window: object) -> list[Fault]:
    """A fault when the window at `path` ends before it starts; None is no window."""
    start = getattr(window, "start_time_s", None)
    end = getattr(window, "end_time_s", None)
    if start is None or end is None or end >= start:
        return []
    return [
        Fault(
            (*path, "end_time_s"),
            end,
            "is before start_time",
            "give an end at or after the start",
        )
    ]
