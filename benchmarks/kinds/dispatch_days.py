"""Same-day orders by the dynamic rule of the EURO Meets NeurIPS 2022 competition.

See `benchmarks/dispatch_waves.py` for the rule. Each policy replays the same day, ten seconds a
wave; both engines of "hindsight" know all orders with the wave from which they can leave, and the
better one ends the gap that policies close. The objective is the
cost of all routes that left; what could not be served counts as a fault. The ORTEC instances are
read where BENCHMARK_DATA has them and never shipped.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.dispatch_waves import wave_day
from benchmarks.instances import RoutingInstance, load, parse
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.peers.own import NAME
from benchmarks.peers.waves_pyvrp import hindsight_by_pyvrp
from optimizer.budget import Budget
from optimizer.dispatch import simulate_waves
from optimizer.dispatch.wave_model import SimulationProblem, WavePolicy
from optimizer.dispatch.wave_simulation import Replay, day_in_hindsight
from optimizer.dispatch.waves import ground_matrix
from optimizer.routing import plan_routes, sketch_routes
from optimizer.routing import warm as warm_routing

POLICIES = {
    NAME: WavePolicy.CONDITIONAL,
    "send all": WavePolicy.SEND_ALL,
    "lazy": WavePolicy.LAZY,
    "random": WavePolicy.RANDOM,
}
HINDSIGHT = "hindsight"
HINDSIGHT_PYVRP = "hindsight (pyvrp)"
HINDSIGHTS = (HINDSIGHT, HINDSIGHT_PYVRP)
HINDSIGHT_S = 300.0
SECONDS, SEEDS, STEPS = 10.0, 5, 2_000
FILES = {
    "ortec_euroneurips2022": ("ORTEC-*.txt", 1, 5),
    "gehring_homberger": ("[RC]*1_4_5.txt", 60, 3),
}
"""Folder -> files, seconds that one unit of the file's time stands for, how many files."""


class DispatchDays:
    """One task for each instance and seed."""

    name = "dispatch_days"
    suite = "dispatch"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """None without the data, and none in the short table: a day takes minutes."""
        if extent.folder is None or extent.short:
            return []
        found = []
        for folder, (pattern, unit_s, most) in FILES.items():
            files = sorted((extent.folder / "routing" / folder).glob(pattern))[:most]
            for file in files:
                for seed in range(SEEDS):
                    found.append(self._task(folder, file, unit_s, seed))
        return found

    def _task(self, folder: str, file: Path, unit_s: int, seed: int) -> Task:
        return Task(
            self.name,
            f"waves_{folder}",
            f"{file.stem} {seed}",
            SECONDS,
            100,
            (NAME, "send all", "lazy", "random", HINDSIGHT, HINDSIGHT_PYVRP),
            {"unit_s": unit_s, "seed": seed, "parts": 12},
            file=str(file),
        )

    def missing(self, engine: str) -> str | None:
        """Never."""
        return None

    def version(self, engine: str) -> str:
        """Of the product, or of the peer."""
        return version("pyvrp" if engine == HINDSIGHT_PYVRP else "fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Search steps of each decision."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels of routing."""
        warm_routing()

    def problem(self, task: Task) -> SimulationProblem:
        """Draws the day."""
        instance = parse(load(Path(task.file)))
        if not isinstance(instance, RoutingInstance):
            raise TypeError(f"{task.file} holds no routes")
        return wave_day(instance, task.facts["seed"], unit_s=task.facts["unit_s"])

    def solve(self, task: Task, problem: SimulationProblem, engine: str, budget: Budget) -> Answer:
        """One policy, as much time for each wave; hindsight has a time of its own."""
        if budget.work_limit is None:
            hours = len(problem.waves)
            seconds = HINDSIGHT_S if engine in HINDSIGHTS else task.seconds * hours
            budget = Budget.seconds(seconds, seed=budget.seed, cores=budget.cores)
        if engine in HINDSIGHTS:
            if engine == HINDSIGHT_PYVRP:
                found = hindsight_by_pyvrp(problem, budget)
            else:
                replay = Replay(problem, ground_matrix(problem), plan_routes, sketch_routes)
                found = day_in_hindsight(replay, budget)
            return Answer(found, engine, more={"routes": found.route_count} if found else {})
        asked = {"policies": (POLICIES[engine],), "hindsight": False}
        answer = simulate_waves(
            problem.model_copy(update=asked), budget, plan_routes, sketch_routes
        )
        day = answer.simulation.days[-1]
        return Answer(day, engine, more={"routes": day.route_count, "orders": day.served_count})

    def judge(self, task: Task, problem: SimulationProblem, plan: Any) -> Worth:
        """The routes passed routing's checker; here that nobody was lost."""
        faults = [f"{name} is not served" for name in plan.unserved_order_ids]
        return Worth(float(plan.cost_minor), tuple(faults))
