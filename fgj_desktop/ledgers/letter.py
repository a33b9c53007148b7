"""来文和函件: letters in and out, with the day by which an answer is due."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, computed, dated, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity
from fgj_desktop.ledgers.kinds import Choice, Date, Flag, LinkList, LongText, Text

LETTER = Ledger(
    name="letter",
    title="来文和函件",
    record_title="函件",
    group="综合",
    serial_column="serial",
    dated_by="issued_on",
    identity=("issued_on",),
    states="kind",
    looks=(("overdue", 1, "逾期未回复"),),
    print_title="{office}来文和函件登记表",
    sheet_words=("函件", "来文"),
    measure_word="件",
    since=SINCE,
    columns=(
        serial(),
        fact(
            "direction",
            "收发",
            Choice(options=("来文", "发文"), synonyms=(("收", "来文"), ("发", "发文"))),
            "方向",
            groups=True,
            width=7,
            priority=1,
        ),
        fact(
            "kind",
            "函件类型",
            Choice(options=("提醒函", "督办函", "通报", "约谈", "通知"), is_open=True),
            "类型",
            groups=True,
            width=9,
            priority=2,
        ),
        fact("name", "标题", Text(limit=300), "文件标题", "名称", required=True, width=40, priority=1),
        fact("document_number", "文号", Text(), width=22, priority=4, help="年份用六角括号〔2021〕"),
        fact("issued_on", "日期", Date(), "发文日期", "来文日期", width=15, priority=1),
        fact("sender", "发文单位", Text(), "来文单位", width=22, priority=3),
        fact("addressees", "收文单位", LinkList(ledger="responsible_unit"), "主送单位", width=20, priority=3),
        fact("basis", "依据期", Text(), "数据时点", width=14, priority=6, help="如 2021年1—8月"),
        fact("projects", "涉及项目", LinkList(ledger="key_project"), width=24, priority=4),
        fact("requirement", "要求", LongText(), "内容摘要", "主要内容", width=30, priority=3),
        fact("reply_due", "回复时限", Date(), "办理时限", width=15, priority=2),
        fact("replied_on", "回复日期", Date(), width=15, priority=3),
        fact("reply", "回复内容", LongText(), "办理情况", width=26, priority=5),
        dated("closed", "已办结", Flag(), "是否办结", groups=True, width=7, priority=3),
        computed(
            "overdue",
            "逾期未回复",
            Flag(),
            "is_past_undone",
            ("reply_due", "replied_on", "@year", "@month"),
            groups=True,
            width=8,
            priority=5,
        ),
        remark(),
    ),
    checks=(
        Check("name", "is_missing", ("name",), "标题未填写。", Severity.ERROR, "未填写"),
        Check(
            "reply_due",
            "is_before",
            ("reply_due", "issued_on"),
            "回复时限早于日期（{1}），请核对。",
            title="日期先后不符",
        ),
        Check(
            "replied_on",
            "is_before",
            ("replied_on", "issued_on"),
            "回复日期早于日期（{1}），请核对。",
            title="日期先后不符",
        ),
    ),
)
