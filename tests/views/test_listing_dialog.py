"""入统比对 in a real window: outcomes are listed, taken over and opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fgj_desktop.exchange.listing_comparison import Outcome
from fgj_desktop.ledgers import KEY_PROJECT, STATISTICS_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from fgj_desktop.views.listing_dialog import ListingDialog

MONTH = Month(2021, 9)
WAN = 1_000_000


@pytest.fixture
def document(tmp_path: Path) -> LedgerDocument:
    store = Store.create(tmp_path / "台账.fgj", RULES)
    with store.action("准备") as writes:
        for name, listed, amount in (
            ("乐园镇小学扩建项目", 0, 100),
            ("花坪镇卫生院项目", 1, 200),
            ("犁市镇道路工程", 0, None),
        ):
            values = {
                "name": name,
                "started": 1,
                "listed": listed,
                "invested_to_date": amount and amount * WAN,
            }
            writes.insert(KEY_PROJECT, values | {"actual_invested_to_date": 300 * WAN}, MONTH)
        for name, amount in (("乐园镇小学扩建", 100), ("花坪镇卫生院项目", 250)):
            values = {"name": name, "invested_of_year": amount * WAN, "listed_on": "2021-05-10"}
            writes.insert(STATISTICS_PROJECT, values, MONTH)
    return LedgerDocument(store, MONTH)


@pytest.fixture
def dialog(document: LedgerDocument, qtbot: QtBot) -> ListingDialog:
    dialog = ListingDialog(document)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_is_to_be_done_is_listed_first(dialog: ListingDialog) -> None:
    assert [(texts[0], texts[4]) for texts in dialog.texts()] == [
        ("乐园镇小学扩建项目", "名单中有，未标为已入库、名称不一致"),
        ("花坪镇卫生院项目", "投资数不一致"),
        ("犁市镇道路工程", "已开工未入库、有投资未入库"),
    ]
    assert "300 万元（测算）" in dialog.said.text()


def test_the_chosen_lines_are_taken_over_and_undone(dialog: ListingDialog, document: LedgerDocument) -> None:
    before = document.view(KEY_PROJECT).rows()
    dialog.table.selectAll()
    dialog.adopt_amounts.click()
    dialog.table.selectAll()
    dialog.adopt_listed.click()
    assert not {Outcome.AMOUNT_DIFFERS.value, Outcome.FOUND_NOT_MARKED.value} & {
        word for texts in dialog.texts() for word in texts[4].split("、")
    }
    assert document.undo()
    assert document.undo()
    assert document.view(KEY_PROJECT).rows() == before


def test_a_line_opens_its_project(dialog: ListingDialog, document: LedgerDocument, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.rows_wanted) as opened:
        dialog.table.entered.emit(1)
    project = next(
        row for row in document.view(KEY_PROJECT).rows() if row.values["name"] == "花坪镇卫生院项目"
    )
    assert opened.args == ["key_project", [project.id], "入统比对"]


def test_without_a_list_the_window_says_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    document = LedgerDocument(Store.create(tmp_path / "空.fgj", RULES), MONTH)
    dialog = ListingDialog(document)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert dialog.said.text() == "在库项目台账本期没有数据。请先导入统计局名单。"
    assert not dialog.go.isEnabled()


def test_the_outcome_is_read_in_full_even_where_the_table_must_scroll(dialog: ListingDialog) -> None:
    dialog.table.resize(400, 300)
    outcome = dialog.table.columnWidth(4)
    widest = max(dialog.table.fontMetrics().horizontalAdvance(texts[4]) for texts in dialog.texts())
    assert outcome >= min(widest, dialog.table.fontMetrics().horizontalAdvance("结" * 12))
    dialog.table.resize(1600, 300)
    assert dialog.table.columnWidth(4) > outcome
