"""What stands in a clause before its predicate, and what makes a noun of a verb.

    以…为抓手，  按照…原则  在…上  6月底前  各学校要        管理|部门  调解|成功率

A clause of frames, times and settings alone frames the step; the verb behind one of them leads it.
The words are in the table `clause_words`; here is how they are put together.
"""

from __future__ import annotations

import re
from typing import Final

from ..lexicon import Lexicons
from .word_table import Words

CLAUSE: Final = re.compile(r"[，,：:]")
CONDITION: Final = re.compile("[^目有]的[，,](?!具有|富有|具备|体现|充满|符合|适应|与|有(?!关))")
"""The end of a clause that says when or for whom: 符合条件的，"""
TIME_FIRST: Final = frozenset(
    "到至在于自从0123456789〇○零一二三四五六七八九十xXn今明本年上下新开学期季每"
)
_TIME: Final = (
    r"(?:到|至|在|于|自|从)?(?:[0-9〇○零一二三四五六七八九十xXn]{1,4}(?:年|月|日|季度)|今年|明年|本?年度?|上半年|下半年|本学期|新学期)"
    r"(?:[0-9一二三四五六七八九十xX]{1,3}[月日]|[上下]半年|第?[一二三四]季度)*(?:[上中下]旬)?(?:年?底|年?末|年?初|内|中|起)?(?:之?[前后])?"
    r"|每(?:周[一二三四五六日]|[月季]度?[初末底])(?:[上下]午|晚上?)?"
    r"|期[初中末](?!考|检|测|质|复习|评价|成绩)"
    r"|(?:开学|学期|学年|[一二三四]?季度)(?:初|末|之际|第一[周天]|前后|前|后)"
)
_MODAL: Final = "(?:要|应当?|必?须)"


class ClauseWords:
    """The patterns compiled from `clause_words`, and the sets of its words."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds: dict[str, list[tuple[str, str]]] = {}
        for word, kind, *rest in lexicons.rows("clause_words"):
            kinds.setdefault(kind, []).append((word, rest[0] if rest else ""))

        def words(kind: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(word for word, _ in kinds[kind]))

        def one_of(kind: str) -> str:
            return _one_of(kinds[kind])

        self.opening = frozenset(word[0] for word in (*words("frame"), *words("preposition")))
        """What a clause begins with that opens with a frame or a preposition."""
        self.frame = re.compile(one_of("frame"))
        self.preposition = re.compile(one_of("preposition"))
        self.own = re.compile(one_of("own"))
        self.instrument = re.compile(rf"以[^，,。；]{{1,40}}?为{one_of('instrument')}[，,]?")
        self.time = re.compile(_TIME)
        self.frame_end = re.compile(
            rf"(?:{one_of('means')}等?|等{one_of('field')}|{one_of('done')}后)(?=[^的，,])"
        )
        self.modal = re.compile("[要应须]")
        """What all patterns with a modal hold, and most clauses do not."""
        # 各学校要按照…, 各县要在…: the means or the field stands behind the modal
        self.modal_frame = re.compile(
            rf"[^，。的]{{1,24}}?{_MODAL}(?:严格|认真|切实|充分|紧密)?(?:按照|按|根据|依据|通过|结合|围绕|针对|依托|利用|立足"
            r"|以(?!上|下|内|外))"
        )
        self.subject_frame = re.compile(
            "[^，。的对把将]{2,20}?(?:均|都|一律|统一|分别|各自|严格)按照"
        )
        self.modal_setting = re.compile(rf"[^，。的]{{1,24}}?{_MODAL}在")
        # 帮扶省市要组织…: what stands before the modal is the subject
        self.subject = re.compile(rf"[^，。的、]{{1,8}}?(?<![重主需必首]){_MODAL}")
        self.must = re.compile(r"(?<=[^、重主需必首])(?:须|应当?|要)(?![求点素件闻害对急用])")
        # each alternative begins with a literal character, so that `re` looks for these only
        modals = (f"{m}(?<=[^重主需必首简摘将就只也还]{m})" for m in ("要", "应当", "必须"))
        bare = "|".join(rf"{m}(?<=[^供对响适反相呼因][应须需])(?=在)" for m in ("应", "须", "需"))
        self.later_modal = re.compile(f"(?:{'|'.join(modals)})(?![求点素件闻害])|{bare}")
        # the step begins behind it, unless 中 or 上 is the head of a word there
        self.place = re.compile(rf"{one_of('place')}(?=[\u4e00-\u9fff]{{2}})")
        self.setting = re.compile(rf"{one_of('setting')}$")
        self.nominal = re.compile(one_of("nominal"))
        self.office = re.compile(one_of("office"))
        # the verb is part of the name of what is measured: 参加锻炼人数比例|42%
        self.measured = re.compile(
            rf"[^，,。；;、\d的]{{0,6}}?{one_of('measured')}(?=\d|{one_of('reaches')}(?![中小]))"
        )
        self.per = frozenset(words("per"))
        self.against = frozenset(words("against"))
        self.founds = frozenset(words("founds"))
        self.change = frozenset(words("change"))
        self.through = frozenset(words("through"))
        self.step = frozenset(words("step"))
        self.compounds = Words(words("compound"))
        self.pace = words("pace")
        self.passed = words("passed")
        self.state = words("state")
        self.light = words("light")
        self.agents = words("agent")
        self.no_agents = words("no_agent")
        self.bodies = words("body")
        self.uses, self.ways = frozenset(words("use")), words("way")

    def compound(self, string: str, at: int) -> str | None:
        """The noun at `at` that begins with a verb: 开发区, but not in 开发区域."""
        noun = self.compounds.at(string, at)
        if noun is None or string.startswith("域", at + len(noun)):
            return None
        return noun


def _one_of(rows: list[tuple[str, str]]) -> str:
    """The alternation of words, the longest first; single characters as one class."""
    known = dict(reversed(rows))  # the caller's rows come first, and win
    bare = "".join(re.escape(word) for word, but in known.items() if len(word) == 1 and not but)
    rest = [
        re.escape(word) + (f"(?![{re.escape(but)}])" if but else "")
        for word, but in sorted(known.items(), key=lambda row: -len(row[0]))
        if len(word) > 1 or but
    ]
    return f"(?:{'|'.join([*rest, *([f'[{bare}]'] if bare else [])])})"
