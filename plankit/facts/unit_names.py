"""Lists of units, as responsibility notes write them: 市教育局牵头，市财政局、各区县（市）政府配合.

Items are parted by 、，,；; and spaces outside brackets, and by 和 where a unit's name ends before
it. A verb behind an item gives its role to the items since the last verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Role = Literal["lead", "support", "responsible"]
Named = tuple[int, int, Role]


class Note(NamedTuple):
    """A responsibility note: where it stands in the string, and who is named in it where."""

    start: int
    end: int
    owners: tuple[Named, ...]


_PARTS = re.compile(
    r"[、，,；;。|/\n\t \u3000\u00a0]+|[（(〔\[［【]|[）)〕\]］】]"
    r"|(?<![高中初平])等(?:[省市区县乡镇州国][级直家]?)?(?:(?:有关|相关)?(?:职能)?(?:部门|单位))?(?=和|及|与|以及)"
)
_OPENS = frozenset("（(〔[［【")
_CLOSING = frozenset("）)〕]］】")

DUTIES = "(?:负责|牵头|配合|落实|协办|承办|实施|参与|参加|协助|执行|推进|完成|办理)"
"""What a note without a label ends with: the verb of its last item."""
_LEAD = r"(?:共同|联合|总)?(?:牵头|主办|主责|抓总)"
_SUPPORT = r"(?:协同|协作|共同|密切|积极)?(?:配合|协办|协助|参与|参加|支持)"
_DO = r"(?:负责|落实|承办|实施|执行|推进|完成|办理)"
_VERB = re.compile(
    r"(?:为)?(?:等(?:[有相]关|各有关)?(?:部门|单位|科室|处室|地区|方面)?)?"
    r"(?:按照?|根据|依据|结合)?(?:各自|自身|本地区?)?(?:工作)?(?:职责|职能|分工|任务|实际)?(?:和)?(?:职责|职能|分工)?"
    r"(?:分别|共同|具体|统筹|组织|抓好|做好|协同|各负其责)?"
    rf"(?:(?P<lead>{_LEAD})|(?P<support>{_SUPPORT})|(?P<do>{_DO}))"
    # no word twice: else a search that fails tries each way to read each of them
    rf"(?:{_DO}|单位|部门|科室|组织|抓好|做好|配合)*$"
)
_COMMA = re.compile("[，,；;]")
_AND = re.compile("以及|和|与|及|会同")
_LED_BY = re.compile(
    "(?:并由|并会同|由|会同|其中|以及|并(?!州))+|(?:(?:(?<=等)|(?<=部门)|(?<=单位))[和与及])"
)
_SAME_KIND = re.compile("(?:单位|部门|机构|科室|处室|学校|企业|地方)$")
"""Behind 和 it names no unit of its own: 各有关部门和单位."""
_TAIL = re.compile(
    "(?<![高中初平])等(?:[一二两三四五六七八九十0-9]{0,2}个?)?(?:[省市区县乡镇][级直]?)?各?(?:有关|相关)?(?:职能)?"
    "(?:部门|单位|科室|处室|机构|学校)?$"
)
# a remark on the list in brackets behind its last name
_ASIDE = re.compile(r"[（(][^（()）]{0,12}(?:第一位|首位|牵头|下同|为主|排名)[^（()）]{0,12}[）)]$")
_OWN_ROLE = re.compile(rf"[（(](?:(?P<lead>{_LEAD})|{_SUPPORT})(?:单位|部门|科室|处室)?[)）]$")
_OWN: dict[str, Role] = {"own lead": "lead", "own support": "support"}
_HEADS = (
    "[局委办厅部处科室会院校团联协站所队股组司署厂社库馆园]|中心|政府|人大|政协|公司|集团|学校|单位|部门|企业"
    "|街道|[乡镇]|银行|支行|分行|工委|党委|支部|机关|机构|法院|检察院|幼儿园|协会|总会|园区|开发区|新区|示范区"
    "|班子|成员|领导|书记|校长|园长|主任|局长|部队|基地|[县市区州旗盟]"
)
_UNIT = re.compile(rf"(?:{_HEADS})(?:\d{{1,2}})?$")
_UNIT_BEFORE_AND = re.compile(
    "(?:[局委办厅部处科室院校团联署司]|中心|政府|公司|学校|单位|部门|总工会|街道|[乡镇]|银行|妇联|协会|委员会|企业)$"
)
_STRICT = re.compile(
    "(?:[局委办厅部处科室股]|中心|教研室|研究院|进修学校|督导室|工会|团委|党委|人民政府|各学校|各中小学|各幼儿园"
    "|各单位|各部门|各科室|[管居村]委会|管理委员会|[有相]关(?:部门|单位|科室|处室)"
    "|(?:派出|司法|财政|税务|国土|资源|监管|工商|规划|供电|水利|农技|林业|文化|畜牧|环卫)[所站]|卫生院)$"
)
_EACH = re.compile(
    "各(?:行政)?(?:村居?|社区|居委会|党?支部|年级组?|班级?|教研组|备课组|园所|班主任|教师)"
)
_NOT_STRICT = re.compile(
    "^(?:不?含|包括|除|详?见|以下|即|如|原|注|摘自|来源|转自)|试行|暂行|全部|大部|内部|外部|以上|年|参加|社会(?!保障|事务|组织|工作|发展|事业|救助|福利|治安)|具备|工作室|教室|功能室|干部|[了着]|^在|离开|进入|走进|协助|中部|东部|西部|南部|北部"
)
# when, not who: 6月底前完成, 持续推进
_TIME = re.compile(
    "[0-9０-９]{1,4}年|[0-9０-９]{1,2}月|[0-9０-９一二三四]季度|第[一二三四]季度|(?:全|本)?年(?:内|底|初|终)?前?$|年[内底]|常年|适时|按[月季年]"
    "|今年|明年|全年|全学年|每[年月周学]|长期|持续|常态化?|即知即改|立行立改|[上下]半年|[春秋]季|下同|不再"
)
_DIVISION = re.compile(
    r"(?:(?:全[省市区县]|本[省市区县])?各?(?:[有相]关)?(?:设区|地级|直辖)?[县市区州旗盟乡镇街道地村社]{1,4}|[县市区州])"
    r"(?:[（(〔\[][县市区州旗盟、，特自治新区开发]{1,14}[）)〕\]])?$"
)
_PLACE = re.compile(r"(?![各全有相])[\u4e00-\u9fff]{2,3}")
_UNIT_OF_PLACE = re.compile(
    r"(?![各全有相])[\u4e00-\u9fff]{2,6}?"
    r"(?:(?:经济|技术|高新|产业|工业)*(?:开发区|新区|园区)|街道|[县市区]政府|[县市区镇乡]人民政府)"
)
_FULL = frozenset("省市区县州旗镇乡村各团国中全")
"""What the whole name of a unit begins with, mostly."""
_GOES_ON = re.compile("[县市区州旗盟街乡镇社村]")
_BRACKETED = re.compile(r"[（(〔\[［【][^（）()〔〕\[\]]*[）)〕\]］】]")


def bare_name(name: str) -> str:
    """A name without what stands in brackets: 王某（副镇长）."""
    return _BRACKETED.sub("", name)


def looks_like_unit(name: str, *, strictly: bool = False) -> bool:
    """Whether a name can be that of a unit, or of an office: 市教育局, 各学校, 乡镇（街道）."""
    bare = _BRACKETED.sub("", name)
    if strictly:
        if name[:1] == "各" and (_UNIT.search(bare) or _EACH.fullmatch(bare)):
            return True
        return bool(_STRICT.search(bare)) and not _NOT_STRICT.search(bare) and len(bare) >= 2
    return name[:1] == "各" or bool(_UNIT.search(bare)) or bare == ""


def listed(string: str, start: int, end: int, default: Role | None) -> Iterator[Named]:
    """The names in `string[start:end]`, each with its role.

    An item's own verb decides its role, and that of the items before it that have none; what no
    verb follows has the `default` role, and is left out where there is none.
    """
    pending: list[tuple[int, int]] = []
    led = False
    for i, j, verb in _items(string, start, end):
        if verb == "stop" or "：" in string[i:j] or ":" in string[i:j]:
            break
        if i < j and not _TIME.match(string, i, j):
            pending.append((i, j))
        if verb is None:
            continue
        if verb in _OWN:  # 甲局（牵头）、乙局: the bracket speaks for the one name before it
            if default is not None:
                for name in pending[:-1]:
                    yield (*name, default)
            for name in pending[-1:]:
                yield (*name, _OWN[verb])
            pending.clear()
            continue
        if verb == "support" and default is not None and not led:
            # 责任科室：甲科、乙科，各科室配合: the label's own role holds up to the comma
            for k in range(len(pending) - 1, 0, -1):
                if _COMMA.search(string, pending[k - 1][1], pending[k][0]):
                    for name in pending[:k]:
                        yield (*name, default)
                    del pending[:k]
                    break
        led = True
        for name in pending:
            yield (*name, _role(verb, default))
        pending.clear()
    if default is not None:
        for name in pending:
            yield (*name, default)


def _role(verb: str, default: Role | None) -> Role:
    if verb == "lead" or verb == "support":
        return verb  # type: ignore[return-value]
    return default or "responsible"


def _items(string: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """Each item without its verb and 等, and the verb's kind; divisions joined again."""
    pieces = _pieces(string, start, end)
    joined: list[tuple[int, int]] = []
    last = start
    for i, j in pieces:
        if joined:
            k, until = joined[-1]
            if (
                _DIVISION.fullmatch(string, last, until)
                and _GOES_ON.match(string, i)
                and string[until:i] == "、"
                and not string.startswith("市委", i)
            ):
                joined[-1], last = (k, j), i
                continue
        if _UNIT_OF_PLACE.match(string, i, j):
            while joined and _of_places(string, joined[-1], i):
                i = joined.pop()[0]
        joined.append((i, j))
        last = i
    for i, j in joined:
        yield from _parted(string, i, j)


def _of_places(string: str, before: tuple[int, int], start: int) -> bool:
    """Whether the item before `start` is a bare place: 甲阳、乙马、丙洞开发区管委会 is one unit."""
    i, j = before
    return (
        string[j:start] == "、"
        and _PLACE.fullmatch(string, i, j) is not None
        and not looks_like_unit(string[i:j])
    )


def _pieces(string: str, start: int, end: int) -> list[tuple[int, int]]:
    """`string[start:end]` cut at separators outside brackets; spaces inside names put right."""
    found: list[tuple[int, int]] = []
    depth = 0
    i = start
    spaces: list[bool] = []
    wraps: list[bool] = []
    spaced = wrapped = False
    for mark in _PARTS.finditer(string, start, end):
        char = mark[0][0]
        if char in _OPENS:
            depth += 1
        elif char in _CLOSING and depth:
            depth -= 1
        elif depth == 0:
            if mark.start() > i:
                found.append((i, mark.start()))
                spaces.append(spaced)
                wraps.append(wrapped)
            spaced = mark[0].isspace()
            wrapped = spaced and char == "\n"
            i = mark.end()
    if depth:  # a closing bracket was lost: cut as if there were none
        return [
            (start + m.start(), start + m.end())
            for m in re.finditer(r"[^、，,；;。\s]+", string[start:end])
        ]
    if end > i:
        found.append((i, end))
        spaces.append(spaced)
        wraps.append(wrapped)
    if not any(spaces):
        return found
    merged: list[tuple[int, int]] = []
    for (i, j), space, wrap in zip(found, spaces, wraps, strict=True):
        if merged and space:
            k, until = merged[-1]
            if (
                wrap
                and string[i] not in _FULL
                and looks_like_unit(string[i:j])
                and not looks_like_unit(string[k:until])
            ):
                merged[-1] = (k, j)  # 市文化⏎广电局, parted by the end of a line
                continue
            # 教 育 局; XX 区教育局: a space inside a name
            last = string[k:until].split()[-1]
            if len(last) == 1 or j - i == 1 or last.strip("XxＸ×*") == "" or string[i] in "（(〔":
                merged[-1] = (k, j)
                continue
        merged.append((i, j))
    return merged


def _parted(string: str, i: int, j: int) -> Iterator[tuple[int, int, str | None]]:
    item = string[i:j]
    led = _LED_BY.match(string, i, j)
    if led and led.end() < j:
        i = led.end()
        item = string[i:j]
    own = _OWN_ROLE.search(item)
    if own and own.start() > 0:
        yield i, i + own.start(), "own lead" if own["lead"] else "own support"
        return
    aside = _ASIDE.search(item)
    if aside and aside.start() > 0:
        item = item[: aside.start()]
        j = i + len(item)
    verb: str | None = None
    # the verb phrase begins no earlier than the last bracket, and is short
    low = max(0, len(item) - 30)
    match = _VERB.search(item, low)
    if match:
        verb = match.lastgroup
        item = item[: match.start()]
        j = i + len(item)
    if "第一位" in item or "首位" in item or "排名第一" in item:
        yield i, i, "stop"
        return
    tail = _TAIL.search(item, max(0, len(item) - 12))
    if tail and tail.start() > 0:
        j = i + tail.start()
        item = string[i:j]
    at = 0
    for mark in _AND.finditer(item):
        left, right = item[at : mark.start()], item[mark.end() :]
        if len(left) < 2 or not right:
            continue
        if left.count("（") + left.count("(") != left.count("）") + left.count(")"):
            continue
        bare = _BRACKETED.sub("", left)
        if _SAME_KIND.match(right):
            continue
        if _UNIT_BEFORE_AND.search(bare) and looks_like_unit(right):
            yield i + at, i + mark.start(), None
            at = mark.end()
    yield i + at, j, verb
