"""基础资料: the units that answer for projects, and the leaders' posts. Both are ordered by 排序号."""

from __future__ import annotations

from fgj_desktop.ledgers.declaration import Check, Column, Ledger, Severity, Unique
from fgj_desktop.ledgers.kinds import Choice, Count, Flag, LongText, Text

UNIT_TYPES = ("党委部门", "区直", "市直", "市直驻区", "镇", "街道", "办事处", "企业", "其他")

RESPONSIBLE_UNIT = Ledger(
    name="responsible_unit",
    title="责任单位",
    record_title="单位",
    group="基础资料",
    serial_column="serial",
    label_column="short_name",
    alias_columns=("short_name", "aliases", "former_names"),
    print_title="{office}责任单位一览表",
    sheet_words=("单位一览", "责任单位一览"),
    measure_word="个",
    columns=(
        Column(
            name="serial",
            title="排序号",
            kind=Count(),
            aliases=("序号", "编号"),
            width=6,
            priority=1,
            help="各表、各组都按排序号排列",
        ),
        Column(
            name="unit_type",
            title="单位类型",
            kind=Choice(options=UNIT_TYPES, is_open=True),
            aliases=("类型",),
            groups=True,
            width=10,
        ),
        Column(
            name="name",
            title="单位全称",
            kind=Text(),
            required=True,
            aliases=("单位名称", "名称", "全称"),
            width=28,
            priority=1,
        ),
        Column(name="short_name", title="简称", kind=Text(), aliases=("单位简称",), width=14, priority=1),
        Column(
            name="aliases",
            title="其他称呼",
            kind=LongText(),
            aliases=("别名",),
            width=20,
            help="多个称呼用顿号分开，导入时都认作本单位",
        ),
        Column(name="former_names", title="曾用名", kind=LongText(), width=20),
        Column(
            name="group_member",
            title="是否领导小组成员单位",
            kind=Flag(),
            aliases=("成员单位", "是否成员单位"),
            groups=True,
            width=10,
        ),
        Column(name="telephone", title="联系电话", kind=Text(), aliases=("电话",), width=14),
        Column(name="remark", title="备注", kind=LongText(), width=14),
    ),
    unique=(
        Unique(
            ("name", "short_name", "aliases", "former_names"),
            "与“{0}”的名称或别称相同，导入时无法判断是哪个单位，请核对。",
            Severity.ERROR,
            "名称重复",
        ),
    ),
    checks=(Check("name", "is_missing", ("name",), "单位全称未填写。", Severity.ERROR, "未填写"),),
)

LEADER = Ledger(
    name="leader",
    title="领导",
    record_title="领导职务",
    group="基础资料",
    serial_column="serial",
    print_title="{office}挂点领导一览表",
    sheet_words=("领导一览", "领导职务"),
    measure_word="个",
    columns=(
        Column(name="serial", title="排序号", kind=Count(), aliases=("序号",), width=6, priority=1),
        Column(
            name="name",
            title="职务",
            kind=Text(),
            required=True,
            aliases=("领导", "领导职务", "挂点领导"),
            width=24,
            priority=1,
            help="只填职务，如常务副区长",
        ),
        Column(name="remark", title="备注", kind=LongText(), width=24),
    ),
    alias_columns=(),
    unique=(Unique(("name",), "与另一职务“{0}”相同，请核对。", Severity.ERROR, "名称重复"),),
    checks=(Check("name", "is_missing", ("name",), "职务未填写。", Severity.ERROR, "未填写"),),
)
