"""Judging packings: walls, turns, overlaps, weight, support, pieces, containers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations

from benchmarks.instances import ContainerRow, ItemRow, OrderFolder, PackingInstance
from benchmarks.judge.verdict import TOLERANCE, Verdict
from benchmarks.solution import FilledContainer, OrdersSolution, PackingSolution, PlacedPiece


def judge_packing(
    instance: PackingInstance, solution: PackingSolution, support: float = 0.0
) -> Verdict:
    """Measures a packing: utilisation in percent, or number of containers."""
    faults: list[str] = []
    items = {item.row: item for item in instance.items}
    kinds = {container.row: container for container in instance.containers}
    packed: Counter[int] = Counter()
    for k, container in enumerate(solution.containers):
        name = f"container {k + 1}"
        kind = kinds.get(container.type)
        if kind is None:
            faults.append(f"{name}: the file has no container in row {container.type}")
            continue
        unknown = [piece.item for piece in container.items if piece.item not in items]
        if unknown:
            faults.append(f"{name}: the file has no item in row {unknown[0]}")
            continue
        packed.update(piece.item for piece in container.items)
        faults.extend(
            f"{name}: {fault}" for fault in _faults_inside(container, kind, items, support)
        )
    for row, count in packed.items():
        if count > items[row].quantity:
            faults.append(f"item {row}: {count} pieces placed, the file has {items[row].quantity}")
    if instance.goal == "volume":
        if len(solution.containers) > 1:
            faults.append(f"{len(solution.containers)} containers, the problem has one")
        return Verdict(_utilisation(instance, packed, items), tuple(faults))
    for item in instance.items:
        missing = item.quantity - packed[item.row]
        if missing > 0 and any(_fits_alone(item, kind) for kind in instance.containers):
            faults.append(f"item {item.row}: {missing} of {item.quantity} pieces are not packed")
    return Verdict(sum(1 for container in solution.containers if container.items), tuple(faults))


def _utilisation(
    instance: PackingInstance, packed: Counter[int], items: dict[int, ItemRow]
) -> float:
    volume = sum(math.prod(items[row].size) * count for row, count in packed.items())
    return 100 * volume / math.prod(instance.containers[0].inner)


def _turns(item: ItemRow) -> set[tuple[int, ...]]:
    """Every way in which a piece may stand, as sides along x, y, z."""
    if not item.may_turn:
        return {item.size}
    return {
        (item.size[a], item.size[b], item.size[c])
        for a, b, c in permutations(range(3))
        if item.upright[c]
    }


def _fits_alone(item: ItemRow, kind: ContainerRow) -> bool:
    payload = math.inf if kind.max_gross_weight is None else kind.max_gross_weight - kind.tare
    return item.weight <= payload and any(
        all(side <= room for side, room in zip(turn, kind.inner, strict=True))
        for turn in _turns(item)
    )


def _faults_inside(
    container: FilledContainer, kind: ContainerRow, items: dict[int, ItemRow], support: float
) -> Iterator[str]:
    """Walls, turns, overlaps, weight and support of one container."""
    pieces = container.items
    for piece in pieces:
        if (piece.dx, piece.dy, piece.dz) not in _turns(items[piece.item]):
            yield f"item {piece.item} does not stand like this or has other sides"
        for corner, side, room in zip(
            (piece.x, piece.y, piece.z), (piece.dx, piece.dy, piece.dz), kind.inner, strict=True
        ):
            if corner < 0 or corner + side > room:
                yield f"item {piece.item} sticks out by the wall"
                break
    for first, second in _overlaps(pieces):
        yield f"items {first.item} and {second.item} overlap at {_corner(second)}"
    weight = kind.tare + sum(items[piece.item].weight for piece in pieces)
    if kind.max_gross_weight is not None and weight > kind.max_gross_weight:
        yield f"weighs {weight}, allowed {kind.max_gross_weight}"
    if support > 0:
        for piece in pieces:
            share = _supported_share(piece, pieces)
            if share < support - TOLERANCE:
                yield f"item {piece.item} at {_corner(piece)} rests on {share:.3f}"


def _corner(piece: PlacedPiece) -> str:
    return f"({piece.x}, {piece.y}, {piece.z})"


def _overlaps(pieces: Sequence[PlacedPiece]) -> list[tuple[PlacedPiece, PlacedPiece]]:
    """Pairs that share space, swept along x."""
    found = []
    ordered = sorted(pieces, key=lambda piece: piece.x)
    for k, one in enumerate(ordered):
        for other in ordered[k + 1 :]:
            if other.x >= one.x + one.dx:
                break
            if (
                one.y < other.y + other.dy
                and other.y < one.y + one.dy
                and one.z < other.z + other.dz
                and other.z < one.z + one.dz
            ):
                found.append((one, other))
    return found


def _supported_share(piece: PlacedPiece, pieces: Sequence[PlacedPiece]) -> float:
    """Share of the base that lies on the floor or on tops at its height."""
    if piece.z == 0:
        return 1.0
    area = 0
    for other in pieces:
        if other.z + other.dz == piece.z:
            wide = min(piece.x + piece.dx, other.x + other.dx) - max(piece.x, other.x)
            deep = min(piece.y + piece.dy, other.y + other.dy) - max(piece.y, other.y)
            if wide > 0 and deep > 0:
                area += wide * deep
    return area / (piece.dx * piece.dy)


def judge_orders(folder: OrderFolder, solution: OrdersSolution, support: float = 0.0) -> Verdict:
    """Counts the cartons of all orders."""
    faults: list[str] = []
    given = {order.id: order for order in solution.orders}
    if len(given) != len(solution.orders):
        faults.append("an order is answered twice")
    total = 0
    for order in folder.orders:
        if order.name not in given:
            faults.append(f"order {order.name} is not answered")
            continue
        verdict = judge_packing(order, given[order.name].packing, support)
        total += int(verdict.objective or 0)
        faults.extend(f"order {order.name}: {fault}" for fault in verdict.faults)
    strangers = set(given) - {order.name for order in folder.orders}
    if strangers:
        faults.append(f"the folder has no order {min(strangers)}")
    return Verdict(total, tuple(faults))
