"""附件和照片: files kept beside the ledger, of the records of any ledger."""

from __future__ import annotations

from fgj_desktop.ledgers.declaration import Column, Ledger
from fgj_desktop.ledgers.kinds import Choice, Code, Count, Date, LongText, Text

ATTACHMENT = Ledger(
    name="attachment",
    title="附件和照片",
    record_title="附件",
    group="基础资料",
    measure_word="个",
    belongs_to=("owner_ledger", "owner"),
    since=2,
    columns=(
        Column(name="owner_ledger", title="所属台账", kind=Text(), since=2),
        Column(name="owner", title="所属记录", kind=Count(grouped=False), since=2),
        Column(name="name", title="文件名", kind=Text(), required=True, width=30, since=2),
        Column(name="category", title="附件类别", kind=Choice(options=("附件", "现场照片")), since=2),
        Column(name="taken_on", title="拍摄日期", kind=Date(), since=2),
        Column(name="note", title="附件说明", kind=LongText(), width=30, since=2),
        Column(name="size", title="文件大小（字节）", kind=Count(), since=2),
        Column(
            name="digest",
            title="文件校验码",
            kind=Code(),
            width=30,
            since=2,
            help="SHA-256，文件按它存放在台账旁边的附件文件夹中",
        ),
    ),
)
