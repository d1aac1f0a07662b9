"""serve and warm."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time

from service import telemetry
from service.commands.failure import FAILED, CommandError
from service.errors import ServiceError
from service.server import FulfillmentServer, write_port
from service.settings import Settings, SettingsError
from service.warming import warm_rooms_together


def serve(arguments: argparse.Namespace) -> int:
    """Runs a server until it is told to stop."""
    telemetry.log_to()
    try:
        settings = Settings.from_environment(
            host=arguments.host, port=arguments.port, workers=arguments.workers
        )
    except SettingsError as error:
        raise CommandError(str(error)) from None
    try:
        return asyncio.run(_serve(settings, arguments))
    except (OSError, ServiceError) as error:
        raise CommandError(str(error), FAILED) from None


async def _serve(settings: Settings, arguments: argparse.Namespace) -> int:
    telemetry.event(
        "starting",
        note="the first start on a machine compiles the kernels, a minute or two;"
        " `fulfillment warm` does it ahead",
    )
    server = FulfillmentServer(settings)
    loop = asyncio.get_running_loop()
    starting = asyncio.current_task()

    def end() -> None:
        server.stop()
        if not server.ready and starting is not None:
            starting.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    try:
        port = await server.start()
    except asyncio.CancelledError:
        await server.stop()
        return 0
    except (OSError, ServiceError):
        await server.stop()
        raise
    if arguments.port_file is not None:
        write_port(arguments.port_file, port)
    sys.stdout.write(f"Serving on {settings.host}:{port}\n")
    sys.stdout.flush()
    await server.wait_closed()
    return 0


def warm(_arguments: argparse.Namespace) -> int:
    """Compiles and loads every room, so that the first server starts as quickly as the next."""
    started = time.monotonic()
    for room in warm_rooms_together():
        sys.stdout.write(f"{room:>10} ready after {time.monotonic() - started:.1f} s\n")
        sys.stdout.flush()
    return 0
