"""What a line is by itself: a unit's name, a date, an attachment's mark, a list of addressees."""

from __future__ import annotations

import re
from typing import Final

from .numerals import HALF_FIGURES

READING: Final = r"[（(][a-zêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}[)）]"
"""A reading that a mirror site has set behind a character: 發(fā)布日期."""
_RECIPIENT: Final = re.compile(
    r"(?!.{0,16}(?:各位|同志们|女士|先生)|同志|主席|[尊敬亲][敬爱]的)(?:.{0,300}(?:各|本)[\u4e00-\u9fff（）()、，,〔〕]{1,120}|.{1,200}"
    r"[局委办厅院校园府处科室会司位门团站所组心部队员们家长县市区旗州构关企业位系镇乡][）)]?)[:：]$"
)
_FOLLOWS: Final = re.compile(r"如下|以下|下列")
"""制定本年度工作计划如下：, 重点抓好以下工作："""
_SAYS: Final = re.compile(r"了|领导下|各项|取得|完成|体现")
"""In a sentence above a list (各项工作取得成效，主要体现在六个方面：), in no name of a unit."""
_POST: Final = re.compile(
    r"(?:[常执]务|第一)?副?(?:组长|主任|队长|总指挥|指挥长|召集人|负责人|责任人|联系人|主持人|秘书长|部长"
    r"|成员单?位?|组员|委员)[:：]$|[各本每](?:月|周|季度?|学[期年]|年(?!级)度?|阶段|时段)"
)
"""组长：, above the names of a group; 各月安排：."""
# what may stand in place of a figure: numerals, blanks, and whatever a scan made of them; no words
_FIGURE: Final = "[一二三四五六七八九十〇零元正廿卅曰口份\\x00-\\u4dff\\ua000-\\uffff]"
_DATE_LINE: Final = re.compile(
    r"(?:[（(][此本][件页].{0,12}[）)])?[（(]?(?:(?:19|20)\d{2}|[二一][〇○零0九][〇○零0-9一二三四五六七八九]{2})"
    rf"\s?[年./-]{_FIGURE}{{0,6}}?[月./-]{_FIGURE}{{0,4}}?[日号]?[）)]?$"
    r"|20\d{2}.?\d{1,2}月\d{1,2}日?$|[（(]?(?:中华)?民国\s?\d{2,3}年\d{1,2}月\d{1,2}日[）)]?$"
)
_DAMAGED_DATE: Final = re.compile(
    r"(?:19|20)\d{2}.{0,3}\d{0,2}月\d{1,2}$|(?:19|20)\d{2}年?\d{1,2}月$"
    r"|(?:19|20)\d{2}年?\d{2,}月?\d*日?$|(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]?$"
)
_WHOLE_DATE: Final = re.compile(
    r"(?:(?:19|20)\d\d|二[〇○零0O][〇○零0O一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日"
)
_UNIT_HEADS: Final = (
    "局|署|委|委员会|政府|办公室|办公厅|厅|部|院|党组|党委|工委|中心|学校|大学|学院|小组|指挥部|管委会|公司"
    "|总队|支队|海关|银行|[支分]行|监狱|协会|联合会|中学|小学|幼儿园|处|科|站|所|社|团|会|省|市|州|县|区|镇|乡|街道|办事处"
)
_UNIT_LINE: Final = re.compile(
    rf"[\u4e00-\u9fff·（）()、\s]{{2,60}}?(?:{_UNIT_HEADS})(?:[（(].{{1,10}}[）)])?$"
)
_SMALL_UNIT: Final = re.compile(
    r"(?!.{0,20}的)[\u4e00-\u9fff（）()]{2,18}(?:[馆园队场村办校]|学区|社区|[教科研办公]室|基地)$"
)
_ATTACHMENT: Final = re.compile(
    r"附(?:件|表|录|图)?[ \u3000]?[0-9０-９一二三四五六七八九十]{0,3}[ \u3000]?(?:[:：].{0,120})?$"
)
_OFFICES: Final = "[省市县区州]长|主席|主任|局长|书记|总理|厅长|部长|校长|院长"
_SUBTITLE: Final = re.compile(
    rf"[（(].{{1,60}}[）)]$|[—–―-]{{1,3}}.{{2,60}}$"
    r"|(?:[^，。；：]{2,24}[，,]?)?20\d\d年\d{1,2}月\d{1,2}日[^。；：]{2,36}(?:通过|批准)$"
    rf"|[^，。]{{2,40}}(?:{_OFFICES})\s{{1,4}}[\u4e00-\u9fff]\s{{0,3}}[\u4e00-\u9fff]{{1,3}}$"
)


def squeeze(text: str) -> str:
    """Without white space of any kind."""
    return "".join(text.split())


def is_unit(text: str) -> bool:
    """Whether a line without spaces is a unit's name."""
    return len(text) < 60 and _UNIT_LINE.match(text) is not None


def is_signer(text: str) -> bool:
    """Whether a line without spaces, above a date, is the name of whoever signs.

    A village, a library, a school's office: what ends so elsewhere is as often no unit.
    """
    return is_unit(text) or _SMALL_UNIT.match(text) is not None


def is_date(text: str) -> bool:
    """Whether a line without spaces is a date."""
    if text[:1] in _WIDE:
        text = text.translate(HALF_DATES)
    return _DATE_LINE.match(text) is not None


_WIDE: Final = "１２"
HALF_DATES: Final = HALF_FIGURES | {ord(c): ord(c) - 0xFEE0 for c in "－．／："}
"""For `str.translate`: the figures of a date and of a time, and what parts them, in half width."""


def dated_unit(text: str) -> tuple[str, str] | None:
    """The unit and the date of a line without spaces that is both: 平川县司法局2021年3月5日."""
    if len(text) > 60 or "年" not in text:
        return None
    match = _WHOLE_DATE.search(text)
    if match is None or match.start() and match.end() < len(text):
        return None
    unit = text[match.end() :] or text[: match.start()]
    return (unit, match[0]) if len(unit) > 3 and is_unit(unit) else None


def is_attachment(text: str) -> bool:
    """Whether a line announces an attachment: 附件, 附件1：…"""
    return _ATTACHMENT.match(text) is not None


_APPENDED: Final = (
    ("附", frozenset("件表录錄:： \u3000\n0123456789")),
    ("名", frozenset("词詞")),
    ("注", frozenset("释釋")),
)


def may_append(string: str, start: int, end: int) -> bool:
    """Whether `string[start:end]` has 附件, 附表, 附：, 名词 or 注释: every such mark has one.

    To look for a character is faster than for a word, and that than for the mark's pattern.
    """
    for first, seconds in _APPENDED:
        at = string.find(first, start, end - 1)
        while at >= 0:
            if string[at + 1] in seconds:
                return True
            at = string.find(first, at + 1, end - 1)
    return False


def is_recipients(text: str) -> bool:
    """Whether a line without spaces lists addressees: 各中小学、幼儿园："""
    return (
        text[-1:] in ":："
        and len(text) < 300
        and "。" not in text
        and _FOLLOWS.search(text, len(text) - 9) is None
        and _RECIPIENT.match(text) is not None
        and _SAYS.search(text) is None
        and _POST.match(text) is None
    )


def is_damaged_date(text: str) -> bool:
    """Whether a line without spaces was a date before characters were lost: 20221月26."""
    return len(text) < 14 and _DAMAGED_DATE.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a line could stand below a title: （2021—2023年）, ——在…会议上, a speaker."""
    return len(text) < 60 and _SUBTITLE.match(text) is not None
