"""Corpora of any size, as a crawl would find them: real outlines, restyled; the same for a seed.

    python bench/corpus.py DIR --count 10000 [--seed 1] [--jsonl]

Each document takes chapters from the sample plans, with other labels, marks, numbers, years, places
and units, in another length, wrap, container and encoding. A few in a hundred are damaged, copies
of others, or no document at all. Files lie a thousand to a folder; with --jsonl one file of texts.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

SEEDS = Path(__file__).parent.parent / "fixtures" / "seeds"

COPIES, BROKEN, CUT = 0.03, 0.004, 0.02
"""Shares of documents that are copies, no documents, and cut off in the middle."""

_DIGITS = "一二三四五六七八九十"
_KINDS = ("工作要点", "工作要点", "工作计划", "工作总结及工作计划", "实施方案", "重点工作安排")
_BUREAUS = (
    "教育局", "教育体育局", "卫生健康委员会", "民政局", "农业农村局", "住房和城乡建设局",
    "市场监督管理局", "文化和旅游局", "人力资源和社会保障局", "生态环境局", "人民政府",
)  # fmt: skip
_UNITS = ("办公室", "人事科", "财务科", "规划科", "督导室", "各乡镇人民政府", "团委", "安全科")
_NUMBER = re.compile(r"(?<![0-9〔\[.])([1-9][0-9]{0,3})(?=[个所名人万亿%％场次项家件篇节亩])")
_YEAR = re.compile(r"20[12][0-9](?=年)")


class Node(NamedTuple):
    """A unit of an outline: its title, its own words, what stands below it."""

    title: str
    words: str
    children: tuple[Node, ...]


class Made(NamedTuple):
    """A document of a corpus."""

    name: str
    data: bytes


@cache
def chapters() -> tuple[Node, ...]:
    """The first-level units of the sample plans."""
    import plankit

    def node(unit: object) -> Node:
        children = tuple(map(node, unit.children)) if unit.kind == "section" else ()  # type: ignore[attr-defined]
        return Node(unit.title, unit.text.replace("\n", ""), children)  # type: ignore[attr-defined]

    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        found += [node(unit) for unit in plankit.parse(path, facts=False).children]
    return tuple(one for one in found if one.children or len(one.words) > 40)


@cache
def places() -> tuple[tuple[str, str], ...]:
    """Provinces, and counties with their province, as the shipped table names them."""
    from plankit.lexicon import shipped

    rows = [row for row in shipped("regions") if row[0].isdigit() and len(row[0]) == 6]
    provinces = {row[0][:2]: row[1] for row in rows if row[0].endswith("0000")}
    return tuple(
        (provinces[row[0][:2]], row[1])
        for row in rows
        if not row[0].endswith("00")
        and row[0][:2] in provinces
        and row[1].endswith(("县", "区", "市"))
    )


def chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    if not tens:
        return _DIGITS[ones - 1]
    return ("" if tens == 1 else _DIGITS[tens - 1]) + "十" + (_DIGITS[ones - 1] if ones else "")


_STYLES = (
    (("{c}、", "（{c}）", "{n}."), 5),
    (("{c}、", "({c})", "{n}、"), 3),
    (("{c}、", "（{c}）", "（{n}）"), 1),
    (("第{c}部分 ", "{c}、", "（{c}）"), 1),
    (("第{c}章 ", "第{c}节 ", "{n}."), 1),
    (("{c}、", "（{c}）", "{n}．"), 2),
)


class _Style:
    """The habits of one document."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.labels = chance.choices(*zip(*_STYLES, strict=True))[0]  # type: ignore[arg-type]
        self.half = chance.random() < 0.25
        self.indent = chance.choice(("　　", "", "    ", "　　"))
        self.between = chance.choice(("\n", "\n", "\n\n"))
        self.year = chance.randint(2010, 2026)
        self.running = chance.random() < 0.3  # numbers that run on through the sections
        self.owners = chance.random() < 0.35

    def words(self, text: str) -> str:
        chance = self.chance
        text = _NUMBER.sub(lambda m: str(max(1, int(int(m[1]) * chance.uniform(0.4, 2.5)))), text)
        text = _YEAR.sub(lambda m: str(self.year + chance.choice((0, 0, 0, 1, -1))), text)
        return text.translate(str.maketrans("，；：（）", ",;:()")) if self.half else text


def plan(chance: random.Random) -> tuple[str, str, int]:
    """Title, text and year of a plan."""
    style = _Style(chance)
    province, county = chance.choice(places())
    bureau = county + chance.choice(_BUREAUS)
    title = f"{bureau}{style.year}年{chance.choice(_KINDS)}"
    lines = []
    if chance.random() < 0.5:
        lines.append(f"{bureau[:1]}政发〔{style.year}〕{chance.randint(1, 180)}号")
    lines.append(title)
    if chance.random() < 0.5:
        lines += [f"各乡镇人民政府，{province}{county}有关单位："]
    opening = style.words("今年，全市要坚持稳中求进，全面完成年度目标任务，重点抓好以下工作：")
    lines.append(style.indent + opening)
    # how much of an outline: most are short, a few run over several plans' length
    count = min(40, max(1, round(chance.lognormvariate(1.1, 0.7))))
    running = 0
    for a in range(1, count + 1):
        chapter = chance.choice(chapters())
        lines.append(style.indent + style.labels[0].format(c=chinese(a), n=a) + chapter.title)
        if chapter.words:
            lines.append(style.indent + style.words(chapter.words))
        deep = any(unit.children for unit in chapter.children)
        if not style.running:
            running = 0
        for b, unit in enumerate(chapter.children, 1):
            if chance.random() < 0.12:
                continue
            tasks = unit.children if deep else ()
            if deep:
                lines.append(style.indent + style.labels[1].format(c=chinese(b), n=b) + unit.title)
                if unit.words:
                    lines.append(style.indent + style.words(unit.words))
            for task in tasks or (() if deep else (unit,)):
                running += 1
                # labels of three levels in Chinese numerals cannot run on over ninety-nine
                label = style.labels[2].format(c=chinese(running % 99 or 99), n=running)
                words = style.words(f"{task.title}。{task.words}")
                if style.owners and chance.random() < 0.6:
                    lead, other = chance.sample(_UNITS, 2)
                    words += f"（牵头单位：{lead}；配合单位：{other}）"
                lines.append(style.indent + label + words)
    if chance.random() < 0.6:
        lines += [bureau, f"{style.year}年{chance.randint(1, 4)}月{chance.randint(1, 28)}日"]
    return title, style.between.join(lines) + "\n", style.year


def wrapped(text: str, width: int) -> str:
    """Hard line breaks, as text out of a PDF or a mail has them."""
    return "\n".join(
        line[i : i + width] for line in text.split("\n") for i in range(0, max(len(line), 1), width)
    )


def page(title: str, text: str, chance: random.Random) -> str:
    """A government portal's page around the text."""
    links = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(chance.randint(8, 30)))
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    return (
        f"<!DOCTYPE html><html><head><title>{title}_政府信息公开</title></head><body>"
        f'<ul class="nav">{links}</ul><div id="zoom" class="content">{body}</div>'
        '<div class="footer">网站地图 | 联系我们 | 版权所有</div></body></html>'
    )


def document(seed: int, number: int) -> Made:
    """The document of that number; it does not depend on the others."""
    chance = random.Random(f"{seed}/{number}")
    if number and chance.random() < COPIES:
        number = chance.randrange(number)
        return document(seed, number)
    if chance.random() < BROKEN:
        junk = (
            b"",
            b"\x89PNG\r\n\x1a\n" + chance.randbytes(2000),
            b"PK\x03\x04" + chance.randbytes(900),
        )
        return Made("txt", chance.choice(junk))
    title, text, _ = plan(chance)
    if chance.random() < CUT:
        text = text[: int(len(text) * chance.uniform(0.2, 0.9))]
    form = chance.random()
    kind = "txt"
    if form < 0.3:
        kind, text = "html", page(title, text, chance)
    elif form < 0.4:
        text = wrapped(text, chance.randint(28, 46))
    if chance.random() < 0.2:
        return Made(kind, text.encode("gb18030"))
    return Made(kind, text.encode())


def corpus(count: int, seed: int = 1, start: int = 0) -> Iterator[Made]:
    """`count` documents with the names they have in a folder."""
    for number in range(start, start + count):
        kind, data = document(seed, number)
        yield Made(f"{number // 1000:05}/{number:08}.{kind}", data)


def write(folder: Path, count: int, seed: int = 1) -> int:
    """Write a corpus into a folder; its size in bytes."""
    size = 0
    for name, data in corpus(count, seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        size += len(data)
    return size


def write_lines(path: Path, count: int, seed: int = 1) -> int:
    """Write the texts of a corpus into one JSON Lines file; its size in bytes."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for number in range(count):
            _, text, _ = plan(random.Random(f"{seed}/{number}"))
            file.write(json.dumps({"id": f"{number:08}", "text": text}, ensure_ascii=False) + "\n")
    return path.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a corpus to test with.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jsonl", action="store_true", help="DIR/corpus.jsonl, not files")
    options = parser.parse_args()
    if options.jsonl:
        options.folder.mkdir(parents=True, exist_ok=True)
        size = write_lines(options.folder / "corpus.jsonl", options.count, options.seed)
    else:
        size = write(options.folder, options.count, options.seed)
    print(f"{options.count} documents, {size / 1e6:.1f} MB in {options.folder}")


if __name__ == "__main__":
    main()
