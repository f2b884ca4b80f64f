"""The noun phrase right behind a number: what a measure word of things mostly counts.

It ends at punctuation and particles, and at the predicates of the table `noun_bounds`.
"""

from __future__ import annotations

import re
from typing import Final

from .clauses import BREAKS
from .quantity_words import Words

_LIST: Final = "、和及与或并且以"
_NOUN_LIMIT: Final = 30
_ADMIN: Final = re.compile(r"[（(][市县区旗镇乡街道社村场、]{1,8}[）)]")
_ADMINS: Final = frozenset("省市县区镇乡村校")  # 20个|市、县区艺术团
_INCOMPLETE: Final = re.compile(r"(?:型|类|级|性|式|制|跨[^、]{1,6})$")


def words_verb_at(plain: str, at: int, words: Words) -> bool:
    """Whether a governing verb stands at `at` (建成, not 建成|区)."""
    found = words.verb.match(plain, at)
    return found is not None and not plain.startswith(words.nouns.made, found.end())


def after(plain: str, end: int, words: Words) -> tuple[int, int] | None:
    """Bounds of the noun phrase right behind a number, or None."""
    i = end
    size = len(plain)
    while i < size and plain[i] in " \u3000\xa0":
        i += 1
    if plain[i : i + 1] == "的":
        i += 1
    if plain.startswith(("比例的", "幅度的"), i):
        i += 3
    elif plain[i : i + 1].isdecimal() or plain.startswith("年满", i):
        aged = _AGED.match(plain, i)  # 300名6—17岁|儿童
        i = aged.end() if aged is not None else i
    if (
        i >= size
        or plain[i] in BREAKS
        or plain[i] in "、"
        or plain[i].isdigit()
        or words.begins_none.match(plain, i)
    ):
        return None
    lived = words.nouns.lived_in.match(plain, i) if plain[end - 1] not in "名人" else None
    if lived is not None and _follows_verb(plain, lived.end(), words):
        return i, lived.end()  # 10个村|修订村规民约
    j = i
    limit = min(size, i + _NOUN_LIMIT)
    while j < limit:
        halt = _HALT.search(plain, j, limit)
        if halt is None:
            j = limit
            break
        j = halt.start()
        char = plain[j]
        if char in BREAKS:
            # 20个县（市、区）学生艺术团
            admin = _ADMIN.match(plain, j) if char in "（(" else None
            if admin is None:
                break
            j = admin.end()
            continue
        if char == "、":
            if not _INCOMPLETE.search(plain[i:j]) and plain[i:j] not in _ADMINS:
                break
        elif char == "了":
            if j > i + 2:
                for n in (4, 3, 2):
                    if plain[j - n : j] in words.verbs and j - n > i:
                        j -= n  # 9个村成立|了合作社
                        break
                break
        elif j > i + 2 and char.isdecimal() and plain[j - 1] in "超达逾约":
            j -= 1  # 90%的村收入|超20万元
            break
        elif j > i + 1:
            # 39个村改造|线路16公里: the next number is another verb's
            verb = words.object_verb.search(plain, i + 1, j)
            j = verb.start() if verb is not None else j
            break
        j += 1
    at = i + 1
    while True:
        stop = words.ends.search(plain, at, j)
        if stop is None:
            break
        # 全市性的艺术展演: an attribute, not a possessor
        if stop[0] == "的" and plain[stop.start() - 1] in "性型级式类化色新" and stop.end() < j:
            at = stop.end()
            continue
        j = stop.start()
        break
    while j > i and plain[j - 1] in _LIST + " ":
        j -= 1
    return (i, j) if j - i >= 1 else None


# marks, 了, and what `str.isdigit` takes for a digit
_HALT: Final = re.compile(
    f"[{re.escape(''.join(BREAKS))}、了\\d\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
    "\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788"
    "\u278a-\u2792]"
)


_QUALITIES: Final = frozenset({"集中", "联合", "综合", "统一"})  # 5个|乡镇集中水厂


def _follows_verb(plain: str, at: int, words: Words) -> bool:
    verb = words.object_verb.match(plain, at)
    if verb is not None:
        return not plain.startswith(words.nouns.made, verb.end())
    step = plain[at : at + 2]
    return (
        step in words.steps
        and step not in _QUALITIES
        and not plain.startswith((*"的型式类化性率者员制机证书费", *words.nouns.made), at + 2)
    )


_AGED: Final = re.compile(
    r"(?:年满)?\d{1,3}(?:[-—–~～至到]\d{1,3})?周?岁(?:及?以[上下])?(?:的|(?=[\u4e00-\u9fff]))"
)


def relative(plain: str, end: int, words: Words) -> tuple[int, int] | None:
    """1000名达到国际服务标准的家庭医生: the noun behind the clause that describes it."""
    found = words.nouns.relative.match(plain, end)
    return after(plain, found.end(), words) if found is not None else None
