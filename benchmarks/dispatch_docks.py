"""Seeded yards: departures, docks and loading teams at three loads, with one weighted cost.

Waves of departures over a day, as long to load as their parcels take; a few docks close early for
vans, some have overtime, every dock used costs. Times are whole multiples of five minutes.
"""

from __future__ import annotations

import random

from optimizer.dispatch.model import Departure, Dock, DockProblem
from optimizer.shapes import TimeWindow

MORNING_S = 1_772_427_600
"""2026-03-02 05:00 UTC."""
LOADS = {"slack": 12.0, "tight": 8.0, "impossible": 5.5}
"""Hours over which the due times are spread, by load."""


def dock_problem(
    seed: int, load: str, *, routes: int = 200, docks: int = 12, teams: int = 8
) -> DockProblem:
    """A yard at a load of LOADS."""
    draw = random.Random(seed)
    hours = LOADS[load] * routes / 200 * 8 / teams
    opens, closes = MORNING_S, MORNING_S + int((hours + 3) * 3_600 // 300 * 300)
    overtime = MORNING_S + int((hours + 1) * 3_600 // 300 * 300)
    departures = []
    for r in range(routes):
        length = 300 * draw.choice((3, 3, 4, 4, 5, 6, 8))
        due = MORNING_S + 3_600 + 300 * draw.randrange(1, int(hours * 12))
        departures.append(
            Departure(
                id=f"R{r + 1:03}",
                vehicle_kind=draw.choice(("van", "van", "truck")),
                loading_duration_s=length,
                earliest_loading_time_s=max(opens, due - 3_600 * 2),
                due_time_s=due,
                latest_time_s=due + 3_600 * 2 if load == "impossible" else None,
            )
        )
    return DockProblem(
        docks=tuple(
            Dock(
                id=f"D{d + 1}",
                opening_window=TimeWindow(start_time_s=opens, end_time_s=closes),
                vehicle_kinds=("van",) if d % 4 == 3 else (),
                overtime_start_time_s=overtime,
                use_cost_minor=5_000,
            )
            for d in range(docks)
        ),
        departures=tuple(departures),
        loading_teams=teams,
        changeover_duration_s=300,
        lateness_cost_per_hour_minor=6_000,
        overtime_cost_per_hour_minor=3_000,
    )
