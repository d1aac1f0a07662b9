"""Lines in, lines out: order, streaming, bad lines, several processes."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from service.commands import json_lines
from service.commands.json_lines import (
    LineError,
    answer_lines,
    arriving_lines,
    parse_line,
    recognize_lines,
)


def _answers(lines: Sequence[str], region: str = "LI", cores: int = 1) -> list[Any]:
    target = io.BytesIO()
    source = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    recognize_lines(source, target, region, cores)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def _number(answer: Any) -> str:
    return str(answer["address"]["house_number"]["value"])


def test_one_object_for_each_line_in_order() -> None:
    answers = _answers([json.dumps(f"Städtle {number}, 9490 Vaduz") for number in range(1, 60)])
    assert [_number(answer) for answer in answers] == [str(number) for number in range(1, 60)]


def test_names_are_those_of_the_api() -> None:
    (answer,) = _answers(['{"text": "Städtle 49, 9490 Vaduz", "region_code": "LI"}'])
    assert answer["address"]["road"]["origin"] == "ORIGIN_STATED"
    assert answer["address"]["road"]["span"] == {"end": 7}
    assert isinstance(answer["location"]["radius_m"], str)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "no valid JSON"),
        ("", "no valid JSON"),
        ("3", "give a JSON string"),
        ("[]", "give a JSON string"),
        ('{"txt": "a"}', "text: is required"),
        ('{"text": "a", "region": "LI"}', "region: "),
        ('{"text": 3}', "text: "),
        ('{"text": "a", "region_code": "lie"}', "region_code: "),
        ('"\\ud800"', "half a character"),
        (json.dumps("x" * 100_001), "longer than 100,000"),
    ],
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(line: str, words: str) -> None:
    with pytest.raises(LineError, match=words):
        parse_line(line.encode(), "")
    first, bad, last = _answers(['"Städtle 1, 9490 Vaduz"', line, '"Städtle 2, 9490 Vaduz"'])
    assert words in bad["error"]
    assert (_number(first), _number(last)) == ("1", "2")


def test_bytes_that_are_no_text_are_a_bad_line() -> None:
    assert b"error" in answer_lines([b'"\xff"'], "")


@pytest.mark.parametrize("text", ["", " ", "???", "\x00", "🏠" * 500, "a" * 2_500])
def test_text_that_is_no_address_is_answered(text: str) -> None:
    (answer,) = _answers([json.dumps(text)], region="")
    assert answer["verdict"] == "VERDICT_FIX"


def test_no_lines() -> None:
    assert _answers([]) == []


def test_the_last_line_needs_no_end() -> None:
    assert list(arriving_lines(io.BytesIO(b"a\nb"))) == [[b"a"], [b"b"]]


def test_a_line_longer_than_a_block_is_whole() -> None:
    text = b"x" * (3 * json_lines.READ_BYTES + 5)
    groups = arriving_lines(io.BytesIO(b"a\n" + text + b"\nb\n"))
    assert [line for group in groups for line in group] == [b"a", text, b"b"]


def test_each_line_is_answered_before_the_next_is_written() -> None:
    into, source = _pipe()
    out, target = _pipe()
    working = threading.Thread(
        target=lambda: (recognize_lines(source[0], target[1], "LI", 1), target[1].close())
    )
    working.start()
    for number in range(3):
        into[1].write(json.dumps(f"Städtle {number}, 9490 Vaduz").encode() + b"\n")
        into[1].flush()
        assert _number(json.loads(out[0].readline())) == str(number)
    into[1].close()
    assert out[0].readline() == b""
    working.join()
    out[0].close()
    source[0].close()


def _pipe() -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    reading, writing = os.pipe()
    both = (os.fdopen(reading, "rb"), os.fdopen(writing, "wb"))
    return both, both


def test_order_stays_when_more_processes_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "ALONE_LINES", 10)
    monkeypatch.setattr(json_lines, "LINES_PER_TASK", 7)
    monkeypatch.setattr(json_lines, "READ_BYTES", 1 << 10)
    count = 3_000
    lines = [json.dumps(f"Städtle {number}, 9490 Vaduz") for number in range(count)]
    answers = _answers(lines, cores=2)
    assert [_number(answer) for answer in answers] == [str(number) for number in range(count)]
