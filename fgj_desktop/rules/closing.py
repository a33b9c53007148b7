"""定稿并锁定, 解锁更正, and 报后更正: what was reported stays beside what was corrected since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.closed_period import CLOSED_PERIOD, LOCKED, UNLOCKED
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.report_round import CLOSED, REPORT_ROUND
from fgj_desktop.rules.comparison import CellDifference, Fate, Side, cells_between, compare
from fgj_desktop.rules.comparison_sides import Moment, closing_of, reported_side, side
from fgj_desktop.rules.sheet_words import day_text
from fgj_desktop.store.closing import closings, is_open_in_year, remark_of, reported
from fgj_desktop.store.snapshot import Snapshot

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import Field
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.store.closing import Closing
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes


_TOLD = 3
"""Corrections that a note names."""


@dataclass(frozen=True, slots=True)
class ClosingPlan:
    """What closing a period keeps and locks."""

    ledger: Ledger
    period: ReportPeriod
    name: str
    records: int
    counted: int
    text: str
    """What is reported, as it is kept."""
    figures: int
    day: datetime.date
    again: Closing | None
    """The closing that was opened for corrections and is locked again: what was reported then stays."""
    remark: str
    """What is noted of that closing already."""
    rounds: tuple[int, ...]
    """The rounds of this report that are closed with it."""

    @property
    def label(self) -> str:
        """What the history calls it."""
        verb = "定稿并锁定" if self.again is None else "更正后重新锁定"
        return f"{verb}：{self.ledger.title}（{self.period.title}）"


def plan_closing(store: Store, ledger: Ledger, period: ReportPeriod) -> ClosingPlan:
    """What closing a period of a ledger would keep. Raises UserError when it is locked already, or empty."""
    known = next((one for one in closings(store, ledger.name) if one.period == period), None)
    if known is not None and known.is_locked:
        raise UserError(f"“{ledger.title}”{period.title}已定稿并锁定。")
    if period.half and Axis.HALF_MONTH not in ledger.axes:
        raise UserError(f"“{ledger.title}”不按半月填报，请按月定稿。")
    rows = side(store, ledger, Moment(period), 1).rows
    if not rows:
        raise UserError(f"“{ledger.title}”{period.title}没有{ledger.record_title}，不能定稿。")
    told = _figures(store, ledger, period)
    return ClosingPlan(
        ledger,
        period,
        f"{ledger.title}（{period.title}）",
        len(rows),
        sum(row.counted for row in rows),
        Snapshot(rows, told).text([field.name for field in ledger.fields]),
        len(told),
        store.clock().date(),
        known,
        "" if known is None else remark_of(store, known),
        _rounds(store, ledger, period),
    )


def apply_closing(writes: Writes, plan: ClosingPlan) -> int:
    """Close the period; gives the record of the closing."""
    for one in plan.rounds:
        values = {"state": CLOSED, "closed_on": plan.day.isoformat()}
        writes.put(REPORT_ROUND, one, None, values)
    if plan.again is not None:
        said = f"{day_text(plan.day)}更正后重新锁定。"
        remark = "\n".join(part for part in (plan.remark, said) if part)
        writes.put(CLOSED_PERIOD, plan.again.record, None, {"state": LOCKED, "remark": remark})
        return plan.again.record
    return writes.insert(
        CLOSED_PERIOD,
        {
            "name": plan.name,
            "ledger_name": plan.ledger.name,
            "period": plan.period.key,
            "state": LOCKED,
            "closed_on": plan.day.isoformat(),
            "reported": plan.text,
        },
    )


def to_unlock(store: Store, ledger: Ledger, period: ReportPeriod) -> list[Closing]:
    """The periods that a correction of this one opens: it and every later one that shows the same entries.

    Raises UserError when it is not locked.
    """
    chosen = closing_of(store, ledger, period)
    if not chosen.is_locked:
        raise UserError(f"“{ledger.title}”{period.title}已解锁，可直接更正，改完请重新锁定。")
    locked = [one for one in closings(store, ledger.name) if one.is_locked]
    return [one for one in locked if one.period.last_day >= period.last_day]


def apply_unlocking(writes: Writes, opened: Sequence[Closing], reason: str, day: datetime.date) -> None:
    """Open periods for corrections. Raises UserError without a reason."""
    said = " ".join(reason.split())
    if not said:
        raise UserError("请填写更正原因。")
    for one in opened:
        lines = "\n".join(part for part in (one.reason, f"{day_text(day)}　{said}") if part)
        values = {"state": UNLOCKED, "unlocked_on": day.isoformat(), "reason": lines}
        writes.put(CLOSED_PERIOD, one.record, None, values)


def unlock_label(ledger: Ledger, opened: Sequence[Closing]) -> str:
    """What the history calls opening periods."""
    periods = "、".join(one.period.title for one in opened)
    return f"解锁更正：{ledger.title}（{periods}）"


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing of a closed period that is not as it was reported."""

    record: int
    name: str
    fate: Fate
    cell: CellDifference | None
    """None for a record that came or left."""

    @property
    def words(self) -> str:
        """「乐园镇小学扩建：累计完成投资由300更正为250」."""
        if self.cell is None:
            return f"{self.name}：定稿后{self.fate.value}"
        before, after = self.cell.before or "空白", self.cell.after or "空白"
        return f"{self.name}：{self.cell.title}由{before}更正为{after}"

    @property
    def field(self) -> Field | None:
        """The column corrected."""
        return None if self.cell is None else self.cell.field


def corrections(store: Store, ledger: Ledger, closing: Closing, money_unit: int) -> list[Correction]:
    """报后更正: the differences between what was reported and what the locked entries hold now.

    What a lock does not keep (facts of no period, records added since to a ledger without months) is no correction.
    """
    found = compare(
        ledger,
        reported_side(store, closing, money_unit),
        side(store, ledger, Moment(closing.period), money_unit),
    )
    return [
        Correction(one.record, one.name, one.fate, cell)
        for one in found.records
        for cell in (one.cells if one.fate is Fate.CHANGED else (None,))
        if _is_correction(ledger, closing, one.fate, cell)
    ]


def row_corrections(
    ledger: Ledger, closing: Closing, was: Row, row: Row, context: Context
) -> Iterator[CellDifference]:
    """The corrected cells of one record, of which was reported ``was``."""
    period = closing.period
    sides = (Side("", period, (), context), Side("", period, (), context))
    for cell in cells_between(ledger, was, row, sides):
        if _is_correction(ledger, closing, Fate.CHANGED, cell):
            yield cell


def _is_correction(ledger: Ledger, closing: Closing, fate: Fate, cell: CellDifference | None) -> bool:
    if cell is None:
        # A lock keeps records from going; coming in is dated only where a register says since when.
        return fate is Fate.LEFT or (fate is Fate.ADDED and ledger.register is not None)
    column = cell.field.column
    if column.computed is not None:
        return False
    if column.per is Axis.YEAR:
        return not is_open_in_year(column)
    month = closing.period.month
    key = cell.field.key_for(month) if column.per in (Axis.MONTH, Axis.HALF_MONTH) else ""
    return closing.reaches(column.per, key)


def correction_notes(store: Store, ledger: Ledger, month: Month, money_unit: int) -> list[str]:
    """What a sheet of a month that was closed says of its corrections: how many, and the first of them."""
    said = []
    for closing in closings(store, ledger.name):
        if closing.period.month != month or not closing.reason:
            continue
        found = corrections(store, ledger, closing, money_unit)
        if found:
            first = "；".join(one.words for one in found[:_TOLD])
            more = "等" if len(found) > _TOLD else ""
            said.append(
                f"{closing.period.title}于{closing.closed_on_words}定稿，报后更正 {len(found)} 处：{first}{more}。"
            )
    return said


def reported_rows(store: Store, ledger: Ledger, month: Month) -> tuple[list[Row], list[str]]:
    """The rows of a month as they were reported, with what is said of it. Raises UserError when it is not closed.

    Of a month closed by halves the second half counts.
    """
    known = [one for one in closings(store, ledger.name) if one.period.month == month]
    if not known:
        raise UserError(f"“{ledger.title}”{month.year}年{month.number}月还没有定稿。")
    closing = next((one for one in known if not one.period.half), known[-1])
    rows = [replace(row, values=dict(row.values)) for row in reported(store, closing).rows]
    return rows, [f"本表为{closing.period.title}定稿内容（{closing.closed_on_words}定稿）。"]


def figures_as_reported(store: Store, closing: Closing) -> dict[str, dict[str, Any]]:
    """The figures as they were when a period was closed, by id, as ``Figure.json`` tells them."""
    return {name: dict(one) for name, one in reported(store, closing).figures.items()}


def _figures(store: Store, ledger: Ledger, period: ReportPeriod) -> dict[str, dict[str, Any]]:
    """The figures of a ledger, rounded and exact; the names behind them stand in its rows."""
    # The grid asks this module for corrections before anything is computed.
    from fgj_desktop.rules.figures import figures

    return {
        name: {**{key: told for key, told in one.json().items() if key != "rows"}, "exact": _exact(one.value)}
        for name, one in figures(store, period.month).items()
        if ledger.name in (one.ledger, *one.also)
    }


def _exact(value: object) -> str | None:
    return None if value is None else str(value)


def _rounds(store: Store, ledger: Ledger, period: ReportPeriod) -> tuple[int, ...]:
    return tuple(_rounds_of(store, ledger, period))


def _rounds_of(store: Store, ledger: Ledger, period: ReportPeriod) -> Iterator[int]:
    if REPORT_ROUND.name not in store.ledgers:
        return
    found = store.view(REPORT_ROUND, period.month).values(("ledger_name", "period", "state"))
    for record, (name, key, state) in found.items():
        if (name, key) == (ledger.name, period.key) and state != CLOSED:
            yield record
