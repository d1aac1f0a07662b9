"""Writes the Python stubs next to their .proto files. Run by `make proto`.

With --check nothing is written and the exit code tells whether the stubs are up to date.
"""

from __future__ import annotations

import filecmp
import sys
import tempfile
from pathlib import Path

from grpc_tools import protoc

ROOT = Path(__file__).resolve().parent


def generate(target: Path) -> list[Path]:
    """Generates every stub under `target`; returns paths relative to it."""
    sources = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("fulfillment/**/*.proto"))
    well_known = Path(protoc.__file__).parent / "_proto"
    code = protoc.main(
        [
            "protoc",
            f"-I{ROOT}",
            f"-I{well_known}",
            f"--python_out={target}",
            f"--pyi_out={target}",
            f"--grpc_python_out={target}",
            *sources,
        ]
    )
    if code != 0:
        raise SystemExit(code)
    return sorted(
        path.relative_to(target)
        for path in target.glob("fulfillment/**/*_pb2*")
        if path.suffix in {".py", ".pyi"}
    )


def main() -> int:
    """Generates, or compares with --check."""
    if "--check" not in sys.argv[1:]:
        generate(ROOT)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        made = generate(fresh)
        known = {path.relative_to(ROOT) for path in ROOT.glob("fulfillment/**/*_pb2*.py*")}
        known = {path for path in known if path.suffix in {".py", ".pyi"}}
        stale = [
            path
            for path in made
            if not (ROOT / path).exists()
            or not filecmp.cmp(fresh / path, ROOT / path, shallow=False)
        ]
        stale += sorted(known - set(made))
    for path in stale:
        print(f"out of date: proto/{path}; run `make proto`")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
