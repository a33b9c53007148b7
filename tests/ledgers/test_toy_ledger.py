"""Adding a ledger is its declaration and its place in the lists: everything else is read off it.

The toy below stands in the lists as another file of ``fgj_desktop/ledgers`` would; nothing else is told of it.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import fgj_desktop
from fgj_desktop import ledgers
from fgj_desktop.cli.main import main
from fgj_desktop.documents.ledger_print import ledger_table
from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.pages import A3_LANDSCAPE
from fgj_desktop.documents.record_facts import record_sheets
from fgj_desktop.exchange.export import export_ledger
from fgj_desktop.exchange.importer import apply, import_files
from fgj_desktop.exchange.plan import ImportOptions
from fgj_desktop.ledgers.declaration import (
    Axis,
    Carry,
    Check,
    Column,
    Computed,
    FilledBy,
    Items,
    Ledger,
    LedgerCheck,
    Severity,
    Total,
)
from fgj_desktop.ledgers.kinds import Choice, LongText, Money, Percent, Text
from fgj_desktop.models.cell_past import cell_past
from fgj_desktop.models.check_book import CheckBook
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.history_words import cell_words
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.models.record_card import FieldList
from fgj_desktop.models.record_tables import ItemTable, PeriodTable
from fgj_desktop.models.travel import destination
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import ColumnFilter, Order, Search
from fgj_desktop.store.self_check import check_contents
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.window_memory import WindowMemory
from tests.documents.counted import CountedMeasure
from tests.sample_store import SEPTEMBER, WAN
from tests.store.support import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.rows import Row

STEPS = Items("step", "前期手续", ("立项", "用地"))

TOY = Ledger(
    name="toy_well",
    title="机井台账",
    record_title="机井",
    group="试用",
    sector_column="place",
    print_title="{office}{year}年机井台账（{range}）",
    sheet_words=("机井",),
    states="state",
    columns=(
        Column(name="name", title="机井名称", kind=Text(), required=True, width=20, priority=1),
        Column(name="place", title="所在片区", kind=Text(), groups=True),
        Column(
            name="plan",
            title="{year}年计划投资",
            kind=Money(),
            per=Axis.YEAR,
            total=Total.SUM,
            aliases=("计划",),
        ),
        Column(
            name="spent",
            title="{range}累计完成投资",
            kind=Money(),
            per=Axis.MONTH,
            carries=Carry.YEAR,
            reported=True,
            total=Total.SUM,
        ),
        Column(
            name="done",
            title="占计划（％）",
            kind=Percent(),
            filled_by=FilledBy.COMPUTED,
            computed=Computed("completion", ("spent", "plan")),
            total=Total.FROM_SUMS,
        ),
        Column(
            name="state",
            title="状态",
            kind=Choice(options=("未打井", "出水")),
            per=Axis.MONTH,
            carries=Carry.ALWAYS,
            groups=True,
        ),
        Column(name="approval", title="", kind=Choice(options=("已办结", "办理中")), per=STEPS),
        Column(name="progress", title="进展", kind=LongText(), per=Axis.HALF_MONTH, reported=True, width=20),
    ),
    checks=(Check("spent", "above", ("spent", "plan"), "累计大于计划（{1}），请核对。", title="超计划"),),
    ledger_checks=(
        LedgerCheck("told_once", "name", "同一片区已有同名机井。", Severity.ERROR, "重名", ("place", "name")),
    ),
)
SHEET = (
    ("浈江区2021年机井台账（1—9月）",),
    ("单位：万元",),
    (
        "机井名称",
        "所在片区",
        "2021年计划投资",
        "1-9月累计完成投资",
        "状态",
        "立项",
        "9月上半月进展",
        "9月下半月进展",
    ),
    ("东山1号井", "东片", 100, 80, "出水", "已办结", "已打到60米", "出水"),
    ("西山1号井", "西片", 50, 60, "未打井", "办理中", None, "设备进场"),
)


@pytest.fixture(scope="module")
def every_module() -> None:
    """Have all modules imported: none may take the lists while the toy stands in them and keep them."""
    for one in pkgutil.walk_packages(fgj_desktop.__path__, "fgj_desktop."):
        if not one.name.endswith("__main__"):
            importlib.import_module(one.name)


@pytest.fixture(autouse=True)
def listed(every_module: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy stands in the lists of ``fgj_desktop/ledgers/__init__.py``."""
    wanted = {name: (*getattr(ledgers, name), TOY) for name in ("LEDGERS", "NAVIGATION", "IMPORTED")}
    for module in [one for name, one in sys.modules.items() if name.startswith("fgj_desktop")]:
        for name, every in wanted.items():
            if getattr(module, name, None) == every[:-1]:
                monkeypatch.setattr(module, name, every)
    monkeypatch.setitem(ledgers._BY_NAME, TOY.name, TOY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "机井.fgj", RULES, ledgers=ledgers.LEDGERS, clock=lambda: NOW) as made:
        yield made
        made.on_change.clear()


@pytest.fixture
def wells(store: Store, tmp_path: Path) -> Store:
    """The store with the workbook imported."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in SHEET:
        sheet.append(line)
    book.save(tmp_path / "机井9月.xlsx")
    plan = import_files(store, [tmp_path / "机井9月.xlsx"], month=None, options=ImportOptions())
    assert [one.ledger for one in plan.added] == [TOY.name, TOY.name]
    apply(store, plan)
    return store


def rows(store: Store) -> list[Row]:
    return store.view(TOY, SEPTEMBER).rows()


def put(table: LedgerTable, row: int, field: str, text: str) -> bool:
    return table.setData(table.index(row, table.column_of(field)), text, Qt.ItemDataRole.EditRole)


def test_a_view_asked_for_no_column_follows_what_is_added(store: Store) -> None:
    """The toy has neither 序号 nor register: nothing but the record itself is in its keys."""
    view = store.view(TOY, SEPTEMBER)
    assert view.ids() == []
    with store.action("新增") as writes:
        record = writes.insert(TOY, {"name": "甲井"}, SEPTEMBER)
    assert (view.ids(), view.count()) == ([record], 1)
    store.undo()
    assert (view.ids(), view.count()) == ([], 0)


def test_the_file_gets_its_tables(store: Store) -> None:
    with store.action("新增") as writes:
        writes.insert(TOY, {"name": "甲井", "progress:H1": "开工"}, SEPTEMBER)
    assert all(not part.faults for part in check_contents(store))
    store.close()
    with Store.open(store.path, RULES, ledgers=ledgers.LEDGERS) as again:
        assert [row.values["progress:H1"] for row in rows(again)] == ["开工"]


def test_a_workbook_is_recognised_and_imported(wells: Store) -> None:
    first, second = rows(wells)
    assert first.values["plan"] == 100 * WAN
    assert first.values["spent"] == 80 * WAN
    assert first.values["approval:立项"] == "已办结"
    assert (first.values["progress:H1"], second.values["progress:H2"]) == ("已打到60米", "设备进场")
    assert wells.view(TOY, SEPTEMBER).totals()["spent"] == 140 * WAN
    assert wells.view(TOY, SEPTEMBER).ids([Search("xs1hj")]) == [second.id]
    filters, order = [ColumnFilter("progress:H1", "blank")], [Order("progress:H2")]
    assert wells.view(TOY, SEPTEMBER).ids(filters, order) == [second.id]


def test_the_grid_shows_and_takes_every_kind_of_column(wells: Store, qtbot: QtBot) -> None:
    document = LedgerDocument(wells, SEPTEMBER)
    table = LedgerTable(document, TOY)
    titles = [table.column_title(column) for column in range(table.columnCount())]
    assert titles == [
        "机井名称",
        "所在片区",
        "2021年计划投资",
        "1—9月累计完成投资",
        "占计划（％）",
        "状态",
        "立项",
        "用地",
        "9月上半月进展",
        "9月下半月进展",
    ]
    assert table.cell(0, table.column_of("done")).text == "80.00%"
    for field, text in (
        ("plan", "200"),
        ("spent", "90"),
        ("approval:用地", "已办结"),
        ("progress:H1", "洗井"),
    ):
        assert put(table, 0, field, text)
        assert table.cell(0, table.column_of(field)).text == text
    assert table.cell(0, table.column_of("done")).text == "45.00%"
    assert not put(table, 0, "done", "1")
    table.compute_totals()
    assert table.total(0) == "合计（2 项）"


def test_the_card_shows_it_in_sections_items_and_months(wells: Store, qtbot: QtBot) -> None:
    document = LedgerDocument(wells, SEPTEMBER)
    record = rows(wells)[0].id
    card, months, steps = (
        FieldList(document, TOY),
        PeriodTable(document, TOY),
        ItemTable(document, TOY, STEPS),
    )
    for model in (card, months, steps):
        model.show(record)
    place = card.index(card.row_of("progress:H1"), 1)
    assert place.data() == "已打到60米"
    assert card.setData(place, "已打到80米")
    assert rows(wells)[0].values["progress:H1"] == "已打到80米"
    assert steps.ticked(0, 0)
    assert steps.toggle(1)
    assert rows(wells)[0].values["approval:用地"] == "已办结"
    titles = [
        months.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for column in range(months.columnCount())
    ]
    assert titles == ["累计完成投资", "上半月进展", "下半月进展"]
    assert months.setData(months.index(months.months.index(SEPTEMBER.previous), 2), "八月下半月")
    assert wells.view(TOY, SEPTEMBER.previous).rows([record])[0].values["progress:H2"] == "八月下半月"
    spent = [field.name for field in months.fields].index("spent")
    assert months.index(months.months.index(SEPTEMBER), spent).data() == "80"


def test_checks_of_rows_and_of_the_whole_ledger_look_at_it(wells: Store, qtbot: QtBot) -> None:
    with wells.action("新增") as writes:
        writes.insert(TOY, {"name": "西山1号井", "place": "西片"}, SEPTEMBER)
    book = CheckBook(LedgerDocument(wells, SEPTEMBER))
    book.demand([TOY])
    while book.is_working():
        book.work()
    found = [one.message for looked in book.of(TOY).found.values() for one in looked.findings]
    assert sorted(found) == ["同一片区已有同名机井。", "累计大于计划（50），请核对。"]


def test_what_is_exported_comes_back(wells: Store, tmp_path: Path) -> None:
    export_ledger(wells, TOY, SEPTEMBER, tmp_path / "出.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx").active
    assert sheet is not None
    texts = {str(cell.value) for line in sheet.iter_rows() for cell in line}
    assert {"9月上半月进展", "设备进场", "东山1号井"} <= texts
    with Store.create(tmp_path / "二.fgj", RULES, ledgers=ledgers.LEDGERS, clock=lambda: NOW) as other:
        apply(other, import_files(other, [tmp_path / "出.xlsx"], month=None, options=ImportOptions()))
        stored = [field.name for field in TOY.fields if field.column.computed is None]
        assert [[row.values[name] for name in stored] for row in rows(other)] == [
            [row.values[name] for name in stored] for row in rows(wells)
        ]


def test_it_is_printed_as_a_table_and_record_by_record(wells: Store) -> None:
    table = ledger_table(wells, TOY, SEPTEMBER)
    assert table.title == "2021年机井台账（1—9月）"
    assert {"9月上半月进展", "占计划（％）"} <= {one.title for one in table.columns}
    pages, dropped = lay_out_fitting(table, A3_LANDSCAPE, CountedMeasure())
    assert len(pages.pages) == 1
    assert not dropped
    [sheet] = record_sheets(wells, TOY, [rows(wells)[0].id], SEPTEMBER, WAN)
    assert "已打到60米" in str(sheet.parts)


def test_its_history_is_told_and_taken_back(wells: Store, qtbot: QtBot) -> None:
    document = LedgerDocument(wells, SEPTEMBER)
    heard: list[Change] = []
    wells.on_change.append(heard.append)
    table = LedgerTable(document, TOY)
    assert put(table, 0, "progress:H2", "通电")
    record, context = rows(wells)[0].id, document.context()
    [cell] = wells.cells(heard[-1].action)
    told = cell_words(cell, context)
    assert (told.column, told.period, told.before, told.after) == (
        "9月下半月进展",
        "2021年9月下半月",
        "出水",
        "通电",
    )
    assert [one.value for one in cell_past(document, TOY, record, "progress:H2").lines] == [
        "通电",
        "出水",
        "已打到60米",
    ]
    place = destination(document, heard[-1], "key_project")
    assert place is not None
    assert (place.ledger, place.record, place.field) == (TOY.name, record, "progress:H2")
    assert document.undo()
    assert rows(wells)[0].values["progress:H2"] == "出水"


def test_commands_know_it(wells: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wells.close()
    assert main(["ledgers", "--json"]) == 0
    known = {one["name"]: one for one in json.loads(capsys.readouterr().out)["ledgers"]}
    names = [one["name"] for one in known[TOY.name]["columns"]]
    assert names == [field.name for field in TOY.fields]
    where = str(tmp_path / "机井.csv")
    assert main(["export", str(wells.path), TOY.name, "-o", where, "--as-of", "2021-09-30"]) == 0
    assert "设备进场" in (tmp_path / "机井.csv").read_text("utf-8-sig")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_window_opens_on_it(wells: Store, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    apply_theme(qapp, dark=False)
    memory = WindowMemory(tmp_path / "window.json")
    window = MainWindow(LedgerDocument(wells, SEPTEMBER), memory, ledger=TOY.name)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.turns._started)
    try:
        assert window.pane.ledger is TOY
        assert window.pane.grid.model().rowCount() == 2
        assert [chip.title for chip in window.pane.line.chips()] == ["全部", "未打井", "出水"]
    finally:
        window.close()
        window.deleteLater()
