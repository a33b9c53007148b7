"""What a return says of each record, cell by cell, against what was sent and what the ledger holds now."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, text_of
from fgj_desktop.exchange.form_marks import WHOLE_ZERO
from fgj_desktop.exchange.periods import plain
from fgj_desktop.exchange.project_names import name_key, read_name
from fgj_desktop.exchange.return_columns import rekeyed
from fgj_desktop.exchange.return_form import TICKS
from fgj_desktop.exchange.return_plan import AddedRow, ReturnCell
from fgj_desktop.exchange.return_rows import unmatched
from fgj_desktop.ledgers.text import squeeze
from fgj_desktop.ledgers.values import DASH, WAN, Misfit
from fgj_desktop.rules.form_columns import FORMER, stands
from fgj_desktop.rules.form_spec import Part
from fgj_desktop.rules.report_reminders import says_nothing_new

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.grid import Value
    from fgj_desktop.exchange.return_columns import ColumnReader
    from fgj_desktop.exchange.return_form import ReturnForm, ReturnRow
    from fgj_desktop.exchange.return_rows import RowMatch
    from fgj_desktop.ledgers.values import Context, Parsed
    from fgj_desktop.rules.form_spec import FormColumn, FormRow, SentContent

FORMULA_WORDS = ("公式出错", "公式没有保存计算结果，请在 Excel 中打开并保存")

_SHOWN, _SHOWN_SIGNS = 5, 20


@dataclass(slots=True)
class Statement:
    """What one file says of one record."""

    row: FormRow
    changes: list[ReturnCell] = field(default_factory=list)
    """Entries that say something else than what was sent."""
    cleared: list[ReturnCell] = field(default_factory=list)
    """Entries that were sent filled and came back empty."""
    locked: list[ReturnCell] = field(default_factory=list)
    """Cells that no unit fills, changed."""
    misplaced: list[ReturnCell] = field(default_factory=list)
    """What was written over the last period's content, as entries of this one."""
    ticked: bool = False
    """Whether the row is ticked: 无新进展（零报告）."""

    @property
    def says_nothing_new(self) -> bool:
        """Whether the row is 零报告: ticked, or saying nothing but 无更新."""
        texts = [one for one in self.changes if not is_nothing(one)]
        return not texts and (self.ticked or bool(self.changes))

    @property
    def is_filled(self) -> bool:
        """Whether the unit has said anything of the record."""
        return self.ticked or bool(self.changes) or bool(self.cleared)


def is_nothing(cell: ReturnCell) -> bool:
    """Whether a cell only says that there is nothing new."""
    return cell.value is DASH or says_nothing_new(cell.after)


@dataclass(slots=True, eq=False)
class FileContent:
    """What one file says, by record; ``added`` are rows that are no record."""

    file: int
    file_name: str
    form: ReturnForm
    statements: dict[int, Statement] = field(default_factory=dict)
    added: list[AddedRow] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def filled(self) -> list[Statement]:
        """The records of which something is said."""
        return [one for one in self.statements.values() if one.is_filled]


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one file."""

    columns: ColumnReader
    sent: SentContent
    """What the form said when it went out; holds nothing where that is not known."""
    context: Context
    file: int
    file_name: str

    def read(self, form: ReturnForm, matches: Sequence[RowMatch]) -> FileContent:
        """Everything that the file says."""
        content = FileContent(self.file, self.file_name, form)
        context = replace(self.context, money_unit=form.money_unit)
        for match in matches:
            if match.record is None:
                continue
            statement = self._statement(form, match.row, match.record, context)
            first = content.statements.setdefault(match.record.record, statement)
            content.notices += self._closed(form, match.row, match.record, context)
            if first is not statement:
                content.notices += _joined(first, statement, match)
        for match in unmatched(matches):
            self._add(content, match, context)
        return content

    def _closed(self, form: ReturnForm, row: ReturnRow, record: FormRow, context: Context) -> list[str]:
        """What was written into cells that ask for nothing (a town to which an indicator does not apply)."""
        told = []
        for key in row.cells:
            column = self.columns.column(key)
            if column is None or column.field is None or not record.cell(column).is_closed:
                continue
            _value, text = self._value(form, row, key, column, context)
            if text and text != DASH.value:
                told.append(f"{column.title}“{text[:_SHOWN_SIGNS]}”")
        listed = "、".join(told[:_SHOWN]) + (f"等 {len(told)} 处" if len(told) > _SHOWN else "")
        return [f"“{record.name}”的{listed}不需填报，未读取。"] if told else []

    def _statement(self, form: ReturnForm, row: ReturnRow, record: FormRow, context: Context) -> Statement:
        said = Statement(record)
        for key in row.cells:
            column = self.columns.column(rekeyed(key, self.columns.period))
            if column is None:
                continue
            if column.part is Part.NOTHING_NEW:
                said.ticked = _is_tick(row.value(key))
            elif column.field is not None and not record.cell(column).is_closed:
                self._compare(said, form, row, key, column, context)
        return said

    def _compare(
        self,
        said: Statement,
        form: ReturnForm,
        row: ReturnRow,
        key: str,
        column: FormColumn,
        context: Context,
    ) -> None:
        value, text = self._value(form, row, key, column, context)
        sent = self.sent.text(said.row.record, key)
        now = said.row.cell(column).text
        base = sent if sent is not None else (now if column.part is Part.FACT or _stands(column) else "")
        if same_text(text, base) or (sent is None and (not text or same_text(text, now))):
            return
        cell = self._cell(said.row, form, row, key, column, (base, now, text), value)
        if column.part is Part.ENTRY:
            (said.changes if text else said.cleared).append(cell)
        elif self._is_touched(form, said.row, column, sent, text):
            (said.misplaced if column.part is Part.FORMER else said.locked).append(cell)

    def _is_touched(
        self, form: ReturnForm, record: FormRow, column: FormColumn, sent: str | None, text: str
    ) -> bool:
        """Whether a locked cell was changed; a table of the unit's own may leave such cells out."""
        if column.key == self.columns.ledger.serial_column:
            return False
        if column.key == self.columns.ledger.name_column:
            return name_key(read_name(text).name) != name_key(read_name(record.name).name)
        if column.part is Part.FORMER:
            return sent is not None and bool(text)
        return sent is not None and (bool(text) or form.columns.has_keys)

    def _cell(
        self,
        record: FormRow,
        form: ReturnForm,
        row: ReturnRow,
        key: str,
        column: FormColumn,
        texts: tuple[str, str, str],
        value: Parsed,
    ) -> ReturnCell:
        sent, now, text = texts
        # What was written into the last period's column is meant for this one.
        name = column.key.removeprefix(FORMER) if column.part is Part.FORMER else column.key
        return ReturnCell(
            record.unit,
            record.record,
            record.name,
            name,
            column.title,
            sent,
            now if column.part is not Part.FORMER else "",
            text,
            value,
            self.file,
            form.place(row, key),
        )

    def _value(
        self, form: ReturnForm, row: ReturnRow, key: str, column: FormColumn, context: Context
    ) -> tuple[Parsed, str]:
        """What a cell holds, as a value of its column and as text."""
        at, cell = row.cells[key]
        facts, place = form.sheet.facts, (row.index, at)
        if place in facts.errors:
            return Misfit(facts.errors[place], FORMULA_WORDS[0]), facts.errors[place]
        if place in facts.uncached:
            return Misfit("（公式）", FORMULA_WORDS[1]), "（公式）"
        return parsed(column, cell, context)

    def _add(self, content: FileContent, match: RowMatch, context: Context) -> None:
        """A row that is no record; one that says nothing but a name is only told."""
        values: dict[str, Parsed] = {}
        texts: list[tuple[str, str]] = []
        is_said = False
        for key in match.row.cells:
            column = self.columns.column(rekeyed(key, self.columns.period))
            if column is None or column.field is None or column.part is Part.FORMER:
                continue
            value, text = self._value(content.form, match.row, key, column, context)
            if text and column.field.column.computed is None:
                values[column.key] = value
                texts.append((column.title, text))
                is_said = is_said or column.part is Part.ENTRY
        if not texts:
            return
        name = match.row.name or "（没有名称）"
        if not is_said or not match.row.name or self.columns.spec.rows_ledger is not None:
            content.notices.append(f"第 {match.row.index + 1} 行“{name}”台账中没有，未读取。")
            return
        unit = values.get(self.columns.ledger.unit_column or "")
        place = f"{content.form.sheet.name}第 {match.row.index + 1} 行"
        near = match.near.record if match.near is not None else None
        content.added.append(
            AddedRow(
                self.file, place, name, unit if isinstance(unit, int) else None, values, tuple(texts), near
            )
        )


def _stands(column: FormColumn) -> bool:
    """Whether an entry begins with what holds, so that saying something else is no contradiction."""
    return column.part is Part.ENTRY and column.field is not None and stands(column.field)


def _joined(first: Statement, again: Statement, match: RowMatch) -> list[str]:
    """Let a further row of the same record fill what the first leaves open; what differs is told, and not taken."""
    known = {cell.field: cell for cell in first.changes}
    first.changes += [cell for cell in again.changes if cell.field not in known]
    first.ticked = first.ticked or again.ticked
    differing = [
        cell
        for cell in again.changes
        if cell.field in known and not same_text(cell.after, known[cell.field].after)
    ]
    row = f"第 {match.row.index + 1} 行与前面一行是同一项“{match.row.name}”"
    return [f"{row}，{cell.title}“{cell.after}”未采用，请核对。" for cell in differing]


def parsed(column: FormColumn, cell: Value, context: Context) -> tuple[Parsed, str]:
    """A spreadsheet's cell as a value of a column, and as the text that the ledger would show."""
    assert column.field is not None
    kind = column.field.column.kind
    if is_blank(cell):
        return None, ""
    value = kind.from_cell(cell, context)
    if isinstance(value, Misfit):
        return value, value.text
    if value is DASH:
        return value, DASH.value
    return value, kind.text(value, replace(context, money_unit=WAN))


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ by blanks and line ends at most, which ways of saving a file change."""
    return one == other or squeeze(one) == squeeze(other)


def _is_tick(cell: Value) -> bool:
    words = plain(text_of(cell))
    return words in TICKS or words == plain(WHOLE_ZERO)
