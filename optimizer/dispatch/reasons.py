"""Why a departure has no dock or a job no courier, in words a dispatcher acts on.

Spans are told as lengths ("ends 25 min too early"), never as times of day: the zone in which the
reader lives is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.dispatch.model import Courier, CourierJob, CourierProblem, DockProblem
from optimizer.dispatch.timetable import Loading, Yard


def span(seconds: int) -> str:
    """95 -> "1 min 35 s", 5400 -> "1 h 30 min"; the two largest units that are not zero."""
    parts = []
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        amount, seconds = divmod(seconds, size)
        if amount:
            parts.append(f"{amount} {unit}")
    return " ".join(parts[:2]) or "0 s"


def why_unscheduled(yard: Yard, departure: int, loadings: Sequence[Loading]) -> str:
    """The reason for a departure (position in the problem) that is not among the loadings."""
    problem = yard.problem
    wanted = problem.departures[departure]
    fitting = [dock for dock in yard.classes if dock.takes(wanted.vehicle_kind)]
    if not fitting:
        return (
            f"no dock takes {_kind(wanted.vehicle_kind)}; allow it at a dock or use another vehicle"
        )
    length = wanted.loading_duration_s
    earliest = wanted.earliest_loading_time_s
    if yard.options[departure]:
        crowd = _crowd(yard)
        if crowd:
            return crowd
        if not yard.out_first:
            return (
                "leaving it out costs less than what loading it would cost; "
                "raise unscheduled_cost, open a dock longer or add a team"
            )
        if _yard_full(yard, departure, loadings):
            return (
                "every place in the yard is taken while it would wait; "
                "add a place, a dock or a team, or let it arrive later"
            )
        others = _in_the_way(yard, departure, loadings)
        return (
            f"the docks it could use or the loading teams are taken by {others} other "
            "departure(s) in that time; open a dock longer, add a team or allow a later departure"
        )
    openings = [dock for dock in fitting if max(dock.opens_s, earliest) + length <= dock.closes_s]
    if not openings:
        longest = max(dock.closes_s - max(dock.opens_s, earliest) for dock in fitting)
        if longest <= 0:
            return (
                f"{_docks(fitting)} closed once loading may start; "
                "open a dock later or allow earlier loading"
            )
        return (
            f"loading takes {span(length)}, but no fitting dock is open for more than "
            f"{span(longest)} from the moment it may start; open a dock longer"
        )
    spans = yard.duty
    if spans and not any(
        yard.starts_within(
            max(dock.opens_s, earliest), min(dock.closes_s, yard.horizon_s) - length, wanted
        )
        for dock in openings
    ):
        return (
            f"no team has a shift that holds {span(length)} of loading while a fitting dock is "
            "open; add a team or lengthen a shift"
        )
    arrival = wanted.arrival_time_s
    if problem.yard_places == 0 and arrival is not None:
        first = min(max(dock.opens_s, earliest) for dock in openings)
        if first > arrival:
            return (
                f"it arrives {span(first - arrival)} before it can be loaded and the yard has no "
                "places; let it arrive later or add a place"
            )
    # Only the latest time is left as the reason.
    first_end = min(max(dock.opens_s, earliest) for dock in openings) + length
    late = first_end - (wanted.latest_time_s or first_end)
    return (
        f"even alone it would leave {span(late)} after its latest time; "
        "let loading start earlier or allow a later departure"
    )


def _crowd(yard: Yard) -> str:
    """More departures than can ever leave: the work of all against that of teams and docks."""
    problem = yard.problem
    able = [i for i, options in enumerate(yard.options) if options]
    first = min(option.first_s for i in able for option in yard.options[i])
    last = max(
        option.last_s + problem.departures[i].loading_duration_s
        for i in able
        for option in yard.options[i]
    )
    work = sum(problem.departures[i].loading_duration_s for i in able)
    docks = sum(
        max(0, min(one.closes_s, last) - max(one.opens_s, first)) * len(one.docks)
        for one in yard.classes
    )
    teams = yard.teams * (last - first)
    if yard.duty:
        teams = sum(
            max(0, min(shift.end_time_s, last) - max(shift.start_time_s, first))
            for team in problem.teams
            for shift in team.shift_windows
        )
    most, who = min((docks, "the docks"), (teams, "the loading teams"))
    if work <= most:
        return ""
    return (
        f"more departures than can ever leave: all need {span(work)} of loading, {who} have "
        f"{span(most)}; this one was left out; open docks longer, add a team or another day"
    )


def _yard_full(yard: Yard, departure: int, loadings: Sequence[Loading]) -> bool:
    """True when the yard has no place at its arrival, and so it could only be loaded at once."""
    problem, arrival = yard.problem, yard.problem.departures[departure].arrival_time_s
    if arrival is None or problem.yard_places is None:
        return False
    waiting = 0
    for loading in loadings:
        came = problem.departures[loading.departure].arrival_time_s
        waiting += came is not None and came <= arrival < loading.start_s
    return waiting >= problem.yard_places


def _docks(fitting: Sequence[object]) -> str:
    return "the only fitting dock is" if len(fitting) == 1 else "every fitting dock is"


def _in_the_way(yard: Yard, departure: int, loadings: Sequence[Loading]) -> int:
    problem = yard.problem
    options = yard.options[departure]
    length = problem.departures[departure].loading_duration_s
    first = min(option.first_s for option in options)
    last = max(option.last_s for option in options) + length
    return sum(
        1
        for loading in loadings
        if loading.start_s < last
        and loading.start_s + problem.departures[loading.departure].loading_duration_s > first
    )


def _kind(kind: str) -> str:
    return f"a vehicle of kind {kind!r}" if kind else "a vehicle without a kind"


def why_unassigned(
    problem: CourierProblem, job: CourierJob, jobs_of: dict[str, list[CourierJob]]
) -> str:
    """The reason for a job without a courier; `jobs_of` holds the jobs of each courier's id."""
    if not problem.couriers:
        return "there are no couriers; add one"
    drivers = [courier for courier in problem.couriers if courier.drives(job.vehicle_kind)]
    if not drivers:
        return (
            f"no courier may use {_kind(job.vehicle_kind)}; "
            "allow a courier to use it or take another vehicle"
        )
    on_shift = [
        courier
        for courier in drivers
        if courier.shift_window.start_time_s <= job.start_time_s
        and courier.shift_window.end_time_s >= job.end_time_s
    ]
    if not on_shift:
        return _nearest_shift(job, drivers)
    busy = [courier.id for courier in on_shift if _clashes(problem, job, jobs_of, courier)]
    named = ", ".join(busy[:3]) + (f" and {len(busy) - 3} more" if len(busy) > 3 else "")
    if len(busy) == len(on_shift):
        return (
            f"every courier who could take it has other work then ({named}); "
            "move the job or add a courier"
        )
    return "no courier was found for it in the time of the search; search longer"


def _clashes(
    problem: CourierProblem, job: CourierJob, jobs_of: dict[str, list[CourierJob]], courier: Courier
) -> bool:
    rest = problem.turnaround_duration_s
    return any(
        other.start_time_s < job.end_time_s + rest and job.start_time_s < other.end_time_s + rest
        for other in jobs_of.get(courier.id, ())
    )


def _nearest_shift(job: CourierJob, drivers: Sequence[Courier]) -> str:
    def missing(courier: Courier) -> tuple[int, int, int]:
        before = max(0, courier.shift_window.start_time_s - job.start_time_s)
        after = max(0, job.end_time_s - courier.shift_window.end_time_s)
        return before + after, before, after

    nearest = min(drivers, key=missing)
    _, before, after = missing(nearest)
    said = []
    if before:
        said.append(f"starts {span(before)} too late")
    if after:
        said.append(f"ends {span(after)} too early")
    return (
        f"no shift covers it; the nearest, of courier {nearest.id}, {' and '.join(said)}; "
        "lengthen a shift or shorten the route"
    )


def jobs_by_courier(
    problem: CourierProblem, courier_of: dict[int, int]
) -> dict[str, list[CourierJob]]:
    """Jobs of each courier's id from positions of jobs and couriers."""
    jobs_of: dict[str, list[CourierJob]] = {}
    for job, courier in courier_of.items():
        jobs_of.setdefault(problem.couriers[courier].id, []).append(problem.jobs[job])
    return jobs_of


def unscheduled_positions(problem: DockProblem, loadings: Sequence[Loading]) -> list[int]:
    """Positions of departures that are not among the loadings."""
    placed = {loading.departure for loading in loadings}
    return [i for i in range(len(problem.departures)) if i not in placed]
