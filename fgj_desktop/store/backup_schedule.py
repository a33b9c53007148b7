"""When a backup is due and which ones stay: decisions that know neither clock nor file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

INTERVAL = timedelta(minutes=30)

_KEEP_ALL = timedelta(days=2)
_DAYS, _WEEKS, _MONTHS = 12, 10, 9


class BackupMoment(StrEnum):
    """The occasions on which a backup may be due."""

    TIMER = "timer"
    CLOSE = "close"
    IMPORT = "import"
    MIGRATION = "migration"


@dataclass(frozen=True, slots=True)
class BackupSchedule:
    """Backups fall due every `interval` while the ledger changes, at close, before large changes."""

    interval: timedelta = INTERVAL

    def due(self, moment: BackupMoment, *, changed: bool, last: datetime | None, now: datetime) -> bool:
        """Whether to back up now.

        Args:
            moment: the occasion.
            changed: whether the ledger changed since its last backup.
            last: the time of the last backup, None when there is none.
            now: the local time; when it lies before `last`, the clock was set back.
        """
        if moment is BackupMoment.MIGRATION:
            return True
        if moment is BackupMoment.IMPORT:
            return changed or last is None
        if not changed:
            return False
        if moment is BackupMoment.CLOSE or last is None:
            return True
        return now < last or now - last >= self.interval


def to_keep(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """The times to keep: all of two days, then 12 of days, 10 of weeks, 9 of months, newest first.

    Days, weeks and months without a backup are not counted, so that a ledger left alone for years
    keeps its backups. Times after `now`, made before the clock was set back, are kept.
    """
    newest_first = sorted(set(times), reverse=True)
    kept = {moment for moment in newest_first if now - moment <= _KEEP_ALL}
    last: datetime | None = None
    rest = [moment for moment in newest_first if moment not in kept]
    steps: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (_DAYS, _day),
        (_WEEKS, _week),
        (_MONTHS, _month),
    )
    for count, bucket in steps:
        for _ in range(count):
            last = next(
                (
                    moment
                    for moment in rest
                    if last is None or (moment < last and bucket(moment) != bucket(last))
                ),
                None,
            )
            if last is None:
                return kept
            kept.add(last)
    return kept


def _day(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: datetime) -> tuple[int, ...]:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month
