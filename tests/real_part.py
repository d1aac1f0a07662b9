"""Real parts that some tests need: found, or the test is skipped with the part's name.

With REQUIRE_ALL=1 in the environment nothing may be skipped: a missing part fails the test.
"""

from __future__ import annotations

import os
import shutil

import pytest


def need_program(name: str, *, to: str) -> str:
    """The path of a program; skips the test, or fails it under REQUIRE_ALL."""
    path = shutil.which(name)
    if path is None:
        missing(name, to=to)
    return str(path)


def missing(name: str, *, to: str) -> None:
    """Skips the test because `name` is absent, or fails it under REQUIRE_ALL."""
    words = f"{name} is missing; install it to {to}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(words)
    pytest.skip(words)
