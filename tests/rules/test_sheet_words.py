"""The words around a sheet."""

from __future__ import annotations

import datetime

import pytest

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.ledger_sheet import _numeral
from fgj_desktop.rules.sheet_words import district_of, filling_day, sheet_title
from fgj_desktop.store.rows import Row
from tests.rules.conftest import MakeRow

SEPTEMBER = Month(2021, 9)


@pytest.mark.parametrize(
    ("office", "district"),
    [
        ("浈江区发展和改革局", "浈江区"),
        ("武江区发改局", "武江区"),
        ("南雄市发展改革局", "南雄市"),
        ("某办公室", "某办公室"),
        ("", ""),
    ],
)
def test_the_district_is_the_office_without_bureau(office: str, district: str) -> None:
    assert district_of(office) == district


@pytest.mark.parametrize(
    ("month", "today", "day"),
    [
        (SEPTEMBER, datetime.date(2026, 11, 22), datetime.date(2021, 10, 8)),
        (SEPTEMBER, datetime.date(2021, 10, 12), datetime.date(2021, 10, 12)),
        (SEPTEMBER, datetime.date(2021, 9, 29), datetime.date(2021, 10, 8)),
        (Month(2021, 12), datetime.date(2026, 1, 1), datetime.date(2022, 1, 3)),
        (Month(2021, 7), datetime.date(2026, 1, 1), datetime.date(2021, 8, 2)),
    ],
)
def test_the_filling_day(month: Month, today: datetime.date, day: datetime.date) -> None:
    assert filling_day(month, today) == day


def test_the_title_names_a_reserve_year_that_all_rows_share(bond: MakeRow) -> None:
    ledger = ledger_named("bond_reserve")
    rows = [bond(1, reserve_year=2022), bond(2, reserve_year=2022)]
    assert sheet_title(ledger, SEPTEMBER, "浈江区发改局", rows) == "浈江区2022年地方政府专项债券储备项目台账"
    mixed = [*rows, bond(3, reserve_year=2023)]
    assert sheet_title(ledger, SEPTEMBER, "浈江区发改局", mixed) == "浈江区地方政府专项债券储备项目台账"


def test_the_title_names_the_year_of_the_rows_where_they_have_one_of_their_own() -> None:
    ledger = ledger_named("town_score")
    rows = [Row(number, {"year": 2020}, frozenset()) for number in (1, 2)]
    assert sheet_title(ledger, SEPTEMBER, "浈江区发改局", rows) == "浈江区2020年镇办工作绩效评价得分明细表"
    mixed = [*rows, Row(3, {"year": 2021}, frozenset())]
    assert sheet_title(ledger, SEPTEMBER, "浈江区发改局", mixed) == "浈江区镇办工作绩效评价得分明细表"


def test_groups_are_numbered_in_chinese() -> None:
    assert [_numeral(number) for number in (1, 9, 10, 11, 20, 32)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "三十二",
    ]
