"""What the print desk makes of a window."""

from __future__ import annotations

from fgj_desktop.documents.ledger_print import table_of
from fgj_desktop.documents.pages import Pages
from fgj_desktop.documents.print_table import PrintTable
from fgj_desktop.rules.print_setup import PrintSetup, sheet_as_set_up
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.print_contents import seen_of


def printed_table(window: MainWindow) -> PrintTable:
    """The table that is printed of what is seen, by the usual set-up."""
    document = window.document
    seen = seen_of(window)
    return table_of(sheet_as_set_up(document.store, window.pane.ledger, document.month, PrintSetup(), seen))


def texts(pages: Pages) -> list[str]:
    """Every line on the pages."""
    return [line.text for page in pages.pages for cell in page.cells for line in cell.lines]
