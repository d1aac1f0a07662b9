"""What is aboard in the exact model.

Goods from the depot are counted backwards from where they are handed over, goods for it forwards
from where they are taken in, and all others forwards through reloads.
"""

from __future__ import annotations

import numpy as np

from optimizer.routing.arrays import UNLIMITED
from optimizer.routing.cpsat import Variable, total
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
            everything = int(np.abs(arrays.load_change[:, d]).sum())
            if room >= everything and (not price or soft >= everything):
                continue
            room = min(room, everything)
            above = None
            if price and soft < room:
                above = model.new_int_var(0, room - soft, f"above {k}.{d}")
                copy.cost.append(price * above)
            change = {node: self._change(copy, node, d) for node in copy.nodes}
            out, home, through = (
                {n: model.new_int_var(0, room, f"aboard {k}.{d}.{n}") for n in (START, *copy.nodes)}
                if any(amounts[side] for amounts in change.values())
                else {}
                for side in range(3)
            )
            for (i, j), arc in copy.arcs.items():
                if j == START:
                    continue
                to_reload = self._circuits.is_reload(j)
                if out and not to_reload:
                    model.add(out[i] >= out[j] + change[j][0]).only_enforce_if(arc)
                if home and not to_reload:
                    model.add(home[j] >= home[i] + change[j][1]).only_enforce_if(arc)
                if through:
                    model.add(through[j] >= through[i] + change[j][2]).only_enforce_if(arc)
            for n in (START, *copy.nodes):
                aboard = total(side[n] for side in (out, home, through) if side)
                model.add(aboard <= room)
                if above is not None:
                    model.add(aboard <= soft + above).only_enforce_if(copy.on[n])
            if copy.reloads:
                continue
            # What the relaxation would not see: all goods of one direction are aboard at once.
            amount = np.abs(arrays.load_change[:, d])
            for mine, visit in (
                (arrays.pickup_visit < 0, arrays.delivery_visit),
                (arrays.delivery_visit < 0, arrays.pickup_visit),
            ):
                packed = total(
                    int(amount[visit[s]]) * literal
                    for s, literal in copy.carries.items()
                    if mine[s]
                )
                model.add(packed <= room)
                if above is not None:
                    model.add(packed <= soft + above)

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
