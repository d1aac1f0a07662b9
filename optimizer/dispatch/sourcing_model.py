"""Sourcing: which warehouse serves each line of each order.

Ways are given per warehouse and order as money: the caller knows its tariffs. Times are seconds
since 1970-01-01 UTC.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.shapes import EpochSeconds, Id, MinorUnits, Position, SearchReport, Shape

Pieces = Annotated[int, Field(ge=1, le=1_000_000)]


class StockLine(Shape):
    """Pieces of an item in a warehouse."""

    item_id: Id
    quantity: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0


class Warehouse(Shape):
    """A warehouse with its stock; `cut_off_time_s` is until when orders are taken."""

    id: Id
    position: Position
    stock: Annotated[tuple[StockLine, ...], Field(max_length=100_000)] = ()
    line_limit: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    cut_off_time_s: EpochSeconds | None = None
    parcel_cost_minor: MinorUnits | None = None


class SourcingLine(Shape):
    """Pieces of an item that an order wants; they come from one warehouse together."""

    item_id: Id
    quantity: Pieces = 1


class SourcingOrder(Shape):
    """An order at a place, ready to be worked on from a moment on."""

    id: Id
    position: Position
    lines: Annotated[tuple[SourcingLine, ...], Field(min_length=1, max_length=200)]
    ready_time_s: EpochSeconds | None = None


class SourcingProblem(Shape):
    """Order lines to give to warehouses. Costs: each parcel (warehouse used for an order), its way,
    and a penalty for each parcel of an order after the first."""

    warehouses: Annotated[tuple[Warehouse, ...], Field(min_length=1, max_length=200)]
    orders: Annotated[tuple[SourcingOrder, ...], Field(max_length=5_000)] = ()
    cost_per_km_minor: MinorUnits | None = None
    split_cost_minor: MinorUnits | None = None
    whole_orders_only: bool = False


class SourcedLine(Shape):
    """A line and the warehouse that serves it; `line` counts from 1."""

    order_id: Id
    line: int
    item_id: Id
    quantity: int
    warehouse_id: Id


class UnsourcedLine(Shape):
    """A line that no warehouse serves, and why."""

    order_id: Id
    line: int
    item_id: Id
    explanation: str


class SourcingPlan(Shape):
    """Who serves what. Costs are rounded half up once; the bound is for as many lines served."""

    lines: tuple[SourcedLine, ...]
    unsourced: tuple[UnsourcedLine, ...]
    parcel_count: int
    split_order_count: int
    cost_minor: int
    cost_bound_minor: int


class SourcingAnswer(Shape):
    """A sourcing plan and how it was found."""

    plan: SourcingPlan
    report: SearchReport
