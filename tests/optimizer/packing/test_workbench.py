"""Regrouping leaves alone what it has no time for."""

from math import inf

from optimizer.packing.instance import build_instance
from optimizer.packing.kernels.regrouping import MOST_TOGETHER
from optimizer.packing.workbench import Workbench, chance_of
from tests.optimizer.packing.problems import item, problem, unit


def _one_cube_in_each_unit() -> Workbench:
    instance = build_instance(problem([item("a", 5, 5, 5, quantity=8)], [unit("u", 10, 10, 10)]))
    bench = Workbench(instance, chance_of(1))
    for piece in range(8):
        placed, _ = bench.fill_next(0, bench.type_of[:1] + piece, 1, 1)
        bench.open_unit(0, placed)
    bench.set_loose(bench.type_of[:0])
    return bench


def test_units_are_joined_while_there_is_time() -> None:
    bench = _one_cube_in_each_unit()
    assert bench.units == 8
    rounds, better = bench.improve(200, 100_000, inf)
    assert 0 < better < rounds
    assert bench.units == 1


def test_without_time_nothing_is_taken_apart() -> None:
    bench = _one_cube_in_each_unit()
    before = bench.score()
    assert bench.improve(200, MOST_TOGETHER, 0.0)[1] == 0
    assert bench.score() == before


def test_pushing_takes_longer_into_fuller_units() -> None:
    apart = _one_cube_in_each_unit()
    together = _one_cube_in_each_unit()
    together.improve(200, 100_000, inf)
    assert together.units == 1
    assert together.pushing_s() == 64 * apart.pushing_s()
