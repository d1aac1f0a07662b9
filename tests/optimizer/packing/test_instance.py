"""A problem as arrays: turns, what fits where, totals, against plain Python."""

import numpy as np
from hypothesis import given, settings

from optimizer.packing import PackingProblem, UprightDimension
from optimizer.packing.instance import build_instance, turns_of
from optimizer.packing.kernels.surveying import MOST_VOLUME
from tests.optimizer.packing.problems import item, problem, random_problems, unit


@settings(deadline=None, max_examples=60)
@given(random_problems())
def test_arrays_say_what_the_models_say(of: PackingProblem) -> None:
    instance = build_instance(of)
    goods = instance.goods
    pieces = volume = weight = 0
    for t, one in enumerate(of.items):
        rows = goods.turns[goods.first_turn[t] : goods.first_turn[t + 1]]
        turns = turns_of(one)
        assert [tuple(row) for row in rows.tolist()] == turns
        assert goods.least[t].tolist() == [min(turn[axis] for turn in turns) for axis in range(3)]
        into = []
        for k, kind in enumerate(of.load_units):
            inner = kind.inner_size
            room = (inner.length_mm, inner.width_mm, inner.height_mm)
            fits = any(all(a <= b for a, b in zip(turn, room, strict=True)) for turn in turns)
            assert instance.fits[t, k] == fits
            limit = kind.max_gross_weight_g
            light = limit is None or one.weight_g + kind.tare_weight_g <= limit
            into.append(fits and light and kind.stock != 0)
            assert instance.goes_in[t, k] == into[-1]
        assert instance.packable[t] == any(into)
        if any(into):
            pieces += one.quantity
            volume += one.quantity * one.size.volume_mm3
            weight += one.quantity * one.weight_g
    assert (instance.all_pieces, instance.all_volume, instance.all_weight) == (
        pieces,
        volume,
        weight,
    )
    assert instance.usable.tolist() == instance.goes_in.any(axis=0).tolist()


def test_headings_and_upright_dimensions_limit_the_turns() -> None:
    upright = (UprightDimension.LENGTH, UprightDimension.HEIGHT)
    stands = item("a", 1, 2, 3, upright_dimensions=upright)
    headed = stands.model_copy(update={"id": "b", "fixed_heading": True})
    instance = build_instance(problem([stands, headed], [unit("u", 9, 9, 9)]))
    turns = [tuple(row) for row in instance.goods.turns.tolist()]
    first = instance.goods.first_turn.tolist()
    assert set(turns[: first[1]]) == {(1, 2, 3), (2, 1, 3), (3, 2, 1), (2, 3, 1)}
    assert turns[first[1] :] == [(1, 2, 3), (3, 2, 1)]


def test_a_volume_beyond_whole_numbers_is_cut_and_not_turned_round() -> None:
    huge = item("a", 100_000, 100_000, 100_000, quantity=100_000)
    instance = build_instance(problem([huge], [unit("u", 100_000, 100_000, 100_000)]))
    assert MOST_VOLUME - 10**15 < instance.all_volume <= MOST_VOLUME
    assert not instance.might_take_all.any()
    assert instance.to_pack.dtype == np.int64
