"""Plans a collection: what each file is and whose, what each unit states, and what has to be asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange import return_asking as asking
from fgj_desktop.exchange.project_names import district_of
from fgj_desktop.exchange.return_checks import failing
from fgj_desktop.exchange.return_files import FileWork
from fgj_desktop.exchange.return_owners import OwnerWork
from fgj_desktop.exchange.return_plan import (
    NEXT,
    NOW,
    FileState,
    ReturnException,
    ReturnFile,
    ReturnsPlan,
    UnitResult,
)
from fgj_desktop.exchange.return_unit import UnitWork
from fgj_desktop.ledgers.report_round import CLOSED, COLLECTING
from fgj_desktop.rules.form_columns import entry_fields
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.rounds import round_with_id, standings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.exchange.return_cells import FileContent
    from fgj_desktop.exchange.return_files import Found
    from fgj_desktop.exchange.return_reader import ReturnSource
    from fgj_desktop.rules.form_spec import FormSpec
    from fgj_desktop.rules.rounds import RoundInfo, UnitStanding
    from fgj_desktop.store.store import Store

UNITS = "responsible_unit"
_LAST_MINUTE = "23:59"


def plan_returns(
    store: Store,
    one: RoundInfo,
    sources: Sequence[ReturnSource],
    *,
    answers: Mapping[str, str] | None = None,
    received: datetime.datetime | None = None,
    reasons: dict[str, str] | None = None,
) -> ReturnsPlan:
    """Plan the collection of files that were read; nothing is written.

    ``answers`` are those given to an earlier plan: what a file is said to be changes what it states; ``reasons`` is what
    that plan found out of files that are no returns.
    """
    return ReturnsPlanner(store, one, sources, answers or {}, received or store.clock(), reasons or {}).run()


def replan(store: Store, plan: ReturnsPlan, answers: Mapping[str, str]) -> ReturnsPlan:
    """The plan again, with answers, on what the file holds now."""
    again = round_with_id(store, plan.round.id) or plan.round
    return plan_returns(
        store, again, plan.sources, answers=answers, received=plan.received, reasons=plan.reasons
    )


@dataclass(slots=True)
class ReturnsPlanner:
    """Makes one plan."""

    store: Store
    round: RoundInfo
    sources: Sequence[ReturnSource]
    answers: Mapping[str, str]
    received: datetime.datetime
    reasons: dict[str, str]
    _exceptions: list[ReturnException] = field(default_factory=list)

    def run(self) -> ReturnsPlan:
        """Make the plan."""
        spec = self._spec()
        earlier = {one.unit: one for one in standings(self.store, self.round)}
        found = FileWork(self.store, self.round, spec, self._district(), self.answers, self.reasons).run(
            self.sources
        )
        owners = OwnerWork(self.store, self.round, spec, self.answers, self._exceptions)
        owned = owners.run(found)
        results, repeated = self._units(spec, earlier, owned, found)
        results, failed = failing(self.store, self.round, spec, results)
        self._exceptions += failed
        results = [self._with_exceptions(one) for one in results]
        plan = ReturnsPlan(self.round, spec, sources=list(self.sources), reasons=self.reasons)
        plan.received = self.received
        plan.files = [self._file(one, owners, repeated) for one in found]
        plan.units = results
        plan.exceptions = self._exceptions
        return plan

    def _spec(self) -> FormSpec:
        """Everything that units may be asked for the period, as the ledger holds it now."""
        ledger, period = self.round.ledger, self.round.period
        entries = [one.name for one in entry_fields(ledger, period)]
        return form_spec(self.store, ledger, period, entries=entries, with_finished=True)

    def _district(self) -> str:
        return district_of(str(self.store.settings.get("office", "") or ""))

    # units

    def _units(
        self,
        spec: FormSpec,
        earlier: Mapping[int | None, UnitStanding],
        owned: Mapping[int, list[FileContent]],
        found: Sequence[Found],
    ) -> tuple[list[UnitResult], dict[int, str]]:
        labels = self.store.links().labels(UNITS)
        asked = {unit for unit in (*spec.unit_names, *earlier, *owned) if unit is not None}
        order = {unit: place for place, unit in enumerate(labels)}
        results: list[UnitResult] = []
        repeated: dict[int, str] = {}
        for unit in sorted(asked, key=lambda one: order.get(one, len(order))):
            records = tuple(row.record for row in spec.rows if row.unit == unit)
            modified = {one.file.id: one.file.modified for one in found}
            work = UnitWork(
                self.round.ledger,
                unit,
                labels.get(unit, str(unit)),
                records,
                earlier.get(unit),
                self.answers,
                modified,
            )
            result = work.run(owned.get(unit, []), is_late=self._is_late())
            self._exceptions += work.exceptions
            repeated |= work.repeated
            results.append(self._treated(result))
        return results, repeated

    def _is_late(self) -> bool:
        day = self.round.deadline
        if day is None:
            return False
        time = (self.round.text("deadline_time") or _LAST_MINUTE).replace("：", ":")
        try:
            hour, minute = map(int, time.split(":"))
            limit = datetime.datetime.combine(day, datetime.time(hour, minute))
        except ValueError:
            limit = datetime.datetime.combine(day, datetime.time(23, 59))
        return self.received.replace(second=0, microsecond=0) > limit

    def _treated(self, result: UnitResult) -> UnitResult:
        """A return of a closed round, or a late one past collecting, goes into this period or the next, as is answered."""
        past = self.round.state == CLOSED or (result.is_late and self.round.state != COLLECTING)
        if not (result.has_return and past):
            return result
        deadline = f"{self.round.text('deadline')} {self.round.text('deadline_time')}".strip()
        default = NEXT if self.round.state == CLOSED else NOW
        exception = asking.late(
            result.unit,
            result.name,
            deadline if result.is_late else "",
            self.round.state,
            self.round.period,
            default,
        )
        self._exceptions.append(exception)
        return replace(result, goes_into_next=self.answers.get(exception.id, default) == NEXT)

    def _with_exceptions(self, result: UnitResult) -> UnitResult:
        own = tuple(one.id for one in self._exceptions if one.unit == result.unit)
        meant = [one.file for one in self._exceptions if one.unit == result.unit and one.file is not None]
        return replace(result, exceptions=own, files=tuple(dict.fromkeys((*result.files, *meant))))

    # files

    def _file(self, one: Found, owners: OwnerWork, repeated: Mapping[int, str]) -> ReturnFile:
        file = one.file
        units = owners.units_of.get(file.id, ())
        notices = [*file.notices, *owners.notices.get(file.id, ())]
        state, reason = owners.states.get(file.id, (file.state, file.reason))
        if file.id in repeated and state is FileState.TAKEN and len(units) == 1:
            state, reason = FileState.DUPLICATE, repeated[file.id]
        return replace(file, units=tuple(units), state=state, reason=reason, notices=tuple(notices))
