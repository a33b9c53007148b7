"""Cells as HTML, the flavour of the clipboard that spreadsheets read first, and the choice between the two."""

from __future__ import annotations

from operator import itemgetter

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.clipboard_page import Page
from fgj_desktop.exchange.clipboard_table import Rounded
from fgj_desktop.exchange.clipboard_text import read_text, too_much
from fgj_desktop.exchange.clipboard_writer import ClipboardCell, write_html

__all__ = ["ClipboardCell", "best_rows", "read_html", "write_html"]

MOST_CHARACTERS = 30_000_000


def read_html(html: str) -> list[list[str]] | None:
    """The cells of the largest table of a page, None when there is no table.

    Spanning cells have their text in their first place; hidden rows and columns are left out; a rounded
    figure beside which the program tells the exact number is that number (see ``exact_figure``), all else is
    as shown. Rows may differ in length. Spaces that do not break are read as spaces.

    Raises UserError when it is too much to be pasted.
    """
    found = _largest(html)
    return None if found is None else [list(map(_exact, row)) for row in found[0]]


def _largest(html: str) -> tuple[list[list[str]], bool] | None:
    """The cells as shown, and whether they are all that the page has to say."""
    if len(html) > MOST_CHARACTERS:
        raise too_much()
    page = Page(html)
    tables = [
        (sum(sum(map(bool, row)) for row in table.rows), table.rows) for table in page.tables if table.rows
    ]
    if not tables:
        return None
    _, rows = max(tables, key=itemgetter(0))
    with_text = sum(1 for filled, _ in tables if filled)
    return rows, with_text <= 1 and not page.has_text_outside


def _exact(cell: str) -> str:
    return cell.exact if isinstance(cell, Rounded) else cell


def best_rows(text: str | None, html: str | None) -> list[list[str]]:
    """The cells of the clipboard from its two flavours.

    HTML decides where cells stand, when the table is all that was copied: LibreOffice leaves empty rows at
    the edge out of its text and puts hidden ones in, it writes the breaks of a lone cell as rows, and browsers
    and Word break rows at every paragraph. Text decides when words around a table were copied too.

    Where both have the same shape, a cell is what the text says, because HTML folds spaces, except for what
    text cannot tell: line breaks that LibreOffice flattens, quotes that belong to the cell, the exact
    number behind a rounded one.

    Raises UserError when it is too much to be pasted.
    """
    found = _found(text, html)
    if found is None:
        return read_text(text or "")
    shown, alone = found
    try:
        rows = read_text(text or "")
    except UserError:
        if not alone:
            raise
        rows = []
    if list(map(len, rows)) == list(map(len, shown)):
        return [list(map(_better, ours, theirs)) for ours, theirs in zip(rows, shown, strict=True)]
    return [list(map(_exact, row)) for row in shown] if alone or not text else rows


def _found(text: str | None, html: str | None) -> tuple[list[list[str]], bool] | None:
    try:
        return _largest(html) if html else None
    except UserError:
        # The text of a block is a small part of its markup, and may well be read.
        if not text:
            raise
        return None


def _better(text: str, shown: str) -> str:
    """One cell as text and as HTML show it."""
    if isinstance(shown, Rounded) and shown.strip() == text.strip():
        return shown.exact
    if text == shown:
        return text
    if shown == f'"{text}"':
        return shown
    return shown if shown.count("\n") > text.count("\n") and shown.split() == text.split() else text
