"""A routing problem as flat integer arrays: what engines and search kernels read.

Shipments become visits (a pickup, a delivery, or both), identical vehicles become one type with a
count, places become rows of the travel tables. Every table is int64 unless said otherwise, so a
compiled kernel takes them as they are. Three numbers are made here once and for all:

* time starts at `origin_s`, the earliest moment a vehicle may leave;
* cost is counted in units of `tick` / 18,000 of a minor unit: in parts of 18,000 a metre costs 18
  times its price per kilometre and a second 5 times its price per hour, both whole numbers, and
  `tick` is their common divisor;
* `left_out_cost` of a mandatory shipment outweighs every possible plan, so that serving it comes
  before all money.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from optimizer.road import NO_WAY, TravelMatrix
from optimizer.routing.kernels.laws import NEVER, Laws
from optimizer.routing.model import FairnessMeasure, RoutingProblem, Vehicle, Visit
from optimizer.routing.rules import extra_rules, laws, vehicle_rules
from optimizer.routing.territories import inside, region_of, regions
from optimizer.routing.travel import ProfileTravel, profile_travel, used_place_ids
from optimizer.shapes import EPOCH_MAX_S, TimeWindow

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

UNLIMITED = 2**53
"""A limit nothing reaches: of load, metres, stops."""
COST_PARTS = 18_000
"""Parts of a minor unit in which a metre (18 per unit and km) and a second (5) are whole."""
DEFAULT_COST_PER_KM_MINOR = 1_000
DAY_S = 86_400
_LARGEST_COST = 2**60


@dataclass(frozen=True, slots=True, eq=False)
class RoutingArrays:
    """The flat form. S shipments, N visits, T vehicle types, D load dimensions, P places.

    Shipments: `shipment_source` (index in the problem), `pickup_visit` and `delivery_visit` (-1 is
    none), `left_out_cost` (in cost units), `mandatory` (bool), `capable` (bool, S x T).
    Visits: `visit_shipment`, `visit_place` (row), `service_s`, `load_change` (N x D: what the visit
    adds to what is aboard), windows of visit i at `window_start_s[first[i]:first[i+1]]`, sorted.
    Types: `vehicles` (indices in the problem), `start_place`, `end_place` (-1 is open),
    `leave_earliest_s`, `leave_latest_s`, `end_earliest_s`, `end_latest_s`, `capacity` (T x D),
    `fixed_cost`, `metre_cost`, `second_cost`, `distance_limit_m`, `duration_limit_s`, `stop_limit`,
    `speed` (index into `duration_s`).
    Travel: `distance_m` (P x P), `duration_s` (speeds x P x P), -1 is no way; set-up at the place
    arrived at is part of the duration, and `travel_s` is the same without it. With several profiles
    of travel `way_m` (speeds x P x P) are the distances, and `distance_m` is the first of them;
    where travel changes with the hour durations are the least of any hour, and `slices` (one tuple
    for each speed) are all of them as (moment it ends, P x P), in order, the last without end.
    `timeless` is true when no rule and no cost looks at the clock.

    A shipment's alternative visits stand in a row; `pickup_visit` and `delivery_visit` are the
    first of them, `pickup_options` and `delivery_options` how many there are. `rules` names what
    goes beyond all of this; then `laws` holds the whole problem, else it is None.
    """

    shipment_source: Integers
    pickup_visit: Integers
    delivery_visit: Integers
    left_out_cost: Integers
    mandatory: Flags
    capable: Flags
    visit_shipment: Integers
    visit_place: Integers
    service_s: Integers
    load_change: Integers
    window_first: Integers
    window_start_s: Integers
    window_end_s: Integers
    vehicles: tuple[Integers, ...]
    start_place: Integers
    end_place: Integers
    leave_earliest_s: Integers
    leave_latest_s: Integers
    end_earliest_s: Integers
    end_latest_s: Integers
    capacity: Integers
    fixed_cost: Integers
    metre_cost: Integers
    second_cost: Integers
    distance_limit_m: Integers
    duration_limit_s: Integers
    stop_limit: Integers
    speed: Integers
    distance_m: Integers
    duration_s: Integers
    dimensions: tuple[str, ...]
    origin_s: int
    tick: int
    timeless: bool
    visit_picks: Flags
    pickup_options: Integers
    delivery_options: Integers
    setup_s: Integers
    travel_s: Integers
    place_ids: tuple[str, ...]
    way_m: Integers
    slices: tuple[tuple[tuple[int, Integers], ...], ...]
    rules: tuple[str, ...]
    laws: Laws | None

    @property
    def beyond_classic(self) -> list[str]:
        """Why an engine of the classic rules cannot hold the problem, in words."""
        return [f"it does not hold {rule}" for rule in self.rules]

    @property
    def horizon_s(self) -> int:
        """The last moment a route may end, counted from `origin_s`."""
        return EPOCH_MAX_S - self.origin_s

    @property
    def shipment_count(self) -> int:
        """S."""
        return len(self.shipment_source)

    @property
    def visit_count(self) -> int:
        """N."""
        return len(self.visit_shipment)

    @property
    def type_count(self) -> int:
        """T."""
        return len(self.vehicles)

    @property
    def vehicle_count(self) -> int:
        """Vehicles of all types."""
        return sum(len(group) for group in self.vehicles)

    @property
    def windows_per_visit(self) -> Integers:
        """Number of windows of each visit; a visit without any is open at all times."""
        return np.diff(self.window_first)

    @property
    def linked(self) -> Flags:
        """Shipments with both a pickup and a delivery stop."""
        return (self.pickup_visit >= 0) & (self.delivery_visit >= 0)

    def is_pickup(self, visit: int) -> bool:
        """Whether the visit takes its shipment aboard."""
        return bool(self.visit_picks[visit])

    def visits_of(self, shipment: int) -> tuple[int, ...]:
        """The first choice of visits of a shipment: its pickup, its delivery, or both."""
        both = (int(self.pickup_visit[shipment]), int(self.delivery_visit[shipment]))
        return tuple(visit for visit in both if visit >= 0)

    def forbid(self, shipments: Flags) -> RoutingArrays:
        """The same problem with these shipments (S) for no vehicle; for problems with `laws`."""
        if self.laws is None or not shipments.any():
            return self
        fare = self.laws.fare.copy()
        fare[shipments] = -1
        return replace(
            self,
            capable=self.capable & ~shipments[:, None],
            laws=self.laws._replace(fare=fare),
        )

    def select(self, keep: Flags) -> RoutingArrays:
        """The same problem with only the shipments flagged in `keep` (S); `forbid` with `laws`."""
        if keep.all():
            return self
        if self.laws is not None:
            return self.forbid(~keep)
        visits = keep[self.visit_shipment] if self.visit_count else np.zeros(0, np.bool_)
        visit_new = np.cumsum(visits) - 1
        shipment_new = np.cumsum(keep) - 1

        def renumbered(of_shipment: Integers) -> Integers:
            kept = of_shipment[keep]
            if not self.visit_count:
                return kept
            return np.where(kept >= 0, visit_new[np.maximum(kept, 0)], -1)

        windows = np.repeat(visits, self.windows_per_visit)
        return replace(
            self,
            shipment_source=self.shipment_source[keep],
            pickup_visit=renumbered(self.pickup_visit),
            delivery_visit=renumbered(self.delivery_visit),
            left_out_cost=self.left_out_cost[keep],
            mandatory=self.mandatory[keep],
            capable=np.ascontiguousarray(self.capable[keep]),
            visit_shipment=shipment_new[self.visit_shipment[visits]],
            visit_place=self.visit_place[visits],
            service_s=self.service_s[visits],
            load_change=np.ascontiguousarray(self.load_change[visits]),
            window_first=np.concatenate(([0], np.cumsum(self.windows_per_visit[visits]))),
            window_start_s=self.window_start_s[windows],
            window_end_s=self.window_end_s[windows],
            visit_picks=self.visit_picks[visits],
            pickup_options=self.pickup_options[keep],
            delivery_options=self.delivery_options[keep],
            setup_s=self.setup_s[visits],
        )


def flatten(problem: RoutingProblem, matrix: TravelMatrix) -> RoutingArrays:
    """The flat form of a valid problem; `matrix` covers its places (more does no harm).

    Rules for attempts are read before (`attempts.py`). Profiles of travel have their own sources.
    Raises `TravelError` for a place that the matrix does not name.
    """
    places = used_place_ids(problem)
    ground = profile_travel(problem, matrix)
    row = {place_id: r for r, place_id in enumerate(places)}
    visits: list[Visit] = []
    visit_shipment: list[int] = []
    visit_picks: list[bool] = []
    pickup_visit = np.full(len(problem.shipments), -1, np.int64)
    delivery_visit = np.full(len(problem.shipments), -1, np.int64)
    for s, shipment in enumerate(problem.shipments):
        for stops, of_shipment, picks in (
            (shipment.pickups, pickup_visit, True),
            (shipment.deliveries, delivery_visit, False),
        ):
            if stops:
                of_shipment[s] = len(visits)
            for visit in stops:
                visits.append(visit)
                visit_shipment.append(s)
                visit_picks.append(picks)
    types, capable = _vehicle_types(problem)
    models = [problem.vehicles[group[0]] for group in types]
    dimensions, amounts, capacity = _loads(problem, models)
    clock = _clock(problem, visits, models)
    speeds = sorted({(model.travel_profile_id, model.speed_factor) for model in models})
    paces = tuple(_slices(ground[name], speed, clock.origin_s) for name, speed in speeds)
    way_m = _stacked([ground[name].matrix.distance_m for name, _ in speeds])
    travel_s = _stacked([_least([seconds for _, seconds in pace]) for pace in paces])
    longest = max(int(seconds.max(initial=0)) for pace in paces for _, seconds in pace)
    costs = _costs(problem, models, int(way_m.max(initial=0)), longest)
    of_visit, picks_up = np.array(visit_shipment, np.int64), np.array(visit_picks, np.bool_)
    load_change = np.where(picks_up[:, None], amounts[of_visit], -amounts[of_visit])
    load_change = np.ascontiguousarray(load_change.reshape(len(visits), len(dimensions)))
    setup = {place.id: place.setup_duration_s for place in problem.places}
    setup_of_row = np.array([setup.get(place_id, 0) for place_id in places], np.int64)
    arrays = RoutingArrays(
        shipment_source=np.arange(len(problem.shipments)),
        pickup_visit=pickup_visit,
        delivery_visit=delivery_visit,
        left_out_cost=costs.left_out,
        mandatory=np.array([s.penalty_minor is None for s in problem.shipments], np.bool_),
        capable=capable,
        visit_shipment=of_visit,
        visit_place=np.array([row[v.place_id] for v in visits], np.int64),
        service_s=np.array([v.service_duration_s for v in visits], np.int64),
        load_change=load_change,
        window_first=clock.window_first,
        window_start_s=clock.window_start_s,
        window_end_s=clock.window_end_s,
        vehicles=tuple(np.array(group, np.int64) for group in types),
        start_place=np.array([row[clock.place_of_depot[m.start_depot_id]] for m in models]),
        end_place=np.array(
            [
                -1 if m.end_depot_id is None else row[clock.place_of_depot[m.end_depot_id]]
                for m in models
            ]
        ),
        leave_earliest_s=clock.leave[:, 0],
        leave_latest_s=clock.leave[:, 1],
        end_earliest_s=clock.end[:, 0],
        end_latest_s=clock.end[:, 1],
        capacity=capacity,
        fixed_cost=costs.fixed,
        metre_cost=costs.metre,
        second_cost=costs.second,
        distance_limit_m=np.array([_limit(m.distance_limit_m) for m in models]),
        duration_limit_s=np.array([_limit(m.duration_limit_s) for m in models]),
        stop_limit=np.array([_limit(m.stop_limit) for m in models]),
        speed=np.array([speeds.index((m.travel_profile_id, m.speed_factor)) for m in models]),
        distance_m=way_m[0],
        duration_s=_with_setup(travel_s, setup_of_row),
        dimensions=dimensions,
        origin_s=clock.origin_s,
        tick=costs.tick,
        timeless=clock.timeless and not costs.second.any(),
        visit_picks=picks_up,
        pickup_options=np.array([len(s.pickups) for s in problem.shipments], np.int64),
        delivery_options=np.array([len(s.deliveries) for s in problem.shipments], np.int64),
        setup_s=np.array([setup.get(v.place_id, 0) for v in visits], np.int64),
        travel_s=travel_s,
        place_ids=places,
        way_m=way_m,
        slices=paces,
        rules=extra_rules(problem),
        laws=None,
    )
    if not arrays.rules:
        return arrays
    return replace(arrays, laws=laws(problem, arrays))


def _slices(
    travel: ProfileTravel, speed_factor: float, origin_s: int
) -> tuple[tuple[int, Integers], ...]:
    """Durations hour by hour as (moment it ends, durations); the usual ones between and last."""
    usual = at_speed(travel.matrix.duration_s, speed_factor)
    line: list[tuple[int, Integers]] = []
    paced: dict[int, Integers] = {}
    for start, end, seconds in travel.slices:
        if not line or line[-1][0] < start - origin_s:
            line.append((start - origin_s, usual))
        if id(seconds) not in paced:
            paced[id(seconds)] = at_speed(seconds, speed_factor)
        line.append((end - origin_s, paced[id(seconds)]))
    return (*line, (NEVER, usual))


def _stacked(tables: list[Integers]) -> Integers:
    """Tables as one; a single one, which may be large, is not copied."""
    return tables[0][None] if len(tables) == 1 else np.stack(tables)


def _least(tables: list[Integers]) -> Integers:
    return tables[0] if len(tables) == 1 else np.min(tables, axis=0)


def _with_setup(travel_s: Integers, setup_of_row: Integers) -> Integers:
    """Durations to each place with the set-up there; none on staying where one is."""
    if not setup_of_row.any():
        return travel_s
    longer = travel_s + setup_of_row[None, None, :]
    longer[travel_s < 0] = NO_WAY
    stay = np.arange(len(setup_of_row))
    longer[:, stay, stay] = 0
    return longer


def at_speed(duration_s: Integers, speed_factor: float) -> Integers:
    """Durations divided by a speed factor, rounded half up; -1 stays."""
    if speed_factor == 1.0:
        return duration_s
    faster = np.floor(duration_s / speed_factor + 0.5).astype(np.int64)
    return np.where(duration_s < 0, NO_WAY, faster)


def _limit(limit: object) -> int:
    maximum = getattr(limit, "maximum", None)
    return UNLIMITED if maximum is None else int(maximum)


def _vehicle_types(problem: RoutingProblem) -> tuple[list[list[int]], Flags]:
    """Vehicles that differ in nothing but their id, together; who is capable of what (S x T)."""
    named_by: dict[str, list[tuple[int, int]]] = {}
    for s, shipment in enumerate(problem.shipments):
        for vehicle_id in shipment.allowed_vehicle_ids:
            named_by.setdefault(vehicle_id, []).append((s, 0))
        for vehicle_id in shipment.forbidden_vehicle_ids:
            named_by.setdefault(vehicle_id, []).append((s, -1))
        for price in shipment.vehicle_prices:
            named_by.setdefault(price.vehicle_id, []).append((s, price.cost_minor))
    groups: dict[object, list[int]] = {}
    for v, vehicle in enumerate(problem.vehicles):
        likeness = (
            vehicle.start_depot_id,
            vehicle.end_depot_id,
            _span(vehicle.shift_window),
            tuple(sorted((c.dimension, c.limit.maximum) for c in vehicle.capacities)),
            frozenset(vehicle.skills),
            vehicle.fixed_cost_minor or 0,
            vehicle.cost_per_km_minor or 0,
            vehicle.cost_per_hour_minor or 0,
            _limit(vehicle.distance_limit_m),
            _limit(vehicle.duration_limit_s),
            _limit(vehicle.stop_limit),
            vehicle.speed_factor,
            vehicle_rules(vehicle),
            tuple(named_by.get(vehicle.id, ())),
        )
        groups.setdefault(likeness, []).append(v)
    types = list(groups.values())
    capable = np.ones((len(problem.shipments), len(types)), np.bool_)
    skills = [frozenset(problem.vehicles[group[0]].skills) for group in types]
    by_need: dict[frozenset[str], Flags] = {}
    for s, shipment in enumerate(problem.shipments):
        if shipment.required_skills:
            need = frozenset(shipment.required_skills)
            if need not in by_need:
                by_need[need] = np.array([need <= has for has in skills])
            capable[s] = by_need[need]
        if shipment.allowed_vehicle_ids:
            allowed = set(shipment.allowed_vehicle_ids)
            capable[s] &= [problem.vehicles[group[0]].id in allowed for group in types]
        if shipment.forbidden_vehicle_ids:
            forbidden = set(shipment.forbidden_vehicle_ids)
            capable[s] &= [problem.vehicles[group[0]].id not in forbidden for group in types]
    return types, capable & _in_territory(problem, [problem.vehicles[g[0]] for g in types])


def _in_territory(problem: RoutingProblem, models: list[Vehicle]) -> Flags:
    """Whether a type may serve some pickup and some delivery of a shipment where they are (S x T).

    Only territories that are a rule; those at a price are no matter of capability.
    """
    may = np.ones((len(problem.shipments), len(models)), np.bool_)
    bound = [t for t, m in enumerate(models) if m.territory_ids and m.outside_cost_minor is None]
    if not bound:
        return may
    places = used_place_ids(problem)
    row = {place_id: p for p, place_id in enumerate(places)}
    table, numbered = inside(problem, places), regions(problem)
    for t in bound:
        within = table[numbered[region_of(models[t])]]
        for s, shipment in enumerate(problem.shipments):
            for visits in (shipment.pickups, shipment.deliveries):
                may[s, t] &= not visits or any(within[row[v.place_id]] for v in visits)
    return may


def _span(window: TimeWindow | None) -> tuple[int, int]:
    return (0, EPOCH_MAX_S) if window is None else (window.start_time_s, window.end_time_s)


def _loads(
    problem: RoutingProblem, models: list[Vehicle]
) -> tuple[tuple[str, ...], Integers, Integers]:
    """Dimensions of shipments that some vehicle limits or a price of unevenness compares.

    With them amounts (S x D) and capacities (T x D).
    """
    shipments = problem.shipments
    limited = {c.dimension for m in models for c in m.capacities}
    limited |= {f.dimension for f in problem.fairness if f.measure is FairnessMeasure.LOAD}
    carried = {load.dimension for s in shipments for load in s.loads if load.amount > 0}
    dimensions = tuple(sorted(limited & carried))
    column = {name: d for d, name in enumerate(dimensions)}
    amounts = np.zeros((len(shipments), len(dimensions)), np.int64)
    for s, shipment in enumerate(shipments):
        for load in shipment.loads:
            if load.dimension in column:
                amounts[s, column[load.dimension]] = load.amount
    capacity = np.full((len(models), len(dimensions)), UNLIMITED, np.int64)
    for t, model in enumerate(models):
        for c in model.capacities:
            if c.dimension in column:
                capacity[t, column[c.dimension]] = c.limit.maximum
    return dimensions, amounts, capacity


@dataclass(frozen=True, slots=True)
class _Clock:
    origin_s: int
    timeless: bool
    window_first: Integers
    window_start_s: Integers
    window_end_s: Integers
    leave: Integers
    end: Integers
    place_of_depot: dict[str, str]


def _clock(problem: RoutingProblem, visits: list[Visit], models: list[Vehicle]) -> _Clock:
    """All windows, counted from the earliest moment any vehicle may leave."""
    opening = {d.id: _span(d.opening_window) for d in problem.depots}
    begins = _beginning_s(problem)
    leave, end = [], []
    for model in models:
        shift = _span(model.shift_window)
        first = opening[model.start_depot_id]
        last = shift if model.end_depot_id is None else opening[model.end_depot_id]
        leave.append((max(shift[0], first[0], begins), min(shift[1], first[1])))
        end.append((max(shift[0], last[0], begins), min(shift[1], last[1])))
    spans = [sorted((w.start_time_s, w.end_time_s) for w in v.time_windows) for v in visits]
    windows = np.array([w for of_visit in spans for w in of_visit], np.int64).reshape(-1, 2)
    leave_s = np.array(leave, np.int64).reshape(-1, 2)
    end_s = np.array(end, np.int64).reshape(-1, 2)
    origin = int(leave_s[:, 0].min()) if len(leave_s) else 0
    timeless = (
        not len(windows)
        and all(m.shift_window is None and m.duration_limit_s is None for m in models)
        and all(d.opening_window is None for d in problem.depots)
    )
    return _Clock(
        origin,
        timeless,
        np.concatenate(([0], np.cumsum([len(s) for s in spans]))).astype(np.int64),
        windows[:, 0] - origin,
        windows[:, 1] - origin,
        leave_s - origin,
        end_s - origin,
        {d.id: d.place_id for d in problem.depots},
    )


def _beginning_s(problem: RoutingProblem) -> int:
    """Before this no vehicle leaves: as stated, else a day before the earliest moment stated."""
    if problem.start_time_s is not None:
        return problem.start_time_s
    windows: list[TimeWindow | None] = [v.shift_window for v in problem.vehicles]
    windows += [p.start_window for v in problem.vehicles for p in v.pauses]
    windows += [d.opening_window for d in problem.depots]
    moments = []
    for shipment in problem.shipments:
        moments += [m for m in (shipment.release_time_s, shipment.due_time_s) if m is not None]
        for visit in (*shipment.pickups, *shipment.deliveries):
            windows += visit.time_windows
            windows += [p.window for p in visit.preferred_windows]
    moments += [w.start_time_s for w in windows if w is not None]
    return max(0, min(moments) - DAY_S) if moments else 0


@dataclass(frozen=True, slots=True)
class _Costs:
    fixed: Integers
    metre: Integers
    second: Integers
    left_out: Integers
    tick: int


def _costs(problem: RoutingProblem, models: list[Vehicle], way: int, time: int) -> _Costs:
    """Costs in the largest unit that keeps them whole, or small enough for 64 bits.

    `way` and `time` are the longest way and time between two places.
    """
    rates = [
        (
            (m.fixed_cost_minor or 0) * COST_PARTS,
            (m.cost_per_km_minor or 0) * (COST_PARTS // 1000),
            (m.cost_per_hour_minor or 0) * (COST_PARTS // 3600),
        )
        for m in models
    ]
    if not any(any(rate) for rate in rates):
        rates = [(0, DEFAULT_COST_PER_KM_MINOR * (COST_PARTS // 1000), 0) for _ in models]
    penalties = [
        None if s.penalty_minor is None else s.penalty_minor * COST_PARTS for s in problem.shipments
    ]
    extras = _extra_prices(problem)
    tick = math.gcd(*(x for rate in rates for x in rate), *(x or 0 for x in penalties)) or 1
    tick = math.gcd(tick, *(price for price, _ in extras)) or 1
    worst = _worst_plan(problem, rates, way, time) + sum(price * most for price, most in extras)
    while 8 * (worst // tick + 1) * (len(penalties) + 1) ** 2 > _LARGEST_COST:
        tick *= 2  # absurd sums: exactness is the checker's, the search may round
    most = worst // tick + 1
    above_all = most + sum(min(_rounded(x, tick), most) for x in penalties if x is not None)
    left_out = [above_all if x is None else min(_rounded(x, tick), most) for x in penalties]
    table = np.array([[_rounded(x, tick) for x in rate] for rate in rates], np.int64).reshape(-1, 3)
    if problem.fewest_vehicles_first and len(table):
        # One vehicle fewer outweighs all money but no mandatory shipment.
        left_out = [
            x + (len(penalties) + 1) * above_all if x_is is None else x
            for x, x_is in zip(left_out, penalties, strict=True)
        ]
        table[:, 0] += above_all
    return _Costs(
        np.ascontiguousarray(table[:, 0]),
        np.ascontiguousarray(table[:, 1]),
        np.ascontiguousarray(table[:, 2]),
        np.array(left_out, np.int64),
        tick,
    )


def _worst_rules(problem: RoutingProblem, service: int, time: int) -> int:
    """Seconds that set-up, pauses, rests, trips and offsets may add to all routes together."""
    visits = [v for s in problem.shipments for v in (*s.pickups, *s.deliveries)]
    setup = {place.id: place.setup_duration_s for place in problem.places}
    added = sum(setup.get(visit.place_id, 0) for visit in visits)
    added += sum(p.offset_duration_s for p in problem.precedences)
    named = [s.release_time_s for s in problem.shipments if s.release_time_s is not None]
    named += [p.window.start_time_s for v in visits for p in v.preferred_windows]
    for vehicle in problem.vehicles:
        named += [p.start_window.start_time_s for p in vehicle.pauses]
        added += sum(p.duration_s for p in vehicle.pauses)
    drive = 4 * len(visits) * time + service + added
    rests = 0
    for vehicle in problem.vehicles:
        for reload in vehicle.reloads:
            rests = max(rests, len(visits) * (reload.service_duration_s + 2 * time))
        for rule in vehicle.rest_rules:
            rests = max(rests, (drive // rule.limit_duration_s + len(visits)) * rule.duration_s)
    if named:
        moments = named + [w.start_time_s for v in visits for w in v.time_windows]
        moments += [v.shift_window.start_time_s for v in problem.vehicles if v.shift_window]
        added += min(len(visits), len(problem.vehicles)) * (max(moments) - min(moments))
    return added + 4 * rests


def _extra_prices(problem: RoutingProblem) -> list[tuple[int, int]]:
    """Prices beyond the classic ones in parts, each with the most units it may be paid for."""
    prices: list[tuple[int, int]] = []
    for shipment in problem.shipments:
        for visit in (*shipment.pickups, *shipment.deliveries):
            prices.append(((visit.cost_minor or 0) * COST_PARTS, 1))
            for wish in visit.preferred_windows:
                per_hour = (wish.early_cost_per_hour_minor, wish.late_cost_per_hour_minor)
                prices += [((x or 0) * (COST_PARTS // 3600), 86_400) for x in per_hour]
                prices.append(((wish.cost_minor or 0) * COST_PARTS, 1))
        prices += [(p.cost_minor * COST_PARTS, 1) for p in shipment.vehicle_prices]
    for vehicle in problem.vehicles:
        if vehicle.overtime is not None:
            per_hour_beyond = vehicle.overtime.cost_per_hour_minor
            prices.append((per_hour_beyond * (COST_PARTS // 3600), 86_400))
        if vehicle.extra_distance is not None:
            prices.append((vehicle.extra_distance.cost_per_km_minor * 18, 1_000_000))
        prices.append(((vehicle.outside_cost_minor or 0) * COST_PARTS, len(problem.shipments)))
        for capacity in vehicle.capacities:
            if capacity.soft_limit is not None and capacity.cost_per_unit_above_minor:
                above = max(0, capacity.limit.maximum - capacity.soft_limit.maximum)
                prices.append((capacity.cost_per_unit_above_minor * COST_PARTS, min(above, 10_000)))
    for fairness in problem.fairness:
        parts, most = unit_parts(fairness.measure), 1_000
        if fairness.measure is FairnessMeasure.DURATION:
            most = 86_400 * len(problem.vehicles)
        elif fairness.measure is FairnessMeasure.DISTANCE:
            most = 1_000_000 * len(problem.vehicles)
        prices.append((fairness.cost_per_unit_minor * parts, most))
    return [(price, most) for price, most in prices if price]


def unit_parts(measure: FairnessMeasure) -> int:
    """Parts of a minor unit that a second, a stop, a unit of load or a metre is in such a price."""
    if measure is FairnessMeasure.DURATION:
        return COST_PARTS // 3600
    return COST_PARTS // 1000 if measure is FairnessMeasure.DISTANCE else COST_PARTS


def _rounded(value: int, tick: int) -> int:
    return (2 * value + tick) // (2 * tick)


def _worst_plan(
    problem: RoutingProblem, rates: list[tuple[int, int, int]], way: int, time: int
) -> int:
    """More than any sensible plan costs, in parts: each stop alone on the longest ways."""
    stops = sum(len(s.pickups) + len(s.deliveries) for s in problem.shipments)
    service = sum(
        v.service_duration_s for s in problem.shipments for v in (*s.pickups, *s.deliveries)
    )
    fixed, metre, second = (max((r[i] for r in rates), default=0) for i in range(3))
    hours = 2 * stops * time + service + _worst_rules(problem, service, time)
    starts = [
        w.start_time_s
        for s in problem.shipments
        for v in (*s.pickups, *s.deliveries)
        for w in v.time_windows
    ]
    if starts:
        # Waiting costs as well where time does: a vehicle may stand between two windows.
        hours += min(stops, len(problem.vehicles)) * (max(starts) - min(starts))
    return min(stops, len(problem.vehicles)) * fixed + 2 * stops * way * metre + hours * second
