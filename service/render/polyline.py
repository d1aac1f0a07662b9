"""Lines as short text: differences of whole 1e-5 degrees in printable characters.

The encoding is that of the encoded polyline format known from web maps: each number is doubled,
negative ones inverted, and cut into groups of five bits, lowest first, each written as a character
from code 63 on. Several lines are joined by blanks, which the alphabet does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PRECISION = 100_000


def encode_lines(lines: Iterable[Sequence[tuple[float, float]]]) -> str:
    """Lines of (latitude, longitude) in degrees as one text."""
    return " ".join(_encode_line(line) for line in lines)


def decode_lines(text: str) -> list[list[tuple[float, float]]]:
    """The lines of a text made by `encode_lines`, to 1e-5 degrees."""
    return [_decode_line(line) for line in text.split(" ")] if text else []


def _encode_line(line: Sequence[tuple[float, float]]) -> str:
    letters: list[str] = []
    before = (0, 0)
    for point in line:
        here = (round(point[0] * PRECISION), round(point[1] * PRECISION))
        for new, old in zip(here, before, strict=True):
            step = new - old
            number = ~(step << 1) if step < 0 else step << 1
            while number >= 0x20:
                letters.append(chr((0x20 | (number & 0x1F)) + 63))
                number >>= 5
            letters.append(chr(number + 63))
        before = here
    return "".join(letters)


def _decode_line(text: str) -> list[tuple[float, float]]:
    numbers: list[int] = []
    number = shift = 0
    for letter in text:
        bits = ord(letter) - 63
        number |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            numbers.append(~(number >> 1) if number & 1 else number >> 1)
            number = shift = 0
    latitude = longitude = 0
    points = []
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        latitude += north
        longitude += east
        points.append((latitude / PRECISION, longitude / PRECISION))
    return points
