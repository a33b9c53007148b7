"""Which columns of a ledger a form shows and which it opens: units fill what is declared as theirs, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.declaration import FACTS, HALVES, Axis, Carry, Field, FilledBy
from fgj_desktop.ledgers.half_month_texts import ADOPTED_TEXT, ORIGINAL
from fgj_desktop.ledgers.kinds import Choice, Choices, Date, Flag, Link, LinkList, LongText
from fgj_desktop.rules.form_spec import NOTHING_NEW, NOTHING_NEW_TITLE, FormColumn, Part
from fgj_desktop.rules.ledger_sheet import chosen_fields

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod

FORMER = "former:"
_LOWEST_PRIORITY = 5
"""Facts that print would leave out first are not sent along."""
_STANDING = (Choice, Choices, Flag, Date, Link, LinkList)
"""Kinds of which a unit is shown what holds, to be changed where it no longer does; other entries begin empty."""
_PROGRESS_TITLE = "进展"


def can_be_sent(ledger: Ledger) -> bool:
    """Whether a ledger has columns that units fill."""
    return any(column.filled_by is FilledBy.UNIT for column in ledger.columns)


def keeps_halves(ledger: Ledger) -> bool:
    """Whether units report on the ledger twice a month."""
    return any(
        column.per is Axis.HALF_MONTH and column.filled_by is FilledBy.UNIT for column in ledger.columns
    )


def require_period(ledger: Ledger, period: ReportPeriod) -> None:
    """Refuse a ledger that no unit fills, and a month where halves are reported or the other way round."""
    if not can_be_sent(ledger):
        raise UserError(f"“{ledger.title}”没有由单位填报的列，不能发放填报表。")
    month = period.month.key
    if keeps_halves(ledger) and not period.half:
        raise UserError(
            f"“{ledger.title}”按半月填报，报送时期请写 {month}-H1（上半月）或 {month}-H2（下半月）。"
        )
    if period.half and not keeps_halves(ledger):
        raise UserError(f"“{ledger.title}”按月填报，报送时期请写 {month}。")


def entry_fields(ledger: Ledger, period: ReportPeriod) -> tuple[Field, ...]:
    """Every field that units fill for a period."""
    return tuple(
        one
        for one in ledger.fields
        if one.column.filled_by is FilledBy.UNIT
        and one.column.computed is None
        and (one.column.per is not Axis.HALF_MONTH or one.item == period.half)
    )


def usual_entries(ledger: Ledger, period: ReportPeriod) -> tuple[Field, ...]:
    """Those that a form opens unless others are chosen: what the ledger shows, and the text of the half."""
    every = entry_fields(ledger, period)
    return tuple(one for one in every if one.column.shown or one.column.per is Axis.HALF_MONTH) or every


def form_columns(
    ledger: Ledger, period: ReportPeriod, names: Sequence[str] | None = None
) -> tuple[FormColumn, ...]:
    """The columns of a form: facts, then each entry with the last period's before it, then the tick.

    Raises UserError when ``names`` (the entries wanted) hold one that units do not fill.
    """
    require_period(ledger, period)
    wanted = _chosen(ledger, period, names)
    facts = (FormColumn(one.name, one.title_for(period.month), Part.FACT, one) for one in _facts(ledger))
    entries = (part for one in wanted for part in _with_former(one, period))
    return (*facts, *entries, FormColumn(NOTHING_NEW, NOTHING_NEW_TITLE, Part.NOTHING_NEW))


def _chosen(ledger: Ledger, period: ReportPeriod, names: Collection[str] | None) -> tuple[Field, ...]:
    if names is None:
        return usual_entries(ledger, period)
    every = entry_fields(ledger, period)
    if strange := [name for name in names if name not in {one.name for one in every}]:
        raise UserError(f"“{strange[0]}”不是由单位填报的列，不能在填报表中开放。")
    return tuple(one for one in every if one.name in names)


def _facts(ledger: Ledger) -> tuple[Field, ...]:
    """What a unit needs to see to know which record is meant: 序号, name, unit, and the shorter facts of the bureau."""
    named = {ledger.serial_column, ledger.name_column, ledger.unit_column}
    return tuple(
        one for one in chosen_fields(ledger, None) if one.name in named or (_is_fact(one) and _is_brief(one))
    )


def _is_fact(one: Field) -> bool:
    column = one.column
    return (
        column.filled_by is FilledBy.BUREAU
        and column.computed is None
        and not column.reported
        and column.card_section == FACTS
    )


def _is_brief(one: Field) -> bool:
    return one.column.priority <= _LOWEST_PRIORITY and not isinstance(one.column.kind, LongText)


def _with_former(one: Field, period: ReportPeriod) -> Iterator[FormColumn]:
    if shows_former(one):
        yield FormColumn(FORMER + one.name, f"{_former_title(one, period)}（上期）", Part.FORMER, one)
    yield FormColumn(one.name, _title(one, period), Part.ENTRY, one)


def shows_former(one: Field) -> bool:
    """Whether the last period's content stands beside the entry: of what is written anew each period."""
    return not stands(one)


def stands(one: Field) -> bool:
    """Whether the entry begins with what holds: a state, a flag, a date, a fact of the record itself."""
    column = one.column
    if not isinstance(column.per, Axis) or column.per is Axis.YEAR:
        return True
    return column.carries is Carry.ALWAYS and isinstance(column.kind, _STANDING)


def _title(one: Field, period: ReportPeriod) -> str:
    if one.column.name == ORIGINAL and one.item is not None:
        return f"{period.short_title}{_PROGRESS_TITLE}"
    return one.title_for(period.month)


def _former_title(one: Field, period: ReportPeriod) -> str:
    if one.column.per is Axis.HALF_MONTH:
        return _title(one, period.previous)
    title = one.title_for(period.month.previous)
    return title if title != one.title_for(period.month) else f"{period.month.previous.number}月{title}"


def former_names(one: Field, period: ReportPeriod) -> tuple[str, ...]:
    """The fields of the period before whose content is shown beside an entry; the first that says something counts.

    What was reported comes before what was adopted of it.
    """
    if one.column.per is not Axis.HALF_MONTH:
        return (one.name,)
    half = period.previous.half
    names = (one.column.name, ADOPTED_TEXT) if one.column.name == ORIGINAL else (one.column.name,)
    assert half in HALVES
    return tuple(f"{name}:{half}" for name in names)
