"""Forecasts: patterns are found, intervals hold what they say, empty histories are faults."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dispatch_volumes import FIRST_S, forecast_problem, volumes
from optimizer.budget import Budget
from optimizer.dispatch import check_forecast, forecast_volume
from optimizer.dispatch.forecast import bounds
from optimizer.dispatch.forecast_model import (
    ForecastProblem,
    ShiftTemplate,
    VolumeForecast,
    VolumeRecord,
)
from optimizer.dispatch.forecast_validate import forecast_faults
from optimizer.dispatch.week_model import CourierWeekProblem
from optimizer.dispatch.week_validate import week_faults
from optimizer.faults import InvalidProblemError

DAY_S = 86_400
MONDAY_S = 1_772_409_600
"""2026-03-02 00:00 UTC."""


def made(problem: ForecastProblem) -> VolumeForecast:
    forecast = forecast_volume(problem, Budget.work(1)).forecast
    assert check_forecast(problem, forecast) == []
    return forecast


def test_a_steady_pattern_is_found():
    history = tuple(
        VolumeRecord(
            zone_id="Z",
            start_time_s=MONDAY_S + DAY_S * d + 3_600 * h,
            order_count=0 if d % 7 == 6 else (30 if h == 9 else 10),
        )
        for d in range(56)
        for h in (9, 15)
    )
    problem = ForecastProblem(
        time_zone="UTC", history=history, start_time_s=MONDAY_S + DAY_S * 56, hour_count=168
    )
    (zone,) = made(problem).zones
    by_hour = {(h.start_time_s - problem.start_time_s) // 3_600: h for h in zone.hours}
    assert by_hour[9].expected == pytest.approx(30, rel=0.2)
    assert by_hour[15].expected == pytest.approx(10, rel=0.2)
    assert by_hour[3].expected == pytest.approx(0, abs=0.01)
    assert by_hour[6 * 24 + 9].expected < 6
    assert by_hour[9].low < 30 < by_hour[9].high


@pytest.mark.parametrize("seed", range(2))
def test_intervals_cover_what_they_say(seed: int):
    table = volumes(seed, zones=4, days=105)
    inside = tried = 0
    for shown in (70, 84, 98):
        forecast = made(forecast_problem(table, shown_days=shown))
        assert forecast.backtest_coverage_percent == pytest.approx(80, abs=6)
        for zone in forecast.zones:
            for k, hour in enumerate(zone.hours):
                count = table[zone.zone_id][shown + k // 24][k % 24]
                inside += hour.low <= count <= hour.high
                tried += 1
    assert 0.75 <= inside / tried <= 0.85


@settings(deadline=None, max_examples=60)
@given(st.floats(0.01, 150), st.floats(0, 1), st.sampled_from((0.05, 0.1, 0.25)))
def test_bounds_are_those_of_the_distribution(mean: float, scatter: float, tail: float):
    low, high = bounds(mean, scatter, tail)
    size = 1 / scatter if scatter > 1e-9 else math.inf

    def chance(k: int) -> float:
        if math.isinf(size):
            return math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
        return math.exp(
            math.lgamma(k + size)
            - math.lgamma(size)
            - math.lgamma(k + 1)
            + size * math.log(size / (size + mean))
            + k * math.log(mean / (size + mean))
        )

    def middle(k: int) -> float:
        return sum(map(chance, range(k))) + chance(k) / 2

    assert middle(low) >= tail - 1e-6
    assert low == 0 or middle(low - 1) <= tail + 1e-6
    assert high == low or middle(high) <= 1 - tail + 1e-6
    assert middle(high + 1) >= 1 - tail - 1e-6


def test_clocks_that_change_keep_their_hours():
    # 29 March 2026 has no hour from two to three in Vaduz; forecasts go on hour by hour.
    start = 1_774_738_800
    history = tuple(
        VolumeRecord(zone_id="Z", start_time_s=start - DAY_S * d - 3_600, order_count=5)
        for d in range(1, 29)
    )
    problem = ForecastProblem(
        time_zone="Europe/Vaduz", history=history, start_time_s=start, hour_count=48
    )
    (zone,) = made(problem).zones
    starts = [hour.start_time_s for hour in zone.hours]
    assert starts == [start + 3_600 * k for k in range(48)]


def test_large_counts():
    history = tuple(
        VolumeRecord(zone_id="Z", start_time_s=MONDAY_S + DAY_S * d, order_count=100_000 + d)
        for d in range(30)
    )
    (zone,) = made(
        ForecastProblem(
            time_zone="UTC", history=history, start_time_s=MONDAY_S + DAY_S * 30, hour_count=1
        )
    ).zones
    assert zone.hours[0].expected == pytest.approx(100_000, rel=0.05)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"history": ()}, "is empty"),
        ({"time_zone": "Mars/Olympus"}, "IANA"),
        ({"start_time_s": FIRST_S}, "is not before start_time"),
        (
            {"history": (VolumeRecord(zone_id="Z", start_time_s=MONDAY_S, order_count=1),)},
            "spans 1 day(s)",
        ),
    ],
)
def test_faults_are_told(change: dict[str, object], words: str):
    sound = forecast_problem(volumes(1, zones=1, days=20), shown_days=20, hours=3)
    problem = sound.model_copy(update=change)
    assert any(words in fault.problem for fault in forecast_faults(problem))
    with pytest.raises(InvalidProblemError):
        forecast_volume(problem, Budget.work(1))


def test_the_checker_sees_what_is_wrong():
    problem = forecast_problem(volumes(1, zones=2, days=20), shown_days=20, hours=3)
    forecast = made(problem)
    zone = forecast.zones[0]
    hour = zone.hours[0]
    for update, kind in (
        ({"zones": (zone,)}, "zones"),
        ({"zones": (zone.model_copy(update={"hours": ()}), forecast.zones[1])}, "hours"),
        (
            {
                "zones": (
                    zone.model_copy(
                        update={
                            "hours": (
                                hour.model_copy(update={"low": 9, "high": 1}),
                                *zone.hours[1:],
                            )
                        }
                    ),
                    forecast.zones[1],
                )
            },
            "bounds",
        ),
    ):
        wrong = forecast.model_copy(update=update)
        assert kind in {v.kind for v in check_forecast(problem, wrong)}


def staffing_problem(**more: object) -> ForecastProblem:
    history = tuple(
        VolumeRecord(zone_id=zone, start_time_s=MONDAY_S + DAY_S * d + 3_600 * h, order_count=count)
        for d in range(28)
        for zone, h, count in (("A", 9, 40), ("A", 15, 20), ("B", 9, 10))
    )
    return ForecastProblem.model_validate(
        {
            "time_zone": "UTC",
            "history": history,
            "start_time_s": MONDAY_S + DAY_S * 28,
            "hour_count": 48,
            "shift_templates": (
                ShiftTemplate(id="early", start_minute=8 * 60, duration_s=4 * 3_600),
                ShiftTemplate(
                    id="late", start_minute=13 * 60, duration_s=4 * 3_600, zone_ids=("A",)
                ),
            ),
            "orders_per_courier_hour": 5,
            **more,
        }
    )


def test_expected_orders_become_shifts():
    problem = staffing_problem()
    needed = {(shift.id, shift.couriers_needed) for shift in made(problem).shifts}
    # 40 orders in 4 hours at 5 an hour are 2 couriers, 20 are 1, and so are 10.
    assert needed == {
        (f"2026-03-{day} {name}", count)
        for day in (30, 31)
        for name, count in (("early A", 2), ("late A", 1), ("early B", 1))
    }
    high = made(staffing_problem(staff_for_high=True)).shifts
    assert sum(shift.couriers_needed for shift in high) >= sum(count for _, count in needed)
    assert made(staffing_problem(shift_templates=(), orders_per_courier_hour=None)).shifts == ()
    week = CourierWeekProblem(time_zone="UTC", shifts=made(problem).shifts)
    assert week_faults(week) == []


def test_shifts_that_overlap_share_the_orders():
    twice = tuple(
        ShiftTemplate(id=name, start_minute=8 * 60, duration_s=4 * 3_600) for name in "xy"
    )
    shifts = made(staffing_problem(shift_templates=twice, hour_count=24)).shifts
    assert [one.couriers_needed for one in shifts if one.territory_id == "A"] == [1, 1]


def test_faults_of_shifts_are_told():
    templates = staffing_problem().shift_templates
    for change, words in (
        ({"orders_per_courier_hour": None}, "is missing"),
        ({"shift_templates": ()}, "means nothing without shift_templates"),
        ({"shift_templates": (*templates, templates[0])}, "is used twice"),
        (
            {"shift_templates": (templates[1].model_copy(update={"zone_ids": ("Q",)}),)},
            "is no zone of the history",
        ),
    ):
        problem = staffing_problem().model_copy(update=change)
        assert len(forecast_faults(problem)) == 1
        assert words in forecast_faults(problem)[0].problem or words == "is used twice"


def test_the_checker_counts_couriers():
    problem = staffing_problem()
    forecast = made(problem)
    first, *others = forecast.shifts
    for count in (0, 9):
        wrong = first.model_copy(update={"couriers_needed": first.couriers_needed + count})
        changed = forecast.model_copy(update={"shifts": (wrong, *others)})
        assert bool(check_forecast(problem, changed)) == bool(count)
    fewer = tuple(one.model_copy(update={"couriers_needed": 1}) for one in forecast.shifts)
    changed = forecast.model_copy(update={"shifts": fewer})
    assert "shifts" in {one.kind for one in check_forecast(problem, changed)}
