"""What came from one unit, made one result: the files joined or chosen between, its cells sorted by what is to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.exchange import return_asking as asking
from fgj_desktop.exchange.return_cells import FileContent, Statement, is_nothing, same_text
from fgj_desktop.exchange.return_plan import TAKE, ZERO, ReturnCell, ReturnException, UnitResult
from fgj_desktop.ledgers.declaration import Carry
from fgj_desktop.ledgers.kinds import LongText
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import DASH
from fgj_desktop.rules.rounds import LATE, MISSING, NOTHING_NEW, REPORTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Column, Ledger
    from fgj_desktop.rules.rounds import UnitStanding

_PROGRESS = "progress"
_NONE = frozenset({"无", "暂无"})


@dataclass(slots=True)
class UnitWork:
    """Works out one unit of a plan."""

    ledger: Ledger
    unit: int
    name: str
    records: tuple[int, ...]
    earlier: UnitStanding | None
    answers: Mapping[str, str]
    modified: Mapping[int, float]
    """When each file was written."""
    exceptions: list[ReturnException] = field(default_factory=list)
    repeated: dict[int, str] = field(default_factory=dict)
    """Files that say what is said already, with the words for it."""

    def run(self, contents: Sequence[FileContent], *, is_late: bool) -> UnitResult:
        """The unit's result; what has to be asked is added to ``exceptions``."""
        earlier = self.earlier.state if self.earlier is not None else ""
        if not contents:
            return UnitResult(self.unit, self.name, earlier or MISSING, records=self.records, earlier=earlier)
        taken = self._chosen(self._distinct(contents))
        statements = _joined(taken, self.unit)
        if self.answers.get(f"locked:{self.unit}") == TAKE:
            _put_right(statements)
        changes = self._sorted(statements)
        filled = [one for one in statements if one.is_filled]
        says_nothing_new = any(one.form.says_nothing_new for one in taken)
        standing = self._standing(filled, taken, says_nothing_new=says_nothing_new, is_late=is_late)
        nothing = [one.row.record for one in filled if one.says_nothing_new]
        is_said = bool(filled) or says_nothing_new or self.answers.get(f"blank:{self.unit}") == ZERO
        if is_said and not filled:
            nothing = list(self.records)
        return UnitResult(
            self.unit,
            self.name,
            standing,
            tuple(one.file for one in contents),
            tuple(changes),
            self.records,
            len(filled),
            earlier=earlier,
            nothing_new=tuple(nothing),
            said=tuple(one.row.record for one in filled),
            original=_original(self.ledger, statements),
            is_late=is_late,
            taken=tuple(one.file for one in taken) if is_said else (),
            passed_over=tuple(one.file for one in contents if all(one is not other for other in taken)),
        )

    # which file counts

    def _distinct(self, contents: Sequence[FileContent]) -> list[FileContent]:
        """The files that say different things, the first of each."""
        known: dict[object, FileContent] = {}
        for one in contents:
            told = frozenset(
                (cell.record, cell.field, "".join(cell.after.split()))
                for statement in self._own(one)
                for cell in (*statement.changes, *statement.cleared, *statement.locked, *statement.misplaced)
            )
            ticked = frozenset(statement.row.record for statement in self._own(one) if statement.ticked)
            first = known.setdefault((told, ticked, one.form.says_nothing_new), one)
            if first is not one:
                self.repeated[one.file] = f"与“{first.file_name}”内容相同。"
        kept = list(known.values())
        filled = [one for one in kept if any(said.is_filled for said in self._own(one))]
        return filled or kept[:1]

    def _own(self, content: FileContent) -> list[Statement]:
        return [one for one in content.statements.values() if one.row.unit == self.unit]

    def _chosen(self, contents: list[FileContent]) -> list[FileContent]:
        """All of them when they go together (two 股室), else the one chosen, with those that speak of other records."""
        differing = self._differing(contents)
        if not differing:
            return contents
        newest = max(contents, key=lambda one: (self.modified.get(one.file, 0.0), one.file))
        exception = asking.versions(self.unit, self.name, contents, differing, newest.file)
        self.exceptions.append(exception)
        answer = self.answers.get(exception.id, exception.default)
        chosen = next((one for one in contents if str(one.file) == answer), newest)
        told = {one.row.record for one in self._own(chosen) if one.is_filled}
        return [
            one
            for one in contents
            if one is chosen or not told & {said.row.record for said in self._own(one) if said.is_filled}
        ]

    def _differing(self, contents: Sequence[FileContent]) -> list[ReturnCell]:
        """The cells of which two files say different things."""
        cells: dict[tuple[int, str], list[ReturnCell]] = {}
        for one in contents:
            for statement in self._own(one):
                for cell in statement.changes:
                    cells.setdefault((cell.record, cell.field), []).append(cell)
        return [
            cell
            for several in cells.values()
            if any(not same_text(one.after, several[0].after) for one in several)
            for cell in several
        ]

    # what is taken and what is asked

    def _sorted(self, statements: Sequence[Statement]) -> list[ReturnCell]:
        """What is adopted without a question; the rest is asked."""
        clean: list[ReturnCell] = []
        both: list[ReturnCell] = []
        for one in statements:
            for cell in one.changes:
                if same_text(cell.after, cell.before) or self._says_only_that_it_stands(cell):
                    continue
                if self._takes_away(cell):
                    one.cleared.append(cell)
                    continue
                (clean if same_text(cell.before, cell.sent) else both).append(cell)
        cleared = [cell for one in statements for cell in one.cleared if cell.before]
        locked = [cell for one in statements for cell in one.locked if not same_text(cell.after, cell.before)]
        locked += [cell for one in statements for cell in one.misplaced]
        has_reported = self.earlier is not None and bool(self.earlier.returns)
        if locked:
            self.exceptions.append(asking.locked(self.unit, self.name, locked))
        if both:
            self.exceptions.append(asking.conflict(self.unit, self.name, both, again=has_reported))
        if cleared:
            self.exceptions.append(asking.cleared(self.unit, self.name, cleared))
        return clean

    def _says_only_that_it_stands(self, cell: ReturnCell) -> bool:
        """「无更新」 in a column that shows its last value must not take the place of it.

        「无」 does so only of progress: behind 存在问题 it says that there is none any more.
        """
        column = self._carried(cell)
        if column is None or not is_nothing(cell):
            return False
        if column.name.endswith(_PROGRESS):
            return True
        return isinstance(cell.value, str) and squeeze(cell.after).rstrip("。.") not in _NONE

    def _takes_away(self, cell: ReturnCell) -> bool:
        """Whether a dash stands where a number, a date or a choice is known."""
        column = self._carried(cell)
        is_text = column is not None and isinstance(column.kind, LongText)
        return column is not None and not is_text and cell.value is DASH and bool(cell.before)

    def _carried(self, cell: ReturnCell) -> Column | None:
        """The column of a cell, where it shows its last value until another one is entered."""
        found = self.ledger.fields_by_name.get(cell.field)
        return found.column if found is not None and found.column.carries is not Carry.NONE else None

    def _standing(
        self,
        filled: Sequence[Statement],
        contents: Sequence[FileContent],
        *,
        says_nothing_new: bool,
        is_late: bool,
    ) -> str:
        if not filled and not says_nothing_new:
            earlier = self.earlier.state if self.earlier is not None else MISSING
            if f"locked:{self.unit}" in {one.id for one in self.exceptions}:
                return earlier
            if self.earlier is not None and self.earlier.is_in and self.earlier.returns:
                self.repeated |= {one.file: "没有比已采用的更多的内容。" for one in contents}
                return earlier
            exception = asking.blank(self.unit, self.name, contents[0])
            self.exceptions.append(exception)
            if self.answers.get(exception.id) == ZERO:
                return LATE if is_late else NOTHING_NEW
            return earlier
        if is_late:
            return LATE
        real = [one for one in filled if not one.says_nothing_new]
        return REPORTED if real else NOTHING_NEW


def _joined(contents: Sequence[FileContent], unit: int) -> list[Statement]:
    """What several files say of the unit's records, as one; of a cell that two fill the first counts."""
    found: dict[int, Statement] = {}
    for content in contents:
        for record, said in content.statements.items():
            if said.row.unit != unit:
                continue
            one = found.setdefault(record, Statement(said.row))
            one.ticked = one.ticked or said.ticked
            for mine, theirs in (
                (one.changes, said.changes),
                (one.cleared, said.cleared),
                (one.locked, said.locked),
                (one.misplaced, said.misplaced),
            ):
                known = {cell.field for cell in mine}
                mine += [cell for cell in theirs if cell.field not in known]
    for one in found.values():
        filled = {cell.field for cell in one.changes}
        one.cleared = [cell for cell in one.cleared if cell.field not in filled]
    return list(found.values())


def _put_right(statements: Sequence[Statement]) -> None:
    """What was written over the last period's content is meant for this one."""
    for one in statements:
        filled = {cell.field for cell in one.changes}
        one.changes += [cell for cell in one.misplaced if cell.field not in filled]


def _original(ledger: Ledger, statements: Sequence[Statement]) -> str:
    """The unit's own words, record by record."""
    lines = []
    for one in statements:
        texts = []
        for cell in one.changes:
            found = ledger.fields_by_name.get(cell.field)
            if found is not None and isinstance(found.column.kind, LongText):
                texts.append(cell.after)
            else:
                texts.append(f"{cell.title}：{cell.after}")
        if one.ticked and not texts:
            texts.append(NOTHING_NEW)
        if texts:
            lines.append(f"{one.row.name}：{'；'.join(texts)}")
    return "\n".join(lines)
