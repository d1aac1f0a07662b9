"""The database of this process: told its folder once, opened at first use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.datasets.database import FILE, Database


@dataclass
class _AtHand:
    folder: Path | None = None
    opened: Database | None = None


_here = _AtHand()


def use_folder(folder: Path) -> None:
    """Tells this process where the data folder is. Opens nothing."""
    if _here.opened is not None and folder != _here.folder:
        _here.opened.close()
        _here.opened = None
    _here.folder = folder


def database() -> Database:
    """The database; RuntimeError when this process was never told its folder."""
    if _here.opened is None:
        if _here.folder is None:
            raise RuntimeError("this process was not told where its data folder is")
        _here.opened = Database(_here.folder)
    return _here.opened


def has_folder() -> bool:
    """True when this process knows its data folder."""
    return _here.folder is not None


def use_stored(folder: Path | None) -> None:
    """Tells this process its data folder if something is stored there; a process that only reads
    makes none."""
    if folder is not None and (folder / FILE).exists():
        use_folder(folder)


def folder_in_use() -> Path | None:
    """The data folder of this process; None when it was never told."""
    return _here.folder
