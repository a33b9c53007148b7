"""Days and times as they are said: 今天, 昨天, else the day."""

from __future__ import annotations

import datetime


def day_words(day: datetime.date, today: datetime.date) -> str:
    """「今天」, 「昨天」, 「9月30日」, and with the year when it was another."""
    if day == today:
        return "今天"
    if day == today - datetime.timedelta(days=1):
        return "昨天"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def moment_words(text: str, today: datetime.date) -> str:
    """「今天 14:32」 of a time as it is stored."""
    moment = datetime.datetime.fromisoformat(text)
    return f"{day_words(moment.date(), today)} {moment:%H:%M}"
