"""Repair: the plan of a running day, something that happens, and the plan after it.

The state says what is done, what is on the road and what was promised; the event, what happened.
Places and loads are those of routing. Times are seconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from optimizer.routing.model import (
    LoadAmount,
    LoadCapacity,
    Place,
    Skill,
    StopActivity,
    Travel,
)
from optimizer.shapes import EpochSeconds, Id, MinorUnits, SearchReport, Shape, TimeWindow

DAY_S = 86_400
OptionalId = Annotated[str, Field(max_length=128)]
Skills = Annotated[tuple[Skill, ...], Field(max_length=100)]
Loads = Annotated[tuple[LoadAmount, ...], Field(max_length=100)]


class RunningOrder(Shape):
    """A delivery of the day. `goods_place_id` is where its goods are while on no vehicle."""

    id: Id
    place_id: Id
    goods_place_id: Id
    time_window: TimeWindow | None = None
    promised_window: TimeWindow | None = None
    service_duration_s: Annotated[int, Field(ge=0, le=DAY_S)] = 0
    loads: Loads = ()
    required_skills: Skills = ()


class StopState(StrEnum):
    """How far a stop is."""

    PLANNED = "planned"
    DRIVING = "driving"
    DONE = "done"


class RunningStop(Shape):
    """A stop of a route; `departure_time_s` is when a stop that is done was left."""

    order_id: Id
    activity: StopActivity = StopActivity.DELIVERY
    state: StopState = StopState.PLANNED
    departure_time_s: EpochSeconds | None = None


class RunningRoute(Shape):
    """A vehicle's route. Goods without a pickup stop of their own are loaded at its start.

    `has_left` tells that it cannot load at its start any more; `end_place_id` empty means that it
    ends at its last stop.
    """

    vehicle_id: Id
    courier_id: OptionalId = ""
    start_place_id: Id
    end_place_id: OptionalId = ""
    start_time_s: EpochSeconds
    latest_end_time_s: EpochSeconds | None = None
    has_left: bool = False
    capacities: Annotated[tuple[LoadCapacity, ...], Field(max_length=100)] = ()
    skills: Skills = ()
    stops: Annotated[tuple[RunningStop, ...], Field(max_length=2_000)] = ()


class DockLoading(Shape):
    """A vehicle at a dock before it leaves."""

    dock_id: Id
    vehicle_id: Id
    start_time_s: EpochSeconds
    end_time_s: EpochSeconds


class RepairPrices(Shape):
    """What a plan costs, and what changing it costs; what is not named costs nothing."""

    cost_per_km_minor: MinorUnits | None = None
    cost_per_hour_minor: MinorUnits | None = None
    lateness_cost_per_hour_minor: MinorUnits | None = None
    broken_promise_cost_minor: MinorUnits | None = None
    moved_order_cost_minor: MinorUnits | None = None
    unserved_cost_minor: MinorUnits | None = None


class OrderPlaced(Shape):
    """A new order."""

    order: RunningOrder


class OrderCancelled(Shape):
    """An order that is not wanted any more."""

    order_id: Id


class StopLate(Shape):
    """A stop at which the vehicle is held up."""

    order_id: Id
    delay_duration_s: Annotated[int, Field(ge=1, le=DAY_S)]


class VehicleOut(Shape):
    """A vehicle that cannot go on; its goods can be fetched at `goods_place_id`."""

    vehicle_id: Id
    goods_place_id: OptionalId = ""


class CourierSick(Shape):
    """A courier who cannot go on. A spare courier takes over, else the route is dissolved."""

    courier_id: Id
    goods_place_id: OptionalId = ""


class RoadSlow(Shape):
    """Ways to and from some places take longer until a moment; no place named means all."""

    place_ids: Annotated[tuple[Id, ...], Field(max_length=10_000)] = ()
    factor: Annotated[float, Field(ge=1, le=20)]
    until_time_s: EpochSeconds


class DockClosed(Shape):
    """A dock that cannot be used until a moment."""

    dock_id: Id
    until_time_s: EpochSeconds


class DayEvent(Shape):
    """Something that happened: exactly one kind."""

    id: Id
    time_s: EpochSeconds
    order_placed: OrderPlaced | None = None
    order_cancelled: OrderCancelled | None = None
    stop_late: StopLate | None = None
    vehicle_out: VehicleOut | None = None
    courier_sick: CourierSick | None = None
    road_slow: RoadSlow | None = None
    dock_closed: DockClosed | None = None


class RepairProblem(Shape):
    """A running day at `state_time_s` and an event."""

    places: Annotated[tuple[Place, ...], Field(min_length=1, max_length=10_000)]
    travel: Travel | None = None
    state_time_s: EpochSeconds
    orders: Annotated[tuple[RunningOrder, ...], Field(max_length=10_000)] = ()
    routes: Annotated[tuple[RunningRoute, ...], Field(min_length=1, max_length=1_000)]
    dock_ids: Annotated[tuple[Id, ...], Field(max_length=200)] = ()
    loadings: Annotated[tuple[DockLoading, ...], Field(max_length=1_000)] = ()
    spare_courier_ids: Annotated[tuple[Id, ...], Field(max_length=1_000)] = ()
    handled_event_ids: Annotated[tuple[Id, ...], Field(max_length=100_000)] = ()
    prices: RepairPrices
    event: DayEvent


class RepairedStop(Shape):
    """A stop with its times. `lateness_s` is beyond the end of its window."""

    order_id: Id
    activity: StopActivity
    place_id: Id
    state: StopState
    arrival_time_s: int
    start_time_s: int
    departure_time_s: int
    lateness_s: int


class RepairedRoute(Shape):
    """A route after the event; distance and cost are those still to come."""

    vehicle_id: Id
    courier_id: str
    start_time_s: int
    end_time_s: int
    stops: tuple[RepairedStop, ...]
    distance_m: int


class PlanChange(Shape):
    """One difference to the plan before the event, in words."""

    order_id: str
    vehicle_id: str
    explanation: str


class BrokenPromise(Shape):
    """A promise that the repaired plan cannot keep."""

    order_id: Id
    lateness_s: int


class UnservedOrder(Shape):
    """An order that no route can take, and why."""

    order_id: Id
    explanation: str


class RepairedPlan(Shape):
    """The plan after the event. Costs are those of what is still to come."""

    routes: tuple[RepairedRoute, ...]
    loadings: tuple[DockLoading, ...]
    unserved: tuple[UnservedOrder, ...]
    broken_promises: tuple[BrokenPromise, ...]
    changes: tuple[PlanChange, ...]
    moved_order_ids: tuple[str, ...]
    cost_before_minor: int
    cost_minor: int
    change_cost_minor: int


class RepairAnswer(Shape):
    """A repaired plan and how it was found."""

    plan: RepairedPlan
    report: SearchReport
