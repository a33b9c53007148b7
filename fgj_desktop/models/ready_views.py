"""The views that every file has, read off the ledger's declaration: what a clerk looks at each month."""

from __future__ import annotations

from typing import NamedTuple

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.store.filters import Order


class ReadyView(NamedTuple):
    """A view by the name of a chip, with an order and a group; it leaves the columns as the clerk has them."""

    name: str
    chip: str = "all"
    order: tuple[Order, ...] = ()
    group: str | None = None


def ready_views(ledger: str) -> tuple[ReadyView, ...]:
    """The views of a ledger, the first being all of it; that alone for one that declares none."""
    declared = ledger_named(ledger).ready_views
    return tuple(
        ReadyView(
            one.name, one.chip, tuple(Order(name, descending=down) for name, down in one.order), one.group
        )
        for one in declared
    ) or (ReadyView("全部"),)
