"""Where the shipped instances lie, and short ways to read them."""

from __future__ import annotations

from pathlib import Path

import benchmarks
from benchmarks.instances import Instance, PackingInstance, RoutingInstance, load, parse

FIXTURES = Path(benchmarks.__file__).parent / "fixtures"


def read(name: str, problem: int | None = None, convention: str = "") -> Instance:
    return parse(load(FIXTURES / name), problem=problem, convention=convention)


def routing(name: str, convention: str = "") -> RoutingInstance:
    instance = read(name, convention=convention)
    assert isinstance(instance, RoutingInstance)
    return instance


def packing(name: str, problem: int | None = None) -> PackingInstance:
    instance = read(name, problem)
    assert isinstance(instance, PackingInstance)
    return instance


def published_routes(name: str) -> list[tuple[int, ...]]:
    """Routes of a `.sol` file, empty ones included."""
    return [
        tuple(int(word) for word in line.split(":")[1].split())
        for line in (FIXTURES / name).read_text(encoding="utf-8").splitlines()
        if line.startswith("Route")
    ]
