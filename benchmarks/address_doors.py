"""Doors that are near neighbours, and the ways in which people write them down.

What makes two doors of one road different is one figure. A book of them, asked for its own doors
written another way and for doors next to them, shows whether a matcher compares figures or texts.
Seeded; places are real divisions with invented roads and compounds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

AREAS = (
    ("浙江省", "杭州市", "余杭区"),
    ("浙江省", "宁波市", "鄞州区"),
    ("广东省", "深圳市", "南山区"),
    ("广东省", "广州市", "天河区"),
    ("江苏省", "南京市", "江宁区"),
    ("江苏省", "苏州市", "吴中区"),
    ("四川省", "成都市", "武侯区"),
    ("湖北省", "武汉市", "洪山区"),
    ("上海市", "上海市", "浦东新区"),
    ("北京市", "北京市", "朝阳区"),
)
ROADS = ("文一路", "文二路", "文一西路", "解放东路", "解放西路", "人民南路", "建设大道", "中山北路")
FIRST = (
    "阳光",
    "西溪",
    "翠苑",
    "金色",
    "绿城",
    "万科",
    "保利",
    "世纪",
    "东方",
    "银河",
    "丽水",
    "香榭",
)
SECOND = (
    "花园",
    "永乐城",
    "新村",
    "家园",
    "桂花园",
    "魅力之城",
    "名苑",
    "华庭",
    "公馆",
    "南苑",
    "北苑",
    "御景湾",
)


@dataclass(frozen=True)
class Door:
    """A flat, as it is in the world."""

    area: tuple[str, str, str]
    road: str
    number: int
    compound: str
    building: int
    unit: int
    room: int


def doors(rng: random.Random, sites: int, each: int = 6) -> list[Door]:
    """Sites of neighbouring doors: each is a road with a number, a compound, or both."""
    found = []
    taken: set[tuple[tuple[str, str, str], str]] = set()
    while len(taken) < sites:
        kind = rng.randrange(3)
        area = rng.choice(AREAS)
        road, number = (rng.choice(ROADS), rng.randrange(1, 900)) if kind != 1 else ("", 0)
        compound = rng.choice(FIRST) + rng.choice(SECOND) if kind else ""
        # One name is one place: a compound is not also another one of the same district.
        site = (area, compound or f"{road}{number}")
        if site in taken:
            continue
        taken.add(site)
        first = Door(area, road, number, compound, 0, 0, 0)
        units = rng.randrange(2)
        for _ in range(each):
            floor, flat = rng.randrange(1, 30), rng.randrange(1, 5)
            found.append(
                replace(
                    first,
                    building=rng.randrange(1, 30),
                    unit=rng.randrange(1, 4) * units,
                    room=100 * floor + flat,
                )
            )
    return list(dict.fromkeys(found))


def neighbour(rng: random.Random, door: Door) -> Door:
    """A door that differs in one thing, as little as doors differ."""
    step = rng.choice((-1, 1))
    fields = ["building", "room", "room"]
    fields += ["number"] if door.number else []
    fields += ["unit"] if door.unit else []
    fields += ["road"] if door.road else []
    match rng.choice(fields):
        case "building":
            return replace(door, building=max(1, door.building + step) + (door.building == 1))
        case "unit":
            return replace(door, unit=door.unit % 3 + 1)
        case "number":
            return replace(door, number=door.number + 2)
        case "road":
            return replace(door, road=rng.choice([road for road in ROADS if road != door.road]))
        case _:
            return replace(door, room=door.room + rng.choice((1, 100)))


def written(rng: random.Random, door: Door) -> str:
    """One of the ways in which people write the door down."""
    province, city, district = door.area
    area = rng.choice(
        (
            province * (province != city) + city + district,
            city + district,
            city.removesuffix("市") + district,
            f"{province} {city} {district} " if province != city else f"{city} {district} ",
        )
    )
    text = area
    if door.road:
        text += f"{door.road}{door.number}号"
    if door.compound:
        text += door.compound + rng.choice(("", "", "小区"))
    dashed = rng.random() < 0.15 and bool(door.compound)
    if dashed:
        text += "-".join(str(part) for part in (door.building, door.unit, door.room) if part)
    else:
        building = str(door.building)
        if rng.random() < 0.15 and door.building <= 10:
            building = "一二三四五六七八九十"[door.building - 1]
        text += building + rng.choice(("幢", "栋", "号楼", "座"))
        text += f"{door.unit}单元" if door.unit else ""
        text += f"{door.room}" + rng.choice(("室", "", "房"))
    if rng.random() < 0.2:
        text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if rng.random() < 0.3:
        text = rng.choice(("张伟 13812345678 {}", "{} 李娜 13987654321")).format(text)
    return text
