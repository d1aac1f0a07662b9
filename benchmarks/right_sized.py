"""Orders to box to measure, and the published heuristic to beat.

The generator draws orders as Hu et al. 2017 (arXiv 1708.05930) describe the task: a number of items
with whole sides, every turn allowed, one box of least surface. `lwsc` is the heuristic of that
paper's appendix: each item goes where and how the surface grows least (ties: the tightest gap), and
the item is chosen that wastes the least volume.
"""

from __future__ import annotations

import random
from itertools import permutations

Measures = tuple[int, int, int]
Space = tuple[int, int, int, int, int, int]


def draw_orders(
    count: int, items: int, seed: int, least: int = 2, most: int = 12
) -> list[list[Measures]]:
    """`count` orders of `items` cuboids with whole sides from `least` to `most`."""
    chance = random.Random(seed)
    return [
        [
            (chance.randint(least, most), chance.randint(least, most), chance.randint(least, most))
            for _ in range(items)
        ]
        for _ in range(count)
    ]


def surface(box: Measures) -> int:
    """Surface of a cuboid."""
    a, b, c = box
    return 2 * (a * b + a * c + b * c)


def lwsc(order: list[Measures]) -> Measures:
    """The box that the least-waste-space heuristic builds around an order."""
    side = sum(max(item) for item in order)
    first = max(range(len(order)), key=lambda i: surface(order[i]))
    rest = [item for i, item in enumerate(order) if i != first]
    box = order[first]
    spaces = _carved([(0, 0, 0, side, side, side)], (0, 0, 0), order[first])
    while rest:
        choices = []
        for item in rest:
            spot, turn, grown = _least_surface(spaces, item, box)
            waste = grown[0] * grown[1] * grown[2] - item[0] * item[1] * item[2]
            choices.append((waste, spot, turn, grown))
        chosen = min(range(len(rest)), key=lambda i: choices[i][0])
        _, spot, turn, box = choices[chosen]
        del rest[chosen]
        spaces = _carved(spaces, spot, turn)
    return box


def _least_surface(
    spaces: list[Space], item: Measures, box: Measures
) -> tuple[Measures, Measures, Measures]:
    best: tuple[int, int] | None = None
    found: tuple[Measures, Measures, Measures] = ((0, 0, 0), item, box)
    for space in spaces:
        for turn in dict.fromkeys(permutations(item)):
            gaps = [space[a + 3] - space[a] - turn[a] for a in range(3)]
            if min(gaps) < 0:
                continue
            corner = (space[0], space[1], space[2])
            grown = (
                max(box[0], corner[0] + turn[0]),
                max(box[1], corner[1] + turn[1]),
                max(box[2], corner[2] + turn[2]),
            )
            key = (surface(grown), min(gaps))
            if best is None or key < best:
                best = key
                found = (corner, (turn[0], turn[1], turn[2]), grown)
    return found


def _carved(spaces: list[Space], corner: Measures, size: Measures) -> list[Space]:
    """Empty maximal spaces once a cuboid is in its place."""
    low = corner
    high = tuple(corner[a] + size[a] for a in range(3))
    kept: list[Space] = []
    torn: list[Space] = []
    for space in spaces:
        if all(low[a] < space[a + 3] and high[a] > space[a] for a in range(3)):
            for axis in range(3):
                below, above = list(space), list(space)
                below[axis + 3] = low[axis]
                above[axis] = high[axis]
                torn += [
                    (s[0], s[1], s[2], s[3], s[4], s[5])
                    for s in (below, above)
                    if s[axis] < s[axis + 3]
                ]
        else:
            kept.append(space)
    pool = list(dict.fromkeys(kept + torn))
    return [
        space
        for space in pool
        if not any(other != space and _inside(space, other) for other in pool)
    ]


def _inside(space: Space, other: Space) -> bool:
    return all(other[a] <= space[a] and other[a + 3] >= space[a + 3] for a in range(3))
