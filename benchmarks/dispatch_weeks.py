"""Seeded weeks of couriers in the manner of the nurse-rostering instances.

Early, late and split shifts in territories over seven days; qualifications, absences, contracts of
different hours, familiarity with few territories, wishes for days off and shifts.
"""

from __future__ import annotations

import random

from optimizer.dispatch.week_model import (
    CourierShift,
    CourierWeekProblem,
    DayOffWish,
    Familiarity,
    ShiftWish,
    WeekCourier,
)
from optimizer.shapes import TimeWindow

MONDAY_S = 1_772_406_000
"""2026-03-02 00:00 in Vaduz."""
DAY_S, HOUR_S = 86_400, 3_600
SHIFTS = (("early", 6, 8), ("day", 9, 8), ("late", 14, 8))


def courier_week(
    seed: int, *, couriers: int = 150, days: int = 7, territories: int = 6, load: float = 0.85
) -> CourierWeekProblem:
    """A week in which shifts need `load` times the hours of all contracts."""
    draw = random.Random(seed)
    names = [f"T{t + 1}" for t in range(territories)]
    hours = [draw.choice((40, 40, 32, 24)) for _ in range(couriers)]
    places = sum(hours) * load / 8 * days / 7
    slots = [(d, name, t) for d in range(days) for name, _, _ in SHIFTS for t in names]
    weight = {slot: draw.uniform(0.6, 1.4) * (0.6 if slot[0] >= 5 else 1) for slot in slots}
    scale = places / sum(weight.values())
    span = {name: (start, length) for name, start, length in SHIFTS}
    shifts = []
    for d, name, t in slots:
        start, length = span[name]
        begin = MONDAY_S + d * DAY_S + start * HOUR_S
        shifts.append(
            CourierShift(
                id=f"d{d + 1}-{name}-{t}",
                start_time_s=begin,
                end_time_s=begin + length * HOUR_S,
                territory_id=t,
                required_qualifications=("bike",)
                if t == names[0]
                else (("e-van",) if t == names[1] else ()),
                couriers_needed=max(1, round(scale * weight[d, name, t])),
            )
        )
    people = []
    for c in range(couriers):
        away = [
            TimeWindow(start_time_s=MONDAY_S + d * DAY_S, end_time_s=MONDAY_S + (d + 1) * DAY_S)
            for d in range(days)
            if draw.random() < 0.04
        ]
        known = draw.sample(names, min(3, territories))
        wished = draw.sample(range(days), 2) if days > 1 else []
        wishes = draw.sample(shifts, min(3, len(shifts)))
        people.append(
            WeekCourier(
                id=f"C{c + 1:03}",
                qualifications=tuple(
                    q for q, part in (("bike", 0.45), ("e-van", 0.5)) if draw.random() < part
                ),
                absence_windows=tuple(away),
                familiarities=tuple(
                    Familiarity(territory_id=t, percent=p)
                    for t, p in zip(known, (100, 70, 40), strict=False)
                ),
                target_duration_s=round(hours[c] * load) * HOUR_S,
                week_limit_duration_s=hours[c] * HOUR_S,
                day_off_wishes=tuple(
                    DayOffWish(date=f"2026-03-{2 + d:02}", weight=draw.choice((5, 10, 20)))
                    for d in wished
                ),
                shift_wishes=tuple(
                    ShiftWish(
                        shift_id=shift.id,
                        avoid=draw.random() < 0.6,
                        weight=draw.choice((5, 10)),
                    )
                    for shift in wishes
                ),
            )
        )
    return CourierWeekProblem(
        time_zone="Europe/Vaduz",
        couriers=tuple(people),
        shifts=tuple(shifts),
        rest_duration_s=11 * HOUR_S,
        day_limit_duration_s=10 * HOUR_S,
        shifts_per_day=1,
        days_per_week=5,
        fair_tolerance_duration_s=4 * HOUR_S,
    )
