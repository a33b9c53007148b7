"""What rules of a whole ledger find as of a month: learned bit by bit, and again after a change of what they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.store.filters import Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from fgj_desktop.ledgers.declaration import Ledger, LedgerCheck
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Fault, Row
    from fgj_desktop.store.view import View

    LedgerRule = Callable[..., Iterator[tuple[int, tuple[str, ...]]]]

_ROWS_AT_ONCE = 50


class LedgerFaults:
    """The faults of one view by record; those known stay until others are."""

    def __init__(
        self,
        ledger: Ledger,
        functions: Mapping[str, LedgerRule],
        others: Callable[[str], View],
    ) -> None:
        """``functions`` are the rules of whole ledgers by name; ``others`` gives another ledger of the same month."""
        self._ledger = ledger
        self._checks: Sequence[LedgerCheck] = ledger.ledger_checks
        self._functions = functions
        self._others = others
        self._found: dict[int, tuple[Fault, ...]] = {}
        self._asked = {ledger.name}
        self._waiting: list[int] | None = None
        self._rows: list[Row] = []
        self.is_known = not self._checks

    def of(self, record: int) -> tuple[Fault, ...]:
        """The faults of a record, as far as they are known."""
        return self._found.get(record, ())

    def forget(self, ledgers: Collection[str]) -> None:
        """Learn again: these ledgers changed."""
        if self._checks and not self._asked.isdisjoint(ledgers):
            self.is_known, self._waiting = False, None

    def learn(self, view: View) -> set[int]:
        """Of the view whose faults these are: read some more rows; once all are read, the records whose faults are not what they were."""
        if self.is_known:
            return set()
        if self._waiting is None:
            self._waiting, self._rows = view.ids([Counted()])[::-1], []
        some = self._waiting[-_ROWS_AT_ONCE:][::-1]
        del self._waiting[-_ROWS_AT_ONCE:]
        self._rows += view.read(some)
        if self._waiting:
            return set()
        former, self._found = self._found, self._judge(view.month)
        self._rows, self._waiting, self.is_known = [], None, True
        return {
            record
            for record in former.keys() | self._found.keys()
            if former.get(record) != self._found.get(record)
        }

    def learn_all(self, view: View) -> None:
        """Learn everything at once."""
        while not self.is_known:
            self.learn(view)

    def _judge(self, month: Month) -> dict[int, tuple[Fault, ...]]:
        self._asked = {self._ledger.name}
        found: dict[int, tuple[Fault, ...]] = {}
        for check in self._checks:
            rule = self._functions[check.function]
            for record, words in rule(self._rows, self._rows_of, month, *check.arguments):
                found[record] = (*found.get(record, ()), (check, words))
        return found

    def _rows_of(self, ledger: str) -> list[Row]:
        """The counted rows of another ledger, whose changes matter from now on."""
        self._asked.add(ledger)
        other = self._others(ledger)
        return other.read(other.ids([Counted()]))
