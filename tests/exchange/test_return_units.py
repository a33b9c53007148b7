"""Whose a file is, told by its name."""

from __future__ import annotations

import pytest

from fgj_desktop.exchange.return_units import UnitGuess, UnitNames
from fgj_desktop.store.rows import Row

ROWS = {
    1: ("浈江区教育局", "区教育局", "教育局、区教体局"),
    2: ("浈江区卫生健康局", "区卫健局", None),
    3: ("浈江区水务局", "区水务局", None),
    4: ("乐园镇人民政府", "乐园镇", None),
    5: ("浈江区住房和城乡建设管理局", "区住建管理局", None),
    6: ("市生态环境局浈江分局", "浈江生态环境分局", None),
    7: ("区委办公室", "区委办", None),
    8: ("区政府办公室", "区府办", None),
}


def names(asked: frozenset[int] = frozenset()) -> UnitNames:
    found = UnitNames(asked, {unit: short for unit, (_, short, _) in ROWS.items()})
    found.add(
        Row(unit, {"name": name, "short_name": short, "aliases": other}, frozenset())
        for unit, (name, short, other) in ROWS.items()
    )
    return found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("区教育局—新型城镇化半月进展填报表（2021年9月下半月）.xlsx", 1),
        ("附件2：任务清单（教育局）(1).xlsx", 1),
        ("９月下半月　乐园镇　最终2.xls", 4),
        ("卫健局9.30.xlsx", 2),
        ("城镇化进展-卫生健康局.docx", 2),
        ("住建局最终版.xlsx", 5),
        ("浈江区水务局 新型城镇化.xlsx", 3),
        ("生态环境分局.xlsx", 6),
    ],
)
def test_a_unit_is_known_by_any_of_its_names(text: str, unit: int) -> None:
    assert names().named_in(text).units == (unit,)


@pytest.mark.parametrize(
    "text", ["新建 Microsoft Excel 工作表.xlsx", "汇总(2).xlsx", "城镇化工作.xlsx", "1.xlsx"]
)
def test_a_name_that_says_nothing_names_nobody(text: str) -> None:
    assert names().named_in(text) == UnitGuess()


def test_two_units_in_a_name_are_two() -> None:
    assert names().named_in("区教育局、区水务局合报.xlsx").units == (1, 3)


def test_words_that_two_units_may_mean_are_doubtful_unless_one_was_asked() -> None:
    guess = names().named_in("办公室.xlsx")
    assert guess.units == ()
    found = UnitNames(frozenset(), {})
    found.add([Row(1, {"name": "区教育局"}, frozenset()), Row(2, {"name": "市教育局"}, frozenset())])
    doubtful = found.named_in("教育局.xlsx")
    assert (doubtful.doubtful, doubtful.text) == ((1, 2), "教育局")
    asked = UnitNames(frozenset({2}), {})
    asked.add([Row(1, {"name": "区教育局"}, frozenset()), Row(2, {"name": "市教育局"}, frozenset())])
    assert asked.named_in("教育局.xlsx").units == (2,)
