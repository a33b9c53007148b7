"""已知悉 and 稍后提醒: which reminders are silent, kept as one setting of the file.

The setting maps a reminder's key to the day from which it is shown again, or to 「known」. A key names the
period, so that what is known about September speaks up again in October.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.rules.reminder import Reminder

SETTING = "snoozes"
SNOOZE_DAYS = (1, 3, 7)
_KNOWN = "known"


def pending(reminders: Sequence[Reminder], silent: Mapping[str, str], today: datetime.date) -> list[Reminder]:
    """The reminders to show on a day, in their order."""
    return [one for one in reminders if not _is_silent(silent.get(one.key), today)]


def acknowledge(silent: Mapping[str, str], reminder: Reminder, today: datetime.date) -> dict[str, str]:
    """The setting after 已知悉: not shown again in this period."""
    return {**_without_past(silent, today), reminder.key: _KNOWN}


def snooze(silent: Mapping[str, str], reminder: Reminder, today: datetime.date, days: int) -> dict[str, str]:
    """The setting after 稍后提醒: shown again ``days`` days later."""
    until = today + datetime.timedelta(days=days)
    return {**_without_past(silent, today), reminder.key: until.isoformat()}


def _is_silent(entry: str | None, today: datetime.date) -> bool:
    return entry is not None and (entry == _KNOWN or entry > today.isoformat())


def _without_past(silent: Mapping[str, str], today: datetime.date) -> dict[str, str]:
    """The entries that still silence something, so that the setting does not grow without end."""
    return {key: entry for key, entry in silent.items() if _is_silent(entry, today)}
