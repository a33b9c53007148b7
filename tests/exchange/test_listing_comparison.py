"""入统比对: names that differ a little, figures that differ, and what only one side has."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.exchange.listing_comparison import Outcome, adopt, compare_listing
from fgj_desktop.ledgers import KEY_PROJECT, STATISTICS_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.register_change import rename
from fgj_desktop.store.store import Store

MONTH = Month(2021, 9)
WAN = 1_000_000
PLACES = ("乐园镇", "新韶镇", "犁市镇", "花坪镇", "十里亭镇", "东河街道", "车站街道", "风采街道")
KINDS = (
    "卫生院升级项目",
    "中心小学扩建项目",
    "污水处理设施及管网工程",
    "冷链物流园项目",
    "老旧小区改造工程",
    "高标准农田建设项目",
)
NAMES = [place + kind for kind in KINDS for place in PLACES]
ALTERED = (
    lambda name: name.removesuffix("项目").removesuffix("工程"),
    lambda name: f"韶关市浈江区{name}",
    lambda name: name.replace("及", "和"),
    lambda name: name.replace("项目", "建设项目"),
    lambda name: f"{name} ",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """48 projects, all begun and listed but three; the bureau of statistics has 30 of them under other names."""
    store = Store.create(tmp_path / "台账.fgj", RULES)
    store.settings.set("office", "浈江区发展和改革局")
    with store.action("准备") as writes:
        for number, name in enumerate(NAMES):
            values = {
                "name": name,
                "started": int(number != 47),
                "listed": int(number < 30),
                "invested_to_date": (number + 1) * WAN if number < 30 else None,
                "actual_invested_to_date": (number + 1) * WAN if number != 47 else None,
                "annual_plan": 100 * WAN,
            }
            writes.insert(KEY_PROJECT, values, MONTH)
        for number, name in enumerate(NAMES[:30]):
            invested = (number + 1) * WAN + (WAN if number == 7 else 0)
            theirs = ALTERED[number % len(ALTERED)](name)
            writes.insert(
                STATISTICS_PROJECT,
                {"name": theirs, "invested_of_year": invested, "listed_on": "2021-03-10"},
                MONTH,
            )
        for name in ("金色江湾二区", "保利示例花园"):
            writes.insert(
                STATISTICS_PROJECT, {"name": name, "invested_of_year": 9 * WAN, "category": "房地产"}, MONTH
            )
    return store


def test_thirty_of_forty_eight_are_found_under_slightly_different_names(store: Store) -> None:
    found = compare_listing(store, MONTH)
    assert [line.name for line in found.matched] == NAMES[:30]
    assert [line.name for line in found.of(Outcome.UNKNOWN)] == ["金色江湾二区", "保利示例花园"]
    assert [line.name for line in found.of(Outcome.AMOUNT_DIFFERS)] == [NAMES[7]]
    assert [line.name for line in found.of(Outcome.STARTED_NOT_LISTED)] == NAMES[30:47]
    assert [line.name for line in found.of(Outcome.NOT_STARTED)] == [NAMES[47]]
    assert found.would_add == sum(range(31, 48)) * WAN


def test_a_figure_that_differs_is_taken_over_as_one_step(store: Store) -> None:
    before = store.view(KEY_PROJECT, MONTH).rows()
    found = compare_listing(store, MONTH)
    with store.action("采用") as writes:
        adopt(writes, MONTH, found.of(Outcome.AMOUNT_DIFFERS), amounts=True)
    again = compare_listing(store, MONTH)
    assert not again.of(Outcome.AMOUNT_DIFFERS)
    store.undo()
    assert store.view(KEY_PROJECT, MONTH).rows() == before


def test_what_the_list_has_and_the_ledger_does_not_mark_becomes_listed_on_its_day(store: Store) -> None:
    project = store.view(KEY_PROJECT, MONTH).rows()[0]
    with store.action("改为未入库") as writes:
        writes.put(KEY_PROJECT, project.id, MONTH, {"listed": 0})
    (line,) = compare_listing(store, MONTH).of(Outcome.FOUND_NOT_MARKED)
    with store.action("采用") as writes:
        adopt(writes, MONTH, [line])
    (row,) = store.view(KEY_PROJECT, MONTH).rows([project.id])
    assert (row.values["listed"], row.values["listed_on"]) == (1, "2021-03-10")


def test_a_link_made_by_the_clerk_goes_before_names(store: Store) -> None:
    unknown = next(
        row for row in store.view(STATISTICS_PROJECT, MONTH).rows() if row.values["name"] == "保利示例花园"
    )
    project = store.view(KEY_PROJECT, MONTH).rows()[40]
    with store.action("指定") as writes:
        writes.set(STATISTICS_PROJECT, unknown.id, "key_project", None, project.id)
    line = next(
        one for one in compare_listing(store, MONTH).lines if one.project and one.project.id == project.id
    )
    assert line.listed is not None
    assert line.listed.id == unknown.id


def test_a_project_marked_as_listed_that_the_list_does_not_have_is_told(store: Store) -> None:
    rows = store.view(STATISTICS_PROJECT, MONTH).rows()
    with store.action("删除") as writes:
        writes.delete(STATISTICS_PROJECT, [rows[3].id])
    (line,) = compare_listing(store, MONTH).of(Outcome.MARKED_NOT_FOUND)
    assert line.name == NAMES[3]


def test_projects_that_left_the_ledger_are_not_compared(store: Store) -> None:
    project = store.view(KEY_PROJECT, MONTH).rows()[35]
    with store.action("调出") as writes:
        writes.put(KEY_PROJECT, project.id, MONTH, {"register_state": "调出"})
    assert NAMES[35] not in [line.name for line in compare_listing(store, MONTH).lines]


def test_a_renamed_project_is_found_by_the_name_that_the_library_still_has(tmp_path: Path) -> None:
    with Store.create(tmp_path / "更名.fgj", RULES) as store:
        with store.action("准备") as writes:
            project = writes.insert(KEY_PROJECT, {"name": "智慧农贸市场", "listed": 1}, MONTH)
            writes.insert(STATISTICS_PROJECT, {"name": "智慧农贸市场"}, MONTH)
        (row,) = store.view(KEY_PROJECT, MONTH).rows([project])
        with store.action("更名") as writes:
            rename(writes, KEY_PROJECT, row, "丹霞冷链物流中心", MONTH, "区委会议纪要")
        (line,) = compare_listing(store, MONTH).lines
        assert line.listed_name == "智慧农贸市场"
