"""What a comparison holds for the same, rule by rule."""

from __future__ import annotations

import pytest
from plan_pairs import pair_of

import plankit
from plankit.comparison import compare
from plankit.comparison.assignment import best_matching
from plankit.comparison.wording import differences, fold, key, place_pattern

# -- single rules ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "direction", "effect"),
    [
        ("覆盖率达到85%", "覆盖率达到89%", "raised", None),
        ("覆盖率达到85%以上", "覆盖率达到85%", "kept", None),
        ("辍学率控制在5%以内", "辍学率控制在3%以内", "lowered", "tightened"),
        ("辍学率控制在3%以内", "辍学率控制在5%以内", "raised", "eased"),
        ("落实奖补资金8000万元", "落实奖补资金1亿元", "raised", None),
        ("落实奖补资金0.8亿元", "落实奖补资金8000万元", "kept", None),
        ("新建公办幼儿园4所", "新建公办幼儿园5个", "raised", None),
        ("新建公办幼儿园3—5所", "新建公办幼儿园3—6所", "raised", None),
    ],
)
def test_direction(a: str, b: str, direction: str, effect: str | None) -> None:
    found = pair_of(f"1.抓好落实。年内{a}。", f"1.抓好落实。年内{b}。")
    assert [(t.direction, t.effect) for t in found.targets] == [(direction, effect)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("覆盖率达到85%", "资金投入85万元"),  # measures that cannot be compared
        ("用电量下降3%", "用电量增长3%"),  # a fall and a rise
    ],
)
def test_not_the_same_target(a: str, b: str) -> None:
    found = pair_of(f"1.抓好落实。年内{a}。", f"1.抓好落实。年内{b}。")
    assert sorted(t.direction for t in found.targets) == ["dropped", "new"]


def test_a_blanked_out_target_is_left_out() -> None:
    found = pair_of("1.抓好落实。覆盖率达到XX%。", "1.抓好落实。覆盖率达到89%。")
    assert [t.direction for t in found.targets] == ["new"]


def test_a_target_follows_to_another_task() -> None:
    found = pair_of(
        "1.建设图书馆。改造阅览室。公共图书馆达标率达到90%。\n\n2.举办运动会。组织职工参加长跑。",
        "1.建设图书馆。改造阅览室。\n\n2.举办运动会。组织职工参加长跑。公共图书馆达标率达到95%。",
    )
    assert [(t.direction, t.a and t.a.unit_id, t.b and t.b.unit_id) for t in found.targets] == [
        ("raised", "1.1", "1.2")
    ]


def test_a_sentence_that_stands_in_another_task() -> None:
    found = pair_of(
        "1.建设图书馆。改造阅览室，延长开放时间。每月组织一次读者座谈会。\n\n2.举办运动会。组织职工参加长跑。",
        "1.建设图书馆。改造阅览室，延长开放时间。\n\n2.举办运动会。组织职工参加长跑。每月组织一次读者座谈会。",
    )
    [mark] = next(p for p in found.pairs if p.a == ("1.1",)).removed
    assert (mark.text, mark.elsewhere) == ("每月组织一次读者座谈会", "1.2")


def test_one_best_matching_not_the_nearest_first() -> None:
    # 甲 is most like 子, but 乙 has nobody else: together 甲–丑 and 乙–子 are best
    edges = [[(0, 0.9), (1, 0.8)], [(0, 0.7)]]
    assert best_matching(edges) == [1, 0]


def test_places_of_their_own_make_no_difference() -> None:
    head = (
        "{0}教育局2022年工作要点\n\n一、重点工作\n\n1.建设平安校园。{0}教育局组织各校开展消防演练。"
    )
    a, b = (plankit.parse_text(head.format(name)) for name in ("沙坪坝区", "崇明区"))
    found = compare(a, b)
    assert [p.status for p in found.pairs] == ["kept"]
    assert found.across
    assert not compare(a, a).across
    assert [m.text for m in found.pairs[0].added] == ["崇明"]


def test_offices_of_two_places_are_the_same_office() -> None:
    text = "{0}教育局2022年工作要点\n\n一、重点工作\n\n1.建设校园。开展消防演练。（责任单位：{1}）"
    a = plankit.parse_text(text.format("沙坪坝区", "沙坪坝区教育局、区公安局"))
    b = plankit.parse_text(text.format("崇明区", "区教育局、公安局、区消防局"))
    assert [(o.change, o.name) for o in compare(a, b).owners] == [("new", "区消防局")]


def test_traditional_and_simplified_are_the_same_words() -> None:
    a = plankit.parse_text("一、重點工作\n\n1.優化營商環境。開展專項檢查，壓減審批時間。")
    b = plankit.parse_text("一、重点工作\n\n1.优化营商环境。开展专项抽查，压减审批时间。")
    found = compare(a, b)
    [pair] = found.pairs
    assert [m.text for m in pair.removed] == ["检"]
    assert [a.source.text[slice(*m.span)] for m in pair.removed] == ["檢"]


def test_chapters_renamed_and_split_are_no_moves() -> None:
    tasks = ["治理河道。清淤疏浚十条河道。", "修缮路灯。更换老旧灯杆。", "新建公园。规划口袋公园。"]
    a = "一、城市建设\n\n" + "\n\n".join(f"{i}.{t}" for i, t in enumerate(tasks, 1))
    b = f"一、市政管理\n\n1.{tasks[0]}\n\n2.{tasks[1]}\n\n二、绿化美化\n\n3.{tasks[2]}"
    found = compare(plankit.parse_text(a), plankit.parse_text(b))
    assert [p.status for p in found.pairs] == ["kept"] * 3
    assert [(c.a_title, c.b_title, c.renamed) for c in found.chapters if c.a] == [
        ("城市建设", "市政管理", True)
    ]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2021年新增3所", "2022年新增15所", True),
        ("2021—2022学年", "2022-2023学年", True),
        ("3月底前完成", "6月底前完成", True),
        ("“双减”", "双减", True),
        ("（一）ＡＢ", "(一)ab", True),
        ("加强管理", "加大管理", False),
        ("第二期工程", "第三期工程", False),
    ],
)
def test_what_makes_no_difference(a: str, b: str, same: bool) -> None:
    assert (key(fold(a)) == key(fold(b))) is same


@pytest.mark.parametrize(
    ("a", "b", "removed", "added"),
    [
        ("覆盖率达到85%以上", "覆盖率达到89%以上", ["85"], ["89"]),
        ("投入1,200万元", "投入1,300万元", ["1,200"], ["1,300"]),
        ("加强校园管理", "加强校园安全管理", [], ["安全"]),
        ("加强，管理", "加强、管理", [], []),
        ("职业院校省级课程", "职业学校市级课程", ["院", "省"], ["学", "市"]),
    ],
)
def test_differences(a: str, b: str, removed: list[str], added: list[str]) -> None:
    gone, come = differences(fold(a), fold(b))
    assert [a[i:j] for i, j in gone] == removed
    assert [b[i:j] for i, j in come] == added


def test_place_names() -> None:
    pattern = place_pattern(("福建省", "泉州市", None))
    assert key("泉州市教育局、泉州中学、福建师大、厦门大学", pattern) == "教育局中学师大厦门大学"
    assert place_pattern((None, "市")) is None
