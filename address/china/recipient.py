"""Tells the recipient and the courier's remark from the address in what is left of a message.

What remains after telephone numbers, labels and divisions is a handful of stretches. A label
decides where there is one; otherwise the stretch that looks most like a name, stands beside the
telephone number or at an end of the message, and is not needed as an address, is the recipient.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from address.china.person import COMMON_SURNAMES, SURNAMES, person_score, strip_receives

REMARK = re.compile(
    r"(?:请|麻烦|务必|尽快|尽早|尽量|放(?:在|到)?(?:家?门口|前台|快递柜|驿站|丰巢|门卫|保安|物业"
    r"|传达室|菜鸟|楼下|鞋柜|信箱|柜子|岗亭)"
    r"|送货前|派送前|派件前|送到家|送货上门|送上门|到了(?:打|联)|提前(?:打|联|电)|勿|不要|别放|不"
    r"收|只收|周末|周[一二三四五六日](?:至|到|送|不|可|派|收|$)|工作日|节假日"
    r"|白天(?:送|派|没|有)|[晚早]上(?:送|派|没|有)|[上下中]午(?:送|派|没|有)|下班后|加急|急件|急用|易碎|轻拿轻放|轻放|小心|电联"
    r"|打电话|电话联系|来电|家里(?:没|有)人|无人在|有人在"
    r"|谢谢|货到付款|到付|发顺丰|发中通|发圆通|发韵达|发申通|带发票|开发票|生日|礼物|自提(?![柜点])|代收(?![点店站处])|验货|保"
    r"价|转交|[东南西北正后侧]门(?:进|入)|当面|本人签收|不在家).*$",
    re.DOTALL,
)
_COMPLETE = re.compile(r"\d|[路号栋楼室]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z.'-]+")
_EDGE = " ,\n-:.()+&|;\x01"
_PLACE_END = frozenset(
    "园苑城厦区庭店司校院村号室楼栋幢座层元组队庄厂站场馆所局路街道巷弄镇乡铺口湾里社心"
)


@dataclass(slots=True)
class Stretch:
    """Unread text between two read parts; `field` is what the label before it announces."""

    start: int
    end: int
    text: str
    field: str = ""
    beside_phone: bool = False
    at_edge: bool = False
    group: int = 0
    """Stretches of one group are parted by blanks alone."""


@dataclass(slots=True)
class Found:
    """A recipient or a remark: where and what."""

    start: int
    end: int
    value: str
    confidence: float


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without separators at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    return start, end


def take_remarks(stretches: list[Stretch]) -> list[Found]:
    """Removes wishes for the courier from the stretches and returns them."""
    found = []
    for stretch in stretches:
        if stretch.field == "remark":
            found.append(Found(stretch.start, stretch.end, stretch.text, 0.97))
            stretch.text, stretch.end = "", stretch.start
            continue
        match = REMARK.search(stretch.text)
        if match is not None and stretch.field != "recipient":
            begin = match.start()
            if begin <= 3 and not _COMPLETE.search(stretch.text[:begin]):
                begin = 0  # 周末|勿送: the words before belong to the wish
            start = stretch.start + begin
            found.append(Found(start, stretch.end, stretch.text[begin:].strip(_EDGE), 0.9))
            stretch.text, stretch.end = stretch.text[:begin], start
    return found


def take_recipient(stretches: list[Stretch], alone: bool, has_phone: bool) -> Found | None:
    """Removes the recipient from the stretches and returns it.

    `alone` says that the message holds nothing but names: then nothing is taken without a label.
    Without a telephone number a name is taken only when it is plainly one, or stands apart at the
    end of a complete address.
    """
    best: tuple[float, int, int] | None = None
    for at, stretch in enumerate(stretches):
        if not stretch.text or stretch.field in ("address", "remark"):
            continue
        if len(stretch.text) > 12 and stretch.field != "recipient":
            continue
        text = ""
        for count in (1, 2, 3):
            # A name may be written with blanks: 曾 候丽, 王 小 明.
            run = stretches[at : at + count]
            if len(run) < count or run[-1].group != stretch.group:
                break
            latin = count > 1 and _LATIN_WORD.fullmatch(run[-1].text) and text.isascii()
            if count > 1 and not latin and (len(text) > 2 or len(run[-1].text) > 2):
                break
            text += f" {run[-1].text}" if latin else run[-1].text
            score = 12.0 if stretch.field == "recipient" else person_score(text)
            if stretch.field == "recipient" and person_score(text) < -3.5 and len(text) > 12:
                score = 0.0
            score += 1.5 * any(each.beside_phone for each in run)
            score += 0.6 * any(each.at_edge for each in run)
            score += (0.3 if latin else -0.3) * (count - 1)
            if best is None or score > best[0]:
                best = (score, at, count)
            if len(text) > 2 and not text.isascii():
                break  # what would be joined to it is refused anyway
    if best is None:
        return None
    least = 3.6 if alone else 2.0
    others = [each.text for at, each in enumerate(stretches) if at != best[1] and each.text]
    complete = any(_COMPLETE.search(text) for text in others)
    if not has_phone:
        least = 4.5
        name = stretches[best[1]].text
        if complete and best[1] == len(stretches) - 1 and len(name) in (1, 3):
            least = 1.0
    elif complete:
        least = 1.0
    if best[0] < least:
        return None
    score, at, count = best
    run = stretches[at : at + count]
    words = [each.text for each in run]
    latin = all(_LATIN_WORD.fullmatch(word) for word in words)
    value = strip_receives((" " if latin else "").join(words))
    start, end = run[0].start, run[-1].end
    for each in run:
        each.text = ""
    return Found(start, end, value, 1.0 - 0.5 * math.exp(-0.6 * score))


def split_off_name(place: str) -> int:
    """Where a name glued to the end of an address begins: 阳光花园孙轶念 -> 4; -1 if none."""
    for size in (3, 2, 4):
        cut = len(place) - size
        if cut < 2:
            continue
        name = place[cut:]
        known = COMMON_SURNAMES if size != 3 else SURNAMES
        if name[0] in known and place[cut - 1] in _PLACE_END and person_score(name) >= 3.5:
            return cut
    return -1
