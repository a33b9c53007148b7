"""Whatever is done while rows are grouped: every record stands once, and read anew the rows are as if freshly grouped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.sample_store import fill

KEY = ledger_named("key_project")
GROUPED = Choice(group="responsible_unit")
ROW = st.integers(0, 30)
GESTURE = st.one_of(
    st.tuples(st.just("unit"), ROW, st.sampled_from(("区教育局", "区水务局", "", "不在册的单位"))),
    st.tuples(st.sampled_from(("delete", "fold", "unfold")), ROW, st.just("")),
    st.tuples(
        st.sampled_from(("add", "undo", "redo", "fold all", "unfold all", "apply", "add up")),
        ROW,
        st.just(""),
    ),
)


def do(table: LedgerTable, gesture: tuple[str, int, str]) -> None:
    what, number, word = gesture
    row = number % max(1, table.rowCount())
    headings = [one for one in range(table.rowCount()) if table.is_heading(one)]
    records = table.records(0, table.rowCount())
    match what:
        case "unit" if records:
            record = records[number % len(records)]
            table.setData(table.index(table.row_of(record), table.column_of("responsible_unit")), word)
        case "delete" if records:
            table.delete_records([records[number % len(records)]])
        case "fold" | "unfold" if headings:
            table.set_folded(headings[row % len(headings)], what == "fold")
        case "fold all" | "unfold all":
            table.fold_all(what == "fold all")
        case "add":
            table.add_record()
        case "undo":
            table.document.undo()
        case "redo":
            table.document.redo()
        case "apply":
            table.reload()
        case "add up":
            table.compute_totals()


def assert_sound(table: LedgerTable) -> None:
    listing = table._listing
    assert len(set(table.ids)) == len(table.ids)
    records = [*table.records(0, table.rowCount()), *listing.hidden()]
    assert sorted(records) == sorted(table.document.view(KEY).ids())
    assert table.record_count == len(records)
    assert {one for one in table.ids if one < 0} == set(listing.groups)
    assert not table.rowCount() or table.is_heading(0)
    for row in range(table.rowCount()):
        if table.is_heading(row):
            assert not (table.is_folded(row) and listing.block(row))
            assert table.cell(row, table.column_of("name")).text
        else:
            assert table.row_data(row) is not None


@settings(max_examples=40)
@given(gestures=st.lists(GESTURE, max_size=12))
def test_every_record_stands_once_whatever_is_done(
    tmp_path_factory: pytest.TempPathFactory, qapp: QApplication, gestures: list[tuple[str, int, str]]
) -> None:
    with Store.create(tmp_path_factory.mktemp("law") / "台账.fgj", RULES) as store:
        fill(store)
        table = LedgerTable(LedgerDocument(store), KEY, choice=GROUPED)
        for gesture in gestures:
            do(table, gesture)
            assert_sound(table)
        table.fold_all(False)
        table.reload()
        fresh = LedgerTable(table.document, KEY, choice=GROUPED)
        every = range(table.rowCount())
        assert table.records(0, len(every)) == fresh.records(0, len(every))
        assert [table.is_heading(row) for row in every] == [fresh.is_heading(row) for row in every]
        table.detach()
        fresh.detach()
