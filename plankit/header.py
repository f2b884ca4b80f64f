"""Header fields: labelled lines, cells and stacked bullets, and the metadata they give."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from .document_number import find as find_numbers
from .document_number import parse as parse_number
from .header_labels import field_names, labels_in
from .ledgers import is_head
from .model import DocumentNumber, HeaderField, Metadata
from .page import Line, Page
from .script import simplified_characters, simplify
from .text import Text

_BULLET = re.compile(r"^[•·∙●○▪■◆◇※*\-–>\s\u3000]+")
_COLON = re.compile(r"[:：]")
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?(?!\d)"
)
_WORD = re.compile(r"\S+")
_CJK_START = re.compile(r"[\u4e00-\u9fff]{2,6}[ \u3000\xa0\t]")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,8}")
_SIGNER = re.compile(r"签发人[:：].{1,24}$")
"""Who signed, on the line of the number, as on documents that go up."""


def _plain(page: Page, text: str) -> str:
    """A line in Simplified, character for character, so that labels are known in either script."""
    return text if page.script in ("hans", None) else simplified_characters(text, page.lexicons)


def is_label(text: str, page: Page) -> bool:
    """Whether the words are a known label, with or without its colon."""
    return squeeze(_plain(page, text)).strip(":：【】[]") in field_names(page.lexicons)


def unbulleted(text: str) -> str:
    """A line's words without the bullet in front."""
    return _BULLET.sub("", text)


def squeeze(text: str) -> str:
    """Without white space of any kind."""
    return "".join(text.split())


def read_line(page: Page, line: Line) -> bool:
    """Claim a line of one or more labelled fields; False where it holds none.

    A line is one where it begins with a known label and is short enough for a header.
    """
    if len(line.text) > 300 or not any(mark in line.text for mark in ":：】"):
        return False
    text = _plain(page, _BULLET.sub("", line.text))
    shift = len(line.text) - len(text)
    labels = list(labels_in(text, page.lexicons))
    if not labels or labels[0].start > 1:
        return False
    for k, label in enumerate(labels):
        end = labels[k + 1].start if k + 1 < len(labels) else len(text)
        _add(page, label.name, line.start + shift + label.end, line.start + shift + end)
    page.claim(line, "header")
    return True


def read_cells(page: Page, line: Line) -> bool:
    """Claim a line of cells between | or tabs whose labels and values alternate.

    False if it is none. Between tabs, the first cell must be a known label.
    """
    mark = "|" if "|" in line.text else "\t"
    if mark not in line.text or is_head(line.text, page.lexicons):
        return False
    cells: list[tuple[int, int]] = []
    at = 0
    for part in line.text.split(mark):
        words = part.strip(" \t\u3000\xa0")
        lead = len(part) - len(part.lstrip(" \t\u3000\xa0"))
        cells.append((line.start + at + lead, line.start + at + lead + len(words)))
        at += len(part) + 1
    text = page.source.text
    found = False
    k = 0
    if mark == "\t" and not is_label(text[slice(*cells[0])], page):
        return False
    while k < len(cells):
        start, end = cells[k]
        words = text[start:end]
        if words and (
            is_label(words, page)
            or words[-1] in ":："
            or (not found and _alternates(page, cells[k : k + 4]))
        ):
            value = cells[k + 1] if k + 1 < len(cells) else (end, end)
            value_words = text[value[0] : value[1]]
            if value_words and (is_label(value_words, page) or value_words[-1] in ":："):
                _add(page, words, end, end)
                k += 1
            else:
                _add(page, words, *value)
                k += 2
            found = True
        else:
            k += 1
    if found:
        page.claim(line, "header")
    return found


def _alternates(page: Page, cells: Sequence[tuple[int, int]]) -> bool:
    """Whether a row's first cell is a label that is not known: the third is one, which is."""
    if len(cells) < 4 or cells[0][1] - cells[0][0] > 8:
        return False
    first, value, second, other = (page.source.text[start:end] for start, end in cells)
    return (
        bool(value and other)
        and _WORDS.fullmatch(first) is not None
        and is_label(second, page)
        and not is_label(value, page)
    )


def read_spaced(page: Page, line: Line) -> bool:
    """Claim a line of labels and values with spaces between: 索引号 321200/2023-35 分类 报告.

    False where it does not begin with a known label or holds no second one.
    """
    if len(line.text) > 160 or not _CJK_START.match(line.text):
        return False
    words = list(_WORD.finditer(line.text))
    labels = [k for k, word in enumerate(words) if is_label(word[0], page)]
    if len(labels) < 2 or labels[0]:
        return False
    for k, following in zip(labels, [*labels[1:], len(words)], strict=True):
        start = words[k + 1].start() if k + 1 < following else words[k].end()
        end = words[following - 1].end()
        _add(page, words[k][0], line.start + start, line.start + max(start, end))
    page.claim(line, "header")
    return True


def read_stacked(page: Page, lines: Sequence[Line], k: int, bare: bool = False) -> int:
    """Claim a label line and the value line below it; how many lines were claimed (0, 1, 2).

    `bare`: the document's labels stand without a colon, too.
    """
    line = lines[k]
    label = _BULLET.sub("", line.text)
    if not label or len(label) > 20:
        return 0
    if not _COLON.search(label[-1]) and not (bare and is_label(label, page)):
        return 0
    if not is_label(label, page) and label == line.text:
        return 0
    page.claim(line, "header")
    after = lines[k + 1] if k + 1 < len(lines) else None
    if after is None or is_label(_BULLET.sub("", after.text), page):
        _add(page, label, line.end, line.end)
        return 1
    if after.text[-1] in ":：" or _IS_DATE.search(squeeze(label)) and not _may_date(after.text):
        _add(page, label, line.end, line.end)
        return 1
    _add(page, label, after.start, after.end)
    page.claim(after, "header")
    return 2


_IS_DATE = re.compile(r"(?:日期|时间|時間)[:：】\]]*$")


def _may_date(value: str) -> bool:
    """Whether a line may stand behind the label of a date: a date, or 无, 长期有效."""
    return len(value) < 8 or len(value) < 40 and re.search(r"\d", value) is not None


def _add(page: Page, label: str, start: int, end: int) -> None:
    text = page.source.text
    label = squeeze(_plain(page, label)).strip(":：【】[]|")
    if field_names(page.lexicons).get(label) == "site":
        return
    while start < end and text[start] in " \t\u3000\xa0:：|]】":
        start += 1
    while end > start and text[end - 1] in " \t\u3000\xa0|[【":
        end -= 1
    page.field(label, start, end)


def read_date(value: str) -> datetime.date | None:
    """The first whole, valid date of a header value; None where there is none."""
    match = _DATE.search(value.translate(_HALF))
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


_HALF = {ord(c): ord(c) - 0xFEE0 for c in "０１２３４５６７８９－．／："}


def metadata(
    fields: Iterable[HeaderField], page: Page, number: DocumentNumber | None
) -> tuple[Metadata, str | None]:
    """The header as `Metadata`, and the title that it names, if any.

    Where two labels fill one field, the one that stands first in the table wins; the other goes
    to `extra`. A date that is none is a diagnostic and goes to `extra`. `number` is a document
    number found outside the labelled fields.
    """
    names = field_names(page.lexicons)
    order = {label: k for k, label in enumerate(reversed(list(names)))}
    values: dict[str, object] = {}
    extra: dict[str, str] = {}
    kept: list[HeaderField] = []
    title: str | None = None
    taken: dict[str, int] = {}
    for field in sorted(fields, key=lambda f: order.get(f.label, len(order))):
        name: str | None = names.get(field.label, "extra")
        value: object = field.value
        if not field.value:
            name = None if name == "extra" or name == "title" else name
            kept.append(_named(field, name))
            extra.setdefault(field.label, "")
            continue
        if name == "document_number":
            value = parse_number(field.value) or DocumentNumber(text=squeeze(field.value))
            value = value.model_copy(update={"span": field.span})
        elif name in ("written_on", "published_on"):
            value = read_date(field.value)
            if value is None:
                page.note(
                    "date-damaged",
                    "warning",
                    f"{field.label}: {field.value!r} is no date",
                    field.span,
                )
                name = "extra"
        elif name == "recipients":
            value = split_recipients(field.value)
        elif name == "keywords":
            value = tuple(w for w in re.split(r"[\s、，,；;\u3000]+", field.value) if w)
        if isinstance(value, str) and page.script not in ("hans", None):
            value = simplify(Text.of(value), page.lexicons).string
        if name == "title":
            title = title or field.value
        elif name != "extra" and name is not None and name not in taken:
            values[name] = value
            taken[name] = 1
        else:
            name = None
            extra.setdefault(field.label, field.value)
        kept.append(_named(field, name))
    if number is not None and "document_number" not in values:
        values["document_number"] = number
    if page.recipients and "recipients" not in values:
        values["recipients"] = page.recipients
    kept.sort(key=lambda f: f.span)
    return Metadata.make(**values, extra=extra, fields=tuple(kept)), title


def _named(field: HeaderField, name: str | None) -> HeaderField:
    return HeaderField.make(label=field.label, value=field.value, span=field.span, name=name)


def number_line(text: str) -> DocumentNumber | None:
    """The document number of a line that holds nothing else but brackets and a year."""
    if len(text) > 60 or "号" not in text:
        return None
    for start, end, number in find_numbers(text):
        rest = text[:start] + _SIGNER.sub("", text[end:])
        rest = re.sub(r"[\s（）()【】\[\]〔〕年月日\d\u3000:：号]|文件|发文字号|文号", "", rest)
        if not rest:
            return number
        break
    return None


def split_recipients(text: str) -> tuple[str, ...]:
    """The addressees of a line such as 各中小学、幼儿园：, brackets and joint names kept whole.

    各省、自治区、直辖市人民政府 is one, and so is 市各委、办、局, but 各镇、各街道 are two.
    """
    parts: list[str] = []
    joined = offices = False
    depth = 0
    at = 0
    text = text.strip().rstrip(":：")
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
            office = _OFFICE.fullmatch(part) is not None
            joined = joined and "各" not in part[:4] and (office or not offices)
            if joined:
                parts[-1] += "、" + part
            else:
                parts.append(part)
            offices = office and (joined or "各" in part)
            joined = char == "、" and (offices or _KIND.fullmatch(part) is not None)
    return tuple(parts)


_KIND = re.compile(
    r"(?:.{0,3}各)?(?:省|自治区|直辖市|计划单列市|市|地|州|盟|自治州|县|区|旗|自治县|乡|镇|街道|委|办|局)"
)
_OFFICE = re.compile(r"(?:.{0,3}各)?(?:站|所|站所|所站|科|股|处|室|科室|股室|队|中心)")
"""What goes on in such a list, and begins one only with 各: 局属各站、所、中心."""
