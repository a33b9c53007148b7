"""The records of the ledger that no table of an import lists; never deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.plan import AbsentRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from fgj_desktop.exchange.current import Current
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Parsed

_Key = tuple[str, "Month | None"]


@dataclass(slots=True)
class Absences:
    """Collects what the tables of one ledger and month list together: 省 and 市 sheets, one table for each town."""

    _known: dict[_Key, dict[int, str]] = field(default_factory=dict)
    _listed: dict[_Key, set[int]] = field(default_factory=dict)

    def add(
        self,
        ledger: Ledger,
        month: Month | None,
        current: Current,
        listed: Collection[int],
        said: Mapping[str, Parsed],
    ) -> None:
        """A table lists these records; ``said`` is what it says of all its rows: others are not its business."""
        key = ledger.name, month
        self._listed.setdefault(key, set()).update(listed)
        known = self._known.setdefault(key, {})
        register = ledger.register
        for record in current.ids():
            if register is not None and current.value(record, register) in ledger.uncounted.get(register, ()):
                continue
            if all(current.value(record, name) in (None, value) for name, value in said.items()):
                known[record] = str(current.value(record, ledger.name_column) or "")

    def found(self) -> list[AbsentRecord]:
        """Every record that none of the tables lists."""
        return [
            AbsentRecord(ledger, record, label, month)
            for (ledger, month), known in self._known.items()
            for record, label in known.items()
            if record not in self._listed[ledger, month]
        ]
