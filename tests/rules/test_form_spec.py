"""What a form asks of whom: the columns that units fill, the rows they answer for, and what was said last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import LEDGERS, ledger_named
from fgj_desktop.ledgers.declaration import FilledBy
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_columns import can_be_sent, entry_fields, form_columns, keeps_halves
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import NOTHING_NEW, FormSpec, Part, SentContent
from fgj_desktop.store.store import Store
from tests.form_tools import HALF, HEAD, PROJECTS, TASKS, add_tasks, half_form
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]
MONTH = ReportPeriod(SEPTEMBER)


def cell(spec: FormSpec, row: int, key: str) -> str:
    return spec.rows[row].cells[key].text


def test_only_columns_that_units_fill_are_open_and_those_of_statistics_are_not_even_shown() -> None:
    for ledger in LEDGERS:
        if not can_be_sent(ledger):
            continue
        columns = form_columns(ledger, HALF if keeps_halves(ledger) else MONTH)
        for column in columns:
            assert column.field is None or column.field.column.filled_by is not FilledBy.STATISTICS
            if column.part is Part.ENTRY:
                assert column.field is not None
                assert column.field.column.filled_by is FilledBy.UNIT
        assert len({column.key for column in columns}) == len(columns)
        assert columns[-1].key == NOTHING_NEW


def test_a_form_of_half_a_month_asks_for_that_half_beside_the_other() -> None:
    titles = [one.title for one in form_columns(TASKS, HALF)]
    assert titles[-6:-3] == ["9月下半月进展", "8月存在问题（上期）", "存在问题"]
    assert titles[-7] == "9月上半月进展（上期）"
    first = [one.title for one in form_columns(TASKS, ReportPeriod(SEPTEMBER, "H1"))]
    assert first[-7:-5] == ["8月下半月进展（上期）", "9月上半月进展"]
    assert [one.key for one in form_columns(TASKS, HALF) if one.is_open][-4] == "original:H2"


def test_tasks_that_are_done_are_not_asked_for_and_each_row_has_its_leading_unit(store: Store) -> None:
    ids = add_tasks(store)
    spec = half_form(store)
    assert [row.record for row in spec.rows] == ids[:4]
    assert list(spec.unit_names.values()) == ["区教育局", "区住建局", "区水务局", "乐园镇"]
    assert [spec.unit_names[row.unit or 0] for row in spec.rows] == list(spec.unit_names.values())


def test_beside_an_entry_stands_what_the_unit_said_last_else_what_was_adopted(store: Store) -> None:
    add_tasks(store)
    spec = half_form(store)
    assert cell(spec, 0, "former:original:H2") == "已印发方案，\n正在实施。"
    assert cell(spec, 1, "former:original:H2") == "新开工一个小区。"
    assert cell(spec, 0, "former:problem") == "学位不足。"
    assert (cell(spec, 0, "problem"), cell(spec, 1, "problem")) == ("", "资金不足。")


def test_a_state_begins_with_what_holds_and_a_number_begins_empty(store: Store) -> None:
    add_tasks(store)
    spec = half_form(store)
    assert cell(spec, 0, "state") == "推进中"
    assert (cell(spec, 0, "done_number"), cell(spec, 0, "former:done_number")) == ("", "3")


def test_the_month_of_projects_shows_the_cumulative_amount_of_the_month_before(store: Store) -> None:
    with store.action("录入") as writes:
        record = store.view(PROJECTS, SEPTEMBER).ids()[0]
        writes.put(PROJECTS, record, MONTH.previous.month, {"actual_invested_to_date": 2_800_000_000})
    spec = form_spec(store, PROJECTS, MONTH)
    assert cell(spec, 0, "former:actual_invested_to_date") == "2,800"
    assert cell(spec, 0, "actual_invested_to_date") == "3,200"
    assert spec.rows[0].cells["actual_invested_to_date"].content == 3200
    assert cell(spec, 0, "former:physical_progress") == "主体施工"
    assert cell(spec, 0, "physical_progress") == ""
    assert cell(spec, 0, "started") == "是"
    assert spec.money_words == "单位：万元"


def test_each_unit_gets_its_own_rows_and_rows_of_nobody_are_told(store: Store) -> None:
    add_tasks(store)
    with store.action("登记任务") as writes:
        writes.insert(TASKS, {"serial": 9, "name": "没有单位的任务"}, SEPTEMBER)
    whole = half_form(store)
    parts = whole.by_unit()
    assert [row.name for row in whole.without_unit] == ["没有单位的任务"]
    assert [[row.name for row in one.rows] for one in parts][1] == ["完善住房保障"]
    assert sum(len(one.rows) for one in parts) == len(whole.rows) - 1
    assert all(one.unit in one.unit_names and len(one.unit_names) == 1 for one in parts)


def test_a_ledger_of_units_asks_each_of_them_about_itself(store: Store) -> None:
    transfers = ledger_named("staff_household_transfer")
    with store.action("登记") as writes:
        writes.insert(transfers, {"name": "区教育局", "staff": 30}, SEPTEMBER)
        writes.insert(transfers, {"name": "浈江区乐园镇", "staff": 20}, SEPTEMBER)
        writes.insert(transfers, {"name": "没有登记的单位", "staff": 10}, SEPTEMBER)
    spec = form_spec(store, transfers, MONTH)
    assert list(spec.unit_names.values()) == ["区教育局", "乐园镇"]
    assert [row.name for row in spec.without_unit] == ["没有登记的单位"]


def test_entries_can_be_chosen_among_those_that_units_fill(store: Store) -> None:
    spec = form_spec(store, PROJECTS, MONTH, entries=["problem", "explanation"])
    assert [one.key for one in spec.entries] == ["problem", "explanation"]
    assert len(entry_fields(PROJECTS, MONTH)) > len(form_spec(store, PROJECTS, MONTH).entries)
    with pytest.raises(UserError, match="不是由单位填报的列"):
        form_spec(store, PROJECTS, MONTH, entries=["listed"])


@pytest.mark.parametrize(
    ("ledger", "period", "words"),
    [
        ("urban_task", MONTH, "按半月填报"),
        ("key_project", HALF, "按月填报"),
        ("leader", MONTH, "没有由单位填报的列"),
    ],
)
def test_a_period_that_does_not_suit_the_ledger_is_refused_in_words(
    store: Store, ledger: str, period: ReportPeriod, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        form_spec(store, ledger_named(ledger), period)


def test_a_text_that_does_not_fit_goes_out_as_it_was_typed(store: Store) -> None:
    ids = add_tasks(store)
    with store.action("录入") as writes:
        writes.put(
            TASKS,
            ids[0],
            SEPTEMBER,
            {"done_number": TASKS.by_name["done_number"].kind.parse("三个左右", store.context())},
        )
    cell_of = half_form(store).rows[0].cells["done_number"]
    assert (cell_of.text, cell_of.content) == ("三个左右", "三个左右")


def test_the_head_says_until_when_and_whom_to_ask(store: Store) -> None:
    add_tasks(store)
    spec = half_form(store)
    assert spec.title == "新型城镇化半月进展填报表（2021年9月下半月）"
    assert HEAD.deadline_words == "2021年9月30日17:00"
    assert HEAD.contact_words == "联系人：区发改局综合股，电话：0751-0000000"
    assert form_spec(store, TASKS, HALF).head.deadline_words == ""


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.dictionaries(st.integers(1, 2**63 - 1), st.tuples(TEXTS, TEXTS), max_size=5))
def test_what_was_sent_is_read_as_it_was_kept(rows: dict[int, tuple[str, str]]) -> None:
    sent = SentContent(("name", "original:H2"), rows)
    again = SentContent.parse(sent.json)
    assert again == sent
    assert again.digest == sent.digest
    assert all(again.text(record, "original:H2") == texts[1] for record, texts in rows.items())
    assert again.text(1, "strange") is None


@pytest.mark.parametrize(
    "text", [None, "", "无", "[]", '{"keys": 3}', '{"keys": ["a"], "rows": {"x": ["1"]}}']
)
def test_what_is_no_such_content_holds_nothing(text: str | None) -> None:
    assert SentContent.parse(text) == SentContent()
