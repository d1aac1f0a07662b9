import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from fulfillment.v1 import courier_week_pb2 as _courier_week_pb2
from fulfillment.v1 import forecast_pb2 as _forecast_pb2
from fulfillment.v1 import repair_pb2 as _repair_pb2
from fulfillment.v1 import sourcing_pb2 as _sourcing_pb2
from fulfillment.v1 import waves_pb2 as _waves_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PickingPolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PICKING_POLICY_UNSPECIFIED: _ClassVar[PickingPolicy]
    PICKING_POLICY_OPTIMAL: _ClassVar[PickingPolicy]
    PICKING_POLICY_S_SHAPE: _ClassVar[PickingPolicy]
    PICKING_POLICY_LARGEST_GAP: _ClassVar[PickingPolicy]
    PICKING_POLICY_RETURN: _ClassVar[PickingPolicy]
PICKING_POLICY_UNSPECIFIED: PickingPolicy
PICKING_POLICY_OPTIMAL: PickingPolicy
PICKING_POLICY_S_SHAPE: PickingPolicy
PICKING_POLICY_LARGEST_GAP: PickingPolicy
PICKING_POLICY_RETURN: PickingPolicy

class Dock(_message.Message):
    __slots__ = ("id", "opening_window", "vehicle_kinds", "overtime_start_time", "use_cost")
    ID_FIELD_NUMBER: _ClassVar[int]
    OPENING_WINDOW_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_KINDS_FIELD_NUMBER: _ClassVar[int]
    OVERTIME_START_TIME_FIELD_NUMBER: _ClassVar[int]
    USE_COST_FIELD_NUMBER: _ClassVar[int]
    id: str
    opening_window: _common_pb2.TimeWindow
    vehicle_kinds: _containers.RepeatedScalarFieldContainer[str]
    overtime_start_time: _timestamp_pb2.Timestamp
    use_cost: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., opening_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., vehicle_kinds: _Optional[_Iterable[str]] = ..., overtime_start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., use_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class KindSetup(_message.Message):
    __slots__ = ("from_kind", "to_kind", "duration")
    FROM_KIND_FIELD_NUMBER: _ClassVar[int]
    TO_KIND_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    from_kind: str
    to_kind: str
    duration: _duration_pb2.Duration
    def __init__(self, from_kind: _Optional[str] = ..., to_kind: _Optional[str] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class LoadingTeam(_message.Message):
    __slots__ = ("id", "shift_windows")
    ID_FIELD_NUMBER: _ClassVar[int]
    SHIFT_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    id: str
    shift_windows: _containers.RepeatedCompositeFieldContainer[_common_pb2.TimeWindow]
    def __init__(self, id: _Optional[str] = ..., shift_windows: _Optional[_Iterable[_Union[_common_pb2.TimeWindow, _Mapping]]] = ...) -> None: ...

class LoadFacts(_message.Message):
    __slots__ = ("parcel_count", "weight_g")
    PARCEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    parcel_count: int
    weight_g: int
    def __init__(self, parcel_count: _Optional[int] = ..., weight_g: _Optional[int] = ...) -> None: ...

class LoadingPace(_message.Message):
    __slots__ = ("fixed_duration", "parcel_duration", "tonne_duration")
    FIXED_DURATION_FIELD_NUMBER: _ClassVar[int]
    PARCEL_DURATION_FIELD_NUMBER: _ClassVar[int]
    TONNE_DURATION_FIELD_NUMBER: _ClassVar[int]
    fixed_duration: _duration_pb2.Duration
    parcel_duration: _duration_pb2.Duration
    tonne_duration: _duration_pb2.Duration
    def __init__(self, fixed_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., parcel_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., tonne_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Departure(_message.Message):
    __slots__ = ("id", "vehicle_kind", "loading_duration", "earliest_loading_time", "due_time", "latest_time", "load", "arrival_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_KIND_FIELD_NUMBER: _ClassVar[int]
    LOADING_DURATION_FIELD_NUMBER: _ClassVar[int]
    EARLIEST_LOADING_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    LATEST_TIME_FIELD_NUMBER: _ClassVar[int]
    LOAD_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    vehicle_kind: str
    loading_duration: _duration_pb2.Duration
    earliest_loading_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    latest_time: _timestamp_pb2.Timestamp
    load: LoadFacts
    arrival_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., vehicle_kind: _Optional[str] = ..., loading_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., earliest_loading_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., latest_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., load: _Optional[_Union[LoadFacts, _Mapping]] = ..., arrival_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ScheduleDocksRequest(_message.Message):
    __slots__ = ("docks", "departures", "loading_teams", "changeover_duration", "search", "validate_only", "kind_setups", "lateness_cost_per_hour", "overtime_cost_per_hour", "just_in_time", "teams", "yard_places", "loading_pace", "unscheduled_cost")
    DOCKS_FIELD_NUMBER: _ClassVar[int]
    DEPARTURES_FIELD_NUMBER: _ClassVar[int]
    LOADING_TEAMS_FIELD_NUMBER: _ClassVar[int]
    CHANGEOVER_DURATION_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    KIND_SETUPS_FIELD_NUMBER: _ClassVar[int]
    LATENESS_COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    OVERTIME_COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    JUST_IN_TIME_FIELD_NUMBER: _ClassVar[int]
    TEAMS_FIELD_NUMBER: _ClassVar[int]
    YARD_PLACES_FIELD_NUMBER: _ClassVar[int]
    LOADING_PACE_FIELD_NUMBER: _ClassVar[int]
    UNSCHEDULED_COST_FIELD_NUMBER: _ClassVar[int]
    docks: _containers.RepeatedCompositeFieldContainer[Dock]
    departures: _containers.RepeatedCompositeFieldContainer[Departure]
    loading_teams: int
    changeover_duration: _duration_pb2.Duration
    search: _common_pb2.SearchOptions
    validate_only: bool
    kind_setups: _containers.RepeatedCompositeFieldContainer[KindSetup]
    lateness_cost_per_hour: _common_pb2.Money
    overtime_cost_per_hour: _common_pb2.Money
    just_in_time: bool
    teams: _containers.RepeatedCompositeFieldContainer[LoadingTeam]
    yard_places: int
    loading_pace: LoadingPace
    unscheduled_cost: _common_pb2.Money
    def __init__(self, docks: _Optional[_Iterable[_Union[Dock, _Mapping]]] = ..., departures: _Optional[_Iterable[_Union[Departure, _Mapping]]] = ..., loading_teams: _Optional[int] = ..., changeover_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., kind_setups: _Optional[_Iterable[_Union[KindSetup, _Mapping]]] = ..., lateness_cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., overtime_cost_per_hour: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., just_in_time: _Optional[bool] = ..., teams: _Optional[_Iterable[_Union[LoadingTeam, _Mapping]]] = ..., yard_places: _Optional[int] = ..., loading_pace: _Optional[_Union[LoadingPace, _Mapping]] = ..., unscheduled_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class DockAssignment(_message.Message):
    __slots__ = ("departure_id", "dock_id", "loading_start_time", "departure_time", "lateness", "overtime", "team_id", "waiting_duration")
    DEPARTURE_ID_FIELD_NUMBER: _ClassVar[int]
    DOCK_ID_FIELD_NUMBER: _ClassVar[int]
    LOADING_START_TIME_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_TIME_FIELD_NUMBER: _ClassVar[int]
    LATENESS_FIELD_NUMBER: _ClassVar[int]
    OVERTIME_FIELD_NUMBER: _ClassVar[int]
    TEAM_ID_FIELD_NUMBER: _ClassVar[int]
    WAITING_DURATION_FIELD_NUMBER: _ClassVar[int]
    departure_id: str
    dock_id: str
    loading_start_time: _timestamp_pb2.Timestamp
    departure_time: _timestamp_pb2.Timestamp
    lateness: _duration_pb2.Duration
    overtime: _duration_pb2.Duration
    team_id: str
    waiting_duration: _duration_pb2.Duration
    def __init__(self, departure_id: _Optional[str] = ..., dock_id: _Optional[str] = ..., loading_start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., departure_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lateness: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., overtime: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., team_id: _Optional[str] = ..., waiting_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class UnscheduledDeparture(_message.Message):
    __slots__ = ("departure_id", "explanation")
    DEPARTURE_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    departure_id: str
    explanation: str
    def __init__(self, departure_id: _Optional[str] = ..., explanation: _Optional[str] = ...) -> None: ...

class DockSchedule(_message.Message):
    __slots__ = ("assignments", "unscheduled", "total_lateness", "total_overtime", "cost", "cost_bound")
    ASSIGNMENTS_FIELD_NUMBER: _ClassVar[int]
    UNSCHEDULED_FIELD_NUMBER: _ClassVar[int]
    TOTAL_LATENESS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_OVERTIME_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    COST_BOUND_FIELD_NUMBER: _ClassVar[int]
    assignments: _containers.RepeatedCompositeFieldContainer[DockAssignment]
    unscheduled: _containers.RepeatedCompositeFieldContainer[UnscheduledDeparture]
    total_lateness: _duration_pb2.Duration
    total_overtime: _duration_pb2.Duration
    cost: _common_pb2.Money
    cost_bound: _common_pb2.Money
    def __init__(self, assignments: _Optional[_Iterable[_Union[DockAssignment, _Mapping]]] = ..., unscheduled: _Optional[_Iterable[_Union[UnscheduledDeparture, _Mapping]]] = ..., total_lateness: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., total_overtime: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_bound: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class ScheduleDocksResponse(_message.Message):
    __slots__ = ("schedule", "search_report", "validation")
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    schedule: DockSchedule
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, schedule: _Optional[_Union[DockSchedule, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class Courier(_message.Message):
    __slots__ = ("id", "name", "shift_window", "vehicle_kinds")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SHIFT_WINDOW_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_KINDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    shift_window: _common_pb2.TimeWindow
    vehicle_kinds: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., shift_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., vehicle_kinds: _Optional[_Iterable[str]] = ...) -> None: ...

class CourierJob(_message.Message):
    __slots__ = ("id", "vehicle_kind", "start_time", "end_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_KIND_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    vehicle_kind: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., vehicle_kind: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AssignCouriersRequest(_message.Message):
    __slots__ = ("couriers", "jobs", "turnaround_duration", "search", "validate_only")
    COURIERS_FIELD_NUMBER: _ClassVar[int]
    JOBS_FIELD_NUMBER: _ClassVar[int]
    TURNAROUND_DURATION_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    couriers: _containers.RepeatedCompositeFieldContainer[Courier]
    jobs: _containers.RepeatedCompositeFieldContainer[CourierJob]
    turnaround_duration: _duration_pb2.Duration
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, couriers: _Optional[_Iterable[_Union[Courier, _Mapping]]] = ..., jobs: _Optional[_Iterable[_Union[CourierJob, _Mapping]]] = ..., turnaround_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CourierAssignment(_message.Message):
    __slots__ = ("job_id", "courier_id")
    JOB_ID_FIELD_NUMBER: _ClassVar[int]
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    job_id: str
    courier_id: str
    def __init__(self, job_id: _Optional[str] = ..., courier_id: _Optional[str] = ...) -> None: ...

class UnassignedJob(_message.Message):
    __slots__ = ("job_id", "explanation")
    JOB_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    job_id: str
    explanation: str
    def __init__(self, job_id: _Optional[str] = ..., explanation: _Optional[str] = ...) -> None: ...

class CourierRoster(_message.Message):
    __slots__ = ("assignments", "unassigned")
    ASSIGNMENTS_FIELD_NUMBER: _ClassVar[int]
    UNASSIGNED_FIELD_NUMBER: _ClassVar[int]
    assignments: _containers.RepeatedCompositeFieldContainer[CourierAssignment]
    unassigned: _containers.RepeatedCompositeFieldContainer[UnassignedJob]
    def __init__(self, assignments: _Optional[_Iterable[_Union[CourierAssignment, _Mapping]]] = ..., unassigned: _Optional[_Iterable[_Union[UnassignedJob, _Mapping]]] = ...) -> None: ...

class AssignCouriersResponse(_message.Message):
    __slots__ = ("roster", "search_report", "validation")
    ROSTER_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    roster: CourierRoster
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, roster: _Optional[_Union[CourierRoster, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class PickingLayout(_message.Message):
    __slots__ = ("aisle_count", "slots_per_aisle", "slot_pitch_mm", "aisle_pitch_mm", "cross_aisle_gap_mm", "depot_aisle")
    AISLE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SLOTS_PER_AISLE_FIELD_NUMBER: _ClassVar[int]
    SLOT_PITCH_MM_FIELD_NUMBER: _ClassVar[int]
    AISLE_PITCH_MM_FIELD_NUMBER: _ClassVar[int]
    CROSS_AISLE_GAP_MM_FIELD_NUMBER: _ClassVar[int]
    DEPOT_AISLE_FIELD_NUMBER: _ClassVar[int]
    aisle_count: int
    slots_per_aisle: int
    slot_pitch_mm: int
    aisle_pitch_mm: int
    cross_aisle_gap_mm: int
    depot_aisle: int
    def __init__(self, aisle_count: _Optional[int] = ..., slots_per_aisle: _Optional[int] = ..., slot_pitch_mm: _Optional[int] = ..., aisle_pitch_mm: _Optional[int] = ..., cross_aisle_gap_mm: _Optional[int] = ..., depot_aisle: _Optional[int] = ...) -> None: ...

class PickLine(_message.Message):
    __slots__ = ("aisle", "slot", "quantity")
    AISLE_FIELD_NUMBER: _ClassVar[int]
    SLOT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    aisle: int
    slot: int
    quantity: int
    def __init__(self, aisle: _Optional[int] = ..., slot: _Optional[int] = ..., quantity: _Optional[int] = ...) -> None: ...

class PickOrder(_message.Message):
    __slots__ = ("id", "lines", "ready_time", "due_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    READY_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    lines: _containers.RepeatedCompositeFieldContainer[PickLine]
    ready_time: _timestamp_pb2.Timestamp
    due_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[PickLine, _Mapping]]] = ..., ready_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., due_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PickingZone(_message.Message):
    __slots__ = ("id", "first_aisle", "last_aisle")
    ID_FIELD_NUMBER: _ClassVar[int]
    FIRST_AISLE_FIELD_NUMBER: _ClassVar[int]
    LAST_AISLE_FIELD_NUMBER: _ClassVar[int]
    id: str
    first_aisle: int
    last_aisle: int
    def __init__(self, id: _Optional[str] = ..., first_aisle: _Optional[int] = ..., last_aisle: _Optional[int] = ...) -> None: ...

class Picker(_message.Message):
    __slots__ = ("id", "shift_window", "zone_ids")
    ID_FIELD_NUMBER: _ClassVar[int]
    SHIFT_WINDOW_FIELD_NUMBER: _ClassVar[int]
    ZONE_IDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    shift_window: _common_pb2.TimeWindow
    zone_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., shift_window: _Optional[_Union[_common_pb2.TimeWindow, _Mapping]] = ..., zone_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class PickingPace(_message.Message):
    __slots__ = ("walking_speed_mm_per_s", "batch_duration", "line_duration", "piece_duration")
    WALKING_SPEED_MM_PER_S_FIELD_NUMBER: _ClassVar[int]
    BATCH_DURATION_FIELD_NUMBER: _ClassVar[int]
    LINE_DURATION_FIELD_NUMBER: _ClassVar[int]
    PIECE_DURATION_FIELD_NUMBER: _ClassVar[int]
    walking_speed_mm_per_s: int
    batch_duration: _duration_pb2.Duration
    line_duration: _duration_pb2.Duration
    piece_duration: _duration_pb2.Duration
    def __init__(self, walking_speed_mm_per_s: _Optional[int] = ..., batch_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., line_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., piece_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class VisitWeights(_message.Message):
    __slots__ = ("zone_weight", "aisle_weight", "slot_weight")
    ZONE_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    AISLE_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    SLOT_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    zone_weight: int
    aisle_weight: int
    slot_weight: int
    def __init__(self, zone_weight: _Optional[int] = ..., aisle_weight: _Optional[int] = ..., slot_weight: _Optional[int] = ...) -> None: ...

class PlanPickingRequest(_message.Message):
    __slots__ = ("layout", "orders", "cart_piece_limit", "policy", "search", "validate_only", "zones", "zone_by_zone", "visit_weights", "pickers", "pace")
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    CART_PIECE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    ZONES_FIELD_NUMBER: _ClassVar[int]
    ZONE_BY_ZONE_FIELD_NUMBER: _ClassVar[int]
    VISIT_WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    PICKERS_FIELD_NUMBER: _ClassVar[int]
    PACE_FIELD_NUMBER: _ClassVar[int]
    layout: PickingLayout
    orders: _containers.RepeatedCompositeFieldContainer[PickOrder]
    cart_piece_limit: int
    policy: PickingPolicy
    search: _common_pb2.SearchOptions
    validate_only: bool
    zones: _containers.RepeatedCompositeFieldContainer[PickingZone]
    zone_by_zone: bool
    visit_weights: VisitWeights
    pickers: _containers.RepeatedCompositeFieldContainer[Picker]
    pace: PickingPace
    def __init__(self, layout: _Optional[_Union[PickingLayout, _Mapping]] = ..., orders: _Optional[_Iterable[_Union[PickOrder, _Mapping]]] = ..., cart_piece_limit: _Optional[int] = ..., policy: _Optional[_Union[PickingPolicy, str]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., zones: _Optional[_Iterable[_Union[PickingZone, _Mapping]]] = ..., zone_by_zone: _Optional[bool] = ..., visit_weights: _Optional[_Union[VisitWeights, _Mapping]] = ..., pickers: _Optional[_Iterable[_Union[Picker, _Mapping]]] = ..., pace: _Optional[_Union[PickingPace, _Mapping]] = ...) -> None: ...

class PickStop(_message.Message):
    __slots__ = ("order_id", "aisle", "slot", "quantity")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    AISLE_FIELD_NUMBER: _ClassVar[int]
    SLOT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    aisle: int
    slot: int
    quantity: int
    def __init__(self, order_id: _Optional[str] = ..., aisle: _Optional[int] = ..., slot: _Optional[int] = ..., quantity: _Optional[int] = ...) -> None: ...

class PickBatch(_message.Message):
    __slots__ = ("id", "order_ids", "stops", "piece_count", "distance_mm", "zone_id", "visit_points", "picker_id", "start_time", "end_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_IDS_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    PIECE_COUNT_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_MM_FIELD_NUMBER: _ClassVar[int]
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    VISIT_POINTS_FIELD_NUMBER: _ClassVar[int]
    PICKER_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    order_ids: _containers.RepeatedScalarFieldContainer[str]
    stops: _containers.RepeatedCompositeFieldContainer[PickStop]
    piece_count: int
    distance_mm: int
    zone_id: str
    visit_points: int
    picker_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., order_ids: _Optional[_Iterable[str]] = ..., stops: _Optional[_Iterable[_Union[PickStop, _Mapping]]] = ..., piece_count: _Optional[int] = ..., distance_mm: _Optional[int] = ..., zone_id: _Optional[str] = ..., visit_points: _Optional[int] = ..., picker_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class UnbatchedOrder(_message.Message):
    __slots__ = ("order_id", "explanation", "zone_id")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    explanation: str
    zone_id: str
    def __init__(self, order_id: _Optional[str] = ..., explanation: _Optional[str] = ..., zone_id: _Optional[str] = ...) -> None: ...

class LatePick(_message.Message):
    __slots__ = ("order_id", "lateness")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LATENESS_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    lateness: _duration_pb2.Duration
    def __init__(self, order_id: _Optional[str] = ..., lateness: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class PickingPlan(_message.Message):
    __slots__ = ("batches", "unbatched", "distance_mm", "distance_bound_mm", "visit_points", "late_orders", "lateness", "end_time")
    BATCHES_FIELD_NUMBER: _ClassVar[int]
    UNBATCHED_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_MM_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_BOUND_MM_FIELD_NUMBER: _ClassVar[int]
    VISIT_POINTS_FIELD_NUMBER: _ClassVar[int]
    LATE_ORDERS_FIELD_NUMBER: _ClassVar[int]
    LATENESS_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    batches: _containers.RepeatedCompositeFieldContainer[PickBatch]
    unbatched: _containers.RepeatedCompositeFieldContainer[UnbatchedOrder]
    distance_mm: int
    distance_bound_mm: int
    visit_points: int
    late_orders: _containers.RepeatedCompositeFieldContainer[LatePick]
    lateness: _duration_pb2.Duration
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, batches: _Optional[_Iterable[_Union[PickBatch, _Mapping]]] = ..., unbatched: _Optional[_Iterable[_Union[UnbatchedOrder, _Mapping]]] = ..., distance_mm: _Optional[int] = ..., distance_bound_mm: _Optional[int] = ..., visit_points: _Optional[int] = ..., late_orders: _Optional[_Iterable[_Union[LatePick, _Mapping]]] = ..., lateness: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PlanPickingResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: PickingPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[PickingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
