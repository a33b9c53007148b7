"""Writes what a collection plan says, as one action: the ledger's cells, 报送登记, the files themselves, the round's state."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.return_adopting import adopted, is_sent_back, reasons_of
from fgj_desktop.exchange.return_plan import ADD, Decisions, ReturnsPlan, UnitResult
from fgj_desktop.exchange.return_planner import replan
from fgj_desktop.exchange.return_values import record_values, state_values, written_ahead
from fgj_desktop.ledgers import REPORT_ROUND, UNIT_RETURN
from fgj_desktop.ledgers.half_month_texts import ORIGINAL
from fgj_desktop.ledgers.report_round import COLLECTED, COLLECTING, INTO_NEXT_PERIOD, INTO_THIS_PERIOD
from fgj_desktop.rules.round_register import attach
from fgj_desktop.rules.rounds import ADOPTED, LATE, NOTHING_NEW, REPORTED, SENT_BACK
from fgj_desktop.rules.score_form import is_scored, write_scores
from fgj_desktop.store.attachments import Kept, keep_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.return_plan import ReturnCell, ReturnFile
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.store import Store
    from fgj_desktop.store.writes import Writes

_IN = frozenset({REPORTED, LATE, NOTHING_NEW, ADOPTED})
_WAYS = {"Word 文件": "Word 文件"}
_FORM = "填报表"


@dataclass(slots=True)
class ReturnsOutcome:
    """What came of a collection."""

    plan: ReturnsPlan
    change: Change | None = None
    adopted: list[int] = field(default_factory=list)
    """Units whose returns were adopted."""
    sent_back: list[int] = field(default_factory=list)
    cells: int = 0
    """Cells written to the ledger."""
    problems: list[str] = field(default_factory=list)
    """Files that could not be kept beside the ledger."""

    @property
    def message(self) -> str:
        """「已采用 14 个单位的报表，共 52 处。可按 Ctrl+Z 全部撤回。」."""
        if self.change is None:
            return "没有可以采用的报表，台账未作改动。"
        back = f"，退回修改 {len(self.sent_back)} 个单位" if self.sent_back else ""
        return f"已采用 {len(self.adopted)} 个单位的报表，共 {self.cells} 处{back}。可按 Ctrl+Z 全部撤回。"


def apply_returns(store: Store, plan: ReturnsPlan, decisions: Decisions) -> ReturnsOutcome:
    """Do what the plan and the decisions say, as one action; one undo takes it back.

    The plan is made again on what the file holds now. Raises UserError when the period is closed.
    """
    plan = replan(store, plan, decisions.answers)
    return _Applier(store, plan, decisions).run()


class _Applier:
    def __init__(self, store: Store, plan: ReturnsPlan, decisions: Decisions) -> None:
        self._store = store
        self._plan = plan
        self._decisions = decisions
        self._outcome = ReturnsOutcome(plan)
        self._files = {one.id: one for one in plan.files}
        self._kept: dict[int, Kept] = {}
        self._added = 0
        self._serial = store.view(UNIT_RETURN, plan.round.period.month).largest("serial")
        received = plan.received or store.clock()
        self._day, self._time = received.date().isoformat(), f"{received:%H:%M}"

    def run(self) -> ReturnsOutcome:
        chosen = [one for one in self._plan.units if self._is_chosen(one)]
        back = [one for one in chosen if is_sent_back(self._plan, one, self._decisions)]
        taken = [one for one in chosen if one not in back and one.taken]
        if not (back or taken):
            return self._outcome
        self._keep_files([*back, *taken])
        with self._store.action(f"收表汇总：{self._plan.round.name}") as writes:
            for one in back:
                self._send_back(writes, one)
            for one in taken:
                self._adopt(writes, one)
            self._close_collecting(writes)
        self._outcome.change = writes.change
        return self._outcome

    def _is_chosen(self, one: UnitResult) -> bool:
        wanted = self._decisions.units
        return one.has_return and (wanted is None or one.unit in wanted or one.unit in self._decisions.back)

    # files

    def _keep_files(self, results: Sequence[UnitResult]) -> None:
        """Copy the returns beside the ledger, before anything is written: a file that has gone stops nothing."""
        for number in dict.fromkeys(file for one in results for file in one.files):
            try:
                self._kept[number] = keep_file(self._store.path, Path(self._files[number].path))
            except FgjError as problem:
                self._outcome.problems.append(str(problem))

    # units

    def _adopt(self, writes: Writes, one: UnitResult) -> None:
        period = self._period(one)
        cells = adopted(self._plan, one, self._decisions)
        self._write_cells(writes, one, cells, period)
        self._add_rows(writes, one, period)
        for number in one.passed_over:
            self._register(
                writes, one, self._files[number], None, remark="未采用：内容相同或另有一份被采用。"
            )
        for number in one.taken:
            self._register(writes, one, self._files[number], one.standing, original=one.original)
        self._outcome.adopted.append(one.unit)

    def _period(self, one: UnitResult) -> ReportPeriod:
        period = self._plan.round.period
        return period.next if one.goes_into_next else period

    def _write_cells(
        self, writes: Writes, one: UnitResult, cells: Sequence[ReturnCell], period: ReportPeriod
    ) -> None:
        ledger = self._plan.round.ledger
        by_record: dict[int, list[ReturnCell]] = {}
        for cell in cells:
            by_record.setdefault(cell.record, []).append(cell)
        touched = dict.fromkeys((*by_record, *one.nothing_new, *one.said))
        rows = {row.id: row for row in self._store.view(ledger, period.month).rows(list(touched))}
        for record in touched:
            own = by_record.get(record, [])
            if is_scored(ledger):
                self._score(writes, record, own)
                continue
            values = record_values(ledger, rows.get(record), own, period)
            if one.goes_into_next:
                values = written_ahead(ledger, rows.get(record), values, self._plan.round.period)
            else:
                state = NOTHING_NEW if record in one.nothing_new else LATE if one.is_late else REPORTED
                values |= state_values(ledger, state, self._day, period)
            if values:
                writes.put(ledger, record, period.month, values)
        self._outcome.cells += len(cells)

    def _score(self, writes: Writes, record: int, cells: Sequence[ReturnCell]) -> None:
        """Scores are stored in a record for each town."""
        spec = self._plan.spec
        assert spec is not None
        row = next((row for row in spec.rows if row.record == record), None)
        if row is not None:
            write_scores(writes, spec, row, {cell.field: cell.value for cell in cells})

    def _add_rows(self, writes: Writes, one: UnitResult, period: ReportPeriod) -> None:
        ledger = self._plan.round.ledger
        for exception in self._plan.exceptions_of(one.unit):
            row = exception.row
            if row is None or self._decisions.of(exception) != ADD:
                continue
            values = dict(row.values)
            if ledger.unit_column is not None and values.get(ledger.unit_column) is None:
                values[ledger.unit_column] = one.unit
            if ledger.serial_column is not None:
                self._added += 1
                values[ledger.serial_column] = self._last_serial(ledger) + self._added
            values |= state_values(ledger, REPORTED, self._day, period)
            writes.insert(ledger, values, period.month)
            self._outcome.cells += len(row.values)

    def _last_serial(self, ledger: Ledger) -> int:
        assert ledger.serial_column is not None
        return self._store.view(ledger, self._plan.round.period.month).largest(ledger.serial_column)

    def _send_back(self, writes: Writes, one: UnitResult) -> None:
        period, ledger = self._plan.round.period, self._plan.round.ledger
        reasons = self._decisions.back.get(one.unit) or reasons_of(self._plan, one)
        for number in one.files:
            self._register(
                writes, one, self._files[number], SENT_BACK, reasons=reasons, original=one.original
            )
        rows = self._store.view(ledger, period.month).rows(list(one.records))
        for row in rows:
            values = state_values(ledger, SENT_BACK, None, period)
            if values and not row.values.get(f"{ORIGINAL}:{period.half}"):
                writes.put(ledger, row.id, period.month, values)
        self._outcome.sent_back.append(one.unit)

    def _register(
        self,
        writes: Writes,
        one: UnitResult,
        file: ReturnFile,
        state: str | None,
        *,
        original: str = "",
        reasons: str = "",
        remark: str = "",
    ) -> None:
        self._serial += 1
        is_past = (
            (one.is_late or one.goes_into_next) and self._plan.round.state != COLLECTING and state is not None
        )
        treatment = INTO_NEXT_PERIOD if one.goes_into_next else INTO_THIS_PERIOD
        values: dict[str, Parsed] = {
            "serial": self._serial,
            "name": f"{one.name}{self._plan.round.name}"[:200],
            "round": self._plan.round.id,
            "unit": one.unit,
            # What counts for the next period leaves the unit as it stands in this one.
            "state": None if one.goes_into_next and state != SENT_BACK else state,
            "way": _WAYS.get(file.form, _FORM),
            "received_on": self._day,
            "received_time": self._time,
            "file": Path(file.name).name,
            "digest": file.digest or None,
            "original": original or None,
            "reasons": reasons or None,
            "treatment": treatment if is_past else None,
            "remark": remark or None,
        }
        made = writes.insert(UNIT_RETURN, values)
        if file.id in self._kept:
            attach(writes, UNIT_RETURN, made, self._kept[file.id])

    # the round

    def _close_collecting(self, writes: Writes) -> None:
        """The round is 已汇总 when that was said, or when no unit is missing any more."""
        one = self._plan.round
        done = set(self._outcome.adopted)
        missing = [
            unit
            for unit in self._plan.units
            if unit.unit not in done and unit.earlier not in _IN and unit.records
        ]
        finish = not missing if self._decisions.finish is None else self._decisions.finish
        if finish and one.state == COLLECTING:
            values: dict[str, Parsed] = {"state": COLLECTED, "collected_on": self._day}
            writes.put(REPORT_ROUND, one.id, None, values)
