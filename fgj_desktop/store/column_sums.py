"""How many cells of a column are filled and what they add up to, over any records of a view."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from fgj_desktop.ledgers.kinds import Count, Money
from fgj_desktop.store.asof import quote
from fgj_desktop.store.exact_sums import with_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    import apsw

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month


class ColumnSum(NamedTuple):
    """Of the cells asked for: how many are filled, how many of these hold a value, and the sum of amounts."""

    filled: int = 0
    values: int = 0
    amount: int = 0


class ColumnSums:
    """Counts and adds up columns that are among the keys of a view."""

    def __init__(self, connection: apsw.Connection, ledger: Ledger, month: Month, keys: str) -> None:
        """``keys`` is the table of keys."""
        self.connection = connection
        self.ledger = ledger
        self.month = month
        self.keys = keys

    def of(self, fields: Sequence[Field], ids: Sequence[int] | None) -> dict[str, ColumnSum]:
        """These columns by name over these records, over every one when None."""
        chosen = "" if ids is None else " WHERE id IN (SELECT value FROM json_each(:ids))"
        listed = "" if ids is None else json.dumps(list(ids))
        counts = ", ".join(f"count({quote(one.name)})" for one in fields)
        figures = [one.name for one in fields if isinstance(one.column.kind, Money | Count)]
        [row] = with_sums(
            lambda sums: self._all(f"SELECT {counts}{sums} FROM {self.keys}{chosen}", ids=listed),
            figures,
            len(fields),
        )
        amounts = dict(zip(figures, row[len(fields) :], strict=True))
        marked = self._marked(chosen, listed)
        found = {}
        for one, values in zip(fields, row, strict=False):
            filled = int(values) + marked.get((one.column.name, one.key_for(self.month)), 0)
            found[one.name] = ColumnSum(filled, int(values), int(amounts.get(one.name) or 0))
        return found

    def _marked(self, chosen: str, listed: str) -> dict[tuple[str, str], int]:
        """How many cells by column and key hold 「—」 or text that does not fit, which are no values."""
        sql = (
            'SELECT "column", key, count(*) FROM cell WHERE ledger = :ledger '
            f"AND coalesce(misfit, dash) IS NOT NULL AND record IN (SELECT id FROM {self.keys}{chosen}) GROUP BY 1, 2"
        )
        found = self._all(sql, ids=listed, ledger=self.ledger.name)
        return {(column, key): number for column, key, number in found}

    def _all(self, sql: str, **bindings: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, bindings).fetchall()
