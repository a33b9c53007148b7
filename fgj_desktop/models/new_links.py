"""A unit or leader named for the first time: registered and put into the cell as one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.kinds import Link, LinkList, link_list
from fgj_desktop.ledgers.numbers import split_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.writes import Writes


def linked_ledger(field: Field) -> Ledger | None:
    """The ledger whose records a column names; None for other columns."""
    kind = field.column.kind
    return ledger_named(kind.ledger) if isinstance(kind, Link | LinkList) else None


def register_and_set(
    document: LedgerDocument, ledger: Ledger, record: int, field: Field, text: str, *, place: str = ""
) -> bool:
    """Register the names in ``text`` that no record has yet, and store them all in the cell."""
    target, links = linked_ledger(field), document.store.links()
    assert target is not None
    words = split_list(text) if isinstance(field.column.kind, LinkList) else ["".join(text.split())]
    new = [word for word in dict.fromkeys(words) if links.find(target.name, word) is None]
    serial = document.view(target).largest(target.serial_column) + 1 if target.serial_column else 0

    def write(writes: Writes) -> None:
        ids: list[int] = []
        for word in words:
            found = links.find(target.name, word)
            if found is None:
                found = writes.insert(target, _named(target, word, serial + new.index(word)), document.month)
            if found not in ids:
                ids.append(found)
        value = link_list(ids) if isinstance(field.column.kind, LinkList) else ids[0]
        writes.set(ledger, record, field.name, document.month, value)

    return document.act(f"新增{target.record_title}：{_listed(new or words)}", write, place=place)


def _named(target: Ledger, word: str, serial: int) -> dict[str, Parsed]:
    """A record with this name, by which other ledgers show it too, at the end of the order."""
    values: dict[str, Parsed] = {target.name_column: word, target.label: word}
    if target.serial_column is not None:
        values[target.serial_column] = serial
    return values


def _listed(words: Sequence[str]) -> str:
    return "、".join(words)
