"""Sound plans of random problems, broken in one way at a time: the checker finds each."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.packing import Load, PackingPlan, PackingProblem, Placement, check_plan, pack
from tests.optimizer.packing.ruled_problems import ruled_problems

Draw = Callable[[st.SearchStrategy[int]], int]


def _with_load(plan: PackingPlan, at: int, **changes: object) -> PackingPlan:
    loads = list(plan.loads)
    loads[at] = loads[at].model_copy(update=changes)
    return plan.model_copy(update={"loads": tuple(loads)})


def _with_piece(plan: PackingPlan, at: int, piece: int, **changes: object) -> PackingPlan:
    pieces = list(plan.loads[at].placements)
    pieces[piece] = pieces[piece].model_copy(update=changes)
    return _with_load(plan, at, placements=tuple(pieces))


def _moved_out(plan: PackingPlan, at: int, piece: int) -> PackingPlan:
    return _with_piece(plan, at, piece, x_mm=100_000)


def _lifted(plan: PackingPlan, at: int, piece: int) -> PackingPlan:
    return _with_piece(plan, at, piece, z_mm=plan.loads[at].placements[piece].z_mm + 1_000)


def _grown(plan: PackingPlan, at: int, piece: int) -> PackingPlan:
    size = plan.loads[at].placements[piece].size
    larger = size.model_copy(update={"length_mm": size.length_mm + 1})
    return _with_piece(plan, at, piece, size=larger)


def _renamed(plan: PackingPlan, at: int, piece: int) -> PackingPlan:
    return _with_piece(plan, at, piece, item_id="ghost")


def _dropped(plan: PackingPlan, at: int, piece: int) -> PackingPlan:
    pieces: list[Placement] = list(plan.loads[at].placements)
    del pieces[piece]
    return _with_load(plan, at, placements=tuple(pieces))


def _twice(plan: PackingPlan, at: int, piece: int) -> PackingPlan:
    pieces = plan.loads[at].placements
    return _with_load(plan, at, placements=(*pieces, pieces[piece]))


def _same_step(plan: PackingPlan, at: int, piece: int) -> PackingPlan:
    return _with_piece(plan, at, piece, step=plan.loads[at].placements[piece].step + 1_000)


def _heavier(plan: PackingPlan, at: int, _piece: int) -> PackingPlan:
    return _with_load(plan, at, gross_weight_g=plan.loads[at].gross_weight_g + 1)


def _fuller(plan: PackingPlan, at: int, _piece: int) -> PackingPlan:
    return _with_load(plan, at, fill_share=plan.loads[at].fill_share + 0.01)


def _other_unit(plan: PackingPlan, at: int, _piece: int) -> PackingPlan:
    return _with_load(plan, at, load_unit_id="ghost")


def _doubled_load(plan: PackingPlan, at: int, _piece: int) -> PackingPlan:
    one: Load = plan.loads[at]
    return plan.model_copy(update={"loads": (*plan.loads, one)})


def _lost_load(plan: PackingPlan, at: int, _piece: int) -> PackingPlan:
    return plan.model_copy(update={"loads": plan.loads[:at] + plan.loads[at + 1 :]})


def _billed(plan: PackingPlan, at: int, _piece: int) -> PackingPlan:
    return _with_load(plan, at, billed_weight_g=plan.loads[at].billed_weight_g + 1)


def _priced(plan: PackingPlan, at: int, _piece: int) -> PackingPlan:
    return _with_load(plan, at, cost_minor=(plan.loads[at].cost_minor or 0) + 1)


def _bound_too_high(plan: PackingPlan, _at: int, _piece: int) -> PackingPlan:
    return plan.model_copy(
        update={"unit_count_lower_bound": len(plan.loads) + 1, "gap_share": -1.0}
    )


WAYS: dict[Callable[[PackingPlan, int, int], PackingPlan], set[str]] = {
    _moved_out: {"wall", "own_container"},
    _lifted: {"wall", "own_container"},
    _grown: {"orientation", "own_container"},
    _renamed: {"unknown_item", "own_container"},
    _dropped: {"pieces"},
    _twice: {"pieces"},
    _same_step: {"steps", "own_container"},
    _heavier: {"gross_weight"},
    _fuller: {"fill_share"},
    _other_unit: {"unknown_unit"},
    _doubled_load: {"load_id"},
    _lost_load: {"pieces"},
    _billed: {"billed_weight"},
    _priced: {"cost"},
    _bound_too_high: {"gap"},
}


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(ruled_problems(), st.data())
def test_each_way_of_breaking_a_plan_is_found(of: PackingProblem, data: st.DataObject) -> None:
    plan = pack(of, Budget.work(2)).plan
    assume(plan.loads)
    at = data.draw(st.integers(0, len(plan.loads) - 1))
    piece = data.draw(st.integers(0, len(plan.loads[at].placements) - 1))
    for breaking, kinds in WAYS.items():
        found = {one.kind for one in check_plan(of, breaking(plan, at, piece))}
        assert found & kinds, (breaking.__name__, found)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(ruled_problems(), st.data())
def test_pieces_that_change_places_in_the_order_or_in_the_unit(
    of: PackingProblem, data: st.DataObject
) -> None:
    """One piece on top of another in the same room overlaps, unless the two nest."""
    plan = pack(of, Budget.work(2)).plan
    crowded = [i for i, load in enumerate(plan.loads) if len(load.placements) > 1]
    assume(crowded)
    at = data.draw(st.sampled_from(crowded))
    one, other = plan.loads[at].placements[:2]
    moved = _with_piece(plan, at, 1, x_mm=one.x_mm, y_mm=one.y_mm, z_mm=one.z_mm)
    assert "overlap" in {broken.kind for broken in check_plan(of, moved)}
    assert other.step == 2
