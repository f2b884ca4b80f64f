"""What header fields mean: dates, numbers, addressees, and the `Metadata` that they fill."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Final

from ..lexicon import Lexicons
from ..line_kinds import HALF_DATES, READING, squeeze
from ..model import DocumentNumber, HeaderField, Metadata
from ..numerals import to_int
from ..page import Page
from ..script import simplify
from ..text import Span, Text
from .document_number import parse as parse_number
from .header_labels import field_names
from .number_lines import is_damaged_number

_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?(?!\d)"
)


def read_date(value: str) -> datetime.date | None:
    """The first whole, valid date of a header value; None where there is none."""
    value = value.translate(HALF_DATES)
    match = _DATE.search(value)
    era = 0
    if match is None:
        match, era = _REPUBLIC.search(value), 1911
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]) + era, int(match[2]), int(match[3]))
    except ValueError:
        return None


_REPUBLIC: Final = re.compile(
    r"民[国國]\s{0,2}(\d{2,3})\s{0,2}年\s{0,2}(\d{1,2})\s{0,2}月\s{0,2}(\d{1,2})\s{0,2}日"
)
"""中華民國112年8月30日, as Taiwan counts."""
_CHINESE_DATE: Final = re.compile(r"(?<![0-9])[〇○零O0一二三四五六七八九十]{1,4}")


def written_date(told: str) -> datetime.date | None:
    """A sign-off's or header's date, in Arabic or Chinese numerals; None where it is damaged."""

    def arabic(match: re.Match[str]) -> str:
        if match[0].isdecimal():
            return match[0]
        value = to_int(re.sub("[O○0]", "〇", match[0]))
        return str(value) if value is not None else match[0]

    return read_date(_CHINESE_DATE.sub(arabic, told))


def _order(lexicons: Lexicons) -> dict[str, int]:
    """Which of two labels of one field is to be believed: the place in the table."""
    return lexicons.build(
        "header_order",
        lambda lex: {name: k for k, name in enumerate(reversed([*field_names(lex)]))},
    )


def metadata(
    fields: Iterable[HeaderField], page: Page, number: DocumentNumber | None
) -> tuple[Metadata, str | None]:
    """The header as `Metadata`, and the title that it names, if any.

    Where two labels fill one field, the one that stands first in the table wins; the other goes
    to `extra`. A date that is none is a diagnostic and goes to `extra`. `number` is a document
    number found outside the labelled fields.
    """
    names = field_names(page.lexicons)
    order = _order(page.lexicons)
    values: dict[str, object] = {}
    extra: dict[str, str] = {}
    kept: list[HeaderField] = []
    title: str | None = None
    taken: dict[str, str] = {}
    for field in sorted(fields, key=lambda f: order.get(f.label, len(order))):
        name: str | None = names.get(field.label, "extra")
        told = re.sub(READING, "", field.value) if page.readings else field.value
        if page.script not in ("hans", None):
            told = simplify(Text.of(told), page.lexicons).string
        value: object = told
        if not field.value.strip("—–-－_/\\ "):
            name = None if name == "extra" or name == "title" else name
            kept.append(_named(field, name))
            extra.setdefault(field.label, "")
            continue
        if name == "site":
            name = "document_number"  # 字号, where a number stands behind it
        if name == "document_number":
            value = parse_number(told) or DocumentNumber(text=squeeze(told))
            if value.year is None and is_damaged_number(value.text):
                _number_damaged(page, value.text, field.span)
            value = value.model_copy(update={"span": field.span})
        elif name in ("written_on", "published_on"):
            value = written_date(field.value)
            if value is None:
                page.note(
                    "date-damaged",
                    "warning",
                    f"{field.label}: {field.value!r} is no date",
                    field.span,
                )
                name = "extra"
        elif name == "recipients":
            value = split_recipients(told)
        elif name == "keywords":
            value = tuple(w for w in re.split(r"[\s、，,；;\u3000]+", told) if w)
        if name == "title":
            title = title or field.value
        elif name != "extra" and name is not None and name not in taken:
            values[name] = value
            taken[name] = field.label
        elif name is not None and taken.get(name) == field.label and _same(values[name], value):
            pass  # a page that says its fields twice
        else:
            name = None
            extra.setdefault(field.label, told)
        kept.append(_named(field, name))
    if page.stamp is not None and "published_on" not in values:
        day = read_date(page.source.text[page.stamp.start : page.stamp.end])
        if day is not None:
            values["published_on"] = day
    if "document_number" not in values:
        if number is not None:
            values["document_number"] = number
        elif page.damaged_number is not None:
            span = page.damaged_number
            _number_damaged(page, squeeze(page.source.text[span.start : span.end]), span)
    if page.recipients and "recipients" not in values:
        values["recipients"] = page.recipients
    kept.sort(key=lambda f: f.span)
    return Metadata.make(**values, extra=extra, fields=tuple(kept)), title


def _same(one: object, other: object) -> bool:
    if isinstance(one, DocumentNumber) and isinstance(other, DocumentNumber):
        return one.text == other.text  # wherever they stand
    return one == other


def _number_damaged(page: Page, told: str, span: Span) -> None:
    message = f"{told!r} is no whole document number; not guessed at"
    page.note("document-number-damaged", "warning", message, span)


def _named(field: HeaderField, name: str | None) -> HeaderField:
    return HeaderField.make(label=field.label, value=field.value, span=field.span, name=name)


def split_recipients(text: str) -> tuple[str, ...]:
    """The addressees of a line such as 各中小学、幼儿园：, brackets and joint names kept whole.

    各省、自治区、直辖市人民政府 is one, and so is 市各委、办、局, but 各镇、各街道 are two.
    """
    parts: list[str] = []
    joined = offices = level = False
    depth = 0
    at = 0
    text = text.strip().rstrip(":：")
    if "、" in text[:8] and "各" not in text[:4] and len(text) < 400:
        places = _PLACES.match(text)
        if places is not None:  # 南京、无锡、苏州市人民政府
            rest = split_recipients(text[places.end() :].lstrip("，,；; "))
            return (places[0], *rest)
    for k, char in enumerate(text + "，"):
        if char in "（(〔[【":
            depth += 1
        elif char in "）)〕]】":
            depth = max(0, depth - 1)
        elif (depth == 0 and char in "、，,；;") or k == len(text):
            part = text[at:k].strip()
            at = k + 1
            if not part:
                continue
            if (
                parts
                and part in ("政府", "人民政府", "办事处", "管委会")
                and parts[-1][-2:] in _PARTY
            ):
                parts[-1] += "、" + part  # 各乡镇党委、政府
                continue
            if part.endswith("管委会") and parts and _ZONE.fullmatch(parts[-1]):
                while parts and _ZONE.fullmatch(parts[-1]):
                    part = parts.pop() + "、" + part  # 保护区、开发区、风景区管委会
            office = _OFFICE.fullmatch(part) is not None
            level = level and part[0] != "各" and _POSTED.match(part) is not None
            joined = joined and _ITSELF.match(part) is None and (office or not offices)
            if joined or level:
                parts[-1] += "、" + part
            else:
                parts.append(part)
            offices = office and (joined or "各" in part)
            joined = char == "、" and (offices or _KIND.fullmatch(part) is not None)
            level = char == "、" and _LEVELS.fullmatch(part) is not None
    return tuple(parts)


_PLACES: Final = re.compile(
    r"(?:(?!.{0,3}[校园院所站局委办处科室会队司厂]、)[\u4e00-\u9fff]{2,4}、){1,60}"
    r"[\u4e00-\u9fff]{1,8}?(?:人民政府|委和(?:人民)?政府)(?=[，,；;]|$)"
)
_ZONE: Final = re.compile(
    r"[各省市县区]?(?:经济(?:技术)?|高新技术(?:产业)?|城乡一体化|工业|自然|旅游)?(?:开发|高新|经开|保护|风景|示范|园|景|新|产业|试验|合作|度假)区"
)
_PARTY: Final = frozenset(
    ("党委", "县委", "市委", "区委", "省委", "州委", "旗委", "工委", "镇委", "乡委")
)
_KIND: Final = re.compile(
    r"[省市县区州局厅委校院镇乡][属直]|(?:.{0,10}各)?"
    r"(?:省|自治区|直辖市|计划单列市|市|地|州|盟|自治州|县|区|旗|自治县|特区|乡|镇|街道|部|委|办|厅|局)"
    r"(?:[（(][省市县区州旗镇乡街道场、]{1,8}[）)])?"
    r"|各(?:市州|州市|地市|市地|盟市|县区|区县|县市|市县|县市区|市县区|市区县|区市县|旗县区?)"
)
_ITSELF: Final = re.compile(
    r".{0,3}各|有关|相关|其他|驻|[省市县区州旗镇乡]?(?:级(?!市)|直(?!辖)|属|驻|机关)"
)
"""How a part begins that names its addressees by itself: 市直各单位, 有关部门."""
_LEVELS: Final = re.compile("中央|国家|[省市县区州部][属直]?")
_POSTED: Final = re.compile(r"[省市县区州部]$|[省市县区州部乡镇]?[属直驻在]")
"""中央、省驻市各单位: of which levels those are that are posted here."""
_OFFICE: Final = re.compile(r"(?:.{0,3}各)?(?:站|所|站所|所站|科|股|处|室|科室|股室|队|中心)")
"""What goes on in such a list, and begins one only with 各: 局属各站、所、中心."""
