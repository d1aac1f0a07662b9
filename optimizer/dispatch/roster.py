"""The working form of a courier problem, a first roster, and its even spreading.

Couriers with the same shift and the same kinds form a class. A class of k takes a set of jobs
exactly when no more than k of them, each lengthened by the turnaround, overlap at any moment; who
of the class does which job matters only for how evenly the work is spread.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from optimizer.budget import Budget
from optimizer.dispatch.model import CourierProblem


@dataclass(frozen=True, slots=True)
class CourierClass:
    """Couriers (positions in the problem) that differ in nothing but id and name."""

    couriers: tuple[int, ...]
    starts_s: int
    ends_s: int
    kinds: frozenset[str]


class Duty:
    """A courier problem prepared for search; positions refer to the problem's lists.

    A roster maps positions of jobs to positions of couriers; jobs not in it are left out.
    """

    def __init__(self, problem: CourierProblem) -> None:
        self.problem = problem
        groups: dict[tuple[int, int, frozenset[str]], list[int]] = {}
        for i, courier in enumerate(problem.couriers):
            shift = courier.shift_window
            key = (shift.start_time_s, shift.end_time_s, frozenset(courier.vehicle_kinds))
            groups.setdefault(key, []).append(i)
        self.classes = tuple(
            CourierClass(tuple(couriers), starts, ends, kinds)
            for (starts, ends, kinds), couriers in groups.items()
        )
        self.length_s = [job.end_time_s - job.start_time_s for job in problem.jobs]
        self.by_start = sorted(
            range(len(problem.jobs)),
            key=lambda j: (problem.jobs[j].start_time_s, problem.jobs[j].end_time_s, j),
        )

    @cached_property
    def classes_of(self) -> tuple[tuple[int, ...], ...]:
        """For each job the classes whose shift and kinds suit it."""
        return tuple(
            tuple(
                c
                for c, one in enumerate(self.classes)
                if one.starts_s <= job.start_time_s
                and job.end_time_s <= one.ends_s
                and (not one.kinds or job.vehicle_kind in one.kinds)
            )
            for job in self.problem.jobs
        )

    def crowds(self, jobs: list[int]) -> list[list[int]]:
        """Largest sets of jobs (a list in the order of start) that need different couriers.

        They are the maximal cliques of the interval graph: one at each start that is followed by
        an end.
        """
        problem, rest = self.problem, self.problem.turnaround_duration_s
        found: list[list[int]] = []
        crowd: list[int] = []
        grown = False
        for j in jobs:
            start = problem.jobs[j].start_time_s
            staying = [k for k in crowd if problem.jobs[k].end_time_s + rest > start]
            if grown and len(staying) < len(crowd):
                found.append(crowd)
            crowd, grown = [*staying, j], True
        if crowd:
            found.append(crowd)
        return found

    def longest_work_s(self, roster: dict[int, int]) -> int:
        """Working time of the courier who works longest."""
        return max(self.work_s(roster), default=0)

    def work_s(self, roster: dict[int, int]) -> list[int]:
        """Working time of each courier."""
        work = [0] * len(self.problem.couriers)
        for job, courier in roster.items():
            work[courier] += self.length_s[job]
        return work

    def worth(self, roster: dict[int, int]) -> tuple[int, int]:
        """(jobs left out, longest working time in seconds): less is better."""
        return len(self.problem.jobs) - len(roster), self.longest_work_s(roster)


def first_roster(duty: Duty, class_of: dict[int, int] | None = None) -> dict[int, int]:
    """Jobs by start, each to the free courier with the least work so far.

    With `class_of`, each job goes to the given class and jobs without one are left out.
    """
    problem, rest = duty.problem, duty.problem.turnaround_duration_s
    free_at = [0] * len(problem.couriers)
    work = [0] * len(problem.couriers)
    roster: dict[int, int] = {}
    for j in duty.by_start:
        job = problem.jobs[j]
        if class_of is None:
            classes = duty.classes_of[j]
        else:
            classes = (class_of[j],) if j in class_of else ()
        best = min(
            (
                (work[i], i)
                for c in classes
                for i in duty.classes[c].couriers
                if free_at[i] <= job.start_time_s
            ),
            default=None,
        )
        if best is None:
            continue
        courier = best[1]
        roster[j] = courier
        free_at[courier] = job.end_time_s + rest
        work[courier] += duty.length_s[j]
    return roster


def spread(duty: Duty, roster: dict[int, int], budget: Budget) -> dict[int, int]:
    """Moves or swaps jobs of the courier who works longest until that helps no more."""
    spreading = _Spreading(duty, roster)
    for _ in range(4 * len(roster)):
        if budget.expired() or not spreading.lighten_busiest():
            break
    return spreading.roster


class _Spreading:
    """A roster that changes, with each courier's jobs and working time kept up to date."""

    def __init__(self, duty: Duty, roster: dict[int, int]) -> None:
        self.duty = duty
        self.roster = dict(roster)
        self.work = duty.work_s(roster)
        self.jobs_of: list[set[int]] = [set() for _ in self.work]
        for job, courier in roster.items():
            self.jobs_of[courier].add(job)
        self.suits = [
            {i for c in classes for i in duty.classes[c].couriers} for classes in duty.classes_of
        ]

    def lighten_busiest(self) -> bool:
        """Takes work off the busiest courier without making another as busy; true if it could."""
        by_work = sorted(range(len(self.work)), key=lambda i: self.work[i])
        busiest = by_work[-1]
        longest_first = sorted(self.jobs_of[busiest], key=lambda j: (-self.duty.length_s[j], j))
        return any(
            self._hand_over(job, busiest, other)
            for job in longest_first
            for other in by_work[:-1]
            if other in self.suits[job]
        )

    def _hand_over(self, job: int, busiest: int, other: int) -> bool:
        """Gives a job away, for the one that is in its way there if there is one."""
        length = self.duty.length_s
        in_the_way = [k for k in self.jobs_of[other] if self._clash(job, k)]
        if len(in_the_way) > 1:
            return False
        gain = length[job] - sum(length[k] for k in in_the_way)
        if gain <= 0 or self.work[other] + gain >= self.work[busiest]:
            return False
        for back in in_the_way:
            if busiest not in self.suits[back]:
                return False
            if any(self._clash(back, k) for k in self.jobs_of[busiest] if k != job):
                return False
        for moved, giver, taker in (
            (job, busiest, other),
            *((k, other, busiest) for k in in_the_way),
        ):
            self.jobs_of[giver].remove(moved)
            self.jobs_of[taker].add(moved)
            self.roster[moved] = taker
        self.work[busiest] -= gain
        self.work[other] += gain
        return True

    def _clash(self, one: int, other: int) -> bool:
        first, second = self.duty.problem.jobs[one], self.duty.problem.jobs[other]
        rest = self.duty.problem.turnaround_duration_s
        return (
            first.start_time_s < second.end_time_s + rest
            and second.start_time_s < first.end_time_s + rest
        )
