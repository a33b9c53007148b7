"""定稿记录: the periods of ledgers that are closed, with what was reported of each."""

from __future__ import annotations

from functools import partial

from fgj_desktop.ledgers.column_forms import fact, remark, serial
from fgj_desktop.ledgers.declaration import Ledger
from fgj_desktop.ledgers.kinds import Choice, Code, Date, LongText, Text
from fgj_desktop.ledgers.report_round import SINCE

LOCKED, UNLOCKED = CLOSED_STATES = ("已锁定", "解锁更正")

_column = partial(fact, since=SINCE)

CLOSED_PERIOD = Ledger(
    name="closed_period",
    title="定稿记录",
    record_title="定稿",
    group="报送",
    serial_column="serial",
    states="state",
    print_title="{office}定稿记录",
    measure_word="期",
    kept_by_program=True,
    since=SINCE,
    columns=(
        serial(SINCE),
        _column("name", "定稿内容", Text(limit=200), required=True, width=36, priority=1),
        _column("ledger_name", "台账", Text(), width=14, shown=False),
        _column("period", "时期", Code(), width=12, priority=2),
        _column("state", "状态", Choice(options=CLOSED_STATES), groups=True, width=10, priority=1),
        _column("closed_on", "定稿日期", Date(), width=15, priority=2),
        _column("unlocked_on", "解锁日期", Date(), width=15, priority=3),
        _column("reason", "更正原因", LongText(), width=30, priority=3),
        _column(
            "reported", "定稿内容明细", LongText(), shown=False, help="定稿时各格的内容，报后更正据此对照"
        ),
        remark(SINCE),
    ),
)
