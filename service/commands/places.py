"""places, zones and gazetteer: books, corrections, layers and places from the command line.

Without --server a server is started for the call; what it stores stays in the data folder.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from fulfillment.v1 import places_pb2 as pb
from google.protobuf import message_factory

from service.commands.calling import calling
from service.commands.failure import FAILED, CommandError
from service.commands.messages import read_message, write_message

FORMATS = {
    ".geojson": pb.ZONE_LAYER_FORMAT_GEOJSON,
    ".json": pb.ZONE_LAYER_FORMAT_GEOJSON,
    ".gpkg": pb.ZONE_LAYER_FORMAT_GEOPACKAGE,
}


def call(arguments: argparse.Namespace) -> int:
    """One call of PlacesService: protobuf JSON of its request in, of its answer out."""
    methods = {_words(method.name): method for method in _service().methods}
    method = methods.get(arguments.call)
    if method is None:
        raise CommandError(f"there is no call {arguments.call}; there are {', '.join(methods)}")
    request = read_message(arguments.file, message_factory.GetMessageClass(method.input_type))
    with calling(arguments.server, workers=1) as client:
        answered = getattr(client, arguments.call.replace("-", "_"))(request)
    write_message(answered, arguments.out)
    return 0


def load_zones(arguments: argparse.Namespace) -> int:
    """Loads a layer of delivery zones from a file and prints what is doubtful about it."""
    path: Path = arguments.file
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise CommandError(f"{path}: give a file that ends with {', '.join(FORMATS)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None
    request = pb.LoadZoneLayerRequest(content=content)
    request.layer.id = arguments.id or path.stem
    request.layer.name = arguments.name
    request.layer.id_field = arguments.id_field
    request.layer.format = form
    with calling(arguments.server, workers=1) as client:
        answered = client.load_zone_layer(request)
    write_message(answered, arguments.out)
    return 0


def build_gazetteer(arguments: argparse.Namespace) -> int:
    """Builds the gazetteer and the municipalities of a country from an OpenStreetMap extract."""
    # Reading extracts loads libraries that no other command needs.
    from address.faults import AddressError  # noqa: PLC0415
    from address.regional.build import build_region  # noqa: PLC0415

    extract: Path = arguments.extract
    if not re.fullmatch(r"[A-Za-z]{2}", arguments.region):
        raise CommandError(f"--region {arguments.region}: give an ISO 3166 code, for example LI")
    if not extract.is_file():
        raise CommandError(f"{extract}: there is no such file")
    try:
        report = build_region(extract, arguments.region, arguments.out)
    except AddressError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{arguments.out}: {error.strerror}", FAILED) from None
    lines = [f"municipalities from {report.made_from}"]
    lines += [f"{count:>9,} {table}" for table, count in report.rows.items()]
    lines += [f"{count:>9,} houses left out: {why}" for why, count in report.left_out.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _service() -> Any:
    return pb.DESCRIPTOR.services_by_name["PlacesService"]


def _words(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
