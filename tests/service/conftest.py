"""A real server on a free port, with real workers, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from fulfillment.client import FulfillmentClient

from service.embedded import embedded_server
from service.server import FulfillmentServer
from service.settings import Settings


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FulfillmentServer]:
    """One server for the session; it starts when the first test asks for it."""
    folder: Path = tmp_path_factory.mktemp("server")
    # A generous overrun: on a busy machine a search of a second may take several.
    settings = Settings(port=0, workers=1, light_workers=1, data_folder=folder, overrun_s=60)
    with embedded_server(settings) as running:
        yield running


@pytest.fixture(scope="session")
def target(server: FulfillmentServer) -> str:
    """Where it listens."""
    return f"127.0.0.1:{server.port}"


@pytest.fixture
def client(target: str) -> Iterator[FulfillmentClient]:
    """A client of that server."""
    with FulfillmentClient(target, timeout_s=60) as connected:
        yield connected


@pytest.fixture
def channel(target: str) -> Iterator[grpc.Channel]:
    """A bare channel to that server."""
    with grpc.insecure_channel(target, [("grpc.max_send_message_length", -1)]) as opened:
        yield opened
