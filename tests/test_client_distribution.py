"""The client builds by itself and works where nothing but grpcio and protobuf is installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.embedded import embedded_server
from service.settings import Settings
from tests.real_part import missing

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("hatchling") is None:
        missing("hatchling", to="build the client")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(  # noqa: S603 - our own interpreter
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation"),
            *("--no-deps", "--no-index", "--wheel-dir", str(folder), str(ROOT / "proto")),
        ],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("fulfillment_client-*.whl")
    return built


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(
        port=0, workers=1, light_workers=1, data_folder=tmp_path_factory.mktemp("server")
    )
    with embedded_server(settings) as server:
        yield f"127.0.0.1:{server.port}"


def test_it_ships_the_api_and_the_client_only(wheel: Path) -> None:
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert {name.split("/")[0] for name in names} == {"fulfillment"}
    assert {"fulfillment/client.py", "fulfillment/py.typed"} <= set(names)
    assert "fulfillment/v1/packing.proto" in names
    assert "fulfillment/v1/packing_pb2.pyi" in names


def test_it_needs_two_packages() -> None:
    project = tomllib.loads((ROOT / "proto" / "pyproject.toml").read_text())["project"]
    needed = {text.split(">")[0] for text in project["dependencies"]}
    assert needed == {"grpcio", "protobuf"}


def test_versions_go_together() -> None:
    both = [
        tomllib.loads((folder / "pyproject.toml").read_text())["project"]["version"]
        for folder in (ROOT, ROOT / "proto")
    ]
    assert both[0] == both[1]


def test_it_calls_a_server_with_nothing_else_installed(
    wheel: Path, target: str, tmp_path: Path
) -> None:
    """Runs the wheel in an interpreter that finds only grpc, protobuf and what they need."""
    program = textwrap.dedent(
        """
        import sys

        sys.path.insert(0, sys.argv[1])
        allowed = {"grpc", "google.protobuf", "google._upb", "typing_extensions", "fulfillment"}

        class Door:
            def find_spec(self, name, path=None, target=None):
                top = name.partition(".")[0]
                if top in sys.stdlib_module_names or top.startswith("_") or name == "google":
                    return None
                if any(name == one or name.startswith(one + ".") for one in allowed):
                    return None
                raise ModuleNotFoundError(f"{name} is not part of a bare installation", name=name)

        sys.meta_path.insert(0, Door())
        import fulfillment
        from fulfillment.client import FulfillmentClient, FulfillmentError
        from fulfillment.v1 import packing_pb2

        assert fulfillment.__file__.startswith(sys.argv[1]), fulfillment.__file__
        with FulfillmentClient(sys.argv[2], timeout_s=60) as client:
            try:
                client.pack(packing_pb2.PackRequest(items=[packing_pb2.Item(id="a")]))
            except FulfillmentError as error:
                print(error.code.name, *(one.field for one in error.violations))
                print(error.violations[0].description)
            request = packing_pb2.PackRequest(
                items=[{"id": "a", "size": {"length_mm": 1, "width_mm": 1, "height_mm": 1}}],
                load_units=[
                    {"id": "b", "inner_size": {"length_mm": 2, "width_mm": 2, "height_mm": 2}}
                ],
            )
            print(len(client.pack(request).plan.loads))
        """
    )
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program, str(unpacked), target],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    first, second, third = done.stdout.splitlines()
    assert first == "INVALID_ARGUMENT items[0].size load_units"
    assert second.startswith("is required")
    assert third == "1"
