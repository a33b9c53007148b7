"""Which records of a large ledger may show a text at all, asked of the database column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Choice, Choices, Date, Flag, Link, LinkList, LongText, Text
from fgj_desktop.store.text_search import records_like, records_with, records_with_misfit_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.declaration import Column
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.models.ledger_table import LedgerTable
    from fgj_desktop.models.sought import Sought

_NUMERIC = frozenset("0123456789.,%+-—")
_FEW_VALUES = (Choice, Choices, Date, Flag, Link, LinkList)


class Narrowing:
    """The records among which a text is to be looked for; ``step`` until ``is_done``."""

    def __init__(self, table: LedgerTable, sought: Sought, fields: Sequence[Field]) -> None:
        self._table = table
        self._sought = sought
        self._columns: list[Column | None] = [None]
        """What is still to be asked; None stands for texts that do not fit."""
        self.records: set[int] = set()
        self.is_possible = not sought.is_blank and not _NUMERIC.issuperset(sought.folded)
        for column in dict.fromkeys(field.column for field in fields):
            if column.computed is not None:
                self.is_possible = self.is_possible and self._never_shows(column)
            elif isinstance(column.kind, Text | LongText | Choice | Choices | Date | Flag | Link | LinkList):
                self._columns.append(column)

    @property
    def is_done(self) -> bool:
        """Whether every column was asked."""
        return not self._columns

    def step(self) -> None:
        """Ask one column."""
        column, table = self._columns.pop(), self._table
        store, ledger, pattern = table.document.store, table.ledger, self._sought.pattern
        with table.document.reading():
            if column is None:
                self.records |= records_with_misfit_like(store, ledger, pattern)
            elif isinstance(column.kind, _FEW_VALUES):
                context, kind = table.document.context(), column.kind

                def fits(value: Value) -> bool:
                    return self._sought.fits(kind.text(value, context))

                self.records |= records_with(store, ledger, column, fits)
            else:
                self.records |= records_like(store, ledger, column, pattern)

    def _never_shows(self, column: Column) -> bool:
        """Whether a computed column shows numbers or words that the text is not in."""
        kind = column.kind
        if isinstance(kind, Choice):
            return not kind.is_open and not any(map(self._sought.fits, kind.options))
        if isinstance(kind, Flag):
            return not any(map(self._sought.fits, ("是", "否")))
        return kind.storage == "INTEGER"
