"""安全生产检查: inspections, what was found, and its rectification."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, dated, fact, overdue, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity, Total
from fgj_desktop.ledgers.kinds import (
    Choice,
    Count,
    Date,
    Flag,
    LongText,
    Text,
)

ROUTINE, SPECIAL, JOINT = "日常检查", "专项检查", "联合整治"
FIELDS = ("电力", "成品油", "油气", "粮食", "在建项目", "其他")

SAFETY_INSPECTION = Ledger(
    name="safety_inspection",
    title="安全生产检查",
    record_title="检查",
    group="能源与安全",
    serial_column="serial",
    sector_column="field",
    dated_by="inspected_on",
    dated_within_year=True,
    identity=("inspected_on",),
    states="rectification",
    looks=(("overdue", 1, "逾期未整改"),),
    print_title="{office}安全生产检查台账（{year}年{range}）",
    sheet_words=("安全生产检查", "检查台账"),
    measure_word="次",
    since=SINCE,
    columns=(
        serial(),
        fact("inspected_on", "检查日期", Date(), "日期", width=15, priority=1),
        fact(
            "kind",
            "检查类型",
            Choice(
                options=(ROUTINE, SPECIAL, JOINT),
                synonyms=(("日常", ROUTINE), ("专项", SPECIAL), ("联合", JOINT), ("联合检查", JOINT)),
            ),
            "类型",
            groups=True,
            width=10,
            priority=2,
        ),
        fact(
            "name", "被检查单位", Text(limit=200), "检查对象", "受检单位", required=True, width=24, priority=1
        ),
        fact(
            "field",
            "行业",
            Choice(options=FIELDS, is_open=True),
            "行业领域",
            groups=True,
            width=10,
            priority=3,
        ),
        fact(
            "vehicles", "出动车辆（车次）", Count(), "出动车辆", "车次", total=Total.SUM, width=9, priority=2
        ),
        fact(
            "people",
            "检查人员（人次）",
            Count(),
            "检查人员",
            "人次",
            total=Total.SUM,
            width=9,
            priority=2,
            help="只填人次，不填姓名",
        ),
        fact("joint_units", "联合部门", Text(limit=300), "联合单位", width=18, priority=5),
        fact(
            "hazards", "发现隐患（处）", Count(), "发现隐患", "隐患数", total=Total.SUM, width=9, priority=2
        ),
        fact(
            "hazard_level",
            "隐患等级",
            Choice(options=("一般", "重大")),
            groups=True,
            width=8,
            priority=6,
            shown=False,
        ),
        fact("content", "检查内容", LongText(), width=24, priority=6, shown=False),
        fact("handling", "处置情况", LongText(), "处置", width=24, priority=4),
        fact(
            "included",
            "计入次数",
            Flag(),
            "是否计入",
            groups=True,
            width=8,
            priority=6,
            help="空为计入；部门联合行动只作记录的填“否”",
        ),
        fact("deadline", "整改时限", Date(), "整改期限", width=15, priority=4),
        dated(
            "rectification",
            "整改情况",
            Choice(options=("无隐患", "整改中", "已整改"), is_open=True),
            "整改",
            groups=True,
            width=9,
            priority=2,
        ),
        fact("rechecked_on", "复查日期", Date(), "复查时间", width=15, priority=5),
        overdue("deadline", "rectification", title="逾期未整改", shown=False),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "被检查单位未填写。", Severity.ERROR, "未填写"),
        Check("inspected_on", "is_missing", ("inspected_on",), "检查日期未填写。", Severity.ERROR, "未填写"),
        Check(
            "rechecked_on",
            "is_before",
            ("rechecked_on", "inspected_on"),
            "复查日期早于检查日期（{1}），请核对。",
            title="日期先后不符",
        ),
        Check(
            "rectification",
            "hazards_without_rectification",
            ("rectification", "hazards"),
            "有隐患而整改情况为“无隐患”或空，请核对。",
            title="整改情况不符",
        ),
    ),
)
