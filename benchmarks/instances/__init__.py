"""Public instance formats, read as they are, with the convention and best known value of each."""

from benchmarks.instances.best_known import BestKnown
from benchmarks.instances.conventions import CONVENTIONS, Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.packing_instance import (
    ContainerRow,
    ItemRow,
    OrderFolder,
    PackingInstance,
)
from benchmarks.instances.reading import Instance, RawInstance, load, parse
from benchmarks.instances.routing_instance import FleetType, Node, RoutingInstance

__all__ = [
    "CONVENTIONS",
    "BestKnown",
    "ContainerRow",
    "Convention",
    "FleetType",
    "Instance",
    "InstanceError",
    "ItemRow",
    "Node",
    "OrderFolder",
    "PackingInstance",
    "RawInstance",
    "RoutingInstance",
    "load",
    "parse",
]
