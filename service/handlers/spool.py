"""Files that come in pieces: kept in the data folder while they arrive, gone when the call ends."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from service.convert import InvalidRequestError, say

FOLDER = "uploads"
STALE_S = 86_400
"""Uploads older than this were left behind by a server that was killed."""


class Spool:
    """Files of one call, each by the name of its field."""

    def __init__(self, folder: Path, limits: Mapping[str, int]) -> None:
        self.folder = folder
        self._limits = limits
        self._sizes = dict.fromkeys(limits, 0)

    def append(self, name: str, piece: bytes) -> None:
        """Adds a piece to a file; InvalidRequestError when it grows too large."""
        self._sizes[name] += len(piece)
        if self._sizes[name] > self._limits[name]:
            most = f"has more than {self._limits[name]:,} bytes"
            raise InvalidRequestError([say(name, "", most, "cut it into smaller countries")])
        with (self.folder / name).open("ab") as file:
            file.write(piece)


@contextmanager
def spool(data_folder: Path, limits: Mapping[str, int]) -> Iterator[Spool]:
    """An empty spool that lasts as long as the block."""
    uploads = data_folder / FOLDER
    uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(uploads)
    with tempfile.TemporaryDirectory(dir=uploads, ignore_cleanup_errors=True) as folder:
        yield Spool(Path(folder), limits)


def _sweep(uploads: Path) -> None:
    """Removes what a killed server left."""
    now = time.time()
    for left in uploads.iterdir():
        try:
            stale = now - left.stat().st_mtime > STALE_S
        except FileNotFoundError:
            continue
        if stale:
            shutil.rmtree(left, ignore_errors=True)
