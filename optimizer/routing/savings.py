"""First routes of large problems without windows, by savings (Clarke and Wright 1964).

Placing thousands of visits one by one takes the search most of a short limit and leaves routes that
it cannot mend in the rest. Joining routes by what their link saves takes a second.
"""

from __future__ import annotations

import numpy as np

from optimizer.routing.arrays import UNLIMITED, Flags, RoutingArrays
from optimizer.routing.kernels import swift_tables as table
from optimizer.routing.kernels.merging import merge
from optimizer.routing.kernels.swift_tables import FAR, NONE, Rows, SwiftGround
from optimizer.routing.schedule import Tour


def savings_suit(arrays: RoutingArrays, ground: SwiftGround) -> bool:
    """Whether all visits must be served by vehicles alike, without a clock."""
    rule = ground.rule
    plain = not (rule[table.TIMED] or rule[table.PRICED] or rule[table.CHOOSY])
    return plain and arrays.type_count == 1


def savings_tours(arrays: RoutingArrays, ground: SwiftGround) -> list[Tour]:
    """Tours of what a vehicle can serve, the longest first, one for each vehicle at most."""
    n = arrays.visit_count
    kind, way = ground.kind[0], ground.way[0]
    out = way[kind[table.START], :n].astype(np.int64)
    home = way[:n, kind[table.END]].astype(np.int64)
    loads = np.ascontiguousarray(
        ground.visit[:, table.LOAD : table.LOAD + len(kind) - table.CAPACITY]
    )
    alone = ground.visit[:, table.LOAD + loads.shape[1]] < table.BROKEN
    two_ways = bool((out == home).all()) and bool((way[:n, :n] == way[:n, :n].T).all())
    beside = ground.near[:, : ground.rule[table.NEAR]]
    first = np.repeat(np.arange(n, dtype=np.int32), beside.shape[1])
    second = np.ascontiguousarray(beside, np.int32).ravel()
    if two_ways:
        low, high = np.minimum(first, second), np.maximum(first, second)
        first, second = np.divmod(np.unique(low.astype(np.int64) * n + high), n)
    else:  # a neighbour may come before as well as after
        first, second = np.concatenate((first, second)), np.concatenate((second, first))
    leg = way[first, second].astype(np.int64)
    saved = home[first] + out[second] - leg
    pays = saved * kind[table.PER_METRE] + kind[table.FIXED] > 0
    good = np.flatnonzero(alone[first] & alone[second] & (first != second) & (leg < FAR) & pays)
    good = good[np.argsort(-saved[good], kind="stable")]
    link = np.full((n, 2), NONE, np.int32)
    merge(
        np.ascontiguousarray(first[good], np.int32),
        np.ascontiguousarray(second[good], np.int32),
        saved[good],
        two_ways,
        loads,
        kind[table.CAPACITY :],
        out + home,
        int(min(kind[table.WAY_LIMIT], UNLIMITED)),
        np.ones(n, np.int64),
        int(kind[table.STOP_LIMIT]),
        np.arange(n, dtype=np.int32),
        link,
    )
    chains = _chains(link, alone, two_ways)
    chains.sort(key=len, reverse=True)
    return [Tour(0, tuple(chain)) for chain in chains[: len(arrays.vehicles[0])]]


def _chains(link: Rows, alone: Flags, two_ways: bool) -> list[list[int]]:
    """The routes that links make, each from one of its ends."""
    chains: list[list[int]] = []
    seen = np.zeros(len(link), bool)
    ends = alone & ((link == NONE).any(axis=1) if two_ways else link[:, 0] == NONE)
    beside = link.tolist()
    for end in np.flatnonzero(ends).tolist():
        if seen[end]:
            continue
        chain, before, at = [], NONE, end
        while at != NONE:
            chain.append(at)
            a, b = beside[at]
            ahead = b if not two_ways or a == before else a
            before, at = at, ahead
        seen[chain] = True
        chains.append(chain)
    return chains
