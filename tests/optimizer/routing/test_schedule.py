"""The rule of departure, against trying every second."""

from __future__ import annotations

import random

import pytest

from optimizer.routing.arrays import flatten
from optimizer.routing.schedule import Scheduler, Tour
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.problems import drop, on_a_line, van, window


def _try_every_second(
    seconds: list[int], windows: list[list[tuple[int, int]]], service: int, last: int
) -> dict[int, int]:
    """End of the route for each departure that keeps all windows."""
    ends = {}
    for leave in range(last + 1):
        now: int | None = leave
        for leg, of_visit in zip(seconds, windows, strict=False):
            assert now is not None
            now += leg
            starts = [max(now, a) for a, b in of_visit if b >= now] if of_visit else [now]
            if not starts:
                now = None
                break
            now = min(starts) + service
        if now is not None and now + seconds[-1] <= last:
            ends[leave] = now + seconds[-1]
    return ends


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("timed", [False, True], ids=["untimed", "timed"])
def test_leaves_by_the_rule(seed: int, timed: bool) -> None:
    rng = random.Random(seed)
    last = 300
    at = {"depot": 0, **{f"p{i}": rng.randint(-30, 30) for i in range(4)}}
    windows = []
    for _ in range(4):
        points = sorted(rng.sample(range(last), 2 * rng.choice((0, 1, 2, 3))))
        windows.append(list(zip(points[::2], points[1::2], strict=True)))
    shipments = [drop(f"s{i}", f"p{i}", *windows[i], service=5) for i in range(4)]
    limit = Limit(maximum=10_000) if timed else None
    vehicle = van(shift_window=window(0, last), duration_limit_s=limit)
    problem = on_a_line(at, shipments, [vehicle])
    arrays = flatten(problem, travel_matrix(problem))
    scheduler = Scheduler(arrays)
    tour = Tour(0, (0, 1, 2, 3))
    found = scheduler.schedule(tour)
    legs = scheduler.legs(tour)
    assert legs is not None
    ends = _try_every_second(legs[1], windows, 5, last)
    if not ends:
        assert found is None
        return
    assert found is not None
    assert ends[found.leave_s] == found.end_s
    if timed:
        assert found.duration_s == min(end - leave for leave, end in ends.items())
    else:
        assert found.end_s == min(ends.values())
        assert found.leave_s == max(x for x, end in ends.items() if end == found.end_s)
