"""挂图作战图 as plain pages: bars on the months, nodes with words, legible without colour."""

from __future__ import annotations

import pytest

from fgj_desktop.documents.pages import A3_LANDSCAPE, A4_LANDSCAPE, Mark, Pages, Shape
from fgj_desktop.documents.wallchart import wallchart, wallchart_pages
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT, LEDGERS, ledger_named
from fgj_desktop.ledgers.values import Parsed
from fgj_desktop.store.filters import equals
from fgj_desktop.store.store import Store
from tests.documents.counted import CountedMeasure
from tests.sample_store import SEPTEMBER, WAN


def change(store: Store, number: int, **values: Parsed) -> int:
    """Write to one of the projects as of September."""
    record = store.view(KEY_PROJECT, SEPTEMBER).ids()[number]
    with store.action("改") as writes:
        writes.put(KEY_PROJECT, record, SEPTEMBER, values)
    return record


def made(store: Store, paper: object = A3_LANDSCAPE, **options: object) -> Pages:
    chart = wallchart(store, KEY_PROJECT, SEPTEMBER, **options)  # type: ignore[arg-type]
    return wallchart_pages(chart, paper, CountedMeasure())  # type: ignore[arg-type]


def texts(pages: Pages) -> list[str]:
    return ["".join(line.text for line in cell.lines) for page in pages.pages for cell in page.cells]


def marks(pages: Pages, shape: Shape) -> list[Mark]:
    return [mark for page in pages.pages for mark in page.marks if mark.shape is shape]


def test_the_title_names_year_ledger_and_period(store: Store) -> None:
    assert made(store).title == "2021年区市重点项目挂图作战图（1—9月）"


def test_a_bar_lies_on_the_months_it_stands_for(store: Store) -> None:
    change(store, 0, construction_period="2021年3月-2021年10月", started=1, started_on="2021-04")
    pages = made(store, filters=[equals("name", "乐园镇中心小学扩建项目")])
    [page] = pages.pages
    january, december = (next(c for c in page.cells if [x.text for x in c.lines] == [n]) for n in ("1", "12"))
    month = (december.x + december.width - january.x) / 12
    [plan] = marks(pages, Shape.HOLLOW)
    assert (plan.x - january.x) / month == pytest.approx(2)
    assert plan.width / month == pytest.approx(8)
    [actual] = marks(pages, Shape.FULL)
    assert (actual.x - january.x) / month == pytest.approx(3.5)
    assert (actual.x + actual.width - january.x) / month == pytest.approx(9)
    # Of 4000 3200 are invested by September: green.
    assert actual.colour == "green"
    [as_of] = marks(pages, Shape.LINE)
    assert (as_of.x - january.x) / month == pytest.approx(9)
    assert plan.y < actual.y < marks(pages, Shape.TRIANGLE)[0].y
    assert marks(pages, Shape.TO_LEFT) == marks(pages, Shape.TO_RIGHT) == []


def test_a_bar_that_goes_on_beyond_the_year_has_points(store: Store) -> None:
    change(store, 0, construction_period="2020-2022", started=1, started_on="2020-05")
    pages = made(store, filters=[equals("name", "乐园镇中心小学扩建项目")])
    assert len(marks(pages, Shape.TO_LEFT)) == 2
    assert len(marks(pages, Shape.TO_RIGHT)) == 1


def test_nodes_are_signs_with_words_and_said_in_full(store: Store) -> None:
    change(
        store, 0, started=1, started_on="2021-04-02", listed_on="2021-07",
        **{"approval_state:立项": "已办结", "approval_date:立项": "2021-02-01", "approval_state:环评": "办理中"},
    )  # fmt: skip
    said = texts(made(store))
    assert "4月2日开工；7月入库；前期手续 1/2，未办结：环评" in said
    assert {"开工", "入库", "立项"} <= set(said)
    pages = made(store)
    assert [len(marks(pages, shape)) for shape in (Shape.TRIANGLE, Shape.DIAMOND, Shape.CIRCLE)] == [1, 1, 1]


def test_words_that_have_no_room_are_left_out_and_their_signs_stay(store: Store) -> None:
    change(
        store, 0, started=1, started_on="2021-04-02",
        **{"approval_state:施工许可": "已办结", "approval_date:施工许可": "2021-03-31"},
    )  # fmt: skip
    pages = made(store)
    assert "施工许可" not in texts(pages)
    assert len(marks(pages, Shape.CIRCLE)) == 1


def test_the_column_of_nodes_is_left_out_while_nobody_filled_a_date(store: Store) -> None:
    every = store.view(KEY_PROJECT, SEPTEMBER).ids()
    for number in range(len(every)):
        change(store, number, construction_period="2021-2022")
    assert "时间节点" not in texts(made(store))
    change(store, 0, started=1, started_on="2021-04")
    assert "时间节点" in texts(made(store))


def test_light_problem_unit_leader_and_completion_stand_beside_the_bars(store: Store) -> None:
    change(store, 1, problem="征地未完成")
    said = texts(made(store))
    assert {"征地未完成", "区水务局", "80.00%", "●绿", "责任单位", "挂点领导", "存在问题"} <= set(said)
    assert any("实心条为开工至报告期末，颜色同亮灯" in text for text in said)


def test_no_time_planned_and_a_time_in_another_year_are_told_apart(store: Store) -> None:
    assert "未填计划建设时间" in texts(made(store))
    change(store, 3, construction_period="2022-2023")
    assert "计划建设时间不在本年" in texts(made(store))


def test_groups_have_headings_and_filters_are_said(store: Store) -> None:
    said = texts(made(store, group_by="responsible_unit", narrowed="是否开工＝是"))
    assert "一、区教育局（1 项）" in said
    assert any("筛选：是否开工＝是。" in text for text in said)


@pytest.mark.parametrize("paper", [A3_LANDSCAPE, A4_LANDSCAPE])
def test_many_projects_take_several_pages_and_every_one_is_drawn(store: Store, paper: object) -> None:
    with store.action("多") as writes:
        for number in range(60):
            values: dict[str, Parsed] = {
                "name": f"第{number}号标段市政道路及配套管网改造提升工程",
                "annual_plan": 1000 * WAN,
                "construction_period": "2021年2月-2022年5月",
                "problem": "部分用地涉及基本农田调整，用地手续未完善，需区自然资源分局协调。",
            }
            writes.insert(KEY_PROJECT, values, SEPTEMBER)
    pages = made(store, paper)
    assert len(pages.pages) > 2
    assert len(marks(pages, Shape.HOLLOW)) == 60
    for page in pages.pages:
        for mark in page.marks:
            assert pages.paper.left <= mark.x <= pages.paper.left + pages.paper.body_width + 1
            assert pages.paper.top <= mark.y <= mark.y + mark.height <= pages.paper.bottom + 1


def test_every_ledger_with_a_time_line_names_columns_it_has() -> None:
    lined = [ledger for ledger in LEDGERS if ledger.time_line is not None]
    assert {"key_project", "bond_project", "bond_reserve"} <= {ledger.name for ledger in lined}
    for ledger in lined:
        line = ledger.time_line
        assert line is not None
        named = [line.start, line.period, line.end, line.started, line.started_on, line.item_state]
        named += [line.item_date, *(column for column, _ in line.events), *line.columns, *line.remarks]
        assert {name for name in named if name} <= set(ledger.by_name)


def test_an_issued_bonds_project_has_its_bars_too(store: Store) -> None:
    bonds = ledger_named("bond_project")
    with store.action("债券") as writes:
        writes.insert(
            bonds,
            {"name": "污水管网", "bond_year": 2021, "issued_on": "2021-02-10", "planned_start": "2021-03",
             "planned_end": "2021-11", "started": 1, "started_on": "2021-04"},
            SEPTEMBER,
        )  # fmt: skip
    pages = wallchart_pages(wallchart(store, bonds, SEPTEMBER), A3_LANDSCAPE, CountedMeasure())
    assert pages.title == "2021年专项债券已发行项目挂图作战图（1—9月）"
    assert "2月10日发行；4月开工" in texts(pages)
    assert len(marks(pages, Shape.HOLLOW)) == len(marks(pages, Shape.FULL)) == 1


def test_a_ledger_without_beginning_and_end_is_refused_in_words(store: Store) -> None:
    with pytest.raises(UserError, match="没有开始和完成时间"):
        wallchart(store, ledger_named("responsible_unit"), SEPTEMBER)


def test_an_empty_ledger_is_a_page_without_bars(empty_store: Store) -> None:
    pages = made(empty_store)
    assert len(pages.pages) == 1
    assert pages.pages[0].marks == ()
