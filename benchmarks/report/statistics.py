"""The few statistics that the tables need: mean, worst, intervals, profiles."""

from __future__ import annotations

import math
from collections.abc import Sequence

# Two-sided 95 % points of Student's t for 1, 2, ... 10 degrees of freedom.
_T95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
_NORMAL95 = 1.96


def mean(values: Sequence[float]) -> float:
    """Arithmetic mean of at least one value."""
    return math.fsum(values) / len(values)


def half_width(values: Sequence[float]) -> float | None:
    """Half of the 95 % confidence interval of the mean, by Student's t; None below two values."""
    count = len(values)
    if count < 2:
        return None
    middle = mean(values)
    spread = math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (count - 1))
    # Above ten degrees of freedom the points fall towards the normal one like 1 / n.
    factor = _T95[count - 2] if count - 2 < len(_T95) else _NORMAL95 + 2.5 / (count - 1)
    return factor * spread / math.sqrt(count)


def share_interval(right: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, honest for few records and shares near one."""
    if count == 0:
        return 0.0, 1.0
    z2 = _NORMAL95**2
    share = right / count
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    spread = math.sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    width = _NORMAL95 * spread / (1 + z2 / count)
    return max(0.0, middle - width), min(1.0, middle + width)


def profile(ratios: Sequence[float | None]) -> list[tuple[float, float]]:
    """Performance profile (Dolan and Moré 2002): share of runs within a ratio of the best one.

    None stands for a run without an answer. Points of a step function.
    """
    known = sorted(ratio for ratio in ratios if ratio is not None)
    return [(ratio, (k + 1) / len(ratios)) for k, ratio in enumerate(known)]


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the ordered values lie."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
