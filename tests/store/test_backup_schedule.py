from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.store.backup_schedule import BackupMoment, BackupSchedule, to_keep

NOW = datetime(2021, 9, 30, 14, 5, 9)
SCHEDULE = BackupSchedule()
times = st.sets(
    st.integers(0, 3 * 365 * 24 * 4).map(lambda quarters: NOW - timedelta(minutes=15 * quarters)),
    max_size=120,
)


@pytest.mark.parametrize(
    ("moment", "changed", "minutes", "expected"),
    [
        (BackupMoment.TIMER, True, None, True),
        (BackupMoment.TIMER, True, 29, False),
        (BackupMoment.TIMER, True, 30, True),
        (BackupMoment.TIMER, False, 300, False),
        (BackupMoment.TIMER, True, -60, True),
        (BackupMoment.CLOSE, True, 1, True),
        (BackupMoment.CLOSE, False, None, False),
        (BackupMoment.IMPORT, True, 1, True),
        (BackupMoment.IMPORT, False, 1, False),
        (BackupMoment.IMPORT, False, None, True),
        (BackupMoment.MIGRATION, False, 1, True),
    ],
)
def test_a_backup_is_due(moment: BackupMoment, changed: bool, minutes: int | None, expected: bool) -> None:
    last = None if minutes is None else NOW - timedelta(minutes=minutes)
    assert SCHEDULE.due(moment, changed=changed, last=last, now=NOW) is expected


def test_all_of_two_days_are_kept() -> None:
    recent = [NOW - timedelta(minutes=30 * n) for n in range(97)]
    assert to_keep(recent, NOW) == set(recent)
    assert to_keep([*recent, NOW - timedelta(days=2, minutes=1)], NOW) > set(recent)


def test_a_year_of_daily_work_leaves_days_weeks_and_months() -> None:
    history = [NOW - timedelta(hours=4 * n) for n in range(6 * 500)]
    older = sorted(
        (moment for moment in to_keep(history, NOW) if NOW - moment > timedelta(days=2)), reverse=True
    )
    assert len(older) == 12 + 10 + 9
    gaps = [(newer - old).days for newer, old in pairwise(older)]
    assert max(gaps[:11]) <= 1
    assert all(5 <= gap <= 8 for gap in gaps[12:21])
    assert all(27 <= gap <= 32 for gap in gaps[23:])


def test_thinning_day_after_day_still_leaves_old_ones() -> None:
    kept: set[datetime] = set()
    day = NOW
    for _ in range(600):
        kept = to_keep({*kept, day, day - timedelta(hours=3)}, day)
        day += timedelta(days=1)
    ages = sorted((day - moment).days for moment in kept)
    assert ages[-1] > 270
    assert sum(age > 90 for age in ages) >= 6
    assert len(kept) <= 6 + 12 + 10 + 9


def test_a_ledger_left_alone_for_years_keeps_its_backups() -> None:
    old = [NOW - timedelta(days=2000 + n) for n in range(5)]
    assert to_keep(old, NOW) == set(old)


def test_backups_from_a_clock_that_ran_ahead_are_kept() -> None:
    ahead = [NOW + timedelta(days=400), NOW + timedelta(hours=1)]
    assert to_keep(ahead, NOW) == set(ahead)


def test_no_backups_none_kept() -> None:
    assert to_keep([], NOW) == set()


@given(times)
def test_thinning_keeps_the_newest_and_a_second_thinning_removes_nothing(given_times: set[datetime]) -> None:
    kept = to_keep(given_times, NOW)
    assert kept <= given_times
    assert not given_times or max(given_times) in kept
    assert {moment for moment in given_times if NOW - moment <= timedelta(days=2)} <= kept
    assert to_keep(kept, NOW) == kept
