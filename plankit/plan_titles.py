"""What a title looks like, and the kind of document that it names."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

import regex

from .lexicon import Lexicons
from .roles import WORK_AHEAD, role_of

_ENDS: Final = "。！？；;，,"
ISSUING: Final = re.compile(
    r"(?:印发|转发|下发|发布|公布|制定)(?:了)?《?(.{2,80}?)》?(?:的|等.{0,8}的)?(?:通知|通告|公告|函|决定)"
    r"(?:[（(].{1,12}[）)])?$"
    r"|(?:征求|征集|听取)(?:对|关于)?《(.{2,80}?)》(?:的)?(?:意见|建议|意见建议|意见和建议)(?:的)?(?:通知|通告|公告|函|启事)?$"
)
"""The title of a notice that issues something, or asks for views on it: the last group is what."""

PART: Final = re.compile(
    r"(?<=.)[ \u3000]?(?:篇|范文|之)[ \u3000]?[一二三四五六七八九十0-9]{1,3}$"
    r"|(?<=.{4})[【\[](?:完整版?|精选|最新|通用|推荐|热门|合集|全文|必备|优选|荐|可编辑)[】\]]$"
    r"|(?<=.{4})(?:范文|模板){1,2}(?:[（(][一二三四五六七八九十0-9]{1,2}[）)])?$"
    r"|(?<=总结|计划|思路|要点|安排|方案|报告)[ \u3000]?"
    r"(?:[一二三四五六七八九十]{1,2}|[1-9][0-9]?)$"
    r"|^(?:第[一二三四五六七八九十0-9]{1,3}篇|[篇范][文]?[一二三四五六七八九十0-9]{1,3})[：: ]"
)
"""What a site of model texts counts its examples by: 工作计划 篇2, 篇一：工作计划."""


_TAG: Final = re.compile(
    r"[\[【〔][^\[\]【】〔〕]{1,24}[\]】〕][ \u3000]?(?=.{4})"
    r"|(?:文档|内容|文章)(?:介绍|简介|摘要)[：:][ \u3000]?(?=.{4})"
    r"|附件[ \u3000]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?"
    r"(?:[ \u3000]{0,2}[：:]|[ \u3000]{1,3})(?=.{4})"
)


def own_words(title: str) -> tuple[int, int]:
    """Which part of a title is the document's own: without a site's tag, and counters of examples.

    And without the attachment's number: 附件2：2022年任务分工表.

    [怎么写]工作计划 篇2 is 工作计划.
    """
    tag = _TAG.match(title)
    counter = PART.search(title) or _BAR.search(title)
    start = tag.end() if tag is not None else len(title) - len(title.lstrip("—–―-"))
    if counter is None:
        return start, len(title)
    return (
        (max(start, counter.end()), len(title))
        if counter.start() == 0
        else (start, counter.start())
    )


SITE_BEHIND: Final = r"[-_|—–－][ \u3000]{0,2}[^-_|—–－ ]{1,10}(?:网|文库|网站|平台)$"
_BAR: Final = re.compile(rf"(?<=.{{6}})[ \u3000]{{0,2}}{SITE_BEHIND}")
"""工作计划 - 某某文库: a title as a browser's bar shows it."""
_BAR_ENDS: Final = frozenset("网库站台")
_OF_ITSELF: Final = re.compile(r"(?<![基样版文成脚])本[\u4e00-\u9fff]{0,4}$")
"""特制定本方案: what a plan calls itself in its text, and never in its title."""


_BACK_AND_AHEAD: Final = re.compile(rf"总结.{{0,4}}(?:及|和|与|暨).{{0,8}}(?:{WORK_AHEAD})")


def kind_of(title: str, lexicons: Lexicons) -> str | None:
    """The kind of document that a title names, by the word nearest its end."""

    def build(lex: Lexicons) -> tuple[regex.Pattern[str], dict[str, str]]:
        kinds = {row[0]: row[1] for row in lex.rows("plan_kinds")}
        return regex.compile(r"\L<kinds>", kinds=kinds), kinds

    pattern, kinds = lexicons.build("plan_kinds", build)
    found = None
    bare = title
    if title[-1:] in "）)\n":
        bare = re.sub(r"[（(][^（()）]{0,30}[）)]$", "", title)
    for match in pattern.finditer(bare, overlapped=True):
        if found is None or match.end() > found.end():
            found = match  # 重点工作任务分解表 is a 任务分解表
    if found is None:
        return None
    kind = kinds[found[0]]
    if kind in ("notice", "report", "letter"):
        inner = ISSUING.search(bare)
        if inner is not None and kind == "notice":
            return kind_of(inner[inner.lastindex or 1], lexicons) or kind
    if _BACK_AND_AHEAD.search(bare):
        return "summary_and_plan"
    return kind


def title_like(text: str, lexicons: Lexicons) -> bool:
    """Whether a line's words could be a title: short, unended, naming a kind at its end."""
    if not 4 <= len(text) <= 90 or text[-1] in _ENDS + ":：、":
        return False
    bare = text
    if text[-1] in "）)〕":
        bare = re.sub(r"[（(][^（()）]{4,30}号[）)]$", "", text)
        bare = re.sub(r"(?:[（(〔][^（()）〔〕]{0,40}[）)〕])+$", "", bare)
    bare = PART.sub("", bare)
    if bare != text and bare[:1] == "《" and bare[-1] == "》":
        bare = bare[1:-1]
    if bare[-1:] in _BAR_ENDS:
        bare = _BAR.sub("", bare)
    if "。" in bare or bare.count("，") > 2:
        return False
    if "本" in bare and _OF_ITSELF.search(bare) is not None:
        return False
    told = lexicons.build("title_words", _Words)
    if told.part_name.match(bare) is not None or _SENTENCE.search(bare) is not None:
        return False  # 工作措施, 时间安排; 2017年，要推动八个方面重点工作
    if bare[-2:] == "任务" and _OF_YEAR.match(bare) is not None:
        return True
    if len(bare) <= 8 and role_of(bare, lexicons) in ("plan", "safeguards", "overview"):
        return False  # 重点任务, 保障措施: a chapter's heading

    bare = bare.removesuffix("\n")
    words = bare.rstrip("0123456789")
    if words.endswith(told.kinds) or bare.endswith(told.kinds):
        return text.count("|") < 2  # 序号|任务|措施: the head of a table
    for paper in told.papers:
        if words.endswith(paper):
            return words.removesuffix(paper).endswith(told.kinds)
    return False


class _Words:
    """The words of `plan_kinds` and `title_words` that titles are told by."""

    def __init__(self, lexicons: Lexicons) -> None:
        of = partial(lexicons.alternatives, "title_words")
        # 讲话 alone names a column or a matter, 会议上的讲话 a speech
        self.kinds = tuple(
            word
            for word, kind, *_ in lexicons.rows("plan_kinds")
            if len(word) > (2 if kind == "speech" else 1)
        )
        papers = [row[1] for row in lexicons.rows("title_words") if row[0] == "paper"]
        self.papers = tuple(joint + paper for joint in ("的", "") for paper in papers)
        """What a kind of plan may be told to be in: 工作计划的报告."""
        self.part_name = re.compile(
            rf"[^\u4e00-\u9fff]?(?:{of('part')})(?:工作|活动)?(?:{of('part_end')})$"
            rf"|(?:{of('named')})$"
        )
        """A chapter's heading that ends as titles do: 工作措施, 时间安排."""
        self.said = re.compile(
            rf"(?:{of('saying')})(?:了|出)?([^，。；：:、《》\n]{{5,50}}?)"
            rf"(?:(?:{of('said_end')})?(?:如下|于后)|(?:予以|向社会)(?:公开|公布|公示)(?=[。，,]))"
        )
        self.own = re.compile(rf"(?:{of('own')})+(?=.{{5}})")


_WHOLE: Final = re.compile(
    r"[\u4e00-\u9fff（()）]{3,20}(?:19|20)[0-9]{2}(?:[-—－~至](?:19|20)[0-9]{2})?[年学]"
)


def whole_title(text: str, lexicons: Lexicons) -> bool:
    """Whether a line's words say whose plan it is and when, as no chapter's heading does."""
    return len(text) < 60 and _WHOLE.match(text) is not None and title_like(text, lexicons)


def heads_chapter(text: str, lexicons: Lexicons) -> bool:
    """Whether what could be a title says what to do instead: 完善教师管理制度, 落实行动方案.

    A title that begins with a verb names a plan (推进农村改革实施方案) or says its year.
    """
    if not says_what_to_do(text, lexicons) or re.search(r"20\d\d", text) is not None:
        return False
    return len(text) <= 8 or text.endswith("行动") or kind_of(text, lexicons) in _WHAT_TO_DO


def says_what_to_do(text: str, lexicons: Lexicons) -> bool:
    """Whether a line's words begin with a verb that opens headings, or an adverb before one."""

    def build(lex: Lexicons) -> frozenset[str]:
        verbs = [r[0] for r in lex.rows("verbs") if len(r) > 2 and "heading" in r[2].split()]
        return frozenset(w for w in (*verbs, *(r[0] for r in lex.rows("adverbs"))) if len(w) > 1)

    words = lexicons.build("heading_openers", build)
    return any(text[:n] in words for n in (2, 3, 4))


_WHAT_TO_DO: Final = ("rules", "task_list")


def said_title(opening: str, lexicons: Lexicons) -> tuple[int, int] | None:
    """Where a plan's opening says what it is: 现制定2022年档案工作计划如下. None where it does not.

    A name without a year must be long enough to be no mere kind (制定工作计划如下).
    """
    words = lexicons.build("title_words", _Words)
    for match in words.said.finditer(opening):
        start, end = match.span(1)
        own = words.own.match(opening, start, end)
        if own is not None:
            start = own.end()
        name = opening[start:end]
        if ("年" in name or len(name) > 8) and title_like(name, lexicons):
            return start, end
    return None


_SENTENCE: Final = re.compile("[，,](?:要|将|我们|必须|重点抓好|着力)")
_OF_YEAR: Final = re.compile(
    r"[^，。；、]{0,12}20[0-9]{2}年[^，。；]{2,30}(?:主要|目标|重点|工作)任务\Z"
)
_EXAMPLE: Final = re.compile(
    r"^[ \u3000\t]*第([一二三四五六七八九十0-9]{1,3})篇[ \u3000：:]{1,3}[^。，；\n]{2,40}?"
    r"([计計][划劃]|[总總][结結]|方案|思路|要点|安排|[报報]告|[规規][划劃])(?:范文)?[ \u3000]*$",
    re.MULTILINE,
)
"""第2篇：禁毒宣传工作计划, a line of its own."""


def examples(string: str) -> list[tuple[int, int]]:
    """Where the lines stand that count a site's examples: 第1篇：…工作计划, 第2篇：…工作计划.

    Parts of one document are not of one kind (第一篇 工作总结, 第二篇 工作计划). The first of
    them may stand above `string`, as the document's title.
    """
    if "篇" not in string:
        return []
    found = list(_EXAMPLE.finditer(string))
    if len({match[2] for match in found}) != 1:
        return []
    if len(found) == 1 and found[0][1] in ("一", "1"):
        return []
    return [match.span() for match in found]


def tidy_title(text: str) -> str:
    """A title on one line: no space between Chinese characters, one between Latin words."""
    text = " ".join(text.split())
    if " " not in text:
        return text
    text = re.sub(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])", "", text)
    text = re.sub(r"(?<=[\u2e80-\uffef]) | (?=[\u2e80-\uffef])", "", text)
    text = re.sub(r"(?<![0-9 ])([12]) ([0-9]) ([0-9]) ([0-9])(?![0-9 ])", r"\1\2\3\4", text)
    # a year that a line's end cut in two: 202 | 4年
    return re.sub(
        r"(?<![0-9])([12]) (?=[0-9]{3}年)|(?<![0-9])([12][0-9]) (?=[0-9]{2}年)"
        r"|(?<![0-9])([12][0-9]{2}) (?=[0-9]年)",
        r"\1\2\3",
        text,
    )
