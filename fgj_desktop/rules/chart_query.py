"""What every chart is asked with, and what a click on one of its bars means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import YI

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.filters import Filter
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.view import View


@dataclass(frozen=True, slots=True)
class Pick:
    """What a bar stands for: records of a ledger, where ``field`` is filled those with one value in it."""

    title: str
    ledger: str
    records: tuple[int, ...] = ()
    field: str | None = None
    value: Value = None

    @property
    def record(self) -> int | None:
        """The one record that the bar stands for; None when it stands for several."""
        return self.records[0] if self.field is None and len(self.records) == 1 else None


@dataclass(frozen=True, slots=True)
class ChartQuery:
    """A ledger of a file as of a month, narrowed as the grid is; ``money_unit`` is that of the amounts shown.

    ``besides`` gives the filters without those of a column: bars of units beside each other stay when one is picked.
    """

    store: Store
    ledger: Ledger
    month: Month
    filters: tuple[Filter, ...] = ()
    besides: Callable[[str], tuple[Filter, ...]] | None = None
    money_unit: int = YI

    def without(self, field: str) -> tuple[Filter, ...]:
        """The filters but the column's own."""
        return self.filters if self.besides is None else self.besides(field)

    @property
    def view(self) -> View:
        """The ledger as of the month."""
        return self.store.view(self.ledger, self.month)
