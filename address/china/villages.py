"""Villages and communities, where the operator has imported a table of them: an optional layer.

A reader knows a village by the word at its end. The table says whether the township has one of that
name, gives its 12-digit code, and tells the township where the district has only one such village.
"""

from __future__ import annotations

import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from address.china.gazetteer import TOWNSHIP, Gazetteer
from address.faults import GazetteerFileError
from address.model import AddressPart, Origin, RecognizedAddress

VILLAGES_MAX = 1_000_000
UNPACKED_MAX = 200_000_000
_KIND = re.compile(r"(?:社区)?(?:居民委员会|居委会|村民委员会|村委会|居民小组|生活区|社区|村|屯)$")
_LINE = re.compile(r'"?(\d{12})"?,"?([^",\r\n]{1,100})"?')


class Village(NamedTuple):
    """A village: 12-digit code, of which the first 9 are its township's, and its name."""

    code: str
    name: str


FindVillages = Callable[[str, str], list[Village]]
"""Villages of a stem whose codes begin with a prefix."""


def stem(name: str) -> str:
    """The name without the words for its kind, by which the forms of a name meet."""
    bare = _KIND.sub("", name)
    return bare if len(bare) >= 2 else name


def parse_villages(content: bytes) -> Iterator[Village]:
    """Villages of a table: lines of code and name, plain or packed (.xz, .gz).

    Raises:
        GazetteerFileError: it cannot be unpacked, or a line is none.
    """
    try:
        text = _unpacked(content).decode("utf-8-sig")
    except (lzma.LZMAError, OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise GazetteerFileError("the table of villages cannot be unpacked") from error
    number = 0
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line.strip())
        if found is None and number > 1:
            raise GazetteerFileError(f"line {number} is not a 12-digit code, a comma and a name")
        if number > VILLAGES_MAX:
            raise GazetteerFileError(f"the table has more than {VILLAGES_MAX:,} lines")
        if found is not None:
            yield Village(found[1], found[2])


def _unpacked(content: bytes) -> bytes:
    unpacker: Any = None
    if content.startswith(b"\xfd7zXZ\x00"):
        unpacker = lzma.LZMADecompressor()
    elif content.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(wbits=31)
    if unpacker is None:
        return content
    plain: bytes = unpacker.decompress(content, UNPACKED_MAX)
    if not unpacker.eof:
        raise GazetteerFileError(
            f"the table is cut off, or unpacks to more than {UNPACKED_MAX:,} bytes"
        )
    return plain


def with_village(
    read: RecognizedAddress, gazetteer: Gazetteer, find: FindVillages
) -> RecognizedAddress:
    """What was read, with the code of its village and the township that follows from it."""
    address = read.address
    village = address.village
    if village is None or village.code or not village.value:
        return read
    above = address.township or address.district
    if above is None or not above.code:
        return read
    prefix = above.code[:9] if address.township is not None else above.code[:6]
    found = find(stem(village.value), prefix)
    if len(found) != 1:
        return read
    code, name = found[0]
    sure = max(village.confidence, min(0.97, above.confidence))
    parts = {
        "village": village.model_copy(update={"code": code, "value": name, "confidence": sure})
    }
    row = gazetteer.row_of_code.get(code[:9] + "000")
    if address.township is None and row is not None and gazetteer.level[row] == TOWNSHIP:
        parts["township"] = AddressPart(
            value=gazetteer.name[row],
            code=gazetteer.code[row],
            confidence=min(0.95, above.confidence),
            origin=Origin.COMPLETED,
        )
    return read.model_copy(update={"address": address.model_copy(update=parts)})
