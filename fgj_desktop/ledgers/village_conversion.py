"""村改居: the villages to be converted."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, computed, dated, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, FilledBy, Ledger, Severity, Total, Unique
from fgj_desktop.ledgers.kinds import (
    Choice,
    Count,
    Date,
    Link,
    LinkList,
    LongText,
    Money,
    Quantity,
    Text,
)

VILLAGE_CONVERSION = Ledger(
    name="village_conversion",
    title="村改居",
    record_title="村",
    group="新型城镇化",
    serial_column="serial",
    unit_column="town",
    states="conversion_state",
    print_title="{office}“村改居”工作进展情况表",
    sheet_words=("村改居",),
    measure_word="个",
    since=SINCE,
    columns=(
        serial(),
        fact("name", "村名", Text(), "村", "村委会", required=True, width=18, priority=1),
        fact(
            "town",
            "所属镇办",
            Link(ledger="responsible_unit"),
            "镇",
            "镇办",
            groups=True,
            width=12,
            priority=1,
        ),
        fact("new_name", "居委会名称", Text(), "新名", width=18, priority=3),
        dated("households", "户数", Count(grouped=True), total=Total.SUM, width=8, priority=4),
        dated(
            "population", "户籍在村人数", Count(grouped=True), "人口", total=Total.SUM, width=10, priority=3
        ),
        dated("land_area", "集体土地（亩）", Quantity(), "集体土地", width=10, priority=6),
        dated("collective_assets", "集体资产", Money(), total=Total.SUM, width=11, priority=6),
        fact("lead_unit", "牵头单位", Link(ledger="responsible_unit"), "责任单位", width=12, priority=3),
        fact("leader", "挂点领导", LinkList(ledger="leader"), width=12, priority=5, shown=False),
        fact("deadline", "完成时限", Date(), "时限", width=15, priority=2),
        dated(
            "state",
            "办理状态",
            Choice(options=("未启动", "推进中", "已完成")),
            filled_by=FilledBy.UNIT,
            width=9,
            priority=7,
            shown=False,
        ),
        computed(
            "conversion_state",
            "状态",
            Choice(options=("未启动", "推进中", "已完成", "逾期未完成")),
            "conversion_state",
            ("state", "deadline", "@year", "@month"),
            groups=True,
            width=10,
            priority=2,
        ),
        dated(
            "progress",
            "进展情况",
            LongText(),
            "工作进展",
            filled_by=FilledBy.UNIT,
            reported=True,
            width=28,
            priority=2,
        ),
        dated("problem", "存在问题", LongText(), filled_by=FilledBy.UNIT, width=20, priority=4),
        remark(),
    ),
    unique=(Unique(("name",), "与“{0}”村名相同，请核对。", title="名称重复"),),
    checks=(
        Check("name", "is_missing", ("name",), "村名未填写。", Severity.ERROR, "未填写"),
        Check("town", "is_missing", ("town",), "所属镇办未填写。", title="未填写"),
        Check("deadline", "is_missing", ("deadline",), "完成时限未填写。", title="未填写"),
    ),
)
