"""Where a unit's heading ends: at the first 。, at the line's end, or where its phrase ends.

A run-in heading says what is to be done (推进…发展, 加强…工作); the next sentence begins with a
verb again, or with 以, 按照, 在. Where the 。 between them was lost, the two run together, and the
heading ends behind a word that headings end with and before a word that sentences begin with. That
is looked for only where the document's other units of the kind have run-in headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from statistics import median
from typing import Final, NamedTuple

from ..lexicon import Lexicons
from ..roles import role_of

_DOT: Final = (
    r"(?:(?<!\.)|(?<=[\u3400-\u9fff”》）)%]\.)(?<![一二三四五六七八九十]\.)"
    r"(?=[ \u3000\t]{0,2}(?:[\u3400-\u9fffA-Za-z0-9“《（(〔【\[\n]|\Z)))"
)
"""Behind a full stop in half width: it stands behind Chinese words, with a space behind it or
without."""
_STOP: Final = re.compile(rf"[.。\n（(《“「『\[【〈]{_DOT}")
_STEP_STOP: Final = re.compile(rf"[.。；;\n（(《“「『\[【〈]{_DOT}")
_PAIRS: Final = {
    "（": "）",
    "(": ")",
    "《": "》",
    "“": "”",
    "「": "」",
    "『": "』",
    "[": "]",
    "【": "】",
    "〈": "〉",
}
_COMMA: Final = re.compile(r"[，,、；;：:]")

LONGEST_HEADING: Final = 40
"""Characters; the longest run-in heading seen has 37."""

SHORTEST_REST: Final = 12
"""Characters behind a heading whose 。 was lost; what is shorter ends the heading itself
(公共服务机构无障碍设施改造率达到60%)."""


def sentence_end(string: str, start: int, end: int, step: bool = False) -> int:
    """The offset of the 。 (in a step also ；) or line end that ends the words from `start`.

    One inside brackets or quotation marks that close within 60 characters ends nothing.
    """
    pattern = _STEP_STOP if step else _STOP
    at = start
    while True:
        match = pattern.search(string, at, end)
        if match is None:
            return end
        closing = _PAIRS.get(match[0])
        if closing is None:
            return match.start()
        until = string.find(closing, match.end(), min(end, match.end() + 60))
        line = string.find("\n", match.end(), min(end, match.end() + 60))
        at = until + 1 if until >= 0 and not 0 <= line < until else match.end()


class _Chapters(NamedTuple):
    """The table `chapter_names`, compiled."""

    called: re.Pattern[str]
    """A chapter's name before what may begin the words below it."""
    whole: re.Pattern[str]
    """A name that ends by itself."""
    stuck: re.Pattern[str]
    """Such a name before what begins a sentence: 总体要求以…为指导."""
    other: re.Pattern[str]
    """Any heading of a chapter of the first level before what begins the words below."""
    yearly: re.Pattern[str]
    """三、2026年重点工作2026年是开局之年，…: a heading that the year runs on from."""


def _chapters(lex: Lexicons) -> _Chapters:
    of = partial(lex.alternatives, "chapter_names")
    return _Chapters(
        called=re.compile(f"(?:{of('name')})(?={of('opening')})"),
        whole=re.compile(f"(?:{of('name', 'whole')})(?!{of('goes_on')})"),
        stuck=re.compile(f"(?:{of('name', 'whole')})(?={of('sentence')})"),
        yearly=re.compile(
            f"[^，,；;：:《“]{{2,18}}?(?:{of('end', 'yearly')})"
            r"(?=(?:20[0-9]{2}年(?!度|[底末前内]|以前|之前|[0-9]{1,2}月)|今年|一年来)[^，,。]{0,30}[，,])"
        ),
        other=re.compile(f"[^，,；;：:]{{0,18}}?[\u4e00-\u9fff](?:{of('end')})(?={of('then')})"),
    )


def names_chapter(words: str, lexicons: Lexicons) -> bool:
    """Whether words are what chapters are called, or tell a chapter's role."""

    def build(lex: Lexicons) -> re.Pattern[str]:
        names = "|".join(r[1] for r in lex.rows("chapter_names") if r[0] == "name")
        return re.compile(rf"(?:20[0-9]{{2}}年度?|[上下]半年|[今去明]年|全年)?(?:{names})")

    if role_of(words, lexicons) is not None:
        return True
    return lexicons.build("whole_chapter_names", build).fullmatch(words) is not None


_NAMED: Final = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff、]{1,9})[ \u3000]?[:：](?=.{12})")

DATED: Final = re.compile(
    r"[^，,。；;：:（(\n]{2,14}[（(][^（()）\n]{0,30}[0-9０-９][^（()）\n]{0,20}[月日号底前旬份][）)]"
    r"(?=[ \u3000]?[\u4e00-\u9fff]{2})"
)
"""项目申报（4月份）各单元要…: the heading of a stage, its days in brackets."""
_STAGE: Final = re.compile(
    r"[^，,。；;：:（(\n]{2,14}阶段[（(][^（()）\n]{0,30}?[0-9０-９][^（()）\n]{0,30}[）)]"
    r"(?=[ \u3000]?[\u4e00-\u9fff]{2})"
)
"""动员部署阶段（3月1日前）各村要…: a stage's heading ends with its days in brackets."""


_REACH: Final = 26
"""Characters within which the name of a stage ends, the colon or space behind a chapter's name, or
the year that its text begins with."""


def named_end(string: str, start: int, end: int, lexicons: Lexicons) -> int | None:
    """Where a heading ends that is a chapter's usual name and a colon, or None.

    指导思想：以…为指导，…: what stands behind the colon is the chapter's text, however long its
    first sentence is. A name that tells no role (活动时间：) may begin a list within a sentence.
    """
    head = string[start : start + _REACH]  # a look that spares most units the patterns
    if "阶段" in head:
        stage = _STAGE.match(string, start, end)
        if stage is not None:
            return stage.end()
    match = _NAMED.match(string, start, end) if ":" in head or "：" in head else None
    if match is None and (end - start > LONGEST_HEADING or string[end : end + 1] in ("。", ".")):
        chapters = lexicons.build("chapter_names", _chapters)
        stuck = chapters.stuck.match(string, start, end)
        if stuck is None and "年" in head:
            stuck = chapters.yearly.match(string, start, end)
        if stuck is not None:
            return stuck.end()
        heading = string[start : min(end, start + LONGEST_HEADING)]
        if "  " in heading or "\u3000\u3000" in heading:
            gap = _GAP.search(string, start + 2, start + len(heading))
            if gap is not None:
                return gap.start()
        if " " in head or "\u3000" in head:
            match = _APART.match(string, start, end)
    if match is None or role_of(match[1], lexicons) is None:
        return None
    return match.end(1)


_APART: Final = re.compile(
    r"((?:20[0-9]{2}[ \u3000]?年)?[\u4e00-\u9fff、]{4,12})[ \u3000]"
    r"(?=(?:(?![和与及的])[\u4e00-\u9fff]|20[0-9]{2}).{11})"
)
"""A chapter's usual name, a space where its line ended, and its text."""
_GAP: Final = re.compile(
    r"(?<=[\u4e00-\u9fff”》）)]{2})(?:\u3000{2,4}| {2,6})(?=[\u4e00-\u9fff“《0-9].{3})"
)
"""A gap of two spaces inside a sentence: a heading's line ended there."""


def chapter_end(
    string: str, start: int, end: int, lexicons: Lexicons, top: bool = True
) -> int | None:
    """Where a chapter's heading ends that runs into the words below it, or None.

    For texts without lines: 一、2022年主要工作2022年以来，我们坚持… The heading ends with what
    chapters are called by, and the words behind it name a year, us, or what is followed. Below the
    `top` level, only the names that chapters have everywhere are looked for.
    """
    if end - start < 16:
        return None
    match = _APART.match(string, start, end)
    if match is not None and role_of(match[1], lexicons) is not None:
        return match.end(1)
    names = lexicons.build("chapter_names", _chapters)
    match = names.called.match(string, start, end) or names.whole.match(string, start, end)
    if match is None and top:
        match = names.other.match(string, start, end)
    return match.end() if match is not None else None


class HeadingCutter:
    """Cuts headings whose 。 was lost, from the lexicons' verbs and heading ends."""

    def __init__(self, lexicons: Lexicons) -> None:
        verbs = lexicons.rows("verbs")
        self._openings = frozenset(
            row[1] for row in lexicons.rows("chapter_names") if row[0] == "start"
        )
        self._strong_starts = (
            frozenset(
                [r[0] for r in verbs if len(r[0]) > 1 and len(r) > 2 and "heading" in r[2].split()]
                + [r[0] for r in lexicons.rows("adverbs") if len(r[0]) > 1]
            )
            | self._openings
        )
        self._starts = frozenset(r[0] for r in verbs if len(r[0]) > 1) | self._strong_starts
        ends = lexicons.rows("heading_ends")
        self._strong_ends = frozenset(r[0] for r in ends if len(r) > 1 and r[1] == "strong")
        self._ends = frozenset(r[0] for r in ends)
        self._last = frozenset(r[0][-1:] for r in ends)

    def cut(self, sentence: str, usual: float) -> int | None:
        """Where the heading at the head of a sentence ends, or None where none can be told.

        `usual` is the usual length of the document's headings of the kind, in characters.
        """
        comma = _COMMA.search(sentence)
        reach = min(comma.start() if comma is not None else len(sentence), LONGEST_HEADING)
        best: tuple[float, int] | None = None
        last = self._last
        for at in range(4, reach - 1):
            if sentence[at - 1] not in last:
                continue
            end = self.end_weight(sentence, at)
            if not end:
                continue
            begin = self.start_weight(sentence, at)
            if not begin or len(sentence) - at < SHORTEST_REST:
                continue
            if any(sentence.rfind(a, 0, at) > sentence.rfind(b, 0, at) for a, b in ("《》", "“”")):
                continue  # 印发《工作计划2024年…》
            begin -= self.goes_on(sentence, at)
            score = end + begin - abs(at - usual) / 12
            if best is None or score > best[0]:
                best = (score, at)
        return best[1] if best is not None and best[0] > 1.4 else None

    def goes_on(self, sentence: str, at: int) -> float:
        """What says that a heading goes on behind `at`, where its verb is one of its last words."""
        if sentence[at - 2 : at + 2] in self._strong_ends or sentence[at + 2 : at + 3] in (
            "，",
            ",",
        ):
            return 2.0  # 聚焦队伍|建设，打造…: the word is one, and no verb without an object
        if any(
            sentence[at : at + size] in self._strong_ends and self.start_weight(sentence, at + size)
            for size in (2, 4)
        ):
            return 0.8  # 体系|建设|全县…: a heading ends behind the last of such words
        if sentence[at + 2 : at + 4] in self._strong_ends:
            return 0.4  # 安全|管理工作: the verb belongs to the heading's own last words
        return 0.0

    def end_weight(self, sentence: str, at: int) -> float:
        """What the words before `at` say for a heading's end there; 0 where nothing does."""
        if sentence[at - 1] not in self._last:
            return 0.0
        weight = 0.0
        for size in (4, 3, 2):
            word = sentence[at - size : at]
            if len(word) == size and word in self._strong_ends:
                return 1.0 + size / 10
            if len(word) == size and word in self._ends:
                weight = max(weight, 0.5)
        return weight

    def start_weight(self, sentence: str, at: int) -> float:
        """What the words from `at` say for a sentence's beginning; 0 where nothing does."""
        if (
            sentence[at] in "以按在从由对把将为使围通《各全要依"
            and sentence[at : at + 2] in self._openings
            or sentence[at] in "以在从由对把将"
        ):
            return 0.9 if sentence[at] != "对" else 0.5
        weight = 0.0
        for size in (4, 3, 2):
            word = sentence[at : at + size]
            if len(word) == size:
                if word in self._strong_starts:
                    weight = max(weight, 1.0)
                elif word in self._starts:
                    weight = max(weight, 0.6)
        if weight < 0.6 and _SUBJECT.match(sentence, at) is not None:
            return 0.6
        return weight


_SUBJECT: Final = re.compile(
    r"全[省市县区州旗镇乡校局院国年](?!域)|各(?:级|地|单位|部门|相关|有关|责任|[省市县区乡镇街学村科支])"
    r"|每(?:[年月周季天]|学[期年]|个?[月季])|年内|年底|上半年|下半年|20[0-9xX]{2}年|[0-9]{1,2}月|[一二三四]季度"
    r"|我[省市县区局委校院镇乡]|本[市县区局校院镇乡学](?!土|级)"
    r"|[省市县区州旗镇乡街校][\u4e00-\u9fff]{1,10}?(?:局|委|办|厅|院|处|部|府)(?:要|应|将|会同|负责|牵头)"
)
"""Who acts, or when: what else begins a sentence behind a heading."""


def lost_stops(
    sentences: Sequence[str], followed: Sequence[bool], cutter: HeadingCutter
) -> list[int | None]:
    """For each unit's first sentence, where its heading ends if the 。 was lost, else None.

    `sentences` are the first sentences of the units of one kind (same style, same depth), and
    `followed` tells whether more text follows on the same line. Headings are usual where most units
    have a short first sentence without a comma and more text behind it.
    """
    # of what is longer than a heading it is not asked
    paused = [len(s) <= LONGEST_HEADING and _COMMA.search(s) is not None for s in sentences]
    lengths = [
        len(s)
        for s, more, comma in zip(sentences, followed, paused, strict=True)
        if more and len(s) <= LONGEST_HEADING and not comma
    ]
    if len(lengths) < 3 or len(lengths) * 2 < len(sentences):
        return [None] * len(sentences)
    usual = median(lengths)
    longest = max(lengths)
    cuts: list[int | None] = []
    for sentence, comma in zip(sentences, paused, strict=True):
        if len(sentence) > longest or (comma and len(sentence) > usual + 6):
            cuts.append(cutter.cut(sentence, usual))
        else:
            cuts.append(None)
    return cuts
