"""镇办考核: the indicators, their weights, to whom they apply and who scores them."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, LedgerCheck, Severity, SheetFact
from fgj_desktop.ledgers.kinds import Choice, Count, Date, Link, LinkList, LongText, Quantity, Text

BASIC, BONUS, DEDUCTION, VETO = "基本", "加分", "扣分", "一票否决"
_YEAR = SheetFact("year", (("{year}", "{year}"),))

TOWN_ASSESSMENT = Ledger(
    name="town_assessment",
    title="指标与分值",
    record_title="指标",
    group="镇办考核",
    serial_column="serial",
    unit_column="scoring_unit",
    sector_column="category",
    identity=("year",),
    said_by_sheet=(_YEAR,),
    states="kind",
    print_title="{office}{year}年镇办工作绩效评价指标与分值表",
    sheet_words=("镇办", "考核指标", "绩效评价"),
    measure_word="项",
    since=SINCE,
    columns=(
        serial(),
        fact("year", "考核年度", Count(), "年度", groups=True, width=8, priority=4, begins_with_year=0),
        fact("category", "一级指标", Text(), "类别", groups=True, width=14, priority=2),
        fact("name", "考核指标", Text(limit=200), "指标", "二级指标", required=True, width=28, priority=1),
        fact("weight", "分值", Quantity(), "权重", width=8, priority=1),
        fact(
            "kind",
            "指标类型",
            Choice(options=(BASIC, BONUS, DEDUCTION, VETO)),
            "类型",
            groups=True,
            width=9,
            priority=3,
        ),
        fact("bonus_cap", "加分上限", Quantity(), width=9, priority=6),
        fact(
            "scope",
            "适用范围",
            Choice(options=("通用", "镇", "街道和办事处")),
            groups=True,
            width=11,
            priority=3,
            help="与适用镇办不同时，以适用镇办为准",
        ),
        fact("towns", "适用镇办", LinkList(ledger="responsible_unit"), width=18, priority=6, shown=False),
        fact(
            "scoring_unit",
            "评分单位",
            Link(ledger="responsible_unit"),
            "责任单位",
            groups=True,
            width=12,
            priority=2,
        ),
        fact("rule", "评分细则", LongText(), "评分办法", width=34, priority=3),
        fact("data_source", "数据来源", Text(), width=14, priority=7, shown=False),
        dated(
            "detailed_plan",
            "细化方案报送",
            Choice(options=("已报", "未报")),
            "细化方案",
            groups=True,
            width=10,
            priority=3,
        ),
        fact("plan_due", "细化方案报送时限", Date(), width=15, priority=7, shown=False),
        remark(),
    ),
    ledger_checks=(
        LedgerCheck(
            "weights_make_hundred",
            "weight",
            "权重合计 {0} 分（应为 100 分）：{1}。",
            Severity.ERROR,
            "权重合计不是 100 分",
        ),
        LedgerCheck(
            "told_once", "name", "本年度已有这项指标，请核对。", Severity.ERROR, "指标重复", ("year", "name")
        ),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "考核指标未填写。", Severity.ERROR, "未填写"),
        Check("scoring_unit", "is_missing", ("scoring_unit",), "评分单位未填写。", title="未填写"),
        Check("year", "is_missing", ("year",), "考核年度未填写。", Severity.ERROR, "未填写"),
    ),
)
