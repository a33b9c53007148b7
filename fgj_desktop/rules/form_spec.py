"""What a form asks of whom, as plain data: columns shown and open, rows with their content, and what was sent.

The form is written from it and a return compared with it, so that both mean the same cells.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.sheet_words import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.kinds import Cell
    from fgj_desktop.ledgers.report_period import ReportPeriod

NOTHING_NEW = "nothing_new"
"""The key of the column that a unit ticks when it has nothing new to say of a row."""
NOTHING_NEW_TITLE = "无新进展（零报告）"
TICK = "√"


class Part(Enum):
    """What a column of a form is for."""

    FACT = "fact"
    """Known to the bureau, locked."""
    FORMER = "former"
    """What was reported the last time, locked, beside the entry."""
    ENTRY = "entry"
    """Open: what the unit fills."""
    NOTHING_NEW = "nothing_new"
    """Open: the tick of 零报告."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form.

    ``key`` is unique in it and stable: the field's name, ``former:`` before it for the last period's, or
    ``score@`` and a town's id. ``field`` reads, checks and stores the content; None for the tick.
    """

    key: str
    title: str
    part: Part
    field: Field | None = None
    town: int = 0
    """The town that an entry speaks of, where towns stand in columns."""

    @property
    def is_open(self) -> bool:
        """Whether units fill it."""
        return self.part in {Part.ENTRY, Part.NOTHING_NEW}


@dataclass(frozen=True, slots=True)
class FormCell:
    """What a form says in one cell.

    ``text`` is compared with what comes back; ``content`` is what a spreadsheet holds. ``record`` is the record that an entry
    is stored in, 0 while there is none. A cell of an open column is closed where it does not apply.
    """

    text: str = ""
    content: Cell = None
    record: int = 0
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """A record with its unit (None while nobody is named for it) and its cells by the columns' keys."""

    record: int
    unit: int | None
    name: str
    cells: Mapping[str, FormCell] = field(default_factory=dict)

    def cell(self, column: FormColumn) -> FormCell:
        """The cell in a column; an empty one of the record itself where nothing is known."""
        return self.cells.get(column.key) or FormCell(record=self.record)


@dataclass(frozen=True, slots=True)
class FormHead:
    """What stands above the table: in whose name, until when, and whom to ask."""

    title: str = ""
    issuing_name: str = ""
    deadline: datetime.date | None = None
    deadline_time: str = ""
    contact: str = ""
    telephone: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> FormHead:
        """The head that the record of a round says."""

        def text(name: str) -> str:
            return str(values.get(name) or "")

        first, last = date_bounds(text("deadline")) if text("deadline") else ("", "")
        day = datetime.date.fromisoformat(first) if first and first == last else None
        return cls(
            text("rule_title"),
            text("issuing_name"),
            day,
            text("deadline_time"),
            text("contact"),
            text("telephone"),
        )

    @property
    def deadline_words(self) -> str:
        """「2021年9月30日17:00」; empty without a day."""
        return f"{day_text(self.deadline)}{self.deadline_time}" if self.deadline is not None else ""

    @property
    def contact_words(self) -> str:
        """「联系人：×××，电话：×××」 as far as known."""
        parts = (("联系人", self.contact), ("电话", self.telephone))
        return "，".join(f"{title}：{text}" for title, text in parts if text)


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One form: the columns and rows of a ledger and a period. ``version`` counts how often it went out."""

    ledger: Ledger
    period: ReportPeriod
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    unit_names: Mapping[int, str]
    """The units of the rows in their order, by id."""
    head: FormHead = FormHead()
    office: str = ""
    money_words: str = ""
    """「单位：万元」; empty without amounts."""
    version: int = 1
    unit: int | None = None
    """The only unit it goes to; None for one that goes to all (整表一份)."""
    rows_ledger: Ledger | None = None
    """The ledger that the rows are records of, where entries are stored in another one (得分明细 of 指标与分值)."""
    year: int = 0
    """The year that scores belong to."""

    @property
    def entries(self) -> tuple[FormColumn, ...]:
        """The columns that units fill, without the tick."""
        return tuple(one for one in self.columns if one.part is Part.ENTRY)

    @property
    def records_of(self) -> Ledger:
        """The ledger that the rows are records of."""
        return self.rows_ledger or self.ledger

    @property
    def takes_nothing_new(self) -> bool:
        """Whether a unit may say that it has nothing new: not where scores are asked for."""
        return any(one.part is Part.NOTHING_NEW for one in self.columns)

    @property
    def without_unit(self) -> tuple[FormRow, ...]:
        """Rows that no unit answers for: they are in no unit's own form."""
        return tuple(row for row in self.rows if row.unit is None)

    @property
    def title(self) -> str:
        """「新型城镇化半月进展填报表（2021年9月下半月）」."""
        return f"{self.head.title}填报表（{self.period.title}）"

    def by_unit(self) -> tuple[FormSpec, ...]:
        """A form for each unit, in their order (按单位分发)."""
        return tuple(self.of_unit(unit) for unit in self.unit_names)

    def of_unit(self, unit: int) -> FormSpec:
        """The form of one unit."""
        rows = tuple(row for row in self.rows if row.unit == unit)
        return replace(self, rows=rows, unit_names={unit: self.unit_names[unit]}, unit=unit)

    def sent(self) -> SentContent:
        """What the cells say as they go out."""
        keys = tuple(column.key for column in self.columns)
        rows = {row.record: tuple(row.cell(one).text for one in self.columns) for row in self.rows}
        return SentContent(keys, rows)


@dataclass(frozen=True, slots=True)
class SentContent:
    """What was sent, cell by cell: the base with which a return and the ledger are compared."""

    keys: tuple[str, ...] = ()
    rows: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def text(self, record: int, key: str) -> str | None:
        """What a cell said; None for one that was not sent."""
        row = self.rows.get(record)
        return row[self.keys.index(key)] if row is not None and key in self.keys else None

    def after(self, earlier: SentContent) -> SentContent:
        """With the rows that went out before and not now: forms of some units leave those of the others as they were."""
        rows = {
            record: tuple(earlier.text(record, key) or "" for key in self.keys)
            for record in earlier.rows
            if record not in self.rows
        }
        return SentContent(self.keys, {**rows, **self.rows})

    @property
    def json(self) -> str:
        """As it is kept in the round and in the form itself; ids as text, which no spreadsheet rounds."""
        rows = {str(record): list(texts) for record, texts in self.rows.items()}
        return json.dumps({"keys": list(self.keys), "rows": rows}, ensure_ascii=False, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """A short checksum of all of it."""
        return hashlib.sha256(self.json.encode()).hexdigest()[:16]

    @classmethod
    def parse(cls, text: str | None) -> SentContent:
        """Read ``json``; what is no such text holds nothing."""
        try:
            told = json.loads(text or "{}")
            keys = tuple(str(one) for one in told["keys"])
            rows = {int(record): tuple(map(str, texts)) for record, texts in told["rows"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
        return cls(keys, {record: texts for record, texts in rows.items() if len(texts) == len(keys)})


def units_in_order(rows: Sequence[FormRow], labels: Mapping[int, str]) -> dict[int, str]:
    """The units of rows with their names, in the order of ``labels`` (排序号)."""
    asked = {row.unit for row in rows}
    return {unit: name for unit, name in labels.items() if unit in asked}
