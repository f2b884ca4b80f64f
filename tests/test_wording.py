"""Swapped words: proved, put back where certain, and never seen where nothing was swapped."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plankit.lexicon import Lexicons, shipped
from plankit.script import simplify
from plankit.text import Text
from plankit.wording import detect, restore

_SEEDS = Path(__file__).parent.parent / "fixtures" / "seeds"

_TREATED_HEALTH = (
    "一、接着加强疾病预防限制。仔细落实食品平安责任,主动开展爱国卫生运动,广阔群众的健康学问普及率不断提高。"
    "二、提升应急处置实力。亲密关注疫情变化,刚好处置突发状况。"
)


_TREATED_TOWN = (
    "以科学开展观为指导,坚持标准管理的根本原那么,强化效劳意识,加强根底设施建设,大局部村到达了省定标准。"
    "催促检查各单位,解决假设干问题,弥补缺乏之处,为全县经济社会开展作出奉献。"
)
_TREATED_SCHOOL = (
    "一、进步思想认识,加强党风廉政建立。实在抓好平安消费工作,制定施行方案,开展社会理论活动,"
    "进步教师业务程度和创新才能。总结经历,亲密联络群众,产业构造不断优化。"
)


def _seed(number: str) -> str:
    (path,) = _SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


def _restored(words: str) -> str:
    return restore(Text.of(words))[0].string


def test_a_treated_abstract_is_found_out() -> None:
    evidence = detect(_seed("004"), title="教育局委员会关于2021年工作总结及来年工作思路报告")
    assert evidence is not None
    assert {"教化", "主动", "熬炼", "广阔", "限制", "顺当"} <= {
        s.swapped for s in evidence.sightings
    }
    assert evidence.kept[0] == "教育"
    assert evidence.count > 20


@pytest.mark.parametrize("number", ["000", "001", "003"])
def test_clean_plans_are_left_in_peace(number: str) -> None:
    assert detect(_seed(number)) is None


def test_a_clean_plan_in_traditional_script_too() -> None:
    assert detect(simplify(Text.of(_seed("002"))).string) is None


def test_another_trade_is_found_out_too() -> None:
    evidence = detect(_TREATED_HEALTH)
    assert evidence is not None
    assert len(evidence.sightings) >= 4
    first = evidence.sightings[0]
    assert _TREATED_HEALTH[first.start :].startswith(first.swapped)


@pytest.mark.parametrize(
    ("swapped", "original"),
    [
        (
            _TREATED_TOWN,
            "以科学发展观为指导,坚持规范管理的基本原则,强化服务意识,加强基础设施建设,大部分村达到了省定标准。"
            "督促检查各单位,解决若干问题,弥补不足之处,为全县经济社会发展作出贡献。",
        ),
        (
            _TREATED_SCHOOL,
            "一、提高思想认识,加强党风廉政建设。切实抓好安全生产工作,制定实施方案,开展社会实践活动,"
            "提高教师业务水平和创新能力。总结经验,密切联系群众,产业结构不断优化。",
        ),
    ],
)
def test_other_lists_of_synonyms(swapped: str, original: str) -> None:
    evidence = detect(swapped)
    assert evidence is not None
    assert evidence.count >= 6
    assert _restored(swapped) == original


def test_only_pairs_of_the_list_that_shows_are_put_back() -> None:
    # 主动 stands for 积极 by the first list alone, 鼓励 for 激励 by the third alone
    rest = ",主动开展活动,发挥考核鼓励作用"
    assert _restored("教化系统" + rest) == "教育系统,积极开展活动,发挥考核鼓励作用"
    assert _restored("细那么" + rest) == "细则,主动开展活动,发挥考核鼓励作用"
    assert _restored("施行方案" + rest) == "实施方案,主动开展活动,发挥考核激励作用"


@pytest.mark.parametrize(
    "words",
    [
        "推进平安校园建设,提升学生核心素养,增强综合实力。",
        "建立健全队伍建立和完善机制,开展规划编制,开展战略合作,开展环境整治,开展态势研判。",
        "只有这样才能建立长效机制,文化程度不断进步,受教育程度高,自印发之日起施行。",
        "局部地区有雨,到达现场,充分表达意见,无私奉献,产业兴旺,缺乏经验。",
        "那么多工作,假设有变化,标准化建设,消费安全,根本任务,从根本上解决。",
        "大会胜利召开,伟大胜利鼓舞人心。生活老师每周轮值。",
        "孔子重教化,乡约亦重教化,以文教化乡里。",
        "限制塑料袋使用,不受户籍限制。常常想起,接着说明。",
        "统筹安排资金,合理安排时间,主动担当作为。",
        "教化局",  # one slip proves nothing
        "安全生产是大事,安全检查要勤。平安检查一次。信息安全,食品安全,网络平安。",
        "",
    ],
)
def test_words_that_are_meant(words: str) -> None:
    assert detect(words) is None


def test_one_slip_counts_where_the_title_has_the_original() -> None:
    words = "某区教化局今年抓实事。"
    assert detect(words) is None
    evidence = detect(words, title="某区教育局工作要点")
    assert evidence is not None
    assert evidence.kept == ("教育",)
    assert detect(words, name="教育局要点.docx") == evidence


def test_chance_forms_in_a_long_document_prove_nothing() -> None:
    words = "平安隐患要除,广阔群众要护。"
    assert detect(words) is not None
    assert detect(words + "甲" * 4000) is None


@pytest.mark.parametrize(
    ("swapped", "original"),
    [
        ("全区教化系统", "全区教育系统"),
        ("实施素养教化", "实施素质教育"),
        ("各项工作取得主动进展", "各项工作取得积极进展"),
        ("深化实行党的十九大精神", "深入贯彻党的十九大精神"),
        ("强化党性熬炼", "强化党性锻炼"),
        ("广阔领导干部和老师", "广大领导干部和教师"),
        ("财务内限制度全覆盖", "财务内控制度全覆盖"),
        ("治理体系和治理实力现代化", "治理体系和治理能力现代化"),
        ("落实平安责任", "落实安全责任"),
        ("学前教化三年行动安排", "学前教育三年行动计划"),
        ("开展调查探讨", "开展调查研究"),
        ("刚好处置,亲密协作", "及时处置,密切配合"),
        ("健康学问普及", "健康知识普及"),
        ("接着加强监管", "继续加强监管"),
        ("中华民族宏大复兴", "中华民族伟大复兴"),
        ("网络平安和信息化", "网络安全和信息化"),
        ("推广一般话", "推广普通话"),
        ("仔细贯彻实施看法", "认真贯彻实施意见"),
    ],
)
def test_what_is_certain_is_put_back(swapped: str, original: str) -> None:
    assert _restored(swapped) == original


@pytest.mark.parametrize(
    "words",
    [
        "平安校园建设",
        "核心素养",
        "人文与审美素养",
        "综合实力",
        "生活老师队伍",
        "积极主动开展",
        "主动担当作为",
        "深化改革",
        "统筹安排资金",
        "粮食供应",
        "群众满意",
        "培育特色产业",
        "胜利召开",
        "激励机制",
        "理想信念",
    ],
)
def test_what_is_meant_is_left(words: str) -> None:
    text, swaps = restore(Text.of(words))
    assert text.string == words
    assert not any(swap.certain for swap in swaps)


def test_what_is_doubtful_is_told_and_left() -> None:
    text, swaps = restore(Text.of("深入探讨,培育骨干"))
    assert text.string == "深入探讨,培育骨干"
    assert [(s.before, s.after, s.certain) for s in swaps] == [("培育", "培养", False)]
    assert swaps[0].span == (5, 7)


def test_the_seed_reads_as_its_bureau_wrote_it() -> None:
    source = _seed("004")
    text, swaps = restore(Text.of(source))
    assert "教化" not in text.string
    assert "努力推动新都教育优质均衡高质量发展,各项工作取得积极进展" in text.string
    for swap in swaps:
        assert source[swap.span.start : swap.span.end] == swap.before


def test_a_callers_pair_is_known() -> None:
    lexicons = Lexicons({"swapped_words": [("打理", "管理", "context", "*市场~")]})
    assert restore(Text.of("市场打理,打理家务"), lexicons)[0].string == "市场管理,打理家务"


@pytest.mark.parametrize(
    "row", [("甲", "乙"), ("甲", "乙", "perhaps"), ("甲", "乙", "context", "丙")]
)
def test_a_bad_row_says_so(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="swapped_words"):
        restore(Text.of("甲"), Lexicons({"swapped_words": [row]}))


def test_the_table_is_sound() -> None:
    for row in shipped("swapped_words"):
        assert row[0] != row[1], row
        assert row[2] in ("always", "context", "doubtful"), row
        assert set(row[5] if len(row) > 5 else "") <= set("123"), row
        if row[2] == "context":
            assert any(token[0] != "!" for token in row[3].split()), row


_WORDS = st.lists(
    st.sampled_from(
        [row[0] for row in shipped("swapped_words")] + ["局", "队伍", "的", "。", "内", "度"]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(_WORDS, st.integers(0, 99))
def test_every_restoring_can_be_taken_back(words: str, at: int) -> None:
    text, swaps = restore(Text.of(words, at))
    back = list(words)
    for swap in reversed(swaps):
        start, end = swap.span.start - at, swap.span.end - at
        assert words[start:end] == swap.before
        if swap.certain:
            back[start:end] = swap.after
    assert "".join(back) == text.string
    assert [s.span for s in swaps] == sorted(s.span for s in swaps)


@pytest.mark.parametrize("unit", ["教化", "平安隐患", "老师", "甲", "探讨"])
def test_time_is_linear(unit: str) -> None:
    def cost(count: int) -> float:
        words = unit * count
        begun = process_time()
        detect(words)
        restore(Text.of(words))
        return process_time() - begun

    cost(100)
    small = min(cost(2_000) for _ in range(3))
    large = min(cost(16_000) for _ in range(3))
    assert large < 8 * 4 * max(small, 0.002)
