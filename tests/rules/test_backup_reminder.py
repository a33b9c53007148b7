from __future__ import annotations

import datetime

import pytest

from fgj_desktop.rules.backup_reminder import backup_reminder

TODAY = datetime.date(2021, 10, 20)


def day(number: int) -> datetime.date:
    return datetime.date(2021, 10, number)


@pytest.mark.parametrize(
    ("newest", "changed", "said"),
    [
        (None, None, False),
        (None, day(19), False),
        (None, day(12), True),
        (day(12), day(19), True),
        (day(13), day(19), False),
        (day(1), day(1), False),
    ],
)
def test_it_speaks_after_a_week_with_changes_and_without_a_backup(
    newest: datetime.date | None, changed: datetime.date | None, said: bool
) -> None:
    assert bool(list(backup_reminder(newest, changed, TODAY))) is said


def test_it_says_when_the_last_backup_was() -> None:
    (one,) = backup_reminder(day(2), day(19), TODAY)
    assert "最近一次备份是2021年10月2日" in one.detail
