import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StopActivity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STOP_ACTIVITY_UNSPECIFIED: _ClassVar[StopActivity]
    STOP_ACTIVITY_PICKUP: _ClassVar[StopActivity]
    STOP_ACTIVITY_DELIVERY: _ClassVar[StopActivity]

class UnservedReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNSERVED_REASON_UNSPECIFIED: _ClassVar[UnservedReason]
    UNSERVED_REASON_NO_CAPABLE_VEHICLE: _ClassVar[UnservedReason]
    UNSERVED_REASON_CAPACITY: _ClassVar[UnservedReason]
    UNSERVED_REASON_TIME: _ClassVar[UnservedReason]
    UNSERVED_REASON_LIMIT: _ClassVar[UnservedReason]
    UNSERVED_REASON_UNREACHABLE: _ClassVar[UnservedReason]
    UNSERVED_REASON_COMPETITION: _ClassVar[UnservedReason]

class RouteViolationKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROUTE_VIOLATION_KIND_UNSPECIFIED: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_UNKNOWN_VEHICLE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_VEHICLE_TWICE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_EMPTY_ROUTE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_UNKNOWN_SHIPMENT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_SHIPMENT_MISSING: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_SHIPMENT_TWICE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_PAIRING: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_WRONG_PLACE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_NO_WAY: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_TIME_WINDOW: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_SHIFT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_CAPACITY: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_SKILL: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_NOT_ALLOWED: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_DISTANCE_LIMIT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_DURATION_LIMIT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_STOP_LIMIT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_TIMES: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_TRAVEL: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_COST: _ClassVar[RouteViolationKind]
STOP_ACTIVITY_UNSPECIFIED: StopActivity
STOP_ACTIVITY_PICKUP: StopActivity
STOP_ACTIVITY_DELIVERY: StopActivity
UNSERVED_REASON_UNSPECIFIED: UnservedReason
UNSERVED_REASON_NO_CAPABLE_VEHICLE: UnservedReason
UNSERVED_REASON_CAPACITY: UnservedReason
UNSERVED_REASON_TIME: UnservedReason
UNSERVED_REASON_LIMIT: UnservedReason
UNSERVED_REASON_UNREACHABLE: UnservedReason
UNSERVED_REASON_COMPETITION: UnservedReason
ROUTE_VIOLATION_KIND_UNSPECIFIED: RouteViolationKind
ROUTE_VIOLATION_KIND_UNKNOWN_VEHICLE: RouteViolationKind
ROUTE_VIOLATION_KIND_VEHICLE_TWICE: RouteViolationKind
ROUTE_VIOLATION_KIND_EMPTY_ROUTE: RouteViolationKind
ROUTE_VIOLATION_KIND_UNKNOWN_SHIPMENT: RouteViolationKind
ROUTE_VIOLATION_KIND_SHIPMENT_MISSING: RouteViolationKind
ROUTE_VIOLATION_KIND_SHIPMENT_TWICE: RouteViolationKind
ROUTE_VIOLATION_KIND_PAIRING: RouteViolationKind
ROUTE_VIOLATION_KIND_WRONG_PLACE: RouteViolationKind
ROUTE_VIOLATION_KIND_NO_WAY: RouteViolationKind
ROUTE_VIOLATION_KIND_TIME_WINDOW: RouteViolationKind
ROUTE_VIOLATION_KIND_SHIFT: RouteViolationKind
ROUTE_VIOLATION_KIND_CAPACITY: RouteViolationKind
ROUTE_VIOLATION_KIND_SKILL: RouteViolationKind
ROUTE_VIOLATION_KIND_NOT_ALLOWED: RouteViolationKind
ROUTE_VIOLATION_KIND_DISTANCE_LIMIT: RouteViolationKind
ROUTE_VIOLATION_KIND_DURATION_LIMIT: RouteViolationKind
ROUTE_VIOLATION_KIND_STOP_LIMIT: RouteViolationKind
ROUTE_VIOLATION_KIND_TIMES: RouteViolationKind
ROUTE_VIOLATION_KIND_TRAVEL: RouteViolationKind
ROUTE_VIOLATION_KIND_COST: RouteViolationKind

class Place(_message.Message):
    __slots__ = ("id", "position")
    ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    id: str
    position: _common_pb2.Position
    def __init__(self, id: _Optional[str] = ..., position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ...) -> None: ...

class Depot(_message.Message):
    __slots__ = ("id", "place_id", "time_zone", "opening_window")
    ID_FIELD_NUMBER: _ClassVar[int]
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    OPENING_WINDOW_FIELD_NUMBER: _ClassVar[int]
    id: str
    place_id: str
    time_zone: str
    opening_window: _common_pb2.TimeWindow
    def __init__(self, id: _Optional[str] = ..., place_id: _Optional[str] = ..., time_zone: _Optional[str] = ..., opening_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ...) -> None: ...

class LoadAmount(_message.Message):
    __slots__ = ("dimension", "amount")
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    dimension: str
    amount: int
    def __init__(self, dimension: _Optional[str] = ..., amount: _Optional[int] = ...) -> None: ...

class LoadCapacity(_message.Message):
    __slots__ = ("dimension", "limit")
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    dimension: str
    limit: _common_pb2.Limit
    def __init__(self, dimension: _Optional[str] = ..., limit: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ...) -> None: ...

class Visit(_message.Message):
    __slots__ = ("place_id", "time_windows", "service_duration")
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DURATION_FIELD_NUMBER: _ClassVar[int]
    place_id: str
    time_windows: _containers.RepeatedCompositeFieldContainer[_common_pb2.TimeWindow]
    service_duration: _duration_pb2.Duration
    def __init__(self, place_id: _Optional[str] = ..., time_windows: _Optional[_Iterable[_Union[_common_pb2.TimeWindow, _Mapping]]] = ..., service_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Shipment(_message.Message):
    __slots__ = ("id", "pickups", "deliveries", "loads", "required_skills", "allowed_vehicle_ids", "mandatory", "penalty")
    ID_FIELD_NUMBER: _ClassVar[int]
    PICKUPS_FIELD_NUMBER: _ClassVar[int]
    DELIVERIES_FIELD_NUMBER: _ClassVar[int]
    LOADS_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_SKILLS_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_VEHICLE_IDS_FIELD_NUMBER: _ClassVar[int]
    MANDATORY_FIELD_NUMBER: _ClassVar[int]
    PENALTY_FIELD_NUMBER: _ClassVar[int]
    id: str
    pickups: _containers.RepeatedCompositeFieldContainer[Visit]
    deliveries: _containers.RepeatedCompositeFieldContainer[Visit]
    loads: _containers.RepeatedCompositeFieldContainer[LoadAmount]
    required_skills: _containers.RepeatedScalarFieldContainer[str]
    allowed_vehicle_ids: _containers.RepeatedScalarFieldContainer[str]
    mandatory: bool
    penalty: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., pickups: _Optional[_Iterable[_Union[Visit, _Mapping]]] = ..., deliveries: _Optional[_Iterable[_Union[Visit, _Mapping]]] = ..., loads: _Optional[_Iterable[_Union[LoadAmount, _Mapping]]] = ..., required_skills: _Optional[_Iterable[str]] = ..., allowed_vehicle_ids: _Optional[_Iterable[str]] = ..., mandatory: _Optional[bool] = ..., penalty: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class Vehicle(_message.Message):
    __slots__ = ("id", "start_depot_id", "end_depot_id", "shift_window", "capacities", "skills", "fixed_cost", "cost_per_km", "cost_per_hour", "distance_limit_m", "duration_limit_s", "stop_limit", "speed_factor")
    ID_FIELD_NUMBER: _ClassVar[int]
    START_DEPOT_ID_FIELD_NUMBER: _ClassVar[int]
    END_DEPOT_ID_FIELD_NUMBER: _ClassVar[int]
    SHIFT_WINDOW_FIELD_NUMBER: _ClassVar[int]
    CAPACITIES_FIELD_NUMBER: _ClassVar[int]
    SKILLS_FIELD_NUMBER: _ClassVar[int]
    FIXED_COST_FIELD_NUMBER: _ClassVar[int]
    COST_PER_KM_FIELD_NUMBER: _ClassVar[int]
    COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_LIMIT_M_FIELD_NUMBER: _ClassVar[int]
    DURATION_LIMIT_S_FIELD_NUMBER: _ClassVar[int]
    STOP_LIMIT_FIELD_NUMBER: _ClassVar[int]
    SPEED_FACTOR_FIELD_NUMBER: _ClassVar[int]
    id: str
    start_depot_id: str
    end_depot_id: str
    shift_window: _common_pb2.TimeWindow
    capacities: _containers.RepeatedCompositeFieldContainer[LoadCapacity]
    skills: _containers.RepeatedScalarFieldContainer[str]
    fixed_cost: _common_pb2.Money
    cost_per_km: _common_pb2.Money
    cost_per_hour: _common_pb2.Money
    distance_limit_m: _common_pb2.Limit
    duration_limit_s: _common_pb2.Limit
    stop_limit: _common_pb2.Limit
    speed_factor: float
    def __init__(self, id: _Optional[str] = ..., start_depot_id: _Optional[str] = ..., end_depot_id: _Optional[str] = ..., shift_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., capacities: _Optional[_Iterable[_Union[LoadCapacity, _Mapping]]] = ..., skills: _Optional[_Iterable[str]] = ..., fixed_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_per_km: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., distance_limit_m: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., duration_limit_s: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., stop_limit: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., speed_factor: _Optional[float] = ...) -> None: ...

class GeodesicTravel(_message.Message):
    __slots__ = ("detour_factor", "speed_kmh")
    DETOUR_FACTOR_FIELD_NUMBER: _ClassVar[int]
    SPEED_KMH_FIELD_NUMBER: _ClassVar[int]
    detour_factor: float
    speed_kmh: float
    def __init__(self, detour_factor: _Optional[float] = ..., speed_kmh: _Optional[float] = ...) -> None: ...

class MatrixTravel(_message.Message):
    __slots__ = ("place_ids", "distances_m", "durations_s")
    PLACE_IDS_FIELD_NUMBER: _ClassVar[int]
    DISTANCES_M_FIELD_NUMBER: _ClassVar[int]
    DURATIONS_S_FIELD_NUMBER: _ClassVar[int]
    place_ids: _containers.RepeatedScalarFieldContainer[str]
    distances_m: _containers.RepeatedScalarFieldContainer[int]
    durations_s: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, place_ids: _Optional[_Iterable[str]] = ..., distances_m: _Optional[_Iterable[int]] = ..., durations_s: _Optional[_Iterable[int]] = ...) -> None: ...

class Travel(_message.Message):
    __slots__ = ("geodesic", "matrix")
    GEODESIC_FIELD_NUMBER: _ClassVar[int]
    MATRIX_FIELD_NUMBER: _ClassVar[int]
    geodesic: GeodesicTravel
    matrix: MatrixTravel
    def __init__(self, geodesic: _Optional[_Union[GeodesicTravel, _Mapping]] = ..., matrix: _Optional[_Union[MatrixTravel, _Mapping]] = ...) -> None: ...

class PlanRoutesRequest(_message.Message):
    __slots__ = ("places", "depots", "shipments", "vehicles", "travel", "search", "validate_only")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    DEPOTS_FIELD_NUMBER: _ClassVar[int]
    SHIPMENTS_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[Place]
    depots: _containers.RepeatedCompositeFieldContainer[Depot]
    shipments: _containers.RepeatedCompositeFieldContainer[Shipment]
    vehicles: _containers.RepeatedCompositeFieldContainer[Vehicle]
    travel: Travel
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., depots: _Optional[_Iterable[_Union[Depot, _Mapping]]] = ..., shipments: _Optional[_Iterable[_Union[Shipment, _Mapping]]] = ..., vehicles: _Optional[_Iterable[_Union[Vehicle, _Mapping]]] = ..., travel: _Optional[_Union[Travel, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class Stop(_message.Message):
    __slots__ = ("shipment_id", "activity", "place_id", "arrival_time", "start_time", "departure_time", "travel_distance_m", "travel_duration")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_TIME_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_TIME_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_DURATION_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    activity: StopActivity
    place_id: str
    arrival_time: _timestamp_pb2.Timestamp
    start_time: _timestamp_pb2.Timestamp
    departure_time: _timestamp_pb2.Timestamp
    travel_distance_m: int
    travel_duration: _duration_pb2.Duration
    def __init__(self, shipment_id: _Optional[str] = ..., activity: _Optional[_Union[StopActivity, str]] = ..., place_id: _Optional[str] = ..., arrival_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., departure_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., travel_distance_m: _Optional[int] = ..., travel_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Route(_message.Message):
    __slots__ = ("vehicle_id", "stops", "start_time", "end_time", "distance_m", "duration", "waiting_duration", "cost")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    WAITING_DURATION_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    stops: _containers.RepeatedCompositeFieldContainer[Stop]
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    distance_m: int
    duration: _duration_pb2.Duration
    waiting_duration: _duration_pb2.Duration
    cost: _common_pb2.Money
    def __init__(self, vehicle_id: _Optional[str] = ..., stops: _Optional[_Iterable[_Union[Stop, _Mapping]]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., distance_m: _Optional[int] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., waiting_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class UnservedShipment(_message.Message):
    __slots__ = ("shipment_id", "reason", "explanation")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    reason: UnservedReason
    explanation: str
    def __init__(self, shipment_id: _Optional[str] = ..., reason: _Optional[_Union[UnservedReason, str]] = ..., explanation: _Optional[str] = ...) -> None: ...

class RoutingPlan(_message.Message):
    __slots__ = ("routes", "unserved", "route_cost", "penalty_cost", "distance_m", "duration")
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    UNSERVED_FIELD_NUMBER: _ClassVar[int]
    ROUTE_COST_FIELD_NUMBER: _ClassVar[int]
    PENALTY_COST_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    routes: _containers.RepeatedCompositeFieldContainer[Route]
    unserved: _containers.RepeatedCompositeFieldContainer[UnservedShipment]
    route_cost: _common_pb2.Money
    penalty_cost: _common_pb2.Money
    distance_m: int
    duration: _duration_pb2.Duration
    def __init__(self, routes: _Optional[_Iterable[_Union[Route, _Mapping]]] = ..., unserved: _Optional[_Iterable[_Union[UnservedShipment, _Mapping]]] = ..., route_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., penalty_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., distance_m: _Optional[int] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class PlanRoutesResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: RoutingPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[RoutingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class GivenStop(_message.Message):
    __slots__ = ("shipment_id", "activity")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    activity: StopActivity
    def __init__(self, shipment_id: _Optional[str] = ..., activity: _Optional[_Union[StopActivity, str]] = ...) -> None: ...

class GivenRoute(_message.Message):
    __slots__ = ("vehicle_id", "stops")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    stops: _containers.RepeatedCompositeFieldContainer[GivenStop]
    def __init__(self, vehicle_id: _Optional[str] = ..., stops: _Optional[_Iterable[_Union[GivenStop, _Mapping]]] = ...) -> None: ...

class EvaluateRoutesRequest(_message.Message):
    __slots__ = ("places", "depots", "shipments", "vehicles", "travel", "routes", "search", "validate_only")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    DEPOTS_FIELD_NUMBER: _ClassVar[int]
    SHIPMENTS_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[Place]
    depots: _containers.RepeatedCompositeFieldContainer[Depot]
    shipments: _containers.RepeatedCompositeFieldContainer[Shipment]
    vehicles: _containers.RepeatedCompositeFieldContainer[Vehicle]
    travel: Travel
    routes: _containers.RepeatedCompositeFieldContainer[GivenRoute]
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., depots: _Optional[_Iterable[_Union[Depot, _Mapping]]] = ..., shipments: _Optional[_Iterable[_Union[Shipment, _Mapping]]] = ..., vehicles: _Optional[_Iterable[_Union[Vehicle, _Mapping]]] = ..., travel: _Optional[_Union[Travel, _Mapping]] = ..., routes: _Optional[_Iterable[_Union[GivenRoute, _Mapping]]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class RouteViolation(_message.Message):
    __slots__ = ("kind", "vehicle_id", "shipment_id", "activity", "excess", "explanation")
    KIND_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    EXCESS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    kind: RouteViolationKind
    vehicle_id: str
    shipment_id: str
    activity: StopActivity
    excess: int
    explanation: str
    def __init__(self, kind: _Optional[_Union[RouteViolationKind, str]] = ..., vehicle_id: _Optional[str] = ..., shipment_id: _Optional[str] = ..., activity: _Optional[_Union[StopActivity, str]] = ..., excess: _Optional[int] = ..., explanation: _Optional[str] = ...) -> None: ...

class RoutesEvaluation(_message.Message):
    __slots__ = ("plan", "violations")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    plan: RoutingPlan
    violations: _containers.RepeatedCompositeFieldContainer[RouteViolation]
    def __init__(self, plan: _Optional[_Union[RoutingPlan, _Mapping]] = ..., violations: _Optional[_Iterable[_Union[RouteViolation, _Mapping]]] = ...) -> None: ...

class EvaluateRoutesResponse(_message.Message):
    __slots__ = ("evaluation", "validation")
    EVALUATION_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    evaluation: RoutesEvaluation
    validation: _common_pb2.Validation
    def __init__(self, evaluation: _Optional[_Union[RoutesEvaluation, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
