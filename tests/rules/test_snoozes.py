from __future__ import annotations

import datetime

import pytest

from fgj_desktop.rules.reminder import Kind, Reminder, Urgency
from fgj_desktop.rules.snoozes import SNOOZE_DAYS, acknowledge, pending, snooze

TODAY = datetime.date(2021, 10, 6)


def reminder(key: str) -> Reminder:
    return Reminder(Kind.BEHIND, Urgency.HIGH, "", "", "key_project", 1, (1,), key)


def later(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


@pytest.mark.parametrize("days", SNOOZE_DAYS)
def test_a_snoozed_reminder_comes_back_on_its_day(days: int) -> None:
    one = reminder("a")
    silent = snooze({}, one, TODAY, days)
    assert pending([one], silent, later(days - 1)) == []
    assert pending([one], silent, later(days)) == [one]


def test_what_is_known_stays_silent_and_the_rest_speaks() -> None:
    one, other = reminder("a"), reminder("b")
    silent = acknowledge({}, one, TODAY)
    assert pending([one, other], silent, later(400)) == [other]


def test_the_setting_given_is_not_changed_and_forgets_what_is_over() -> None:
    first = snooze({}, reminder("a"), TODAY, 1)
    second = acknowledge(first, reminder("b"), later(1))
    assert list(first) == ["a"]
    assert list(second) == ["b"]
    assert list(snooze(second, reminder("c"), later(9), 3)) == ["b", "c"]
