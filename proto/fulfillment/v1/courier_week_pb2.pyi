import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Familiarity(_message.Message):
    __slots__ = ("territory_id", "percent")
    TERRITORY_ID_FIELD_NUMBER: _ClassVar[int]
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    territory_id: str
    percent: int
    def __init__(self, territory_id: _Optional[str] = ..., percent: _Optional[int] = ...) -> None: ...

class DayOffWish(_message.Message):
    __slots__ = ("date", "weight")
    DATE_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    date: str
    weight: int
    def __init__(self, date: _Optional[str] = ..., weight: _Optional[int] = ...) -> None: ...

class ShiftWish(_message.Message):
    __slots__ = ("shift_id", "avoid", "weight")
    SHIFT_ID_FIELD_NUMBER: _ClassVar[int]
    AVOID_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    shift_id: str
    avoid: bool
    weight: int
    def __init__(self, shift_id: _Optional[str] = ..., avoid: _Optional[bool] = ..., weight: _Optional[int] = ...) -> None: ...

class WeekCourier(_message.Message):
    __slots__ = ("id", "name", "qualifications", "absence_windows", "familiarities", "target_duration", "week_limit_duration", "day_off_wishes", "shift_wishes")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    QUALIFICATIONS_FIELD_NUMBER: _ClassVar[int]
    ABSENCE_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    FAMILIARITIES_FIELD_NUMBER: _ClassVar[int]
    TARGET_DURATION_FIELD_NUMBER: _ClassVar[int]
    WEEK_LIMIT_DURATION_FIELD_NUMBER: _ClassVar[int]
    DAY_OFF_WISHES_FIELD_NUMBER: _ClassVar[int]
    SHIFT_WISHES_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    qualifications: _containers.RepeatedScalarFieldContainer[str]
    absence_windows: _containers.RepeatedCompositeFieldContainer[_common_pb2.TimeWindow]
    familiarities: _containers.RepeatedCompositeFieldContainer[Familiarity]
    target_duration: _duration_pb2.Duration
    week_limit_duration: _duration_pb2.Duration
    day_off_wishes: _containers.RepeatedCompositeFieldContainer[DayOffWish]
    shift_wishes: _containers.RepeatedCompositeFieldContainer[ShiftWish]
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., qualifications: _Optional[_Iterable[str]] = ..., absence_windows: _Optional[_Iterable[_Union[_common_pb2.TimeWindow, _Mapping]]] = ..., familiarities: _Optional[_Iterable[_Union[Familiarity, _Mapping]]] = ..., target_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., week_limit_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., day_off_wishes: _Optional[_Iterable[_Union[DayOffWish, _Mapping]]] = ..., shift_wishes: _Optional[_Iterable[_Union[ShiftWish, _Mapping]]] = ...) -> None: ...

class CourierShift(_message.Message):
    __slots__ = ("id", "start_time", "end_time", "territory_id", "required_qualifications", "couriers_needed")
    ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    TERRITORY_ID_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_QUALIFICATIONS_FIELD_NUMBER: _ClassVar[int]
    COURIERS_NEEDED_FIELD_NUMBER: _ClassVar[int]
    id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    territory_id: str
    required_qualifications: _containers.RepeatedScalarFieldContainer[str]
    couriers_needed: int
    def __init__(self, id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., territory_id: _Optional[str] = ..., required_qualifications: _Optional[_Iterable[str]] = ..., couriers_needed: _Optional[int] = ...) -> None: ...

class FixedShift(_message.Message):
    __slots__ = ("courier_id", "shift_id")
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    SHIFT_ID_FIELD_NUMBER: _ClassVar[int]
    courier_id: str
    shift_id: str
    def __init__(self, courier_id: _Optional[str] = ..., shift_id: _Optional[str] = ...) -> None: ...

class CourierWeekWeights(_message.Message):
    __slots__ = ("unfilled", "unfamiliar", "unfair_hour")
    UNFILLED_FIELD_NUMBER: _ClassVar[int]
    UNFAMILIAR_FIELD_NUMBER: _ClassVar[int]
    UNFAIR_HOUR_FIELD_NUMBER: _ClassVar[int]
    unfilled: int
    unfamiliar: int
    unfair_hour: int
    def __init__(self, unfilled: _Optional[int] = ..., unfamiliar: _Optional[int] = ..., unfair_hour: _Optional[int] = ...) -> None: ...

class PlanCourierWeekRequest(_message.Message):
    __slots__ = ("time_zone", "couriers", "shifts", "fixed_shifts", "rest_duration", "day_limit_duration", "week_limit_duration", "shifts_per_day", "days_per_week", "fair_tolerance_duration", "weights", "search", "validate_only")
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    COURIERS_FIELD_NUMBER: _ClassVar[int]
    SHIFTS_FIELD_NUMBER: _ClassVar[int]
    FIXED_SHIFTS_FIELD_NUMBER: _ClassVar[int]
    REST_DURATION_FIELD_NUMBER: _ClassVar[int]
    DAY_LIMIT_DURATION_FIELD_NUMBER: _ClassVar[int]
    WEEK_LIMIT_DURATION_FIELD_NUMBER: _ClassVar[int]
    SHIFTS_PER_DAY_FIELD_NUMBER: _ClassVar[int]
    DAYS_PER_WEEK_FIELD_NUMBER: _ClassVar[int]
    FAIR_TOLERANCE_DURATION_FIELD_NUMBER: _ClassVar[int]
    WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    time_zone: str
    couriers: _containers.RepeatedCompositeFieldContainer[WeekCourier]
    shifts: _containers.RepeatedCompositeFieldContainer[CourierShift]
    fixed_shifts: _containers.RepeatedCompositeFieldContainer[FixedShift]
    rest_duration: _duration_pb2.Duration
    day_limit_duration: _duration_pb2.Duration
    week_limit_duration: _duration_pb2.Duration
    shifts_per_day: int
    days_per_week: int
    fair_tolerance_duration: _duration_pb2.Duration
    weights: CourierWeekWeights
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, time_zone: _Optional[str] = ..., couriers: _Optional[_Iterable[_Union[WeekCourier, _Mapping]]] = ..., shifts: _Optional[_Iterable[_Union[CourierShift, _Mapping]]] = ..., fixed_shifts: _Optional[_Iterable[_Union[FixedShift, _Mapping]]] = ..., rest_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., day_limit_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., week_limit_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., shifts_per_day: _Optional[int] = ..., days_per_week: _Optional[int] = ..., fair_tolerance_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., weights: _Optional[_Union[CourierWeekWeights, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CourierShiftAssignment(_message.Message):
    __slots__ = ("shift_id", "courier_id")
    SHIFT_ID_FIELD_NUMBER: _ClassVar[int]
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    shift_id: str
    courier_id: str
    def __init__(self, shift_id: _Optional[str] = ..., courier_id: _Optional[str] = ...) -> None: ...

class UnfilledShift(_message.Message):
    __slots__ = ("shift_id", "missing", "explanation")
    SHIFT_ID_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    shift_id: str
    missing: int
    explanation: str
    def __init__(self, shift_id: _Optional[str] = ..., missing: _Optional[int] = ..., explanation: _Optional[str] = ...) -> None: ...

class CourierLoad(_message.Message):
    __slots__ = ("courier_id", "work_duration", "shift_count", "wishes_granted", "wishes_refused", "unfair_duration")
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    WORK_DURATION_FIELD_NUMBER: _ClassVar[int]
    SHIFT_COUNT_FIELD_NUMBER: _ClassVar[int]
    WISHES_GRANTED_FIELD_NUMBER: _ClassVar[int]
    WISHES_REFUSED_FIELD_NUMBER: _ClassVar[int]
    UNFAIR_DURATION_FIELD_NUMBER: _ClassVar[int]
    courier_id: str
    work_duration: _duration_pb2.Duration
    shift_count: int
    wishes_granted: int
    wishes_refused: int
    unfair_duration: _duration_pb2.Duration
    def __init__(self, courier_id: _Optional[str] = ..., work_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., shift_count: _Optional[int] = ..., wishes_granted: _Optional[int] = ..., wishes_refused: _Optional[int] = ..., unfair_duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class RuleConflict(_message.Message):
    __slots__ = ("rules", "minimal")
    RULES_FIELD_NUMBER: _ClassVar[int]
    MINIMAL_FIELD_NUMBER: _ClassVar[int]
    rules: _containers.RepeatedScalarFieldContainer[str]
    minimal: bool
    def __init__(self, rules: _Optional[_Iterable[str]] = ..., minimal: _Optional[bool] = ...) -> None: ...

class CourierWeekPlan(_message.Message):
    __slots__ = ("assignments", "unfilled", "loads", "conflicts", "penalty_hundredths", "penalty_bound_hundredths")
    ASSIGNMENTS_FIELD_NUMBER: _ClassVar[int]
    UNFILLED_FIELD_NUMBER: _ClassVar[int]
    LOADS_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    PENALTY_HUNDREDTHS_FIELD_NUMBER: _ClassVar[int]
    PENALTY_BOUND_HUNDREDTHS_FIELD_NUMBER: _ClassVar[int]
    assignments: _containers.RepeatedCompositeFieldContainer[CourierShiftAssignment]
    unfilled: _containers.RepeatedCompositeFieldContainer[UnfilledShift]
    loads: _containers.RepeatedCompositeFieldContainer[CourierLoad]
    conflicts: _containers.RepeatedCompositeFieldContainer[RuleConflict]
    penalty_hundredths: int
    penalty_bound_hundredths: int
    def __init__(self, assignments: _Optional[_Iterable[_Union[CourierShiftAssignment, _Mapping]]] = ..., unfilled: _Optional[_Iterable[_Union[UnfilledShift, _Mapping]]] = ..., loads: _Optional[_Iterable[_Union[CourierLoad, _Mapping]]] = ..., conflicts: _Optional[_Iterable[_Union[RuleConflict, _Mapping]]] = ..., penalty_hundredths: _Optional[int] = ..., penalty_bound_hundredths: _Optional[int] = ...) -> None: ...

class PlanCourierWeekResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: CourierWeekPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[CourierWeekPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
