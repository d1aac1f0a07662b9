"""The roster as constraint models: first how many jobs can be done, then how evenly.

The first model knows classes of couriers only: a job goes to at most one class, and of the jobs
that overlap no more go to a class than it has couriers. Its matrix is one of intervals for each
class, so it is solved almost at once. The second names every courier and makes the longest working
time least, with as many jobs done.
"""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import Model, run
from optimizer.dispatch.roster import Duty, first_roster, spread

_WRITE_S = 15e-6
_LEAST_SEARCH_S = 0.03


@dataclass(frozen=True, slots=True)
class RosterSearch:
    """The best roster found, whether it is proved to be the best, and by what it was made."""

    roster: dict[int, int]
    proved: bool
    engine: str


def search_roster(duty: Duty, first: dict[int, int], budget: Budget) -> RosterSearch:
    """Improves `first` as long as the budget lasts; never answers worse than it."""
    possible = sum(1 for classes in duty.classes_of if classes)
    best, most_proved, engine = first, len(first) == possible, "greedy"
    variables = sum(len(classes) for classes in duty.classes_of)
    if not most_proved and _time_to_write(variables, budget):
        best, most_proved = _most_jobs(duty, best, budget.part(0.4))
        engine = "cp-sat"
    best = spread(duty, best, budget)
    floor = _longest_work_floor(duty, best, possible)
    if duty.longest_work_s(best) <= floor:
        return RosterSearch(best, most_proved, engine)
    variables = sum(len(duty.classes[c].couriers) for classes in duty.classes_of for c in classes)
    if not _time_to_write(variables, budget):
        return RosterSearch(best, False, engine)
    best, even_proved = _most_even(duty, best, floor, budget)
    return RosterSearch(best, most_proved and even_proved, "cp-sat")


def _time_to_write(variables: int, budget: Budget) -> bool:
    """False when writing a model of that size would eat the time that is left."""
    left = budget.remaining_s()
    return not budget.expired() and left > _LEAST_SEARCH_S and variables * _WRITE_S < 0.5 * left


def _longest_work_floor(duty: Duty, roster: dict[int, int], possible: int) -> int:
    """No roster of as many jobs lets its busiest courier work less than this."""
    lengths = sorted(
        length for length, classes in zip(duty.length_s, duty.classes_of, strict=True) if classes
    )
    if not roster:
        return 0
    # When jobs are left out it may be the longest ones.
    done = lengths[: len(roster)] if len(roster) < possible else lengths
    return max(done[-1], -(-sum(done) // len(duty.problem.couriers)))


def _most_jobs(duty: Duty, first: dict[int, int], budget: Budget) -> tuple[dict[int, int], bool]:
    model = Model()
    given = {
        (j, c): model.new_bool_var(f"job{j}_{c}") for j in duty.by_start for c in duty.classes_of[j]
    }
    for classes, j in ((duty.classes_of[j], j) for j in duty.by_start):
        if len(classes) > 1:
            model.add_at_most_one(given[j, c] for c in classes)
    for c, one in enumerate(duty.classes):
        mine = [j for j in duty.by_start if (j, c) in given]
        for crowd in duty.crowds(mine):
            if len(crowd) > len(one.couriers):
                model.add(sum(given[j, c] for j in crowd) <= len(one.couriers))
    class_of_courier = {i: c for c, one in enumerate(duty.classes) for i in one.couriers}
    for (j, c), literal in given.items():
        model.add_hint(literal, int(j in first and class_of_courier[first[j]] == c))
    model.maximize(sum(given.values()))
    outcome = run(model, budget)
    if not outcome.found:
        return first, False
    class_of = {j: c for (j, c), literal in given.items() if outcome.value(literal)}
    found = first_roster(duty, class_of)
    return (found if duty.worth(found) < duty.worth(first) else first), outcome.proved


def _most_even(
    duty: Duty, first: dict[int, int], floor: int, budget: Budget
) -> tuple[dict[int, int], bool]:
    model = Model()
    pairs = {
        (j, i): model.new_bool_var(f"job{j}_{i}")
        for j in duty.by_start
        for c in duty.classes_of[j]
        for i in duty.classes[c].couriers
    }
    of_job: dict[int, list[int]] = {}
    of_courier: dict[int, list[int]] = {}
    for j, i in pairs:
        of_job.setdefault(j, []).append(i)
        of_courier.setdefault(i, []).append(j)
    all_done = len(first) == len(of_job)
    for j, couriers in of_job.items():
        choices = [pairs[j, i] for i in couriers]
        if all_done:
            model.add_exactly_one(choices)
        else:
            model.add_at_most_one(choices)
    if not all_done:
        model.add(sum(pairs.values()) >= len(first))
    longest = model.new_int_var(floor, max(floor, duty.longest_work_s(first)), "longest")
    for i, jobs in of_courier.items():
        for crowd in duty.crowds(jobs):
            if len(crowd) > 1:
                model.add_at_most_one(pairs[j, i] for j in crowd)
        model.add(sum(duty.length_s[j] * pairs[j, i] for j in jobs) <= longest)
    for (j, i), literal in pairs.items():
        model.add_hint(literal, int(first.get(j) == i))
    model.add_hint(longest, duty.longest_work_s(first))
    model.minimize(longest)
    outcome = run(model, budget)
    if not outcome.found:
        return first, False
    found = {j: i for (j, i), literal in pairs.items() if outcome.value(literal)}
    return (found if duty.worth(found) < duty.worth(first) else first), outcome.proved
