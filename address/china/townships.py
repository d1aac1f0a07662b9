"""The township below a district that has been found."""

from __future__ import annotations

import re

from address.china.gazetteer import (
    CITY,
    DISTRICT,
    FULL,
    SHORT,
    TOWNSHIP,
    TOWNSHIP_KINDS,
    Entry,
    Gazetteer,
)
from address.china.names import (
    EXACT,
    FILLER,
    ROAD_AFTER,
    TOWNSHIP_END,
    WEIGHT,
    Mention,
)
from address.china.reading import Reading

GENERIC_ROAD = re.compile(
    "[东南西北中正前后老新上下横]?[一二三四五六七八九十]{0,2}(?:正街|条胡同|条巷|[东南西北中正前后老新横]街(?!道|办))"
)
NUMBER_AFTER = re.compile(r"\d+(?![\d国省县])")


class TownshipReader:
    """Adds townships to readings."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def add(self, text: str, reading: Reading) -> None:
        """Looks below the division found for the township written after it, short names too."""
        gazetteer = self.gazetteer
        row = reading.row
        if row < 0 or gazetteer.level[row] not in (CITY, DISTRICT):
            return
        index = gazetteer.township_index(row)
        if not index.exact:
            return
        ends = {m.end for m in (*reading.used.values(), *reading.repeats)}
        named = reading.used.get(row)
        for name_end in sorted(ends, reverse=True):
            if named is not None and name_end < named.end:
                break
            filler = FILLER.match(text, name_end)
            at = filler.end() if filler else name_end
            for width in range(min(index.longest, len(text) - at), 1, -1):
                found = index.exact.get(text[at : at + width])
                if found is None:
                    continue
                stop = at + width
                name = text[at:stop]
                official = name == gazetteer.name[found]
                if not official and not name.endswith(TOWNSHIP_KINDS):
                    kind = TOWNSHIP_END.match(text, stop)
                    road = name.endswith(("路", "大街", "大道", "巷")) or (
                        name.endswith("街") and NUMBER_AFTER.match(text, stop) is not None
                    )
                    if road and kind is None:
                        continue  # 南京西路 is the road, not 南京西路街道
                    if GENERIC_ROAD.match(text, stop) or text.startswith("条胡同", stop):
                        continue  # 小龙坎|正街, 东四|十条胡同: the road is called after the place
                    if ROAD_AFTER.match(text, stop) or text.startswith(("岛", "环路"), stop):
                        continue
                    if kind:
                        stop = kind.end()
                    elif gazetteer.level[row] == CITY and text[stop : stop + 1] == "区":
                        stop += 1  # 中山市石岐区: towns of a city without districts
                form = FULL if official else SHORT
                weight = WEIGHT[TOWNSHIP][form]
                reading.used[found] = Mention(at, stop, found, weight, form, EXACT, name, True)
                reading.row = found
                reading.score += weight
                reading.conflicts = [m for m in reading.conflicts if m.end <= at or m.start >= stop]
                others = [span for span in reading.spans if span[1] <= at or span[0] >= stop]
                reading.spans = sorted([*others, (at, stop)])
                return

    def add_far(self, text: str, found: list[tuple[int, int, Entry]], reading: Reading) -> None:
        """A township of the district that is named in full further on (诚信大道福田街道)."""
        row = reading.row
        if row < 0 or self.gazetteer.level[row] == TOWNSHIP:
            return
        for start, end, entry in found:
            if not entry.name.endswith(TOWNSHIP_KINDS) or ROAD_AFTER.match(text, end):
                continue
            if any(start < two and one < end for one, two in reading.spans):
                continue
            for each in entry.meanings:
                if each.form == FULL and self.gazetteer.parent[each.row] == row:
                    reading.used[each.row] = Mention(
                        start, end, each.row, 2.0, FULL, EXACT, entry.name, False
                    )
                    reading.row = each.row
                    reading.spans = sorted([*reading.spans, (start, end)])
                    return
