"""已知悉, 稍后提醒 and 不再提醒: which reminders are silent, kept as settings of the file.

One setting maps a reminder's key to the day from which it is shown again, or to 「known」. A key names the
period, so that what is known about September speaks up again in October. The other lists matters that are silent in
every period, each with the reason and the day, until they are woken.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.rules.reminder import Reminder

SETTING = "snoozes"
SILENCED = "silenced_reminders"
SNOOZE_DAYS = (1, 3, 7)
_PERIOD_AT_END = re.compile(r":\d{4}(?:-[\dHQ]+)*$")
_KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Silence:
    """A matter that nobody wants to be reminded of any more, and why."""

    matter: str
    title: str
    reason: str
    since: datetime.date


def matter_of(reminder: Reminder) -> str:
    """What a reminder is about whatever the period."""
    return _PERIOD_AT_END.sub("", reminder.key)


def silenced(kept: object) -> list[Silence]:
    """The silent matters of the setting; what cannot be read is left out."""
    found = []
    for one in kept if isinstance(kept, list) else ():
        try:
            since = datetime.date.fromisoformat(one["since"])
            found.append(Silence(str(one["matter"]), str(one["title"]), str(one["reason"]), since))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def silence(kept: object, reminder: Reminder, reason: str, today: datetime.date) -> list[dict[str, str]]:
    """The setting after 不再提醒."""
    added = Silence(matter_of(reminder), reminder.title, reason, today)
    return _kept([*(one for one in silenced(kept) if one.matter != added.matter), added])


def wake(kept: object, matter: str) -> list[dict[str, str]]:
    """The setting after 恢复提醒."""
    return _kept([one for one in silenced(kept) if one.matter != matter])


def _kept(silences: Sequence[Silence]) -> list[dict[str, str]]:
    return [
        {"matter": one.matter, "title": one.title, "reason": one.reason, "since": one.since.isoformat()}
        for one in silences
    ]


def pending(
    reminders: Sequence[Reminder], silent: Mapping[str, str], today: datetime.date, kept: object = None
) -> list[Reminder]:
    """The reminders to show on a day, in their order; ``kept`` is the setting of silent matters."""
    never = {one.matter for one in silenced(kept)}
    return [
        one for one in reminders if not _is_silent(silent.get(one.key), today) and matter_of(one) not in never
    ]


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
