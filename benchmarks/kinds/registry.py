"""Every kind by name. To add one: write its class in a file of its own, name it here."""

from __future__ import annotations

from benchmarks.kinds.billed_orders import BilledOrders
from benchmarks.kinds.boxes_to_measure import BoxesToMeasure
from benchmarks.kinds.captured import KIND, Captured
from benchmarks.kinds.carton_sizes import CartonSizes
from benchmarks.kinds.courier_weeks import CourierWeeks
from benchmarks.kinds.day_repairs import DayRepairs
from benchmarks.kinds.dispatch_days import DispatchDays
from benchmarks.kinds.dock_days import DockDays
from benchmarks.kinds.guillotine import Guillotine
from benchmarks.kinds.interface import Kind
from benchmarks.kinds.orders_to_measure import OrdersToMeasure
from benchmarks.kinds.picking_batches import PickingBatches
from benchmarks.kinds.volume_forecasts import VolumeForecasts

KINDS: tuple[Kind, ...] = (
    Guillotine(),
    BoxesToMeasure(),
    OrdersToMeasure(),
    CartonSizes(),
    BilledOrders(),
    DockDays(),
    PickingBatches(),
    CourierWeeks(),
    DispatchDays(),
    DayRepairs(),
    VolumeForecasts(),
)


def kinds_of(suite: str) -> list[Kind]:
    """Kinds of a suite, in order."""
    return [kind for kind in KINDS if kind.suite == suite]


def kind_named(name: str) -> Kind:
    """One kind; KeyError when there is none of the name."""
    if name == KIND:
        return Captured()
    return {kind.name: kind for kind in KINDS}[name]
