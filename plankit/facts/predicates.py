"""The predicate of a Chinese clause, from the tables of verbs and adverbials.

There is no segmenter: a word is looked up by its first two characters, longest first. What keeps
that honest is the place it is looked up at (the head of a clause, behind adverbials, behind 要 or
应), and, inside a clause, passing over whole nouns so that no word is read across two others.
"""

from __future__ import annotations

from typing import Final

from .verb_table import ADVERBS, NOT_BEHIND, VerbTable

_LISTED: Final = frozenset("、和及与等或")
_EVERY, _MODAL = frozenset("各每全"), frozenset("要应须需")
_PLAIN: Final = _MODAL | {"均"}
"""Adverbs of one character that a verb of one character may stand behind: 均创新高."""
_TO: Final = frozenset("向为给在")
AFTER_WILL: Final = frozenset("把对为向在于以按")
"""What behind 将 shows that it says what is to come, and governs no object: 将对…进行."""
_BEFORE_OBJECT: Final = frozenset("将把为对向与给")
"""What stands before an object that comes before its verb: 各部门要为…做好…."""
_OFFICES: Final = frozenset("联会局委办院校园馆站所处科室司部厅镇乡县市区村社团队组府")
DEPTH: Final = 2
"""Clauses inside clauses, at most."""


class Predicates(VerbTable):
    """Finds the predicate of one clause, or of its part behind a frame."""

    def _clause(
        self, piece: str, at: int, stop: int, depth: int = 0
    ) -> tuple[tuple[int, int] | None, bool]:
        """A clause's verb, and whether it leads the step; see `leading_verbs`."""
        raise NotImplementedError

    def _head(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The verb at `at`, or behind the adverbs there."""
        begun = at
        for _ in range(ADVERBS):
            word = self._verb(piece, at)
            adverb = self._adverb(piece, at)
            if adverb is not None:
                after = at + len(adverb)
                if piece[after : after + 1] in ("地", "、", "和"):
                    follows = self._adverb(piece, after + 1)
                    if piece[after : after + 1] == "地" or follows:
                        after += 1
                if word is None or (len(adverb) >= len(word) and self._goes_on(piece, after, stop)):
                    at = after
                    continue
            if word is None:
                return self._one(piece, at, stop)
            if at + len(word) > stop or self._words.compound(piece, at) is not None:
                return None
            if word in self._noun and at == begun and self._is_noun(piece, at, len(word), stop):
                return None
            after = at + len(word)
            if piece[after : after + 1] in NOT_BEHIND and self._words.nominal.match(
                piece, after, stop
            ):
                return None
            if piece[at] in "将把" or piece.startswith("后的", after):
                return None
            return at, after
        return None

    def _is_noun(self, piece: str, at: int, length: int, stop: int) -> bool:
        """Whether a word such as 管理, 建设 at the head of a clause is its subject."""
        after = at + length
        if after >= stop or self._words.office.match(piece, after, stop):
            return True
        if self._words.measured.match(piece, after, stop):
            return True  # 考核优秀比例|提高到20%
        if piece.startswith("教育", at) and length == 2:
            return True
        subject = self._words.subject.match(piece, after, stop)
        if subject is not None and self._head(piece, subject.end(), stop) is not None:
            return True
        if self._words.later_modal.search(piece, after, min(stop, after + 8)) is not None:
            return True  # 督查|要动真碰硬
        noun = self._named(piece, after)
        if noun is None or noun not in self._strong:
            return False
        after += len(noun)
        return after >= stop or self._inside(piece, after, stop) is not None

    # -- inside a clause ------------------------------------------------------------------------

    def _inside(
        self, piece: str, at: int, stop: int, depth: int = 0, *, of_object: bool = False
    ) -> tuple[int, int] | None:
        """The first predicate of a clause that begins with something else.

        `of_object`: it begins with an object (对作出贡献的校长予以…), and a verb before 的 is part
        of that. Elsewhere such a verb gives way to one behind 的 only if an adverbial marks the
        other as the predicate (新建的学校要制定…).
        """
        attributive: tuple[int, int] | None = None
        nominal: tuple[int, int] | None = None
        # 各学段评选…, 向社会公开…: here even a word that is as often a noun is the predicate
        every = piece[at : at + 1] in _EVERY or (piece[at - 1 : at] in _TO and of_object)
        placed = of_object and piece[at - 1] == "在"
        begins, singles, reaching = self._begins, self._single, self._reaching
        while at < stop - 1:
            if piece[at : at + 2] not in begins and piece[at] not in singles:
                first = piece[at]
                at += 1  # no word of any table begins here
                if first == "将" and depth < DEPTH:
                    if piece[at] in AFTER_WILL:
                        verb, sure = self._clause(piece, at, stop, depth + 1)
                        return verb if sure else None
                    governs = self._disposal_in(piece, at, stop)
                    if (
                        governs is None
                        or piece.find("对", at, governs[0]) >= 0
                        or (piece.startswith("组织", at) and piece[at - 2] in _OFFICES)
                    ):
                        # 党委将组织…, 学校将组织专家对…进行检查: it is to come
                        verb = self._head(piece, at, stop)
                        word = piece[slice(*verb)] if verb is not None else None
                        if word in self._only_verbs and (
                            word not in self._noun or piece[at - 2] in _OFFICES
                        ):
                            return verb
                if (
                    first in reaching
                    and self._reached(piece, at, stop)
                    and piece[at - 2] not in "不未"
                ):
                    return at - 1, at
                continue
            adverb = self._adverb(piece, at)
            if adverb == "均" and piece[at - 1 : at] in self._words.per:
                adverb = None  # 平均, 人均
            word = self._verb(piece, at)
            if adverb is not None and (word is None or len(adverb) >= len(word)):
                verb = self._head(piece, at, stop)
                if (
                    verb is not None
                    and verb[0] > at
                    and (verb[1] - verb[0] > 1 or len(adverb) > 1 or adverb in _PLAIN)
                    and (
                        adverb not in self._noun_adverbs
                        or piece[slice(*verb)] not in self._noun
                        or (attributive is not None and of_object)
                    )
                    # 对全面完成任务的乡镇: part of the object, but not behind 要
                    and not (
                        of_object
                        and adverb not in _MODAL
                        and piece.find("的", verb[1], min(stop, verb[1] + 24)) >= 0
                    )
                ):
                    return verb
                if word is None:
                    at += len(adverb)
                    if (
                        verb is None
                        and depth < DEPTH
                        and adverb in self._single
                        and piece[at : at + 1] in _BEFORE_OBJECT
                    ):
                        # 各部门要为…做好…: an object before the verb, behind the modal
                        return self._clause(piece, at, stop, depth + 1)[0]
                    continue
            if word is not None:
                after = at + len(word)
                if after > stop:
                    break
                noun = self._words.compound(piece, at) or self._named(piece, at)
                if noun is not None and len(noun) > len(word):
                    at += len(noun)  # 负责|人, 便利|化
                    continue
                if piece.startswith("后的", after):
                    at = after + 2  # 调整后的职能
                    continue
                if word[:2] == "组织" and piece.endswith(self._words.bodies, 0, at):
                    at += 2  # 社会组织|参与
                    continue
                if word in self._words.through:
                    verb = self._step_behind(piece, after, stop)
                    if verb is not None:
                        return verb
                    if word in self._frame:
                        if word == "通过" and piece.endswith(self._words.passed, after, stop):
                            return at, after  # 全部学校通过省级验收
                        at = after
                        continue
                if of_object and piece[after : after + 1] in _LISTED:
                    at = after
                    continue
                if word in self._noun:
                    if self._reached(piece, after, stop) and piece[at - 1] not in "不未":
                        if word[0] in self._words.change:
                            return at, after  # 总产值增长8%
                        nominal = nominal or (at, after)  # 技能培训500人次
                    noun = self._named(piece, after)
                    if self._has_agent(piece, at) and noun not in self._strong:
                        return at, after
                    object_ = after < stop and not self._words.nominal.match(piece, after, stop)
                    if placed and object_ and noun not in self._strong:
                        return at, after
                    if every and nominal is None and not noun and object_:
                        nominal = at, after
                elif word[0] not in self._words.change and (
                    rate := self._words.measured.match(piece, after, stop)
                ):
                    at = rate.end()
                    continue
                elif (of_object or attributive is None) and (
                    not self._words.nominal.match(piece, after, stop)
                    or (word in self._words.founds and piece[after] not in NOT_BEHIND)
                ):
                    of = piece.find("的", after, min(stop, after + 24))
                    if of < 0:
                        return at, after
                    attributive = attributive or (at, after)
                    at = of + 1
                    continue
                at = after
                continue
            noun = self._named(piece, at)
            at += len(noun) if noun else 1
        return attributive or nominal

    def _behind_frame(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The verb right behind the words that end a means (按照…的原则落实…)."""
        for frame in self._words.frame_end.finditer(piece, at, stop):
            verb = self._head(piece, frame.end(), stop)
            if verb is not None:
                return verb
        return None

    def _behind_adverb(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The verb behind an adverbial in a means (对照目标|不断改善…), unless an attribute."""
        while at < stop - 3:
            adverb = self._adverbs.at(piece, at)
            if adverb is None or adverb in self._noun_adverbs:
                at += 1
                continue
            at += len(adverb)
            verb = self._head(piece, at, stop)
            if verb is not None:
                word = piece[slice(*verb)]
                sure = word in self._only_verbs and word not in self._noun
                return verb if sure and piece.find("的", verb[1], stop) < 0 else None
        return None

    def _placed(self, piece: str, at: int, stop: int) -> tuple[int, int] | None:
        """The verb right behind the words that close the 在… at `at` (在镇村两级|设立…)."""
        for place in self._words.place.finditer(piece, at + 2, stop):
            verb = self._head(piece, place.end(), stop)
            if verb is not None:
                return verb
        return None

    def _disposed(self, piece: str, at: int, stop: int, depth: int) -> tuple[int, int] | None:
        """The verb that governs 将 or 把 (将…纳入…), else the first predicate behind it."""
        governs = self._disposal_in(piece, at, stop)
        if governs is not None:
            return governs
        if piece.endswith("结合", at, stop):
            return stop - 2, stop  # 将普法与创建有机|结合
        if piece.endswith("起来", at, stop) and piece[stop - 4 : stop - 2] in self.classes:
            return stop - 4, stop - 2  # 把评议与考核|结合起来
        for size in (4, 3, 2):  # 把各项工作|统筹推进
            begin = max(at, stop - size)  # 将|负责: the words may be shorter than that
            word = piece[begin:stop]
            if word in self._only_verbs and word not in self._noun:
                return begin, stop
        verb = self._inside(piece, at, stop, depth)
        # 将任务完成情况，报送…: the object alone, the predicate is in the next clause
        return None if verb and piece.startswith(self._words.state, verb[1]) else verb
