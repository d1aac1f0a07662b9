"""Words that announce a field: 收货人:, 电话:, 详细地址:, 邮编:, 备注: and their kin."""

from __future__ import annotations

import re
from typing import NamedTuple

PHONE_MARK = "\x01"
"""Stands for each letter of a telephone number once it has been read."""


class Label(NamedTuple):
    """A label found in the text and the field it announces."""

    start: int
    end: int
    field: str


_LABEL = re.compile(
    r"(?P<recipient>(?:^|(?<=[ ,\n]))收[ ]?:"
    r"|(?:收货|收件|联系)人(?=[\u3400-\u9fff]{2,4}(?:[ ,\n\x01]|电话|手机|联系|$))"
    r"|(?:(?:收货|收件|联系|提货|收)人|收[货件]方|客户|顾客|买家|会员)?(?:姓名|名字"
    r"|名称|称呼)[ ]?[:,]?"
    r"|(?:收货|收件|联系|提货|收)人[ ]?[:,]|(?:收货|收件|联系)人(?=[ ])"
    r"|(?:收货|收件|客户|name|recipient|attn|to|contact)[ ]?:"
    r"|(?<=,)(?:name|receiver|consignee|contact|recipient|realname),[ ]?:"
    r"|(?<=[ ,\n])找(?:前台|门卫|保安)?的?(?=[\u3400-\u9fff]{2,3}(?:[ ,\n\x01]|$)))"
    r"|(?P<other>(?<=,)(?:country|province|city|area|district|county|town|street|region|detail)"
    r"[a-z_]{0,9},[ ]?:|(?<=,)(?:省份?|城?市|区县?|县|街道|乡镇)[:,](?=[ ]?[\u3400-\u9fff])"
    r"|(?:^|(?<=[ ,\n]))我(?:现在)?在(?=[\u3400-\u9fff])"
    r"|发?(?:这个|以下|下面)的?地址(?:[哈吧哦]|就行)?[:,]?"
    r"|(?:收[货件]人?|联系人?|客户|订单|物流)信息[ ]?[:,]?|(?:^|(?<=[ ,\n]))"
    r"(?:你好|您好|亲|老板|哈[喽啰]|hi|hello)(?=[ ,\n]))"
    r"|(?P<phone>备用(?=[ ]{0,2}\x01)"
    r"|(?:收货人?|收件人?|联系人?|客户|手机|本人|备用|[她他我]的?)?(?:电话|手机|联系方式|座机|固话|tel"
    r"|phone|mobile|cell)"
    r"(?:号码|号|no\.?)?[ ]?(?::|,|是|为|(?=[ .(+]{0,3}\x01)))"
    r"|(?P<address>(?:^|(?<=[ ,\n\x01]))(?:收货|收件|详细|所在)?地址(?=[ ]?[\u3400-\u9fff])"
    r"|(?:改[成为到]|换[成到])(?:了)?[ ]?:|(?<=,)(?:detail_?)?addr(?:ess)?,[ ]?:"
    r"|(?:^|(?<=[ ,\n]))(?:我要|请帮我|麻烦|请)?(?:寄|发|送)(?:到|至|往|给)(?:住在)?"
    r"|(?:我家?的?|我的)?(?:收货|收件|详细|所在|配送|邮寄|送货|家庭|公司|街道|具体|联"
    r"系|改|新|修改|更改)?"
    r"(?:地址|地区|区域)(?:信息)?[ ]?(?::|是|为(?!民)|,)|(?:所在地|省市区|寄到|送到|送至|发到|addr"
    r"(?:ess)?)[ ]?:"
    r"|(?:收货|收件|详细|所在|邮寄)(?:地址|地区)(?=[ ]))"
    r"|(?P<postcode>(?:邮政编码|邮编|zip[ ]?(?:code)?|post[ ]?code)[ ]?[:]?(?=[ ]{0,2}\d{6}))"
    r"|(?P<remark>(?:买家|客户|订单)?(?:备注|留言|附言|说明|remarks?|notes?)[ ]?:|注:"
    r"|(?<=,)(?:备注|留言|附言),|(?<=,)(?:remark|note|memo),[ ]?:)",
    re.IGNORECASE,
)


_MAY_LABEL = re.compile(
    r"[:](?!\d)|改成|改为|换成|我在|找|[省市区县],|寄|信息|[你您]好|亲|老板|哈|hi|hello|发给|送|地址|地区|电话|手机|联系|姓名|名字|名称|称呼|邮编|邮政|收货|收件|备|留言|附言"
    r"|phone|mobile|tel|name|addr|zip|post",
    re.IGNORECASE,
)
_LABEL_LETTER = re.compile(r"[:寄信好亲老哈发送地我找改换省市区县电手联姓名称邮收备留附A-Za-z]")
"""One of these is in every label: a quick look before the thorough one."""


def find_labels(text: str) -> list[Label]:
    """Labels in normalised text whose telephone numbers are masked, in order."""
    if _LABEL_LETTER.search(text) is None or _MAY_LABEL.search(text) is None:
        return []
    return [
        Label(match.start(), match.end(), match.lastgroup or "") for match in _LABEL.finditer(text)
    ]


_SENDER = re.compile(
    r"(?:^|(?<=[ ,\n]))(?:寄件|发件|寄货|发货|寄)(?:人|方|信息|地址|公司|姓名)"
    r"(?:信息|姓名|地址)?[ ]?[:,\n ]"
)
_RECEIVER = re.compile(
    r"(?:^|(?<=[ ,\n]))(?:收件|收货|收)(?:人|方|信息|地址|公司|姓名)"
    r"(?:信息|姓名|地址)?[ ]?[:,\n ]"
)


def sender_part(text: str) -> tuple[int, int] | None:
    """The stretch of a waybill that is the sender's; None where the text does not name both."""
    sender, receiver = _SENDER.search(text), _RECEIVER.search(text)
    if sender is None or receiver is None:
        return None
    if sender.start() < receiver.start():
        return sender.start(), receiver.start()
    return sender.start(), len(text)
