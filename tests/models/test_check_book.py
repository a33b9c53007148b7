"""The findings of the ledgers, kept up with every change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import KEY_PROJECT, NAVIGATION
from fgj_desktop.models import check_book, document, ledger_checks
from fgj_desktop.models.check_book import CheckBook
from fgj_desktop.models.check_list import (
    CheckList,
    Problem,
    Wanted,
    by_unit,
    counts,
    problems,
    return_lines,
)
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.ledger_checks import Place, Sort
from fgj_desktop.rules.checks import findings_by_record
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, WAN

Looks = Callable[[], None]


@pytest.fixture
def shown(store: Store, qtbot: QtBot) -> Iterator[tuple[LedgerDocument, CheckBook]]:
    opened = LedgerDocument(store, SEPTEMBER)
    book = CheckBook(opened)
    book.demand_small()
    finish(book)
    yield opened, book
    store.on_change.clear()


def finish(book: CheckBook) -> None:
    while book.is_working():
        book.work()


def open_places(book: CheckBook) -> set[Place]:
    return {place for looked in book.of(KEY_PROJECT).found.values() for place in looked.open_places()}


def put(opened: LedgerDocument, record: int, **values: object) -> None:
    assert opened.act("修改", lambda writes: writes.put(KEY_PROJECT, record, SEPTEMBER, values))  # type: ignore[arg-type]


def records(opened: LedgerDocument) -> list[int]:
    return opened.view(KEY_PROJECT).ids()


def test_the_book_knows_what_the_rules_find(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    put(opened, records(opened)[0], annual_plan=0)
    finish(book)
    view = opened.view(KEY_PROJECT)
    expected = findings_by_record(KEY_PROJECT, view.rows(), opened.context(), SEPTEMBER)
    assert {record: list(one.findings) for record, one in book.of(KEY_PROJECT).found.items()} == expected
    assert book.of(KEY_PROJECT).open == sum(one.is_open for some in expected.values() for one in some)
    assert book.of(KEY_PROJECT).is_complete


def test_an_edit_is_told_with_how_many_cells_it_leaves_to_look_at(
    shown: tuple[LedgerDocument, CheckBook], qtbot: QtBot
) -> None:
    opened, book = shown
    first, second = records(opened)[:2]
    with qtbot.waitSignal(book.news) as told:
        put(opened, first, annual_plan=0)
        finish(book)
    assert told.args == [1, "年度计划为 0，不计进度。"]
    with qtbot.assertNotEmitted(book.news):
        put(opened, first, remark="没有新问题")
        finish(book)
    with qtbot.waitSignal(book.news) as told:
        assert opened.act(
            "粘贴",
            lambda writes: [
                writes.put(KEY_PROJECT, one, SEPTEMBER, {"code": "正在办理", "annual_plan": 0})
                for one in (first, second)
            ],
        )
        finish(book)
    assert told.args[0] == 3


def test_undo_and_redo_are_followed(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    before = open_places(book)
    put(opened, records(opened)[0], annual_plan=0)
    finish(book)
    after = open_places(book)
    assert after - before == {(records(opened)[0], "annual_plan")}
    opened.undo()
    finish(book)
    assert open_places(book) == before
    opened.redo()
    finish(book)
    assert open_places(book) == after


def test_a_name_taken_twice_marks_the_other_record_too_and_frees_it_again(
    shown: tuple[LedgerDocument, CheckBook], qtbot: QtBot
) -> None:
    opened, book = shown
    first, second = records(opened)[:2]
    name = opened.view(KEY_PROJECT).rows([first])[0].values["name"]
    with qtbot.waitSignal(book.others_marked) as marked:
        put(opened, second, name=name)
        finish(book)
    assert marked.args == ["key_project", {first}]
    assert {(first, "name"), (second, "name")} <= open_places(book)
    opened.undo()
    finish(book)
    assert not {(first, "name"), (second, "name")} & open_places(book)


def test_of_many_that_share_a_name_the_one_left_over_is_freed_too(
    shown: tuple[LedgerDocument, CheckBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_checks, "TOUCHED_AT_ONCE", 1)
    opened, book = shown
    some = records(opened)[:4]
    assert opened.act(
        "粘贴", lambda writes: [writes.put(KEY_PROJECT, one, SEPTEMBER, {"name": "同名项目"}) for one in some]
    )
    finish(book)
    assert {(one, "name") for one in some} <= open_places(book)
    for number, one in enumerate(some[1:]):
        put(opened, one, name=f"另一个名称{number}")
        finish(book)
    assert not {(one, "name") for one in some} & open_places(book)


def test_records_that_go_leave_nothing_to_look_at(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    first = records(opened)[0]
    put(opened, first, annual_plan=0)
    finish(book)
    assert opened.act("删除", lambda writes: writes.delete(KEY_PROJECT, [first]))
    finish(book)
    assert first not in book.of(KEY_PROJECT).found


def test_many_changed_records_are_looked_at_in_pieces(
    shown: tuple[LedgerDocument, CheckBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, book = shown
    monkeypatch.setattr(check_book, "TOUCHED_AT_ONCE", 1)
    some = records(opened)[:3]
    assert opened.act(
        "粘贴", lambda writes: [writes.put(KEY_PROJECT, one, SEPTEMBER, {"annual_plan": 0}) for one in some]
    )
    finish(book)
    assert {(one, "annual_plan") for one in some} <= open_places(book)


def test_another_period_is_looked_at_anew(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    first = records(opened)[0]
    put(opened, first, total_investment=-5 * WAN)
    finish(book)
    assert (first, "total_investment") in open_places(book)
    opened.set_month(SEPTEMBER.previous)
    finish(book)
    assert (first, "total_investment") not in open_places(book)


def test_a_large_ledger_waits_until_it_is_asked_for(
    store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "LARGE", 3)
    book = CheckBook(LedgerDocument(store, SEPTEMBER))
    book.demand_small()
    finish(book)
    assert not book.of(KEY_PROJECT).is_begun
    book.demand([KEY_PROJECT])
    finish(book)
    assert book.of(KEY_PROJECT).is_complete
    store.on_change.clear()


# --- the list ---------------------------------------------------------------------------------------


def listed(shown: tuple[LedgerDocument, CheckBook]) -> list[Problem]:
    return [
        one
        for sort in (Sort.OPEN, Sort.INFO, Sort.ANSWERED)
        for one in problems(*shown, NAVIGATION, Wanted(sort))
    ]


def test_the_list_says_where_and_what_and_of_which_unit(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    put(opened, records(opened)[0], annual_plan=0)
    finish(book)
    model = CheckList()
    model.show([one for one in listed(shown) if one.finding.field == "annual_plan"])
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts == [
        "待核实",
        "区市重点项目台账",
        "乐园镇中心小学扩建项目",
        "2021年计划投资",
        "年度计划为 0，不计进度。",
        "区教育局",
        "",
    ]


def test_what_is_answered_stands_apart(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    first = records(opened)[0]
    put(opened, first, annual_plan=0)
    assert opened.act(
        "说明", lambda writes: writes.annotate(KEY_PROJECT, first, "annual_plan", SEPTEMBER, answer="未下达")
    )
    finish(book)
    [one] = [one for one in listed(shown) if one.finding.field == "annual_plan"]
    assert one.sort is Sort.ANSWERED
    assert not any(problem.looked.record == first for problem in problems(*shown, NAVIGATION, Wanted()))


def test_lines_are_ordered_by_any_column_and_units_by_their_rank(
    shown: tuple[LedgerDocument, CheckBook],
) -> None:
    opened, book = shown
    for record in records(opened):
        put(opened, record, annual_plan=0, code="2110-440204-47-03-813776")
    finish(book)
    model = CheckList()
    model.show([one for one in listed(shown) if one.ledger is KEY_PROJECT])
    sorts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert sorts == sorted(sorts, key=["错误", "待核实"].index)
    model.sort(CheckList.UNIT)
    units = [model.index(row, CheckList.UNIT).data() for row in range(model.rowCount())]
    assert units == sorted(units, key=["区教育局", "区住建局", "区水务局", "乐园镇"].index)
    for column in range(model.columnCount()):
        model.sort(column)


def test_counts_are_those_of_the_lines(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    for record in records(opened):
        put(opened, record, annual_plan=0, code="2110-440204-47-03-813776")
    opened.undo()
    finish(book)
    counted = counts(opened, book, NAVIGATION)
    for sort in Sort:
        wanted = Wanted(sort)
        expected = sum(count for (_, _, one), count in counted.items() if wanted.takes(one))
        assert len(problems(opened, book, NAVIGATION, wanted)) == expected
    of_unit = Wanted(Sort.OPEN, "区水务局", "年度计划为 0")
    assert (
        len(problems(opened, book, NAVIGATION, of_unit)) == counted["区水务局", "年度计划为 0", Sort.WARNING]
    )
    assert len(problems(opened, book, NAVIGATION, Wanted(), 3)) == 3


def test_faults_of_one_sort_are_all_found_behind_many_others(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    every = records(opened)
    for record in every[:-1]:
        put(opened, record, code="2110-440204-47-03-813776")
    put(opened, every[-1], annual_plan=0)
    finish(book)
    title = "年度计划为 0"
    assert [one.looked.record for one in problems(opened, book, NAVIGATION, Wanted(title=title), 2)] == [
        every[-1]
    ]


def test_what_is_sent_back_says_the_cell_as_it_is_read(shown: tuple[LedgerDocument, CheckBook]) -> None:
    opened, book = shown
    first = records(opened)[0]
    code = "2110-440204-47-03-813776"
    put(opened, first, code=code)
    finish(book)
    found = sorted((one for one in listed(shown) if one.finding.field == "code"), key=by_unit)
    [line] = [one for one in return_lines(opened, found) if one.name.startswith("乐园镇中心")]
    assert (line.serial, line.unit, line.code, line.value) == ("1", "区教育局", code, code)
    assert line.problem == "项目代码的时间晚于报告期，请核对。"
