"""Texts are found as they are shown, whatever width and blanks, and replacing is tried out first."""

from __future__ import annotations

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import Field, ledger_named
from fgj_desktop.ledgers.record_parts import is_light
from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.finding import Area, Place, Search
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.models.narrowing import Narrowing
from fgj_desktop.models.replacing import Plan, plan_replacing, replace_cells
from fgj_desktop.models.sought import Sought
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, WAN

KEY = ledger_named("key_project")


@pytest.fixture
def table(qtbot: QtBot, store: Store) -> LedgerTable:
    return LedgerTable(LedgerDocument(store, SEPTEMBER), KEY)


def search(table: LedgerTable, sought: Sought, start: int = 0) -> list[tuple[int, str]]:
    every = Area(range(len(table.ids)), range(len(table.fields)))
    found = Search(table, sought, [every], start).finish()
    return [(place.row, table.fields[place.column].name) for place in found]


def texts(table: LedgerTable) -> list[Field]:
    """The columns that show texts and figures, not lights."""
    return [field for field in table.fields if not is_light(field)]


def plan(table: LedgerTable, sought: Sought, by: str) -> Plan:
    every = Area(range(len(table.ids)), range(len(table.fields)))
    return plan_replacing(table, Search(table, sought, [every], 0).finish(), sought, by)


# --- the text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("乐园镇", "乐园镇中心小学"),
        ("(一期)", "学校（一期）"),
        ("ＡＢ１", "方案ab1"),
        ("张三", "张　三"),
        ("张 三", "张三"),
        ("主体施工", "主体\n施工"),
    ],
)
def test_width_case_and_blanks_do_not_matter(text: str, shown: str) -> None:
    assert Sought(text).fits(shown)


def test_options_make_it_stricter() -> None:
    assert not Sought("AB", case=True).fits("ab")
    assert Sought("AB", case=True).fits("xABx")
    assert not Sought("乐园", whole=True).fits("乐园镇")
    assert Sought("乐园镇", whole=True).fits(" 乐园镇 ")
    assert not Sought("").fits("任何")
    assert not Sought("a").fits("")


def test_a_number_is_found_with_and_without_its_commas() -> None:
    assert Sought("3200").fits("3,200", grouped=True)
    assert Sought("3,200").fits("3,200", grouped=True)
    assert not Sought("3200").fits("3,200")


def test_what_is_replaced_keeps_everything_around_it() -> None:
    assert Sought("镇").replaced("乐园镇、犁市镇", "街道") == "乐园街道、犁市街道"
    assert Sought("(一期)").replaced("学校 （一期） 工程", "") == "学校  工程"
    assert Sought("乐园镇", whole=True).replaced(" 乐园镇", "犁市镇") == "犁市镇"
    assert Sought("3200").replaced("13,200", "9", grouped=True) == "19"
    assert Sought("　").replaced("张　三", "") == "张三"
    assert Sought("甲").replaced("乙", "丙") == "乙"


TEXTS = st.text(alphabet="镇街 　（()）aA１1，,\n", max_size=12)


@given(TEXTS, TEXTS, st.booleans(), st.booleans())
def test_replacing_a_text_by_itself_changes_nothing_that_counts(
    text: str, shown: str, whole: bool, case: bool
) -> None:
    sought = Sought(text, whole, case)
    assert sought.fits(shown) == bool(text and shown and sought._in(shown))
    if not sought.fits(shown):
        assert sought.replaced(shown, "x") == shown
    elif not whole:
        # Nothing of it is left, and what stood around it is still there.
        left = sought.replaced(shown, "")
        assert len(left) < len(shown)
        assert sought.replaced(shown, "□").count("□") >= 1


# --- the search -------------------------------------------------------------------------------------


def test_texts_links_and_amounts_are_found_where_they_are_shown(table: LedgerTable) -> None:
    assert [row for row, name in search(table, Sought("乐园镇")) if name == "name"] == [0, 4]
    assert (4, "responsible_unit") in search(table, Sought("乐园镇"))
    assert (0, "invested_to_date") in search(table, Sought("3200"))
    assert search(table, Sought("没有这样的内容")) == []


def test_unfitting_text_is_found_too(table: LedgerTable, store: Store) -> None:
    with store.action("录入") as writes:
        writes.set(KEY, table.record(2), "annual_plan", SEPTEMBER, Misfit("约5000", "不是数值"))
    assert search(table, Sought("约5000")) == [(2, "annual_plan")]


def test_every_place_is_found_wherever_the_search_begins(table: LedgerTable) -> None:
    for start in range(6):
        assert search(table, Sought("镇"), start) == search(table, Sought("镇"))


def test_the_next_place_follows_the_current_cell_and_goes_round(table: LedgerTable) -> None:
    column = table.column_of("name")
    names = Search(table, Sought("镇"), [Area(range(6), [column])], 0)
    rows = [place.row for place in names.finish()]
    assert rows == [0, 1, 2, 3, 4]
    assert names.following(Place(0, column)) == (1, False)
    assert names.following(Place(4, column)) == (0, True)
    assert names.following(Place(0, column), back=True) == (4, True)
    assert names.following(Place(1, 0)) == (1, False)


# --- replacing ----------------------------------------------------------------------------------------


def test_replacing_is_one_step_and_one_undo(table: LedgerTable, store: Store) -> None:
    before = [row.values for row in store.view(KEY, SEPTEMBER).rows()]
    made = plan(table, Sought("主体施工"), "封顶")
    assert made.sentence() == "将替换 4 处，请确认。"
    assert [(one.before, one.after) for one in made.cells] == [("主体施工", "封顶")] * 4
    count = store.action_count()
    assert replace_cells(table, made) == 4
    assert store.action_count() == count + 1
    assert store.undo_label() == "替换 4 个单元格"
    assert search(table, Sought("主体施工")) == []
    store.undo()
    assert [row.values for row in store.view(KEY, SEPTEMBER).rows()] == before


def test_what_would_not_pass_the_checks_is_said_before_anything_is_written(
    table: LedgerTable, store: Store
) -> None:
    count = store.action_count()
    made = plan(table, Sought("4,000", whole=True), "约4000")
    assert "数据核查不通过" in made.sentence()
    assert all(one.problem for one in made.cells)
    assert store.action_count() == count
    rows = store.view(KEY, SEPTEMBER).rows()
    assert not any(row.marks for row in rows)


def test_a_figure_lower_than_the_month_before_is_marked_in_the_preview(table: LedgerTable) -> None:
    made = plan(table, Sought("3,200", whole=True), "100")
    problems = {one.field: one.problem for one in made.cells}
    assert problems["invested_to_date"]
    assert made.sentence().startswith(f"将替换 {len(made.cells)} 处，其中 ")


def test_a_name_that_would_be_taken_twice_is_marked_in_the_preview(table: LedgerTable, store: Store) -> None:
    view = store.view(KEY, SEPTEMBER)
    assert view.repeats.learn()
    names = [str(row.values["name"]) for row in view.rows()]
    made = plan(table, Sought(names[1], whole=True), names[0])
    assert [one.problem for one in made.cells if one.field == "name"] != [""]
    assert view.repeats.is_complete
    assert not any(row.repeats for row in store.view(KEY, SEPTEMBER).rows())


def test_computed_cells_are_left_alone_and_counted(table: LedgerTable, store: Store) -> None:
    made = plan(table, Sought("%"), "")
    assert made.cells == []
    assert made.computed > 0
    assert made.sentence() == f"没有可替换的内容。另有 {made.computed} 处为计算列，不会改动。"
    assert replace_cells(table, made) == 0


def test_cells_without_a_tick_are_not_written(table: LedgerTable, store: Store) -> None:
    made = plan(table, Sought("乐园镇"), "犁市镇")
    for one in made.cells:
        one.wanted = one.record == table.record(0)
    replace_cells(table, made)
    assert table.cell(0, table.column_of("name")).text.startswith("犁市镇")
    assert table.cell(4, table.column_of("name")).text.startswith("乐园镇")


def test_an_amount_is_replaced_as_an_amount(table: LedgerTable, store: Store) -> None:
    replace_cells(table, plan(table, Sought("12,000", whole=True), "1.3亿"))
    row = store.view(KEY, SEPTEMBER).rows([table.record(1)])[0]
    assert row.values["total_investment"] == 13000 * WAN


# --- asking the database first ------------------------------------------------------------------------

SIGNS = st.text(alphabet="镇街 　（()[]^-*?aAzＡ１1，,k\n", max_size=10)


@given(SIGNS, SIGNS, st.booleans())
def test_the_pattern_misses_no_text_that_fits(text: str, around: str, case: bool) -> None:
    sought = Sought(text, case=case)
    if not text or sought.is_blank:
        return
    database = apsw.Connection(":memory:")
    for shown in (text, around, around + text + around, " ".join(text), text.upper(), text.lower()):
        if sought.fits(shown):
            assert next(database.execute("SELECT ? GLOB ?", (shown, sought.pattern)))[0] == 1


@pytest.mark.parametrize(
    "text",
    ["镇", "（一期）", "主体施工", "约5000", "区住建局", "续建", "是", "9月", "达到时间进度", "没有", "x镇"],
)
def test_the_database_leaves_out_no_record_that_shows_the_text(
    table: LedgerTable, store: Store, text: str
) -> None:
    with store.action("录入") as writes:
        writes.set(KEY, table.record(2), "annual_plan", SEPTEMBER, Misfit("约 5000", "不是数值"))
        writes.set(KEY, table.record(3), "name", SEPTEMBER, "小学 (一期)工程")
    narrowing = Narrowing(table, Sought(text), texts(table))
    while not narrowing.is_done:
        narrowing.step()
    found = {table.record(row) for row, _ in search(table, Sought(text))}
    assert not narrowing.is_possible or found <= narrowing.records


def test_numbers_and_words_of_computed_columns_are_looked_for_row_by_row(table: LedgerTable) -> None:
    for text in ("3,200", "80.00%", "—", "落后", " "):
        assert not Narrowing(table, Sought(text), texts(table)).is_possible
    assert Narrowing(table, Sought("小学"), texts(table)).is_possible
