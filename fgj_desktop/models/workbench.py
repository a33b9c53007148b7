"""What the 工作台 tells: the big figures with rank and change, and how far this period's reports have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.rules.figure_changes import Changed, chosen_figures, measured
from fgj_desktop.store.filters import Counted, Reported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers import Ledger
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
    """How many of a ledger's counted records are reported for the period, and which are not."""

    ledger: Ledger
    reported: int
    total: int
    missing: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything is reported."""
        return not self.missing


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
    """Of every ledger that units report to by month: reported and not, ledgers without records left out."""
    found = [_progress(document, ledger) for ledger in NAVIGATION if _is_reported_monthly(ledger)]
    return [one for one in found if one.total]


def _is_reported_monthly(ledger: Ledger) -> bool:
    return any(column.reported and column.per is Axis.MONTH for column in ledger.columns)


def _progress(document: LedgerDocument, ledger: Ledger) -> Progress:
    view = document.view(ledger)
    total = view.count([Counted()])
    missing = view.ids([Counted(), Reported(False)]) if total else []
    return Progress(ledger, total - len(missing), total, tuple(missing))
