import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from fulfillment.v1 import courier_week_pb2 as _courier_week_pb2
from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class VolumeRecord(_message.Message):
    __slots__ = ("zone_id", "start_time", "order_count")
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    zone_id: str
    start_time: _timestamp_pb2.Timestamp
    order_count: int
    def __init__(self, zone_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., order_count: _Optional[int] = ...) -> None: ...

class ShiftTemplate(_message.Message):
    __slots__ = ("id", "start_minute", "duration", "zone_ids")
    ID_FIELD_NUMBER: _ClassVar[int]
    START_MINUTE_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    ZONE_IDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    start_minute: int
    duration: _duration_pb2.Duration
    zone_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., start_minute: _Optional[int] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., zone_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class ForecastVolumeRequest(_message.Message):
    __slots__ = ("time_zone", "history", "start_time", "hour_count", "coverage_percent", "search", "validate_only", "shift_templates", "orders_per_courier_hour", "staff_for_high")
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    HOUR_COUNT_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    SHIFT_TEMPLATES_FIELD_NUMBER: _ClassVar[int]
    ORDERS_PER_COURIER_HOUR_FIELD_NUMBER: _ClassVar[int]
    STAFF_FOR_HIGH_FIELD_NUMBER: _ClassVar[int]
    time_zone: str
    history: _containers.RepeatedCompositeFieldContainer[VolumeRecord]
    start_time: _timestamp_pb2.Timestamp
    hour_count: int
    coverage_percent: int
    search: _common_pb2.SearchOptions
    validate_only: bool
    shift_templates: _containers.RepeatedCompositeFieldContainer[ShiftTemplate]
    orders_per_courier_hour: int
    staff_for_high: bool
    def __init__(self, time_zone: _Optional[str] = ..., history: _Optional[_Iterable[_Union[VolumeRecord, _Mapping]]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., hour_count: _Optional[int] = ..., coverage_percent: _Optional[int] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., shift_templates: _Optional[_Iterable[_Union[ShiftTemplate, _Mapping]]] = ..., orders_per_courier_hour: _Optional[int] = ..., staff_for_high: _Optional[bool] = ...) -> None: ...

class HourForecast(_message.Message):
    __slots__ = ("start_time", "expected", "low", "high")
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    start_time: _timestamp_pb2.Timestamp
    expected: float
    low: int
    high: int
    def __init__(self, start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expected: _Optional[float] = ..., low: _Optional[int] = ..., high: _Optional[int] = ...) -> None: ...

class ZoneForecast(_message.Message):
    __slots__ = ("zone_id", "hours")
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    HOURS_FIELD_NUMBER: _ClassVar[int]
    zone_id: str
    hours: _containers.RepeatedCompositeFieldContainer[HourForecast]
    def __init__(self, zone_id: _Optional[str] = ..., hours: _Optional[_Iterable[_Union[HourForecast, _Mapping]]] = ...) -> None: ...

class VolumeForecast(_message.Message):
    __slots__ = ("zones", "history_days", "backtest_coverage_percent", "shifts")
    ZONES_FIELD_NUMBER: _ClassVar[int]
    HISTORY_DAYS_FIELD_NUMBER: _ClassVar[int]
    BACKTEST_COVERAGE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    SHIFTS_FIELD_NUMBER: _ClassVar[int]
    zones: _containers.RepeatedCompositeFieldContainer[ZoneForecast]
    history_days: int
    backtest_coverage_percent: float
    shifts: _containers.RepeatedCompositeFieldContainer[_courier_week_pb2.CourierShift]
    def __init__(self, zones: _Optional[_Iterable[_Union[ZoneForecast, _Mapping]]] = ..., history_days: _Optional[int] = ..., backtest_coverage_percent: _Optional[float] = ..., shifts: _Optional[_Iterable[_Union[_courier_week_pb2.CourierShift, _Mapping]]] = ...) -> None: ...

class ForecastVolumeResponse(_message.Message):
    __slots__ = ("forecast", "search_report", "validation")
    FORECAST_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    forecast: VolumeForecast
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, forecast: _Optional[_Union[VolumeForecast, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
