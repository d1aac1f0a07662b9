import datetime

from fulfillment.v1 import address_pb2 as _address_pb2
from fulfillment.v1 import common_pb2 as _common_pb2
from fulfillment.v1 import dispatch_pb2 as _dispatch_pb2
from fulfillment.v1 import packing_pb2 as _packing_pb2
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

class OrderStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_STATUS_UNSPECIFIED: _ClassVar[OrderStatus]
    ORDER_STATUS_PLANNED: _ClassVar[OrderStatus]
    ORDER_STATUS_ADDRESS_UNKNOWN: _ClassVar[OrderStatus]
    ORDER_STATUS_NOT_PACKED: _ClassVar[OrderStatus]
    ORDER_STATUS_NOT_ROUTED: _ClassVar[OrderStatus]
    ORDER_STATUS_NOT_DISPATCHED: _ClassVar[OrderStatus]

class FulfillmentStage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FULFILLMENT_STAGE_UNSPECIFIED: _ClassVar[FulfillmentStage]
    FULFILLMENT_STAGE_RECOGNIZE: _ClassVar[FulfillmentStage]
    FULFILLMENT_STAGE_PACK: _ClassVar[FulfillmentStage]
    FULFILLMENT_STAGE_ROUTE: _ClassVar[FulfillmentStage]
    FULFILLMENT_STAGE_DISPATCH: _ClassVar[FulfillmentStage]
ORDER_STATUS_UNSPECIFIED: OrderStatus
ORDER_STATUS_PLANNED: OrderStatus
ORDER_STATUS_ADDRESS_UNKNOWN: OrderStatus
ORDER_STATUS_NOT_PACKED: OrderStatus
ORDER_STATUS_NOT_ROUTED: OrderStatus
ORDER_STATUS_NOT_DISPATCHED: OrderStatus
FULFILLMENT_STAGE_UNSPECIFIED: FulfillmentStage
FULFILLMENT_STAGE_RECOGNIZE: FulfillmentStage
FULFILLMENT_STAGE_PACK: FulfillmentStage
FULFILLMENT_STAGE_ROUTE: FulfillmentStage
FULFILLMENT_STAGE_DISPATCH: FulfillmentStage

class FulfillmentCenter(_message.Message):
    __slots__ = ("id", "name", "position", "time_zone", "opening_window")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    OPENING_WINDOW_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    position: _common_pb2.Position
    time_zone: str
    opening_window: _common_pb2.TimeWindow
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ..., time_zone: _Optional[str] = ..., opening_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ...) -> None: ...

class Order(_message.Message):
    __slots__ = ("id", "address_text", "position", "items", "time_windows", "service_duration", "mandatory", "penalty", "rate_zone_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_TEXT_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    TIME_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DURATION_FIELD_NUMBER: _ClassVar[int]
    MANDATORY_FIELD_NUMBER: _ClassVar[int]
    PENALTY_FIELD_NUMBER: _ClassVar[int]
    RATE_ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    address_text: str
    position: _common_pb2.Position
    items: _containers.RepeatedCompositeFieldContainer[_packing_pb2.Item]
    time_windows: _containers.RepeatedCompositeFieldContainer[_common_pb2.TimeWindow]
    service_duration: _duration_pb2.Duration
    mandatory: bool
    penalty: _common_pb2.Money
    rate_zone_id: str
    def __init__(self, id: _Optional[str] = ..., address_text: _Optional[str] = ..., position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ..., items: _Optional[_Iterable[_Union[_packing_pb2.Item, _Mapping]]] = ..., time_windows: _Optional[_Iterable[_Union[_common_pb2.TimeWindow, _Mapping]]] = ..., service_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., mandatory: _Optional[bool] = ..., penalty: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., rate_zone_id: _Optional[str] = ...) -> None: ...

class FleetVehicle(_message.Message):
    __slots__ = ("id", "kind", "shift_window", "volume_limit_mm3", "weight_limit_g", "stop_limit", "distance_limit_m", "fixed_cost", "cost_per_km", "cost_per_hour", "speed_factor")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SHIFT_WINDOW_FIELD_NUMBER: _ClassVar[int]
    VOLUME_LIMIT_MM3_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_LIMIT_G_FIELD_NUMBER: _ClassVar[int]
    STOP_LIMIT_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_LIMIT_M_FIELD_NUMBER: _ClassVar[int]
    FIXED_COST_FIELD_NUMBER: _ClassVar[int]
    COST_PER_KM_FIELD_NUMBER: _ClassVar[int]
    COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    SPEED_FACTOR_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: str
    shift_window: _common_pb2.TimeWindow
    volume_limit_mm3: _common_pb2.Limit
    weight_limit_g: _common_pb2.Limit
    stop_limit: _common_pb2.Limit
    distance_limit_m: _common_pb2.Limit
    fixed_cost: _common_pb2.Money
    cost_per_km: _common_pb2.Money
    cost_per_hour: _common_pb2.Money
    speed_factor: float
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[str] = ..., shift_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., volume_limit_mm3: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., weight_limit_g: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., stop_limit: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., distance_limit_m: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., fixed_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_per_km: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., speed_factor: _Optional[float] = ...) -> None: ...

class PlanFulfillmentRequest(_message.Message):
    __slots__ = ("request_id", "center", "orders", "load_units", "vehicles", "docks", "couriers", "region_code", "packing_objective", "packing_rules", "travel", "loading_duration_per_parcel", "search", "validate_only", "rate_table")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CENTER_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    LOAD_UNITS_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    DOCKS_FIELD_NUMBER: _ClassVar[int]
    COURIERS_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    PACKING_OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    PACKING_RULES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    LOADING_DURATION_PER_PARCEL_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    RATE_TABLE_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    center: FulfillmentCenter
    orders: _containers.RepeatedCompositeFieldContainer[Order]
    load_units: _containers.RepeatedCompositeFieldContainer[_packing_pb2.LoadUnit]
    vehicles: _containers.RepeatedCompositeFieldContainer[FleetVehicle]
    docks: _containers.RepeatedCompositeFieldContainer[_dispatch_pb2.Dock]
    couriers: _containers.RepeatedCompositeFieldContainer[_dispatch_pb2.Courier]
    region_code: str
    packing_objective: _packing_pb2.PackingObjective
    packing_rules: _packing_pb2.PackingRules
    travel: _routing_pb2.Travel
    loading_duration_per_parcel: _duration_pb2.Duration
    search: _common_pb2.SearchOptions
    validate_only: bool
    rate_table: _packing_pb2.RateTable
    def __init__(self, request_id: _Optional[str] = ..., center: _Optional[_Union[FulfillmentCenter, _Mapping]] = ..., orders: _Optional[_Iterable[_Union[Order, _Mapping]]] = ..., load_units: _Optional[_Iterable[_Union[_packing_pb2.LoadUnit, _Mapping]]] = ..., vehicles: _Optional[_Iterable[_Union[FleetVehicle, _Mapping]]] = ..., docks: _Optional[_Iterable[_Union[_dispatch_pb2.Dock, _Mapping]]] = ..., couriers: _Optional[_Iterable[_Union[_dispatch_pb2.Courier, _Mapping]]] = ..., region_code: _Optional[str] = ..., packing_objective: _Optional[_Union[_packing_pb2.PackingObjective, str]] = ..., packing_rules: _Optional[_Union[_packing_pb2.PackingRules, _Mapping]] = ..., travel: _Optional[_Union[_routing_pb2.Travel, _Mapping]] = ..., loading_duration_per_parcel: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., rate_table: _Optional[_Union[_packing_pb2.RateTable, _Mapping]] = ...) -> None: ...

class OrderOutcome(_message.Message):
    __slots__ = ("order_id", "status", "reason", "recognized_address", "packing", "route_id", "arrival_time")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECOGNIZED_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    PACKING_FIELD_NUMBER: _ClassVar[int]
    ROUTE_ID_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_TIME_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    status: OrderStatus
    reason: str
    recognized_address: _address_pb2.RecognizedAddress
    packing: _packing_pb2.PackingPlan
    route_id: str
    arrival_time: _timestamp_pb2.Timestamp
    def __init__(self, order_id: _Optional[str] = ..., status: _Optional[_Union[OrderStatus, str]] = ..., reason: _Optional[str] = ..., recognized_address: _Optional[_Union[_address_pb2.RecognizedAddress, _Mapping]] = ..., packing: _Optional[_Union[_packing_pb2.PackingPlan, _Mapping]] = ..., route_id: _Optional[str] = ..., arrival_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PlannedRoute(_message.Message):
    __slots__ = ("id", "route", "vehicle_kind", "dock_assignment", "courier_id", "parcel_count", "weight_g", "volume_mm3")
    ID_FIELD_NUMBER: _ClassVar[int]
    ROUTE_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_KIND_FIELD_NUMBER: _ClassVar[int]
    DOCK_ASSIGNMENT_FIELD_NUMBER: _ClassVar[int]
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    VOLUME_MM3_FIELD_NUMBER: _ClassVar[int]
    id: str
    route: _routing_pb2.Route
    vehicle_kind: str
    dock_assignment: _dispatch_pb2.DockAssignment
    courier_id: str
    parcel_count: int
    weight_g: int
    volume_mm3: int
    def __init__(self, id: _Optional[str] = ..., route: _Optional[_Union[_routing_pb2.Route, _Mapping]] = ..., vehicle_kind: _Optional[str] = ..., dock_assignment: _Optional[_Union[_dispatch_pb2.DockAssignment, _Mapping]] = ..., courier_id: _Optional[str] = ..., parcel_count: _Optional[int] = ..., weight_g: _Optional[int] = ..., volume_mm3: _Optional[int] = ...) -> None: ...

class FulfillmentSummary(_message.Message):
    __slots__ = ("order_count", "planned_order_count", "parcel_count", "route_count", "distance_m", "duration", "cost", "stages")
    ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    PLANNED_ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROUTE_COUNT_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    order_count: int
    planned_order_count: int
    parcel_count: int
    route_count: int
    distance_m: int
    duration: _duration_pb2.Duration
    cost: _common_pb2.Money
    stages: _containers.RepeatedCompositeFieldContainer[StageReport]
    def __init__(self, order_count: _Optional[int] = ..., planned_order_count: _Optional[int] = ..., parcel_count: _Optional[int] = ..., route_count: _Optional[int] = ..., distance_m: _Optional[int] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., stages: _Optional[_Iterable[_Union[StageReport, _Mapping]]] = ...) -> None: ...

class StageReport(_message.Message):
    __slots__ = ("stage", "elapsed", "engine")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    ELAPSED_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    stage: FulfillmentStage
    elapsed: _duration_pb2.Duration
    engine: str
    def __init__(self, stage: _Optional[_Union[FulfillmentStage, str]] = ..., elapsed: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., engine: _Optional[str] = ...) -> None: ...

class FulfillmentPlan(_message.Message):
    __slots__ = ("id", "create_time", "orders", "routes", "summary")
    ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    id: str
    create_time: _timestamp_pb2.Timestamp
    orders: _containers.RepeatedCompositeFieldContainer[OrderOutcome]
    routes: _containers.RepeatedCompositeFieldContainer[PlannedRoute]
    summary: FulfillmentSummary
    def __init__(self, id: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., orders: _Optional[_Iterable[_Union[OrderOutcome, _Mapping]]] = ..., routes: _Optional[_Iterable[_Union[PlannedRoute, _Mapping]]] = ..., summary: _Optional[_Union[FulfillmentSummary, _Mapping]] = ...) -> None: ...

class PlanFulfillmentResponse(_message.Message):
    __slots__ = ("plan", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: FulfillmentPlan
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[FulfillmentPlan, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class FulfillmentProgress(_message.Message):
    __slots__ = ("stage", "done", "total")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    stage: FulfillmentStage
    done: int
    total: int
    def __init__(self, stage: _Optional[_Union[FulfillmentStage, str]] = ..., done: _Optional[int] = ..., total: _Optional[int] = ...) -> None: ...

class StreamPlanFulfillmentResponse(_message.Message):
    __slots__ = ("progress", "response")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    progress: FulfillmentProgress
    response: PlanFulfillmentResponse
    def __init__(self, progress: _Optional[_Union[FulfillmentProgress, _Mapping]] = ..., response: _Optional[_Union[PlanFulfillmentResponse, _Mapping]] = ...) -> None: ...
