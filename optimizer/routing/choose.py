"""Which engine plans a problem: the first of the preferred order that holds all of it.

A tiny problem goes to the engine that proves its plan.
"""

from __future__ import annotations

from optimizer.faults import UnsupportedProblemError
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.cpsat_engine import CpSatEngine
from optimizer.routing.engine import Engine
from optimizer.routing.general_engine import GeneralEngine
from optimizer.routing.hybrid_engine import HybridEngine
from optimizer.routing.ortools_engine import OrToolsEngine
from optimizer.routing.pyvrp_engine import PyVrpEngine
from optimizer.routing.sisr_engine import SisrEngine

PROVER = CpSatEngine()

ENGINES: tuple[Engine, ...] = (
    HybridEngine(),
    SisrEngine(),
    PyVrpEngine(),
    GeneralEngine(),
    OrToolsEngine(),
    PROVER,
)
"""In order of preference: the better plans first, the wider model last."""


def choose(arrays: RoutingArrays) -> Engine:
    """The engine for a problem.

    Raises `UnsupportedProblemError` with every engine's reasons when none holds it.
    """
    if PROVER in ENGINES and PROVER.suits(arrays):
        return PROVER
    reasons = []
    for engine in ENGINES:
        against = engine.supports(arrays)
        if not against:
            return engine
        reasons.append(f"{engine.name}: {'; '.join(against)}")
    raise UnsupportedProblemError(f"no engine holds this problem ({' | '.join(reasons)})")
