"""The lists that the summary names: what has not begun, what is not in the library, and why, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.numbers import money_text
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules import figures_bonds
from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.deadlines import FINISHED
from fgj_desktop.rules.figures_investment import LIBRARY
from fgj_desktop.rules.projects import Rows, amount, is_invested_not_listed, is_listed, is_started
from fgj_desktop.rules.schedule import BEHIND

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

CLOSING, OVER_PLAN = "收尾", "实际投资超计划、放缓"
SLOW = frozenset({"设计方案调整、业主变更", "停缓建"})
RENEWAL = "三旧改造"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: a record, the unit that answers for it, and why it is there."""

    record: int
    name: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list as of a month, its lines in the order of the units."""

    kind: str
    title: str
    ledger: str
    reason_title: str
    lines: tuple[Listed, ...]

    @property
    def records(self) -> tuple[int, ...]:
        """The records behind."""
        return tuple(line.record for line in self.lines)

    def json(self) -> dict[str, Any]:
        """The list for a JSON object."""
        return {
            "kind": self.kind,
            "title": self.title,
            "ledger": self.ledger,
            "count": len(self.lines),
            "reason_title": self.reason_title,
            "rows": [{"name": one.name, "unit": one.unit, "reason": one.reason} for one in self.lines],
        }


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    title: str
    rows: Callable[[Basis], Rows]
    reasons: tuple[str, ...]
    """The columns that tell why; the first filled one is shown."""
    ledger: str = PROJECTS
    told: Callable[[Row], str] | None = None
    """What tells why, where no column does."""

    def reason(self, row: Row) -> str:
        """Why a record is in the list."""
        if self.told is not None:
            return self.told(row)
        return next((text for one in self.reasons if (text := str(row.values.get(one) or "").strip())), "")

    def reason_title(self, basis: Basis) -> str:
        """What the reasons are called."""
        if self.told is not None:
            return "投资情况"
        return ledger_named(self.ledger).by_name[self.reasons[0]].title_for(basis.month, short=True)


def _projects(holds: Callable[[Row], bool]) -> Callable[[Basis], Rows]:
    return lambda basis: tuple(row for row in basis.rows(PROJECTS) if holds(row))


def _library(holds: Callable[[Row], bool]) -> Callable[[Basis], Rows]:
    return lambda basis: tuple(row for row in basis.rows(LIBRARY) if holds(row))


def _renewal_problems(basis: Basis) -> Rows:
    """What renewal policy holds up and is not settled, also of projects that are in no ledger yet."""
    return tuple(
        row
        for row in basis.rows("problem")
        if row.values.get("category") == "三旧政策调控" and row.values.get("state") not in FINISHED
    )


def _is_over_plan(row: Row) -> bool:
    whole, done = amount(row, "total_investment"), amount(row, "invested_since_start")
    exceeds = whole is not None and done is not None and done > whole > 0
    return exceeds or row.values.get("progress_state") == OVER_PLAN


def _of_plan(row: Row) -> str:
    """What is invested of the planned total."""
    whole, done = amount(row, "total_investment"), amount(row, "invested_since_start")
    return f"自开始建设累计{_wan(done)}，计划总投资{_wan(whole)}"


def _wan(cents: int | None) -> str:
    return "—" if cents is None else f"{money_text(cents, WAN)}万元"


def _is_renewal(row: Row) -> bool:
    return RENEWAL in str(row.values.get("funding_tags") or "").split("、")


_WHY_NOT_BEGUN = ("problem", "explanation", "remark")
_WHY_NOT_LISTED = ("not_listed_reason", "listing_progress", "problem", "remark")
_WHY_SLOW = ("progress_state", "remark")
RULES: tuple[_Rule, ...] = (
    _Rule("not_started", "未开工的重点项目", _projects(lambda row: not is_started(row)), _WHY_NOT_BEGUN),
    _Rule(
        "started_not_listed",
        "已开工未入库的重点项目",
        _projects(lambda row: is_started(row) and not is_listed(row)),
        _WHY_NOT_LISTED,
    ),
    _Rule(
        "invested_not_listed", "有投资未入库的重点项目", _projects(is_invested_not_listed), _WHY_NOT_LISTED
    ),
    _Rule(
        "behind",
        "落后时间进度的重点项目",
        _projects(lambda row: row.values.get("state") == BEHIND),
        _WHY_NOT_BEGUN,
    ),
    _Rule(
        "renewal_not_started",
        "未动工的三旧改造项目",
        _projects(lambda row: _is_renewal(row) and not is_started(row)),
        _WHY_NOT_BEGUN,
    ),
    _Rule(
        "renewal_problems", "受三旧政策调控影响的问题", _renewal_problems, ("measure", "progress"), "problem"
    ),
    _Rule(
        "bonds_not_started",
        "尚未开工的{year}专项债项目",
        figures_bonds.not_started,
        ("problem", "measure", "remark"),
        figures_bonds.ISSUED,
    ),
    _Rule(
        "closing",
        "处于收尾阶段的在库项目",
        _library(lambda row: row.values.get("progress_state") == CLOSING),
        (),
        LIBRARY,
        _of_plan,
    ),
    _Rule(
        "over_plan",
        "实际投资超过计划的在库项目",
        _library(_is_over_plan),
        (),
        LIBRARY,
        _of_plan,
    ),
    _Rule(
        "slow",
        "投资进度缓慢的在库项目",
        _library(lambda row: row.values.get("progress_state") in SLOW),
        _WHY_SLOW,
        LIBRARY,
    ),
)


def named_lists(basis: Basis) -> tuple[NamedList, ...]:
    """Every list as of the month."""
    return tuple(_made(rule, basis) for rule in RULES)


def named_list(basis: Basis, said: str) -> NamedList:
    """The list of a kind or a title; raises UserError, naming what there is."""
    for rule in RULES:
        if said in (rule.kind, rule.title.format(**basis.words)):
            return _made(rule, basis)
    known = "、".join(f"{rule.kind}（{rule.title.format(**basis.words)}）" for rule in RULES)
    raise UserError(f"没有清单“{said}”，可选：{known}。")


def of_unit(made: NamedList, unit: str) -> NamedList:
    """The lines of one unit."""
    lines = tuple(line for line in made.lines if line.unit == unit)
    return NamedList(made.kind, made.title, made.ledger, made.reason_title, lines)


def _made(rule: _Rule, basis: Basis) -> NamedList:
    ledger = ledger_named(rule.ledger)
    lines = [
        Listed(
            row.id,
            basis.label(ledger.by_name[ledger.name_column], row),
            "" if ledger.unit_column is None else basis.label(ledger.by_name[ledger.unit_column], row),
            rule.reason(row),
        )
        for row in rule.rows(basis)
    ]
    places = basis.places("responsible_unit")
    lines.sort(key=lambda line: places.get(line.unit, len(places)))
    reason = rule.reason_title(basis)
    return NamedList(rule.kind, rule.title.format(**basis.words), rule.ledger, reason, tuple(lines))


def lists_json(made: Sequence[NamedList]) -> dict[str, Any]:
    """``{"lists": [{"kind": …, "title": …, "rows": […]}]}``."""
    return {"lists": [one.json() for one in made]}
