"""Facts of an old .xls (BIFF8) that the fast reader does not tell: one walk over its records.

The layout of the records is that of [MS-XLS]; only the few that matter here are looked at.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.compound import BrokenCompound, Compound
from fgj_desktop.exchange.raw_facts import BUILT_IN_FORMATS, RawSheet, Styles, is_red, shown_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.exchange.grid import Cell

_BEGIN, _END, _CONTINUE = 0x809, 0x0A, 0x3C
_BIFF8 = 0x600
_FILE_PASS, _BOUND_SHEET, _FONT, _FORMAT, _CELL_FORMAT, _PALETTE = 0x2F, 0x85, 0x31, 0x41E, 0xE0, 0x92
_DIMENSIONS, _ROW, _COLUMNS, _FILTER_MODE, _NOTE, _OBJECT, _TEXT = 0x200, 0x208, 0x7D, 0x9B, 0x1C, 0x5D, 0x1B6
_NUMBERS, _FORMULA, _ERROR = 0xBD, 0x06, 0x205
_CELLS = frozenset({0x203, 0x27E, 0xFD, 0x204, 0xD6, _FORMULA, _ERROR})
"""NUMBER, RK, LABELSST, LABEL, RSTRING, FORMULA, BOOLERR: they begin with row, column, format."""
_WITH_ERRORS = frozenset({_FORMULA, _ERROR})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_RED_INDEXES = (2, 10)
_NOTE_OBJECT = 0x19
_LARGEST_ROWS, _LARGEST_COLUMNS = 65_536, 256

_cell_head = struct.Struct("<HHH").unpack_from
_record_head = struct.Struct("<HH").unpack_from

Record = tuple[int, bytes, int]


def read_raw_xls(data: bytes, name: str) -> tuple[Styles, dict[str, RawSheet]] | None:
    """The formats and, by sheet name, the facts; None for an older layout, which tells them elsewhere.

    The fast reader believes what the file says of its own size. So the limits are checked here, on
    everything it will read.

    Raises UserError when the workbook has a password, is damaged or beyond the limits.
    """
    try:
        compound = Compound(data)
        stream = compound.read("Workbook" if "Workbook" in compound.streams else "Book")
        head = list(_records(stream, 0))
        if any(kind == _FILE_PASS for kind, _, _ in head):
            raise UserError("该工作簿已加密，请先取消密码。")
        parts = [content for kind, content, _ in head if kind == _BOUND_SHEET]
        if struct.unpack_from("<H", head[0][1])[0] != _BIFF8:
            for part in parts:
                _SheetWalk(frozenset()).read(stream, struct.unpack_from("<I", part)[0], name, name)
            return None
        styles = _styles(head)
        facts: dict[str, RawSheet] = {}
        for part in parts:
            sheet = _text(part[7:], part[6]).replace("\0", "")
            facts[sheet] = _SheetWalk(styles.telling()).read(
                stream, struct.unpack_from("<I", part)[0], name, sheet
            )
        return styles, facts
    except (BrokenCompound, KeyError, struct.error, IndexError) as problem:
        raise guards.damaged(name) from problem


def _records(stream: bytes, begin: int) -> Iterator[Record]:
    """The records of one part of the stream, and how deep each lies: 1, or 2 in a chart inside a sheet.

    Raises BrokenCompound when no part begins there.
    """
    depth, length = 0, len(stream)
    while begin + 4 <= length:
        kind, size = _record_head(stream, begin)
        if depth == 0 and kind != _BEGIN:
            raise BrokenCompound("no part begins here")
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth == 0:
                return
        yield kind, stream[begin + 4 : begin + 4 + size], depth
        begin += 4 + size
    raise BrokenCompound("a part does not end")


def _place(data: bytes) -> Cell:
    row, column = _record_head(data)
    return row, column


def _text(data: bytes, count: int) -> str:
    """Characters after their flag byte: one byte each, or two."""
    if data[0] & 1:
        return data[1 : 1 + count * 2].decode("utf-16-le", "replace")
    return data[1 : 1 + count].decode("latin-1")


def _styles(head: list[Record]) -> Styles:
    fonts = [struct.unpack_from("<HHH", data)[1:] for kind, data, _ in head if kind == _FONT]
    formats = [struct.unpack_from("<HH", data) for kind, data, _ in head if kind == _CELL_FORMAT]
    codes = BUILT_IN_FORMATS | {
        struct.unpack_from("<H", data)[0]: shown_by(_text(data[4:], struct.unpack_from("<H", data, 2)[0]))
        for kind, data, _ in head
        if kind == _FORMAT
    }
    red = _red_indexes(head)

    def font(number: int) -> tuple[int, int]:
        # There is no font 4: the numbers jump from 3 to 5.
        number -= number > 4
        return fonts[number] if number < len(fonts) else (0, 0)

    shown = {number: codes.get(code) for number, (_, code) in enumerate(formats)}
    return Styles(
        struck=frozenset(number for number, (of, _) in enumerate(formats) if font(of)[0] & 0x08),
        red=frozenset(number for number, (of, _) in enumerate(formats) if font(of)[1] in red),
        shown={number: kind for number, kind in shown.items() if kind is not None},
    )


def _red_indexes(head: list[Record]) -> frozenset[int]:
    red = set(_RED_INDEXES)
    for kind, data, _ in head:
        if kind == _PALETTE:
            colours = range(struct.unpack_from("<H", data)[0])
            of_palette = {8 + at: is_red(*struct.unpack_from("BBB", data, 2 + at * 4)) for at in colours}
            red = {index for index in red if of_palette.get(index, True)}
            red |= {index for index, yes in of_palette.items() if yes}
    return frozenset(red)


def _check_dimensions(data: bytes, name: str, sheet: str) -> None:
    """Refuse a declared size that no sheet of this format can have; memory is reserved by it."""
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(data) >= 14 else "<HHHH", data)
    if bottom > _LARGEST_ROWS or right > _LARGEST_COLUMNS:
        raise guards.too_large(name, sheet)
    if (top > bottom > 0) or (left > right > 0) or top > _LARGEST_ROWS:
        raise guards.damaged(name)


class _SheetWalk:
    """Collects the facts of one sheet."""

    def __init__(self, telling: frozenset[int]) -> None:
        self._telling = telling
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._filtered = False
        self._errors: dict[Cell, str] = {}
        self._styled: dict[Cell, int] = {}
        self._last_row, self._last_column = -1, -1
        self._notes: dict[Cell, int] = {}
        self._texts: dict[int, str] = {}
        self._object = self._missing = 0

    def read(self, stream: bytes, begin: int, name: str, sheet: str) -> RawSheet:
        rows, columns = {-1}, {-1}
        for kind, data, depth in _records(stream, begin):
            if kind in _CELLS:
                # In place and without calls: a sheet has hundreds of thousands of them.
                row, column, style = _cell_head(data)
                rows.add(row)
                columns.add(column)
                if style in self._telling:
                    self._styled[row, column] = style
                if kind in _WITH_ERRORS:
                    self._error(kind, data)
            elif kind == _NUMBERS:
                self._numbers(data)
            elif kind == _DIMENSIONS:
                _check_dimensions(data, name, sheet)
            elif depth == 1:
                self._beside(kind, data)
        last_row, last_column = max(*rows, self._last_row), max(*columns, self._last_column)
        guards.check_extent(last_row + 1, last_column + 1, name, sheet)
        return RawSheet(
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            filtered=self._filtered,
            errors=self._errors,
            uncached=frozenset(),
            styled=self._styled,
            comments={cell: self._texts[of].strip() for cell, of in self._notes.items() if of in self._texts},
        )

    def _beside(self, kind: int, data: bytes) -> None:
        if kind == _ROW:
            self._row(data)
        elif kind in {_NOTE, _OBJECT, _TEXT, _CONTINUE}:
            self._note(kind, data)
        elif kind == _COLUMNS:
            self._columns(data)
        elif kind == _FILTER_MODE:
            self._filtered = True

    def _error(self, kind: int, data: bytes) -> None:
        if kind == _ERROR and data[7]:
            self._errors[_place(data)] = _ERRORS.get(data[6], "#N/A")
        elif kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
            self._errors[_place(data)] = _ERRORS.get(data[8], "#N/A")

    def _numbers(self, data: bytes) -> None:
        row, first = _place(data)
        count = (len(data) - 6) // 6
        self._last_row, self._last_column = (
            max(self._last_row, row),
            max(self._last_column, first + count - 1),
        )
        for at in range(count):
            style = struct.unpack_from("<H", data, 4 + at * 6)[0]
            if style in self._telling:
                self._styled[row, first + at] = style

    def _row(self, data: bytes) -> None:
        if struct.unpack_from("<H", data, 12)[0] & 0x20:
            self._hidden_rows.add(struct.unpack_from("<H", data)[0])

    def _columns(self, data: bytes) -> None:
        first, last = struct.unpack_from("<HH", data)
        if struct.unpack_from("<H", data, 8)[0] & 1:
            self._hidden_columns.update(range(first, min(last + 1, guards.MAX_COLUMNS)))

    def _note(self, kind: int, data: bytes) -> None:
        """A comment lies in four records: its object, the length of its text, the text, its cell."""
        if kind == _NOTE and len(data) >= 8:
            row, column, _, of = struct.unpack_from("<HHHH", data)
            self._notes[row, column] = of
        elif kind == _OBJECT and len(data) >= 8:
            of_kind, number = struct.unpack_from("<HH", data, 4)
            self._object, self._missing = (number if of_kind == _NOTE_OBJECT else 0), 0
        elif kind == _TEXT and len(data) >= 12:
            self._missing = struct.unpack_from("<H", data, 10)[0] if self._object else 0
        elif kind == _CONTINUE and self._missing and data:
            piece = _text(data, self._missing)
            self._missing -= len(piece)
            self._texts[self._object] = self._texts.get(self._object, "") + piece
