"""Is this stretch of text the name of a person or of a firm that receives parcels?"""

from __future__ import annotations

import re

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范"
    "彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管"
    "卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗"
    "山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍"
    "双闻莘党翟谭贡劳逄姬申扶堵冉"
    "宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡"
    "步都耿满弘匡国文寇广禄阙东欧"
    "殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓"
    "公肖仝佟岳付晋闫涂苟楚商牟佘"
    "伯赏墨哈谯笪年爱阳佴琴言福亓仉督归海墨覃原候代占揭邸芦亢尧才兰鹿门付柴豆闪降冼邝练缑修衣肇但"
    "辜党战英刑矫初官过宏令隋"
)
DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "呼延",
        "左丘",
        "令狐",
        "轩辕",
        "西门",
        "百里",
        "第五",
    ]
)
COMMON_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文"
)
NO_NAMES = frozenset(
    ("null", "none", "undefined", "nan", "n/a", "无", "中国", "匿名", "她", "他", "我", "你")
)
_TITLE = re.compile(
    r"(?:先生|女士|小姐|老师|师傅|经理|老板|总|同学|医生|主任|阿姨|大哥|姐|哥|叔|某某?|校长|工|太"
    r"太|夫人|宝宝|妈妈|爸爸)$"
)
_RECEIVES = re.compile(r"[( ]?(?:亲收|签收|代收|收|启)[)]?$")
_ADDRESS_WORD = re.compile(
    r"(?:[路街道巷弄号栋幢楼室层村镇乡区县市省屯组队社店铺厂院校园苑城厦座湾桥站口场府庭居轩阁邸馆"
    r"所部局处厅司团行吧库港岛滩洲埠]"
    r"|单元|公司|大厦|广场|中心|门口|附近|旁边|对面|隔壁|驿站|超市|酒店|宾馆|市场|快递|物流|园区"
    r"|基地)$"
)
_ADDRESS_INSIDE = re.compile(r"\d|单元|大厦|小区|花园|公司|号楼|[路街]")
_DIGIT = re.compile(r"\d")
_CHINESE = re.compile(r"^[\u3400-\u9fff]+$")
_MINORITY = re.compile(r"^[\u3400-\u9fff]{1,8}[.,·][\u3400-\u9fff]{1,8}$")
_LATIN = re.compile(r"^[A-Za-z][A-Za-z .'\-]{0,24}$")
_MIXED = re.compile(r"^[A-Za-z\u3400-\u9fff]{1,8}$")


def strip_receives(text: str) -> str:
    """Leaves out 收 and its like after a name."""
    match = _RECEIVES.search(text)
    return text[: match.start()] if match and match.start() >= 1 else text


def person_score(text: str) -> float:
    """How much a stretch looks like a name: above 3 it does, below 0 it does not."""
    if _DIGIT.search(text) is not None:
        return -4.0
    bare = strip_receives(text)
    bonus = 2.5 if bare != text else 0.0
    if bare.endswith(")"):
        bare = bare[:-1].replace("(", "", 1)  # 于谦(先生)
    if not bare or bare.lower() in NO_NAMES:
        return -5.0
    title = _TITLE.search(bare)
    stem = bare[: title.start()] if title else bare
    titled = title is not None and 0 < len(stem) <= 4 and not _ADDRESS_INSIDE.search(stem)
    if titled and (stem[0] in SURNAMES or stem[:2] in DOUBLE_SURNAMES):
        return 6.0 + bonus
    if _MINORITY.match(bare):
        return 3.0 + bonus
    if _CHINESE.match(bare):
        size = len(bare)
        if size > 4:
            return -1.0 + bonus if size <= 6 else -4.0
        if _ADDRESS_INSIDE.search(bare):
            return -3.0
        score = 0.5 if size > 1 else 1.0
        if bare[:2] in DOUBLE_SURNAMES and size >= 3:
            score += 4.5
        elif bare[0] in COMMON_SURNAMES and size in (2, 3):
            score += 4.2
        elif bare[0] in SURNAMES and size in (2, 3):
            score += 3.4
        elif bare[0] in SURNAMES and size == 4 and bare[1] in SURNAMES:
            score += 2.0
        if _ADDRESS_WORD.search(bare):
            score -= 2.2 if size <= 3 and bare[0] in SURNAMES else 4.0
        return score + bonus
    if _LATIN.match(bare):
        return 1.5 + bonus
    if _MIXED.match(bare):
        return 1.2 + bonus
    return -4.0
