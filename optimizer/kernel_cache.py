"""Where compiled kernels are kept: by what they are made of, not by where they lie.

numba keeps compiled code beside a function's own file and looks only at that file, not at those it
calls. Here the folder of a kernel is named after the text of its module and of every module of ours
that it imports, directly or not. An edited or upgraded kernel therefore never meets old code, a
change compiles again only what it reaches, and two installations of the same sources share one
cache. numba's own hook for this is `NUMBA_CACHE_LOCATOR_CLASSES`.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import os
from pathlib import Path
from types import FunctionType

import platformdirs
from numba.core.caching import _CacheLocator

PACKAGE = Path(__file__).parent


def default_folder() -> Path:
    """The user's cache folder: a read-only installation keeps its kernels there too."""
    return Path(platformdirs.user_cache_dir("fulfillment")) / "kernels"


def _file_of(module: str) -> Path | None:
    """The source of a module of this package, None for one of somebody else."""
    first, *rest = module.split(".")
    if first != PACKAGE.name:
        return None
    path = PACKAGE.joinpath(*rest)
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if rest and candidate.is_file():
            return candidate
    return None


@functools.cache
def _imported(path: Path) -> frozenset[Path]:
    """The sources that one source imports from this package."""
    found: set[Path | None] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(_file_of(node.module))
            found.update(_file_of(f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Import):
            found.update(_file_of(name.name) for name in node.names)
    return frozenset(source for source in found if source is not None)


@functools.cache
def digest_of(path: Path) -> str:
    """What a source and all it reaches in this package say, as 16 hexadecimal digits."""
    reached, waiting = {path}, [path]
    while waiting:
        for source in _imported(waiting.pop()):
            if source not in reached:
                reached.add(source)
                waiting.append(source)
    text = hashlib.sha256()
    for source in sorted(reached):
        text.update(source.relative_to(PACKAGE).as_posix().encode() + b"\0" + source.read_bytes())
    return text.hexdigest()[:16]


class KernelLocator(_CacheLocator):
    """Tells numba where a kernel of this package is kept; other packages keep numba's ways."""

    def __init__(self, py_func: FunctionType, py_file: str) -> None:
        source = Path(py_file).resolve()
        inside = source.relative_to(PACKAGE.resolve()).with_suffix("")
        self._py_file = py_file  # numba reads it in its own words about a stale entry
        self._line = py_func.__code__.co_firstlineno
        self._digest = digest_of(PACKAGE / inside.with_suffix(".py"))
        base = os.environ.get("NUMBA_CACHE_DIR") or default_folder()
        self._folder = Path(base) / (".".join(inside.parts) + "-" + self._digest)

    @classmethod
    def from_function(cls, py_func: FunctionType, py_file: str) -> KernelLocator | None:
        """The place of a kernel, None when it is not ours or the folder cannot be written."""
        if not Path(py_file).resolve().is_relative_to(PACKAGE.resolve()):
            return None
        locator = cls(py_func, py_file)
        try:
            locator.ensure_cache_path()  # type: ignore[no-untyped-call]
        except OSError:
            return None
        return locator

    def get_cache_path(self) -> str:
        return os.fspath(self._folder)

    def get_source_stamp(self) -> str:
        return self._digest

    def get_disambiguator(self) -> str:
        return str(self._line)
