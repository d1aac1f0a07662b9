"""Chinese shipping messages with known truth, written badly on purpose.

Places come from the gazetteer that ships with the package, people and telephone numbers are
invented. Three strengths: `clean` is what a form prints, `light` is one slip of the pen, `heavy` is
one or two grave faults in the divisions and up to three slips. Everything is drawn from a seeded
generator, so the same seed gives the same messages. A fault is only made where the truth can still
be told: a left-out district, say, only where the township's name is found once in the city.

    python -m benchmarks.address_noise service/examples/chinese_messages.jsonl

writes the 200 messages of the examples.

A score on these messages proves what their author thought of, no more; read it beside the real
sets.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from address.china.gazetteer import (
    CITY,
    DISTRICT,
    PROVINCE,
    TOWNSHIP,
    Gazetteer,
)
from address.china.normalise import TRADITIONAL

STRENGTHS = ("clean", "light", "heavy")
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力鑫波宇浩凯健俊帆雪琳晨倩婷梅"
    "玲珊佳慧怡欣悦涵梓轩子墨一诺"
    "思远嘉诚志鹏振宁海燕晓东春生永福德胜家豪雨桐若曦天佑"
)
SURNAME = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文"
)
_ROAD_NAMES = (
    "人民路 中山路 解放路 建设路 和平路 文化路 新华路 胜利路 朝阳路 光明路 北京路 南京路 重庆路"
    " 山西路 上海路 湖南路 中山东路 人民南路 "
    "文一西路 学院路 公园路 滨江大道 迎宾大道 长江路 黄河路 工业大道 民主街 幸福街 花园街 东风路"
    " 青年路 振兴路 环城西路 科技路 创业路 "
    "团结路 友谊路 红旗街 永安路 富强路 繁荣街 兴业路 站前路 体育路 府前街 健康路 育才路 天山路"
    " 泰山路 华山路 西藏中路 江苏路 福建路"
)
ROADS = _ROAD_NAMES.split()
_PLACE_NAMES = (
    "阳光花园 幸福小区 万达广场 绿地国际花都 碧桂园 恒大名都 金色家园 锦绣华庭 世纪城 中央花园 东"
    "方明珠 翠湖苑 龙湖天街 紫金公寓 学府佳苑 "
    "凤凰新村 湖畔人家 建设局宿舍 实验小学 第一人民医院 创业大厦 科技园 金融中心 汽车站 国际大酒店"
    " 水岸绿洲 香榭丽舍 书香门第 华润橡树湾"
)
PLACES = _PLACE_NAMES.split()
REMARKS = (
    "请尽快发货",
    "放门口就行",
    "送货前打电话",
    "周末送货",
    "易碎品轻拿轻放",
    "工作日不在家",
    "放前台",
    "到了打电话谢谢",
)
LOOKALIKES = (
    "州洲 江汪 阳阴 河何 山出 城诚 海悔 南楠 西酉 东乐 平乎 清请 安按 永水 宁宇 昌冒 兴光 龙尤 天"
    "夫 大太 太犬 石右 田由 木本 未末 土士 千干 "
    "人入 白自 日曰 目且 王玉 口囗 川州 岗岚 津律 沙抄 浦铺 埔浦 洛络 柯珂 桥侨 港巷 湖糊 溪奚 源"
    "原 泰秦 秦奏 普晋 晋普 乌鸟 鸟岛 徐除 "
    "宜宣 宝室 容客 富宫 德得 密蜜 锦绵 绵锦 临监 丰车 丘乒 乡多 云去 仙仅 余佘 佛拂 信倍 候侯 京"
    "亨 亭停 介芥 令今 充允 元无 光尤 公么 "
    "关美 兰三 冈网 凌陵 凤风 利刹 前剪 化华 北比 区匹 县具 双又 古占 吉古 和知 唐塘 商高 嘉喜 四"
    "西 固因 圆园 坊妨 坝贝 埠阜 夏复 孝考 "
    "孟盂 定宁 岳丘 巴己 常堂 庄压 庆厌 廉兼 开井 彭膨 怀坏 惠恵 成戍 扬杨 抚扶 政攻 文丈 斗头 新"
    "亲 旗棋 明朋 昭照 曲由 梁粱 梅海 榆偷 "
    "武式 汉汊 汕灿 沁泌 沈沉 沧沦 泉帛 泗四 泽择 洪供 济齐 涪陪 淮准 深探 渝偷 温湿 湘相 滁涤 滨"
    "宾 漳障 潍维 潜替 灵录 牡壮 瑞端 甘廿 "
    "留溜 皋泉 盐监 眉看 禹属 禾木 福副 红江 绥绶 罗岁 肃萧 舟丹 花化 荆刑 莆甫 萍苹 葛曷 蒙家 蓬"
    "逢 衡街 袁哀 襄壤 许讦 诸储 贵责 贺货 "
    "赣贡 辽辺 达迏 通涌 邢刑 邯郸 郑邓 郓晖 鄂卾 都部 金全 铜洞 银很 长氏 门们 防访 陇龙 陕峡 随"
    "隋 雅稚 雨两 霍雀 静净 韶昭 顺须 香杳 "
    "鹤鸡 鹿麻 黄横 黑墨 鼎晶 齐斋"
)


_TONES = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù"}


@dataclass(frozen=True, slots=True)
class NoisyMessage:
    """A message, what it means, and which faults were made."""

    text: str
    truth: dict[str, str]
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """The parts of a message before they are joined."""

    row: int
    words: dict[int, str]
    """Level -> how the division is written; a missing level is left out."""
    order: list[int]
    detail: str
    name: str
    phone: str
    detail_truth: dict[str, str]
    faults: list[str] = field(default_factory=list)


class NoiseMaker:
    """Draws messages from a gazetteer; one seed, one sequence."""

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        self.gazetteer = gazetteer
        self.random = random.Random(seed)
        self._alike: dict[str, str] = {}
        for pair in LOOKALIKES.split():
            self._alike.setdefault(pair[0], pair[1])
            self._alike.setdefault(pair[1], pair[0])
        self._same_sound: dict[str, list[str]] = {}
        letters = Counter(
            letter
            for row, name in enumerate(gazetteer.name)
            if gazetteer.level[row] <= TOWNSHIP
            for letter in name
        )
        for letter, _ in letters.most_common(2500):
            reading = gazetteer.reading.get(letter)
            if reading:
                self._same_sound.setdefault(reading, []).append(letter)
        self._traditional = {
            ord(pair[1]): pair[0]
            for pair in TRADITIONAL.split()
            if pair[0] != pair[1] and pair[1] in gazetteer.reading
        }
        self._counties = [
            row
            for row, level in enumerate(gazetteer.level)
            if (level == DISTRICT or (level == CITY and self._has_no_district(row)))
            and gazetteer.code[row][:2] not in ("71", "81", "82")
        ]
        self._district_names = Counter(gazetteer.name[row] for row in self._counties)
        self._former: dict[int, list[str]] = {}
        for entry in gazetteer.former:
            current = gazetteer.meanings.get(entry.name, ())
            unique = len(entry.heirs) == 1 and all(each.row == entry.heirs[0] for each in current)
            if entry.level == DISTRICT and unique:
                self._former.setdefault(entry.heirs[0], []).append(entry.name)

    def messages(self, strength: str, count: int) -> Iterator[NoisyMessage]:
        """`count` messages of one strength."""
        for _ in range(count):
            yield self.message(strength)

    def message(self, strength: str) -> NoisyMessage:
        """One message."""
        draft = self._draft()
        if strength == "light":
            self.random.choice(self._slips)(self, draft)
        elif strength == "heavy":
            wanted = self.random.choice((1, 1, 2))
            for fault in self.random.sample(self._graves, len(self._graves)):
                before = len(draft.faults)
                if wanted:
                    fault(self, draft)
                    wanted -= len(draft.faults) > before
            for slip in self.random.sample(self._slips, self.random.randint(1, 3)):
                slip(self, draft)
        return NoisyMessage(self._join(draft, strength), self._truth(draft), tuple(draft.faults))

    # -- Latin letters ----------------------------------------------------------------------------

    def latin_message(self) -> NoisyMessage:
        """One message in pinyin or English; names are as spoken, tones and blanks at will."""
        draw, gazetteer = self.random, self.gazetteer
        draft = self._draft()
        path = [row for row in gazetteer.path[draft.row] if gazetteer.level[row] <= DISTRICT]
        draft.row = path[-1]
        province, finest = path[0], path[1:]
        if finest and gazetteer.name[finest[0]] == gazetteer.name[province]:
            finest = finest[1:]
        road = self._spoken(draft.detail_truth["road"][:-1]) + " "
        number = draft.detail_truth["house_number"]
        name = self._spoken(draft.name[0]) + " " + self._spoken(draft.name[1:])
        if draw.random() < 0.5:
            parts = [f"No. {number} {road}{draw.choice(('Road', 'Rd', 'Rd.', 'Street', 'St'))}"]
            if "room" in draft.detail_truth:
                word = draw.choice(("Bldg", "Building", "Block"))
                parts.insert(0, f"{word} {draft.detail_truth['building']}")
                parts.insert(
                    0, f"{draw.choice(('Rm', 'Room', 'Apt'))} {draft.detail_truth['room']}"
                )
            for row in reversed(finest):
                parts.append(self._spoken_division(row, english=True))
            parts.append(self._spoken_division(province, english=True))
            parts.append(
                draw.choice(("China", "CN", "P.R. China", f"{draw.randint(100, 859)}000, China"))
            )
            address = draw.choice((", ", ", ", ",")).join(parts)
            style = "english"
        else:
            gap = draw.choice((" ", "", " "))
            parts = [
                self._spoken_division(row, english=False, gap=gap) for row in [province, *finest]
            ]
            address = draw.choice((" ", " ", ", ")).join(parts)
            address += f" {road}{draw.choice(('Lu', 'lu'))} {number} hao"
            if "room" in draft.detail_truth:
                address += (
                    f" {draft.detail_truth['building']} dong {draft.detail_truth['room']} shi"
                )
            if draw.random() < 0.3:
                address = "".join(
                    draw.choice(_TONES[c]) if c in _TONES and draw.random() < 0.8 else c
                    for c in address
                )
            style = "pinyin"
        phone = draft.phone if draw.random() < 0.5 else "+86 " + draft.phone
        text = draw.choice((", ", "\n", "; ")).join(
            draw.choice(([name, phone, address], [address, name, phone], [name, address, phone]))
        )
        written = {"house_number"}
        if "room" in draft.detail_truth:
            written |= {"building", "room"}
        draft.detail_truth = {k: v for k, v in draft.detail_truth.items() if k in written}
        truth = self._truth(draft)
        truth["name"] = name
        return NoisyMessage(text, truth, (style,))

    def _spoken(self, text: str) -> str:
        return (
            "".join(self.gazetteer.reading.get(c, "") for c in text).replace("v", "u").capitalize()
        )

    def _spoken_division(self, row: int, *, english: bool, gap: str = " ") -> str:
        draw, gazetteer = self.random, self.gazetteer
        name, short = gazetteer.name[row], gazetteer.short[row]
        syllables = gazetteer.spoken[row].split() or [gazetteer.reading.get(c, "") for c in short]
        kind = name[len(short) :] if name.startswith(short) else ""
        spoken = "".join(syllables).replace("v", "u").capitalize()
        if gazetteer.code[row] == "610000":
            spoken = "Shaanxi"
        elif draw.random() < 0.15:
            spoken = " ".join(syllable.capitalize() for syllable in syllables)
        if not kind:
            return spoken
        if english:
            words = {
                "省": ("Province", "Prov.", ""),
                "市": ("City", "", ""),
                "县": ("County", "County", ""),
                "区": ("District", "Dist.", ""),
            }.get(kind, ("",))
            return f"{spoken} {draw.choice(words)}".strip()
        if len(kind) > 1 or draw.random() < 0.3:
            return spoken
        reading = gazetteer.reading.get(kind, "")
        return spoken + gap + (reading.capitalize() if gap else reading)

    # -- the clean message ------------------------------------------------------------------------

    def _has_no_district(self, row: int) -> bool:
        level = self.gazetteer.level
        return all(level[child] == TOWNSHIP for child in self.gazetteer.children.get(row, ()))

    def _draft(self) -> _Draft:
        draw, gazetteer = self.random, self.gazetteer
        row = draw.choice(self._counties)
        towns = [t for t in gazetteer.children.get(row, ()) if gazetteer.level[t] == TOWNSHIP]
        if towns and draw.random() < 0.7:
            row = draw.choice(towns)
        words = {gazetteer.level[each]: gazetteer.name[each] for each in gazetteer.path[row]}
        if words.get(CITY) == words[PROVINCE] and draw.random() < 0.6:
            del words[CITY]
        detail, truth = self._detail()
        name = draw.choice(SURNAME) + "".join(draw.sample(GIVEN, draw.choice((1, 2, 2))))
        # Four zeros after the network's digits: no such block is given to subscribers.
        phone = f"1{draw.choice('3456789')}{draw.randint(0, 9)}0000{draw.randint(0, 9999):04d}"
        return _Draft(row, words, sorted(words), detail, name, phone, truth)

    def _detail(self) -> tuple[str, dict[str, str]]:
        draw = self.random
        road, number = draw.choice(ROADS), str(draw.randint(1, 999))
        truth, text = {"road": road, "house_number": number}, f"{road}{number}号"
        if draw.random() < 0.6:
            truth["poi"] = draw.choice(PLACES)
            text += truth["poi"]
            if draw.random() < 0.8:
                truth["building"] = str(draw.randint(1, 40))
                text += truth["building"] + draw.choice(("栋", "幢", "号楼", "座"))
                if draw.random() < 0.6:
                    truth["unit"] = str(draw.randint(1, 6))
                    text += truth["unit"] + "单元"
                truth["room"] = str(draw.randint(1, 33) * 100 + draw.randint(1, 8))
                text += truth["room"] + draw.choice(("室", "", "房"))
        return text, truth

    def _truth(self, draft: _Draft) -> dict[str, str]:
        gazetteer = self.gazetteer
        truth = {gazetteer.field(each): gazetteer.name[each] for each in gazetteer.path[draft.row]}
        county = [each for each in gazetteer.path[draft.row] if gazetteer.level[each] <= DISTRICT]
        truth["adcode"] = gazetteer.code[county[-1]]
        truth["name"], truth["phone"] = draft.name, draft.phone
        if "traditional" in draft.faults:
            truth["name"] = draft.name.translate(self._traditional)
        return truth | draft.detail_truth

    def _join(self, draft: _Draft, strength: str) -> str:
        draw = self.random
        name, phone = draft.name, draft.phone
        gap = ""
        if "blank between levels" in draft.faults:
            gap = " "
        elif "dash between levels" in draft.faults:
            gap = "-"
        address = gap.join([*(draft.words[level] for level in draft.order), draft.detail])
        if "phone parted" in draft.faults:
            phone = draw.choice(("{0} {1} {2}", "{0}-{1}-{2}")).format(
                phone[:3], phone[3:7], phone[7:]
            )
        if "phone with country" in draft.faults:
            phone = draw.choice(("+86 ", "+86", "86-", "0086")) + phone
        if "remark" in draft.faults:
            address += draw.choice((" ", "，")) + draw.choice(REMARKS)
        if "labels" in draft.faults:
            parts = [
                draw.choice(("收货人：", "收件人:", "姓名：", "联系人: ")) + name,
                draw.choice(("电话：", "手机号:", "联系电话：", "手机号码: ")) + phone,
                draw.choice(("地址：", "收货地址:", "详细地址：", "所在地区: ")) + address,
            ]
            return draw.choice((" ", "\n", "，", "；")).join(parts)
        parts = [
            [name, phone, address],
            [address, name, phone],
            [name, address, phone],
            [address, phone, name],
            [phone, name, address],
        ][draw.randint(0, 4)]
        separator = draw.choice((" ", "，", ",", "\n", "  ", " ") if strength != "clean" else " ")
        text = separator.join(parts)
        if "full width" in draft.faults:
            text = "".join(
                chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and draw.random() < 0.8 else c for c in text
            )
        if "traditional" in draft.faults:
            text = text.translate(self._traditional)
        if "emoji" in draft.faults:
            text = draw.choice(("📦", "🏠", "😊", "📍")) + text + draw.choice(("", "🙏", "❤️"))
        return text

    # -- slips ------------------------------------------------------------------------------------

    def _drop_suffix(self, draft: _Draft) -> None:
        gazetteer = self.gazetteer
        levels = [
            level
            for level, word in draft.words.items()
            if level in (PROVINCE, CITY, DISTRICT)
            and word == gazetteer.name[self._row(draft, level)]
            and gazetteer.short[self._row(draft, level)] != word
        ]
        if levels:
            level = self.random.choice(levels)
            short = gazetteer.short[self._row(draft, level)]
            clash = {
                gazetteer.short[self._row(draft, other)] for other in draft.words if other != level
            }
            if short not in clash:
                draft.words[level] = short
                draft.faults.append("missing suffix")

    def _double_suffix(self, draft: _Draft) -> None:
        level = self.random.choice(sorted(draft.words))
        if draft.words[level][-1] in "省市区县镇乡道":
            draft.words[level] += draft.words[level][-1]
            draft.faults.append("doubled suffix")

    def _omit_province(self, draft: _Draft) -> None:
        row = draft.row
        sure = CITY in draft.words or self._unique_district(row)
        if sure and PROVINCE in draft.words and len(draft.words) > 1:
            del draft.words[PROVINCE]
            draft.order.remove(PROVINCE)
            draft.faults.append("province missing")

    def _omit_city(self, draft: _Draft) -> None:
        if CITY in draft.words and DISTRICT in draft.words and PROVINCE in draft.words:
            name = draft.words[DISTRICT]
            twins = [
                r
                for r in self._counties
                if self.gazetteer.name[r] == name
                and self.gazetteer.path[r][0] == self.gazetteer.path[draft.row][0]
            ]
            if len(twins) == 1:
                del draft.words[CITY]
                draft.order.remove(CITY)
                draft.faults.append("city missing")

    def _blank_inside(self, draft: _Draft) -> None:
        level = self.random.choice(sorted(draft.words))
        word = draft.words[level]
        cut = self.random.randint(1, len(word) - 1)
        draft.words[level] = word[:cut] + " " + word[cut:]
        draft.faults.append("blank inside")

    def _say_twice(self, draft: _Draft) -> None:
        if len(draft.words) >= 2:
            first = draft.order[0]
            draft.words[first] += draft.words[first]
            draft.faults.append("said twice")

    def _style(self, draft: _Draft) -> None:
        draft.faults.append(
            self.random.choice(
                (
                    "blank between levels",
                    "dash between levels",
                    "phone parted",
                    "phone with country",
                    "remark",
                    "labels",
                    "full width",
                    "emoji",
                    "traditional",
                )
            )
        )

    def _mixed_scripts(self, draft: _Draft) -> None:
        """Province, city or district in pinyin among characters: Hangzhou市, zhejiang省."""
        gazetteer = self.gazetteer
        levels = [
            level
            for level, word in draft.words.items()
            if level < TOWNSHIP
            and word == gazetteer.name[self._row(draft, level)]
            and len(gazetteer.short[self._row(draft, level)]) >= 2
        ]
        if not levels:
            return
        level = self.random.choice(levels)
        row = self._row(draft, level)
        short = gazetteer.short[row]
        syllables = gazetteer.spoken[row].split() or [gazetteer.reading.get(c, "") for c in short]
        spoken = "".join(syllables).replace("v", "u")
        if len(syllables) == len(short) and spoken.isascii() and all(syllables):
            if self.random.random() < 0.5:
                spoken = spoken.capitalize()
            draft.words[level] = spoken + draft.words[level][len(short) :]
            draft.faults.append("mixed scripts")

    def _typo(self, draft: _Draft) -> None:
        """A misspelt letter in province or city, with the district intact."""
        levels = [level for level in (PROVINCE, CITY) if level in draft.words]
        if levels and DISTRICT in draft.words:
            self._misspell(draft, self.random.choice(levels))

    # -- grave faults -----------------------------------------------------------------------------

    def _misspell(self, draft: _Draft, level: int) -> None:
        word = draft.words[level]
        kind = self.random.choice(("homophone", "look-alike", "missing letter"))
        core = max(1, len(self.gazetteer.short[self._row(draft, level)]))
        at = self.random.randrange(min(core, len(word)))
        if kind == "homophone":
            reading = self.gazetteer.reading.get(word[at], "")
            others = [c for c in self._same_sound.get(reading, ()) if c != word[at]]
            if others:
                self._replace(draft, level, at, self.random.choice(others), kind)
        elif kind == "look-alike":
            places = [i for i in range(len(word)) if word[i] in self._alike]
            if places:
                at = self.random.choice(places)
                self._replace(draft, level, at, self._alike[word[at]], kind)
        elif len(word) >= 4 or (len(word) == 3 and level != TOWNSHIP):
            self._replace(draft, level, at, "", kind)

    def _replace(self, draft: _Draft, level: int, at: int, letter: str, kind: str) -> None:
        word = draft.words[level]
        changed = word[:at] + letter + word[at + 1 :]
        # A slip that spells another place is not a slip any more.
        if changed not in self.gazetteer.meanings:
            draft.words[level] = changed
            draft.faults.append(f"{kind} in {('province', 'city', 'district', 'township')[level]}")

    def _misspell_district(self, draft: _Draft) -> None:
        if DISTRICT in draft.words:
            self._misspell(draft, DISTRICT)

    def _misspell_township(self, draft: _Draft) -> None:
        if TOWNSHIP in draft.words and DISTRICT in draft.words:
            self._misspell(draft, TOWNSHIP)

    def _omit_district(self, draft: _Draft) -> None:
        gazetteer = self.gazetteer
        if not {CITY, DISTRICT, TOWNSHIP} <= set(draft.words):
            return
        city = self._row(draft, CITY)
        name = draft.words[TOWNSHIP]
        twins = [
            town
            for county in gazetteer.children[city]
            for town in gazetteer.children.get(county, ())
            if gazetteer.name[town] == name
        ]
        if len(twins) == 1:
            del draft.words[DISTRICT]
            draft.order.remove(DISTRICT)
            draft.faults.append("district missing")

    def _old_district(self, draft: _Draft) -> None:
        if DISTRICT not in draft.words:
            return
        old = self._former.get(self._row(draft, DISTRICT))
        if old:
            draft.words[DISTRICT] = self.random.choice(old)
            draft.faults.append("old district name")

    def _wrong_city(self, draft: _Draft) -> None:
        gazetteer = self.gazetteer
        if not {CITY, DISTRICT} <= set(draft.words) or not self._unique_district(draft.row):
            return
        city = self._row(draft, CITY)
        others = [
            c
            for c in gazetteer.children[gazetteer.parent[city]]
            if c != city and gazetteer.level[c] == CITY
        ]
        if others:
            draft.words[CITY] = gazetteer.name[self.random.choice(others)]
            draft.faults.append("wrong city")

    def _swap_levels(self, draft: _Draft) -> None:
        if len(draft.order) >= 3:
            at = self.random.randrange(len(draft.order) - 1)
            draft.order[at], draft.order[at + 1] = draft.order[at + 1], draft.order[at]
            draft.faults.append("levels swapped")

    def _unique_district(self, row: int) -> bool:
        county = [r for r in self.gazetteer.path[row] if self.gazetteer.level[r] == DISTRICT]
        return bool(county) and self._district_names[self.gazetteer.name[county[0]]] == 1

    def _row(self, draft: _Draft, level: int) -> int:
        path = self.gazetteer.path[draft.row]
        return next(row for row in path if self.gazetteer.level[row] == level)

    _slips = (
        _drop_suffix,
        _double_suffix,
        _omit_province,
        _omit_city,
        _blank_inside,
        _say_twice,
        _style,
        _style,
        _typo,
        _mixed_scripts,
    )
    _graves = (
        _misspell_district,
        _misspell_district,
        _misspell_township,
        _omit_district,
        _old_district,
        _wrong_city,
        _swap_levels,
    )


def write_messages(path: Path, count: int, seed: int) -> None:
    """Writes messages of every kind as JSON lines {"text", "truth"}."""
    maker = NoiseMaker(Gazetteer.load(), seed)
    drawn = []
    for number in range(count):
        kind = ("light", "heavy", "light", "heavy", "clean", "latin", "heavy", "light")[number % 8]
        drawn.append(maker.latin_message() if kind == "latin" else maker.message(kind))
    lines = [
        json.dumps({"text": message.text, "truth": message.truth}, ensure_ascii=False)
        for message in drawn
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_messages(Path(sys.argv[1]), 200, seed=20)


__all__ = ["STRENGTHS", "NoiseMaker", "NoisyMessage", "write_messages"]
