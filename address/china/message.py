"""Reads one Chinese message: telephone numbers, labels, divisions, person, detail, verdict.

The steps run in the order in which they are certain: a telephone number cannot be anything else, a
label says what follows it, divisions come from the gazetteer; what is left is told apart by its
words. Every step marks what it has read, so that no letter is read twice.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from address.china.detail import read_detail
from address.china.divisions import DivisionReader
from address.china.gazetteer import TOWNSHIP
from address.china.labels import PHONE_MARK, find_labels, sender_part
from address.china.names import EXACT, FILLER
from address.china.normalise import Tight, normalise, tighten
from address.china.person import person_score, strip_receives
from address.china.phones import find_phones
from address.china.reading import Reading, Rival
from address.china.recipient import (
    Found,
    Stretch,
    split_off_name,
    take_recipient,
    take_remarks,
    trimmed,
)
from address.china.verdict import FAR, decide, division_issues, lacks_district, level_confidences
from address.model import (
    READ_MAX,
    Address,
    AddressCandidate,
    AddressIssue,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    Datum,
    Origin,
    RecognizedAddress,
    Verdict,
)

_POSTCODE = re.compile(r"(?<![\dA-Za-z.#-])(?!000000)\d{6}(?![\dA-Za-z号室栋幢弄#-])")
_CODE_ALONE = re.compile(
    r"\s*(?:(?:行政)?区划代?码|adcode|code)?[ :,]*(\d{12}|\d{6})\s*", re.IGNORECASE
)
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PARTED = re.compile(
    r"(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])"
    r"|(?<=\d) (?=[\u3400-\u9fff])(?!号|弄|栋|幢|座|楼|层|室|单元|房(?!东)|门(?![口卫])|巷|组|队)"
)
_TOWNSHIP = re.compile(
    r"[,]?([\u3400-\u9fff]{2,4}?(?:街道|镇|乡))(?:办事处)?"
    r"(?![路街道巷村府]|[东南西北中前后新老]{1,2}[路街]|大道|政府|小区|中学|小学|中心|卫生|派出|.?[园苑庭])"
)
_FULL_STOP = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
_HARD = re.compile(r"[^,\n\x01]+")
_SOFT = re.compile(r"[^ ]+")
_LEVELS = (
    AddressLevel.PROVINCE,
    AddressLevel.CITY,
    AddressLevel.DISTRICT,
    AddressLevel.TOWNSHIP,
)
_CLOSING = ("house_number", "building", "unit", "floor", "room")
_JOINED = ("building", "village", "lane")
_FINE = ("road", "house_number", "poi", "building", "room", "village", "lane")
TOKEN_SURE = 0.99
ROAD_SURE = {True: 0.99, False: 0.965}
PLACE_SURE = {True: 0.975, False: 0.87}
"""Shares of drawn messages in which a numbered token, a road, a named place is exactly right; the
last two by whether the divisions before them were straightforward."""
MARK, BREAK = PHONE_MARK, "\n"


class Message:
    """One message while it is being read."""

    coarse_first = True
    """Whether a fine level before a coarse one is worth an issue."""

    def __init__(self, reader: DivisionReader, original: str) -> None:
        self.gazetteer = reader.gazetteer
        self.reader = reader
        self.too_long = len(original) > READ_MAX
        # Half of a surrogate pair is no character; no model takes it.
        self.original = _HALF_PAIR.sub("\ufffd", original[:READ_MAX])
        self.normal = normalise(self.original)
        # Plain dictionaries until the end: validating the whole at once is quicker.
        self.parts: dict[str, dict[str, Any]] = {}
        self.phones: list[dict[str, Any]] = []
        self.issues: list[AddressIssue] = []
        self.sure: dict[int, float] = {}
        self.straight = False

    def read(self) -> RecognizedAddress:
        """All steps, in order of certainty."""
        code = _CODE_ALONE.fullmatch(self.normal)
        if code is not None:
            return self._read_code(code)
        text = self._mask_phones(self._without_sender(self.normal))
        labels = find_labels(text)
        for label in labels:
            text = text[: label.start] + BREAK * (label.end - label.start) + text[label.end :]
        fields = [(label.end, label.field) for label in labels]
        text = self._mask_postcode(text, dict(fields))
        tight = tighten(text)
        tight = self.reader.mixed.spell_out(tight)
        reading = self.reader.read(tight.text, tight.breaks)
        masked = self._place_divisions(text, tight, reading)
        stretches = self._stretches(masked, fields)
        remarks = take_remarks(stretches)
        alone = reading.row < 0 and not self.phones
        recipient = take_recipient(stretches, alone, bool(self.phones))
        recipient = self._read_details(masked, stretches, recipient)
        if recipient is not None:
            name = _FULL_STOP.sub("·", recipient.value).replace("(", "").replace(")", "")
            name = self._as_written(recipient, name)
            self._put("recipient", recipient.start, recipient.end, name, recipient.confidence)
        if remarks:
            self._put(
                "remark",
                remarks[0].start,
                remarks[-1].end,
                " ".join(remark.value for remark in remarks if remark.value),
                0.9,
            )
        return self._answer(tight, reading)

    def _read_code(self, match: re.Match[str]) -> RecognizedAddress:
        """A message that is the code of a division, in force or not."""
        gazetteer = self.gazetteer
        code = match[1]
        rows, former = gazetteer.rows_of_code(code)
        for above in (code[:9] + "000", code[:6]) if len(code) == 12 and not rows else ():
            # A village, or a township that is gone: what the code begins with is still known.
            rows, former = gazetteer.rows_of_code(above)
            if rows:
                words = f"{code} is not known; it begins with {above}, which is read."
                self._issue(AddressIssueClass.UNKNOWN, "township", words)
                code = above
                break
        reading = Reading()
        if len(rows) == 1:
            reading = Reading(rows[0], FAR, straight=True)
        elif rows:
            reading.rivals = [Rival(row, FAR) for row in rows]
        if former is not None:
            self._issue(
                AddressIssueClass.OUTDATED,
                gazetteer.field(rows[0]),
                f"{code} was {former.name} until {former.until}.",
            )
        self.sure = dict.fromkeys(gazetteer.path[rows[0]], 0.999) if len(rows) == 1 else {}
        for row, sure in self.sure.items():
            self.parts[gazetteer.field(row)] = self._completed(row, sure)
        if len(rows) == 1:
            start, end = match.span(1)
            row = rows[0]
            self._put(
                gazetteer.field(row), start, end, gazetteer.name[row], 0.999, gazetteer.code[row]
            )
        elif not rows:
            self._mask_postcode(self.normal, {})
        return self._answer(tighten(self.normal), reading)

    def _without_sender(self, text: str) -> str:
        """A waybill that names both sides: the sender's part is not the recipient's address."""
        if "寄" not in text and "发" not in text:
            return text
        sender = sender_part(text)
        if sender is None:
            return text
        start, end = sender
        self._issue(
            AddressIssueClass.REDUNDANCY,
            "",
            f"The sender's part of the text, characters {start} to {end}, was left out.",
        )
        return text[:start] + BREAK * (end - start) + text[end:]

    def _as_written(self, found: Found, name: str) -> str:
        """A person's name keeps the characters it is written with (陳大文)."""
        if self.normal[found.start : found.end] != name:
            return name
        letters = zip(self.original[found.start : found.end], name, strict=True)
        return "".join(one if _HAN.match(one) else two for one, two in letters)

    # -- certain parts --------------------------------------------------------------------------

    def _mask_phones(self, text: str) -> str:
        for phone in find_phones(text):
            self.phones.append(self._part(phone.start, phone.end, phone.value, phone.confidence))
            text = text[: phone.start] + MARK * (phone.end - phone.start) + text[phone.end :]
            if "-" in phone.value:
                # 张三[1234]: the extension once more behind the name
                again = "(?<=[\u3400-\u9fff])[,(]" + phone.value.rpartition("-")[2] + "[,)]"
                text = re.sub(again, lambda match: BREAK * len(match[0]), text)
        return text

    def _mask_postcode(self, text: str, labelled: dict[int, str]) -> str:
        best = None
        for match in _POSTCODE.finditer(text):
            before = text[: match.start()].rstrip(" ")
            if labelled.get(len(before)) == "postcode" or labelled.get(match.start()) == "postcode":
                best = match
                break
            alone = (match.start() == 0 or not text[match.start() - 1].isalnum()) and (
                match.end() == len(text) or not text[match.end()].isdigit()
            )
            if best is None and alone:
                best = match
        if best is None:
            return text
        start, end = best.span()
        self._put("postcode", start, end, best[0], 0.95)
        return text[:start] + BREAK * (end - start) + text[end:]

    # -- divisions ------------------------------------------------------------------------------

    def _place_divisions(self, text: str, tight: Tight, reading: Reading) -> str:
        gazetteer = self.gazetteer
        self.sure = level_confidences(gazetteer, reading)
        self.straight = reading.straight
        for row, sure in self.sure.items():
            mention = reading.used.get(row)
            if mention is None:
                self.parts[gazetteer.field(row)] = self._completed(row, sure)
                continue
            start, end = tight.origin(mention.start, mention.end)
            exact = mention.how == EXACT and mention.form <= 2
            self._put(
                gazetteer.field(row),
                start,
                end,
                gazetteer.name[row],
                sure,
                gazetteer.code[row],
                Origin.STATED if exact else Origin.CORRECTED,
            )
        masked = text
        spans = reading.spans
        if reading.row >= 0 and gazetteer.is_finest(reading.row):
            spans = [*spans, *self._state_township(tight, reading)]
        if len(spans) > 1 and all(one[1] == two[0] for one, two in pairwise(spans)):
            spans = [(spans[0][0], spans[-1][1])]
        for start, end in spans:
            filler = FILLER.match(tight.text, end)
            stop = filler.end() if filler else end
            one, two = tight.origin(start, stop)
            masked = masked[:one] + BREAK * (two - one) + masked[two:]
        return masked

    def _state_township(self, tight: Tight, reading: Reading) -> list[tuple[int, int]]:
        """A township that is written behind its county and not in the gazetteer: as it stands."""
        gazetteer = self.gazetteer
        if gazetteer.level[reading.row] == TOWNSHIP or not reading.spans:
            return []
        match = _TOWNSHIP.match(tight.text, reading.spans[-1][1])
        if match is None:
            return []
        start, end = tight.origin(*match.span(1))
        self._put("township", start, end, match[1], 0.5)
        self._issue(
            AddressIssueClass.UNKNOWN,
            "township",
            f"{match[1]} is not known among the townships of {gazetteer.name[reading.row]}.",
        )
        return [match.span()]

    def _completed(self, row: int, sure: float) -> dict[str, Any]:
        return {
            "value": self.gazetteer.name[row],
            "code": self.gazetteer.code[row],
            "confidence": sure,
            "origin": Origin.COMPLETED,
        }

    # -- what is left ---------------------------------------------------------------------------

    def _stretches(self, masked: str, fields: list[tuple[int, str]]) -> list[Stretch]:
        stretches: list[Stretch] = []
        group = 0
        for hard in _HARD.finditer(masked):
            group += 1
            for soft in _SOFT.finditer(hard[0]):
                start, end = trimmed(masked, hard.start() + soft.start(), hard.start() + soft.end())
                if start >= end:
                    continue
                before = masked[max(0, start - 3) : start]
                after = masked[end : end + 3]
                field = ""
                for at, name in fields:
                    if at <= start and not masked[at:start].strip(" ,\n:"):
                        field = name
                stretches.append(
                    Stretch(
                        start,
                        end,
                        masked[start:end],
                        field,
                        beside_phone=MARK in before or MARK in after,
                        group=group,
                    )
                )
        if stretches:
            stretches[0].at_edge = stretches[-1].at_edge = True
        return stretches

    def _read_details(
        self, masked: str, stretches: list[Stretch], recipient: Found | None
    ) -> Found | None:
        groups: dict[int, list[Stretch]] = {}
        for stretch in stretches:
            if stretch.text:
                groups.setdefault(stretch.group, []).append(stretch)
        places: list[tuple[int, int]] = []
        for run in groups.values():
            start, end = run[0].start, run[-1].end
            # Letters and digits that a blank parts stay parted: T1 1203.
            whole = masked[start:end]
            if " " in whole:
                whole = _PARTED.sub(",", whole)
            tight = tighten(whole)
            previous = ""
            pieces = read_detail(tight.text, 0, len(tight.text))
            for number, piece in enumerate(pieces):
                one, two = tight.origin(piece.start, piece.end)
                one, two = one + start, two + start
                if piece.field == "road" and "road" in self.parts:
                    behind = pieces[number + 1].field if number + 1 < len(pieces) else ""
                    if behind == "house_number" and "house_number" not in self.parts:
                        # The road of the number is the one right before it.
                        span = self.parts["road"]["span"]
                        places.append((span["start"], span["end"]))
                        self._put_road(one, two, piece.value)
                    else:
                        places.append((one, two))  # 龙湖天街 behind a road is a place
                elif piece.field == "road":
                    self._put_road(one, two, piece.value)
                elif piece.field != "poi":
                    self._put_fine(piece.field, one, two, piece.value)
                elif _HAN.search(piece.value) or piece.value.isalnum():
                    owner = piece.value[1:] if piece.value.startswith("的") else ""
                    if recipient is None and owner and person_score(owner) >= 4:
                        recipient = Found(one + 1, two, owner, 0.85)
                        continue
                    closing = recipient is None and two == end and previous in _CLOSING
                    if closing and person_score(piece.value) >= 3.3:
                        recipient = Found(one, two, strip_receives(piece.value), 0.85)
                        continue
                    if recipient is None and two == end:
                        cut = split_off_name(piece.value) if one + len(piece.value) == two else -1
                        if cut > 0:
                            recipient = Found(one + cut, two, piece.value[cut:], 0.75)
                            two = one + cut
                    places.append((one, two))
                previous = piece.field
        if places:
            longest = max(places, key=lambda place: place[1] - place[0])
            value = ""
            for (one, two), last in zip(places, [-1, *(end for _, end in places)], strict=False):
                gap = " " if value and one != last else ""
                value += gap + masked[one:two].replace(" ", "")
            self._put("poi", *longest, value, PLACE_SURE[self.straight])
        return recipient

    def _put_road(self, start: int, end: int, value: str) -> None:
        same = self.normal[start:end].replace(" ", "") == value
        origin = Origin.STATED if same else Origin.CORRECTED
        self._put("road", start, end, value, ROAD_SURE[self.straight], origin=origin)

    def _put_fine(self, field: str, start: int, end: int, value: str) -> None:
        known = self.parts.get(field)
        if known is None:
            self._put(field, start, end, value, TOKEN_SURE)
        elif field == "house_number" and "room" not in self.parts and len(value) >= 3:
            self._put("room", start, end, value, 0.8)
        elif field in _JOINED and "span" in known and known["span"]["end"] == start:
            gap = "" if field == "village" else "-"
            self._put(field, known["span"]["start"], end, known["value"] + gap + value, 0.85)

    def _put(
        self,
        field: str,
        start: int,
        end: int,
        value: str,
        confidence: float,
        code: str = "",
        origin: Origin = Origin.STATED,
    ) -> None:
        self.parts[field] = self._part(start, end, value, confidence, code, origin)

    def _part(
        self,
        start: int,
        end: int,
        value: str,
        confidence: float,
        code: str = "",
        origin: Origin = Origin.STATED,
    ) -> dict[str, Any]:
        return {
            "written": self.original[start:end],
            "value": value,
            "code": code,
            "span": {"start": start, "end": end},
            "confidence": confidence,
            "origin": origin,
        }

    # -- the answer -----------------------------------------------------------------------------

    def _answer(self, tight: Tight, reading: Reading) -> RecognizedAddress:
        gazetteer = self.gazetteer
        confidence = min(self.sure.values(), default=0.0)
        self.issues += division_issues(gazetteer, reading, tight.text, self.coarse_first)
        kinds = AddressIssueClass
        question = ""
        candidates = self._candidates(reading)
        near = [each for each in candidates if each.score > 0.2]
        ambiguous = len(near) > 1 and reading.margin < 0.5
        if ambiguous:
            names = ", ".join(_full_name(each.address) for each in near[:4])
            self._issue(kinds.AMBIGUOUS, "district", f"Several places fit: {names}.")
            question = f"Which one is meant: {names}?"
        elif reading.row < 0:
            self._issue(kinds.UNKNOWN, "province", "No division was recognised.")
            question = "Which province, city and district?"
        elif lacks_district(gazetteer, reading.row):
            self._issue(
                kinds.MISSING, "district", f"No district of {gazetteer.name[reading.row]} is named."
            )
            question = f"Which district of {gazetteer.name[reading.row]}?"
        fine = any(field in self.parts for field in _FINE)
        if reading.row >= 0 and not fine:
            self._issue(kinds.MISSING, "road", "Nothing below the division is given.")
            question = question or "Which road, number or place?"
        if self.too_long:
            self._issue(kinds.UNKNOWN, "", f"Only the first {READ_MAX} characters were read.")
        if reading.row >= 0 and "country" not in self.parts:
            self.parts["country"] = {
                "value": "中国",
                "code": "CN",
                "confidence": max(self.sure.values()),
                "origin": Origin.COMPLETED,
            }
        located = reading.row >= 0 and not lacks_district(gazetteer, reading.row)
        verdict = decide(reading, confidence, located, fine, ambiguous)
        if self.too_long and verdict is Verdict.ACCEPT:
            verdict = Verdict.CONFIRM
        if verdict is Verdict.CONFIRM and not question:
            question = (
                "Is this the right place: "
                + "".join(gazetteer.name[row] for row in gazetteer.path[reading.row])
                + "?"
            )
        return RecognizedAddress.model_validate(
            {
                "address": {**self.parts, "phones": tuple(self.phones)},
                "location": self._location(reading),
                "verdict": verdict,
                "confidence": confidence if located else min(confidence, 0.5),
                "issues": tuple(self.issues),
                "candidates": candidates if verdict is not Verdict.ACCEPT else (),
                "question": question,
            }
        )

    def _issue(self, kind: AddressIssueClass, field: str, words: str) -> None:
        self.issues.append(AddressIssue(issue_class=kind, field=field, description=words))

    def _candidates(self, reading: Reading) -> tuple[AddressCandidate, ...]:
        if not reading.rivals:
            return ()
        gazetteer = self.gazetteer
        scored = [(rival.row, rival.score) for rival in reading.rivals[:5]]
        if reading.row >= 0 and reading.margin >= 0.25:
            scored.insert(0, (reading.row, reading.score))
        if len(scored) < 2 and reading.row >= 0:
            return ()
        top = max((score for _, score in scored), default=0.0)
        shares = [2.0 ** (score - top) for _, score in scored]
        whole = sum(shares)
        found = []
        for (row, _), share in zip(scored, shares, strict=True):
            parts = {
                gazetteer.field(each): AddressPart(
                    value=gazetteer.name[each],
                    code=gazetteer.code[each],
                    confidence=share / whole,
                    origin=Origin.INFERRED,
                )
                for each in gazetteer.path[row]
            }
            mention = reading.used.get(row)
            words = f"{mention.name} is written" if mention else f"named {gazetteer.name[row]}"
            found.append(
                AddressCandidate(
                    address=Address.model_validate(parts),
                    score=share / whole,
                    evidence=(words,),
                )
            )
        return tuple(found)

    def _location(self, reading: Reading) -> dict[str, Any] | None:
        if reading.row < 0:
            return None
        gazetteer = self.gazetteer
        for row in reversed(gazetteer.path[reading.row]):
            point = gazetteer.point[row]
            if point is not None:
                lon, lat, radius_km = point
                return {
                    "position": {
                        "latitude_deg": lat,
                        "longitude_deg": lon,
                        "datum": Datum.GCJ02,
                    },
                    "radius_m": radius_km * 1000,
                    "level": _LEVELS[gazetteer.level[row]],
                }
        return None


def _full_name(address: Address) -> str:
    parts = (address.province, address.city, address.district, address.township)
    names: list[str] = []
    for part in parts:
        if part is not None and part.value not in names:
            names.append(part.value)
    return "".join(names)
