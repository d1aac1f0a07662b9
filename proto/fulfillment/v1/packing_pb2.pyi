from fulfillment.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class UprightDimension(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UPRIGHT_DIMENSION_UNSPECIFIED: _ClassVar[UprightDimension]
    UPRIGHT_DIMENSION_LENGTH: _ClassVar[UprightDimension]
    UPRIGHT_DIMENSION_WIDTH: _ClassVar[UprightDimension]
    UPRIGHT_DIMENSION_HEIGHT: _ClassVar[UprightDimension]

class PackingObjective(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PACKING_OBJECTIVE_UNSPECIFIED: _ClassVar[PackingObjective]
    PACKING_OBJECTIVE_FEWEST_UNITS: _ClassVar[PackingObjective]
    PACKING_OBJECTIVE_LOWEST_COST: _ClassVar[PackingObjective]
    PACKING_OBJECTIVE_LEAST_AIR: _ClassVar[PackingObjective]
    PACKING_OBJECTIVE_MOST_VOLUME: _ClassVar[PackingObjective]

class UnpackedReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNPACKED_REASON_UNSPECIFIED: _ClassVar[UnpackedReason]
    UNPACKED_REASON_TOO_LARGE: _ClassVar[UnpackedReason]
    UNPACKED_REASON_TOO_HEAVY: _ClassVar[UnpackedReason]
    UNPACKED_REASON_NO_STOCK: _ClassVar[UnpackedReason]
    UNPACKED_REASON_NOT_FOUND_IN_TIME: _ClassVar[UnpackedReason]
UPRIGHT_DIMENSION_UNSPECIFIED: UprightDimension
UPRIGHT_DIMENSION_LENGTH: UprightDimension
UPRIGHT_DIMENSION_WIDTH: UprightDimension
UPRIGHT_DIMENSION_HEIGHT: UprightDimension
PACKING_OBJECTIVE_UNSPECIFIED: PackingObjective
PACKING_OBJECTIVE_FEWEST_UNITS: PackingObjective
PACKING_OBJECTIVE_LOWEST_COST: PackingObjective
PACKING_OBJECTIVE_LEAST_AIR: PackingObjective
PACKING_OBJECTIVE_MOST_VOLUME: PackingObjective
UNPACKED_REASON_UNSPECIFIED: UnpackedReason
UNPACKED_REASON_TOO_LARGE: UnpackedReason
UNPACKED_REASON_TOO_HEAVY: UnpackedReason
UNPACKED_REASON_NO_STOCK: UnpackedReason
UNPACKED_REASON_NOT_FOUND_IN_TIME: UnpackedReason

class Item(_message.Message):
    __slots__ = ("id", "size", "weight_g", "quantity", "upright_dimensions", "fixed_heading")
    ID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    UPRIGHT_DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    FIXED_HEADING_FIELD_NUMBER: _ClassVar[int]
    id: str
    size: _common_pb2.Size
    weight_g: int
    quantity: int
    upright_dimensions: _containers.RepeatedScalarFieldContainer[UprightDimension]
    fixed_heading: bool
    def __init__(self, id: _Optional[str] = ..., size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., weight_g: _Optional[int] = ..., quantity: _Optional[int] = ..., upright_dimensions: _Optional[_Iterable[_Union[UprightDimension, str]]] = ..., fixed_heading: _Optional[bool] = ...) -> None: ...

class LoadUnit(_message.Message):
    __slots__ = ("id", "inner_size", "outer_size", "tare_weight_g", "max_gross_weight_g", "cost", "stock")
    ID_FIELD_NUMBER: _ClassVar[int]
    INNER_SIZE_FIELD_NUMBER: _ClassVar[int]
    OUTER_SIZE_FIELD_NUMBER: _ClassVar[int]
    TARE_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    MAX_GROSS_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    STOCK_FIELD_NUMBER: _ClassVar[int]
    id: str
    inner_size: _common_pb2.Size
    outer_size: _common_pb2.Size
    tare_weight_g: int
    max_gross_weight_g: int
    cost: _common_pb2.Money
    stock: int
    def __init__(self, id: _Optional[str] = ..., inner_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., outer_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., tare_weight_g: _Optional[int] = ..., max_gross_weight_g: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., stock: _Optional[int] = ...) -> None: ...

class PackingRules(_message.Message):
    __slots__ = ("min_support_share",)
    MIN_SUPPORT_SHARE_FIELD_NUMBER: _ClassVar[int]
    min_support_share: float
    def __init__(self, min_support_share: _Optional[float] = ...) -> None: ...

class WeightStep(_message.Message):
    __slots__ = ("max_weight_g", "parcel_cost")
    MAX_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COST_FIELD_NUMBER: _ClassVar[int]
    max_weight_g: int
    parcel_cost: _common_pb2.Money
    def __init__(self, max_weight_g: _Optional[int] = ..., parcel_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class RateZone(_message.Message):
    __slots__ = ("id", "steps", "extra_step_g", "extra_step_cost")
    ID_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    EXTRA_STEP_G_FIELD_NUMBER: _ClassVar[int]
    EXTRA_STEP_COST_FIELD_NUMBER: _ClassVar[int]
    id: str
    steps: _containers.RepeatedCompositeFieldContainer[WeightStep]
    extra_step_g: int
    extra_step_cost: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[WeightStep, _Mapping]]] = ..., extra_step_g: _Optional[int] = ..., extra_step_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class RateSurcharge(_message.Message):
    __slots__ = ("id", "over_longest_side_mm", "over_second_side_mm", "over_length_and_girth_mm", "over_volume_mm3", "over_weight_g", "surcharge_cost")
    ID_FIELD_NUMBER: _ClassVar[int]
    OVER_LONGEST_SIDE_MM_FIELD_NUMBER: _ClassVar[int]
    OVER_SECOND_SIDE_MM_FIELD_NUMBER: _ClassVar[int]
    OVER_LENGTH_AND_GIRTH_MM_FIELD_NUMBER: _ClassVar[int]
    OVER_VOLUME_MM3_FIELD_NUMBER: _ClassVar[int]
    OVER_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    SURCHARGE_COST_FIELD_NUMBER: _ClassVar[int]
    id: str
    over_longest_side_mm: int
    over_second_side_mm: int
    over_length_and_girth_mm: int
    over_volume_mm3: int
    over_weight_g: int
    surcharge_cost: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., over_longest_side_mm: _Optional[int] = ..., over_second_side_mm: _Optional[int] = ..., over_length_and_girth_mm: _Optional[int] = ..., over_volume_mm3: _Optional[int] = ..., over_weight_g: _Optional[int] = ..., surcharge_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class RateTable(_message.Message):
    __slots__ = ("zones", "divisor_cm3_per_kg", "rounding_step_g", "surcharges")
    ZONES_FIELD_NUMBER: _ClassVar[int]
    DIVISOR_CM3_PER_KG_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_STEP_G_FIELD_NUMBER: _ClassVar[int]
    SURCHARGES_FIELD_NUMBER: _ClassVar[int]
    zones: _containers.RepeatedCompositeFieldContainer[RateZone]
    divisor_cm3_per_kg: int
    rounding_step_g: int
    surcharges: _containers.RepeatedCompositeFieldContainer[RateSurcharge]
    def __init__(self, zones: _Optional[_Iterable[_Union[RateZone, _Mapping]]] = ..., divisor_cm3_per_kg: _Optional[int] = ..., rounding_step_g: _Optional[int] = ..., surcharges: _Optional[_Iterable[_Union[RateSurcharge, _Mapping]]] = ...) -> None: ...

class PackRequest(_message.Message):
    __slots__ = ("items", "load_units", "objective", "rules", "search", "validate_only", "rate_table", "rate_zone_id")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    LOAD_UNITS_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    RATE_TABLE_FIELD_NUMBER: _ClassVar[int]
    RATE_ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[Item]
    load_units: _containers.RepeatedCompositeFieldContainer[LoadUnit]
    objective: PackingObjective
    rules: PackingRules
    search: _common_pb2.SearchOptions
    validate_only: bool
    rate_table: RateTable
    rate_zone_id: str
    def __init__(self, items: _Optional[_Iterable[_Union[Item, _Mapping]]] = ..., load_units: _Optional[_Iterable[_Union[LoadUnit, _Mapping]]] = ..., objective: _Optional[_Union[PackingObjective, str]] = ..., rules: _Optional[_Union[PackingRules, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., rate_table: _Optional[_Union[RateTable, _Mapping]] = ..., rate_zone_id: _Optional[str] = ...) -> None: ...

class Placement(_message.Message):
    __slots__ = ("item_id", "step", "x_mm", "y_mm", "z_mm", "size")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    X_MM_FIELD_NUMBER: _ClassVar[int]
    Y_MM_FIELD_NUMBER: _ClassVar[int]
    Z_MM_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    step: int
    x_mm: int
    y_mm: int
    z_mm: int
    size: _common_pb2.Size
    def __init__(self, item_id: _Optional[str] = ..., step: _Optional[int] = ..., x_mm: _Optional[int] = ..., y_mm: _Optional[int] = ..., z_mm: _Optional[int] = ..., size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ...) -> None: ...

class Load(_message.Message):
    __slots__ = ("id", "load_unit_id", "placements", "gross_weight_g", "fill_share", "billed_weight_g", "cost")
    ID_FIELD_NUMBER: _ClassVar[int]
    LOAD_UNIT_ID_FIELD_NUMBER: _ClassVar[int]
    PLACEMENTS_FIELD_NUMBER: _ClassVar[int]
    GROSS_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    FILL_SHARE_FIELD_NUMBER: _ClassVar[int]
    BILLED_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    id: str
    load_unit_id: str
    placements: _containers.RepeatedCompositeFieldContainer[Placement]
    gross_weight_g: int
    fill_share: float
    billed_weight_g: int
    cost: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., load_unit_id: _Optional[str] = ..., placements: _Optional[_Iterable[_Union[Placement, _Mapping]]] = ..., gross_weight_g: _Optional[int] = ..., fill_share: _Optional[float] = ..., billed_weight_g: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class UnpackedItem(_message.Message):
    __slots__ = ("item_id", "quantity", "reason", "explanation")
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    item_id: str
    quantity: int
    reason: UnpackedReason
    explanation: str
    def __init__(self, item_id: _Optional[str] = ..., quantity: _Optional[int] = ..., reason: _Optional[_Union[UnpackedReason, str]] = ..., explanation: _Optional[str] = ...) -> None: ...

class PackingPlan(_message.Message):
    __slots__ = ("loads", "unpacked", "cost", "unit_count_lower_bound", "cost_lower_bound", "gap_share")
    LOADS_FIELD_NUMBER: _ClassVar[int]
    UNPACKED_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    UNIT_COUNT_LOWER_BOUND_FIELD_NUMBER: _ClassVar[int]
    COST_LOWER_BOUND_FIELD_NUMBER: _ClassVar[int]
    GAP_SHARE_FIELD_NUMBER: _ClassVar[int]
    loads: _containers.RepeatedCompositeFieldContainer[Load]
    unpacked: _containers.RepeatedCompositeFieldContainer[UnpackedItem]
    cost: _common_pb2.Money
    unit_count_lower_bound: int
    cost_lower_bound: _common_pb2.Money
    gap_share: float
    def __init__(self, loads: _Optional[_Iterable[_Union[Load, _Mapping]]] = ..., unpacked: _Optional[_Iterable[_Union[UnpackedItem, _Mapping]]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., unit_count_lower_bound: _Optional[int] = ..., cost_lower_bound: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., gap_share: _Optional[float] = ...) -> None: ...

class PackResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: PackingPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[PackingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class PackOrder(_message.Message):
    __slots__ = ("id", "items", "rate_zone_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    RATE_ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    items: _containers.RepeatedCompositeFieldContainer[Item]
    rate_zone_id: str
    def __init__(self, id: _Optional[str] = ..., items: _Optional[_Iterable[_Union[Item, _Mapping]]] = ..., rate_zone_id: _Optional[str] = ...) -> None: ...

class BatchPackRequest(_message.Message):
    __slots__ = ("orders", "load_units", "objective", "rules", "search", "validate_only", "rate_table")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    LOAD_UNITS_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    RATE_TABLE_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[PackOrder]
    load_units: _containers.RepeatedCompositeFieldContainer[LoadUnit]
    objective: PackingObjective
    rules: PackingRules
    search: _common_pb2.SearchOptions
    validate_only: bool
    rate_table: RateTable
    def __init__(self, orders: _Optional[_Iterable[_Union[PackOrder, _Mapping]]] = ..., load_units: _Optional[_Iterable[_Union[LoadUnit, _Mapping]]] = ..., objective: _Optional[_Union[PackingObjective, str]] = ..., rules: _Optional[_Union[PackingRules, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., rate_table: _Optional[_Union[RateTable, _Mapping]] = ...) -> None: ...

class PackOrderResult(_message.Message):
    __slots__ = ("order_id", "plan", "search_report")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    plan: PackingPlan
    search_report: _common_pb2.SearchReport
    def __init__(self, order_id: _Optional[str] = ..., plan: _Optional[_Union[PackingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ...) -> None: ...

class BatchPackResponse(_message.Message):
    __slots__ = ("results", "validation")
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[PackOrderResult]
    validation: _common_pb2.Validation
    def __init__(self, results: _Optional[_Iterable[_Union[PackOrderResult, _Mapping]]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
