"""Plans as tables: the schema, its page, and every backend."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plankit
from plankit.exports.delimited import cell
from plankit.exports.schema import TABLES, TABLES_VERSION, Type, wanted
from plankit.exports.tables import FACTS, columns, plan_id, rows

ROOT = Path(__file__).parent.parent
Needs = Callable[[str], ModuleType]

PLAN = """\
甲市教育局2023年工作要点

2023年，要落实《教育现代化规划》，覆盖率达到90%。

一、加强党的建设

1.落实主体责任。一是培训党员300人次以上；二是制定《工作清单》。

2.深化作风建设。6月底前完成2所学校巡查。（牵头单位：组织科；配合单位：办公室、人事科）

二、促进公平发展

3.扩大学位供给。新增学位1200个。
"""


@pytest.fixture(scope="module")
def plan() -> plankit.WorkPlan:
    return plankit.parse_text(PLAN, name="要点.txt")


@pytest.fixture(scope="module")
def plans(seeds: list[Path], plan: plankit.WorkPlan) -> list[plankit.WorkPlan]:
    return [*(plankit.parse(path) for path in seeds), plan, plankit.parse_text("没有提纲的话")]


# -- the schema -----------------------------------------------------------------------------------


def test_the_page_and_the_code_tell_the_same() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert f"Version {TABLES_VERSION}" in page
    told: dict[str, list[tuple[str, ...]]] = {}
    for part in re.split(r"^### ", page, flags=re.M)[1:]:
        name = part.split("\n", 1)[0].strip("`")
        lines = re.findall(r"^\| `(\w+)` \| ([^|]*) \| ([^|]*) \|$", part, re.M)
        told[name] = [tuple(cell.strip() for cell in line) for line in lines]
    written = {
        name: [(c.name, c.type + ("?" if c.nullable else ""), c.meaning) for c in table]
        for name, table in TABLES.items()
    }
    assert told == written


def test_each_column_is_told_once_and_has_a_known_type() -> None:
    for table in TABLES.values():
        names = [column.name for column in table]
        assert len(set(names)) == len(names)
        assert names[0] == "plan_id"
        for column in table:
            assert column.type in get_args(Type)
            assert bool(column.values) == (column.type == "category")


def test_no_field_of_a_fact_is_forgotten() -> None:
    from plankit import fact_model

    classes = {
        "measures": "Measure", "quantities": "Quantity", "dates": "DateRef",
        "citations": "Citation", "owners": "Owner", "terms": "Term",
    }  # fmt: skip
    other_names = {"span": "span_start", "verb_span": "verb_start", "document": "document_id"}
    dates = {"start": "first_day", "end": "last_day"}
    for table in FACTS:
        fields = set(getattr(fact_model, classes[table]).model_fields)
        named = other_names | (dates if table == "dates" else {})
        assert {named.get(f, f) for f in fields} <= {c.name for c in TABLES[table]}, table


def test_an_unknown_table_is_refused(plan: plankit.WorkPlan) -> None:
    with pytest.raises(ValueError, match="no table 'task'; there are plans, nodes"):
        wanted("task")
    with pytest.raises(ValueError, match="backend"):
        plankit.to_frame(plan, backend="excel")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="a WorkPlan was expected, not str"):
        list(rows(["plan.txt"]))  # type: ignore[list-item]


# -- the rows -------------------------------------------------------------------------------------


def fits(kind: str, value: Any) -> bool:
    types: dict[str, type] = {
        "string": str, "category": str, "integer": int, "number": float, "boolean": bool,
        "date": datetime.date, "strings": list,
    }  # fmt: skip
    return type(value) is types[kind]


def test_values_are_what_the_schema_says(plans: list[plankit.WorkPlan]) -> None:
    for name, table in TABLES.items():
        found = columns(plans, name)
        assert list(found) == [column.name for column in table]
        for column in table:
            for value in found[column.name]:
                if value is None:
                    assert column.nullable, (name, column.name)
                else:
                    assert fits(column.type, value), (name, column.name, value)
                    assert not column.values or value in column.values
                    if column.type == "strings":
                        assert all(fits("string", one) for one in value)


def test_every_fact_stands_in_one_row_under_the_innermost_node(
    plans: list[plankit.WorkPlan],
) -> None:
    for plan in plans:
        for field in FACTS:
            holders = [plan.preamble_facts, *plan.walk()]
            told = {
                (fact.span, fact.text, getattr(fact, "inherited", False) and holder)
                for holder in holders
                for fact in getattr(holder, field)
            }
            found = columns(plan, field)
            assert len(found["text"]) == len(told)
            for start, end, raw in zip(
                found["span_start"], found["span_end"], found["raw"], strict=True
            ):
                assert plan.source.text[start:end] == raw


def test_a_step_tells_its_own_facts(plan: plankit.WorkPlan) -> None:
    found = columns(plan, "quantities")
    assert list(zip(found["text"], found["node_id"], found["task_id"], strict=True)) == [
        ("90%", None, None),
        ("300人次以上", "1.1.1", "1.1"),
        ("2所", "1.2", "1.2"),
        ("1200个", "2.3", "2.3"),
    ]


def test_a_row_of_tasks(plan: plankit.WorkPlan) -> None:
    found = columns(plan, "tasks")
    row = {name: values[1] for name, values in found.items()}
    assert (row["chapter"], row["section"]) == ("加强党的建设", "加强党的建设")
    assert (row["lead"], row["support"], row["responsible"]) == (
        ["组织科"],
        ["办公室", "人事科"],
        [],
    )
    assert row["due"] == datetime.date(2023, 6, 30)
    assert (row["steps"], found["steps"][0], row["year"], row["line"]) == (0, 2, 2023, 9)
    assert found["cites"][0] == ["工作清单"]


def test_ids_follow_the_text_alone() -> None:
    one, again = plankit.parse_text(PLAN, name="甲"), plankit.parse_text(PLAN, facts=False)
    assert plan_id(one) == plan_id(again) == plan_id(one.model_validate_json(one.to_json()))
    assert plan_id(one) != plan_id(plankit.parse_text(PLAN + "。"))
    assert re.fullmatch("[0-9a-f]{16}", plan_id(one))


def test_several_plans_of_a_source_have_ids_of_their_own() -> None:
    text = "".join(
        f"{place}2023年教育工作要点\n一、加强学校建设\n1.新建学校。新建2所。\n2.改建学校。改建3所。\n"
        "二、加强队伍建设\n3.培训教师。培训50人。\n\n"
        for place in ("甲市", "乙市")
    )
    several = plankit.parse_all(text.encode())
    assert len({plan_id(one) for one in several}) == len(several)
    assert plan_id(several[0]) == plan_id(plankit.parse_text(text))


def test_facts_of_a_later_plan_know_the_year_of_the_cover() -> None:
    # neither plan names its year: it is the notice's
    plan = (
        "一、加强建设\n1.新建学校。年内新建2所。\n2.改建学校。改建3所。\n"
        "二、加强培训\n3.培训教师。6月底前完成。\n\n"
    )
    text = (
        "关于印发两个方案的通知\n各学校：\n现将两个方案印发给你们，请认真执行。\n甲市教育局\n"
        f"2023年3月1日\n\n甲市校园建设实施方案\n{plan}甲市教师培训实施方案\n{plan}"
    )
    for one in plankit.parse_all(text.encode()):
        assert one.year == 2023
        days = [str(d.end) for task in one.tasks for d in task.dates]
        assert days == ["2023-12-31", "2023-06-30"]


def test_results_of_parse_many_are_plans_and_failures_left_out(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(PLAN, encoding="utf-8")
    results = plankit.parse_many([good, tmp_path / "missing.txt"], jobs=1)
    assert columns(results, "plans")["title"] == ["甲市教育局2023年工作要点"]


# -- the backends ---------------------------------------------------------------------------------


def test_frames_have_their_types_with_and_without_rows(
    plans: list[plankit.WorkPlan], needs: Needs
) -> None:
    pandas, polars = needs("pandas"), needs("polars")
    for name, table in TABLES.items():
        full, empty = plankit.to_frame(plans, name), plankit.to_frame([], name)
        assert list(full.columns) == [column.name for column in table]
        assert (full.dtypes == empty.dtypes).all()
        many = plankit.to_frame(plans, name, backend="polars")
        assert many.schema == plankit.to_frame([], name, backend="polars").schema
        assert (len(full), len(empty), many.height) == (len(full), 0, len(full))
        for column in table:
            kind, dtype = full[column.name].dtype, many.schema[column.name]
            if column.type == "date":
                assert (str(kind), dtype) == ("datetime64[s]", polars.Date)
            elif column.type == "category":
                assert isinstance(kind, pandas.CategoricalDtype)
                assert tuple(kind.categories) == column.values == tuple(dtype.categories)
            elif column.type == "strings":
                assert dtype == polars.List(polars.String)


def test_arrow_and_polars_hold_the_same_values(plans: list[plankit.WorkPlan], needs: Needs) -> None:
    needs("pyarrow"), needs("polars")
    tables = plankit.to_arrow(plans)
    assert list(tables) == list(TABLES)
    for name, table in tables.items():
        assert table.to_pydict() == columns(plans, name)
        assert plankit.to_frame(plans, name, backend="polars").to_dict(as_series=False) == (
            columns(plans, name)
        )
    assert tables["dates"].schema.metadata[b"plankit_tables"] == TABLES_VERSION.encode()
    assert plankit.to_arrow([], "owners").schema == tables["owners"].schema


def test_parquet_is_written_in_batches_and_whole_or_not_at_all(
    plans: list[plankit.WorkPlan], needs: Needs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("pyarrow")
    import pyarrow.parquet as pq

    from plankit.exports import arrow

    monkeypatch.setattr(arrow, "BATCH", 10)
    files = plankit.to_parquet(iter(plans), tmp_path / "new" / "tables")
    assert sorted(path.name for path in files.values()) == sorted(
        path.name for path in (tmp_path / "new" / "tables").iterdir()
    )
    for name, path in files.items():
        assert pq.read_table(path).to_pydict() == columns(plans, name)
    assert pq.ParquetFile(files["nodes"]).num_row_groups > 1

    before = files["tasks"].read_bytes()

    def broken() -> Any:
        yield plans[0]
        raise RuntimeError("the pile is gone")

    with pytest.raises(RuntimeError):
        plankit.to_parquet(broken(), tmp_path / "new" / "tables", "tasks")
    assert files["tasks"].read_bytes() == before
    assert len(list((tmp_path / "new" / "tables").iterdir())) == len(TABLES)


def test_duckdb_answers_across_the_tables(seeds: list[Path], needs: Needs, tmp_path: Path) -> None:
    duckdb = needs("duckdb")
    plankit.to_parquet((plankit.parse(path) for path in seeds), tmp_path)
    found = duckdb.sql(f"""
        select p.county, t.label, q.value, q.unit
        from '{tmp_path}/quantities.parquet' q
        join '{tmp_path}/tasks.parquet' t on t.plan_id = q.plan_id and t.node_id = q.task_id
        join '{tmp_path}/plans.parquet' p on p.plan_id = q.plan_id
        where q.op = '>=' and q.unit = '%' and p.county = '崇明区' and q.value = 5
    """).fetchall()
    assert found == [("崇明区", "38.", 5.0, "%")]
    assert duckdb.sql(
        f"select typeof(published_on), typeof(recipients) from '{tmp_path}/plans.parquet' limit 1"
    ).fetchall() == [("DATE", "VARCHAR[]")]


def test_lone_surrogates_do_not_stop_a_table(needs: Needs) -> None:
    needs("pyarrow"), needs("polars")
    plan = plankit.parse_text(
        "甲市2023年工作要点\n一、甲\n1.加\udc80强。做好\ud800工作。\n", name="\udcff.txt"
    )
    assert plankit.to_arrow(plan, "plans").to_pydict()["source_name"] == ["?.txt"]
    assert plankit.to_frame(plan, "nodes", backend="polars").height == len(list(plan.walk()))


@pytest.mark.parametrize(
    ("module", "call"),
    [
        ("pandas", lambda plan: plankit.to_frame(plan)),
        ("polars", lambda plan: plankit.to_frame(plan, backend="polars")),
        ("pyarrow", lambda plan: plankit.to_arrow(plan)),
        ("pyarrow", lambda plan: plankit.to_parquet(plan, "nowhere")),
    ],
)
def test_a_missing_package_is_named(
    module: str, call: Any, plan: plankit.WorkPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(plankit.MissingDependency, match=f"{module}.*pip install"):
        call(plan)
    assert not Path("nowhere").exists()


# -- CSV ------------------------------------------------------------------------------------------


def test_csv_is_what_excel_in_china_opens(plan: plankit.WorkPlan, tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    assert plankit.to_csv(plan, path) == {"tasks": path}
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfplan_id,")
    assert b"\r\n" in data
    with open(path, encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["title"] for row in found] == ["落实主体责任", "深化作风建设", "扩大学位供给"]
    assert (found[1]["support"], found[1]["due"]) == ("办公室；人事科", "2023-06-30")

    files = plankit.to_csv([plan], tmp_path / "all", None)
    assert sorted(files) == sorted(TABLES)
    assert plankit.to_csv(plan, f"{tmp_path}/all/", "dates")["dates"].parent.name == "all"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-甲", "'-甲"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1＋1", "'＝1＋1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("1=1", "1=1"),
        ("甲\x00\x1b乙", "甲乙"),
        ("\x00=1", "'=1"),
        ([], ""),
        (["=甲", "乙"], "'=甲；乙"),
        (-3.5, -3.5),
        (5.0, 5),
        (True, 1),
        (None, None),
    ],
)
def test_cells_are_no_formulas(value: Any, written: Any) -> None:
    assert cell(value) == written


@given(st.text(max_size=8))
def test_no_text_begins_as_a_formula_does(text: str) -> None:
    written = cell(text)
    assert written.lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert cell(text, escape=False) in (written, written[1:])
