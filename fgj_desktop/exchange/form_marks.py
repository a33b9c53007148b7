"""What a form carries so that it is known when it comes back: names of sheets, hidden cells, and what was sent.

A return may have lost any of it (rows sorted, sheet copied, saved as .xls): each mark helps by itself. The hidden sheet is
plain cells of text, which every format and every reader keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_spec import SentContent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.rules.form_spec import FormSpec

FORM_SHEET, HELP_SHEET, MARKS_SHEET = "填报表", "填报说明", "_FGJ"
PROPERTY = "fgj_form"
"""The name of a property of the document that says the same as the hidden sheet's first lines."""
FORMAT = "1"
"""Of the hidden sheet; a later one is read as far as its lines are known."""
SIGN = "FGJ-FORM"
"""The first cell of the hidden sheet."""
ID_COLUMN = 1
"""The hidden column with the records' ids as text; empty in a row that the unit added."""
KEYS_WORD = "_fgj_keys"
"""In the id column of the hidden row that holds the columns' keys, above the titles."""
FAULT_WORD = "请修改："
"""Before what a form that went back says at a cell, so that a comment of the unit's own is told from it."""
WHOLE_ZERO = "本期无新进展（零报告）"
"""Before the cell in which a unit ticks that it has nothing new at all; the tick stands right of it."""
SPARE_ROWS = 3
"""Open rows at the end for what the bureau does not know yet."""


@dataclass(frozen=True, slots=True)
class FormMarks:
    """What the hidden sheet of a form says."""

    ledger: str
    period: ReportPeriod
    version: int
    units: tuple[int, ...]
    """The units that it was sent to, by id."""
    unit_names: tuple[str, ...]
    office: str
    is_whole_table: bool
    """Whether it went to all units (整表一份)."""
    titles: tuple[str, ...]
    """The columns' titles, in the order of ``sent.keys``."""
    sent: SentContent
    is_intact: bool
    """Whether the checksum fits: nobody touched the hidden sheet."""


def marks_lines(spec: FormSpec) -> Iterator[list[str]]:
    """The cells of the hidden sheet, line by line."""
    sent = spec.sent()
    yield [SIGN, FORMAT]
    yield ["ledger", spec.ledger.name]
    yield ["period", spec.period.key]
    yield ["version", str(spec.version)]
    yield ["mode", "whole" if spec.unit is None else "unit"]
    yield ["office", spec.office]
    yield ["units", *map(str, spec.unit_names)]
    yield ["unit_names", *spec.unit_names.values()]
    yield ["digest", sent.digest]
    yield ["keys", *sent.keys]
    yield ["titles", *(column.title for column in spec.columns)]
    for record, texts in sent.rows.items():
        yield ["row", str(record), *texts]


def read_marks(lines: Sequence[Sequence[str]]) -> FormMarks | None:
    """What a hidden sheet says, from its cells as text; None for any other sheet."""
    if not lines or [*lines[0], ""][0].strip() != SIGN:
        return None
    told: dict[str, list[str]] = {}
    rows: list[list[str]] = []
    for line in lines[1:]:
        word, *rest = [*map(str, line), ""]
        if word == "row":
            rows.append(rest)
        elif word:
            told.setdefault(word, rest)
    try:
        period = ReportPeriod.parse(_one(told, "period"))
    except UserError:
        return None
    keys = _several(told, "keys")
    sent = SentContent(keys, dict(_sent_rows(rows, len(keys))))
    return FormMarks(
        ledger=_one(told, "ledger"),
        period=period,
        version=int(_one(told, "version")) if _one(told, "version").isdigit() else 0,
        units=tuple(int(one) for one in _several(told, "units") if one.isdigit()),
        unit_names=_several(told, "unit_names"),
        office=_one(told, "office"),
        is_whole_table=_one(told, "mode") != "unit",
        titles=_several(told, "titles"),
        sent=sent,
        is_intact=sent.digest == _one(told, "digest"),
    )


def _sent_rows(rows: Sequence[Sequence[str]], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for record, *texts in rows:
        if record.isdigit():
            yield int(record), tuple([*texts, *[""] * width][:width])


def _one(told: dict[str, list[str]], word: str) -> str:
    return (told.get(word) or [""])[0].strip()


def _several(told: dict[str, list[str]], word: str) -> tuple[str, ...]:
    """The cells of a line up to its last one with text."""
    cells = list(told.get(word, ()))
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
