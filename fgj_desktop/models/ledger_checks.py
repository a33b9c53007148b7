"""What is to be looked at in one ledger as of the document's period, found bit by bit and kept up with changes."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.rules.checks import Finding, findings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.rows import Row

_SLICE_SECONDS = 0.008
"""How long one piece of work takes: keys and paint come between."""
_ROWS_AT_ONCE, _NAMES_AT_ONCE = 25, 1_000
TOUCHED_AT_ONCE = 300
"""Changed records up to which they are looked at in one piece, and what is new among them is said."""

Place = tuple[int, str]
"""A record and a field of it."""


class Sort(Enum):
    """What a finding calls for; the value is the word the clerk reads."""

    OPEN = "未处理"
    ERROR = "错误"
    WARNING = "待核实"
    INFO = "提示"
    ANSWERED = "已说明"


OPEN_SORTS = frozenset({Sort.ERROR, Sort.WARNING})
"""What nobody has mended or answered yet."""
_BY_SEVERITY = {Severity.ERROR: Sort.ERROR, Severity.WARNING: Sort.WARNING, Severity.INFO: Sort.INFO}


def sort_of(finding: Finding) -> Sort:
    """What a finding calls for; open ones are errors or to be verified."""
    return Sort.ANSWERED if finding.answer else _BY_SEVERITY[finding.severity]


@dataclass(frozen=True, slots=True)
class Looked:
    """A record in which there is something to look at."""

    record: int
    serial: int | None
    name: str
    unit: int | None
    findings: tuple[Finding, ...]
    sorts: frozenset[Sort]
    """What there is among the findings, so that a list of one sort is quickly made."""

    @property
    def is_open(self) -> bool:
        """Whether there is anything that nobody has mended or answered yet."""
        return not self.sorts.isdisjoint(OPEN_SORTS)

    def open_places(self) -> set[Place]:
        """The cells that nobody has mended or answered yet."""
        return {(self.record, one.field) for one in self.findings if one.is_open}


class Worked(NamedTuple):
    """What one piece of work brought to light."""

    others: set[int]
    """The records at which something was found, or is no more, that stands in no row alone."""
    news: list[str]
    """What the whole ledger did meet until the last change."""


class LedgerChecks:
    """What is to be looked at in one ledger; records without findings are not kept."""

    def __init__(self, document: LedgerDocument, ledger: Ledger) -> None:
        """Nothing is read before ``begin``."""
        self.ledger = ledger
        self._document = document
        self._waiting: list[int] = []
        self._sharing: dict[int, set[int]] = {}
        self._known: set[int] = set()
        self.found: dict[int, Looked] = {}
        self.tally: Counter[tuple[int | None, str, Sort]] = Counter()
        """How many findings there are by unit, fault and sort."""
        self.total = 0
        self.is_begun = False
        self._is_judged = False
        """Whether the rules of the whole ledger were asked before: what they find after that is new."""

    @property
    def is_complete(self) -> bool:
        """Whether every record was looked at."""
        view = self._document.view(self.ledger)
        return self.is_begun and not self._waiting and view.repeats.is_complete and view.faults.is_known

    @property
    def open(self) -> int:
        """How many findings are open."""
        return sum(count for (_, _, sort), count in self.tally.items() if sort in OPEN_SORTS)

    @property
    def done(self) -> int:
        """How many records were looked at."""
        return self.total - len(self._waiting)

    def begin(self) -> None:
        """Look at every record again."""
        self._waiting = self._document.view(self.ledger).ids()[::-1]
        self.total = len(self._waiting)
        self.found, self._sharing, self._known = {}, {}, set()
        self.tally.clear()
        self.is_begun, self._is_judged = True, False

    def work(self) -> Worked:
        """Do one piece of what is left to do."""
        until = time.perf_counter() + _SLICE_SECONDS
        view = self._document.view(self.ledger)
        while not view.repeats.is_complete:
            view.repeats.learn(_NAMES_AT_ONCE)
            if time.perf_counter() > until:
                return Worked(set(), [])
        shared: set[int] = set()
        while self._waiting and time.perf_counter() < until:
            some = self._waiting[-_ROWS_AT_ONCE:][::-1]
            del self._waiting[-_ROWS_AT_ONCE:]
            shared |= self._look_at(some)
        news: list[str] = []
        while not view.faults.is_known and time.perf_counter() < until:
            judged = view.belonging(view.faults.learn(view) & self._known)
            before = {record: self.found[record].open_places() for record in judged if record in self.found}
            self._look_at(sorted(judged))
            shared |= judged
            news += self._new_messages(judged, before) if self._is_judged else []
            self._is_judged = view.faults.is_known
        return Worked(shared, news)

    def _new_messages(self, records: Collection[int], before: Mapping[int, set[Place]]) -> list[str]:
        """What is found at cells that were all right before."""
        looked = [one for record in sorted(records) if (one := self.found.get(record)) is not None]
        return [
            finding.message
            for one in looked
            for finding in one.findings
            if finding.is_open and (one.record, finding.field) not in before.get(one.record, ())
        ]

    def touch(self, records: Collection[int]) -> tuple[list[Looked], int, set[int]]:
        """Look at changed records again, and at those that share a text with them.

        Gives those of the changed ones that have something new, how many cells that is, and the others in
        which something changed too.
        """
        view = self._document.view(self.ledger)
        touched = set(records)
        formerly = {one for one, twins in self._sharing.items() if not touched.isdisjoint(twins)}
        others = (formerly | view.repeats.sharing(records)) - touched
        if len(others) > TOUCHED_AT_ONCE:
            self.postpone(others)
            others = set()
        before = {record: self.found[record].open_places() for record in records if record in self.found}
        others_before = {record: self._findings(record) for record in others}
        known = self._known & touched
        for record in (*records, *others):
            self._drop(record)
        self._look_at(sorted(view.belonging([*records, *others])))
        news = [
            (looked, len(looked.open_places() - before.get(record, set())))
            for record in records
            if record in known and (looked := self.found.get(record)) is not None
        ]
        changed = {record for record, found in others_before.items() if found != self._findings(record)}
        return [looked for looked, count in news if count], sum(count for _, count in news), changed

    def _findings(self, record: int) -> tuple[Finding, ...]:
        looked = self.found.get(record)
        return () if looked is None else looked.findings

    def postpone(self, records: Collection[int]) -> None:
        """Look at many changed records when there is time."""
        for record in records:
            self._drop(record)
        members = set(self._document.view(self.ledger).ids())
        self._waiting += (members & set(records)) - set(self._waiting)
        self.total = max(self.total, len(self._waiting))

    def _look_at(self, records: Sequence[int]) -> set[int]:
        context, month = self._document.context(), self._document.month
        view, shared = self._document.view(self.ledger), set[int]()
        for row in view.rows(records):
            self._drop(row.id)
            self._known.add(row.id)
            found = tuple(findings(self.ledger, row, context, month))
            if row.repeats:
                shared.add(row.id)
                self._sharing[row.id] = {twin.record for twin in row.repeats.values()}
            if found:
                self.found[row.id] = looked = self._looked(row, found)
                self.tally.update(_counted(looked))
        return shared

    def _drop(self, record: int) -> None:
        self._sharing.pop(record, None)
        former = self.found.pop(record, None)
        if former is not None:
            self.tally.subtract(_counted(former))

    def _looked(self, row: Row, found: tuple[Finding, ...]) -> Looked:
        ledger = self.ledger
        serial = row.values.get(ledger.serial_column or "")
        unit = row.values.get(ledger.unit_column or "")
        return Looked(
            row.id,
            serial if isinstance(serial, int) else None,
            str(row.values.get(ledger.name_column) or ""),
            unit if isinstance(unit, int) else None,
            found,
            frozenset(sort_of(one) for one in found),
        )


def _counted(looked: Looked) -> list[tuple[int | None, str, Sort]]:
    return [(looked.unit, one.title, sort_of(one)) for one in looked.findings]
