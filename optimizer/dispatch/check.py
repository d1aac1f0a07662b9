"""The independent checker of timetables and rosters.

It reads only the problem and the plan and shares no code with what makes plans: what it accepts
holds, whoever made it. An empty list means that every rule of the problem is kept and every figure
of the plan is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from optimizer.dispatch.model import (
    Courier,
    CourierJob,
    CourierProblem,
    CourierRoster,
    Departure,
    Dock,
    DockAssignment,
    DockProblem,
    DockSchedule,
)
from optimizer.faults import OptimizerError


class BrokenPlanError(OptimizerError):
    """A plan made here breaks the rules: a defect of this package, never the caller's fault."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        first = self.violations[0]
        super().__init__(
            f"{len(self.violations)} violation(s); first: {first.kind} of {first.who!r} "
            f"at {first.where!r} by {first.amount}: {first.words}"
        )


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its kind, whom it concerns, where, by how much, and in words.

    `amount` is in seconds for times and a count otherwise.
    """

    kind: str
    who: str
    where: str
    amount: int
    words: str


def check_plan(
    problem: DockProblem | CourierProblem, plan: DockSchedule | CourierRoster
) -> list[Violation]:
    """Every violation of `plan`; raises TypeError when the plan is of the other kind."""
    if isinstance(problem, DockProblem) and isinstance(plan, DockSchedule):
        return list(_check_docks(problem, plan))
    if isinstance(problem, CourierProblem) and isinstance(plan, CourierRoster):
        return list(_check_couriers(problem, plan))
    raise TypeError(f"a {type(plan).__name__} does not answer a {type(problem).__name__}")


def _check_docks(problem: DockProblem, plan: DockSchedule) -> Iterator[Violation]:
    docks = {dock.id: dock for dock in problem.docks}
    departures = {departure.id: departure for departure in problem.departures}
    yield from _check_cover(
        departures,
        [entry.departure_id for entry in plan.assignments],
        [(entry.departure_id, entry.explanation) for entry in plan.unscheduled],
    )
    known: list[DockAssignment] = []
    for entry in plan.assignments:
        departure, dock = departures.get(entry.departure_id), docks.get(entry.dock_id)
        if dock is None:
            yield Violation(
                "unknown_dock", entry.departure_id, entry.dock_id, 1, "there is no such dock"
            )
        if departure is None or dock is None:
            continue
        known.append(entry)
        yield from _check_loading(entry, departure, dock, _length_s(problem, departure))
    yield from _check_dock_use(problem, known)
    yield from _check_sums(problem, plan, known)
    yield from _check_teams(problem, known)
    yield from _check_yard(problem, known)
    starts = [entry.loading_start_time_s for entry in plan.assignments]
    if starts != sorted(starts):
        yield Violation("order", "", "", 1, "assignments are not in the order of time")


def _check_sums(
    problem: DockProblem, plan: DockSchedule, known: Sequence[DockAssignment]
) -> Iterator[Violation]:
    late = sum(entry.lateness_s for entry in plan.assignments)
    over = sum(entry.overtime_s for entry in plan.assignments)
    if plan.total_lateness_s != late:
        amount = plan.total_lateness_s - late
        yield Violation("total_lateness", "", "", amount, "is not the sum of lateness")
    if plan.total_overtime_s != over:
        amount = plan.total_overtime_s - over
        yield Violation("total_overtime", "", "", amount, "is not the sum of overtime")
    price_of_dock = {dock.id: dock.use_cost_minor for dock in problem.docks}
    prices = [
        problem.lateness_cost_per_hour_minor,
        problem.overtime_cost_per_hour_minor,
        problem.unscheduled_cost_minor,
        *price_of_dock.values(),
    ]
    if plan.cost_bound_minor is not None and plan.cost_bound_minor > (plan.cost_minor or 0):
        over = plan.cost_bound_minor - (plan.cost_minor or 0)
        yield Violation("cost_bound", "", "", over, "is above the cost")
    if all(price is None for price in prices):
        if plan.cost_minor is not None:
            yield Violation("cost", "", "", plan.cost_minor, "a cost, but nothing has a price")
        return
    hourly = late * (prices[0] or 0) + over * (prices[1] or 0)
    used = sum(price_of_dock[dock] or 0 for dock in {entry.dock_id for entry in known})
    used += len(plan.unscheduled) * (problem.unscheduled_cost_minor or 0)
    cost = used + (2 * hourly + 3600) // 7200
    if plan.cost_minor != cost:
        amount = (plan.cost_minor or 0) - cost
        yield Violation("cost", "", "", amount, "is not the cost of the timetable")


def _length_s(problem: DockProblem, departure: Departure) -> int:
    """How long the loading takes: given, or the pace for every vehicle, parcel and tonne."""
    pace, load = problem.loading_pace, departure.load
    if departure.loading_duration_s or pace is None or load is None:
        return departure.loading_duration_s
    micro = pace.tonne_duration_s * load.weight_g
    whole = pace.fixed_duration_s + load.parcel_count * pace.parcel_duration_s + micro // 10**6
    whole += 1 if micro % 10**6 else 0
    return max(1, min(whole, 7 * 86_400))


def _check_loading(
    entry: DockAssignment, departure: Departure, dock: Dock, length_s: int
) -> Iterator[Violation]:
    def broken(kind: str, amount: int, words: str) -> Violation:
        return Violation(kind, departure.id, dock.id, amount, words)

    start, end = entry.loading_start_time_s, entry.departure_time_s
    if end - start != length_s:
        yield broken(
            "loading_duration",
            end - start - length_s,
            "is not loaded for as long as it takes",
        )
    if start < departure.earliest_loading_time_s:
        yield broken(
            "too_early", departure.earliest_loading_time_s - start, "is loaded before it may be"
        )
    if departure.latest_time_s is not None and end > departure.latest_time_s:
        yield broken("too_late", end - departure.latest_time_s, "leaves after its latest time")
    opening = dock.opening_window
    if start < opening.start_time_s:
        yield broken("dock_closed", opening.start_time_s - start, "the dock is not open yet")
    if end > opening.end_time_s:
        yield broken("dock_closed", end - opening.end_time_s, "the dock has closed")
    if dock.vehicle_kinds and departure.vehicle_kind not in dock.vehicle_kinds:
        yield broken("vehicle_kind", 1, "the dock does not take this kind of vehicle")
    lateness = end - departure.due_time_s if end > departure.due_time_s else 0
    if entry.lateness_s != lateness:
        yield broken("lateness", entry.lateness_s - lateness, "the lateness is not right")
    overtime = 0
    if dock.overtime_start_time_s is not None:
        overtime = max(0, end - max(start, dock.overtime_start_time_s))
    if entry.overtime_s != overtime:
        yield broken("overtime", entry.overtime_s - overtime, "the overtime is not right")
    waiting = 0 if departure.arrival_time_s is None else start - departure.arrival_time_s
    if entry.waiting_duration_s != waiting:
        yield broken("waiting", entry.waiting_duration_s - waiting, "the wait is not right")


def _check_dock_use(problem: DockProblem, entries: Iterable[DockAssignment]) -> Iterator[Violation]:
    kind_of = {departure.id: departure.vehicle_kind for departure in problem.departures}
    setups = {(one.from_kind, one.to_kind): one.duration_s for one in problem.kind_setups}
    by_dock: dict[str, list[DockAssignment]] = {}
    for entry in entries:
        by_dock.setdefault(entry.dock_id, []).append(entry)
    for dock_id, loaded in by_dock.items():
        loaded.sort(key=lambda entry: (entry.loading_start_time_s, entry.departure_time_s))
        for before, after in pairwise(loaded):
            needed = problem.changeover_duration_s + setups.get(
                (kind_of[before.departure_id], kind_of[after.departure_id]), 0
            )
            free = before.departure_time_s + needed
            if after.loading_start_time_s < free:
                yield Violation(
                    "dock_overlap",
                    after.departure_id,
                    dock_id,
                    free - after.loading_start_time_s,
                    f"starts before {before.departure_id} and the changeover are over",
                )


def _check_teams(problem: DockProblem, entries: Sequence[DockAssignment]) -> Iterator[Violation]:
    if problem.teams:
        yield from _check_shifts(problem, entries)
        return
    most = problem.loading_teams if problem.loading_teams is not None else len(problem.docks)
    moments: list[tuple[int, int, str]] = []
    for entry in entries:
        if entry.team_id:
            yield Violation(
                "unknown_team", entry.departure_id, entry.team_id, 1, "there is no such team"
            )
        # At one moment teams come free before they are taken.
        moments.append((entry.loading_start_time_s, 1, entry.departure_id))
        moments.append((entry.departure_time_s, -1, entry.departure_id))
    at_work = 0
    for _, change, departure_id in sorted(moments):
        at_work += change
        if change > 0 and at_work > most:
            yield Violation(
                "loading_teams", departure_id, "", at_work - most, "no loading team is free"
            )


def _check_shifts(problem: DockProblem, entries: Sequence[DockAssignment]) -> Iterator[Violation]:
    """Each loading in one shift of its team, and no team at two loadings."""
    teams = {team.id: team for team in problem.teams}
    work: dict[str, list[DockAssignment]] = {}
    for entry in entries:
        team = teams.get(entry.team_id)
        if team is None:
            yield Violation(
                "unknown_team", entry.departure_id, entry.team_id, 1, "there is no such team"
            )
            continue
        work.setdefault(team.id, []).append(entry)
        outside = min(
            max(0, shift.start_time_s - entry.loading_start_time_s)
            + max(0, entry.departure_time_s - shift.end_time_s)
            for shift in team.shift_windows
        )
        if outside:
            yield Violation(
                "team_shift", entry.departure_id, team.id, outside, "the team is not at work"
            )
    for team_id, done in work.items():
        done.sort(key=lambda entry: (entry.loading_start_time_s, entry.departure_time_s))
        for before, after in pairwise(done):
            if after.loading_start_time_s < before.departure_time_s:
                yield Violation(
                    "team_overlap",
                    after.departure_id,
                    team_id,
                    before.departure_time_s - after.loading_start_time_s,
                    f"starts before the team has loaded {before.departure_id}",
                )


def _check_yard(problem: DockProblem, entries: Sequence[DockAssignment]) -> Iterator[Violation]:
    """Never more vehicles between arrival and loading than the yard has places."""
    if problem.yard_places is None:
        return
    arrivals = {one.id: one.arrival_time_s for one in problem.departures}
    moments: list[tuple[int, int, str]] = []
    for entry in entries:
        arrival = arrivals[entry.departure_id]
        if arrival is not None and arrival < entry.loading_start_time_s:
            moments.append((arrival, 1, entry.departure_id))
            moments.append((entry.loading_start_time_s, -1, entry.departure_id))
    waiting = 0
    for _, change, departure_id in sorted(moments):
        waiting += change
        if change > 0 and waiting > problem.yard_places:
            yield Violation(
                "yard_places",
                departure_id,
                "",
                waiting - problem.yard_places,
                "no place in the yard is free when it arrives",
            )


def _check_couriers(problem: CourierProblem, plan: CourierRoster) -> Iterator[Violation]:
    couriers = {courier.id: courier for courier in problem.couriers}
    jobs = {job.id: job for job in problem.jobs}
    yield from _check_cover(
        jobs,
        [entry.job_id for entry in plan.assignments],
        [(entry.job_id, entry.explanation) for entry in plan.unassigned],
    )
    work: dict[str, list[CourierJob]] = {}
    for entry in plan.assignments:
        job, courier = jobs.get(entry.job_id), couriers.get(entry.courier_id)
        if courier is None:
            yield Violation(
                "unknown_courier", entry.job_id, entry.courier_id, 1, "there is no such courier"
            )
        if job is None or courier is None:
            continue
        yield from _check_job(job, courier)
        work.setdefault(courier.id, []).append(job)
    for courier_id, done in work.items():
        done.sort(key=lambda job: (job.start_time_s, job.end_time_s))
        free_at, busy_with = None, ""
        for job in done:
            if free_at is not None and job.start_time_s < free_at:
                yield Violation(
                    "courier_overlap",
                    job.id,
                    courier_id,
                    free_at - job.start_time_s,
                    f"starts before {busy_with} and the turnaround are over",
                )
            over = job.end_time_s + problem.turnaround_duration_s
            if free_at is None or over > free_at:
                free_at, busy_with = over, job.id
    starts = [jobs[entry.job_id].start_time_s for entry in plan.assignments if entry.job_id in jobs]
    if starts != sorted(starts):
        yield Violation("order", "", "", 1, "assignments are not in the order of time")


def _check_job(job: CourierJob, courier: Courier) -> Iterator[Violation]:
    shift = courier.shift_window
    if job.start_time_s < shift.start_time_s:
        yield Violation(
            "shift",
            job.id,
            courier.id,
            shift.start_time_s - job.start_time_s,
            "starts before the shift",
        )
    if job.end_time_s > shift.end_time_s:
        yield Violation(
            "shift", job.id, courier.id, job.end_time_s - shift.end_time_s, "ends after the shift"
        )
    if courier.vehicle_kinds and job.vehicle_kind not in courier.vehicle_kinds:
        yield Violation(
            "vehicle_kind", job.id, courier.id, 1, "the courier may not use this kind of vehicle"
        )


def _check_cover(
    wanted: Iterable[str], placed: Sequence[str], left_out: Sequence[tuple[str, str]]
) -> Iterator[Violation]:
    """Everything wanted stands in the plan exactly once, what is left out with a reason."""
    times = Counter(placed)
    times.update(name for name, _ in left_out)
    names = set()
    for name in wanted:
        names.add(name)
        if times[name] == 0:
            yield Violation("missing", name, "", 1, "is nowhere in the plan")
        elif times[name] > 1:
            yield Violation("twice", name, "", times[name] - 1, "stands in the plan more than once")
    for name in times:
        if name not in names:
            yield Violation("unknown", name, "", 1, "is not in the problem")
    for name, explanation in left_out:
        if not explanation.strip():
            yield Violation("no_reason", name, "", 1, "is left out without a reason")
