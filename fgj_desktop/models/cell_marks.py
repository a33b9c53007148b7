"""What the clerk puts on cells beside their values, each gesture one action: notes, grounds, answers to checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.cell_colours import COLOUR_TITLES
from fgj_desktop.models.labels import cells_label
from fgj_desktop.rules.checks import findings

if TYPE_CHECKING:
    from collections.abc import Collection

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.store.rows import Row
    from fgj_desktop.store.writes import Writes

Cell = tuple[int, str]
"""A record and a field of it."""


def can_be_marked(ledger: Ledger, field: str) -> bool:
    """Whether a cell keeps notes and grounds: a computed one is kept nowhere."""
    return ledger.fields_by_name[field].column.computed is None


def note_of(document: LedgerDocument, ledger: Ledger, cells: Collection[Cell]) -> str:
    """The note of these cells; empty when they differ."""
    rows = {row.id: row for row in document.view(ledger).rows(list({record for record, _ in cells}))}
    notes = {_note(rows.get(record), field) for record, field in cells}
    return notes.pop() if len(notes) == 1 else ""


def set_note(document: LedgerDocument, ledger: Ledger, cells: Collection[Cell], note: str) -> bool:
    """Keep a note on cells; an empty one takes it away."""
    label = cells_label("批注" if note else "删除批注", ledger, document.month, [field for _, field in cells])

    def write(writes: Writes) -> None:
        for record, field in cells:
            writes.annotate(ledger, record, field, document.month, note=note)

    return document.act(label, write)


def set_colour(document: LedgerDocument, ledger: Ledger, cells: Collection[Cell], colour: str) -> bool:
    """Give cells a ground by its name; an empty one takes it away."""
    verb = f"底色（{COLOUR_TITLES[colour]}）" if colour else "清除底色"
    label = cells_label(verb, ledger, document.month, [field for _, field in cells])

    def write(writes: Writes) -> None:
        for record, field in cells:
            writes.annotate(ledger, record, field, document.month, colour=colour)

    return document.act(label, write)


def answerable(
    document: LedgerDocument, ledger: Ledger, cells: Collection[Cell]
) -> list[tuple[int, Finding]]:
    """The findings at these cells that a reason can answer, with their records, answered ones too."""
    rows = document.view(ledger).rows(list(dict.fromkeys(record for record, _ in cells)))
    wanted, context, month = set(cells), document.context(), document.month
    return [
        (row.id, one)
        for row in rows
        for one in findings(ledger, row, context, month)
        if one.can_be_answered and (row.id, one.field) in wanted
    ]


def set_answer(
    document: LedgerDocument, ledger: Ledger, found: Collection[tuple[int, Finding]], reason: str
) -> bool:
    """Answer findings with a reason, where each keeps it; an empty reason takes the answer away."""
    verb = "说明原因" if reason else "删除说明"
    label = cells_label(verb, ledger, document.month, [one.field for _, one in found])
    month = document.month

    def write(writes: Writes) -> None:
        for record, one in found:
            if one.answered_by is None:
                writes.annotate(ledger, record, one.field, month, answer=reason)
            else:
                writes.set(ledger, record, one.answered_by, month, reason or None)

    return document.act(label, write)


def _note(row: Row | None, field: str) -> str:
    mark = row.marks.get(field) if row is not None else None
    return "" if mark is None else mark.note or ""
