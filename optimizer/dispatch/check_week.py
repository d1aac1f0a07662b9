"""The independent checker of a courier week: every rule and every figure, once more.

It shares nothing with what makes rosters; days and weeks are reckoned here by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from optimizer.dispatch.check import Violation
from optimizer.dispatch.week_model import (
    CourierShift,
    CourierWeekPlan,
    CourierWeekProblem,
    CourierWeekWeights,
    WeekCourier,
)


def check_courier_week(problem: CourierWeekProblem, plan: CourierWeekPlan) -> list[Violation]:
    """Every violation of `plan`; none means that all rules hold and all figures are right."""
    return list(_violations(problem, plan))


def _violations(problem: CourierWeekProblem, plan: CourierWeekPlan) -> Iterator[Violation]:
    couriers = {courier.id: courier for courier in problem.couriers}
    shifts = {shift.id: shift for shift in problem.shifts}
    work: dict[str, list[CourierShift]] = {name: [] for name in couriers}
    filled: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for entry in plan.assignments:
        if entry.courier_id not in couriers or entry.shift_id not in shifts:
            yield Violation("unknown", entry.courier_id, entry.shift_id, 1, "is not in the problem")
            continue
        pair = (entry.courier_id, entry.shift_id)
        if pair in pairs:
            yield Violation("twice", *pair, 1, "stands in the plan more than once")
            continue
        pairs.add(pair)
        filled[entry.shift_id] += 1
        work[entry.courier_id].append(shifts[entry.shift_id])
    for fixed in problem.fixed_shifts:
        if (fixed.courier_id, fixed.shift_id) not in pairs:
            yield Violation("fixed", fixed.courier_id, fixed.shift_id, 1, "is fixed but not kept")
    yield from _check_cover(problem, plan, filled)
    for name, mine in work.items():
        yield from _check_courier(problem, couriers[name], mine)
    yield from _check_figures(problem, plan, work, filled)


def _check_cover(
    problem: CourierWeekProblem, plan: CourierWeekPlan, filled: Counter[str]
) -> Iterator[Violation]:
    missing = {entry.shift_id: entry.missing for entry in plan.unfilled}
    if len(missing) != len(plan.unfilled):
        yield Violation("twice", "", "", 1, "an unfilled shift is told more than once")
    for entry in plan.unfilled:
        if not entry.explanation.strip():
            yield Violation("no_reason", "", entry.shift_id, 1, "is unfilled without a reason")
    for shift in problem.shifts:
        lacks = shift.couriers_needed - filled[shift.id]
        if lacks < 0:
            yield Violation("overfilled", "", shift.id, -lacks, "has more couriers than it needs")
        if missing.pop(shift.id, 0) != max(0, lacks):
            yield Violation("missing", "", shift.id, lacks, "what it lacks is told wrongly")
    for name in missing:
        yield Violation("unknown", "", name, 1, "is not in the problem")


def _check_courier(
    problem: CourierWeekProblem, courier: WeekCourier, mine: list[CourierShift]
) -> Iterator[Violation]:
    zone = ZoneInfo(problem.time_zone)
    mine = sorted(mine, key=lambda shift: (shift.start_time_s, shift.end_time_s))
    days: dict[object, list[CourierShift]] = {}
    weeks: dict[object, list[CourierShift]] = {}
    for k, shift in enumerate(mine):
        lacking = [q for q in shift.required_qualifications if q not in courier.qualifications]
        if lacking:
            yield Violation("qualification", courier.id, shift.id, len(lacking), f"lacks {lacking}")
        for away in courier.absence_windows:
            overlap = min(away.end_time_s, shift.end_time_s) - max(
                away.start_time_s, shift.start_time_s
            )
            if overlap > 0:
                yield Violation("absence", courier.id, shift.id, overlap, "is absent then")
        if k:
            free = max(one.end_time_s for one in mine[:k]) + problem.rest_duration_s
            if shift.start_time_s < free:
                amount = free - shift.start_time_s
                yield Violation("rest", courier.id, shift.id, amount, "starts before rest is over")
        at = datetime.fromtimestamp(shift.start_time_s, UTC).astimezone(zone)
        days.setdefault(at.strftime("%Y-%m-%d"), []).append(shift)
        weeks.setdefault(at.strftime("%G-%V"), []).append(shift)
    for day, there in days.items():
        length = sum(one.end_time_s - one.start_time_s for one in there)
        yield from _over("day_limit", courier, str(day), length, problem.day_limit_duration_s)
        yield from _over("shifts_per_day", courier, str(day), len(there), problem.shifts_per_day)
    own = courier.week_limit_duration_s
    for week, there in weeks.items():
        length = sum(one.end_time_s - one.start_time_s for one in there)
        most = own if own is not None else problem.week_limit_duration_s
        yield from _over("week_limit", courier, str(week), length, most)
        worked = len([day for day, those in days.items() if set(those) & set(there)])
        yield from _over("days_per_week", courier, str(week), worked, problem.days_per_week)


def _over(
    kind: str, courier: WeekCourier, where: str, had: int, most: int | None
) -> Iterator[Violation]:
    if most is not None and had > most:
        yield Violation(kind, courier.id, where, had - most, f"works more than {kind} allows")


def _check_figures(
    problem: CourierWeekProblem,
    plan: CourierWeekPlan,
    work: dict[str, list[CourierShift]],
    filled: Counter[str],
) -> Iterator[Violation]:
    weights = problem.weights or CourierWeekWeights()
    zone = ZoneInfo(problem.time_zone)
    demand = sum((s.end_time_s - s.start_time_s) * s.couriers_needed for s in problem.shifts)
    given = sum(c.target_duration_s or 0 for c in problem.couriers)
    open_targets = sum(c.target_duration_s is None for c in problem.couriers)
    share = max(0, demand - given) // open_targets if open_targets else 0
    penalty = (
        100
        * weights.unfilled
        * sum(max(0, s.couriers_needed - filled[s.id]) for s in problem.shifts)
    )
    loads = {load.courier_id: load for load in plan.loads}
    if len(loads) != len(plan.loads) or set(loads) != set(work):
        yield Violation("loads", "", "", len(plan.loads), "does not list every courier once")
        return
    for courier in problem.couriers:
        mine = work[courier.id]
        knows = {known.territory_id: known.percent for known in courier.familiarities}
        for shift in mine:
            if shift.territory_id:
                penalty += weights.unfamiliar * (100 - knows.get(shift.territory_id, 0))
        worked_days = {
            datetime.fromtimestamp(s.start_time_s, UTC).astimezone(zone).strftime("%Y-%m-%d")
            for s in mine
        }
        worked = {shift.id for shift in mine}
        refused = [100 * w.weight for w in courier.day_off_wishes if w.date in worked_days]
        refused += [
            100 * w.weight for w in courier.shift_wishes if (w.shift_id in worked) == w.avoid
        ]
        penalty += sum(refused)
        hours = sum(shift.end_time_s - shift.start_time_s for shift in mine)
        target = share if courier.target_duration_s is None else courier.target_duration_s
        unfair = max(0, abs(hours - target) - problem.fair_tolerance_duration_s)
        penalty += 25 * weights.unfair_hour * -(-unfair // 900)
        wishes = len(courier.day_off_wishes) + len(courier.shift_wishes)
        found = loads[courier.id]
        expected = (hours, len(mine), wishes - len(refused), len(refused), unfair)
        told = (
            found.work_duration_s,
            found.shift_count,
            found.wishes_granted,
            found.wishes_refused,
            found.unfair_duration_s,
        )
        if told != expected:
            yield Violation("load", courier.id, "", 1, f"is {told}, should be {expected}")
    if plan.penalty_hundredths != penalty:
        amount = plan.penalty_hundredths - penalty
        yield Violation("penalty", "", "", amount, "is not what the roster costs")
    if plan.penalty_bound_hundredths > penalty:
        amount = plan.penalty_bound_hundredths - penalty
        yield Violation("penalty_bound", "", "", amount, "is above the penalty")
