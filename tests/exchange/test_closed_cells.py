"""A workbook that says something else of a closed period: left out and listed, the rest is imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.exchange.importer import apply, import_files
from fgj_desktop.exchange.refused import save_refused
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.closing import apply_closing, plan_closing
from fgj_desktop.store.closing import CLOSES
from fgj_desktop.store.store import Store
from tests.exchange.importing import KEY_PROJECT, SEPTEMBER, TITLES, WAN, a_store, rows_of, workbook

OCTOBER = Month(2021, 10)
ROW = (1, "乐园镇小学扩建", None, 9000, 4000, 3200, "主体施工", "区教育局")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workbook(tmp_path, ROW)


def closed(store: Store, path: Path) -> None:
    apply(store, import_files(store, [path], month=SEPTEMBER))
    plan = plan_closing(store, KEY_PROJECT, ReportPeriod(SEPTEMBER))
    with store.action(plan.label, kind=CLOSES) as writes:
        apply_closing(writes, plan)


def test_cells_of_a_closed_period_are_left_out_and_listed(tmp_path: Path, path: Path) -> None:
    with a_store(tmp_path) as store:
        closed(store, path)
        other = (1, "乐园镇小学扩建", "2021-440204-01-01-000001", 9000, 4000, 3500, "封顶", "区水务局")
        plan = import_files(store, [workbook(tmp_path, other, name="又.xlsx")], month=SEPTEMBER)
        apply(store, plan)
        [row] = rows_of(store).values()
        assert (row.values["invested_to_date"], row.values["physical_progress"]) == (3200 * WAN, "主体施工")
        assert row.values["code"] == "2021-440204-01-01-000001"
        said = [one.message for one in plan.refused]
        assert any("累计完成投资“3,500”：2021年9月已锁定，未导入。" in one for one in said)
        assert any("形象进度“封顶”" in one for one in said)
        assert "本期已锁定（区市重点项目台账，2021年9月），2 处未导入。" in plan.notices[-1]
        assert (len(plan.closed), plan.marked) == (2, [])
        assert save_refused(plan, tmp_path / "未导入.xlsx") == 1
        assert {one.field for one in plan.changes} == {"code", "responsible_unit"}


def test_a_new_row_of_a_closed_period_is_left_out_whole(tmp_path: Path, path: Path) -> None:
    with a_store(tmp_path) as store:
        closed(store, path)
        new = (2, "补录项目", None, 100, 50, 20, "施工", "区教育局")
        plan = import_files(store, [workbook(tmp_path, ROW, new, name="又.xlsx")], month=SEPTEMBER)
        apply(store, plan)
        assert [row.values["name"] for row in rows_of(store).values()] == ["乐园镇小学扩建"]
        assert [one.message for one in plan.refused_rows][-1].endswith("“补录项目”未导入：2021年9月已锁定。")
        assert plan.added == []


def test_the_month_after_a_closed_one_is_imported_as_ever(tmp_path: Path, path: Path) -> None:
    with a_store(tmp_path) as store:
        closed(store, path)
        titles = [title.replace("1-9月", "1-10月") for title in TITLES]
        new = (2, "新调入项目", None, 100, 50, 20, "施工", "区教育局")
        row = (1, "乐园镇小学扩建", None, 9000, 4000, 3900, "封顶", "区教育局")
        book = workbook(
            tmp_path,
            row,
            new,
            titles=titles,
            title="浈江区2021年重点项目月度台账（1-10月）",
            name="十月.xlsx",
        )
        plan = import_files(store, [book], month=OCTOBER)
        apply(store, plan)
        assert plan.refused == []
        rows = store.view(KEY_PROJECT, OCTOBER).rows()
        assert [one.values["invested_to_date"] for one in rows] == [3900 * WAN, 20 * WAN]
        assert len(store.view(KEY_PROJECT, SEPTEMBER).ids()) == 1
