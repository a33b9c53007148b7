"""What is chosen in 发放填报表: ledger, period, mode, units, open columns, and what the head says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.form_sending import Sending, plan_sending, round_values, usual_mode
from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.ledgers.declaration import HALVES
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import BY_UNIT
from fgj_desktop.rules.form_columns import can_be_sent, entry_fields, keeps_halves, usual_entries
from fgj_desktop.rules.form_spec import FormHead

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.store import Store

SETTING = "form_entries"
"""The columns that forms of a ledger open, where they are not the usual ones; kept with the file."""
HEAD_COLUMNS = ("issuing_name", "deadline", "deadline_time", "contact", "telephone")
_BACK, _AHEAD = 8, 2


def sent_ledgers() -> list[Ledger]:
    """The ledgers of which units fill columns."""
    return [one for one in NAVIGATION if can_be_sent(one)]


def periods_of(ledger: Ledger, today: datetime.date) -> list[ReportPeriod]:
    """The periods offered for a ledger, the newest first."""
    one = latest_period(ledger, today)
    for _ in range(_AHEAD):
        one = one.next
    found = [one]
    for _ in range(_BACK + _AHEAD):
        found.append(found[-1].previous)
    return found


def latest_period(ledger: Ledger, today: datetime.date) -> ReportPeriod:
    """The last period that is over, half-months for a ledger that is reported on by halves."""
    last = ReportPeriod.ended_by(today)
    if keeps_halves(ledger):
        return last
    return ReportPeriod(last.month if last.half == list(HALVES)[-1] else last.month.previous)


class FormChoice:
    """The choices of one ledger and period; ``sending`` is what would be sent by them."""

    def __init__(self, store: Store, ledger: Ledger, period: ReportPeriod) -> None:
        """Begin with what the round says, else with what is proposed for it."""
        self._store = store
        self.ledger = ledger
        self.period = period
        self.problem = ""
        self.values: dict[str, Parsed] = {}
        self.fields: tuple[Field, ...] = ()
        self.mode = usual_mode(period)
        try:
            self.values = round_values(store, ledger, period)
            self.fields = entry_fields(ledger, period)
        except UserError as problem:
            self.problem = str(problem)
        self.mode = str(self.values.get("mode") or self.mode)
        self.open = self._opened()
        self.left_out: set[int] = set()
        """The units that get no form now."""
        self.sending: Sending | None = None
        self.plan()

    def _opened(self) -> set[str]:
        kept = self._store.settings.get(SETTING)
        names = kept.get(self.ledger.name) if isinstance(kept, dict) else None
        if isinstance(names, list):
            found = {one.name for one in self.fields if one.column.name in names}
            if found:
                return found
        return {one.name for one in usual_entries(self.ledger, self.period)} if self.fields else set()

    @property
    def units(self) -> Sequence[tuple[int, str, int]]:
        """The units that are asked, with their names and how many records each has."""
        if self.sending is None:
            return ()
        whole = self.sending.whole
        return [
            (unit, name, sum(row.unit == unit for row in whole.rows))
            for unit, name in whole.unit_names.items()
        ]

    @property
    def whole(self) -> bool:
        """Whether one table goes to all."""
        return self.mode != BY_UNIT

    def turn_column(self, name: str) -> None:
        """Open a column, or close it; the last one stays open."""
        if self.open != {name}:
            self.open ^= {name}
        self.plan()

    def turn_unit(self, unit: int) -> None:
        """Send to a unit, or not."""
        self.left_out ^= {unit}
        self.plan()

    def take_head(self, name: str, value: str | None) -> None:
        """Take what the head says in one line: no row is read again for that, so that it can follow each key."""
        self.values[name] = value
        sending = self.sending
        if sending is None:
            return
        values = {**sending.values, name: value}
        head = FormHead.of(values)
        whole = replace(sending.whole, head=head)
        forms = tuple(replace(one, head=head) for one in sending.forms)
        self.sending = replace(sending, whole=whole, forms=forms, values=values)

    def plan(self) -> None:
        """Work out again what would be sent; ``problem`` says why nothing can be."""
        changes = {name: self.values.get(name) for name in HEAD_COLUMNS}
        entries = [one.name for one in self.fields if one.name in self.open]
        try:
            every = plan_sending(
                self._store, self.ledger, self.period, mode=self.mode, entries=entries, changes=changes
            )
        except UserError as problem:
            self.sending, self.problem = None, str(problem)
            return
        self.problem = ""
        if not self.whole:
            forms = tuple(one for one in every.forms if one.unit not in self.left_out)
            every = Sending(every.whole, forms, every.mode, every.round, every.values)
            self.problem = "" if forms else "请至少勾选一个单位。"
        self.sending = every

    @property
    def words(self) -> str:
        """What would be written, in words."""
        if self.sending is None or self.problem:
            return self.problem
        whole = self.sending.whole
        rows = sum(len(one.rows) for one in self.sending.forms)
        count = f"{whole.records_of.record_title} {rows} {whole.records_of.measure_word}"
        again = self.sending.round is not None and bool(self.sending.round.values.get("sent_on"))
        forms = f"将写出填报表 {len(self.sending.forms)} 份，共填报{count}。"
        resent = "本期已经发放过，重新发放后以新的填报表为准。" if again else ""
        return forms + resent + self.sending.left_out

    def remember(self) -> None:
        """Keep with the file which columns are open, where they are not the usual ones."""
        kept = self._store.settings.get(SETTING)
        told = dict(kept) if isinstance(kept, dict) else {}
        usual = {one.name for one in usual_entries(self.ledger, self.period)}
        told.pop(self.ledger.name, None)
        if self.open != usual:
            told[self.ledger.name] = sorted({one.column.name for one in self.fields if one.name in self.open})
        self._store.settings.set(SETTING, told)
