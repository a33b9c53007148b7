"""Whose each file is: by its hidden marks, the unit written in it or in its name, and the rows that were filled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.exchange import return_asking as asking
from fgj_desktop.exchange.return_cells import FileContent, Statement, same_text
from fgj_desktop.exchange.return_plan import LEAVE, TAKE, FileState
from fgj_desktop.exchange.return_units import UnitGuess, UnitNames
from fgj_desktop.ledgers import ledger_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.exchange.return_files import Found
    from fgj_desktop.exchange.return_plan import ReturnCell, ReturnException
    from fgj_desktop.rules.form_spec import FormSpec
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.store import Store

UNITS = "responsible_unit"


@dataclass(slots=True)
class OwnerWork:
    """Gives each file to its units; what has to be asked is added to ``exceptions``."""

    store: Store
    round: RoundInfo
    spec: FormSpec
    answers: Mapping[str, str]
    exceptions: list[ReturnException]
    units_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    states: dict[int, tuple[FileState, str]] = field(default_factory=dict)
    notices: dict[int, list[str]] = field(default_factory=dict)
    _names: UnitNames = field(init=False)

    def __post_init__(self) -> None:
        """Know the names of the units."""
        labels = self.store.links().labels(UNITS)
        self._names = UnitNames(frozenset(self.spec.unit_names), labels)
        month = self.round.period.month
        self._names.add(self.store.view(ledger_named(UNITS), month).rows())

    def run(self, found: Sequence[Found]) -> dict[int, list[FileContent]]:
        """The contents of each unit."""
        owned: dict[int, list[FileContent]] = {}
        for one in found:
            if one.content is None:
                continue
            units = self._owners(one, one.content)
            self.units_of[one.file.id] = units
            if not self._counts(one, units):
                continue
            for unit in units:
                owned.setdefault(unit, []).append(one.content)
            self._ask_of_rows(one, one.content, units)
        self._ask_of_others(found, owned)
        return owned

    # whose

    def _owners(self, one: Found, content: FileContent) -> tuple[int, ...]:
        stated = _stated(content)
        if (answered := self._answered(one)) is not None:
            return (answered,)
        if one.marks is not None and not one.marks.is_whole_table and len(one.marks.units) == 1:
            unit = one.marks.units[0]
            if unit in self._names.labels:
                return (unit,)
        guess = self._guess(one, content)
        if guess.units and not _is_collection(guess.units, stated):
            return guess.units
        if guess.units:
            return tuple(stated)
        if len(among := [unit for unit in guess.doubtful if unit in stated]) == 1:
            return (among[0],)
        if guess.doubtful:
            labels = {unit: self._names.label(unit) for unit in guess.doubtful}
            self._ask(
                one,
                asking.two_units(one.key, one.file.id, one.file.name, guess.text, labels),
                "单位名称对应两个单位。",
            )
            return ()
        if not stated:
            labels = dict(self.spec.unit_names)
            self._ask(
                one,
                asking.no_unit(one.key, one.file.id, one.file.name, labels),
                "没有填写内容，也看不出是哪个单位。",
            )
        return tuple(stated)

    def _answered(self, one: Found) -> int | None:
        answer = self.answers.get(f"unit:{one.key}", LEAVE)
        return int(answer) if answer.isdigit() and int(answer) in self._names.labels else None

    def _guess(self, one: Found, content: FileContent) -> UnitGuess:
        """By the line 填报单位, the file's name, then the folders it lies in."""
        path = PurePath(one.file.name)
        doubtful = UnitGuess()
        for text in (content.form.unit_text, path.name, *reversed(path.parts[:-1])):
            guess = self._names.named_in(text) if text else UnitGuess()
            if guess.units:
                return guess
            if guess.doubtful and not doubtful.doubtful:
                doubtful = guess
        return doubtful

    def _ask(self, one: Found, exception: ReturnException, reason: str) -> None:
        self.exceptions.append(exception)
        self.states[one.file.id] = FileState.UNRECOGNISED, reason

    # whether it counts

    def _counts(self, one: Found, units: tuple[int, ...]) -> bool:
        unit = units[0] if len(units) == 1 else None
        name = _few([self._names.label(one) for one in units])
        if (period := one.other_period) is not None:
            can_take = (
                period.month.year == self.round.period.month.year or period == self.round.period.previous
            )
            exception = asking.other_period(one.key, unit, name, one.file.id, period.title, can_take=can_take)
            self.exceptions.append(exception)
            return can_take and self.answers.get(exception.id) == TAKE
        if one.older_version:
            exception = asking.other_version(one.key, unit, name, one.file.id, one.older_version)
            self.exceptions.append(exception)
            return self.answers.get(exception.id, exception.default) == TAKE
        return True

    # rows

    def _ask_of_rows(self, one: Found, content: FileContent, units: tuple[int, ...]) -> None:
        """Rows that the ledger does not have, and filled rows for which no unit answers."""
        by_id = {row.record: row for row in self.spec.rows}
        title = self.round.ledger.record_title
        for row in content.added:
            owner = row.unit if row.unit is not None else next(iter(units), None)
            near = by_id[row.near].name if row.near is not None else ""
            name = self._names.label(owner) if owner is not None else ""
            index = row.place.rpartition("第 ")[2].partition(" ")[0]
            key = f"{one.key}:{int(index) - 1}"
            own = replace(row, unit=owner)
            self.exceptions.append(asking.added_row(key, owner, name, own, near, title))
        nobody = [said.row.name for said in content.filled if said.row.unit is None]
        if nobody:
            listed = "、".join(f"“{name}”" for name in nobody[:3])
            more = f"等 {len(nobody)} 项" if len(nobody) > 3 else ""
            column = self.round.ledger.fields_by_name.get(self.round.ledger.unit_column or "")
            what = column.column.title if column is not None else "单位"
            self.notices.setdefault(one.file.id, []).append(
                f"{listed}{more}没有{what}，未采用，请先在台账中补填。"
            )

    def _ask_of_others(self, found: Sequence[Found], owned: Mapping[int, list[FileContent]]) -> None:
        """Rows of other units, filled in a unit's file: what those say themselves counts; the rest is asked."""
        for one in found:
            units = self.units_of.get(one.file.id, ())
            if one.content is None or not units or not any(one.content in owned.get(u, ()) for u in units):
                continue
            cells = [
                cell
                for said in one.content.filled
                if said.row.unit is not None and said.row.unit not in units
                for cell in said.changes
                if not self._is_told(said, cell, owned)
            ]
            if cells:
                others = dict.fromkeys(
                    self._names.label(cell.unit) for cell in cells if cell.unit is not None
                )
                exception = asking.others_rows(
                    units[0], self._names.label(units[0]), others, one.file.name, cells
                )
                self.exceptions.append(exception)

    def _is_told(self, said: Statement, cell: ReturnCell, owned: Mapping[int, list[FileContent]]) -> bool:
        """Whether the ledger or the unit's own return says it."""
        if same_text(cell.after, cell.before):
            return True
        return any(said.row.record in content.statements for content in owned.get(said.row.unit or 0, ()))


def _is_collection(named: tuple[int, ...], stated: list[int]) -> bool:
    """Whether a file under one unit's name holds what others wrote: the table that went through all hands."""
    return not set(named) & set(stated) and len(stated) > 1


def _few(names: list[str]) -> str:
    return "、".join(names[:3]) + (f"等 {len(names)} 个单位" if len(names) > 3 else "")


def _stated(content: FileContent) -> list[int]:
    """The units of the rows that were filled."""
    return list(dict.fromkeys(one.row.unit for one in content.filled if one.row.unit is not None))
