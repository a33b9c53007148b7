"""One 收表汇总 from the files read to the action done: what the clerk has decided so far. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange.return_adopting import adopted, is_sent_back
from fgj_desktop.exchange.return_plan import Decisions, FileState, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.return_plan import (
        ReturnCell,
        ReturnException,
        ReturnFile,
        ReturnsPlan,
        UnitResult,
    )
    from fgj_desktop.store.store import Store

_FILES_NAMED = 6
_CHANGES_THE_PLAN = frozenset(
    {
        Kind.LOCKED,
        Kind.VERSIONS,
        Kind.OTHER_PERIOD,
        Kind.OTHER_VERSION,
        Kind.BLANK,
        Kind.TWO_UNITS,
        Kind.NO_UNIT,
        Kind.LATE,
        Kind.ADDED_ROW,
        Kind.UNKNOWN_ROW,
    }
)
"""What is answered here says what a file is, and so what the units state."""


@dataclass(slots=True)
class CollectSession:
    """``plan`` is what would be done; answers about what a file is make it anew."""

    store: Store
    plan: ReturnsPlan
    answers: dict[str, str] = field(default_factory=dict)
    _confirmed: set[str] = field(default_factory=set)
    _left_out: set[int] = field(default_factory=set)

    # --- what is asked --------------------------------------------------------------------------

    def exceptions_of(self, unit: UnitResult | None) -> list[ReturnException]:
        """What is asked about a unit; about files of nobody when there is none."""
        return self.plan.loose_exceptions if unit is None else self.plan.exceptions_of(unit.unit)

    def is_open(self, one: ReturnException) -> bool:
        """Whether a question is still without an answer."""
        return one.id not in self._confirmed

    def open_of(self, unit: UnitResult | None) -> list[ReturnException]:
        """The questions about a unit that are still open."""
        return [one for one in self.exceptions_of(unit) if self.is_open(one)]

    @property
    def open_count(self) -> int:
        """How many questions are open."""
        return sum(map(self.is_open, self.plan.exceptions))

    def answer_to(self, one: ReturnException, cell: ReturnCell | None = None) -> str:
        """The answer that counts now: given, or the one proposed."""
        return Decisions(self.answers).of(one, cell)

    def answer(self, one: ReturnException, value: str, cell: ReturnCell | None = None) -> None:
        """Answer a question, or for one of its cells alone."""
        self._confirmed.add(one.id)
        if cell is not None:
            self.answers[f"{one.id}/{cell.key}"] = value
            return
        for other in one.cells:
            self.answers.pop(f"{one.id}/{other.key}", None)
        self.answers[one.id] = value
        if one.kind in _CHANGES_THE_PLAN:
            self.plan_anew()

    def accept_proposals(self, unit: UnitResult | None = None, *, every: bool = False) -> None:
        """Take what is proposed for the open questions of a unit, or for all."""
        found = self.plan.exceptions if every else self.exceptions_of(unit)
        for one in [one for one in found if self.is_open(one)]:
            self._confirmed.add(one.id)
            self.answers.setdefault(one.id, one.default)

    def plan_anew(self) -> None:
        """Plan again with the answers, on what the file holds now."""
        from fgj_desktop.exchange.return_planner import replan

        self.plan = replan(self.store, self.plan, self.answers)

    # --- units ----------------------------------------------------------------------------------

    def is_adopted(self, unit: UnitResult) -> bool | None:
        """Whether a unit's return is taken; None while it sent nothing or questions are open."""
        if not unit.has_return or self.open_of(unit) or not (unit.taken or self.goes_back(unit)):
            return None
        return unit.unit not in self._left_out

    def goes_back(self, unit: UnitResult) -> bool:
        """Whether a unit's return is sent back."""
        return is_sent_back(self.plan, unit, Decisions(self.answers))

    def cells(self, unit: UnitResult) -> Sequence[ReturnCell]:
        """What of a unit's return would be written by the answers as they stand."""
        return () if self.goes_back(unit) else adopted(self.plan, unit, Decisions(self.answers))

    def toggle(self, unit: UnitResult) -> None:
        """Take a unit's return, or leave it for later."""
        self._left_out ^= {unit.unit}

    @property
    def adopted(self) -> list[UnitResult]:
        """The units that are taken now."""
        return [one for one in self.plan.units if self.is_adopted(one)]

    @property
    def waiting(self) -> list[UnitResult]:
        """The units that sent something about which there are open questions."""
        return [one for one in self.plan.units if one.has_return and self.open_of(one)]

    def file(self, identifier: int) -> ReturnFile | None:
        """A file of the folder."""
        return next((one for one in self.plan.files if one.id == identifier), None)

    def file_names(self, unit: UnitResult) -> str:
        """The files of a unit; of many the first."""
        names = [file.name for one in unit.files if (file := self.file(one)) is not None]
        more = f"等 {len(names)} 个" if len(names) > _FILES_NAMED else ""
        return "、".join(names[:_FILES_NAMED]) + more

    @property
    def other_files(self) -> Sequence[ReturnFile]:
        """The files that are no return: not recognised, taken already, of another period."""
        return [one for one in self.plan.files if one.state is not FileState.TAKEN]

    def decisions(self) -> Decisions:
        """All that was decided."""
        return Decisions(dict(self.answers), frozenset(one.unit for one in self.adopted))

    # --- words ----------------------------------------------------------------------------------

    def state_words(self, unit: UnitResult) -> str:
        """What becomes of a unit now."""
        if not unit.has_return:
            return ""
        count = len(self.open_of(unit))
        if count:
            return f"待确认 {count} 处"
        if not self.is_adopted(unit):
            return "暂不处理"
        return "退回修改" if self.goes_back(unit) else "采用"

    @property
    def summary(self) -> str:
        """What would be done now, in one sentence."""
        back = [one for one in self.adopted if self.goes_back(one)]
        taken = [one for one in self.adopted if one not in back]
        cells = sum(len(self.cells(one)) for one in taken)
        parts = [f"采用 {len(taken)} 个单位、{cells:,} 格"] if taken else []
        if back:
            parts.append(f"退回修改 {len(back)} 个单位")
        if not parts:
            parts.append("没有可采用的单位")
        if self.waiting:
            parts.append(f"{len(self.waiting)} 个单位待确认，暂不采用")
        return "，".join(parts) + "。"
