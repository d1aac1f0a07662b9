"""The checker passes sound plans and rejects plans broken on purpose, each in its own way."""

import pytest

from optimizer.packing import (
    Load,
    PackingPlan,
    Placement,
    UnpackedItem,
    UnpackedReason,
    check_plan,
)
from optimizer.packing.check import BrokenPlanError, require_sound
from tests.optimizer.packing.problems import item, problem, size, unit

PROBLEM = problem(
    [
        item("slab", 10, 10, 2, weight_g=50, upright_dimensions=("height",), quantity=2),
        item("cube", 4, 4, 4, weight_g=7, quantity=2),
    ],
    [unit("box", 10, 10, 8, tare_weight_g=3, max_gross_weight_g=130, cost_minor=90, stock=1)],
)


def place(name: str, step: int, x: int, y: int, z: int, *sides: int) -> Placement:
    return Placement(item_id=name, step=step, x_mm=x, y_mm=y, z_mm=z, size=size(*sides))


SOUND = (
    place("slab", 1, 0, 0, 0, 10, 10, 2),
    place("slab", 2, 0, 0, 2, 10, 10, 2),
    place("cube", 3, 0, 0, 4, 4, 4, 4),
    place("cube", 4, 4, 0, 4, 4, 4, 4),
)


def plan_of(placements: tuple[Placement, ...], **changes: object) -> PackingPlan:
    weights = {"slab": 50, "cube": 7}
    volume = sum(placement.size.volume_mm3 for placement in placements)
    load = Load(
        id="C1",
        load_unit_id="box",
        placements=placements,
        gross_weight_g=3 + sum(weights[placement.item_id] for placement in placements),
        fill_share=volume / 800,
        cost_minor=90,
    )
    return PackingPlan.model_validate(
        {"loads": (load,), "cost_minor": 90, "unit_count_lower_bound": 1, **changes}
    )


def kinds(plan: PackingPlan, of=PROBLEM) -> set[str]:
    return {violation.kind for violation in check_plan(of, plan)}


def swap(index: int, *new: Placement) -> tuple[Placement, ...]:
    return (*SOUND[:index], *new, *SOUND[index + 1 :])


def test_sound_plan_passes() -> None:
    plan = plan_of(SOUND)
    assert check_plan(PROBLEM, plan) == []
    assert require_sound(PROBLEM, plan) is plan


@pytest.mark.parametrize(
    ("placements", "kind"),
    [
        (swap(3, place("cube", 4, 7, 0, 4, 4, 4, 4)), "wall"),
        (swap(3, place("cube", 4, 4, -1, 4, 4, 4, 4)), "wall"),
        (swap(2, place("cube", 3, 3, 0, 4, 4, 4, 4)), "overlap"),
        (swap(1, place("slab", 2, 0, 0, 2, 10, 2, 10)), "orientation"),
        (swap(3, place("cube", 4, 4, 0, 4, 4, 4, 3)), "orientation"),
        (
            (SOUND[0], place("slab", 3, 0, 0, 2, 10, 10, 2), *SOUND[2:]),
            "steps",
        ),
        ((SOUND[1], SOUND[0], *SOUND[2:]), "steps"),
        (
            (
                place("slab", 1, 0, 0, 2, 10, 10, 2),
                place("slab", 2, 0, 0, 0, 10, 10, 2),
                *SOUND[2:],
            ),
            "step_order",
        ),
        (swap(0, place("ghost", 1, 0, 0, 0, 10, 10, 2)), "unknown_item"),
        (SOUND[:3], "pieces"),
        ((*SOUND, place("cube", 5, 0, 4, 4, 4, 4, 4)), "pieces"),
        ((), "empty_load"),
    ],
)
def test_broken_placements(placements: tuple[Placement, ...], kind: str) -> None:
    weights = {"slab": 50, "cube": 7, "ghost": 0}
    load = Load(
        id="C1",
        load_unit_id="box",
        placements=placements,
        gross_weight_g=3 + sum(weights[placement.item_id] for placement in placements),
        fill_share=sum(placement.size.volume_mm3 for placement in placements) / 800,
    )
    plan = PackingPlan(loads=(load,), cost_minor=90, unit_count_lower_bound=1)
    assert kind in kinds(plan)


def test_floating_piece_lacks_support() -> None:
    three = problem([item("cube", 4, 4, 4, quantity=2)], [unit("box", 10, 10, 8)], share=0.5)

    def two(x: int) -> PackingPlan:
        load = Load(
            id="C1",
            load_unit_id="box",
            placements=(place("cube", 1, 0, 0, 0, 4, 4, 4), place("cube", 2, x, 0, 4, 4, 4, 4)),
            fill_share=128 / 800,
        )
        return PackingPlan(loads=(load,), unit_count_lower_bound=1)

    assert check_plan(three, two(2)) == []
    assert kinds(two(3), three) == {"support"}
    assert kinds(two(5), three) == {"support"}
    anything = problem([item("cube", 4, 4, 4, quantity=2)], [unit("box", 10, 10, 8)], share=0.0)
    assert check_plan(anything, two(5)) == []


def test_support_adds_up_over_several_tops() -> None:
    tops = problem(
        [item("post", 2, 2, 4, quantity=4, upright_dimensions=("height",)), item("lid", 4, 4, 1)],
        [unit("box", 4, 4, 8)],
    )
    posts = [
        place("post", 1 + i, x, y, 0, 2, 2, 4)
        for i, (x, y) in enumerate([(0, 0), (2, 0), (0, 2), (2, 2)])
    ]
    load = Load(
        id="C1",
        load_unit_id="box",
        placements=(*posts, place("lid", 5, 0, 0, 4, 4, 4, 1)),
        fill_share=80 / 128,
    )
    assert check_plan(tops, PackingPlan(loads=(load,), unit_count_lower_bound=1)) == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"cost_minor": 91}, "cost"),
        ({"cost_minor": None}, "cost"),
        ({"unit_count_lower_bound": 2}, "lower_bound"),
        (
            {
                "unpacked": (
                    UnpackedItem(
                        item_id="cube",
                        quantity=1,
                        reason=UnpackedReason.NO_STOCK,
                        explanation="none",
                    ),
                )
            },
            "pieces",
        ),
        (
            {
                "unpacked": (
                    UnpackedItem(item_id="ghost", quantity=0, reason=UnpackedReason.NO_STOCK),
                )
            },
            "unpacked",
        ),
    ],
)
def test_broken_totals(changes: dict, kind: str) -> None:
    assert kind in kinds(plan_of(SOUND, **changes))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"gross_weight_g": 1}, "gross_weight"),
        ({"fill_share": 0.1}, "fill_share"),
        ({"load_unit_id": "crate"}, "unknown_unit"),
    ],
)
def test_broken_load(change: dict, kind: str) -> None:
    load = plan_of(SOUND).loads[0].model_copy(update=change)
    plan = PackingPlan(loads=(load,), cost_minor=90, unit_count_lower_bound=1)
    assert kind in kinds(plan)


def test_weight_limit_counts_the_tare() -> None:
    light = problem(
        list(PROBLEM.items), [PROBLEM.load_units[0].model_copy(update={"max_gross_weight_g": 116})]
    )
    assert kinds(plan_of(SOUND), light) == {"weight"}


def test_stock_and_load_ids() -> None:
    load = plan_of(SOUND).loads[0]
    plan = PackingPlan(loads=(load, load), cost_minor=180, unit_count_lower_bound=1)
    assert {"stock", "load_id", "pieces"} <= kinds(plan)


def test_broken_plan_is_an_error() -> None:
    with pytest.raises(BrokenPlanError, match="rule"):
        require_sound(PROBLEM, PackingPlan())


def left_of(reason: UnpackedReason, of=PROBLEM, name: str = "cube") -> set[str]:
    """What the checker says of the sound plan with one cube fewer, left over for this reason."""
    entry = UnpackedItem(item_id=name, quantity=1, reason=reason, explanation="so")
    return kinds(plan_of(SOUND[:3], unpacked=(entry,)), of)


@pytest.mark.parametrize("reason", [UnpackedReason.TOO_LARGE, UnpackedReason.TOO_HEAVY])
def test_a_false_reason_is_rejected(reason: UnpackedReason) -> None:
    assert left_of(reason) == {"reason"}
    assert left_of(UnpackedReason.NO_STOCK) == set()


def test_a_unit_that_never_runs_out_is_not_out_of_stock() -> None:
    endless = PROBLEM.load_units[0].model_copy(update={"stock": None})
    of = PROBLEM.model_copy(update={"load_units": (endless,)})
    assert left_of(UnpackedReason.NO_STOCK, of) == {"reason"}
    assert left_of(UnpackedReason.NOT_FOUND_IN_TIME, of) == set()


def test_true_reasons_pass() -> None:
    long, heavy = item("long", 11, 1, 1), item("lead", 1, 1, 1, weight_g=128)
    for one, reason in ((long, UnpackedReason.TOO_LARGE), (heavy, UnpackedReason.TOO_HEAVY)):
        of = PROBLEM.model_copy(update={"items": (*PROBLEM.items, one)})
        entry = UnpackedItem(item_id=one.id, quantity=1, reason=reason, explanation="so")
        assert kinds(plan_of(SOUND, unpacked=(entry,)), of) == set()
        other = {UnpackedReason.TOO_LARGE, UnpackedReason.TOO_HEAVY, UnpackedReason.NO_STOCK}
        for wrong in other - {reason}:
            false = entry.model_copy(update={"reason": wrong})
            assert kinds(plan_of(SOUND, unpacked=(false,)), of) == {"reason"}


@pytest.mark.parametrize("gap", [-0.1, 1.5, float("nan")])
def test_a_gap_that_is_no_share_is_rejected(gap: float) -> None:
    assert kinds(plan_of(SOUND, gap_share=gap)) == {"gap"}
