"""The views that every file has, as data beside the chips: what a clerk looks at each month."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fgj_desktop.store.filters import Order

if TYPE_CHECKING:
    from collections.abc import Mapping


class ReadyView(NamedTuple):
    """A view by the name of a chip, with an order and a group; it leaves the columns as the clerk has them."""

    name: str
    chip: str = "all"
    order: tuple[Order, ...] = ()
    group: str | None = None


_READY: Mapping[str, tuple[ReadyView, ...]] = {
    "key_project": (
        ReadyView("月报"),
        ReadyView("落后时间进度", "behind", (Order("gap_points"),)),
        ReadyView("本月未报", "not_reported", (Order("responsible_unit"),)),
        ReadyView(
            "有投资未入库", "invested_not_listed", (Order("actual_invested_to_date", descending=True),)
        ),
        ReadyView("未开工", "not_started", (Order("planned_start"),)),
    ),
    "problem": (
        ReadyView("全部"),
        ReadyView("按解决层级", group="solve_level"),
        ReadyView("按责任单位", group="responsible_unit"),
        ReadyView("提请督办", "supervised:1", (Order("deadline"),)),
    ),
    "application": (
        ReadyView("全部"),
        ReadyView("省、市重点分列", group="level"),
        ReadyView("前期预备项目", "kind:前期预备项目", group="level"),
    ),
    "bond_project": (
        ReadyView("全部"),
        ReadyView("按债券年度", group="bond_year"),
        ReadyView("未开工", "started:0"),
    ),
    "urban_task": (
        ReadyView("全部"),
        ReadyView("半月进展（按牵头单位）", group="lead_unit"),
        ReadyView("逾期未完成", "task_state:逾期未完成"),
    ),
    "bond_reserve": (
        ReadyView("储备表"),
        ReadyView("双通过", "both_passed"),
        ReadyView("退回修改", "returned"),
        ReadyView("没有项目代码", "no_code"),
    ),
}


def ready_views(ledger: str) -> tuple[ReadyView, ...]:
    """The views of a ledger, the first being all of it; that alone for one without states."""
    return _READY.get(ledger, (ReadyView("全部"),))
