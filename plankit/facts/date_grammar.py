"""How calendar expressions are written: the patterns that `plankit.facts.dates` reads with.

One expression is an optional year followed by an optional part of it (2022年|9月底, 今年|上半年,
年底), so one pattern holds both; what the parts mean is for the reader to say.
"""

from __future__ import annotations

import re
from typing import Final

from ..lexicon import Lexicons
from .almanac import Almanac

JOIN: Final = r"\s?(?:[-－—–―─~～〜‐‑−]{1,4}|(?:起|开始)?[至到])\s?"
JOINS: Final = frozenset("-－—–―─~～〜‐‑−至到起开一")
_CLOCK: Final = r"\s?(?:上午|下午|晚上?)?\s?\d{1,2}(?:[时点](?:\d{1,2}分|整)?|[:：]\d\d)"
CLOCK_STARTS: Final = frozenset("0123456789上下晚")
BLANK: Final = "[xXｘＸ×*＊_＿□○●△▲◯]"
_LIST: Final = r"\s?[、和及/]\s?"
_DIGITS: Final = "〇○零一二三四五六七八九"
_ROUND: Final = "0０OＯΟ"
"""What is typed for 〇: 二0二五年."""
_YEAR: Final = (
    rf"(?:\d{{4}}|[一二][{_DIGITS}{_ROUND}]{{3}}|\d{{2}}{BLANK}{{2}}|20{BLANK}(?=\s?(?:学?年度?))|\d{{3}}{BLANK}|\d{BLANK}{{3}}"
    rf"|二[〇○零]{BLANK}{{2}}|{BLANK}{{4}}"
    # two blanks are a span of years as often (历时XX年), but not before these
    rf"|{BLANK}{{2}}(?=年(?:度|[上下]半年|年?[底末初]|\s?(?:{BLANK}|\d){{1,2}}月)))"
)
# the Republic's years, counted from 1911: with 民国, or three digits before what no count has
_ROC: Final = (
    r"(?:(?:(?<=民国)|(?<=民国\s))(?:\d{2,3}|[一二三四五六七八九十百〇○零]{1,5})"
    r"|1[0-3]\d(?=\s?(?:学年|年度|年\s?(?:1[0-2]|[1-9])\s?月|年年?[底初]|年[上下]半年|年第?[一二三四1-4]季)))"
)
_MONTH: Final = rf"(?:\d{{1,2}}|十[一二]?|[一二三四五六七八九元]|{BLANK}{{1,2}})"
_DAY: Final = (
    rf"(?:\d{{1,2}}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]|{BLANK}{{1,2}})"
)
_QUARTER: Final = "[一二三四1-4１-４]"
# 2022年初中毕业, 2022年中小学: no 年初, no 年中
_BEGIN: Final = "初(?![步中级高等次审小一二三])"
# nor 年中 where the year's own middle would need a word before it
_MIDDLE: Final = (
    r"中(?:(?=(?:之|以)?前|[，,。；;、）)和及与]|$)"
    r"|(?<=[于於在，。；、：初\n]年中)(?![小国央考学部])|(?<=^年中)(?![小国央考学部]))"
)

_HEAD: Final = (
    rf"(?:(?P<y0>{_YEAR})\s?(?:年?度?(?:{JOIN}|一)|{_LIST}))?"
    rf"(?P<y>{_YEAR}|{_ROC}|(?P<short>\d{{2}})(?=\s?学年|年(?:年?[底末]|[上下]半年|(?:1[0-2]|[1-9])月(?!份?龄))))"
    # 2025.6月底, 2025秋季学期: the 年 is lost
    r"\s?(?P<unit>学年度?|年(?!级|代|龄|历史)(?:度(?!假))?|(?<=\d{4})(?:[.．](?=(?:1[0-2]|0?[1-9])月)"
    r"|(?=[春秋]季?学期|[春秋]季开学)))"
)
_TAIL: Final = (
    r"第?(?P<term>[一二上下12１２])学期"
    r"|(?P<half>[上下前后])半年"
    r"|前(?P<nq>[一二两三1-3])个?季度"
    r"|前(?P<nm>[一二两三四五六七八九十]|十一|1[01]|[1-9])个月"
    rf"|第?(?P<q0>{_QUARTER})(?:{_LIST}第?{_QUARTER}){{0,2}}(?:{JOIN}|{_LIST})?第?(?P<q1>{_QUARTER})季度"
    rf"|第?(?P<q>{_QUARTER})季度(?P<qpart>[底末初])?"
    rf"|第(?P<season>{_QUARTER})季(?!度)"
    rf"|(?P<own>年(?:度)?)?(?P<part>底|末|终(?=之?前)|{_BEGIN}|{_MIDDLE}|(?<=年年)中(?![小国央考学]))"
    r"|(?P<within>年(?=内(?![蒙容涵部外控生需供]|\w署)|内部署))"
    r"|(?P<whole>全年)"
    rf"|(?:(?P<m0>{_MONTH})(?:(?P<mjoin>{JOIN})|(?:{_LIST}{_MONTH}){{0,3}}{_LIST}))?(?P<m>{_MONTH})\s?月份?(?!龄)"
    rf"(?:\s?(?:(?P<d0>{_DAY})\s?[日号]?(?:{JOIN}|(?:{_LIST}{_DAY}){{0,4}}{_LIST}))?(?P<d>{_DAY})\s?(?:[日号]|(?<=\d)(?=之?前(?![往期后]))"
    # 2024年2月2完成: the 日 is lost, where neither a measure word nor a label's mark follows
    rf"|(?:(?<=月\d)|(?<=月\d\d))(?=[，。；]|$|完成|开展|召开|举[办行]|印发|启动|开始|报送|组织))"
    rf"|(?P<mpart>上中旬|中上旬|中下旬|[上中下]旬|底|末|[上下]半月|第[一二三四五]周(?![期年岁])|{_BEGIN}|{_MIDDLE}))?"
    r"|月(?P<thismonth>[底末])"
)
# what stands behind: guards keep 起草, 前三名, 前期, 后勤, 内蒙古 out
_BEHIND: Final = (
    # 5月1日（含）前, 6月30日18:00前
    rf"(?:[（(](?:含|含当[日天]|星期[一二三四五六日天]|周[一二三四五六日])[）)]|{_CLOCK}(?=之?前))?"
    r"(?:小?长假|假期|假日)?\s?(?:来临|到来|开始(?=之?前)|(?P<over>结束(?=之?前)))?"
    # 五一、国庆等重要节日期间
    r"(?:等(?:重[大要点]|关键|传统|法定)?(?:时间)?(?:节点|节日|节假日|时段|时期)(?=之前|前(?!期)|期间))?"
    r"(?:(?P<rel>之前|以前|前后|前夕|前(?![期往后提列端沿身置景线半\d一二三四五六七八九十两几])"
    r"|之内|以内|内(?![蒙容涵部外控生需供])|内(?=部署)|以来"
    r"|(?:正式)?起(?![草诉源点步诊居身航飞跑降])|开始|之后|以后|后(?![勤备进续期方台辈])"
    r"|期间|至今(?![年明])|之际|当[天日])"
    # 元旦、春节|和省、市“两会”期间
    r"|(?=[、和及与][省市县区全国、]{0,8}[“\"]?(?:两会|\ue000\ue000)[”\"]?期间)(?P<shared>))?"
)

_ISO: Final = (
    r"(?P<iy>(?:19|20)\d\d)(?P<sep>[-./．／－])(?P<im>\d{1,2})(?P=sep)(?P<id>\d{1,2})(?![\d.．])"
    r"|(?P<my>(?:19|20)\d\d)(?:[./．／](?P<mm>1[0-2]|0?[1-9])|-(?P<mm2>0[1-9]|1[0-2]))"
    r"(?![\d.．/／]|-(?!(?:19|20)\d\d[.．]|(?:1[0-2]|[1-9])(?![\d.．])))"
    r"(?P<end>[底末](?=之?前))?(?=之?前|[，,。；;、）)\s至到—–~～-]|$)"
)

_DAY_BEHIND: Final = r"\d{1,2}(?:之?前|\s?(?:[-－—–―~～]{1,2}|[至到])\s?\d{1,2}[.．]\d)"
"""What makes a month of the figures before a dot (6.30前, 9.1-9.30)."""

_TRADITIONAL: Final = "內學節國慶後間兩開來陽級齡歷個結從"
_SIMPLIFIED: Final = "内学节国庆后间两开来阳级龄历个结从"


class Grammar:
    """The patterns, with the words of the tables compiled in."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.almanac = almanac = Almanac(lexicons)

        def one_of(*kinds: str) -> str:
            return "|".join(map(re.escape, almanac.named(*kinds)))

        words = one_of("festival", "around", "day", "break", "term", "season")
        relative = f"(?P<relative>{one_of('year', 'later')})(?![级纪龄轻])度?"
        listed = rf"(?P<words>(?:{words})(?:[、和及与]?(?:{words})){{0,3}})(?:[双两]节)?"
        self.word = re.compile(words)
        self.year_or_part = re.compile(
            rf"(?:(?:{_HEAD}|{relative})(?P<head>))?(?:\s?的?(?:{_TAIL}|{listed}))?"
        )
        self.behind = re.compile(rf"\s?{_BEHIND}")
        # 3月1日一5日: a dash that was read as a numeral
        self.join = re.compile(rf"(?:{_CLOCK})?{JOIN}|\s?一\s?(?=[\d{BLANK[1:-1]}])")
        self.iso = re.compile(_ISO)
        self.plan = re.compile(
            rf"[“\"「]?(?P<plan>{one_of('plan')})[”\"」]?(?:规划)?(?:时期|期)?末(?:期|年)?(?P<before>之?前)?"
        )
        # “七一”前: within quotation marks only what is a festival, and used as a time, is a date
        names = one_of("quoted", "festival", "day")
        self.quoted = re.compile(
            rf"[“\"「『](?P<name>{names})[”\"」』](?:节日?)?(?=(?:小?长假|假期)?(?:前|期间|之前|后|之后))"
        )
        # a character that every expression holds; each alternative begins with a literal, so that
        # `re` looks for these first characters only
        ends = {
            word[-2:]
            for word in almanac.named("festival", "around", "day", "break", "term")
            if not re.search("[年月季]|学期", word)
        }
        # the few characters of the grammar that Traditional script writes otherwise
        self.traditional = re.compile(f"[{_TRADITIONAL}]")
        self.simplified = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
        written = str.maketrans(_SIMPLIFIED, _TRADITIONAL)
        ends |= {end.translate(written) for end in ends} | {"学期", "學期"}
        heads: dict[str, str] = {}
        for end in sorted(ends):
            heads[end[-1]] = heads.get(end[-1], "") + (re.escape(end[:-1]) or ".")
        self.anchor = re.compile(
            "年(?:(?<![青少老]年)|(?=节前|节期|節前|節期))(?!级|龄)|月|季|"
            + "".join(rf"{dot}(?={_DAY_BEHIND})|" for dot in (r"\.", "．"))
            + "1(?=9)(?<![0-9].)|2(?=[0０])(?<![0-9].)|１(?=９)|２(?=[0０])|"
            + "|".join(
                last if "." in head else f"{last}(?<=[{head}]{last})"
                for last, head in heads.items()
            )
        )
        # what follows 年 in the parts of a year that begin with it (年底, 年度, 年内)
        self.after_year = frozenset("度底末终初中内") | {
            word[1] for word in almanac.words if word[0] == "年" and len(word) > 1
        }
        # what may stand between the start of an expression and its anchor
        self.inner = frozenset(
            "".join(word for word, row in almanac.words.items() if row.kind != "event")
        ) | frozenset(
            f"0123456789０１２３４５６７８９{_DIGITS}十百元第前后上下半全个、和及至到-－—–~～ "
            + BLANK[1:-1]
            + _ROUND
        )
