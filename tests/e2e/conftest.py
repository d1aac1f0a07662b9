"""One real server for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.embedded import embedded_server
from service.server import FulfillmentServer
from service.settings import Settings


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FulfillmentServer]:
    """A running server on a free port with a data folder of its own."""
    folder: Path = tmp_path_factory.mktemp("data")
    with embedded_server(Settings(port=0, workers=1, data_folder=folder)) as running:
        yield running


@pytest.fixture(scope="session")
def target(server: FulfillmentServer) -> str:
    """Where the server is reached."""
    return f"127.0.0.1:{server.port}"
