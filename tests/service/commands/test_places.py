"""places, zones and gazetteer on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from address.regional import read_region
from service.cli import main
from tests.service.datasets.test_layer_files import collection, square

MAP = """<osm version="0.6">
<node id="1" version="1" lat="47.001" lon="9.001"/>
<node id="2" version="1" lat="47.002" lon="9.002"/>
<node id="3" version="1" lat="47.0015" lon="9.0015">
<tag k="addr:housenumber" v="4"/><tag k="addr:street" v="Mill Lane"/></node>
<node id="4" version="1" lat="47.0015" lon="9.0015"><tag k="place" v="village"/>
<tag k="name" v="Milltown"/></node>
<way id="1" version="1"><nd ref="1"/><nd ref="2"/>
<tag k="highway" v="residential"/><tag k="name" v="Mill Lane"/></way></osm>"""


def _answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_book_from_the_command_line(
    tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "request.json"
    row = {"id": "castle", "text": "Städtle 49, 9490 Vaduz"}
    path.write_text(json.dumps({"book_id": "shell", "rows": [row]}))
    assert main(["places", "create-book", str(path), "--server", target]) == 0
    assert _answer(capsys)["book"]["row_count"] == "1"
    path.write_text(json.dumps({"book_id": "shell", "text": "9490 Vaduz, Staedtle 49"}))
    assert main(["places", "match-address", str(path), "--server", target]) == 0
    assert _answer(capsys)["verdict"] == "BOOK_VERDICT_IN_BOOK"
    path.write_text(json.dumps({"book_id": "shell"}))
    assert main(["places", "delete-book", str(path), "--server", target]) == 0
    assert main(["places", "delete-book", str(path), "--server", target]) == 2
    assert "not stored" in capsys.readouterr().err
    assert main(["places", "burn-book", str(path), "--server", target]) == 2
    assert "create-book" in capsys.readouterr().err


def test_zones_from_a_file(tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vans.geojson"
    path.write_bytes(collection(square(9, 47), square(9, 47, 0.02)))
    assert main(["zones", str(path), "--id", "shell", "--server", target]) == 0
    assert _answer(capsys)["report"]["overlap_count"] == "1"
    request = tmp_path / "request.json"
    request.write_text('{"layer_id": "shell"}')
    assert main(["places", "delete-zone-layer", str(request), "--server", target]) == 0
    for wrong in ("vans.shp", "none.geojson", "none.zip"):
        assert main(["zones", str(tmp_path / wrong), "--server", target]) == 2


def test_a_large_book_from_lines(
    tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "doors.jsonl"
    rows = [{"id": f"d{number}", "text": f"文一西路969号{number}幢"} for number in range(2_100)]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    arguments = ["book", str(path), "--region", "cn", "--server", target]
    assert main(arguments) == 0
    assert _answer(capsys)["book"]["row_count"] == "2100"
    with path.open("a") as file:
        file.write('{"id": 1, "colour": "red"}\n')
    assert main(arguments) == 2
    assert ":2101:" in capsys.readouterr().err
    assert main(["book", str(tmp_path / "gone"), "--server", target]) == 2
    request = tmp_path / "request.json"
    request.write_text('{"book_id": "doors"}')
    assert main(["places", "delete-book", str(request), "--server", target]) == 0


def test_a_gazetteer_from_an_extract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract, out = tmp_path / "map.osm", tmp_path / "out"
    extract.write_text(MAP)
    arguments = ["gazetteer", "build", str(extract), "--out", str(out), "--region"]
    assert main([*arguments, "XX"]) == 0
    assert "streets" in capsys.readouterr().out
    assert [street.name for street in read_region(out / "xx.json.gz").streets] == ["Mill Lane"]
    assert main([*arguments, "XXX"]) == 2
    extract.write_text("no map")
    assert main([*arguments, "XX"]) == 2
    extract.unlink()
    assert main([*arguments, "XX"]) == 2
    assert capsys.readouterr().err.count("error:") == 3


def test_a_gazetteer_is_taken_into_use(
    tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    extract, out = tmp_path / "map.osm", tmp_path / "out"
    extract.write_text(MAP)
    server = ["--server", target]
    region = ["--region", "xs", *server]
    assert main(["gazetteer", "build", str(extract), *region]) == 0
    assert "XS" in capsys.readouterr().out
    assert main(["recognize", "Mill Lane 4, Milltown", *region]) == 0
    assert _answer(capsys)["address"]["road"]["value"] == "Mill Lane"
    assert main(["gazetteer", "list", *server]) == 0
    listed = capsys.readouterr().out
    assert "imported" in listed
    assert "townships" in listed
    assert main(["gazetteer", "remove", "XS", *server]) == 0
    assert main(["gazetteer", "build", str(extract), *region, "--out", str(out)]) == 0
    assert main(["gazetteer", "import", str(out), *region]) == 0
    assert main(["gazetteer", "import", str(extract), *region]) == 0
    rows = {
        "set_id": "shell",
        "region_code": "xs",
        "rows": [
            {
                "id": "lane",
                "kind": "GAZETTEER_ROW_KIND_ALIAS",
                "name": "the old mill",
                "meaning": "Mill Lane 4, Milltown",
            }
        ],
    }
    path = tmp_path / "rows.json"
    path.write_text(json.dumps(rows))
    capsys.readouterr()
    assert main(["gazetteer", "put-rows", str(path), *server]) == 0
    assert _answer(capsys)["set"]["row_count"] == "1"
    assert main(["recognize", "The old mill", *region]) == 0
    assert _answer(capsys)["address"]["house_number"]["value"] == "4"
    assert main(["gazetteer", "get-rows", "shell", *server]) == 0
    assert _answer(capsys)["rows"] == rows["rows"]
    assert main(["gazetteer", "remove-rows", "shell", *server]) == 0
    assert main(["gazetteer", "remove", "xs", *server]) == 0
    assert main(["gazetteer", "remove", "xs", *server]) == 2
    assert main(["gazetteer", "import", str(tmp_path / "gone"), *region]) == 2
    assert "build the gazetteer first" in capsys.readouterr().err
