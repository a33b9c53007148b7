"""Which record of the ledger each row of a table is, and which rows are one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.exchange.matching import Matcher, apart_of
from fgj_desktop.exchange.project_names import name_key
from fgj_desktop.ledgers.numbers import split_list

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from fgj_desktop.exchange.asking import Asker
    from fgj_desktop.exchange.current import Current
    from fgj_desktop.exchange.incoming import Incoming
    from fgj_desktop.exchange.plan import ImportPlan, SheetPlace
    from fgj_desktop.ledgers import Ledger

NEW, SAME = "new", "same"


@dataclass(slots=True)
class RowFinder:
    """Finds the records of one table's rows; warnings and questions go where they are collected."""

    ledger: Ledger
    district: str
    said: frozenset[str]
    """The columns of which the sheet says something, of each row or of all."""
    sheet: SheetPlace
    plan: ImportPlan
    asker: Asker
    matcher: Matcher = field(init=False)

    def __post_init__(self) -> None:
        """No record is known yet."""
        self.matcher = Matcher(self.district)

    def row_key(self, one: Incoming) -> str:
        """What makes two rows the same record: the name, and what tells records of one name apart.

        Of what happens on a day all of the row, unless no two records may share a name: two visits to one
        place on one day are two.
        """
        told: tuple[object, ...] = self._apart(one)
        is_unique = any(self.ledger.name_column in one.columns for one in self.ledger.unique)
        if self.ledger.dated_by is not None and not is_unique:
            told = tuple(sorted(pair for pair in one.values.items() if pair[0] != self.ledger.serial_column))
        return "\n".join((name_key(one.name.name, self.district), *map(repr, told)))

    def find(
        self, incoming: Sequence[Incoming], repeated: Collection[int], current: Current
    ) -> dict[int, int | None]:
        """The record of each row: all rows by code first, then the rest by name."""
        rows = [position for position in range(len(incoming)) if position not in repeated]
        shared = self._shared_codes([incoming[position] for position in rows])
        records: dict[int, int | None] = dict.fromkeys(rows)
        taken: set[int] = set()
        for position in rows:
            one = incoming[position]
            if one.code is not None and one.code not in shared:
                found = self.matcher.by_code(one.name.name, one.code, taken, self._apart(one))
                if found is not None:
                    records[position] = found
                    taken.add(found)
        for position in rows:
            one = incoming[position]
            if records[position] is None:
                code = None if one.code in shared else one.code
                found = self.matcher.by_name(
                    one.name.name,
                    code,
                    one.name.former,
                    self._other_names(one),
                    taken,
                    self._apart(one),
                    partial(_likeness, current, one),
                )
                if found is not None:
                    records[position] = found
                    taken.add(found)
        return records

    def _apart(self, one: Incoming) -> tuple[object, ...]:
        return apart_of(self.ledger, one, self.said)

    def _shared_codes(self, incoming: Sequence[Incoming]) -> set[str]:
        """Codes that two projects of one sheet have: one of them must be wrong, so names decide."""
        first: dict[str, Incoming] = {}
        shared: set[str] = set()
        for one in incoming:
            if one.code is None:
                continue
            other = first.setdefault(one.code, one)
            if other is not one and self._apart(one) == self._apart(other):
                shared.add(one.code)
                self.plan.warnings.append(
                    f"{self.sheet.sheet}第 {other.row + 1} 行“{other.name.name}”与第 {one.row + 1} 行"
                    f"“{one.name.name}”的项目代码相同，请核对。"
                )
        return shared

    def _other_names(self, one: Incoming) -> list[str]:
        """The short name and the other names of a unit."""
        if self.ledger.label_column is None:
            return []
        texts = [one.values.get(name) for name in (self.ledger.label_column, *self.ledger.alias_columns)]
        return [word for text in texts if isinstance(text, str) for word in split_list(text)]

    def ask_similar(self, one: Incoming, taken: set[int]) -> int | None:
        """A close name is asked about; without an answer the row goes in as a new record and is listed."""
        near = self.matcher.similar(one.name.name, one.code, one.values.get("town"), taken, self._apart(one))
        if near is None:
            return None
        title = self.ledger.record_title
        answer = self.asker.ask(
            f"record:{self.ledger.name}:{name_key(one.name.name, self.district)}:{near.name}",
            "record",
            f"{title}名称相近：“{one.name.name}”与台账中“{near.name}”。是否为同一{title}？",
            [(SAME, f"是同一{title}"), (NEW, f"不是，新增{title}")],
            NEW,
            self.sheet.place(one.row, None),
            near.id,
        )
        return near.id if answer == SAME else None


def _likeness(current: Current, one: Incoming, record: int) -> int:
    """In how many cells the record says what the row says."""
    state = current.state(record)
    return sum(state.holds(name, value) for name, value in one.values.items())
