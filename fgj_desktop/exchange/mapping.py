"""Maps each column of a table to a ledger column and a month; says which ledger a table is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import Rows, value_at
from fgj_desktop.exchange.headers import Header, HeaderColumn, match_in
from fgj_desktop.exchange.titles import TitleMatch, stable_title
from fgj_desktop.ledgers import IMPORTED, Ledger
from fgj_desktop.ledgers.declaration import Axis, Field
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from collections.abc import Sequence

    from fgj_desktop.exchange.facts import SheetFacts

_MONTHLY = (Axis.MONTH, Axis.HALF_MONTH)
_SURE_SHARE = 0.5
_TYPE, _NATURE = "construction_type", "nature"
_NATURE_WORDS = frozenset({"续建", "新开工", "计划开工", "前期预备", "预备"})


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Where one column of a table goes."""

    index: int
    title: str
    field: Field | None
    month: Month | None
    """The month the column is for; None for the table's own."""
    money_unit: int | None = None
    reason: str = ""
    """Why a column is not imported although its title is known; empty for unknown titles."""
    is_compared: bool = False
    """Whether the column is of computed values: compared with the ledger's, never written."""
    again: str = ""
    """The field that an earlier column of the very same title gives: only what that one lacks is taken."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of a table, mapped to one ledger."""

    ledger: Ledger
    columns: tuple[ColumnMapping, ...]
    notices: tuple[str, ...] = ()
    """What the clerk should know of the titles: a period that differs, a column given twice."""

    def with_column(self, index: int, field: str | None, month: Month | None = None) -> Mapping:
        """The same mapping with one column corrected; ``field`` None leaves the column out."""
        chosen = self.ledger.fields_by_name[field] if field is not None else None
        columns = [
            replace(one, field=None, reason="已改由其他列导入")
            if chosen is not None and one.field is not None and one.field.name == field and one.month == month
            else one
            for one in self.columns
        ]
        columns = [_corrected(one, chosen, month) if one.index == index else one for one in columns]
        return replace(self, columns=tuple(columns))

    @property
    def corrections(self) -> dict[str, str | None]:
        """Title → field name, as remembered for the next table with this header."""
        return {
            stable_title(one.title): one.field.name if one.field is not None else None
            for one in self.columns
            if one.field is not None or not one.again
        }

    @property
    def written(self) -> tuple[ColumnMapping, ...]:
        """The columns whose values go into the ledger."""
        return tuple(one for one in self.columns if one.field is not None and not one.is_compared)

    @property
    def compared(self) -> tuple[ColumnMapping, ...]:
        """The columns of computed values."""
        return tuple(one for one in self.columns if one.is_compared)

    @property
    def unknown(self) -> tuple[ColumnMapping, ...]:
        """The columns that no ledger column was found for."""
        return tuple(one for one in self.columns if one.field is None and not one.again)

    @property
    def again(self) -> tuple[ColumnMapping, ...]:
        """The columns that say a second time what an earlier one says, with its field."""
        return tuple(
            replace(one, field=self.ledger.fields_by_name[one.again])
            for one in self.columns
            if one.field is None and one.again
        )

    def column_of(self, name: str) -> ColumnMapping | None:
        """The column that goes to the field of that name in the table's own month."""
        return next(
            (
                one
                for one in self.columns
                if one.field is not None and one.field.name == name and one.month is None
            ),
            None,
        )


def _corrected(one: ColumnMapping, field: Field | None, month: Month | None) -> ColumnMapping:
    compared = (
        field is not None and field.column.computed is not None and field.column.computed.writes is None
    )
    reason = "" if field is not None else "按要求不导入"
    return replace(one, field=field, month=month, reason=reason, is_compared=compared)


def recognise(header: Header, facts: SheetFacts, names: Sequence[str]) -> list[tuple[Ledger, float]]:
    """The ledgers a table may be, best first, with the share of its columns that each knows.

    ``names`` are the sheet's and the file's name.
    """
    texts = (facts.title, *names)
    scored: list[tuple[float, float, Ledger]] = []
    for ledger in IMPORTED:
        found = {
            match.field.name for column in header.columns if (match := match_in(ledger, column)) is not None
        }
        share = len(found) / max(1, len(header.columns))
        words = sum(any(word in text for text in texts) for word in ledger.sheet_words)
        if ledger.name_column in found and (share >= _SURE_SHARE or words):
            scored.append((share + 0.3 * words, share, ledger))
    scored.sort(key=lambda one: -one[0])
    return [(ledger, share) for _, share, ledger in scored]


def map_columns(
    header: Header,
    ledger: Ledger,
    month: Month | None,
    remembered: MappingOf[str, str | None] | None = None,
) -> Mapping:
    """Map a table's columns; ``remembered`` are earlier corrections: title → field name, or None to leave out."""
    notices: list[str] = []
    columns: list[ColumnMapping] = []
    matches = _matches(header, ledger, remembered or {})
    taken: dict[tuple[str, Month | None], int] = {}
    for position, column in enumerate(header.columns):
        mapped = _mapped(column, matches[position], month)
        if mapped.field is not None:
            key = (mapped.field.name, mapped.month)
            earlier = taken.get(key)
            if earlier is not None:
                mapped = _second(columns, earlier, matches, position, mapped, header)
                notices.append(_said_twice(column.title, header.columns[earlier].title, mapped))
            if mapped.field is not None:
                taken[key] = position
        columns.append(mapped)
    columns = _own_month(columns, month, notices)
    columns = _amounts_of_months(ledger, columns, matches)
    return Mapping(ledger, tuple(columns), tuple(notices))


def _matches(
    header: Header, ledger: Ledger, remembered: MappingOf[str, str | None]
) -> list[TitleMatch | None]:
    matches: list[TitleMatch | None] = []
    for column in header.columns:
        key = stable_title(column.title)
        if key in remembered:
            name = remembered[key]
            field = ledger.fields_by_name.get(name) if name else None
            matches.append(TitleMatch(field, 0, column.period) if field is not None else None)
        else:
            matches.append(match_in(ledger, column))
    return matches


def _mapped(column: HeaderColumn, match: TitleMatch | None, month: Month | None) -> ColumnMapping:
    plain = ColumnMapping(column.index, column.title, None, None, column.money_unit)
    if match is None:
        return plain
    period = match.period.or_else(column.period)
    if month is not None and match.field.column.per in (Axis.YEAR, *_MONTHLY):
        if _is_of_other_year(match, period.year, month):
            return replace(plain, reason=f"标题中的年份与报告期{month.title}不同")
        if match.field.column.per in _MONTHLY and period.month is not None and period.month != month.number:
            stated = Month(period.year or month.year, period.month)
            return replace(plain, field=match.field, month=stated)
    return replace(plain, field=match.field)


def _is_of_other_year(match: TitleMatch, year: int | None, month: Month) -> bool:
    if match.previous_year is not None:
        return match.previous_year != month.year - 1
    dated = match.field.column.per is Axis.YEAR or "{" in match.field.column.title
    return dated and match.period.year is not None and year != month.year


def _second(
    columns: list[ColumnMapping],
    earlier: int,
    matches: Sequence[TitleMatch | None],
    position: int,
    mapped: ColumnMapping,
    header: Header,
) -> ColumnMapping:
    """Of two columns for one field the better title stays; one of the same title fills gaps of the first."""
    first, second = matches[earlier], matches[position]
    assert first is not None
    assert second is not None
    field = mapped.field
    if field is not None and header.columns[position].title == header.columns[earlier].title:
        return replace(mapped, field=None, again=field.name)
    if second.rank < first.rank:
        reason = f"与“{header.columns[position].title}”是同一列"
        columns[earlier] = replace(columns[earlier], field=None, reason=reason)
        return mapped
    return replace(mapped, field=None, reason=f"与“{header.columns[earlier].title}”是同一列")


def _said_twice(title: str, earlier: str, column: ColumnMapping) -> str:
    if column.again:
        return f"“{title}”有两列，按前一列导入；前一列空的取后一列，两列不同的记入批注，请核对。"
    return f"“{title}”与“{earlier}”是同一列，只导入一列。"


def _own_month(columns: list[ColumnMapping], month: Month | None, notices: list[str]) -> list[ColumnMapping]:
    """Settle titles of another month; half-months stand beside each other, each for its own.

    Where the field has no column for the table's own month, the title was not brought up to date: the
    column is the table's own month's, and that is reported.
    """
    if month is None:
        return columns
    own = {one.field.name for one in columns if one.field is not None and one.month is None}
    result = []
    for one in columns:
        if one.again and one.month is not None and ":" not in one.again:
            result.append(replace(one, again="", reason=f"是{one.month.title}的数，不是本报告期"))
        elif one.field is None or one.month is None or one.field.column.per is Axis.HALF_MONTH:
            result.append(one)
        elif one.field.name in own:
            result.append(
                replace(one, field=None, month=None, reason=f"是{one.month.title}的数，不是本报告期")
            )
        else:
            notices.append(
                f"列“{one.title}”写的是{one.month.title}，与报告期{month.title}不同，已按报告期导入。"
            )
            result.append(replace(one, month=None))
    return result


def _amounts_of_months(
    ledger: Ledger, columns: list[ColumnMapping], matches: Sequence[TitleMatch | None]
) -> list[ColumnMapping]:
    """Columns of computed values are compared, save where the cumulative has no column of its own.

    Then 「1-9月完成投资」 is the cumulative itself, and 「9月当月完成投资」 is written through the computed column.
    """
    fields = {one.field.name for one in columns if one.field is not None}
    result = []
    for one, match in zip(columns, matches, strict=True):
        computed = one.field.column.computed if one.field is not None else None
        if computed is None:
            result.append(one)
        elif computed.writes is None or computed.writes in fields:
            result.append(replace(one, is_compared=True))
        elif match is not None and match.period.first == 1:
            result.append(replace(one, field=ledger.fields_by_name[computed.writes]))
        else:
            result.append(one)
    return result


def natures_in_their_column(mapping: Mapping, rows: Rows) -> Mapping:
    """A column 建设性质 that holds 续建 and 新开工 is in truth of 项目性质."""
    column = mapping.column_of(_TYPE)
    if column is None or mapping.column_of(_NATURE) is not None:
        return mapping
    words = {squeeze(cell) for row in rows if isinstance(cell := value_at(row, column.index), str)}
    if not words & _NATURE_WORDS:
        return mapping
    notice = f"列“{column.title}”填的是续建、新开工，按项目性质导入。"
    changed = mapping.with_column(column.index, _NATURE)
    return replace(changed, notices=(*mapping.notices, notice))
