"""plankit.script: telling the script, and Simplified text whose spans lie in the source."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from plankit.errors import MissingDependency
from plankit.facts.dates import Grammar
from plankit.lexicon import DEFAULT, Lexicons, shipped
from plankit.script import _converted, _make_tables, _opencc, detect, has_unusual, simplify
from plankit.text import Text
from plankit.unseen import QUOTES

FIXTURES = Path(__file__).parent.parent / "fixtures"
SEEDS = sorted((FIXTURES / "seeds").glob("*.txt"))
GOLD = [
    (path, gold)
    for path in sorted((FIXTURES / "gold").glob("*.json"))
    if "titles_simplified" in (gold := json.loads(path.read_text(encoding="utf-8")))
]
t2s = cache(OpenCC("t2s").convert)


def simplified(string: str, **tables: list[tuple[str, ...]]) -> str:
    return simplify(Text.of(string), Lexicons(tables)).string


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# -- detect ---------------------------------------------------------------------------------------

PLAIN = "一、加强基层党组织建设，完善领导责任制。\n二、优化营商环境，推进项目建设。\n" * 3
TRADITIONAL = "一、加強基層黨組織建設，完善領導責任制。\n二、優化營商環境，推進項目建設。\n" * 3


@pytest.mark.parametrize(
    ("string", "script"),
    [
        ("", None),
        ("2021 plan, 3.5%", None),
        ("后台里面只干余云", None),
        ("乾著於徵藉覆瞭", None),
        ("工作方案", None),  # every character is written so in both
        ("工作总结", "hans"),
        ("工作總結", "hant"),
        ("國小", "hant"),
        (PLAIN, "hans"),
        (TRADITIONAL, "hant"),
        (PLAIN + "三、由于历史原因，於潜镇的陳國強、劉曉慶两户暂缓。\n", "hans"),
        (PLAIN + "陳國\n", "hans"),
        (
            PLAIN + "三、组织学习《論語譯注》一书，开展读书活动，形成学习笔记，评选优秀征文。\n",
            "hans",
        ),
        (PLAIN + "三、强化干部队伍建设。昇腾产业。甦醒。\n", "hans"),
        # a real part: one heading will do
        (PLAIN + "三、強化幹部隊伍建設\n", "mixed"),
        (PLAIN + TRADITIONAL, "mixed"),
        (TRADITIONAL + "三、强化干部队伍建设\n", "mixed"),
        (TRADITIONAL + "网站地图\n", "hant"),
        # half converted word by word: strewn all over
        ("推進项目建設，优化營商环境。" * 10, "mixed"),
        ("體温", "hant"),
        ("人民羣眾的滿意度", "hant"),
        ("食物及衞生局將加強監管", "hant"),
    ],
)
def test_detect(string: str, script: str | None) -> None:
    assert detect(string) == script


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_detect_fixtures(path: Path) -> None:
    assert detect(read(path)) == ("hant" if path.name.startswith("002") else "hans")


def telling_characters() -> tuple[str, str]:
    """What data/traditional.tsv holds, from OpenCC's tables."""
    (place,) = find_spec("opencc").submodule_search_locations  # type: ignore[union-attr, misc]

    def table(name: str) -> dict[str, list[str]]:
        lines = read(Path(place, "dictionary", f"{name}.txt")).split("\n")
        return {k: v.split() for k, v in (line.strip().split("\t") for line in lines if line)}

    def in_codec(character: str, codec: str) -> bool:
        return bool(character.encode(codec, "ignore"))

    to_simplified, to_traditional = table("TSCharacters"), table("STCharacters")
    results = {c for values in to_simplified.values() for c in values}
    hong_kong = {c for values in table("HKVariants").values() for c in values}
    names = "昇甦陞龢"
    hant = [
        c
        for c, values in to_simplified.items()
        if c not in values
        and c < "\U00010000"
        and not in_codec(c, "gb2312")
        and c not in to_traditional
        and c not in results
        and c not in names
    ]
    hans = [
        c
        for c, values in to_traditional.items()
        if c not in values
        and in_codec(c, "gb2312")
        and not in_codec(c, "big5")
        and c not in hong_kong
    ]
    return "".join(sorted(hant)), "".join(sorted(hans))


def test_telling_characters_are_what_opencc_says() -> None:
    assert shipped("traditional") == (
        ("hant", telling_characters()[0]),
        ("hans", telling_characters()[1]),
    )
    hant, hans = telling_characters()
    assert not set(hant) & set(hans)
    assert not set("后里台面只干余云征松制于著乾徵") & set(hant + hans)


def test_what_asks_for_a_closer_look() -> None:
    """Steps are spared where this says no, so it must know whatever they look for."""
    grammar = DEFAULT.build("dates", Grammar)
    for char in f"{grammar.traditional.pattern[1:-1]}{QUOTES}\u2002\u2009\u202f\u205f\u200b\u2028":
        assert has_unusual(f"8月{char}底前"), ascii(char)
    assert not has_unusual("一、2024年“十四五”—— 8月底前\xa0，\u3000《方案》……①·Ａ①")


def test_a_simplified_text_needs_no_dictionary() -> None:
    code = (
        "import sys, plankit.script as s; from plankit.text import Text\n"
        "t = Text.of('强化干部队伍建设'); assert s.simplify(t) is t\n"
        "assert s._opencc.cache_info().misses == 0 and 'opencc' not in sys.modules\n"
        "s.simplify(Text.of('強化幹部隊伍')); assert 'opencc' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# -- simplify -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "result"),
    [
        # the schools of a mainland plan that went through a converter
        ("湖塘橋實驗國小、廟橋國中", "湖塘桥实验小学、庙桥初中"),
        ("落實《中國小德育工作指南》", "落实《中小学德育工作指南》"),
        ("大中國小勞動教育", "大中小学劳动教育"),
        ("中國小生手機管理", "中小学生手机管理"),
        ("中國小學生手機管理", "中小学学生手机管理"),
        ("中國小幼兒園", "中小学幼儿园"),
        ("全國中國小、全國國小、健全國小學籍", "全国中小学、全国小学、健全小学学籍"),
        ("各國小、國中要建立臺賬", "各小学、初中要建立台账"),
        ("國中國小一體化", "初中小学一体化"),
        ("國中學業水平考試", "初中学业水平考试"),
        ("國中心理健康教育", "初中心理健康教育"),
        ("從國小黨史", "从小学党史"),
        ("中大學聯考改革、新大學聯考", "中高考改革、新高考"),
        # … and what only looks like them
        ("中國小麥、中國小說、中國小康社會", "中国小麦、中国小说、中国小康社会"),
        ("國小說課比賽", "小学说课比赛"),
        ("我國中小企業、全國中小學、全國中學", "我国中小企业、全国中小学、全国中学"),
        (
            "中國中部、我國中等職業學校、中華人民共和國中央",
            "中国中部、我国中等职业学校、中华人民共和国中央",
        ),
        ("建國小學校長", "建国小学校长"),
        ("愛國小故事", "爱国小故事"),
        # characters and words
        ("健全乾部選拔任用", "健全干部选拔任用"),
        ("建黨100週年,新徵程", "建党100周年,新征程"),
        ("人民羣眾、專業羣、群眾", "人民群众、专业群、群众"),
        ("裡、裏、綫、啟、啓、衞、閲、説", "里、里、线、启、启、卫、阅、说"),
        ("紮實推進制度彙編,依託平臺,體育鍛鍊", "扎实推进制度汇编,依托平台,体育锻炼"),
        ("着力、著力、著名專著、顯著著眼", "着力、着力、著名专著、显著着眼"),
        ("有著名教師", "有著名教师"),
        ("瞭解、瞭望、為瞭", "了解、瞭望、为了"),
        ("規畫、計畫、企畫", "规划、计划、企划"),
        ("用於單位、由於其一", "用于单位、由于其一"),
        ("乾坤、乾縣、乾旱、餅乾、乾紅", "乾坤、乾县、干旱、饼干、干红"),
        ("批覆、答覆、覆蓋率", "批复、答复、覆盖率"),
        ("特徵聲紋、徵調、徵收", "特征声纹、征调、征收"),
        ("昇騰、提昇", "昇腾、提升"),
        # terms of computing
        ("教育資訊化與網路安全", "教育信息化与网络安全"),
        ("網際網路+智慧財產權", "互联网+知识产权"),
        ("電網路徑、水網路線優化", "电网路径、水网路线优化"),
        ("高品質發展、水準、資訊平臺", "高品质发展、水准、资讯平台"),
        # a text of Taiwan keeps its own words; 著 is a matter of spelling
        (
            "民國112年度臺中國小及國中資訊科技計畫,隨著",
            "民国112年度台中国小及国中资讯科技计划,随着",
        ),
        ("學習習近平講話,與民國112年,國小", "学习习近平讲话,与民国112年,小学"),
    ],
)
def test_simplify(source: str, result: str) -> None:
    assert simplified(source) == result


@pytest.mark.parametrize("string", [PLAIN, "於潜镇、乾县后勤，批覆", "", "後"[:0], "2021"])
def test_nothing_to_do(string: str) -> None:
    assert simplify(Text.of(string, 7)) == Text.of(string, 7)


def test_mixed() -> None:
    """Simplified sentences keep what may be right there, and lose what cannot."""
    text = "三、乾县、於潜镇建设国小鎮，覆核进度。\n四、強化乾部隊伍，覆核進度。"
    assert detect(text) == "mixed"
    assert (
        simplified(text) == "三、乾县、於潜镇建设国小镇，覆核进度。\n四、强化干部队伍，复核进度。"
    )


def test_spans_of_a_shorter_term() -> None:
    result = simplify(Text.of("新大學聯考改革", 100))
    assert result.string == "新高考改革"
    assert result.span(0, 1) == (100, 101)
    assert result.span(1, 3) == result.span(1, 2) == (101, 105)
    assert result.span(3, 5) == (105, 107)


def test_an_edited_text_keeps_its_map() -> None:
    text = Text.of("強 化 國 小", 10).edit([(1, 2, ""), (3, 4, ""), (5, 6, "")])
    result = simplify(text)
    assert result.string == "强化小学"
    assert [tuple(span) for span in result.spans()] == [(10, 11), (12, 13), (14, 15), (16, 17)]


def test_rows_of_the_caller_win() -> None:
    rows = [("國小", "国小", "always", ""), ("國民中學", "初级中学"), ("體", "軆")]
    assert simplified("國小與國民中學之體", regional=rows) == "国小与初级中学之軆"


def test_missing_opencc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plankit.script.find_spec", lambda name: None)
    with pytest.raises(MissingDependency, match="pip install"):
        _opencc.__wrapped__("TSPhrases")


# -- against OpenCC -------------------------------------------------------------------------------

OPENCC_ALONE = _make_tables(())
FORMS = [row[0] for row in shipped("regional") if row[2] in ("always", "mainland")]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_fixtures_equal_opencc_aside_from_the_regional_terms(path: Path) -> None:
    source = read(path)
    oracle = t2s(source)
    assert len(oracle) == len(source)
    of_a_term = bytearray(len(source))
    for form in FORMS:
        at = source.find(form)
        while at >= 0:
            of_a_term[at : at + len(form)] = b"\1" * len(form)
            at = source.find(form, at + 1)
    result = simplify(Text.of(source))
    ours = dict.fromkeys(range(len(source)), "")
    for character, (start, end) in zip(result.string, result.spans(), strict=True):
        if end - start == 1:
            ours[start] += character
        else:
            assert all(of_a_term[start:end])
    wrong = [
        (i, source[i], ours[i], oracle[i])
        for i in range(len(source))
        if not of_a_term[i] and ours[i] != oracle[i]
    ]
    assert wrong == []
    assert _converted(Text.of(source), OPENCC_ALONE, []).string == oracle


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_simplified_fixtures_are_left_alone(path: Path) -> None:
    text = Text.of(read(path))
    assert (simplify(text) is text) == (detect(text.string) == "hans")


@pytest.mark.parametrize(("path", "gold"), GOLD, ids=lambda value: getattr(value, "stem", ""))
def test_titles_of_the_gold_files(path: Path, gold: dict) -> None:  # type: ignore[type-arg]
    source = read(FIXTURES / "seeds" / gold["source"])
    text = simplify(Text.of(source))
    place = {span.start: i for i, span in reversed(list(enumerate(text.spans())))}
    titles = {}
    for node in gold["nodes"]:
        title = text[place[node["title_start"]] : place[node["title_end"]]]
        assert title.span(0, len(title)) == (node["title_start"], node["title_end"])
        titles[str(node["start"])] = title.string
    assert titles == gold["titles_simplified"]


@pytest.mark.parametrize("row", shipped("regional"), ids=lambda row: row[0])
def test_every_regional_row_is_needed(row: tuple[str, ...]) -> None:
    form, result, scope, why = row
    assert why
    if scope not in ("always", "mainland"):
        assert scope in ("of-taiwan", "of-mainland")
        assert not result
        return
    assert not set(result) & set(telling_characters()[0])
    # without it the text would come out otherwise, or it guards a place from another row
    neighbours = [*FORMS, *(form for form, _ in _opencc("TSPhrases"))]
    overlapping = any(
        form[-n:] == other[:n] or form[:n] == other[-n:]
        for other in neighbours
        if other != form
        for n in range(1, min(len(form), len(other)) + 1)
    )
    assert result != t2s(form) or overlapping or any(o in form for o in neighbours if o != form)


@pytest.mark.parametrize(
    "source",
    ["酒逢知己千鍾少話不投機", "康乾乾淨淨", "不瞭解到", "憑藉着藉口", "有序無序", "於其一於則"],
)
def test_overlapping_phrases_go_as_in_opencc(source: str) -> None:
    assert _converted(Text.of(source), OPENCC_ALONE, []).string == t2s(source)


# -- invariants -----------------------------------------------------------------------------------

OPENCC_PHRASES = [form for form, _ in _opencc("TSPhrases")]
PIECES = st.one_of(
    st.sampled_from(OPENCC_PHRASES),
    st.sampled_from(FORMS),
    st.sampled_from([row[1] for row in shipped("regional") if row[1]]),
    st.text(st.sampled_from("乾徵著瞭於國中小學覆藉鍊後臺里干麼 ，。\n1"), max_size=6),
    st.text(st.sampled_from(telling_characters()[0]), max_size=4),
    st.text(max_size=4),
)
STRINGS = st.lists(PIECES, max_size=12).map("".join)
# parts of phrases make phrases that overlap
OVERLAPS = st.lists(
    st.builds(
        lambda form, i, j: form[i:][:j], st.sampled_from(OPENCC_PHRASES), st.integers(0, 2),
        st.integers(1, 5),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(STRINGS, st.integers(0, 50))
def test_every_character_knows_its_source(string: str, start: int) -> None:
    source = "…" * start + string
    result = simplify(Text.of(string, start))
    reached = start
    replaced = {(row[0], row[1]) for row in shipped("regional")}
    for i, (character, (i0, i1)) in enumerate(zip(result.string, result.spans(), strict=True)):
        assert i0 < i1
        assert i0 in (reached, result.span(max(i - 1, 0), i).start)  # no gap, nothing twice
        reached = i1
        if i1 - i0 > 1:
            form = source[i0:i1]
            assert any(f == form and character in new for f, new in replaced)
    assert reached == start + len(string)
    assert simplify(Text.of(string, start)) == result


@settings(max_examples=300, deadline=None)
@given(st.one_of(STRINGS, OVERLAPS))
def test_without_the_regional_rows_it_is_opencc(string: str) -> None:
    assert _converted(Text.of(string), OPENCC_ALONE, []).string == t2s(string)


@pytest.mark.parametrize(
    "unit", ["國", "國小", "中國小", "乾", "乾乾淨", "大學聯考", "国國", "著", "。"]
)
def test_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = Text.of((unit * length)[:length])
        simplify(text)
        start = process_time()
        simplify(text)
        return process_time() - start

    # a quadratic step would make it sixteen times as long
    assert seconds(64_000) < 12 * max(seconds(16_000), 0.002)
