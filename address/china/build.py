"""Builds the gazetteer of China that ships with the package from its public sources.

    python -m address.china.build SOURCES_FOLDER

reads the tables named in `SOURCES` and writes `address/data/china.tsv.xz`. Only sources cleared for
shipping are read; where each row comes from is written in NOTICE. What the file holds, section by
section, is read by `address.china.gazetteer`.

Names and parents follow the level-4 table (2023, counties with the changes of 2024); township
codes follow the statistics bureau's table of 2023 wherever the two agree on the name. A township
whose code the two tables give to different places has no code: none is better than a wrong one.
"""

from __future__ import annotations

import csv
import io
import lzma
import math
import re
import sys
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from pypinyin import Style, lazy_pinyin
from pypinyin import pinyin as readings_of

SOURCES = (
    "cn_level4_pinyin.csv.xz",
    "cn_streets_2023.csv.xz",
    "cn_adcodes_lonlat.csv",
    "cn_codes_history_1980_now.csv",
    "cn_location_change_jionlp.txt",
    "cn_subcounty_diff.xlsx",
)
OUTPUT = Path(__file__).parent.parent / "data" / "china.tsv.xz"
MUNICIPALITIES = ("11", "12", "31", "50")
PEOPLES = [
    "壮族",
    "满族",
    "回族",
    "苗族",
    "维吾尔族",
    "维吾尔",
    "土家族",
    "彝族",
    "蒙古族",
    "蒙古",
    "藏族",
    "布依族",
    "侗族",
    "瑶族",
    "朝鲜族",
    "白族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "黎族",
    "傣族",
    "畲族",
    "傈僳族",
    "仡佬族",
    "东乡族",
    "拉祜族",
    "水族",
    "佤族",
    "纳西族",
    "羌族",
    "土族",
    "仫佬族",
    "锡伯族",
    "锡伯",
    "柯尔克孜族",
    "柯尔克孜",
    "达斡尔族",
    "景颇族",
    "毛南族",
    "撒拉族",
    "布朗族",
    "塔吉克族",
    "塔吉克",
    "阿昌族",
    "普米族",
    "鄂温克族",
    "怒族",
    "保安族",
    "裕固族",
    "独龙族",
    "鄂伦春族",
    "各族",
    "民族",
]
PEOPLE_RUN = re.compile("(?:" + "|".join(sorted(PEOPLES, key=len, reverse=True)) + ")+")


@dataclass(slots=True)
class Division:
    """One row of the gazetteer while it is being built."""

    code: str
    level: str
    parent: Division | None
    name: str
    short: str
    pinyin: str = ""
    aliases: set[str] = field(default_factory=set)
    point: tuple[float, float] | None = None
    radius_km: int = 0


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of one csv source, packed or not."""
    path = folder / name
    packed = path.read_bytes()
    raw = lzma.decompress(packed) if name.endswith(".xz") else packed
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def short_name(name: str, level: str) -> str:
    """The name without its kind of division; unchanged where one character would remain."""
    if level == "P":
        return re.sub("(壮族|回族|维吾尔)?(省|市|自治区|特别行政区)$", "", name)
    stem = name
    if level == "C":
        stem = re.sub("(自治州|地区|盟|市)$", "", name)
    elif level == "D":
        stem = re.sub("(自治县|自治旗|林区|新区|矿区|特区|区|县|市|旗)$", "", name)
        if len(stem) == 1 and len(name) == 3:
            stem = name[:2]  # 碑林区 is no 林区 called 碑
    else:
        stem = re.sub("(街道办事处|街道|地区|苏木|镇|乡)$", "", name)
    if stem != name and ("自治" in name or name.endswith(("族区", "乡"))):
        match = PEOPLE_RUN.search(stem, 1)
        while match is not None and match.end() != len(stem):
            match = PEOPLE_RUN.search(stem, match.start() + 1)
        if match is not None and match.start() >= 2:
            stem = stem[: match.start()]
    return stem if len(stem) >= 2 else name


def common_aliases(division: Division) -> set[str]:
    """Other ways in which the name is regularly written."""
    name, short, aliases = division.name, division.short, set()
    if name.endswith("自治州"):
        aliases |= {short + "州", short + "自治州"}
    if name.endswith(("自治县", "自治旗")):
        aliases |= {short + name[-1], short + name[-3:]}
    if name.endswith("自治区"):
        aliases |= {short + "自治区", short + "省"}
    if name.endswith("新区") and division.level == "D":
        aliases.add(short + "区")
    if name.endswith("族区") and division.level == "D":
        aliases.add(short + "区")
    if division.level == "T" and re.search("族乡$", name):
        aliases.add(short + "乡")
    if division.level == "P" and name.endswith("特别行政区"):
        aliases.add(short + "特区")
    if name.endswith("旗"):
        brief = name
        for long, one in BANNERS:
            brief = brief.replace(long, one)
        aliases.add(brief)
    return aliases - {name, short}


BANNERS = (
    ("科尔沁左翼", "科左"),
    ("科尔沁右翼", "科右"),
    ("察哈尔右翼", "察右"),
    ("乌珠穆沁", "乌"),
    ("新巴尔虎", "新"),
    ("阿拉善", "阿"),
    ("乌拉特", "乌"),
    ("土默特", "土"),
)
"""Banners of Inner Mongolia are called by their first syllables: 科左中旗."""
HAND_ALIASES = {
    "150000": "内蒙 内蒙古",
    "652800": "巴州 巴音郭楞州",
    "652700": "博州",
    "653000": "克州 克孜勒苏州",
    "654000": "伊犁州",
    "522300": "黔西南州",
    "429021": "神农架",
    "632857": "大柴旦",
    "810000": "香港",
    "820000": "澳门",
    "460400": "儋州",
    "150300": "乌海",
    "232700": "大兴安岭",
    "150722": "莫旗",
    "150223": "达茂旗",
    "150203": "昆区",
    "150425": "克旗",
    "150426": "翁旗",
    "650100": "乌市",
    "150100": "呼市",
    "330383": "龙港镇",
    "810103": "红磡 何文田 土瓜湾",
    "810109": "旺角 尖沙咀 油麻地",
    "810107": "铜锣湾",
    "810113": "将军澳",
}


def read_divisions(folder: Path) -> list[Division]:
    """Provinces, cities, counties and townships, each with its parent, coarse before fine."""
    provinces: dict[str, Division] = {}
    cities: dict[str, Division] = {}
    counties: dict[str, Division] = {}
    townships: dict[tuple[str, str], Division] = {}
    rows = [row for row in read_table(folder, "cn_level4_pinyin.csv.xz") if row["ext_id"] != "0"]
    history = {
        row["代码"]: row["名称"]
        for row in read_table(folder, "cn_codes_history_1980_now.csv")
        if row["状态"] == "在用"
    }

    def add(
        store: dict[str, Division],
        row: dict[str, str],
        code: str,
        level: str,
        parent: Division | None,
        name: str,
    ) -> Division:
        short = short_name(name, level)
        spoken = row["pinyin"] if len(row["pinyin"].split()) == len(short) else ""
        store[code] = Division(code, level, parent, name, short, spoken)
        return store[code]

    for row in rows:
        code, name, deep = row["ext_id"][:6], row["ext_name"], row["deep"]
        if deep == "0":
            add(provinces, row, code, "P", None, name)
        elif deep == "1":
            province = provinces[code[:2] + "0000"]
            if code[:2] in MUNICIPALITIES:
                city = add(cities, row, code[:4] + "00", "C", province, province.name)
                city.pinyin, city.short = province.pinyin, province.short
            elif code.endswith("00") and code[:2] not in ("81", "82"):
                add(cities, row, code, "C", province, name)
    for row in rows:
        code, name = row["ext_id"][:6], row["ext_name"]
        if row["deep"] == "2" and not code.endswith("0000") and code not in cities:
            if code == "460301":
                continue
            parent = cities.get(code[:4] + "00") or provinces[code[:2] + "0000"]
            add(counties, row, code, "D", parent, history.get(code, name))
    for code, name in history.items():
        known = code in counties or code in cities or code in provinces
        if not known and not code.endswith("00"):
            spoken = {"pinyin": " ".join(lazy_pinyin(short_name(name, "D")))}
            parent = cities.get(code[:4] + "00") or provinces[code[:2] + "0000"]
            add(counties, spoken, code, "D", parent, name)

    official = {
        (row["areaCode"], row["name"]): row["code"]
        for row in read_table(folder, "cn_streets_2023.csv.xz")
    }
    taken = set(official.values())
    for row in rows:
        code, name = row["ext_id"][:6], row["ext_name"]
        if row["deep"] != "3" or code[:2] == "71":
            continue
        if code[:2] in ("81", "82"):
            add(counties, row, code, "D", provinces[code[:2] + "0000"], name)
            continue
        above = counties.get(code) or cities.get(code)
        if above is None or name == above.name:
            continue
        full = official.get((code, name)) or row["ext_id"][:9]
        if (code, name) not in official and full in taken:
            full = ""
        store: dict[str, Division] = {}
        township = add(store, row, full + "000" if full else "", "T", above, name)
        townships[code, name] = township

    county_names = {(each.code[:4], each.name) for each in counties.values()}
    for key in [key for key in townships if (key[0][:4], key[1]) in county_names]:
        del townships[key]

    stems: dict[tuple[str, str], list[Division]] = defaultdict(list)
    for (code, _), township in townships.items():
        stems[code, township.short].append(township)
    for (code, listed), full in official.items():
        name = listed
        if (code, name) in townships:
            continue
        above = counties.get(code) or cities.get(code)
        if above is None or name == above.name:
            continue
        if name.startswith(above.name) and len(name) >= len(above.name) + 3:
            name = name.removeprefix(above.name)
            if (code, name) in townships:
                continue
        short = short_name(name, "T")
        same = stems.get((code, short), [])
        if len(same) == 1 and short != name:
            same[0].aliases.add(name)
            same[0].code = same[0].code or full + "000"
        elif not same:
            spoken = {"pinyin": " ".join(lazy_pinyin(short))}
            townships[code, name] = add({}, spoken, full + "000", "T", above, name)

    everything = [
        *provinces.values(),
        *cities.values(),
        *counties.values(),
        *sorted(townships.values(), key=lambda township: township.code or "~"),
    ]
    for division in everything:
        division.aliases |= common_aliases(division)
        division.aliases |= set(HAND_ALIASES.get(division.code, "").split())
        division.aliases -= {division.name, division.short}
    return everything


def locate(folder: Path, divisions: list[Division]) -> None:
    """Gives each division down to the county a point and the radius in which it lies.

    The source names no radius. A county reaches about as far as the points of its neighbours (the
    distance to the sixth nearest), a city or province over all its counties.
    """
    points = {
        row["adcode"][:6]: (float(row["longitude"]), float(row["latitude"]))
        for row in read_table(folder, "cn_adcodes_lonlat.csv")
        if row["longitude"]
    }
    for division in divisions:
        if division.level != "T":
            division.point = points.get(division.code)
    counties = [each for each in divisions if each.level == "D" and each.point]
    for county in counties:
        near = sorted(_distance_km(county, other) for other in counties if other is not county)
        county.radius_km = min(200, max(8, math.ceil(near[5])))
    for level in ("C", "P"):
        for whole in (each for each in divisions if each.level == level and each.point):
            parts = [
                math.ceil(_distance_km(whole, county)) + county.radius_km
                for county in counties
                if whole in (county.parent, county.parent.parent if county.parent else None)
            ]
            whole.radius_km = max(parts, default=60)


def _distance_km(one: Division, other: Division) -> float:
    if one.point is None or other.point is None:
        return math.inf
    (lon1, lat1), (lon2, lat2) = one.point, other.point
    east = (lon1 - lon2) * 111.32 * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(east, (lat1 - lat2) * 110.57)


HAND_HEIRS = {"432900": "431100", "511400": "500102"}
"""Successors the source does not name: 零陵地区 is 永州市, 涪陵市 is 涪陵区."""
_NOW = 9999


def _year(text: str, otherwise: int) -> int:
    return int(text[:4]) if text[:4].isdecimal() else otherwise


def read_former(folder: Path, divisions: list[Division]) -> list[tuple[str, ...]]:
    """Names no longer in force: code, level, name, province, city, from, until, successors."""
    current = {each.code: each for each in divisions if each.level != "T"}
    rows = read_table(folder, "cn_codes_history_1980_now.csv")
    followers: dict[str, list[tuple[int, int, list[str]]]] = defaultdict(list)
    for row in rows:
        codes = [code for code in row["新代码"].split(";") if code]
        whole = [code for code in codes if "[" not in code]
        years = _year(row["启用时间"], 0), _year(row["变更/弃用时间"], _NOW)
        followers[row["代码"]].append((*years, whole))

    def successors(
        code: str, year: int, seen: frozenset[tuple[str, int]] = frozenset()
    ) -> list[str]:
        """Codes of today of what had `code` from `year` on; codes are given out again, so the year
        matters (511422 was 丰都县 until 1997 and 彭山县 from 2000)."""
        periods = sorted(each for each in followers[code] if each[1] > year)
        at_the_time = [each for each in periods if each[0] <= year] or periods[:1]
        if not at_the_time:
            return [code] if code in current else []
        first, last, codes = at_the_time[-1]
        if last == _NOW:
            return [code] if code in current else []
        if (code, first) in seen:
            return []
        renamed = any(each[0] == last for each in followers[code])
        found: list[str] = []
        for follower in [code] if renamed and (not codes or code in codes) else codes:
            heirs = successors(follower, last, seen | {(code, first)})
            found += [one for one in heirs if one not in found]
        return found

    exact_dates: dict[tuple[str, str], str] = {}
    renamed: list[tuple[str, ...]] = []
    stems = {(each.code[:2], each.level, each.short): each.code for each in current.values()}
    by_name = {(each.code[:2], each.name): each.code for each in current.values()}
    province_codes = {each.name: each.code for each in current.values() if each.level == "P"}
    text = (folder / "cn_location_change_jionlp.txt").read_text("utf-8")
    for line in text.splitlines():
        old, new = line.split("=>")
        date, _, province, _, city, _, county, _ = (*old.split("\t"), "", "")[:8]
        name = county if county and county != "None" else city
        exact_dates[province, name] = date
        province_new, city_new, county_new = (*new.split("\t"), "", "")[:3]
        target = county_new if county_new and county_new != "None" else city_new
        prefix = province_codes.get(province_new, "??")[:2]
        code = by_name.get((prefix, target))
        if code is not None and (prefix, name) not in by_name:
            level = "D" if county and county != "None" else "C"
            renamed.append(("", level, name, province, city, "", date, code))
    former: list[tuple[str, ...]] = []
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        if row["状态"] == "在用":
            continue
        code, name = row["代码"], row["名称"]
        level = {"省级": "P", "地级": "C", "县级": "D"}[row["级别"]]
        heirs = successors(code, _year(row["启用时间"], 0))
        if code in current and current[code].name == name:
            continue
        if not heirs:
            heirs = [heir for heir in (HAND_HEIRS.get(code),) if heir]
        if not heirs and level == "C":
            stem = stems.get((code[:2], "C", short_name(name, "C")))
            heirs = [stem] if stem else []
        if not heirs:
            continue
        until = exact_dates.get((row["一级行政区"], name), row["变更/弃用时间"])
        seen.add((row["一级行政区"], row["二级行政区"], name))
        former.append(
            (
                code,
                level,
                name,
                row["一级行政区"],
                row["二级行政区"],
                row["启用时间"],
                until,
                ";".join(heirs),
            )
        )
    known = {(entry[3], entry[2]) for entry in former}
    former += [entry for entry in renamed if (entry[3], entry[2]) not in known]
    return sorted(set(former))


def read_former_townships(folder: Path, divisions: list[Division]) -> list[tuple[str, ...]]:
    """Township names given up since 2014: county code, old name, year, name today."""
    names: dict[str, dict[str, Division]] = defaultdict(dict)
    for each in divisions:
        if each.level == "T" and each.parent is not None:
            names[each.parent.code][each.name] = each
    entries: dict[tuple[str, str], tuple[str, ...]] = {}
    pairs: list[tuple[str, str, str, str]] = []
    with zipfile.ZipFile(folder / "cn_subcounty_diff.xlsx") as book:
        space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}

        def parse(member: str) -> ElementTree.Element:
            return ElementTree.fromstring(book.read(member))  # noqa: S314 (a source we chose)

        strings = [
            "".join(node.text or "" for node in item.iter(f"{{{space['m']}}}t"))
            for item in parse("xl/sharedStrings.xml").findall("m:si", space)
        ]
        for number in range(1, 11):
            year = str(2024 - number)
            for row in parse(f"xl/worksheets/sheet{number}.xml").iter(f"{{{space['m']}}}row"):
                cells: dict[str, str] = {}
                for cell in row.findall("m:c", space):
                    value = cell.find("m:v", space)
                    if value is not None and value.text:
                        text = strings[int(value.text)] if cell.get("t") == "s" else value.text
                        cells[re.sub(r"\d", "", cell.get("r", ""))] = text.strip()
                old_code, old, new_code, new = (cells.get(letter, "") for letter in "CDFG")
                county = new_code[:6]
                if old and old_code and new in names.get(county, {}) and old not in names[county]:
                    pairs.append((county, old, year, new))
    # Where several old and several new names share one decision the rows are only lists side by
    # side: a pair is believed when the stems agree, or when neither stem has a partner elsewhere.
    for county, old, year, new in pairs:
        stem = short_name(old, "T")
        same = [name for name in names[county] if short_name(name, "T") == stem]
        if len(same) == 1:
            entries.setdefault((county, old), (county, old, year, same[0]))
        elif not same:
            news = [one for one in pairs if one[0] == county and one[3] == new]
            stems = {short_name(one[1], "T") for one in pairs if one[0] == county}
            if len(news) == 1 and short_name(new, "T") not in stems:
                entries.setdefault((county, old), (county, old, year, new))
    return sorted(entries.values())


def read_sounds(divisions: list[Division]) -> list[tuple[str, str]]:
    """Every Chinese character with its first reading, grouped by reading."""
    letters = {chr(code) for code in range(0x4E00, 0x9FA6)}
    letters |= {letter for each in divisions for letter in each.name if letter > "\u3400"}
    groups: dict[str, list[str]] = defaultdict(list)
    for letter in sorted(letters):
        reading = readings_of(letter, style=Style.NORMAL)[0][0]
        if reading != letter:
            groups[reading.replace("ü", "v").replace("ê", "e")].append(letter)
    return [(reading, "".join(members)) for reading, members in sorted(groups.items())]


def write(folder: Path, output: Path) -> None:
    """Reads the sources and writes the packed gazetteer."""
    divisions = read_divisions(folder)
    locate(folder, divisions)
    sounds = read_sounds(divisions)
    reading = {letter: sound for sound, members in sounds for letter in members}
    rows = {id(each): number for number, each in enumerate(divisions)}
    lines = ["[divisions]"]
    for each in divisions:
        spoken = each.pinyin.replace("ü", "v")
        plain = " ".join(reading.get(letter, letter) for letter in each.short)
        point = f"{each.point[0]:.4f},{each.point[1]:.4f},{each.radius_km}" if each.point else ""
        parent = str(rows[id(each.parent)]) if each.parent else ""
        short = "" if each.short == each.name else each.short
        lines.append(
            "\t".join(
                (
                    each.level,
                    each.code,
                    parent,
                    each.name,
                    short,
                    "|".join(sorted(each.aliases)),
                    "" if spoken == plain else spoken,
                    point,
                )
            )
        )
    lines.append("[former]")
    lines += ["\t".join(entry) for entry in read_former(folder, divisions)]
    lines.append("[former townships]")
    lines += ["\t".join(entry) for entry in read_former_townships(folder, divisions)]
    lines.append("[sounds]")
    lines += ["\t".join(entry) for entry in sounds]
    output.parent.mkdir(exist_ok=True)
    packed = lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    output.write_bytes(packed)


if __name__ == "__main__":
    write(Path(sys.argv[1]), OUTPUT)
