"""The words of `gazetteer.proto` as plain frozen models, field by field."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from address.model import READ_MAX, AddressShape
from address.places_model import EpochSeconds, Id, MapPoint

OWN_ROWS_MAX = 20_000
NAME_MIN = 2
GivenRegionCode = Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]
OwnName = Annotated[str, Field(min_length=1, max_length=100)]


class GazetteerOrigin(StrEnum):
    """Where a gazetteer comes from."""

    SHIPPED = "shipped"
    IMPORTED = "imported"


class TableCount(AddressShape):
    """How many rows a table has."""

    table: str
    rows: int


class GazetteerInfo(AddressShape):
    """A gazetteer besides its rows; `version` is 0 for what ships."""

    region_code: str
    name: str = ""
    origin: GazetteerOrigin
    version: int = 0
    tables: tuple[TableCount, ...] = ()
    attribution: str = ""
    licence: str = ""
    snapshot: str = ""
    update_time_s: EpochSeconds | None = None


class GazetteerRowSet(AddressShape):
    """A set of own rows besides the rows; `version` rises with every change."""

    id: str
    region_code: str
    version: int
    row_count: int
    update_time_s: EpochSeconds


class ListGazetteersRequest(AddressShape):
    """All gazetteers and sets of own rows."""


class ListGazetteersResponse(AddressShape):
    """Gazetteers by country, sets by id."""

    gazetteers: tuple[GazetteerInfo, ...] = ()
    row_sets: tuple[GazetteerRowSet, ...] = ()


class GazetteerSpec(AddressShape):
    """What is imported; its files come beside it."""

    region_code: GivenRegionCode
    validate_only: bool = False


class ImportGazetteerResponse(AddressShape):
    """The gazetteer, and houses of an extract that were left out, by reason."""

    gazetteer: GazetteerInfo
    left_out: tuple[TableCount, ...] = ()


class RemoveGazetteerRequest(AddressShape):
    """A gazetteer that was imported."""

    region_code: GivenRegionCode


class RemoveGazetteerResponse(AddressShape):
    """It is gone."""


class GazetteerRowKind(StrEnum):
    """What an own row says."""

    NEW_DIVISION = "new_division"
    CHANGED_DIVISION = "changed_division"
    STREET = "street"
    PLACE = "place"
    ALIAS = "alias"


class GazetteerRow(AddressShape):
    """A row of the caller's on top of a gazetteer. `radius_m` 0 means what is usual."""

    id: Id
    kind: GazetteerRowKind
    name: OwnName
    also_named: Annotated[tuple[OwnName, ...], Field(max_length=20)] = ()
    code: Annotated[str, Field(max_length=32)] = ""
    parent: Annotated[str, Field(max_length=100)] = ""
    meaning: Annotated[str, Field(max_length=READ_MAX)] = ""
    point: MapPoint | None = None
    radius_m: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the one in full first."""
        return (self.name, *self.also_named)


class PutGazetteerRowsRequest(AddressShape):
    """A set of own rows."""

    set_id: Id
    region_code: GivenRegionCode
    rows: Annotated[tuple[GazetteerRow, ...], Field(min_length=1, max_length=OWN_ROWS_MAX)]
    validate_only: bool = False


class PatchGazetteerRowsRequest(AddressShape):
    """Rows to put into a set, and ids of rows to remove from it."""

    set_id: Id
    rows: Annotated[tuple[GazetteerRow, ...], Field(max_length=OWN_ROWS_MAX)] = ()
    removed_ids: Annotated[tuple[Id, ...], Field(max_length=OWN_ROWS_MAX)] = ()
    validate_only: bool = False


class GetGazetteerRowsRequest(AddressShape):
    """A set that is asked for."""

    set_id: Id


class GetGazetteerRowsResponse(AddressShape):
    """A set with its rows."""

    set: GazetteerRowSet
    rows: tuple[GazetteerRow, ...] = ()


class RemoveGazetteerRowsRequest(AddressShape):
    """A set to delete."""

    set_id: Id


class RemoveGazetteerRowsResponse(AddressShape):
    """It is gone."""
