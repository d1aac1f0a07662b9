"""Why a week cannot be filled: the smallest sets of rules that contradict each other, in words.

Demands are looked at in growing circles around a shift that lacks couriers until they contradict
the rules. Every rule (the demand of a shift, the rest, the limits, ...) is then an assumption of a
model without costs, and CP-SAT names assumptions that cannot hold together; rules are taken out of
them, at last one by one, as long as what stays is still impossible (deletion filter, Chinneck
1997). What is left is minimal: without any one of its rules the others can be kept. Where the time
ends before that, the conflict is told as it is, and that it is not minimal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import BoundedLinearExpression, Model, Variable, run
from optimizer.dispatch.days import clock
from optimizer.dispatch.mip import solve_linear
from optimizer.dispatch.reasons import span
from optimizer.dispatch.week import CourierWeek, Roster
from optimizer.dispatch.week_first import diaries_of
from optimizer.dispatch.week_model import RuleConflict

MOST_CONFLICTS = 3
_MOST_PAIRS = 60_000


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """One rule: the demand of a shift (position), or a kind of rule for all couriers."""

    kind: str
    shift: int = -1


_KINDS = (
    "absences",
    "qualifications",
    "rest",
    "day_hours",
    "day_shifts",
    "week_hours",
    "week_days",
    "fixed",
)


def conflicts_of(week: CourierWeek, roster: Roster, budget: Budget) -> tuple[RuleConflict, ...]:
    """Up to three conflicts behind the shifts that lack couriers, as far as the budget goes."""
    lacking = [s for s, missing in enumerate(week.missing(roster)) if missing > 0]
    found: list[RuleConflict] = []
    settled: set[int] = set()
    kinds = {Rule(kind) for kind in _KINDS if _says_something(week, kind)}
    for s in lacking:
        if s in settled or len(found) == MOST_CONFLICTS or budget.expired():
            continue
        conflict = _conflict(week, kinds, s, settled, budget.part(0.6))
        if conflict is None:
            continue
        core, minimal = conflict
        settled.update(rule.shift for rule in core if rule.kind == "demand")
        words = tuple(_words(week, rule) for rule in sorted(core))
        found.append(RuleConflict(rules=words, minimal=minimal))
    return tuple(found)


def _circles(week: CourierWeek, s: int) -> list[set[int]]:
    """Sets of shifts around one, each in the next: itself, its days, more days, its week."""
    of_week = {k for k, number in enumerate(week.week) if number == week.week[s]}
    circles = [{s}]
    for days in (0, 1, 2, 6):
        circle = {k for k in of_week if abs((week.day[k] - week.day[s]).days) <= days}
        if circle != circles[-1]:
            circles.append(circle)
    return circles


def _says_something(week: CourierWeek, kind: str) -> bool:
    problem = week.problem
    return {
        "absences": any(courier.absence_windows for courier in problem.couriers),
        "qualifications": any(shift.required_qualifications for shift in problem.shifts),
        "rest": True,
        "day_hours": problem.day_limit_duration_s is not None,
        "day_shifts": problem.shifts_per_day is not None,
        "week_hours": any(week.week_limit_s(c) is not None for c in range(len(problem.couriers))),
        "week_days": problem.days_per_week is not None,
        "fixed": bool(week.fixed),
    }[kind]


def _conflict(
    week: CourierWeek, kinds: set[Rule], s: int, settled: set[int], budget: Budget
) -> tuple[set[Rule], bool] | None:
    """Rules that keep shift `s` from being filled, and whether all of them are needed for that;
    None when none was proved."""
    for circle in _circles(week, s):
        if len(circle) * len(week.problem.couriers) > _MOST_PAIRS or budget.expired():
            return None
        rules = {Rule("demand", k) for k in circle - settled} | kinds
        if _impossible(week, rules, budget.part(0.5)):
            return minimal_conflict(week, _core(week, rules, budget.part(0.3)), s, budget)
    return None


def minimal_conflict(
    week: CourierWeek, core: set[Rule], s: int, budget: Budget
) -> tuple[set[Rule], bool]:
    """As few rules of `core` as still contradict each other, and whether none can be spared."""
    # The demands farthest from the shift go first, so that what stays is about the shift.
    start = week.problem.shifts[s].start_time_s
    order = sorted(
        core,
        key=lambda rule: (
            rule.kind != "demand",
            -abs(week.problem.shifts[rule.shift].start_time_s - start) if rule.shift >= 0 else 0,
            rule,
        ),
    )
    size = max(1, len(order) // 2)
    sure = True
    while True:
        for first in range(0, len(order), size):
            part = [rule for rule in order[first : first + size] if rule in core]
            if budget.expired():
                return core, False
            if not part or len(part) == len(core):
                continue
            verdict = _verdict(week, core - set(part), budget)
            if verdict is False:
                core = core - set(part)
            elif verdict is None and size == 1:
                sure = False
        if size == 1:
            return core, sure
        size //= 2


def _core(week: CourierWeek, rules: set[Rule], budget: Budget) -> set[Rule]:
    """Rules among impossible ones that the solver names as such; all of them when it cannot."""
    model = Model()
    switch = {rule: model.new_bool_var(f"{rule.kind}{rule.shift}") for rule in sorted(rules)}
    _write(week, model, rules, switch)
    model.add_assumptions(switch.values())
    outcome = run(model, budget)
    by_index = {literal.index: rule for rule, literal in switch.items()}
    return {by_index[index] for index in outcome.core if index in by_index} or rules


def _impossible(week: CourierWeek, rules: set[Rule], budget: Budget) -> bool:
    """True when it is proved that the rules cannot hold together."""
    return _verdict(week, rules, budget) is False


def _verdict(week: CourierWeek, rules: set[Rule], budget: Budget) -> bool | None:
    """Whether the rules can hold together; None when the time was too short to know."""
    model = Model()
    _write(week, model, rules, {})
    model.minimize(0)
    solved = solve_linear(model, budget)
    if solved.impossible:
        return False
    return True if solved.found else None


def _write(
    week: CourierWeek, model: Model, rules: Collection[Rule], switch: Mapping[Rule, Variable]
) -> None:
    """Writes the rules into the model, each under its switch if it has one."""

    def add(rule: Rule, row: BoundedLinearExpression) -> None:
        made = model.add(row)
        if rule in switch:
            made.only_enforce_if(switch[rule])

    problem = week.problem
    demands = {rule.shift for rule in rules if rule.kind == "demand"}
    rank = [s for s in week.by_start if s in demands]
    on = {(c, s): model.new_bool_var("") for c in range(len(problem.couriers)) for s in rank}
    for (c, s), literal in on.items():
        courier, shift = problem.couriers[c], problem.shifts[s]
        if Rule("absences") in rules and not week.present(courier, shift):
            add(Rule("absences"), literal <= 0)
        if Rule("qualifications") in rules and not week.qualified(courier, shift):
            add(Rule("qualifications"), literal <= 0)
        if Rule("fixed") in rules and (c, s) in week.fixed:
            add(Rule("fixed"), literal >= 1)
    for s in rank:
        able = sum(on[c, s] for c in range(len(problem.couriers)))
        add(Rule("demand", s), able >= problem.shifts[s].couriers_needed)
    for c in range(len(problem.couriers)):
        for rule, row in _courier_rows(week, model, rules, c, {s: on[c, s] for s in rank}):
            add(rule, row)


def _courier_rows(
    week: CourierWeek,
    model: Model,
    rules: Collection[Rule],
    c: int,
    on: Mapping[int, Variable],
) -> Iterator[tuple[Rule, BoundedLinearExpression]]:
    """The rows of one courier for each rule; `on` holds the shifts by start."""
    problem = week.problem
    if Rule("rest") in rules:
        for crowd in week.crowds(on):
            yield Rule("rest"), sum(on[s] for s in crowd) <= 1
    by_day: dict[object, list[int]] = {}
    by_week: dict[tuple[int, int], list[int]] = {}
    for s in on:
        by_day.setdefault(week.day[s], []).append(s)
        by_week.setdefault(week.week[s], []).append(s)
    limits = [
        ("day_shifts", by_day.values(), problem.shifts_per_day, False),
        ("day_hours", by_day.values(), problem.day_limit_duration_s, True),
        ("week_hours", by_week.values(), week.week_limit_s(c), True),
    ]
    for kind, spans, most, hours in limits:
        if most is None or Rule(kind) not in rules:
            continue
        for shifts in spans:
            sizes = [problem.shifts[s].length_s if hours else 1 for s in shifts]
            total = sum(n * on[s] for n, s in zip(sizes, shifts, strict=True))
            yield Rule(kind), total <= most
    if Rule("week_days") in rules and problem.days_per_week is not None:
        for shifts in by_week.values():
            worked = []
            for there in by_day.values():
                if week.week[there[0]] == week.week[shifts[0]]:
                    day = model.new_bool_var("")
                    for s in there:
                        yield Rule("week_days"), on[s] <= day
                    worked.append(day)
            yield Rule("week_days"), sum(worked) <= problem.days_per_week


def _words(week: CourierWeek, rule: Rule) -> str:
    problem = week.problem
    if rule.kind == "demand":
        shift = problem.shifts[rule.shift]
        able = sum(week.qualified(courier, shift) for courier in problem.couriers)
        here = sum(
            week.qualified(courier, shift) and week.present(courier, shift)
            for courier in problem.couriers
        )
        needs = ", ".join(shift.required_qualifications)
        return (
            f"shift {shift.id} ({clock(shift.start_time_s, problem.time_zone)}) needs "
            f"{shift.couriers_needed} courier(s){f' with {needs}' if needs else ''}: "
            f"{able} qualified, {here} of them not absent"
        )
    rest = problem.rest_duration_s
    return {
        "absences": "nobody works while absent",
        "qualifications": "nobody works without the required qualifications",
        "rest": f"nobody works two shifts at once or with less than {span(rest)} between them"
        if rest
        else "nobody works two shifts at once",
        "day_hours": f"nobody works more than {span(problem.day_limit_duration_s or 0)} on a day",
        "day_shifts": f"nobody works more than {problem.shifts_per_day} shift(s) on a day",
        "week_hours": "nobody works more hours in a week than the limit"
        + (f" ({span(problem.week_limit_duration_s)})" if problem.week_limit_duration_s else ""),
        "week_days": f"nobody works on more than {problem.days_per_week} days of a week",
        "fixed": "fixed shifts stay",
    }[rule.kind]


def why_unfilled(week: CourierWeek, roster: Roster, s: int) -> str:
    """The reason for a shift that lacks couriers: what keeps each courier from it, counted."""
    problem = week.problem
    if not problem.couriers:
        return "there are no couriers; add one"
    shift = problem.shifts[s]
    counts: dict[str, int] = {}
    diaries = diaries_of(week, roster)
    for c, courier in enumerate(problem.couriers):
        if (c, s) in roster:
            continue
        if not week.qualified(courier, shift):
            reason = "lack a qualification"
        elif not week.present(courier, shift):
            reason = "are absent"
        else:
            reason = _PLURAL[diaries[c].admits(s)]
        counts[reason] = counts.get(reason, 0) + 1
    told = ", ".join(
        f"{count} {reason}" for reason, count in sorted(counts.items(), key=lambda one: -one[1])
    )
    free = counts.get(_PLURAL[""], 0)
    remedy = (
        "search longer, or raise the weight of unfilled places"
        if free
        else "add couriers or qualifications, move the shift or relax a limit"
    )
    return f"of the couriers who are not on it {told or 'none is left'}; {remedy}"


_PLURAL = {
    "": "could take it",
    "works or rests then": "work or rest then",
    "has the shifts of that day": "have their shifts of that day",
    "would exceed the hours of a day": "would exceed the hours of a day",
    "would exceed the hours of a week": "would exceed the hours of a week",
    "works the most days of a week": "work the most days of a week already",
}
