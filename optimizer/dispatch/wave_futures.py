"""What later waves may bring, drawn from the caller's own past days.

Each later wave takes what became known before it, at the same time of day, on a past day of its
own: orders of one wave stay together, and a handful of days makes many futures.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from optimizer.dispatch.days import day_of
from optimizer.routing.model import Shipment, Visit
from optimizer.shapes import TimeWindow

if TYPE_CHECKING:
    from optimizer.dispatch.waves import Wave


class Futures:
    """Orders that may come within the look-ahead, as they would stand today.

    `shipments` are all of them, `first_wave` the wave from which each can leave.
    """

    def __init__(self, wave: Wave) -> None:
        zone = wave.ground.depot.time_zone
        ahead = wave.ahead
        times = wave.times_s[: ahead + 1]
        self.shipments: list[Shipment] = []
        self.first_wave: list[int] = []
        today = day_of(wave.times_s[0], zone)
        noons = {today: _noon(today, zone)}
        # Every past day with any order counts: that nothing came in an hour is knowledge as well.
        days: dict[date, list[list[int]]] = {}
        for past in wave.ground.history:
            if past.known_time_s is None:
                continue
            day = day_of(past.known_time_s, zone)
            if day == today:
                continue
            if day not in noons:
                noons[day] = _noon(day, zone)
                days[day] = [[] for _ in range(ahead)]
            later = noons[today] - noons[day]
            at = past.known_time_s + later
            if not times[0] < at <= times[-1]:
                continue
            k = next(k for k, moment in enumerate(times) if at <= moment)
            shipment = _moved(past.shipment, later)
            if wave.servable(shipment, times[k]):
                days[day][k - 1].append(len(self.shipments))
                self.shipments.append(shipment)
                self.first_wave.append(k)
        self._days = [days[day] for day in sorted(days)]
        self._ahead = ahead

    def sample(self, draw: random.Random) -> list[int]:
        """Positions of the orders of one possible future."""
        found: list[int] = []
        if self._days:
            for k in range(self._ahead):
                found += draw.choice(self._days)[k]
        return found


def _noon(day: date, zone: str) -> int:
    """Noon of a day: unlike midnight it stands behind a change of clocks on the day itself."""
    return int(datetime.combine(day, time(12), ZoneInfo(zone)).timestamp())


def _moved(shipment: Shipment, by_s: int) -> Shipment:
    """The shipment as if its day were `by_s` later."""

    def window(one: TimeWindow) -> TimeWindow:
        return TimeWindow.model_construct(
            start_time_s=one.start_time_s + by_s, end_time_s=one.end_time_s + by_s
        )

    def visit(one: Visit) -> Visit:
        moved: dict[str, object] = {"time_windows": tuple(map(window, one.time_windows))}
        if one.preferred_windows:
            moved["preferred_windows"] = tuple(
                wish.model_copy(update={"window": window(wish.window)})
                for wish in one.preferred_windows
            )
        return one.model_copy(update=moved)

    moved: dict[str, object] = {"deliveries": tuple(map(visit, shipment.deliveries))}
    for name in ("release_time_s", "due_time_s"):
        moment = getattr(shipment, name)
        if moment is not None:
            moved[name] = moment + by_s
    return shipment.model_copy(update=moved)
