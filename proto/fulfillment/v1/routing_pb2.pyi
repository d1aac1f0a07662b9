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

class RestCount(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REST_COUNT_UNSPECIFIED: _ClassVar[RestCount]
    REST_COUNT_DRIVING: _ClassVar[RestCount]
    REST_COUNT_WORKING: _ClassVar[RestCount]

class UnloadingOrder(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNLOADING_ORDER_UNSPECIFIED: _ClassVar[UnloadingOrder]
    UNLOADING_ORDER_ANY: _ClassVar[UnloadingOrder]
    UNLOADING_ORDER_LAST_IN_FIRST_OUT: _ClassVar[UnloadingOrder]
    UNLOADING_ORDER_FIRST_IN_FIRST_OUT: _ClassVar[UnloadingOrder]

class FairnessMeasure(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FAIRNESS_MEASURE_UNSPECIFIED: _ClassVar[FairnessMeasure]
    FAIRNESS_MEASURE_DURATION: _ClassVar[FairnessMeasure]
    FAIRNESS_MEASURE_STOPS: _ClassVar[FairnessMeasure]
    FAIRNESS_MEASURE_LOAD: _ClassVar[FairnessMeasure]
    FAIRNESS_MEASURE_DISTANCE: _ClassVar[FairnessMeasure]

class ShipmentGroupRule(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SHIPMENT_GROUP_RULE_UNSPECIFIED: _ClassVar[ShipmentGroupRule]
    SHIPMENT_GROUP_RULE_SAME_VEHICLE: _ClassVar[ShipmentGroupRule]
    SHIPMENT_GROUP_RULE_DIFFERENT_VEHICLES: _ClassVar[ShipmentGroupRule]

class SortScope(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SORT_SCOPE_UNSPECIFIED: _ClassVar[SortScope]
    SORT_SCOPE_ROUTE: _ClassVar[SortScope]
    SORT_SCOPE_ABOARD: _ClassVar[SortScope]

class FreezeLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FREEZE_LEVEL_UNSPECIFIED: _ClassVar[FreezeLevel]
    FREEZE_LEVEL_TIMES: _ClassVar[FreezeLevel]
    FREEZE_LEVEL_ORDER: _ClassVar[FreezeLevel]
    FREEZE_LEVEL_VEHICLE: _ClassVar[FreezeLevel]

class StopActivity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STOP_ACTIVITY_UNSPECIFIED: _ClassVar[StopActivity]
    STOP_ACTIVITY_PICKUP: _ClassVar[StopActivity]
    STOP_ACTIVITY_DELIVERY: _ClassVar[StopActivity]
    STOP_ACTIVITY_RELOAD: _ClassVar[StopActivity]

class UnservedReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNSERVED_REASON_UNSPECIFIED: _ClassVar[UnservedReason]
    UNSERVED_REASON_NO_CAPABLE_VEHICLE: _ClassVar[UnservedReason]
    UNSERVED_REASON_CAPACITY: _ClassVar[UnservedReason]
    UNSERVED_REASON_TIME: _ClassVar[UnservedReason]
    UNSERVED_REASON_LIMIT: _ClassVar[UnservedReason]
    UNSERVED_REASON_UNREACHABLE: _ClassVar[UnservedReason]
    UNSERVED_REASON_COMPETITION: _ClassVar[UnservedReason]
    UNSERVED_REASON_RULE: _ClassVar[UnservedReason]
    UNSERVED_REASON_FAULTY: _ClassVar[UnservedReason]

class RouteChangeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ROUTE_CHANGE_KIND_UNSPECIFIED: _ClassVar[RouteChangeKind]
    ROUTE_CHANGE_KIND_ADDED: _ClassVar[RouteChangeKind]
    ROUTE_CHANGE_KIND_LEFT_OUT: _ClassVar[RouteChangeKind]
    ROUTE_CHANGE_KIND_VEHICLE: _ClassVar[RouteChangeKind]
    ROUTE_CHANGE_KIND_EARLIER: _ClassVar[RouteChangeKind]
    ROUTE_CHANGE_KIND_LATER: _ClassVar[RouteChangeKind]
    ROUTE_CHANGE_KIND_PLACE: _ClassVar[RouteChangeKind]

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
    ROUTE_VIOLATION_KIND_PAUSE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_REST: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_DRIVING_LIMIT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_TRIPS: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_UNLOADING: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_RELEASE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_DUE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_RIDE_LIMIT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_GROUP: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_PRECEDENCE: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_SORT: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_LOCK: _ClassVar[RouteViolationKind]
    ROUTE_VIOLATION_KIND_TERRITORY: _ClassVar[RouteViolationKind]
REST_COUNT_UNSPECIFIED: RestCount
REST_COUNT_DRIVING: RestCount
REST_COUNT_WORKING: RestCount
UNLOADING_ORDER_UNSPECIFIED: UnloadingOrder
UNLOADING_ORDER_ANY: UnloadingOrder
UNLOADING_ORDER_LAST_IN_FIRST_OUT: UnloadingOrder
UNLOADING_ORDER_FIRST_IN_FIRST_OUT: UnloadingOrder
FAIRNESS_MEASURE_UNSPECIFIED: FairnessMeasure
FAIRNESS_MEASURE_DURATION: FairnessMeasure
FAIRNESS_MEASURE_STOPS: FairnessMeasure
FAIRNESS_MEASURE_LOAD: FairnessMeasure
FAIRNESS_MEASURE_DISTANCE: FairnessMeasure
SHIPMENT_GROUP_RULE_UNSPECIFIED: ShipmentGroupRule
SHIPMENT_GROUP_RULE_SAME_VEHICLE: ShipmentGroupRule
SHIPMENT_GROUP_RULE_DIFFERENT_VEHICLES: ShipmentGroupRule
SORT_SCOPE_UNSPECIFIED: SortScope
SORT_SCOPE_ROUTE: SortScope
SORT_SCOPE_ABOARD: SortScope
FREEZE_LEVEL_UNSPECIFIED: FreezeLevel
FREEZE_LEVEL_TIMES: FreezeLevel
FREEZE_LEVEL_ORDER: FreezeLevel
FREEZE_LEVEL_VEHICLE: FreezeLevel
STOP_ACTIVITY_UNSPECIFIED: StopActivity
STOP_ACTIVITY_PICKUP: StopActivity
STOP_ACTIVITY_DELIVERY: StopActivity
STOP_ACTIVITY_RELOAD: StopActivity
UNSERVED_REASON_UNSPECIFIED: UnservedReason
UNSERVED_REASON_NO_CAPABLE_VEHICLE: UnservedReason
UNSERVED_REASON_CAPACITY: UnservedReason
UNSERVED_REASON_TIME: UnservedReason
UNSERVED_REASON_LIMIT: UnservedReason
UNSERVED_REASON_UNREACHABLE: UnservedReason
UNSERVED_REASON_COMPETITION: UnservedReason
UNSERVED_REASON_RULE: UnservedReason
UNSERVED_REASON_FAULTY: UnservedReason
ROUTE_CHANGE_KIND_UNSPECIFIED: RouteChangeKind
ROUTE_CHANGE_KIND_ADDED: RouteChangeKind
ROUTE_CHANGE_KIND_LEFT_OUT: RouteChangeKind
ROUTE_CHANGE_KIND_VEHICLE: RouteChangeKind
ROUTE_CHANGE_KIND_EARLIER: RouteChangeKind
ROUTE_CHANGE_KIND_LATER: RouteChangeKind
ROUTE_CHANGE_KIND_PLACE: RouteChangeKind
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
ROUTE_VIOLATION_KIND_PAUSE: RouteViolationKind
ROUTE_VIOLATION_KIND_REST: RouteViolationKind
ROUTE_VIOLATION_KIND_DRIVING_LIMIT: RouteViolationKind
ROUTE_VIOLATION_KIND_TRIPS: RouteViolationKind
ROUTE_VIOLATION_KIND_UNLOADING: RouteViolationKind
ROUTE_VIOLATION_KIND_RELEASE: RouteViolationKind
ROUTE_VIOLATION_KIND_DUE: RouteViolationKind
ROUTE_VIOLATION_KIND_RIDE_LIMIT: RouteViolationKind
ROUTE_VIOLATION_KIND_GROUP: RouteViolationKind
ROUTE_VIOLATION_KIND_PRECEDENCE: RouteViolationKind
ROUTE_VIOLATION_KIND_SORT: RouteViolationKind
ROUTE_VIOLATION_KIND_LOCK: RouteViolationKind
ROUTE_VIOLATION_KIND_TERRITORY: RouteViolationKind

class Place(_message.Message):
    __slots__ = ("id", "position", "setup_duration")
    ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    SETUP_DURATION_FIELD_NUMBER: _ClassVar[int]
    id: str
    position: _common_pb2.Position
    setup_duration: _duration_pb2.Duration
    def __init__(self, id: _Optional[str] = ..., position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ..., setup_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

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
    __slots__ = ("dimension", "limit", "soft_limit", "cost_per_unit_above")
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    SOFT_LIMIT_FIELD_NUMBER: _ClassVar[int]
    COST_PER_UNIT_ABOVE_FIELD_NUMBER: _ClassVar[int]
    dimension: str
    limit: _common_pb2.Limit
    soft_limit: _common_pb2.Limit
    cost_per_unit_above: _common_pb2.Money
    def __init__(self, dimension: _Optional[str] = ..., limit: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., soft_limit: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., cost_per_unit_above: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class PreferredWindow(_message.Message):
    __slots__ = ("window", "cost", "early_cost_per_hour", "late_cost_per_hour")
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    EARLY_COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    LATE_COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    window: _common_pb2.TimeWindow
    cost: _common_pb2.Money
    early_cost_per_hour: _common_pb2.Money
    late_cost_per_hour: _common_pb2.Money
    def __init__(self, window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., early_cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., late_cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class Visit(_message.Message):
    __slots__ = ("place_id", "time_windows", "service_duration", "preferred_windows", "cost", "id")
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    TIME_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DURATION_FIELD_NUMBER: _ClassVar[int]
    PREFERRED_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    place_id: str
    time_windows: _containers.RepeatedCompositeFieldContainer[_common_pb2.TimeWindow]
    service_duration: _duration_pb2.Duration
    preferred_windows: _containers.RepeatedCompositeFieldContainer[PreferredWindow]
    cost: _common_pb2.Money
    id: str
    def __init__(self, place_id: _Optional[str] = ..., time_windows: _Optional[_Iterable[_Union[_common_pb2.TimeWindow, _Mapping]]] = ..., service_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., preferred_windows: _Optional[_Iterable[_Union[PreferredWindow, _Mapping]]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., id: _Optional[str] = ...) -> None: ...

class VehiclePrice(_message.Message):
    __slots__ = ("vehicle_id", "cost")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    cost: _common_pb2.Money
    def __init__(self, vehicle_id: _Optional[str] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class Shipment(_message.Message):
    __slots__ = ("id", "pickups", "deliveries", "loads", "required_skills", "allowed_vehicle_ids", "forbidden_vehicle_ids", "vehicle_prices", "sort", "release_time", "due_time", "ride_limit_s", "detour_limit_s", "mandatory", "penalty", "failed_attempts", "last_attempt_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    PICKUPS_FIELD_NUMBER: _ClassVar[int]
    DELIVERIES_FIELD_NUMBER: _ClassVar[int]
    LOADS_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_SKILLS_FIELD_NUMBER: _ClassVar[int]
    ALLOWED_VEHICLE_IDS_FIELD_NUMBER: _ClassVar[int]
    FORBIDDEN_VEHICLE_IDS_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_PRICES_FIELD_NUMBER: _ClassVar[int]
    SORT_FIELD_NUMBER: _ClassVar[int]
    RELEASE_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    RIDE_LIMIT_S_FIELD_NUMBER: _ClassVar[int]
    DETOUR_LIMIT_S_FIELD_NUMBER: _ClassVar[int]
    MANDATORY_FIELD_NUMBER: _ClassVar[int]
    PENALTY_FIELD_NUMBER: _ClassVar[int]
    FAILED_ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    LAST_ATTEMPT_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    pickups: _containers.RepeatedCompositeFieldContainer[Visit]
    deliveries: _containers.RepeatedCompositeFieldContainer[Visit]
    loads: _containers.RepeatedCompositeFieldContainer[LoadAmount]
    required_skills: _containers.RepeatedScalarFieldContainer[str]
    allowed_vehicle_ids: _containers.RepeatedScalarFieldContainer[str]
    forbidden_vehicle_ids: _containers.RepeatedScalarFieldContainer[str]
    vehicle_prices: _containers.RepeatedCompositeFieldContainer[VehiclePrice]
    sort: str
    release_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    ride_limit_s: _common_pb2.Limit
    detour_limit_s: _common_pb2.Limit
    mandatory: bool
    penalty: _common_pb2.Money
    failed_attempts: int
    last_attempt_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., pickups: _Optional[_Iterable[_Union[Visit, _Mapping]]] = ..., deliveries: _Optional[_Iterable[_Union[Visit, _Mapping]]] = ..., loads: _Optional[_Iterable[_Union[LoadAmount, _Mapping]]] = ..., required_skills: _Optional[_Iterable[str]] = ..., allowed_vehicle_ids: _Optional[_Iterable[str]] = ..., forbidden_vehicle_ids: _Optional[_Iterable[str]] = ..., vehicle_prices: _Optional[_Iterable[_Union[VehiclePrice, _Mapping]]] = ..., sort: _Optional[str] = ..., release_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ride_limit_s: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., detour_limit_s: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., mandatory: _Optional[bool] = ..., penalty: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., failed_attempts: _Optional[int] = ..., last_attempt_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AttemptRule(_message.Message):
    __slots__ = ("failed_attempts", "extra_penalty", "mandatory", "wait_duration")
    FAILED_ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    EXTRA_PENALTY_FIELD_NUMBER: _ClassVar[int]
    MANDATORY_FIELD_NUMBER: _ClassVar[int]
    WAIT_DURATION_FIELD_NUMBER: _ClassVar[int]
    failed_attempts: int
    extra_penalty: _common_pb2.Money
    mandatory: bool
    wait_duration: _duration_pb2.Duration
    def __init__(self, failed_attempts: _Optional[int] = ..., extra_penalty: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., mandatory: _Optional[bool] = ..., wait_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Pause(_message.Message):
    __slots__ = ("start_window", "duration")
    START_WINDOW_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    start_window: _common_pb2.TimeWindow
    duration: _duration_pb2.Duration
    def __init__(self, start_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class RestRule(_message.Message):
    __slots__ = ("count", "limit_duration", "duration", "first_part_duration")
    COUNT_FIELD_NUMBER: _ClassVar[int]
    LIMIT_DURATION_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    FIRST_PART_DURATION_FIELD_NUMBER: _ClassVar[int]
    count: RestCount
    limit_duration: _duration_pb2.Duration
    duration: _duration_pb2.Duration
    first_part_duration: _duration_pb2.Duration
    def __init__(self, count: _Optional[_Union[RestCount, str]] = ..., limit_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., first_part_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Overtime(_message.Message):
    __slots__ = ("after_duration", "cost_per_hour")
    AFTER_DURATION_FIELD_NUMBER: _ClassVar[int]
    COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    after_duration: _duration_pb2.Duration
    cost_per_hour: _common_pb2.Money
    def __init__(self, after_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class ExtraDistance(_message.Message):
    __slots__ = ("after_m", "cost_per_km")
    AFTER_M_FIELD_NUMBER: _ClassVar[int]
    COST_PER_KM_FIELD_NUMBER: _ClassVar[int]
    after_m: int
    cost_per_km: _common_pb2.Money
    def __init__(self, after_m: _Optional[int] = ..., cost_per_km: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class Reload(_message.Message):
    __slots__ = ("depot_id", "service_duration")
    DEPOT_ID_FIELD_NUMBER: _ClassVar[int]
    SERVICE_DURATION_FIELD_NUMBER: _ClassVar[int]
    depot_id: str
    service_duration: _duration_pb2.Duration
    def __init__(self, depot_id: _Optional[str] = ..., service_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Vehicle(_message.Message):
    __slots__ = ("id", "start_depot_id", "end_depot_id", "shift_window", "capacities", "skills", "fixed_cost", "cost_per_km", "cost_per_hour", "distance_limit_m", "duration_limit_s", "stop_limit", "speed_factor", "pauses", "rest_rules", "driving_limit_s", "overtime", "extra_distance", "reloads", "trip_limit", "unloading_order", "travel_profile_id", "territory_ids", "outside_cost")
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
    PAUSES_FIELD_NUMBER: _ClassVar[int]
    REST_RULES_FIELD_NUMBER: _ClassVar[int]
    DRIVING_LIMIT_S_FIELD_NUMBER: _ClassVar[int]
    OVERTIME_FIELD_NUMBER: _ClassVar[int]
    EXTRA_DISTANCE_FIELD_NUMBER: _ClassVar[int]
    RELOADS_FIELD_NUMBER: _ClassVar[int]
    TRIP_LIMIT_FIELD_NUMBER: _ClassVar[int]
    UNLOADING_ORDER_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_PROFILE_ID_FIELD_NUMBER: _ClassVar[int]
    TERRITORY_IDS_FIELD_NUMBER: _ClassVar[int]
    OUTSIDE_COST_FIELD_NUMBER: _ClassVar[int]
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
    pauses: _containers.RepeatedCompositeFieldContainer[Pause]
    rest_rules: _containers.RepeatedCompositeFieldContainer[RestRule]
    driving_limit_s: _common_pb2.Limit
    overtime: Overtime
    extra_distance: ExtraDistance
    reloads: _containers.RepeatedCompositeFieldContainer[Reload]
    trip_limit: _common_pb2.Limit
    unloading_order: UnloadingOrder
    travel_profile_id: str
    territory_ids: _containers.RepeatedScalarFieldContainer[str]
    outside_cost: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., start_depot_id: _Optional[str] = ..., end_depot_id: _Optional[str] = ..., shift_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., capacities: _Optional[_Iterable[_Union[LoadCapacity, _Mapping]]] = ..., skills: _Optional[_Iterable[str]] = ..., fixed_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_per_km: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., distance_limit_m: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., duration_limit_s: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., stop_limit: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., speed_factor: _Optional[float] = ..., pauses: _Optional[_Iterable[_Union[Pause, _Mapping]]] = ..., rest_rules: _Optional[_Iterable[_Union[RestRule, _Mapping]]] = ..., driving_limit_s: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., overtime: _Optional[_Union[Overtime, _Mapping]] = ..., extra_distance: _Optional[_Union[ExtraDistance, _Mapping]] = ..., reloads: _Optional[_Iterable[_Union[Reload, _Mapping]]] = ..., trip_limit: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ..., unloading_order: _Optional[_Union[UnloadingOrder, str]] = ..., travel_profile_id: _Optional[str] = ..., territory_ids: _Optional[_Iterable[str]] = ..., outside_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

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

class TravelSlice(_message.Message):
    __slots__ = ("window", "factor", "durations_s")
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    DURATIONS_S_FIELD_NUMBER: _ClassVar[int]
    window: _common_pb2.TimeWindow
    factor: float
    durations_s: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., factor: _Optional[float] = ..., durations_s: _Optional[_Iterable[int]] = ...) -> None: ...

class TravelProfile(_message.Message):
    __slots__ = ("id", "geodesic", "matrix", "slices")
    ID_FIELD_NUMBER: _ClassVar[int]
    GEODESIC_FIELD_NUMBER: _ClassVar[int]
    MATRIX_FIELD_NUMBER: _ClassVar[int]
    SLICES_FIELD_NUMBER: _ClassVar[int]
    id: str
    geodesic: GeodesicTravel
    matrix: MatrixTravel
    slices: _containers.RepeatedCompositeFieldContainer[TravelSlice]
    def __init__(self, id: _Optional[str] = ..., geodesic: _Optional[_Union[GeodesicTravel, _Mapping]] = ..., matrix: _Optional[_Union[MatrixTravel, _Mapping]] = ..., slices: _Optional[_Iterable[_Union[TravelSlice, _Mapping]]] = ...) -> None: ...

class Territory(_message.Message):
    __slots__ = ("id", "geojson")
    ID_FIELD_NUMBER: _ClassVar[int]
    GEOJSON_FIELD_NUMBER: _ClassVar[int]
    id: str
    geojson: str
    def __init__(self, id: _Optional[str] = ..., geojson: _Optional[str] = ...) -> None: ...

class Fairness(_message.Message):
    __slots__ = ("measure", "cost_per_unit", "dimension", "idle_vehicles_count")
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    COST_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    IDLE_VEHICLES_COUNT_FIELD_NUMBER: _ClassVar[int]
    measure: FairnessMeasure
    cost_per_unit: _common_pb2.Money
    dimension: str
    idle_vehicles_count: bool
    def __init__(self, measure: _Optional[_Union[FairnessMeasure, str]] = ..., cost_per_unit: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., dimension: _Optional[str] = ..., idle_vehicles_count: _Optional[bool] = ...) -> None: ...

class ShipmentGroup(_message.Message):
    __slots__ = ("rule", "shipment_ids")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SHIPMENT_IDS_FIELD_NUMBER: _ClassVar[int]
    rule: ShipmentGroupRule
    shipment_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, rule: _Optional[_Union[ShipmentGroupRule, str]] = ..., shipment_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class Precedence(_message.Message):
    __slots__ = ("first_shipment_id", "first_activity", "second_shipment_id", "second_activity", "offset_duration", "offset_limit_s")
    FIRST_SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    FIRST_ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    SECOND_SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    SECOND_ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    OFFSET_DURATION_FIELD_NUMBER: _ClassVar[int]
    OFFSET_LIMIT_S_FIELD_NUMBER: _ClassVar[int]
    first_shipment_id: str
    first_activity: StopActivity
    second_shipment_id: str
    second_activity: StopActivity
    offset_duration: _duration_pb2.Duration
    offset_limit_s: _common_pb2.Limit
    def __init__(self, first_shipment_id: _Optional[str] = ..., first_activity: _Optional[_Union[StopActivity, str]] = ..., second_shipment_id: _Optional[str] = ..., second_activity: _Optional[_Union[StopActivity, str]] = ..., offset_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., offset_limit_s: _Optional[_Union[_common_pb2.Limit, _Mapping]] = ...) -> None: ...

class SortConflict(_message.Message):
    __slots__ = ("sort", "other_sort", "scope")
    SORT_FIELD_NUMBER: _ClassVar[int]
    OTHER_SORT_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    sort: str
    other_sort: str
    scope: SortScope
    def __init__(self, sort: _Optional[str] = ..., other_sort: _Optional[str] = ..., scope: _Optional[_Union[SortScope, str]] = ...) -> None: ...

class SortNeed(_message.Message):
    __slots__ = ("sort", "needed_sort", "scope")
    SORT_FIELD_NUMBER: _ClassVar[int]
    NEEDED_SORT_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    sort: str
    needed_sort: str
    scope: SortScope
    def __init__(self, sort: _Optional[str] = ..., needed_sort: _Optional[str] = ..., scope: _Optional[_Union[SortScope, str]] = ...) -> None: ...

class StopLock(_message.Message):
    __slots__ = ("shipment_id", "activity", "vehicle_id", "position", "start_time")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    activity: StopActivity
    vehicle_id: str
    position: int
    start_time: _timestamp_pb2.Timestamp
    def __init__(self, shipment_id: _Optional[str] = ..., activity: _Optional[_Union[StopActivity, str]] = ..., vehicle_id: _Optional[str] = ..., position: _Optional[int] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GivenStop(_message.Message):
    __slots__ = ("shipment_id", "activity", "place_id", "visit_id", "start_time")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    VISIT_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    activity: StopActivity
    place_id: str
    visit_id: str
    start_time: _timestamp_pb2.Timestamp
    def __init__(self, shipment_id: _Optional[str] = ..., activity: _Optional[_Union[StopActivity, str]] = ..., place_id: _Optional[str] = ..., visit_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GivenRoute(_message.Message):
    __slots__ = ("vehicle_id", "stops")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    stops: _containers.RepeatedCompositeFieldContainer[GivenStop]
    def __init__(self, vehicle_id: _Optional[str] = ..., stops: _Optional[_Iterable[_Union[GivenStop, _Mapping]]] = ...) -> None: ...

class Freeze(_message.Message):
    __slots__ = ("level", "until_time", "stops", "shipment_ids", "vehicle_ids")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    SHIPMENT_IDS_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_IDS_FIELD_NUMBER: _ClassVar[int]
    level: FreezeLevel
    until_time: _timestamp_pb2.Timestamp
    stops: int
    shipment_ids: _containers.RepeatedScalarFieldContainer[str]
    vehicle_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, level: _Optional[_Union[FreezeLevel, str]] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., stops: _Optional[int] = ..., shipment_ids: _Optional[_Iterable[str]] = ..., vehicle_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class ChangePrices(_message.Message):
    __slots__ = ("vehicle_cost", "left_out_cost", "moved_cost_per_hour", "tolerance_duration")
    VEHICLE_COST_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_COST_FIELD_NUMBER: _ClassVar[int]
    MOVED_COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_DURATION_FIELD_NUMBER: _ClassVar[int]
    vehicle_cost: _common_pb2.Money
    left_out_cost: _common_pb2.Money
    moved_cost_per_hour: _common_pb2.Money
    tolerance_duration: _duration_pb2.Duration
    def __init__(self, vehicle_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., left_out_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., moved_cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., tolerance_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class PlanRoutesRequest(_message.Message):
    __slots__ = ("places", "depots", "shipments", "vehicles", "travel", "search", "validate_only", "groups", "precedences", "sort_conflicts", "sort_needs", "fewest_vehicles_first", "start_time", "known_routes", "freeze", "change_prices", "locks", "travel_profiles", "travel_slices", "territories", "fairness", "attempt_rules", "plan_sound_part")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    DEPOTS_FIELD_NUMBER: _ClassVar[int]
    SHIPMENTS_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    PRECEDENCES_FIELD_NUMBER: _ClassVar[int]
    SORT_CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    SORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    FEWEST_VEHICLES_FIRST_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    KNOWN_ROUTES_FIELD_NUMBER: _ClassVar[int]
    FREEZE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_PRICES_FIELD_NUMBER: _ClassVar[int]
    LOCKS_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_PROFILES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_SLICES_FIELD_NUMBER: _ClassVar[int]
    TERRITORIES_FIELD_NUMBER: _ClassVar[int]
    FAIRNESS_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_RULES_FIELD_NUMBER: _ClassVar[int]
    PLAN_SOUND_PART_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[Place]
    depots: _containers.RepeatedCompositeFieldContainer[Depot]
    shipments: _containers.RepeatedCompositeFieldContainer[Shipment]
    vehicles: _containers.RepeatedCompositeFieldContainer[Vehicle]
    travel: Travel
    search: _common_pb2.SearchOptions
    validate_only: bool
    groups: _containers.RepeatedCompositeFieldContainer[ShipmentGroup]
    precedences: _containers.RepeatedCompositeFieldContainer[Precedence]
    sort_conflicts: _containers.RepeatedCompositeFieldContainer[SortConflict]
    sort_needs: _containers.RepeatedCompositeFieldContainer[SortNeed]
    fewest_vehicles_first: bool
    start_time: _timestamp_pb2.Timestamp
    known_routes: _containers.RepeatedCompositeFieldContainer[GivenRoute]
    freeze: Freeze
    change_prices: ChangePrices
    locks: _containers.RepeatedCompositeFieldContainer[StopLock]
    travel_profiles: _containers.RepeatedCompositeFieldContainer[TravelProfile]
    travel_slices: _containers.RepeatedCompositeFieldContainer[TravelSlice]
    territories: _containers.RepeatedCompositeFieldContainer[Territory]
    fairness: _containers.RepeatedCompositeFieldContainer[Fairness]
    attempt_rules: _containers.RepeatedCompositeFieldContainer[AttemptRule]
    plan_sound_part: bool
    def __init__(self, places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., depots: _Optional[_Iterable[_Union[Depot, _Mapping]]] = ..., shipments: _Optional[_Iterable[_Union[Shipment, _Mapping]]] = ..., vehicles: _Optional[_Iterable[_Union[Vehicle, _Mapping]]] = ..., travel: _Optional[_Union[Travel, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., groups: _Optional[_Iterable[_Union[ShipmentGroup, _Mapping]]] = ..., precedences: _Optional[_Iterable[_Union[Precedence, _Mapping]]] = ..., sort_conflicts: _Optional[_Iterable[_Union[SortConflict, _Mapping]]] = ..., sort_needs: _Optional[_Iterable[_Union[SortNeed, _Mapping]]] = ..., fewest_vehicles_first: _Optional[bool] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., known_routes: _Optional[_Iterable[_Union[GivenRoute, _Mapping]]] = ..., freeze: _Optional[_Union[Freeze, _Mapping]] = ..., change_prices: _Optional[_Union[ChangePrices, _Mapping]] = ..., locks: _Optional[_Iterable[_Union[StopLock, _Mapping]]] = ..., travel_profiles: _Optional[_Iterable[_Union[TravelProfile, _Mapping]]] = ..., travel_slices: _Optional[_Iterable[_Union[TravelSlice, _Mapping]]] = ..., territories: _Optional[_Iterable[_Union[Territory, _Mapping]]] = ..., fairness: _Optional[_Iterable[_Union[Fairness, _Mapping]]] = ..., attempt_rules: _Optional[_Iterable[_Union[AttemptRule, _Mapping]]] = ..., plan_sound_part: _Optional[bool] = ...) -> None: ...

class Stop(_message.Message):
    __slots__ = ("shipment_id", "activity", "place_id", "arrival_time", "start_time", "departure_time", "travel_distance_m", "travel_duration", "setup_duration", "visit_id")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_TIME_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_TIME_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_DURATION_FIELD_NUMBER: _ClassVar[int]
    SETUP_DURATION_FIELD_NUMBER: _ClassVar[int]
    VISIT_ID_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    activity: StopActivity
    place_id: str
    arrival_time: _timestamp_pb2.Timestamp
    start_time: _timestamp_pb2.Timestamp
    departure_time: _timestamp_pb2.Timestamp
    travel_distance_m: int
    travel_duration: _duration_pb2.Duration
    setup_duration: _duration_pb2.Duration
    visit_id: str
    def __init__(self, shipment_id: _Optional[str] = ..., activity: _Optional[_Union[StopActivity, str]] = ..., place_id: _Optional[str] = ..., arrival_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., departure_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., travel_distance_m: _Optional[int] = ..., travel_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., setup_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., visit_id: _Optional[str] = ...) -> None: ...

class RouteBreak(_message.Message):
    __slots__ = ("start_time", "duration")
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    start_time: _timestamp_pb2.Timestamp
    duration: _duration_pb2.Duration
    def __init__(self, start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class RouteCost(_message.Message):
    __slots__ = ("field", "cost")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    field: str
    cost: _common_pb2.Money
    def __init__(self, field: _Optional[str] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class Route(_message.Message):
    __slots__ = ("vehicle_id", "stops", "start_time", "end_time", "distance_m", "duration", "waiting_duration", "cost", "breaks", "costs")
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    WAITING_DURATION_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    BREAKS_FIELD_NUMBER: _ClassVar[int]
    COSTS_FIELD_NUMBER: _ClassVar[int]
    vehicle_id: str
    stops: _containers.RepeatedCompositeFieldContainer[Stop]
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    distance_m: int
    duration: _duration_pb2.Duration
    waiting_duration: _duration_pb2.Duration
    cost: _common_pb2.Money
    breaks: _containers.RepeatedCompositeFieldContainer[RouteBreak]
    costs: _containers.RepeatedCompositeFieldContainer[RouteCost]
    def __init__(self, vehicle_id: _Optional[str] = ..., stops: _Optional[_Iterable[_Union[Stop, _Mapping]]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., distance_m: _Optional[int] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., waiting_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., breaks: _Optional[_Iterable[_Union[RouteBreak, _Mapping]]] = ..., costs: _Optional[_Iterable[_Union[RouteCost, _Mapping]]] = ...) -> None: ...

class Relaxation(_message.Message):
    __slots__ = ("field", "amount", "vehicle_id", "explanation")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    field: str
    amount: int
    vehicle_id: str
    explanation: str
    def __init__(self, field: _Optional[str] = ..., amount: _Optional[int] = ..., vehicle_id: _Optional[str] = ..., explanation: _Optional[str] = ...) -> None: ...

class UnservedShipment(_message.Message):
    __slots__ = ("shipment_id", "reason", "explanation", "insertion_cost", "relaxation")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    INSERTION_COST_FIELD_NUMBER: _ClassVar[int]
    RELAXATION_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    reason: UnservedReason
    explanation: str
    insertion_cost: _common_pb2.Money
    relaxation: Relaxation
    def __init__(self, shipment_id: _Optional[str] = ..., reason: _Optional[_Union[UnservedReason, str]] = ..., explanation: _Optional[str] = ..., insertion_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., relaxation: _Optional[_Union[Relaxation, _Mapping]] = ...) -> None: ...

class RouteChange(_message.Message):
    __slots__ = ("shipment_id", "kind", "moved_duration", "explanation")
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    MOVED_DURATION_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    shipment_id: str
    kind: RouteChangeKind
    moved_duration: _duration_pb2.Duration
    explanation: str
    def __init__(self, shipment_id: _Optional[str] = ..., kind: _Optional[_Union[RouteChangeKind, str]] = ..., moved_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., explanation: _Optional[str] = ...) -> None: ...

class RoutingPlan(_message.Message):
    __slots__ = ("routes", "unserved", "route_cost", "penalty_cost", "distance_m", "duration", "changes", "cost_lower_bound", "fairness_cost")
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    UNSERVED_FIELD_NUMBER: _ClassVar[int]
    ROUTE_COST_FIELD_NUMBER: _ClassVar[int]
    PENALTY_COST_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    COST_LOWER_BOUND_FIELD_NUMBER: _ClassVar[int]
    FAIRNESS_COST_FIELD_NUMBER: _ClassVar[int]
    routes: _containers.RepeatedCompositeFieldContainer[Route]
    unserved: _containers.RepeatedCompositeFieldContainer[UnservedShipment]
    route_cost: _common_pb2.Money
    penalty_cost: _common_pb2.Money
    distance_m: int
    duration: _duration_pb2.Duration
    changes: _containers.RepeatedCompositeFieldContainer[RouteChange]
    cost_lower_bound: _common_pb2.Money
    fairness_cost: _common_pb2.Money
    def __init__(self, routes: _Optional[_Iterable[_Union[Route, _Mapping]]] = ..., unserved: _Optional[_Iterable[_Union[UnservedShipment, _Mapping]]] = ..., route_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., penalty_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., distance_m: _Optional[int] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., changes: _Optional[_Iterable[_Union[RouteChange, _Mapping]]] = ..., cost_lower_bound: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., fairness_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class PlanRoutesResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: RoutingPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[RoutingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class StreamPlanRoutesResponse(_message.Message):
    __slots__ = ("plan", "response", "elapsed")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    ELAPSED_FIELD_NUMBER: _ClassVar[int]
    plan: RoutingPlan
    response: PlanRoutesResponse
    elapsed: _duration_pb2.Duration
    def __init__(self, plan: _Optional[_Union[RoutingPlan, _Mapping]] = ..., response: _Optional[_Union[PlanRoutesResponse, _Mapping]] = ..., elapsed: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class PromiseWindowsRequest(_message.Message):
    __slots__ = ("places", "depots", "shipments", "vehicles", "travel", "routes", "search", "validate_only", "groups", "precedences", "sort_conflicts", "sort_needs", "fewest_vehicles_first", "start_time", "shipment_id", "windows", "locks", "travel_profiles", "travel_slices", "territories", "fairness", "attempt_rules")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    DEPOTS_FIELD_NUMBER: _ClassVar[int]
    SHIPMENTS_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    PRECEDENCES_FIELD_NUMBER: _ClassVar[int]
    SORT_CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    SORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    FEWEST_VEHICLES_FIRST_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    SHIPMENT_ID_FIELD_NUMBER: _ClassVar[int]
    WINDOWS_FIELD_NUMBER: _ClassVar[int]
    LOCKS_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_PROFILES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_SLICES_FIELD_NUMBER: _ClassVar[int]
    TERRITORIES_FIELD_NUMBER: _ClassVar[int]
    FAIRNESS_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_RULES_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[Place]
    depots: _containers.RepeatedCompositeFieldContainer[Depot]
    shipments: _containers.RepeatedCompositeFieldContainer[Shipment]
    vehicles: _containers.RepeatedCompositeFieldContainer[Vehicle]
    travel: Travel
    routes: _containers.RepeatedCompositeFieldContainer[GivenRoute]
    search: _common_pb2.SearchOptions
    validate_only: bool
    groups: _containers.RepeatedCompositeFieldContainer[ShipmentGroup]
    precedences: _containers.RepeatedCompositeFieldContainer[Precedence]
    sort_conflicts: _containers.RepeatedCompositeFieldContainer[SortConflict]
    sort_needs: _containers.RepeatedCompositeFieldContainer[SortNeed]
    fewest_vehicles_first: bool
    start_time: _timestamp_pb2.Timestamp
    shipment_id: str
    windows: _containers.RepeatedCompositeFieldContainer[_common_pb2.TimeWindow]
    locks: _containers.RepeatedCompositeFieldContainer[StopLock]
    travel_profiles: _containers.RepeatedCompositeFieldContainer[TravelProfile]
    travel_slices: _containers.RepeatedCompositeFieldContainer[TravelSlice]
    territories: _containers.RepeatedCompositeFieldContainer[Territory]
    fairness: _containers.RepeatedCompositeFieldContainer[Fairness]
    attempt_rules: _containers.RepeatedCompositeFieldContainer[AttemptRule]
    def __init__(self, places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., depots: _Optional[_Iterable[_Union[Depot, _Mapping]]] = ..., shipments: _Optional[_Iterable[_Union[Shipment, _Mapping]]] = ..., vehicles: _Optional[_Iterable[_Union[Vehicle, _Mapping]]] = ..., travel: _Optional[_Union[Travel, _Mapping]] = ..., routes: _Optional[_Iterable[_Union[GivenRoute, _Mapping]]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., groups: _Optional[_Iterable[_Union[ShipmentGroup, _Mapping]]] = ..., precedences: _Optional[_Iterable[_Union[Precedence, _Mapping]]] = ..., sort_conflicts: _Optional[_Iterable[_Union[SortConflict, _Mapping]]] = ..., sort_needs: _Optional[_Iterable[_Union[SortNeed, _Mapping]]] = ..., fewest_vehicles_first: _Optional[bool] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., shipment_id: _Optional[str] = ..., windows: _Optional[_Iterable[_Union[_common_pb2.TimeWindow, _Mapping]]] = ..., locks: _Optional[_Iterable[_Union[StopLock, _Mapping]]] = ..., travel_profiles: _Optional[_Iterable[_Union[TravelProfile, _Mapping]]] = ..., travel_slices: _Optional[_Iterable[_Union[TravelSlice, _Mapping]]] = ..., territories: _Optional[_Iterable[_Union[Territory, _Mapping]]] = ..., fairness: _Optional[_Iterable[_Union[Fairness, _Mapping]]] = ..., attempt_rules: _Optional[_Iterable[_Union[AttemptRule, _Mapping]]] = ...) -> None: ...

class WindowOffer(_message.Message):
    __slots__ = ("window", "vehicle_id", "start_time", "cost")
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    window: _common_pb2.TimeWindow
    vehicle_id: str
    start_time: _timestamp_pb2.Timestamp
    cost: _common_pb2.Money
    def __init__(self, window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., vehicle_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class WindowPromise(_message.Message):
    __slots__ = ("offers",)
    OFFERS_FIELD_NUMBER: _ClassVar[int]
    offers: _containers.RepeatedCompositeFieldContainer[WindowOffer]
    def __init__(self, offers: _Optional[_Iterable[_Union[WindowOffer, _Mapping]]] = ...) -> None: ...

class PromiseWindowsResponse(_message.Message):
    __slots__ = ("promise", "validation")
    PROMISE_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    promise: WindowPromise
    validation: _common_pb2.Validation
    def __init__(self, promise: _Optional[_Union[WindowPromise, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class EvaluateRoutesRequest(_message.Message):
    __slots__ = ("places", "depots", "shipments", "vehicles", "travel", "routes", "search", "validate_only", "groups", "precedences", "sort_conflicts", "sort_needs", "fewest_vehicles_first", "start_time", "locks", "travel_profiles", "travel_slices", "territories", "fairness", "attempt_rules")
    PLACES_FIELD_NUMBER: _ClassVar[int]
    DEPOTS_FIELD_NUMBER: _ClassVar[int]
    SHIPMENTS_FIELD_NUMBER: _ClassVar[int]
    VEHICLES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_FIELD_NUMBER: _ClassVar[int]
    ROUTES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    PRECEDENCES_FIELD_NUMBER: _ClassVar[int]
    SORT_CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    SORT_NEEDS_FIELD_NUMBER: _ClassVar[int]
    FEWEST_VEHICLES_FIRST_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    LOCKS_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_PROFILES_FIELD_NUMBER: _ClassVar[int]
    TRAVEL_SLICES_FIELD_NUMBER: _ClassVar[int]
    TERRITORIES_FIELD_NUMBER: _ClassVar[int]
    FAIRNESS_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_RULES_FIELD_NUMBER: _ClassVar[int]
    places: _containers.RepeatedCompositeFieldContainer[Place]
    depots: _containers.RepeatedCompositeFieldContainer[Depot]
    shipments: _containers.RepeatedCompositeFieldContainer[Shipment]
    vehicles: _containers.RepeatedCompositeFieldContainer[Vehicle]
    travel: Travel
    routes: _containers.RepeatedCompositeFieldContainer[GivenRoute]
    search: _common_pb2.SearchOptions
    validate_only: bool
    groups: _containers.RepeatedCompositeFieldContainer[ShipmentGroup]
    precedences: _containers.RepeatedCompositeFieldContainer[Precedence]
    sort_conflicts: _containers.RepeatedCompositeFieldContainer[SortConflict]
    sort_needs: _containers.RepeatedCompositeFieldContainer[SortNeed]
    fewest_vehicles_first: bool
    start_time: _timestamp_pb2.Timestamp
    locks: _containers.RepeatedCompositeFieldContainer[StopLock]
    travel_profiles: _containers.RepeatedCompositeFieldContainer[TravelProfile]
    travel_slices: _containers.RepeatedCompositeFieldContainer[TravelSlice]
    territories: _containers.RepeatedCompositeFieldContainer[Territory]
    fairness: _containers.RepeatedCompositeFieldContainer[Fairness]
    attempt_rules: _containers.RepeatedCompositeFieldContainer[AttemptRule]
    def __init__(self, places: _Optional[_Iterable[_Union[Place, _Mapping]]] = ..., depots: _Optional[_Iterable[_Union[Depot, _Mapping]]] = ..., shipments: _Optional[_Iterable[_Union[Shipment, _Mapping]]] = ..., vehicles: _Optional[_Iterable[_Union[Vehicle, _Mapping]]] = ..., travel: _Optional[_Union[Travel, _Mapping]] = ..., routes: _Optional[_Iterable[_Union[GivenRoute, _Mapping]]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., groups: _Optional[_Iterable[_Union[ShipmentGroup, _Mapping]]] = ..., precedences: _Optional[_Iterable[_Union[Precedence, _Mapping]]] = ..., sort_conflicts: _Optional[_Iterable[_Union[SortConflict, _Mapping]]] = ..., sort_needs: _Optional[_Iterable[_Union[SortNeed, _Mapping]]] = ..., fewest_vehicles_first: _Optional[bool] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., locks: _Optional[_Iterable[_Union[StopLock, _Mapping]]] = ..., travel_profiles: _Optional[_Iterable[_Union[TravelProfile, _Mapping]]] = ..., travel_slices: _Optional[_Iterable[_Union[TravelSlice, _Mapping]]] = ..., territories: _Optional[_Iterable[_Union[Territory, _Mapping]]] = ..., fairness: _Optional[_Iterable[_Union[Fairness, _Mapping]]] = ..., attempt_rules: _Optional[_Iterable[_Union[AttemptRule, _Mapping]]] = ...) -> None: ...

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
