"""What the grid shows of a record's cell, and what its editors start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.ledgers.kinds import (
    Choice,
    Choices,
    Count,
    Flag,
    Kind,
    Link,
    LinkList,
    Money,
    Percent,
    Points,
)
from fgj_desktop.ledgers.record_parts import is_light
from fgj_desktop.models.grid_protocol import Align, GridCell, GridChoice
from fgj_desktop.rules.cell_text import cell_text
from fgj_desktop.rules.lights import light_colour, light_is_hollow
from fgj_desktop.rules.schedule import BEHIND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Context
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.checks import Finding
    from fgj_desktop.store.link_table import StoreLinks
    from fgj_desktop.store.rows import Row

_KNOWN_WORDS = 200
_EDITORS: tuple[tuple[type[Kind], str], ...] = (
    (Money, "money"),
    (Percent, "percent"),
    (Points, "percent"),
    (Count, "count"),
    (Flag, "flag"),
    (Choices, "choices"),
    (Choice, "choice"),
    (LinkList, "units"),
    (Link, "unit"),
)


def is_typable(field: Field) -> bool:
    """Whether typing into the column stores something."""
    computed = field.column.computed
    return computed is None or computed.writes is not None


def align_of(ledger: Ledger, field: Field) -> Align:
    """How a column's texts are aligned."""
    if is_light(field) or field.name == ledger.serial_column:
        return "center"
    return field.column.kind.align


def editor_kind(field: Field) -> str:
    """The name by which the editors know the column's kind."""
    kind = field.column.kind
    return next((name for cls, name in _EDITORS if isinstance(kind, cls)), kind.editor)


def known_words(document: LedgerDocument, ledger: Ledger, field: Field) -> list[str]:
    """The other words that an open list has in this file, the most used first."""
    kind = field.column.kind
    if not isinstance(kind, Choice) or not kind.is_open:
        return []
    found = document.view(ledger).listed(field.name, (), _KNOWN_WORDS)
    words = [(one.count, str(one.value)) for one in found if one.value and one.mark is None]
    return [word for _, word in sorted(words, key=lambda one: (-one[0], one[1])) if word not in kind.options]


def choices_of(field: Field, links: StoreLinks, known: Sequence[str] = ()) -> list[GridChoice]:
    """What a choosing editor offers, ``known`` words last; linked records are found by all their names."""
    kind = field.column.kind
    if isinstance(kind, Flag):
        return [GridChoice("是"), GridChoice("否")]
    if isinstance(kind, Choice | Choices):
        return [GridChoice(option) for option in (*kind.options, *known)]
    if isinstance(kind, Link | LinkList):
        words: dict[int, list[str]] = {}
        for text, record in links.names(kind.ledger).items():
            words.setdefault(record, []).append(text)
        labels = links.labels(kind.ledger).items()
        return [GridChoice(label, " ".join(words.get(record, ()))) for record, label in labels if label]
    return []


def cell_of(field: Field, row: Row, context: Context, found: Sequence[Finding], align: Align) -> GridCell:
    """Everything shown of a cell; ``found`` are the findings of the whole row."""
    name, column = field.name, field.column
    mark = row.marks.get(name)
    note, colour = ("", "") if mark is None else (mark.note or "", mark.colour or "")
    if is_light(field):
        word = row.values.get(name)
        light = light_colour(None if word is None else str(word))
        hollow = light_is_hollow(None if word is None else str(word))
        return GridCell("", align, light=light, hollow=hollow, readonly=True, note=note, colour=colour)
    cell = GridCell(
        column.kind.text(row.values.get(name), context) if mark is None else cell_text(field, row, context),
        align,
        # Only what is reported each month looks stale, and what nobody entered; a fact holds until it is changed.
        muted=(column.reported or column.accumulates is not None) and name in row.carried,
        note=note,
        readonly=not is_typable(field),
        alarm=name == "completion" and isinstance(column.kind, Percent) and _is_alarming(row),
        colour=colour,
    )
    here = [one for one in found if one.field == name]
    return _marked(cell, here) if here else cell


def _marked(cell: GridCell, found: Sequence[Finding]) -> GridCell:
    """The cell with what is to be looked at: one line a finding, those that are answered apart."""
    rest = [one for one in found if not one.answer]
    return cell._replace(
        error=_messages(one for one in rest if one.severity is Severity.ERROR),
        warning=_messages(one for one in rest if one.severity is Severity.WARNING),
        info=_messages(one for one in rest if one.severity is Severity.INFO),
        answered="\n".join(f"{one.message}已说明：{one.answer}" for one in found if one.answer),
    )


def _messages(found: Iterable[Finding]) -> str:
    return "\n".join(one.message for one in found)


def _is_alarming(row: Row) -> bool:
    """A completion is shown in the alarm colour when it is behind and its light is red."""
    return row.values.get("state") == BEHIND and light_colour(str(row.values.get("light") or "")) == "red"
