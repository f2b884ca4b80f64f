"""Labels: 第一章 一、 （一） 1. （1） ① 一是 第一， … as they stand in real documents.

`candidates` lists whatever has the shape of a label, with the place it stands in. Which of them
are labels, and how they nest, is settled over the whole sequence by `plankit.outline.settling`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..numerals import HALF_FIGURES, to_int
from .label_symbols import SYMBOLS, below_own, counts, enclosed, runs_beside

# Where a candidate stands, from the likeliest place of a label to the least likely.
LINE, SENTENCE, PAUSE, INSIDE = range(4)


class Candidate(NamedTuple):
    """Something of a label's shape at `[start, end)` of the text it was looked for in."""

    start: int
    end: int
    style: str
    number: int
    """What the label says; 0 for 最后; the level, from 1, of a heading without a number."""
    place: int
    """LINE: begins a line; SENTENCE: behind 。！？；; PAUSE: behind ：， or a space or ”）》."""
    firm: bool
    """Whether it has its delimiter: 40. and 一、 are firm, 40 and "一 " are not."""


_ONE_OF: Final = "之第其唯统專专单單万萬逐同"
"""之一是, 第一是, 其一是, 统一要 …: before these, 一 belongs to a word."""

_CN: Final = "一二三四五六七八九十百〇零○两廿卅ㄧ"
_DIGIT: Final = "0-9０-９"
_OPEN, _SHUT = r"（(〔\[【［﹙〈", r"）)〕\]】］﹚〉"
_FINANCIAL_DIGITS: Final = "壹贰貳叁參参肆伍陆陸柒捌玖拾"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_DOT: Final = ".．。・·•‧、,，"

_CHINESE: Final = re.compile(
    rf"([{_CN}]{{1,6}})(?:[ \u3000]?([、．.・·，,：:])|(?=[ \u3000\t]))[ \u3000\t]*"
)
_CHINESE_PAREN: Final = re.compile(
    rf"[{_OPEN}]?[ \u3000]?([{_CN}{_FINANCIAL_DIGITS}]{{1,6}})[ \u3000]?[{_SHUT}]"
    r"[、．.，,：:]?[ \u3000\t]*"
)
_ARABIC_PAREN: Final = re.compile(
    rf"[{_OPEN}][ \u3000]?([{_DIGIT}]{{1,3}})[ \u3000]?[{_SHUT}][、．.，,：:]?[ \u3000\t]*"
)
_DECIMAL: Final = re.compile(
    rf"([{_DIGIT}]{{1,2}}(?:[.．][{_DIGIT}]{{1,2}}){{1,5}})(?![{_DIGIT}])[.．、]?[ \u3000\t]*"
)
_ARABIC: Final = re.compile(
    rf"([{_DIGIT}]{{1,3}})(?![{_DIGIT}])[ \u3000]?"
    r"(?:([.．、])|([)）])[.．、]?|([,，：:](?=[\u3400-\u9fff“《]))|)[ \u3000\t]*"
)
_USUAL: Final = re.compile(rf"([{_DIGIT}]{{1,3}})[.．、](?=[\u3400-\u9fff])").match
"""What most labels are at the beginning of a line: no more needs to be asked of them."""
_DI: Final = re.compile(
    rf"第[ \u3000]?([{_CN}{_DIGIT}]{{1,7}})[ \u3000]?"
    r"(?:(部分|[篇编編章节節条條])|([，,、：:]))[ \u3000\t：:、]*"
)
_MORE: Final = re.compile(rf"[{_DIGIT}]|[{_CN}]{{1,3}}[、和与與及产產季]")
"""Behind 第1、 or 第一、: a list (第1、2、3项, 第一、二产业)."""
_COUNTING: Final = frozenset("、第初高")
_GRADES: Final = re.compile(rf"[{_CN}]{{1,2}}(?:年[级級]|季度|把手|[线線]城市)")
_COUNT: Final = re.compile(rf"([{_CN}]{{1,3}})(?:是|要(?!求|素|点|點|件|务|務))[ \u3000]*")
_EACH: Final = re.compile(r"其([一二三四五六七八九十]{1,2})(?:是|[，,、：:])")
_WORD: Final = re.compile(r"(首先|其次|再次|再者|然后|最后|最後)(?:是|要|[，,、：:])")
_FINANCIAL: Final = re.compile(rf"([{_FINANCIAL_DIGITS}]{{1,3}})[、．.][ \u3000\t]*")
_STEM: Final = re.compile(rf"([{_STEMS}])[、．.][ \u3000\t]*")
_ROMAN: Final = re.compile(r"([Ⅰ-Ⅻⅰ-ⅻ])[、．.，, \u3000][ \u3000\t]*")
_ALPHA_PAREN: Final = re.compile(rf"[{_OPEN}]([A-Za-z]|[ivx]{{2,4}})[{_SHUT}][ \u3000\t]*")
_ROMAN_NUMBER: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
"""Those of more than one letter, and (i), which is 1 where (ii) follows."""
_TWO: Final = re.compile(r"[（(]ii[）)]")
_ALPHA: Final = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ])[.．、)）](?![A-Za-z0-9])[ \u3000\t]*")
# a label right before a date: 1.2023年底前…, 2.6月底前… (but not 3.15活动, 1.5万)
_LABEL_DATE: Final = re.compile(r"(([0-9]{1,2})[.．])(?:20[0-9]{2}年|(?:1[0-2]|[1-9])月(?!饼|季))")
_LABEL_MONTH: Final = re.compile(r"([0-9]{1,2})、(1[0-2]|[1-9])月(?!饼|季)")
_WORD_NUMBER: Final = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "最后": 0, "最後": 0}
_STEM_NUMBER: Final = {c: i for i, c in enumerate(_STEMS, 1)}
_DI_STYLE: Final = {
    "部分": "part",
    "篇": "part",
    "编": "part",
    "編": "part",
    "章": "chapter",
    "节": "clause",
    "節": "clause",
    "条": "article",
    "條": "article",
}

# One pass finds where a label could begin: cheap shapes only, each bounded. The pattern begins with
# the set of all their first characters and looks back to tell them apart: only such a beginning is
# searched for without trying the whole pattern everywhere, which takes twice the time. Numerals
# are what most begin with, so whatever fails as one of them is not tried as the rest.
_SYMBOL: Final = "①-⑳❶-❿⓵-⓾⑴-⒛㈠-㈩㉑-㉟㊱-㊿"
_LETTER: Final = f"{_FINANCIAL_DIGITS}{_STEMS}Ⅰ-Ⅻⅰ-ⅻA-Za-zＡ-Ｚａ-ｚ"
_HIT: Final = re.compile(
    rf"[{_CN}{_DIGIT}{_OPEN}{_SYMBOL}{_LETTER}第其首再最](?:"
    rf"(?<=[{_CN}])[{_CN}]{{0,5}}(?=[、．.・·，,：:是要 \u3000\t{_SHUT}])"
    rf"|(?<![{_CN}])(?:(?<=[{_DIGIT}])(?:(?<![{_DIGIT}.．/\-－—~～A-Za-z].)(?<![{_DIGIT}][:：].)"
    r"|(?<=[\u3400-\u9fff%]\..))"
    rf"[{_DIGIT}]{{0,2}}(?![{_DIGIT}%％/:：年月日])"
    rf"|(?<![{_DIGIT}])(?:(?<=[{_OPEN}])"
    rf"(?=[ \u3000]?[{_CN}{_DIGIT}{_FINANCIAL_DIGITS}]{{1,6}}[ \u3000]?[{_SHUT}]"
    rf"|[A-Za-z][ivx]{{0,3}}[{_SHUT}])"
    rf"|(?<=第)(?=[ \u3000]?[{_CN}{_DIGIT}]{{1,7}}[ \u3000]?[部篇编編章节節条條，,、：:])"
    rf"|(?<=[{_SYMBOL}])"
    rf"|(?<=[{_LETTER}])(?:(?<=[\n\x0b\u3000 ].)|(?<=\A.))"
    rf"(?=[{_FINANCIAL_DIGITS}]{{0,2}}[、．.，, \u3000)）])"
    rf"|(?<=[{_FINANCIAL_DIGITS}])(?=[{_FINANCIAL_DIGITS}]{{0,2}}、)"
    r"|(?<=其)(?=[一二三四五六七八九十次])|(?<=首)先|(?<=再)次|(?<=最)[后後](?=[是要，,]))))"
)

_AFTER_SYMBOL: Final = re.compile(r"[、.．]?[ \u3000\t]*").match
_SPACE: Final = " \u3000\t\xa0\r"
BREAKS: Final = "\n\x0b"
"""A line break, and one that may be a mere wrap (`plankit.page.SOFT`)."""
_ENDS: Final = "。！？；!?;"
_PAUSES: Final = "：:，,、”’」』）)】]》>…—%％" + _SPACE
_LEAD: Final = re.compile(r"[“‘「『《〈\"'(（【\[]*[\u3400-\u9fffA-Za-zＡ-Ｚａ-ｚ0-9０-９×Ｘ]")

_RUNS_ON: Final = re.compile(r"[\u3400-\u9fff“《][\u3400-\u9fff“”、《]{3}")
"""What follows 1.1 in mid-line: words that go on, where 1.5倍。 has a unit of one character."""

_JOINED: Final = frozenset("-－—~～+＋/×至到）)】]")
"""Behind 1.1.2, which counts nothing whatever follows (1.1.2 人民…), but may be one of a range."""

_BARE: Final = frozenset(_CN + "0123456789０１２３４５６７８９")
"""Numbers that are no labels inside running text, unless paragraphs were run together."""
_LATER: Final = frozenset("二三四五六七八九")
"""二是 goes on with 一是 even where the stop before it was lost; nothing else is written so."""
_new = tuple.__new__  # a third of what Candidate(…) takes


def candidates(string: str, lines_lost: bool = False) -> list[Candidate]:
    """Everything of a label's shape in `string`, in order, without overlaps.

    With `lines_lost` (paragraphs run together), shapes with a delimiter count behind any
    character; otherwise only the bracketed ones do. Linear in the length of `string`.
    """
    found: list[Candidate] = []
    until = 0
    for hit in _HIT.finditer(string):
        start = hit.start()
        if start < until:
            continue
        if string[start - 1 : start] == "\n":
            usual = _USUAL(string, start)
            if usual is not None:
                until = usual.end()
                number = to_int(usual[1])
                found.append(_new(Candidate, (start, until, "arabic", number, LINE, True)))
                continue
            place = LINE
        else:
            place = _place(string, start)
            if (
                place == INSIDE
                and not lines_lost
                and string[start] in _BARE
                and not (string[start] in _LATER and string.startswith("是", start + 1))
            ):
                continue
        candidate = _read(string, start, place, lines_lost)
        if candidate is not None and (place == LINE or not enclosed(string, start)):
            found.append(candidate)
            until = candidate.end
    return found


def _place(string: str, start: int) -> int:
    at = start - 1
    while at >= 0 and string[at] in _SPACE:
        at -= 1
    if at < 0 or string[at] in BREAKS:
        return LINE
    before = string[at]
    if (
        before in _ENDS
        or before == "."
        and ("\u3400" <= string[at - 1] <= "\u9fff" or string[at - 1] == "%")
    ):
        return SENTENCE
    if at < start - 1 or before in _PAUSES:
        return PAUSE
    return INSIDE


def _read(string: str, start: int, place: int, lines_lost: bool) -> Candidate | None:
    """The candidate that begins at `start`, or None where the shape is no label after all."""
    first = string[start]
    symbol = SYMBOLS.get(first)
    if symbol is not None:
        end = _AFTER_SYMBOL(string, start + 1).end()  # type: ignore[union-attr]
        return _checked(string, start, end, symbol[0], symbol[1], place, True)
    if first in "0123456789０１２３４５６７８９":
        return _read_arabic(string, start, place, lines_lost)
    if first in "（(〔[【［﹙〈":
        match = _CHINESE_PAREN.match(string, start)
        if match is not None:
            number = to_int(match[1].replace("ㄧ", "一"))
            return _checked(string, start, match.end(), "chinese_paren", number, place, True)
        match = _ARABIC_PAREN.match(string, start)
        if match is not None:
            return _checked(
                string, start, match.end(), "arabic_paren", to_int(match[1]), place, True
            )
        match = _ALPHA_PAREN.match(string, start) if place == LINE else None
        if match is not None:
            told = match[1].lower()
            number = _ROMAN_NUMBER.get(told)
            if len(told) > 1 or told == "i" and _TWO.search(string, start, start + 3000):
                return _checked(string, start, match.end(), "roman_paren", number, place, True)
            return _checked(string, start, match.end(), "alpha", ord(told) & 0x1F, place, True)
        return None
    if first == "第":
        match = _DI.match(string, start)
        if match is None:
            return None
        number = to_int(match[1])
        if match[2]:
            if place not in (LINE, SENTENCE) and not lines_lost:
                return None  # 根据第三章, 按照第十二条: a reference
            return _checked(string, start, match.end(), _DI_STYLE[match[2]], number, place, True)
        if place == INSIDE or _MORE.match(string, match.end()) is not None:
            return None
        return _checked(string, start, match.end(), "ordinal", number, place, True)
    if first in "其首再最":
        if place == INSIDE:
            return None
        match = _EACH.match(string, start)
        if match is not None:
            return _checked(string, start, match.end(), "ordinal", to_int(match[1]), place, True)
        match = _WORD.match(string, start)
        if match is None:
            return None
        return _checked(string, start, match.end(), "sequence", _WORD_NUMBER[match[1]], place, True)
    if first in _CN:
        return _read_chinese(string, start, place, lines_lost)
    if place != LINE and not (lines_lost and first in _FINANCIAL_DIGITS):
        return None
    for pattern, style in ((_FINANCIAL, "financial"), (_STEM, "stem"), (_ROMAN, "roman")):
        match = pattern.match(string, start)
        if match is not None:
            if style == "stem":
                number = _STEM_NUMBER[match[1]]
            elif style == "roman":
                number = (ord(match[1]) - 0x2160) % 16 + 1
            else:
                number = to_int(match[1])
            return _checked(string, start, match.end(), style, number, place, True)
    match = _ALPHA.match(string, start)
    if match is not None:
        number = (ord(match[1]) & 0x1F) if ord(match[1]) < 128 else (ord(match[1]) - 0xFF20) & 0x1F
        return _checked(string, start, match.end(), "alpha", number, place, True)
    return None


def _read_chinese(string: str, start: int, place: int, lines_lost: bool) -> Candidate | None:
    match = _COUNT.match(string, start)
    if match is not None:
        if place == INSIDE and not (
            string[start - 1] not in _ONE_OF
            and (lines_lost or string[start] in _LATER and string[start - 1] not in _CN)
        ):
            return None
        return _checked(
            string,
            start,
            match.end(),
            "count",
            to_int(match[1]),
            place,
            string[match.end(1)] == "是",
        )
    match = _CHINESE.match(string, start)
    if match is not None:
        delimiter = match[2]
        dotted = delimiter in (".", "．") and string[start - 1] not in _ONE_OF
        if place == INSIDE and not (lines_lost and (dotted or delimiter == "、")):
            return None
        if delimiter != "、" and place != LINE and not (delimiter in (".", "．") and lines_lost):
            return None  # 一，/ 一：/ "一 " only begin lines
        after = string[match.end() : match.end() + 1]
        if place != LINE and (after in _CN or string[start - 1 : start] in _COUNTING):
            return None  # 一、二年级; 初一、初二; 居第二、第七
        if _GRADES.match(string, match.end()) is not None:
            return None  # 一、二年级
        number = to_int(match[1].replace("ㄧ", "一"))
        firm = delimiter in ("、", ".", "．")
        if not firm and delimiter is None and len(match[1]) > 3:
            return None
        return _checked(string, start, match.end(), "chinese", number, place, firm)
    match = _CHINESE_PAREN.match(string, start)
    if match is not None and place in (LINE, SENTENCE):  # the opening bracket was lost: 一）
        number = to_int(match[1].replace("ㄧ", "一"))
        return _checked(string, start, match.end(), "chinese_paren", number, place, False)
    return None


def _read_arabic(string: str, start: int, place: int, lines_lost: bool) -> Candidate | None:
    match = _DECIMAL.match(string, start)
    if match is not None:
        if place not in (LINE, PAUSE) and not lines_lost:
            return None
        parts = match[1].replace("．", ".").translate(HALF_FIGURES).split(".")
        own = place == PAUSE and not lines_lost
        if own and not below_own(string, start, parts):
            return None
        after = string[match.end() : match.end() + 1]
        if (
            (
                counts(string, match.end())
                and not own
                and not (place == LINE and runs_beside(string, start, int(parts[0]), int(parts[1])))
                if len(parts) == 2
                else after in _JOINED
            )
            or after.isascii()
            and after.isalpha()
            or any(p.startswith("0") for p in parts)
        ):
            # 1.5万, 3.5个, 18.72KB, 2022.03; but 2.6月底前完成 is unit 2, done by June
            dated = _LABEL_DATE.match(string, start)
            if dated is None:
                return None
            return _checked(string, start, dated.end(1), "arabic", to_int(dated[2]), place, True)
        if place != LINE and not own and _RUNS_ON.match(string, match.end()) is None:
            return None
        return _checked(
            string, start, match.end(), f"decimal{len(parts)}", int(parts[-1]), place, True
        )
    match = _ARABIC.match(string, start)
    if match is None or _LEAD.match(string, match.end()) is None:
        return None
    dot, half, other = match.group(2, 3, 4)
    after = string[match.end() : match.end() + 1]
    if (
        after in "0123456789０１２３４５６７８９"
        and (match.end() == match.end(2) or not dot)
        and (place != LINE or not _before_date(string, start))
    ):
        return None  # 1.5, 5、6月, 2,000
    number = to_int(match[1])
    if half:
        if place == INSIDE and (not lines_lost or enclosed(string, start)):
            return None  # （见附件1）
        return _made(string, start, match.end(), "arabic_half", number, place, True)
    if dot:
        if place == INSIDE and not lines_lost:
            return None
        if place == PAUSE and (
            string[start - 1] == "、"
            or string[start - 1] in "，,"
            and not (lines_lost and "\u3400" <= string[start - 2] <= "\u9fff")
        ):
            return None  # 第1、2、3项
        return _made(string, start, match.end(), "arabic", number, place, True)
    if place != LINE and not (lines_lost and place == SENTENCE):
        return None
    if other is None and counts(string, match.end(1)):
        return None  # 40个, 2022年
    return _made(string, start, match.end(), "arabic", number, place, other is not None)


def _before_date(string: str, start: int) -> bool:
    """Whether a label stands before a date: 1.2023年, 4、10月7日; but 1、2月 are two months."""
    if _LABEL_DATE.match(string, start) is not None:
        return True
    match = _LABEL_MONTH.match(string, start)
    return match is not None and int(match[2]) != int(match[1]) + 1


def _checked(
    string: str, start: int, end: int, style: str, number: int | None, place: int, firm: bool
) -> Candidate | None:
    """The candidate, if a number was read and words follow."""
    if _LEAD.match(string, end) is None:
        return None
    return _made(string, start, end, style, number, place, firm)


def _made(
    string: str, start: int, end: int, style: str, number: int | None, place: int, firm: bool
) -> Candidate | None:
    """The candidate, if a number was read."""
    if number is None:
        return None
    while string[end - 1] in _SPACE:  # the label itself ends before the space behind it
        end -= 1
    return _new(Candidate, (start, end, style, number, place, firm))
