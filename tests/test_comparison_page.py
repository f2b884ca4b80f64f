"""The page of a comparison stands by itself, and text stays text in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from plan_pairs import HOSTILE, NEW, OLD, pair_of

import plankit
from plankit.comparison import Comparison, compare


@pytest.fixture(scope="module")
def years() -> Comparison:
    return compare(plankit.parse_text(OLD), plankit.parse_text(NEW))


# -- the page -------------------------------------------------------------------------------------


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_hostile_text_stays_text() -> None:
    found = pair_of(HOSTILE, HOSTILE.replace("做好", "抓好").replace("alert(2)", "alert('3')"))
    for page in (found.to_html(), found._repr_html_()):
        parser = _Checker()
        parser.feed(page)
        assert "img" not in parser.tags
        assert parser.tags.count("script") == page.count("default-src 'none'")
        assert not [name for name, _ in parser.attributes if name.startswith("on")]


def test_page_stands_by_itself(years: Comparison, tmp_path: Path) -> None:
    page = years.to_html(tmp_path / "c.html")
    assert (tmp_path / "c.html").read_text(encoding="utf-8") == page
    parser = _Checker()
    parser.feed(page)
    assert not [v for name, v in parser.attributes if name in ("src", "style")]
    assert all(v.startswith("#") for name, v in parser.attributes if name == "href")
    ids = [v for name, v in parser.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {v[1:] for name, v in parser.attributes if name == "href"}
    assert links <= set(ids)
    assert "<del>2022</del>" in page
    assert "<ins>2023</ins>" in page
    assert re.search(r"script-src 'sha256-[\w+/]{43}='", page)


def test_language(years: Comparison) -> None:
    assert 'data-ui="en"' in years.to_html(language="en")
    with pytest.raises(ValueError, match="language is"):
        years.to_html(language="fr")  # type: ignore[arg-type]
