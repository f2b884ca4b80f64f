"""The page of a comparison in Chromium: filters, search, language, and what must not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from plan_pairs import HOSTILE, NEW, OLD

import plankit

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def browser(needs: Callable[[str], ModuleType], require_tool: Callable[..., str]) -> Iterator[Any]:
    api = needs("playwright.sync_api")
    chromium = require_tool("chromium", "chromium-browser", "google-chrome")
    with api.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`show(a, b)`: their comparison in a tab, which must stay quiet and ask for nothing else."""
    complaints: list[str] = []
    requests: list[str] = []
    path = tmp_path / "c.html"

    def open_page(a: str, b: str, **options: Any) -> Any:
        plankit.compare(plankit.parse_text(a), plankit.parse_text(b)).to_html(path)
        page = browser.new_page(**options)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append("dialog"))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    assert complaints == []
    assert requests == [path.as_uri()]


def visible(page: Any) -> list[str]:
    found: list[str] = page.locator(".pair:visible").evaluate_all(
        "pairs => pairs.map(pair => pair.dataset.status)"
    )
    return found


def test_filter_and_search(show: Callable[..., Any]) -> None:
    page = show(OLD, NEW)
    assert len(visible(page)) == 9
    page.locator("button[data-status=split]").click()
    assert visible(page) == ["split"]
    assert page.locator("#shown").inner_text() == "1 / 9"
    page.locator("button[data-status=merged]").click()
    assert visible(page) == ["split", "merged"]
    # headings of chapters without a visible task go too
    assert page.locator("#tasks-list h3:visible").all_inner_texts() == ["办好义务教育"]
    page.locator("button[data-status=split]").click()
    page.locator("button[data-status=merged]").click()  # none left: all again
    assert len(visible(page)) == 9
    page.locator("#search").fill("晨读 十分钟")
    assert visible(page) == ["moved"]
    page.locator("#search").fill("没有这样的话")
    assert visible(page) == []
    assert page.locator("#nothing").is_visible()


def test_a_link_shows_its_task(show: Callable[..., Any]) -> None:
    page = show(OLD, NEW)
    page.locator("button[data-status=new]").click()
    page.locator("tr.d-raised a").click()
    assert page.locator("#u-b-1\\.1").is_visible()


def test_language(show: Callable[..., Any]) -> None:
    page = show(OLD, NEW)
    assert page.locator("button[data-status=kept]").inner_text() == "保留 3"
    page.locator("button[data-language]").click()
    assert page.locator("button[data-status=kept]").inner_text() == "kept 3"
    assert page.locator("#search").get_attribute("placeholder") == "Search the tasks"
    assert page.evaluate("document.documentElement.lang") == "en"


def test_phone_and_dark(show: Callable[..., Any]) -> None:
    page = show(OLD, NEW, viewport={"width": 360, "height": 740}, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(","))) < 150
    # more than colour tells a difference
    assert "line-through" in page.evaluate("getComputedStyle($('del')).textDecorationLine".replace(
        "$", "document.querySelector"))  # fmt: skip
    assert "underline" in page.evaluate("getComputedStyle($('ins')).textDecorationLine".replace(
        "$", "document.querySelector"))  # fmt: skip


def test_hostile_text(show: Callable[..., Any]) -> None:
    page = show(f"一、重点工作\n\n{HOSTILE}", f"一、重点工作\n\n{HOSTILE.replace('做好', '抓好')}")
    assert "<script>alert(1)</script>" in page.locator(".pair").first.inner_text()
