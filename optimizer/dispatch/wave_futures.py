"""What later waves may bring, drawn from the caller's own past days.

Each later wave takes what became known before it, at the same time of day, on a past day of its
own: orders of one wave stay together, and a handful of days makes many futures. Where a forecast
says how many orders a zone will have, as many are drawn; the past days say which and when.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from optimizer.dispatch.days import day_of
from optimizer.dispatch.forecast_model import ZoneForecast
from optimizer.routing.model import Shipment, Visit
from optimizer.shapes import TimeWindow

if TYPE_CHECKING:
    from optimizer.dispatch.waves import Wave


HOUR_S = 3_600
COPIES_MOST = 5_000
"""Of past orders, so that a day can be fuller than all past days together."""


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
        self._volumes = _Volumes(wave.ground.expected_volumes, times)
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
            served = wave.servable(shipment, times[k])
            position = self._add(shipment, k) if served else None
            # An order too late to be served is one of those that the forecast counts.
            if not self._volumes.counted(past.zone_id, k, at, day, position) and served:
                days[day][k - 1].append(len(self.shipments) - 1)
        self._days = [(day, days[day]) for day in sorted(days)]
        self._ahead = ahead
        self._volumes.settle(len(days), lambda i, k: self._add(self.shipments[i], k))

    def _add(self, shipment: Shipment, first_wave: int) -> int:
        self.shipments.append(shipment)
        self.first_wave.append(first_wave)
        return len(self.shipments) - 1

    def sample(self, draw: random.Random) -> list[int]:
        """Positions of the orders of one possible future."""
        found: list[int] = []
        if self._days:
            for k in range(self._ahead):
                day, waves = draw.choice(self._days)
                found += waves[k]
                found += self._volumes.sample(k + 1, day, draw)
        return found


@dataclass(slots=True)
class _Group:
    """Orders of a zone that past days brought to a wave within hours of the forecast.

    `of_day` holds their positions (None: too late to be served) by day, `copies` those added so
    that there are enough to draw from, `factor` by how much days are to be fuller than they were.
    """

    expected: float
    of_day: dict[date, list[int | None]] = field(default_factory=dict)
    copies: list[int | None] = field(default_factory=list)
    factor: float = 1.0


class _Volumes:
    """How many orders of each zone and wave a forecast expects, and the past orders for it.

    A day that brought n of a zone's orders brings n times the factor between the expected and the
    mean number of past days: fewer are drawn from its own, more are added from those of other
    days. The mean of all days is then the expected number, and busy days stay busy.
    """

    def __init__(self, forecasts: Sequence[ZoneForecast], times_s: Sequence[int]) -> None:
        self._hours: dict[str, list[int]] = {}
        self._groups: dict[tuple[int, str], _Group] = {}
        self._of_wave: dict[int, list[_Group]] = {}
        for one in forecasts:
            self._hours[one.zone_id] = sorted(hour.start_time_s for hour in one.hours)
            for k, (opens, closes) in enumerate(pairwise(times_s), 1):
                expected = 0.0
                for hour in one.hours:
                    start = hour.start_time_s
                    inside = min(closes, start + HOUR_S) - max(opens, start)
                    expected += hour.expected * max(0, inside) / HOUR_S
                self._groups[k, one.zone_id] = _Group(expected)

    def counted(self, zone: str, k: int, at_s: int, day: date, position: int | None) -> bool:
        """Takes an order of wave k when the forecast tells of its zone and time; False if not."""
        starts = self._hours.get(zone)
        if starts is None:
            return False
        # An hour ends with the moment that a wave at its end still takes along.
        before = bisect_left(starts, at_s) - 1
        if before < 0 or at_s > starts[before] + HOUR_S:
            return False
        self._groups[k, zone].of_day.setdefault(day, []).append(position)
        return True

    def settle(self, days: int, copy: Callable[[int, int], int]) -> None:
        """Reckons factors once all past orders are known; `copy` adds one again to a wave."""
        room = COPIES_MOST
        for (k, _), group in self._groups.items():
            if not group.of_day:
                continue
            self._of_wave.setdefault(k, []).append(group)
            own = [position for mine in group.of_day.values() for position in mine]
            group.factor = group.expected * days / len(own)
            fullest = max(map(len, group.of_day.values()))
            missing = min(room, max(0, math.ceil(fullest * group.factor) - len(own)))
            room -= missing
            for n in range(missing):
                position = own[n % len(own)]
                group.copies.append(None if position is None else copy(position, k))

    def sample(self, k: int, day: date, draw: random.Random) -> list[int]:
        """Positions of the orders that wave k finds of all zones on a day like this past one."""
        found: list[int] = []
        for group in self._of_wave.get(k, ()):
            own = group.of_day.get(day)
            if own is None:
                continue
            target = len(own) * group.factor
            count = int(target) + (draw.random() < target % 1)
            if count > len(own):
                others = [
                    one for other, mine in group.of_day.items() if other != day for one in mine
                ]
                others += group.copies
                drawn = own + draw.sample(others, min(count - len(own), len(others)))
            else:
                drawn = draw.sample(own, count)
            found += [one for one in drawn if one is not None]
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
