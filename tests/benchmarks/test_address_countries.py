"""Labelled sets of other countries: counts of whole records and of parts."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.peers.own import NAME
from benchmarks.report import address as report
from benchmarks.suites.address_countries import MISSING, plain, run, sets, versions


def data(folder: Path) -> Path:
    """Two records of the United States, one of Japan, one label."""
    rows = {
        "us_usaddress/labeled_test.jsonl": [
            {
                "text": "830 Fifth Avenue, New York, NY 10065",
                "tokens": [
                    ["830", "AddressNumber"],
                    ["Fifth", "StreetName"],
                    ["Avenue,", "StreetNamePostType"],
                    ["New", "PlaceName"],
                    ["York,", "PlaceName"],
                    ["NY", "StateName"],
                    ["10065", "ZipCode"],
                ],
            },
            {"text": "seen", "tokens": [["seen", "PlaceName"]], "in_usaddress_training": True},
        ],
        "jp_geolonia/records.jsonl": [
            {"text": "大阪府高槻市奈佐原２丁目１－２", "pref": "大阪府", "city": "高槻市"}
        ],
        "intl_address_formatting/records.jsonl": [
            {
                "country": "DE",
                "text": "Hauptstraße 5\n10115 Berlin\nDeutschland",
                "components": {
                    "road": "Hauptstraße",
                    "house_number": "5",
                    "postcode": "10115",
                    "city": "Berlin",
                    "country": "Deutschland",
                },
            }
        ],
    }
    for name, lines in rows.items():
        file = folder / "address" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return folder


def test_counts_of_records_and_parts(tmp_path: Path):
    found = {row["set"]: row for row in run(data(tmp_path), [])}
    assert {row["engine"] for row in found.values()} == {NAME}
    states = found["us_labeled_test"]
    assert (states["n"], states["right"]) == (1, 1)
    assert states["parts"]["road"] == [1, 1]
    assert "1 records" in states["note"]
    assert found["jp_geolonia"]["right"] == 1
    assert found["labels_opencage"]["parts"]["lines"] == [3, 3]
    words = str(report.blocks(list(found.values())))
    assert "us_labeled_test" in words
    assert "Counts without a target" in words


def test_without_data_there_are_no_sets_and_missing_peers_are_named():
    assert sets(None) == []
    assert list(run(None)) == []
    assert set(MISSING) <= set(versions())


def test_points_and_case_do_not_count():
    assert plain("N.Y.,") == plain("n y")
    assert plain("St. Gallen") == "st gallen"
