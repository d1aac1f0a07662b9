"""Real orders to box: both sides are judged alike, and a broken plan is found out."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.kinds.carton_sizes import blank_mm2
from benchmarks.kinds.interface import Extent
from benchmarks.kinds.orders_to_measure import CARTONS, OrdersToMeasure
from benchmarks.peers.own import NAME
from optimizer.budget import Budget
from optimizer.cutting import BoxSource


def test_boxes_to_measure_take_less_board_than_cartons_and_lies_are_found():
    kind = OrdersToMeasure()
    task = kind.tasks(Extent(short=True))[0]
    task = replace(task, facts={**task.facts, "orders": 6, "parts": 6})
    problem = kind.problem(task)
    plans = {
        engine: kind.solve(task, problem, engine, Budget.work(60)).plan for engine in task.engines
    }
    assert {box.source for plan in plans[NAME] for box in plan.boxes} == {BoxSource.MADE}
    assert {box.source for plan in plans[CARTONS] for box in plan.boxes} == {BoxSource.CARTON}
    made, cartons = (kind.judge(task, problem, plans[engine]) for engine in (NAME, CARTONS))
    assert made.feasible
    assert cartons.feasible
    assert all(own < other for own, other in zip(made.values, cartons.values, strict=True))
    for plan in plans[NAME]:
        assert plan.board_mm2 == sum(blank_mm2(box.inner_size) for box in plan.boxes)
    first = plans[NAME][0]
    low = first.boxes[0].inner_size
    box = first.boxes[0].model_copy(
        update={"inner_size": low.model_copy(update={"height_mm": low.height_mm - 1})}
    )
    broken = first.model_copy(update={"boxes": (box, *first.boxes[1:])})
    assert kind.judge(task, problem, [broken, *plans[NAME][1:]]).faults
