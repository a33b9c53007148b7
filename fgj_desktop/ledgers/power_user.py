"""一般电力用户: firms that apply, compared with the conditions of 《通知》."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity, Unique
from fgj_desktop.ledgers.kinds import (
    Choice,
    Code,
    Date,
    LongText,
    Quantity,
    Text,
)

POWER_USER = Ledger(
    name="power_user",
    title="一般电力用户",
    record_title="企业",
    group="能源与安全",
    serial_column="serial",
    dated_by="received_on",
    states="comparison",
    print_title="{office}一般电力用户申报情况表",
    sheet_words=("电力用户",),
    measure_word="家",
    since=SINCE,
    columns=(
        serial(),
        fact("name", "企业名称", Text(limit=100), "企业", "用户名称", required=True, width=26, priority=1),
        fact("account", "用电户号", Code(), "户号", width=16, priority=2),
        fact("annual_use", "年用电量（万千瓦时）", Quantity(), "年用电量", width=11, priority=2),
        fact(
            "voltage",
            "电压等级",
            Choice(options=("10千伏", "35千伏", "110千伏", "220千伏"), is_open=True),
            groups=True,
            width=10,
            priority=3,
        ),
        fact("received_on", "提交日期", Date(), "受理日期", width=15, priority=4),
        dated(
            "comparison",
            "比对结果",
            Choice(options=("比对中", "基本符合条件", "不符合条件")),
            groups=True,
            width=12,
            priority=1,
            help="企业资料与《通知》条件的比对结果",
        ),
        dated("missing_papers", "缺少材料", LongText(), "缺件", width=20, priority=3),
        fact("submitted_on", "上报日期", Date(), "上报时间", width=15, priority=1, help="上报市发改局的日期"),
        dated("result", "市级结果", Text(), width=14, priority=5),
        remark(),
    ),
    unique=(Unique(("account",), "用电户号与“{0}”相同，请核对。", title="户号重复"),),
    checks=(
        Check("name", "is_missing", ("name",), "企业名称未填写。", Severity.ERROR, "未填写"),
        Check(
            "submitted_on",
            "is_before",
            ("submitted_on", "received_on"),
            "上报日期早于提交日期（{1}），请核对。",
            title="日期先后不符",
        ),
    ),
)
