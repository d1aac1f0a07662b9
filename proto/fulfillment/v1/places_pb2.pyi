import datetime

from fulfillment.v1 import address_pb2 as _address_pb2
from fulfillment.v1 import common_pb2 as _common_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CoordinateSystem(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COORDINATE_SYSTEM_UNSPECIFIED: _ClassVar[CoordinateSystem]
    COORDINATE_SYSTEM_WGS84: _ClassVar[CoordinateSystem]
    COORDINATE_SYSTEM_GCJ02: _ClassVar[CoordinateSystem]
    COORDINATE_SYSTEM_BD09: _ClassVar[CoordinateSystem]

class Sameness(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SAMENESS_UNSPECIFIED: _ClassVar[Sameness]
    SAMENESS_DIFFERENT: _ClassVar[Sameness]
    SAMENESS_SAME_AREA: _ClassVar[Sameness]
    SAMENESS_SAME_ROAD: _ClassVar[Sameness]
    SAMENESS_SAME_HOUSE: _ClassVar[Sameness]
    SAMENESS_SAME_DOOR: _ClassVar[Sameness]

class BookVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOOK_VERDICT_UNSPECIFIED: _ClassVar[BookVerdict]
    BOOK_VERDICT_IN_BOOK: _ClassVar[BookVerdict]
    BOOK_VERDICT_WITHIN_ENTRY: _ClassVar[BookVerdict]
    BOOK_VERDICT_UNSURE: _ClassVar[BookVerdict]
    BOOK_VERDICT_NOT_IN_BOOK: _ClassVar[BookVerdict]

class Relation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELATION_UNSPECIFIED: _ClassVar[Relation]
    RELATION_AGREES: _ClassVar[Relation]
    RELATION_SIMILAR: _ClassVar[Relation]
    RELATION_DIFFERS: _ClassVar[Relation]
    RELATION_ONLY_IN_TEXT: _ClassVar[Relation]
    RELATION_ONLY_IN_ENTRY: _ClassVar[Relation]

class ZoneLayerFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ZONE_LAYER_FORMAT_UNSPECIFIED: _ClassVar[ZoneLayerFormat]
    ZONE_LAYER_FORMAT_GEOJSON: _ClassVar[ZoneLayerFormat]
    ZONE_LAYER_FORMAT_GEOPACKAGE: _ClassVar[ZoneLayerFormat]
    ZONE_LAYER_FORMAT_SHAPEFILE: _ClassVar[ZoneLayerFormat]
COORDINATE_SYSTEM_UNSPECIFIED: CoordinateSystem
COORDINATE_SYSTEM_WGS84: CoordinateSystem
COORDINATE_SYSTEM_GCJ02: CoordinateSystem
COORDINATE_SYSTEM_BD09: CoordinateSystem
SAMENESS_UNSPECIFIED: Sameness
SAMENESS_DIFFERENT: Sameness
SAMENESS_SAME_AREA: Sameness
SAMENESS_SAME_ROAD: Sameness
SAMENESS_SAME_HOUSE: Sameness
SAMENESS_SAME_DOOR: Sameness
BOOK_VERDICT_UNSPECIFIED: BookVerdict
BOOK_VERDICT_IN_BOOK: BookVerdict
BOOK_VERDICT_WITHIN_ENTRY: BookVerdict
BOOK_VERDICT_UNSURE: BookVerdict
BOOK_VERDICT_NOT_IN_BOOK: BookVerdict
RELATION_UNSPECIFIED: Relation
RELATION_AGREES: Relation
RELATION_SIMILAR: Relation
RELATION_DIFFERS: Relation
RELATION_ONLY_IN_TEXT: Relation
RELATION_ONLY_IN_ENTRY: Relation
ZONE_LAYER_FORMAT_UNSPECIFIED: ZoneLayerFormat
ZONE_LAYER_FORMAT_GEOJSON: ZoneLayerFormat
ZONE_LAYER_FORMAT_GEOPACKAGE: ZoneLayerFormat
ZONE_LAYER_FORMAT_SHAPEFILE: ZoneLayerFormat

class MapPoint(_message.Message):
    __slots__ = ("latitude_deg", "longitude_deg", "coordinate_system")
    LATITUDE_DEG_FIELD_NUMBER: _ClassVar[int]
    LONGITUDE_DEG_FIELD_NUMBER: _ClassVar[int]
    COORDINATE_SYSTEM_FIELD_NUMBER: _ClassVar[int]
    latitude_deg: float
    longitude_deg: float
    coordinate_system: CoordinateSystem
    def __init__(self, latitude_deg: _Optional[float] = ..., longitude_deg: _Optional[float] = ..., coordinate_system: _Optional[_Union[CoordinateSystem, str]] = ...) -> None: ...

class Attribute(_message.Message):
    __slots__ = ("key", "value")
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    key: str
    value: str
    def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class GeocodeRequest(_message.Message):
    __slots__ = ("text", "region_code", "coordinate_system", "layer_id")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    COORDINATE_SYSTEM_FIELD_NUMBER: _ClassVar[int]
    LAYER_ID_FIELD_NUMBER: _ClassVar[int]
    text: str
    region_code: str
    coordinate_system: CoordinateSystem
    layer_id: str
    def __init__(self, text: _Optional[str] = ..., region_code: _Optional[str] = ..., coordinate_system: _Optional[_Union[CoordinateSystem, str]] = ..., layer_id: _Optional[str] = ...) -> None: ...

class GeocodeResponse(_message.Message):
    __slots__ = ("point", "radius_m", "level", "result", "zones", "layer_version")
    POINT_FIELD_NUMBER: _ClassVar[int]
    RADIUS_M_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    ZONES_FIELD_NUMBER: _ClassVar[int]
    LAYER_VERSION_FIELD_NUMBER: _ClassVar[int]
    point: MapPoint
    radius_m: int
    level: _address_pb2.AddressLevel
    result: _address_pb2.RecognizedAddress
    zones: _containers.RepeatedCompositeFieldContainer[DeliveryZone]
    layer_version: int
    def __init__(self, point: _Optional[_Union[MapPoint, _Mapping]] = ..., radius_m: _Optional[int] = ..., level: _Optional[_Union[_address_pb2.AddressLevel, str]] = ..., result: _Optional[_Union[_address_pb2.RecognizedAddress, _Mapping]] = ..., zones: _Optional[_Iterable[_Union[DeliveryZone, _Mapping]]] = ..., layer_version: _Optional[int] = ...) -> None: ...

class ReverseGeocodeRequest(_message.Message):
    __slots__ = ("point", "region_code")
    POINT_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    point: MapPoint
    region_code: str
    def __init__(self, point: _Optional[_Union[MapPoint, _Mapping]] = ..., region_code: _Optional[str] = ...) -> None: ...

class ReverseGeocodeResponse(_message.Message):
    __slots__ = ("result",)
    RESULT_FIELD_NUMBER: _ClassVar[int]
    result: _address_pb2.RecognizedAddress
    def __init__(self, result: _Optional[_Union[_address_pb2.RecognizedAddress, _Mapping]] = ...) -> None: ...

class LookupZoneRequest(_message.Message):
    __slots__ = ("point", "layer_id")
    POINT_FIELD_NUMBER: _ClassVar[int]
    LAYER_ID_FIELD_NUMBER: _ClassVar[int]
    point: MapPoint
    layer_id: str
    def __init__(self, point: _Optional[_Union[MapPoint, _Mapping]] = ..., layer_id: _Optional[str] = ...) -> None: ...

class DeliveryZone(_message.Message):
    __slots__ = ("id", "name", "attributes", "area_m2", "station", "courier_territory", "sorting_code")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    AREA_M2_FIELD_NUMBER: _ClassVar[int]
    STATION_FIELD_NUMBER: _ClassVar[int]
    COURIER_TERRITORY_FIELD_NUMBER: _ClassVar[int]
    SORTING_CODE_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    attributes: _containers.RepeatedCompositeFieldContainer[Attribute]
    area_m2: float
    station: str
    courier_territory: str
    sorting_code: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., attributes: _Optional[_Iterable[_Union[Attribute, _Mapping]]] = ..., area_m2: _Optional[float] = ..., station: _Optional[str] = ..., courier_territory: _Optional[str] = ..., sorting_code: _Optional[str] = ...) -> None: ...

class LookupZoneResponse(_message.Message):
    __slots__ = ("zones", "layer_version")
    ZONES_FIELD_NUMBER: _ClassVar[int]
    LAYER_VERSION_FIELD_NUMBER: _ClassVar[int]
    zones: _containers.RepeatedCompositeFieldContainer[DeliveryZone]
    layer_version: int
    def __init__(self, zones: _Optional[_Iterable[_Union[DeliveryZone, _Mapping]]] = ..., layer_version: _Optional[int] = ...) -> None: ...

class FormatLabelRequest(_message.Message):
    __slots__ = ("text", "region_code", "sender_region_code")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    SENDER_REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    text: str
    region_code: str
    sender_region_code: str
    def __init__(self, text: _Optional[str] = ..., region_code: _Optional[str] = ..., sender_region_code: _Optional[str] = ...) -> None: ...

class FormatLabelResponse(_message.Message):
    __slots__ = ("lines", "result")
    LINES_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    lines: _containers.RepeatedScalarFieldContainer[str]
    result: _address_pb2.RecognizedAddress
    def __init__(self, lines: _Optional[_Iterable[str]] = ..., result: _Optional[_Union[_address_pb2.RecognizedAddress, _Mapping]] = ...) -> None: ...

class CompareAddressesRequest(_message.Message):
    __slots__ = ("first_text", "second_text", "region_code")
    FIRST_TEXT_FIELD_NUMBER: _ClassVar[int]
    SECOND_TEXT_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    first_text: str
    second_text: str
    region_code: str
    def __init__(self, first_text: _Optional[str] = ..., second_text: _Optional[str] = ..., region_code: _Optional[str] = ...) -> None: ...

class CompareAddressesResponse(_message.Message):
    __slots__ = ("sameness", "score", "evidence")
    SAMENESS_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    sameness: Sameness
    score: float
    evidence: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, sameness: _Optional[_Union[Sameness, str]] = ..., score: _Optional[float] = ..., evidence: _Optional[_Iterable[str]] = ...) -> None: ...

class AddressEntry(_message.Message):
    __slots__ = ("id", "text")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: str
    def __init__(self, id: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class FindDuplicatesRequest(_message.Message):
    __slots__ = ("entries", "region_code", "at_least")
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    AT_LEAST_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[AddressEntry]
    region_code: str
    at_least: Sameness
    def __init__(self, entries: _Optional[_Iterable[_Union[AddressEntry, _Mapping]]] = ..., region_code: _Optional[str] = ..., at_least: _Optional[_Union[Sameness, str]] = ...) -> None: ...

class DuplicateGroup(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class FindDuplicatesResponse(_message.Message):
    __slots__ = ("groups",)
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[DuplicateGroup]
    def __init__(self, groups: _Optional[_Iterable[_Union[DuplicateGroup, _Mapping]]] = ...) -> None: ...

class BookRow(_message.Message):
    __slots__ = ("id", "text", "point", "zone_id", "attributes")
    ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    id: str
    text: str
    point: MapPoint
    zone_id: str
    attributes: _containers.RepeatedCompositeFieldContainer[Attribute]
    def __init__(self, id: _Optional[str] = ..., text: _Optional[str] = ..., point: _Optional[_Union[MapPoint, _Mapping]] = ..., zone_id: _Optional[str] = ..., attributes: _Optional[_Iterable[_Union[Attribute, _Mapping]]] = ...) -> None: ...

class BookInfo(_message.Message):
    __slots__ = ("id", "name", "region_code", "version", "row_count", "unread_count", "update_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    UNREAD_COUNT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    region_code: str
    version: int
    row_count: int
    unread_count: int
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., region_code: _Optional[str] = ..., version: _Optional[int] = ..., row_count: _Optional[int] = ..., unread_count: _Optional[int] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateBookRequest(_message.Message):
    __slots__ = ("book_id", "name", "region_code", "rows", "validate_only")
    BOOK_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    book_id: str
    name: str
    region_code: str
    rows: _containers.RepeatedCompositeFieldContainer[BookRow]
    validate_only: bool
    def __init__(self, book_id: _Optional[str] = ..., name: _Optional[str] = ..., region_code: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BookRow, _Mapping]]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateBookResponse(_message.Message):
    __slots__ = ("book", "unread_row_ids", "validation")
    BOOK_FIELD_NUMBER: _ClassVar[int]
    UNREAD_ROW_IDS_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    book: BookInfo
    unread_row_ids: _containers.RepeatedScalarFieldContainer[str]
    validation: _common_pb2.Validation
    def __init__(self, book: _Optional[_Union[BookInfo, _Mapping]] = ..., unread_row_ids: _Optional[_Iterable[str]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class ReplaceBookRequest(_message.Message):
    __slots__ = ("book_id", "name", "region_code", "rows", "validate_only")
    BOOK_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    book_id: str
    name: str
    region_code: str
    rows: _containers.RepeatedCompositeFieldContainer[BookRow]
    validate_only: bool
    def __init__(self, book_id: _Optional[str] = ..., name: _Optional[str] = ..., region_code: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BookRow, _Mapping]]] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class ReplaceBookResponse(_message.Message):
    __slots__ = ("book", "unread_row_ids", "validation")
    BOOK_FIELD_NUMBER: _ClassVar[int]
    UNREAD_ROW_IDS_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    book: BookInfo
    unread_row_ids: _containers.RepeatedScalarFieldContainer[str]
    validation: _common_pb2.Validation
    def __init__(self, book: _Optional[_Union[BookInfo, _Mapping]] = ..., unread_row_ids: _Optional[_Iterable[str]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class PatchBookRequest(_message.Message):
    __slots__ = ("book_id", "rows", "removed_ids", "expected_version", "validate_only")
    BOOK_ID_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    REMOVED_IDS_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_VERSION_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    book_id: str
    rows: _containers.RepeatedCompositeFieldContainer[BookRow]
    removed_ids: _containers.RepeatedScalarFieldContainer[str]
    expected_version: int
    validate_only: bool
    def __init__(self, book_id: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[BookRow, _Mapping]]] = ..., removed_ids: _Optional[_Iterable[str]] = ..., expected_version: _Optional[int] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class PatchBookResponse(_message.Message):
    __slots__ = ("book", "unread_row_ids", "validation")
    BOOK_FIELD_NUMBER: _ClassVar[int]
    UNREAD_ROW_IDS_FIELD_NUMBER: _ClassVar[int]
    VALIDATION_FIELD_NUMBER: _ClassVar[int]
    book: BookInfo
    unread_row_ids: _containers.RepeatedScalarFieldContainer[str]
    validation: _common_pb2.Validation
    def __init__(self, book: _Optional[_Union[BookInfo, _Mapping]] = ..., unread_row_ids: _Optional[_Iterable[str]] = ..., validation: _Optional[_Union[_common_pb2.Validation, _Mapping]] = ...) -> None: ...

class UploadBookSpec(_message.Message):
    __slots__ = ("book_id", "name", "region_code")
    BOOK_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    book_id: str
    name: str
    region_code: str
    def __init__(self, book_id: _Optional[str] = ..., name: _Optional[str] = ..., region_code: _Optional[str] = ...) -> None: ...

class BookRows(_message.Message):
    __slots__ = ("rows",)
    ROWS_FIELD_NUMBER: _ClassVar[int]
    rows: _containers.RepeatedCompositeFieldContainer[BookRow]
    def __init__(self, rows: _Optional[_Iterable[_Union[BookRow, _Mapping]]] = ...) -> None: ...

class UploadBookRequest(_message.Message):
    __slots__ = ("spec", "piece")
    SPEC_FIELD_NUMBER: _ClassVar[int]
    PIECE_FIELD_NUMBER: _ClassVar[int]
    spec: UploadBookSpec
    piece: BookRows
    def __init__(self, spec: _Optional[_Union[UploadBookSpec, _Mapping]] = ..., piece: _Optional[_Union[BookRows, _Mapping]] = ...) -> None: ...

class UploadBookResponse(_message.Message):
    __slots__ = ("book", "unread_row_ids")
    BOOK_FIELD_NUMBER: _ClassVar[int]
    UNREAD_ROW_IDS_FIELD_NUMBER: _ClassVar[int]
    book: BookInfo
    unread_row_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, book: _Optional[_Union[BookInfo, _Mapping]] = ..., unread_row_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class GetBookRequest(_message.Message):
    __slots__ = ("book_id", "page_size", "page_token")
    BOOK_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    book_id: str
    page_size: int
    page_token: str
    def __init__(self, book_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class GetBookResponse(_message.Message):
    __slots__ = ("book", "rows", "next_page_token")
    BOOK_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    book: BookInfo
    rows: _containers.RepeatedCompositeFieldContainer[BookRow]
    next_page_token: str
    def __init__(self, book: _Optional[_Union[BookInfo, _Mapping]] = ..., rows: _Optional[_Iterable[_Union[BookRow, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListBooksRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListBooksResponse(_message.Message):
    __slots__ = ("books",)
    BOOKS_FIELD_NUMBER: _ClassVar[int]
    books: _containers.RepeatedCompositeFieldContainer[BookInfo]
    def __init__(self, books: _Optional[_Iterable[_Union[BookInfo, _Mapping]]] = ...) -> None: ...

class DeleteBookRequest(_message.Message):
    __slots__ = ("book_id",)
    BOOK_ID_FIELD_NUMBER: _ClassVar[int]
    book_id: str
    def __init__(self, book_id: _Optional[str] = ...) -> None: ...

class DeleteBookResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PartEvidence(_message.Message):
    __slots__ = ("part", "relation")
    PART_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    part: str
    relation: Relation
    def __init__(self, part: _Optional[str] = ..., relation: _Optional[_Union[Relation, str]] = ...) -> None: ...

class BookEntry(_message.Message):
    __slots__ = ("row", "score", "evidence")
    ROW_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    row: BookRow
    score: float
    evidence: _containers.RepeatedCompositeFieldContainer[PartEvidence]
    def __init__(self, row: _Optional[_Union[BookRow, _Mapping]] = ..., score: _Optional[float] = ..., evidence: _Optional[_Iterable[_Union[PartEvidence, _Mapping]]] = ...) -> None: ...

class MatchAddressRequest(_message.Message):
    __slots__ = ("book_id", "text", "limit")
    BOOK_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    book_id: str
    text: str
    limit: int
    def __init__(self, book_id: _Optional[str] = ..., text: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class MatchAddressResponse(_message.Message):
    __slots__ = ("verdict", "entries", "book_version", "result")
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    BOOK_VERSION_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    verdict: BookVerdict
    entries: _containers.RepeatedCompositeFieldContainer[BookEntry]
    book_version: int
    result: _address_pb2.RecognizedAddress
    def __init__(self, verdict: _Optional[_Union[BookVerdict, str]] = ..., entries: _Optional[_Iterable[_Union[BookEntry, _Mapping]]] = ..., book_version: _Optional[int] = ..., result: _Optional[_Union[_address_pb2.RecognizedAddress, _Mapping]] = ...) -> None: ...

class Alias(_message.Message):
    __slots__ = ("id", "written", "confirmed_text", "region_code", "actor", "create_time", "deleted_by", "delete_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_TEXT_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    DELETED_BY_FIELD_NUMBER: _ClassVar[int]
    DELETE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    written: str
    confirmed_text: str
    region_code: str
    actor: str
    create_time: _timestamp_pb2.Timestamp
    deleted_by: str
    delete_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., written: _Optional[str] = ..., confirmed_text: _Optional[str] = ..., region_code: _Optional[str] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., deleted_by: _Optional[str] = ..., delete_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ConfirmCorrectionRequest(_message.Message):
    __slots__ = ("written", "confirmed_text", "region_code", "actor")
    WRITTEN_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_TEXT_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    written: str
    confirmed_text: str
    region_code: str
    actor: str
    def __init__(self, written: _Optional[str] = ..., confirmed_text: _Optional[str] = ..., region_code: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class ConfirmCorrectionResponse(_message.Message):
    __slots__ = ("alias", "result")
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    alias: Alias
    result: _address_pb2.RecognizedAddress
    def __init__(self, alias: _Optional[_Union[Alias, _Mapping]] = ..., result: _Optional[_Union[_address_pb2.RecognizedAddress, _Mapping]] = ...) -> None: ...

class ListAliasesRequest(_message.Message):
    __slots__ = ("include_deleted", "page_size", "page_token")
    INCLUDE_DELETED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    include_deleted: bool
    page_size: int
    page_token: str
    def __init__(self, include_deleted: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAliasesResponse(_message.Message):
    __slots__ = ("aliases", "next_page_token")
    ALIASES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    aliases: _containers.RepeatedCompositeFieldContainer[Alias]
    next_page_token: str
    def __init__(self, aliases: _Optional[_Iterable[_Union[Alias, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class DeleteAliasRequest(_message.Message):
    __slots__ = ("alias_id", "actor")
    ALIAS_ID_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    alias_id: str
    actor: str
    def __init__(self, alias_id: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class DeleteAliasResponse(_message.Message):
    __slots__ = ("alias",)
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    alias: Alias
    def __init__(self, alias: _Optional[_Union[Alias, _Mapping]] = ...) -> None: ...

class ZoneLayerSpec(_message.Message):
    __slots__ = ("id", "name", "format", "id_field", "station_field", "courier_territory_field", "sorting_code_field")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_FIELD_NUMBER: _ClassVar[int]
    STATION_FIELD_FIELD_NUMBER: _ClassVar[int]
    COURIER_TERRITORY_FIELD_FIELD_NUMBER: _ClassVar[int]
    SORTING_CODE_FIELD_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    format: ZoneLayerFormat
    id_field: str
    station_field: str
    courier_territory_field: str
    sorting_code_field: str
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., format: _Optional[_Union[ZoneLayerFormat, str]] = ..., id_field: _Optional[str] = ..., station_field: _Optional[str] = ..., courier_territory_field: _Optional[str] = ..., sorting_code_field: _Optional[str] = ...) -> None: ...

class LoadZoneLayerRequest(_message.Message):
    __slots__ = ("layer", "content")
    LAYER_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    layer: ZoneLayerSpec
    content: bytes
    def __init__(self, layer: _Optional[_Union[ZoneLayerSpec, _Mapping]] = ..., content: _Optional[bytes] = ...) -> None: ...

class ZoneLayerInfo(_message.Message):
    __slots__ = ("id", "name", "version", "zone_count", "update_time")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ZONE_COUNT_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    version: int
    zone_count: int
    update_time: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., version: _Optional[int] = ..., zone_count: _Optional[int] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ZoneOverlap(_message.Message):
    __slots__ = ("first_id", "second_id", "area_m2", "point")
    FIRST_ID_FIELD_NUMBER: _ClassVar[int]
    SECOND_ID_FIELD_NUMBER: _ClassVar[int]
    AREA_M2_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    first_id: str
    second_id: str
    area_m2: float
    point: MapPoint
    def __init__(self, first_id: _Optional[str] = ..., second_id: _Optional[str] = ..., area_m2: _Optional[float] = ..., point: _Optional[_Union[MapPoint, _Mapping]] = ...) -> None: ...

class ZoneGap(_message.Message):
    __slots__ = ("point", "area_m2")
    POINT_FIELD_NUMBER: _ClassVar[int]
    AREA_M2_FIELD_NUMBER: _ClassVar[int]
    point: MapPoint
    area_m2: float
    def __init__(self, point: _Optional[_Union[MapPoint, _Mapping]] = ..., area_m2: _Optional[float] = ...) -> None: ...

class InvalidZone(_message.Message):
    __slots__ = ("zone_id", "problem", "used", "point")
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    USED_FIELD_NUMBER: _ClassVar[int]
    POINT_FIELD_NUMBER: _ClassVar[int]
    zone_id: str
    problem: str
    used: bool
    point: MapPoint
    def __init__(self, zone_id: _Optional[str] = ..., problem: _Optional[str] = ..., used: _Optional[bool] = ..., point: _Optional[_Union[MapPoint, _Mapping]] = ...) -> None: ...

class ZoneLayerReport(_message.Message):
    __slots__ = ("overlaps", "overlap_count", "gaps", "gap_count", "invalid", "invalid_count", "duplicate_ids", "duplicate_id_count")
    OVERLAPS_FIELD_NUMBER: _ClassVar[int]
    OVERLAP_COUNT_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    GAP_COUNT_FIELD_NUMBER: _ClassVar[int]
    INVALID_FIELD_NUMBER: _ClassVar[int]
    INVALID_COUNT_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_IDS_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_ID_COUNT_FIELD_NUMBER: _ClassVar[int]
    overlaps: _containers.RepeatedCompositeFieldContainer[ZoneOverlap]
    overlap_count: int
    gaps: _containers.RepeatedCompositeFieldContainer[ZoneGap]
    gap_count: int
    invalid: _containers.RepeatedCompositeFieldContainer[InvalidZone]
    invalid_count: int
    duplicate_ids: _containers.RepeatedScalarFieldContainer[str]
    duplicate_id_count: int
    def __init__(self, overlaps: _Optional[_Iterable[_Union[ZoneOverlap, _Mapping]]] = ..., overlap_count: _Optional[int] = ..., gaps: _Optional[_Iterable[_Union[ZoneGap, _Mapping]]] = ..., gap_count: _Optional[int] = ..., invalid: _Optional[_Iterable[_Union[InvalidZone, _Mapping]]] = ..., invalid_count: _Optional[int] = ..., duplicate_ids: _Optional[_Iterable[str]] = ..., duplicate_id_count: _Optional[int] = ...) -> None: ...

class LoadZoneLayerResponse(_message.Message):
    __slots__ = ("layer", "report")
    LAYER_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    layer: ZoneLayerInfo
    report: ZoneLayerReport
    def __init__(self, layer: _Optional[_Union[ZoneLayerInfo, _Mapping]] = ..., report: _Optional[_Union[ZoneLayerReport, _Mapping]] = ...) -> None: ...

class GetZoneLayerRequest(_message.Message):
    __slots__ = ("layer_id",)
    LAYER_ID_FIELD_NUMBER: _ClassVar[int]
    layer_id: str
    def __init__(self, layer_id: _Optional[str] = ...) -> None: ...

class GetZoneLayerResponse(_message.Message):
    __slots__ = ("layer", "report")
    LAYER_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    layer: ZoneLayerInfo
    report: ZoneLayerReport
    def __init__(self, layer: _Optional[_Union[ZoneLayerInfo, _Mapping]] = ..., report: _Optional[_Union[ZoneLayerReport, _Mapping]] = ...) -> None: ...

class ListZoneLayersRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListZoneLayersResponse(_message.Message):
    __slots__ = ("layers",)
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    layers: _containers.RepeatedCompositeFieldContainer[ZoneLayerInfo]
    def __init__(self, layers: _Optional[_Iterable[_Union[ZoneLayerInfo, _Mapping]]] = ...) -> None: ...

class DeleteZoneLayerRequest(_message.Message):
    __slots__ = ("layer_id",)
    LAYER_ID_FIELD_NUMBER: _ClassVar[int]
    layer_id: str
    def __init__(self, layer_id: _Optional[str] = ...) -> None: ...

class DeleteZoneLayerResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
