from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.exchange.project_names import DEFAULT_LEGEND, level_of, name_key, phases, read_name


@pytest.mark.parametrize(
    ("text", "name", "marks", "former"),
    [
        ("★烟叶复烤技改项目", "烟叶复烤技改项目", ("★",), None),
        ("■ 1、乐园镇\n小学", "乐园镇小学", ("■",), None),
        ("（3）花坪镇 道路", "花坪镇道路", (), None),
        ("2020年老旧小区改造", "2020年老旧小区改造", (), None),
        ("学前教育项目（一期）", "学前教育项目（一期）", (), None),
        ("新名称项目（原老名称项目）", "新名称项目", (), "老名称项目"),
        ("新名称项目（原名：老名称项目（一期））", "新名称项目", (), "老名称项目（一期）"),
        ("粮库（原址）", "粮库（原址）", (), None),
    ],
)
def test_a_name_is_freed_of_marks_and_numbers(
    text: str, name: str, marks: tuple[str, ...], former: str | None
) -> None:
    read = read_name(text)

    assert (read.name, read.marks, read.former) == (name, marks, former)


def test_marks_mean_levels() -> None:
    def level(*marks: str) -> str:
        return level_of(marks, DEFAULT_LEGEND, star_means_city_too=True)

    assert [level("★"), level("■"), level()] == ["省、市、区", "市、区", "区"]
    assert level_of(("★",), DEFAULT_LEGEND, star_means_city_too=False) == "省、区"


@pytest.mark.parametrize(
    "name",
    ["学前教育项目", "浈江区学前教育项目", "韶关市浈江区学前教育项目", "广东省韶关市浈江区学前教育项目"],
)
def test_the_district_before_a_name_does_not_matter(name: str) -> None:
    assert name_key(name, "浈江区") == "学前教育项目"


def test_parts_are_told_apart_however_they_are_written() -> None:
    assert phases("道路工程（一期）") == phases("道路工程1期")
    assert phases("道路工程一期") != phases("道路工程二期")
    assert phases("道路工程") != phases("道路工程二期")


@given(st.text(max_size=40))
def test_reading_a_name_twice_is_reading_it_once(text: str) -> None:
    name = read_name(text)
    if name.former is None and not name.marks:
        assert read_name(name.name).name == read_name(read_name(name.name).name).name
