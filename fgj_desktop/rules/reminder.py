"""One reminder: what to chase, how urgent it is, and where it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.numbers import money_text
from fgj_desktop.ledgers.values import WAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Row


class Kind(Enum):
    """What a reminder is about; the value is the heading it stands under, in the order shown."""

    REPORT_DUE = "报送到期"
    PAST_START = "已过计划开工时间"
    TWO_MONTHS_RED = "连续两月红灯"
    BEHIND = "落后时间进度"
    NOT_REPORTED = "本月未报"
    STARTED_WITHOUT_INVESTMENT = "已开工未产生投资"
    STARTED_NOT_LISTED = "已开工未入库"
    INVESTED_NOT_LISTED = "有投资未入库"
    BOND_RETURNED = "退回修改"
    BOND_WITHOUT_CODE = "没有项目代码"
    BOND_STUCK = "审核停留"
    BOND_NOT_PASSED = "储备项目未双通过"
    BOND_NOT_STARTED = "专项债项目未开工"
    BOND_OVERPAID = "支出大于实物工作量"
    BOND_PAID_ABOVE_RECEIVED = "支出大于到账资金"
    BOND_SLOW = "支出进度低于参考线"
    TASK = "城镇化任务"
    VILLAGE_STEP = "村改居步骤"
    PROBLEM = "问题清单"
    DECISION = "议定事项"
    LETTER = "函件回复"
    CONSULTATION = "征求意见反馈"
    RECTIFICATION = "隐患整改"
    MATTER = "日常工作"
    ASSESSMENT = "镇办考核"
    BACKUP = "备份"


class Urgency(IntEnum):
    """Smaller is more urgent."""

    HIGH = 1
    MIDDLE = 2
    LOW = 3


_HUNDREDTH = WAN // 100
KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Reminder:
    """``record`` is the row that Enter jumps to, 0 for the ledger alone; ``records`` are all rows meant."""

    kind: Kind
    urgency: Urgency
    title: str
    detail: str
    ledger: str
    record: int
    records: tuple[int, ...]
    key: str
    """What it is about and the period: what snoozing refers to."""
    due: datetime.date | None = None
    month: Month | None = None
    """The month that a report is of: its rows are looked at as of that one, not of the one shown."""


def name_of(row: Row) -> str:
    """The project's name, or words for a project that has none yet."""
    return str(row.values.get("name") or "（未填项目名称）")


def wan_text(amount: int) -> str:
    """「1,280 万元」: 分 as 万元, rounded half up at two decimals; what would become 0 is told exactly."""
    rounded = (2 * abs(amount) + _HUNDREDTH) // (2 * _HUNDREDTH) * _HUNDREDTH or abs(amount)
    return f"{money_text(-rounded if amount < 0 else rounded, WAN)} 万元"


def day_text(day: datetime.date) -> str:
    """「10月8日」."""
    return f"{day.month}月{day.day}日"


def names_of(rows: Sequence[Row], shown: int = 3) -> str:
    """The first names, and 等 when there are more."""
    return "、".join(name_of(row) for row in rows[:shown]) + ("等" if len(rows) > shown else "")


def due_word(due: datetime.date | None, today: datetime.date) -> str:
    """已逾期, 今日到期, 本周到期 (until Sunday), or nothing."""
    if due is None or due > today + datetime.timedelta(days=6 - today.weekday()):
        return ""
    if due < today:
        return "已逾期"
    return "今日到期" if due == today else "本周到期"
