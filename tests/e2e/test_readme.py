"""Every example of the README and the READMEs of the rooms runs as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real_part import missing, need_program

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROOM_READMES = ["optimizer/README.md"]


def blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [code for name, code in BLOCK.findall(text) if name == language]


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(  # noqa: S603 - our own examples
        command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_python_example_packs_the_mugs(target: str) -> None:
    (code,) = blocks("README.md", "python")
    assert "127.0.0.1:50051" in code
    printed = run([sys.executable, "-c", code.replace("127.0.0.1:50051", target)])
    assert "6 pieces" in printed


@pytest.mark.parametrize("readme", ROOM_READMES)
def test_examples_of_rooms_run(readme: str) -> None:
    for code in blocks(readme, "python"):
        run([sys.executable, "-c", code])


def shell_lines(program: str) -> list[str]:
    lines = "\n".join(blocks("README.md", "sh")).splitlines()
    bare = [line.split(" #")[0].strip().removeprefix(".venv/bin/") for line in lines]
    return [line for line in bare if line.startswith(program + " ")]


def test_commands_of_the_readme_run(target: str, tmp_path: Path) -> None:
    lines = shell_lines("fulfillment")
    kinds = {shlex.split(line)[1] for line in lines}
    assert kinds == {"warm", "serve", "health", "plan", "recognize"}
    for line in lines:
        words = shlex.split(line)
        if words[1] in {"warm", "serve"}:
            continue  # `make test` warms; the server of these tests is what serve starts
        words = [target if word == "127.0.0.1:50051" else word for word in words]
        if "--server" not in words:
            words += ["--server", target]
        if "--out" in words:
            words[words.index("--out") + 1] = str(tmp_path / "plan.json")
        run([sys.executable, "-m", "service", *words[1:]])
    assert (tmp_path / "plan.json").stat().st_size > 1_000


def test_node_example_packs_the_mugs(target: str) -> None:
    node = need_program("node", to="run the example for Node.js")
    modules = os.environ.get("NODE_PACKAGES", "")
    if not (Path(modules) / "node_modules/@grpc/grpc-js").is_dir():
        missing("@grpc/grpc-js in NODE_PACKAGES", to="run the example for Node.js")
    (line,) = shell_lines("node")
    script = ROOT / shlex.split(line)[1]
    printed = subprocess.run(  # noqa: S603 - our own example
        [node, str(script), target, str(ROOT / "proto")],
        capture_output=True,
        text=True,
        cwd=modules,
        timeout=60,
        check=False,
    )
    assert printed.stdout == "1 carton(s) with 6 mugs\n", printed.stderr


def test_every_linked_file_exists() -> None:
    for readme in ROOT.rglob("README.md"):
        if any(part.startswith(".") for part in readme.relative_to(ROOT).parts):
            continue
        for link in re.findall(r"\]\(([^)#\s]+)\)", readme.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (readme.parent / link).exists(), f"{readme}: {link}"


def test_first_two_commands_are_demo_and_test() -> None:
    first = blocks("README.md", "sh")[0].splitlines()
    assert [line.split(" #")[0].strip() for line in first] == ["make demo", "make test"]
