"""How a ledger goes on paper: the sheet, the columns, their order and groups, and what stands above and below.

Plain data that is kept as a preset; print and export of a ledger follow the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS, ledger_sheet
from fgj_desktop.rules.print_parts import parts_of
from fgj_desktop.rules.sheet_words import has_several, with_notes
from fgj_desktop.store.filters import Among

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Field, Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.ledger_sheet import LedgerSheet
    from fgj_desktop.rules.print_parts import Part
    from fgj_desktop.store.filters import Filter, Order
    from fgj_desktop.store.store import Store

AS_SEEN = "seen"
"""Grouped as the grid is, and as the clerk's own order has it while the grid is not; no column is called so."""
USUAL_MARK = "内部资料　注意保存"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper as it lies before the reader; ``shrunk`` is laid out for A3 and printed on A4."""

    name: str = "A3"
    landscape: bool = True
    shrunk: bool = False

    @property
    def title(self) -> str:
        """「A3 横向」, 「A3 横向缩至 A4」."""
        return f"{self.name} {'横向' if self.landscape else '纵向'}{'缩至 A4' if self.shrunk else ''}"

    @property
    def printed_on(self) -> str:
        """The paper that the printer needs."""
        return "A4" if self.shrunk else self.name


SHEETS = (
    Sheet("A3"),
    Sheet("A3", landscape=False),
    Sheet("A4"),
    Sheet("A4", landscape=False),
    Sheet("A3", shrunk=True),
    Sheet("A3", landscape=False, shrunk=True),
)
"""Every sheet that can be chosen; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """What is chosen of a print. None follows what is seen, or the ledger's own sheet where nothing is."""

    sheet: Sheet = SHEETS[0]
    columns: tuple[str, ...] | None = None
    """Names of the columns, in the order printed."""
    order: tuple[Order, ...] | None = None
    group: str | None = AS_SEEN
    """A column, ``AS_SEEN``, ``OWN_GROUPS``, or None for one run of rows."""
    usual_notes: bool = True
    """Whether the notes that follow from the rows are printed."""
    notes: tuple[str, ...] = ()
    """The clerk's own, behind the others."""
    signature: str | None = None
    """The line to sign on; empty for none."""
    mark: str = ""
    """What stands at the top of every page: 内部资料　注意保存."""

    @property
    def of_page(self) -> PrintSetup:
        """What it says of the page and the words on it, and not of columns and rows: those are as seen."""
        return replace(self, columns=None, order=None, group=AS_SEEN)

    def group_by(self, seen: str | None) -> str | None:
        """The column to group by where ``seen`` groups the grid."""
        return (seen or OWN_GROUPS) if self.group == AS_SEEN else self.group


USUAL = PrintSetup()
"""Nothing chosen: on A3, as seen."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a ledger, for a set-up that follows it; ``fields`` None are the ledger's own."""

    fields: tuple[str, ...] | None = None
    ids: tuple[int, ...] | None = None
    """These records and no others."""
    filters: tuple[Filter, ...] = ()
    order: tuple[Order, ...] = ()
    group: str | None = None
    money_unit: int = WAN
    narrowed: str = ""
    as_reported: bool = False
    """As the month was reported when it was closed, whole, not as it is now."""


def sheet_as_set_up(
    store: Store, ledger: Ledger, month: Month, setup: PrintSetup, seen: Seen = Seen()
) -> LedgerSheet:
    """A ledger as a set-up has it: its columns, rows in order, groups, notes, signature and mark."""
    sheet = ledger_sheet(
        store,
        ledger,
        month,
        fields=seen.fields if setup.columns is None else setup.columns,
        filters=_filters(seen),
        order=_order(setup, seen),
        money_unit=seen.money_unit,
        group_by=setup.group_by(seen.group),
        narrowed=seen.narrowed,
        as_reported=seen.as_reported,
    )
    return dressed(sheet, setup)


def sheet_of_part(
    store: Store, ledger: Ledger, month: Month, setup: PrintSetup, part: Part, seen: Seen = Seen()
) -> LedgerSheet:
    """The part of a ledger that is handed to one unit or leader, in the order of ``parts_as_set_up``."""
    group = setup.group_by(seen.group)
    sheet = ledger_sheet(
        store,
        ledger,
        month,
        fields=seen.fields if setup.columns is None else setup.columns,
        ids=part.ids,
        # Of a part the clerk's own order says nothing: sectors may come together in it by chance.
        group_by=None if group in (OWN_GROUPS, part.field) else group,
        money_unit=seen.money_unit,
        narrowed=seen.narrowed,
    )
    field = ledger.fields_by_name[part.field]
    title = field.title_for(month, short=True)
    several = f"有几个{title}的{ledger.record_title}只列入第一个。"
    notes = with_notes(sheet.notes, (several,) if has_several(field, sheet.rows) else ())
    return dressed(replace(sheet, part=part.line, notes=notes), setup)


def parts_as_set_up(
    store: Store, ledger: Ledger, month: Month, setup: PrintSetup, field: Field, seen: Seen = Seen()
) -> tuple[Part, ...]:
    """The records of a print for each unit or leader, in its order."""
    ids = store.view(ledger, month).ids(_filters(seen), _order(setup, seen))
    return parts_of(store, ledger, month, field, ids)


def _filters(seen: Seen) -> tuple[Filter, ...]:
    return seen.filters if seen.ids is None else (Among(seen.ids),)


def _order(setup: PrintSetup, seen: Seen) -> tuple[Order, ...]:
    return seen.order if setup.order is None else setup.order


def dressed(sheet: LedgerSheet, setup: PrintSetup) -> LedgerSheet:
    """A sheet with the notes, the signature and the mark that were chosen."""
    usual = sheet.notes if setup.usual_notes else ()
    return replace(
        sheet,
        notes=with_notes(usual, setup.notes),
        signature=sheet.signature if setup.signature is None else setup.signature,
        mark=setup.mark,
    )
