"""全市排名: the bureau's place among the city's areas, each with its source."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, LedgerCheck, Severity
from fgj_desktop.ledgers.kinds import Count, Date, Text

CITY_RANKING = Ledger(
    name="city_ranking",
    title="全市排名",
    record_title="排名",
    group="固定资产投资",
    serial_column="serial",
    dated_by="period",
    identity=("period",),
    print_title="{office}主要指标全市排名情况表",
    sheet_words=("全市排名", "排名情况"),
    measure_word="条",
    since=SINCE,
    columns=(
        serial(),
        fact("name", "指标", Text(), "指标名称", required=True, width=26, priority=1),
        fact(
            "period",
            "数据时点",
            Date(),
            "报告期",
            "期间",
            width=15,
            priority=1,
            help="排名所依据数据的月份，如 2021年8月",
        ),
        fact(
            "own_value",
            "本区数值",
            Text(),
            "数值",
            width=14,
            priority=3,
            help="连同单位填写，如 20亿元、-19.1%",
        ),
        fact("rank", "名次", Count(), "排名", "全市名次", width=7, priority=1),
        fact("ranked_areas", "参评地区数", Count(), "参评地区", "地区数", width=9, priority=2),
        fact("source", "来源文件", Text(), "来源", width=30, priority=4),
        fact("source_date", "来文日期", Date(), "发文日期", width=15, priority=6),
        remark(),
    ),
    ledger_checks=(
        LedgerCheck(
            "told_once",
            "period",
            "这个指标的这一期已有一条，请核对。",
            title="同一期重复",
            arguments=("name", "period"),
        ),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "指标未填写。", Severity.ERROR, "未填写"),
        Check(
            "rank",
            "above",
            ("rank", "ranked_areas"),
            "名次大于参评地区数（{1}），请核对。",
            Severity.ERROR,
            "名次不符",
        ),
        Check("period", "is_missing", ("period",), "数据时点未填写。", title="未填写"),
    ),
)
