"""Periods that are reported on: read, written, and one after the other."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod

PERIODS = st.builds(
    ReportPeriod,
    st.builds(Month, st.integers(1990, 2100), st.integers(1, 12)),
    st.sampled_from(["", "H1", "H2"]),
)


@given(PERIODS)
def test_what_is_written_is_read_again_and_the_next_one_comes_after(period: ReportPeriod) -> None:
    assert ReportPeriod.parse(period.key) == period
    assert period.next.previous == period
    assert period.next.first_day == period.last_day + datetime.timedelta(days=1)


def test_titles_name_the_half() -> None:
    assert ReportPeriod.parse("2021-09-h2").title == "2021年9月下半月"
    assert ReportPeriod.parse("2021-09").short_title == "9月"


@pytest.mark.parametrize("text", ["", "2021", "2021-13", "2021-09-H3", "2021-09-30", "9月下半月", "2021-9"])
def test_other_texts_are_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="不是报送时期"):
        ReportPeriod.parse(text)


@pytest.mark.parametrize(
    ("day", "key"), [("2021-09-30", "2021-09-H2"), ("2021-10-08", "2021-09-H2"), ("2021-10-15", "2021-10-H1")]
)
def test_the_last_half_that_is_over(day: str, key: str) -> None:
    assert ReportPeriod.ended_by(datetime.date.fromisoformat(day)).key == key
