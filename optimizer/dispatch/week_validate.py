"""Faults of a week of couriers that no single field shows.

Shifts that are fixed stand whatever is decided, so they must keep every rule among themselves: what
they break is a fault of the request, told with the rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from optimizer.dispatch.days import day_of, week_of, zone_is_known
from optimizer.dispatch.week_model import DAY_S, CourierShift, CourierWeekProblem, WeekCourier
from optimizer.faults import Fault, FieldPath, duplicate_id_faults, window_faults

SPAN_S = 35 * DAY_S
"""Most time from the first shift to the last."""
LONGEST_SHIFT_S = 2 * DAY_S


def week_faults(problem: CourierWeekProblem) -> list[Fault]:
    """All faults between the fields of `problem`. Never raises."""
    return list(_faults(problem))


def _faults(problem: CourierWeekProblem) -> Iterator[Fault]:
    zone_known = zone_is_known(problem.time_zone)
    if not zone_known:
        yield Fault(
            ("time_zone",),
            problem.time_zone,
            "is not an IANA time zone",
            "give one such as Europe/Vaduz",
        )
    shifts = {shift.id: shift for shift in problem.shifts}
    timed = [i for i, shift in enumerate(problem.shifts) if _is_timed(shift)]
    yield from duplicate_id_faults("couriers", problem.couriers)
    for i, courier in enumerate(problem.couriers):
        yield from _courier_faults(i, courier, shifts)
    yield from duplicate_id_faults("shifts", problem.shifts)
    sound = True
    for i, shift in enumerate(problem.shifts):
        for fault in _shift_faults(i, shift):
            sound = False
            yield fault
    if timed:
        first = min(problem.shifts[i].start_time_s for i in timed)
        last = max(timed, key=lambda i: problem.shifts[i].start_time_s)
        span = problem.shifts[last].start_time_s - first
        if span > SPAN_S:
            sound = False
            yield Fault(
                ("shifts", last, "start_time_s"),
                problem.shifts[last].start_time_s,
                f"is {span // DAY_S} days after the first shift",
                "plan at most 35 days in one request",
            )
    yield from _fixed_faults(
        problem, shifts, rules=zone_known and sound and len(timed) == len(problem.shifts)
    )


def _courier_faults(
    i: int, courier: WeekCourier, shifts: dict[str, CourierShift]
) -> Iterator[Fault]:
    path = ("couriers", i)
    for k, window in enumerate(courier.absence_windows):
        yield from window_faults((*path, "absence_windows", k), window)
    yield from _named_twice((*path, "qualifications"), courier.qualifications)
    names = [known.territory_id for known in courier.familiarities]
    yield from _named_twice((*path, "familiarities"), names, "territory_id")
    days = [wish.date for wish in courier.day_off_wishes]
    yield from _named_twice((*path, "day_off_wishes"), days, "date")
    for k, day in enumerate(days):
        if not _is_day(day):
            yield Fault(
                (*path, "day_off_wishes", k, "date"),
                day,
                "is no day of the calendar",
                "give YYYY-MM-DD",
            )
    wishes = [wish.shift_id for wish in courier.shift_wishes]
    yield from _named_twice((*path, "shift_wishes"), wishes, "shift_id")
    for k, wish in enumerate(wishes):
        if wish not in shifts:
            yield _unknown((*path, "shift_wishes", k, "shift_id"), wish, "shifts")


def _shift_faults(i: int, shift: CourierShift) -> Iterator[Fault]:
    yield from _named_twice(("shifts", i, "required_qualifications"), shift.required_qualifications)
    if not _is_timed(shift):
        return
    if shift.end_time_s <= shift.start_time_s:
        yield Fault(
            ("shifts", i, "end_time_s"),
            shift.end_time_s,
            "is not after start_time",
            "give an end after the start",
        )
    elif shift.length_s > LONGEST_SHIFT_S:
        yield Fault(
            ("shifts", i, "end_time_s"),
            shift.end_time_s,
            "is more than 48 h after start_time",
            "divide it into shifts that people can work",
        )


def _fixed_faults(
    problem: CourierWeekProblem, shifts: dict[str, CourierShift], *, rules: bool
) -> Iterator[Fault]:
    couriers = {courier.id: courier for courier in problem.couriers}
    seen: set[tuple[str, str]] = set()
    on_shift: Counter[str] = Counter()
    work: dict[str, list[tuple[int, CourierShift]]] = {}
    for i, fixed in enumerate(problem.fixed_shifts):
        path = ("fixed_shifts", i)
        courier, shift = couriers.get(fixed.courier_id), shifts.get(fixed.shift_id)
        if courier is None:
            yield _unknown((*path, "courier_id"), fixed.courier_id, "couriers")
        if shift is None:
            yield _unknown((*path, "shift_id"), fixed.shift_id, "shifts")
        pair = (fixed.courier_id, fixed.shift_id)
        if pair in seen:
            yield Fault(path, " on ".join(pair), "is fixed already", "fix every pair once")
            continue
        seen.add(pair)
        if courier is None or shift is None:
            continue
        on_shift[shift.id] += 1
        if on_shift[shift.id] > shift.couriers_needed:
            yield Fault(
                (*path, "shift_id"),
                shift.id,
                f"has more couriers fixed than the {shift.couriers_needed} it needs",
                "raise couriers_needed or fix fewer",
            )
        lacking = sorted(set(shift.required_qualifications) - set(courier.qualifications))
        if lacking:
            yield Fault(
                path,
                courier.id,
                f"lacks {', '.join(lacking)}, which the shift requires",
                "fix a qualified courier or add the qualification",
            )
        if rules and any(
            away.start_time_s < shift.end_time_s and shift.start_time_s < away.end_time_s
            for away in courier.absence_windows
            if away.start_time_s is not None and away.end_time_s is not None
        ):
            yield Fault(
                path, courier.id, "is absent during the shift", "fix somebody else or no absence"
            )
        work.setdefault(courier.id, []).append((i, shift))
    if rules:
        for courier_id, mine in work.items():
            yield from _work_faults(problem, couriers[courier_id], mine)


def _work_faults(
    problem: CourierWeekProblem, courier: WeekCourier, mine: list[tuple[int, CourierShift]]
) -> Iterator[Fault]:
    """Rules that the fixed shifts of one courier break among themselves."""
    mine.sort(key=lambda one: (one[1].start_time_s, one[1].end_time_s))
    for (_, before), (i, after) in pairwise(mine):
        if after.start_time_s < before.end_time_s + problem.rest_duration_s:
            overlaps = after.start_time_s < before.end_time_s
            yield Fault(
                ("fixed_shifts", i, "shift_id"),
                after.id,
                f"overlaps {before.id} of the same courier"
                if overlaps
                else f"starts before the rest after {before.id} of the same courier is over",
                "fix one of the two only",
            )
    per_day: Counter[date] = Counter()
    day_work: Counter[date] = Counter()
    week_work: Counter[tuple[int, int]] = Counter()
    week_days: dict[tuple[int, int], set[date]] = {}
    limit = courier.week_limit_duration_s
    limit = problem.week_limit_duration_s if limit is None else limit
    for i, shift in mine:
        day = day_of(shift.start_time_s, problem.time_zone)
        week = week_of(day)
        per_day[day] += 1
        day_work[day] += shift.length_s
        week_work[week] += shift.length_s
        week_days.setdefault(week, set()).add(day)
        broken = [
            words
            for words, had, most in (
                ("shifts_per_day", per_day[day], problem.shifts_per_day),
                ("day_limit_duration", day_work[day], problem.day_limit_duration_s),
                ("week_limit_duration", week_work[week], limit),
                ("days_per_week", len(week_days[week]), problem.days_per_week),
            )
            if most is not None and had > most
        ]
        for words in broken:
            yield Fault(
                ("fixed_shifts", i, "shift_id"),
                shift.id,
                f"is more work for {courier.id} than {words} allows",
                f"fix fewer shifts of the courier or raise {words}",
            )


def _named_twice(
    path: FieldPath, names: tuple[str, ...] | list[str], field: str = ""
) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, name in enumerate(names):
        if name in seen:
            where: FieldPath = (*path, i, field) if field else (*path, i)
            yield Fault(where, name, "is named twice", "name every one once")
        seen.add(name)


def _unknown(path: FieldPath, value: str, field: str) -> Fault:
    return Fault(path, value, f"is not among the {field}", "name one of them, or add it there")


def _is_timed(shift: CourierShift) -> bool:
    """False for a shift whose times the check of its fields has refused already."""
    return isinstance(shift.start_time_s, int) and isinstance(shift.end_time_s, int)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except (TypeError, ValueError):
        return False
    return True
