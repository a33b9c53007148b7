"""PDF of 1,000 records with every column the clerk prints, on A3."""

from __future__ import annotations

import os
import sys

from benchmarks.files import SEPTEMBER, workbook
from benchmarks.measure import FOLDER, Figure, milliseconds, tell
from fgj_desktop.documents.ledger_print import ledger_table
from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.pages import A3_LANDSCAPE
from fgj_desktop.exchange.importer import apply, import_files
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store


def main() -> None:
    """From the rows in the file to the PDF on the disk."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from fgj_desktop.views.print_fonts import FontMeasure
    from fgj_desktop.views.print_painter import write_pdf

    application = QGuiApplication(sys.argv[:1])
    for old in FOLDER.glob("print.fgj*"):
        old.unlink()
    with Store.create(FOLDER / "print.fgj", RULES) as store:
        apply(store, import_files(store, [workbook(1000)]))

        def make() -> None:
            table = ledger_table(store, KEY_PROJECT, SEPTEMBER)
            pages, _ = lay_out_fitting(table, A3_LANDSCAPE, FontMeasure())
            write_pdf(pages, FOLDER / "print.pdf")

        seconds = milliseconds(make, 5) / 1000
    del application
    tell([Figure("PDF of 1,000 records", seconds, "s", 2)])


if __name__ == "__main__":
    main()
