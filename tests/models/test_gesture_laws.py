"""Whatever gestures are made, undoing them one by one brings every table of the file back exactly, and redoing too."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import LEDGERS, ledger_named
from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.models.block import Block
from fgj_desktop.models.block_edit import gather_cleared, lay, store_gathered
from fgj_desktop.models.cell_marks import set_answer, set_colour, set_note
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.filling import copy_last_month, extend, fill_down, fill_right
from fgj_desktop.models.finding import Area, Search
from fgj_desktop.models.held_cells import Held, copy_cells
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.models.replacing import plan_replacing, replace_cells
from fgj_desktop.models.sought import Sought
from fgj_desktop.rules import RULES
from fgj_desktop.rules.checks import Finding
from fgj_desktop.store.schema import recorded_tables
from fgj_desktop.store.store import Store
from tests.sample_store import Clock, fill

KEY = ledger_named("key_project")
Gesture = Callable[[LedgerTable, Block, str], object]
TEXTS = st.sampled_from(
    [
        "",
        "—",
        "约3000",
        "1.2亿",
        "=120+35",
        "2021.1",
        "是",
        "区水务局",
        "未登记的局",
        "省、市",
        "80%",
        "0",
        "主体施工",
    ]
)


def type_in(table: LedgerTable, block: Block, text: str) -> None:
    table.setData(table.index(block.top, block.left), text)


def paste(table: LedgerTable, block: Block, text: str) -> None:
    held = [[Held(text), Held("1")], [Held("2")], [Held(text), Held(text)]]
    store_gathered(table, "粘贴", lay(table, held, [block], with_remarks=True), kind="paste")


def paste_a_copy(table: LedgerTable, block: Block, text: str) -> None:
    held = copy_cells(table, [*block.rows], [*block.columns])
    target = Block(0, block.left, 0, block.left)
    store_gathered(table, "粘贴", lay(table, held, [target], with_remarks=True), kind="paste")


def clear(table: LedgerTable, block: Block, text: str) -> None:
    store_gathered(table, "清除", gather_cleared(table, [block]))


def fill_it_down(table: LedgerTable, block: Block, text: str) -> None:
    store_gathered(table, "向下填充", fill_down(table, block), kind="fill")


def fill_it_right(table: LedgerTable, block: Block, text: str) -> None:
    store_gathered(table, "向右填充", fill_right(table, block), kind="fill")


def drag(table: LedgerTable, block: Block, text: str) -> None:
    last = table.rowCount() - 1
    if block.bottom < last:
        onto = block._replace(top=block.bottom + 1, bottom=last)
        store_gathered(table, "填充", extend(table, block, onto, series=True), kind="fill")


def last_month(table: LedgerTable, block: Block, text: str) -> None:
    store_gathered(table, "复制上月内容", copy_last_month(table, [block]), kind="fill")


def replace_text(table: LedgerTable, block: Block, text: str) -> None:
    search = Search(table, Sought("镇"), [Area(range(table.rowCount()), range(len(table.fields)))], 0)
    replace_cells(table, plan_replacing(table, search.finish(), Sought("镇"), text))


def annotate(table: LedgerTable, block: Block, text: str) -> None:
    cells = [(record, table.fields[block.left].name) for record in table.records(block.top, block.bottom)]
    set_note(table.document, KEY, cells, text)
    set_colour(table.document, KEY, cells, "yellow")
    found = [(record, Finding(field, "请核对。", Severity.WARNING)) for record, field in cells]
    set_answer(table.document, KEY, found, "情况属实")


def add(table: LedgerTable, block: Block, text: str) -> None:
    table.add_record()


def delete(table: LedgerTable, block: Block, text: str) -> None:
    table.delete_records(table.records(block.top, block.bottom))


GESTURES: tuple[Gesture, ...] = (
    type_in,
    paste,
    paste_a_copy,
    clear,
    fill_it_down,
    fill_it_right,
    drag,
    last_month,
    replace_text,
    annotate,
    add,
    delete,
)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that an action may change."""
    tables = recorded_tables(LEDGERS)
    return {name: sorted(store.connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables}


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_undoing_every_gesture_brings_each_table_back_and_redoing_does_it_again(
    qapp: QApplication, data: st.DataObject
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.create(Path(folder) / "a.fgj", RULES, clock=Clock()) as store,
    ):
        fill(store)
        group = data.draw(st.sampled_from([None, "responsible_unit"]))
        table = LedgerTable(LedgerDocument(store), KEY, choice=Choice(group=group))
        states = [(store.undo_label(), contents(store))]
        for gesture in data.draw(st.lists(st.sampled_from(GESTURES), min_size=1, max_size=6)):
            if table.rowCount() == 0:
                break
            top = data.draw(st.integers(0, table.rowCount() - 1))
            left = data.draw(st.integers(0, len(table.fields) - 1))
            block = Block(top, left, min(top + 2, table.rowCount() - 1), min(left + 1, len(table.fields) - 1))
            before = store.action_count()
            gesture(table, block, data.draw(TEXTS))
            states += [(None, {})] * (store.action_count() - before)
            states[-1] = (store.undo_label(), contents(store))
        for label, expected in reversed(states[:-1]):
            table.document.undo()
            if label is not None:
                assert contents(store) == expected
        for label, expected in states[1:]:
            table.document.redo()
            if label is not None:
                assert contents(store) == expected
        table.detach()
