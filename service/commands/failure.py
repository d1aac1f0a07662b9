"""A command that cannot go on: said in words, with an exit code, without a traceback."""

from __future__ import annotations

BAD_INPUT = 2
FAILED = 1


class CommandError(Exception):
    """Ends the command line with `text` on standard error and `exit_code`."""

    def __init__(self, text: str, exit_code: int = BAD_INPUT) -> None:
        super().__init__(text)
        self.exit_code = exit_code
