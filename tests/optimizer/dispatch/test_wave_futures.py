"""Futures: what past days brought at the same time of day, as it would stand today."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from optimizer.dispatch.forecast_model import HourForecast, ZoneForecast
from optimizer.dispatch.wave_futures import Futures
from optimizer.dispatch.wave_model import WaveOrder, WavePolicy, WaveProblem, WaveTime
from optimizer.dispatch.wave_validate import wave_faults
from optimizer.dispatch.waves import Wave, ground_matrix
from optimizer.routing import plan_routes, sketch_routes
from optimizer.routing.model import PreferredWindow
from optimizer.shapes import TimeWindow
from tests.optimizer.dispatch.test_waves import at, order, wave


def futures_of(problem: WaveProblem) -> Futures:
    return Futures(
        Wave(
            ground=problem,
            matrix=ground_matrix(problem),
            shipments=(),
            times_s=problem.times_s,
            route=plan_routes,
            sketch=sketch_routes,
        )
    )


def with_history(*history: WaveOrder, **more: object) -> WaveProblem:
    return wave(WavePolicy.CONDITIONAL, [], history=history, **more)


def test_each_order_comes_with_the_wave_after_it():
    found = futures_of(
        with_history(
            order("early", "north", 8.5, 14, -1),
            order("first", "north", 9.5, 14, -1),
            order("second", "north", 10.5, 14, -2),
            order("today", "north", 8.5, 14, 0),
            order("beyond", "north", 11.5, 15, -1),
            order("hopeless", "north", 9.5, 9.8, -1),
            look_ahead=2,
        )
    )
    assert [one.id for one in found.shipments] == ["first", "second"]
    assert found.first_wave == [1, 2]
    windows = [one.deliveries[0].time_windows[0] for one in found.shipments]
    assert windows == [
        TimeWindow(start_time_s=at(9.5), end_time_s=at(14)),
        TimeWindow(start_time_s=at(10.5), end_time_s=at(14)),
    ]


def test_a_day_without_orders_at_that_hour_is_a_future_too():
    found = futures_of(
        with_history(order("busy", "north", 9.5, 14, -1), order("quiet", "north", 20, 23, -2))
    )
    draws = {tuple(found.sample(random.Random(seed))) for seed in range(30)}
    assert draws == {(), (0,)}
    assert futures_of(with_history()).sample(random.Random(0)) == []


def test_the_look_ahead_ends_what_is_expected():
    late = order("late", "north", 10.5, 15, -1)
    assert futures_of(with_history(late)).shipments == []
    assert futures_of(with_history(late, look_ahead=1)).shipments == []
    assert len(futures_of(with_history(late, look_ahead=2)).shipments) == 1


def test_a_long_day_is_looked_at_two_waves_ahead():
    problem = with_history(order("late", "north", 10.5, 15, -1))
    longer = problem.model_copy(
        update={"later_waves": tuple(WaveTime(time_s=at(10 + k)) for k in range(8))}
    )
    assert [one.id for one in futures_of(longer).shipments] == ["late"]


def test_every_moment_moves_with_the_day_across_a_change_of_clocks():
    zone = ZoneInfo("Europe/Zurich")

    def moment(day: int, hour: int) -> int:
        return int(datetime(2026, 3, day, hour, tzinfo=zone).timestamp())

    # Clocks go forward in the night to the 29th.
    past = order("past", "north", 0, 1)
    visit = past.shipment.deliveries[0].model_copy(
        update={
            "time_windows": (TimeWindow(start_time_s=moment(28, 10), end_time_s=moment(28, 14)),),
            "preferred_windows": (
                PreferredWindow(
                    window=TimeWindow(start_time_s=moment(28, 11), end_time_s=moment(28, 12)),
                    late_cost_per_hour_minor=100,
                ),
            ),
        }
    )
    shipment = past.shipment.model_copy(
        update={"deliveries": (visit,), "release_time_s": moment(28, 10)}
    )
    base = with_history(WaveOrder(shipment=shipment, known_time_s=moment(28, 9)))
    problem = base.model_copy(
        update={
            "depot": base.depot.model_copy(update={"time_zone": "Europe/Zurich"}),
            "vehicles": tuple(
                one.model_copy(update={"shift_window": None}) for one in base.vehicles
            ),
            "decision_time_s": moment(29, 8),
            "later_waves": tuple(
                one.model_copy(update={"time_s": moment(29, 9 + k)})
                for k, one in enumerate(base.later_waves)
            ),
        }
    )
    (one,) = futures_of(problem).shipments
    (moved,) = one.deliveries
    assert moved.time_windows[0].start_time_s == moment(29, 10)
    assert moved.preferred_windows[0].window.end_time_s == moment(29, 12)
    assert one.release_time_s == moment(29, 10)


def in_zone(name: str, zone: str, known: float, day: int) -> WaveOrder:
    return order(name, "north", known, 14, day).model_copy(update={"zone_id": zone})


def volumes(zone: str, *hours: tuple[float, float]) -> ZoneForecast:
    return ZoneForecast(
        zone_id=zone,
        hours=tuple(HourForecast(start_time_s=at(hour), expected=count) for hour, count in hours),
    )


# Three orders in the north on one day, one on another, none on two; two in the south on each.
ZONED = [in_zone(f"n{k}", "N", 9.5, -1) for k in range(3)]
ZONED += [in_zone("n3", "N", 9.25, -2)]
ZONED += [in_zone(f"s{k}{day}", "S", 9.5, -day) for day in range(1, 5) for k in range(2)]


def drawn(problem: WaveProblem, times: int = 600) -> list[Counter[str]]:
    """How many orders of each zone (first letter of the id) each future holds."""
    found, draw = futures_of(problem), random.Random(7)
    futures = []
    for _ in range(times):
        future = found.sample(draw)
        assert len(set(future)) == len(future)
        futures.append(Counter(found.shipments[i].id[0] for i in future))
    return futures


@pytest.mark.parametrize("expected", [0.0, 0.5, 1.0, 2.5, 11.0])
def test_a_forecast_says_how_many_orders_of_a_zone_come(expected: float):
    futures = drawn(with_history(*ZONED, expected_volumes=(volumes("N", (9, expected)),)))
    assert mean(one["n"] for one in futures) == pytest.approx(expected, rel=0.15, abs=1e-9)
    # The zone that is not forecast stays as it was, and quiet days stay quiet.
    assert {one["s"] for one in futures} == {2}
    assert mean(one["n"] == 0 for one in futures) >= 0.4


def test_without_a_forecast_futures_are_those_of_the_history():
    assert drawn(with_history(*ZONED)) == drawn(
        with_history(*(one.model_copy(update={"zone_id": ""}) for one in ZONED))
    )


def test_only_hours_that_are_forecast_and_still_to_come_count():
    # The wave at ten takes what comes from nine on: half of the hour from half past eight.
    half = with_history(*ZONED, expected_volumes=(volumes("S", (8.5, 8.0)),))
    assert {one["s"] for one in drawn(half, 20)} == {4}
    gone_by = with_history(*ZONED, expected_volumes=(volumes("S", (8, 50.0), (11, 50.0)),))
    assert {one["s"] for one in drawn(gone_by, 20)} == {2}


def test_what_comes_too_late_to_be_served_counts_towards_the_forecast():
    hopeless = order("s", "north", 9.5, 9.8, -1).model_copy(update={"zone_id": "S"})
    problem = with_history(
        *ZONED[4:6], hopeless, hopeless, expected_volumes=(volumes("S", (9, 2.0)),)
    )
    assert mean(one["s"] for one in drawn(problem)) == pytest.approx(1, abs=0.1)


def test_faults_of_volumes_are_told_together():
    twice = volumes("N", (9, 1.0), (9.5, 1.0))
    found = wave_faults(with_history(*ZONED[:1], expected_volumes=(twice, volumes("N"))))
    assert {fault.path for fault in found} == {
        ("expected_volumes", 0, "hours", 1, "start_time_s"),
        ("expected_volumes", 1, "zone_id"),
    }
    (alone,) = wave_faults(with_history(*ZONED[:1], expected_volumes=(volumes("S", (9, 1.0)),)))
    assert alone.path == ("expected_volumes",)
    (empty,) = wave_faults(with_history(expected_volumes=(volumes("S", (9, 1.0)),)))
    assert "nothing can be drawn" in empty.problem
