"""Arrow batches in and out, here and on real local clusters of two workers."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from poison import LAYOUTS_WITH_POISON, text

import plankit
from plankit.arrow import parse_batches, plan_schema
from plankit.exports.schema import TABLES

pa = pytest.importorskip("pyarrow")
ROOT = Path(__file__).parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")
PATH = os.pathsep.join([str(ROOT), str(ROOT / "tests")])

Row = dict[str, Any]


def skewed(seeds: list[Path]) -> list[Row]:
    """Small plans, one three hundred times as long, real ones, and what gives none."""
    long = text(1) + "".join(f"{n}.加强管理。培训教师{n}人次。\n" for n in range(3, 1500))
    contents = [text(n).encode() for n in range(20)]
    contents[4] = long.encode()
    contents[9:11] = [seeds[0].read_bytes(), text(9).encode("gb18030")]
    contents[13:16] = [b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"", None]  # type: ignore[list-item]
    return [{"key": f"文{n:02}", "body": content} for n, content in enumerate(contents)]


def alone(records: list[Row], **options: Any) -> list[Row]:
    """The rows that one process gives, in order of key."""
    batch = pa.RecordBatch.from_pylist(records)
    found = parse_batches([batch], id="key", content="body", **options)
    return in_order(pa.Table.from_batches(list(found)))


def in_order(table: Any) -> list[Row]:
    rows: list[Row] = table.to_pylist()
    return sorted(rows, key=lambda row: str(row["key"]))


# -- without an engine ----------------------------------------------------------------------------


def test_a_row_for_each_document_in_order(seeds: list[Path]) -> None:
    from plankit.exports.arrow import to_arrow

    records = skewed(seeds)
    batches = pa.Table.from_pylist(records).to_batches(max_chunksize=7)
    found = list(parse_batches(batches, id="key", content="body", rows=3))
    assert [batch.num_rows for batch in found] == [3, 3, 1, 3, 3, 1, 3, 3]
    for batch in found:
        batch.validate(full=True)
        assert batch.schema == plan_schema(id="key")
    rows = pa.Table.from_batches(found).to_pylist()
    assert [row["key"] for row in rows] == [record["key"] for record in records]
    errors = {row["key"]: row["error"].partition(":")[0] for row in rows if row["error"]}
    assert errors == dict.fromkeys(["文13", "文14", "文15"], "UnreadableSource")
    for record, row in zip(records, rows, strict=True):
        if row["error"]:
            assert all(row[table] is None for table in TABLES)
            continue
        tables = to_arrow(plankit.parse(record["body"]))
        for name in set(TABLES) - {"plans"}:
            assert row[name] == tables[name].to_pylist(), (record["key"], name)
        (plan,) = row["plans"]
        assert plan.pop("source_name") == record["key"]
        assert [plan] == tables["plans"].drop_columns(["source_name"]).to_pylist()


def test_text_other_names_and_chosen_tables() -> None:
    batch = pa.record_batch({"n": [1, 2], "words": [text(1), text(2)]})
    (found,) = parse_batches([batch], id="n", content="words", tables=["tasks"], facts=False)
    assert found.schema.names == ["n", "error", "tasks"]
    assert found.schema.field("n").type == pa.int64()
    assert [len(tasks) for tasks in found.column("tasks").to_pylist()] == [2, 2]
    large = pa.record_batch({"id": ["a"], "content": pa.array([text(1)], pa.large_string())})
    assert next(parse_batches([large])).column("plans").to_pylist()[0][0]["year"] == 2023


def test_all_plans_of_a_document_or_the_first() -> None:
    both = text(1) + "\n" + text(2).replace("2023", "2024")
    batch = pa.record_batch({"id": ["a"], "content": [both]})
    for every, years in ((True, [2023, 2024]), (False, [2023])):
        (found,) = parse_batches([batch], every_plan=every)
        assert [plan["year"] for plan in found.column("plans").to_pylist()[0]] == years


def test_wrong_columns_and_options() -> None:
    batch = pa.record_batch({"id": ["a"], "content": [3]})
    with pytest.raises(TypeError, match="holds int64"):
        list(parse_batches([batch]))
    with pytest.raises(KeyError, match="no column 'text'; there are id, content"):
        list(parse_batches([batch], content="text"))
    with pytest.raises(ValueError, match="no table 'plan'"):
        list(parse_batches([], tables="plan"))
    with pytest.raises(TypeError, match="sript"):
        list(parse_batches([], sript="keep"))


@posix
def test_limits_put_documents_into_a_process_beside() -> None:
    orders = {1: "crash", 3: "hang", 5: "fail"}
    contents = [text(n) + f"POISON {orders.get(n)}\n" for n in range(7)]
    batch = pa.record_batch({"id": [str(n) for n in range(7)], "content": contents})
    found = pa.Table.from_batches(
        list(parse_batches([batch], time_limit=1, layouts=LAYOUTS_WITH_POISON))
    )
    errors = found.column("error").to_pylist()
    assert [(e or "").partition(":")[0] for e in errors] == [
        "", "WorkerCrash", "", "TimeLimit", "", "RuntimeError", "",
    ]  # fmt: skip
    assert [len(plans or ()) for plans in found.column("plans").to_pylist()] == [
        1,
        0,
        1,
        0,
        1,
        0,
        1,
    ]


# -- Spark ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spark(
    needs: Callable[[str], ModuleType],
    require_tool: Callable[..., str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    """A session on a cluster of two executors with a core each, in processes of their own."""
    needs("pyspark")
    require_tool("java")
    from pyspark.sql import SparkSession

    home = tmp_path_factory.mktemp("spark")
    before = dict(os.environ)
    os.environ |= {
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(home / "local"),
    }
    quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # three JVMs that live for seconds
    settings = {
        "spark.driver.extraJavaOptions": quick,
        "spark.executor.extraJavaOptions": quick,
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "512m",
        "spark.executor.memory": "512m",
        "spark.executorEnv.PYTHONPATH": PATH,
        "spark.sql.execution.arrow.maxRecordsPerBatch": "3",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.warehouse.dir": str(home / "warehouse"),
    }
    builder = SparkSession.builder.master("local-cluster[2,1,512]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    # where such a cluster keeps the logs of its executors
    shutil.rmtree(Path(needs("pyspark").__file__ or "").parent / "work", ignore_errors=True)
    os.environ.clear()
    os.environ.update(before)


def spark_rows(session: Any, records: list[Row], partitions: int, **options: Any) -> list[Row]:
    from plankit.engines.spark import parse_frame

    pairs = [(row["key"], row["body"]) for row in records]
    frame = session.createDataFrame(pairs, "key string, body binary").repartition(partitions)
    return in_order(parse_frame(frame, id="key", content="body", **options).toArrow())


@posix
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_what_one_machine_gives(spark: Any, seeds: list[Path]) -> None:
    records = skewed(seeds)
    assert spark_rows(spark, records, 4) == alone(records)


@posix
@pytest.mark.filterwarnings("ignore")
def test_spark_with_limits_loses_only_the_bad_document(spark: Any) -> None:
    records = [{"key": f"{n:02}", "body": text(n).encode()} for n in range(6)]
    records[2]["body"] += b"POISON crash\n"
    limits = {"time_limit": 30, "layouts": LAYOUTS_WITH_POISON}
    found = spark_rows(spark, records, 2, **limits)
    assert found == alone(records, **limits)
    assert [row["key"] for row in found if row["error"]] == ["02"]


@posix
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("order", ["once", "executor"])
def test_spark_outlives_a_killed_worker(spark: Any, tmp_path: Path, order: str) -> None:
    mark = tmp_path / "mark"
    records = [{"key": f"{n:02}", "body": text(n).encode()} for n in range(12)]
    records[6]["body"] += f"POISON {order} {mark}\n".encode()
    found = spark_rows(spark, records, 2, layouts=LAYOUTS_WITH_POISON)
    assert mark.exists()
    assert found == alone(records, layouts=LAYOUTS_WITH_POISON)


# -- Ray ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ray(needs: Callable[[str], ModuleType]) -> Iterator[Any]:
    """A cluster of two nodes with a core each."""
    before = dict(os.environ)
    os.environ |= {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
        "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
        "PYTHONPATH": PATH,
    }
    module = needs("ray")
    needs("ray.data")
    from ray.cluster_utils import Cluster

    size = 100 * 1024 * 1024
    node = {"num_cpus": 1, "object_store_memory": size}
    cluster = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
    cluster.add_node(**node)
    module.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    yield module
    module.shutdown()
    cluster.shutdown()
    os.environ.clear()
    os.environ.update(before)


def ray_rows(module: Any, records: list[Row], blocks: int, **options: Any) -> list[Row]:
    from plankit.engines.ray import parse_dataset

    module.data.DataContext.get_current().enable_progress_bars = False
    source = module.data.from_arrow(pa.Table.from_pylist(records)).repartition(blocks)
    found = parse_dataset(source, id="key", content="body", batch_size=3, **options)
    return in_order(pa.concat_tables(module.get(found.to_arrow_refs())))


@posix
@pytest.mark.filterwarnings("ignore")
def test_ray_gives_what_one_machine_gives(ray: Any, seeds: list[Path]) -> None:
    assert sum(node["Alive"] for node in ray.nodes()) == 2
    records = skewed(seeds)
    assert ray_rows(ray, records, 4) == alone(records)


@posix
@pytest.mark.filterwarnings("ignore")
def test_ray_outlives_a_killed_worker(ray: Any, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    records = [{"key": f"{n:02}", "body": text(n).encode()} for n in range(12)]
    records[6]["body"] += f"POISON once {mark}\n".encode()
    found = ray_rows(ray, records, 4, layouts=LAYOUTS_WITH_POISON)
    assert mark.exists()
    assert found == alone(records, layouts=LAYOUTS_WITH_POISON)


@posix
@pytest.mark.filterwarnings("ignore")
def test_ray_with_limits_loses_only_the_bad_document(ray: Any) -> None:
    records = [{"key": f"{n:02}", "body": text(n).encode()} for n in range(6)]
    records[2]["body"] += b"POISON crash\n"
    limits = {"time_limit": 30, "layouts": LAYOUTS_WITH_POISON}
    found = ray_rows(ray, records, 2, **limits)
    assert found == alone(records, **limits)
    assert [row["key"] for row in found if row["error"]] == ["02"]
