"""议定事项: what meetings decided, followed until it is settled (销号)."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, overdue, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity
from fgj_desktop.ledgers.kinds import Choice, Date, Link, LongText, Text

DECISION_STATES = ("未落实", "推进中", "已落实", "已销号")

DECISION = Ledger(
    name="decision",
    title="议定事项",
    record_title="议定事项",
    group="综合",
    serial_column="serial",
    unit_column="responsible_unit",
    identity=("meeting",),
    states="state",
    looks=(("overdue", 1, "逾期"),),
    print_title="{office}会议议定事项落实情况表",
    sheet_words=("议定事项",),
    measure_word="项",
    since=SINCE,
    columns=(
        serial(),
        fact("meeting", "会议", Link(ledger="meeting"), "会议名称", groups=True, width=22, priority=2),
        fact("name", "议定事项", Text(limit=500), "事项", required=True, width=40, priority=1),
        fact("key_project", "涉及项目", Link(ledger="key_project"), width=20, priority=3),
        fact(
            "responsible_unit",
            "责任单位",
            Link(ledger="responsible_unit"),
            "落实单位",
            groups=True,
            width=12,
            priority=1,
        ),
        fact("deadline", "完成时限", Date(), "时限", width=15, priority=1),
        dated("state", "落实状态", Choice(options=DECISION_STATES), "状态", groups=True, width=9, priority=1),
        dated("progress", "落实情况", LongText(), width=28, priority=2),
        fact("done_on", "落实日期", Date(), "销号日期", width=15, priority=5),
        overdue("deadline", "state"),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "议定事项未填写。", Severity.ERROR, "未填写"),
        Check("responsible_unit", "is_missing", ("responsible_unit",), "责任单位未填写。", title="未填写"),
        Check(
            "done_on",
            "settling_differs",
            ("state", "done_on", "@year", "@month"),
            "落实日期与状态（{0}）不符，请核对。",
            title="日期与状态不符",
        ),
    ),
)
