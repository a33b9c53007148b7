"""What a text typed into a cell becomes: read, registered where it is new, asked about where it has several readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.models.grid_protocol import NewChoice
from fgj_desktop.models.labels import edit_label
from fgj_desktop.models.new_links import register_and_set

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.models.document import LedgerDocument


@dataclass(frozen=True, slots=True)
class Question:
    """A typed text with several readings: the clerk is asked which; until then the text is kept."""

    record: int
    field: str
    misfit: Misfit


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell that is typed into; ``place`` names it should its text not be storable."""

    document: LedgerDocument
    ledger: Ledger
    record: int
    field: Field
    place: str = ""

    def store(self, text: str) -> bool | Question:
        """Store the text; False when that failed. A question when it is kept until the clerk says what it means."""
        document, kind = self.document, self.field.column.kind
        if isinstance(text, NewChoice):
            return register_and_set(document, self.ledger, self.record, self.field, text, place=self.place)
        parsed = settled(document, self.ledger, self.field, kind.parse(text, document.context()))
        if not self.write(parsed):
            return False
        if isinstance(parsed, Misfit) and parsed.choices:
            return Question(self.record, self.field.name, parsed)
        return True

    def write(self, parsed: Parsed) -> bool:
        """Write a value as of the document's period."""
        month = self.document.month
        return self.document.act(
            edit_label(self.ledger, month, [self.field.name]),
            lambda writes: writes.set(self.ledger, self.record, self.field.name, month, parsed),
            place=self.place,
        )

    def answer(self, question: Question, reading: str) -> bool:
        """Store the reading that the clerk chose; later texts of this column are read so without asking."""
        remember_reading(self.document, self.ledger, self.field, question.misfit, reading)
        return self.write(reading)


def settled(document: LedgerDocument, ledger: Ledger, field: Field, parsed: Parsed) -> Parsed:
    """A text with several readings in the one that was chosen before in its column."""
    if isinstance(parsed, Misfit) and parsed.choices:
        known = document.readings.get((ledger.name, field.name))
        return parsed if known is None else parsed.choices[known]
    return parsed


def remember_reading(
    document: LedgerDocument, ledger: Ledger, field: Field, misfit: Misfit, reading: str
) -> None:
    """Read such texts of the column so from now on, without asking."""
    document.readings[ledger.name, field.name] = misfit.choices.index(reading)
