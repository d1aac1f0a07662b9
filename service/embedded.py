"""A server inside this process for as long as a block lasts: for the command line, tests, demos."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from service.server import FulfillmentServer
from service.settings import Settings


@contextmanager
def embedded_server(settings: Settings) -> Iterator[FulfillmentServer]:
    """Starts a server on a thread of its own and yields it once it is SERVING; drains at the end.

    Raises what FulfillmentServer.start raises.
    """
    started: Future[tuple[FulfillmentServer, asyncio.AbstractEventLoop]] = Future()

    async def serve() -> None:
        server = FulfillmentServer(settings)
        try:
            await server.start()
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            await server.stop()
            started.set_exception(error)
            return
        started.set_result((server, asyncio.get_running_loop()))
        await server.wait_closed()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="embedded-server")
    thread.start()
    try:
        server, loop = started.result()
        try:
            yield server
        finally:
            loop.call_soon_threadsafe(server.stop)
    finally:
        thread.join()
