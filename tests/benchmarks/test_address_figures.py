"""Figures beside the readings: books of neighbours, and the table of what is asked."""

from __future__ import annotations

from benchmarks.address_speed import start
from benchmarks.peers.own import NAME
from benchmarks.report import address_targets
from benchmarks.suites import address_books

READ = {
    "record": "address",
    "engine": NAME,
    "set": "noise_heavy",
    "n": 1000,
    "right": 955,
    "whole_n": 1000,
    "whole_right": 940,
    "township_n": 0,
    "township_right": 0,
    "accepted": 700,
    "accepted_wrong": 2,
    "per_second": 2000.0,
}
OTHER = READ | {"engine": "another", "right": 630, "whole_right": 0, "per_second": 90.0}


def test_a_book_tells_neighbours_apart_where_texts_do_not():
    own, texts = address_books.run(seed=3, sites=40)
    assert own["n"] == own["inside"] + own["outside"]
    assert own["right"] / own["n"] >= 0.99
    assert own["right"] > texts["right"]
    assert own["right"] + own["unsure"] + own["false_in"] <= own["n"]


def test_the_table_says_what_is_met_and_what_is_not():
    other = {key: value for key, value in OTHER.items() if not key.startswith("accepted")}
    speed = {
        "record": "address_speed",
        "engine": NAME,
        "start_seconds": 0.5,
        "start_memory_mb": 450.0,
        "per_cpu_second": {"clean": 12_000.0, "heavy": 1_500.0},
    }
    level = {"level": "city", "count": 900, "calibration_error": 0.01, "brier": 0.02}
    confidence = {"record": "address_confidence", "engine": NAME, **level}
    table = address_targets.blocks([READ, other, speed, confidence])[-1]
    met = {row[0]: row[-1] for row in table.rows}  # type: ignore[union-attr]
    assert met == {
        "heavy noise, divisions (1000)": "no",
        "heavy noise, whole record (1000)": "yes",
        "wrong among accepted, drawn messages": "no",
        "accepted, heavy": "yes",
        "calibration error, city (900)": "yes",
        "messages per second, clean": "yes",
        "messages per second, heavy": "no",
        "start, CPU seconds": "yes",
        "memory, MB": "no",
    }
    beside = {row[0]: row[1] for row in table.rows}  # type: ignore[union-attr]
    assert beside["heavy noise, divisions (1000)"] == "0.6300 another"
    assert address_targets.blocks([]) == []


def test_start_is_told_for_a_process_of_its_own():
    begun = start()
    assert begun.seconds > 0
    assert 0 < begun.memory_mb < 400
