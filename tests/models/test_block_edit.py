"""Many cells written as one action: laid over a selection, beyond the end, emptied; nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models.block import Block, side_by_side
from fgj_desktop.models.block_edit import gather_cleared, lay, store_gathered
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.held_cells import Held, copy_cells, pack, unpack
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.rules.closing import apply_closing, plan_closing
from fgj_desktop.store.closing import CLOSES
from fgj_desktop.store.store import Store
from tests.models.table_tools import cell, every_row
from tests.sample_store import WAN

KEY = ledger_named("key_project")
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["1,234.56", "1.2亿", "=120+35", "2021.1", "—", "约3000", "是", "区水务局", "00123", "市、区"]
    ),
)


@pytest.fixture
def table(store: Store, qapp: QApplication) -> Iterator[LedgerTable]:
    made = LedgerTable(LedgerDocument(store), KEY)
    yield made
    made.detach()


def paste(table: LedgerTable, rows: list[list[str]], *blocks: Block) -> str:
    """Paste texts of another program; gives what is said."""
    gathered = lay(table, [[Held(text) for text in row] for row in rows], blocks, with_remarks=True)
    assert store_gathered(table, "粘贴", gathered)
    return gathered.sentence("粘贴", "项项目")


def texts(table: LedgerTable, field: str) -> list[str]:
    return [table.cell(row, table.column_of(field)).text for row in range(table.rowCount())]


def test_blocks_picked_apart_are_one_when_their_rows_or_columns_agree() -> None:
    assert side_by_side([Block(0, 3, 1, 3), Block(0, 1, 1, 1)]) == ([0, 1], [1, 3])
    assert side_by_side([Block(4, 1, 4, 2), Block(0, 1, 1, 2)]) == ([0, 1, 4], [1, 2])
    assert side_by_side([Block(0, 0, 0, 0), Block(1, 1, 1, 1)]) is None


def test_a_block_goes_where_the_selection_begins(table: LedgerTable) -> None:
    paste(table, [["900", "800"], ["700", "600"]], cell(table, 1, "total_investment"))
    assert texts(table, "total_investment")[:4] == ["9,000", "900", "700", "5,000"]
    assert texts(table, "annual_plan")[:4] == ["4,000", "800", "600", "2,000"]
    assert table.document.store.undo_label() == "粘贴 4 个单元格"


def test_cells_of_a_closed_period_are_left_alone_and_counted(table: LedgerTable) -> None:
    store, period = table.document.store, ReportPeriod(table.document.month)
    plan = plan_closing(store, KEY, period)
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)
    columns = [table.column_of(name) for name in ("name", "invested_to_date")]
    blocks = [Block(0, one, 1, one) for one in columns]
    said = paste(table, [["99", "99"], ["98", "98"]], *blocks)
    assert said == "粘贴 2 行：2 格所在时期已锁定，未改动。"
    assert texts(table, "name")[:2] == ["99", "98"]
    assert texts(table, "invested_to_date")[:2] == ["3,200", "2,400"]
    said = paste(table, [["88"]], cell(table, 0, "annual_plan"))
    assert said == "粘贴 1 行：1 格所在时期已锁定，未改动。"


def test_one_value_goes_over_all_that_is_selected_and_a_block_is_repeated(table: LedgerTable) -> None:
    plan = table.column_of("annual_plan")
    paste(table, [["50"]], Block(0, plan, 1, plan), Block(4, plan, 4, plan))
    assert texts(table, "annual_plan") == ["50", "50", "3,000", "2,000", "50", "2,000"]
    paste(table, [["1"], ["2"]], Block(0, plan, 3, plan))
    assert texts(table, "annual_plan")[:4] == ["1", "2", "1", "2"]
    paste(table, [["7"], ["8"]], Block(0, plan, 2, plan))
    assert texts(table, "annual_plan")[:3] == ["7", "8", "1"]


def test_rows_beyond_the_last_are_new_records_with_the_next_numbers(table: LedgerTable) -> None:
    before = every_row(table)
    said = paste(table, [["末项"], ["新项目甲"], ["新项目乙"]], cell(table, 5, "name"))
    assert said == "粘贴 3 行：新增 2 项项目。"
    assert texts(table, "name")[5:] == ["末项", "新项目甲", "新项目乙"]
    assert texts(table, "serial")[5:] == ["6", "7", "8"]
    table.document.undo()
    assert every_row(table) == before


def test_what_is_computed_is_left_alone_and_what_does_not_fit_is_kept_and_counted(table: LedgerTable) -> None:
    first = table.column_of("invested_to_date")
    names = [one.name for one in table.fields[first : first + 3]]
    assert names == ["invested_to_date", "completion", "gap_points"]
    said = paste(table, [["约3000", "80%", "5"], ["2500", "90%", "6"]], Block(0, first, 0, first))
    assert said == "粘贴 2 行：4 格为计算列，未改动；1 格内容不符，已标出。"
    assert texts(table, "invested_to_date")[:2] == ["约3000", "2,500"]
    assert table.cell(0, first).error


def test_columns_beyond_the_last_and_rows_of_unequal_length_are_said_or_left_alone(
    table: LedgerTable,
) -> None:
    last = len(table.fields) - 1
    assert (
        paste(table, [["", "乙", "丙"]], Block(0, last, 0, last)) == "粘贴 1 行：2 列超出表格右边，未写入。"
    )
    plan = table.column_of("total_investment")
    paste(table, [["1", "2"], ["3"]], Block(0, plan, 0, plan))
    assert texts(table, "annual_plan")[:2] == ["2", "6,000"]


def test_headings_of_groups_are_passed_over(store: Store, qapp: QApplication) -> None:
    table = LedgerTable(LedgerDocument(store), KEY, choice=Choice(group="responsible_unit"))
    plan = table.column_of("annual_plan")
    assert table.is_heading(0)
    paste(table, [["11"], ["12"], ["13"]], Block(0, plan, 0, plan))
    written = [table.cell(row, plan).text for row in range(table.rowCount()) if not table.is_heading(row)]
    assert written[:3] == ["11", "12", "13"]
    assert table.last_of(0, 3) == 4
    table.detach()


def test_what_fills_a_selection_with_headings_goes_no_further(store: Store, qapp: QApplication) -> None:
    table = LedgerTable(LedgerDocument(store), KEY, choice=Choice(group="responsible_unit"))
    plan, last = table.column_of("annual_plan"), table.rowCount() - 1

    def written() -> list[str]:
        return [table.cell(row, plan).text for row in range(last + 1) if not table.is_heading(row)]

    paste(table, [["7"]], Block(0, plan, last - 2, plan))
    assert written() == ["7"] * 5 + ["1,000"]
    paste(table, [["8"]], Block(0, plan, last, plan))
    assert (written(), table.record_count) == (["8"] * 6, 6)
    paste(table, [["1"], ["2"]], Block(1, plan, 6, plan))
    assert written() == ["1", "2", "1", "2", "8", "8"]
    before = table.document.store.action_count()
    paste(table, [["9"]], Block(0, plan, 0, plan))
    assert table.document.store.action_count() == before
    table.detach()


def test_nothing_is_written_into_a_file_that_may_only_be_read(
    table: LedgerTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table.document.store, "read_only", True)
    gathered = gather_cleared(table, [cell(table, 0, "annual_plan")])
    assert (gathered.names, gathered.computed) == ([], 1)


def test_amounts_copied_inside_the_program_stay_exact_however_they_are_shown(table: LedgerTable) -> None:
    record, exact = table.record(0), 1_234_567_890
    table.document.act(
        "修改", lambda writes: writes.set(KEY, record, "annual_plan", table.document.month, exact)
    )
    table.document.set_money_unit(10_000 * WAN)
    held = copy_cells(table, [0], [table.column_of("annual_plan")])
    again = unpack(pack(held))
    assert again is not None
    gathered = lay(table, again, [cell(table, 1, "total_investment")], with_remarks=True)
    assert store_gathered(table, "粘贴", gathered)
    row = table.row_data(1)
    assert row is not None
    assert row.values["total_investment"] == exact


def test_notes_and_colours_come_along_unless_only_values_are_asked_for(table: LedgerTable) -> None:
    record, month = table.record(0), table.document.month
    table.document.act(
        "批注",
        lambda writes: writes.annotate(KEY, record, "annual_plan", month, note="已核", colour="yellow"),
    )
    held = copy_cells(table, [0], [table.column_of("annual_plan")])
    for row, remarks in ((1, False), (2, True)):
        gathered = lay(table, held, [cell(table, row, "annual_plan")], with_remarks=remarks)
        assert store_gathered(table, "粘贴", gathered)
        shown = table.cell(row, table.column_of("annual_plan"))
        assert (shown.text, shown.note, shown.colour) == (
            "4,000",
            *(("已核", "yellow") if remarks else ("", "")),
        )


def test_what_another_program_or_version_left_is_no_cells_of_ours() -> None:
    for data in (
        b"",
        b"{}",
        b'{"version": 2, "rows": []}',
        "不是".encode("utf-16"),
        b'{"version": 1, "rows": [[[]]]}',
    ):
        assert unpack(data) is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(TEXTS, min_size=1, max_size=6), min_size=1, max_size=9), st.integers(0, 5), st.data()
)
def test_any_pasted_text_gives_values_or_marked_cells_and_one_undo_takes_it_back(
    table: LedgerTable, rows: list[list[str]], top: int, data: st.DataObject
) -> None:
    left = data.draw(st.integers(0, len(table.fields) - 1))
    before = every_row(table)
    actions = table.document.store.action_count()
    paste(table, rows, Block(top, left, top, left))
    after = every_row(table)
    context = table.document.context()
    for row in table.document.view(KEY).rows():
        for one in table.fields:
            kept = row.marks.get(one.name)
            assert (
                kept is None
                or kept.misfit is None
                or not isinstance(one.column.kind.parse(kept.misfit, context), int)
            )
    if table.document.store.action_count() > actions:
        table.document.undo()
        assert every_row(table) == before
        table.document.redo()
        assert every_row(table) == after
        table.document.undo()
    assert every_row(table) == before


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 5), st.integers(0, 5), st.data())
def test_what_is_copied_and_pasted_elsewhere_is_the_same(
    table: LedgerTable, source: int, target: int, data: st.DataObject
) -> None:
    open_columns = [place for place, one in enumerate(table.fields) if one.column.computed is None]
    column = data.draw(st.sampled_from(open_columns))
    held = copy_cells(table, [source], [column])
    gathered = lay(table, held, [Block(target, column, target, column)], with_remarks=True)
    assert store_gathered(table, "粘贴", gathered)
    shown = table.cell(target, column)
    # An emptied cell shows what earlier months left.
    assert shown.text == held[0][0].text or (shown.muted and not held[0][0].text)
    if (
        table.document.store.undo_label()
        == f"粘贴：{table.fields[column].title_for(table.document.month, short=True)}"
    ):
        table.document.undo()


def test_a_name_copied_in_the_window_of_another_file_is_read_by_its_text(table: LedgerTable) -> None:
    context = table.document.context()
    field = KEY.fields_by_name["responsible_unit"]
    here = context.links.find("responsible_unit", "区水务局")
    assert Held("区水务局", 12345, "Link:responsible_unit").value_for(field, context) == here
    assert isinstance(Held("别处的单位", 12345, "Link:responsible_unit").value_for(field, context), Misfit)


def test_notes_are_not_put_on_computed_cells_where_every_month_would_show_them(table: LedgerTable) -> None:
    held = [[Held("900", note="待核实", colour="yellow")]]
    gathered = lay(table, held, [cell(table, 0, "invested_in_month")], with_remarks=True)
    assert gathered.cells
    assert not gathered.remarks


@pytest.mark.parametrize(
    "names", [("invested_in_month", "invested_to_date"), ("invested_to_date", "invested_in_month")]
)
def test_the_cumulative_amount_decides_over_the_months_own_and_an_empty_one_says_nothing(
    table: LedgerTable, names: tuple[str, str]
) -> None:
    record = table.record(0)

    def written(**values: int | None) -> object:
        ordered = {name: values[name] for name in names}
        assert table.document.act(
            "粘贴", lambda writes: writes.put(KEY, record, table.document.month, ordered)
        )
        return table.row_data(0).values["invested_to_date"]  # type: ignore[union-attr]

    assert written(invested_in_month=5 * WAN, invested_to_date=9_000 * WAN) == 9_000 * WAN
    assert written(invested_in_month=None, invested_to_date=8_000 * WAN) == 8_000 * WAN
    assert written(invested_in_month=700 * WAN, invested_to_date=None) is not None


def test_no_empty_record_is_added_for_cells_of_computed_columns(table: LedgerTable) -> None:
    last = len(table.ids) - 1
    said = paste(table, [["1"], ["2"], ["3"]], cell(table, last, "completion"))
    assert len(table.ids) == last + 1
    assert said == "粘贴 3 行：3 格为计算列，未改动。"
