"""The words of `places.proto` as plain frozen models, field by field."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from address.book_match import BookVerdict, Relation
from address.datum import CoordinateSystem
from address.model import (
    READ_MAX,
    TEXT_MAX,
    AddressLevel,
    AddressShape,
    RecognizedAddress,
    Share,
)

Id = Annotated[str, Field(min_length=1, max_length=128)]
RegionCode = Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$")]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_MAX)]
ShortText = Annotated[str, Field(min_length=1, max_length=READ_MAX)]
DUPLICATES_MAX = 20_000


class MapPoint(AddressShape):
    """A point on earth, degrees, with the name of its system."""

    latitude_deg: Annotated[float, Field(ge=-90, le=90)]
    longitude_deg: Annotated[float, Field(ge=-180, le=180)]
    coordinate_system: CoordinateSystem


class Attribute(AddressShape):
    """A fact about a thing, in the caller's own words."""

    key: Id
    value: Annotated[str, Field(max_length=2_000)] = ""


class GeocodeRequest(AddressShape):
    """An address whose place is asked for."""

    text: Text
    region_code: RegionCode = ""
    coordinate_system: CoordinateSystem = CoordinateSystem.WGS84
    layer_id: Annotated[str, Field(max_length=128)] = ""


class DeliveryZone(AddressShape):
    """A zone with the other columns of its layer; `area_m2` is its area on the ground."""

    id: str
    name: str
    attributes: tuple[Attribute, ...] = ()
    area_m2: float = 0.0
    station: str = ""
    courier_territory: str = ""
    sorting_code: str = ""


class GeocodeResponse(AddressShape):
    """Where an address is; `point` and `level` are None when nothing was located."""

    point: MapPoint | None = None
    radius_m: int = 0
    level: AddressLevel | None = None
    result: RecognizedAddress
    zones: tuple[DeliveryZone, ...] = ()
    layer_version: int = 0


class ReverseGeocodeRequest(AddressShape):
    """A point whose address is asked for."""

    point: MapPoint
    region_code: RegionCode = ""


class ReverseGeocodeResponse(AddressShape):
    """The address at a point."""

    result: RecognizedAddress


class LookupZoneRequest(AddressShape):
    """A point whose zones are asked for."""

    point: MapPoint
    layer_id: Id


class LookupZoneResponse(AddressShape):
    """The zones of a point, smallest first."""

    zones: tuple[DeliveryZone, ...] = ()
    layer_version: int = 0


class FormatLabelRequest(AddressShape):
    """An address to write for a label."""

    text: Text
    region_code: Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]
    sender_region_code: RegionCode = ""


class FormatLabelResponse(AddressShape):
    """The lines of a label, and what was read."""

    lines: tuple[str, ...] = ()
    result: RecognizedAddress


class SamenessLevel(StrEnum):
    """How much two addresses have in common, rising; the names of `similarity.Sameness`."""

    DIFFERENT = "different"
    SAME_AREA = "same_area"
    SAME_ROAD = "same_road"
    SAME_HOUSE = "same_house"
    SAME_DOOR = "same_door"


class CompareAddressesRequest(AddressShape):
    """Two addresses to compare."""

    first_text: Text
    second_text: Text
    region_code: RegionCode = ""


class CompareAddressesResponse(AddressShape):
    """How much is the same, how sure, and why."""

    sameness: SamenessLevel
    score: Share
    evidence: tuple[str, ...] = ()


class AddressEntry(AddressShape):
    """An address of a list."""

    id: Id
    text: ShortText


class FindDuplicatesRequest(AddressShape):
    """Addresses among which doubles are looked for."""

    entries: Annotated[tuple[AddressEntry, ...], Field(min_length=1, max_length=DUPLICATES_MAX)]
    region_code: RegionCode = ""
    at_least: SamenessLevel = SamenessLevel.SAME_DOOR


class DuplicateGroup(AddressShape):
    """Ids of entries that are the same place."""

    ids: tuple[str, ...]


class FindDuplicatesResponse(AddressShape):
    """The groups, in the order of their first entries."""

    groups: tuple[DuplicateGroup, ...] = ()


# ---- books ---------------------------------------------------------------------------------------

EPOCH_MAX_S = 253_402_300_799
"""End of the year 9999, the last moment a protobuf timestamp may name."""

ROWS_MAX = 100_000
PIECE_MAX = 20_000
UPLOAD_MAX = 1_000_000
EpochSeconds = Annotated[int, Field(ge=0, le=EPOCH_MAX_S)]
Name = Annotated[str, Field(max_length=200)]
PageToken = Annotated[str, Field(max_length=128)]


class BookRow(AddressShape):
    """A place of the caller's."""

    id: Id
    text: ShortText
    point: MapPoint | None = None
    zone_id: Annotated[str, Field(max_length=128)] = ""
    attributes: Annotated[tuple[Attribute, ...], Field(max_length=50)] = ()


Rows = Annotated[tuple[BookRow, ...], Field(min_length=1, max_length=ROWS_MAX)]


class BookInfo(AddressShape):
    """A book besides its rows; `version` rises with every change."""

    id: str
    name: str = ""
    region_code: str = ""
    version: int
    row_count: int
    unread_count: int = 0
    update_time_s: EpochSeconds


class CreateBookRequest(AddressShape):
    """Rows for a new book."""

    book_id: Id
    name: Name = ""
    region_code: RegionCode = ""
    rows: Rows
    validate_only: bool = False


class ReplaceBookRequest(CreateBookRequest):
    """Rows in place of those of a book."""


class PatchBookRequest(AddressShape):
    """Rows to put into a book, and ids of rows to remove from it."""

    book_id: Id
    rows: Annotated[tuple[BookRow, ...], Field(max_length=PIECE_MAX)] = ()
    removed_ids: Annotated[tuple[Id, ...], Field(max_length=PIECE_MAX)] = ()
    expected_version: Annotated[int, Field(ge=0, le=9_007_199_254_740_991)] = 0
    validate_only: bool = False


class UploadBookSpec(AddressShape):
    """What a book that is uploaded is called."""

    book_id: Id
    name: Name = ""
    region_code: RegionCode = ""


class BookRows(AddressShape):
    """A piece of a book."""

    rows: Annotated[tuple[BookRow, ...], Field(min_length=1, max_length=PIECE_MAX)]


class StoredBook(AddressShape):
    """A book that was stored, None when only checked; `unread_row_ids` are rows that only their
    very text finds."""

    book: BookInfo | None = None
    unread_row_ids: tuple[str, ...] = ()


class GetBookRequest(AddressShape):
    """A book, and a page of its rows."""

    book_id: Id
    page_size: Annotated[int, Field(ge=0, le=1_000)] = 0
    page_token: PageToken = ""


class GetBookResponse(AddressShape):
    """A book with a page of rows; `next_page_token` is empty after the last."""

    book: BookInfo
    rows: tuple[BookRow, ...] = ()
    next_page_token: str = ""


class ListBooksRequest(AddressShape):
    """All books."""


class ListBooksResponse(AddressShape):
    """The books, by id."""

    books: tuple[BookInfo, ...] = ()


class DeleteBookRequest(AddressShape):
    """A book to delete."""

    book_id: Id


class DeleteBookResponse(AddressShape):
    """It is gone."""


class PartEvidence(AddressShape):
    """One part compared."""

    part: str
    relation: Relation


class BookEntry(AddressShape):
    """An entry beside the text."""

    row: BookRow
    score: Share
    evidence: tuple[PartEvidence, ...] = ()


class MatchAddressRequest(AddressShape):
    """An address that is looked for in a book."""

    book_id: Id
    text: Text
    limit: Annotated[int, Field(ge=1, le=20)] = 5


class MatchAddressResponse(AddressShape):
    """Whether it is in the book, and the nearest entries."""

    verdict: BookVerdict
    entries: tuple[BookEntry, ...] = ()
    book_version: int
    result: RecognizedAddress


# ---- confirmed corrections -----------------------------------------------------------------------


class Alias(AddressShape):
    """A confirmed correction; `delete_time_s` is None while it is in force."""

    id: str
    written: str
    confirmed_text: str
    region_code: str = ""
    actor: str
    create_time_s: EpochSeconds
    deleted_by: str = ""
    delete_time_s: EpochSeconds | None = None


class ConfirmCorrectionRequest(AddressShape):
    """Words as written, and what they mean."""

    written: Annotated[str, Field(min_length=1, max_length=200)]
    confirmed_text: ShortText
    region_code: RegionCode = ""
    actor: Id


class ConfirmCorrectionResponse(AddressShape):
    """What was learnt, and how the confirmed text is read."""

    alias: Alias
    result: RecognizedAddress


class ListAliasesRequest(AddressShape):
    """A page of what was learnt; 0 means 100 a page."""

    include_deleted: bool = False
    page_size: Annotated[int, Field(ge=0, le=1_000)] = 0
    page_token: PageToken = ""


class ListAliasesResponse(AddressShape):
    """Aliases, newest first."""

    aliases: tuple[Alias, ...] = ()
    next_page_token: str = ""


class DeleteAliasRequest(AddressShape):
    """An alias to take back."""

    alias_id: Id
    actor: Id


class DeleteAliasResponse(AddressShape):
    """The alias as it was."""

    alias: Alias


# ---- zone layers ---------------------------------------------------------------------------------


class ZoneLayerFormat(StrEnum):
    """File formats of layers."""

    GEOJSON = "geojson"
    GEOPACKAGE = "geopackage"
    SHAPEFILE = "shapefile"


Column = Annotated[str, Field(max_length=128)]


class ZoneLayerSpec(AddressShape):
    """What a layer is called and how it is read."""

    id: Id
    name: Name = ""
    format: ZoneLayerFormat
    id_field: Column = ""
    station_field: Column = ""
    courier_territory_field: Column = ""
    sorting_code_field: Column = ""


class ZoneLayerInfo(AddressShape):
    """A layer besides its zones."""

    id: str
    name: str = ""
    version: int
    zone_count: int
    update_time_s: EpochSeconds


class ZoneOverlap(AddressShape):
    """Two zones that cover the same ground."""

    first_id: str
    second_id: str
    area_m2: float
    point: MapPoint | None = None


class ZoneGap(AddressShape):
    """Ground inside the layer that no zone covers."""

    point: MapPoint
    area_m2: float


class InvalidZone(AddressShape):
    """A polygon that had to be repaired or left out."""

    zone_id: str
    problem: str
    used: bool = False
    point: MapPoint | None = None


class ZoneLayerReport(AddressShape):
    """Everything doubtful about a layer: the largest of each kind, and how many there are."""

    overlaps: tuple[ZoneOverlap, ...] = ()
    overlap_count: int = 0
    gaps: tuple[ZoneGap, ...] = ()
    gap_count: int = 0
    invalid: tuple[InvalidZone, ...] = ()
    invalid_count: int = 0
    duplicate_ids: tuple[str, ...] = ()
    duplicate_id_count: int = 0


class LoadZoneLayerResponse(AddressShape):
    """The stored layer and what is doubtful about it."""

    layer: ZoneLayerInfo
    report: ZoneLayerReport


class GetZoneLayerRequest(AddressShape):
    """A layer that is asked for."""

    layer_id: Id


class GetZoneLayerResponse(LoadZoneLayerResponse):
    """The layer and what is doubtful about it."""


class ListZoneLayersRequest(AddressShape):
    """All layers that were loaded."""


class ListZoneLayersResponse(AddressShape):
    """The layers, by id."""

    layers: tuple[ZoneLayerInfo, ...] = ()


class DeleteZoneLayerRequest(AddressShape):
    """A layer to delete."""

    layer_id: Id


class DeleteZoneLayerResponse(AddressShape):
    """It is gone."""
