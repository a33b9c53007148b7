"""What the figures are computed from: the counted rows of ledgers as of a month, read when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import Link, LinkList, linked_ids
from fgj_desktop.rules.lean_rows import lean_rows
from fgj_desktop.rules.projects import Rows, amount, levels
from fgj_desktop.store.filters import Counted, Reported

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from fgj_desktop.ledgers.declaration import Column
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.link_table import StoreLinks
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.store import Store

PROJECTS = "key_project"
_NUMERALS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_QUARTERS = ("一", "二", "三", "四")


class Basis:
    """The counted rows of ledgers as of a month; ``at`` gives those of another month.

    ``holds`` narrows key projects to a subset. A ledger that the file does not have has no rows.
    """

    def __init__(
        self,
        month: Month,
        read: Callable[[str, Month], Sequence[Row]],
        holds: Callable[[Row], bool] | None = None,
        links: StoreLinks | None = None,
        missing: Callable[[str, Month], Collection[int]] | None = None,
        months: Callable[[str], Sequence[Month]] | None = None,
    ) -> None:
        """Nothing is read yet."""
        self.month = month
        self._read = read
        self._holds = holds
        self._links = links
        self._missing = missing
        self._entered = months
        self._rows: dict[str, Rows] = {}
        self._months: dict[Month, Basis] = {month: self}

    @classmethod
    def of(
        cls,
        store: Store,
        month: Month,
        holds: Callable[[Row], bool] | None = None,
        kept: Callable[[str, Month], Sequence[Row] | None] | None = None,
    ) -> Basis:
        """The ledgers of a file; rows that ``kept`` gives of a ledger are told instead of those of now."""

        def read(name: str, at: Month) -> Sequence[Row]:
            ledger = store.ledgers.get(name)
            if ledger is None:
                return ()
            found = None if kept is None else kept(name, at)
            return lean_rows(store.view(ledger, at)) if found is None else found

        def missing(name: str, at: Month) -> Collection[int]:
            return store.view(store.ledgers[name], at).ids([Counted(), Reported(False)])

        def months(name: str) -> Sequence[Month]:
            ledger = store.ledgers.get(name)
            return () if ledger is None else store.months(ledger)

        return cls(month, read, holds, store.links(), missing, months)

    def rows(self, ledger: str) -> Rows:
        """The counted rows of a ledger in its order; of key projects those of the subset."""
        if ledger not in self._rows:
            found = [row for row in self._read(ledger, self.month) if row.counted]
            if self._holds is not None and ledger == PROJECTS:
                found = [row for row in found if self._holds(row)]
            self._rows[ledger] = tuple(found)
        return self._rows[ledger]

    def not_reported(self, ledger: str) -> Rows:
        """The counted rows of a ledger of which nothing was reported for the month itself."""
        if self._missing is None:
            return tuple(row for row in self.rows(ledger) if not row.reported)
        missing = set(self._missing(ledger, self.month)) if self.rows(ledger) else set()
        return tuple(row for row in self.rows(ledger) if row.id in missing)

    def is_before_first_entry(self, ledger: str) -> bool:
        """Whether the month lies before the first one of which the ledger holds anything."""
        entered = self._entered(ledger) if self._entered is not None else ()
        return bool(entered) and self.month < entered[0]

    def leaving_out(self, records: Collection[int]) -> Basis:
        """The same ledgers without these key projects."""
        if not records:
            return self
        holds = self._holds

        def rest(row: Row) -> bool:
            return row.id not in records and (holds is None or holds(row))

        return Basis(self.month, self._read, rest, self._links, self._missing, self._entered)

    def narrowed(self, holds: Callable[[Row], bool]) -> Basis:
        """The same ledgers with the key projects for which something holds; what is read is shared."""

        def read(ledger: str, month: Month) -> Sequence[Row]:
            return self.at(month).rows(ledger)

        return Basis(self.month, read, holds, self._links, self._missing, self._entered)

    def at(self, month: Month) -> Basis:
        """The same ledgers as of another month."""
        if month not in self._months:
            other = Basis(month, self._read, self._holds, self._links, self._missing, self._entered)
            other._months = self._months
            self._months[month] = other
        return self._months[month]

    def label(self, column: Column, row: Row) -> str:
        """The text of a name or of a link; a link of a basis without links is told by its number."""
        value = row.values.get(column.name)
        if self._links is None or not isinstance(column.kind, Link | LinkList):
            return str(value or "")
        ids = linked_ids(value) if isinstance(column.kind, LinkList) else [int(value)] if value else []
        return "、".join(self._links.label(column.kind.ledger, one) for one in ids)

    def text(self, ledger: str, column: str, row: Row) -> str:
        """The text of a column of a ledger: linked records by their names."""
        return self.label(ledger_named(ledger).by_name[column], row)

    def unit_name(self, unit: int | None) -> str:
        """The short name of a unit, or words for none."""
        found = "" if unit is None or self._links is None else self._links.label("responsible_unit", unit)
        return found or ("未填单位" if unit is None else str(unit))

    def named(self, ledger: str, text: str) -> int | None:
        """The record of a ledger that a text names."""
        return None if self._links is None or not text else self._links.find(ledger, text)

    def labels(self, ledger: str) -> Mapping[int, str]:
        """The short text of each record of a ledger, in its order, by its id."""
        return {} if self._links is None else self._links.labels(ledger)

    def order(self, ledger: str) -> Mapping[int, int]:
        """The place of each record of a ledger in its order, by its id."""
        return {record: place for place, record in enumerate(self.labels(ledger))}

    def places(self, ledger: str) -> Mapping[str, int]:
        """The place of each record of a ledger in its order, by the text that names it."""
        if self._links is None:
            return {}
        labels = self._links.labels(ledger).values()
        return {label: place for place, label in enumerate(labels)}

    @cached_property
    def district(self) -> Rows:
        """The district's key projects."""
        return tuple(row for row in self.rows(PROJECTS) if "区" in levels(row))

    @cached_property
    def city(self) -> Rows:
        """The city's key projects."""
        return tuple(row for row in self.rows(PROJECTS) if "市" in levels(row))

    @cached_property
    def largest_rows(self) -> Rows:
        """The city's key project with the largest plan above 0, the first of several; none without plans."""
        planned = [row for row in self.city if (amount(row, "current_plan") or 0) > 0]
        largest = max(planned, key=lambda row: amount(row, "current_plan") or 0, default=None)
        return () if largest is None else (largest,)

    @cached_property
    def city_without_largest(self) -> Rows:
        """The city's key projects except the one with the largest plan."""
        return tuple(row for row in self.city if row.id not in {one.id for one in self.largest_rows})

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What titles and formulas may name: months, years, the largest project."""
        largest = self.largest_rows
        rest = 12 - self.month.number
        return {
            "largest": str(largest[0].values.get("name") or "") if largest else "最大项目",
            "rest": f"后{_NUMERALS[rest]}个月" if rest else "",
            "month": f"{self.month.number}月",
            "range": self.month.range_text,
            "year": f"{self.month.year}年",
            "next_year": f"{self.month.year + 1}年",
            "quarter": _quarter_text(self.month),
        }


def of_coming_year(basis: Basis, ledger: str, column: str) -> Rows:
    """The rows for the year after the report period; where there are none, those of the newest year before.

    Rows without a year are among them.
    """
    rows = basis.rows(ledger)
    years = {int(year) for row in rows if (year := row.values.get(column)) is not None}
    coming = basis.month.year + 1
    wanted = max((year for year in years if year <= coming), default=coming)
    return tuple(row for row in rows if row.values.get(column) in (None, wanted))


def quarter_start(month: Month) -> int:
    """The number of the last month before the quarter of a month: 6 for July to September."""
    return (month.number - 1) // 3 * 3


def _quarter_text(month: Month) -> str:
    """「三季度」 at its end, 「三季度（7—8月）」 within it."""
    first = quarter_start(month) + 1
    title = f"{_QUARTERS[first // 3]}季度"
    if month.number == first + 2:
        return title
    return f"{title}（{first}月）" if month.number == first else f"{title}（{first}—{month.number}月）"
