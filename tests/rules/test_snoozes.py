from __future__ import annotations

import datetime

import pytest

from fgj_desktop.rules.reminder import Kind, Reminder, Urgency
from fgj_desktop.rules.snoozes import (
    SNOOZE_DAYS,
    acknowledge,
    matter_of,
    pending,
    silence,
    silenced,
    snooze,
    wake,
)

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


def test_a_matter_silenced_with_a_reason_stays_silent_in_every_period_until_it_is_woken() -> None:
    september, october = reminder("BEHIND:key_project:7:2021-09"), reminder("BEHIND:key_project:7:2021-10")
    other = reminder("BEHIND:key_project:8:2021-10")
    kept = silence(None, september, "项目已停建", TODAY)
    assert pending([september, october, other], {}, later(40), kept) == [other]
    (one,) = silenced(kept)
    assert (one.reason, one.since) == ("项目已停建", TODAY)
    assert pending([october], {}, later(40), wake(kept, one.matter)) == [october]


@pytest.mark.parametrize(
    ("key", "matter"),
    [
        ("REPORT_DUE:half_month:2021-08-H1", "REPORT_DUE:half_month"),
        ("REPORT_DUE:preparatory:2021-Q3", "REPORT_DUE:preparatory"),
        ("PROBLEM:problem:123:2021-09-30", "PROBLEM:problem:123"),
        ("NOT_REPORTED:responsible_unit:5:2021-09", "NOT_REPORTED:responsible_unit:5"),
        ("PROBLEM:problem:2021", "PROBLEM:problem"),
    ],
)
def test_a_matter_is_the_key_without_its_period(key: str, matter: str) -> None:
    assert matter_of(reminder(key)) == matter


def test_a_damaged_setting_silences_nothing() -> None:
    assert silenced([{"matter": "a"}, 3, {"matter": "b", "title": "", "reason": "", "since": "?"}]) == []
    assert silenced("?") == []
