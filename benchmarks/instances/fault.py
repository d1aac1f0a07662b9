"""The one error that a reader of instance files raises."""

from __future__ import annotations


class InstanceError(Exception):
    """A file that cannot be read, or a problem that the model cannot hold.

    The message is complete: it names the file, the line where there is one, and the trouble.
    """

    def __init__(self, where: str, trouble: str, line: int | None = None) -> None:
        self.where = where
        self.trouble = trouble
        self.line = line
        super().__init__(f"{where}: {trouble}" if line is None else f"{where}:{line}: {trouble}")
