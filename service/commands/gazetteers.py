"""gazetteer: build, import, list and remove countries; put rows of one's own on top.

Without --server a server is started for the call; what it stores stays in the data folder, where a
server that runs on this machine finds it at once.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fulfillment.v1 import gazetteer_pb2 as pb
from rich.console import Console
from rich.table import Table

from service.commands.calling import calling
from service.commands.failure import FAILED, CommandError
from service.commands.messages import read_message, write_message

PIECE_BYTES = 4_000_000


def build(arguments: argparse.Namespace) -> int:
    """Builds the gazetteer of a country from an OpenStreetMap extract: into a folder, or at once
    into use."""
    if arguments.out is not None:
        _build(arguments.extract, arguments.region, arguments.out)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _build(arguments.extract, arguments.region, Path(folder))
        return _import(Path(folder), arguments)


def import_built(arguments: argparse.Namespace) -> int:
    """Imports a gazetteer that was built before, an extract that the server is to build from, or
    with --region CN a table of villages."""
    _check_region(arguments.region)
    return _import(arguments.source, arguments)


def show(arguments: argparse.Namespace) -> int:
    """Lists gazetteers and sets of own rows."""
    with calling(arguments.server, workers=1) as client:
        listed = client.list_gazetteers(pb.ListGazetteersRequest())
    console = Console(width=100)
    table = Table("country", "name", "from", "version", "rows", "data of")
    for one in listed.gazetteers:
        origin = pb.GazetteerOrigin.Name(one.origin).removeprefix("GAZETTEER_ORIGIN_").lower()
        rows = ", ".join(f"{count.rows:,} {count.table}" for count in one.tables)
        table.add_row(one.region_code, one.name, origin, str(one.version), rows, one.snapshot)
    console.print(table)
    if listed.row_sets:
        table = Table("own rows", "country", "version", "rows")
        for each in listed.row_sets:
            table.add_row(each.id, each.region_code, str(each.version), f"{each.row_count:,}")
        console.print(table)
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Removes a gazetteer that was imported."""
    _check_region(arguments.region)
    with calling(arguments.server, workers=1) as client:
        client.remove_gazetteer(pb.RemoveGazetteerRequest(region_code=arguments.region))
    return 0


def put_rows(arguments: argparse.Namespace) -> int:
    """Stores a set of own rows: protobuf JSON of a PutGazetteerRowsRequest."""
    request = read_message(arguments.file, pb.PutGazetteerRowsRequest)
    request.validate_only = request.validate_only or arguments.validate_only
    with calling(arguments.server, workers=1) as client:
        answered = client.put_gazetteer_rows(request)
    write_message(answered, arguments.out)
    return 2 if answered.validation.total else 0


def get_rows(arguments: argparse.Namespace) -> int:
    """Prints a set of own rows."""
    with calling(arguments.server, workers=1) as client:
        answered = client.get_gazetteer_rows(pb.GetGazetteerRowsRequest(set_id=arguments.set))
    write_message(answered, arguments.out)
    return 0


def remove_rows(arguments: argparse.Namespace) -> int:
    """Removes a set of own rows."""
    with calling(arguments.server, workers=1) as client:
        client.remove_gazetteer_rows(pb.RemoveGazetteerRowsRequest(set_id=arguments.set))
    return 0


def _build(extract: Path, region: str, folder: Path) -> None:
    # Reading extracts loads libraries that no other command needs.
    from address.faults import AddressError  # noqa: PLC0415
    from address.regional.build import build_region  # noqa: PLC0415

    _check_region(region)
    if not extract.is_file():
        raise CommandError(f"{extract}: there is no such file")
    try:
        report = build_region(extract, region, folder)
    except AddressError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{folder}: {error.strerror}", FAILED) from None
    lines = [f"municipalities from {report.made_from}"]
    lines += [f"{count:>9,} {table}" for table, count in report.rows.items()]
    lines += [f"{count:>9,} houses left out: {why}" for why, count in report.left_out.items()]
    Console(width=100, highlight=False).print("\n".join(lines))


def _import(source: Path, arguments: argparse.Namespace) -> int:
    files = _files(source, arguments.region)
    with calling(arguments.server, workers=1) as client:
        answered = client.import_gazetteer(_pieces(files, arguments.region))
    info = answered.gazetteer
    Console(width=100, highlight=False).print(
        f"{info.region_code} {info.name}: in use, version {info.version}"
    )
    return 0


def _files(source: Path, region: str) -> dict[str, Path]:
    """Files by the name of the field in which they are sent."""
    if source.is_file():
        return {"villages_file" if region.upper() == "CN" else "extract": source}
    code = region.lower()
    files = {
        "region_file": source / f"{code}.json.gz",
        "zones_file": source / f"{code}.zones.geojson",
    }
    for path in files.values():
        if not path.is_file():
            raise CommandError(f"{path}: there is no such file; build the gazetteer first")
    return files


def _pieces(files: dict[str, Path], region: str) -> Iterator[pb.ImportGazetteerRequest]:
    yield pb.ImportGazetteerRequest(spec=pb.GazetteerSpec(region_code=region))
    for name, path in files.items():
        with path.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                request = pb.ImportGazetteerRequest()
                setattr(request, name, piece)
                yield request


def _check_region(region: str) -> None:
    if not re.fullmatch(r"[A-Za-z]{2}", region):
        raise CommandError(f"--region {region}: give an ISO 3166 code, for example LI")
