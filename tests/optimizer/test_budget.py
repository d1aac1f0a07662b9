"""A solver that does not ask for the stop signal is told of it."""

import threading
from dataclasses import replace

from optimizer.budget import Budget


def test_a_stop_halts_what_runs() -> None:
    halted = threading.Event()
    budget = replace(Budget.work(1), stop=lambda: True)
    with budget.halting(halted.set):
        assert halted.wait(10)


def test_without_a_stop_nothing_is_halted_and_the_watcher_ends() -> None:
    asked = threading.Event()
    halted = threading.Event()

    def stop() -> bool:
        asked.set()
        return False

    before = threading.active_count()
    with replace(Budget.work(1), stop=stop).halting(halted.set):
        assert asked.wait(10)
    assert not halted.is_set()
    assert threading.active_count() == before
