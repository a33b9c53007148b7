"""镇办考核: the score of each town for each indicator."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, fact, remark, serial
from fgj_desktop.ledgers.declaration import (
    Check,
    FilledBy,
    Ledger,
    LedgerCheck,
    Matrix,
    ReportedBy,
    Severity,
    SheetFact,
)
from fgj_desktop.ledgers.kinds import Count, Date, Flag, Link, LongText, Quantity, Text

_YEAR = SheetFact("year", (("{year}", "{year}"),))

TOWN_SCORE = Ledger(
    name="town_score",
    title="得分明细",
    record_title="得分",
    group="镇办考核",
    serial_column="serial",
    unit_column="town",
    identity=("town", "year"),
    said_by_sheet=(_YEAR,),
    matrix=Matrix(across="town", down="name", value="score"),
    reported_by=ReportedBy("town_assessment", "scoring_unit", ("name", "year")),
    print_title="{office}{year}年镇办工作绩效评价得分明细表",
    sheet_words=("评分表", "得分"),
    measure_word="条",
    since=SINCE,
    columns=(
        serial(),
        fact("year", "考核年度", Count(), "年度", groups=True, width=8, priority=4, begins_with_year=0),
        fact("name", "考核指标", Text(limit=200), "指标", required=True, width=28, priority=1),
        fact(
            "town", "镇办", Link(ledger="responsible_unit"), "被考核单位", groups=True, width=12, priority=1
        ),
        fact(
            "score",
            "得分",
            Quantity(),
            "评分",
            filled_by=FilledBy.UNIT,
            width=8,
            priority=1,
            help="空为未评",
        ),
        fact(
            "not_applicable",
            "不适用",
            Flag(),
            "是否不适用",
            filled_by=FilledBy.UNIT,
            groups=True,
            width=7,
            priority=3,
        ),
        fact("reason", "扣分原因", LongText(), "原因", filled_by=FilledBy.UNIT, width=26, priority=3),
        fact("scored_on", "评分日期", Date(), width=15, priority=6),
        remark(),
    ),
    ledger_checks=(
        LedgerCheck(
            "scores_within_weights",
            "score",
            "得分大于指标分值（{0} 分），请核对。",
            Severity.ERROR,
            "得分大于分值",
        ),
        LedgerCheck("scores_of_the_sheet", "name", "{0}，得分未计入，请核对。", Severity.ERROR, "得分未计入"),
        LedgerCheck(
            "told_once",
            "score",
            "这个镇办的这项指标已有得分，请核对。",
            Severity.ERROR,
            "得分重复",
            ("year", "name", "town"),
        ),
    ),
    checks=(
        Check("year", "is_missing", ("year",), "考核年度未填写。", Severity.ERROR, "未填写"),
        Check("name", "is_missing", ("name",), "考核指标未填写。", Severity.ERROR, "未填写"),
        Check("town", "is_missing", ("town",), "镇办未填写。", Severity.ERROR, "未填写"),
    ),
)
