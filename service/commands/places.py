"""places, zones and book: books, corrections, layers and places from the command line.

Without --server a server is started for the call; what it stores stays in the data folder.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fulfillment.v1 import places_pb2 as pb
from google.protobuf import json_format, message_factory

from service.commands.calling import calling
from service.commands.failure import CommandError
from service.commands.messages import read_message, write_message

ROWS_A_PIECE = 2_000
FORMATS = {
    ".geojson": pb.ZONE_LAYER_FORMAT_GEOJSON,
    ".json": pb.ZONE_LAYER_FORMAT_GEOJSON,
    ".gpkg": pb.ZONE_LAYER_FORMAT_GEOPACKAGE,
    ".zip": pb.ZONE_LAYER_FORMAT_SHAPEFILE,
}


def call(arguments: argparse.Namespace) -> int:
    """One call of PlacesService: protobuf JSON of its request in, of its answer out."""
    methods = {
        _words(method.name): method for method in _service().methods if not method.client_streaming
    }
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
    request.layer.station_field = arguments.station_field
    request.layer.courier_territory_field = arguments.territory_field
    request.layer.sorting_code_field = arguments.sorting_code_field
    request.layer.format = form
    with calling(arguments.server, workers=1) as client:
        answered = client.load_zone_layer(request)
    write_message(answered, arguments.out)
    return 0


def upload_book(arguments: argparse.Namespace) -> int:
    """Stores a book from JSON lines, one row a line, new or in place of one of the same id."""
    path: Path = arguments.file
    spec = pb.UploadBookSpec(
        book_id=arguments.id or path.stem, name=arguments.name, region_code=arguments.region
    )
    # Looked through before anything is sent: gRPC keeps errors of what feeds it to itself.
    for _ in _book_rows(path):
        pass
    with calling(arguments.server, workers=1) as client:
        answered = client.upload_book(_book_pieces(path, spec))
    write_message(answered, arguments.out)
    return 0


def _book_pieces(path: Path, spec: pb.UploadBookSpec) -> Iterator[pb.UploadBookRequest]:
    yield pb.UploadBookRequest(spec=spec)
    rows: list[pb.BookRow] = []
    for row in _book_rows(path):
        rows.append(row)
        if len(rows) == ROWS_A_PIECE:
            yield pb.UploadBookRequest(piece=pb.BookRows(rows=rows))
            rows = []
    if rows:
        yield pb.UploadBookRequest(piece=pb.BookRows(rows=rows))


def _book_rows(path: Path) -> Iterator[pb.BookRow]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield json_format.Parse(line, pb.BookRow())
                    except json_format.ParseError as error:
                        raise CommandError(f"{path}:{number}: {error}") from None
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{path}: is no UTF-8 text") from None


def _service() -> Any:
    return pb.DESCRIPTOR.services_by_name["PlacesService"]


def _words(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
