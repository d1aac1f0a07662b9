"""What a day of docks costs at least, by a linear relaxation over quarters of an hour.

Work may be spread over time, but no more of it in a quarter than teams and used docks do. A vehicle
whose work lies around the mean moment m leaves no earlier than m plus half of its loading, since in
truth it is loaded without a break (the mean busy time bound); work after the regular hours is
overtime. Docks in use stay whole numbers. Everything is in minutes; all docks keep the same hours.
"""

from __future__ import annotations

from ortools.linear_solver import pywraplp

from optimizer.dispatch import DockProblem

QUARTER = 15
MINUTE_S, HOUR_MIN = 60, 60
TIME_LIMIT_MS = 60_000


def least_cost(problem: DockProblem, left_out_cost: int) -> float:
    """A bound on the cost of every timetable, minor units. All times must be whole minutes."""
    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.SetTimeLimit(TIME_LIMIT_MS)
    opens_s = min(dock.opening_window.start_time_s for dock in problem.docks)
    closes_s = max(dock.opening_window.end_time_s for dock in problem.docks)
    regular_s = max(dock.overtime_start_time_s or closes_s for dock in problem.docks)
    quarters = -(-(closes_s - opens_s) // (QUARTER * MINUTE_S))
    regular = -(-(regular_s - opens_s) // (QUARTER * MINUTE_S))
    gap = problem.changeover_duration_s / MINUTE_S
    docks = solver.IntVar(0, len(problem.docks), "docks")
    cost = min(dock.use_cost_minor or 0 for dock in problem.docks) * docks
    in_quarter = [solver.Constraint(-solver.infinity(), 0) for _ in range(quarters)]
    for row in in_quarter:
        row.SetCoefficient(docks, -QUARTER)
        row.SetUb(0)
    by_teams = [
        solver.Constraint(-solver.infinity(), problem.team_count * QUARTER) for _ in range(quarters)
    ]
    occupied = 0
    late_rate = (problem.lateness_cost_per_hour_minor or 0) / HOUR_MIN
    over_rate = (problem.overtime_cost_per_hour_minor or 0) / HOUR_MIN
    for departure in problem.departures:
        length = departure.loading_duration_s / MINUTE_S
        ready = max(0, (departure.earliest_loading_time_s - opens_s) / MINUTE_S)
        due = (departure.due_time_s - opens_s) / MINUTE_S
        here = solver.NumVar(0, 1, "")
        late = solver.NumVar(0, solver.infinity(), "")
        works = []
        first = int(ready // QUARTER)
        for quarter in range(first, quarters):
            work = solver.NumVar(0, QUARTER, "")
            works.append((quarter, work))
            in_quarter[quarter].SetCoefficient(work, 1)
            by_teams[quarter].SetCoefficient(work, 1)
            if quarter >= regular:
                cost += over_rate * work
        solver.Add(sum(work for _, work in works) == length * here)
        # The last quarter may hold less than all of its minutes: hence the small allowance.
        half = length / 2 - QUARTER**2 / (8 * length) - due
        middle = sum((QUARTER * quarter + QUARTER / 2) / length * work for quarter, work in works)
        solver.Add(late >= middle + half * here)
        occupied += (length + gap) * here
        cost += late_rate * late + left_out_cost * (1 - here)
    solver.Add(occupied <= docks * ((closes_s - opens_s) / MINUTE_S + gap))
    solver.Minimize(cost)
    solver.Solve()
    return float(solver.Objective().BestBound())
