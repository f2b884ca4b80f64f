"""The viewer page in Chromium: select, find, filter, keys, links, and what must not happen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from test_viewer import HOSTILE

import plankit

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PLAN = """\
某某区教育局2023年工作要点

2023年，全区教育工作的总体要求是：坚持立德树人。

一、2022年工作回顾

1.学位供给扩大。新增学位800个。

二、加强党的建设

2.落实主体责任。制定《党建工作清单》，培训党员300人次以上。（责任单位：组织科）

3.深化作风建设。6月底前完成2所学校巡查。（责任单位：办公室；配合单位：组织科）

三、促进公平发展

4.扩大学位供给。新增学位1200个，&quot;应开尽开&quot;。
"""


class Tab:
    """A page in the browser, with all that it said and asked for."""

    def __init__(self, context: Any, path: Path) -> None:
        self.context, self.path = context, path
        self.page = context.new_page()
        self.page.set_default_timeout(5000)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append("dialog"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def go(self, fragment: str = "") -> Any:
        self.page.goto("about:blank")
        self.requests.clear()
        self.page.goto(self.path.as_uri() + fragment)
        return self.page

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.page.locator(selector).all_inner_texts()
        return found

    @property
    def selected(self) -> str:
        title: str = self.page.locator("#pk-facts h2").inner_text()
        return title


Open = Callable[..., Tab]


@pytest.fixture(scope="module")
def browser(needs: Callable[[str], ModuleType], require_tool: Callable[..., str]) -> Iterator[Any]:
    api = needs("playwright.sync_api")
    chromium = require_tool("chromium", "chromium-browser", "google-chrome")
    with api.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """`open_page(plan)`: its page in a tab; at the end it must have been quiet."""
    tabs: list[Tab] = []

    def show(plan: plankit.WorkPlan, **options: Any) -> Tab:
        path = tmp_path / f"{len(tabs)}.html"
        plan.to_html(path)
        options = {"viewport": {"width": 1400, "height": 900}, **options}
        context = browser.new_context(reduced_motion="reduce", **options)
        tabs.append(Tab(context, path))
        return tabs[-1]

    yield show
    for tab in tabs:
        assert tab.complaints == []
        own = tab.path.as_uri()
        assert all(url.partition("#")[0] == own for url in tab.requests)
        assert tab.requests
        tab.context.close()


@pytest.fixture(scope="module")
def plan() -> plankit.WorkPlan:
    return plankit.parse_text(PLAN, name="plan.txt")


def test_selecting_shows_the_facts_of_what_is_selected(
    open_page: Open, plan: plankit.WorkPlan
) -> None:
    tab = open_page(plan)
    page = tab.go()
    assert tab.selected == plan.title
    page.click("#pk-outline a[href='#2.2']")
    assert tab.selected == "2. 落实主体责任"
    assert tab.texts(".i-q .value") == ["≥ 300 人次"]
    assert tab.texts(".i-o .value") == ["组织科"]
    assert "党建工作清单" in tab.texts(".i-c .value")[0]
    assert page.evaluate("location.hash") == "#2.2"
    # in the text: a fact selects itself and its node
    page.click(".fd:has-text('6月底前')")
    assert tab.selected == "3. 深化作风建设"
    assert tab.texts("#pk-facts .item.now .value") == ["2023-01-01 – 2023-06-30"]
    start, end = plan.find("2.3").dates[0].span
    assert page.evaluate("location.hash") == f"#@{start}-{end}"
    # from the panel back to the text
    page.click(".i-q")
    assert tab.texts(".paper .f.now") == ["2所"]
    page.click("#pk-text .r-heading")
    assert tab.selected == plan.title


def test_links_lead_to_nodes_facts_and_lines(open_page: Open, plan: plankit.WorkPlan) -> None:
    tab = open_page(plan)
    tab.go("#3.4")
    assert tab.selected == "4. 扩大学位供给"
    quantity = plan.find("1.1").quantities[0]
    page = tab.go(f"#@{quantity.span.start}-{quantity.span.end}")
    assert tab.selected == "1. 学位供给扩大"
    assert tab.texts(".paper .f.now") == ["800个"]
    tab.go("#L11")
    assert tab.selected == "2. 落实主体责任"
    for fragment in ("#9.9", "#@99999-100000", "#@x", "#%E0%A4%A", "#L0", "#'\"<"):
        tab.go(fragment)
        assert tab.selected
    page.evaluate("location.hash = '#1.1'")
    page.wait_for_selector("li.on a[href='#1.1']")


def test_keys(open_page: Open, plan: plankit.WorkPlan) -> None:
    tab = open_page(plan)
    page = tab.go()
    walk = ["引言", "一、2022年工作回顾", "1. 学位供给扩大", "二、加强党的建设", "2. 落实主体责任"]
    for title in walk:
        page.keyboard.press("j")
        assert tab.selected == title
    page.keyboard.press("k")
    assert tab.selected == walk[-2]
    page.keyboard.press("]")
    page.keyboard.press("]")
    assert tab.texts(".paper .f.now") == ["300人次以上"]
    page.keyboard.press("[")
    assert tab.texts(".paper .f.now") == ["《党建工作清单》"]
    page.keyboard.press("/")
    page.keyboard.type("jk学位")
    assert page.input_value("#pk-find") == "jk学位"
    page.keyboard.press("Escape")
    assert page.input_value("#pk-find") == ""
    page.keyboard.press("Escape")
    assert tab.selected == plan.title
    page.keyboard.press("l")
    assert "Whole" in page.inner_text("#pk-outline .over").title()
    assert page.get_attribute("html", "lang") == "en"
    page.keyboard.press("?")
    assert page.locator("#pk-keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#pk-keys").is_visible()


def test_finding_goes_on_across_joined_lines(open_page: Open, seeds: list[Path]) -> None:
    tab = open_page(plankit.parse(seeds[1]))
    page = tab.go()
    text = plankit.parse(seeds[1]).source.text
    page.fill("#pk-find", "教育")
    page.wait_for_selector("#pk-found:has-text('/')")
    shown = "p => p.textContent + (p.classList.contains('w') ? '' : '\\n')"
    code = f"[...document.querySelectorAll('.paper p')].map({shown}).join('')"
    joined = page.evaluate(code)
    n = joined.count("教育")
    assert n >= text.count("教育") > 10
    assert page.inner_text("#pk-found") == f"1 / {n}"
    assert page.locator("li.hit").count() > 3
    page.press("#pk-find", "Enter")
    assert page.inner_text("#pk-found") == f"2 / {n}"
    page.press("#pk-find", "Shift+Enter")
    page.press("#pk-find", "Shift+Enter")
    assert page.inner_text("#pk-found") == f"{n} / {n}"
    assert page.evaluate("CSS.highlights.get('pk-found').size") == n
    page.fill("#pk-find", "<b>没有")
    page.wait_for_selector("#pk-found:has-text('无匹配')")


def test_filters_by_kind_owner_and_role(open_page: Open, plan: plankit.WorkPlan) -> None:
    tab = open_page(plan)
    page = tab.go()
    lined = "getComputedStyle(document.querySelector('.fq')).textDecorationLine"
    assert page.evaluate(lined) == "underline"
    page.click(".chip[data-kind=q]")
    assert page.evaluate(lined) == "none"
    assert tab.texts(".i-q") == []
    page.click(".chip[data-kind=q]")
    assert tab.texts(".i-q .value")
    shown = "#pk-outline li:not(.out) > .row a"
    page.select_option("#pk-owner", "组织科")
    assert tab.texts(shown) == ["2.落实主体责任", "3.深化作风建设"]
    page.keyboard.press("Escape")
    page.select_option("#pk-role", "review")
    assert tab.texts(shown) == ["一、2022年工作回顾", "1.学位供给扩大"]
    page.focus("#pk-text")
    page.keyboard.press("Escape")
    assert len(tab.texts(shown)) == len(list(plan.walk())) + 1


def test_diagnostics_and_repairs_lead_to_their_place(
    open_page: Open, plan: plankit.WorkPlan
) -> None:
    tab = open_page(plan)
    page = tab.go()
    page.click("#pk-tab-diagnostics")
    assert page.locator("#pk-diagnostics .item").count() == len(plan.diagnostics) > 0
    page.click("#pk-diagnostics .item:has-text('&quot;') >> nth=0")
    assert tab.texts(".paper .g.now") == ["&quot;"]
    page.hover(".g.fix >> nth=0")
    tip = page.inner_text("#pk-tip")
    assert "&quot;" in tip
    assert '"' in tip.replace("&quot;", "")
    page.hover(".fo >> nth=0")
    assert "责任单位" in page.inner_text("#pk-tip")


def test_messages_are_in_the_language_of_the_page(open_page: Open) -> None:
    text = "工作要点\n一、加强党建\n1.甲工作。\n3.乙工作。\n"
    tab = open_page(plankit.parse_text(text))
    page = tab.go()
    page.click("#pk-tab-diagnostics")
    message = "#pk-diagnostics .item .words"
    assert tab.texts(message) == ["编号3之前缺少编号2"]
    page.hover(".g-warning")
    assert page.inner_text("#pk-tip").split("\n") == ["编号不连续", "编号3之前缺少编号2"]
    page.click("#pk-lang")
    assert tab.texts(message) == ["1.3: 2 is missing before 3"]
    page.hover("#pk-text .r-title >> nth=0")
    page.hover(".g-warning")
    assert "1.3: 2 is missing before 3" in page.inner_text("#pk-tip")


def test_citation_is_copied(open_page: Open, plan: plankit.WorkPlan) -> None:
    tab = open_page(plan, permissions=["clipboard-read", "clipboard-write"])
    page = tab.go("#2.2")
    page.click(".copy")
    page.wait_for_selector(".copy:has-text('引注已复制')")
    told = page.evaluate("navigator.clipboard.readText()")
    assert told == "《某某区教育局2023年工作要点》，二、2.，第 11 行：“落实主体责任”"


def test_a_hostile_document_is_only_text(open_page: Open) -> None:
    plan = plankit.parse_text(HOSTILE, name="<img src=x onerror=alert(9)>")
    tab = open_page(plan)
    page = tab.go()
    smuggled = "img, svg:not(.bar), iframe, .paper script, i, [onclick], [onmouseover]"
    count = f"document.querySelectorAll('{smuggled}').length"
    assert page.evaluate(count) == 0
    for selector in ("#pk-tab-diagnostics", "#pk-tab-facts", "#pk-lang", "#pk-theme"):
        page.click(selector)
    for _ in range(8):
        page.keyboard.press("j")
        page.keyboard.press("]")
    page.fill("#pk-find", "<script>")
    page.wait_for_selector("#pk-found:has-text('/')")
    assert page.inner_text("#pk-found") == "1 / 2"
    for mark in page.locator(".paper .f, .paper .g").all()[:12]:
        mark.hover()
    assert page.evaluate(count) == 0
    assert "<script>alert(1)</script>" in page.inner_text("#pk-text")
    assert page.evaluate("document.scripts.length") == 2


def test_the_page_refuses_what_it_did_not_bring(open_page: Open, plan: plankit.WorkPlan) -> None:
    """Were something of a document ever to become markup, the policy would not let it act."""
    tab = open_page(plan)
    smuggled = "<script>document.title = 1</script><img src=x onerror='document.title = 1'>"
    more = "<style>main { display: none }</style><img src='https://example.com/x.png'>"
    page_text = tab.path.read_text(encoding="utf-8").replace("</main>", f"{smuggled}{more}</main>")
    tab.path.write_text(page_text, encoding="utf-8")
    page = tab.go()
    assert page.title() == plan.title
    assert page.locator("main").is_visible()
    assert sum("Content Security Policy" in said for said in tab.complaints) >= 4
    tab.complaints.clear()
    # the browser reports the pictures as asked for, and as refused
    tab.requests = [url for url in tab.requests if url.startswith(tab.path.as_uri())]


def test_dark_phone_and_paper(open_page: Open, plan: plankit.WorkPlan, tmp_path: Path) -> None:
    def luminance(page: Any, selector: str, what: str) -> float:
        code = f"getComputedStyle(document.querySelector('{selector}')).{what}"
        red, green, blue = (int(v) for v in page.evaluate(code)[4:-1].split(",")[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark = open_page(plan, color_scheme="dark")
    page = dark.go("#2.2")
    assert luminance(page, "main", "backgroundColor") < 60 < luminance(page, "main", "color")
    assert len(page.screenshot()) > 10_000
    page.click("#pk-theme")
    assert luminance(page, "main", "backgroundColor") > 200 > luminance(page, "main", "color")
    page.emulate_media(media="print")
    assert not page.locator("#pk-outline").is_visible()
    assert page.locator("#pk-text").is_visible()

    phone = open_page(plan, viewport={"width": 360, "height": 740}, has_touch=True)
    page = phone.go()
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 360
    assert not page.locator("#pk-outline").is_visible()
    page.click("[data-show=left]")
    page.click("#pk-outline a[href='#2.3']")
    assert page.locator("[id='2.3']").is_visible()
    page.click("[data-show=right]")
    assert phone.selected == "3. 深化作风建设"
    assert page.evaluate(wide) <= 360
    page.tap(".i-q")
    assert page.locator(".f.now").is_visible()
    assert len(page.screenshot()) > 10_000


def test_a_long_plan_opens_fast_and_links_land(open_page: Open) -> None:
    filler = "深化教育改革，建设高质量体系，培训教师300人次，6月底前完成《实施方案》，落实“双减”。"
    lines = ["某某区教育局2023年工作要点", ""]
    for k in range(1, 221):
        lines.append(f"{k}.推进第{k}项改革任务。" + filler * 7)
    plan = plankit.parse_text("\n".join(lines))
    assert len(plan.source.text.encode()) > 180_000
    tab = open_page(plan)
    start = time.perf_counter()
    page = tab.go()
    page.wait_for_selector("#pk-facts h2")
    took = time.perf_counter() - start
    assert took < 5  # about 0.5 s where it was measured; machines differ
    for node in (plan.tasks[150], plan.tasks[3], plan.tasks[-1]):
        page.evaluate(f"location.hash = '#{node.id}'")
        page.wait_for_selector(f"li.on a[href='#{node.id}']")
        page.wait_for_timeout(150)
        top = page.evaluate(f"document.getElementById('{node.id}').getBoundingClientRect().top")
        assert 60 < top < 300
    # the text is not rendered anew by selecting
    page.evaluate("document.querySelector('.paper p').dataset.same = '1'")
    page.keyboard.press("k")
    page.click(".chip[data-kind=d]")
    assert page.evaluate("document.querySelector('.paper p').dataset.same") == "1"
