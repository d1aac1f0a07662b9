import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetCourierRouteRequest(_message.Message):
    __slots__ = ("courier_id", "date")
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    courier_id: str
    date: str
    def __init__(self, courier_id: _Optional[str] = ..., date: _Optional[str] = ...) -> None: ...

class CourierStop(_message.Message):
    __slots__ = ("number", "order_id", "recipient", "phones", "address_line", "remark", "position", "arrival_time", "time_windows", "parcel_ids", "navigation_uri")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    RECIPIENT_FIELD_NUMBER: _ClassVar[int]
    PHONES_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_LINE_FIELD_NUMBER: _ClassVar[int]
    REMARK_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    ARRIVAL_TIME_FIELD_NUMBER: _ClassVar[int]
    TIME_WINDOWS_FIELD_NUMBER: _ClassVar[int]
    PARCEL_IDS_FIELD_NUMBER: _ClassVar[int]
    NAVIGATION_URI_FIELD_NUMBER: _ClassVar[int]
    number: int
    order_id: str
    recipient: str
    phones: _containers.RepeatedScalarFieldContainer[str]
    address_line: str
    remark: str
    position: _common_pb2.Position
    arrival_time: _timestamp_pb2.Timestamp
    time_windows: _containers.RepeatedCompositeFieldContainer[_common_pb2.TimeWindow]
    parcel_ids: _containers.RepeatedScalarFieldContainer[str]
    navigation_uri: str
    def __init__(self, number: _Optional[int] = ..., order_id: _Optional[str] = ..., recipient: _Optional[str] = ..., phones: _Optional[_Iterable[str]] = ..., address_line: _Optional[str] = ..., remark: _Optional[str] = ..., position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ..., arrival_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., time_windows: _Optional[_Iterable[_Union[_common_pb2.TimeWindow, _Mapping]]] = ..., parcel_ids: _Optional[_Iterable[str]] = ..., navigation_uri: _Optional[str] = ...) -> None: ...

class GetCourierRouteResponse(_message.Message):
    __slots__ = ("plan_id", "route_id", "courier_id", "courier_name", "vehicle_kind", "time_zone", "dock_id", "loading_start_time", "departure_time", "end_time", "stops", "distance_m")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    ROUTE_ID_FIELD_NUMBER: _ClassVar[int]
    COURIER_ID_FIELD_NUMBER: _ClassVar[int]
    COURIER_NAME_FIELD_NUMBER: _ClassVar[int]
    VEHICLE_KIND_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    DOCK_ID_FIELD_NUMBER: _ClassVar[int]
    LOADING_START_TIME_FIELD_NUMBER: _ClassVar[int]
    DEPARTURE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_M_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    route_id: str
    courier_id: str
    courier_name: str
    vehicle_kind: str
    time_zone: str
    dock_id: str
    loading_start_time: _timestamp_pb2.Timestamp
    departure_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    stops: _containers.RepeatedCompositeFieldContainer[CourierStop]
    distance_m: int
    def __init__(self, plan_id: _Optional[str] = ..., route_id: _Optional[str] = ..., courier_id: _Optional[str] = ..., courier_name: _Optional[str] = ..., vehicle_kind: _Optional[str] = ..., time_zone: _Optional[str] = ..., dock_id: _Optional[str] = ..., loading_start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., departure_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., stops: _Optional[_Iterable[_Union[CourierStop, _Mapping]]] = ..., distance_m: _Optional[int] = ...) -> None: ...
