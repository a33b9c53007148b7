"""Months: what is closed, what comes before and after, how the report period is written."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.period import Month

months = st.builds(Month, st.integers(1901, 2998), st.integers(1, 12))


def test_a_day_inside_a_month_means_the_last_closed_month() -> None:
    assert Month.parse("2021-09-30") == Month(2021, 9)
    assert Month.parse("2021-09-29") == Month(2021, 8)
    assert Month.parse("2021-01-15") == Month(2020, 12)
    assert Month.parse("2021-09") == Month(2021, 9)


@pytest.mark.parametrize("text", ["2021.9", "九月", "2021-13", "2021-02-30", "2021", ""])
def test_what_is_no_period_is_told(text: str) -> None:
    with pytest.raises(UserError):
        Month.parse(text)


def test_the_report_period_is_written_as_a_range() -> None:
    assert Month(2021, 9).title == "2021年1—9月"
    assert Month(2021, 1).title == "2021年1月"


@given(months)
def test_before_and_after_are_opposite(month: Month) -> None:
    assert month.next.previous == month
    assert month.previous.next == month
    assert month.months_before(1) == month.previous
    assert month.previous < month < month.next
    assert Month.closed_on(month.last_day) == month
    assert Month.closed_on(month.last_day + datetime.timedelta(days=1)) == month
