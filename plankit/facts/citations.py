"""Titles in 《》, and documents named by their number alone.

A title runs from 《 to the 》 that closes it, marks inside it included. Where the closing mark was
lost the title ends where its name does (…办法, …意见); where the opening mark was lost it begins
behind the verb that governs it; where neither can be told, there is no citation. Whether the
plan will bring the document about (`issues`) or works by it (`implements`) is told by the verb
that governs the title, within its own clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..head import document_number
from ..lexicon import Lexicons
from ..model import Citation, DocumentNumber
from .context import FactContext

_LONGEST: Final = 200
"""The longest title, in characters; the longest of 230 in forty documents has 45."""
# each alternative begins with a literal character, so that `re` looks for these characters only
_MARKS: Final = re.compile("《|》|≪|≫|<<|>>")
_OPENING: Final = frozenset("《≪") | {"<<"}
_LOST_UNTIL: Final = re.compile("[《≪。；;，,！？!?\n]")
_UP_TO_CLAUSE: Final = re.compile(r".*[，,。；;！？!?\n]", re.DOTALL).match
_JOINED: Final = re.compile(r"(?:[、，,和及与或暨\s]|以及)*")
_JOINS_BEFORE: Final = re.compile(r"^(?:[、和及与暨]|以及)|(?:[、和及与暨]|以及)$")
_NUMBER_OPEN: Final = re.compile(r"\s?(?:（[^（）()]{1,8}）\s?)?[（(〔\[【［]?\s?")

# 《…》6月底前出台, 《…》年内编制完成: the title is what is brought about
_WHEN: Final = (
    r"(?![^，,。；;]{0,6}(?:20\d\d年(?![^，,。；;]{0,8}前)|[去上]年|已|要求|规定|明确|自))"
    r"[^，,。；;、《》\n的]{0,10}(?:[月旬日底末内前]|季度|[上下]半年)"
)
_SENT_OUT: Final = re.compile(r"(?:[^。；;\n《]{0,40}现[^。；;\n《]{0,8})?印发(?:给|你们|，)")
_NOTICE: Final = re.compile(r"的?通知")
_OBJECT_ENDS: Final = re.compile(
    r"[，,。；;、！!\n）)《]|上报|报送|[0-9一二三四五六七八九十两]{1,3}[个项部份套件]|等|及|和|并|与|以|$"
)
_PARTICIPLE: Final = re.compile("[了过后]?的")
_PREPOSITION_LAST: Final = re.compile("(?:以|对|按|据|依|以及|同|从)$")
_WITH_LAST: Final = re.compile("[与和同跟]$")


@dataclass(slots=True)
class _Verbs:
    """The tables `issue_verbs`, `title_endings` and `citation_words`, compiled."""

    find: re.Pattern[str]
    kinds: dict[str, str]
    others: re.Pattern[str]
    """An authority before its verb: what others bring about."""
    ending: re.Pattern[str]
    whole: re.Pattern[str]
    being_written: re.Pattern[str]
    """What stands right behind a title that is being written: 完成《…》编制."""
    due: re.Pattern[str]
    """《…》6月底前出台, 《…》年内编制完成, 《…》报市政府审议: it is brought about."""
    of_another: re.Pattern[str]
    """The verb governs another noun, of which the title is an attribute: 制定《…》实施细则."""
    matching: re.Pattern[str]
    not_theirs: re.Pattern[str]
    done: re.Pattern[str]
    """What was done before the plan's year is no undertaking, whoever did it."""
    between: re.Pattern[str]
    name_stops: re.Pattern[str]


def citations(context: FactContext) -> list[Citation]:
    """The documents that a node's words name, in order."""
    string = context.string
    titled = "《" in string or "》" in string or "≪" in string or "<<" in string
    numbered = "号" in string
    if not titled and not numbered:
        return []
    verbs = context.lexicons.build("citations", _make_verbs)
    numbers = list(document_number.find(string)) if numbered else []
    titles = list(_apart(_titles(string, verbs))) if titled else []
    if not titles and not numbers:
        return []

    at = 0
    placed: list[_Place] = []
    for start, end, low, high in titles:
        while at < len(numbers) and numbers[at][1] <= start:
            i, j, number = numbers[at]
            at += 1
            behind = j + len(string[j:start]) - len(string[j:start].lstrip("）)】] \n"))
            if behind == start and i >= (placed[-1].until if placed else 0):
                placed.append(_Place(start, end, low, high, j, number, (i, j)))
                break
            placed.append(_Place(i, j, 0, 0, j, number, (i, j)))
        else:
            placed.append(_Place(start, end, low, high, end, None, None))
        here = placed[-1]
        while at < len(numbers) and numbers[at][0] < end:
            at += 1  # inside the title
        if at < len(numbers) and here.number is None:
            i, j, number = numbers[at]
            gap = _NUMBER_OPEN.match(string, end)
            if gap and i <= gap.end() and i - end <= 12:
                here.number, here.number_at, here.until = number, (i, j), j
                at += 1
        tail = here.until if here.until > here.end else here.end
        if here.number_at and tail < len(string) and string[tail] in "）)】]］":
            tail += 1
        here.until = max(tail, here.end)
    placed.extend(_Place(i, j, 0, 0, j, number, (i, j)) for i, j, number in numbers[at:])
    return _built(context, placed, verbs)


def _apart(titles: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Titles in order; of two that overlap (a stray << before another mark) the first."""
    until = 0
    for title in sorted(titles):
        if title[0] >= until:
            yield title
            until = title[1]


@dataclass(slots=True)
class _Place:
    start: int
    end: int
    low: int
    high: int
    until: int
    number: DocumentNumber | None
    number_at: tuple[int, int] | None
    relation: str = "implements"


def _built(context: FactContext, placed: list[_Place], verbs: _Verbs) -> list[Citation]:
    string, text = context.string, context.text
    # a run of titles (《甲》《乙》和《丙》) has one verb before and one context behind it
    behind = ""
    contexts = [""] * len(placed)
    for k in range(len(placed) - 1, -1, -1):
        until = placed[k].until
        follows = placed[k + 1].start if k + 1 < len(placed) else -1
        # 落实《甲》，《乙》6月底前出台: behind a comma there may be another predicate
        if not _JOINED.fullmatch(string, until, follows) or "，" in string[until:follows]:
            behind = string[until : until + 60]
        contexts[k] = behind
    found: list[Citation] = []
    before: _Place | None = None
    for place, right in zip(placed, contexts, strict=True):
        low = max(before.until if before else 0, place.start - 40)
        left = string[low : place.start]
        clause = _UP_TO_CLAUSE(left)
        cut = 0 if clause is None else clause.end()
        joined = before is not None and before.until == low
        if joined and before is not None and _JOINED.fullmatch(left):
            due = "，" in left and verbs.due.match(right)
            place.relation = "issues" if due else before.relation
        elif place.high == 0:
            place.relation = "implements"
        elif joined and before is not None and _is_alias(left):
            place.relation = before.relation
        else:
            relation = _relation(left[cut:], right, verbs)
            if relation is None and joined and cut == 0 and before is not None:
                relation = before.relation if _JOINS_BEFORE.search(left) else None
            place.relation = relation or "implements"
        number = place.number
        if number is not None and place.number_at is not None:
            number = number.model_copy(update={"span": text.span(*place.number_at)})
        titled = place.high > 0
        found.append(
            Citation.make(
                text=string[place.start : place.end],
                span=text.span(place.start, place.end),
                title=string[place.low : place.high].strip() if titled else None,
                document_number=number,
                relation=place.relation,
            )
        )
        before = place
    return found


def _is_alias(left: str) -> bool:
    return "简称" in left and len(left) <= 12


def _relation(left: str, right: str, verbs: _Verbs) -> str | None:
    """`issues` or `implements`, or None where the clause before the title has no verb."""
    if verbs.being_written.match(right) or _SENT_OUT.match(right) or verbs.due.match(right):
        return "issues"
    last = previous = None
    for match in verbs.find.finditer(left):
        last, previous = match, last
    if last is None:
        return None
    kind = verbs.kinds[last[0]]
    rest = left[last.end() :]
    adjacent = previous is not None and previous.end() == last.start()
    before = verbs.kinds[previous[0]] if previous is not None else ""
    if kind == "applies" and adjacent and rest[-1:] == "的" != rest:
        # 制定符合实际的《…》: the later verb has its own object
        return "issues" if before == "issues" else "implements"
    if kind == "carries" and before == "issues" and previous is not None and not rest:
        # 制定并实施《…》: one object for both; 出台落实《…》的意见 has an object of its own
        joined = verbs.between.fullmatch(left, previous.end(), last.start())
        return "issues" if joined and not verbs.of_another.match(right) else "implements"
    if kind == "revises" and adjacent:
        kind = before  # 制定完善: one verb
    if kind not in ("issues", "revises"):
        return "implements"
    if rest[:1] == "区" or _PARTICIPLE.match(rest) or _PREPOSITION_LAST.search(rest):
        return "implements"
    if _WITH_LAST.search(rest) and verbs.matching.match(right):
        return "implements"
    subject = left[: last.start()]
    theirs = verbs.others.search(subject)
    if theirs and not verbs.not_theirs.search(subject, 0, theirs.start()):
        return "implements"
    if verbs.done.search(subject):
        return "implements"
    if "关于" in subject[-14:] and "发" in last[0]:
        # 落实关于印发《…》的通知: the older verb governs the notice
        older = [match[0] for match in verbs.find.finditer(subject)]
        if any(verbs.kinds[word] != "issues" and word != "关于" for word in older):
            return "implements"
    if kind == "revises" and not (len(rest) <= 6 and _OBJECT_ENDS.match(right)):
        return "implements"
    if verbs.of_another.match(right) and not ("发" in last[0] and _NOTICE.match(right)):
        return "implements"
    return "issues"


# -- where a title begins and ends ----------------------------------------------------------------


def _titles(string: str, verbs: _Verbs) -> Iterator[tuple[int, int, int, int]]:
    """(start, end) with the marks and (start, end) without them, of each outermost title."""
    marks = list(_MARKS.finditer(string))
    if len(marks) == 2 and marks[0][0] == "《" and marks[1][0] == "》":
        low, high = marks[0].end(), marks[1].start()  # as mostly
        if high - low <= _LONGEST and "。" not in string[low:high]:
            yield low - 1, high + 1, low, high
            return
    count = len(marks)
    k = free = shut = 0
    while k < count:
        mark = marks[k]
        if mark[0] in _OPENING:
            if shut <= k:  # the next mark that closes: without one near, none need be looked for
                shut = next((n for n in range(k + 1, count) if marks[n][0] not in _OPENING), count)
            close = _closing(string, marks, k) if shut - k < _MARKS_INSIDE else None
            if close:
                yield mark.start(), marks[close].end(), mark.end(), marks[close].start()
                k = close
                free = marks[close].end()
            else:
                end = _name_end(string, mark.end(), verbs)
                if end:
                    yield mark.start(), end, mark.end(), end
                    free = end
        elif mark[0] in "》≫":
            start = _name_start(string, max(free, mark.start() - 60), mark.start(), verbs)
            if start is not None:
                yield start, mark.end(), start, mark.start()
            free = mark.end()
        k += 1


_MARKS_INSIDE: Final = 10
"""Up to how many marks behind one that opens the one that closes it stands."""


def _closing(string: str, marks: list[re.Match[str]], k: int) -> int | None:
    """Index of the mark that closes mark `k`; None where it was lost."""
    start = marks[k].end()
    depth = 1
    for n in range(k + 1, min(k + _MARKS_INSIDE, len(marks))):
        mark = marks[n]
        if mark.start() - start > _LONGEST:
            return None
        if mark[0] in _OPENING:
            if depth == 1 and _breaks(string, marks[n - 1].end(), mark.start()):
                return None
            depth += 1
        else:
            if n == k + 1 and "。" in string[start : mark.start()]:
                return None
            depth -= 1
            if depth == 0:
                return n
    return None


def _breaks(string: str, low: int, high: int) -> bool:
    """Whether what stands before an inner 《 cannot be inside a title."""
    return low < high and not _OUTSIDE.isdisjoint(string[low:high])


_OUTSIDE: Final = frozenset("。；;，,\n")


_WORD: Final = re.compile("[\u4e00-\u9fff]{2}")


def _name_end(string: str, start: int, verbs: _Verbs) -> int | None:
    """Where a title whose 》 was lost ends; None where nothing tells."""
    stop = _LOST_UNTIL.search(string, start, start + 80)
    high = stop.start() if stop else min(len(string), start + 80)
    last: int | None = None
    if _WORD.search(string, start, high) is None:
        return None
    for match in verbs.ending.finditer(string, start, high):
        if match.end() - start < 3:
            continue
        last = match.end()
        if verbs.name_stops.match(string, last):
            break
    return last


def _name_start(string: str, low: int, end: int, verbs: _Verbs) -> int | None:
    """Where a title whose 《 was lost begins: behind its verb, if its end is a document's name."""
    clause = string[low:end]
    cut = max(clause.rfind(mark) for mark in "，,。；;：:！？!?\n、") + 1
    clause = clause[cut:]
    if not verbs.whole.search(clause):
        return None
    verb = verbs.find.search(clause)
    while verb:
        after = verbs.find.match(clause, verb.end())
        if after is None or after[0] == "关于":
            break
        verb = after
    if verb is None:
        return None
    start = verb.start() if verb[0] == "关于" else verb.end()
    name = clause[start:]
    if len(name) < 4 or name[0] in "了的好" or verb.start() > 8:
        return None
    return low + cut + start


def _make_verbs(lexicons: Lexicons) -> _Verbs:
    kinds: dict[str, str] = {}
    above: list[str] = []
    for word, kind, *_ in lexicons.rows("issue_verbs"):
        if kind == "above":
            above.append(word)
        else:
            kinds.setdefault(word, kind)
    longest = sorted(kinds, key=len, reverse=True)
    authorities = "|".join(map(re.escape, sorted(above, key=len, reverse=True)))
    endings = sorted((row[0] for row in lexicons.rows("title_endings")), key=len, reverse=True)
    ending = "|".join(map(re.escape, endings))
    of = partial(lexicons.alternatives, "citation_words")
    tail = rf"(?:\s?[（(](?:{of('version')}|[12]\d{{3}}[^（）()]{{0,12}})[）)])?"
    return _Verbs(
        find=re.compile("|".join(map(re.escape, longest))),
        kinds=kinds,
        others=re.compile(
            f"(?:{authorities})(?:[^，,]{{0,10}}(?:部门|部委|[部委局]))?(?:{of('theirs')})?$"
        ),
        # 法 alone is also the end of 办法, 方法 and the head of 法治, 法律
        ending=re.compile(
            f"(?:(?<![方办依执普守司立])法(?![治律制规定院官])|{_without_law(ending)}){tail}"
        ),
        whole=re.compile(f"(?:{ending}){tail}$"),
        being_written=re.compile(f"的?(?:{of('written')})(?!{of('no_work')})"),
        due=re.compile(
            rf"{_WHEN}(?:{of('due_manner')})?(?:{of('due')})(?:{of('due_end')})?"
            r"(?=[，,。；;、）)！!\n]|并|$)"
            rf"|(?:报送?|报请|提请|提交)[^，,。；;、《》]{{0,12}}(?:{of('passed')})"
        ),
        of_another=re.compile(
            r"(?!等|及|和|与|以及|并|或|[0-9一二三四五六七八九十两]{1,3}[个项部份套件])的?"
            rf"[^，,。；;、《》\n（(]{{0,9}}?(?:{of('another')})"
        ),
        matching=re.compile(f"相?(?:{of('matching')})"),
        not_theirs=re.compile(of("not_theirs")),
        done=re.compile(rf"(?:{of('done')})(?!的?基础)[^，,]{{0,8}}$"),
        between=re.compile(f"(?:{of('between')})*"),
        name_stops=re.compile(rf"$|[\s，,。；;、）)《！!]|{of('behind')}"),
    )


def _without_law(endings: str) -> str:
    return "|".join(word for word in endings.split("|") if word != "法")
