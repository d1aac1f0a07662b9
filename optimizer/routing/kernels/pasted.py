"""How steps between the simulation and the search are compiled: as text of what calls them.

Whatever is compiled by itself is optimised again, with all it calls, in each kernel above it: a
chain of ten small steps above a simulation would compile the simulation ten times. Pasted into its
caller before anything is compiled, a step adds only its own lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def pasted(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles a function as part of each kernel that calls it."""
    # `_nrt` is not among the options that the stubs of numba list.
    compiled: Callable[P, R] = njit(  # type: ignore[call-overload]
        cache=True,
        nogil=True,
        _nrt=False,
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
        inline="always",
    )(function)
    return compiled
