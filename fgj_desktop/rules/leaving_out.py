"""剔除后测算: what the key projects come to when named ones are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fgj_desktop.errors import UserError
from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.projects import Rows, completion_of, gap_of, short_of_schedule, total
from fgj_desktop.rules.shown import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from fractions import Fraction

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.basis import Basis


@dataclass(frozen=True, slots=True)
class Standing:
    """How some projects stand: amounts in 分, shares of the plan."""

    count: int
    plan: int | None
    invested: int | None
    completion: Fraction | None
    gap: Fraction | None
    short: Fraction | None
    rows: tuple[int, ...]

    @classmethod
    def of(cls, rows: Rows, month: Month) -> Standing:
        """The standing of these projects."""
        return cls(
            count=len(rows),
            plan=total(rows, "current_plan"),
            invested=total(rows, "invested_to_date"),
            completion=completion_of(rows),
            gap=gap_of(rows, month),
            short=short_of_schedule(rows, month),
            rows=tuple(row.id for row in rows),
        )

    def json(self) -> dict[str, Any]:
        """Amounts in 亿元, shares in per cent with two decimals."""
        return {
            "count": self.count,
            "plan": shown(self.plan, "亿元"),
            "invested": shown(self.invested, "亿元"),
            "completion": shown(self.completion, "%"),
            "gap_points": shown(self.gap, "百分点"),
            "short_of_schedule": shown(self.short, "亿元"),
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One scope (市重点, 区重点) with and without the projects left out."""

    scope: str
    title: str
    before: Standing
    after: Standing
    names: tuple[str, ...]
    """Those left out that are of this scope."""


def leaving_out(basis: Basis, records: Collection[int]) -> tuple[LeftOut, ...]:
    """The city's and the district's key projects with and without these."""
    made = []
    for scope, title, rows in (("city", "市重点", basis.city), ("district", "区重点", basis.district)):
        rest = tuple(row for row in rows if row.id not in records)
        names = tuple(str(row.values.get("name") or "") for row in rows if row.id in records)
        before, after = Standing.of(rows, basis.month), Standing.of(rest, basis.month)
        made.append(LeftOut(scope, title, before, after, names))
    return tuple(made)


def leaving_out_json(made: Sequence[LeftOut]) -> dict[str, Any]:
    """``{"city": {"left_out": […], "before": {…}, "after": {…}}, "district": {…}}``."""
    return {
        one.scope: {"left_out": list(one.names), "before": one.before.json(), "after": one.after.json()}
        for one in made
    }


def project_named(basis: Basis, said: str) -> int:
    """The counted project of that name, or the only one whose name contains it. Raises UserError."""
    rows = basis.rows(PROJECTS)
    same = [row for row in rows if row.values.get("name") == said]
    found = same or [row for row in rows if said and said in str(row.values.get("name") or "")]
    if len(found) == 1:
        return found[0].id
    if not found:
        raise UserError(f"{basis.month.title}没有名称含“{said}”的项目。")
    names = "、".join(str(row.values["name"]) for row in found[:5])
    raise UserError(
        f"名称含“{said}”的项目有 {len(found)} 个，请写全名：{names}{'等' if len(found) > 5 else ''}。"
    )
