"""What the columns of a blank ask for: the importer's recognition of titles, read the other way round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.headers import match_in
from fgj_desktop.exchange.mapping import map_columns
from fgj_desktop.exchange.periods import PeriodText, plain
from fgj_desktop.exchange.planner import MAPPINGS
from fgj_desktop.exchange.titles import stable_title
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.period import Month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.headers import Header, HeaderColumn
    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.store.store import Store

FILL_MAPPINGS = "fill_mappings"
_OTHER_TIMES = (
    "上年同期",
    "去年同期",
    "同期",
    "上年",
    "去年",
    "上月",
    "下月",
    "预计",
    "拟完成",
    "同比",
    "环比",
)
"""Words of a title that make another figure of it than the one its last words name."""
_OF_THE_MONTH = ("当月", "本月")
_LEFT_OUT = "按要求不填"


@dataclass(frozen=True, slots=True)
class FillColumn:
    """One column of a blank and what it is filled with."""

    index: int
    title: str
    """As the blank shows it."""
    key: str
    """The title by which a correction is remembered."""
    field: str | None
    month: Month | None = None
    """The month whose figure is asked for; None for the report period."""
    money_unit: int | None = None
    is_percent: bool = False
    reason: str = ""
    """Why it is not filled; empty for a title that no column of the ledger has."""
    is_chosen: bool = False
    """Whether the clerk said so, now or for an earlier blank of these titles."""


def columns_of(
    header: Header, ledger: Ledger, month: Month, store: Store
) -> tuple[tuple[FillColumn, ...], tuple[str, ...]]:
    """The columns of a blank, and what the clerk should know of their titles."""
    remembered = _remembered(store, MAPPINGS, header, ledger)
    chosen = _remembered(store, FILL_MAPPINGS, header, ledger)
    mapping = map_columns(header, ledger, month, remembered)
    mapped = {one.index: one for one in mapping.columns}
    made = []
    for column in header.columns:
        one = mapped[column.index]
        key, short = stable_title(column.candidates[0]), stable_title(column.title)
        plainly = FillColumn(
            column.index,
            column.title,
            key,
            one.field.name if one.field is not None else None,
            one.month,
            column.money_unit,
            any(sign in "".join(column.candidates) for sign in "%％"),
            one.reason,
        )
        if key in chosen:
            made.append(_with_field(plainly, chosen[key]))
        elif remembered.get(short):
            made.append(plainly)
        elif one.again:
            made.append(replace(plainly, field=None, reason="与前一列同名"))
        else:
            made.append(_told_by_period(plainly, column, ledger, month))
    notices = tuple(one.replace("导入", "填") for one in mapping.notices if "有两列" not in one)
    return tuple(made), notices


def _told_by_period(one: FillColumn, column: HeaderColumn, ledger: Ledger, month: Month) -> FillColumn:
    """A column of another month is filled with that month's figure; one of another year's or a forecast is not."""
    match = match_in(ledger, column)
    if match is None:
        return one
    field = match.field
    word = _word_of_other_time(column, field)
    if one.field is not None and word:
        return replace(one, field=None, month=None, reason=f"标题写有“{word}”，未能确定填哪一列")
    period = match.period.or_else(column.period)
    if one.field == field.name and _is_cumulative(column, field, period):
        assert field.column.computed is not None
        return replace(one, field=field.column.computed.writes)
    is_dated = field.column.per in (Axis.MONTH, Axis.HALF_MONTH)
    if one.field is None and one.reason and is_dated and 1 <= (period.month or 0) <= 12:
        stated = Month(period.year or month.year, period.month or month.number)
        if stated != month:
            return replace(one, field=field.name, month=stated, reason="")
    return one


def _is_cumulative(column: HeaderColumn, field: Field, period: PeriodText) -> bool:
    """Whether a title that could mean the month's amount means that of the year so far.

    「1—9月完成投资」, 「2021年完成投资」 and 「截至9月底完成投资」 do, 「9月完成投资」 does not.
    """
    computed = field.column.computed
    said = plain(column.candidates[0])
    if computed is None or computed.writes is None or any(word in said for word in _OF_THE_MONTH):
        return False
    return period.first == 1 or (period.month is None and period.year is not None) or "截至" in said


def _word_of_other_time(column: HeaderColumn, field: Field) -> str:
    """A word of the title, or of the one above it, that speaks of another figure than the field's."""
    said = plain(column.candidates[0])
    own = plain("".join((field.column.title, field.column.group, *field.column.aliases)))
    return next((word for word in _OTHER_TIMES if word in said and word not in own), "")


def corrected(columns: Sequence[FillColumn], index: int, field: str | None) -> tuple[FillColumn, ...]:
    """The same columns with one filled with another field; None leaves it empty."""
    return tuple(_with_field(one, field) if one.index == index else one for one in columns)


def _with_field(one: FillColumn, field: str | None) -> FillColumn:
    """A column as the clerk said."""
    return replace(one, field=field, month=None, reason="" if field else _LEFT_OUT, is_chosen=True)


def _remembered(store: Store, name: str, header: Header, ledger: Ledger) -> dict[str, str | None]:
    """Corrections kept for sheets of these titles: title → field, None for none."""
    known = store.settings.get(name, {})
    of_header = known.get(header.signature, {}) if isinstance(known, dict) else {}
    of_ledger = of_header.get(ledger.name, {}) if isinstance(of_header, dict) else {}
    if not isinstance(of_ledger, dict):
        return {}
    return {
        str(key): value for key, value in of_ledger.items() if value is None or value in ledger.fields_by_name
    }


def remember_columns(store: Store, header: Header, ledger: Ledger, columns: Sequence[FillColumn]) -> None:
    """Keep what the clerk chose for the next blank of these titles; outside undo."""
    held = store.settings.get(FILL_MAPPINGS, {})
    known = dict(held) if isinstance(held, dict) else {}
    of_header = known.get(header.signature, {})
    of_header = dict(of_header) if isinstance(of_header, dict) else {}
    of_header[ledger.name] = {one.key: one.field for one in columns if one.is_chosen}
    known[header.signature] = of_header
    store.settings.set(FILL_MAPPINGS, known)
