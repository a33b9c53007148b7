"""Notes, grounds and answers are actions like any other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.models.cell_marks import answerable, can_be_marked, note_of, set_answer, set_colour, set_note
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.store.rows import Mark
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, WAN
from tests.store.support import contents


@pytest.fixture
def opened(store: Store, qtbot: QtBot) -> Iterator[LedgerDocument]:
    yield LedgerDocument(store, SEPTEMBER)
    store.on_change.clear()


def mark(opened: LedgerDocument, record: int, field: str) -> Mark | None:
    return opened.view(KEY_PROJECT).rows([record])[0].marks.get(field)


def test_a_note_on_several_cells_is_one_action(opened: LedgerDocument) -> None:
    records = opened.view(KEY_PROJECT).ids()
    before = contents(opened.store)
    cells = [(record, "problem") for record in records[:3]]
    assert set_note(opened, KEY_PROJECT, cells, "电话核实")
    assert opened.store.undo_label() == "批注 3 个单元格"
    assert note_of(opened, KEY_PROJECT, cells) == "电话核实"
    assert note_of(opened, KEY_PROJECT, [*cells, (records[4], "problem")]) == ""
    opened.undo()
    assert contents(opened.store) == before


def test_a_ground_is_kept_by_its_name_and_taken_away(opened: LedgerDocument) -> None:
    record = opened.view(KEY_PROJECT).ids()[0]
    assert set_colour(opened, KEY_PROJECT, [(record, "name")], "yellow")
    assert opened.store.undo_label() == "底色（黄色）：项目名称"
    assert mark(opened, record, "name") == Mark(colour="yellow")
    assert set_colour(opened, KEY_PROJECT, [(record, "name")], "")
    assert mark(opened, record, "name") is None


def test_a_reason_goes_where_the_check_looks_for_it(opened: LedgerDocument) -> None:
    record = opened.view(KEY_PROJECT).ids()[0]
    values = {"invested_to_date": 2700 * WAN, "annual_plan": 2000 * WAN}
    opened.act("修改", lambda writes: writes.put(KEY_PROJECT, record, SEPTEMBER, values))
    found = answerable(opened, KEY_PROJECT, [(record, "invested_to_date")])
    assert {one.answered_by for _, one in found} == {"reduction_note", None}
    before = contents(opened.store)
    assert set_answer(opened, KEY_PROJECT, found, "结算核减")
    row = opened.view(KEY_PROJECT).rows([record])[0]
    assert row.values["reduction_note"] == "结算核减"
    assert row.marks["invested_to_date"].answer == "结算核减"
    assert not [
        one for _, one in answerable(opened, KEY_PROJECT, [(record, "invested_to_date")]) if one.is_open
    ]
    opened.undo()
    assert contents(opened.store) == before


def test_text_that_does_not_fit_is_not_to_be_answered(opened: LedgerDocument) -> None:
    record = opened.view(KEY_PROJECT).ids()[0]
    misfit = KEY_PROJECT.by_name["annual_plan"].kind.parse("约3000", opened.context())
    opened.act("修改", lambda writes: writes.set(KEY_PROJECT, record, "annual_plan", SEPTEMBER, misfit))
    assert not answerable(opened, KEY_PROJECT, [(record, "annual_plan")])


def test_a_computed_cell_keeps_no_marks() -> None:
    assert can_be_marked(KEY_PROJECT, "annual_plan")
    assert not can_be_marked(KEY_PROJECT, "completion")
    assert not can_be_marked(KEY_PROJECT, "invested_in_month")
