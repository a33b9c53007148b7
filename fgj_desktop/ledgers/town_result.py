"""镇办考核: totals, places and grades as published; they no longer follow the scores."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, LedgerCheck, Severity, SheetFact
from fgj_desktop.ledgers.kinds import Choice, Count, Date, Flag, Link, LongText, Quantity, Text

_YEAR = SheetFact("year", (("{year}", "{year}"),))

TOWN_RESULT = Ledger(
    name="town_result",
    title="结果",
    record_title="结果",
    group="镇办考核",
    serial_column="serial",
    unit_column="town",
    identity=("year",),
    said_by_sheet=(_YEAR,),
    states="grade",
    print_title="{office}{year}年镇办工作绩效评价结果",
    sheet_words=("考核结果", "评价结果"),
    measure_word="个",
    since=SINCE,
    columns=(
        serial(),
        fact("year", "考核年度", Count(), "年度", groups=True, width=8, priority=1, begins_with_year=0),
        fact("name", "镇办名称", Text(), "名称", required=True, width=14, priority=1),
        fact("town", "镇办", Link(ledger="responsible_unit"), width=12, priority=8, shown=False),
        fact("total", "总分", Quantity(), "得分", width=9, priority=1),
        fact("rank", "名次", Count(), "排名", width=7, priority=1),
        fact("group_rank", "组内名次", Count(), width=8, priority=4),
        fact(
            "grade",
            "等次",
            Choice(options=("优秀", "良好", "一般"), is_open=True),
            groups=True,
            width=8,
            priority=2,
        ),
        fact("vetoed", "一票否决", Flag(), groups=True, width=8, priority=4),
        fact("explanation", "折算说明", LongText(), "说明", width=26, priority=5),
        fact("published_on", "公布日期", Date(), width=15, priority=3, help="公布后的结果不再随评分变化"),
        fact("document_number", "公布文号", Text(), "文号", width=16, priority=6),
        remark(),
    ),
    ledger_checks=(
        LedgerCheck(
            "told_once",
            "name",
            "这个镇办本年度已有结果，请核对。",
            Severity.ERROR,
            "结果重复",
            ("year", "name"),
        ),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "镇办名称未填写。", Severity.ERROR, "未填写"),
        Check("year", "is_missing", ("year",), "考核年度未填写。", Severity.ERROR, "未填写"),
    ),
)
