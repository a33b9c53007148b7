"""Tables of documents: the head repeated on every page, no row cut, every cell in its own font."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from fgj_desktop.documents.word_content import TableColumn, runs
from fgj_desktop.documents.word_styles import TABLE_HEAD, TABLE_TEXT, TABLE_TITLE, TABLE_UNIT
from fgj_desktop.documents.word_xml import paragraph_xml, run_properties, run_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.documents.word_content import Runs, Table
    from fgj_desktop.documents.word_fonts import WordFonts

    Written = Callable[[Runs, str], str]
    """Runs in a look."""

_MANY_COLUMNS = 7
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(table: Table, fonts: WordFonts, width: int, written: Written) -> str:
    """A table as wide as the text. With many columns its letters are smaller."""
    widths = column_widths(table.columns, width)
    size = 10.5 if table.small or len(table.columns) >= _MANY_COLUMNS else 12
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
        f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{_HEAD_ROW}{head}</w:tr>{''.join(body)}</w:tbl>"
    )


_ROW = '<w:trPr><w:cantSplit/><w:jc w:val="center"/></w:trPr>'
_HEAD_ROW = '<w:trPr><w:cantSplit/><w:tblHeader/><w:jc w:val="center"/></w:trPr>'


def column_widths(columns: Sequence[TableColumn], width: int) -> list[int]:
    """The width of each column by its share; they add up to the whole."""
    whole = sum(column.share for column in columns)
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + round(width * column.share / whole))
    edges[-1] = width
    return [after - before for before, after in pairwise(edges)]


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
