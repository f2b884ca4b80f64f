"""The parts around a plan: site furniture, notice, title, recipients, preamble, sign-off.

Works on the lines that the layout left. What is believed: a title is a short line without a full
stop that ends with the name of a kind of document; recipients are a line of units that ends with
a colon; a covering notice has recipients (or says that it issues something) and a second title
below it; a sign-off is a unit's name and a date on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..line_kinds import (
    dated_unit,
    is_attachment,
    is_damaged_date,
    is_date,
    is_signer,
    is_subtitle,
    is_unit,
    squeeze,
)
from ..page import Line, Page
from ..pages.furniture import words
from ..pages.runs import cut_lines
from ..plan_titles import kind_of, own_words, title_like
from ..text import Span
from .choice import choose, show, whole_title
from .covering import HANDED_ON, names_recipients, plan_below
from .header import read_line, read_unknown
from .line_roles import (
    addressees,
    drop_chapters,
    drop_columns,
    drop_first_chapter,
    issuers,
    join_recipients,
    join_titles,
    join_wrapped,
    name_attachment,
    name_file,
    signers,
    together,
    without_colon,
)
from .number_lines import (
    NUMBERED,
    cut_day,
    cut_front,
    cut_number,
    is_damaged_number,
    line_number,
    title_number,
)
from .parts import Head
from .zone import head_lines


def find_head(page: Page) -> Head:
    """Claim what stands above the plan's first unit, and say what it is."""
    if page.short_lines:
        return Head()
    _part_addressees(page)
    lines = page.free
    head = Head()
    zone = head_lines(page, lines)
    below = plan_below(page, lines, zone)
    if below:
        zone = below + head_lines(page, lines[below:])
    top = lines[:zone]
    for line in top:
        head.number = cut_number(page, line) or cut_front(page, line) or head.number
        cut_day(page, line)
    plain = [words(page, line.text) for line in top]
    roles: list[str] = [""] * len(top)
    for k, text in enumerate(plain):
        number = line_number(page, top[k], text)
        if number is not None:
            roles[k] = "number"
            head.number = head.number or number
        elif is_damaged_number(text):
            roles[k] = "number"
            page.damaged_number = page.damaged_number or Span(top[k].start, top[k].end)
        elif names_recipients(page, text):
            roles[k] = "recipients"
        elif is_date(text) or is_damaged_date(text):
            roles[k] = "date"
        elif is_attachment(text):
            roles[k] = "attachment"
        elif title_like(text, page.lexicons):
            roles[k] = "title"
            number = title_number(text) if head.number is None else None
            if number is not None:
                span = Span(top[k].start, top[k].end)
                head.number = number.model_copy(update={"span": span})
        elif is_unit(text) or (k + 1 < len(plain) and is_date(plain[k + 1]) and is_signer(text)):
            roles[k] = "unit"
        if roles[k] == "recipients":
            join_recipients(plain, roles, k)
    handed = next(
        (k for k, text in enumerate(plain) if "印发" in text and HANDED_ON.search(text)), 0
    )
    without_colon(plain, roles, handed)
    name_attachment(page, plain, roles)
    name_file(page, top, plain, roles)
    join_wrapped(page, top, plain, roles)
    drop_columns(page, plain, roles)
    join_titles(page, top, plain, roles)
    drop_chapters(page, top, plain, roles)
    drop_first_chapter(page, lines, plain, roles)
    head.titles = [whole_title(plain, roles, k) for k, r in enumerate(roles) if r == "title"]
    head.issued_by = next(
        (by for k, r in enumerate(roles) if r == "title" and (by := issuers(top[k].text))), None
    )
    own, recipients, covers = choose(page, head, top, plain, roles)
    _claim_head(page, head, top, plain, roles, own, recipients, covers)
    head.site = [line.text for line in page.lines[:20] if line.kind == "furniture"][:8]
    if head.title is not None and head.title[-1] in "）)":
        bare = _COUNTED.sub("", head.title)
        if bare != head.title and squeeze(bare) in plain:
            head.title = bare  # a site's first example, below the title of all
    if head.title is not None and title_number(head.title) is not None:
        head.title = NUMBERED.sub("", head.title)
    if head.title is not None and head.title_span is not None:
        span = head.title_span
        start, end = own_words(page.source.text[span.start : span.end])
        if end - start < span.end - span.start:
            head.title_span = Span(span.start + start, span.start + end)
            head.title = show(page, head.title_span)
    if page.title is not None:
        head.title_span = page.title
        head.title = page.title_text or show(page, page.title)
    head.kind = kind_of(squeeze(head.title or ""), page.lexicons)
    return head


_TO: Final = re.compile(
    r"[^。；：:《》]{3,120}[:：](?=[ \u3000]{0,4}(?:现将|现[印就]|为|经|根据|按照|《))"
)


def _part_addressees(page: Page) -> None:
    """各乡镇：现将《…》印发给你们: the notice gets a line of its own."""
    for line in page.lines[:ADDRESSED]:
        text = line.text
        if "：" not in text[3:123] and ":" not in text[3:123] or text[-1] in ":：":
            continue
        match = _TO.match(text) if line.kind is None else None
        if match is None or ISSUED.search(text) is None:
            continue
        if names_recipients(page, words(page, match[0])):
            cut_lines(page, {line.index: [match.end()]})
            return


ADDRESSED: Final = 40
"""Lines within which a notice names its addressees."""
ISSUED: Final = re.compile("印发|转发|下发|如下")


def _claim_head(
    page: Page,
    head: Head,
    top: list[Line],
    plain: list[str],
    roles: list[str],
    own: int | None,
    recipients: int | None,
    covers: bool,
) -> None:
    """Give every line above the preamble its kind."""
    start = own if own is not None else -1
    if covers and own is not None and recipients is not None and own < recipients:
        # the notice is the plan's only cover and its title the only one: what hands on is notice
        start = max(start, recipients)
        for k in range(recipients + 1, len(top)):
            if HANDED_ON.search(plain[k]) or roles[k] in ("unit", "date", "attachment"):
                start = max(start, k)
    elif own is not None and recipients is not None and recipients > own:
        start = recipients
    if own is None:
        start = max(
            (k for k, r in enumerate(roles) if r in ("recipients", "number", "date", "title")),
            default=-1,
        )
    if covers and (recipients is None or own is None):
        # 经…同意，现将《…》印发给你们, without addressees, right below the notice's title
        for k in range(start + 1, min(start + 4, len(top))):
            handing = HANDED_ON.search(plain[k])
            if handing is not None and len(plain[k]) - handing.end() < 40:
                start = k
    first_title = next((k for k, r in enumerate(roles) if r in ("title", "title-part")), None)
    begin = min((k for k in (first_title, recipients) if k is not None), default=0)
    # a notice says nothing between its title and its addressees, a plan nothing above its title
    site = (recipients if covers else own) or 0
    seen: dict[str, int] = {}
    for k, line in enumerate(top[: start + 1]):
        role = roles[k]
        if role == "recipients":
            page.claim(line, "notice")
            if not page.recipients:
                page.recipients = addressees(page, top, roles, k)
        elif role == "number":
            page.claim(line, "header")
        elif own is not None and (
            k == own
            or (role == "title-part" and all(r == "title-part" for r in roles[k:own]) and k < own)
        ):
            page.claim(line, "heading")
        elif role in ("title", "title-part"):
            page.claim(
                line,
                "repeated"
                if plain[k] in seen or (own is not None and plain[k] == plain[own])
                else "notice"
                if covers
                else "heading",
            )
            seen[plain[k]] = k
        elif k < begin:
            _claim_site(page, line)
            if k and roles[k - 1 : k + 1] == ["unit", "date"] and not covers:
                # a sign-off set in front
                head.signed_by, head.signed_on = top[k - 1].text, (line, plain[k])
                page.claim(top[k - 1], "notice")
                page.claim(line, "notice")
        elif own is not None and own < k < own + 4 and not covers and is_subtitle(line.text):
            page.claim(line, "heading")
            head.sub_lines.append(plain[k])
        elif role == "" and len(line.text) < 40 and k < site:
            _claim_site(page, line)
        else:
            page.claim(line, "notice")
            if covers or recipients is not None:
                head.notice.append(line)
                if head.forwarded is not None and k > head.forwarded:
                    continue  # whoever issued it first
                if role == "unit" and head.signed_by is None:
                    head.signed_by = together(line.text)
                both = dated_unit(plain[k]) if role == "" else None
                if both is not None:
                    head.signed_by, head.signed_on = both[0], (line, both[1])
                if role == "date":
                    head.signed_on = (line, plain[k])
                    head.signed_by = signers(top, roles, k) or head.signed_by
    if own is not None:
        for k in range(start + 1, len(top)):
            if roles[k] == "title" and plain[k] == plain[own]:
                page.claim(top[k], "repeated")
    k = start + 1
    while k < len(top) and (own is None or k - own <= 4):
        # what belongs to the title's block: the number, the date, the speaker, (2021—2023年)
        text = plain[k]
        both = dated_unit(text)
        note = _note_over_lines(plain, k)
        if note:
            for line in top[k : k + note]:
                page.claim(line, "heading")
            head.sub_lines.append("".join(plain[k : k + note]))
            k += note - 1
        elif roles[k] == "number":
            page.claim(top[k], "header")
        elif both is not None:
            page.claim(top[k], "heading")
            head.signed_by = head.signed_by or both[0]
            head.sub_lines.append(both[1])
        elif (
            roles[k] in ("date", "title", "title-part")
            or is_subtitle(top[k].text)
            or _goes_on(head.sub_lines, text)
        ):
            page.claim(top[k], "heading")
            head.sub_lines.append(text)
        elif roles[k] == "recipients":
            page.claim(top[k], "notice")
            page.recipients = page.recipients or addressees(page, top, roles, k)
        elif roles[k] == "unit" and len(text) < 40:
            page.claim(top[k], "heading")
            if head.signed_by is None and not covers:
                head.signed_by = top[k].text
        else:
            break
        k += 1


def _note_over_lines(plain: Sequence[str], k: int) -> int:
    """How many lines a note in brackets on who passed a document has: （…通过 | …批准）; or 0."""
    if plain[k][0] not in "（(" or plain[k][-1] in "）)" or "年" not in plain[k]:
        return 0
    for n in (2, 3, 4):
        whole = "".join(plain[k : k + n])
        if len(whole) > NOTE or k + n > len(plain):
            return 0
        if whole[-1] in "）)":
            return n if _PASSED.search(whole) is not None else 0
    return 0


NOTE: Final = 300
"""Characters of a note on who passed a document, and when it was amended."""
_COUNTED: Final = re.compile(r"[ \u3000]?[（(][一1][)）]$")
_PASSED: Final = re.compile("通过|批准|修订|修正|会议")


def _claim_site(page: Page, line: Line) -> None:
    """Claim what a site put between its own lines: a labelled line is a header's."""
    if not read_unknown(page, line) and not read_line(page, line):
        page.claim(line, "furniture")


def _goes_on(sub_lines: Sequence[str], text: str) -> bool:
    """Whether a line ends the one before it: ——2026年1月26日在某省 | 人民代表大会会议上."""
    return bool(sub_lines) and sub_lines[-1][0] in "—–―-" and len(text) < 30 and text[-1] == "上"


__all__ = ["Head", "find_head"]
