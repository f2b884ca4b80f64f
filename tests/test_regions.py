"""Regions: the table of divisions, the names in it, and the region of a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plankit.agencies import agencies
from plankit.gazetteer import gazetteer
from plankit.regions import Ambiguity, Evidence, Kind, by_name, find_region, lookup

KINDS = get_args(Kind)

# -- the table ------------------------------------------------------------------------------------


def test_a_code_stands_for_one_name_at_a_time() -> None:
    by_code = defaultdict(list)
    for place in gazetteer():
        by_code[place.code].append(place)
    for places in by_code.values():
        for one in places:
            for other in places:
                if one is not other and (one.since or 0) <= (other.since or 0):
                    # they may meet in the year of the change
                    assert (one.until or 9999) <= (other.since or 0), (one, other)


def test_every_place_has_those_above_it() -> None:
    places = list(gazetteer())
    spans = defaultdict(list)
    for place in places:
        spans[place.code].append((place.since or 0, place.until or 9999))
    for place in places:
        level = {"0000": "province", "00": "city"}
        expected = level.get(place.code[2:]) or level.get(place.code[4:]) or "county"
        assert place.level == expected
        assert (place.parent == "") == (place.level == "province")
        above = gazetteer().above(place)
        if place.level != "province":
            assert above[-1] == place.code[:2] + "0000"
        for code in above:
            # in force for the whole of the place's time
            begin = min(since for since, _ in spans[code])
            end = max(until for _, until in spans[code])
            assert begin <= (place.since or 0), place
            assert (place.until or 9999) <= end, place


def test_successors_exist_and_begin_in_time() -> None:
    for place in gazetteer():
        assert not place.successors or place.until is not None, place
        for code in place.successors:
            later = lookup(code)
            assert later is not None, place
            assert (later.since or 0) <= (place.until or 0), place


def test_dates_are_of_the_table_s_years() -> None:
    for place in gazetteer():
        assert place.since is None or 2010 <= place.since <= 2026
        assert place.until is None or 2010 <= place.until <= 2026
        assert (place.since or 0) <= (place.until or 9999)


@pytest.mark.parametrize(
    ("year", "provinces", "cities", "counties"),
    # as the ministry counts at the end of the year, with Hong Kong, Macau and Taiwan
    [
        (2010, 34, 333, 2856),
        (2012, 34, 333, 2852),
        (2013, 34, 333, 2853),
        (2015, 34, 334, 2850),
        (2016, 34, 334, 2851),
        (2018, 34, 333, 2851),
        (2019, 34, 333, 2846),
        (2020, 34, 333, 2844),
        (2022, 34, 333, 2843),
        (2023, 34, 333, 2844),
    ],
)
def test_as_many_divisions_as_the_ministry_counts(
    year: int, provinces: int, cities: int, counties: int
) -> None:
    found = Counter(p.level for p in gazetteer() if p.in_force(year) and p.until != year)
    assert (found["province"], found["city"], found["county"]) == (provinces, cities, counties)


def test_marks_and_zones_point_at_places() -> None:
    words = agencies()
    for codes in words.marks.values():
        assert all(code == "000000" or lookup(code) is not None for code in codes)
    assert all(lookup(code) is not None for _, code in words.zones)


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("崇明", 2014, ["310230"]),
        ("崇明", 2016, ["310151", "310230"]),
        ("崇明", 2022, ["310151"]),
        ("崇明区", 2014, []),
        ("密云", 2014, ["110228"]),
        ("密云", 2020, ["110118"]),
        ("蓟州区", None, ["120119"]),
        ("莱芜", 2018, ["371200", "370116"]),
        ("莱芜", 2022, ["370116"]),
        ("江干区", 2020, ["330104"]),
        ("江干区", 2023, []),
        ("临平", 2023, ["330113"]),
        ("海门", 2019, ["320684"]),
        ("海门", 2022, ["320614"]),
        ("崇川区", 2019, ["320602"]),
        ("崇川区", 2023, ["320613"]),
        ("戚墅堰区", 2014, ["320405"]),
        ("浑南区", 2015, ["210112"]),
        ("错那市", 2024, ["540581"]),
        ("和康县", 2025, ["653228"]),
        ("渝北区", 2026, []),
        ("两江新区", 2026, ["500157"]),
        ("恩施", None, ["422800", "422801"]),
        ("恩施州", None, ["422800"]),
        ("内蒙古", None, ["150000"]),
        ("广西自治区", None, ["450000"]),
        ("石柱县", 2020, ["500240"]),
        ("神农架", 2020, ["429021"]),
        ("通州区", 2020, ["110112", "320612"]),
        ("和平区", 2020, ["120101", "210102"]),
        ("沙", 2020, []),
        ("", None, []),
    ],
)
def test_by_name(name: str, year: int | None, codes: list[str]) -> None:
    assert [place.code for place in by_name(name, year)] == codes


def test_lookup() -> None:
    county = lookup("310230")
    assert county is not None
    assert (county.name, county.until, county.successors) == ("崇明县", 2016, ("310151",))
    assert lookup("000000") is None
    assert lookup("") is None


# -- the region of a document ---------------------------------------------------------------------


def read_cases() -> Iterator[object]:
    text = (Path(__file__).parent / "cases" / "regions.txt").read_text(encoding="utf-8")
    for number, block in enumerate(text.split("\n\n")[1:]):
        head, *lines, expected = block.strip().split("\n")
        name, _, year = head.rpartition(" ")
        pieces = []
        for line in lines:
            kind, _, words = line.strip().partition(": ")
            pieces.append(Evidence(words.replace("\\n", "\n"), cast(Kind, kind)))
        when = None if year == "(-)" else int(year.strip("()"))
        yield pytest.param(when, pieces, expected.strip().removeprefix("= "), id=f"{number} {name}")


@pytest.mark.parametrize(("year", "pieces", "expected"), list(read_cases()))
def test_find_region(year: int | None, pieces: list[Evidence], expected: str) -> None:
    region, _ = find_region(pieces, year)
    found = "- //"
    if region is not None:
        names = "/".join(name or "" for name in (region.province, region.city, region.county))
        found = f"{region.code or '-'} {names}"
    assert found == expected


@pytest.mark.parametrize(
    ("seed", "year", "code"),
    [
        ("000", 2022, "310151"),
        ("001", 2023, "320600"),
        ("003", 2022, "500106"),
        ("004", 2021, "510114"),
    ],
)
def test_the_running_text_alone_names_its_place(seed: str, year: int, code: str) -> None:
    [path] = (Path(__file__).parent.parent / "fixtures" / "seeds").glob(f"{seed}_*.txt")
    region, _ = find_region([Evidence(path.read_text(encoding="utf-8"), "body")], year)
    assert region is not None
    assert region.code == code


def test_open_names_are_told() -> None:
    region, open_ = find_region([Evidence("鼓楼区教育局", "issuer")], 2022)
    assert region is not None
    assert region.code is None
    [ambiguity] = open_
    assert (ambiguity.name, ambiguity.reason) == ("鼓楼区", "several")
    assert sorted(place.code for place in ambiguity.candidates) == [
        "320106",
        "320302",
        "350102",
        "410204",
    ]


def test_blanked_names_are_told() -> None:
    _, open_ = find_region([Evidence("南通市XX区2023年教育工作要点", "title")], 2023)
    assert [(a.name, a.reason) for a in open_] == [("XX区", "blanked")]


def test_names_never_given_are_told() -> None:
    body = "瞄准“南通领先，江苏一流”的目标，办好全区教育，推进全区各校发展。"
    region, open_ = find_region([Evidence(body, "body")], 2023)
    assert region is not None
    assert (region.code, region.city) == ("320600", "南通市")
    assert open_ == [Ambiguity("", (), "unnamed")]


def test_settled_names_tell_nothing() -> None:
    assert find_region([Evidence("南京市鼓楼区教育局", "issuer")], 2022)[1] == []


PIECES = st.builds(
    Evidence,
    st.lists(
        st.sampled_from(
            [
                *"省市区县州旗盟教委沪宁X某 年《》：1150",
                "鼓楼",
                "南京市",
                "江苏",
                "教育",
                "全区",
                "国务院",
            ]
        )
        | st.text(max_size=4),
        max_size=20,
    ).map("".join),
    st.sampled_from(KINDS),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=5), st.none() | st.integers(2005, 2030))
def test_any_text_gives_a_region_that_holds_together(
    pieces: list[Evidence], year: int | None
) -> None:
    region, open_ = find_region(pieces, year)
    assert find_region(pieces, year) == (region, open_)
    if region is None:
        return
    assert region.province or region.county
    if region.code is not None:
        place = lookup(region.code)
        assert place is not None
        assert (region.county or region.city or region.province) in {
            p.name for p in gazetteer() if p.code == region.code
        }
    else:
        assert region.county
        assert open_
