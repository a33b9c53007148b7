"""The reminder that the file was changed and not backed up for a week."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD_AFTER = datetime.timedelta(days=7)


def backup_reminder(
    newest: datetime.date | None, changed: datetime.date | None, today: datetime.date
) -> Iterator[Reminder]:
    """Speaks when the newest backup is more than a week old and the file was changed since.

    ``newest`` is the day of the newest backup, None without one; ``changed`` that of the newest change, None for an
    untouched file.
    """
    if changed is None or (newest is not None and newest >= changed):
        return
    since = newest or changed
    if today - since > OLD_AFTER:
        last = f"最近一次备份是{newest.year}年{day_text(newest)}" if newest else "还没有备份"
        yield Reminder(
            Kind.BACKUP,
            Urgency.MIDDLE,
            "台账超过一周没有备份",
            f"{last}，其后有改动。请在“文件”菜单中点“立即备份”，并检查备份存放位置。",
            "key_project",
            0,
            (),
            f"{Kind.BACKUP.name}:{today.isoformat()[:7]}",
        )
