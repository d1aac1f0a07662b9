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

class DoorSide(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DOOR_SIDE_UNSPECIFIED: _ClassVar[DoorSide]
    DOOR_SIDE_TOP: _ClassVar[DoorSide]
    DOOR_SIDE_LEFT: _ClassVar[DoorSide]
    DOOR_SIDE_RIGHT: _ClassVar[DoorSide]
    DOOR_SIDE_FRONT: _ClassVar[DoorSide]
    DOOR_SIDE_BACK: _ClassVar[DoorSide]

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
    UNPACKED_REASON_LOAD_ON_TOP: _ClassVar[UnpackedReason]
    UNPACKED_REASON_GROUP_APART: _ClassVar[UnpackedReason]
    UNPACKED_REASON_GROUP_TOGETHER: _ClassVar[UnpackedReason]
    UNPACKED_REASON_NO_ROOM: _ClassVar[UnpackedReason]
    UNPACKED_REASON_BALANCE: _ClassVar[UnpackedReason]

class PackOrderStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PACK_ORDER_STATUS_UNSPECIFIED: _ClassVar[PackOrderStatus]
    PACK_ORDER_STATUS_PACKED: _ClassVar[PackOrderStatus]
    PACK_ORDER_STATUS_PARTLY_PACKED: _ClassVar[PackOrderStatus]
    PACK_ORDER_STATUS_NOT_PACKED: _ClassVar[PackOrderStatus]
    PACK_ORDER_STATUS_NOT_REACHED: _ClassVar[PackOrderStatus]
UPRIGHT_DIMENSION_UNSPECIFIED: UprightDimension
UPRIGHT_DIMENSION_LENGTH: UprightDimension
UPRIGHT_DIMENSION_WIDTH: UprightDimension
UPRIGHT_DIMENSION_HEIGHT: UprightDimension
DOOR_SIDE_UNSPECIFIED: DoorSide
DOOR_SIDE_TOP: DoorSide
DOOR_SIDE_LEFT: DoorSide
DOOR_SIDE_RIGHT: DoorSide
DOOR_SIDE_FRONT: DoorSide
DOOR_SIDE_BACK: DoorSide
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
UNPACKED_REASON_LOAD_ON_TOP: UnpackedReason
UNPACKED_REASON_GROUP_APART: UnpackedReason
UNPACKED_REASON_GROUP_TOGETHER: UnpackedReason
UNPACKED_REASON_NO_ROOM: UnpackedReason
UNPACKED_REASON_BALANCE: UnpackedReason
PACK_ORDER_STATUS_UNSPECIFIED: PackOrderStatus
PACK_ORDER_STATUS_PACKED: PackOrderStatus
PACK_ORDER_STATUS_PARTLY_PACKED: PackOrderStatus
PACK_ORDER_STATUS_NOT_PACKED: PackOrderStatus
PACK_ORDER_STATUS_NOT_REACHED: PackOrderStatus

class Item(_message.Message):
    __slots__ = ("id", "size", "weight_g", "quantity", "upright_dimensions", "fixed_heading", "max_load_on_top_g", "max_pressure_on_top_g_per_dm2", "fragile", "stackability_class", "nesting_growth_mm", "groups", "drop_number", "liquid", "keep_dry", "ships_in_own_container")
    ID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    UPRIGHT_DIMENSIONS_FIELD_NUMBER: _ClassVar[int]
    FIXED_HEADING_FIELD_NUMBER: _ClassVar[int]
    MAX_LOAD_ON_TOP_G_FIELD_NUMBER: _ClassVar[int]
    MAX_PRESSURE_ON_TOP_G_PER_DM2_FIELD_NUMBER: _ClassVar[int]
    FRAGILE_FIELD_NUMBER: _ClassVar[int]
    STACKABILITY_CLASS_FIELD_NUMBER: _ClassVar[int]
    NESTING_GROWTH_MM_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    DROP_NUMBER_FIELD_NUMBER: _ClassVar[int]
    LIQUID_FIELD_NUMBER: _ClassVar[int]
    KEEP_DRY_FIELD_NUMBER: _ClassVar[int]
    SHIPS_IN_OWN_CONTAINER_FIELD_NUMBER: _ClassVar[int]
    id: str
    size: _common_pb2.Size
    weight_g: int
    quantity: int
    upright_dimensions: _containers.RepeatedScalarFieldContainer[UprightDimension]
    fixed_heading: bool
    max_load_on_top_g: int
    max_pressure_on_top_g_per_dm2: int
    fragile: bool
    stackability_class: str
    nesting_growth_mm: int
    groups: _containers.RepeatedScalarFieldContainer[str]
    drop_number: int
    liquid: bool
    keep_dry: bool
    ships_in_own_container: bool
    def __init__(self, id: _Optional[str] = ..., size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., weight_g: _Optional[int] = ..., quantity: _Optional[int] = ..., upright_dimensions: _Optional[_Iterable[_Union[UprightDimension, str]]] = ..., fixed_heading: _Optional[bool] = ..., max_load_on_top_g: _Optional[int] = ..., max_pressure_on_top_g_per_dm2: _Optional[int] = ..., fragile: _Optional[bool] = ..., stackability_class: _Optional[str] = ..., nesting_growth_mm: _Optional[int] = ..., groups: _Optional[_Iterable[str]] = ..., drop_number: _Optional[int] = ..., liquid: _Optional[bool] = ..., keep_dry: _Optional[bool] = ..., ships_in_own_container: _Optional[bool] = ...) -> None: ...

class PreloadedPiece(_message.Message):
    __slots__ = ("item", "x_mm", "y_mm", "z_mm")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    X_MM_FIELD_NUMBER: _ClassVar[int]
    Y_MM_FIELD_NUMBER: _ClassVar[int]
    Z_MM_FIELD_NUMBER: _ClassVar[int]
    item: Item
    x_mm: int
    y_mm: int
    z_mm: int
    def __init__(self, item: _Optional[_Union[Item, _Mapping]] = ..., x_mm: _Optional[int] = ..., y_mm: _Optional[int] = ..., z_mm: _Optional[int] = ...) -> None: ...

class ReservedSpace(_message.Message):
    __slots__ = ("x_mm", "y_mm", "z_mm", "size", "carries")
    X_MM_FIELD_NUMBER: _ClassVar[int]
    Y_MM_FIELD_NUMBER: _ClassVar[int]
    Z_MM_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    CARRIES_FIELD_NUMBER: _ClassVar[int]
    x_mm: int
    y_mm: int
    z_mm: int
    size: _common_pb2.Size
    carries: bool
    def __init__(self, x_mm: _Optional[int] = ..., y_mm: _Optional[int] = ..., z_mm: _Optional[int] = ..., size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., carries: _Optional[bool] = ...) -> None: ...

class CentreOfGravityWindow(_message.Message):
    __slots__ = ("min_x_mm", "max_x_mm", "min_y_mm", "max_y_mm", "max_z_mm")
    MIN_X_MM_FIELD_NUMBER: _ClassVar[int]
    MAX_X_MM_FIELD_NUMBER: _ClassVar[int]
    MIN_Y_MM_FIELD_NUMBER: _ClassVar[int]
    MAX_Y_MM_FIELD_NUMBER: _ClassVar[int]
    MAX_Z_MM_FIELD_NUMBER: _ClassVar[int]
    min_x_mm: int
    max_x_mm: int
    min_y_mm: int
    max_y_mm: int
    max_z_mm: int
    def __init__(self, min_x_mm: _Optional[int] = ..., max_x_mm: _Optional[int] = ..., min_y_mm: _Optional[int] = ..., max_y_mm: _Optional[int] = ..., max_z_mm: _Optional[int] = ...) -> None: ...

class Axle(_message.Message):
    __slots__ = ("position_mm", "max_load_g", "empty_load_g", "min_load_g")
    POSITION_MM_FIELD_NUMBER: _ClassVar[int]
    MAX_LOAD_G_FIELD_NUMBER: _ClassVar[int]
    EMPTY_LOAD_G_FIELD_NUMBER: _ClassVar[int]
    MIN_LOAD_G_FIELD_NUMBER: _ClassVar[int]
    position_mm: int
    max_load_g: int
    empty_load_g: int
    min_load_g: int
    def __init__(self, position_mm: _Optional[int] = ..., max_load_g: _Optional[int] = ..., empty_load_g: _Optional[int] = ..., min_load_g: _Optional[int] = ...) -> None: ...

class LoadUnit(_message.Message):
    __slots__ = ("id", "inner_size", "outer_size", "tare_weight_g", "max_gross_weight_g", "cost", "stock", "door_side", "wall_padding_mm", "piece_padding_mm", "reserved_spaces", "reserved_share", "overhang_length_mm", "overhang_width_mm", "centre_of_gravity", "axles", "preloaded")
    ID_FIELD_NUMBER: _ClassVar[int]
    INNER_SIZE_FIELD_NUMBER: _ClassVar[int]
    OUTER_SIZE_FIELD_NUMBER: _ClassVar[int]
    TARE_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    MAX_GROSS_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    STOCK_FIELD_NUMBER: _ClassVar[int]
    DOOR_SIDE_FIELD_NUMBER: _ClassVar[int]
    WALL_PADDING_MM_FIELD_NUMBER: _ClassVar[int]
    PIECE_PADDING_MM_FIELD_NUMBER: _ClassVar[int]
    RESERVED_SPACES_FIELD_NUMBER: _ClassVar[int]
    RESERVED_SHARE_FIELD_NUMBER: _ClassVar[int]
    OVERHANG_LENGTH_MM_FIELD_NUMBER: _ClassVar[int]
    OVERHANG_WIDTH_MM_FIELD_NUMBER: _ClassVar[int]
    CENTRE_OF_GRAVITY_FIELD_NUMBER: _ClassVar[int]
    AXLES_FIELD_NUMBER: _ClassVar[int]
    PRELOADED_FIELD_NUMBER: _ClassVar[int]
    id: str
    inner_size: _common_pb2.Size
    outer_size: _common_pb2.Size
    tare_weight_g: int
    max_gross_weight_g: int
    cost: _common_pb2.Money
    stock: int
    door_side: DoorSide
    wall_padding_mm: int
    piece_padding_mm: int
    reserved_spaces: _containers.RepeatedCompositeFieldContainer[ReservedSpace]
    reserved_share: float
    overhang_length_mm: int
    overhang_width_mm: int
    centre_of_gravity: CentreOfGravityWindow
    axles: _containers.RepeatedCompositeFieldContainer[Axle]
    preloaded: _containers.RepeatedCompositeFieldContainer[PreloadedPiece]
    def __init__(self, id: _Optional[str] = ..., inner_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., outer_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., tare_weight_g: _Optional[int] = ..., max_gross_weight_g: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., stock: _Optional[int] = ..., door_side: _Optional[_Union[DoorSide, str]] = ..., wall_padding_mm: _Optional[int] = ..., piece_padding_mm: _Optional[int] = ..., reserved_spaces: _Optional[_Iterable[_Union[ReservedSpace, _Mapping]]] = ..., reserved_share: _Optional[float] = ..., overhang_length_mm: _Optional[int] = ..., overhang_width_mm: _Optional[int] = ..., centre_of_gravity: _Optional[_Union[CentreOfGravityWindow, _Mapping]] = ..., axles: _Optional[_Iterable[_Union[Axle, _Mapping]]] = ..., preloaded: _Optional[_Iterable[_Union[PreloadedPiece, _Mapping]]] = ...) -> None: ...

class PackingRules(_message.Message):
    __slots__ = ("min_support_share", "stacking", "groups")
    MIN_SUPPORT_SHARE_FIELD_NUMBER: _ClassVar[int]
    STACKING_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    min_support_share: float
    stacking: _containers.RepeatedCompositeFieldContainer[StackingRule]
    groups: _containers.RepeatedCompositeFieldContainer[GroupRule]
    def __init__(self, min_support_share: _Optional[float] = ..., stacking: _Optional[_Iterable[_Union[StackingRule, _Mapping]]] = ..., groups: _Optional[_Iterable[_Union[GroupRule, _Mapping]]] = ...) -> None: ...

class StackingRule(_message.Message):
    __slots__ = ("stackability_class", "may_rest_on")
    STACKABILITY_CLASS_FIELD_NUMBER: _ClassVar[int]
    MAY_REST_ON_FIELD_NUMBER: _ClassVar[int]
    stackability_class: str
    may_rest_on: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, stackability_class: _Optional[str] = ..., may_rest_on: _Optional[_Iterable[str]] = ...) -> None: ...

class GroupRule(_message.Message):
    __slots__ = ("group", "together", "apart_from", "max_pieces_per_unit")
    GROUP_FIELD_NUMBER: _ClassVar[int]
    TOGETHER_FIELD_NUMBER: _ClassVar[int]
    APART_FROM_FIELD_NUMBER: _ClassVar[int]
    MAX_PIECES_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    group: str
    together: bool
    apart_from: _containers.RepeatedScalarFieldContainer[str]
    max_pieces_per_unit: int
    def __init__(self, group: _Optional[str] = ..., together: _Optional[bool] = ..., apart_from: _Optional[_Iterable[str]] = ..., max_pieces_per_unit: _Optional[int] = ...) -> None: ...

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
    __slots__ = ("items", "load_units", "objective", "rules", "search", "validate_only", "rate_table", "rate_zone_id", "with_instructions")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    LOAD_UNITS_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    RATE_TABLE_FIELD_NUMBER: _ClassVar[int]
    RATE_ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    WITH_INSTRUCTIONS_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[Item]
    load_units: _containers.RepeatedCompositeFieldContainer[LoadUnit]
    objective: PackingObjective
    rules: PackingRules
    search: _common_pb2.SearchOptions
    validate_only: bool
    rate_table: RateTable
    rate_zone_id: str
    with_instructions: bool
    def __init__(self, items: _Optional[_Iterable[_Union[Item, _Mapping]]] = ..., load_units: _Optional[_Iterable[_Union[LoadUnit, _Mapping]]] = ..., objective: _Optional[_Union[PackingObjective, str]] = ..., rules: _Optional[_Union[PackingRules, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., rate_table: _Optional[_Union[RateTable, _Mapping]] = ..., rate_zone_id: _Optional[str] = ..., with_instructions: _Optional[bool] = ...) -> None: ...

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

class StepPicture(_message.Message):
    __slots__ = ("load_id", "first_step", "last_step", "svg")
    LOAD_ID_FIELD_NUMBER: _ClassVar[int]
    FIRST_STEP_FIELD_NUMBER: _ClassVar[int]
    LAST_STEP_FIELD_NUMBER: _ClassVar[int]
    SVG_FIELD_NUMBER: _ClassVar[int]
    load_id: str
    first_step: int
    last_step: int
    svg: str
    def __init__(self, load_id: _Optional[str] = ..., first_step: _Optional[int] = ..., last_step: _Optional[int] = ..., svg: _Optional[str] = ...) -> None: ...

class PackingInstructions(_message.Message):
    __slots__ = ("pictures", "page")
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    pictures: _containers.RepeatedCompositeFieldContainer[StepPicture]
    page: str
    def __init__(self, pictures: _Optional[_Iterable[_Union[StepPicture, _Mapping]]] = ..., page: _Optional[str] = ...) -> None: ...

class PackResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation", "instructions")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    INSTRUCTIONS_FIELD_NUMBER: _ClassVar[int]
    plan: PackingPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    instructions: PackingInstructions
    def __init__(self, plan: _Optional[_Union[PackingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ..., instructions: _Optional[_Union[PackingInstructions, _Mapping]] = ...) -> None: ...

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
    __slots__ = ("order_id", "plan", "search_report", "status", "explanation")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    plan: PackingPlan
    search_report: _common_pb2.SearchReport
    status: PackOrderStatus
    explanation: str
    def __init__(self, order_id: _Optional[str] = ..., plan: _Optional[_Union[PackingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., status: _Optional[_Union[PackOrderStatus, str]] = ..., explanation: _Optional[str] = ...) -> None: ...

class BatchPackResponse(_message.Message):
    __slots__ = ("results", "validation")
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[PackOrderResult]
    validation: _common_pb2.Validation
    def __init__(self, results: _Optional[_Iterable[_Union[PackOrderResult, _Mapping]]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...
