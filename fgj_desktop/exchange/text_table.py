"""Tables kept as text (CSV and its relatives): every cell stays the text it is."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.formula_guard import unguarded
from fgj_desktop.exchange.text_encoding import decode

if TYPE_CHECKING:
    from fgj_desktop.exchange.grid import Value

_DELIMITERS = ("\t", ",", ";")
"""In order of preference when two would do: a tab is hardly ever typed into a cell."""
_SAMPLE_LINES = 50
_MAX_FIELD = 1_000_000


def read_text_table(data: bytes, name: str) -> list[list[Value]]:
    """The rows of a text file; codes and leading zeros stay as they are.

    The ' that keeps a text from being taken for a formula is no part of it.

    Raises UserError.
    """
    text = decode(data)
    if text is None:
        raise UserError(
            f"无法识别“{name}”的文字编码，未作任何改动。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
        )
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[Value]] = []
    filled = 0
    csv.field_size_limit(_MAX_FIELD)
    try:
        for cells in csv.reader(StringIO(text), delimiter=delimiter_of(text)):
            rows.append([unguarded(cell) or None for cell in cells])
            if any(cells):
                filled = len(rows)
            if filled > guards.MAX_ROWS:
                break
    except csv.Error as problem:
        raise guards.damaged(name) from problem
    width = max((len(row) for row in rows[:filled]), default=0)
    guards.check_extent(filled, width, name, name)
    return [row + [None] * (width - len(row)) for row in rows[:filled]]


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most of the first lines into the same number of cells."""
    sample = "\n".join(text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES])

    def agreeing(delimiter: str) -> int:
        try:
            widths = Counter(len(row) for row in csv.reader(StringIO(sample), delimiter=delimiter))
        except csv.Error:
            return 0
        return max((count for width, count in widths.items() if width > 1), default=0)

    return max(_DELIMITERS, key=agreeing)
