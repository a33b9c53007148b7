"""What a unit wrote where no form asks for it: rows without a name, words below the table, comments, further columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, text_of, value_at
from fgj_desktop.exchange.form_marks import FAULT_WORD
from fgj_desktop.exchange.rows import RowKind
from fgj_desktop.ledgers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.exchange.grid import Sheet
    from fgj_desktop.exchange.return_columns import ReturnColumns
    from fgj_desktop.exchange.rows import TableRow

_SAYS_NOTHING = frozenset(
    {
        RowKind.BLANK,
        RowKind.TOTAL,
        RowKind.SUBTOTAL,
        RowKind.GROUP,
        RowKind.SIGNATURE,
        RowKind.HEADER,
        RowKind.EXAMPLE,
    }
)
_MOST, _LONGEST = 3, 40


def left_out(
    sheet: Sheet, columns: ReturnColumns, left: Sequence[TableRow], records: Sequence[int]
) -> list[str]:
    """The sentences that name what of the table was not read; ``records`` are the rows that were."""
    notes = [row for row in left if row.kind is RowKind.NOTE]
    nameless = [row for row in left if row.kind not in _SAYS_NOTHING and row not in notes]
    told = []
    if nameless:
        listed = "、".join(str(row.index + 1) for row in nameless[:8])
        told.append(f"第 {listed} 行没有名称，未读取{_quoted(_said(sheet, columns, nameless))}。")
    if words := _said(sheet, columns, notes):
        told.append(f"表外的文字未读取{_quoted(words)}。")
    read = set(records)
    comments = [
        text
        for (row, _), text in sorted(sheet.facts.comments.items())
        if row in read and not text.startswith(FAULT_WORD)
    ]
    if comments:
        told.append(f"批注未读取{_quoted(comments)}。")
    return told


def filled_unknown(sheet: Sheet, columns: ReturnColumns, records: Sequence[int]) -> dict[str, int]:
    """Title → how many cells are filled, of the columns that are none of the form's."""
    counts = {
        title: sum(not is_blank(value_at(sheet.rows[row], at)) for row in records)
        for at, title in columns.unknown.items()
    }
    return {title: count for title, count in counts.items() if count}


def unknown_columns(columns: ReturnColumns, filled: Mapping[str, int]) -> str:
    """「多出的列：经办人意见（1 格有内容），未读取。」."""
    told = (
        f"{title}（{filled[title]} 格有内容）" if title in filled else title
        for title in columns.unknown.values()
    )
    return f"多出的列：{'、'.join(told)}，未读取。"


def _said(sheet: Sheet, columns: ReturnColumns, rows: Sequence[TableRow]) -> list[str]:
    """The words of each row, without the hidden ids."""
    said = (
        " ".join(
            text_of(cell)
            for at, cell in enumerate(sheet.rows[row.index])
            if at != columns.ids and not is_blank(cell)
        )
        for row in rows
    )
    return [words for words in said if words]


def _quoted(texts: Sequence[str]) -> str:
    """：“甲”、“乙”等 4 处; nothing for no texts."""
    short = [squeeze(one) for one in texts[:_MOST]]
    listed = "、".join(f"“{one if len(one) <= _LONGEST else one[:_LONGEST] + '…'}”" for one in short)
    more = f"等 {len(texts)} 处" if len(texts) > _MOST else ""
    return f"：{listed}{more}" if listed else ""
