"""Small routing problems, built from few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from optimizer.routing.model import (
    Depot,
    LoadAmount,
    LoadCapacity,
    MatrixTravel,
    Place,
    RoutingProblem,
    Shipment,
    Travel,
    Vehicle,
    Visit,
)
from optimizer.shapes import Limit, TimeWindow

DAY_S = 1_800_000_000
"""Some day: all times in the tests count from here."""


def window(start: int, end: int) -> TimeWindow:
    return TimeWindow(start_time_s=DAY_S + start, end_time_s=DAY_S + end)


def visit(place: str, *windows: tuple[int, int], service: int = 0) -> Visit:
    return Visit(
        place_id=place,
        time_windows=tuple(window(*w) for w in windows),
        service_duration_s=service,
    )


def loads(**amounts: int) -> tuple[LoadAmount, ...]:
    return tuple(LoadAmount(dimension=k, amount=v) for k, v in amounts.items())


def holds(**amounts: int) -> tuple[LoadCapacity, ...]:
    return tuple(LoadCapacity(dimension=k, limit=Limit(maximum=v)) for k, v in amounts.items())


def drop(shipment_id: str, place: str, *windows: tuple[int, int], **fields: Any) -> Shipment:
    """A shipment from the vehicle's start to a place."""
    service = fields.pop("service", 0)
    return Shipment(id=shipment_id, deliveries=(visit(place, *windows, service=service),), **fields)


def collect(shipment_id: str, place: str, *windows: tuple[int, int], **fields: Any) -> Shipment:
    """A shipment from a place to the vehicle's end."""
    return Shipment(id=shipment_id, pickups=(visit(place, *windows),), **fields)


def bring(shipment_id: str, there: Visit, here: Visit, **fields: Any) -> Shipment:
    """A shipment from one place to another."""
    return Shipment(id=shipment_id, pickups=(there,), deliveries=(here,), **fields)


def van(vehicle_id: str = "van", start: str = "depot", **fields: Any) -> Vehicle:
    """A vehicle that pays 1,000 minor units per kilometre: one per metre."""
    fields.setdefault("end_depot_id", start)
    fields.setdefault("cost_per_km_minor", 1000)
    fields.setdefault("shift_window", window(0, 100_000))
    return Vehicle(id=vehicle_id, start_depot_id=start, **fields)


def on_a_line(
    positions: dict[str, int],
    shipments: Sequence[Shipment],
    vehicles: Sequence[Vehicle],
    *,
    depots: Sequence[str] = ("depot",),
    closed: Sequence[tuple[str, str]] = (),
) -> RoutingProblem:
    """Places on a line, metres from zero; a metre takes a second. `closed` pairs have no way."""
    names = list(positions)
    at = np.array([positions[name] for name in names])
    metres = np.abs(at[:, None] - at[None, :])
    for here, there in closed:
        metres[names.index(here), names.index(there)] = -1
    return from_matrix(names, metres, metres, shipments, vehicles, depots=depots)


def from_matrix(
    names: Sequence[str],
    metres: np.ndarray,
    seconds: np.ndarray,
    shipments: Sequence[Shipment],
    vehicles: Sequence[Vehicle],
    *,
    depots: Sequence[str] = ("depot",),
) -> RoutingProblem:
    return RoutingProblem(
        places=tuple(Place(id=name) for name in names),
        depots=tuple(Depot(id=name, place_id=name, time_zone="Europe/Vaduz") for name in depots),
        shipments=tuple(shipments),
        vehicles=tuple(vehicles),
        travel=Travel(
            matrix=MatrixTravel(
                place_ids=tuple(names),
                distances_m=tuple(np.asarray(metres).ravel().tolist()),
                durations_s=tuple(np.asarray(seconds).ravel().tolist()),
            )
        ),
    )
