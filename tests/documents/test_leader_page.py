"""领导一页纸: one page whatever it has to say, every number of it with the rows behind."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.documents.leader_content import leader_page
from fgj_desktop.documents.leader_layout import LEADER_PAPER, lay_out_leader_page
from fgj_desktop.documents.leader_page import LeaderPage, LeaderTable, Spot
from fgj_desktop.documents.pages import Page, RowsBehind
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.rules.figures import figures
from fgj_desktop.store.store import Store
from tests.documents.counted import CountedMeasure
from tests.sample_store import SEPTEMBER, WAN

TODAY = datetime.date(2021, 10, 8)
KEY, PROBLEM = ledger_named("key_project"), ledger_named("problem")


def texts(page: Page) -> list[str]:
    return ["".join(line.text for line in cell.lines) for cell in page.cells]


def laid_out(page: LeaderPage) -> Page:
    (made,) = lay_out_leader_page(page, LEADER_PAPER, CountedMeasure()).pages
    return made


def test_every_figure_of_the_page_is_that_of_the_figures_with_its_rows(store: Store) -> None:
    page = laid_out(leader_page(store, SEPTEMBER, TODAY))
    known = figures(store, SEPTEMBER)
    for name in (
        "district_completion",
        "district_plan",
        "district_gap_points",
        "behind",
        "district_not_started",
    ):
        figure = known[name]
        assert any(text.startswith(figure.text()) for text in texts(page)), name
        links = [link for link in page.links if link.behind.source == figure.title]
        assert links, name
        assert {link.behind.records for link in links} == {figure.rows}, name
    assert any("数据截至2021年9月30日" in text for text in texts(page))
    assert any(text.startswith("注：1.数据来源：") for text in texts(page))


def test_what_has_not_begun_is_listed_with_its_reason_and_its_unit(store: Store) -> None:
    (record,) = [
        row.id for row in store.view(KEY, SEPTEMBER).rows() if row.values["name"] == "新韶镇供水管网改造"
    ]
    with store.action("修改") as writes:
        writes.put(
            KEY,
            record,
            SEPTEMBER,
            {"problem": "施工合同未签署", "solve_level": "市级", "measure": "请市局支持"},
        )
    page = laid_out(leader_page(store, SEPTEMBER, TODAY))
    said = texts(page)
    assert "四、未开工项目（2个）" in said
    place = said.index("新韶镇供水管网改造")
    assert said[place : place + 5] == ["新韶镇供水管网改造", "区", "施工合同未签署", "区水务局", "市级"]
    # It asks the city to settle it, until a problem of its own says otherwise.
    assert "五、本期提请市级协调事项（1项）" in said
    with store.action("登记问题") as writes:
        writes.insert(
            PROBLEM,
            {"name": "管网穿越铁路", "key_project": record, "solve_level": "区级", "state": "未解决"},
            SEPTEMBER,
        )
    said = texts(laid_out(leader_page(store, SEPTEMBER, TODAY)))
    assert "五、本期提请区级协调事项（1项）" in said
    assert "管网穿越铁路" in said


def test_changes_since_last_month_are_told_with_their_projects(store: Store) -> None:
    record = store.view(KEY, SEPTEMBER).ids()[3]
    with store.action("修改") as writes:
        writes.put(KEY, record, SEPTEMBER, {"started": 1, "invested_to_date": 1900 * WAN})
    page = laid_out(leader_page(store, SEPTEMBER, TODAY))
    begun = next(link for link in page.links if link.behind.source == "较上月新开工")
    assert (begun.text, begun.behind.records) == ("1个", (record,))


def test_an_empty_file_has_its_page_too(empty_store: Store) -> None:
    page = laid_out(leader_page(empty_store, SEPTEMBER, TODAY))
    said = texts(page)
    assert "没有未开工的项目。" in said
    assert "本期没有提请协调的事项。" in said
    assert said.count("—") > 20


def test_three_hundred_projects_fit_one_page_that_says_what_it_leaves_out(store: Store) -> None:
    unit = next(iter(store.links().labels("responsible_unit")))
    with store.action("导入") as writes:
        for number in range(300):
            values = {
                "name": f"第{number}号棚户区改造和配套基础设施建设项目（含{'道路' * (number % 9)}）",
                "nature": "新开工",
                "responsible_unit": unit,
                "annual_plan": 100 * WAN,
                "problem": "征地拆迁尚未完成，" * (1 + number % 7),
                "solve_level": ("区级", "市级")[number % 2],
                "measure": "建议由区政府召开协调会。" * (number % 3),
            }
            writes.insert(KEY, values, SEPTEMBER)  # type: ignore[arg-type]
    page = laid_out(leader_page(store, SEPTEMBER, TODAY))
    assert all(cell.y + cell.height <= LEADER_PAPER.bottom + 1e-6 for cell in page.cells)
    said = texts(page)
    assert "四、未开工项目（302个）" in said
    (rest,) = [text for text in said if text.startswith("另有") and "未开工" in text]
    listed = sum(text.isdecimal() for text in said[: said.index(rest)])
    assert rest == f"另有 {302 - listed} 个未开工项目，详见台账"
    assert listed >= 3
    for level in ("市级", "区级"):
        # Neither level pushes the other off the page.
        assert any(text.startswith("另有") and f"提请{level}" in text for text in said)
    # The line that tells of the others leads to all of them.
    link = next(link for link in page.links if link.text == rest)
    assert len(link.behind.records) == 302


SPOTS = st.builds(
    Spot,
    st.text("项目征地拆迁abc 12.5%，。（）", max_size=60),
    st.none() | st.builds(RowsBehind, st.just("key_project"), st.tuples(st.integers(1, 9)), st.just("数")),
)


@st.composite
def tables(draw: st.DrawFn) -> LeaderTable:
    count = draw(st.integers(1, 6))
    rows = draw(st.lists(st.tuples(*[SPOTS] * count), max_size=40))
    return LeaderTable(
        Spot("四、清单"),
        tuple(f"第{place}列" for place in range(count)),
        tuple(draw(st.lists(st.floats(1, 4), min_size=count, max_size=count))),
        tuple(rows),
        rest=lambda left: f"另有 {left} 项",
        empty="没有。",
    )


@settings(max_examples=15, deadline=None)
@given(st.lists(tables(), min_size=1, max_size=2))
def test_whatever_it_lists_nothing_lies_outside_the_page_or_over_another_cell(
    lists: list[LeaderTable],
) -> None:
    content = LeaderPage(
        "浈江区2021年1—9月投资和重点项目情况", "本局", "数据截至", "时间进度 75%", tuple(lists), ("注",)
    )
    page = laid_out(content)
    for cell in page.cells:
        assert cell.x >= LEADER_PAPER.left - 3
        assert cell.x + cell.width <= LEADER_PAPER.left + LEADER_PAPER.body_width + 3
        assert cell.y + cell.height <= LEADER_PAPER.bottom + 1e-6
        for line in cell.lines:
            assert cell.y <= line.baseline <= cell.y + cell.height
    tops = sorted({(cell.y, cell.height) for cell in page.cells if cell.bordered})
    assert all(y + height <= below + 1e-6 for (y, height), (below, _) in pairwise(tops) if below > y)
    for link in page.links:
        assert any((cell.x, cell.y) == (link.x, link.y) for cell in page.cells)
    for number, table in enumerate(lists):
        shown = sum("".join(line.text for line in cell.lines).startswith("另有") for cell in page.cells)
        assert shown <= len(lists), number
        assert table.rows or "没有。" in texts(page)


@pytest.mark.parametrize("month", [1, 2, 12])
def test_the_page_of_any_month_can_be_made(store: Store, month: int) -> None:
    from fgj_desktop.ledgers.period import Month

    assert laid_out(leader_page(store, Month(2021, month), TODAY)).cells
