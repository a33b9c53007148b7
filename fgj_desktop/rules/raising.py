"""Beginning a record of one ledger of a record of another: 登记问题 of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.declaration import RaisedFrom
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.store.rows import Row


def raised_from(target: Ledger, source: Ledger) -> RaisedFrom | None:
    """How a record of ``target`` is begun of one of ``source``; None where it is not."""
    return next((one for one in target.raised_from if one.ledger == source.name), None)


def raised_of(source: Ledger, ledgers: Iterable[Ledger]) -> Ledger | None:
    """The ledger whose records are begun of those of ``source``; None where there is none."""
    return next((one for one in ledgers if raised_from(one, source) is not None), None)


def raised_values(target: Ledger, source: Ledger, row: Row, today: datetime.date) -> dict[str, Parsed]:
    """What the new record begins with: the link, what is copied, the day, and the first state.

    What does not suit the column (a problem written in several lines) is taken as it is typed into a cell.
    """
    how = raised_from(target, source)
    assert how is not None
    values: dict[str, Parsed] = {how.link: row.id, **dict(how.begins)}
    for here, there in how.copies:
        value = row.values.get(there)
        if value is not None:
            values[here] = " ".join(value.split()) if isinstance(value, str) else int(value)
    if how.dated:
        values[how.dated] = today.isoformat()
    return values


def is_raised_already(target: Ledger, source: Ledger, row: Row, present: Iterable[Row]) -> bool:
    """Whether a record of the same name is there for this record."""
    how = raised_from(target, source)
    assert how is not None
    name = dict(how.copies).get(target.name_column)
    said = " ".join(str(row.values.get(name) or "").split()) if name else ""
    return bool(said) and any(
        one.values.get(how.link) == row.id and one.values.get(target.name_column) == said for one in present
    )
