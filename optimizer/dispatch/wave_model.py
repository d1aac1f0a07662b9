"""Waves: at each decision time, which known orders leave now and which wait for a later one.

Places, vehicles and shipments are those of routing. Times are seconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from optimizer.dispatch.forecast_model import ZoneForecast
from optimizer.routing.model import (
    PLACES_MAX,
    Depot,
    Place,
    RoutingPlan,
    Shipment,
    Travel,
    Vehicle,
)
from optimizer.shapes import EpochSeconds, Id, SearchReport, Shape

ORDERS_MAX = 2_000
HISTORY_MAX = 50_000
WAVES_MAX = 200


class WavePolicy(StrEnum):
    """How it is decided what leaves now."""

    CONDITIONAL = "conditional"
    SEND_ALL = "send_all"
    LAZY = "lazy"
    RANDOM = "random"


class WaveOrder(Shape):
    """A delivery and the moment from which it is known; None means that it is known.

    `zone_id` is the zone of a forecast in which it lies.
    """

    shipment: Shipment
    known_time_s: EpochSeconds | None = None
    zone_id: Annotated[str, Field(max_length=128)] = ""


WaveOrders = Annotated[tuple[WaveOrder, ...], Field(max_length=ORDERS_MAX)]
PastOrders = Annotated[tuple[WaveOrder, ...], Field(max_length=HISTORY_MAX)]


class WaveTime(Shape):
    """A moment at which a wave leaves."""

    time_s: EpochSeconds


class WaveGround(Shape):
    """Where the orders of one depot are brought, by which vehicles, and what past days were like.

    The vehicles are those that may leave at each decision time. `expected_volumes` are the zones of
    a forecast: how many orders of each zone are drawn from the past days.
    """

    places: Annotated[tuple[Place, ...], Field(min_length=1, max_length=PLACES_MAX)]
    depot: Depot
    vehicles: Annotated[tuple[Vehicle, ...], Field(min_length=1, max_length=1_000)]
    travel: Travel | None = None
    history: PastOrders = ()
    scenario_count: Annotated[int, Field(ge=1, le=200)] = 40
    look_ahead: Annotated[int, Field(ge=1, le=24)] | None = None
    expected_volumes: Annotated[tuple[ZoneForecast, ...], Field(max_length=1_000)] = ()


class WaveProblem(WaveGround):
    """What is known at a decision time. `later_waves` are those still to come."""

    decision_time_s: EpochSeconds
    later_waves: Annotated[tuple[WaveTime, ...], Field(max_length=WAVES_MAX)] = ()
    orders: WaveOrders = ()
    policy: WavePolicy = WavePolicy.CONDITIONAL

    @property
    def times_s(self) -> tuple[int, ...]:
        """Moments of this wave and the later ones."""
        return self.decision_time_s, *(wave.time_s for wave in self.later_waves)


class SimulationProblem(WaveGround):
    """A day to replay: every order with the moment from which it was known."""

    waves: Annotated[tuple[WaveTime, ...], Field(min_length=1, max_length=WAVES_MAX)]
    orders: WaveOrders = ()
    policies: Annotated[tuple[WavePolicy, ...], Field(max_length=4)] = ()
    hindsight: bool = False

    @property
    def times_s(self) -> tuple[int, ...]:
        """Moments of the waves."""
        return tuple(wave.time_s for wave in self.waves)


class WaitingOrder(Shape):
    """An order that waits. `latest_decision_time_s` is the last wave that can still serve it."""

    order_id: Id
    latest_decision_time_s: EpochSeconds
    explanation: str


class WaveDecision(Shape):
    """What leaves now, on which routes; what waits; what must go now is named."""

    routing_plan: RoutingPlan
    waiting: tuple[WaitingOrder, ...]
    must_go_order_ids: tuple[str, ...]
    scenarios_solved: int = 0


class WaveAnswer(Shape):
    """A decision and how it was found."""

    decision: WaveDecision
    report: SearchReport


class SimulatedWave(Shape):
    """One decision of a replayed day; `cost_minor` is that of the routes that left."""

    decision_time_s: EpochSeconds
    known_count: int
    must_go_count: int
    sent_count: int
    route_count: int
    cost_minor: int


class SimulatedDay(Shape):
    """A day under one policy, or in hindsight when `policy` is None."""

    policy: WavePolicy | None = None
    waves: tuple[SimulatedWave, ...]
    served_count: int
    unserved_order_ids: tuple[str, ...]
    route_count: int
    cost_minor: int
    gap_closed_percent: float | None = None


class WaveSimulation(Shape):
    """The day under each policy, and at last in hindsight."""

    days: tuple[SimulatedDay, ...]


class SimulationAnswer(Shape):
    """A replayed day and how long it took."""

    simulation: WaveSimulation
    report: SearchReport
