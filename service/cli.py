"""The command line `fulfillment`: the same messages as the API, as protobuf JSON.

Arguments are read here; what a command needs is loaded only when it runs, so that `health` does
not wait for a solver to load.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.commands.failure import CommandError

DEFAULT_SERVER = "127.0.0.1:50051"


def main(argv: Sequence[str] | None = None) -> int:
    """Carries out one command; returns its exit code: 0 done, 1 failed, 2 faulty input."""
    arguments = _parser().parse_args(argv)
    module, function = arguments.run
    try:
        code = getattr(importlib.import_module(module), function)(arguments)
    except CommandError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    except BrokenPipeError:
        # Whoever reads the output has gone; nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return int(code)


def show_version(_arguments: argparse.Namespace) -> int:
    """Prints the version."""
    sys.stdout.write(f"fulfillment-optimizer {version('fulfillment-optimizer')}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fulfillment", description="From raw orders to parcels, routes and schedules."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _calling(commands, "plan", "plan a whole day; shows progress", "PlanFulfillmentRequest")
    packing = _calling(commands, "pack", "pack an order into cartons", "PackRequest")
    packing.add_argument(
        "--batch",
        dest="kind",
        action="store_const",
        const="batch-pack",
        help="the file holds a BatchPackRequest: many orders",
    )
    packing.add_argument(
        "--instructions",
        type=Path,
        metavar="FILE.html",
        help="write a page that shows how to pack, step by step; printed, a picture per step",
    )
    _calling(commands, "cut", "cut rectangles from sheets", "CutSheetsRequest")
    _calling(commands, "cut-blocks", "cut cuboids from blocks", "CutBlocksRequest")
    _calling(commands, "blank", "unfold boxes into flat blanks", "LayFlatRequest")
    boxing = _calling(commands, "right-size", "find the box for an order", "RightSizeRequest")
    boxing.add_argument(
        "--batch",
        dest="kind",
        action="store_const",
        const="batch-right-size",
        help="the file holds a BatchRightSizeRequest: many orders; shows progress",
    )
    suite = _calling(commands, "suite", "choose carton sizes for a history", "ChooseSuiteRequest")
    suite.add_argument(
        "--page", type=Path, metavar="FILE", help="write a page with a plot of the saving there"
    )
    routing = _calling(commands, "route", "plan vehicle routes", "PlanRoutesRequest")
    routing.add_argument(
        "--evaluate",
        dest="kind",
        action="store_const",
        const="evaluate",
        help="the file holds an EvaluateRoutesRequest: price given routes, list what they break",
    )
    routing.add_argument(
        "--promise",
        dest="kind",
        action="store_const",
        const="promise",
        help="the file holds a PromiseWindowsRequest: windows that one more shipment can have",
    )
    dispatch = _calling(
        commands,
        "dispatch",
        "docks, couriers, weeks, picking, waves, repair, sourcing, …: one decision of dispatch",
        "request of the kind, for docks a ScheduleDocksRequest",
    )
    dispatch.add_argument(
        "--kind",
        choices=(
            "docks",
            "couriers",
            "picking",
            "week",
            "wave",
            "simulate-waves",
            "repair",
            "sourcing",
            "forecast",
        ),
        default="docks",
        help="what to decide (docks)",
    )
    dispatch.add_argument(
        "--page",
        type=Path,
        metavar="FILE.html",
        help="of docks, a week, a wave, a replayed day, picking or a repair: its timetable",
    )
    dispatch.add_argument(
        "--time-zone",
        type=_zone,
        default="UTC",
        metavar="ZONE",
        help="zone of the page of docks, picking or a repair, for example Europe/Vaduz (UTC);"
        " the others name their own",
    )
    _recognize(commands)
    _places(commands)
    _serve(commands)
    warm = commands.add_parser("warm", help="compile and load everything ahead")
    warm.set_defaults(run=("service.commands.serving", "warm"))
    health = commands.add_parser("health", help="ask a server whether it serves")
    health.add_argument("--server", default=DEFAULT_SERVER, metavar="HOST:PORT")
    health.add_argument("--service", default="", help="one service by full name; else the whole")
    health.add_argument("--timeout", type=float, default=5.0, metavar="SECONDS")
    health.set_defaults(run=("service.commands.health", "health"))
    shown = commands.add_parser("version", help="print the version")
    shown.set_defaults(run=("service.cli", "show_version"))
    return parser


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise argparse.ArgumentTypeError(
            f"{name} is no IANA zone; give one such as Europe/Vaduz"
        ) from None
    return name


def _calling(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    words: str,
    message: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    parser.add_argument("file", help=f"protobuf JSON of a {message}; - reads standard input")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the answer there")
    parser.add_argument(
        "--server", metavar="HOST:PORT", help="a running server; else one is started for the call"
    )
    parser.add_argument(
        "--validate-only", action="store_true", help="only list the faults of the request"
    )
    parser.add_argument(
        "--save-request", type=Path, metavar="FILE", help="keep the request so that it replays"
    )
    parser.add_argument(
        "--anonymise", action="store_true", help="save it without ids, names, texts and true places"
    )
    parser.set_defaults(run=("service.commands.calling", "run"), kind=name)
    return parser


def _recognize(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "recognize",
        help="read addresses",
        description="Read one address, or with --jsonl one JSON string a line, in order.",
    )
    parser.add_argument("text", nargs="?", help="the address; with --jsonl a file, else stdin")
    parser.add_argument("--jsonl", action="store_true", help="JSON lines in, JSON lines out")
    parser.add_argument("--region", default="", metavar="CC", help="country, ISO 3166: CN, LI, …")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the answers there")
    parser.add_argument(
        "--server", metavar="HOST:PORT", help="ask a running server; else read in this process"
    )
    parser.set_defaults(run=("service.commands.recognizing", "run"))


def _places(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    places = commands.add_parser(
        "places",
        help="books, corrections, geocoding, labels: one call of PlacesService",
        description="One call of PlacesService, for example: places match-address request.json",
    )
    places.add_argument("call", help="geocode, create-book, match-address, confirm-correction, …")
    places.add_argument("file", help="protobuf JSON of its request; - reads standard input")
    places.set_defaults(run=("service.commands.places", "call"))
    zones = commands.add_parser(
        "zones", help="load a layer of delivery zones", description="Load a layer of zones."
    )
    zones.add_argument("file", type=Path, help="GeoJSON, GeoPackage, or a Shapefile in a zip")
    zones.add_argument("--id", default="", help="id of the layer (the name of the file)")
    zones.add_argument("--name", default="", help="name for people")
    for column, words in (
        ("id", "zone ids"),
        ("station", "stations"),
        ("territory", "couriers' territories"),
        ("sorting-code", "sorting codes"),
    ):
        zones.add_argument(
            f"--{column}-field", default="", metavar="COLUMN", help=f"column of {words}"
        )
    zones.set_defaults(run=("service.commands.places", "load_zones"))
    book = commands.add_parser(
        "book",
        help="store a book of places from JSON lines",
        description="Store a book: one row a line, as protobuf JSON of a BookRow.",
    )
    book.add_argument("file", type=Path, help="rows, one JSON object a line")
    book.add_argument("--id", default="", help="id of the book (the name of the file)")
    book.add_argument("--name", default="", help="name for people")
    book.add_argument("--region", default="", metavar="CC", help="country of all rows, ISO 3166")
    book.set_defaults(run=("service.commands.places", "upload_book"))
    for parser in (places, zones, book):
        parser.add_argument("--out", type=Path, metavar="FILE", help="write the answer there")
        parser.add_argument(
            "--server", metavar="HOST:PORT", help="a running server; else one is started"
        )
    _gazetteer(commands)


def _gazetteer(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    gazetteer = commands.add_parser("gazetteer", help="gazetteers of countries, and rows on top")
    verbs = gazetteer.add_subparsers(required=True, metavar="VERB")
    build = verbs.add_parser("build", help="from an OpenStreetMap extract")
    build.add_argument("extract", type=Path, help="extract.osm.pbf")
    build.add_argument(
        "--out", type=Path, metavar="FOLDER", help="only write the files there, do not use them yet"
    )
    built = verbs.add_parser("import", help="take one into use that was built, or an extract")
    built.add_argument("source", type=Path, help="the folder it was built into, or extract.osm.pbf")
    listed = verbs.add_parser("list", help="what there is")
    removed = verbs.add_parser("remove", help="remove one that was imported")
    removed.add_argument("region", metavar="CC", help="country, ISO 3166")
    put = verbs.add_parser("put-rows", help="store a set of rows of one's own")
    put.add_argument("file", help="protobuf JSON of a PutGazetteerRowsRequest; - reads stdin")
    put.add_argument("--validate-only", action="store_true", help="only list the faults")
    shown = verbs.add_parser("get-rows", help="print a set of own rows")
    gone = verbs.add_parser("remove-rows", help="remove a set of own rows")
    for parser in (shown, gone):
        parser.add_argument("set", help="id of the set")
    for parser in (build, built):
        parser.add_argument("--region", required=True, metavar="CC", help="country, ISO 3166: LI")
    for parser in (put, shown):
        parser.add_argument("--out", type=Path, metavar="FILE", help="write the answer there")
    for parser, function in (
        (build, "build"),
        (built, "import_built"),
        (listed, "show"),
        (removed, "remove"),
        (put, "put_rows"),
        (shown, "get_rows"),
        (gone, "remove_rows"),
    ):
        parser.add_argument(
            "--server", metavar="HOST:PORT", help="a running server; else one is started"
        )
        parser.set_defaults(run=("service.commands.gazetteers", function))


def _serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "serve",
        help="run the server",
        description="Run the server. Further settings come from FULFILLMENT_… in the environment.",
    )
    parser.add_argument("--host", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (50051); 0 takes a free one")
    parser.add_argument("--port-file", type=Path, metavar="FILE", help="write the port there")
    parser.add_argument("--workers", type=int, help="planning processes (one for each core)")
    parser.set_defaults(run=("service.commands.serving", "serve"))


if __name__ == "__main__":
    raise SystemExit(main())
