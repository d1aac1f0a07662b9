import pytest

from optimizer.budget import Budget
from optimizer.faults import InvalidProblemError
from optimizer.packing import (
    BatchPackProblem,
    PackOrder,
    PackOrderStatus,
    check_plan,
    pack_batch,
)
from tests.optimizer.packing.problems import item, unit


def batch_of(orders: dict[str, list]) -> BatchPackProblem:
    return BatchPackProblem(
        orders=tuple(PackOrder(id=name, items=tuple(items)) for name, items in orders.items()),
        load_units=(unit("small", 10, 10, 10), unit("large", 20, 20, 20)),
    )


def test_one_sound_result_per_order_in_order() -> None:
    batch = batch_of(
        {
            "one": [item("a", 5, 5, 5)],
            "many": [item("a", 11, 11, 11, quantity=3), item("b", 3, 9, 9, quantity=20)],
            "twin": [item("a", 5, 5, 5)],
            "never": [item("a", 50, 5, 5)],
        }
    )
    done = []
    results = pack_batch(batch, Budget.work(200, cores=2), lambda *step: done.append(step))
    assert [result.order_id for result in results] == ["one", "many", "twin", "never"]
    for order, result in zip(batch.orders, results, strict=True):
        assert check_plan(batch.problem_of(order), result.plan) == []
    assert [len(result.plan.loads) for result in results] == [1, 3, 1, 0]
    assert results[3].plan.unpacked[0].item_id == "a"
    # Twins are packed once.
    assert sorted(done) == [(1, 3), (2, 3), (3, 3)]
    assert results[0].plan == results[2].plan
    packed, never = PackOrderStatus.PACKED, PackOrderStatus.NOT_PACKED
    assert [result.status for result in results] == [packed, packed, packed, never]
    assert [bool(result.explanation) for result in results] == [False, False, False, True]


def test_an_order_of_which_some_is_left_says_how_much() -> None:
    (result,) = pack_batch(
        batch_of({"o": [item("a", 5, 5, 5), item("b", 50, 5, 5, quantity=3)]}), Budget.work(5)
    )
    assert result.status is PackOrderStatus.PARTLY_PACKED
    assert result.explanation.startswith("3 pieces are left over: ")


def test_what_the_deadline_overtakes_is_told_as_not_reached() -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 1e-3
        return now[0]

    batch = batch_of({f"o{n}": [item("a", 5, 5, 5, quantity=n)] for n in range(1, 60)})
    results = pack_batch(batch, Budget.seconds(0.1, cores=1, clock=clock))
    reached = [result.status is not PackOrderStatus.NOT_REACHED for result in results]
    assert reached == sorted(reached, reverse=True)
    assert any(reached)
    assert not all(reached)
    for result, done in zip(results, reached, strict=True):
        assert (result.plan is not None) == (result.search_report is not None) == done
        assert ("time of the batch" in result.explanation) == (not done)


def test_hard_orders_share_the_time_left() -> None:
    hard = [item(f"i{i}", 3 + i % 7, 3 + i % 5, 3 + i % 4, quantity=9) for i in range(12)]
    batch = batch_of({"hard": hard})
    (result,) = pack_batch(batch, Budget.seconds(0.5, cores=1))
    assert check_plan(batch.problem_of(batch.orders[0]), result.plan) == []


def test_faults_name_the_order() -> None:
    batch = batch_of({"o": [item("a", 1, 1, 1), item("a", 1, 1, 1)]})
    with pytest.raises(InvalidProblemError, match=r"orders\[0\].items\[1\].id"):
        pack_batch(batch, Budget.work(1))
