"""A real day from raw orders to route sheets: starts the service, plans over gRPC, writes files.

python -m service.demo [--request FILE] [--out FOLDER] [--seconds S]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import fulfillment_pb2 as pb
from rich.console import Console

from service.commands.failure import CommandError
from service.commands.messages import read_message
from service.embedded import embedded_server
from service.render import write_outputs
from service.settings import Settings
from service.terminal import follow_plan, print_plan

SECONDS = 25.0
PAGE_COLUMNS = 110
"""Width of the output where there is no terminal to ask."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the demo; the exit code is 0 when a plan was written."""
    parser = argparse.ArgumentParser(prog="python -m service.demo", description=__doc__)
    day = resources.files("service.examples") / "liechtenstein_day.json"
    parser.add_argument("--request", default=str(day), help="a PlanFulfillmentRequest as JSON")
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for what is written")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time to plan in")
    given = parser.parse_args(arguments)
    console = Console()
    if not console.is_terminal:
        console = Console(width=PAGE_COLUMNS)
    try:
        request = read_message(given.request, pb.PlanFulfillmentRequest)
        request.search.time_limit.FromNanoseconds(round(given.seconds * 1e9))
        return _plan(request, given.out, console)
    except (CommandError, FulfillmentError) as error:
        console.print(str(error), markup=False, highlight=False)
        return 1


def _plan(request: pb.PlanFulfillmentRequest, out: Path, console: Console) -> int:
    console.print("Starting the service ...", highlight=False)
    with embedded_server(Settings.from_environment(port=0)) as server:
        target = f"127.0.0.1:{server.port}"
        console.print(
            f"Serving on {target}. Planning {len(request.orders)} orders,"
            f" {len(request.vehicles)} vehicles, {len(request.docks)} docks,"
            f" {len(request.couriers)} couriers for {request.center.name} ...",
            highlight=False,
        )
        with FulfillmentClient(target) as client:
            response = follow_plan(client.stream_plan_fulfillment(request), console)
    print_plan(request, response.plan, console)
    written = write_outputs(request, response.plan, out)
    console.print(f"Wrote {len(written)} files:", highlight=False)
    for path in written:
        console.print(f"  {path}", highlight=False, soft_wrap=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
