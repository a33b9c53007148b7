"""全年投资预测（测算）: what the year may come to, by methods that are told in words with their numbers.

None of them is a task for anybody: they only carry on what was so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.figures_investment import LEDGER as INVESTMENT
from fgj_desktop.rules.figures_investment import invested_to_date, task_of_year
from fgj_desktop.rules.projects import Rows, total
from fgj_desktop.rules.shown import Exact, shown, shown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.rules.basis import Basis

_RECENT = 3


@dataclass(frozen=True, slots=True)
class Method:
    """One way to look at the rest of the year. ``result`` is in 分, None where the data do not suffice."""

    id: str
    title: str
    result: Exact
    share: Fraction | None
    """The result over the target, of methods that tell what the year comes to."""
    words: str
    """How it is computed, with the numbers put in; else what is missing."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """The year of one subject: its target and what is invested to date in 分."""

    id: str
    title: str
    target_title: str
    target: int | None
    invested: int | None
    methods: tuple[Method, ...]
    ledger: str
    rows: tuple[int, ...]

    def json(self) -> dict[str, Any]:
        """The forecast for a JSON object; amounts in 亿元."""
        return {
            "title": self.title,
            "target": shown(self.target, "亿元"),
            "invested": shown(self.invested, "亿元"),
            "methods": [
                {
                    "id": one.id,
                    "title": one.title,
                    "result": shown(one.result, "亿元"),
                    "share": shown(one.share, "%"),
                    "words": one.words,
                }
                for one in self.methods
            ],
        }


@dataclass(frozen=True, slots=True)
class _Subject:
    id: str
    title: str
    target_title: str
    ledger: str
    rows: Callable[[Basis], Rows]
    target: Callable[[Basis], int | None]
    invested: Callable[[Basis], int | None]
    earlier: Callable[[Basis, Basis], int | None]
    """The same projects' amount as of an earlier month of the year."""


def _planned(name: str, title: str, rows: Callable[[Basis], Rows]) -> _Subject:
    def earlier(basis: Basis, before: Basis) -> int | None:
        records = {row.id for row in rows(basis)}
        return total([row for row in before.rows(PROJECTS) if row.id in records], "invested_to_date")

    return _Subject(
        id=name,
        title=title,
        target_title="年度计划投资",
        ledger=PROJECTS,
        rows=rows,
        target=lambda basis: total(rows(basis), "current_plan"),
        invested=lambda basis: total(rows(basis), "invested_to_date"),
        earlier=earlier,
    )


_SUBJECTS = (
    _planned("district", "区重点项目", lambda basis: basis.district),
    _planned("city", "市重点项目", lambda basis: basis.city),
    _Subject(
        id="fixed_asset_investment",
        title="固定资产投资",
        target_title="市下达年度任务",
        ledger=INVESTMENT,
        rows=lambda basis: basis.rows(INVESTMENT),
        target=task_of_year,
        invested=invested_to_date,
        earlier=lambda _basis, before: invested_to_date(before),
    ),
)


def forecasts(basis: Basis) -> tuple[Forecast, ...]:
    """The year of the district's and the city's key projects and of the fixed-asset investment."""
    return tuple(_forecast(one, basis) for one in _SUBJECTS)


def _forecast(subject: _Subject, basis: Basis) -> Forecast:
    target, invested = subject.target(basis), subject.invested(basis)
    methods = (
        _needed(subject, basis, target, invested),
        _recent(subject, basis, target, invested),
        _like_last_year(subject, basis, target, invested),
    )
    rows = tuple(row.id for row in subject.rows(basis))
    return Forecast(
        subject.id, subject.title, subject.target_title, target, invested, methods, subject.ledger, rows
    )


def _needed(subject: _Subject, basis: Basis, target: int | None, invested: int | None) -> Method:
    """What each remaining month must bring."""
    title, rest = "后续月均需完成", 12 - basis.month.number
    if target is None:
        return Method("needed", title, None, None, f"没有{subject.target_title}，不能测算。")
    if rest == 0:
        return Method("needed", title, None, None, "本年已无剩余月份。")
    lacking = max(0, target - (invested or 0))
    words = f"（{subject.target_title}{_yi(target)}－累计完成{_yi(invested or 0)}）÷剩余{rest}个月"
    return Method(
        "needed", title, Fraction(lacking, rest), None, f"{words}＝月均{_yi(Fraction(lacking, rest))}"
    )


def _recent(subject: _Subject, basis: Basis, target: int | None, invested: int | None) -> Method:
    """On as in the last three months."""
    title, number = "按近三个月平均", basis.month.number
    if invested is None:
        return Method("recent", title, None, None, "没有累计完成投资，不能测算。")
    span = min(_RECENT, number)
    before = 0 if number <= _RECENT else subject.earlier(basis, basis.at(basis.month.months_before(_RECENT)))
    if before is None:
        return Method("recent", title, None, None, f"没有{number - _RECENT}月的累计数，不能测算。")
    average, rest = Fraction(invested - before, span), 12 - number
    result = invested + average * rest
    months = f"{number - span + 1}—{number}月" if span > 1 else f"{number}月"
    words = f"累计完成{_yi(invested)}＋{months}月均{_yi(average)}×剩余{rest}个月＝{_yi(result)}"
    return Method("recent", title, result, _share(result, target), words)


def _like_last_year(subject: _Subject, basis: Basis, target: int | None, invested: int | None) -> Method:
    """The year to the same share by this month as last year's."""
    title, month = "按上年同期占全年比重", basis.month
    same = subject.invested(basis.at(month.months_before(12)))
    whole = subject.invested(basis.at(month.months_before(month.number)))
    if invested is None:
        return Method("last_year", title, None, None, "没有累计完成投资，不能测算。")
    if not same or not whole or same < 0 or whole < 0:
        return Method("last_year", title, None, None, f"没有{month.year - 1}年同期和全年的累计数，不能测算。")
    share = Fraction(same, whole)
    result = invested / share
    percent = shown_text(share, "%")
    words = (
        f"累计完成{_yi(invested)}÷上年{month.range_text}占全年的比重{percent}"
        f"（{_yi(same)}÷{_yi(whole)}）＝{_yi(result)}"
    )
    return Method("last_year", title, result, _share(result, target), words)


def _share(result: Exact, target: int | None) -> Fraction | None:
    return Fraction(result) / target if target and target > 0 and result is not None else None


def _yi(amount: Exact) -> str:
    return shown_text(amount, "亿元")


def forecasts_json(made: Sequence[Forecast]) -> dict[str, Any]:
    """``{"forecasts": {"district": {…}, …}, "note": "测算 …"}``."""
    return {"forecasts": {one.id: one.json() for one in made}, "note": NOTE}


NOTE = "以上为测算数，只按已有数据推算，不作为任务。"
