"""The noun phrase right behind a number: what a measure word of things mostly counts.

It ends at punctuation and particles, and at the predicates of the table `noun_bounds`.
"""

from __future__ import annotations

import re

from .clauses import BREAKS
from .quantity_words import Words

_LIST = "、和及与或并且以"
_NOUN_LIMIT = 30
_ADMIN = re.compile(r"[（(][市县区旗镇乡街道社村场、]{1,8}[）)]")
_ADMINS = frozenset("省市县区镇乡村校")  # 20个|市、县区艺术团
_INCOMPLETE = re.compile(r"(?:型|类|级|性|式|制|跨[^、]{1,6})$")
MADE_NOUNS = ("区", "库", "园", "工程", "项目", "行动", "任务")


def words_verb_at(plain: str, at: int, words: Words) -> bool:
    """Whether a governing verb stands at `at` (建成, not 建成|区)."""
    found = words.verb.match(plain, at)
    return found is not None and not plain.startswith(MADE_NOUNS, found.end())


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
    lived = _LIVED_IN.match(plain, i)
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
_HALT = re.compile(
    f"[{re.escape(''.join(BREAKS))}、了\\d\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
    "\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788"
    "\u278a-\u2792]"
)
_LIVED_IN = re.compile(
    r"(?:(?:行政|自然|试点)?村|社区|乡镇|镇街|街道|学校|单位|部门|项目|小区|企业)(?:[（(][^（()）]{1,8}[）)])?"
)


def _follows_verb(plain: str, at: int, words: Words) -> bool:
    verb = words.object_verb.match(plain, at)
    if verb is not None:
        return not plain.startswith(MADE_NOUNS, verb.end())
    return plain[at : at + 2] in words.steps and not plain.startswith(
        (*"的型式类化性率者员制机证书费", *MADE_NOUNS), at + 2
    )


_RELATIVE = re.compile(
    r"\s?(?:达到?|在|有|患有|持有|落实|享受|取得|来自|位于|具有|具备|符合|能|可|以(?!及)|由|用于|不|获得|拥有|设有|建有|参与|从事|完成|实现|每)[^，。；：！？、,;（）()\d]{2,24}?的(?=[\u4e00-\u9fff]{2})"
)


# 5条总长51公里的|道路, 2个投资额在500万元以上的|项目
SIZED = re.compile(
    r"(?:总?投资额?|总?长度?|全长|(?:总|建筑|总建筑)?面积|总?里程|年?产[值量]|资产)"
    r"(?:[约超近达在为]|达到|超过){0,2}\d[\d.,]{0,12}[^\d，。；的、]{1,8}的(?=[\u4e00-\u9fff]{2})"
)
# 3个特色鲜明、优势突出的|园区: qualities before the noun
QUALIFIED = re.compile(
    r"[^，。；：、\d的]{2,8}(?:鲜明|雄厚|优良|优美|完善|完备|突出|明显|显著|健全|良好|齐全|[较力]强|[较水平]高|达标|先进|过硬|合理|"
    r"有序|优质|兴旺|宜居|富裕|丰富|扎实|集聚|领先)(?:(?:[、，]|和|且)[^。；：\d]{2,12}){0,4}?的(?=[\u4e00-\u9fff]{2})"
)
_AGED = re.compile(
    r"(?:年满)?\d{1,3}(?:[-—–~～至到]\d{1,3})?周?岁(?:及?以[上下])?(?:的|(?=[\u4e00-\u9fff]))"
)


def relative(plain: str, end: int, words: Words) -> tuple[int, int] | None:
    """1000名达到国际服务标准的家庭医生: the noun behind the clause that describes it."""
    found = _RELATIVE.match(plain, end)
    return after(plain, found.end(), words) if found is not None else None
