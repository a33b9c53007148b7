"""What narrows and orders the rows: a chip, a search, a unit picked in a chart, titles clicked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from fgj_desktop.models.chips import ALL, Chip
from fgj_desktop.store.filters import Filter, Order, Search, equals


@dataclass(frozen=True, slots=True)
class Choice:
    """All that decides which rows are shown and in which order."""

    chip: Chip = ALL
    search: str = ""
    unit: tuple[str, int | None] | None = None
    """Column and record of a responsible unit; record None for rows without one."""
    order: tuple[Order, ...] = ()

    def filters(self) -> tuple[Filter, ...]:
        """As the store takes them."""
        return (*self.chip.filters, *self.around())

    def around(self) -> tuple[Filter, ...]:
        """The filters beside the chip: the counts on the chips are taken within them."""
        found: list[Filter] = []
        if self.search.strip():
            found.append(Search(self.search))
        if self.unit is not None:
            found.append(equals(*self.unit))
        return tuple(found)

    @property
    def is_narrowed(self) -> bool:
        """Whether rows are left out."""
        return bool(self.filters())

    def cleared(self) -> Self:
        """All rows, in the same order."""
        return replace(self, chip=ALL, search="", unit=None)

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
