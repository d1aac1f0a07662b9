"""Why a shipment cannot be served alone under the rules beyond the classic ones.

Each rule is lifted in turn, and the first whose absence lets some vehicle serve the shipment with
nothing else to do is the reason: the smallest relaxation that would help. Where only several
together would, the first group that does is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.general import Simulator
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER, Laws
from optimizer.routing.model import UnservedReason


def choices(arrays: RoutingArrays, s: int) -> list[tuple[int, ...]]:
    """Each way to choose the visits of a shipment among its alternatives, in order of service."""
    pickups = [int(arrays.pickup_visit[s]) + k for k in range(int(arrays.pickup_options[s]))]
    deliveries = [int(arrays.delivery_visit[s]) + k for k in range(int(arrays.delivery_options[s]))]
    return list(product(*(options for options in (pickups, deliveries) if options)))


def companions(arrays: RoutingArrays, s: int) -> list[int]:
    """Shipments that must ride with a shipment, itself left aside."""
    if arrays.laws is None:
        return []
    first, end = arrays.laws.unit[arrays.laws.shipment[s, table.UNIT]]
    return [int(x) for x in arrays.laws.member[first:end] if x != s]


def fixed_place(arrays: RoutingArrays, s: int) -> int:
    """The place in the sequence that a shipment is fixed to, the later one; 0 is none."""
    if arrays.laws is None:
        return 0
    return int(arrays.laws.visit[list(arrays.visits_of(s)), table.SPOT].max())


def alone(laws: Laws, types: Sequence[int], routes: Sequence[Sequence[int]]) -> bool:
    """Whether a vehicle of one of the types can drive one of the routes."""
    simulator = Simulator(laws)
    return any(simulator.drive(t, nodes) is not None for t in types for nodes in routes)


def stopping_rule(
    arrays: RoutingArrays, s: int, types: Sequence[int]
) -> tuple[UnservedReason, str] | None:
    """The rule that stops every vehicle from serving a shipment alone; None where none does."""
    if arrays.laws is None:
        return None
    # A place behind others is none for a shipment alone, and no reason by itself.
    visit = arrays.laws.visit.copy()
    visit[:, table.SPOT] = 0
    laws = arrays.laws._replace(visit=visit)
    routes = choices(arrays, s)
    if alone(laws, types, routes):
        return None
    for reason, words, lifted in _relaxations(laws):
        if alone(lifted, types, routes):
            return reason, words
    return UnservedReason.RULE, "Several rules together stop every vehicle from serving it."


def _relaxations(laws: Laws) -> Iterator[tuple[UnservedReason, str, Laws]]:
    """Problems with one rule lifted, the mildest first."""
    alone_words = "even with nothing else to do"
    shipment = laws.shipment.copy()
    shipment[:, (table.RIDE, table.DETOUR)] = NEVER
    yield (
        UnservedReason.RULE,
        f"Its ride or detour limit is too short for every vehicle, {alone_words}.",
        laws._replace(shipment=shipment),
    )
    shipment = laws.shipment.copy()
    shipment[:, table.RELEASE], shipment[:, table.DUE] = -NEVER, NEVER
    yield (
        UnservedReason.TIME,
        f"No vehicle keeps its release or due time, {alone_words}.",
        laws._replace(shipment=shipment),
    )
    yield (
        UnservedReason.RULE,
        "It needs another sort of goods beside it.",
        laws._replace(need=np.zeros_like(laws.need)),
    )
    kind = laws.kind.copy()
    kind[:, table.END_PAUSE] = kind[:, table.FIRST_PAUSE]
    yield (
        UnservedReason.RULE,
        f"No vehicle serves it and takes the pauses of its driver, {alone_words}.",
        laws._replace(kind=kind),
    )
    kind = laws.kind.copy()
    kind[:, table.END_REST] = kind[:, table.FIRST_REST]
    yield (
        UnservedReason.RULE,
        f"No vehicle serves it in time with the rests of its driver, {alone_words}.",
        laws._replace(kind=kind),
    )
    kind = laws.kind.copy()
    kind[:, (table.WAY_LIMIT, table.TIME_LIMIT, table.STOP_LIMIT, table.DRIVING_LIMIT)] = NEVER
    yield (
        UnservedReason.LIMIT,
        "It lies beyond the limits of distance, time, driving or stops of every vehicle that "
        "could carry it.",
        laws._replace(kind=kind),
    )
    visit = laws.visit.copy()
    visit[:, table.END_WINDOW] = visit[:, table.FIRST_WINDOW]
    kind = laws.kind.copy()
    kind[:, (table.LEAVE_CLOSES, table.END_CLOSES)] = NEVER // 4
    yield (
        UnservedReason.TIME,
        f"No vehicle serves it inside its windows and ends within its shift, {alone_words}.",
        laws._replace(visit=visit, kind=kind),
    )
