"""What an import would do, as plain data: shown before it is done, and done exactly so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from fgj_desktop.exchange.grid import address
from fgj_desktop.ledgers.values import Context, Dash, Misfit, Parsed, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.exchange.grid import Cell
    from fgj_desktop.exchange.mapping import Mapping as ColumnsMapping
    from fgj_desktop.exchange.recorder import Operation
    from fgj_desktop.exchange.tables import Table
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.rows import Mark

QuestionKind = Literal["record", "name", "date", "period", "leaving", "sheet"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a workbook is imported.

    ``clear_empty`` lets an empty cell clear the ledger's. ``star_means_city_too`` counts a ★ project as a
    city project. ``answers`` are the answers to questions of an earlier plan, by the question's id.
    ``mappings`` are corrected mappings by the table's id.
    """

    clear_empty: bool = False
    star_means_city_too: bool = True
    answers: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[str, ColumnsMapping] = field(default_factory=dict)

    def answered(self, answers: Mapping[str, str]) -> ImportOptions:
        """The same options with more answers."""
        return replace(self, answers={**self.answers, **answers})


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the workbooks something stands."""

    file: str
    sheet: str
    address: str

    @property
    def text(self) -> str:
        """``1-9月!D7``."""
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True, slots=True)
class AddedRecord:
    """A record that the import adds."""

    ledger: str
    record: int
    label: str
    month: Month | None
    place: Place | None


@dataclass(slots=True)
class CellChange:
    """One cell of a record that the import writes; its texts are made when asked for."""

    ledger: Ledger
    record: int
    label: str
    field: str
    month: Month | None
    before_value: Value
    before_mark: Mark | None
    after_value: Parsed
    replaces: bool
    """Whether the ledger had another value for this very period; else a gap is filled."""
    sheet: SheetPlace
    row: int
    column: int | None

    @property
    def title(self) -> str:
        """The column's title."""
        field = self.ledger.fields_by_name[self.field]
        return field.title_for(self.month, short=True) if self.month is not None else field.column.title

    @property
    def before(self) -> str:
        """What the ledger shows now, carried values included."""
        if self.before_mark is not None and self.before_value is None:
            return "—" if self.before_mark.dash else self.before_mark.misfit or ""
        return self._text(self.before_value)

    @property
    def after(self) -> str:
        """What it will show."""
        match self.after_value:
            case Misfit(text):
                return text
            case Dash():
                return "—"
            case value:
                return self._text(value)

    def _text(self, value: Value) -> str:
        return self.ledger.fields_by_name[self.field].column.kind.text(value, self.sheet.context)

    @property
    def place(self) -> Place:
        """The cell of the sheet, or its row where no single cell gives the value."""
        return self.sheet.place(self.row, self.column)


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet, and how its values are shown."""

    file: str
    sheet: str
    context: Context
    origins: Mapping[Cell, Cell] = field(default_factory=dict)
    """Where the cells of a table made out of another sheet stand in that one."""

    def place(self, row: int, column: int | None) -> Place:
        """A cell, or a whole row."""
        at = self.origins.get((row, column), (row, column)) if column is not None else None
        text = address(*at) if at is not None else f"第 {row + 1} 行"
        return Place(self.file, self.sheet, text)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not imported, or a cell whose text is kept and marked; the message is ready to show."""

    place: Place
    label: str
    text: str
    reason: str
    message: str
    row: int
    """The row in the sheet, from 1."""
    is_row: bool
    is_closed: bool = False
    """Whether a cell is left out because its period is closed, instead of kept and marked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the clerk knows; unattended, ``default`` is taken and said."""

    id: str
    kind: QuestionKind
    text: str
    choices: tuple[Choice, ...]
    default: str
    place: Place | None = None
    answer: str | None = None
    """What was answered; None while the default stands."""
    record: int | None = None
    """The record of the ledger that the question is about, to be shown beside the row."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A total, subtotal or declared count of the sheet against what is imported; amounts in 分."""

    place: Place
    title: str
    stated: int
    imported: int
    message: str
    is_count: bool = False

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.stated == self.imported


@dataclass(frozen=True, slots=True)
class AbsentRecord:
    """A record of the ledger that the workbook does not list; never deleted."""

    ledger: str
    record: int
    label: str
    month: Month | None


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One sheet of the import."""

    id: str
    file: str
    sheet: str
    ledger: Ledger | None
    month: Month | None
    rows: int
    """How many records the sheet lists."""
    money_unit: int
    mapping: ColumnsMapping | None
    notices: tuple[str, ...] = ()
    skipped: str = ""
    """Why the sheet is not imported; empty when it is."""
    part: str = ""
    """Which table of its sheet it is, where the sheet holds several and the month does not tell: a town."""

    @property
    def name(self) -> str:
        """The sheet's name, with the part."""
        return f"{self.sheet}（{self.part}）" if self.part else self.sheet


@dataclass(slots=True)
class ImportPlan:
    """Everything an import does, and everything it found."""

    label: str
    tables: list[TablePlan] = field(default_factory=list)
    added: list[AddedRecord] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    absent: list[AbsentRecord] = field(default_factory=list)
    reconciliations: list[Reconciliation] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unchanged: int = 0
    """Rows that say just what the ledger says."""
    operations: list[Operation] = field(default_factory=list)
    sources: Sequence[Table] = ()
    options: ImportOptions = field(default_factory=ImportOptions)
    ledger: Ledger | None = None
    month: Month | None = None
    sheet: str | None = None
    base: int = 0
    """How many actions the file had when the plan was made: a plan is not applied to another state."""

    @property
    def replaced(self) -> list[CellChange]:
        """Cells whose value in the ledger becomes another."""
        return [one for one in self.changes if one.replaces]

    @property
    def filled(self) -> list[CellChange]:
        """Cells that were empty for the period and get a value."""
        return [one for one in self.changes if not one.replaces]

    @property
    def refused_rows(self) -> list[Refused]:
        """Rows that are not imported."""
        return [one for one in self.refused if one.is_row]

    @property
    def marked(self) -> list[Refused]:
        """Cells whose text does not fit: kept and marked."""
        return [one for one in self.refused if not one.is_row and not one.is_closed]

    @property
    def closed(self) -> list[Refused]:
        """Cells that are not imported, because their period is closed."""
        return [one for one in self.refused if one.is_closed]

    @property
    def is_empty(self) -> bool:
        """Whether the workbook says just what the ledger says."""
        return not self.operations

    @property
    def open_questions(self) -> list[Question]:
        """Questions that nobody answered yet."""
        return [one for one in self.questions if one.answer is None]

    @property
    def listed(self) -> list[AddedRecord]:
        """The records added to the ledgers that the tables are of."""
        own = self._ledgers
        return [one for one in self.added if one.ledger in own]

    @property
    def named(self) -> list[AddedRecord]:
        """The units and posts that the tables name and the file did not know, added with them."""
        own = self._ledgers
        return [one for one in self.added if one.ledger not in own]

    @property
    def _ledgers(self) -> frozenset[str]:
        return frozenset(one.ledger.name for one in self.tables if one.ledger is not None)

    @property
    def message(self) -> str:
        """The result in one sentence."""
        rows = len(self.refused_rows)
        if self.is_empty and not rows:
            return "没有变化：这份表与台账完全一致。"
        if self.is_empty:
            return f"没有变化：这份表与台账一致，未导入 {rows} 行。"
        parts = [f"新增 {len(self.listed)} 项"]
        if self.filled:
            parts.append(f"填入 {len(self.filled):,} 格")
        parts += [f"修改 {len(self.replaced):,} 处", f"未导入 {rows} 行"]
        if self.named:
            parts.append(f"另登记单位和领导职务 {len(self.named)} 个")
        return f"已导入：{'，'.join(parts)}。可按 Ctrl+Z 全部撤回。"
