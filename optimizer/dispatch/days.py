"""Days and weeks of a place: which day of its calendar a moment belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from optimizer.shapes import EPOCH_MAX_S

_LAST_S = EPOCH_MAX_S - 2 * 86_400
"""Later moments have no day in zones east of Greenwich; they are told as this one."""


def zone_is_known(name: str) -> bool:
    """True when the time zone data has a zone of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(moment_s: int, zone: str) -> datetime:
    """The wall clock of the zone at a moment."""
    return datetime.fromtimestamp(min(moment_s, _LAST_S), UTC).astimezone(_zone(zone))


def day_of(moment_s: int, zone: str) -> date:
    """The day of the calendar at a moment."""
    return local(moment_s, zone).date()


def week_of(day: date) -> tuple[int, int]:
    """Year and number of the week, Monday to Sunday (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return year, week


def clock(moment_s: int, zone: str) -> str:
    """A moment for people of that zone, for example "Mon 2 Mar 06:00"."""
    at = local(moment_s, zone)
    return f"{at:%a} {at.day} {at:%b %H:%M}"
