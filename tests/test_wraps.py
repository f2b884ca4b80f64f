"""Hard wraps: which line breaks are a page's and which a paragraph's."""

from __future__ import annotations

import pytest
import restyling

from plankit.page import SOFT, Page
from plankit.pages.wraps import characters, columns, columns_unnarrowed, find_wraps
from plankit.source import Source

WORDS = "认真学习党的创新理论,推动各项工作落到实处,努力办好人民满意的教育,取得新的成效"
LONG = WORDS * 3 + "。"


def page_of(text: str) -> Page:
    page = Page(Source(text=text))
    find_wraps(page)
    return page


def paragraphs(text: str) -> list[str]:
    """The paragraphs as joined; an undecided break is shown as ¦."""
    return page_of(text).body().string.replace(SOFT, "¦").split("\n")


# widths at which no paragraph's last line happens to be full
@pytest.mark.parametrize("width", [20, 41, 56])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_paragraphs_come_back(width: int, indent: str) -> None:
    wanted = [LONG, WORDS + "。", LONG, "短句。", LONG]
    assert paragraphs(restyling.wrapped(wanted, width, indent=indent)) == wanted


def test_text_that_is_not_wrapped_is_left() -> None:
    text = "\n".join([LONG, "一、加强党建", LONG, "二、抓好教学", LONG])
    page = page_of(text)
    assert page.wrapped is None
    assert page.body().string == text


def test_a_list_of_short_names_is_left() -> None:
    text = "\n".join(["东关学校", "西关学校", "南关学校", "北关学校", "城关学校", "河西学校"])
    assert paragraphs(text) == text.split("\n")


def test_a_label_behind_a_full_line_is_undecided() -> None:
    width = 40
    heading = "一、" + WORDS[:18]
    assert columns(heading) == width - 1  # one column is left, and no character fits
    text = restyling.wrapped([LONG, heading, "（一）加强党建。" + LONG, LONG], width)
    assert f"{heading}¦（一）加强党建" in "\n".join(paragraphs(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("到2025年新增学位1", "2万个"),
        ("推进工作。（十", "一）加强党建"),
        ("推进工作。(二", ")加强党建"),
        ("推进工作，做到三", "是抓好落实"),
    ],
)
def test_labels_and_numbers_cut_in_two(before: str, after: str) -> None:
    width = 40
    room = width - columns(before)
    lead = (WORDS * 2)[: room // 2] if room % 2 == 0 else "x" + (WORDS * 2)[: room // 2]
    while columns(lead + before) > width:
        lead = lead[:-1]
    lead += "x" * (width - columns(lead + before))
    text = restyling.wrapped([LONG, LONG], width) + f"{lead}{before}\n{after}\n"
    assert paragraphs(text)[-1] == lead + before + after


def test_latin_words() -> None:
    whole = restyling.wrapped([LONG, LONG], 40)
    line = WORDS[:16]
    room = 40 - columns(line)
    cut = "x" * room
    assert paragraphs(f"{whole}{line}{cut}\nyz等\n")[-1] == f"{line}{cut}yz等"
    kept = "x" * (room - 1)
    assert paragraphs(f"{whole}{line}{kept}\nyzzz等\n")[-1] == f"{line}{kept} yzzz等"


def test_measures() -> None:
    assert [f("甲,乙1") for f in (columns, columns_unnarrowed, characters)] == [6, 7, 4]
    assert columns("“·—①") == 8


def test_a_sign_off_is_no_end_of_a_paragraph() -> None:
    width = 40
    full = (WORDS * 3)[:19] + "。"
    assert columns(full) in (width - 1, width)
    wrapped = restyling.wrapped([LONG, LONG, LONG], width)
    found = paragraphs(f"{wrapped}{full}\n平湖区教育局\n2024年3月1日\n")
    assert found[-2:] == ["平湖区教育局", "2024年3月1日"]


def test_a_list_set_narrower_without_its_indent() -> None:
    steps = [f"（{k}）" + WORDS[k:] + WORDS[: 20 + k] + "。" for k in range(1, 10)]
    text = restyling.wrapped([LONG] * 9, 60) + restyling.wrapped(steps, 50)
    assert paragraphs(text)[9:] == steps


def test_a_decimal_cut_behind_its_dot_is_joined() -> None:
    width = 56
    head = "全市人均地区生产总值从去年的五点六万元增加到今年年末约" + "7."
    assert columns(head) <= width < columns(head + "8")
    wide = LONG.replace(",", "，")
    text = restyling.wrapped([wide, wide], width) + f"{head}\n8万元，增长两成。"
    assert paragraphs(text)[-1] == head + "8万元，增长两成。"


def test_headings_of_like_length_above_indented_paragraphs_are_no_narrower_list() -> None:
    wanted: list[str] = []
    for k in range(12):
        wanted += ["（一）" + WORDS[k : k + 19].replace(",", "和"), LONG]
    text = restyling.wrapped(wanted, 54, indent="\u3000\u3000")
    assert paragraphs(text) == wanted
