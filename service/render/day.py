"""A planned day the way its pages tell it: tours with their stops, and what was left out.

Works on messages, as stored plans are kept; times are told in the zone of the center.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from fulfillment.v1 import address_pb2, common_pb2, fulfillment_pb2, routing_pb2
from google.protobuf.timestamp_pb2 import Timestamp

from optimizer.road.datum import gcj02_to_wgs84
from service.courier_route import address_line

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS-84."""

# English whatever the locale of the process.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

STATUS_WORDS = {
    fulfillment_pb2.ORDER_STATUS_PLANNED: "planned",
    fulfillment_pb2.ORDER_STATUS_ADDRESS_UNKNOWN: "address unknown",
    fulfillment_pb2.ORDER_STATUS_NOT_PACKED: "not packed",
    fulfillment_pb2.ORDER_STATUS_NOT_ROUTED: "not routed",
    fulfillment_pb2.ORDER_STATUS_NOT_DISPATCHED: "not dispatched",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a tour; texts are empty where nothing is known."""

    number: int
    order_id: str
    recipient: str
    phones: tuple[str, ...]
    address: str
    remark: str
    arrival: str
    windows: str
    loads: tuple[str, ...]
    weight_g: int
    point: Point | None


@dataclass(frozen=True, slots=True)
class Tour:
    """A route with everything its courier needs to know."""

    id: str
    vehicle_kind: str
    courier_id: str
    courier: str
    day: str
    dock: str
    loading: str
    departure: str
    end: str
    distance_m: int
    duration_s: int
    parcel_count: int
    weight_g: int
    volume_mm3: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order without a route, and why."""

    order_id: str
    recipient: str
    address: str
    status: str
    reason: str
    point: Point | None


class Day:
    """Reads a request and its plan; ids that the request does not hold are told as they are."""

    def __init__(
        self,
        request: fulfillment_pb2.PlanFulfillmentRequest,
        plan: fulfillment_pb2.FulfillmentPlan,
    ) -> None:
        self.request = request
        self.plan = plan
        self.zone = ZoneInfo(request.center.time_zone or "UTC")
        self.orders = {order.id: order for order in request.orders}
        self.outcomes = {outcome.order_id: outcome for outcome in plan.orders}
        self.courier_names = {courier.id: courier.name for courier in request.couriers}
        self._points = self._locate()

    @property
    def center(self) -> Point | None:
        """Where everything starts."""
        return _point(self.request.center.position) if self.request.HasField("center") else None

    @property
    def center_name(self) -> str:
        """The center's name, or its id."""
        return self.request.center.name or self.request.center.id

    def title(self) -> str:
        """The day and the place."""
        return f"{self.center_name}, {self.date()}" if self.date() else self.center_name

    def date(self) -> str:
        """The day on which the first route starts, in words; empty when nothing moves."""
        starts = [route.route.start_time.seconds for route in self.plan.routes]
        first = min(starts, default=self.request.center.opening_window.start_time.seconds)
        return self.date_of(self.local(first).date().isoformat()) if first else ""

    @staticmethod
    def date_of(day: str) -> str:
        """ "2026-11-23" -> "Monday 23 November 2026"."""
        date = datetime.fromisoformat(day)
        return f"{_WEEKDAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]} {date.year}"

    def local(self, moment_s: int) -> datetime:
        """A moment on the wall clock of the center."""
        return datetime.fromtimestamp(moment_s, self.zone)

    def clock(self, moment: Timestamp) -> str:
        """HH:MM on the wall clock of the center."""
        return self.local(moment.seconds).strftime("%H:%M")

    def tours(self) -> list[Tour]:
        """Every route of the plan, in its order."""
        return [self._tour(planned) for planned in self.plan.routes]

    def left_out(self) -> list[LeftOut]:
        """Orders that are on no route, in the order of the request."""
        return [
            LeftOut(
                order_id=outcome.order_id,
                recipient=_text(outcome.recognized_address.address.recipient),
                address=self.address(outcome),
                status=STATUS_WORDS.get(outcome.status, "not planned"),
                reason=outcome.reason,
                point=self._points.get(outcome.order_id),
            )
            for outcome in self.plan.orders
            if outcome.status != fulfillment_pb2.ORDER_STATUS_PLANNED
        ]

    def address(self, outcome: fulfillment_pb2.OrderOutcome) -> str:
        """The address in one line as read; as written where nothing was read."""
        read = address_line(outcome.recognized_address.address)
        if read:
            return read
        order = self.orders.get(outcome.order_id)
        return " ".join(order.address_text.split()) if order is not None else ""

    def windows(self, windows: Iterable[common_pb2.TimeWindow]) -> str:
        """ "08:00-12:00, 14:00-16:00" on the wall clock of the center."""
        return ", ".join(
            f"{self.clock(window.start_time)}–{self.clock(window.end_time)}" for window in windows
        )

    def _tour(self, planned: fulfillment_pb2.PlannedRoute) -> Tour:
        route = planned.route
        dock = planned.dock_assignment
        loading = ""
        if planned.HasField("dock_assignment"):
            loading = f"{self.clock(dock.loading_start_time)}–{self.clock(dock.departure_time)}"
        return Tour(
            id=planned.id,
            vehicle_kind=planned.vehicle_kind,
            courier_id=planned.courier_id,
            courier=self.courier_names.get(planned.courier_id, "") or planned.courier_id,
            day=self.local(route.start_time.seconds).date().isoformat(),
            dock=dock.dock_id,
            loading=loading,
            departure=self.clock(route.start_time),
            end=self.clock(route.end_time),
            distance_m=route.distance_m,
            duration_s=route.duration.seconds,
            parcel_count=planned.parcel_count,
            weight_g=planned.weight_g,
            volume_mm3=planned.volume_mm3,
            stops=tuple(
                self._stop(number, stop) for number, stop in enumerate(route.stops, start=1)
            ),
        )

    def _stop(self, number: int, stop: routing_pb2.Stop) -> Stop:
        outcome = self.outcomes.get(stop.shipment_id) or fulfillment_pb2.OrderOutcome(
            order_id=stop.shipment_id
        )
        order = self.orders.get(stop.shipment_id)
        read = outcome.recognized_address.address
        loads = outcome.packing.loads
        return Stop(
            number=number,
            order_id=stop.shipment_id,
            recipient=_text(read.recipient),
            phones=tuple(_text(phone) for phone in read.phones),
            address=self.address(outcome),
            remark=_text(read.remark),
            arrival=self.clock(stop.arrival_time),
            windows=self.windows(order.time_windows) if order is not None else "",
            loads=tuple(load.id for load in loads),
            weight_g=sum(load.gross_weight_g for load in loads),
            point=self._points.get(stop.shipment_id),
        )

    def _locate(self) -> dict[str, Point]:
        """Where each order goes: as given, otherwise as located; orders without are missing."""
        found = {}
        for outcome in self.plan.orders:
            order = self.orders.get(outcome.order_id)
            if order is not None and order.HasField("position"):
                found[outcome.order_id] = _point(order.position)
            elif outcome.recognized_address.location.HasField("position"):
                found[outcome.order_id] = _point(outcome.recognized_address.location.position)
        return found


def _text(part: address_pb2.AddressPart) -> str:
    return part.value or part.written


def _point(position: common_pb2.Position) -> Point:
    latitude, longitude = position.latitude_deg, position.longitude_deg
    if position.datum == common_pb2.DATUM_GCJ02:
        north, east = gcj02_to_wgs84(np.array([latitude]), np.array([longitude]))
        return float(north[0]), float(east[0])
    return latitude, longitude
