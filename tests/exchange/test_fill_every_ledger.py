"""An emptied export of each ledger, filled again, says what the export said."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import MergedCell

from fgj_desktop.cli.main import main
from fgj_desktop.exchange.export import export_ledger, fields_with_content
from fgj_desktop.exchange.fill_blank import read_blank, tables_for
from fgj_desktop.ledgers import IMPORTED, Ledger
from fgj_desktop.rules import RULES
from fgj_desktop.rules.sheet_words import CITY_MARK, PROVINCE_MARK
from fgj_desktop.store.store import Store
from tests.exchange.blanks import SEPTEMBER, filled

Cells = dict[tuple[int, int], object]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("示例") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    return path


def emptied(path: Path, body: int, rows: int) -> Cells:
    """Take the rows below the header out of a workbook; gives what they said."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    said: Cells = {}
    for row in range(body + 1, body + 1 + rows):
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            said[row, column] = _bare(cell.value)
            if not isinstance(cell, MergedCell):
                cell.value = None
    book.save(path)
    return said


def _bare(value: object) -> object:
    """A cell without the marks that exports put before names, and without the noise of its last digit."""
    if isinstance(value, str):
        return value.lstrip(PROVINCE_MARK + CITY_MARK)
    return f"{value:.12g}" if isinstance(value, int | float) else value


@pytest.mark.parametrize("ledger", IMPORTED, ids=lambda one: one.name)
def test_an_emptied_export_is_filled_as_it_was(sample: Path, ledger: Ledger, tmp_path: Path) -> None:
    with Store.open(sample, RULES, read_only=True) as store:
        path = tmp_path / "表.xlsx"
        fields = fields_with_content(store, ledger, SEPTEMBER)
        export_ledger(store, ledger, SEPTEMBER, path, fields=fields, group_by=None, plain=True)
        (table,) = tables_for(read_blank(path), ledger, store, SEPTEMBER)
        rows = len(store.view(ledger, SEPTEMBER).ids())
        said = emptied(path, table.header.body, rows)
        plan, out = filled(store, path, ledger=ledger, uncounted=True)
    assert not [one for one in plan.columns if one.field is None]
    assert len(plan.rows) == rows
    assert not plan.insertions
    sheet = openpyxl.load_workbook(out).worksheets[0]
    found = {(row, column): _bare(sheet.cell(row, column).value) for row, column in said}
    serial = next((one.index + 1 for one in plan.columns if one.field == ledger.serial_column), 0)
    differing = {at for at, value in said.items() if found[at] != value and at[1] != serial}
    assert not {at: (said[at], found[at]) for at in differing}
