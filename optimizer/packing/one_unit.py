"""Everything into one unit: the first thing to try, and for most orders the last.

Nothing is set up for it but what the kernel makes itself, since most orders take less than a
millisecond in all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.packing.bound import Bounds
from optimizer.packing.instance import Instance
from optimizer.packing.kernels.alone import fill_alone
from optimizer.packing.workbench import FilledUnit

CROWD = 200
"""More pieces than this in one unit are placed by grids: piece by piece the time grows with the
cube of their number (0.2 s at 200, 9 s at 1,000)."""
_ATTEMPTS = 24


def fill_one_unit(
    instance: Instance, bounds: Bounds, chance: NDArray[np.uint64], budget: Budget
) -> FilledUnit | None:
    """A unit that holds every packable piece, of the best kind that is found to do so; else None.

    `chance` is the state of the random numbers, which goes on from here.
    """
    if not 0 < instance.all_pieces <= CROWD or bounds.units > 1:
        return None
    kinds, goods, weight = instance.kinds, instance.goods, instance.all_weight
    second = kinds.second_price
    for kind in sorted(
        np.flatnonzero(instance.might_take_all).tolist(),
        key=lambda kind: (instance.price_of(kind, weight), int(second[kind])),
    ):
        rows = fill_alone(
            goods,
            instance.to_pack,
            kinds.inner,
            kinds.net_weight,
            kind,
            instance.share,
            _ATTEMPTS,
            chance,
        )
        if len(rows):
            return FilledUnit(kind, rows)
        if budget.expired():
            break
    return None
