"""The seeds restyled and re-wrapped: the tree stays the same."""

from __future__ import annotations

import pytest
import restyling
from restyling import RESTYLED, Row

WIDTHS = [*range(8, 40), *range(40, 121, 5), 41, 52, 56, 58, 62, 66, 70, 72, 76, 78, 84, 119]


def first_difference(wanted: list[Row], got: list[Row]) -> str:
    """Where two trees part, in words; empty where they do not."""
    for k, (a, b) in enumerate(zip(wanted, got, strict=False)):
        if a != b:
            return f"node {k}: {shown(a)}\n   became {shown(b)}"
    if len(wanted) != len(got):
        return f"{len(wanted)} nodes became {len(got)}"
    return ""


def shown(row: Row) -> str:
    kind, level, number, title, text = row
    return f"{kind} {level} {number} {title[:40]!r} {text[:12]!r}…{text[-12:]!r}"


@pytest.mark.parametrize("name", restyling.NAMES)
def test_the_body_alone_is_read_as_the_annotation_has_it(name: str) -> None:
    told = restyling.gold(name)
    simplified = told.get("titles_simplified")
    wanted = [
        (
            n["kind"],
            n["level"],
            n["number"],
            restyling.squeeze(simplified[str(n["start"])] if simplified else n["title"]),
        )
        for n in told["nodes"]
    ]
    assert [row[:4] for row in restyling.rows(restyling.body(name).text())] == wanted


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["touching", "spaced"])
@pytest.mark.parametrize(
    "indent", ["", "\u3000\u3000", "    "], ids=["flush", "indented", "blanks"]
)
@pytest.mark.parametrize("measure", [restyling.columns, restyling.points])
@pytest.mark.parametrize("name", restyling.NAMES)
def test_wrapped(name: str, measure, indent: str, between: str) -> None:  # type: ignore[no-untyped-def]
    body = restyling.body(name)
    wanted = restyling.rows(body.text())
    bad = {}
    # the harder half of the layouts is tried at every width, the others at some
    for width in WIDTHS if not indent and between == "\n" else WIDTHS[::4]:
        text = restyling.wrapped(body.paragraphs(), width, measure, indent, between)
        difference = first_difference(wanted, restyling.rows(text))
        if difference:
            bad[width] = difference
    assert not bad


@pytest.mark.parametrize("name", restyling.NAMES)
def test_wrapped_with_a_blank_line_behind_every_line(name: str) -> None:
    body = restyling.body(name)
    wanted = restyling.rows(body.text())
    for width in (40, 56, 76):
        text = restyling.wrapped(body.paragraphs(), width).replace("\n", "\n\n")
        assert not first_difference(wanted, restyling.rows(text)), width


@pytest.mark.parametrize("name", restyling.NAMES)
def test_wrapped_and_the_indent_lost(name: str) -> None:
    """First lines are two characters shorter than the others, and nothing shows why."""
    body = restyling.body(name)
    wanted = restyling.rows(body.text())
    bad = {}
    for width in WIDTHS:
        if width < 16:
            continue
        text = restyling.wrapped(body.paragraphs(), width, indent="\u3000\u3000")
        text = text.replace("\u3000\u3000", "")
        difference = first_difference(wanted, restyling.rows(text))
        if difference:
            bad[width] = difference
    assert not bad


@pytest.mark.parametrize("restyle", RESTYLED)
@pytest.mark.parametrize("name", restyling.NAMES)
def test_labels_restyled(name: str, restyle: str) -> None:
    kind, make = RESTYLED[restyle]
    body = restyling.body(name)
    again = restyling.relabelled(body, kind, make)
    if again == body:
        return  # a plan without labels of the kind
    wanted = restyling.rows(body.text())
    assert not first_difference(wanted, restyling.rows(again.text()))


@pytest.mark.parametrize("restyle", ["1、", "（1）", "①", "（一）", "㈠", "第一章", "壹、"])
@pytest.mark.parametrize("name", restyling.NAMES)
def test_labels_restyled_and_wrapped(name: str, restyle: str) -> None:
    kind, make = RESTYLED[restyle]
    body = restyling.body(name)
    wanted = restyling.rows(body.text())
    again = restyling.relabelled(body, kind, make)
    for width in (30, 44, 56, 72):
        text = restyling.wrapped(again.paragraphs(), width)
        assert not first_difference(wanted, restyling.rows(text)), width


@pytest.mark.parametrize("swap", [restyling.full, restyling.half], ids=["full", "half"])
@pytest.mark.parametrize("name", restyling.NAMES)
def test_marks_swapped(name: str, swap) -> None:  # type: ignore[no-untyped-def]
    body = restyling.body(name)

    def swapped(rows: list[Row]) -> list[Row]:
        return [(k, level, n, swap(title), swap(text)) for k, level, n, title, text in rows]

    wanted = swapped(restyling.rows(body.text()))
    text = swap(body.text())
    assert not first_difference(wanted, swapped(restyling.rows(text)))
    lines = [swap(p) for p in body.paragraphs()]
    for width in (38, 56, 74):
        got = swapped(restyling.rows(restyling.wrapped(lines, width)))
        assert not first_difference(wanted, got), width


@pytest.mark.parametrize("name", restyling.NAMES)
def test_narrowed_after_wrapping(name: str) -> None:
    """Lines are cut with full-width marks, which are made half-width later."""
    body = restyling.body(name)
    lines = [restyling.full(p) for p in body.paragraphs()]
    wanted = restyling.rows("\n".join(restyling.half(line) for line in lines) + "\n")
    for width in (38, 56, 74):
        text = restyling.half(restyling.wrapped(lines, width))
        assert not first_difference(wanted, restyling.rows(text)), width


@pytest.mark.parametrize("name", restyling.NAMES)
def test_all_line_breaks_removed(name: str) -> None:
    body = restyling.body(name)
    wanted = restyling.rows(body.text())
    assert not first_difference(wanted, restyling.rows("".join(body.paragraphs())))
