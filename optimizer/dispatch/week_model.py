"""A week of couriers: shifts to fill, people with rules and wishes, the roster.

Times are seconds since 1970-01-01 UTC; days and weeks are those of the calendar in `time_zone`, a
shift belonging to the day on which it starts. Penalties are in hundredths of a point, so that every
term is a whole number. Field names are those of the API.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.shapes import EpochSeconds, Id, SearchReport, Shape, TimeWindow

DAY_S = 86_400
QUARTER_S = 900
"""Unfairness is counted in quarters of an hour that have begun."""

Qualification = Annotated[str, Field(min_length=1, max_length=64)]
Qualifications = Annotated[tuple[Qualification, ...], Field(max_length=100)]
Weight = Annotated[int, Field(ge=0, le=1_000_000)]


class Familiarity(Shape):
    """How well a courier knows a territory; one that is not named is not known at all."""

    territory_id: Id
    percent: Annotated[int, Field(ge=0, le=100)] = 0


class DayOffWish(Shape):
    """A wish to start no shift on a day of the calendar."""

    date: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    weight: Annotated[int, Field(ge=1, le=1_000)] = 10


class ShiftWish(Shape):
    """A wish to work a shift, or with `avoid` not to."""

    shift_id: Id
    avoid: bool = False
    weight: Annotated[int, Field(ge=1, le=1_000)] = 10


class WeekCourier(Shape):
    """A person, with rules that hold (absences, limits) and wishes that are weighed."""

    id: Id
    name: Annotated[str, Field(max_length=200)] = ""
    qualifications: Qualifications = ()
    absence_windows: Annotated[tuple[TimeWindow, ...], Field(max_length=100)] = ()
    familiarities: Annotated[tuple[Familiarity, ...], Field(max_length=1_000)] = ()
    target_duration_s: Annotated[int, Field(ge=0, le=7 * DAY_S)] | None = None
    week_limit_duration_s: Annotated[int, Field(ge=0, le=7 * DAY_S)] | None = None
    day_off_wishes: Annotated[tuple[DayOffWish, ...], Field(max_length=100)] = ()
    shift_wishes: Annotated[tuple[ShiftWish, ...], Field(max_length=1_000)] = ()


class CourierShift(Shape):
    """Work in a territory from a start to an end, for one or more couriers."""

    id: Id
    start_time_s: EpochSeconds
    end_time_s: EpochSeconds
    territory_id: Annotated[str, Field(max_length=128)] = ""
    required_qualifications: Qualifications = ()
    couriers_needed: Annotated[int, Field(ge=1, le=1_000)] = 1

    @property
    def length_s(self) -> int:
        """Working time of each courier on it."""
        return self.end_time_s - self.start_time_s


class FixedShift(Shape):
    """A courier who is on a shift already, come what may."""

    courier_id: Id
    shift_id: Id


class CourierWeekWeights(Shape):
    """Points for what is not as wished; the roster with the fewest is sought."""

    unfilled: Weight = 1_000
    unfamiliar: Weight = 10
    unfair_hour: Weight = 5


class CourierWeekProblem(Shape):
    """Shifts to fill with couriers."""

    time_zone: Annotated[str, Field(min_length=1, max_length=64)]
    couriers: Annotated[tuple[WeekCourier, ...], Field(max_length=1_000)] = ()
    shifts: Annotated[tuple[CourierShift, ...], Field(max_length=2_000)] = ()
    fixed_shifts: Annotated[tuple[FixedShift, ...], Field(max_length=20_000)] = ()
    rest_duration_s: Annotated[int, Field(ge=0, le=7 * DAY_S)] = 0
    day_limit_duration_s: Annotated[int, Field(ge=0, le=2 * DAY_S)] | None = None
    week_limit_duration_s: Annotated[int, Field(ge=0, le=7 * DAY_S)] | None = None
    shifts_per_day: Annotated[int, Field(ge=1, le=24)] | None = None
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None = None
    fair_tolerance_duration_s: Annotated[int, Field(ge=0, le=7 * DAY_S)] = 0
    weights: CourierWeekWeights | None = None


class CourierShiftAssignment(Shape):
    """A courier on a shift."""

    shift_id: str
    courier_id: str


class UnfilledShift(Shape):
    """A shift that lacks couriers, how many, and why."""

    shift_id: str
    missing: int
    explanation: str


class CourierLoad(Shape):
    """What the roster means for one courier."""

    courier_id: str
    work_duration_s: int
    shift_count: int
    wishes_granted: int
    wishes_refused: int
    unfair_duration_s: int


class RuleConflict(Shape):
    """Rules that cannot all be kept; where `minimal`, without any one of them the others can.

    Else the time was over before every rule was tried: some may not belong to the conflict.
    """

    rules: tuple[str, ...]
    minimal: bool = True


class CourierWeekPlan(Shape):
    """Who works when, what is missing, and how good the roster is at most."""

    assignments: tuple[CourierShiftAssignment, ...]
    unfilled: tuple[UnfilledShift, ...]
    loads: tuple[CourierLoad, ...]
    conflicts: tuple[RuleConflict, ...] = ()
    penalty_hundredths: int
    penalty_bound_hundredths: int


class CourierWeekAnswer(Shape):
    """A roster and how it was found."""

    plan: CourierWeekPlan
    report: SearchReport
