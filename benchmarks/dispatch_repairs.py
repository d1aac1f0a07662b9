"""Seeded running days and events: routes around a depot, half of them on the road."""

from __future__ import annotations

import math
import random

from optimizer.dispatch.repair_model import (
    CourierSick,
    DayEvent,
    DockClosed,
    DockLoading,
    OrderCancelled,
    OrderPlaced,
    RepairPrices,
    RepairProblem,
    RoadSlow,
    RunningOrder,
    RunningRoute,
    RunningStop,
    StopLate,
    StopState,
    VehicleOut,
)
from optimizer.routing.model import LoadAmount, LoadCapacity, Place
from optimizer.shapes import Limit, Position, TimeWindow

NOW_S = 1_772_445_600
"""2026-03-02 10:00 UTC."""
KINDS = (
    "order_placed",
    "order_cancelled",
    "stop_late",
    "vehicle_out",
    "courier_sick",
    "road_slow",
    "dock_closed",
)


def running_day(seed: int, *, routes: int = 200, stops: int = 20, kind: str = "") -> RepairProblem:
    """A day with one event of the given kind, or a random one."""
    draw = random.Random(seed)
    places = [Place(id="depot", position=Position(latitude_deg=47.15, longitude_deg=9.52))]
    orders, running, loadings = [], [], []
    for r in range(routes):
        angle, reach = draw.uniform(0, 2 * math.pi), draw.uniform(0.03, 0.25)
        lat, lon = 47.15 + reach * math.sin(angle), 9.52 + reach * math.cos(angle) * 1.4
        has_left = r % 2 == 0
        # Twelve docks, a quarter of an hour each, one vehicle after the other.
        start = NOW_S - 7_200 if has_left else NOW_S + 900 * (1 + r // 2 // 12)
        clock, visits = start + 1_800, []
        done = draw.randrange(stops // 3, stops // 2 + 1) if has_left else 0
        for k in range(stops):
            name = f"o{r}-{k}"
            places.append(
                Place(
                    id=name,
                    position=Position(
                        latitude_deg=lat + draw.gauss(0, 0.01),
                        longitude_deg=lon + draw.gauss(0, 0.015),
                    ),
                )
            )
            clock += draw.randrange(300, 600)
            window = TimeWindow(start_time_s=clock - 7_200, end_time_s=clock + 7_200)
            orders.append(
                RunningOrder(
                    id=name,
                    place_id=name,
                    goods_place_id="depot",
                    time_window=window,
                    promised_window=window if k % 3 == 0 else None,
                    service_duration_s=120,
                    loads=(LoadAmount(dimension="parcels", amount=1),),
                )
            )
            left = NOW_S - 300 - (done - k) * 400
            state = (
                StopState.DONE
                if k < done
                else StopState.DRIVING
                if has_left and k == done
                else StopState.PLANNED
            )
            visits.append(
                RunningStop(
                    order_id=name,
                    state=state,
                    departure_time_s=left if state is StopState.DONE else None,
                )
            )
        running.append(
            RunningRoute(
                vehicle_id=f"v{r}",
                courier_id=f"c{r}",
                start_place_id="depot",
                end_place_id="depot",
                start_time_s=start,
                latest_end_time_s=start + 12 * 3_600,
                has_left=has_left,
                capacities=(LoadCapacity(dimension="parcels", limit=Limit(maximum=stops + 5)),),
                stops=tuple(visits),
            )
        )
        if not has_left:
            loadings.append(
                DockLoading(
                    dock_id=f"d{r // 2 % 12}",
                    vehicle_id=f"v{r}",
                    start_time_s=start - 900,
                    end_time_s=start,
                )
            )
    return RepairProblem(
        places=tuple(places),
        state_time_s=NOW_S,
        orders=tuple(orders),
        routes=tuple(running),
        dock_ids=tuple(f"d{k}" for k in range(12)),
        loadings=tuple(loadings),
        spare_courier_ids=(),
        prices=RepairPrices(
            cost_per_km_minor=80,
            cost_per_hour_minor=3_000,
            lateness_cost_per_hour_minor=6_000,
            broken_promise_cost_minor=1_000,
            moved_order_cost_minor=300,
        ),
        event=_event(draw, kind or draw.choice(KINDS), places, running),
    )


def _event(
    draw: random.Random, kind: str, places: list[Place], running: list[RunningRoute]
) -> DayEvent:
    route = draw.choice(running)
    planned = [stop.order_id for stop in route.stops if stop.state is StopState.PLANNED]
    near = draw.choice(places[1:])
    what: dict[str, object] = {
        "order_placed": OrderPlaced(
            order=RunningOrder(
                id="new", place_id=near.id, goods_place_id="depot", service_duration_s=120
            )
        ),
        "order_cancelled": OrderCancelled(order_id=draw.choice(planned)),
        "stop_late": StopLate(order_id=draw.choice(planned), delay_duration_s=3_600),
        "vehicle_out": VehicleOut(vehicle_id=route.vehicle_id),
        "courier_sick": CourierSick(courier_id=route.courier_id),
        "road_slow": RoadSlow(
            place_ids=tuple(place.id for place in draw.sample(places, len(places) // 20)),
            factor=2.0,
            until_time_s=NOW_S + 7_200,
        ),
        "dock_closed": DockClosed(dock_id="d1", until_time_s=NOW_S + 3_600),
    }
    return DayEvent.model_validate({"id": "e1", "time_s": NOW_S + 60, kind: what[kind]})
