"""Each of the bureau's own workbooks through the import dialog: a click, and every cell is in the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.resources import resource_path
from fgj_desktop.views.import_dialog import ImportDialog
from tests.exchange.importing import SEPTEMBER, UNITS, a_store, imported
from tests.exchange.sample_cells import BOOKS, lost_cells
from tests.views.dialog_tools import Memory, settle


@pytest.mark.parametrize("ledger", BOOKS)
def test_a_workbook_goes_in_whole_by_one_click(qtbot: QtBot, tmp_path: Path, ledger: str) -> None:
    with a_store(tmp_path) as store:
        if ledger != "responsible_unit":
            imported(store, UNITS)
        dialog = ImportDialog(LedgerDocument(store, SEPTEMBER), Memory())
        qtbot.addWidget(dialog)
        dialog.show()
        with qtbot.waitSignal(dialog.reading.finished, timeout=60_000):
            dialog.start([resource_path("sample") / BOOKS[ledger].file])
        settle()
        with qtbot.waitSignal(dialog.imported):
            dialog.import_button.click()
        lost, seen = lost_cells(store, ledger)
        dialog.close()
    assert lost == []
    assert seen > 0
