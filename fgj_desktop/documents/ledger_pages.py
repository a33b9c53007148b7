"""The pages of a ledger as a print set-up has them: whole, or a document for each unit or leader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.documents.ledger_print import table_of
from fgj_desktop.documents.page_changes import marked, shrunk
from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.pages import A3_LANDSCAPE, A3_PORTRAIT, A4_LANDSCAPE, A4_PORTRAIT

if TYPE_CHECKING:
    from fgj_desktop.documents.pages import Measure, Pages, Paper
    from fgj_desktop.rules.ledger_sheet import LedgerSheet
    from fgj_desktop.rules.print_setup import Sheet

_PAPERS = {
    ("A3", True): A3_LANDSCAPE,
    ("A3", False): A3_PORTRAIT,
    ("A4", True): A4_LANDSCAPE,
    ("A4", False): A4_PORTRAIT,
}


@dataclass(frozen=True, slots=True)
class LedgerPages:
    """The pages, and the titles of the columns for which the paper is too narrow."""

    pages: Pages
    dropped: tuple[str, ...]


def paper_of(sheet: Sheet) -> Paper:
    """The paper that pages are laid out for; one that is shrunk afterwards is A3."""
    return _PAPERS[sheet.name, sheet.landscape]


def ledger_pages(sheet: LedgerSheet, on: Sheet, measure: Measure) -> LedgerPages:
    """A sheet of a ledger as pages on the paper chosen, with its mark."""
    table = table_of(sheet)
    pages, dropped = lay_out_fitting(table, paper_of(on), measure)
    pages = marked(pages, sheet.mark, measure)
    titles = tuple("".join(table.columns[column].title.split()) for column in dropped)
    return LedgerPages(shrunk(pages) if on.shrunk else pages, titles)
