"""Names of actions as the history and the undo command show them: 「修改 3 个单元格」."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month

_NAME_LIMIT = 16


def edit_label(ledger: Ledger, month: Month, fields: Sequence[str]) -> str:
    """「修改：形象进度」 for one cell, 「修改 3 个单元格」 for several; ``fields`` has one name a cell."""
    return cells_label("修改", ledger, month, fields)


def period_label(ledger: Ledger, field: str, month: Month) -> str:
    """「修改2021年8月：形象进度」: a cell of another period than the one on screen."""
    title = ledger.fields_by_name[field].timeless_title
    return f"修改{month.year}年{month.number}月：{title}"


def cells_label(verb: str, ledger: Ledger, month: Month, fields: Sequence[str]) -> str:
    """「粘贴：形象进度」 for one cell, 「粘贴 3 个单元格」 for several; ``fields`` has one name a cell."""
    if len(fields) == 1:
        return f"{verb}：{ledger.fields_by_name[fields[0]].title_for(month, short=True)}"
    return f"{verb} {len(fields)} 个单元格"


def add_label(ledger: Ledger) -> str:
    """「新增项目」."""
    return f"新增{ledger.record_title}"


def delete_label(ledger: Ledger, names: Sequence[str]) -> str:
    """「删除项目：乐园镇小学扩建」 for one record, 「删除 3 个项目」 for several."""
    if len(names) == 1:
        name = names[0] or "（未填名称）"
        short = name if len(name) <= _NAME_LIMIT else name[:_NAME_LIMIT] + "…"
        return f"删除{ledger.record_title}：{short}"
    return f"删除 {len(names)} 个{ledger.record_title}"
