"""What the measurement asks of a reader of Chinese messages, and how divisions are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AddressReading:
    """What a reader found; empty where nothing. Only some tell a verdict and confidence."""

    province: str = ""
    city: str = ""
    district: str = ""
    township: str = ""
    name: str = ""
    phone: str = ""
    adcode: str = ""
    verdict: str = ""
    confidence: float | None = None


@dataclass(frozen=True)
class ReadMessages:
    """Readings in the order of the texts, and the wall seconds without starting up.

    `latencies_s` holds the seconds of each message where the reader was called one by one.
    """

    readings: tuple[AddressReading, ...]
    seconds: float
    latencies_s: tuple[float, ...] = ()


class AddressEngine(Protocol):
    """A reader of messages."""

    name: str

    def missing(self) -> str | None:
        """The part that is not installed, None when it can run."""

    def version(self) -> str:
        """Version of the package."""

    def read(self, texts: Sequence[str]) -> ReadMessages:
        """Reads all texts; starting up is not timed."""


_SUFFIX = re.compile(
    r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|([一-龥]{1,4}族)+自治[州县旗]|自治[州县旗]"
    r"|林区|地区|省|市|区|县|盟|旗)$"
)
_NO_CITY = {"", "市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "直辖县级"}


def short(name: str) -> str:
    """A division's name without its kind; names of one character keep it."""
    stem = _SUFFIX.sub("", name)
    return stem if len(stem) > 1 else name


def same_division(read: str, true: str) -> bool:
    """Whether both name the same division, with or without its kind."""
    return bool(read) and (read == true or short(read) == short(true))


def right_divisions(reading: AddressReading, truth: dict[str, str]) -> bool:
    """Province, city and district all right, as far as the truth states them.

    Where a city has no level of its own (municipalities, counties right under a province) any of
    the usual ways to fill the gap counts.
    """
    if "province" in truth and not same_division(reading.province, truth["province"]):
        return False
    if "district" in truth and not same_division(
        reading.district or reading.city, truth["district"]
    ):
        return False
    if "city" in truth and not same_division(reading.city, truth["city"]):
        gaps = _NO_CITY | {truth.get("district", ""), truth.get("province", "")}
        levelled = truth["city"] in _NO_CITY or truth["city"] == truth.get("province")
        return levelled and (reading.city in gaps or short(reading.city) in map(short, gaps))
    return True
