"""问题清单: what holds projects up, until it is settled (销号)."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, overdue, remark, serial
from fgj_desktop.ledgers.declaration import Check, FilledBy, Ledger, RaisedFrom, ReadyView, Severity
from fgj_desktop.ledgers.kinds import Choice, Date, Flag, Link, LongText, Text

PROBLEM_STATES = ("未解决", "协调中", "已解决", "已销号")
CATEGORIES = (
    "规划设计审批",
    "征地拆迁",
    "选址",
    "资金保障",
    "上级部门审批",
    "业主变更",
    "施工许可",
    "施工合同未签",
    "三旧政策调控",
    "建库入统",
    "其他",
)
_BEGINS = (("state", PROBLEM_STATES[0]),)

PROBLEM = Ledger(
    name="problem",
    title="问题清单",
    record_title="问题",
    group="重点项目",
    serial_column="serial",
    unit_column="responsible_unit",
    dated_by="raised_on",
    identity=("key_project", "statistics_project", "bond_reserve"),
    states="state",
    looks=(("supervised", 1, "提请督办"), ("overdue", 1, "逾期")),
    ready_views=(
        ReadyView("全部"),
        ReadyView("按解决层级", group="solve_level"),
        ReadyView("按责任单位", group="responsible_unit"),
        ReadyView("提请督办", "supervised:1", (("deadline", False),)),
    ),
    raised_from=(
        RaisedFrom(
            "key_project",
            "key_project",
            (
                ("name", "problem"),
                ("category", "problem_category"),
                ("solve_level", "solve_level"),
                ("measure", "measure"),
                ("responsible_unit", "responsible_unit"),
            ),
            "raised_on",
            _BEGINS,
        ),
        RaisedFrom(
            "statistics_project",
            "statistics_project",
            (("responsible_unit", "responsible_unit"),),
            "raised_on",
            _BEGINS,
        ),
        RaisedFrom(
            "bond_reserve", "bond_reserve", (("responsible_unit", "department_unit"),), "raised_on", _BEGINS
        ),
    ),
    print_title="{office}重点项目存在问题清单",
    sheet_words=("问题清单",),
    measure_word="条",
    since=SINCE,
    columns=(
        serial(),
        fact("name", "问题描述", Text(limit=500), "存在问题", "问题", required=True, width=36, priority=1),
        fact(
            "key_project",
            "重点项目",
            Link(ledger="key_project"),
            "项目名称",
            groups=True,
            width=18,
            priority=2,
        ),
        fact(
            "statistics_project",
            "在库项目",
            Link(ledger="statistics_project"),
            width=16,
            priority=7,
            shown=False,
        ),
        fact("bond_reserve", "储备项目", Link(ledger="bond_reserve"), width=16, priority=7, shown=False),
        fact(
            "category",
            "问题类别",
            Choice(options=CATEGORIES, is_open=True),
            groups=True,
            width=12,
            priority=3,
        ),
        fact(
            "solve_level",
            "解决层级",
            Choice(
                options=("区级", "市级", "省级"), synonyms=(("区", "区级"), ("市", "市级"), ("省", "省级"))
            ),
            groups=True,
            width=8,
            priority=2,
        ),
        fact("measure", "建议措施", LongText(), width=26, priority=3),
        fact(
            "responsible_unit",
            "责任单位",
            Link(ledger="responsible_unit"),
            "牵头单位",
            groups=True,
            width=12,
            priority=2,
        ),
        fact("raised_on", "提出日期", Date(), "登记日期", width=15, priority=4),
        fact("deadline", "解决时限", Date(), "完成时限", "时限", width=15, priority=3),
        dated(
            "state",
            "状态",
            Choice(options=PROBLEM_STATES),
            "办理状态",
            "解决情况",
            groups=True,
            width=9,
            priority=2,
        ),
        dated("progress", "办理情况", LongText(), "进展情况", filled_by=FilledBy.UNIT, width=22, priority=5),
        dated("supervised", "提请督办", Flag(), "是否提请督办", groups=True, width=8, priority=5),
        fact("solved_on", "解决日期", Date(), "销号日期", width=15, priority=6),
        overdue("deadline", "state"),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "问题描述未填写。", Severity.ERROR, "未填写"),
        Check(
            "solve_level", "is_missing", ("solve_level",), "解决层级未填写，不能分类报送。", title="未填写"
        ),
        Check("responsible_unit", "is_missing", ("responsible_unit",), "责任单位未填写。", title="未填写"),
        Check(
            "solved_on",
            "is_before",
            ("solved_on", "raised_on"),
            "解决日期早于提出日期（{1}），请核对。",
            title="日期先后不符",
        ),
        Check(
            "solved_on",
            "settling_differs",
            ("state", "solved_on", "@year", "@month"),
            "解决日期与状态（{0}）不符，请核对。",
            title="日期与状态不符",
        ),
    ),
)
