"""The command line, in a process of its own where that matters."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest
from fulfillment.client import FulfillmentClient
from fulfillment.v1 import fulfillment_pb2, packing_pb2, routing_pb2

from service.cli import main
from service.commands.messages import read_message, to_json
from service.convert.capture import read_capture
from tests.service import problems


def _write(folder: Path, message: object) -> str:
    path = folder / "request.json"
    path.write_text(to_json(message))  # type: ignore[arg-type]
    return str(path)


def _run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "service", *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_health_loads_no_solver() -> None:
    code = (
        "import sys, service.cli, service.commands.health as health;"
        " sys.exit(any(one in sys.modules for one in ('numba', 'numpy', 'optimizer')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=120)  # noqa: S603
    assert done.returncode == 0


def test_a_zone_that_does_not_exist_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dispatch", "docks.json", "--page", "docks.html", "--time-zone", "Mars/Olympus"])
    assert ended.value.code == 2
    assert "Mars/Olympus is no IANA zone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "request_message", "answer"),
    [
        (["pack"], problems.pack_request(), "plan"),
        (["route"], problems.routes_request(), "plan"),
        (["dispatch", "--kind", "docks"], problems.docks_request(), "schedule"),
        (["dispatch", "--kind", "couriers"], problems.couriers_request(), "roster"),
        (["dispatch", "--kind", "picking"], problems.picking_request(), "plan"),
    ],
)
def test_a_file_in_the_answer_out(
    tmp_path: Path,
    target: str,
    capsys: pytest.CaptureFixture[str],
    *,
    arguments: list[str],
    request_message: object,
    answer: str,
) -> None:
    if isinstance(request_message, routing_pb2.PlanRoutesRequest):
        request_message.search.time_limit.seconds = 1
    file = _write(tmp_path, request_message)
    assert main([*arguments, file, "--server", target]) == 0
    assert answer in json.loads(capsys.readouterr().out)


def test_batch(tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]) -> None:
    one = problems.pack_request()
    request = packing_pb2.BatchPackRequest(load_units=one.load_units)
    request.orders.add(id="a", items=one.items)
    assert main(["pack", "--batch", _write(tmp_path, request), "--server", target]) == 0
    assert json.loads(capsys.readouterr().out)["results"][0]["order_id"] == "a"


def test_the_answer_goes_into_a_file(tmp_path: Path, target: str) -> None:
    out = tmp_path / "answer.json"
    file = _write(tmp_path, problems.pack_request())
    assert main(["pack", file, "--server", target, "--out", str(out)]) == 0
    assert json.loads(out.read_text())["plan"]["loads"]


def test_faults_end_with_their_fields_and_without_traceback(
    tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    request = problems.pack_request()
    request.items[0].weight_g = -3
    assert main(["pack", _write(tmp_path, request), "--server", target]) == 2
    told = capsys.readouterr()
    assert "items[0].weight_g: is below 0 (found: -3)" in told.err
    assert "Traceback" not in told.err
    assert not told.out


def test_validate_only_prints_the_faults(
    tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    request = problems.pack_request()
    request.items[0].weight_g = -3
    assert main(["pack", _write(tmp_path, request), "--server", target, "--validate-only"]) == 2
    assert json.loads(capsys.readouterr().out)["validation"]["total"] == 1


def test_unknown_fields_end_before_a_server_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "request.json"
    path.write_text('{"items": [{"wieght_g": 3}]}')
    assert main(["pack", str(path), "--server", "127.0.0.1:1"]) == 2
    assert "items[0].wieght_g: there is no such field" in capsys.readouterr().err


def test_a_request_above_the_limit_is_not_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "request.json"
    path.write_text(json.dumps({"items": [{"id": "x" * 65_000_000}, {"id": "y" * 3_000_000}]}))
    assert main(["pack", str(path), "--server", "127.0.0.1:1"]) == 2
    told = capsys.readouterr().err
    assert "67,108,864" in told
    assert "not sent" in told


def test_a_server_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _write(tmp_path, problems.pack_request())
    assert main(["pack", file, "--server", "127.0.0.1:1"]) == 1
    assert "UNAVAILABLE" in capsys.readouterr().err


def test_health(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health", "--server", target]) == 0
    assert capsys.readouterr().out == "SERVING\n"
    assert main(["health", "--server", "127.0.0.1:1"]) == 1
    assert "127.0.0.1:1" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert "fulfillment-optimizer" in capsys.readouterr().out


def test_no_command_is_an_error() -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2


def test_recognize_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recognize", "Städtle 49, 9490 Vaduz"]) == 0
    assert json.loads(capsys.readouterr().out)["address"]["road"]["value"] == "Städtle"
    assert main(["recognize", "Städtle 49, Vaduz", "--region", "li"]) == 0
    assert json.loads(capsys.readouterr().out)["address"]["road"]["value"] == "Städtle"
    assert main(["recognize", "Städtle 49", "--region", "lie"]) == 2
    assert "region_code" in capsys.readouterr().err
    assert main(["recognize"]) == 2


LINES = '"Städtle 49, 9490 Vaduz"\nnonsense\n{"text": "Städtle 1, 9490 Vaduz"}\n'


def test_recognize_lines_alike_with_and_without_a_server(tmp_path: Path, target: str) -> None:
    source, alone, served = tmp_path / "in.jsonl", tmp_path / "alone", tmp_path / "served"
    source.write_text(LINES)
    base = ["recognize", "--jsonl", str(source)]
    assert main([*base, "--out", str(alone)]) == 0
    assert main([*base, "--out", str(served), "--server", target]) == 0
    mine, theirs = (
        [json.loads(line) for line in path.read_text().splitlines()] for path in (alone, served)
    )
    assert mine == theirs
    assert "error" in mine[1]


def test_recognize_lines_through_pipes() -> None:
    done = _run("recognize", "--jsonl", "--region", "LI", given=LINES)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_pack_from_standard_input_with_a_server_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "service", "pack", "-"],
        input=to_json(problems.pack_request()),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "FULFILLMENT_DATA_FOLDER": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["plan"]["loads"]
    assert done.stderr == ""


@contextmanager
def _serving(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A server in a process of its own, which ends with the block at the latest."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [
            *(sys.executable, "-m", "service", "serve", "--port", "0", "--workers", "1"),
            *arguments,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "FULFILLMENT_DATA_FOLDER": str(folder)},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_serve_until_told_to_stop(tmp_path: Path) -> None:
    """Starts, writes its port, drains: a running plan is finished, then the process ends well."""
    port_file = tmp_path / "port"
    day = resources.files("service.examples") / "liechtenstein_small.json"
    request = read_message(str(day), fulfillment_pb2.PlanFulfillmentRequest)
    request.search.time_limit.seconds = 4
    with _serving(tmp_path, "--port-file", str(port_file)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("Serving on 127.0.0.1:")
        target = f"127.0.0.1:{int(port_file.read_text())}"
        with FulfillmentClient(target, timeout_s=60) as client:
            events = client.stream_plan_fulfillment(request)
            assert next(events).HasField("progress")
            process.send_signal(signal.SIGTERM)
            *_, last = events
        assert last.response.plan.routes
        log = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert [json.loads(line)["event"] for line in log.splitlines()][-2:] == ["call", "stopped"]
    assert request.orders[0].address_text not in log
    assert main(["health", "--server", target]) == 1


def test_a_port_that_is_taken(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", target.rpartition(":")[2]]) == 1
    assert "in use" in capsys.readouterr().err


def test_settings_that_are_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FULFILLMENT_WORKERS", "many")
    assert main(["serve", "--port", "0"]) == 2
    assert "FULFILLMENT_WORKERS" in capsys.readouterr().err


def test_a_saved_request_is_one_that_replays(tmp_path: Path, target: str) -> None:
    request = problems.pack_request()
    kept = tmp_path / "kept.json"
    arguments = ["pack", _write(tmp_path, request), "--server", target, "--save-request", str(kept)]
    assert main(arguments) == 0
    assert read_capture(str(kept), kept.read_text()).request == request
    assert main([*arguments, "--anonymise"]) == 0
    anonymous = read_capture(str(kept), kept.read_text())
    assert anonymous.anonymised
    assert anonymous.request.items[0].id != request.items[0].id
    assert anonymous.request.items[0].size == request.items[0].size


def test_a_request_that_cannot_be_saved_says_so(
    tmp_path: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(resources.files("service.examples") / "dispatch_sourcing.json")
    kept = str(tmp_path / "kept.json")
    arguments = ["dispatch", "--kind", "sourcing", file, "--server", target, "--save-request", kept]
    assert main(arguments) == 2
    assert "cannot be saved" in capsys.readouterr().err
