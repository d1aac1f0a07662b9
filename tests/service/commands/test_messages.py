"""Files of protobuf JSON, and everything that can be wrong with one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fulfillment.v1 import packing_pb2, routing_pb2

from service.commands.failure import CommandError
from service.commands.json_faults import json_faults
from service.commands.messages import read_message, to_json
from tests.service import problems


def _file(folder: Path, content: str | bytes) -> str:
    path = folder / "request.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@pytest.mark.parametrize("request_message", [problems.pack_request(), problems.routes_request()])
def test_what_is_written_can_be_read(tmp_path: Path, request_message: object) -> None:
    text = to_json(request_message)  # type: ignore[arg-type]
    read = read_message(_file(tmp_path, text), type(request_message))  # type: ignore[type-var]
    assert read == request_message


def test_both_spellings_of_a_name_are_taken(tmp_path: Path) -> None:
    camel = '{"loadUnits": [{"id": "a", "innerSize": {"lengthMm": "10"}}]}'
    read = read_message(_file(tmp_path, camel), packing_pb2.PackRequest)
    assert read.load_units[0].inner_size.length_mm == 10


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('{"items": [{"id": "a"}, {"idd": "b"}]}', ["items[1].idd"]),
        ('{"foo": 1, "bar": 2}', ["foo", "bar"]),
        ('{"items": [{"size": {"length_mm": "x"}}]}', ["items[0].size.length_mm"]),
        ('{"items": [{"size": {"length_mm": 1.5}}]}', ["items[0].size.length_mm"]),
        ('{"items": [{"size": {"length_mm": true}}]}', ["items[0].size.length_mm"]),
        ('{"items": [{"size": {"length_mm": 99999999999}}]}', ["items[0].size.length_mm"]),
        ('{"items": [{"id": 3}]}', ["items[0].id"]),
        ('{"items": 3}', ["items"]),
        ('{"items": [3, null]}', ["items[0]", "items[1]"]),
        ('{"items": [{"fixed_heading": "yes"}]}', ["items[0].fixed_heading"]),
        ('{"objective": "NOPE"}', ["objective"]),
        ('{"objective": 1}', ["objective"]),
        ('{"search": {"time_limit": 3}}', ["search.time_limit"]),
        ('{"search": {"time_limit": "3 s"}}', ["search.time_limit"]),
        ('{"search": {"time_limit": "3"}}', ["search.time_limit"]),
        ('{"rules": {"min_support_share": "1"}}', ["rules.min_support_share"]),
        ('{"loadUnits": [], "load_units": []}', ["load_units"]),
        ('{"items": [{"id": "\\ud800"}]}', ["items[0].id"]),
        ("[]", [""]),
        ("3", [""]),
        ("null", [""]),
    ],
)
def test_all_faults_of_a_file_are_told_with_their_fields(
    tmp_path: Path, text: str, fields: list[str]
) -> None:
    faults = json_faults(json.loads(text), packing_pb2.PackRequest.DESCRIPTOR)
    found = ["".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in f.path) for f in faults]
    assert [field.lstrip(".") for field in found] == fields
    with pytest.raises(CommandError) as caught:
        read_message(_file(tmp_path, text), packing_pb2.PackRequest)
    for field in fields:
        assert field in str(caught.value)
    assert caught.value.exit_code == 2


def test_two_of_a_choice_are_told() -> None:
    value = {"shipments": [{"mandatory": True, "penalty": {}}]}
    (fault,) = json_faults(value, routing_pb2.PlanRoutesRequest.DESCRIPTOR)
    assert fault.path == ("shipments", 0, "penalty")


def test_null_stands_for_unset() -> None:
    assert not list(json_faults({"items": None}, packing_pb2.PackRequest.DESCRIPTOR))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "line 1, column 2"),
        ('{"items": [NaN]}', "NaN"),
        ('{"items": [], "items": []}', '"items" stands twice'),
        (b"\xff\xfe", "byte 0 is not UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        ('{"items":' * 300 + "1" + "}" * 300, "items: is an object, not a list"),
        ("", "no valid JSON"),
    ],
)
def test_what_is_no_json_is_told(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        read_message(_file(tmp_path, content), packing_pb2.PackRequest)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        read_message(str(tmp_path / "none.json"), packing_pb2.PackRequest)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    read_message(_file(tmp_path, b"\xef\xbb\xbf{}"), packing_pb2.PackRequest)


def test_many_faults_are_counted(tmp_path: Path) -> None:
    text = json.dumps({"items": [{"nope": 1}] * 10_000})
    with pytest.raises(CommandError) as caught:
        read_message(_file(tmp_path, text), packing_pb2.PackRequest)
    assert "10000 faults" in str(caught.value)
    assert "and 9900 more" in str(caught.value)
