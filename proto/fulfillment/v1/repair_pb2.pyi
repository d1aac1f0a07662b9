import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from fulfillment.v1 import routing_pb2 as _routing_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StopState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STOP_STATE_UNSPECIFIED: _ClassVar[StopState]
    STOP_STATE_PLANNED: _ClassVar[StopState]
    STOP_STATE_DRIVING: _ClassVar[StopState]
    STOP_STATE_DONE: _ClassVar[StopState]
STOP_STATE_UNSPECIFIED: StopState
STOP_STATE_PLANNED: StopState
STOP_STATE_DRIVING: StopState
STOP_STATE_DONE: StopState

class RunningOrder(_message.Message):
    __slots__ = ("id", "place_id", "goods_place_id", "time_window", "promised_window", "service_duration", "loads", "required_skills")
    ID_FIELD_NUMBER: _ClassVar[int]
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    GOODS_PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_WINDOW_FIELD_NUMBER: _ClassVar[int]
    PROMISED_WINDOW_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DURATION_FIELD_NUMBER: _ClassVar[int]
    LOADS_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_SKILLS_FIELD_NUMBER: _ClassVar[int]
    id: str
    place_id: str
    goods_place_id: str
    time_window: _common_pb2.TimeWindow
    promised_window: _common_pb2.TimeWindow
    service_duration: _duration_pb2.Duration
    loads: _containers.RepeatedCompositeFieldContainer[_routing_pb2.LoadAmount]
    required_skills: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., place_id: _Optional[str] = ..., goods_place_id: _Optional[str] = ..., time_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., promised_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., service_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., loads: _Optional[_Iterable[_Union[_routing_pb2.LoadAmount, _Mapping]]] = ..., required_skills: _Optional[_Iterable[str]] = ...) -> None: ...

class RunningStop(_message.Message):
    __slots__ = ("order_id", "activity", "state", "departure_time")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_TIME_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    activity: _routing_pb2.StopActivity
    state: StopState
    departure_time: _timestamp_pb2.Timestamp
    def __init__(self, order_id: _Optional[str] = ..., activity: _Optional[_Union[_routing_pb2.StopActivity, str]] = ..., state: _Optional[_Union[StopState, str]] = ..., departure_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RunningRoute(_message.Message):
    __slots__ = ("vehicle_id", "courier_id", "start_place_id", "end_place_id", "start_time", "latest_end_time", "has_left", "capacities", "skills", "stops")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    START_PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    END_PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    LATEST_END_TIME_FIELD_NUMBER: _ClassVar[int]
    HAS_LEFT_FIELD_NUMBER: _ClassVar[int]
    CAPACITIES_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    courier_id: str
    start_place_id: str
    end_place_id: str
    start_time: _timestamp_pb2.Timestamp
    latest_end_time: _timestamp_pb2.Timestamp
    has_left: bool
    capacities: _containers.RepeatedCompositeFieldContainer[_routing_pb2.LoadCapacity]
    skills: _containers.RepeatedScalarFieldContainer[str]
    stops: _containers.RepeatedCompositeFieldContainer[RunningStop]
    def __init__(self, vehicle_id: _Optional[str] = ..., courier_id: _Optional[str] = ..., start_place_id: _Optional[str] = ..., end_place_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., latest_end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., has_left: _Optional[bool] = ..., capacities: _Optional[_Iterable[_Union[_routing_pb2.LoadCapacity, _Mapping]]] = ..., skills: _Optional[_Iterable[str]] = ..., stops: _Optional[_Iterable[_Union[RunningStop, _Mapping]]] = ...) -> None: ...

class DockLoading(_message.Message):
    __slots__ = ("dock_id", "vehicle_id", "start_time", "end_time")
    DOCK_ID_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    dock_id: str
    vehicle_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, dock_id: _Optional[str] = ..., vehicle_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class RepairPrices(_message.Message):
    __slots__ = ("cost_per_km", "cost_per_hour", "lateness_cost_per_hour", "broken_promise_cost", "moved_order_cost", "unserved_cost")
    COST_PER_KM_FIELD_NUMBER: _ClassVar[int]
    COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    LATENESS_COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    BROKEN_PROMISE_COST_FIELD_NUMBER: _ClassVar[int]
    MOVED_ORDER_COST_FIELD_NUMBER: _ClassVar[int]
    UNSERVED_COST_FIELD_NUMBER: _ClassVar[int]
    cost_per_km: _common_pb2.Money
    cost_per_hour: _common_pb2.Money
    lateness_cost_per_hour: _common_pb2.Money
    broken_promise_cost: _common_pb2.Money
    moved_order_cost: _common_pb2.Money
    unserved_cost: _common_pb2.Money
    def __init__(self, cost_per_km: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., lateness_cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., broken_promise_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., moved_order_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., unserved_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class OrderPlaced(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: RunningOrder
    def __init__(self, order: _Optional[_Union[RunningOrder, _Mapping]] = ...) -> None: ...

class OrderCancelled(_message.Message):
    __slots__ = ("order_id",)
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    def __init__(self, order_id: _Optional[str] = ...) -> None: ...

class StopLate(_message.Message):
    __slots__ = ("order_id", "delay_duration")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    DELAY_DURATION_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    delay_duration: _duration_pb2.Duration
    def __init__(self, order_id: _Optional[str] = ..., delay_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class VehicleOut(_message.Message):
    __slots__ = ("vehicle_id", "goods_place_id")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    GOODS_PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    goods_place_id: str
    def __init__(self, vehicle_id: _Optional[str] = ..., goods_place_id: _Optional[str] = ...) -> None: ...

class CourierSick(_message.Message):
    __slots__ = ("courier_id", "goods_place_id")
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    GOODS_PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    courier_id: str
    goods_place_id: str
    def __init__(self, courier_id: _Optional[str] = ..., goods_place_id: _Optional[str] = ...) -> None: ...

class RoadSlow(_message.Message):
    __slots__ = ("place_ids", "factor", "until_time")
    PLACE_IDS_FIELD_NUMBER: _ClassVar[int]
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    place_ids: _containers.RepeatedScalarFieldContainer[str]
    factor: float
    until_time: _timestamp_pb2.Timestamp
    def __init__(self, place_ids: _Optional[_Iterable[str]] = ..., factor: _Optional[float] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DockClosed(_message.Message):
    __slots__ = ("dock_id", "until_time")
    DOCK_ID_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    dock_id: str
    until_time: _timestamp_pb2.Timestamp
    def __init__(self, dock_id: _Optional[str] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class DayEvent(_message.Message):
    __slots__ = ("id", "time", "order_placed", "order_cancelled", "stop_late", "vehicle_out", "courier_sick", "road_slow", "dock_closed")
    ID_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    ORDER_PLACED_FIELD_NUMBER: _ClassVar[int]
    ORDER_CANCELLED_FIELD_NUMBER: _ClassVar[int]
    STOP_LATE_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_OUT_FIELD_NUMBER: _ClassVar[int]
    COURIER_SICK_FIELD_NUMBER: _ClassVar[int]
    ROAD_SLOW_FIELD_NUMBER: _ClassVar[int]
    DOCK_CLOSED_FIELD_NUMBER: _ClassVar[int]
    id: str
    time: _timestamp_pb2.Timestamp
    order_placed: OrderPlaced
    order_cancelled: OrderCancelled
    stop_late: StopLate
    vehicle_out: VehicleOut
    courier_sick: CourierSick
    road_slow: RoadSlow
    dock_closed: DockClosed
    def __init__(self, id: _Optional[str] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., order_placed: _Optional[_Union[OrderPlaced, _Mapping]] = ..., order_cancelled: _Optional[_Union[OrderCancelled, _Mapping]] = ..., stop_late: _Optional[_Union[StopLate, _Mapping]] = ..., vehicle_out: _Optional[_Union[VehicleOut, _Mapping]] = ..., courier_sick: _Optional[_Union[CourierSick, _Mapping]] = ..., road_slow: _Optional[_Union[RoadSlow, _Mapping]] = ..., dock_closed: _Optional[_Union[DockClosed, _Mapping]] = ...) -> None: ...

class RepairPlanRequest(_message.Message):
    __slots__ = ("places", "travel", "state_time", "orders", "routes", "dock_ids", "loadings", "spare_courier_ids", "handled_event_ids", "prices", "event", "search", "validate_only")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    STATE_TIME_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    DOCK_IDS_FIELD_NUMBER: _ClassVar[int]
    LOADINGS_FIELD_NUMBER: _ClassVar[int]
    SPARE_COURIER_IDS_FIELD_NUMBER: _ClassVar[int]
    HANDLED_EVENT_IDS_FIELD_NUMBER: _ClassVar[int]
    PRICES_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[_routing_pb2.Place]
    travel: _routing_pb2.Travel
    state_time: _timestamp_pb2.Timestamp
    orders: _containers.RepeatedCompositeFieldContainer[RunningOrder]
    routes: _containers.RepeatedCompositeFieldContainer[RunningRoute]
    dock_ids: _containers.RepeatedScalarFieldContainer[str]
    loadings: _containers.RepeatedCompositeFieldContainer[DockLoading]
    spare_courier_ids: _containers.RepeatedScalarFieldContainer[str]
    handled_event_ids: _containers.RepeatedScalarFieldContainer[str]
    prices: RepairPrices
    event: DayEvent
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, places: _Optional[_Iterable[_Union[_routing_pb2.Place, _Mapping]]] = ..., travel: _Optional[_Union[_routing_pb2.Travel, _Mapping]] = ..., state_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., orders: _Optional[_Iterable[_Union[RunningOrder, _Mapping]]] = ..., routes: _Optional[_Iterable[_Union[RunningRoute, _Mapping]]] = ..., dock_ids: _Optional[_Iterable[str]] = ..., loadings: _Optional[_Iterable[_Union[DockLoading, _Mapping]]] = ..., spare_courier_ids: _Optional[_Iterable[str]] = ..., handled_event_ids: _Optional[_Iterable[str]] = ..., prices: _Optional[_Union[RepairPrices, _Mapping]] = ..., event: _Optional[_Union[DayEvent, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class RepairedStop(_message.Message):
    __slots__ = ("order_id", "activity", "place_id", "state", "arrival_time", "start_time", "departure_time", "lateness")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_TIME_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_TIME_FIELD_NUMBER: _ClassVar[int]
    LATENESS_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    activity: _routing_pb2.StopActivity
    place_id: str
    state: StopState
    arrival_time: _timestamp_pb2.Timestamp
    start_time: _timestamp_pb2.Timestamp
    departure_time: _timestamp_pb2.Timestamp
    lateness: _duration_pb2.Duration
    def __init__(self, order_id: _Optional[str] = ..., activity: _Optional[_Union[_routing_pb2.StopActivity, str]] = ..., place_id: _Optional[str] = ..., state: _Optional[_Union[StopState, str]] = ..., arrival_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., departure_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lateness: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class RepairedRoute(_message.Message):
    __slots__ = ("vehicle_id", "courier_id", "start_time", "end_time", "stops", "distance_m")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    courier_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    stops: _containers.RepeatedCompositeFieldContainer[RepairedStop]
    distance_m: int
    def __init__(self, vehicle_id: _Optional[str] = ..., courier_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., stops: _Optional[_Iterable[_Union[RepairedStop, _Mapping]]] = ..., distance_m: _Optional[int] = ...) -> None: ...

class PlanChange(_message.Message):
    __slots__ = ("order_id", "vehicle_id", "explanation")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    vehicle_id: str
    explanation: str
    def __init__(self, order_id: _Optional[str] = ..., vehicle_id: _Optional[str] = ..., explanation: _Optional[str] = ...) -> None: ...

class BrokenPromise(_message.Message):
    __slots__ = ("order_id", "lateness")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LATENESS_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    lateness: _duration_pb2.Duration
    def __init__(self, order_id: _Optional[str] = ..., lateness: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class UnservedOrder(_message.Message):
    __slots__ = ("order_id", "explanation")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    explanation: str
    def __init__(self, order_id: _Optional[str] = ..., explanation: _Optional[str] = ...) -> None: ...

class RepairedPlan(_message.Message):
    __slots__ = ("routes", "loadings", "unserved", "broken_promises", "changes", "moved_order_ids", "cost_before", "cost", "change_cost")
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    LOADINGS_FIELD_NUMBER: _ClassVar[int]
    UNSERVED_FIELD_NUMBER: _ClassVar[int]
    BROKEN_PROMISES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    MOVED_ORDER_IDS_FIELD_NUMBER: _ClassVar[int]
    COST_BEFORE_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    CHANGE_COST_FIELD_NUMBER: _ClassVar[int]
    routes: _containers.RepeatedCompositeFieldContainer[RepairedRoute]
    loadings: _containers.RepeatedCompositeFieldContainer[DockLoading]
    unserved: _containers.RepeatedCompositeFieldContainer[UnservedOrder]
    broken_promises: _containers.RepeatedCompositeFieldContainer[BrokenPromise]
    changes: _containers.RepeatedCompositeFieldContainer[PlanChange]
    moved_order_ids: _containers.RepeatedScalarFieldContainer[str]
    cost_before: _common_pb2.Money
    cost: _common_pb2.Money
    change_cost: _common_pb2.Money
    def __init__(self, routes: _Optional[_Iterable[_Union[RepairedRoute, _Mapping]]] = ..., loadings: _Optional[_Iterable[_Union[DockLoading, _Mapping]]] = ..., unserved: _Optional[_Iterable[_Union[UnservedOrder, _Mapping]]] = ..., broken_promises: _Optional[_Iterable[_Union[BrokenPromise, _Mapping]]] = ..., changes: _Optional[_Iterable[_Union[PlanChange, _Mapping]]] = ..., moved_order_ids: _Optional[_Iterable[str]] = ..., cost_before: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., change_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class RepairPlanResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: RepairedPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[RepairedPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
