"""Loads and compiles what a process needs to plan, ahead of its first call."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer import dispatch, packing, routing
from service.stages import recognizer


def warm_rooms() -> Iterator[str]:
    """Warms one room after the other and names each when it is ready."""
    recognizer().warm()
    yield "addresses"
    packing.warm()
    yield "packing"
    routing.warm()
    yield "routing"
    dispatch.warm()
    yield "dispatch"
