"""Which sums the 合计 row and a group's subtotals take, and the ratios computed from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Total

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Value


class TotalPlan:
    """``sums`` are the columns to be added up; ``finished`` makes totals of their sums."""

    def __init__(
        self,
        ledger: Ledger,
        fields: Collection[str] | None,
        parameters: Mapping[str, str | int],
        functions: Mapping[str, Callable[..., Value]],
    ) -> None:
        """``fields`` limits the work to these columns; None means all that have a total."""
        self._parameters = parameters
        self._functions = functions
        wanted = [one for one in ledger.fields if one.column.total is not Total.NONE]
        if fields is not None:
            wanted = [one for one in wanted if one.name in fields]
        self._kept = {one.name for one in wanted}
        self._ratios = [one.column for one in wanted if one.column.total is Total.FROM_SUMS]
        self.sums = [one.name for one in wanted if one.column.total is Total.SUM]
        for column in self._ratios:
            assert column.computed is not None
            needed = (name for name in column.computed.total_arguments if name and not name.startswith("@"))
            self.sums += [name for name in needed if name not in self.sums]

    def finished(self, sums: Mapping[str, Value]) -> dict[str, Value]:
        """Totals by field name; '' holds how many records count."""
        result = dict(sums)
        for column in self._ratios:
            assert column.computed is not None
            values = [
                self._parameters[name] if name.startswith("@") else result[name] if name else None
                for name in column.computed.total_arguments
            ]
            result[column.name] = self._functions[column.computed.function](*values)
        return {name: value for name, value in result.items() if name in self._kept or not name}
