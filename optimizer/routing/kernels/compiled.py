"""How kernels are compiled: cached, without the interpreter lock, without counting references.

Every array a kernel touches is held by its Python caller for the whole call and none is made
inside, so counting references guards nothing; left on, the counting (two atomic operations for
each array at each call between kernels) took two thirds of the time of the search.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles a function of flat arrays and numbers at its first call."""
    # `_nrt` is not among the options that the stubs of numba list.
    compiled: Callable[P, R] = njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[call-overload]
    return compiled


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """Compiles a function that only kernels call: without what calls from Python need.

    Taking wide bundles apart for Python costs more to compile than most kernels themselves.
    """
    compiled: Callable[P, R] = njit(  # type: ignore[call-overload]
        cache=True, nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )(function)
    return compiled


def spliced(function: Callable[P, R]) -> Callable[P, R]:
    """As `inner`, and written into each kernel that calls it: handing wide bundles over costs."""
    compiled: Callable[P, R] = njit(  # type: ignore[call-overload]
        cache=True,
        nogil=True,
        _nrt=False,
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
        forceinline=True,
    )(function)
    return compiled
