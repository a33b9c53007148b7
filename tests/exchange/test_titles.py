from __future__ import annotations

import pytest

from fgj_desktop.exchange.titles import TitleBook, stable_title, title_book
from fgj_desktop.ledgers import LEDGERS, Ledger
from fgj_desktop.ledgers.period import Month
from tests.store.test_half_months import TASK

SEPTEMBER = Month(2021, 9)


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("项目\n性质", "nature"),
        ("总 投 资\n(万元)", "total_investment"),
        ("至2020年底累计完成投资", "invested_before_year"),
        ("截至2020年底累计完成投资", "invested_before_year"),
        ("开工至上年底累计", "invested_before_year"),
        ("2021年计划投资", "annual_plan"),
        ("2021年度计划投资", "annual_plan"),
        ("年计划投资", "annual_plan"),
        ("9月当月完成投资", "invested_in_month"),
        ("本月完成投资", "invested_in_month"),
        ("1—9月累计完成投资(纳统)", "invested_to_date"),
        ("年初至今完成投资", "invested_to_date"),
        ("1-9月实际完成投资", "actual_invested_to_date"),
        ("占年度计划%", "completion"),
        ("截至9月底形象进度", "physical_progress"),
        ("是否统计\n入库", "listed"),
        ("立项", "approval_state:立项"),
        ("立项文号", "approval_document:立项"),
        ("包联领导", "leader"),
        ("备注2", None),
        ("微信", None),
        ("", None),
        ("2021年", None),
    ],
)
def test_a_title_names_its_column(title: str, field: str | None) -> None:
    found = title_book("key_project").match(title)

    assert (found.field.name if found is not None else None) == field


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_every_title_that_the_program_writes_is_read_back(ledger: Ledger) -> None:
    book = title_book(ledger.name)
    for field in ledger.fields:
        found = book.match(field.title_for(SEPTEMBER))
        assert found is not None
        assert found.field.name == field.name, field.title_for(SEPTEMBER)


def test_the_period_in_a_title_is_read() -> None:
    found = title_book("key_project").match("2021年1-9月累计完成投资")

    assert found is not None
    assert (found.period.year, found.period.first, found.period.month) == (2021, 1, 9)


def test_a_layout_is_known_again_next_month() -> None:
    assert stable_title("9月当月完成投资") == stable_title("10月当月完成投资")
    assert stable_title("备注1") != stable_title("备注2")


def test_half_months_are_told_by_month_and_half() -> None:
    book = TitleBook(TASK)
    for title, name, month in (
        ("8月上半月进展", "progress:H1", 8),
        ("9月下半月本期进展", "progress:H2", 9),
        ("2021年9月下半月报送状态", "state:H2", 9),
    ):
        match = book.match(title)
        assert match is not None
        assert (match.field.name, match.period.month) == (name, month)
