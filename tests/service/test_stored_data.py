"""What callers store outlives the server, and nobody reads of it in the log: real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import address_pb2, gazetteer_pb2
from fulfillment.v1 import places_pb2 as pb

from address.regional.build import build_region
from tests.service.commands.test_places import MAP
from tests.service.datasets.test_layer_files import collection, square

FLAT = "杭州市余杭区文一西路969号1幢101室"
PRIVATE = ("李小娜", "13812345678", "文一西路", "969号", "Mill Lane", "大象城", "secret-book")


@contextmanager
def _serving(folder: Path, log: Path) -> Iterator[tuple[FulfillmentClient, int]]:
    """A server process of its own on the data folder, killed at the end without a warning."""
    port = folder / "port"
    port.unlink(missing_ok=True)
    environment = {**os.environ, "FULFILLMENT_DATA_FOLDER": str(folder / "data")}
    arguments = [sys.executable, "-m", "service", "serve", "--port", "0"]
    with (
        log.open("ab") as errors,
        subprocess.Popen(  # noqa: S603 - our own program
            [*arguments, "--workers", "1", "--port-file", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            # Printed when it serves.
            assert "serving" in process.stdout.readline().lower()
            with FulfillmentClient(
                f"127.0.0.1:{port.read_text().strip()}", timeout_s=120
            ) as client:
                yield client, process.pid
        finally:
            process.kill()


def _store_everything(client: FulfillmentClient, built: Path) -> None:
    row = pb.BookRow(id="flat", text=FLAT)
    client.create_book(pb.CreateBookRequest(book_id="secret-book", rows=[row]))
    row.text = FLAT.replace("101室", "102室")
    client.patch_book(pb.PatchBookRequest(book_id="secret-book", rows=[row]))
    layer = pb.LoadZoneLayerRequest(content=collection(square(9, 47)))
    layer.layer.id, layer.layer.format = "vans", pb.ZONE_LAYER_FORMAT_GEOJSON
    client.load_zone_layer(layer)
    client.confirm_correction(
        pb.ConfirmCorrectionRequest(written="大象城", confirmed_text=FLAT, actor="李小娜")
    )
    spec = gazetteer_pb2.GazetteerSpec(region_code="XK")
    region, zones = (built / "xk.json.gz").read_bytes(), built / "xk.zones.geojson"
    client.import_gazetteer(
        [
            gazetteer_pb2.ImportGazetteerRequest(spec=spec),
            gazetteer_pb2.ImportGazetteerRequest(region_file=region),
            gazetteer_pb2.ImportGazetteerRequest(zones_file=zones.read_bytes()),
        ]
    )
    renamed = gazetteer_pb2.GazetteerRow(id="r", name="苕溪区", code="330110")
    renamed.kind = gazetteer_pb2.GAZETTEER_ROW_KIND_CHANGED_DIVISION
    client.put_gazetteer_rows(
        gazetteer_pb2.PutGazetteerRowsRequest(set_id="own", region_code="CN", rows=[renamed])
    )


def _everything_is_there(client: FulfillmentClient) -> None:
    def read(text: str) -> address_pb2.Address:
        return client.recognize(address_pb2.RecognizeRequest(text=text)).result.address

    def match(text: str) -> int:
        return client.match_address(
            pb.MatchAddressRequest(book_id="secret-book", text=text)
        ).verdict

    assert match(FLAT.replace("101室", "102室")) == pb.BOOK_VERDICT_IN_BOOK
    assert match(FLAT) == pb.BOOK_VERDICT_NOT_IN_BOOK
    point = pb.MapPoint(
        latitude_deg=47.005, longitude_deg=9.005, coordinate_system=pb.COORDINATE_SYSTEM_WGS84
    )
    zones = client.lookup_zone(pb.LookupZoneRequest(point=point, layer_id="vans")).zones
    assert [zone.id for zone in zones] == ["z0"]
    assert read("李小娜 13812345678 大象城").road.value == "文一西路"
    assert read("Mill Lane 4, Milltown").house_number.value == "4"
    assert read(FLAT).district.value == "苕溪区"
    requests = [address_pb2.RecognizeRequest(text=FLAT * 10_000)]
    refused = client.batch_recognize(address_pb2.BatchRecognizeRequest(requests=requests))
    assert refused.results[0].violation.field == "requests[0].text"


def test_all_that_is_stored_survives_a_kill_and_none_of_it_is_logged(tmp_path: Path) -> None:
    (tmp_path / "map.osm").write_text(MAP)
    build_region(tmp_path / "map.osm", "XK", tmp_path)
    log = tmp_path / "log"
    with _serving(tmp_path, log) as (client, pid):
        _store_everything(client, tmp_path)
        _everything_is_there(client)
        os.kill(pid, signal.SIGKILL)
    with _serving(tmp_path, log) as (client, _):
        _everything_is_there(client)
        with pytest.raises(FulfillmentError):
            client.match_address(pb.MatchAddressRequest(book_id="李小娜", text=FLAT))
    told = log.read_text()
    assert "MatchAddress" in told
    assert "NOT_FOUND" in told
    for private in PRIVATE:
        assert private not in told
        assert private.encode("unicode_escape").decode() not in told
