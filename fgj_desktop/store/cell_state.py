"""What one cell holds: its value or what stands for it, and what the clerk put on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.store.changes import NO_CHANGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.ledgers.values import Parsed, Stored
    from fgj_desktop.store.changes import RowChange

MARK_NAMES = ("misfit", "reason", "dash", "note", "colour", "answer")
FIRST_MARK = 4
"""The position of the first of them in the table ``cell``, behind its keys."""
ON_TOP = ("note", "colour", "answer")
"""What is put on a cell besides what it holds."""


@dataclass(frozen=True, slots=True)
class CellState:
    """A cell of one entry, as stored."""

    value: Stored = None
    misfit: str | None = None
    reason: str | None = None
    dash: int | None = None
    note: str | None = None
    colour: str | None = None
    answer: str | None = None

    @property
    def content(self) -> Parsed:
        """What the cell holds, as it would be written again."""
        return content(self.value, self.misfit, self.reason, self.dash)

    @property
    def on_top(self) -> dict[str, str]:
        """Note, colour and answer by name, empty where there is none."""
        return {name: getattr(self, name) or "" for name in ON_TOP}


def content(value: object, misfit: object, reason: object, dash: object) -> Parsed:
    """Text that does not fit, 「—」, or else the value."""
    if misfit is not None:
        return Misfit(str(misfit), str(reason or ""))
    if dash:
        return DASH
    return value if isinstance(value, int | str) else None


def changed_marks(change: RowChange) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """The marks that a changed row of ``cell`` held before and holds after, by name; only what changed."""
    names = range(FIRST_MARK, FIRST_MARK + len(MARK_NAMES))
    before, after = ({i: changed_value(values, i) for i in names} for values in (change.old, change.new))
    touched = [i for i in names if before[i] is not NO_CHANGE or after[i] is not NO_CHANGE]
    return (
        {MARK_NAMES[i - FIRST_MARK]: _or_none(before[i]) for i in touched},
        {MARK_NAMES[i - FIRST_MARK]: _or_none(after[i]) for i in touched},
    )


def changed_value(values: Sequence[object] | None, position: int) -> object:
    """The value at a position; ``NO_CHANGE`` when it was not touched, None in a row or column not there."""
    if values is None or position >= len(values):
        return None
    return values[position]


def _or_none(value: object) -> object:
    return None if value is NO_CHANGE else value


def held_of(value: Parsed) -> tuple[object, ...]:
    """All that a cell holds of a value that is written: what is stored, the text that does not fit, and 「—」."""
    return stored(value), value.text if isinstance(value, Misfit) else None, value is DASH


def unfit_of(mark: tuple[object, ...]) -> tuple[object, bool]:
    """The text that does not fit and 「—」 of a row of ``cell``, as ``held_of`` tells them."""
    misfit, dash = mark
    return misfit, bool(dash)


def stored(value: Parsed) -> int | str | None:
    """What the column itself keeps of a value."""
    return value if isinstance(value, int | str) else None
