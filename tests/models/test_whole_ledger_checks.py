"""What rules of a whole ledger find: in the list, on the cell, in the card and by command, kept up with changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.cli.main import main
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.cell_marks import answerable, set_answer
from fgj_desktop.models.check_book import CheckBook
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.models.record_card import FieldList
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

INDICATOR, UNIT, SCORE = map(ledger_named, ("town_assessment", "responsible_unit", "town_score"))
WRONG = "权重合计 98 分（应为 100 分）：犁市镇。"


@pytest.fixture
def opened(empty_store: Store, qtbot: QtBot) -> Iterator[tuple[LedgerDocument, CheckBook]]:
    with empty_store.action("新增") as writes:
        unit = writes.insert(UNIT, {"name": "犁市镇人民政府", "short_name": "犁市镇", "unit_type": "镇"})
        for name, weight in (("投资", 6_000), ("工业", 3_800)):
            writes.insert(
                INDICATOR,
                {"name": name, "year": 2021, "weight": weight, "kind": "基本", "scoring_unit": unit},
            )
    document = LedgerDocument(empty_store, SEPTEMBER)
    book = CheckBook(document)
    book.demand((INDICATOR, SCORE))
    finish(book)
    yield document, book
    empty_store.on_change.clear()


def finish(book: CheckBook) -> None:
    while book.is_working():
        book.work()


def told(book: CheckBook, title: str = "权重合计不是 100 分") -> list[str]:
    every = [*book.of(INDICATOR).found.values(), *book.of(SCORE).found.values()]
    return [one.message for looked in every for one in looked.findings if one.title == title]


def test_what_all_rows_do_not_meet_is_listed_and_goes_when_they_do(
    opened: tuple[LedgerDocument, CheckBook], qtbot: QtBot
) -> None:
    document, book = opened
    assert told(book) == [WRONG]
    first, second = document.view(INDICATOR).ids()
    with qtbot.waitSignal(book.others_marked) as marked:
        assert document.act("修改", lambda writes: writes.set(INDICATOR, second, "weight", None, 4_000))
        finish(book)
    assert marked.args == ["town_assessment", {first}]
    assert told(book) == []
    with qtbot.waitSignal(book.news) as said:
        assert document.undo()
        finish(book)
    assert said.args == [1, WRONG]
    assert told(book) == [WRONG]


def test_a_change_of_another_ledger_that_the_rule_looks_at_is_followed(
    opened: tuple[LedgerDocument, CheckBook],
) -> None:
    document, book = opened
    unit = document.view(UNIT).ids()[0]
    assert document.act("修改", lambda writes: writes.set(UNIT, unit, "short_name", None, "犁市"))
    finish(book)
    assert told(book) == [WRONG.replace("犁市镇", "犁市")]
    assert document.act(
        "新增",
        lambda writes: writes.insert(SCORE, {"name": "投资", "year": 2021, "town": unit, "score": 6_100}),
    )
    finish(book)
    assert told(book, "得分大于分值") == ["得分大于指标分值（60 分），请核对。"]
    first = document.view(INDICATOR).ids()[0]
    assert document.act("修改", lambda writes: writes.set(INDICATOR, first, "weight", None, 6_200))
    finish(book)
    assert told(book, "得分大于分值") == []


def test_it_stands_on_the_cell_and_is_answered_there(opened: tuple[LedgerDocument, CheckBook]) -> None:
    document, book = opened
    first = document.view(INDICATOR).ids()[0]
    table, card = LedgerTable(document, INDICATOR), FieldList(document, INDICATOR)
    card.show(first)
    assert WRONG in table.cell(0, table.column_of("weight")).error
    shown = card.cell(card.row_of("weight"), 1)
    assert shown is not None
    assert WRONG in shown.error
    found = answerable(document, INDICATOR, [(first, "weight")])
    assert [one.message for _, one in found] == [WRONG]
    assert set_answer(document, INDICATOR, found, "按区委通知暂定")
    finish(book)
    assert book.of(INDICATOR).open == 0
    assert "按区委通知暂定" in LedgerTable(document, INDICATOR).cell(0, table.column_of("weight")).answered


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("add", "set", "delete", "undo")), st.integers(0, 9), st.sampled_from("甲乙")
        ),
        max_size=8,
    )
)
def test_after_any_work_the_list_is_what_looking_anew_finds(
    tmp_path_factory: pytest.TempPathFactory, qapp: QApplication, steps: list[tuple[str, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    with Store.create(folder / "台账.fgj", RULES) as store:
        document = LedgerDocument(store, SEPTEMBER)
        book = CheckBook(document)
        book.demand([INDICATOR])
        for what, which, name in steps:
            ids = document.view(INDICATOR).ids()
            record = ids[which % len(ids)] if ids else 0
            if what == "add" or (what != "undo" and not ids):
                values = {"name": name, "year": 2021, "weight": 100 * which}
                assert document.act("新增", lambda writes, v=values: writes.insert(INDICATOR, v))  # type: ignore[misc]
            elif what == "set":
                assert document.act("改", lambda w, r=record, n=name: w.set(INDICATOR, r, "name", None, n))  # type: ignore[misc]
            elif what == "delete":
                assert document.act("删", lambda w, r=record: w.delete(INDICATOR, [r]))  # type: ignore[misc]
            else:
                document.undo()
            if which % 2:
                finish(book)
        finish(book)
        anew = CheckBook(LedgerDocument(store, SEPTEMBER))
        anew.demand([INDICATOR])
        finish(anew)
        assert book.of(INDICATOR).found == anew.of(INDICATOR).found
        again = {row.values["name"] for row in document.view(INDICATOR).rows() if row.faults}
        names = [row.values["name"] for row in document.view(INDICATOR).rows()]
        assert again == {name for name in names if names.count(name) > 1}
        store.on_change.clear()


def test_the_command_lists_it(
    opened: tuple[LedgerDocument, CheckBook], capsys: pytest.CaptureFixture[str]
) -> None:
    document, _ = opened
    assert main(["findings", str(document.store.path), "--as-of", "2021-09-30", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["findings"]
    assert [one["message"] for one in listed if one["ledger"] == "town_assessment"] == [WRONG]
