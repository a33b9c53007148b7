"""The formulas of 合计 and of a group's sums in an exported workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.rules.ledger_sheet import LedgerSheet
    from fgj_desktop.store.rows import Row

_MOST_PARTS = 200
"""Excel takes 255 arguments; a sum of more parts is written as a number."""
_FORMS = {
    "completion": "{0}/{1}",
    "ratio": "{0}/{1}",
    "share_of_total": "({0}+{1})/{2}",
    "gap_points": "({0}/{1}-{month}/12)*100",
}
"""How a ratio is computed from the sums of its declared arguments."""
_PLAN, _FIRST_PLAN = "current_plan", "annual_plan"


@dataclass(frozen=True, slots=True)
class Formulas:
    """Writes formulas; ``letters`` are the sheet's column letters by field name."""

    sheet: LedgerSheet
    letters: Mapping[str, str]

    def of_rows(self, numbered: Sequence[tuple[int, Row]], at: int) -> dict[str, str]:
        """The formulas, by field name, of the sums in row ``at`` over records given with their rows.

        Records that do not count are left out. A field without a formula is written as a number.
        """
        parts = list(runs([number for number, record in numbered if record.counted]))
        return self._all(parts, at, [record for _, record in numbered])

    def of_sums(self, rows: Sequence[int], at: int, records: Sequence[Row]) -> dict[str, str]:
        """The formulas of 合计 in row ``at`` over the groups' sums, which stand in ``rows``."""
        return self._all([(one, one) for one in rows], at, records)

    def _all(self, parts: Sequence[tuple[int, int]], at: int, records: Sequence[Row]) -> dict[str, str]:
        made = {field.name: self._one(field, parts, at, records) for field in self.sheet.fields}
        return {name: formula for name, formula in made.items() if formula is not None}

    def _one(
        self, field: Field, parts: Sequence[tuple[int, int]], at: int, records: Sequence[Row]
    ) -> str | None:
        if field.column.total is Total.FROM_SUMS:
            return self._ratio(field, at, records)
        if field.column.total is not Total.SUM or not 0 < len(parts) <= _MOST_PARTS:
            return None
        letter = self.letters[field.name]
        named = (f"{letter}{top}" if top == end else f"{letter}{top}:{letter}{end}" for top, end in parts)
        return f"=SUM({','.join(named)})"

    def _ratio(self, field: Field, at: int, records: Sequence[Row]) -> str | None:
        computed = field.column.computed
        form = _FORMS.get(computed.function) if computed is not None else None
        if computed is None or form is None:
            return None
        counted = [record for record in records if record.counted]
        names = [name for name in computed.total_arguments if name and not name.startswith("@")]
        cells = [self._column(name, counted) for name in names]
        if None in cells:
            return None
        return "=" + form.format(*(f"{letter}{at}" for letter in cells), month=self.sheet.month.number)

    def _column(self, name: str, counted: Iterable[Row]) -> str | None:
        """The column that holds an argument; the year's first plan where no plan was adjusted."""
        if name in self.letters or name != _PLAN:
            return self.letters.get(name)
        if any(record.values.get(_PLAN) != record.values.get(_FIRST_PLAN) for record in counted):
            return None
        return self.letters.get(_FIRST_PLAN)


def runs(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Ascending numbers as runs without gaps: 7, 8, 9, 11 → (7, 9), (11, 11)."""
    start = previous = None
    for number in numbers:
        if previous is None or number != previous + 1:
            if start is not None and previous is not None:
                yield start, previous
            start = number
        previous = number
    if start is not None and previous is not None:
        yield start, previous
