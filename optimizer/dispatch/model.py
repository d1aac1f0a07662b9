"""What dispatch decides about: departures on docks, jobs with couriers, and the plans for both.

Times are seconds since 1970-01-01 UTC, durations whole seconds. Field names are those of the API.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.shapes import EpochSeconds, Id, MinorUnits, SearchReport, Shape, TimeWindow

DAY_S = 86_400

VehicleKind = Annotated[str, Field(min_length=1, max_length=128)]
VehicleKinds = Annotated[tuple[VehicleKind, ...], Field(max_length=100)]


class Dock(Shape):
    """A place at which one vehicle is loaded at a time, wholly inside its opening."""

    id: Id
    opening_window: TimeWindow
    vehicle_kinds: VehicleKinds = ()
    overtime_start_time_s: EpochSeconds | None = None
    use_cost_minor: MinorUnits | None = None

    def takes(self, vehicle_kind: str) -> bool:
        """True when a vehicle of that kind may be loaded here; no kinds named means all."""
        return not self.vehicle_kinds or vehicle_kind in self.vehicle_kinds


class LoadingTeam(Shape):
    """People who load one vehicle at a time, from its start to its end within one shift."""

    id: Id
    shift_windows: Annotated[tuple[TimeWindow, ...], Field(min_length=1, max_length=20)]


class LoadFacts(Shape):
    """What a load plan says about the work of loading."""

    parcel_count: Annotated[int, Field(ge=0, le=100_000)] = 0
    weight_g: Annotated[int, Field(ge=0, le=100_000_000)] = 0


class LoadingPace(Shape):
    """How long loading takes: a start, so much for each parcel, so much for each tonne."""

    fixed_duration_s: Annotated[int, Field(ge=0, le=DAY_S)] = 0
    parcel_duration_s: Annotated[int, Field(ge=0, le=3_600)] = 0
    tonne_duration_s: Annotated[int, Field(ge=0, le=DAY_S)] = 0

    def duration_s(self, load: LoadFacts) -> int:
        """Whole seconds, rounded up, from 1 s to 7 days."""
        by_weight = -(-self.tonne_duration_s * load.weight_g // 1_000_000)
        needed = self.fixed_duration_s + self.parcel_duration_s * load.parcel_count + by_weight
        return min(7 * DAY_S, max(1, needed))


class Departure(Shape):
    """A vehicle to load before it leaves; it leaves when its loading ends.

    A loading duration of 0 is reckoned from the load by the pace of the problem.
    """

    id: Id
    vehicle_kind: Annotated[str, Field(max_length=128)] = ""
    loading_duration_s: Annotated[int, Field(ge=0, le=7 * DAY_S)] = 0
    load: LoadFacts | None = None
    arrival_time_s: EpochSeconds | None = None
    earliest_loading_time_s: EpochSeconds
    due_time_s: EpochSeconds
    latest_time_s: EpochSeconds | None = None


class KindSetup(Shape):
    """Time that a dock needs between two kinds of vehicle, on top of the changeover."""

    from_kind: Annotated[str, Field(max_length=128)] = ""
    to_kind: Annotated[str, Field(max_length=128)] = ""
    duration_s: Annotated[int, Field(ge=1, le=DAY_S)]


class DockProblem(Shape):
    """Departures to put on docks and time."""

    docks: Annotated[tuple[Dock, ...], Field(min_length=1, max_length=200)]
    departures: Annotated[tuple[Departure, ...], Field(max_length=2_000)] = ()
    loading_teams: Annotated[int, Field(ge=1, le=200)] | None = None
    changeover_duration_s: Annotated[int, Field(ge=0, le=DAY_S)] = 0
    kind_setups: Annotated[tuple[KindSetup, ...], Field(max_length=10_000)] = ()
    lateness_cost_per_hour_minor: MinorUnits | None = None
    overtime_cost_per_hour_minor: MinorUnits | None = None
    just_in_time: bool = False
    teams: Annotated[tuple[LoadingTeam, ...], Field(max_length=200)] = ()
    yard_places: Annotated[int, Field(ge=0, le=10_000)] | None = None
    loading_pace: LoadingPace | None = None
    unscheduled_cost_minor: MinorUnits | None = None

    @property
    def has_costs(self) -> bool:
        """True when a timetable is judged by its cost instead of lateness, then overtime."""
        return (
            self.lateness_cost_per_hour_minor is not None
            or self.overtime_cost_per_hour_minor is not None
            or self.unscheduled_cost_minor is not None
            or any(dock.use_cost_minor is not None for dock in self.docks)
        )

    @property
    def team_count(self) -> int:
        """Vehicles that can be loaded at the same time."""
        if self.teams:
            return len(self.teams)
        return len(self.docks) if self.loading_teams is None else self.loading_teams

    def timed(self) -> DockProblem:
        """The same problem with every duration that the load decides written out."""
        pace = self.loading_pace
        if pace is None or all(one.loading_duration_s for one in self.departures):
            return self
        departures = tuple(
            one
            if one.loading_duration_s or one.load is None
            else one.model_copy(update={"loading_duration_s": pace.duration_s(one.load)})
            for one in self.departures
        )
        return self.model_copy(update={"departures": departures})


class DockAssignment(Shape):
    """A departure on its dock."""

    departure_id: str
    dock_id: str
    loading_start_time_s: int
    departure_time_s: int
    lateness_s: int
    overtime_s: int = 0
    team_id: str = ""
    waiting_duration_s: int = 0


class UnscheduledDeparture(Shape):
    """A departure that found no dock, and why."""

    departure_id: str
    explanation: str


class DockSchedule(Shape):
    """A timetable of the docks, assignments by time."""

    assignments: tuple[DockAssignment, ...]
    unscheduled: tuple[UnscheduledDeparture, ...]
    total_lateness_s: int
    total_overtime_s: int = 0
    cost_minor: int | None = None
    cost_bound_minor: int | None = None


class DockAnswer(Shape):
    """A timetable and how it was found."""

    schedule: DockSchedule
    report: SearchReport


class Courier(Shape):
    """A person who drives or rides a route."""

    id: Id
    name: Annotated[str, Field(max_length=200)] = ""
    shift_window: TimeWindow
    vehicle_kinds: VehicleKinds = ()

    def drives(self, vehicle_kind: str) -> bool:
        """True when the courier may use that kind of vehicle; no kinds named means all."""
        return not self.vehicle_kinds or vehicle_kind in self.vehicle_kinds


class CourierJob(Shape):
    """A route that needs a courier from its start to its end."""

    id: Id
    vehicle_kind: Annotated[str, Field(max_length=128)] = ""
    start_time_s: EpochSeconds
    end_time_s: EpochSeconds


class CourierProblem(Shape):
    """Jobs to give to couriers."""

    couriers: Annotated[tuple[Courier, ...], Field(max_length=1_000)] = ()
    jobs: Annotated[tuple[CourierJob, ...], Field(max_length=2_000)] = ()
    turnaround_duration_s: Annotated[int, Field(ge=0, le=DAY_S)] = 0


class CourierAssignment(Shape):
    """A courier's job."""

    job_id: str
    courier_id: str


class UnassignedJob(Shape):
    """A job that found no courier, and why."""

    job_id: str
    explanation: str


class CourierRoster(Shape):
    """Who does what, jobs in the order of their start."""

    assignments: tuple[CourierAssignment, ...]
    unassigned: tuple[UnassignedJob, ...]


class CourierAnswer(Shape):
    """A roster and how it was found."""

    roster: CourierRoster
    report: SearchReport
