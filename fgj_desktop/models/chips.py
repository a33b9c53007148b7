"""The chips above the grid: states by which a ledger is looked at, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import Choice
from fgj_desktop.rules.amounts import FISCAL_PASSED, NATIONAL_PASSED, PROPOSED_PLAN
from fgj_desktop.rules.checks import SAME_TEXT
from fgj_desktop.rules.schedule import (
    BEHIND,
    NO_INVESTMENT,
    NOT_ASSESSED,
    NOT_DUE,
    ON_SCHEDULE,
    PLAN_PENDING,
)
from fgj_desktop.store.filters import Blank, Compare, Counted, Filter, In, Reported, SaysTheSame, equals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.grid_protocol import Light

_NO = (0, None)
"""Not filled counts as no: what is not known to have begun has not begun."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: its title, what it filters by, a light beside the title, and whether 0 is shown too."""

    name: str
    title: str
    filters: tuple[Filter, ...] = ()
    light: Light = ""
    always: bool = False


ALL = Chip("all", "全部", always=True)


def _state(name: str, state: str, light: Light = "", *, always: bool = False) -> Chip:
    return Chip(name, state, (Counted(), equals("state", state)), light, always)


_CHIPS: Mapping[str, tuple[Chip, ...]] = {
    "key_project": (
        ALL,
        _state("on_schedule", ON_SCHEDULE, "green", always=True),
        _state("behind", BEHIND, "red", always=True),
        _state("no_investment", NO_INVESTMENT, "grey", always=True),
        _state("not_due", NOT_DUE),
        _state("not_assessed", NOT_ASSESSED),
        _state("plan_pending", PLAN_PENDING),
        Chip("proposed_plan", "按拟定计划", (Counted(), equals("plan_basis", PROPOSED_PLAN))),
        Chip("started", "已开工", (Counted(), equals("started", 1))),
        Chip("not_started", "未开工", (Counted(), In("started", _NO))),
        Chip("started_not_listed", "已开工未入库", (Counted(), equals("started", 1), In("listed", _NO))),
        Chip(
            "invested_not_listed",
            "有投资未入库",
            (Counted(), Compare("actual_invested_to_date", ">", 0), In("listed", _NO)),
        ),
        Chip("not_reported", "本月未报", (Counted(), Reported(False))),
        Chip("says_the_same", SAME_TEXT, (Counted(), SaysTheSame())),
    ),
    "bond_reserve": (
        ALL,
        Chip(
            "both_passed",
            "双通过",
            (Counted(), equals("both_passed", 1)),
            "green",
            always=True,
        ),
        Chip("national_passed", "国家审核通过", (Counted(), equals("national_state", NATIONAL_PASSED))),
        Chip("fiscal_passed", "财政部审核通过", (Counted(), equals("fiscal_state", FISCAL_PASSED))),
        Chip("returned", "退回修改", (Counted(), equals("national_state", "退回修改")), "red"),
        Chip("no_code", "没有项目代码", (Counted(), Blank("code")), "amber"),
        Chip("under_way", "在建", (Counted(), equals("construction_state", "在建"))),
        Chip("not_begun", "未开工", (Counted(), equals("construction_state", "未开工"))),
    ),
}


def chips_of(ledger: str) -> tuple[Chip, ...]:
    """The chips of a ledger: those listed, else those that its declaration tells of."""
    return _CHIPS.get(ledger) or (ALL, *_choices(ledger_named(ledger)), *_looks(ledger_named(ledger)))


def _choices(ledger: Ledger) -> Iterator[Chip]:
    kind = None if ledger.states is None else ledger.by_name[ledger.states].kind
    if ledger.states is not None and isinstance(kind, Choice):
        for option in kind.options:
            yield Chip(f"{ledger.states}:{option}", option, (Counted(), equals(ledger.states, option)))


def _looks(ledger: Ledger) -> Iterator[Chip]:
    for column, value, title in ledger.looks:
        yield Chip(f"{column}:{value}", title, (Counted(), equals(column, value)))
