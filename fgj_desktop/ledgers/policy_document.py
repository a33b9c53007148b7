"""政策文件: the documents of urbanization from draft to print, with the dates of each stage."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity, Unique
from fgj_desktop.ledgers.kinds import Choice, Date, Link, Text

DOCUMENT_STAGES = ("起草", "征求意见", "区政府常务会议审议", "区委常委会审议", "印发流程中", "已印发")

POLICY_DOCUMENT = Ledger(
    name="policy_document",
    title="政策文件",
    record_title="文件",
    group="新型城镇化",
    serial_column="serial",
    unit_column="lead_unit",
    dated_by="drafted_on",
    states="stage",
    print_title="{office}新型城镇化政策文件进展情况表",
    sheet_words=("政策文件",),
    measure_word="份",
    since=SINCE,
    columns=(
        serial(),
        fact("name", "文件名称", Text(limit=300), "名称", "文件", required=True, width=40, priority=1),
        fact(
            "kind",
            "文件类别",
            Choice(options=("行动方案", "实施方案", "政策措施", "任务清单", "其他"), is_open=True),
            groups=True,
            width=10,
            priority=5,
        ),
        fact(
            "lead_unit",
            "起草单位",
            Link(ledger="responsible_unit"),
            "牵头单位",
            groups=True,
            width=12,
            priority=3,
        ),
        dated(
            "stage",
            "办理阶段",
            Choice(options=DOCUMENT_STAGES),
            "阶段",
            "进展",
            groups=True,
            width=16,
            priority=1,
        ),
        fact("drafted_on", "起草日期", Date(), width=15, priority=6),
        fact("consulted_on", "征求意见日期", Date(), width=15, priority=5),
        fact("government_session", "区政府常务会议届次", Text(), width=16, priority=6),
        fact("government_on", "区政府常务会议审议日期", Date(), width=15, priority=6),
        fact(
            "committee_session",
            "区委常委会届次",
            Text(),
            "会议届次",
            width=16,
            priority=5,
            help="如 九届167次",
        ),
        fact("committee_on", "区委常委会审议日期", Date(), width=15, priority=5),
        fact("issued_on", "印发日期", Date(), width=15, priority=3),
        fact("document_number", "文号", Text(), width=18, priority=4),
        fact("urban_task", "对应任务", Link(ledger="urban_task"), width=18, priority=9, shown=False),
        fact("planned_on", "计划印发", Date(), "计划印发时间", width=15, priority=6),
        remark(),
    ),
    unique=(Unique(("name",), "与文件“{0}”名称相同，请核对。", title="名称重复"),),
    checks=(
        Check("name", "is_missing", ("name",), "文件名称未填写。", Severity.ERROR, "未填写"),
        Check(
            "issued_on",
            "is_before",
            ("issued_on", "committee_on"),
            "印发日期早于常委会审议日期（{1}），请核对。",
            title="日期先后不符",
        ),
        Check(
            "issued_on",
            "is_before",
            ("issued_on", "consulted_on"),
            "印发日期早于征求意见日期（{1}），请核对。",
            title="日期先后不符",
        ),
    ),
)
