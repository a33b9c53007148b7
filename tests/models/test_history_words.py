"""The history in words: columns with their periods, values as they were shown, groups of a revert."""

from __future__ import annotations

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.history_words import cell_words, revert_groups, revert_summary, state_words
from fgj_desktop.models.travel import destination
from fgj_desktop.store.changes import Change
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, WAN

KEY = ledger_named("key_project")


def words(document: LedgerDocument) -> list[tuple[str, str, str, str]]:
    newest = document.store.history(1)[0]
    found = [cell_words(cell, document.context()) for cell in document.store.cells(newest.id)]
    return [(one.column, one.period, one.before, one.after) for one in found]


def test_a_changed_cell_is_told_with_column_period_and_both_values(store: Store) -> None:
    document = LedgerDocument(store)
    record = document.view(KEY).ids()[0]
    document.act("修改", lambda w: w.set(KEY, record, "invested_to_date", SEPTEMBER, 3300 * WAN))
    assert words(document) == [("1—9月累计完成投资", "2021年9月", "3,200", "3,300")]
    document.act("修改", lambda w: w.set(KEY, record, "annual_plan", SEPTEMBER, 5000 * WAN))
    assert words(document) == [("2021年计划投资", "2021年", "4,000", "5,000")]
    document.act("修改", lambda w: w.set(KEY, record, "code", None, "2018-440204-47-03-751963"))
    assert words(document) == [("项目代码", "", "", "2018-440204-47-03-751963")]


def test_units_items_dashes_and_misfits_are_told_as_shown(store: Store) -> None:
    document = LedgerDocument(store)
    record = document.view(KEY).ids()[0]
    unit = store.links().find("responsible_unit", "乐园镇")
    document.act("修改", lambda w: w.set(KEY, record, "responsible_unit", SEPTEMBER, unit))
    assert words(document) == [("责任单位", "2021年", "区教育局", "乐园镇")]
    document.act("修改", lambda w: w.set(KEY, record, "approval_state:立项", SEPTEMBER, "已办结"))
    assert words(document) == [("立项", "", "", "已办结")]
    document.act("修改", lambda w: w.set(KEY, record, "problem", SEPTEMBER, DASH))
    assert ("存在问题", "2021年9月", "", "—") in words(document)
    document.act("修改", lambda w: w.set(KEY, record, "annual_plan", SEPTEMBER, Misfit("约五千", "不是数值")))
    assert words(document) == [("2021年计划投资", "2021年", "4,000", "约五千")]


def test_a_revert_is_told_in_three_groups(store: Store) -> None:
    document = LedgerDocument(store)
    first, second = document.view(KEY).ids()[:2]

    def both(writes: object) -> None:
        for record in (first, second):
            writes.set(KEY, record, "remark", SEPTEMBER, "已核对")  # type: ignore[attr-defined]

    document.act("修改 2 个单元格", both)
    action = store.history(1)[0]
    document.act("修改：备注", lambda w: w.set(KEY, second, "remark", SEPTEMBER, "另有说明"))
    revert = store.revert(action.id)
    assert revert_summary(revert) == "已撤销：修改 2 个单元格。其中 1 项在此后又改过，予以保留。"
    groups = dict(revert_groups(revert, store))
    assert groups == {
        "已撤回 1 处": [],
        "其后改过，保留 1 处": ["十里亭镇老旧小区改造　备注（2021年9月）"],
    }


def test_what_became_of_an_action_is_said(store: Store) -> None:
    document = LedgerDocument(store)
    record = document.view(KEY).ids()[0]
    document.act("修改", lambda w: w.set(KEY, record, "remark", SEPTEMBER, "一"))
    assert state_words(store.history(1)[0]) == ""
    document.undo()
    assert state_words(store.history(1)[0]) == "已撤销"


def test_an_undo_leads_to_its_ledger_period_and_cell(store: Store) -> None:
    document = LedgerDocument(store)
    record = document.view(KEY).ids()[0]
    heard: list[Change] = []
    document.travelled.connect(heard.append)
    document.act("修改", lambda w: w.set(KEY, record, "physical_progress", AUGUST, "封顶"))
    document.undo()
    place = destination(document, heard[0], "responsible_unit")
    assert place is not None
    assert (place.ledger, place.month, place.record, place.field) == (
        "key_project",
        AUGUST,
        record,
        "physical_progress",
    )


def test_an_undone_import_leads_to_the_ledger_alone(store: Store) -> None:
    document = LedgerDocument(store)
    heard: list[Change] = []
    document.travelled.connect(heard.append)

    def many(writes: object) -> None:
        for number in range(80):
            writes.insert(KEY, {"name": f"项目{number}"}, SEPTEMBER)  # type: ignore[attr-defined]

    document.act("导入", many)
    document.undo()
    place = destination(document, heard[0], "key_project")
    assert place is not None
    assert (place.ledger, place.record) == ("key_project", None)
