"""What narrows and orders the rows: a chip, a search, what is asked of columns, titles clicked, groups."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from fgj_desktop.models.chips import ALL, Chip
from fgj_desktop.store.filters import Among, ColumnFilter, Filter, Order, Search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value


@dataclass(frozen=True, slots=True)
class Compared:
    """What the cells of a month held in another state of the ledger, where they differ from it."""

    month: Month
    words: Mapping[tuple[int, str], str]
    """By record and field: 「2021年8月为 2,800（+400）」."""


@dataclass(frozen=True, slots=True)
class Only:
    """These records and no others; ``source`` says whence they come: the title of the figure they are behind."""

    records: tuple[int, ...]
    source: str
    compared: Compared | None = field(default=None, hash=False)
    """What is marked in these rows; None where they were not compared."""

    @property
    def words(self) -> str:
        """As a chip and the note of a print say it."""
        return f"来自：{self.source}"


@dataclass(frozen=True, slots=True)
class Choice:
    """All that decides which rows are shown and in which order."""

    chip: Chip = ALL
    search: str = ""
    columns: tuple[ColumnFilter, ...] = ()
    """At most one for a column, in the order in which they were set."""
    order: tuple[Order, ...] = ()
    group: str | None = None
    """The column by which rows are grouped; within a group they are in order."""
    only: Only | None = None

    def filters(self) -> tuple[Filter, ...]:
        """As the store takes them."""
        return (*self.chip.filters, *self.around())

    def around(self) -> tuple[Filter, ...]:
        """The filters beside the chip: the counts on the chips are taken within them."""
        search = (Search(self.search),) if self.search.strip() else ()
        only = () if self.only is None else (Among(self.only.records),)
        return (*only, *search, *self.columns)

    def besides(self, field: str | None) -> tuple[Filter, ...]:
        """All filters but the column's own: what its title lists is taken within them."""
        return self.without_column(field).filters() if field else self.filters()

    @property
    def is_narrowed(self) -> bool:
        """Whether rows are left out."""
        return bool(self.filters())

    def cleared(self) -> Self:
        """All rows, in the same order."""
        return replace(self, chip=ALL, search="", columns=(), only=None)

    # --- columns --------------------------------------------------------------------------------

    def column(self, field: str) -> ColumnFilter | None:
        """What is asked of a column."""
        return next((one for one in self.columns if one.field == field), None)

    def with_column(self, wanted: ColumnFilter) -> Self:
        """Ask this of a column, in place of what was asked of it before."""
        if self.column(wanted.field) is None:
            return replace(self, columns=(*self.columns, wanted))
        changed = tuple(wanted if one.field == wanted.field else one for one in self.columns)
        return replace(self, columns=changed)

    def with_value(self, field: str, value: Value) -> Self:
        """Only rows with this value in a column."""
        return self.with_column(ColumnFilter(field, "picked", (value,)))

    def without_column(self, field: str) -> Self:
        """Ask nothing of a column."""
        return replace(self, columns=tuple(one for one in self.columns if one.field != field))

    # --- order ----------------------------------------------------------------------------------

    def ordered_by(self, field: str, *, descending: bool, further: bool = False) -> Self:
        """Order by a column alone, or by it after the others (``further``)."""
        others = tuple(one for one in self.order if one.field != field) if further else ()
        return replace(self, order=(*others, Order(field, descending)))

    def sorted_by(self, field: str, *, further: bool) -> Self:
        """A click on a title: up, down, and back to the order of the ledger.

        ``further`` adds a key to the others or turns it, as with Shift held.
        """
        known = next((one for one in self.order if one.field == field), None)
        others = tuple(one for one in self.order if one.field != field) if further else ()
        if known is None:
            return replace(self, order=(*others, Order(field)))
        if known.descending:
            return replace(self, order=others)
        turned = Order(field, descending=True)
        if not further:
            return replace(self, order=(turned,))
        return replace(self, order=tuple(turned if one.field == field else one for one in self.order))
