"""Every engine by name. To add one: write its class in a file of its own, name it here."""

from __future__ import annotations

from benchmarks.peers.interface import Engine
from benchmarks.peers.ortools_peer import OrToolsPeer
from benchmarks.peers.own import Own
from benchmarks.peers.own_forced import forced_engines
from benchmarks.peers.py3dbp_peer import Py3dbpPeer
from benchmarks.peers.pyvrp_peer import PyVrpPeer
from benchmarks.peers.vroom_peer import VroomPeer

ROUTING_PEERS: tuple[Engine, ...] = (PyVrpPeer(), VroomPeer(), OrToolsPeer())
PACKING_PEERS: tuple[Engine, ...] = (Py3dbpPeer(),)


def all_engines() -> dict[str, Engine]:
    """The project's own engine first, then its parts alone, then the peers."""
    engines: list[Engine] = [Own(), *forced_engines(), *ROUTING_PEERS, *PACKING_PEERS]
    return {engine.name: engine for engine in engines}
