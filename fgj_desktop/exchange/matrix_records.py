"""Sheets whose columns are records of another ledger (indicators × towns): a plain table for each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, is_number, text_of, told_twice, value_at
from fgj_desktop.exchange.headers import (
    HEADER_WITHIN,
    HeaderColumn,
    columns_at,
    is_known_title,
    is_numbering,
    match_in,
)
from fgj_desktop.exchange.parts import Part, PartMaker, lost_comments, repeated_remark
from fgj_desktop.exchange.rows import is_whole_total
from fgj_desktop.ledgers.kinds import Flag
from fgj_desktop.ledgers.numbers import read_decimal
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import DASH_TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.grid import Cell, Sheet, Value
    from fgj_desktop.ledgers import Ledger

_MOST_LEVELS = 2
_PLACE = re.compile(r"(?:镇|乡|街道|街|办事处|办|村|社区)$")
_NO_RECORD = re.compile(r"合计|总分|平均|小计|排名|名次|得分率|满分|备注|说明|原因")


@dataclass(slots=True)
class _Layout:
    """The header of such a sheet: what its rows name, and its columns."""

    top: int
    body: int
    columns: tuple[HeaderColumn, ...]
    columns_name: str
    """The field that the titles of ``across`` give."""
    across: tuple[HeaderColumn, ...]
    known: int
    """How many columns of the ledger it has."""


def records_of(
    sheet: Sheet, ledger: Ledger, across: str, names: Sequence[str], *, is_sure: bool
) -> list[Part]:
    """The plain tables of a sheet of scores: one for each record in the header; empty for any other sheet.

    The rows may name either side. ``is_sure`` when the clerk says that it is this ledger; else the sheet
    must call itself so, or name places in its header.
    """
    layout = _layout(sheet, ledger, across)
    if layout is None:
        return []
    above = (text_of(cell) for row in sheet.rows[: layout.top] for cell in row if isinstance(cell, str))
    calls_itself = any(word in text for text in (*names, *above) for word in ledger.sheet_words)
    places = sum(bool(_PLACE.search(squeeze(column.title))) for column in layout.across)
    if not (is_sure or calls_itself or 2 * places > len(layout.across)):
        return []
    same: dict[str, list[HeaderColumn]] = {}
    for column in layout.across:
        same.setdefault(squeeze(column.title), []).append(column)
    made = [_part(sheet, ledger, layout, columns) for columns in same.values()]
    lost = lost_comments(sheet, layout.body, [one.sheet for one in made])
    if lost:
        last = made[-1]
        made[-1] = replace(last, remarks=(*last.remarks, *lost))
    return made


def _layout(sheet: Sheet, ledger: Ledger, across: str) -> _Layout | None:
    """The header that knows most columns of the ledger; between equals the one of fewest rows."""
    found = (
        _layout_at(sheet, ledger, across, top, levels)
        for top in range(min(HEADER_WITHIN, sheet.height))
        for levels in range(1, _MOST_LEVELS + 1)
    )
    known = [one for one in found if one is not None]
    return max(known, key=lambda one: (one.known, one.top - one.body), default=None)


def _layout_at(sheet: Sheet, ledger: Ledger, across: str, top: int, levels: int) -> _Layout | None:
    assert ledger.matrix is not None
    down = ledger.matrix.down
    columns = tuple(columns_at(sheet.rows, sheet.merges, top, levels))
    matches = {one.index: match_in(ledger, one) for one in columns}
    fields = {found.field.name for found in matches.values() if found is not None}
    if ledger.matrix.value in fields or (down in fields) == (across in fields):
        return None
    body = top + levels
    while body < sheet.height and is_numbering(sheet.rows[body]):
        body += 1
    found = tuple(
        one for one in columns if matches[one.index] is None and _is_record(sheet, ledger, one, body)
    )
    if len(found) < 2:
        return None
    other = across if down in fields else down
    return _Layout(top, body, columns, other, found, len(fields))


def _is_record(sheet: Sheet, ledger: Ledger, column: HeaderColumn, body: int) -> bool:
    """Whether a column is of a record: no title of a column, and nothing but values below it."""
    title = squeeze(column.title)
    if _NO_RECORD.search(title) or is_known_title(column.title):
        return False
    cells = [value_at(row, column.index) for row in sheet.rows[body:]]
    filled = [cell for cell in cells if not is_blank(cell)]
    fitting = sum(_is_value(ledger, cell) for cell in filled)
    return bool(filled) and 2 * fitting >= len(filled)


def _is_value(ledger: Ledger, cell: Value) -> bool:
    if is_number(cell):
        return True
    text = squeeze(text_of(cell))
    return text in DASH_TEXTS or read_decimal(text) is not None or _flag_of(ledger, text) is not None


def _flag_of(ledger: Ledger, text: str) -> str | None:
    """The flag that a cell sets by saying its title: 不适用."""
    found = (one for one in ledger.columns if isinstance(one.kind, Flag) and one.title == text)
    return next((one.title for one in found), None)


def _part(sheet: Sheet, ledger: Ledger, layout: _Layout, columns: Sequence[HeaderColumn]) -> Part:
    """The rows of one record: what each names, the record itself, its value and what stands beside.

    Of several columns of one record the last that says something counts; what an earlier one says otherwise is noted.
    """
    assert ledger.matrix is not None
    column = columns[-1]
    differing: list[tuple[Cell, Cell]] = []
    maker = PartMaker(sheet, layout.top, layout.body)
    titles = {one.name: one.title for one in ledger.columns}
    others = [one for one in layout.columns if one not in layout.across]
    beside = [(maker.add_column(one.title, one.candidates, one.money_unit), one) for one in others]
    record = maker.add_column(titles[layout.columns_name])
    value = maker.add_column(squeeze(column.title), (titles[ledger.matrix.value],))
    flags: dict[str, int] = {}
    for row in range(layout.body, sheet.height):
        filled = [one.index for one in columns if not is_blank(sheet.value(row, one.index))]
        at_cell = filled[-1] if filled else column.index
        cell = sheet.value(row, at_cell)
        named = [(at, one) for at, one in beside if not is_blank(maker.value(row, one.index))]
        is_total = any(is_whole_total(text_of(maker.value(row, one.index))) for _, one in named[:2])
        # A row of one text is a note or a group: it stays, once, for whoever reads rows to say so.
        if is_blank(cell) and (len(named) != 1 or columns[0] is not layout.across[0]):
            continue
        for at, one in named:
            maker.copy(row, at, (row, one.index))
        if is_blank(cell):
            continue
        if not is_total:
            maker.put(row, record, column.title, (layout.body - 1, at_cell))
        differing += _note_others(maker, (row, value), [(row, one) for one in filled])
        flag = _flag_of(ledger, squeeze(text_of(cell)))
        if flag is None:
            maker.copy(row, value, (row, at_cell))
            continue
        if flag not in flags:
            flags[flag] = maker.add_column(flag)
        maker.put(row, flags[flag], "是", (row, at_cell))
    remarks = (repeated_remark(squeeze(column.title), differing),) if differing else ()
    return Part(squeeze(column.title), maker.sheet(), maker.header(), remarks=remarks)


def _note_others(maker: PartMaker, at: Cell, cells: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Note at a cell what others than the last say differently; gives them, each beside the last."""
    others = [one for one in cells[:-1] if maker.source.value(*one) != maker.source.value(*cells[-1])]
    for one in others:
        maker.add_note(at, told_twice(maker.source.address(*one), text_of(maker.source.value(*one))))
    return [(one, cells[-1]) for one in others]
