"""新型城镇化任务清单: tasks with their half-monthly progress: what units reported, and what is adopted."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import (
    SINCE,
    computed,
    dated,
    fact,
    half_monthly,
    monthly,
    remark,
    serial,
)
from fgj_desktop.ledgers.declaration import Axis, Check, FilledBy, Ledger, Matrix, Severity
from fgj_desktop.ledgers.kinds import Choice, Count, Date, Flag, Link, LinkList, LongText, Percent, Text

REPORT_STATES = ("已报", "未报", "迟报", "零报告", "退回修改", "已采用")
_UNIT = FilledBy.UNIT
_TARGET = "量化目标"

URBAN_TASK = Ledger(
    name="urban_task",
    title="任务清单",
    record_title="任务",
    group="新型城镇化",
    serial_column="serial",
    unit_column="lead_unit",
    sector_column="section",
    states="task_state",
    matrix=Matrix(across=Axis.HALF_MONTH),
    print_title="{office}新型城镇化工作任务清单及进展台账（{year}年{month}月）",
    sheet_words=("城镇化", "任务清单"),
    measure_word="项",
    since=SINCE,
    columns=(
        serial(),
        fact("section", "政策条款", Text(), "条款", "所属条款", groups=True, width=16, priority=3),
        fact("name", "工作任务", Text(limit=300), "任务", "任务名称", required=True, width=30, priority=1),
        fact("target_number", "目标值", Count(grouped=True), "量化目标", group=_TARGET, width=8, priority=3),
        fact("target_unit", "单位", Text(), "计量单位", group=_TARGET, width=6, priority=4),
        dated(
            "done_number",
            "累计完成",
            Count(grouped=True),
            "完成数",
            filled_by=_UNIT,
            group=_TARGET,
            width=8,
            priority=4,
        ),
        computed(
            "done_share",
            "完成比例（％）",
            Percent(),
            "ratio",
            ("done_number", "target_number"),
            group=_TARGET,
            width=8,
            priority=7,
            shown=False,
        ),
        fact(
            "lead_unit",
            "牵头单位",
            Link(ledger="responsible_unit"),
            "责任单位",
            groups=True,
            width=12,
            priority=2,
        ),
        fact("supporting_units", "配合单位", Text(), "协办单位", width=14, priority=5),
        fact(
            "leader",
            "分管领导",
            LinkList(ledger="leader"),
            "挂点领导",
            groups=True,
            width=12,
            priority=8,
            shown=False,
        ),
        fact(
            "deadline_text",
            "完成时限",
            Text(),
            "时限",
            width=14,
            priority=2,
            help="日期、“11月底前”或“长期坚持”",
        ),
        computed(
            "deadline",
            "到期日",
            Date(),
            "task_deadline",
            ("deadline_text", "@year"),
            width=15,
            priority=7,
            shown=False,
        ),
        dated(
            "state",
            "办理状态",
            Choice(options=("未启动", "推进中", "已完成")),
            filled_by=_UNIT,
            width=9,
            priority=7,
            shown=False,
        ),
        computed(
            "task_state",
            "状态",
            Choice(options=("未启动", "推进中", "已完成", "逾期未完成", "长期坚持")),
            "task_state",
            ("state", "deadline", "deadline_text", "@year", "@month"),
            groups=True,
            width=10,
            priority=3,
        ),
        half_monthly(
            "progress", "进展（采用稿）", LongText(), "进展", "本期进展", reported=True, width=28, priority=1
        ),
        half_monthly("original", "报送原文", LongText(), filled_by=_UNIT, width=28, priority=6, shown=False),
        half_monthly(
            "report_state", "报送状态", Choice(options=REPORT_STATES), width=9, priority=5, shown=False
        ),
        half_monthly("reported_on", "报送日期", Date(), width=15, priority=8, shown=False),
        monthly("problem", "存在问题", LongText(), filled_by=_UNIT, width=20, priority=3),
        monthly(
            "next_step",
            "下一步打算",
            LongText(),
            "下步打算",
            "下一步工作",
            filled_by=_UNIT,
            width=20,
            priority=4,
        ),
        fact("is_pilot", "综合试点事项", Flag(), "综合试点", groups=True, width=8, priority=8, shown=False),
        dated("document", "成果文件", Text(), width=18, priority=7, shown=False),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "工作任务未填写。", Severity.ERROR, "未填写"),
        Check("lead_unit", "is_missing", ("lead_unit",), "牵头单位未填写。", title="未填写"),
        Check("deadline_text", "is_missing", ("deadline_text",), "完成时限未填写。", title="未填写"),
        Check(
            "deadline_text",
            "is_unreadable_deadline",
            ("deadline_text", "@year"),
            "完成时限“{0}”不能识别为日期或“长期坚持”，不参与到期提醒，请改写。",
            title="时限无法识别",
        ),
        Check(
            "done_number",
            "above",
            ("done_number", "target_number"),
            "累计完成大于目标值（{1}），请核对。",
            title="完成数大于目标",
        ),
    ),
)
