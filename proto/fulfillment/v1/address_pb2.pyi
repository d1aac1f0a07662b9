from fulfillment.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Origin(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORIGIN_UNSPECIFIED: _ClassVar[Origin]
    ORIGIN_STATED: _ClassVar[Origin]
    ORIGIN_COMPLETED: _ClassVar[Origin]
    ORIGIN_CORRECTED: _ClassVar[Origin]
    ORIGIN_INFERRED: _ClassVar[Origin]

class AddressLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ADDRESS_LEVEL_UNSPECIFIED: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_COUNTRY: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_PROVINCE: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_CITY: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_DISTRICT: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_TOWNSHIP: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_VILLAGE: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_ROAD: _ClassVar[AddressLevel]
    ADDRESS_LEVEL_HOUSE: _ClassVar[AddressLevel]

class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VERDICT_UNSPECIFIED: _ClassVar[Verdict]
    VERDICT_ACCEPT: _ClassVar[Verdict]
    VERDICT_CONFIRM: _ClassVar[Verdict]
    VERDICT_FIX: _ClassVar[Verdict]

class AddressIssueClass(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ADDRESS_ISSUE_CLASS_UNSPECIFIED: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_CONFLICT: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_REDUNDANCY: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_WRONG_LEVEL: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_MISSING: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_UNKNOWN: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_AMBIGUOUS: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_MISSPELT: _ClassVar[AddressIssueClass]
    ADDRESS_ISSUE_CLASS_OUTDATED: _ClassVar[AddressIssueClass]

class FieldStanding(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIELD_STANDING_UNSPECIFIED: _ClassVar[FieldStanding]
    FIELD_STANDING_CONFIRMED: _ClassVar[FieldStanding]
    FIELD_STANDING_CORRECTED: _ClassVar[FieldStanding]
    FIELD_STANDING_COMPLETED: _ClassVar[FieldStanding]
    FIELD_STANDING_CONTRADICTED: _ClassVar[FieldStanding]
    FIELD_STANDING_UNCHECKED: _ClassVar[FieldStanding]
ORIGIN_UNSPECIFIED: Origin
ORIGIN_STATED: Origin
ORIGIN_COMPLETED: Origin
ORIGIN_CORRECTED: Origin
ORIGIN_INFERRED: Origin
ADDRESS_LEVEL_UNSPECIFIED: AddressLevel
ADDRESS_LEVEL_COUNTRY: AddressLevel
ADDRESS_LEVEL_PROVINCE: AddressLevel
ADDRESS_LEVEL_CITY: AddressLevel
ADDRESS_LEVEL_DISTRICT: AddressLevel
ADDRESS_LEVEL_TOWNSHIP: AddressLevel
ADDRESS_LEVEL_VILLAGE: AddressLevel
ADDRESS_LEVEL_ROAD: AddressLevel
ADDRESS_LEVEL_HOUSE: AddressLevel
VERDICT_UNSPECIFIED: Verdict
VERDICT_ACCEPT: Verdict
VERDICT_CONFIRM: Verdict
VERDICT_FIX: Verdict
ADDRESS_ISSUE_CLASS_UNSPECIFIED: AddressIssueClass
ADDRESS_ISSUE_CLASS_CONFLICT: AddressIssueClass
ADDRESS_ISSUE_CLASS_REDUNDANCY: AddressIssueClass
ADDRESS_ISSUE_CLASS_WRONG_LEVEL: AddressIssueClass
ADDRESS_ISSUE_CLASS_MISSING: AddressIssueClass
ADDRESS_ISSUE_CLASS_UNKNOWN: AddressIssueClass
ADDRESS_ISSUE_CLASS_AMBIGUOUS: AddressIssueClass
ADDRESS_ISSUE_CLASS_MISSPELT: AddressIssueClass
ADDRESS_ISSUE_CLASS_OUTDATED: AddressIssueClass
FIELD_STANDING_UNSPECIFIED: FieldStanding
FIELD_STANDING_CONFIRMED: FieldStanding
FIELD_STANDING_CORRECTED: FieldStanding
FIELD_STANDING_COMPLETED: FieldStanding
FIELD_STANDING_CONTRADICTED: FieldStanding
FIELD_STANDING_UNCHECKED: FieldStanding

class Span(_message.Message):
    __slots__ = ("start", "end")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    start: int
    end: int
    def __init__(self, start: _Optional[int] = ..., end: _Optional[int] = ...) -> None: ...

class AddressPart(_message.Message):
    __slots__ = ("written", "value", "code", "span", "confidence", "origin")
    WRITTEN_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    SPAN_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    written: str
    value: str
    code: str
    span: Span
    confidence: float
    origin: Origin
    def __init__(self, written: _Optional[str] = ..., value: _Optional[str] = ..., code: _Optional[str] = ..., span: _Optional[_Union[Span, _Mapping]] = ..., confidence: _Optional[float] = ..., origin: _Optional[_Union[Origin, str]] = ...) -> None: ...

class Address(_message.Message):
    __slots__ = ("recipient", "phones", "postcode", "country", "province", "city", "district", "township", "village", "road", "house_number", "poi", "building", "unit", "floor", "room", "remark", "lane")
    RECIPIENT_FIELD_NUMBER: _ClassVar[int]
    PHONES_FIELD_NUMBER: _ClassVar[int]
    POSTCODE_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    CITY_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_FIELD_NUMBER: _ClassVar[int]
    TOWNSHIP_FIELD_NUMBER: _ClassVar[int]
    VILLAGE_FIELD_NUMBER: _ClassVar[int]
    ROAD_FIELD_NUMBER: _ClassVar[int]
    HOUSE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    POI_FIELD_NUMBER: _ClassVar[int]
    BUILDING_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    FLOOR_FIELD_NUMBER: _ClassVar[int]
    ROOM_FIELD_NUMBER: _ClassVar[int]
    REMARK_FIELD_NUMBER: _ClassVar[int]
    LANE_FIELD_NUMBER: _ClassVar[int]
    recipient: AddressPart
    phones: _containers.RepeatedCompositeFieldContainer[AddressPart]
    postcode: AddressPart
    country: AddressPart
    province: AddressPart
    city: AddressPart
    district: AddressPart
    township: AddressPart
    village: AddressPart
    road: AddressPart
    house_number: AddressPart
    poi: AddressPart
    building: AddressPart
    unit: AddressPart
    floor: AddressPart
    room: AddressPart
    remark: AddressPart
    lane: AddressPart
    def __init__(self, recipient: _Optional[_Union[AddressPart, _Mapping]] = ..., phones: _Optional[_Iterable[_Union[AddressPart, _Mapping]]] = ..., postcode: _Optional[_Union[AddressPart, _Mapping]] = ..., country: _Optional[_Union[AddressPart, _Mapping]] = ..., province: _Optional[_Union[AddressPart, _Mapping]] = ..., city: _Optional[_Union[AddressPart, _Mapping]] = ..., district: _Optional[_Union[AddressPart, _Mapping]] = ..., township: _Optional[_Union[AddressPart, _Mapping]] = ..., village: _Optional[_Union[AddressPart, _Mapping]] = ..., road: _Optional[_Union[AddressPart, _Mapping]] = ..., house_number: _Optional[_Union[AddressPart, _Mapping]] = ..., poi: _Optional[_Union[AddressPart, _Mapping]] = ..., building: _Optional[_Union[AddressPart, _Mapping]] = ..., unit: _Optional[_Union[AddressPart, _Mapping]] = ..., floor: _Optional[_Union[AddressPart, _Mapping]] = ..., room: _Optional[_Union[AddressPart, _Mapping]] = ..., remark: _Optional[_Union[AddressPart, _Mapping]] = ..., lane: _Optional[_Union[AddressPart, _Mapping]] = ...) -> None: ...

class Location(_message.Message):
    __slots__ = ("position", "radius_m", "level", "zone_id")
    POSITION_FIELD_NUMBER: _ClassVar[int]
    RADIUS_M_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    ZONE_ID_FIELD_NUMBER: _ClassVar[int]
    position: _common_pb2.Position
    radius_m: int
    level: AddressLevel
    zone_id: str
    def __init__(self, position: _Optional[_Union[_common_pb2.Position, _Mapping]] = ..., radius_m: _Optional[int] = ..., level: _Optional[_Union[AddressLevel, str]] = ..., zone_id: _Optional[str] = ...) -> None: ...

class AddressIssue(_message.Message):
    __slots__ = ("issue_class", "field", "description")
    ISSUE_CLASS_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    issue_class: AddressIssueClass
    field: str
    description: str
    def __init__(self, issue_class: _Optional[_Union[AddressIssueClass, str]] = ..., field: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class AddressCandidate(_message.Message):
    __slots__ = ("address", "score", "evidence")
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    address: Address
    score: float
    evidence: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, address: _Optional[_Union[Address, _Mapping]] = ..., score: _Optional[float] = ..., evidence: _Optional[_Iterable[str]] = ...) -> None: ...

class RecognizedAddress(_message.Message):
    __slots__ = ("address", "location", "verdict", "confidence", "issues", "candidates", "question")
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    LOCATION_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    address: Address
    location: Location
    verdict: Verdict
    confidence: float
    issues: _containers.RepeatedCompositeFieldContainer[AddressIssue]
    candidates: _containers.RepeatedCompositeFieldContainer[AddressCandidate]
    question: str
    def __init__(self, address: _Optional[_Union[Address, _Mapping]] = ..., location: _Optional[_Union[Location, _Mapping]] = ..., verdict: _Optional[_Union[Verdict, str]] = ..., confidence: _Optional[float] = ..., issues: _Optional[_Iterable[_Union[AddressIssue, _Mapping]]] = ..., candidates: _Optional[_Iterable[_Union[AddressCandidate, _Mapping]]] = ..., question: _Optional[str] = ...) -> None: ...

class RecognizeRequest(_message.Message):
    __slots__ = ("text", "region_code")
    TEXT_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    text: str
    region_code: str
    def __init__(self, text: _Optional[str] = ..., region_code: _Optional[str] = ...) -> None: ...

class RecognizeResponse(_message.Message):
    __slots__ = ("result",)
    RESULT_FIELD_NUMBER: _ClassVar[int]
    result: RecognizedAddress
    def __init__(self, result: _Optional[_Union[RecognizedAddress, _Mapping]] = ...) -> None: ...

class BatchRecognizeRequest(_message.Message):
    __slots__ = ("requests",)
    REQUESTS_FIELD_NUMBER: _ClassVar[int]
    requests: _containers.RepeatedCompositeFieldContainer[RecognizeRequest]
    def __init__(self, requests: _Optional[_Iterable[_Union[RecognizeRequest, _Mapping]]] = ...) -> None: ...

class BatchRecognizeResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[BatchRecognizeResult]
    def __init__(self, results: _Optional[_Iterable[_Union[BatchRecognizeResult, _Mapping]]] = ...) -> None: ...

class BatchRecognizeResult(_message.Message):
    __slots__ = ("result", "violation")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_FIELD_NUMBER: _ClassVar[int]
    result: RecognizedAddress
    violation: _common_pb2.FieldViolation
    def __init__(self, result: _Optional[_Union[RecognizedAddress, _Mapping]] = ..., violation: _Optional[_Union[_common_pb2.FieldViolation, _Mapping]] = ...) -> None: ...

class StreamRecognizeRequest(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: RecognizeRequest
    def __init__(self, request: _Optional[_Union[RecognizeRequest, _Mapping]] = ...) -> None: ...

class StreamRecognizeResponse(_message.Message):
    __slots__ = ("result", "violation")
    RESULT_FIELD_NUMBER: _ClassVar[int]
    VIOLATION_FIELD_NUMBER: _ClassVar[int]
    result: RecognizedAddress
    violation: _common_pb2.FieldViolation
    def __init__(self, result: _Optional[_Union[RecognizedAddress, _Mapping]] = ..., violation: _Optional[_Union[_common_pb2.FieldViolation, _Mapping]] = ...) -> None: ...

class StatedAddress(_message.Message):
    __slots__ = ("province", "city", "district", "township", "village", "road", "house_number", "poi", "postcode")
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    CITY_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_FIELD_NUMBER: _ClassVar[int]
    TOWNSHIP_FIELD_NUMBER: _ClassVar[int]
    VILLAGE_FIELD_NUMBER: _ClassVar[int]
    ROAD_FIELD_NUMBER: _ClassVar[int]
    HOUSE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    POI_FIELD_NUMBER: _ClassVar[int]
    POSTCODE_FIELD_NUMBER: _ClassVar[int]
    province: str
    city: str
    district: str
    township: str
    village: str
    road: str
    house_number: str
    poi: str
    postcode: str
    def __init__(self, province: _Optional[str] = ..., city: _Optional[str] = ..., district: _Optional[str] = ..., township: _Optional[str] = ..., village: _Optional[str] = ..., road: _Optional[str] = ..., house_number: _Optional[str] = ..., poi: _Optional[str] = ..., postcode: _Optional[str] = ...) -> None: ...

class ValidateAddressRequest(_message.Message):
    __slots__ = ("address", "region_code")
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    REGION_CODE_FIELD_NUMBER: _ClassVar[int]
    address: StatedAddress
    region_code: str
    def __init__(self, address: _Optional[_Union[StatedAddress, _Mapping]] = ..., region_code: _Optional[str] = ...) -> None: ...

class FieldCheck(_message.Message):
    __slots__ = ("field", "given", "value", "code", "standing")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    GIVEN_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    field: str
    given: str
    value: str
    code: str
    standing: FieldStanding
    def __init__(self, field: _Optional[str] = ..., given: _Optional[str] = ..., value: _Optional[str] = ..., code: _Optional[str] = ..., standing: _Optional[_Union[FieldStanding, str]] = ...) -> None: ...

class ValidateAddressResponse(_message.Message):
    __slots__ = ("fields", "result")
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    fields: _containers.RepeatedCompositeFieldContainer[FieldCheck]
    result: RecognizedAddress
    def __init__(self, fields: _Optional[_Iterable[_Union[FieldCheck, _Mapping]]] = ..., result: _Optional[_Union[RecognizedAddress, _Mapping]] = ...) -> None: ...
