"""Days of same-day orders by the dynamic rule of the EURO Meets NeurIPS 2022 competition.

At each one-hour epoch up to 100 requests are drawn with replacement from the customers of a static
instance, each with its own place, demand and window (the competition draws these apart); those that
no route leaving at the end of the hour could serve are dropped. The first and the last epoch follow
from the first and last window to open, as in the competition. Past days are drawn by the same rule
with other seeds: they are the history from which futures are sampled. Only travel costs.
"""

from __future__ import annotations

import random

import numpy as np

from benchmarks.instances import RoutingInstance
from optimizer.dispatch.wave_model import SimulationProblem, WaveOrder, WaveTime
from optimizer.routing.model import (
    Depot,
    LoadAmount,
    LoadCapacity,
    MatrixTravel,
    Place,
    Shipment,
    Travel,
    Vehicle,
    Visit,
)
from optimizer.shapes import Limit, TimeWindow

EPOCH_S = 3_600
PER_EPOCH = 100
DAY_S = 86_400
MIDNIGHT_S = 1_772_409_600
"""2026-03-02 00:00 UTC."""
DRAWN_S = 1
"""Requests become known so long after an hour has struck and the routes of the last have left."""
PAST_DAYS = 20
VEHICLES = 120
"""As good as unlimited, as the rule wants it."""


def wave_day(
    instance: RoutingInstance, seed: int, *, unit_s: int, past_days: int = PAST_DAYS
) -> SimulationProblem:
    """A day to replay. `unit_s` is how many seconds one unit of the file's time stands for."""
    nodes = instance.customers
    duration = np.rint(instance.distances() * unit_s).astype(np.int64)
    depot = instance.depots[0]
    closes = int(depot.due * unit_s)
    ready = [int(node.ready * unit_s) for node in nodes]
    # The first and last window open this long before and after an epoch's routes leave.
    first, last = (max(0, (moment - EPOCH_S) // EPOCH_S) for moment in (min(ready), max(ready)))
    epochs = range(first, last + 1)
    place_ids = ("D", *(f"C{node.number}" for node in nodes))

    def orders(day: int, draw: random.Random) -> list[WaveOrder]:
        found = []
        start = MIDNIGHT_S - day * DAY_S
        for epoch in epochs:
            leaves = (epoch + 1) * EPOCH_S
            for k in range(PER_EPOCH):
                i = draw.randrange(len(nodes))
                node, out = nodes[i], int(duration[0, i + 1])
                served = max(leaves + out, int(node.ready * unit_s))
                back = served + int(node.service * unit_s) + int(duration[i + 1, 0])
                if served > int(node.due * unit_s) or back > closes:
                    continue
                found.append(
                    WaveOrder(
                        known_time_s=start + epoch * EPOCH_S + DRAWN_S,
                        shipment=Shipment(
                            id=f"d{day}e{epoch}n{k}",
                            deliveries=(
                                Visit(
                                    place_id=f"C{node.number}",
                                    time_windows=(
                                        TimeWindow(
                                            start_time_s=start + int(node.ready * unit_s),
                                            end_time_s=start + int(node.due * unit_s),
                                        ),
                                    ),
                                    service_duration_s=int(node.service * unit_s),
                                ),
                            ),
                            loads=(LoadAmount(dimension="load", amount=int(node.demand)),),
                        ),
                    )
                )
        return found

    history = [
        order
        for day in range(1, past_days + 1)
        for order in orders(day, random.Random(f"{instance.name}/{seed}/past/{day}"))
    ]
    return SimulationProblem.model_construct(
        places=tuple(Place(id=name) for name in place_ids),
        depot=Depot(id="depot", place_id="D", time_zone="UTC"),
        vehicles=tuple(
            Vehicle(
                id=f"V{n}",
                start_depot_id="depot",
                end_depot_id="depot",
                shift_window=TimeWindow(start_time_s=MIDNIGHT_S, end_time_s=MIDNIGHT_S + closes),
                capacities=(
                    LoadCapacity(
                        dimension="load", limit=Limit(maximum=int(instance.fleet[0].capacity))
                    ),
                ),
                cost_per_km_minor=1_000,
            )
            for n in range(VEHICLES)
        ),
        travel=Travel.model_construct(
            geodesic=None,
            matrix=MatrixTravel.model_construct(
                place_ids=place_ids,
                distances_m=tuple(duration.ravel().tolist()),
                durations_s=tuple(duration.ravel().tolist()),
            ),
        ),
        history=tuple(history),
        # Requests of an hour are drawn as it begins and may leave at its end.
        waves=tuple(WaveTime(time_s=MIDNIGHT_S + (epoch + 1) * EPOCH_S) for epoch in epochs),
        orders=tuple(
            WaveOrder(known_time_s=order.known_time_s, shipment=order.shipment)
            for order in orders(0, random.Random(f"{instance.name}/{seed}"))
        ),
        policies=(),
        hindsight=True,
        scenario_count=SimulationProblem.model_fields["scenario_count"].default,
        look_ahead=None,
    )
