"""What is aboard in the exact model.

Goods from the depot are counted backwards from where they are handed over, goods for it forwards
from where they are taken in, and all others forwards through reloads.
"""

from __future__ import annotations

import numpy as np

from optimizer.routing.arrays import UNLIMITED
from optimizer.routing.cpsat import Variable
from optimizer.routing.cpsat_circuits import START, Circuits, Copy
from optimizer.routing.kernels import laws as table


class Goods:
    """Loads and sorts on all circuits."""

    def __init__(self, circuits: Circuits) -> None:
        self._circuits = circuits
        self.arrays, self.model = circuits.arrays, circuits.model
        for k, copy in enumerate(circuits.copies):
            self._loads(copy, k)
            self._mixing(copy)

    def _loads(self, copy: Copy, k: int) -> None:
        arrays, model = self.arrays, self.model
        for d in range(len(arrays.dimensions)):
            room = int(arrays.capacity[copy.kind, d])
            soft, price = UNLIMITED, 0
            if arrays.laws is not None:
                column = table.CAPACITY + table.CAPACITY_COLUMNS * d
                soft, price = (int(x) for x in arrays.laws.kind[copy.kind, column + 1 : column + 3])
            total = int(np.abs(arrays.load_change[:, d]).sum())
            if room >= total and (not price or soft >= total):
                continue
            room = min(room, total)
            above = None
            if price and soft < room:
                above = model.new_int_var(0, room - soft, f"above {k}.{d}")
                copy.cost.append(price * above)
            change = {node: self._change(copy, node, d) for node in copy.nodes}
            out = {n: model.new_int_var(0, room, f"out {k}.{d}.{n}") for n in (0, *copy.nodes)}
            home = {n: model.new_int_var(0, room, f"home {k}.{d}.{n}") for n in copy.nodes}
            through = {n: model.new_int_var(0, room, f"by {k}.{d}.{n}") for n in copy.nodes}
            for (i, j), arc in copy.arcs.items():
                if not self._circuits.is_reload(j) and j != START:
                    model.add(out[i] >= out[j] + change[j][0]).only_enforce_if(arc)
                    if i != START and not self._circuits.is_reload(i):
                        model.add(home[j] >= home[i] + change[j][1]).only_enforce_if(arc)
                    elif change[j][1]:
                        model.add(home[j] >= change[j][1]).only_enforce_if(arc)
                if j != START:
                    if i != START:
                        model.add(through[j] >= through[i] + change[j][2]).only_enforce_if(arc)
                    elif change[j][2] > 0:
                        model.add(through[j] >= change[j][2]).only_enforce_if(arc)
            for n in copy.nodes:
                aboard = out[n] + home[n] + through[n]
                model.add(aboard <= room)
                if above is not None:
                    model.add(aboard <= soft + above).only_enforce_if(copy.on[n])
            if above is not None:
                model.add(out[START] <= soft + above)
            if not copy.reloads:
                for mine in (arrays.pickup_visit < 0, arrays.delivery_visit < 0):
                    packed = [
                        int(
                            abs(
                                arrays.load_change[
                                    max(arrays.pickup_visit[s], arrays.delivery_visit[s]), d
                                ]
                            )
                        )
                        * literal
                        for s, literal in copy.carries.items()
                        if mine[s]
                    ]
                    if packed:
                        model.add(sum(packed) <= room)
                        if above is not None:
                            model.add(sum(packed) <= soft + above)

    def _change(self, copy: Copy, node: int, d: int) -> tuple[int, int, int]:
        """Amounts handed over from the depot, taken in for it, and taken in or out between."""
        arrays = self.arrays
        if self._circuits.is_reload(node):
            return 0, 0, 0
        v = self._circuits.node_of(copy, node)
        s, amount = int(arrays.visit_shipment[v]), int(arrays.load_change[v, d])
        if arrays.pickup_visit[s] < 0:
            return -amount, 0, 0
        return (0, amount, 0) if arrays.delivery_visit[s] < 0 else (0, 0, amount)

    def _mixing(self, copy: Copy) -> None:
        """Sorts that do not go together on a route, or not without another."""
        laws, model = self.arrays.laws, self.model
        if laws is None or not len(laws.clash):
            return
        of_sort: dict[int, list[Variable]] = {}
        for s, carries in copy.carries.items():
            of_sort.setdefault(int(laws.shipment[s, table.SORT]), []).append(carries)
        for x, mine in of_sort.items():
            if x < 0:
                continue
            if laws.clash[x, x] == 1:
                model.add_at_most_one(mine)
            for y in range(len(laws.clash)):
                others = of_sort.get(y, [])
                if y > x and laws.clash[x, y] == 1:
                    for a in mine:
                        for b in others:
                            model.add_at_most_one(a, b)
                if y != x and laws.need[x, y] == 1:
                    for a in mine:
                        model.add(sum(others) >= a)
