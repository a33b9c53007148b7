"""Tables of documents: the head repeated on every page, no row cut, every cell in its own font."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import TableColumn, plain_text, runs
from fgj_desktop.documents.word_styles import TABLE_HEAD, TABLE_TEXT, TABLE_TITLE, TABLE_UNIT
from fgj_desktop.documents.word_xml import paragraph_xml, run_properties, run_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.documents.word_content import Runs, Table
    from fgj_desktop.documents.word_fonts import WordFonts

    Written = Callable[[Runs, str], str]
    """Runs in a look."""

_MANY_COLUMNS = 7
_TITLE_CHARACTERS = 3.0
_CELL_MARGIN = 57
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(table: Table, fonts: WordFonts, width: int, written: Written) -> str:
    """A table as wide as the text. With many columns its letters are smaller."""
    size = 10.5 if table.small or len(table.columns) >= _MANY_COLUMNS else 12
    widths = column_widths(table.columns, width, least_widths(table, size))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = "".join(
        _cell(one, paragraph_xml(TABLE_HEAD, run_xml(column.title, run_properties(fonts, "hei", size=size))))
        for one, column in zip(widths, table.columns, strict=True)
    )
    body = [
        _row_xml(
            row,
            table.columns,
            widths,
            run_properties(fonts, "song", size=size, bold=index in table.totals),
            written,
        )
        for index, row in enumerate(table.rows)
    ]
    if not body:
        look = run_properties(fonts, "song", size=size)
        body = [
            f"<w:tr>{_ROW}{_cell(sum(widths), _text(written(runs(table.empty), look), 'center'), len(widths))}</w:tr>"
        ]
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    return (
        f'{_above(table, fonts)}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{_HEAD_ROW}{head}</w:tr>{''.join(body)}</w:tbl>"
    )


_ROW = '<w:trPr><w:cantSplit/><w:jc w:val="center"/></w:trPr>'
_HEAD_ROW = '<w:trPr><w:cantSplit/><w:tblHeader/><w:jc w:val="center"/></w:trPr>'


_MARGINS = (
    '<w:tblCellMar><w:top w:w="28" w:type="dxa"/>'
    f'<w:left w:w="{_CELL_MARGIN}" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>'
    f'<w:right w:w="{_CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
)


def column_widths(columns: Sequence[TableColumn], width: int, least: Sequence[int] = ()) -> list[int]:
    """The width of each column by its share, none below its ``least`` where there is room for all; they add up."""
    fixed = dict(enumerate(least)) if sum(least) <= width else {}
    held: dict[int, int] = {}
    while True:
        free = [index for index in range(len(columns)) if index not in held]
        room = width - sum(held.values())
        whole = sum(columns[index].share for index in free)
        short = [one for one in free if one in fixed and room * columns[one].share / whole < fixed[one]]
        if not short or len(short) == len(free):
            break
        held |= {one: fixed[one] for one in short}
    edges = [0.0]
    for index, column in enumerate(columns):
        edges.append(edges[-1] + held.get(index, room * column.share / whole))
    edges[-1] = width
    return [round(after) - round(before) for before, after in pairwise(edges)]


def least_widths(table: Table, size: float) -> list[int]:
    """What each column needs at least: three characters of its title, and its numbers whole."""
    needed = []
    for place, column in enumerate(table.columns):
        wide = min(float(len(column.title)), _TITLE_CHARACTERS)
        if column.align == "right":
            wide = max([wide, *(_characters(plain_text(row[place])) for row in table.rows)])
        needed.append(round(wide * size * 20) + 2 * _CELL_MARGIN + 20)
    return needed


def _characters(text: str) -> float:
    """The width of a number in characters, a little more than half of one for each sign; of words none is asked."""
    return len(text) * 0.55 if text.isascii() else 0.0


def _above(table: Table, fonts: WordFonts) -> str:
    title = paragraph_xml(TABLE_TITLE, run_xml(table.title, run_properties(fonts, "hei", size=14)))
    unit = paragraph_xml(TABLE_UNIT, run_xml(table.unit, run_properties(fonts, "song", size=12)))
    return (title if table.title else "") + (unit if table.unit else "")


def _row_xml(
    row: tuple[Runs, ...], columns: Sequence[TableColumn], widths: list[int], look: str, written: Written
) -> str:
    cells = "".join(
        _cell(width, _text(written(cell, look), column.align))
        for width, column, cell in zip(widths, columns, row, strict=True)
    )
    return f"<w:tr>{_ROW}{cells}</w:tr>"


def _text(content: str, align: str) -> str:
    return paragraph_xml(TABLE_TEXT, content, f'<w:jc w:val="{align}"/>')


def _cell(width: int, content: str, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
