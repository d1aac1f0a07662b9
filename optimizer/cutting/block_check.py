"""The checker of block plans: shares no code with the search; the tree is read from its root."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import isclose

from optimizer.cutting.block_model import (
    BlockPart,
    BlockPlan,
    BlockProblem,
    Cuboid,
    CutBlock,
    CutPlane,
)
from optimizer.cutting.check import BrokenPlanError, Violation
from optimizer.cutting.model import PartKind
from optimizer.shapes import Size

_AXIS = {CutPlane.LENGTH: 0, CutPlane.WIDTH: 1, CutPlane.HEIGHT: 2}


def require_sound(problem: BlockProblem, plan: BlockPlan) -> BlockPlan:
    """The plan itself, or BrokenPlanError when it breaks a rule."""
    violations = check_blocks(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return plan


def check_blocks(problem: BlockProblem, plan: BlockPlan) -> list[Violation]:
    """Every rule that the plan breaks; empty for a sound plan."""
    blocks = {block.id: block for block in problem.blocks}
    cuboids = {cuboid.id: cuboid for cuboid in problem.cuboids}
    found: list[Violation] = []
    cut: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for pattern in plan.blocks:
        block = blocks.get(pattern.block_id)
        if block is None or pattern.quantity < 1:
            found.append(
                _violation("unknown_block", pattern.id, pattern.block_id, 1, "is no block")
            )
            continue
        used[pattern.block_id] += pattern.quantity
        found += _check_tree(problem, block.size, cuboids, pattern)
        for part in pattern.parts:
            if part.kind == PartKind.PIECE:
                cut[part.cuboid_id] += pattern.quantity
    for block in problem.blocks:
        if block.stock is not None and used[block.id] > block.stock:
            over = used[block.id] - block.stock
            found.append(
                _violation("stock", "", block.id, over, "is used more often than in stock")
            )
    left: Counter[str] = Counter()
    for entry in plan.uncut:
        left[entry.cuboid_id] += entry.quantity
        if not entry.explanation:
            found.append(_violation("reason", "", entry.cuboid_id, 1, "is left without a reason"))
    for cuboid in problem.cuboids:
        total = cut[cuboid.id] + left[cuboid.id]
        if total != cuboid.quantity:
            off = total - cuboid.quantity
            found.append(_violation("count", "", cuboid.id, off, f"is accounted for {total} times"))
    count = sum(used.values())
    if count != plan.block_count or (not plan.uncut and plan.block_count_lower_bound > count):
        found.append(_violation("block_count", "", "", plan.block_count - count, "miscounts"))
    cost = sum(blocks[name].cost_minor * number for name, number in used.items())
    priced = any(block.cost_minor for block in problem.blocks)
    if (cost if priced else None) != plan.cost_minor:
        found.append(
            _violation("cost", "", "", (plan.cost_minor or 0) - cost, "misstates its cost")
        )
    return found


def _violation(kind: str, where: str, who: str, amount: float, words: str) -> Violation:
    subject = " ".join(word for word in (where, who) if word)
    return Violation(kind, who, where, amount, f"{subject or 'the plan'} {words}")


def _origin(part: BlockPart) -> tuple[int, int, int]:
    return part.x_mm, part.y_mm, part.z_mm


def _extent(size: Size) -> tuple[int, int, int]:
    return size.length_mm, size.width_mm, size.height_mm


def _check_tree(
    problem: BlockProblem, size: Size, cuboids: dict[str, Cuboid], pattern: CutBlock
) -> list[Violation]:
    found: list[Violation] = []
    children: dict[str, list[BlockPart]] = defaultdict(list)
    for part in pattern.parts:
        children[part.parent_id].append(part)
    if len({part.id for part in pattern.parts}) != len(pattern.parts):
        found.append(_violation("part_id", pattern.id, "", 1, "has two parts of one id"))
    roots = children.get("", [])
    if len(roots) != 1 or _origin(roots[0]) != (0, 0, 0) or roots[0].size != size:
        return [*found, _violation("root", pattern.id, "", 1, "does not start from its block")]
    todo, reached, volume = [(roots[0], CutPlane.NONE, 0)], 0, 0
    while todo:
        part, last, stage = todo.pop()
        reached += 1
        own = children.get(part.id, []) if part.id else []
        if part.kind == PartKind.DIVIDED:
            trouble = _division(part, own, problem.kerf_mm)
            if trouble:
                found.append(_violation("guillotine", pattern.id, part.id, 1, trouble))
                continue
            within = stage + (part.plane != last)
            limit = problem.stages
            if limit is not None and stage <= limit < within and _pieces(part, children) != 1:
                words = f"is cut in stage {within} where {limit} are allowed"
                found.append(_violation("stages", pattern.id, part.id, within - limit, words))
            todo += [(child, part.plane, within) for child in own]
            continue
        if own:
            found.append(_violation("cut_up", pattern.id, part.id, 1, "is final yet divided"))
        if part.kind == PartKind.PIECE:
            volume += part.size.volume_mm3
            found += _check_piece(cuboids, pattern, part)
        elif part.kind == PartKind.OFFCUT and min(_extent(part.size)) < (
            problem.min_offcut_mm or 1 << 30
        ):
            found.append(_violation("offcut", pattern.id, part.id, 1, "is too small to keep"))
    if not found:
        found += _check_cuts(pattern, children)
    if reached != len(pattern.parts) and not found:
        found.append(_violation("tree", pattern.id, "", 1, "has parts that hang on no part"))
    share = volume / size.volume_mm3
    if not isclose(share, pattern.fill_share, abs_tol=1e-6):
        found.append(_violation("fill_share", pattern.id, "", share, "misstates its fill"))
    return found


def _pieces(part: BlockPart, children: dict[str, list[BlockPart]]) -> int:
    """Pieces that come out of a part."""
    todo, count = [part], 0
    while todo:
        one = todo.pop()
        count += one.kind == PartKind.PIECE
        todo += children.get(one.id, [])
    return count


def _check_cuts(pattern: CutBlock, children: dict[str, list[BlockPart]]) -> list[Violation]:
    """The list frees every part, and no part is divided before it is there."""
    listed = {(cut.part_id, cut.plane, cut.at_mm): cut.step for cut in pattern.cuts}
    if [cut.step for cut in pattern.cuts] != list(range(1, len(pattern.cuts) + 1)):
        return [_violation("cut_step", pattern.id, "", 1, "numbers its cuts wrongly")]
    if len(listed) != len(pattern.cuts):
        return [_violation("cut", pattern.id, "", 1, "lists a cut twice")]
    found = []
    wanted = set()
    for part in pattern.parts:
        if part.kind != PartKind.DIVIDED:
            continue
        axis = _AXIS[part.plane]
        end = _origin(part)[axis] + _extent(part.size)[axis]
        for child in children[part.id]:
            at = _origin(child)[axis] + _extent(child.size)[axis]
            if at != end:
                wanted.add((part.id, part.plane, at))
    for key in wanted ^ set(listed):
        words = f"has a cut of {key[0]} at {key[2]} mm that frees nothing"
        if key in wanted:
            words = f"lacks the cut of {key[0]} at {key[2]} mm"
        found.append(_violation("cut", pattern.id, key[0], 1, words))
    first = {}
    for cut in reversed(pattern.cuts):
        first[cut.part_id] = cut.step
    for part in pattern.parts:
        # A part is there once the cuts at both of its ends across its parent's axis are made.
        if part.id not in first or not part.parent_id:
            continue
        if first[part.id] < first.get(part.parent_id, 0):
            words = f"cuts {part.id} before it is there"
            found.append(_violation("cut_order", pattern.id, part.id, 1, words))
    return found


def _check_piece(cuboids: dict[str, Cuboid], pattern: CutBlock, part: BlockPart) -> list[Violation]:
    cuboid = cuboids.get(part.cuboid_id)
    if cuboid is None:
        return [_violation("unknown_piece", pattern.id, part.cuboid_id, 1, "was not asked for")]
    own, wanted = _extent(part.size), _extent(cuboid.size)
    right = sorted(own) == sorted(wanted) if cuboid.may_turn else own == wanted
    if not right:
        return [_violation("piece_size", pattern.id, cuboid.id, 1, "has not its wanted size")]
    return []


def _division(part: BlockPart, own: list[BlockPart], kerf: int) -> str:
    if part.plane == CutPlane.NONE or not own:
        return "is divided into nothing"
    axis = _AXIS[part.plane]
    start, end = _origin(part)[axis], _origin(part)[axis] + _extent(part.size)[axis]
    at = start
    for number, child in enumerate(sorted(own, key=lambda one: _origin(one)[axis])):
        for across in range(3):
            if across != axis and (
                _origin(child)[across] != _origin(part)[across]
                or _extent(child.size)[across] != _extent(part.size)[across]
            ):
                return "has a child that does not reach across it"
        gap = _origin(child)[axis] - at
        if gap != (kerf if number else 0):
            return f"has children {gap} mm apart where the kerf is {kerf} mm"
        at = _origin(child)[axis] + _extent(child.size)[axis]
    if at > end:
        return f"has children that reach {at - end} mm beyond it"
    if end - at > kerf:
        return f"leaves {end - at} mm that are no part of the tree"
    return ""
