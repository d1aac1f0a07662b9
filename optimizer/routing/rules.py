"""Which rules of a problem go beyond the classic ones, and all of its rules as tables for kernels.

The classic rules are what `RoutingArrays` holds: loads, windows, shifts, limits, skills, penalties,
costs by way and time. `extra_rules` names the others in the words of the field; an engine that does
not hold one of them says so with these words. `laws` writes everything, classic rules included, as
the tables of `kernels/laws.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER, NONE, Laws
from optimizer.routing.model import (
    TRIPS_MAX,
    FairnessMeasure,
    RestCount,
    RoutingProblem,
    ShipmentGroupRule,
    SortScope,
    StopActivity,
    UnloadingOrder,
    Vehicle,
    Visit,
)
from optimizer.routing.territories import inside, region_of, regions

if TYPE_CHECKING:
    from optimizer.routing.arrays import Integers, RoutingArrays

NEAR = 60
_ORDERS = {
    UnloadingOrder.ANY: table.ANY_ORDER,
    UnloadingOrder.LAST_IN_FIRST_OUT: table.LAST_IN_FIRST_OUT,
    UnloadingOrder.FIRST_IN_FIRST_OUT: table.FIRST_IN_FIRST_OUT,
}


_MEASURES = {
    FairnessMeasure.DURATION: table.LASTS,
    FairnessMeasure.STOPS: table.STOPS_MADE,
    FairnessMeasure.LOAD: table.CARRIED,
    FairnessMeasure.DISTANCE: table.DRIVEN_WAY,
}


def extra_rules(problem: RoutingProblem) -> tuple[str, ...]:
    """The rules of a problem beyond the classic ones, each once, in words."""
    return tuple(dict.fromkeys(_extra_rules(problem)))


def _extra_rules(problem: RoutingProblem) -> Iterator[str]:
    for vehicle in problem.vehicles:
        yield from _of_vehicle(vehicle)
    for shipment in problem.shipments:
        if len(shipment.pickups) > 1 or len(shipment.deliveries) > 1:
            yield "alternative visits"
        for visit in (*shipment.pickups, *shipment.deliveries):
            if visit.preferred_windows:
                yield "preferred windows"
            if visit.cost_minor:
                yield "costs of visits"
        if any(price.cost_minor for price in shipment.vehicle_prices):
            yield "prices of vehicles for shipments"
        if shipment.release_time_s is not None:
            yield "release times"
        if shipment.due_time_s is not None:
            yield "due times"
        if shipment.ride_limit_s is not None:
            yield "ride limits"
        if shipment.detour_limit_s is not None:
            yield "detour limits"
    bound = any(v.territory_ids and v.outside_cost_minor is None for v in problem.vehicles)
    if bound and any(len(s.pickups) > 1 or len(s.deliveries) > 1 for s in problem.shipments):
        yield "territories with alternative visits"
    profiles = {vehicle.travel_profile_id for vehicle in problem.vehicles}
    if len(profiles) > 1:
        yield "profiles of travel"
    slices = {profile.id: profile.slices for profile in problem.travel_profiles}
    if any(slices.get(name, problem.travel_slices) for name in profiles):
        yield "travel that changes with the hour"
    if any(fairness.cost_per_unit_minor for fairness in problem.fairness):
        yield "prices of unevenness"
    for group in problem.groups:
        if group.rule is ShipmentGroupRule.SAME_VEHICLE:
            yield "shipments for the same vehicle"
        else:
            yield "shipments for different vehicles"
    if problem.precedences:
        yield "precedences"
    if problem.sort_conflicts:
        yield "conflicts of sorts"
    if problem.sort_needs:
        yield "needs of sorts"
    if any(lock.position is not None for lock in problem.locks):
        yield "fixed places in the sequence"


def _of_vehicle(vehicle: Vehicle) -> Iterator[str]:
    if vehicle.pauses:
        yield "pauses"
    if vehicle.rest_rules:
        yield "rules of rest"
    if vehicle.driving_limit_s is not None:
        yield "driving limits"
    if vehicle.overtime is not None and vehicle.overtime.cost_per_hour_minor:
        yield "overtime"
    if vehicle.extra_distance is not None and vehicle.extra_distance.cost_per_km_minor:
        yield "costs of extra distance"
    if vehicle.reloads:
        yield "reloads"
    if vehicle.unloading_order is not UnloadingOrder.ANY:
        yield "an order of unloading"
    if vehicle.territory_ids and vehicle.outside_cost_minor:
        yield "costs outside territories"
    for capacity in vehicle.capacities:
        if capacity.soft_limit is not None and capacity.cost_per_unit_above_minor:
            yield "soft load limits"


def vehicle_rules(vehicle: Vehicle) -> object:
    """What tells vehicles apart beyond the classic fields."""
    return (
        vehicle.pauses,
        vehicle.rest_rules,
        vehicle.driving_limit_s,
        vehicle.overtime,
        vehicle.extra_distance,
        vehicle.reloads,
        vehicle.trip_limit,
        vehicle.unloading_order,
        vehicle.travel_profile_id,
        region_of(vehicle),
        vehicle.outside_cost_minor,
    )


def units(problem: RoutingProblem) -> list[list[int]]:
    """Shipments that are served by one vehicle or not at all, each shipment in one unit."""
    index = {shipment.id: s for s, shipment in enumerate(problem.shipments)}
    leader = list(range(len(problem.shipments)))

    def find(s: int) -> int:
        while leader[s] != s:
            leader[s] = leader[leader[s]]
            s = leader[s]
        return s

    links = [
        (group.shipment_ids[0], other)
        for group in problem.groups
        if group.rule is ShipmentGroupRule.SAME_VEHICLE
        for other in group.shipment_ids[1:]
    ]
    links += [(p.first_shipment_id, p.second_shipment_id) for p in problem.precedences]
    for one, other in links:
        if one in index and other in index:
            a, b = sorted((find(index[one]), find(index[other])))
            leader[b] = a
    members: dict[int, list[int]] = {}
    for s in range(len(problem.shipments)):
        members.setdefault(find(s), []).append(s)
    return list(members.values())


def laws(problem: RoutingProblem, arrays: RoutingArrays, *, searched: bool = True) -> Laws:
    """All rules as tables. `arrays` are those of the whole problem.

    Without `searched` nothing is made that only a search reads, and simulating costs little.
    """
    visits = [v for s in problem.shipments for v in (*s.pickups, *s.deliveries)]
    reloads = _Reloads(problem, arrays)
    kind = _kinds(problem, arrays, reloads)
    window, first_window = _windows(arrays, reloads)
    wish, first_wish = _wishes(visits, arrays)
    count, extra = arrays.visit_count, len(reloads.place)
    visit = np.zeros((count + extra, table.CHANGE + len(arrays.dimensions)), np.int64)
    visit[:count, table.SHIPMENT] = arrays.visit_shipment
    visit[:count, table.ACTIVITY] = np.where(arrays.visit_picks, table.PICKUP, table.DELIVERY)
    visit[count:, table.SHIPMENT] = NONE
    visit[count:, table.ACTIVITY] = table.RELOAD
    visit[:, table.PLACE] = np.concatenate((arrays.visit_place, reloads.place))
    visit[:, table.SERVICE] = np.concatenate((arrays.service_s, reloads.service))
    visit[:count, table.SETUP] = arrays.setup_s
    visit[:, table.FIRST_WINDOW] = first_window[:-1]
    visit[:, table.END_WINDOW] = first_window[1:]
    visit[:count, table.FIRST_WISH] = first_wish[:-1]
    visit[:count, table.END_WISH] = first_wish[1:]
    visit[:count, table.CHOICE_COST] = [_rate(v.cost_minor, 18_000, arrays.tick) for v in visits]
    visit[:count, table.SPOT] = _spots(problem)
    visit[:count, table.CHANGE :] = arrays.load_change
    members = units(problem)
    unit_of = np.zeros(arrays.shipment_count, np.int64)
    for u, group in enumerate(members):
        unit_of[group] = u
    ends = np.cumsum([len(group) for group in members], dtype=np.int64)
    apart, first_apart = _apart(problem)
    sorts = _sorts(problem)
    clash, need = _sort_rules(problem, sorts)
    event, order = _orders(problem)
    tables_s, slices = _slices(arrays)
    tables = Laws(
        kind=kind,
        visit=visit,
        shipment=_shipments(problem, arrays, unit_of, first_apart, sorts),
        window=window,
        wish=wish,
        fare=_fares(problem, arrays),
        apart=apart,
        event=event,
        order=order,
        clash=clash,
        need=need,
        unit=_rows([(e - len(g), e) for g, e in zip(members, ends.tolist(), strict=True)], 2),
        member=np.array([s for group in members for s in group], np.int64),
        pause=_rows(
            [
                (
                    p.start_window.start_time_s - arrays.origin_s,
                    p.start_window.end_time_s - arrays.origin_s,
                    p.duration_s,
                )
                for m in _models(problem, arrays)
                for p in m.pauses
            ],
            3,
        ),
        rest=_rows(
            [
                (
                    table.DRIVING if r.count is RestCount.DRIVING else table.WORKING,
                    r.limit_duration_s,
                    r.duration_s,
                    r.first_part_duration_s,
                )
                for m in _models(problem, arrays)
                for r in m.rest_rules
            ],
            4,
        ),
        slice=slices,
        inside=inside(problem, arrays.place_ids),
        fair=_fair(problem, arrays),
        given=np.zeros(0, np.int64),
        way=np.ascontiguousarray(arrays.way_m.astype(np.int32)),
        time=tables_s,
        near=_near(arrays) if searched else np.zeros((arrays.shipment_count, 0), np.int32),
    )
    # One memory layout whatever the problem: another one would have every kernel compiled anew.
    ordered = {name: np.array(x, order="C") for name, x in tables._asdict().items()}
    return Laws(**ordered)


def _models(problem: RoutingProblem, arrays: RoutingArrays) -> list[Vehicle]:
    return [problem.vehicles[int(group[0])] for group in arrays.vehicles]


def _rows(rows: Sequence[Sequence[int]], columns: int) -> Integers:
    return np.array(rows, np.int64).reshape(-1, columns)


def _slices(arrays: RoutingArrays) -> tuple[table.Rows, Integers]:
    """Tables of seconds, each once, and for each speed in turn (moment it ends, table)."""
    number: dict[int, int] = {}
    tables: list[table.Rows] = []
    rows = []
    for line in arrays.slices:
        for until, seconds in line:
            if id(seconds) not in number:
                number[id(seconds)] = len(tables)
                tables.append(seconds.astype(np.int32))
            rows.append((until, number[id(seconds)]))
    return np.ascontiguousarray(np.stack(tables)), _rows(rows, 2)


def _fair(problem: RoutingProblem, arrays: RoutingArrays) -> Integers:
    """Prices of unevenness; a dimension of load that no capacity names is not compared."""
    rows = []
    for fairness in problem.fairness:
        dimension = 0
        if fairness.measure is FairnessMeasure.LOAD:
            if fairness.dimension not in arrays.dimensions:
                continue
            dimension = arrays.dimensions.index(fairness.dimension)
        parts = {FairnessMeasure.DURATION: 5, FairnessMeasure.DISTANCE: 18}
        price = fairness.cost_per_unit_minor * parts.get(fairness.measure, 18_000)
        if price:
            rate = (2 * price + arrays.tick) // (2 * arrays.tick)
            idle = int(fairness.idle_vehicles_count)
            rows.append((_MEASURES[fairness.measure], dimension, rate, idle))
    return _rows(rows, 4)


def _rate(minor: int | None, parts: int, tick: int) -> int:
    """A price in cost units, rounded half up."""
    return (2 * (minor or 0) * parts + tick) // (2 * tick)


def _spots(problem: RoutingProblem) -> list[int]:
    """The fixed place in the sequence of each visit; 0 is none."""
    fixed = {(x.shipment_id, x.activity): x.position or 0 for x in problem.locks}
    return [
        fixed.get((s.id, activity), 0)
        for s in problem.shipments
        for visits, activity in (
            (s.pickups, StopActivity.PICKUP),
            (s.deliveries, StopActivity.DELIVERY),
        )
        for _ in visits
    ]


class _Reloads:
    """Reload nodes, those of a type of vehicle in a row: first of each type, place, service."""

    def __init__(self, problem: RoutingProblem, arrays: RoutingArrays) -> None:
        depots = {depot.id: depot for depot in problem.depots}
        row = {place: r for r, place in enumerate(arrays.place_ids)}
        self.first = [0]
        self.opening: list[tuple[int, int] | None] = []
        places, services = [], []
        for model in _models(problem, arrays):
            for reload in model.reloads:
                depot = depots[reload.depot_id]
                places.append(row[depot.place_id])
                services.append(reload.service_duration_s)
                opening = depot.opening_window
                self.opening.append(
                    None
                    if opening is None
                    else (
                        opening.start_time_s - arrays.origin_s,
                        opening.end_time_s - arrays.origin_s,
                    )
                )
            self.first.append(len(places))
        self.place = np.array(places, np.int64)
        self.service = np.array(services, np.int64)


def _kinds(problem: RoutingProblem, arrays: RoutingArrays, reloads: _Reloads) -> Integers:
    models = _models(problem, arrays)
    dims = len(arrays.dimensions)
    kind = np.zeros((len(models), table.CAPACITY + table.CAPACITY_COLUMNS * dims), np.int64)
    columns = (
        (table.START, arrays.start_place),
        (table.END, arrays.end_place),
        (table.LEAVE_OPENS, arrays.leave_earliest_s),
        (table.LEAVE_CLOSES, arrays.leave_latest_s),
        (table.END_OPENS, arrays.end_earliest_s),
        (table.END_CLOSES, arrays.end_latest_s),
        (table.FIXED, arrays.fixed_cost),
        (table.PER_METRE, arrays.metre_cost),
        (table.PER_SECOND, arrays.second_cost),
        (table.WAY_LIMIT, arrays.distance_limit_m),
        (table.TIME_LIMIT, arrays.duration_limit_s),
        (table.STOP_LIMIT, arrays.stop_limit),
    )
    for column, values in columns:
        kind[:, column] = values
    tick = arrays.tick
    rides = any(
        s.ride_limit_s is not None or s.detour_limit_s is not None for s in problem.shipments
    )
    rides = rides or any(p.offset_limit_s is not None for p in problem.precedences)
    first_pause = first_rest = 0
    routes = 0
    numbered = regions(problem)
    hours = any(f.measure is FairnessMeasure.DURATION for f in problem.fairness)
    for t, model in enumerate(models):
        row = kind[t]
        row[table.DRIVING_LIMIT] = NEVER
        if model.driving_limit_s is not None:
            row[table.DRIVING_LIMIT] = model.driving_limit_s.maximum
        row[table.OVERTIME_AFTER] = row[table.FAR_AFTER] = NEVER
        if model.overtime is not None:
            row[table.OVERTIME_AFTER] = model.overtime.after_duration_s
            row[table.PER_OVERTIME] = _rate(model.overtime.cost_per_hour_minor, 5, tick)
        if model.extra_distance is not None:
            row[table.FAR_AFTER] = model.extra_distance.after_m
            row[table.PER_FAR] = _rate(model.extra_distance.cost_per_km_minor, 18, tick)
        row[table.TRIPS] = 1
        if model.reloads:
            limit = TRIPS_MAX if model.trip_limit is None else model.trip_limit.maximum
            row[table.TRIPS] = min(limit, TRIPS_MAX)
        row[table.ORDERING] = _ORDERS[model.unloading_order]
        row[table.WAY] = arrays.speed[t]
        first_slice = sum(len(line) for line in arrays.slices[: arrays.speed[t]])
        row[table.FIRST_SLICE] = first_slice
        row[table.END_SLICE] = first_slice + len(arrays.slices[int(arrays.speed[t])])
        row[table.REGION] = numbered.get(region_of(model), NONE)
        price = model.outside_cost_minor
        row[table.OUTSIDE] = NONE if price is None else _rate(price, 18_000, tick)
        row[table.FIRST_PAUSE], first_pause = first_pause, first_pause + len(model.pauses)
        row[table.END_PAUSE] = first_pause
        row[table.FIRST_REST], first_rest = first_rest, first_rest + len(model.rest_rules)
        row[table.END_REST] = first_rest
        row[table.FIRST_RELOAD] = arrays.visit_count + reloads.first[t]
        row[table.END_RELOAD] = arrays.visit_count + reloads.first[t + 1]
        row[table.FIRST_ROUTE] = routes
        routes += min(len(arrays.vehicles[t]), arrays.shipment_count)
        row[table.END_ROUTE] = routes
        row[table.TIMED] = int(
            rides
            or hours
            or arrays.second_cost[t] > 0
            or row[table.PER_OVERTIME] > 0
            or model.duration_limit_s is not None
        )
        soft = {
            c.dimension: (c.soft_limit.maximum, c.cost_per_unit_above_minor)
            for c in model.capacities
            if c.soft_limit is not None
        }
        for d, name in enumerate(arrays.dimensions):
            column = table.CAPACITY + table.CAPACITY_COLUMNS * d
            above, per_unit = soft.get(name, (NEVER, 0))
            row[column : column + 3] = (
                arrays.capacity[t, d],
                above,
                _rate(per_unit, 18_000, tick),
            )
    return kind


def _windows(arrays: RoutingArrays, reloads: _Reloads) -> tuple[Integers, Integers]:
    window = list(zip(arrays.window_start_s.tolist(), arrays.window_end_s.tolist(), strict=True))
    first = arrays.window_first.tolist()
    for opening in reloads.opening:
        if opening is not None:
            window.append(opening)
        first.append(len(window))
    return _rows(window, 2), np.array(first, np.int64)


def _wishes(visits: Sequence[Visit], arrays: RoutingArrays) -> tuple[Integers, Integers]:
    rows = [
        (
            p.window.start_time_s - arrays.origin_s,
            p.window.end_time_s - arrays.origin_s,
            _rate(p.cost_minor, 18_000, arrays.tick),
            _rate(p.early_cost_per_hour_minor, 5, arrays.tick),
            _rate(p.late_cost_per_hour_minor, 5, arrays.tick),
        )
        for v in visits
        for p in v.preferred_windows
    ]
    ends = np.cumsum([len(v.preferred_windows) for v in visits], dtype=np.int64)
    return _rows(rows, 5), np.concatenate((np.zeros(1, np.int64), ends))


def _shipments(
    problem: RoutingProblem,
    arrays: RoutingArrays,
    unit_of: Integers,
    first_apart: Integers,
    sorts: dict[str, int],
) -> Integers:
    rows = np.zeros((arrays.shipment_count, table.SHIPMENT_COLUMNS), np.int64)
    first = 0
    for s, shipment in enumerate(problem.shipments):
        picks, brings = len(shipment.pickups), len(shipment.deliveries)
        rows[s, : table.LEFT_OUT] = (first, first + picks, first + picks, first + picks + brings)
        first += picks + brings
        release, due = shipment.release_time_s, shipment.due_time_s
        rows[s, table.RELEASE] = -NEVER if release is None else release - arrays.origin_s
        rows[s, table.DUE] = NEVER if due is None else due - arrays.origin_s
        for column, limit in (
            (table.RIDE, shipment.ride_limit_s),
            (table.DETOUR, shipment.detour_limit_s),
        ):
            rows[s, column] = NEVER if limit is None else limit.maximum
        rows[s, table.SORT] = sorts.get(shipment.sort, NONE)
    rows[:, table.LEFT_OUT] = arrays.left_out_cost
    rows[:, table.UNIT] = unit_of
    rows[:, table.FIRST_APART] = first_apart[:-1]
    rows[:, table.END_APART] = first_apart[1:]
    return rows


def _fares(problem: RoutingProblem, arrays: RoutingArrays) -> Integers:
    fare = np.where(arrays.capable, 0, NONE).astype(np.int64)
    ids = {m.id: t for t, m in enumerate(_models(problem, arrays))}
    for s, shipment in enumerate(problem.shipments):
        for price in shipment.vehicle_prices:
            t = ids.get(price.vehicle_id)
            if t is not None and fare[s, t] >= 0:
                fare[s, t] += _rate(price.cost_minor, 18_000, arrays.tick)
    return np.ascontiguousarray(fare)


def _apart(problem: RoutingProblem) -> tuple[Integers, Integers]:
    index = {shipment.id: s for s, shipment in enumerate(problem.shipments)}
    groups: list[list[int]] = [[] for _ in problem.shipments]
    rules = [g for g in problem.groups if g.rule is ShipmentGroupRule.DIFFERENT_VEHICLES]
    for g, group in enumerate(rules):
        for shipment_id in group.shipment_ids:
            groups[index[shipment_id]].append(g)
    ends = np.cumsum([len(g) for g in groups], dtype=np.int64)
    flat = np.array([g for of in groups for g in of], np.int64)
    return flat, np.concatenate((np.zeros(1, np.int64), ends))


def _sorts(problem: RoutingProblem) -> dict[str, int]:
    """Sorts that some rule names, numbered."""
    named = [n for c in problem.sort_conflicts for n in (c.sort, c.other_sort)]
    named += [n for c in problem.sort_needs for n in (c.sort, c.needed_sort)]
    return {name: x for x, name in enumerate(dict.fromkeys(named))}


def _sort_rules(problem: RoutingProblem, sorts: dict[str, int]) -> tuple[Integers, Integers]:
    clash = np.zeros((len(sorts), len(sorts)), np.int64)
    need = np.zeros((len(sorts), len(sorts)), np.int64)
    for conflict in problem.sort_conflicts:
        value = 1 if conflict.scope is SortScope.ROUTE else 2
        for a, b in (
            (conflict.sort, conflict.other_sort),
            (conflict.other_sort, conflict.sort),
        ):
            if clash[sorts[a], sorts[b]] != 1:
                clash[sorts[a], sorts[b]] = value
    for wanted in problem.sort_needs:
        value = 1 if wanted.scope is SortScope.ROUTE else 2
        cell = sorts[wanted.sort], sorts[wanted.needed_sort]
        need[cell] = max(need[cell], value)
    return clash, need


def _orders(problem: RoutingProblem) -> tuple[Integers, Integers]:
    index = {shipment.id: s for s, shipment in enumerate(problem.shipments)}

    def event(shipment_id: str, activity: StopActivity) -> int:
        picks = activity is StopActivity.PICKUP
        return 2 * index[shipment_id] + (table.PICKUP if picks else table.DELIVERY)

    rows = sorted(
        (
            event(p.second_shipment_id, p.second_activity),
            event(p.first_shipment_id, p.first_activity),
            p.offset_duration_s,
            NEVER if p.offset_limit_s is None else p.offset_limit_s.maximum,
        )
        for p in problem.precedences
    )
    order = _rows([row[1:] for row in rows], 3)
    later = np.array([row[0] for row in rows], np.int64)
    events = np.arange(2 * len(problem.shipments))
    spans = np.column_stack(
        (np.searchsorted(later, events, "left"), np.searchsorted(later, events, "right"))
    )
    return spans.astype(np.int64), order


def _near(arrays: RoutingArrays) -> table.Rows:
    """Shipments whose first visits lie nearest to each shipment's."""
    count = arrays.shipment_count
    width = min(NEAR, max(0, count - 1))
    first = np.where(arrays.pickup_visit >= 0, arrays.pickup_visit, arrays.delivery_visit)
    near = np.zeros((count, width), np.int32)
    if not width:
        return near
    place = arrays.visit_place[first]
    for s in range(count):
        way = arrays.distance_m[place[s], place] + arrays.distance_m[place, place[s]]
        way = np.where(way < 0, 2**40, way)
        way[s] = 2**50
        picked = np.argpartition(way, width - 1)[:width]
        near[s] = picked[np.argsort(way[picked], kind="stable")]
    return near
