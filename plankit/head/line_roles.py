"""What the lines above a plan are to each other: titles broken over lines, addressees, chapters.

A line's role is told first by itself (`plankit.line_kinds`, `plankit.plan_titles`); here roles are
changed where the lines around it say so. Roles are kept beside the lines, "" where none is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ..lexicon import Lexicons
from ..line_kinds import is_attachment, is_date, is_recipients, is_unit, squeeze
from ..outline.periods import is_period
from ..page import Line, Page
from ..pages.furniture import is_plain, words
from ..plan_titles import ISSUING, SITE_BEHIND, kind_of, own_words, says_what_to_do, title_like
from ..roles import role_of
from .header_values import split_recipients

_WHOLE: Final = re.compile(
    r"关于|[《“]|(?:19|20)\d\d|二[〇○零0]|政府工作|工作报告|.{2,6}[省市县区局委镇乡校院]"
)
"""How a title begins that is whole, however short."""
_FILE: Final = re.compile(rf"\.(?:docx?|pdf|wps|txt|rtf)$|{SITE_BEHIND}")
_PLACE: Final = "省市县区州旗镇乡"
_PASSED: Final = re.compile(r"^[（(].{0,40}(?:月\d{1,2}日|[通经]过|批准|修订|会议|审议|印发)")
"""（2022年2月25日局务会议通过）: how a document came about, and no part of its title."""
_ENDS: Final = "。！？；;，,"


def join_wrapped(page: Page, top: Sequence[Line], plain: list[str], roles: list[str]) -> None:
    """Lines of one wrapped paragraph have one role: addressees, or running text and no title."""
    end = len(top)
    for k in range(len(top) - 1, -1, -1):
        if k and top[k].soft == "" and top[k - 1].index == top[k].index - 1:
            continue
        if end - k > 1:
            within = range(k, end)
            others = {roles[j] for j in within[:-1]}
            if roles[end - 1] == "recipients" and others <= {"", "unit"}:
                for j in within:
                    roles[j] = "recipients"
            elif title_like("".join(plain[k:end]), page.lexicons):
                for j in within:
                    roles[j] = "title" if j == end - 1 else "title-part"
            elif any(mark in plain[j] for j in within for mark in "，。；"):
                for j in within:
                    roles[j] = "" if roles[j] == "title" else roles[j]
        end = k


def join_titles(page: Page, top: list[Line], plain: list[str], roles: list[str]) -> None:
    """A title broken over lines: its earlier lines get the role "title-part"."""
    for k in range(1, len(top)):
        if (
            roles[k] in ("", "title")
            and roles[k - 1] == "title"
            and re.match(r"[和及与暨的（(]", plain[k])
            and _PASSED.search(plain[k]) is None
            and len(plain[k]) < 40
            and plain[k][-1] not in _ENDS + ":："
        ):
            roles[k - 1], roles[k] = "title-part", "title"
        elif roles[k] == "title":
            joined = plain[k]
            at = k - 1
            while (
                at >= 0
                and k - at <= 3
                and roles[at] in ("", "unit", "title", "title-part")
                and top[at + 1].index == top[at].index + 1
                and (
                    _opened(plain[at], joined)
                    or roles[at] in ("", "unit")
                    and _unfinished(plain[at], joined)
                )
            ):
                joined = plain[at] + joined
                roles[at] = "title-part"
                at -= 1
    if "title" in roles:
        return
    for k in range(1, len(top)):  # 青山县2022年 above 教育重点工作安排, which alone names a chapter
        if (
            not roles[k - 1]
            and not roles[k]
            and top[k].index == top[k - 1].index + 1
            and _OF_YEAR.fullmatch(plain[k - 1]) is not None
            and title_like(plain[k - 1] + plain[k], page.lexicons)
        ):
            roles[k - 1], roles[k] = "title-part", "title"
            return


_OF_YEAR: Final = re.compile(r"[^，。；：:、]{0,16}20[0-9]{2}年度?[^，。；：:、]{0,10}")
"""What a title's first line is where its kind is on the next."""


def name_attachment(page: Page, plain: list[str], roles: list[str]) -> None:
    """附件1：2022年工作要点: the title of a file that was saved from below its notice.

    Believes that a notice has a title of its own, so that without any the attachment's is meant.
    """
    if "attachment" not in roles or "title" in roles:
        return
    for k in range(len(roles) - 1, -1, -1):
        if roles[k] == "attachment":
            start = own_words(plain[k])[0]
            bare = plain[k][start:]
            listed = bare[:1].isdecimal() and not bare.startswith("20")  # 附件：1.… 2.…
            if start and not listed and title_like(bare, page.lexicons):
                roles[k] = "title"
            return


def drop_columns(page: Page, plain: list[str], roles: list[str]) -> None:
    """计划总结, 工作要点: the name of a site's column above a title that says more."""
    titles = [k for k, role in enumerate(roles) if role == "title"]
    bare = _column(page.lexicons)
    for k in titles[:-1]:
        if len(plain[k]) <= 10 and bare.fullmatch(plain[k]):
            roles[k] = ""


def _column(lexicons: Lexicons) -> re.Pattern[str]:
    """Kinds of documents and nothing else."""

    def build(lex: Lexicons) -> re.Pattern[str]:
        kinds = "|".join(row[0] for row in lex.rows("plan_kinds"))
        return re.compile(f"(?:(?:{kinds}|工作|年度|政策|文件|局|部门)[与和及、/]?){{1,4}}")

    return lexicons.build("column_names", build)


def join_recipients(plain: list[str], roles: list[str], k: int) -> None:
    """Addressees broken over lines: the lines above that end with a pause are theirs too."""
    while (
        k
        and roles[k - 1] in ("", "unit")
        and plain[k - 1][-1] in "、，,；"
        and ("。" not in plain[k - 1])
    ):
        k -= 1
        roles[k] = "recipients"


def without_colon(plain: list[str], roles: list[str], handed: int) -> None:
    """Addressees that lost their colon, right above what a notice hands on."""
    k = handed - 1
    if k < 0 or "recipients" in roles[:handed] or roles[k] not in ("", "unit"):
        return
    text = plain[k]
    if "各" in text and text[-1] not in _ENDS + ")）" and is_recipients(text + "："):
        roles[k] = "recipients"


def addressees(page: Page, top: Sequence[Line], roles: list[str], k: int) -> tuple[str, ...]:
    """The addressees of the line and of those that go on with it."""
    text = top[k].text
    while text[-1] not in ":：" and k + 1 < len(top) and roles[k + 1] == "recipients":
        k += 1
        text += top[k].text
    return split_recipients(text if is_plain(page) else words(page, text))


def signers(top: Sequence[Line], roles: Sequence[str], k: int) -> str | None:
    """Those who sign together, one or more units a line above the date; None for one line."""
    at = k
    while at and roles[at - 1] == "unit" and len(top[at - 1].text) > 5:
        at -= 1
    return "、".join(squeeze(together(line.text)) for line in top[at:k]) if k - at > 1 else None


def together(text: str) -> str:
    """Those who sign together on one line, with 、 between: 市教育局  市财政局."""
    parts = text.split()
    if len(parts) > 1 and all(
        len(part) > 2 and is_unit(part) and part[-1] not in _PLACE for part in parts
    ):
        return "、".join(parts)
    return text


def issuers(title: str) -> str | None:
    """市教育局 市财政局 关于印发…的通知: those who issue together, 、 between; None for one."""
    at = title.find("关于")
    if at < 6 or at > 160 or "《" in title[:at]:
        return None
    found = together(title[:at].strip())
    return found if "、" in found else None


def name_file(page: Page, top: Sequence[Line], plain: list[str], roles: list[str]) -> None:
    """中学2022年工作计划.docx above a text that says no title of its own."""
    if "title" in roles or "attachment" in roles:
        return
    for k, text in enumerate(plain[:5]):
        found = _FILE_END.search(text)
        if found is not None and title_like(text[: found.start()], page.lexicons):
            page.trim(top[k], top[k].end - len(found[0]), top[k].end)
            plain[k] = text[: found.start()]
            roles[k] = "title"
            return


_FILE_END: Final = re.compile(r"\.(?:docx?|pdf|wps|txt|rtf|et|ofd)$")


def drop_chapters(page: Page, top: Sequence[Line], plain: list[str], roles: list[str]) -> None:
    """2025年工作总结 below a title that names both the work done and the work to come.

    And 二月主题：新打算 below any title: the first unit of a month-by-month plan; and a table's
    head (周次  时间  工作安排).
    """
    for k in range(roles.index("title") + 1 if "title" in roles else len(roles), len(roles)):
        if roles[k] == "title" and (is_period(plain[k]) or _CELLS.match(top[k].text)):
            roles[k] = ""
    for k, role in enumerate(roles):
        if role == "title" and kind_of(plain[k], page.lexicons) == "summary_and_plan":
            for j in range(k + 1, len(roles)):
                if roles[j] == "title" and len(plain[j]) < len(plain[k]):
                    told = role_of(plain[j], page.lexicons)
                    start, end = own_words(plain[k])
                    if plain[j] == plain[k][start:end]:
                        continue  # the title again, without 范文 behind it
                    if plain[j] in plain[k] or told in ("review", "plan") and len(plain[j]) < 20:
                        roles[j] = ""
            return


def drop_first_chapter(
    page: Page, lines: Sequence[Line], plain: list[str], roles: list[str]
) -> None:
    """完善教师管理制度, or a unit's name, right above the first unit and below the title.

    It heads a chapter where lines of its length stand above units that begin again with the first
    one's label: one of them for what reads as a title, two for a unit's name.
    """
    zone = len(roles)
    if zone < 2 or zone >= len(lines) or roles[-1] not in ("title", "unit"):
        return
    label = _LABEL.match(lines[zone].text)
    if label is None or _WHOLE_YEAR.search(plain[-1]) is not None:
        return
    notice = max((k for k, role in enumerate(roles) if role == "recipients"), default=-1)
    titles = [
        text
        for text, role in zip(plain[notice + 1 : -1], roles[notice + 1 : -1], strict=True)
        if role == "title" and ISSUING.search(text) is None
    ]
    if not titles or (notice >= 0 and not any(_WHOLE_YEAR.search(text) for text in titles)):
        return
    begun = label[0]
    again = 0
    for above, line in pairwise(lines[zone + 1 :]):
        if line.text.startswith(begun):
            text = above.text
            if is_date(text) or is_attachment(text) or _WHOLE_YEAR.search(text) is not None:
                break  # another plan, or what is appended
            if _ANY_LABEL.match(text) is not None:
                break
            if len(text) > 30 or text[-1] in _ENDS:
                return
            again += 1
    if again > (roles[-1] == "unit" and not says_what_to_do(plain[-1], page.lexicons)):
        roles[-1] = ""


_WHOLE_YEAR: Final = re.compile(r"(?:19|20)\d\d|二[〇○零0]")
_LABEL: Final = re.compile(r"[（(]?[一1１][）)、.．]")
_ANY_LABEL: Final = re.compile(
    r"[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十]"
)

_CELLS: Final = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:(?:[ \u3000]{2}|\t)[ \t\u3000]*[\u4e00-\u9fff]{2,6}){2,}$"
)


_NO_UNIT: Final = re.compile(r"[A-Za-z>＞»›|｜]")


def _opened(text: str, rest: str) -> bool:
    """Whether what a line says belongs before the 》 of the next: 《关于打好经济 | 主动仗》方案."""
    return rest.count("》") > rest.count("《") and 2 <= len(text) <= 50 and text[-1] not in _ENDS


def _unfinished(text: str, rest: str) -> bool:
    """Whether a line reads as the beginning of a title that the next line ends."""
    if not 2 <= len(text) <= 50 or text[-1] in _ENDS + ":：。、)）】]":
        return False
    if re.search(r"[0-9一二三四五六七八九十]篇$", text):
        return False  # a site's list of examples
    if re.search(r"\d{4}[-/.年]\d|[:：]|^\d+$|第.{1,4}期", text):
        return False
    if _FILE.search(text):
        return False  # a file's name, or a title as the site shows it in its bar
    if rest.startswith("关于") and _NO_UNIT.search(text) is not None:
        return False  # a site's column: 专题 INDEX
    pieces = re.split("[,，]", text)
    if len(pieces) > 2 and all(piece in rest for piece in pieces):
        return False  # the title's words as a site's tags
    if text[-1] == "》":
        return rest[0] == "的" or len(rest) < 8
    if re.search(
        r"(?:关于.{0,40}|印发.{0,40}|全面.{0,30}|加强.{0,30}|推进.{0,30}|进一步.{0,30})$", text
    ):
        return True
    if len(rest) <= 10 and len(text) >= 6 and not _WHOLE.match(rest) and not is_unit(text):
        return True  # 某省健康体重管理与健康食品产业 | 发展行动
    return (
        re.match(r"(?:关于|[“《]|的|和|及|工作|实施|20\d\d|二[〇○零0]|“?十[一二三四五]五|年)", rest)
        is not None
    )


__all__ = [
    "addressees",
    "drop_chapters",
    "drop_columns",
    "drop_first_chapter",
    "issuers",
    "join_recipients",
    "join_titles",
    "join_wrapped",
    "name_attachment",
    "name_file",
    "signers",
    "together",
    "without_colon",
]
