"""Where a plan ends: before its sign-off, its attachments, and whatever the site puts below it.

Believes that the last unit's first paragraph belongs to it, and later paragraphs as long as they
are sentences; that a sign-off is a unit's name and a date on lines of their own; and that short
lines without a stop at the very end are no text of the plan, responsibility notes aside.
"""

from __future__ import annotations

import re

from ..line_kinds import dated_unit, is_attachment, is_date, is_unit
from ..page import Page
from ..pages.furniture import is_tail, words

_STOPPED = "。！？；：;:）)】]”…"
_NOTE = re.compile(
    r"[（(\[【〔—]*(?:主要|具体|共同|直接|首要|第一)?"
    r"(?:牵头|责任|配合|负责|参与|参加|协办|协助|协作|协同|会同|支持|主办|承办|主责|主管|统筹|完成|落实)"
    r"[^，。；]{0,6}[:：]|.{0,80}(?:负责|牵头|配合|落实)[）)】\]]?$"
)
_PROVISION = re.compile(
    r"(?:本|此|上述|以上)(?:实施|指导|若干|工作|行动)?(?:意见|办法|方案|通知|规定|措施|计划|细则|政策|要点|制度|规划|条例).{0,24}(?:起(?:施行|实施|执行|生效)|印发之日|发布之日|公布之日|有效期|负责解释|施行)"
)
_DISTRIBUTION = re.compile(
    r"(?:抄送|抄报|分送|主送|报送|印发范围|发送范围|公开方式|公开属性|信息公开选项)[:：]"
    r"|[（(](?:此件|本件|信息|依申请|主动|不予).{0,12}公开.{0,12}[）)]$|.{2,40}\d{1,2}月\d{1,2}日印发$"
)
_ADDRESS = re.compile(r"(?:各位|同志们|女士们|主席|委员长).{0,12}[！!，,：:]")
_FORMULA = re.compile(
    r"(?:特此|专此|特作)[^，。]{1,8}[。.！]?$|以上(?:就)?是.{2,40}(?:内容|全文|计划|总结|方案)(?:[。，,].*)?$"
    r"|(?:最后，?)?谢谢(?:大家|各位.{0,6})?[。！!]?$|(?:妥否|当否|如无不妥|以上[^，。]{2,8})，请.{0,14}[。.！]?$"
)
"""What a letter, a request or a model text ends with: 特此函告。以上是工作计划的主要内容。"""
_SHORT = 45
_SENTENCE = re.compile(r"(?=.{24})[^:：|]*[\u4e00-\u9fff][，,][\u4e00-\u9fff][^:：|]*\Z")
"""A line that is short and unstopped, and yet running text that breaks off."""
_GLOSSARY = re.compile(r"(?:名词解释|名词注释|有关名词|注[:：]|相关名词).{0,20}$")


ENDED = frozenset("。！？；!?;.”’」』）)】］]》〉>%％")
_CUT = re.compile(r"(?:\.{3,}|…+)\Z|[，,、：:]\Z")


def breaks_off(words: str, text_start: int) -> bool:
    """Whether a plan's last unit, its label left out, ends in mid-sentence.

    `text_start` is where its text begins behind its title. Believes that running text ends with a
    stop, and that ... or a comma or a colon is no end; a heading alone may go without a stop.
    """
    words = words.rstrip()
    if _CUT.search(words, max(0, len(words) - 8)):
        return True
    if not words or words[-1] in ENDED or text_start >= len(words):
        return False
    last = words[words.rfind("\n") + 1 :].strip()
    return len(last) > 12 and any(c in "。；，、;,:" for c in last)


def find_end(page: Page, string: str, last: int, flat: bool) -> int:
    """The offset in the body `string` where the plan ends; its last unit begins at `last`.

    `flat`: the last unit's siblings are single paragraphs, so that a provision on its own line
    (本意见自印发之日起施行) is no part of it.
    """
    lines: list[tuple[int, int]] = []
    at = last
    while at < len(string):
        until = string.find("\n", at)
        if until < 0:
            until = len(string)
        if string[at:until].strip():
            lines.append((at, until))
        at = until + 1
    if not lines:
        return len(string)
    plain = [words(page, string[i:j][:320]) for i, j in lines]
    stop = len(lines)
    heading_only = plain[0][-1:] not in "。！？；" and len(plain) > 1
    for k in range(1, len(lines)):
        text = plain[k]
        following = plain[k + 1] if k + 1 < len(lines) else ""
        signed = is_unit(text) and not _NOTE.match(text)
        dated = is_date(text) or dated_unit(text) is not None
        if (
            is_tail(page, text)
            or is_attachment(text)
            or _GLOSSARY.match(text)
            or _ADDRESS.match(text)
            or _FORMULA.match(text)
            or _DISTRIBUTION.match(text)
            or (signed and (is_date(following) or is_unit(following)))
            or (dated and not following)
            or (dated and plain[k - 1][-1:] in _STOPPED)
            or (
                _PROVISION.search(text)
                and (flat or text.startswith("本"))
                and not (heading_only and k == 1)
            )
        ):
            stop = k
            break
    keep = 2 if heading_only else 1
    while stop > keep:
        text = plain[stop - 1]
        if (
            len(text) > _SHORT
            or _SENTENCE.match(text)
            or text[0] in "—－-"
            or text[-1] in _STOPPED
            or _NOTE.match(text)
        ):
            break
        stop -= 1
    return lines[stop - 1][1]
