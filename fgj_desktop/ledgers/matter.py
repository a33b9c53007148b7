"""日常工作: energy saving, cost supervision, prices, grain and relief supplies."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, overdue, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity, Total
from fgj_desktop.ledgers.kinds import Choice, Count, Date, Link, LongText, Money, Text

MATTER = Ledger(
    name="matter",
    title="日常工作",
    record_title="事项",
    group="综合",
    serial_column="serial",
    unit_column="unit",
    sector_column="kind",
    dated_by="received_on",
    identity=("received_on",),
    states="state",
    looks=(("overdue", 1, "逾期"),),
    print_title="{office}日常工作台账（{year}年{range}）",
    sheet_words=("日常工作",),
    measure_word="项",
    since=SINCE,
    columns=(
        serial(),
        fact(
            "kind",
            "工作类别",
            Choice(
                options=("节能", "成本监审", "定价审核", "价格认定", "粮食安全考核", "应急物资", "其他"),
                is_open=True,
            ),
            "类别",
            groups=True,
            width=12,
            priority=1,
        ),
        fact("name", "工作事项", Text(limit=300), "事项", required=True, width=34, priority=1),
        fact("number", "件数", Count(grouped=True), "数量", total=Total.SUM, width=8, priority=2),
        fact("amount", "金额", Money(), "涉及金额", total=Total.SUM, width=11, priority=2),
        fact("unit", "相关单位", Link(ledger="responsible_unit"), "单位", groups=True, width=12, priority=4),
        fact("received_on", "受理日期", Date(), "日期", width=15, priority=3),
        fact("deadline", "办结时限", Date(), "时限", "完成时限", width=15, priority=2),
        dated(
            "state", "状态", Choice(options=("未办理", "办理中", "已办结")), groups=True, width=9, priority=2
        ),
        fact("finished_on", "办结日期", Date(), width=15, priority=4),
        dated("result", "办理结果", LongText(), "结果", "进展情况", width=26, priority=3),
        overdue("deadline", "state"),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "工作事项未填写。", Severity.ERROR, "未填写"),
        Check(
            "finished_on",
            "is_before",
            ("finished_on", "received_on"),
            "办结日期早于受理日期（{1}），请核对。",
            title="日期先后不符",
        ),
        Check(
            "finished_on",
            "settling_differs",
            ("state", "finished_on", "@year", "@month"),
            "办结日期与状态（{0}）不符，请核对。",
            title="日期与状态不符",
        ),
    ),
)
