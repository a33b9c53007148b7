"""宣传演练: safety publicity and drills."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity, Total
from fgj_desktop.ledgers.kinds import (
    Choice,
    Count,
    Date,
    Flag,
    LinkList,
    Text,
)

DRILL = "应急演练"

PUBLICITY = Ledger(
    name="publicity",
    title="宣传演练",
    record_title="活动",
    group="能源与安全",
    serial_column="serial",
    dated_by="held_on",
    dated_within_year=True,
    identity=("held_on",),
    states="kind",
    print_title="{office}安全生产宣传演练台账（{year}年{range}）",
    sheet_words=("宣传演练", "宣传"),
    measure_word="次",
    since=SINCE,
    columns=(
        serial(),
        fact("held_on", "日期", Date(), "活动日期", width=15, priority=1),
        fact(
            "kind",
            "活动类型",
            Choice(options=("日常宣传", "集中宣传", DRILL)),
            "类型",
            groups=True,
            width=10,
            priority=2,
        ),
        fact("name", "活动内容", Text(limit=300), "内容", "主题", required=True, width=34, priority=1),
        fact(
            "copies",
            "宣传资料（份）",
            Count(grouped=True),
            "宣传资料",
            "份数",
            total=Total.SUM,
            width=10,
            priority=2,
        ),
        fact("is_approximate", "约数", Flag(), width=6, priority=7, help="“600多份”填 600，并标为约数"),
        fact("towns", "覆盖镇办", LinkList(ledger="responsible_unit"), width=30, priority=3),
        fact("joint_units", "联合单位", Text(limit=300), width=24, priority=4),
        fact("place", "地点", Text(), width=16, priority=5),
        fact("participants", "参加人数", Count(grouped=True), total=Total.SUM, width=9, priority=5),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "活动内容未填写。", Severity.ERROR, "未填写"),
        Check("held_on", "is_missing", ("held_on",), "日期未填写。", Severity.ERROR, "未填写"),
    ),
)
