"""Comparisons of any plans: symmetric, complete, quick; and of real ones."""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_pairs import units

import plankit
from plankit.comparison import Comparison, compare
from plankit.comparison.assignment import best_matching
from plankit.comparison.wording import clauses, fold, origins

MIRRORED = {
    "new": "dropped",
    "dropped": "new",
    "merged": "split",
    "split": "merged",
    "raised": "lowered",
    "lowered": "raised",
}

# -- any plans ------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *"一二，。；、：（）“”《》%\n 1X",
        "2022年",
        "加强管理",
        "新建学校5所",
        "覆盖率达到90%以上",
        "推进“双减”",
    ]
)
WORDS = st.lists(PIECES, max_size=12).map("".join)
TASKS = st.lists(st.tuples(WORDS, WORDS), max_size=6)


def plan_of(tasks: list[tuple[str, str]], each: int) -> plankit.WorkPlan:
    lines = ["某区2022年工作要点", ""]
    for n, (title, text) in enumerate(tasks):
        if n % each == 0:
            lines += [f"{'一二三四五六'[n // each]}、{title[:6] or '工作'}", ""]
        lines += [f"{n + 1}.{title}。{text}", ""]
    return plankit.parse_text("\n".join(lines))


PLANS = st.builds(plan_of, TASKS, st.integers(1, 4))


@settings(max_examples=60)
@given(PLANS)
def test_a_plan_and_itself(plan: plankit.WorkPlan) -> None:
    found = compare(plan, plan)
    assert all(p.status == "kept" and p.a == p.b for p in found.pairs)
    assert not any(p.removed or p.added for p in found.pairs)
    assert {t.direction for t in found.targets} <= {"kept"}
    assert not found.owners
    assert not found.terms


@settings(max_examples=60)
@given(PLANS, PLANS)
def test_exchanged(a: plankit.WorkPlan, b: plankit.WorkPlan) -> None:
    forth, back = compare(a, b), compare(b, a)

    def mirrored(found: Comparison) -> set[Any]:
        return {(MIRRORED.get(p.status, p.status), p.b, p.a, p.similarity) for p in found.pairs}

    assert mirrored(forth) == {(p.status, p.a, p.b, p.similarity) for p in back.pairs}
    assert sorted(MIRRORED.get(t.direction, t.direction) for t in forth.targets) == sorted(
        t.direction for t in back.targets
    )
    # each unit once, all marks where they say
    for found, plans in ((forth, (a, b)), (back, (b, a))):
        for side, plan, name in zip((found.a, found.b), plans, "ab", strict=True):
            ids = list(itertools.chain(*(getattr(p, name) for p in found.pairs)))
            assert sorted(ids) == sorted(u.id for u in side.units)
            words = {u.id: u.words for u in side.units}
            for pair in found.pairs:
                for mark in pair.removed if name == "a" else pair.added:
                    assert words[mark.unit][slice(*mark.at)] == mark.text
                    assert 0 <= mark.span.start < mark.span.end <= len(plan.source.text)
    assert Comparison.model_validate_json(forth.to_json()) == forth


@settings(max_examples=100)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text(a: str, b: str) -> None:
    plans = [plankit.parse_text(f"一、工作\n1.{text}") for text in (a, b)]
    found = compare(plans[0], plans[1])
    found.to_html()
    for clause in clauses(fold(a)):
        assert a[clause.start : clause.end].strip()


@settings(max_examples=200)
@given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 9)), max_size=5), max_size=5))
def test_the_matching_is_the_best_there_is(rows: list[list[tuple[int, int]]]) -> None:
    edges = [list(dict(row).items()) for row in rows]
    chosen = best_matching(edges)
    taken = [j for j in chosen if j is not None]
    assert len(taken) == len(set(taken))
    gained = sum(dict(edges[i])[j] for i, j in enumerate(chosen) if j is not None)

    def best(i: int, used: frozenset[int]) -> int:
        if i == len(edges):
            return 0
        tried = [best(i + 1, used)]
        tried += [g + best(i + 1, used | {j}) for j, g in edges[i] if j not in used]
        return max(tried)

    assert gained == best(0, frozenset())


@given(st.text("甲乙丙丁 \n", max_size=40), st.data())
def test_origins_follow_deletions(source: str, data: st.DataObject) -> None:
    kept = [i for i in range(len(source)) if data.draw(st.booleans())]
    places = origins("".join(source[i] for i in kept), source)
    assert len(places) == len(kept)
    assert places == sorted(places)
    assert all(0 <= place < len(source) for place in places)


# -- real plans -----------------------------------------------------------------------------------


def test_two_districts_in_one_year(seeds: list[Path]) -> None:
    a, b = plankit.parse(seeds[0]), plankit.parse(seeds[3])
    found = compare(a, b)
    assert found.across
    pairs = {units(found, p) for p in found.pairs if p.a and p.b}
    # what a reader of both names first
    assert {
        ("做好语言文字工作", "加强语言文字工作"),
        ("完善党对教育工作全面领导的体制机制", "完善党对教育工作全面领导的体制机制"),
        ("加强师德师风建设", "建设师德师风建设长效机制"),
        ("提升特殊教育质量", "促进特殊教育健康发展"),
        ("深化依法治校依法治教", "加强依法治教、依法治校"),
        ("深化督导体制机制改革", "强化教育督导"),
        ("完善校园安全治理机制", "维护系统安全稳定"),
    } <= pairs
    # 绿水青山 in one, 食品 in the other: no counterparts
    titles = {a for a, _ in pairs}
    assert "推进习近平生态文明思想融入教学体系" not in titles
    assert "推进重点项目建设和设备更新维护" not in titles


def test_a_seed_and_itself_with_changes(seeds: list[Path]) -> None:
    text = plankit.parse(seeds[0]).source.text
    a = plankit.parse_text(text)
    b = plankit.parse_text(text.replace("覆盖率达89%", "覆盖率达93%").replace("2022", "2023"))
    found = compare(a, b)
    assert {p.status for p in found.pairs} == {"kept"}
    changed = [t for t in found.targets if t.direction != "kept"]
    assert [(t.direction, t.a and t.a.value, t.b and t.b.value) for t in changed] == [
        ("raised", 89, 93)
    ]


def test_five_hundred_tasks_against_five_hundred() -> None:
    chance = random.Random(7)
    syllables = [chr(c) for c in range(0x4E00, 0x4E00 + 900)]

    def sentence(n: int) -> str:
        return "".join(chance.choices(syllables, k=n))

    tasks = [(sentence(8), "。".join(sentence(40) for _ in range(5))) for _ in range(500)]
    changed = [(t, x[:50] + sentence(6) + x[60:]) for t, x in tasks[:450]]
    changed += [(sentence(8), "。".join(sentence(40) for _ in range(5))) for _ in range(50)]
    chance.shuffle(changed)

    def plan(rows: list[tuple[str, str]]) -> plankit.WorkPlan:
        return plankit.parse_text(
            "一、工作\n" + "\n".join(f"{i}.{t}。{x}。" for i, (t, x) in enumerate(rows, 1))
        )

    a, b = plan(tasks), plan(changed)
    assert len(a.tasks) == len(b.tasks) == 500
    start = time.process_time()
    found = compare(a, b)
    taken = time.process_time() - start
    assert (found.count("reworded"), found.count("new"), found.count("dropped")) == (450, 50, 50)
    assert taken < 5  # bench/comparison.py measures; this is for slow and busy machines


def test_many_equal_tasks_stay_linear() -> None:
    text = "一、工作\n" + "\n".join(f"{i}.开展检查。" for i in range(1, 1500))
    plan = plankit.parse_text(text)
    start = time.process_time()
    found = compare(plan, plan)
    assert time.process_time() - start < 10
    assert {p.status for p in found.pairs} == {"kept"}
