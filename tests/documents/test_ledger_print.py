"""The printed ledger: title lines, 合计 first, groups with their sums, marks before names, notes."""

from __future__ import annotations

import datetime

from fgj_desktop.documents.ledger_print import ledger_table
from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.pages import A3_LANDSCAPE, Face, Pages
from fgj_desktop.documents.print_table import PrintTable, RowKind
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import DASH, YI, Misfit
from fgj_desktop.store.filters import Order, equals
from fgj_desktop.store.store import Store
from tests.documents.counted import CountedMeasure
from tests.sample_store import SEPTEMBER, WAN

KEY = ledger_named("key_project")
UNIT = ledger_named("responsible_unit")


def column(table: PrintTable, title: str) -> int:
    return next(place for place, one in enumerate(table.columns) if one.title == title)


def labels(table: PrintTable, *kinds: RowKind) -> list[str]:
    return [row.cells[table.label_column] for row in table.rows if row.kind in kinds]


def record_named(store: Store, name: str) -> int:
    return store.view(KEY, SEPTEMBER).ids([equals("name", name)])[0]


def change(store: Store, name: str, **values: object) -> None:
    with store.action("修改") as writes:
        writes.put(KEY, record_named(store, name), SEPTEMBER, values)  # type: ignore[arg-type]


def test_title_office_dates_and_unit_stand_above_the_table(store: Store) -> None:
    store.settings.set("office", "浈江区发展和改革局")
    table = ledger_table(store, KEY, SEPTEMBER)
    assert table.title == "浈江区2021年重点项目月度台账（1—9月）"
    assert table.left_line == "填报单位（盖章）：浈江区发展和改革局"
    assert table.middle_line == "填报日期：2021年10月8日　数据截至2021年9月30日"
    assert table.right_line == table.continued_line == "单位：万元"
    assert table.signature == "填报人：　审核人：　负责人：　联系电话："


def test_the_filling_day_is_today_during_the_report_and_else_the_first_working_day(store: Store) -> None:
    october = ledger_table(store, KEY, SEPTEMBER.previous)
    assert october.middle_line.startswith("填报日期：2021年9月1日")
    given = ledger_table(store, KEY, SEPTEMBER, filled_on=datetime.date(2021, 10, 12))
    assert given.middle_line.startswith("填报日期：2021年10月12日")


def test_the_total_comes_first_and_rows_keep_the_clerk_s_order(store: Store) -> None:
    table = ledger_table(store, KEY, SEPTEMBER, group_by=None)
    assert table.rows[0].kind is RowKind.TOTAL
    assert labels(table, RowKind.TOTAL) == ["合计（6 项）"]
    total = table.rows[0].cells
    assert total[column(table, "2021年计划投资")] == "18,000"
    assert total[column(table, "1—9月累计完成投资（纳统）")] == "8,150"
    assert total[column(table, "占年度计划（％）")] == "45.28%"
    assert [row.cells[column(table, "序号")] for row in table.rows[1:]] == list("123456")


def test_groups_follow_the_declared_options_and_rows_without_one_come_last(store: Store) -> None:
    change(store, "新韶镇供水管网改造", sector="农林水利")
    change(store, "乐园镇中心小学扩建项目", sector="民生")
    change(store, "乐园镇农贸市场提升", sector="文旅")
    table = ledger_table(store, KEY, SEPTEMBER, group_by="sector")
    assert labels(table, RowKind.GROUP) == [
        "一、民生（1 项）",
        "二、农林水利（1 项）",
        "三、文旅（1 项）",
        "四、未填行业类别（3 项）",
    ]
    first = next(row for row in table.rows if row.kind is RowKind.GROUP)
    assert first.cells[column(table, "2021年计划投资")] == "4,000"
    assert first.cells[column(table, "占年度计划（％）")] == "80.00%"


def test_a_ledger_whose_rows_have_no_sector_is_not_grouped(store: Store) -> None:
    assert labels(ledger_table(store, KEY, SEPTEMBER), RowKind.GROUP) == []


def test_rows_are_grouped_where_the_clerk_s_own_order_has_them_together(store: Store) -> None:
    names = labels(ledger_table(store, KEY, SEPTEMBER, group_by=None), RowKind.RECORD)
    for name, sector in zip(names, ("产业", "产业", "民生", "民生", "产业", "民生"), strict=True):
        change(store, name, sector=sector)
    assert len(labels(ledger_table(store, KEY, SEPTEMBER), RowKind.GROUP)) == 2
    by_plan = ledger_table(store, KEY, SEPTEMBER, order=[Order("annual_plan")])
    assert labels(by_plan, RowKind.GROUP) == []
    change(store, names[1], sector="民生")
    change(store, names[2], sector="产业")
    change(store, names[3], sector="民生")
    mixed = ledger_table(store, KEY, SEPTEMBER)
    assert labels(mixed, RowKind.GROUP) == []
    assert labels(mixed, RowKind.RECORD) == names
    assert len(labels(ledger_table(store, KEY, SEPTEMBER, group_by="sector"), RowKind.GROUP)) == 2


def test_groups_by_unit_follow_the_serial_of_the_units(store: Store) -> None:
    table = ledger_table(store, KEY, SEPTEMBER, group_by="responsible_unit")
    assert labels(table, RowKind.GROUP) == [
        "一、区教育局（1 项）",
        "二、区住建局（2 项）",
        "三、区水务局（2 项）",
        "四、乐园镇（1 项）",
    ]


def test_rows_that_do_not_count_are_printed_but_not_added(store: Store) -> None:
    change(store, "乐园镇中心小学扩建项目", register_state="调出")
    table = ledger_table(store, KEY, SEPTEMBER)
    assert labels(table, RowKind.TOTAL) == ["合计（5 项）"]
    assert table.rows[0].cells[column(table, "2021年计划投资")] == "14,000"
    assert "乐园镇中心小学扩建项目" in labels(table, RowKind.RECORD)
    assert any("调出、前期预备的项目不计入项数和合计" in note for note in table.notes)


def test_levels_are_marked_before_the_name_and_explained(store: Store) -> None:
    change(store, "乐园镇中心小学扩建项目", level="省、市、区")
    change(store, "新韶镇供水管网改造", level="市、区")
    table = ledger_table(store, KEY, SEPTEMBER)
    names = labels(table, RowKind.RECORD)
    assert "★乐园镇中心小学扩建项目" in names
    assert "■新韶镇供水管网改造" in names
    assert table.notes[0] == "注：1.标★为省重点，标■为市重点。"


def test_lights_are_read_without_colour_and_a_hollow_one_is_explained(store: Store) -> None:
    change(store, "十里亭镇老旧小区改造", explanation="征地未完成")
    table = ledger_table(store, KEY, SEPTEMBER)
    light = column(table, "亮灯")
    words = {row.cells[table.label_column]: row.text(light) for row in table.rows if row.lights}
    assert words["乐园镇中心小学扩建项目"] == "●绿"
    assert words["十里亭镇老旧小区改造"] == "◇红"
    assert any("亮灯规则（比值法）" in note for note in table.notes)
    assert any(note.endswith("情况说明：十里亭镇老旧小区改造：征地未完成。") for note in table.notes)


def test_what_does_not_fit_and_a_dash_are_printed_as_written(store: Store) -> None:
    change(store, "新韶镇供水管网改造", actual_invested_to_date=Misfit("约5000", "不是数值"), problem=DASH)
    table = ledger_table(store, KEY, SEPTEMBER)
    row = next(row for row in table.rows if row.cells[table.label_column] == "新韶镇供水管网改造")
    assert row.cells[column(table, "1—9月实际完成投资")] == "约5000"
    assert row.cells[column(table, "存在问题")] == "—"


def test_chosen_columns_rows_order_and_unit_are_followed(store: Store) -> None:
    fields = ["name", "annual_plan", "physical_progress"]
    table = ledger_table(
        store,
        KEY,
        SEPTEMBER,
        fields=fields,
        filters=[equals("started", 1)],
        order=[Order("annual_plan", descending=True)],
        money_unit=YI,
        group_by=None,
    )
    assert [one.title for one in table.columns] == ["项目名称", "2021年计划投资", "形象进度"]
    assert table.columns[2].group_title == "2021年1—9月完成情况"
    assert table.right_line == "单位：亿元"
    assert [row.cells[1] for row in table.rows] == ["1.4", "0.6", "0.4", "0.3", "0.1"]


def test_given_records_are_printed_in_the_order_given(store: Store) -> None:
    ids = [record_named(store, name) for name in ("乐园镇农贸市场提升", "乐园镇中心小学扩建项目")]
    table = ledger_table(store, KEY, SEPTEMBER, ids=ids, group_by=None)
    assert labels(table, RowKind.RECORD) == ["乐园镇农贸市场提升", "乐园镇中心小学扩建项目"]
    assert table.rows[0].cells[table.label_column] == "合计（2 项）"


def test_a_list_of_units_has_neither_period_nor_money_nor_total(store: Store) -> None:
    store.settings.set("office", "浈江区发展和改革局")
    table = ledger_table(store, UNIT, SEPTEMBER)
    assert table.title == "浈江区责任单位一览表"
    assert table.right_line == ""
    assert "数据截至" not in table.middle_line
    assert all(row.kind is RowKind.RECORD for row in table.rows)
    assert table.notes == ()


def test_items_of_approval_that_no_record_needs_are_left_out(store: Store) -> None:
    bonds = ledger_named("bond_reserve")
    with store.action("办结") as writes:
        record = store.view(bonds, SEPTEMBER).ids()[0]
        writes.put(bonds, record, SEPTEMBER, {"approval_state:立项": "已办结"})
    titles = [one.title for one in ledger_table(store, bonds, SEPTEMBER).columns]
    assert "立项" in titles
    assert "可研" not in titles


def test_an_own_plan_of_one_project_does_not_bend_the_gap_of_all(store: Store) -> None:
    change(store, "十里亭镇老旧小区改造", planned_to_date=100 * WAN)
    table = ledger_table(store, KEY, SEPTEMBER)
    assert table.rows[0].cells[column(table, "较时间进度（百分点）")] == "-29.72"


def test_counts_and_their_sums_stay_on_one_line(store: Store) -> None:
    table = ledger_table(store, ledger_named("village_conversion"), SEPTEMBER)
    assert table.columns[column(table, "户数")].one_line


def test_the_table_lays_out_on_paper(store: Store) -> None:
    pages, dropped = lay_out_fitting(ledger_table(store, KEY, SEPTEMBER), A3_LANDSCAPE, CountedMeasure())
    assert isinstance(pages, Pages)
    assert dropped == ()
    words = {line.text for page in pages.pages for cell in page.cells for line in cell.lines}
    assert "合计（6 项）" in words
    assert any(cell.face is Face.TITLE for cell in pages.pages[0].cells)
