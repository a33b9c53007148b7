"""What the list under a title offers: the values of a column with how many rows show each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Choice, Choices, Code, Date, Kind, Link, LinkList, LongText, Text
from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.ledgers.values import DASH
from fgj_desktop.models.filter_conditions import condition_filter
from fgj_desktop.store.column_conditions import Listed, members
from fgj_desktop.store.filters import ColumnFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.filters import Filter
    from fgj_desktop.store.link_table import StoreLinks
    from fgj_desktop.store.rows import Row

LONGEST = 2_000
"""Values listed at most; what is not listed is found by searching."""
BLANK = "（空白）"


@dataclass(slots=True)
class ListedValue:
    """One line of the list: a text, the values and marks that read so, and in how many rows."""

    text: str
    count: int = 0
    values: list[Value] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    search: str = ""
    depth: int = 0
    """1 below a year, whose line has no values of its own."""


@dataclass(frozen=True, slots=True)
class ValueList:
    """The lines in order; ``is_cut`` says that the column has more values."""

    lines: tuple[ListedValue, ...]
    is_cut: bool = False


def list_values(
    document: LedgerDocument, ledger: Ledger, name: str, filters: Sequence[Filter], search: str = ""
) -> ValueList:
    """The values of a column within the filters; those that the search finds, of a column with very many."""
    asked, context = ledger.fields_by_name[name], document.context()
    more = _sought(asked, search, context) if search.strip() else ()
    with document.reading():
        found = document.view(ledger).listed(name, (*filters, *more), LONGEST + 1)
    kind = asked.column.kind
    links = document.store.links()
    lines = _merged(kind, found, context, _names(kind, links))
    if isinstance(kind, Date):
        shown = _by_year(lines)
    elif isinstance(kind, Text | LongText | Choice | Choices) and not isinstance(kind, Code):
        options = list(getattr(kind, "options", ()))
        shown = sorted(lines, key=lambda one: _place(one, options))
    elif isinstance(kind, LinkList):
        places = {record: place for place, record in enumerate(links.labels(kind.ledger))}
        shown = sorted(lines, key=lambda one: places.get(int(one.values[0] or 0), len(places)))
    else:
        shown = lines
    return ValueList((*shown, *_marks(found), *_blank(kind, found)), len(found) > LONGEST)


def _sought(asked: Field, search: str, context: Context) -> tuple[Filter, ...]:
    """The filter that finds what is searched for in a column with very many values."""
    kind, name = asked.column.kind, asked.name
    if kind.storage == "TEXT" or isinstance(kind, Link):
        return (ColumnFilter(name, "finds", (search.strip(),)),)
    number = condition_filter(asked, "equals", [search], context)
    return (number,) if isinstance(number, ColumnFilter) else ()


def _merged(
    kind: Kind, found: Iterable[Listed], context: Context, names: Mapping[Value, str]
) -> list[ListedValue]:
    """One line for all values that read the same."""
    lines: dict[str, ListedValue] = {}
    for one in found:
        for value in members(kind, one.value) if one.mark is None else ():
            if value is None:
                continue
            text = _text(kind, value, context)
            line = lines.setdefault(text, ListedValue(text, search=_words(kind, text) + names.get(value, "")))
            line.count += one.count
            if value not in line.values:
                line.values.append(value)
    return list(lines.values())


def _names(kind: Kind, links: StoreLinks) -> dict[Value, str]:
    """All texts that name the records of a column of links: they find them too."""
    names: dict[Value, str] = {}
    if isinstance(kind, Link | LinkList):
        for text, record in links.names(kind.ledger).items():
            names[record] = f"{names.get(record, '')} {text.lower()}"
    return names


def _text(kind: Kind, value: Value, context: Context) -> str:
    if isinstance(kind, LinkList):
        return context.links.label(kind.ledger, int(value or 0)) or "（已删除）"
    return kind.text(value, context) or "（已删除）"


def _words(kind: Kind, text: str) -> str:
    """What finds a line: its text, and pinyin initials of one that is no number."""
    return f"{text.lower()} {initials(text)}" if kind.storage == "TEXT" or isinstance(kind, Link) else text


def _place(line: ListedValue, options: Sequence[str]) -> tuple[int, str]:
    """The order of the options, then of pinyin."""
    if line.text in options:
        return options.index(line.text), ""
    return len(options), f"{initials(line.text)} {line.text}"


def _by_year(lines: Iterable[ListedValue]) -> list[ListedValue]:
    """Years, the newest first, with their months below."""
    years: defaultdict[str, dict[str, ListedValue]] = defaultdict(dict)
    for line in sorted(lines, key=lambda one: str(one.values[0])):
        stored = str(line.values[0])
        text = line.text if len(stored) < len("2021-09-30") else f"{line.text.split('月')[0]}月"
        month = years[stored[:4]].setdefault(text, replace(line, text=text, count=0, values=[], depth=1))
        month.count += line.count
        month.values += line.values
        month.search = f"{month.search} {stored}"
    shown = []
    for year in sorted(years, reverse=True):
        months = list(years[year].values())
        shown += [ListedValue(f"{year}年", sum(one.count for one in months), search=year), *months]
    return shown


def _marks(found: Iterable[Listed]) -> list[ListedValue]:
    return [
        ListedValue(one.mark, one.count, marks=[one.mark], search=_words(Text(), one.mark))
        for one in found
        if one.mark is not None
    ]


def _blank(kind: Kind, found: Iterable[Listed]) -> list[ListedValue]:
    count = sum(one.count for one in found if one.mark is None and members(kind, one.value) == (None,))
    return [ListedValue(BLANK, count, [None])] if count else []


def ticked_filter(name: str, ticked: Sequence[ListedValue], left: Sequence[ListedValue]) -> ColumnFilter:
    """The filter of the lines that are ticked: it names these, or the others where they are far fewer."""
    out = bool(left) and len(left) * 4 < len(ticked)
    named = left if out else ticked
    values = tuple(value for line in named for value in line.values)
    marks = tuple(mark for line in named for mark in line.marks)
    return ColumnFilter(name, "left_out" if out else "picked", values, marks)


def is_ticked(line: ListedValue, wanted: ColumnFilter | None) -> bool:
    """Whether a line is ticked while the column is asked for this."""
    if wanted is None or wanted.how not in ("picked", "left_out"):
        return True
    named = any(value in wanted.values for value in line.values) or any(
        mark in wanted.marks for mark in line.marks
    )
    return named is (wanted.how == "picked")


def filter_of_cell(asked: Field, row: Row) -> ColumnFilter:
    """Only rows that show what this row shows; of several values one of them is enough."""
    mark = row.marks.get(asked.name)
    if mark is not None and (mark.dash or mark.misfit is not None):
        return ColumnFilter(asked.name, "picked", (), (mark.misfit or DASH.value,))
    value = row.values.get(asked.name)
    plain = float(value) if isinstance(value, Fraction) else value
    return ColumnFilter(asked.name, "picked", members(asked.column.kind, plain))
