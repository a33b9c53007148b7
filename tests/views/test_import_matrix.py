"""The import dialog over sheets with months or towns across: one table, its real cells, one click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from fgj_desktop.exchange.importer import import_files
from fgj_desktop.exchange.tables import read_tables
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.resources import resource_path
from fgj_desktop.store.store import Store
from fgj_desktop.views.import_columns import ColumnList
from fgj_desktop.views.import_dialog import ImportDialog
from fgj_desktop.views.import_example import example_of
from fgj_desktop.views.import_work import ReadFile
from tests.exchange.importing import UNITS, a_store, imported
from tests.exchange.test_bureau_workbooks import BOOKS
from tests.views.dialog_tools import Memory, settle, texts

REPORT = resource_path("sample/固定资产投资月报2021年9月.xlsx")
SEPTEMBER = Month(2021, 9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        yield store


def review(qtbot: QtBot, store: Store, path: Path) -> ImportDialog:
    dialog = ImportDialog(LedgerDocument(store, SEPTEMBER), Memory())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._take([ReadFile(str(path), tuple(read_tables(path)))])
    settle()
    return dialog


def test_the_monthly_report_is_one_table_of_eight_periods(qtbot: QtBot, store: Store) -> None:
    dialog = review(qtbot, store, REPORT)

    assert dialog.head.headline.text().endswith("2021年1—2月 至 2021年1—9月，1 张表、8 期，单位亿元")
    assert "本表单位为亿元" in texts(dialog)
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()
    rows = store.view(ledger_named("fixed_asset_investment"), SEPTEMBER).rows()
    assert [row.values["cumulative"] for row in rows] == [
        32_060_000_000 * 10,
        220_900_000_000,
        99_700_000_000,
        36_300_000_000,
    ]


def test_columns_are_shown_under_the_letters_of_the_sheet(qtbot: QtBot, store: Store) -> None:
    dialog = review(qtbot, store, REPORT)
    assert dialog.session is not None
    part = dialog.session.parts[-1]
    columns = ColumnList(part, dialog.session.table(part.id))
    qtbot.addWidget(columns)

    items = [columns.tree.topLevelItem(at) for at in range(columns.tree.topLevelItemCount())]
    shown = {item.text(1): (item.text(0), item.text(2)) for item in items if item is not None}
    assert shown["指标"] == ("A", "指标")
    assert shown["累计（亿元）"] == ("J", "1—9月累计")
    assert shown["增速全市排名（11个地区）"][0] == "J"


def test_the_row_of_a_question_about_a_town_is_the_clerks_own(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "评分表"
    sheet.append(["浈江区2021年度镇办工作绩效评价评分表"])
    sheet.append(["序号", "考核指标", "新韶镇", "乐园镇政府"])
    sheet.append([1, "固定资产投资", 9.5, 8])
    book.save(tmp_path / "评分.xlsx")
    dialog = review(qtbot, store, tmp_path / "评分.xlsx")
    assert dialog.session is not None
    (question,) = dialog.session.questions

    example = example_of(dialog.session, question)
    assert question.place is not None
    assert (question.place.text, question.kind) == ("评分表!D2", "name")
    assert example is not None


@pytest.mark.parametrize("ledger", [one for one in BOOKS if one != "responsible_unit"])
def test_each_workbook_of_the_bureau_goes_in_by_the_dialog_as_by_command(
    ledger: str, qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    path = resource_path("sample") / BOOKS[ledger][0]
    dialog = review(qtbot, store, path)
    assert dialog.session is not None
    assert dialog.session.plan is not None
    assert [one.skipped for one in dialog.session.skipped] == []
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()

    assert import_files(store, [path], ledger_named(ledger)).message == "没有变化：这份表与台账完全一致。"
    with a_store(tmp_path, "命令") as other:
        imported(other, UNITS)
        imported(other, path)
        assert contents(store, ledger) == contents(other, ledger)


def contents(store: Store, ledger: str) -> list[list[str]]:
    """Every cell as it is read."""
    shown = ledger_named(ledger)
    context = store.context(SEPTEMBER)
    rows = store.view(shown, SEPTEMBER).rows()
    return [
        [field.column.kind.text(row.values.get(field.name), context) for field in shown.fields]
        for row in rows
    ]
