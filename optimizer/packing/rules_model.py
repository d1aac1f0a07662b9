"""The physical rules of a packing as plain models: who may carry, join or precede whom, and where.

Field names, ranges and defaults are those of `fulfillment/v1/packing.proto`, which also says what
each rule means. Millimetres, grams; x along the length of a unit, y along its width, z upwards.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from optimizer.shapes import Id, Shape, Size

OptionalName = Annotated[str, Field(max_length=128)]
Offset = Annotated[int, Field(ge=0, le=100_000)]
Place = Annotated[int, Field(ge=-100_000, le=200_000)]
Grams = Annotated[int, Field(ge=0, le=1_000_000_000)]
DropNumber = Annotated[int, Field(ge=1, le=100_000)]


class DoorSide(StrEnum):
    """The side of a load unit from which pieces go in and come out."""

    TOP = "top"
    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    BACK = "back"


class ReservedSpace(Shape):
    """A cuboid of a unit in which nothing may be placed; pieces stand on it when it `carries`."""

    x_mm: Offset = 0
    y_mm: Offset = 0
    z_mm: Offset = 0
    size: Size
    carries: bool = False


class CentreOfGravityWindow(Shape):
    """Where the centre of gravity of a unit's contents may lie; None is no limit on that side."""

    min_x_mm: Place | None = None
    max_x_mm: Place | None = None
    min_y_mm: Place | None = None
    max_y_mm: Place | None = None
    max_z_mm: Place | None = None


class Axle(Shape):
    """One of the two supports of a vehicle, `position_mm` along its length from x = 0.

    It bears `empty_load_g` when nothing is loaded; `max_load_g` and `min_load_g` include that.
    """

    position_mm: Place
    max_load_g: Grams
    empty_load_g: Grams = 0
    min_load_g: Grams = 0


class StackingRule(Shape):
    """Pieces of `stackability_class` rest only on the floor and on pieces of `may_rest_on`."""

    stackability_class: Id
    may_rest_on: Annotated[tuple[Id, ...], Field(max_length=1_000)] = ()


class GroupRule(Shape):
    """What holds for the pieces that name `group`.

    `together`: all of them in one load unit, or none packed. `apart_from`: never in one unit with a
    piece of those groups. `max_pieces_per_unit` None means no limit.
    """

    group: Id
    together: bool = False
    apart_from: Annotated[tuple[Id, ...], Field(max_length=1_000)] = ()
    max_pieces_per_unit: Annotated[int, Field(ge=1, le=100_000)] | None = None


Growth = Annotated[int, Field(ge=1, le=100_000)]
Groups = Annotated[tuple[Id, ...], Field(max_length=16)]
ReservedSpaces = Annotated[tuple[ReservedSpace, ...], Field(max_length=100)]
Axles = Annotated[tuple[Axle, ...], Field(max_length=2)]
Stacking = Annotated[tuple[StackingRule, ...], Field(max_length=1_000)]
GroupRules = Annotated[tuple[GroupRule, ...], Field(max_length=1_000)]
Padding = Annotated[int, Field(ge=0, le=10_000)]
Overhang = Annotated[int, Field(ge=0, le=10_000)]
