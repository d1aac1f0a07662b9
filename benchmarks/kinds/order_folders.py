"""Folders of real orders, and the time of each of their orders, for the kinds that use them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.data import FIXTURES
from benchmarks.instances import OrderFolder, load, parse
from benchmarks.kinds.interface import Extent
from optimizer.budget import Budget


def folder_of(extent: Extent) -> Path:
    """The large folder where there is one and it is asked for, else the shipped orders."""
    if extent.folder is not None and not extent.short:
        large = extent.folder / "packing" / "boxpacker_orders"
        if large.is_dir():
            return large
    return FIXTURES / "orders"


def orders_of(folder: Path) -> OrderFolder:
    """Its orders; raises TypeError where the folder holds something else."""
    orders = parse(load(folder))
    if not isinstance(orders, OrderFolder):
        raise TypeError(f"{folder} holds no orders")
    return orders


def budget_of_each(budget: Budget, seconds: float) -> Budget:
    """One order's own budget: so many seconds, or the work of the whole budget."""
    if budget.work_limit is not None:
        return Budget.work(budget.work_limit, seed=budget.seed)
    return Budget.seconds(seconds, seed=budget.seed, cores=budget.cores)
