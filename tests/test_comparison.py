"""Two plans side by side: each kind of change told exactly, in all forms; the command."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from plan_pairs import NEW, OLD, units

import plankit
from plankit import command
from plankit.comparison import Comparison, compare


@pytest.fixture(scope="module")
def years() -> Comparison:
    return compare(plankit.parse_text(OLD), plankit.parse_text(NEW))


# -- two years of one plan ------------------------------------------------------------------------


def test_each_status(years: Comparison) -> None:
    assert {(p.status, *units(years, p)) for p in years.pairs} == {
        ("kept", "扩大托育服务供给", "扩大托育服务供给"),
        ("dropped", "规范幼儿园收费", ""),
        ("reworded", "做好招生入学", "做好招生入学"),
        ("split", "加强作业管理", "控制作业总量+遴选作业案例"),
        ("merged", "改善食堂条件+组织校服采购", "加强后勤服务"),
        ("kept", "开展暑期研训", "开展暑期研训"),
        ("kept", "评选师德标兵", "评选师德标兵"),
        ("moved", "培育书香校园", "培育书香校园"),
        ("new", "", "试点弹性上下班"),
    }


def test_pairs_stand_in_the_order_of_the_second_plan(years: Comparison) -> None:
    order = [u.id for u in years.b.units]
    ranks = [order.index(p.b[0]) for p in years.pairs if p.b]
    assert ranks == sorted(ranks)
    # what was dropped follows what stood before it
    assert [p.status for p in years.pairs][:2] == ["kept", "dropped"]


def test_differences_inside_sentences(years: Comparison) -> None:
    old, new = plankit.parse_text(OLD), plankit.parse_text(NEW)
    pair = next(p for p in years.pairs if units(years, p)[0] == "做好招生入学")
    assert [m.text for m in pair.removed] == ["2022"]
    assert [m.text for m in pair.added] == ["2023", "和线上审核"]
    for plan, marks in ((old, pair.removed), (new, pair.added)):
        for mark in marks:
            assert plan.source.text[slice(*mark.span)] == mark.text


def test_targets(years: Comparison) -> None:
    told = {(t.indicator, t.direction, t.effect) for t in years.targets}
    assert {
        ("普惠托育点", "lowered", None),
        ("托育点街道覆盖率", "raised", None),
        ("收费投诉办结率", "dropped", None),
        ("科学育儿入户指导", "kept", None),
    } <= told
    [limit] = [t for t in years.targets if t.effect]
    assert (limit.direction, limit.effect) == ("lowered", "tightened")
    assert limit.a is not None
    assert limit.b is not None
    assert (limit.a.value, limit.b.value, limit.b.unit) == (90, 70, "分钟")


def test_owners_and_terms(years: Comparison) -> None:
    told = {(o.change, o.name, o.a_role, o.b_role) for o in years.owners}
    assert ("role", "信息中心", "support", "responsible") in told
    assert ("role", "基教科", "responsible", "support") in told
    assert {o.change for o in years.owners} == {"role"}
    assert [(t.change, t.text) for t in years.terms] == [("new", "接娃难")]


def test_counterparts(years: Comparison) -> None:
    assert years.counterparts["1.1"] == ("1.1",)
    assert years.counterparts["1.2"] == ()
    assert years.counterparts["2.4"] == ("2.3", "2.4")
    assert years.counterparts["2.5"] == ("3.8",)
    assert set(years.counterparts) == {u.id for u in years.a.units}


def test_shown(years: Comparison) -> None:
    told = "3 kept, 1 reworded, 1 moved, 1 merged, 1 split, 1 new, 1 dropped"
    assert repr(years) == (
        f"<Comparison '临江区教育局2022年工作要点' → '临江区教育局2023年工作要点': {told}>"
    )
    page = years._repr_html_()
    assert page.startswith("<details><summary>")
    assert "培育书香校园" in page
    assert "<script" not in page


def test_json(years: Comparison, tmp_path: Path) -> None:
    text = years.to_json(tmp_path / "c.json")
    assert (tmp_path / "c.json").read_text(encoding="utf-8") == text + "\n"
    assert Comparison.model_validate_json(text) == years
    assert json.loads(text)["schema_version"] == "1.0"


def test_frame(years: Comparison, needs: Callable[[str], ModuleType]) -> None:
    needs("pandas")
    frame = years.to_frame()
    assert list(frame["status"]) == [p.status for p in years.pairs]
    row = frame[frame["status"] == "split"].iloc[0]
    assert (row["a_ids"], row["b_ids"]) == ("2.4", "2.3 2.4")


def test_workbook(years: Comparison, needs: Callable[[str], ModuleType], tmp_path: Path) -> None:
    openpyxl = needs("openpyxl")
    needs("xlsxwriter")
    years.to_xlsx(tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames == ["任务", "指标", "责任单位", "词语"]
    assert book["任务"].max_row == len(years.pairs) + 1
    assert [c.value for c in book["任务"]["A"]][1:3] == ["保留", "取消"]
    assert "降低（上限收紧）" in [c.value for c in book["指标"]["A"]]
    for sheet in book:  # to be printed: A4 across, one page wide, no line of a cell out of sight
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$1:$1"
        for k, row in enumerate(sheet.iter_rows(values_only=True), 1):
            lines = max(str(value).count("\n") + 1 for value in row)
            assert sheet.row_dimensions[k].height >= min(12 * lines, 400)


# -- the call and the command ---------------------------------------------------------------------


def test_wrong_calls() -> None:
    plan = plankit.parse_text("一、工作\n1.做好工作。")
    with pytest.raises(TypeError, match="two plans"):
        compare("a.txt", plan)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="threshold"):
        compare(plan, plan, threshold=2)


def test_without_rapidfuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plankit.parse_text("一、工作\n1.做好工作。")
    load = builtins.__import__

    def refuse(name: str, *args: Any) -> Any:
        if name.startswith("rapidfuzz"):
            raise ImportError(name)
        return load(name, *args)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(plankit.MissingDependency, match=r'pip install "plankit\[compare\]"'):
        compare(plan, plan)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text(OLD, encoding="utf-8")
    b.write_text(NEW, encoding="utf-8")
    assert command.main(["compare", str(a), str(b)]) == 0
    printed = capsys.readouterr().out
    assert "保留 3  改写 1  移动 1  合并 1  拆分 1  新增 1  取消 1" in printed
    assert "↑ 提高  托育点街道覆盖率  85% → 89%" in printed
    for ending in ("html", "xlsx", "json"):
        out = tmp_path / f"c.{ending}"
        assert command.main(["compare", str(a), str(b), "-o", str(out)]) == 0
        assert out.stat().st_size > 1000
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("output", "status", "told"),
    [
        ("c.doc", 2, "ends in none of"),
        ("a.html", 2, "one of the documents"),
        ("none/c.html", 1, "No such file"),
    ],
)
def test_command_refuses(
    output: str, status: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = tmp_path / "a.html"
    a.write_text(f"<p>{OLD}</p>", encoding="utf-8")
    before = a.read_bytes()
    out = str(tmp_path / output)
    assert command.main(["compare", str(a), str(a), "-o", out]) == status
    assert told in " ".join(capsys.readouterr().err.split())
    assert a.read_bytes() == before
