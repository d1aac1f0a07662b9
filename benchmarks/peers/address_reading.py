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


_PEOPLES = (
    "朝鲜族|土家族|苗族|侗族|布依族|彝族|藏族|羌族|白族|傣族|景颇族|傈僳族|哈尼族|壮族|回族|满族|瑶族|黎族|水族|"
    "仡佬族|拉祜族|佤族|纳西族|普米族|怒族|独龙族|土族|撒拉族|裕固族|保安族|东乡族|畲族|仫佬族|毛南族|布朗族|"
    "达斡尔族|鄂温克族|蒙古族|蒙古|哈萨克族|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔|各族"
)
_SUFFIX = re.compile(rf"(特别行政区|({_PEOPLES})*自治[区州县旗]|林区|地区|省|市|区|县|盟|旗)$")
_NO_CITY = {"", "市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "直辖县级"}


def short(name: str) -> str:
    """A division's name without its kind; names of one character keep it."""
    stem = _SUFFIX.sub("", name)
    return stem if len(stem) > 1 else name


def same_division(read: str, true: str) -> bool:
    """Whether both name the same division, with or without its kind."""
    return bool(read) and (read == true or short(read) == short(true))


def right_divisions(reading: AddressReading, truth: dict[str, str]) -> bool:
    """Province, city and district all right, as far as the truth states them; a district that the
    truth states as empty must not be found.

    Where a city has no level of its own (municipalities, counties right under a province) any of
    the usual ways to fill the gap counts.
    """
    if "province" in truth and not same_division(reading.province, truth["province"]):
        return False
    if truth.get("district") == "" and reading.district:
        return False
    lowest = reading.district or reading.city
    if truth.get("district") and not same_division(lowest, truth["district"]):
        return False
    if "city" in truth and not same_division(reading.city, truth["city"]):
        gaps = _NO_CITY | {truth.get("district", ""), truth.get("province", "")}
        levelled = truth["city"] in _NO_CITY or truth["city"] == truth.get("province")
        return levelled and (reading.city in gaps or short(reading.city) in map(short, gaps))
    return True
