from optimizer.packing import (
    BatchPackProblem,
    Item,
    LoadUnit,
    PackingProblem,
    PackOrder,
    batch_cross_faults,
    cross_faults,
)
from tests.optimizer.packing.problems import item, problem, size, unit


def paths(faults: list) -> list[tuple]:
    return [fault.path for fault in faults]


def test_sound_problem_has_no_fault() -> None:
    assert cross_faults(problem([item("a", 1, 2, 3)], [unit("c", 5, 5, 5)])) == []


def test_every_fault_at_once() -> None:
    items = [item("a", 1, 2, 3, upright_dimensions=()), item("a", 1, 1, 1)]
    twice = item("b", 1, 1, 1).model_copy(update={"upright_dimensions": ("height", "height")})
    units = [
        unit("c", 5, 5, 5, tare_weight_g=10, max_gross_weight_g=9),
        unit("c", 5, 5, 5, outer_size=size(6, 4, 6)),
    ]
    found = paths(cross_faults(problem([*items, twice], units)))
    assert found == [
        ("items", 1, "id"),
        ("items", 2, "upright_dimensions"),
        ("load_units", 1, "id"),
        ("load_units", 0, "max_gross_weight_g"),
        ("load_units", 1, "outer_size", "width_mm"),
    ]


def test_too_many_pieces() -> None:
    many = [item(f"i{i}", 1, 1, 1, quantity=60_000) for i in range(2)]
    assert paths(cross_faults(problem(many, [unit("c", 5, 5, 5)]))) == [("items",)]


def test_tolerates_what_field_validation_refused() -> None:
    broken_item = Item.model_construct(id="a", size=None, quantity=-5, weight_g=-1)
    broken_unit = LoadUnit.model_construct(id="c", inner_size=None, max_gross_weight_g=-3)
    broken = PackingProblem.model_construct(items=(broken_item,), load_units=(broken_unit,))
    assert paths(cross_faults(broken)) == [("load_units", 0, "max_gross_weight_g")]
    assert cross_faults(PackingProblem.model_construct(items=None, load_units=None)) == []


def test_ten_thousand_faults() -> None:
    same = tuple(item("a", 1, 1, 1) for _ in range(10_001))
    broken = PackingProblem.model_construct(items=same, load_units=(unit("c", 5, 5, 5),))
    assert len(cross_faults(broken)) == 10_000


def test_batch_names_order_and_item() -> None:
    orders = (
        PackOrder(id="o", items=(item("a", 1, 1, 1),)),
        PackOrder(id="o", items=(item("a", 1, 1, 1), item("a", 1, 1, 1))),
    )
    batch = BatchPackProblem(orders=orders, load_units=(unit("c", 5, 5, 5),))
    assert paths(batch_cross_faults(batch)) == [
        ("orders", 1, "id"),
        ("orders", 1, "items", 1, "id"),
    ]
