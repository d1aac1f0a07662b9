"""Pairs of things in one load, as the checker sees them when physical rules hold.

One compiled sweep finds what two boxes have to do with each other: sharing room, standing too
close, touching from above, blocking the way in, lying in the way of an earlier drop. Shares nothing
with the search kernels.
"""

from __future__ import annotations

from numba import njit

OVERLAP, PADDING, STEP_ORDER, PATH, LAST_IN, LIQUID = 0, 1, 2, 3, 4, 5
PIECE, PRELOADED, SOLID, VOID = 0, 1, 2, 3
"""What a box is: a piece of the plan, one there before, a reserved space that carries, or not."""
TOP, LEFT, RIGHT, FRONT, BACK = 0, 1, 2, 3, 4


@njit(cache=True, nogil=True)
def judge_pairs(boxes, traits, order, door, gap, findings, contacts):
    """Writes findings (what, one, other, amount) and contacts (lower, upper, mm2); both counts.

    `boxes` (n x 6, int64) are (x1, y1, z1, x2, y2, z2); `traits` (n x 7) are (what it is, step,
    nesting family or -1, nesting growth, drop, holds liquid, to be kept dry); `order` sorts the
    boxes by y1 when the door is left or right, else by x1. Contacts beyond the room of `contacts`
    are counted, not written.
    """
    n = boxes.shape[0]
    axis = 1 if door in (LEFT, RIGHT) else 0
    found = 0
    touching = 0
    most = findings.shape[0]
    for place in range(n):
        first = order[place]
        for later in range(place + 1, n):
            second = order[later]
            if boxes[second, axis] >= boxes[first, 3 + axis] + gap:
                break
            kind_a, kind_b = traits[first, 0], traits[second, 0]
            if kind_a > PRELOADED and kind_b > PRELOADED:
                continue
            fixed = kind_a > PIECE and kind_b > PIECE
            a = min(boxes[first, 3], boxes[second, 3]) - max(boxes[first, 0], boxes[second, 0])
            b = min(boxes[first, 4], boxes[second, 4]) - max(boxes[first, 1], boxes[second, 1])
            c = min(boxes[first, 5], boxes[second, 5]) - max(boxes[first, 2], boxes[second, 2])
            low, high = first, second
            if boxes[low, 2] > boxes[high, 2]:
                low, high = high, low
            if a > 0 and b > 0 and c > 0:
                if not fixed and _is_nested(boxes, traits, low, high):
                    if boxes[high, 2] - boxes[low, 2] == traits[low, 3]:
                        if touching < contacts.shape[0]:
                            contacts[touching, 0] = low
                            contacts[touching, 1] = high
                            contacts[touching, 2] = a * b
                        touching += 1
                    if traits[low, 1] > traits[high, 1]:
                        found = _note(findings, found, STEP_ORDER, high, low, 1)
                    if traits[low, 4] < traits[high, 4]:
                        found = _note(findings, found, LAST_IN, low, high, 1)
                elif not fixed:
                    found = _note(findings, found, OVERLAP, first, second, a * b * c)
                continue
            both = kind_a <= PRELOADED and kind_b <= PRELOADED and not fixed
            if both and gap > 0 and c > 0 and max(-a, -b) < gap:
                found = _note(findings, found, PADDING, first, second, gap - max(-a, -b))
            above = a > 0 and b > 0
            if above and c == 0 and traits[low, 0] != VOID and traits[high, 0] <= PRELOADED:
                if touching < contacts.shape[0]:
                    contacts[touching, 0] = low
                    contacts[touching, 1] = high
                    contacts[touching, 2] = a * b
                touching += 1
                if not fixed and door != TOP and traits[low, 1] > traits[high, 1]:
                    found = _note(findings, found, STEP_ORDER, high, low, 1)
            if above and traits[high, 5] == 1 and traits[low, 6] == 1 and not fixed:
                found = _note(findings, found, LIQUID, low, high, 1)
            inner, outer = -1, -1
            # `outer` lies between `inner` and the door, or above it.
            if door == TOP:
                if above:
                    inner, outer = low, high
            elif door <= RIGHT:
                if b > 0 and c > 0:
                    inner, outer = _farther(boxes, first, second, 0, door == RIGHT)
            elif a > 0 and c > 0:
                inner, outer = _farther(boxes, first, second, 1, door == BACK)
            blocks = inner >= 0 and not fixed and traits[outer, 0] != VOID
            if blocks and traits[inner, 1] > traits[outer, 1]:
                found = _note(findings, found, PATH, inner, outer, 1)
            if both and inner >= 0 and traits[inner, 4] < traits[outer, 4]:
                found = _note(findings, found, LAST_IN, inner, outer, 1)
            elif both and above and traits[low, 4] < traits[high, 4]:
                found = _note(findings, found, LAST_IN, low, high, 1)
    return min(found, most), touching


@njit(cache=True, nogil=True)
def _note(findings, found, what, one, other, amount):
    if found < findings.shape[0]:
        findings[found, 0] = what
        findings[found, 1] = one
        findings[found, 2] = other
        findings[found, 3] = amount
        return found + 1
    return found


@njit(cache=True, nogil=True)
def _is_nested(boxes, traits, low, high):
    """Like pieces that stand as given over each other, whole growths apart."""
    growth = traits[low, 3]
    if traits[low, 2] < 0 or traits[low, 2] != traits[high, 2]:
        return False
    for axis in (0, 1, 3, 4):
        if boxes[low, axis] != boxes[high, axis]:
            return False
    apart = boxes[high, 2] - boxes[low, 2]
    return apart > 0 and apart % growth == 0


@njit(cache=True, nogil=True)
def _farther(boxes, first, second, axis, door_at_end):
    """(farther from the door, nearer to it) of two boxes that do not meet along the axis."""
    lower, upper = first, second
    if boxes[lower, axis] > boxes[upper, axis]:
        lower, upper = upper, lower
    if door_at_end:
        return lower, upper
    return upper, lower
