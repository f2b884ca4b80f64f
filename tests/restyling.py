"""The seeds written anew: other widths, other labels, other marks, the same plan."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import plankit

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOLD = sorted((FIXTURES / "gold").glob("*.json"))
NAMES = tuple(path.stem for path in GOLD)

NUMERALS = [
    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    *("十" + c for c in "一二三四五六七八九"),
    *(a + "十" + b for a in "二三四五六七八九" for b in ("", *"一二三四五六七八九")),
]  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """A numbered unit: its label, and its words in paragraphs, the heading first."""

    label: str
    number: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Body:
    """A plan's own words, without anything around it."""

    title: str
    preamble: tuple[str, ...]
    units: tuple[Unit, ...]

    def paragraphs(self) -> list[str]:
        lines = [self.title, *self.preamble]
        for unit in self.units:
            lines += [unit.label + unit.paragraphs[0], *unit.paragraphs[1:]]
        return lines

    def text(self) -> str:
        return "\n".join(self.paragraphs()) + "\n"


Row = tuple[str, int, "int | None", str, str]


def squeeze(text: str) -> str:
    return "".join(text.split())


def rows(text: str) -> list[Row]:
    """What must stay the same: (kind, level, number, title, text), spaces left out."""
    plan = plankit.parse_text(text, facts=False)
    return [
        (n.kind, n.level, n.number, squeeze(n.title), squeeze(n.text).strip("。"))
        for n in plan.walk()
    ]


def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / "gold" / f"{name}.json").read_text("utf-8"))
    return found


@cache
def body(name: str) -> Body:
    """A seed's plan, cut out by its annotation: one line a paragraph, page numbers taken out."""
    told = gold(name)
    source = (FIXTURES / "seeds" / told["source"]).read_bytes().decode()
    nodes = told["nodes"]
    units = []
    for k, node in enumerate(nodes):
        until = min(node["end"], nodes[k + 1]["start"]) if k + 1 < len(nodes) else node["end"]
        if told.get("splices"):
            raw = re.sub(r"\n\d、", "", source[node["start"] : until])
        else:
            raw = source[node["start"] : until]
        label = node["label"]
        at = re.match(r"\s*".join(map(re.escape, label)), raw)
        assert at is not None, (label, raw[:20])
        words: list[str] = []
        for line in raw[at.end() :].split("\n"):
            line = line.strip(" \u3000\xa0")
            if line and words and words[-1][-1] not in "。：" and node["kind"] == "task":
                words[-1] += line  # the seed's own wrap
            elif line:
                words.append(line)
        units.append(Unit(label, node["number"], tuple(words)))
    plan = plankit.parse(FIXTURES / "seeds" / told["source"], facts=False, script="keep")
    preamble = plan.preamble.text.split("\n") if plan.preamble is not None else []
    return Body(told["title"], tuple(preamble), tuple(units))


# -- line breaks ----------------------------------------------------------------------------------


def columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def points(char: str) -> int:
    return 1


def wrapped(
    paragraphs: list[str],
    width: int,
    measure: Callable[[str], int] = columns,
    indent: str = "",
    between: str = "\n",
) -> str:
    """Every paragraph broken at `width`; `indent` stands before its first line."""
    return between.join("\n".join(_lines(indent + p, width, measure)) for p in paragraphs) + "\n"


def _lines(paragraph: str, width: int, measure: Callable[[str], int]) -> Iterator[str]:
    line, used = "", 0
    for char in paragraph:
        size = measure(char)
        if used + size > width and line:
            yield line
            line, used = "", 0
        line += char
        used += size
    yield line


# -- labels ---------------------------------------------------------------------------------------

Restyle = Callable[[Unit], str]


def relabelled(text: Body, kind: str, make: Restyle) -> Body:
    """The body with the labels of one kind (一、 （一） 1.) made anew."""
    return replace(
        text,
        units=tuple(
            replace(unit, label=make(unit)) if label_kind(unit.label) == kind else unit
            for unit in text.units
        ),
    )


def label_kind(label: str) -> str:
    if re.match(r"[（(]", label):
        return "(一)"
    if label[0].isdigit():
        return "1."
    return "一是" if label.endswith("是") else "一、"


def circled(number: int) -> str:
    if number <= 20:
        return chr(ord("①") + number - 1)
    return chr(ord("㉑") + number - 21) if number <= 35 else chr(ord("㊱") + number - 36)


def full_width(number: int) -> str:
    return str(number).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})


RESTYLED: dict[str, tuple[str, Restyle]] = {
    "1、": ("1.", lambda u: f"{u.number}、"),
    "1．": ("1.", lambda u: f"{u.number}．"),
    "１．": ("1.", lambda u: f"{full_width(u.number)}．"),
    "1 .": ("1.", lambda u: f"{u.number} ."),
    "1. ": ("1.", lambda u: f"{u.number}. "),
    "（1）": ("1.", lambda u: f"（{u.number}）"),
    "(1)": ("1.", lambda u: f"({u.number})"),
    "1)": ("1.", lambda u: f"{u.number})"),
    "①": ("1.", lambda u: circled(u.number)),
    "第1条": ("1.", lambda u: f"第{NUMERALS[u.number]}条 "),
    "(一)": ("(一)", lambda u: f"({NUMERALS[u.number]})"),
    "（一）": ("(一)", lambda u: f"（{NUMERALS[u.number]}）"),
    "（一）、": ("(一)", lambda u: f"（{NUMERALS[u.number]}）、"),
    "〔一〕": ("(一)", lambda u: f"〔{NUMERALS[u.number]}〕"),
    "㈠": ("(一)", lambda u: chr(ord("㈠") + u.number - 1) if u.number < 11 else u.label),
    "第一节": ("(一)", lambda u: f"第{NUMERALS[u.number]}节 "),
    "第一章": ("一、", lambda u: f"第{NUMERALS[u.number]}章 "),
    "第一章 spaced": ("一、", lambda u: f"第{NUMERALS[u.number]}章\u3000"),
    "第一部分": ("一、", lambda u: f"第{NUMERALS[u.number]}部分："),
    "一 ": ("一、", lambda u: f"{NUMERALS[u.number]} "),
    "一．": ("一、", lambda u: f"{NUMERALS[u.number]}．"),
    "一， ": ("一、", lambda u: f"{NUMERALS[u.number]}，"),
    "壹、": ("一、", lambda u: "壹贰叁肆伍陆柒捌玖拾"[u.number - 1] + "、"),
}

# -- marks ----------------------------------------------------------------------------------------

_TO_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_TO_HALF = str.maketrans("，；：！？（）", ",;:!?()")


def full(text: str) -> str:
    """Half-width marks made full, those between digits left."""
    return re.sub(r"(?<![0-9A-Za-z])[,;:!?()]|[,;:!?()](?![0-9A-Za-z])",
                  lambda m: m[0].translate(_TO_FULL), text)  # fmt: skip


def half(text: str) -> str:
    return text.translate(_TO_HALF)
