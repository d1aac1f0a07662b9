"""Windows that can be promised: each offer is what inserting the shipment costs."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.faults import InvalidProblemError, format_path
from optimizer.routing import PromiseProblem, promise_faults, promise_windows
from optimizer.routing.model import GivenRoute, GivenStop, Shipment, StopActivity
from tests.optimizer.routing.problems import DAY_S, bring, drop, on_a_line, van, visit, window

LINE = {"depot": 0, "a": 100, "b": 200, "c": 300, "west": -100}


def asked(new: Shipment, *windows: tuple[int, int], **fields: Any) -> PromiseProblem:
    """One van on its way to c at 300, which may be back by 700, and a dearer one."""
    shipments = [drop("old", "c", (0, 300)), new]
    vehicles = [van("v", shift_window=window(0, 700)), van("w", cost_per_km_minor=3000)]
    problem = on_a_line(LINE, shipments, vehicles)
    route = GivenRoute(
        vehicle_id="v",
        stops=(GivenStop(shipment_id="old", activity=StopActivity.DELIVERY),),
    )
    return PromiseProblem(
        **{
            **dict(problem),
            "routes": (route,),
            "shipment_id": "new",
            "windows": tuple(window(*w) for w in windows),
            **fields,
        }
    )


def offers(problem: PromiseProblem) -> list[tuple[str, int | None, int | None]]:
    return [
        (o.vehicle_id, o.cost_minor, None if o.start_time_s is None else o.start_time_s - DAY_S)
        for o in promise_windows(problem, Budget.work(1)).offers
    ]


def test_each_window_has_its_price_and_its_vehicle() -> None:
    problem = asked(drop("new", "a"), (50, 150), (450, 520), (800, 900))
    assert offers(problem) == [("v", 0, 100), ("v", 0, 500), ("w", 600, 800)]


def test_a_window_that_nobody_can_keep() -> None:
    assert offers(asked(drop("new", "c"), (0, 100))) == [("", None, None)]


def test_goods_that_are_brought_from_place_to_place() -> None:
    problem = asked(bring("new", visit("a"), visit("b")), (150, 250), (400, 420))
    assert offers(problem) == [("v", 0, 200), ("v", 0, 400)]


def test_faults() -> None:
    problem = asked(drop("new", "a"), (9, 3), shipment_id="old")
    paths = [format_path(fault.path) for fault in promise_faults(problem)]
    assert paths == ["routes[0]", "windows[0].end_time_s"]
    with pytest.raises(InvalidProblemError):
        promise_windows(asked(drop("new", "a"), (1, 2), shipment_id="x"), Budget.work(1))
