import datetime

from fulfillment.v1 import common_pb2 as _common_pb2
from fulfillment.v1 import places_pb2 as _places_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GazetteerOrigin(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GAZETTEER_ORIGIN_UNSPECIFIED: _ClassVar[GazetteerOrigin]
    GAZETTEER_ORIGIN_SHIPPED: _ClassVar[GazetteerOrigin]
    GAZETTEER_ORIGIN_IMPORTED: _ClassVar[GazetteerOrigin]

class GazetteerRowKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GAZETTEER_ROW_KIND_UNSPECIFIED: _ClassVar[GazetteerRowKind]
    GAZETTEER_ROW_KIND_NEW_DIVISION: _ClassVar[GazetteerRowKind]
    GAZETTEER_ROW_KIND_CHANGED_DIVISION: _ClassVar[GazetteerRowKind]
    GAZETTEER_ROW_KIND_STREET: _ClassVar[GazetteerRowKind]
    GAZETTEER_ROW_KIND_PLACE: _ClassVar[GazetteerRowKind]
    GAZETTEER_ROW_KIND_ALIAS: _ClassVar[GazetteerRowKind]
GAZETTEER_ORIGIN_UNSPECIFIED: GazetteerOrigin
GAZETTEER_ORIGIN_SHIPPED: GazetteerOrigin
GAZETTEER_ORIGIN_IMPORTED: GazetteerOrigin
GAZETTEER_ROW_KIND_UNSPECIFIED: GazetteerRowKind
GAZETTEER_ROW_KIND_NEW_DIVISION: GazetteerRowKind
GAZETTEER_ROW_KIND_CHANGED_DIVISION: GazetteerRowKind
GAZETTEER_ROW_KIND_STREET: GazetteerRowKind
GAZETTEER_ROW_KIND_PLACE: GazetteerRowKind
GAZETTEER_ROW_KIND_ALIAS: GazetteerRowKind

class TableCount(_message.Message):
    __slots__ = ("table", "rows")
    TABLE_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    table: str
    rows: int
    def __init__(self, table: _Optional[str] = ..., rows: _Optional[int] = ...) -> None: ...

class GazetteerInfo(_message.Message):
    __slots__ = ("region_code", "name", "origin", "version", "tables", "attribution", "licence", "snapshot", "update_time")
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TABLES_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTION_FIELD_NUMBER: _ClassVar[int]
    LICENCE_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    region_code: str
    name: str
    origin: GazetteerOrigin
    version: int
    tables: _containers.RepeatedCompositeFieldContainer[TableCount]
    attribution: str
    licence: str
    snapshot: str
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, region_code: _Optional[str] = ..., name: _Optional[str] = ..., origin: _Optional[_Union[GazetteerOrigin, str]] = ..., version: _Optional[int] = ..., tables: _Optional[_Iterable[_Union[TableCount, _Mapping]]] = ..., attribution: _Optional[str] = ..., licence: _Optional[str] = ..., snapshot: _Optional[str] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GazetteerRowSet(_message.Message):
    __slots__ = ("id", "region_code", "version", "row_count", "update_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    region_code: str
    version: int
    row_count: int
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., region_code: _Optional[str] = ..., version: _Optional[int] = ..., row_count: _Optional[int] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListGazetteersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListGazetteersResponse(_message.Message):
    __slots__ = ("gazetteers", "row_sets")
    GAZETTEERS_FIELD_NUMBER: _ClassVar[int]
    ROW_SETS_FIELD_NUMBER: _ClassVar[int]
    gazetteers: _containers.RepeatedCompositeFieldContainer[GazetteerInfo]
    row_sets: _containers.RepeatedCompositeFieldContainer[GazetteerRowSet]
    def __init__(self, gazetteers: _Optional[_Iterable[_Union[GazetteerInfo, _Mapping]]] = ..., row_sets: _Optional[_Iterable[_Union[GazetteerRowSet, _Mapping]]] = ...) -> None: ...

class GazetteerSpec(_message.Message):
    __slots__ = ("region_code", "validate_only")
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    region_code: str
    validate_only: bool
    def __init__(self, region_code: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class ImportGazetteerRequest(_message.Message):
    __slots__ = ("spec", "extract", "region_file", "zones_file", "villages_file")
    SPEC_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    REGION_FILE_FIELD_NUMBER: _ClassVar[int]
    ZONES_FILE_FIELD_NUMBER: _ClassVar[int]
    VILLAGES_FILE_FIELD_NUMBER: _ClassVar[int]
    spec: GazetteerSpec
    extract: bytes
    region_file: bytes
    zones_file: bytes
    villages_file: bytes
    def __init__(self, spec: _Optional[_Union[GazetteerSpec, _Mapping]] = ..., extract: _Optional[bytes] = ..., region_file: _Optional[bytes] = ..., zones_file: _Optional[bytes] = ..., villages_file: _Optional[bytes] = ...) -> None: ...

class ImportGazetteerResponse(_message.Message):
    __slots__ = ("gazetteer", "left_out")
    GAZETTEER_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    gazetteer: GazetteerInfo
    left_out: _containers.RepeatedCompositeFieldContainer[TableCount]
    def __init__(self, gazetteer: _Optional[_Union[GazetteerInfo, _Mapping]] = ..., left_out: _Optional[_Iterable[_Union[TableCount, _Mapping]]] = ...) -> None: ...

class RemoveGazetteerRequest(_message.Message):
    __slots__ = ("region_code",)
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    region_code: str
    def __init__(self, region_code: _Optional[str] = ...) -> None: ...

class RemoveGazetteerResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GazetteerRow(_message.Message):
    __slots__ = ("id", "kind", "name", "also_named", "code", "parent", "meaning", "point", "radius_m")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ALSO_NAMED_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    PARENT_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    RADIUS_M_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: GazetteerRowKind
    name: str
    also_named: _containers.RepeatedScalarFieldContainer[str]
    code: str
    parent: str
    meaning: str
    point: _places_pb2.MapPoint
    radius_m: int
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[GazetteerRowKind, str]] = ..., name: _Optional[str] = ..., also_named: _Optional[_Iterable[str]] = ..., code: _Optional[str] = ..., parent: _Optional[str] = ..., meaning: _Optional[str] = ..., point: _Optional[_Union[_places_pb2.MapPoint, _Mapping]] = ..., radius_m: _Optional[int] = ...) -> None: ...

class PutGazetteerRowsRequest(_message.Message):
    __slots__ = ("set_id", "region_code", "rows", "validate_only")
    SET_ID_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    set_id: str
    region_code: str
    rows: _containers.RepeatedCompositeFieldContainer[GazetteerRow]
    validate_only: bool
    def __init__(self, set_id: _Optional[str] = ..., region_code: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[GazetteerRow, _Mapping]]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PutGazetteerRowsResponse(_message.Message):
    __slots__ = ("set", "validation")
    SET_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    set: GazetteerRowSet
    validation: _common_pb2.Validation
    def __init__(self, set: _Optional[_Union[GazetteerRowSet, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class PatchGazetteerRowsRequest(_message.Message):
    __slots__ = ("set_id", "rows", "removed_ids", "validate_only")
    SET_ID_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    REMOVED_IDS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    set_id: str
    rows: _containers.RepeatedCompositeFieldContainer[GazetteerRow]
    removed_ids: _containers.RepeatedScalarFieldContainer[str]
    validate_only: bool
    def __init__(self, set_id: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[GazetteerRow, _Mapping]]] = ..., removed_ids: _Optional[_Iterable[str]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PatchGazetteerRowsResponse(_message.Message):
    __slots__ = ("set", "validation")
    SET_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    set: GazetteerRowSet
    validation: _common_pb2.Validation
    def __init__(self, set: _Optional[_Union[GazetteerRowSet, _Mapping]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class GetGazetteerRowsRequest(_message.Message):
    __slots__ = ("set_id",)
    SET_ID_FIELD_NUMBER: _ClassVar[int]
    set_id: str
    def __init__(self, set_id: _Optional[str] = ...) -> None: ...

class GetGazetteerRowsResponse(_message.Message):
    __slots__ = ("set", "rows")
    SET_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    set: GazetteerRowSet
    rows: _containers.RepeatedCompositeFieldContainer[GazetteerRow]
    def __init__(self, set: _Optional[_Union[GazetteerRowSet, _Mapping]] = ..., rows: _Optional[_Iterable[_Union[GazetteerRow, _Mapping]]] = ...) -> None: ...

class RemoveGazetteerRowsRequest(_message.Message):
    __slots__ = ("set_id",)
    SET_ID_FIELD_NUMBER: _ClassVar[int]
    set_id: str
    def __init__(self, set_id: _Optional[str] = ...) -> None: ...

class RemoveGazetteerRowsResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
