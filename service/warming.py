"""Loads and compiles what a process needs to plan, ahead of its first call."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer import cutting, dispatch, packing, routing
from service.stages.tasks import recognizer


def warm_rooms() -> Iterator[str]:
    """Warms one room after the other and names each when it is ready.

    Rooms with compiled kernels have a `warm`; the others are ready once they are imported.
    """
    recognizer().warm()
    yield "addresses"
    for name, room in (
        ("packing", packing),
        ("cutting", cutting),
        ("routing", routing),
        ("dispatch", dispatch),
    ):
        warm = getattr(room, "warm", None)
        if warm is not None:
            warm()
        yield name
