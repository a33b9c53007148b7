"""省市重点申报: what is put forward for next year's lists. Province and city overlap and are never added."""

from __future__ import annotations

from fgj_desktop.ledgers.becoming import Becoming
from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity, SheetFact, Total
from fgj_desktop.ledgers.kinds import Choice, Code, Count, Date, Flag, Link, LongText, Money, Text

FORMAL, PREPARATORY = "正式项目", "前期预备项目"

APPLICATION = Ledger(
    name="application",
    title="省市重点申报",
    record_title="申报项目",
    group="重点项目",
    code_column="code",
    serial_column="serial",
    unit_column="responsible_unit",
    dated_by="reported_on",
    identity=("level", "plan_year"),
    said_by_sheet=(
        SheetFact("level", (("省重点", "省"), ("市重点", "市"))),
        SheetFact("plan_year", (("{year}", "{year}"),)),
    ),
    becomes=Becoming(
        ledger="key_project",
        link="key_project",
        year="plan_year",
        copied=(
            ("name", "name"),
            ("code", "code"),
            ("responsible_unit", "responsible_unit"),
            ("total_investment", "total_investment"),
            ("scope", "scope"),
            ("construction_period", "construction_period"),
        ),
        # As on import, where ★ marks the province's projects: they are the city's and the district's too.
        added=("level", "level", (("省", "省、市、区"), ("市", "市、区"))),
        turned=("kind", "nature", ((FORMAL, "新开工"), (PREPARATORY, "前期预备"))),
        plan="annual_plan",
        issued="annual_plan",
        proposed="proposed_plan",
        state=("state", "列入"),
    ),
    uncounted={"state": ("未列入", "调出")},
    states="kind",
    print_title="{office}拟申报列入省、市重点建设项目计划表",
    sheet_words=("申报", "重点建设项目计划"),
    measure_word="个",
    since=SINCE,
    columns=(
        serial(),
        fact("name", "项目名称", Text(limit=100), "名称", required=True, width=28, priority=1),
        fact("code", "项目代码", Code(), "统一代码", width=26, priority=9, shown=False),
        fact(
            "level",
            "申报层级",
            Choice(
                options=("省", "市"),
                synonyms=(("省重点", "省"), ("市重点", "市"), ("省级", "省"), ("市级", "市")),
            ),
            "层级",
            "级别",
            groups=True,
            width=8,
            priority=2,
            help="省重点、市重点分别统计，有重复，不相加",
        ),
        fact("plan_year", "申报年度", Count(), "年度", groups=True, width=8, priority=3),
        fact(
            "kind",
            "类别",
            Choice(
                options=(FORMAL, PREPARATORY),
                synonyms=(
                    ("正式", FORMAL),
                    ("预备", PREPARATORY),
                    ("前期预备", PREPARATORY),
                    ("预备项目", PREPARATORY),
                ),
            ),
            "项目类别",
            groups=True,
            width=12,
            priority=1,
        ),
        fact(
            "batch",
            "批次",
            Choice(options=("首报", "补报", "调整"), is_open=True),
            groups=True,
            width=8,
            priority=4,
        ),
        fact(
            "responsible_unit",
            "项目单位",
            Link(ledger="responsible_unit"),
            "责任单位",
            "申报单位",
            groups=True,
            width=12,
            priority=3,
        ),
        dated(
            "total_investment",
            "总投资（估算）",
            Money(),
            "总投资",
            "估算总投资",
            total=Total.SUM,
            width=12,
            priority=1,
            help="前期预备项目为估算总投资",
        ),
        dated(
            "annual_plan",
            "申报年度计划投资",
            Money(),
            "年度计划投资",
            "计划投资",
            "{year}年计划投资",
            total=Total.SUM,
            width=12,
            priority=2,
        ),
        fact("scope", "建设内容及规模", LongText(), "建设内容", width=24, priority=7, shown=False),
        fact("construction_period", "建设起止年限", Text(), "起止年限", width=12, priority=7, shown=False),
        dated("can_start", "具备开工条件", Flag(), "是否具备开工条件", groups=True, width=9, priority=4),
        dated("missing_conditions", "欠缺条件", LongText(), "缺少条件", "存在问题", width=18, priority=5),
        dated("approvals", "前期手续", LongText(), "手续办理情况", width=18, priority=8, shown=False),
        dated(
            "state",
            "申报状态",
            Choice(options=("拟申报", "已报", "列入", "未列入", "调出")),
            "状态",
            groups=True,
            width=8,
            priority=4,
        ),
        fact("reported_on", "申报日期", Date(), "上报日期", width=15, priority=7),
        fact("document_number", "文号", Text(), width=14, priority=9, shown=False),
        fact("key_project", "关联重点项目", Link(ledger="key_project"), width=18, priority=9, shown=False),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "项目名称未填写。", Severity.ERROR, "未填写"),
        Check(
            "level",
            "is_missing",
            ("level",),
            "申报层级未填写，不能计入省重点或市重点申报。",
            Severity.ERROR,
            "未填写",
        ),
        Check(
            "kind", "is_missing", ("kind",), "类别未填写，不能计入正式项目或前期预备项目。", title="未填写"
        ),
        Check(
            "annual_plan",
            "above",
            ("annual_plan", "total_investment"),
            "年度计划投资大于总投资（{1}），请核对。",
            Severity.ERROR,
            "计划大于总投资",
        ),
    ),
)
