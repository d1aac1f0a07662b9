"""The reader of this process: every country as stored, what was confirmed, the caller's own rows.

Whoever changes the database is followed at the next message: its state is looked at each time,
which takes microseconds, and only what changed is loaded anew.
"""

from __future__ import annotations

import re
from dataclasses import replace

from address import Recognizer
from address.model import READ_MAX, RecognizedAddress
from address.regional import shipped_regions
from service.datasets.aliases import AliasStore
from service.datasets.at_hand import database, has_folder
from service.datasets.countries import Countries, alias_rows
from service.datasets.phrases import Phrase, PhraseBook, fold

_CODE = re.compile(r"\d{6}(?:\d{6})?")


class CurrentReader:
    """Reads messages with all that is stored. One for each process; not for threads."""

    def __init__(self, shipped: Recognizer) -> None:
        self._countries = Countries(shipped)
        self._phrases = PhraseBook(())
        self._state: tuple[int, int] | None = None

    @property
    def countries(self) -> Countries:
        """Every country as stored now."""
        self._follow()
        return self._countries

    @property
    def plain(self) -> Recognizer:
        """The same without confirmed corrections."""
        return self.countries.recognizer

    def recognize(self, text: str, region_code: str | None = None) -> RecognizedAddress:
        """Reads one message. Spans are those of `text`."""
        self._follow()
        plain = self._countries.recognizer
        region_code = region_code.upper() if region_code else None
        rewritten = self._phrases.rewrite(text[:READ_MAX], region_code)
        if rewritten is None:
            return plain.recognize(text, region_code)
        read = plain.recognize(rewritten.text + text[READ_MAX:], region_code)
        return rewritten.traced(read)

    def warm(self) -> None:
        """Loads what ships; what was imported is loaded at its first message."""
        for code in ("CN", *shipped_regions()):
            self.plain.recognize("", code)

    def _follow(self) -> None:
        if not has_folder():
            if self._state is None:
                self._countries.refresh(None)
                self._state = (0, 0)
            return
        stored = database()
        state = stored.state()
        if state != self._state:
            self._countries.refresh(stored)
            own = [
                Phrase(f"row-{row.id}", fold(name), row.meaning, code)
                for code, row in alias_rows(stored)
                for name in row.names
            ]
            # What a clerk confirmed goes before what stands in a table.
            self._phrases = PhraseBook(map(self._spelt, [*AliasStore(stored).phrases(), *own]))
            self._state = state

    def _spelt(self, phrase: Phrase) -> Phrase:
        """The phrase with the names of the division where its meaning is a code."""
        if not _CODE.fullmatch(phrase.meaning.strip()):
            return phrase
        address = self._countries.recognizer.recognize(phrase.meaning, "CN").address
        parts = (address.province, address.city, address.district, address.township)
        names = dict.fromkeys(part.value for part in parts if part is not None)
        return replace(phrase, meaning="".join(names) or phrase.meaning)
