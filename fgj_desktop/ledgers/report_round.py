"""报送: the rounds in which units report, what came back in each, and who was asked again.

A round is one report of one period (新型城镇化半月进展, 2021年9月下半月). The program writes these records when forms
go out and returns come in; no workbook of them is imported.
"""

from __future__ import annotations

from functools import partial

from fgj_desktop.ledgers.column_forms import fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity
from fgj_desktop.ledgers.kinds import Choice, Code, Count, Date, Link, LinkList, LongText, Text
from fgj_desktop.ledgers.urban_task import REPORT_STATES

SINCE = 4
"""The version of the file that brought the rounds of reporting."""

COLLECTING, COLLECTED, SUBMITTED, CLOSED = ROUND_STATES = ("收集中", "已汇总", "送审中", "已定稿")
WHOLE_TABLE, BY_UNIT = FORM_MODES = ("整表一份", "按单位分发")
WAYS_OF_RETURN = ("填报表", "Word 文件", "纸质盖章", "扫描件", "粤政易", "微信", "电话", "其他")
WAYS_OF_CHASING = ("电话", "群消息", "短信", "催报函", "当面")
INTO_THIS_PERIOD, INTO_NEXT_PERIOD = TREATMENTS = ("补入本期", "计入下期")

_column = partial(fact, since=SINCE)
_hidden = partial(fact, since=SINCE, shown=False)

REPORT_ROUND = Ledger(
    name="report_round",
    title="报送轮次",
    record_title="轮次",
    group="报送",
    serial_column="serial",
    states="state",
    print_title="{office}报送轮次登记表",
    measure_word="轮",
    kept_by_program=True,
    since=SINCE,
    columns=(
        serial(SINCE),
        _column("name", "报送轮次", Text(limit=200), required=True, width=36, priority=1),
        _hidden("ledger_name", "台账", Text(), width=14),
        _hidden("rule_title", "报送事项", Text(), groups=True, width=22),
        _column("period", "报送时期", Code(), width=12, priority=2, help="如 2021-09-H2：2021年9月下半月"),
        _column("state", "状态", Choice(options=ROUND_STATES), groups=True, width=9, priority=1),
        _column("mode", "发放方式", Choice(options=FORM_MODES), width=11, priority=4),
        _column("issuing_name", "发文名义", Text(), width=30, priority=3),
        _column("deadline", "截止日期", Date(), width=15, priority=2),
        _column("deadline_time", "截止时刻", Text(), width=8, priority=3, help="如 17:00"),
        _column("contact", "联系人", Text(), width=14, priority=5),
        _column("telephone", "联系电话", Text(), width=14, priority=5),
        _column("sent_on", "发放日期", Date(), width=15, priority=4),
        _hidden("form_version", "填报表版次", Count(), width=8),
        _hidden("sent_content", "发放内容", LongText(), help="发放时各格的内容，收表时据此比对"),
        _column("collected_on", "汇总日期", Date(), width=15, priority=5),
        _column("submitted_on", "送审日期", Date(), width=15, priority=5),
        _column("closed_on", "定稿日期", Date(), width=15, priority=4),
        _column("printed_on", "打印日期", Date(), width=15, priority=7),
        _column("archived_on", "归档日期", Date(), width=15, priority=6),
        _hidden("archive_folder", "归档位置", Text(), width=30),
        _hidden("form_folder", "填报表位置", Text(), width=30),
        _hidden("notice_file", "通知文件", Text(), width=30),
        _hidden("report_file", "报告文件", Text(), width=30),
        _hidden("report_digest", "报告校验码", Code(), width=20),
        _hidden("final_file", "定稿文件", Text(), width=30),
        remark(SINCE),
    ),
    checks=(Check("name", "is_missing", ("name",), "报送轮次未填写。", Severity.ERROR, "未填写"),),
)

UNIT_RETURN = Ledger(
    name="unit_return",
    title="报送登记",
    record_title="报送",
    group="报送",
    serial_column="serial",
    unit_column="unit",
    states="state",
    print_title="{office}报送登记表",
    measure_word="次",
    kept_by_program=True,
    since=SINCE,
    columns=(
        serial(SINCE),
        _column("name", "报送内容", Text(limit=200), required=True, width=30, priority=2),
        _column("round", "轮次", Link(ledger="report_round"), groups=True, width=30, priority=2),
        _column("unit", "单位", Link(ledger="responsible_unit"), groups=True, width=14, priority=1),
        _column("state", "报送状态", Choice(options=REPORT_STATES), groups=True, width=9, priority=1),
        _column(
            "way",
            "报送方式",
            Choice(options=WAYS_OF_RETURN, is_open=True),
            groups=True,
            width=10,
            priority=3,
        ),
        _column("received_on", "报送日期", Date(), width=15, priority=2),
        _column("received_time", "报送时刻", Text(), width=8, priority=4, help="如 17:00"),
        _column("file", "文件名", Text(), width=28, priority=4),
        _hidden("digest", "文件校验码", Code(), width=20),
        _column("original", "报送原文", LongText(), width=36, priority=4),
        _column("reasons", "退回原因", LongText(), width=24, priority=5),
        _column("treatment", "迟报处理", Choice(options=TREATMENTS), width=10, priority=5),
        remark(SINCE),
    ),
    checks=(Check("unit", "is_missing", ("unit",), "单位未填写。", title="未填写"),),
)

CHASE_RECORD = Ledger(
    name="chase_record",
    title="催报记录",
    record_title="催报",
    group="报送",
    serial_column="serial",
    print_title="{office}催报记录",
    measure_word="次",
    kept_by_program=True,
    since=SINCE,
    columns=(
        serial(SINCE),
        _column("name", "催报事项", Text(limit=200), required=True, width=30, priority=2),
        _column("round", "轮次", Link(ledger="report_round"), groups=True, width=30, priority=2),
        _column("units", "被催报单位", LinkList(ledger="responsible_unit"), width=30, priority=1),
        _column("chased_on", "催报日期", Date(), width=15, priority=1),
        _column("chased_at", "催报时刻", Text(), width=8, priority=2, help="如 10:20"),
        _column(
            "way",
            "催报方式",
            Choice(options=WAYS_OF_CHASING, is_open=True),
            groups=True,
            width=10,
            priority=2,
        ),
        _column("words", "催报内容", LongText(), width=40, priority=4),
        _column("answer", "单位答复", LongText(), width=24, priority=3),
        remark(SINCE),
    ),
)
