"""What the clerk is told of a sheet: unknown columns, units of money, hidden rows, other tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.rows import PAGE, RowKind
from fgj_desktop.ledgers.kinds import Money
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import WAN, YI, YUAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.mapping import Mapping
    from fgj_desktop.exchange.rows import TableRow
    from fgj_desktop.exchange.tables import Table

_LONGEST_NOTE = 60
_CONVERSIONS = {
    YI: "本表单位为亿元，已按 1 亿元＝10,000 万元换算。",
    YUAN: "本表单位为元，已按 10,000 元＝1 万元换算。",
}


def notices_of(table: Table, mapping: Mapping) -> tuple[str, ...]:
    """Every notice of one sheet, ready to show."""
    return (
        *_unknown(mapping),
        *mapping.notices,
        *_units(table, mapping),
        *_hidden(table),
        *table.remarks,
    )


def _unknown(mapping: Mapping) -> list[str]:
    plain = [one.title for one in mapping.unknown if not one.reason]
    found = [f"列“{one.title}”{one.reason}，未导入。" for one in mapping.unknown if one.reason]
    if plain:
        found.insert(0, f"未识别的列：{'、'.join(plain)}。未导入，可指定对应列。")
    return found


def _units(table: Table, mapping: Mapping) -> list[str]:
    amounts = [
        one for one in mapping.written if one.field is not None and isinstance(one.field.column.kind, Money)
    ]
    if not amounts:
        return []
    if table.facts.money_unit is None and any(one.money_unit is None for one in amounts):
        return ["表中没有写明金额单位，按万元导入。"]
    units = {one.money_unit or table.money_unit for one in amounts}
    if len(units) > 1:
        return ["各列金额单位不同，已分别换算。"]
    return [text for unit, text in _CONVERSIONS.items() if unit in units and unit != WAN]


def _hidden(table: Table) -> list[str]:
    facts = table.sheet.facts
    body = table.header.body if table.header is not None else 0
    rows = sorted(row + 1 for row in facts.hidden_rows if body <= row < table.sheet.height)
    found = []
    if rows:
        listed = "、".join(map(str, rows[:8])) + ("等" if len(rows) > 8 else "")
        reason = "（表中设有筛选）" if facts.filtered else ""
        found.append(f"第 {listed} 行是隐藏行{reason}，共 {len(rows)} 行，已一并导入，请核对。")
    if facts.hidden_columns:
        found.append(f"有 {len(facts.hidden_columns)} 个隐藏列，已一并读取。")
    return found


def left_out_notes(rows: Sequence[TableRow]) -> list[str]:
    """What notes beside the table say, long ones in short; page numbers and units say nothing of it."""
    notes = (" ".join(row.label.split()) for row in rows if row.kind is RowKind.NOTE)
    told = (note for note in notes if not PAGE.match(squeeze(note)))
    return [note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1]}…" for note in told]
