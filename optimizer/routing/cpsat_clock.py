"""The clock of the exact model: windows, shifts, pauses, trips and what time costs.

A moment hangs on each visit and on each vehicle's leaving and end; an arc that is taken sets the
later one. All of a route's driving and service is a floor under its length, which the linear
relaxation sees where it does not see the moments.
"""

from __future__ import annotations

from optimizer.routing.arrays import UNLIMITED, RoutingArrays
from optimizer.routing.cpsat import Domain, Expression, LinearExpr, Variable, total
from optimizer.routing.cpsat_circuits import START, Circuits, Copy
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER


class Clock:
    """The moments of all visits and vehicles of some circuits."""

    def __init__(self, circuits: Circuits) -> None:
        self._circuits = circuits
        self.arrays, self.model = circuits.arrays, circuits.model
        self._horizon = self._last_moment()
        self.start = self._moments()
        for k, copy in enumerate(circuits.copies):
            self._clock(copy, k)
        self._wishes()
        self._orders()

    def _last_moment(self) -> int:
        """Nothing is gained by anything later: all windows are open, and all work can be done."""
        arrays = self.arrays
        moments = [int(arrays.leave_earliest_s.max(initial=0))]
        moments.append(int(arrays.end_earliest_s.max(initial=0)))
        moments.append(int(arrays.window_start_s.max(initial=0)))
        longest = int(arrays.duration_s.max(initial=0))
        visits = 2 * arrays.visit_count + 2
        work = visits * longest + int(arrays.service_s.sum())
        laws = arrays.laws
        if laws is not None:
            if len(laws.wish):
                moments.append(int(laws.wish[:, table.WISH_CLOSES].max()))
            if len(laws.pause):
                moments.append(int(laws.pause[:, table.PAUSE_CLOSES].max()))
                work += int(laws.pause[:, table.PAUSE_LENGTH].sum())
            if len(laws.order):
                work += int(laws.order[:, table.LEAST].sum())
            if len(laws.window):
                moments.append(int(laws.window[:, 0].max()))
            released = laws.shipment[:, table.RELEASE]
            moments.append(int(released.max(initial=0)))
            work += arrays.visit_count * int(laws.visit[:, table.SERVICE].max(initial=0))
        return min(max(moments) + work, int(arrays.end_latest_s.max(initial=0)))

    def _moments(self) -> dict[int, Variable]:
        arrays, moments = self.arrays, {}
        for v in range(arrays.visit_count):
            spans = slice(arrays.window_first[v], arrays.window_first[v + 1])
            windows = [
                [max(0, a), min(b, self._horizon)]
                for a, b in zip(
                    arrays.window_start_s[spans].tolist(),
                    arrays.window_end_s[spans].tolist(),
                    strict=True,
                )
                if max(0, a) <= min(b, self._horizon)
            ]
            if spans.stop > spans.start and not windows:
                windows = [[0, 0]]
                self.model.add(self._circuits.served[int(arrays.visit_shipment[v])] == 0)
            domain = Domain.from_intervals(windows or [[0, self._horizon]])
            moments[v] = self.model.new_int_var_from_domain(domain, f"start {v}")
        return moments

    def _clock(self, copy: Copy, k: int) -> None:
        arrays, model, t = self.arrays, self.model, copy.kind
        laws, last = arrays.laws, self._horizon

        def moment(name: str, opens: int = 0, closes: int = last) -> Variable:
            opens = min(max(0, opens), last)
            return model.new_int_var(opens, max(opens, min(closes, last)), f"{name} {k}")

        leave = moment("leave", int(arrays.leave_earliest_s[t]), int(arrays.leave_latest_s[t]))
        end = moment("end", int(arrays.end_earliest_s[t]), int(arrays.end_latest_s[t]))
        if arrays.leave_earliest_s[t] > min(
            last, arrays.leave_latest_s[t]
        ) or arrays.end_earliest_s[t] > min(last, arrays.end_latest_s[t]):
            model.add(copy.on[START] == 0)
        home = moment("home")
        span = moment("span")
        model.add(span >= end - leave).only_enforce_if(copy.on[START])
        model.add(end >= home)
        reload_start: dict[int, Variable] = {}
        for node in copy.nodes:
            if self._circuits.is_reload(node):
                reload_start[node] = moment(f"reload {node}", *self._opening(copy, node))
        begin = {n: moment(f"begins {n}") for n in copy.nodes if self._trip_times()}
        began = {n: moment(f"left {n}") for n in copy.nodes if self._trip_times()}
        due = {n: moment(f"due {n}") for n in copy.nodes if self._trip_times()}
        pauses = self._pauses(copy, k, leave, end)
        spent: list[Expression] = []

        def starts(node: int) -> Variable:
            if self._circuits.is_reload(node):
                return reload_start[node]
            return self.start[node - 1]

        def done(node: int) -> LinearExpr:
            if node == START:
                return total([leave])
            return total([starts(node), self._service(copy, node)])

        for (i, j), arc in copy.arcs.items():
            way = self._circuits.way(copy, i, j)
            seconds = 0 if way is None else way[1]
            off = total(length * at[i] for _, length, at in pauses)
            spent.append((seconds + (0 if i == START else self._service(copy, i))) * arc)
            there = home if j == START else starts(j)
            model.add(there >= done(i) + seconds + off).only_enforce_if(arc)
            for b, length, at in pauses:
                model.add(b + length <= (end if j == START else starts(j))).only_enforce_if(
                    arc, at[i]
                )
            if not self._trip_times():
                continue
            if j != START and not self._circuits.is_reload(j):
                if i == START:
                    model.add(begin[j] == leave).only_enforce_if(arc)
                    model.add(began[j] == leave).only_enforce_if(arc)
                elif self._circuits.is_reload(i):
                    model.add(begin[j] == starts(i)).only_enforce_if(arc)
                    model.add(began[j] == done(i)).only_enforce_if(arc)
                else:
                    model.add(begin[j] == begin[i]).only_enforce_if(arc)
                    model.add(began[j] == began[i]).only_enforce_if(arc)
                    model.add(due[j] <= due[i]).only_enforce_if(arc)
            elif i != START:
                model.add(due[i] >= done(i) + seconds).only_enforce_if(arc)
        for b, _, at in pauses:
            for i, literal in at.items():
                model.add(b >= done(i)).only_enforce_if(literal)
        spent += [length * literal for _, length, at in pauses for literal in at.values()]
        model.add(span >= total(spent))
        copy.cost.append(int(arrays.second_cost[t]) * span)
        if arrays.duration_limit_s[t] < UNLIMITED:
            model.add(span <= int(arrays.duration_limit_s[t]))
        if laws is None:
            return
        kind = laws.kind[t]
        if kind[table.PER_OVERTIME]:
            over = moment("overtime")
            model.add(over >= span - int(kind[table.OVERTIME_AFTER]))
            copy.cost.append(int(kind[table.PER_OVERTIME]) * over)
        for s, carries in copy.carries.items():
            self._trip_rules(copy, s, carries, leave, begin, began, due)

    def _trip_times(self) -> bool:
        """Whether a rule looks at when the trip of a shipment begins or ends."""
        laws = self.arrays.laws
        return laws is not None and bool(
            (laws.shipment[:, table.RELEASE] > -NEVER).any()
            or (laws.shipment[:, (table.DUE, table.RIDE, table.DETOUR)] < NEVER).any()
        )

    def _trip_rules(
        self,
        copy: Copy,
        s: int,
        carries: Variable,
        leave: Variable,
        begin: dict[int, Variable],
        began: dict[int, Variable],
        due: dict[int, Variable],
    ) -> None:
        arrays, model, laws = self.arrays, self.model, self.arrays.laws
        assert laws is not None  # noqa: S101 - asked for by the caller
        row = laws.shipment[s]
        pickups = range(int(row[table.FIRST_PICKUP]), int(row[table.END_PICKUP]))
        deliveries = range(int(row[table.FIRST_DELIVERY]), int(row[table.END_DELIVERY]))
        if row[table.RELEASE] > -NEVER and not pickups:
            for v in deliveries:
                model.add(begin[1 + v] >= int(row[table.RELEASE])).only_enforce_if(copy.on[1 + v])
        if row[table.DUE] < NEVER and not deliveries:
            for v in pickups:
                model.add(due[1 + v] <= int(row[table.DUE])).only_enforce_if(copy.on[1 + v])
        if row[table.RIDE] >= NEVER and row[table.DETOUR] >= NEVER:
            return
        speed = int(arrays.speed[copy.kind])
        for v in deliveries:
            there = int(arrays.visit_place[v])
            if not pickups:
                most = int(row[table.RIDE])
                if row[table.DETOUR] < NEVER:
                    direct = int(arrays.travel_s[speed, arrays.start_place[copy.kind], there])
                    if direct >= 0:
                        most = min(most, direct + int(row[table.DETOUR]))
                if most < NEVER:
                    ride = self.start[v] - began[1 + v]
                    model.add(ride <= most).only_enforce_if(copy.on[1 + v])
            for p in pickups:
                most = int(row[table.RIDE])
                direct = int(arrays.travel_s[speed, arrays.visit_place[p], there])
                if row[table.DETOUR] < NEVER and direct >= 0:
                    most = min(most, direct + int(row[table.DETOUR]))
                if most < NEVER:
                    ride = self.start[v] - self.start[p] - int(arrays.service_s[p])
                    both = (copy.on[1 + v], copy.on[1 + p])
                    model.add(ride <= most).only_enforce_if(*both)

    def _service(self, copy: Copy, node: int) -> int:
        at = self._circuits.node_of(copy, node)
        if at < self.arrays.visit_count:
            return int(self.arrays.service_s[at])
        assert self.arrays.laws is not None  # noqa: S101 - only laws have reloads
        return int(self.arrays.laws.visit[at, table.SERVICE])

    def _opening(self, copy: Copy, node: int) -> tuple[int, int]:
        laws = self.arrays.laws
        assert laws is not None  # noqa: S101 - only laws have reloads
        row = laws.visit[self._circuits.node_of(copy, node)]
        if row[table.FIRST_WINDOW] == row[table.END_WINDOW]:
            return 0, self._horizon
        opens, closes = laws.window[row[table.FIRST_WINDOW]].tolist()
        return int(opens), int(closes)

    def _pauses(
        self, copy: Copy, k: int, leave: Variable, end: Variable
    ) -> list[tuple[Variable, int, dict[int, Variable]]]:
        """Start, length and the node after which each pause is taken."""
        laws, model = self.arrays.laws, self.model
        if laws is None:
            return []
        kind = laws.kind[copy.kind]
        found: list[tuple[Variable, int, dict[int, Variable]]] = []
        taken_before: list[Variable] = []
        for p in range(int(kind[table.FIRST_PAUSE]), int(kind[table.END_PAUSE])):
            opens, closes, length = laws.pause[p].tolist()
            opens, closes = max(0, opens), min(closes, self._horizon)
            taken = model.new_bool_var(f"pause {k}.{p}")
            at = {i: model.new_bool_var(f"pause {k}.{p}.{i}") for i in (START, *copy.nodes)}
            b = model.new_int_var(min(opens, self._horizon), self._horizon, f"pauses {k}.{p}")
            model.add(b <= closes).only_enforce_if(taken)
            model.add(sum(at.values()) == taken)
            for i, literal in at.items():
                model.add_implication(literal, copy.on[i])
            early, late = model.new_bool_var("ends before"), model.new_bool_var("leaves after")
            model.add(end <= closes).only_enforce_if(early)
            model.add(leave >= opens + length).only_enforce_if(late)
            model.add_bool_or(taken, early, late, copy.on[START].negated())
            for (before, long, _), also in zip(found, taken_before, strict=True):
                model.add(b >= before + long).only_enforce_if(taken, also)
            found.append((b, int(length), at))
            taken_before.append(taken)
        return found

    def _wishes(self) -> None:
        """The price of a start outside its preferred windows, by the cheapest of them."""
        laws, model = self.arrays.laws, self.model
        if laws is None:
            return
        for copy in self._circuits.copies:
            for node in copy.nodes:
                if self._circuits.is_reload(node):
                    continue
                v = node - 1
                wishes = range(
                    int(laws.visit[v, table.FIRST_WISH]), int(laws.visit[v, table.END_WISH])
                )
                picked = [model.new_bool_var("wish") for _ in wishes]
                if not picked:
                    continue
                model.add(sum(picked) == copy.on[node])
                for w, literal in zip(wishes, picked, strict=True):
                    opens, closes, flat, per_early, per_late = laws.wish[w].tolist()
                    copy.cost.append(flat * literal)
                    if per_early:
                        early = model.new_int_var(0, self._horizon, "early")
                        model.add(early >= opens - self.start[v]).only_enforce_if(literal)
                        copy.cost.append(per_early * early)
                    if per_late:
                        late = model.new_int_var(0, self._horizon, "late")
                        model.add(late >= self.start[v] - closes).only_enforce_if(literal)
                        copy.cost.append(per_late * late)

    def _orders(self) -> None:
        """Least and most time between two services."""
        laws, model, circuits = self.arrays.laws, self.model, self._circuits
        if laws is None:
            return
        for event in range(2 * self.arrays.shipment_count):
            s, picks = event // 2, event % 2 == table.PICKUP
            for row in laws.order[laws.event[event, 0] : laws.event[event, 1]]:
                earlier, least, most = (int(x) for x in row)
                other, other_picks = earlier // 2, earlier % 2 == table.PICKUP
                served = circuits.served[s]
                first = circuits.chosen(other, self.start, self._horizon, picks=other_picks)
                second = circuits.chosen(s, self.start, self._horizon, picks=picks)
                model.add(second >= first + least).only_enforce_if(served)
                if most < NEVER:
                    model.add(second <= first + most).only_enforce_if(served)


def asks_the_clock(arrays: RoutingArrays) -> bool:
    """Whether any rule or cost looks at the clock."""
    if not arrays.timeless or arrays.laws is None:
        return not arrays.timeless
    laws = arrays.laws
    return bool(
        len(laws.pause)
        or len(laws.wish)
        or len(laws.order)
        or laws.kind[:, (table.TIMED,)].any()
        or (laws.shipment[:, table.RELEASE] > -NEVER).any()
        or (laws.shipment[:, (table.DUE, table.RIDE, table.DETOUR)] < NEVER).any()
        or len(laws.window)
    )
