"""Plain shapes that several rooms share: sizes, windows, positions, limits, reports.

All models are frozen and strict and refuse unknown fields; ranges are those the API states.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

EPOCH_MAX_S = 253_402_300_799
"""End of the year 9999, the last moment a protobuf timestamp may name."""

Id = Annotated[str, Field(min_length=1, max_length=128)]
EpochSeconds = Annotated[int, Field(ge=0, le=EPOCH_MAX_S)]
Length = Annotated[int, Field(ge=1, le=100_000)]
MinorUnits = Annotated[int, Field(ge=0, le=1_000_000_000_000)]


class Shape(BaseModel):
    """Base of every model at the edge of a room."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Size(Shape):
    """Measures of a cuboid in millimetres; height points up."""

    length_mm: Length
    width_mm: Length
    height_mm: Length

    @property
    def volume_mm3(self) -> int:
        """Cubic millimetres."""
        return self.length_mm * self.width_mm * self.height_mm


class Datum(StrEnum):
    """Coordinate system of a position."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


class Position(Shape):
    """A point on earth in degrees."""

    latitude_deg: Annotated[float, Field(ge=-90, le=90)]
    longitude_deg: Annotated[float, Field(ge=-180, le=180)]
    datum: Datum = Datum.WGS84


class TimeWindow(Shape):
    """A closed span of time, seconds since 1970-01-01 UTC."""

    start_time_s: EpochSeconds
    end_time_s: EpochSeconds


class Limit(Shape):
    """Largest allowed value of a quantity, in its own unit."""

    maximum: Annotated[int, Field(ge=0, le=1_000_000_000_000)]


class SearchReport(Shape):
    """How an answer was found. `elapsed_ms` is wall time in milliseconds."""

    engine: str
    elapsed_ms: int
    proved_optimal: bool = False
    time_limit_reached: bool = False
