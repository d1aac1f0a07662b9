"""The reader of Chinese messages: characters, or pinyin and English."""

from __future__ import annotations

import re

from address.china.divisions import DivisionReader
from address.china.gazetteer import Gazetteer
from address.china.latin_message import LatinMessage
from address.china.message import Message
from address.china.pinyin import PinyinReader
from address.model import READ_MAX, RecognizedAddress

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{3}")


class ChinaRecognizer:
    """Reads messages with places in China. Immutable once loaded; safe between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.reader = DivisionReader(gazetteer)
        self.pinyin = PinyinReader(gazetteer, self.reader)

    @classmethod
    def load(cls) -> ChinaRecognizer:
        """Loads the gazetteer that ships with the package."""
        return cls(Gazetteer.load())

    def recognize(self, text: str) -> RecognizedAddress:
        """Reads one message. Never raises; text that is no address is answered with FIX."""
        head = text[:READ_MAX]
        if _HAN.search(head) is None and _LATIN.search(head) is not None:
            return LatinMessage(self.reader, self.pinyin, text).read()
        return Message(self.reader, text).read()
