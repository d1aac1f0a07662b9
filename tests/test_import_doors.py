"""The doors between the rooms of the house: who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("address", "optimizer", "service", "benchmarks", "fulfillment")

FORBIDDEN = {
    "optimizer": ("address", "service", "benchmarks", "fulfillment", "google", "grpc", "sqlite3"),
    "address": ("optimizer", "service", "benchmarks", "fulfillment", "google", "grpc", "sqlite3"),
    "service": ("benchmarks",),
    "proto/fulfillment": ("address", "optimizer", "service", "benchmarks"),
}

BENCHMARKS_MAY = ("service.convert", "fulfillment")
"""Of service, benchmarks use the converters, to replay captured requests, and the client."""

INSIDE_OPTIMIZER = {
    "routing": ("packing", "dispatch"),
    "packing": ("routing", "dispatch", "road"),
    "dispatch": ("routing", "packing"),
    "road": ("routing", "packing", "dispatch"),
}
"""Rooms of the optimizer know each other only through plain models."""

PLAIN_MODELS = {
    "dispatch": (
        "optimizer.routing.model",
        "optimizer.routing.sketch_model",
        "optimizer.routing.validate",
    )
}
"""Waves and repairs speak of routing's shipments and routes; planning them is handed in."""

NO_NETWORK = ("socket", "http", "urllib.request", "requests", "ftplib", "smtplib")

ENGINES = ("ortools", "pyvrp", "pebble", "osmium", "dbos")
"""Libraries whose interfaces move: within a room, one module wraps each part of one."""


def _modules(folder: str) -> Iterator[tuple[Path, set[str]]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if path.name.endswith(("_pb2.py", "_pb2_grpc.py")):
            continue
        yield path.relative_to(ROOT), set(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _inside(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("folder", sorted(FORBIDDEN))
def test_rooms_import_only_through_their_doors(folder: str) -> None:
    found = [
        f"{path} imports {name}"
        for path, names in _modules(folder)
        for name in sorted(names)
        if _inside(name, FORBIDDEN[folder])
        # The client needs grpc and protobuf; only generated code and it live there.
    ]
    assert found == []


def test_benchmarks_use_of_service_only_the_converters() -> None:
    found = [
        f"{path} imports {name}"
        for path, names in _modules("benchmarks")
        for name in sorted(names)
        if _inside(name, ("service",)) and name != "service" and not _inside(name, BENCHMARKS_MAY)
    ]
    assert found == []


@pytest.mark.parametrize("room", sorted(INSIDE_OPTIMIZER))
def test_rooms_of_the_optimizer_do_not_know_each_other(room: str) -> None:
    others = tuple(f"optimizer.{other}" for other in INSIDE_OPTIMIZER[room])
    found = [
        f"{path} imports {name}"
        for path, names in _modules(f"optimizer/{room}")
        for name in sorted(names)
        if _inside(name, others) and not _inside(name, PLAIN_MODELS.get(room, ()))
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["optimizer", "address"])
def test_pure_rooms_open_no_connection(folder: str) -> None:
    found = [
        f"{path} imports {name}"
        for path, names in _modules(folder)
        for name in sorted(names)
        if _inside(name, NO_NETWORK)
    ]
    assert found == []


def test_pure_rooms_know_neither_grpc_nor_protobuf() -> None:
    """Benchmarks may: they call a real server with the client's messages."""
    for folder in ("optimizer", "address"):
        for path, names in _modules(folder):
            assert not any(_inside(name, ("grpc", "google.protobuf")) for name in names), path


@pytest.mark.parametrize(
    "room", ["optimizer/routing", "optimizer/packing", "optimizer/dispatch", "service"]
)
@pytest.mark.parametrize("library", ENGINES)
def test_an_engine_has_one_adapter_in_a_room(room: str, library: str) -> None:
    users: dict[str, list[Path]] = {}
    for path, names in _modules(room):
        for part in {".".join(name.split(".")[:2]) for name in names if _inside(name, (library,))}:
            users.setdefault(part, []).append(path)
    parts = {part: paths for part, paths in users.items() if part != library}
    assert all(len(paths) == 1 for paths in parts.values()), parts


def test_no_module_is_called_after_nothing() -> None:
    nameless = {"utils", "helpers", "common", "base", "manager", "misc"}
    found = [
        path
        for room in ("address", "optimizer", "service", "benchmarks")
        for path, _ in _modules(room)
        if path.stem in nameless
    ]
    assert found == []


@pytest.mark.parametrize(
    "package", ["optimizer.packing", "optimizer.routing", "optimizer.dispatch", "address"]
)
def test_pure_rooms_load_without_the_service(package: str) -> None:
    code = (
        f"import sys, {package};"
        "loaded = {name.partition('.')[0] for name in sys.modules};"
        "print(sorted(loaded & {'service', 'fulfillment', 'grpc'}))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
