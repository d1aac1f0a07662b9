"""Loads and compiles what a process needs to plan, ahead of its first call."""

from __future__ import annotations

import importlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed

from service.stages.tasks import recognizer

ADDRESSES = "addresses"
KERNEL_ROOMS = ("packing", "routing", "cutting", "dispatch")
"""Rooms of the optimizer that compile, the longest first."""


def warm_rooms() -> Iterator[str]:
    """Warms one room after the other in this process and names each when it is ready."""
    for room in (ADDRESSES, *KERNEL_ROOMS):
        yield warm_room(room)


def warm_rooms_together() -> Iterator[str]:
    """Warms each room in a process of its own, on all cores, and names each when it is ready.

    What was compiled stays in the cache; this process itself stays cold.
    """
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        rooms = [pool.submit(warm_room, room) for room in (ADDRESSES, *KERNEL_ROOMS)]
        for room in as_completed(rooms):
            yield room.result()


def warm_room(room: str) -> str:
    """Warms one room; returns its name."""
    if room == ADDRESSES:
        recognizer().warm()
    else:
        importlib.import_module(f"optimizer.{room}").warm()
    return room
