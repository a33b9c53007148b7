"""What the 工作台 tells: the big figures with rank and change, and how far this period's reports have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.due_rules import SETTING, Owed, rules_of
from fgj_desktop.rules.figure_changes import Changed, chosen_figures, measured
from fgj_desktop.rules.report_rounds import Returns, returns, returns_of_month, rounds_around
from fgj_desktop.rules.rounds import round_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator, Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.figure import Figure

_IDS = (
    "fai_total",
    "fai_total_yoy",
    "fai_rank",
    "district_completion",
    "district_gap_points",
    "city_completion",
    "city_gap_points",
    "bond_payment_share",
    "bond_2021_not_started",
    "bond_gap",
    "bond_rank",
)


@dataclass(frozen=True, slots=True)
class Note:
    """A line below a big figure; a click opens the rows of ``figure``."""

    text: str
    figure: Figure | None = None
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class BigFigure:
    """One of the four figures in large type. ``ledger`` is what to fill in while there is none."""

    title: str
    ledger: str
    figure: Figure | None
    notes: tuple[Note, ...]

    @property
    def text(self) -> str:
        """The number with its unit, 「—」 when there is none."""
        return "—" if self.figure is None else self.figure.text()

    @property
    def is_known(self) -> bool:
        """Whether there is a number."""
        return self.figure is not None and self.figure.value is not None


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of this period: how much of it has come in. ``units`` are those of whom something is missing.

    ``due`` is None for a ledger that no rule of 报送日程 names; ``returns`` None where only the day is known.
    """

    ledger: Ledger
    title: str
    month: Month
    due: datetime.date | None
    returns: Returns | None
    units: tuple[str, ...] = ()
    round: int = 0
    """The record of 报送轮次 that this report is worked in; 0 while none has begun."""


def big_figures(document: LedgerDocument) -> list[BigFigure]:
    """The four figures as of the document's period."""
    found = chosen_figures(document.store, document.month, _IDS)
    return [_investment(found), *(_completion(found, *one) for one in _LEVELS), _bonds(found)]


_LEVELS = (("district", "区重点占年度计划"), ("city", "市重点占年度计划"))


def _known(found: Mapping[str, Changed], name: str) -> Changed | None:
    """The figure of an id, where it has a value."""
    one = found.get(name)
    return None if one is None or one.figure.value is None else one


def _investment(found: Mapping[str, Changed]) -> BigFigure:
    total, growth, rank = (_known(found, name) for name in ("fai_total", "fai_total_yoy", "fai_rank"))
    notes: list[Note] = []
    if growth is not None:
        change = growth.words()
        text = f"同比 {growth.figure.text()}{f'，{change}' if change else ''}"
        notes.append(Note(text, growth.figure, is_bad=(growth.figure.value or 0) < 0))
    if rank is not None:
        notes.append(_with_change(f"增速列全市第 {rank.figure.shown()} 位", rank))
    if total is not None and total.words():
        notes.append(Note(total.words(), total.figure))
    return BigFigure("固定资产投资累计完成", "fixed_asset_investment", _figure(total), tuple(notes))


def _completion(found: Mapping[str, Changed], level: str, title: str) -> BigFigure:
    share, gap = (_known(found, f"{level}_{name}") for name in ("completion", "gap_points"))
    notes: list[Note] = []
    if gap is not None:
        number = gap.figure.shown() or 0
        sign = "+" if number > 0 else "-" if number < 0 else ""
        text = f"较时间进度 {sign}{abs(number):,}{measured(gap.figure.unit)}"
        notes.append(Note(text, gap.figure, is_bad=number < 0))
    if share is not None and share.words():
        notes.append(Note(share.words(), share.figure))
    return BigFigure(title, "key_project", _figure(share), tuple(notes))


def _bonds(found: Mapping[str, Changed]) -> BigFigure:
    """The share of this year's bonds that is spent; while none is issued, what the reserve lacks."""
    share, gap, rank = (_known(found, name) for name in ("bond_payment_share", "bond_gap", "bond_rank"))
    idle = _known(found, "bond_2021_not_started")
    notes: list[Note] = []
    if share is not None and share.words():
        notes.append(Note(share.words(), share.figure))
    if share is not None and idle is not None and idle.figure.value:
        notes.append(Note(f"未开工 {idle.figure.text()}", idle.figure, is_bad=True))
    if gap is not None:
        text = f"储备债券资金缺口 {gap.figure.text()}" if share is not None else gap.words()
        notes += [Note(text, gap.figure)] if text else []
    if rank is not None:
        notes.append(_with_change(f"储备需求列全市第 {rank.figure.shown()} 位", rank))
    if share is not None:
        return BigFigure("专项债支出进度", "bond_project", share.figure, tuple(notes))
    return BigFigure("储备项目债券资金缺口", "bond_reserve", _figure(gap), tuple(notes))


def _with_change(text: str, one: Changed) -> Note:
    change = one.words()
    return Note(f"{text}，{change}" if change else text, one.figure)


def _figure(one: Changed | None) -> Figure | None:
    return None if one is None else one.figure


def progress(document: LedgerDocument) -> list[Progress]:
    """The reports that are due around today, then those of ledgers that no rule names, as of the period.

    A past round is told only while something of it is missing.
    """
    store, today = document.store, document.today()
    found, named = [], set()
    for one in rounds_around(rules_of(store.settings.get(SETTING)), today):
        ledger = store.ledgers.get(one.rule.ledger)
        if ledger is None:
            continue
        counted = returns(store, ledger, one) if one.rule.owed is not Owed.BUREAU else None
        if _is_told(counted, is_past=one.due < today):
            named.add((ledger.name, one.month))
            title = f"{one.rule.title}（{one.period_text}）"
            begun = round_of(store, ledger, ReportPeriod(one.month, one.half))
            names = _names(document, counted)
            record = 0 if begun is None else begun.id
            found.append(Progress(ledger, title, one.month, one.due, counted, names, record))
    return [*found, *_unnamed(document, named)]


def _names(document: LedgerDocument, counted: Returns | None) -> tuple[str, ...]:
    """The units of which something is missing, in their order."""
    missing = set() if counted is None else set(counted.units)
    labels = document.store.links().labels("responsible_unit") if missing else {}
    return tuple(label for unit, label in labels.items() if unit in missing)


def _is_told(counted: Returns | None, *, is_past: bool) -> bool:
    """Whether a round is worth a line: it is about something, and not over."""
    if counted is None:
        return not is_past
    return counted.missing > 0 if is_past else counted.total > 0


def _unnamed(document: LedgerDocument, named: Collection[tuple[str, Month]]) -> Iterator[Progress]:
    month = document.month
    for ledger in NAVIGATION:
        if ledger.reported_columns and (ledger.name, month) not in named:
            counted = returns_of_month(document.store, ledger, month)
            if counted.total:
                title = f"{ledger.title}（{month.number}月）"
                yield Progress(ledger, title, month, None, counted, _names(document, counted))
