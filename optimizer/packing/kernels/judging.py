"""Pairwise geometry of one load for the checker. Shares nothing with the search kernels."""

from __future__ import annotations

import numpy as np
from numba import njit

OVERLAP, SUPPORT, STEP_ORDER = 0, 1, 2


@njit(cache=True, nogil=True)
def judge_load(boxes, share, findings):
    """Writes (finding, box, other box or -1, amount) rows; returns how many.

    `boxes` (n x 7, int64) are (x1, y1, z1, x2, y2, z2, step), sorted by x1: only boxes that start
    before another one ends can meet it. Amount: mm3 shared; mm2 of the base that rest; steps.
    """
    n = boxes.shape[0]
    found = 0
    most = findings.shape[0]
    reach = np.int64(0)
    for i in range(n):
        reach = max(reach, boxes[i, 3] - boxes[i, 0])
    tops = np.empty(n, np.int64)
    for i in range(n):
        for j in range(i + 1, n):
            if boxes[j, 0] >= boxes[i, 3]:
                break
            a = min(boxes[i, 3], boxes[j, 3]) - max(boxes[i, 0], boxes[j, 0])
            b = min(boxes[i, 4], boxes[j, 4]) - max(boxes[i, 1], boxes[j, 1])
            if a <= 0 or b <= 0 or found == most:
                continue
            c = min(boxes[i, 5], boxes[j, 5]) - max(boxes[i, 2], boxes[j, 2])
            if c > 0:
                findings[found, 0] = OVERLAP
                findings[found, 1] = i
                findings[found, 2] = j
                findings[found, 3] = a * b * c
                found += 1
                continue
            lower, upper = (i, j) if boxes[i, 2] < boxes[j, 2] else (j, i)
            # What goes in later must find the way down from above free.
            if boxes[lower, 6] > boxes[upper, 6]:
                findings[found, 0] = STEP_ORDER
                findings[found, 1] = upper
                findings[found, 2] = lower
                findings[found, 3] = boxes[lower, 6] - boxes[upper, 6]
                found += 1
    if share <= 0.0:
        return found
    for i in range(n):
        if boxes[i, 2] == 0 or found == most:
            continue
        under = 0
        # Boxes that start within the longest length before this one may still lie under it.
        first = np.searchsorted(boxes[:, 0], boxes[i, 0] - reach)
        for j in range(first, n):
            if boxes[j, 0] >= boxes[i, 3]:
                break
            if (
                boxes[j, 5] == boxes[i, 2]
                and boxes[j, 3] > boxes[i, 0]
                and boxes[j, 1] < boxes[i, 4]
                and boxes[j, 4] > boxes[i, 1]
            ):
                tops[under] = j
                under += 1
        base = (boxes[i, 3] - boxes[i, 0]) * (boxes[i, 4] - boxes[i, 1])
        rests = union_area(boxes, tops, under, i)
        if rests < share * base * (1.0 - 1e-12):
            findings[found, 0] = SUPPORT
            findings[found, 1] = i
            findings[found, 2] = -1
            findings[found, 3] = rests
            found += 1
    return found


@njit(cache=True, nogil=True)
def union_area(boxes, tops, count, i):
    """Area of the union of the tops, cut to the base of box `i` (strips between all x edges)."""
    edges = np.empty(2 * count, np.int64)
    for k in range(count):
        edges[2 * k] = max(boxes[tops[k], 0], boxes[i, 0])
        edges[2 * k + 1] = min(boxes[tops[k], 3], boxes[i, 3])
    edges.sort()
    starts = np.empty(count, np.int64)
    for k in range(count):
        starts[k] = boxes[tops[k], 1]
    by_y = np.argsort(starts)
    area = np.int64(0)
    for e in range(2 * count - 1):
        left, right = edges[e], edges[e + 1]
        if left == right:
            continue
        reached = boxes[i, 1]
        covered = np.int64(0)
        for k in by_y:
            j = tops[k]
            if boxes[j, 0] <= left and boxes[j, 3] >= right:
                low = max(boxes[j, 1], reached)
                high = min(boxes[j, 4], boxes[i, 4])
                if high > low:
                    covered += high - low
                    reached = high
        area += covered * (right - left)
    return area
