"""工作机制: leading groups and joint meetings; their members owe the reports that go out in their name."""

from __future__ import annotations

from fgj_desktop.ledgers.column_forms import SINCE, fact, remark, serial
from fgj_desktop.ledgers.declaration import Check, Ledger, Severity, Unique
from fgj_desktop.ledgers.kinds import Choice, Date, Link, LinkList, LongText, Text

WORK_MECHANISM = Ledger(
    name="work_mechanism",
    title="工作机制",
    record_title="机制",
    group="基础资料",
    serial_column="serial",
    print_title="{office}工作机制一览表",
    sheet_words=("工作机制", "领导小组"),
    measure_word="个",
    since=SINCE,
    columns=(
        serial(),
        fact("name", "机制名称", Text(limit=200), "名称", "领导小组", required=True, width=36, priority=1),
        fact(
            "kind",
            "机制类型",
            Choice(options=("领导小组", "工作专班", "联席会议", "定期反馈机制"), is_open=True),
            "类型",
            groups=True,
            width=12,
            priority=3,
        ),
        fact("issuing_name", "发文名义", Text(), width=30, priority=2, help="通知、催报以此名义发出"),
        fact("office_unit", "办公室设在", Link(ledger="responsible_unit"), "牵头单位", width=12, priority=3),
        fact(
            "members",
            "成员单位",
            LinkList(ledger="responsible_unit"),
            width=40,
            priority=2,
            help="成员单位按期报送；不填时为责任单位中的领导小组成员单位",
        ),
        fact("reports", "报送事项", Text(), "报送内容", width=22, priority=4, help="如 新型城镇化半月进展"),
        fact("head", "组长职务", Text(), "负责人职务", width=20, priority=5, help="只填职务"),
        fact("telephone", "联系电话", Text(), "电话", width=14, priority=6),
        fact("established_on", "成立日期", Date(), width=15, priority=6),
        fact("document_number", "文号", Text(), width=18, priority=7),
        fact("duties", "主要职责", LongText(), "职责", width=26, priority=8, shown=False),
        remark(),
    ),
    unique=(Unique(("name",), "与“{0}”名称相同，请核对。", title="名称重复"),),
    checks=(Check("name", "is_missing", ("name",), "机制名称未填写。", Severity.ERROR, "未填写"),),
)
