"""评分表 on paper says what the page says: scores as written, totals, places, grades, and how the year stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.documents.print_table import PrintRow, PrintTable, RowKind
from fgj_desktop.documents.score_print import score_pages, score_table
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.print_setup import PrintSetup, Sheet
from fgj_desktop.rules.town_results import points, sheet_of
from fgj_desktop.store.store import Store
from tests.documents.counted import CountedMeasure

SEPTEMBER = Month(2021, 9)
SETUP = PrintSetup()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("示例") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    with Store.open(path, RULES, read_only=True) as opened:
        yield opened


def row_named(table: PrintTable, name: str) -> PrintRow:
    return next(row for row in table.rows if row.cells[table.label_column] == name)


def test_every_town_has_its_total_place_and_grade(store: Store) -> None:
    table, sheet = score_table(store, SEPTEMBER, 2020, None, SETUP), sheet_of(store, SEPTEMBER, 2020)
    towns = len(sheet.towns)
    assert table.title.endswith("2020年镇办考核评分表")
    assert row_named(table, "总分（折算）").cells[-towns:] == tuple(points(one.total) for one in sheet.totals)
    assert row_named(table, "名次").cells[-towns:] == tuple(str(one.rank) for one in sheet.totals)
    assert row_named(table, "等次").cells[-towns:] == tuple(one.grade for one in sheet.totals)
    assert row_named(table, "合计（12 项）").cells[2] == "100"
    assert table.notes[-1].endswith("已公布（2021年3月12日），与现在的得分一致。")


def test_what_is_not_scored_and_what_does_not_apply_are_told_apart(store: Store) -> None:
    table = score_table(store, SEPTEMBER, 2021, None, SETUP)
    texts = {text for row in table.rows if row.kind is RowKind.RECORD for text in row.cells[4:]}
    assert {"未评", ""} <= texts
    assert "处未评" in table.notes[-1]


def test_a_scoring_unit_s_own_sheet_has_no_totals(store: Store) -> None:
    whole = sheet_of(store, SEPTEMBER, 2020)
    unit = next(int(one.values["scoring_unit"] or 0) for one in whole.indicators)
    table = score_table(store, SEPTEMBER, 2020, unit, SETUP)
    assert {row.kind for row in table.rows} == {RowKind.TOTAL, RowKind.RECORD}
    assert 1 < len(table.rows) < len(whole.indicators)
    assert table.left_line.startswith("评分单位（盖章）：")


def test_notes_signature_mark_and_paper_follow_the_set_up(store: Store) -> None:
    setup = replace(
        SETUP, sheet=Sheet("A4"), usual_notes=False, notes=("仅供内部使用。",), signature="制表："
    )
    table = score_table(store, SEPTEMBER, 2020, None, setup)
    assert (table.notes, table.signature) == (("注：1.仅供内部使用。",), "制表：")
    pages, dropped = score_pages(
        store, SEPTEMBER, 2020, None, replace(setup, mark="内部资料"), CountedMeasure()
    )
    assert (pages.paper.name, dropped) == ("A4", ())
    assert any(line.text == "内部资料" for cell in pages.pages[0].cells for line in cell.lines)
