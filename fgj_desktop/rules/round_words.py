"""What is said to units in a round of reporting: what is asked for, until when, and who is missing."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from fgj_desktop.rules.reminder import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.rules.rounds import RoundInfo

_TIME = re.compile(r"(\d{1,2})[:：](\d{2})")
_FREQUENCIES = (("半月进展", "工作进展"), ("月度进展", "进展"), ("月报", "进展"), ("季报", "进展"))
_END_OF_DAY = datetime.time(23, 59, 59)


def subject_words(info: RoundInfo) -> str:
    """「新型城镇化工作进展（9月下半月）」 of 新型城镇化半月进展: the period says how often."""
    subject = info.rule_title or info.name
    for frequency, plain in _FREQUENCIES:
        if subject.endswith(frequency):
            subject = subject.removesuffix(frequency) + plain
            break
    return f"{subject}（{info.period.short_title}）"


def deadline_words(info: RoundInfo) -> str:
    """「9月30日17:00」; empty while no day is set."""
    return "" if info.deadline is None else f"{day_text(info.deadline)}{info.text('deadline_time')}"


def deadline_moment(info: RoundInfo) -> datetime.datetime | None:
    """The last moment that is in time: the end of the day where no time is set."""
    if info.deadline is None:
        return None
    return datetime.datetime.combine(info.deadline, time_of(info.text("deadline_time")) or _END_OF_DAY)


def time_of(text: str) -> datetime.time | None:
    """The time of 「17:00」; None for what is no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def is_late(info: RoundInfo, day: datetime.date, time: str = "") -> bool:
    """Whether what came then came after the deadline; on the day itself only when the time says so."""
    last = deadline_moment(info)
    if last is None:
        return False
    came = time_of(time)
    return day > last.date() or (day == last.date() and came is not None and came > last.time())


def chase_words(info: RoundInfo, units: Sequence[str], now: datetime.datetime) -> str:
    """催报文字 for a group of messages: who is missing, what, until when, whom to ask; empty for nobody."""
    if not units:
        return ""
    names, subject, day = "、".join(units), subject_words(info), deadline_words(info)
    last = deadline_moment(info)
    if last is None:
        said = f"请尚未报送{subject}的单位尽快报送：{names}。"
    elif now <= last:
        said = f"请尚未报送{subject}的单位于{day}前报送：{names}。"
    else:
        said = f"{subject}应于{day}前报送，请尚未报送的单位尽快报送：{names}。"
    return f"【催报】{said}{_contact_words(info)}如无新进展，请回复“零报告”。"


def _contact_words(info: RoundInfo) -> str:
    parts = [
        f"{title}：{text}"
        for title, text in (("联系人", info.text("contact")), ("电话", info.text("telephone")))
        if text
    ]
    return "，".join(parts) + "。" if parts else ""


def chased_words(units: Sequence[str]) -> str:
    """What is said when the words are on the clipboard."""
    return f"未报单位 {len(units)} 个：{'、'.join(units)}。已复制催报文字。"
