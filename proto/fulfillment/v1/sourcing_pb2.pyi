import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StockLine(_message.Message):
    __slots__ = ("item_id", "quantity")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    quantity: int
    def __init__(self, item_id: _Optional[str] = ..., quantity: _Optional[int] = ...) -> None: ...

class Warehouse(_message.Message):
    __slots__ = ("id", "position", "stock", "line_limit", "cut_off_time", "parcel_cost")
    ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    STOCK_FIELD_NUMBER: _ClassVar[int]
    LINE_LIMIT_FIELD_NUMBER: _ClassVar[int]
    CUT_OFF_TIME_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COST_FIELD_NUMBER: _ClassVar[int]
    id: str
    position: _common_pb2.Position
    stock: _containers.RepeatedCompositeFieldContainer[StockLine]
    line_limit: int
    cut_off_time: _timestamp_pb2.Timestamp
    parcel_cost: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ..., stock: _Optional[_Iterable[_Union[StockLine, _Mapping]]] = ..., line_limit: _Optional[int] = ..., cut_off_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., parcel_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class SourcingLine(_message.Message):
    __slots__ = ("item_id", "quantity")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    quantity: int
    def __init__(self, item_id: _Optional[str] = ..., quantity: _Optional[int] = ...) -> None: ...

class SourcingOrder(_message.Message):
    __slots__ = ("id", "position", "lines", "ready_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    READY_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    position: _common_pb2.Position
    lines: _containers.RepeatedCompositeFieldContainer[SourcingLine]
    ready_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ..., lines: _Optional[_Iterable[_Union[SourcingLine, _Mapping]]] = ..., ready_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SourceOrdersRequest(_message.Message):
    __slots__ = ("warehouses", "orders", "cost_per_km", "split_cost", "whole_orders_only", "search", "validate_only")
    WAREHOUSES_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    COST_PER_KM_FIELD_NUMBER: _ClassVar[int]
    SPLIT_COST_FIELD_NUMBER: _ClassVar[int]
    WHOLE_ORDERS_ONLY_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    warehouses: _containers.RepeatedCompositeFieldContainer[Warehouse]
    orders: _containers.RepeatedCompositeFieldContainer[SourcingOrder]
    cost_per_km: _common_pb2.Money
    split_cost: _common_pb2.Money
    whole_orders_only: bool
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, warehouses: _Optional[_Iterable[_Union[Warehouse, _Mapping]]] = ..., orders: _Optional[_Iterable[_Union[SourcingOrder, _Mapping]]] = ..., cost_per_km: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., split_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., whole_orders_only: _Optional[bool] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class SourcedLine(_message.Message):
    __slots__ = ("order_id", "line", "item_id", "quantity", "warehouse_id")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    WAREHOUSE_ID_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    line: int
    item_id: str
    quantity: int
    warehouse_id: str
    def __init__(self, order_id: _Optional[str] = ..., line: _Optional[int] = ..., item_id: _Optional[str] = ..., quantity: _Optional[int] = ..., warehouse_id: _Optional[str] = ...) -> None: ...

class UnsourcedLine(_message.Message):
    __slots__ = ("order_id", "line", "item_id", "explanation")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    line: int
    item_id: str
    explanation: str
    def __init__(self, order_id: _Optional[str] = ..., line: _Optional[int] = ..., item_id: _Optional[str] = ..., explanation: _Optional[str] = ...) -> None: ...

class SourcingPlan(_message.Message):
    __slots__ = ("lines", "unsourced", "parcel_count", "split_order_count", "cost", "cost_bound")
    LINES_FIELD_NUMBER: _ClassVar[int]
    UNSOURCED_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    SPLIT_ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    COST_BOUND_FIELD_NUMBER: _ClassVar[int]
    lines: _containers.RepeatedCompositeFieldContainer[SourcedLine]
    unsourced: _containers.RepeatedCompositeFieldContainer[UnsourcedLine]
    parcel_count: int
    split_order_count: int
    cost: _common_pb2.Money
    cost_bound: _common_pb2.Money
    def __init__(self, lines: _Optional[_Iterable[_Union[SourcedLine, _Mapping]]] = ..., unsourced: _Optional[_Iterable[_Union[UnsourcedLine, _Mapping]]] = ..., parcel_count: _Optional[int] = ..., split_order_count: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., cost_bound: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class SourceOrdersResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: SourcingPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[SourcingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
