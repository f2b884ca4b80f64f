"""Finding the verb that leads a step: clause by clause, the first that says what is to be done.

What only frames a step is passed over: means (按照…), conditions (…的，), times, and clauses that
say what something is. The predicate of a clause is found by `predicates`.
"""

from __future__ import annotations

import re
from typing import Final

from .clause_words import CLAUSE, CONDITION, TIME_FIRST
from .context import MASK
from .predicates import AFTER_WILL, DEPTH, Predicates

_ASIDE: Final = frozenset(' \u3000“”‘’「」『』《》〈〉"、·' + MASK)
_AGENT: Final = re.compile(r"由(?<![理自缘事经]由)(?![于此来])")
_DUTY: Final = re.compile(r"(?<=[^理自缘事经])由[^，。的]{2,24}?(负责)(?![的人制])")
_TOWARD: Final = re.compile(
    "[^，。的对将把由要]{1,8}(?<![针面核校比应相绝反派结])对(?![接标口照应象外于策手比立])"
)
_IF: Final = frozenset("如若凡")
_AIMED: Final = frozenset("对向把")
_REACH: Final = 320
"""Code points, from the head of a step, within which its verb is looked for."""
_CLAUSES: Final = 8
"""Clauses of a step in which the verb that leads it is looked for; of 2,570 such verbs in forty
documents 15 stood in the fifth clause or behind it, one in the eighth."""


class Verbs(Predicates):
    """Finds verbs; `classes` gives each verb's class."""

    def find(self, masked: str, start: int, end: int) -> tuple[int, int] | None:
        """The leading verb of the step `masked[start:end]`, quotations and brackets masked."""
        fallback: tuple[int, int] | None = None
        at = start
        end = min(end, start + _REACH)
        for _ in range(_CLAUSES):
            comma = CLAUSE.search(masked, at, end)
            stop = comma.start() if comma else end
            if comma and masked[stop - 1] == "的" and CONDITION.match(masked, stop - 2):
                at = comma.end()
                continue
            verb, sure = self._clause(masked, at, stop)
            if verb is not None:
                if sure:
                    return verb
                fallback = fallback or verb
            if comma is None:
                break
            at = comma.end()
        return fallback

    def _clause(
        self, piece: str, at: int, stop: int, depth: int = 0
    ) -> tuple[tuple[int, int] | None, bool]:
        """A clause's verb, and whether it leads the step rather than only framing it.

        `depth` counts the clauses around it (将对…进行, 要为…做好): no input nests them on and on.
        """
        while at < stop and (piece[at] in _ASIDE):
            at += 1
        while True:
            first = piece[at : at + 1]
            if first == "以":
                aside = self._words.instrument.match(piece, at, stop)
            else:
                aside = self._words.time.match(piece, at, stop) if first in TIME_FIRST else None
            if aside is None:
                break
            at = aside.end()
        if piece.endswith("期间", at, stop) or (first in _IF and piece[stop - 1] == "的"):
            return None, False  # 凡符合条件的，
        equated = -1
        if piece.find("是", at, stop) >= 0 or piece.find("为", at, stop) >= 0:
            equated = self.copulas.behind(piece, at, stop)
        if equated >= 0 and self._equates(piece, at, equated):
            if depth < DEPTH and self.copulas.asks(piece, at, equated):
                return self._clause(piece, equated, stop, depth + 1)
            return None, False
        during = piece.find("期间", at + 2, min(stop, at + 10))
        if during > 0 and (verb := self._head(piece, during + 2, stop)) is not None:
            return verb, True  # 春耕期间|组织农机手
        adverb = self._adverb(piece, at)
        if adverb is not None:
            after = at + len(adverb)
            second = self._adverb(piece, after)
            if second is not None and self._words.own.match(piece, after + len(second), stop):
                after += len(second)  # 应当严格|按照…
            aimed = piece[after : after + 1] in _AIMED and self._verb(piece, after) is None
            if aimed and adverb not in self.classes or self._words.own.match(piece, after, stop):
                at = after  # 主动向…反映, but 牢牢|把握
        duty = _DUTY.search(piece, at, stop) if piece.find("负责", at, stop) >= 0 else None
        if duty is not None:
            return duty.span(1), True  # 绿化养护由各村负责
        verb = self._head(piece, at, stop)
        if verb is not None:
            word = piece[slice(*verb)]
            frames = word in self._frame
            if word in self._words.uses:
                behind = self._behind_frame(piece, verb[1], stop)
                if behind is not None:
                    return behind, True  # 采取多种形式|开展宣传
                frames = piece.endswith(self._words.ways, verb[1], stop)
            if not frames and word not in self._words.through:
                if piece[verb[1] : verb[1] + 1] == "、":
                    # 新建、改建项目须符合规划: what is listed is the subject
                    modal = self._words.must.search(piece, verb[1], stop)
                    behind = self._head(piece, modal.end(), stop) if modal is not None else None
                    verb = behind or verb
                return verb, True
            # 依托平台开展…, 会同乙局举办…: the step stands behind its means, in the same clause
            behind = self._behind_frame(piece, verb[1], stop) if frames else None
            if behind is None and word in self._words.through:
                behind = self._step_behind(piece, verb[1], stop)
            if behind is None and word in self._words.against:
                behind = self._behind_adverb(piece, verb[1] + 2, stop)
            return (behind, True) if behind else (verb, not frames)
        opens = piece[at : at + 1] in self._words.opening  # most clauses begin otherwise
        if opens and (frame := self._words.frame.match(piece, at, stop)) is not None:
            verb = self._behind_frame(piece, at, stop)
            if verb is None and frame[0] in self._words.through:
                verb = self._step_behind(piece, frame.end(), stop)
            return (verb, True) if verb else (self._inside(piece, at, stop, depth), False)
        if opens and self._words.preposition.match(piece, at, stop):
            return self._of_object(piece, at, stop, depth)
        if (
            piece.find("按照", at + 2, stop) > 0
            and (means := self._words.subject_frame.match(piece, at, stop)) is not None
        ):
            # 各部门均按照规定的方式建立…: the means stands behind the subject
            verb = self._behind_frame(piece, means.end(), stop)
            return (verb, True) if verb else (self._inside(piece, at, stop, depth), False)
        bound = self._words.modal.search(piece, at, stop) is not None
        if bound and (told := self._behind_modal(piece, at, stop, depth)) is not None:
            return told
        toward = _TOWARD.match(piece, at, stop) if piece.find("对", at, stop) > 0 else None
        if toward is not None and (light := self._light(piece, toward.end(), stop)) is not None:
            return light, True  # 园长对制度执行情况进行检查
        agent = _AGENT.search(piece, at + 1, stop)
        if agent is not None:
            # 日常管护由各村负责: who does it stands before the verb
            verb = self._inside(piece, agent.end(), stop, depth, of_object=True)
            if verb is not None:
                return verb, True
        framed = (
            bound
            and self._words.setting.search(piece, max(at, stop - 3), stop) is not None
            and self._words.modal_setting.match(piece, at, stop) is not None
        )
        verb = self._inside(piece, at, stop, depth)
        if bound and verb is not None and piece[slice(*verb)] in self._noun:
            later = self._words.later_modal.match(piece, verb[1], stop)
            if later is not None:
                verb = self._inside(piece, later.end(), stop, depth)  # 主要领导|要亲自抓
        framed |= verb is not None and piece[slice(*verb)] in self._frame
        return verb, not framed

    def _of_object(
        self, piece: str, at: int, stop: int, depth: int
    ) -> tuple[tuple[int, int] | None, bool]:
        """The same of a clause that begins with a preposition: 将…, 对…, 在…."""
        if piece[at] == "将" and piece[at + 1 : at + 2] in AFTER_WILL:
            return self._clause(piece, at + 1, stop, depth)  # 将对…进行检查
        if piece[at] in "将把":
            return self._disposed(piece, at + 1, stop, depth), True
        if piece[at] in "对为" and (light := self._light(piece, at + 1, stop)) is not None:
            return light, True
        if piece[at] == "在" and (verb := self._placed(piece, at, stop)) is not None:
            return verb, True
        framed = self._words.setting.search(piece, max(at, stop - 3), stop) is not None
        framed |= piece[at] == "为" and self._head(piece, at + 1, stop) is not None
        verb = self._inside(piece, at + 1, stop, depth, of_object=True)
        if verb is not None and not framed and piece[at] == "对" and verb[0] <= at + 4:
            # 对参与救灾有贡献的企业，…: all of the clause is the object
            framed = piece.find("的", verb[1], min(stop, verb[1] + 24)) >= 0
        return verb, not framed

    def _behind_modal(
        self, piece: str, at: int, stop: int, depth: int
    ) -> tuple[tuple[int, int] | None, bool] | None:
        """The same of a clause with 要 or 应当 where that tells; else None."""
        if (means := self._words.modal_frame.match(piece, at, stop)) is not None:
            # 各学校要按照…方案，开齐…, 各县要在…上，…: the means or the field is behind the modal
            verb = self._behind_frame(piece, means.end(), stop)
            return (verb, True) if verb else (self._inside(piece, at, stop, depth), False)
        later = self._words.later_modal.search(piece, at, stop)
        if later is None:
            return None
        # 新、改、扩建项目用水要达到…: the predicate stands behind the modal
        verb = self._head(piece, later.end(), stop)
        if verb is not None:
            word = piece[slice(*verb)]
            through = word in self._words.through
            step = self._step_behind(piece, verb[1], stop) if through else None
            return step or verb, step is not None or word not in self._frame
        if piece.startswith("在", later.end()):
            # 牵头单位要在方案印发后一个月内完成…
            verb = self._placed(piece, later.end(), stop)
            if verb is not None:
                return verb, True
        return None

    def _equates(self, piece: str, at: int, behind: int) -> bool:
        """Whether the copula before `behind` is the predicate of the clause that begins at `at`."""
        if self._words.must.search(piece, at, behind - 1) is not None:
            return False  # 各校要明确安全是底线
        verb = self._head(piece, at, behind - 1)
        if verb is None:
            return True
        word = piece[slice(*verb)]
        if piece[behind - 1] == "为":
            return word in self._noun  # 试点期限为两年, but 确定期限为两年
        return word not in self.copulas.clausal
