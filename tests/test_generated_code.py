"""The committed stubs are what the API source gives, made by the versions the server runs with."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import google.protobuf
import pytest

from tests.real_part import missing

PROTO = Path(__file__).resolve().parent.parent / "proto"
STUBS = sorted(PROTO.glob("fulfillment/v1/*_pb2.py"))


def test_stubs_are_up_to_date() -> None:
    if importlib.util.find_spec("grpc_tools") is None:
        missing("grpcio-tools", to="compare the stubs with their source")
    done = subprocess.run(
        [sys.executable, "generate.py", "--check"],
        cwd=PROTO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", STUBS, ids=lambda path: path.stem)
def test_messages_are_not_newer_than_the_runtime(path: Path) -> None:
    found = re.search(r"# Protobuf Python Version: ([\d.]+)", path.read_text())
    assert found is not None
    made = tuple(int(part) for part in found[1].split("."))
    running = tuple(int(part) for part in google.protobuf.__version__.split("."))
    assert made <= running


@pytest.mark.parametrize("path", STUBS, ids=lambda path: path.stem)
def test_services_are_made_by_the_version_they_run_with(path: Path) -> None:
    text = path.with_name(path.stem + "_grpc.py").read_text()
    found = re.search(r"GRPC_GENERATED_VERSION = '([\d.]+)'", text)
    assert found is not None
    assert found[1] == version("grpcio")


def test_the_grpc_family_is_one_version() -> None:
    family = ("grpcio", "grpcio-health-checking", "grpcio-reflection", "grpcio-status")
    assert len({version(name) for name in family}) == 1
