"""The card's models: the same cells as the grid, read and stored the same way."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import NAVIGATION, Ledger, ledger_named
from fgj_desktop.ledgers.declaration import Items
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.record_parts import period_fields
from fgj_desktop.models.card_cells import CardModel, CardRole
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.grid_protocol import GridRole
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.models.record_card import FieldList
from fgj_desktop.models.record_tables import ItemTable, PeriodTable
from fgj_desktop.rules import RULES
from fgj_desktop.rules.year_change import apply_year_change, plan_year_change
from fgj_desktop.store.record_months import rows_of_months
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, WAN, fill

KEY = ledger_named("key_project")
RESERVE = ledger_named("bond_reserve")
APPROVALS = next(axis for axis in KEY.axes if not hasattr(axis, "value"))


@pytest.fixture
def document(store: Store) -> LedgerDocument:
    return LedgerDocument(store, SEPTEMBER)


def first(document: LedgerDocument, ledger: Ledger = KEY) -> int:
    return document.view(ledger).ids()[0]


def shown(model: CardModel, record: int) -> CardModel:
    model.show(record)
    return model


def form(document: LedgerDocument, ledger: Ledger = KEY) -> FieldList:
    model = FieldList(document, ledger)
    model.show(first(document, ledger))
    return model


def put(model: CardModel, row: int, column: int, text: str) -> bool:
    return model.setData(model.index(row, column), text)


def value(document: LedgerDocument, field: str, month: Month = SEPTEMBER, ledger: Ledger = KEY) -> object:
    record = first(document, ledger)
    return rows_of_months(document.store, ledger, record, [month])[month].values[field]


@pytest.mark.parametrize("ledger", NAVIGATION, ids=lambda one: one.name)
def test_every_field_of_every_ledger_stands_in_the_card_once(
    document: LedgerDocument, ledger: Ledger
) -> None:
    model = FieldList(document, ledger)
    fields = {
        field.name
        for field in ledger.fields
        if not isinstance(field.column.per, Items) and field.name != "light"
    }
    assert {field.name for field in ledger.fields if model.row_of(field.name) >= 0} == fields
    headings = [model.heading(row) for row in range(model.rowCount()) if model.heading(row)]
    assert len(headings) + len(fields) == model.rowCount()
    assert headings[0] == "基本情况"


def test_problems_have_a_section_of_their_own_and_the_period_says_which(document: LedgerDocument) -> None:
    model = form(document)
    headings = {model.heading(row): row for row in range(model.rowCount()) if model.heading(row)}
    assert list(headings) == ["基本情况", "本期　2021年1—9月", "存在问题"]
    assert model.row_of("total_investment") < headings["本期　2021年1—9月"] < model.row_of("completion")
    assert model.row_of("problem") > headings["存在问题"]


def test_an_amount_derived_from_the_years_before_says_so(document: LedgerDocument) -> None:
    plan = plan_year_change(document.store, KEY, 2022)
    with document.store.action(plan.label) as writes:
        apply_year_change(writes, plan)
    document.set_month(Month(2022, 1))
    model = form(document)
    row = model.row_of("invested_before_year")
    assert (model.index(row, 1).data(), model.hint(row, 1)) == ("3,200", "随上年台账")


def test_a_carried_value_says_from_when(document: LedgerDocument) -> None:
    model = form(document)
    row = model.row_of("physical_progress")
    assert model.cell(row, 1).muted
    assert model.hint(row, 1) == "沿用 8月"
    assert model.hint(model.row_of("invested_to_date"), 1) == ""


def test_text_that_does_not_fit_is_kept_and_marked_with_its_reason(document: LedgerDocument) -> None:
    model = form(document)
    row = model.row_of("annual_plan")
    assert put(model, row, 1, "约3000")
    model.refresh()
    assert model.cell(row, 1).text == "约3000"
    assert "约3000" in str(model.index(row, 1).data(Qt.ItemDataRole.ToolTipRole))


def test_a_computed_field_is_read_only_and_its_tip_says_so(document: LedgerDocument) -> None:
    model = form(document)
    index = model.index(model.row_of("completion"), 1)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert "由程序计算" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert not model.setData(index, "50")


def test_words_of_an_open_list_known_in_the_file_are_offered_as_in_the_grid(document: LedgerDocument) -> None:
    model, table = form(document), LedgerTable(document, KEY)
    assert put(model, model.row_of("sector"), 1, "数字经济")
    model.refresh()
    offered = model.index(model.row_of("sector"), 1).data(GridRole.CHOICES)
    assert "数字经济" in [choice.text for choice in offered]
    assert offered == table.index(0, table.column_of("sector")).data(GridRole.CHOICES)


def test_every_cell_of_the_card_says_what_it_offers(document: LedgerDocument) -> None:
    record = first(document)
    for model in (form(document), shown(ItemTable(document, KEY, APPROVALS), record)):
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                if model.place(row, column) is not None:
                    assert isinstance(model.index(row, column).data(GridRole.CHOICES), list)


def test_the_amount_of_the_month_writes_the_cumulative(document: LedgerDocument) -> None:
    model = form(document)
    assert put(model, model.row_of("invested_in_month"), 1, "500")
    assert value(document, "invested_to_date") == 3300 * WAN


def test_an_edit_is_one_action_in_the_words_of_the_grid(document: LedgerDocument) -> None:
    model = form(document)
    before = document.store.action_count()
    assert put(model, model.row_of("name"), 1, "乐园镇第二小学")
    assert document.store.action_count() == before + 1
    assert document.store.undo_label() == "修改：项目名称"
    assert document.undo()
    model.refresh()
    assert model.cell(model.row_of("name"), 1).text == "乐园镇中心小学扩建项目"


def test_text_committed_after_the_period_changed_goes_where_it_was_typed(document: LedgerDocument) -> None:
    model = form(document)
    row = model.row_of("physical_progress")
    document.set_month(Month(2021, 10))
    assert put(model, row, 1, "封顶")
    assert value(document, "physical_progress", SEPTEMBER) == "封顶"
    assert document.store.undo_label() == "修改2021年9月：形象进度"


def test_a_record_that_is_gone_takes_no_text_and_says_so(document: LedgerDocument, qtbot: QtBot) -> None:
    model = form(document, RESERVE)
    assert document.act("删除", lambda writes: writes.delete(RESERVE, [model.record or 0]))
    with qtbot.waitSignal(document.failed) as said:
        assert not put(model, model.row_of("name"), 1, "改名")
    assert "已不在台账中" in said.args[0]


def test_the_search_finds_titles_initials_and_values(document: LedgerDocument) -> None:
    model = form(document)
    for text, field in (
        ("总投资", "total_investment"),
        ("ztz", "total_investment"),
        ("9,000", "total_investment"),
    ):
        model.search(text)
        assert model.row_of(field) >= 0
        assert model.row_of("remark") < 0
    model.search("没有这一栏")
    assert model.rowCount() == 0
    model.search("")
    assert model.row_of("remark") > 0


def test_a_read_only_file_has_no_editable_field(tmp_path: Path, store: Store) -> None:
    with Store.open(store.path, RULES, read_only=True) as reading:
        model = form(LedgerDocument(reading, SEPTEMBER))
        cells = [model.index(row, 1) for row in range(model.rowCount())]
        assert not any(model.flags(index) & Qt.ItemFlag.ItemIsEditable for index in cells)


def test_delete_empties_a_field(document: LedgerDocument) -> None:
    model = form(document)
    assert model.clear([model.index(model.row_of("sector"), 1), model.index(model.row_of("annual_plan"), 1)])
    assert value(document, "annual_plan") is None
    assert document.store.undo_label() == "清除 2 个单元格"


# --- earlier periods ------------------------------------------------------------------------------


def periods(document: LedgerDocument) -> PeriodTable:
    model = PeriodTable(document, KEY)
    model.show(first(document))
    return model


def column(model: PeriodTable, name: str) -> int:
    return [field.name for field in model.fields].index(name)


def test_the_months_of_this_year_and_last_are_listed_newest_first(document: LedgerDocument) -> None:
    model = periods(document)
    titles = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
    assert titles[0] == "9月"
    assert titles[9] == "2020年12月"
    assert titles[-1] == "2020年1月"


def test_a_cell_is_written_into_its_own_month_and_the_history_names_it(document: LedgerDocument) -> None:
    model = periods(document)
    assert put(model, model.months.index(AUGUST), column(model, "physical_progress"), "基础完成")
    assert document.store.undo_label() == "修改2021年8月：形象进度"
    assert value(document, "physical_progress", AUGUST) == "基础完成"
    assert put(model, 0, column(model, "physical_progress"), "封顶")
    assert document.store.undo_label() == "修改：形象进度"


def test_the_line_tells_own_amounts_from_carried_ones(document: LedgerDocument) -> None:
    document.set_month(Month(2021, 10))
    model = periods(document)
    points = {point.month: point for point in model.points()}
    assert (points[AUGUST].amount, points[AUGUST].own) == (2800 * WAN, True)
    assert (points[Month(2021, 10)].amount, points[Month(2021, 10)].own) == (3200 * WAN, False)
    assert points[Month(2021, 7)].amount is None
    assert model.plans() == {2021: 4000 * WAN}


def test_only_ledgers_that_report_have_earlier_periods() -> None:
    reporting = {ledger.name for ledger in NAVIGATION if any(one.reported for one in ledger.columns)}
    assert {"key_project", "bond_project", "fixed_asset_investment"} <= reporting
    assert {ledger.name for ledger in NAVIGATION if period_fields(ledger)} == reporting


# --- checklist ------------------------------------------------------------------------------------


def test_ticking_an_item_sets_its_first_state_and_ticking_again_takes_it_away(
    document: LedgerDocument,
) -> None:
    model = ItemTable(document, KEY, APPROVALS)
    model.show(first(document))
    assert model.toggle(0)
    model.refresh()
    assert model.ticked(0, 0) is True
    assert [row for row in range(model.rowCount()) if model.ticked(row, 0)] == [0]
    assert value(document, "approval_state:立项") == "已办结"
    assert document.store.undo_label() == "修改：立项"
    assert model.toggle(0)
    model.refresh()
    assert value(document, "approval_state:立项") is None


def test_document_number_and_date_are_kept_for_the_item(document: LedgerDocument) -> None:
    model = ItemTable(document, KEY, APPROVALS)
    model.show(first(document))
    assert put(model, 1, 2, "韶发改〔2021〕12号")
    assert put(model, 1, 3, "2021.9.3")
    assert value(document, "approval_document:可研") == "韶发改〔2021〕12号"
    assert value(document, "approval_date:可研") == "2021-09-03"
    assert model.index(1, 0).data(CardRole.TICKED) is False


# --- the law --------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.sampled_from(
        ["", "—", "0", "1.2亿", "3000万", "=120+35", "约3000", "2021.9", "9/30", "是", "否", "续建", "区教育局",
         "省、市", "已办结", "区水务局、乐园镇", "１２３", "-5", "2020-440204-78-03-249305"]
    ),
    st.text(max_size=30),
)  # fmt: skip


def _rows(store: Store, ledger: Ledger) -> list[tuple[object, ...]]:
    tables = [ledger.table(axis) for axis in (None, *ledger.axes)]
    queries = [f'SELECT * FROM "{table}"' for table in tables]
    queries.append('SELECT ledger, record, key, "column", misfit, reason, dash, note, colour FROM cell')
    return [tuple(row) for query in queries for row in sorted(store.connection.execute(query), key=repr)]


def _take_back(store: Store, count: int) -> None:
    """Undo what was done since; text equal to what stood there is no action."""
    if store.action_count() > count:
        store.undo()


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(tempfile.mkdtemp())


@settings(max_examples=40)
@given(data=st.data())
def test_editing_in_the_card_stores_what_editing_in_the_grid_stores(
    data: st.DataObject, law_store: Store
) -> None:
    ledger = data.draw(st.sampled_from(NAVIGATION))
    document = LedgerDocument(law_store, SEPTEMBER)
    ids = document.view(ledger).ids()
    if not ids:
        return
    table = LedgerTable(document, ledger)
    fields = [field.name for field in table.fields if table.is_editable(table.column_of(field.name))]
    name, text = data.draw(st.sampled_from(fields)), data.draw(TEXTS)
    item = ledger.fields_by_name[name].item
    model: CardModel
    if item is None:
        model = FieldList(document, ledger)
        model.show(ids[0])
        index = model.index(model.row_of(name), 1)
    else:
        axis = ledger.fields_by_name[name].column.per
        assert axis is not None
        assert not hasattr(axis, "value")
        model = ItemTable(document, ledger, axis)
        model.show(ids[0])
        place = list(model.columns).index(ledger.fields_by_name[name].column)
        index = model.index(axis.items.index(item), 1 + place)
    before = _rows(law_store, ledger)
    count = law_store.action_count()
    assert table.setData(table.index(0, table.column_of(name)), text)
    by_grid, label = _rows(law_store, ledger), law_store.undo_label()
    _take_back(law_store, count)
    assert _rows(law_store, ledger) == before
    count = law_store.action_count()
    assert model.setData(index, text)
    assert _rows(law_store, ledger) == by_grid
    assert law_store.undo_label() == label
    _take_back(law_store, count)
    assert _rows(law_store, ledger) == before
    table.detach()
    law_store.on_change.remove(document._announce)


@pytest.fixture(scope="module")
def law_store(folder: Path) -> Iterator[Store]:
    with Store.create(folder / "法则.fgj", RULES) as made:
        fill(made)
        yield made
