"""What a handler knows of the call it serves, and what it works with. No gRPC in it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from fulfillment.v1.common_pb2 import SearchOptions

from service.plans import PlanStore
from service.settings import Settings
from service.workers import Workers

DEADLINE_MARGIN_S = 0.25
"""What is kept back of an RPC deadline for the way home, at most a fifth of it."""

SHORTEST_S, LONGEST_S = 0.01, 3_600.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What every handler is made with."""

    workers: Workers
    settings: Settings
    plans: PlanStore


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `deadline_s` is the RPC deadline on the monotonic clock, infinite without one."""

    method: str
    deadline_s: float = math.inf

    def budget_s(self, search: SearchOptions | None, default_s: float) -> float:
        """Seconds the call may take from now, queue included.

        min(time limit of the request or `default_s`, RPC deadline less a margin). A limit outside
        its legal range counts as not given: the check of the request tells the caller.
        """
        wanted = default_s
        if search is not None and search.HasField("time_limit"):
            given = search.time_limit.seconds + search.time_limit.nanos / 1e9
            if SHORTEST_S <= given <= LONGEST_S:
                wanted = given
        left = self.deadline_s - time.monotonic()
        return max(0.0, min(wanted, left - min(DEADLINE_MARGIN_S, left / 5)))


def cores_for(search: SearchOptions, settings: Settings) -> int:
    """Cores of one call: what it asks for, at most what the server gives."""
    if search.HasField("cores") and search.cores >= 1:
        return min(search.cores, settings.cores_per_call)
    return settings.cores_per_call
