from fulfillment.v1 import common_pb2 as _common_pb2
from fulfillment.v1 import packing_pb2 as _packing_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Axis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AXIS_UNSPECIFIED: _ClassVar[Axis]
    AXIS_NONE: _ClassVar[Axis]
    AXIS_LENGTH: _ClassVar[Axis]
    AXIS_WIDTH: _ClassVar[Axis]

class CutStyle(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CUT_STYLE_UNSPECIFIED: _ClassVar[CutStyle]
    CUT_STYLE_NON_EXACT: _ClassVar[CutStyle]
    CUT_STYLE_EXACT: _ClassVar[CutStyle]
    CUT_STYLE_HOMOGENEOUS: _ClassVar[CutStyle]

class CuttingObjective(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CUTTING_OBJECTIVE_UNSPECIFIED: _ClassVar[CuttingObjective]
    CUTTING_OBJECTIVE_FEWEST_SHEETS: _ClassVar[CuttingObjective]
    CUTTING_OBJECTIVE_LEAST_WASTE: _ClassVar[CuttingObjective]
    CUTTING_OBJECTIVE_LOWEST_COST: _ClassVar[CuttingObjective]
    CUTTING_OBJECTIVE_MOST_VALUE: _ClassVar[CuttingObjective]

class DrawingFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DRAWING_FORMAT_UNSPECIFIED: _ClassVar[DrawingFormat]
    DRAWING_FORMAT_SVG: _ClassVar[DrawingFormat]
    DRAWING_FORMAT_DXF: _ClassVar[DrawingFormat]

class PartKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PART_KIND_UNSPECIFIED: _ClassVar[PartKind]
    PART_KIND_DIVIDED: _ClassVar[PartKind]
    PART_KIND_PIECE: _ClassVar[PartKind]
    PART_KIND_OFFCUT: _ClassVar[PartKind]
    PART_KIND_WASTE: _ClassVar[PartKind]

class UncutReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNCUT_REASON_UNSPECIFIED: _ClassVar[UncutReason]
    UNCUT_REASON_TOO_LARGE: _ClassVar[UncutReason]
    UNCUT_REASON_GRAIN: _ClassVar[UncutReason]
    UNCUT_REASON_NO_STOCK: _ClassVar[UncutReason]
    UNCUT_REASON_NOT_CHOSEN: _ClassVar[UncutReason]
    UNCUT_REASON_NOT_FOUND_IN_TIME: _ClassVar[UncutReason]

class BoxStyle(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOX_STYLE_UNSPECIFIED: _ClassVar[BoxStyle]
    BOX_STYLE_FEFCO_0201: _ClassVar[BoxStyle]
    BOX_STYLE_FEFCO_0200: _ClassVar[BoxStyle]
    BOX_STYLE_FEFCO_0427: _ClassVar[BoxStyle]
    BOX_STYLE_WRAP_AROUND: _ClassVar[BoxStyle]

class LineKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINE_KIND_UNSPECIFIED: _ClassVar[LineKind]
    LINE_KIND_CUT: _ClassVar[LineKind]
    LINE_KIND_CREASE: _ClassVar[LineKind]

class BoxObjective(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOX_OBJECTIVE_UNSPECIFIED: _ClassVar[BoxObjective]
    BOX_OBJECTIVE_LEAST_SURFACE: _ClassVar[BoxObjective]
    BOX_OBJECTIVE_LEAST_BOARD: _ClassVar[BoxObjective]
    BOX_OBJECTIVE_LOWEST_COST: _ClassVar[BoxObjective]

class BoxSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOX_SOURCE_UNSPECIFIED: _ClassVar[BoxSource]
    BOX_SOURCE_MADE: _ClassVar[BoxSource]
    BOX_SOURCE_CARTON: _ClassVar[BoxSource]
    BOX_SOURCE_CUT_DOWN: _ClassVar[BoxSource]

class BoxingStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOXING_STATUS_UNSPECIFIED: _ClassVar[BoxingStatus]
    BOXING_STATUS_BOXED: _ClassVar[BoxingStatus]
    BOXING_STATUS_PARTLY_BOXED: _ClassVar[BoxingStatus]
    BOXING_STATUS_NOT_BOXED: _ClassVar[BoxingStatus]
    BOXING_STATUS_NOT_REACHED: _ClassVar[BoxingStatus]

class SuiteObjective(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SUITE_OBJECTIVE_UNSPECIFIED: _ClassVar[SuiteObjective]
    SUITE_OBJECTIVE_LEAST_BOARD: _ClassVar[SuiteObjective]
    SUITE_OBJECTIVE_LEAST_AIR: _ClassVar[SuiteObjective]
    SUITE_OBJECTIVE_LOWEST_COST: _ClassVar[SuiteObjective]

class CutPlane(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CUT_PLANE_UNSPECIFIED: _ClassVar[CutPlane]
    CUT_PLANE_NONE: _ClassVar[CutPlane]
    CUT_PLANE_LENGTH: _ClassVar[CutPlane]
    CUT_PLANE_WIDTH: _ClassVar[CutPlane]
    CUT_PLANE_HEIGHT: _ClassVar[CutPlane]
AXIS_UNSPECIFIED: Axis
AXIS_NONE: Axis
AXIS_LENGTH: Axis
AXIS_WIDTH: Axis
CUT_STYLE_UNSPECIFIED: CutStyle
CUT_STYLE_NON_EXACT: CutStyle
CUT_STYLE_EXACT: CutStyle
CUT_STYLE_HOMOGENEOUS: CutStyle
CUTTING_OBJECTIVE_UNSPECIFIED: CuttingObjective
CUTTING_OBJECTIVE_FEWEST_SHEETS: CuttingObjective
CUTTING_OBJECTIVE_LEAST_WASTE: CuttingObjective
CUTTING_OBJECTIVE_LOWEST_COST: CuttingObjective
CUTTING_OBJECTIVE_MOST_VALUE: CuttingObjective
DRAWING_FORMAT_UNSPECIFIED: DrawingFormat
DRAWING_FORMAT_SVG: DrawingFormat
DRAWING_FORMAT_DXF: DrawingFormat
PART_KIND_UNSPECIFIED: PartKind
PART_KIND_DIVIDED: PartKind
PART_KIND_PIECE: PartKind
PART_KIND_OFFCUT: PartKind
PART_KIND_WASTE: PartKind
UNCUT_REASON_UNSPECIFIED: UncutReason
UNCUT_REASON_TOO_LARGE: UncutReason
UNCUT_REASON_GRAIN: UncutReason
UNCUT_REASON_NO_STOCK: UncutReason
UNCUT_REASON_NOT_CHOSEN: UncutReason
UNCUT_REASON_NOT_FOUND_IN_TIME: UncutReason
BOX_STYLE_UNSPECIFIED: BoxStyle
BOX_STYLE_FEFCO_0201: BoxStyle
BOX_STYLE_FEFCO_0200: BoxStyle
BOX_STYLE_FEFCO_0427: BoxStyle
BOX_STYLE_WRAP_AROUND: BoxStyle
LINE_KIND_UNSPECIFIED: LineKind
LINE_KIND_CUT: LineKind
LINE_KIND_CREASE: LineKind
BOX_OBJECTIVE_UNSPECIFIED: BoxObjective
BOX_OBJECTIVE_LEAST_SURFACE: BoxObjective
BOX_OBJECTIVE_LEAST_BOARD: BoxObjective
BOX_OBJECTIVE_LOWEST_COST: BoxObjective
BOX_SOURCE_UNSPECIFIED: BoxSource
BOX_SOURCE_MADE: BoxSource
BOX_SOURCE_CARTON: BoxSource
BOX_SOURCE_CUT_DOWN: BoxSource
BOXING_STATUS_UNSPECIFIED: BoxingStatus
BOXING_STATUS_BOXED: BoxingStatus
BOXING_STATUS_PARTLY_BOXED: BoxingStatus
BOXING_STATUS_NOT_BOXED: BoxingStatus
BOXING_STATUS_NOT_REACHED: BoxingStatus
SUITE_OBJECTIVE_UNSPECIFIED: SuiteObjective
SUITE_OBJECTIVE_LEAST_BOARD: SuiteObjective
SUITE_OBJECTIVE_LEAST_AIR: SuiteObjective
SUITE_OBJECTIVE_LOWEST_COST: SuiteObjective
CUT_PLANE_UNSPECIFIED: CutPlane
CUT_PLANE_NONE: CutPlane
CUT_PLANE_LENGTH: CutPlane
CUT_PLANE_WIDTH: CutPlane
CUT_PLANE_HEIGHT: CutPlane

class Rectangle(_message.Message):
    __slots__ = ("id", "length_mm", "width_mm", "quantity", "may_turn", "grain", "batch", "value")
    ID_FIELD_NUMBER: _ClassVar[int]
    LENGTH_MM_FIELD_NUMBER: _ClassVar[int]
    WIDTH_MM_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MAY_TURN_FIELD_NUMBER: _ClassVar[int]
    GRAIN_FIELD_NUMBER: _ClassVar[int]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    id: str
    length_mm: int
    width_mm: int
    quantity: int
    may_turn: bool
    grain: Axis
    batch: int
    value: int
    def __init__(self, id: _Optional[str] = ..., length_mm: _Optional[int] = ..., width_mm: _Optional[int] = ..., quantity: _Optional[int] = ..., may_turn: _Optional[bool] = ..., grain: _Optional[_Union[Axis, str]] = ..., batch: _Optional[int] = ..., value: _Optional[int] = ...) -> None: ...

class Trim(_message.Message):
    __slots__ = ("left_mm", "right_mm", "front_mm", "back_mm")
    LEFT_MM_FIELD_NUMBER: _ClassVar[int]
    RIGHT_MM_FIELD_NUMBER: _ClassVar[int]
    FRONT_MM_FIELD_NUMBER: _ClassVar[int]
    BACK_MM_FIELD_NUMBER: _ClassVar[int]
    left_mm: int
    right_mm: int
    front_mm: int
    back_mm: int
    def __init__(self, left_mm: _Optional[int] = ..., right_mm: _Optional[int] = ..., front_mm: _Optional[int] = ..., back_mm: _Optional[int] = ...) -> None: ...

class Sheet(_message.Message):
    __slots__ = ("id", "length_mm", "width_mm", "cost", "stock", "grain", "trim", "continuous")
    ID_FIELD_NUMBER: _ClassVar[int]
    LENGTH_MM_FIELD_NUMBER: _ClassVar[int]
    WIDTH_MM_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    STOCK_FIELD_NUMBER: _ClassVar[int]
    GRAIN_FIELD_NUMBER: _ClassVar[int]
    TRIM_FIELD_NUMBER: _ClassVar[int]
    CONTINUOUS_FIELD_NUMBER: _ClassVar[int]
    id: str
    length_mm: int
    width_mm: int
    cost: _common_pb2.Money
    stock: int
    grain: Axis
    trim: Trim
    continuous: bool
    def __init__(self, id: _Optional[str] = ..., length_mm: _Optional[int] = ..., width_mm: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., stock: _Optional[int] = ..., grain: _Optional[_Union[Axis, str]] = ..., trim: _Optional[_Union[Trim, _Mapping]] = ..., continuous: _Optional[bool] = ...) -> None: ...

class CuttingRules(_message.Message):
    __slots__ = ("stages", "style", "first_cut", "kerf_mm", "batch_reach", "min_offcut_length_mm", "min_offcut_width_mm")
    STAGES_FIELD_NUMBER: _ClassVar[int]
    STYLE_FIELD_NUMBER: _ClassVar[int]
    FIRST_CUT_FIELD_NUMBER: _ClassVar[int]
    KERF_MM_FIELD_NUMBER: _ClassVar[int]
    BATCH_REACH_FIELD_NUMBER: _ClassVar[int]
    MIN_OFFCUT_LENGTH_MM_FIELD_NUMBER: _ClassVar[int]
    MIN_OFFCUT_WIDTH_MM_FIELD_NUMBER: _ClassVar[int]
    stages: int
    style: CutStyle
    first_cut: Axis
    kerf_mm: int
    batch_reach: int
    min_offcut_length_mm: int
    min_offcut_width_mm: int
    def __init__(self, stages: _Optional[int] = ..., style: _Optional[_Union[CutStyle, str]] = ..., first_cut: _Optional[_Union[Axis, str]] = ..., kerf_mm: _Optional[int] = ..., batch_reach: _Optional[int] = ..., min_offcut_length_mm: _Optional[int] = ..., min_offcut_width_mm: _Optional[int] = ...) -> None: ...

class CutSheetsRequest(_message.Message):
    __slots__ = ("rectangles", "sheets", "objective", "rules", "search", "validate_only", "drawing_formats")
    RECTANGLES_FIELD_NUMBER: _ClassVar[int]
    SHEETS_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    DRAWING_FORMATS_FIELD_NUMBER: _ClassVar[int]
    rectangles: _containers.RepeatedCompositeFieldContainer[Rectangle]
    sheets: _containers.RepeatedCompositeFieldContainer[Sheet]
    objective: CuttingObjective
    rules: CuttingRules
    search: _common_pb2.SearchOptions
    validate_only: bool
    drawing_formats: _containers.RepeatedScalarFieldContainer[DrawingFormat]
    def __init__(self, rectangles: _Optional[_Iterable[_Union[Rectangle, _Mapping]]] = ..., sheets: _Optional[_Iterable[_Union[Sheet, _Mapping]]] = ..., objective: _Optional[_Union[CuttingObjective, str]] = ..., rules: _Optional[_Union[CuttingRules, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., drawing_formats: _Optional[_Iterable[_Union[DrawingFormat, str]]] = ...) -> None: ...

class SheetPart(_message.Message):
    __slots__ = ("id", "parent_id", "kind", "x_mm", "y_mm", "length_mm", "width_mm", "rectangle_id", "turned")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    X_MM_FIELD_NUMBER: _ClassVar[int]
    Y_MM_FIELD_NUMBER: _ClassVar[int]
    LENGTH_MM_FIELD_NUMBER: _ClassVar[int]
    WIDTH_MM_FIELD_NUMBER: _ClassVar[int]
    RECTANGLE_ID_FIELD_NUMBER: _ClassVar[int]
    TURNED_FIELD_NUMBER: _ClassVar[int]
    id: str
    parent_id: str
    kind: PartKind
    x_mm: int
    y_mm: int
    length_mm: int
    width_mm: int
    rectangle_id: str
    turned: bool
    def __init__(self, id: _Optional[str] = ..., parent_id: _Optional[str] = ..., kind: _Optional[_Union[PartKind, str]] = ..., x_mm: _Optional[int] = ..., y_mm: _Optional[int] = ..., length_mm: _Optional[int] = ..., width_mm: _Optional[int] = ..., rectangle_id: _Optional[str] = ..., turned: _Optional[bool] = ...) -> None: ...

class Cut(_message.Message):
    __slots__ = ("step", "part_id", "along", "at_mm", "from_mm", "to_mm")
    STEP_FIELD_NUMBER: _ClassVar[int]
    PART_ID_FIELD_NUMBER: _ClassVar[int]
    ALONG_FIELD_NUMBER: _ClassVar[int]
    AT_MM_FIELD_NUMBER: _ClassVar[int]
    FROM_MM_FIELD_NUMBER: _ClassVar[int]
    TO_MM_FIELD_NUMBER: _ClassVar[int]
    step: int
    part_id: str
    along: Axis
    at_mm: int
    from_mm: int
    to_mm: int
    def __init__(self, step: _Optional[int] = ..., part_id: _Optional[str] = ..., along: _Optional[_Union[Axis, str]] = ..., at_mm: _Optional[int] = ..., from_mm: _Optional[int] = ..., to_mm: _Optional[int] = ...) -> None: ...

class CutSheet(_message.Message):
    __slots__ = ("id", "sheet_id", "quantity", "length_mm", "width_mm", "parts", "cuts", "fill_share", "first_batch")
    ID_FIELD_NUMBER: _ClassVar[int]
    SHEET_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LENGTH_MM_FIELD_NUMBER: _ClassVar[int]
    WIDTH_MM_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    CUTS_FIELD_NUMBER: _ClassVar[int]
    FILL_SHARE_FIELD_NUMBER: _ClassVar[int]
    FIRST_BATCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    sheet_id: str
    quantity: int
    length_mm: int
    width_mm: int
    parts: _containers.RepeatedCompositeFieldContainer[SheetPart]
    cuts: _containers.RepeatedCompositeFieldContainer[Cut]
    fill_share: float
    first_batch: int
    def __init__(self, id: _Optional[str] = ..., sheet_id: _Optional[str] = ..., quantity: _Optional[int] = ..., length_mm: _Optional[int] = ..., width_mm: _Optional[int] = ..., parts: _Optional[_Iterable[_Union[SheetPart, _Mapping]]] = ..., cuts: _Optional[_Iterable[_Union[Cut, _Mapping]]] = ..., fill_share: _Optional[float] = ..., first_batch: _Optional[int] = ...) -> None: ...

class UncutRectangle(_message.Message):
    __slots__ = ("rectangle_id", "quantity", "reason", "explanation")
    RECTANGLE_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    rectangle_id: str
    quantity: int
    reason: UncutReason
    explanation: str
    def __init__(self, rectangle_id: _Optional[str] = ..., quantity: _Optional[int] = ..., reason: _Optional[_Union[UncutReason, str]] = ..., explanation: _Optional[str] = ...) -> None: ...

class CuttingPlan(_message.Message):
    __slots__ = ("sheets", "uncut", "sheet_count", "sheet_count_lower_bound", "cost", "value", "waste_share")
    SHEETS_FIELD_NUMBER: _ClassVar[int]
    UNCUT_FIELD_NUMBER: _ClassVar[int]
    SHEET_COUNT_FIELD_NUMBER: _ClassVar[int]
    SHEET_COUNT_LOWER_BOUND_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    WASTE_SHARE_FIELD_NUMBER: _ClassVar[int]
    sheets: _containers.RepeatedCompositeFieldContainer[CutSheet]
    uncut: _containers.RepeatedCompositeFieldContainer[UncutRectangle]
    sheet_count: int
    sheet_count_lower_bound: int
    cost: _common_pb2.Money
    value: int
    waste_share: float
    def __init__(self, sheets: _Optional[_Iterable[_Union[CutSheet, _Mapping]]] = ..., uncut: _Optional[_Iterable[_Union[UncutRectangle, _Mapping]]] = ..., sheet_count: _Optional[int] = ..., sheet_count_lower_bound: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., value: _Optional[int] = ..., waste_share: _Optional[float] = ...) -> None: ...

class Drawing(_message.Message):
    __slots__ = ("subject_id", "format", "content")
    SUBJECT_ID_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    subject_id: str
    format: DrawingFormat
    content: str
    def __init__(self, subject_id: _Optional[str] = ..., format: _Optional[_Union[DrawingFormat, str]] = ..., content: _Optional[str] = ...) -> None: ...

class DrawingSet(_message.Message):
    __slots__ = ("drawings",)
    DRAWINGS_FIELD_NUMBER: _ClassVar[int]
    drawings: _containers.RepeatedCompositeFieldContainer[Drawing]
    def __init__(self, drawings: _Optional[_Iterable[_Union[Drawing, _Mapping]]] = ...) -> None: ...

class CutSheetsResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation", "drawing_set")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    DRAWING_SET_FIELD_NUMBER: _ClassVar[int]
    plan: CuttingPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    drawing_set: DrawingSet
    def __init__(self, plan: _Optional[_Union[CuttingPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ..., drawing_set: _Optional[_Union[DrawingSet, _Mapping]] = ...) -> None: ...

class Board(_message.Message):
    __slots__ = ("thickness_um", "weight_gsm")
    THICKNESS_UM_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_GSM_FIELD_NUMBER: _ClassVar[int]
    thickness_um: int
    weight_gsm: int
    def __init__(self, thickness_um: _Optional[int] = ..., weight_gsm: _Optional[int] = ...) -> None: ...

class BoxOrder(_message.Message):
    __slots__ = ("id", "inner_size", "style", "board", "joint_mm", "slot_mm", "quantity")
    ID_FIELD_NUMBER: _ClassVar[int]
    INNER_SIZE_FIELD_NUMBER: _ClassVar[int]
    STYLE_FIELD_NUMBER: _ClassVar[int]
    BOARD_FIELD_NUMBER: _ClassVar[int]
    JOINT_MM_FIELD_NUMBER: _ClassVar[int]
    SLOT_MM_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    id: str
    inner_size: _common_pb2.Size
    style: BoxStyle
    board: Board
    joint_mm: int
    slot_mm: int
    quantity: int
    def __init__(self, id: _Optional[str] = ..., inner_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., style: _Optional[_Union[BoxStyle, str]] = ..., board: _Optional[_Union[Board, _Mapping]] = ..., joint_mm: _Optional[int] = ..., slot_mm: _Optional[int] = ..., quantity: _Optional[int] = ...) -> None: ...

class LayFlatRequest(_message.Message):
    __slots__ = ("boxes", "drawing_formats", "search", "validate_only")
    BOXES_FIELD_NUMBER: _ClassVar[int]
    DRAWING_FORMATS_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    boxes: _containers.RepeatedCompositeFieldContainer[BoxOrder]
    drawing_formats: _containers.RepeatedScalarFieldContainer[DrawingFormat]
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, boxes: _Optional[_Iterable[_Union[BoxOrder, _Mapping]]] = ..., drawing_formats: _Optional[_Iterable[_Union[DrawingFormat, str]]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class BlankLine(_message.Message):
    __slots__ = ("kind", "x1_mm", "y1_mm", "x2_mm", "y2_mm")
    KIND_FIELD_NUMBER: _ClassVar[int]
    X1_MM_FIELD_NUMBER: _ClassVar[int]
    Y1_MM_FIELD_NUMBER: _ClassVar[int]
    X2_MM_FIELD_NUMBER: _ClassVar[int]
    Y2_MM_FIELD_NUMBER: _ClassVar[int]
    kind: LineKind
    x1_mm: int
    y1_mm: int
    x2_mm: int
    y2_mm: int
    def __init__(self, kind: _Optional[_Union[LineKind, str]] = ..., x1_mm: _Optional[int] = ..., y1_mm: _Optional[int] = ..., x2_mm: _Optional[int] = ..., y2_mm: _Optional[int] = ...) -> None: ...

class Blank(_message.Message):
    __slots__ = ("order_id", "style", "length_mm", "width_mm", "area_mm2", "weight_g", "outer_size", "lines")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    STYLE_FIELD_NUMBER: _ClassVar[int]
    LENGTH_MM_FIELD_NUMBER: _ClassVar[int]
    WIDTH_MM_FIELD_NUMBER: _ClassVar[int]
    AREA_MM2_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    OUTER_SIZE_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    style: BoxStyle
    length_mm: int
    width_mm: int
    area_mm2: int
    weight_g: int
    outer_size: _common_pb2.Size
    lines: _containers.RepeatedCompositeFieldContainer[BlankLine]
    def __init__(self, order_id: _Optional[str] = ..., style: _Optional[_Union[BoxStyle, str]] = ..., length_mm: _Optional[int] = ..., width_mm: _Optional[int] = ..., area_mm2: _Optional[int] = ..., weight_g: _Optional[int] = ..., outer_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., lines: _Optional[_Iterable[_Union[BlankLine, _Mapping]]] = ...) -> None: ...

class BlankSet(_message.Message):
    __slots__ = ("blanks",)
    BLANKS_FIELD_NUMBER: _ClassVar[int]
    blanks: _containers.RepeatedCompositeFieldContainer[Blank]
    def __init__(self, blanks: _Optional[_Iterable[_Union[Blank, _Mapping]]] = ...) -> None: ...

class LayFlatResponse(_message.Message):
    __slots__ = ("blank_set", "drawing_set", "validation")
    BLANK_SET_FIELD_NUMBER: _ClassVar[int]
    DRAWING_SET_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    blank_set: BlankSet
    drawing_set: DrawingSet
    validation: _common_pb2.Validation
    def __init__(self, blank_set: _Optional[_Union[BlankSet, _Mapping]] = ..., drawing_set: _Optional[_Union[DrawingSet, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class BoxMachine(_message.Message):
    __slots__ = ("minimum", "maximum", "step_mm", "style", "board", "joint_mm", "padding_mm", "max_gross_weight_g", "box_cost", "square_metre_cost")
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    STEP_MM_FIELD_NUMBER: _ClassVar[int]
    STYLE_FIELD_NUMBER: _ClassVar[int]
    BOARD_FIELD_NUMBER: _ClassVar[int]
    JOINT_MM_FIELD_NUMBER: _ClassVar[int]
    PADDING_MM_FIELD_NUMBER: _ClassVar[int]
    MAX_GROSS_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    BOX_COST_FIELD_NUMBER: _ClassVar[int]
    SQUARE_METRE_COST_FIELD_NUMBER: _ClassVar[int]
    minimum: _common_pb2.Size
    maximum: _common_pb2.Size
    step_mm: int
    style: BoxStyle
    board: Board
    joint_mm: int
    padding_mm: int
    max_gross_weight_g: int
    box_cost: _common_pb2.Money
    square_metre_cost: _common_pb2.Money
    def __init__(self, minimum: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., maximum: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., step_mm: _Optional[int] = ..., style: _Optional[_Union[BoxStyle, str]] = ..., board: _Optional[_Union[Board, _Mapping]] = ..., joint_mm: _Optional[int] = ..., padding_mm: _Optional[int] = ..., max_gross_weight_g: _Optional[int] = ..., box_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., square_metre_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class RightSizeRequest(_message.Message):
    __slots__ = ("items", "machine", "objective", "rules", "cartons", "cut_down", "min_cut_height_mm", "max_boxes", "search", "validate_only", "rate_table", "rate_zone_id")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    CARTONS_FIELD_NUMBER: _ClassVar[int]
    CUT_DOWN_FIELD_NUMBER: _ClassVar[int]
    MIN_CUT_HEIGHT_MM_FIELD_NUMBER: _ClassVar[int]
    MAX_BOXES_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    RATE_TABLE_FIELD_NUMBER: _ClassVar[int]
    RATE_ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[_packing_pb2.Item]
    machine: BoxMachine
    objective: BoxObjective
    rules: _packing_pb2.PackingRules
    cartons: _containers.RepeatedCompositeFieldContainer[_packing_pb2.LoadUnit]
    cut_down: bool
    min_cut_height_mm: int
    max_boxes: int
    search: _common_pb2.SearchOptions
    validate_only: bool
    rate_table: _packing_pb2.RateTable
    rate_zone_id: str
    def __init__(self, items: _Optional[_Iterable[_Union[_packing_pb2.Item, _Mapping]]] = ..., machine: _Optional[_Union[BoxMachine, _Mapping]] = ..., objective: _Optional[_Union[BoxObjective, str]] = ..., rules: _Optional[_Union[_packing_pb2.PackingRules, _Mapping]] = ..., cartons: _Optional[_Iterable[_Union[_packing_pb2.LoadUnit, _Mapping]]] = ..., cut_down: _Optional[bool] = ..., min_cut_height_mm: _Optional[int] = ..., max_boxes: _Optional[int] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., rate_table: _Optional[_Union[_packing_pb2.RateTable, _Mapping]] = ..., rate_zone_id: _Optional[str] = ...) -> None: ...

class FittedBox(_message.Message):
    __slots__ = ("id", "source", "carton_id", "inner_size", "outer_size", "placements", "gross_weight_g", "fill_share", "surface_mm2", "board_mm2", "cost")
    ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CARTON_ID_FIELD_NUMBER: _ClassVar[int]
    INNER_SIZE_FIELD_NUMBER: _ClassVar[int]
    OUTER_SIZE_FIELD_NUMBER: _ClassVar[int]
    PLACEMENTS_FIELD_NUMBER: _ClassVar[int]
    GROSS_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    FILL_SHARE_FIELD_NUMBER: _ClassVar[int]
    SURFACE_MM2_FIELD_NUMBER: _ClassVar[int]
    BOARD_MM2_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    id: str
    source: BoxSource
    carton_id: str
    inner_size: _common_pb2.Size
    outer_size: _common_pb2.Size
    placements: _containers.RepeatedCompositeFieldContainer[_packing_pb2.Placement]
    gross_weight_g: int
    fill_share: float
    surface_mm2: int
    board_mm2: int
    cost: _common_pb2.Money
    def __init__(self, id: _Optional[str] = ..., source: _Optional[_Union[BoxSource, str]] = ..., carton_id: _Optional[str] = ..., inner_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., outer_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., placements: _Optional[_Iterable[_Union[_packing_pb2.Placement, _Mapping]]] = ..., gross_weight_g: _Optional[int] = ..., fill_share: _Optional[float] = ..., surface_mm2: _Optional[int] = ..., board_mm2: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class RightSizePlan(_message.Message):
    __slots__ = ("boxes", "unpacked", "surface_mm2", "board_mm2", "cost")
    BOXES_FIELD_NUMBER: _ClassVar[int]
    UNPACKED_FIELD_NUMBER: _ClassVar[int]
    SURFACE_MM2_FIELD_NUMBER: _ClassVar[int]
    BOARD_MM2_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    boxes: _containers.RepeatedCompositeFieldContainer[FittedBox]
    unpacked: _containers.RepeatedCompositeFieldContainer[_packing_pb2.UnpackedItem]
    surface_mm2: int
    board_mm2: int
    cost: _common_pb2.Money
    def __init__(self, boxes: _Optional[_Iterable[_Union[FittedBox, _Mapping]]] = ..., unpacked: _Optional[_Iterable[_Union[_packing_pb2.UnpackedItem, _Mapping]]] = ..., surface_mm2: _Optional[int] = ..., board_mm2: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class RightSizeResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: RightSizePlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[RightSizePlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class BatchRightSizeRequest(_message.Message):
    __slots__ = ("orders", "machine", "objective", "rules", "cartons", "cut_down", "min_cut_height_mm", "max_boxes", "rate_table", "search", "validate_only")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    CARTONS_FIELD_NUMBER: _ClassVar[int]
    CUT_DOWN_FIELD_NUMBER: _ClassVar[int]
    MIN_CUT_HEIGHT_MM_FIELD_NUMBER: _ClassVar[int]
    MAX_BOXES_FIELD_NUMBER: _ClassVar[int]
    RATE_TABLE_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[_packing_pb2.PackOrder]
    machine: BoxMachine
    objective: BoxObjective
    rules: _packing_pb2.PackingRules
    cartons: _containers.RepeatedCompositeFieldContainer[_packing_pb2.LoadUnit]
    cut_down: bool
    min_cut_height_mm: int
    max_boxes: int
    rate_table: _packing_pb2.RateTable
    search: _common_pb2.SearchOptions
    validate_only: bool
    def __init__(self, orders: _Optional[_Iterable[_Union[_packing_pb2.PackOrder, _Mapping]]] = ..., machine: _Optional[_Union[BoxMachine, _Mapping]] = ..., objective: _Optional[_Union[BoxObjective, str]] = ..., rules: _Optional[_Union[_packing_pb2.PackingRules, _Mapping]] = ..., cartons: _Optional[_Iterable[_Union[_packing_pb2.LoadUnit, _Mapping]]] = ..., cut_down: _Optional[bool] = ..., min_cut_height_mm: _Optional[int] = ..., max_boxes: _Optional[int] = ..., rate_table: _Optional[_Union[_packing_pb2.RateTable, _Mapping]] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class RightSizeOrderResult(_message.Message):
    __slots__ = ("order_id", "status", "plan", "search_report", "explanation")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    status: BoxingStatus
    plan: RightSizePlan
    search_report: _common_pb2.SearchReport
    explanation: str
    def __init__(self, order_id: _Optional[str] = ..., status: _Optional[_Union[BoxingStatus, str]] = ..., plan: _Optional[_Union[RightSizePlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., explanation: _Optional[str] = ...) -> None: ...

class BatchRightSizeResponse(_message.Message):
    __slots__ = ("results", "validation")
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[RightSizeOrderResult]
    validation: _common_pb2.Validation
    def __init__(self, results: _Optional[_Iterable[_Union[RightSizeOrderResult, _Mapping]]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class BoxingProgress(_message.Message):
    __slots__ = ("done_order_count", "order_count", "box_count")
    DONE_ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    BOX_COUNT_FIELD_NUMBER: _ClassVar[int]
    done_order_count: int
    order_count: int
    box_count: int
    def __init__(self, done_order_count: _Optional[int] = ..., order_count: _Optional[int] = ..., box_count: _Optional[int] = ...) -> None: ...

class StreamBatchRightSizeResponse(_message.Message):
    __slots__ = ("progress", "response")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    progress: BoxingProgress
    response: BatchRightSizeResponse
    def __init__(self, progress: _Optional[_Union[BoxingProgress, _Mapping]] = ..., response: _Optional[_Union[BatchRightSizeResponse, _Mapping]] = ...) -> None: ...

class ChooseSuiteRequest(_message.Message):
    __slots__ = ("orders", "size_count", "minimum", "maximum", "step_mm", "objective", "rules", "style", "board", "joint_mm", "parcel_cost", "square_metre_cost", "present_cartons", "growth", "search", "validate_only", "max_gross_weight_g")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    SIZE_COUNT_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    STEP_MM_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    STYLE_FIELD_NUMBER: _ClassVar[int]
    BOARD_FIELD_NUMBER: _ClassVar[int]
    JOINT_MM_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COST_FIELD_NUMBER: _ClassVar[int]
    SQUARE_METRE_COST_FIELD_NUMBER: _ClassVar[int]
    PRESENT_CARTONS_FIELD_NUMBER: _ClassVar[int]
    GROWTH_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    MAX_GROSS_WEIGHT_G_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[_packing_pb2.PackOrder]
    size_count: int
    minimum: _common_pb2.Size
    maximum: _common_pb2.Size
    step_mm: int
    objective: SuiteObjective
    rules: _packing_pb2.PackingRules
    style: BoxStyle
    board: Board
    joint_mm: int
    parcel_cost: _common_pb2.Money
    square_metre_cost: _common_pb2.Money
    present_cartons: _containers.RepeatedCompositeFieldContainer[_packing_pb2.LoadUnit]
    growth: bool
    search: _common_pb2.SearchOptions
    validate_only: bool
    max_gross_weight_g: int
    def __init__(self, orders: _Optional[_Iterable[_Union[_packing_pb2.PackOrder, _Mapping]]] = ..., size_count: _Optional[int] = ..., minimum: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., maximum: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., step_mm: _Optional[int] = ..., objective: _Optional[_Union[SuiteObjective, str]] = ..., rules: _Optional[_Union[_packing_pb2.PackingRules, _Mapping]] = ..., style: _Optional[_Union[BoxStyle, str]] = ..., board: _Optional[_Union[Board, _Mapping]] = ..., joint_mm: _Optional[int] = ..., parcel_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., square_metre_cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., present_cartons: _Optional[_Iterable[_Union[_packing_pb2.LoadUnit, _Mapping]]] = ..., growth: _Optional[bool] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., max_gross_weight_g: _Optional[int] = ...) -> None: ...

class SuiteSize(_message.Message):
    __slots__ = ("id", "inner_size", "parcel_count")
    ID_FIELD_NUMBER: _ClassVar[int]
    INNER_SIZE_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    id: str
    inner_size: _common_pb2.Size
    parcel_count: int
    def __init__(self, id: _Optional[str] = ..., inner_size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., parcel_count: _Optional[int] = ...) -> None: ...

class CartonSuite(_message.Message):
    __slots__ = ("sizes", "parcel_count", "unserved_order_count", "board_mm2", "air_mm3", "score", "saving_share")
    SIZES_FIELD_NUMBER: _ClassVar[int]
    PARCEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    UNSERVED_ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    BOARD_MM2_FIELD_NUMBER: _ClassVar[int]
    AIR_MM3_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    SAVING_SHARE_FIELD_NUMBER: _ClassVar[int]
    sizes: _containers.RepeatedCompositeFieldContainer[SuiteSize]
    parcel_count: int
    unserved_order_count: int
    board_mm2: int
    air_mm3: int
    score: int
    saving_share: float
    def __init__(self, sizes: _Optional[_Iterable[_Union[SuiteSize, _Mapping]]] = ..., parcel_count: _Optional[int] = ..., unserved_order_count: _Optional[int] = ..., board_mm2: _Optional[int] = ..., air_mm3: _Optional[int] = ..., score: _Optional[int] = ..., saving_share: _Optional[float] = ...) -> None: ...

class SuitePlan(_message.Message):
    __slots__ = ("suite", "smaller_suites", "present")
    SUITE_FIELD_NUMBER: _ClassVar[int]
    SMALLER_SUITES_FIELD_NUMBER: _ClassVar[int]
    PRESENT_FIELD_NUMBER: _ClassVar[int]
    suite: CartonSuite
    smaller_suites: _containers.RepeatedCompositeFieldContainer[CartonSuite]
    present: CartonSuite
    def __init__(self, suite: _Optional[_Union[CartonSuite, _Mapping]] = ..., smaller_suites: _Optional[_Iterable[_Union[CartonSuite, _Mapping]]] = ..., present: _Optional[_Union[CartonSuite, _Mapping]] = ...) -> None: ...

class ChooseSuiteResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    plan: SuitePlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    def __init__(self, plan: _Optional[_Union[SuitePlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class SuiteProgress(_message.Message):
    __slots__ = ("stage", "share", "score")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    SHARE_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    stage: str
    share: float
    score: int
    def __init__(self, stage: _Optional[str] = ..., share: _Optional[float] = ..., score: _Optional[int] = ...) -> None: ...

class StreamChooseSuiteResponse(_message.Message):
    __slots__ = ("progress", "response")
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    progress: SuiteProgress
    response: ChooseSuiteResponse
    def __init__(self, progress: _Optional[_Union[SuiteProgress, _Mapping]] = ..., response: _Optional[_Union[ChooseSuiteResponse, _Mapping]] = ...) -> None: ...

class Cuboid(_message.Message):
    __slots__ = ("id", "size", "quantity", "may_turn")
    ID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MAY_TURN_FIELD_NUMBER: _ClassVar[int]
    id: str
    size: _common_pb2.Size
    quantity: int
    may_turn: bool
    def __init__(self, id: _Optional[str] = ..., size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., quantity: _Optional[int] = ..., may_turn: _Optional[bool] = ...) -> None: ...

class Block(_message.Message):
    __slots__ = ("id", "size", "cost", "stock")
    ID_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    STOCK_FIELD_NUMBER: _ClassVar[int]
    id: str
    size: _common_pb2.Size
    cost: _common_pb2.Money
    stock: int
    def __init__(self, id: _Optional[str] = ..., size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ..., stock: _Optional[int] = ...) -> None: ...

class CutBlocksRequest(_message.Message):
    __slots__ = ("cuboids", "blocks", "kerf_mm", "min_offcut_mm", "search", "validate_only", "drawing_formats", "stages")
    CUBOIDS_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_FIELD_NUMBER: _ClassVar[int]
    KERF_MM_FIELD_NUMBER: _ClassVar[int]
    MIN_OFFCUT_MM_FIELD_NUMBER: _ClassVar[int]
    SEARCH_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    DRAWING_FORMATS_FIELD_NUMBER: _ClassVar[int]
    STAGES_FIELD_NUMBER: _ClassVar[int]
    cuboids: _containers.RepeatedCompositeFieldContainer[Cuboid]
    blocks: _containers.RepeatedCompositeFieldContainer[Block]
    kerf_mm: int
    min_offcut_mm: int
    search: _common_pb2.SearchOptions
    validate_only: bool
    drawing_formats: _containers.RepeatedScalarFieldContainer[DrawingFormat]
    stages: int
    def __init__(self, cuboids: _Optional[_Iterable[_Union[Cuboid, _Mapping]]] = ..., blocks: _Optional[_Iterable[_Union[Block, _Mapping]]] = ..., kerf_mm: _Optional[int] = ..., min_offcut_mm: _Optional[int] = ..., search: _Optional[_Union[_common_pb2.SearchOptions, _Mapping]] = ..., validate_only: _Optional[bool] = ..., drawing_formats: _Optional[_Iterable[_Union[DrawingFormat, str]]] = ..., stages: _Optional[int] = ...) -> None: ...

class BlockPart(_message.Message):
    __slots__ = ("id", "parent_id", "kind", "plane", "x_mm", "y_mm", "z_mm", "size", "cuboid_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PLANE_FIELD_NUMBER: _ClassVar[int]
    X_MM_FIELD_NUMBER: _ClassVar[int]
    Y_MM_FIELD_NUMBER: _ClassVar[int]
    Z_MM_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    CUBOID_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    parent_id: str
    kind: PartKind
    plane: CutPlane
    x_mm: int
    y_mm: int
    z_mm: int
    size: _common_pb2.Size
    cuboid_id: str
    def __init__(self, id: _Optional[str] = ..., parent_id: _Optional[str] = ..., kind: _Optional[_Union[PartKind, str]] = ..., plane: _Optional[_Union[CutPlane, str]] = ..., x_mm: _Optional[int] = ..., y_mm: _Optional[int] = ..., z_mm: _Optional[int] = ..., size: _Optional[_Union[_common_pb2.Size, _Mapping]] = ..., cuboid_id: _Optional[str] = ...) -> None: ...

class BlockCut(_message.Message):
    __slots__ = ("step", "part_id", "plane", "at_mm")
    STEP_FIELD_NUMBER: _ClassVar[int]
    PART_ID_FIELD_NUMBER: _ClassVar[int]
    PLANE_FIELD_NUMBER: _ClassVar[int]
    AT_MM_FIELD_NUMBER: _ClassVar[int]
    step: int
    part_id: str
    plane: CutPlane
    at_mm: int
    def __init__(self, step: _Optional[int] = ..., part_id: _Optional[str] = ..., plane: _Optional[_Union[CutPlane, str]] = ..., at_mm: _Optional[int] = ...) -> None: ...

class CutBlock(_message.Message):
    __slots__ = ("id", "block_id", "quantity", "parts", "fill_share", "cuts")
    ID_FIELD_NUMBER: _ClassVar[int]
    BLOCK_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    FILL_SHARE_FIELD_NUMBER: _ClassVar[int]
    CUTS_FIELD_NUMBER: _ClassVar[int]
    id: str
    block_id: str
    quantity: int
    parts: _containers.RepeatedCompositeFieldContainer[BlockPart]
    fill_share: float
    cuts: _containers.RepeatedCompositeFieldContainer[BlockCut]
    def __init__(self, id: _Optional[str] = ..., block_id: _Optional[str] = ..., quantity: _Optional[int] = ..., parts: _Optional[_Iterable[_Union[BlockPart, _Mapping]]] = ..., fill_share: _Optional[float] = ..., cuts: _Optional[_Iterable[_Union[BlockCut, _Mapping]]] = ...) -> None: ...

class UncutCuboid(_message.Message):
    __slots__ = ("cuboid_id", "quantity", "explanation")
    CUBOID_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    cuboid_id: str
    quantity: int
    explanation: str
    def __init__(self, cuboid_id: _Optional[str] = ..., quantity: _Optional[int] = ..., explanation: _Optional[str] = ...) -> None: ...

class BlockPlan(_message.Message):
    __slots__ = ("blocks", "uncut", "block_count", "block_count_lower_bound", "cost")
    BLOCKS_FIELD_NUMBER: _ClassVar[int]
    UNCUT_FIELD_NUMBER: _ClassVar[int]
    BLOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    BLOCK_COUNT_LOWER_BOUND_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    blocks: _containers.RepeatedCompositeFieldContainer[CutBlock]
    uncut: _containers.RepeatedCompositeFieldContainer[UncutCuboid]
    block_count: int
    block_count_lower_bound: int
    cost: _common_pb2.Money
    def __init__(self, blocks: _Optional[_Iterable[_Union[CutBlock, _Mapping]]] = ..., uncut: _Optional[_Iterable[_Union[UncutCuboid, _Mapping]]] = ..., block_count: _Optional[int] = ..., block_count_lower_bound: _Optional[int] = ..., cost: _Optional[_Union[_common_pb2.Money, _Mapping]] = ...) -> None: ...

class CutBlocksResponse(_message.Message):
    __slots__ = ("plan", "search_report", "validation", "drawing_set")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    SEARCH_REPORT_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    DRAWING_SET_FIELD_NUMBER: _ClassVar[int]
    plan: BlockPlan
    search_report: _common_pb2.SearchReport
    validation: _common_pb2.Validation
    drawing_set: DrawingSet
    def __init__(self, plan: _Optional[_Union[BlockPlan, _Mapping]] = ..., search_report: _Optional[_Union[_common_pb2.SearchReport, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ..., drawing_set: _Optional[_Union[DrawingSet, _Mapping]] = ...) -> None: ...
