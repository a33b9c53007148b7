"""村改居步骤: each village's steps as rows, so that a town's own order of work can be kept."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, computed, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, LedgerCheck, Severity, UsualRows
from fgj_desktop.ledgers.kinds import (
    Choice,
    Count,
    Date,
    Flag,
    Link,
    Text,
)

PLAN, VILLAGE_MEETING, TOWN_REQUEST, APPROVAL, OTHER_STEP = (
    "方案",
    "村民会议",
    "镇政府请示",
    "区政府批复",
    "其他",
)

DEFAULT_STEPS: tuple[tuple[str, str], ...] = (
    ("宣传发动、摸底调查", OTHER_STEP),
    ("拟定方案、征求意见、社会稳定风险评估", PLAN),
    ("镇政府提出，村民会议讨论同意", VILLAGE_MEETING),
    ("征求村集体经济组织意见（资产处置）", OTHER_STEP),
    ("镇报区政府请示", TOWN_REQUEST),
    ("部门会审（民政、农业农村、公安、自然资源、人社、财政）", OTHER_STEP),
    ("区政府批复、公告", APPROVAL),
    ("清产核资、集体经济组织保留或改制", OTHER_STEP),
    ("选举居民委员会", OTHER_STEP),
    ("挂牌、刻章、统一社会信用代码", OTHER_STEP),
    ("户籍地址及统计用区划代码变更", OTHER_STEP),
    ("公共服务移交、总结归档", OTHER_STEP),
)
"""The steps a village begins with (村委会组织法第三条, 居委会组织法第六条), each with what it is in the order of approval."""

VILLAGE_STEP = Ledger(
    name="village_step",
    title="村改居步骤",
    record_title="步骤",
    group="新型城镇化",
    serial_column="serial",
    unit_column="unit",
    identity=("village",),
    sector_column="village",
    usual_rows=UsualRows("补齐默认步骤", "village", ("name", "milestone"), DEFAULT_STEPS),
    looks=(("overdue", 1, "逾期"),),
    print_title="{office}“村改居”工作步骤进展表",
    sheet_words=("村改居步骤", "步骤进展"),
    measure_word="步",
    since=SINCE,
    columns=(
        serial(),
        fact("village", "村", Link(ledger="village_conversion"), "村名", groups=True, width=16, priority=1),
        fact("name", "步骤", Text(limit=200), "工作步骤", required=True, width=34, priority=1),
        fact(
            "milestone",
            "审批环节",
            Choice(options=(PLAN, VILLAGE_MEETING, TOWN_REQUEST, APPROVAL, OTHER_STEP)),
            groups=True,
            width=11,
            priority=5,
            help="方案、村民会议、镇政府请示、区政府批复须依次完成",
        ),
        fact("unit", "责任单位", Link(ledger="responsible_unit"), groups=True, width=12, priority=3),
        fact("planned_on", "计划完成", Date(), "计划完成时间", width=15, priority=2),
        fact("done_on", "完成日期", Date(), "完成时间", "实际完成", width=15, priority=1),
        computed(
            "overdue",
            "逾期",
            Flag(),
            "is_past_undone",
            ("planned_on", "done_on", "@year", "@month"),
            groups=True,
            width=6,
            priority=4,
        ),
        fact("document_number", "文号", Text(), width=16, priority=5),
        fact("attended", "到会人数", Count(grouped=True), width=9, priority=6),
        fact("agreed", "同意人数", Count(grouped=True), width=9, priority=6),
        remark(),
    ),
    ledger_checks=(
        LedgerCheck(
            "steps_in_order", "done_on", "{0}，不能登记“{1}”。", Severity.WARNING, "审批环节先后不符"
        ),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "步骤未填写。", Severity.ERROR, "未填写"),
        Check("village", "is_missing", ("village",), "所属村未填写。", Severity.ERROR, "未填写"),
        Check(
            "agreed",
            "above",
            ("agreed", "attended"),
            "同意人数大于到会人数（{1}），请核对。",
            Severity.ERROR,
            "人数不符",
        ),
    ),
)
