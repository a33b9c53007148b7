"""会议调度: meetings, site visits and trainings, and the projects they dealt with."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity
from fgj_desktop.ledgers.kinds import Choice, Date, LinkList, LongText, Text

TRAINING = "培训"

MEETING = Ledger(
    name="meeting",
    title="会议调度",
    record_title="会议",
    group="综合",
    serial_column="serial",
    dated_by="held_on",
    dated_within_year=True,
    identity=("held_on",),
    states="kind",
    print_title="{office}会议调度台账（{year}年{range}）",
    sheet_words=("会议调度", "调度会"),
    measure_word="次",
    since=SINCE,
    columns=(
        serial(),
        fact("held_on", "日期", Date(), "会议日期", "召开日期", width=15, priority=1),
        fact(
            "kind",
            "会议类型",
            Choice(options=("调度会", "现场办公", "协调会", TRAINING), is_open=True),
            "类型",
            groups=True,
            width=10,
            priority=2,
        ),
        fact("name", "会议名称", Text(limit=200), "名称", "议题", required=True, width=32, priority=1),
        fact("place", "地点", Text(), width=14, priority=6),
        fact("leader", "主持领导", LinkList(ledger="leader"), groups=True, width=14, priority=4),
        fact("units", "参加单位", LinkList(ledger="responsible_unit"), width=26, priority=4),
        fact("projects", "研究项目", LinkList(ledger="key_project"), "涉及项目", width=30, priority=3),
        fact("minutes", "会议情况", LongText(), "会议纪要", "主要内容", width=34, priority=3),
        fact("document_number", "纪要文号", Text(), width=14, priority=7),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "会议名称未填写。", Severity.ERROR, "未填写"),
        Check("held_on", "is_missing", ("held_on",), "日期未填写。", title="未填写"),
    ),
)
