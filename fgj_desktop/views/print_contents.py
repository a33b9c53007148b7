"""What the print desk prints: a kind of document as pieces, one of all or one for each unit or leader.

Nothing is laid out before it is asked for, so that many documents can be written one a turn.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from fgj_desktop.documents.ledger_pages import ledger_pages
from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.rules.print_parts import field_for
from fgj_desktop.rules.print_setup import (
    PrintSetup,
    Seen,
    parts_as_set_up,
    sheet_as_set_up,
    sheet_of_part,
)
from fgj_desktop.store.filters import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fgj_desktop.documents.pages import Measure, Pages
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.ledger_sheet import LedgerSheet
    from fgj_desktop.rules.print_parts import Part
    from fgj_desktop.views.main_window import MainWindow

LEDGER, SHEETS_OF, WALLCHART, SCORES, LEADER_PAGE = "ledger", "sheets", "wallchart", "scores", "leader_page"


ROWS, CELLS, REPORTED = "rows", "cells", "reported"


class Made(NamedTuple):
    """Pages, and the titles of the columns for which the paper is too narrow."""

    pages: Pages
    dropped: tuple[str, ...] = ()


class Piece(NamedTuple):
    """A document of its own, and whom it is for; empty for one of all."""

    name: str
    make: Callable[[], Made]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the desk beside the set-up."""

    setup: PrintSetup = field(default_factory=PrintSetup)
    selected: str = ""
    """``ROWS``: only the selected records; ``CELLS``: only their selected columns too; ``REPORTED``: the month as it
    was reported when it was closed."""
    each: str = ""
    """``UNIT`` or ``LEADER``: a document for each; empty for one of all."""


class Content(Protocol):
    """A kind of document."""

    @property
    def name(self) -> str:
        """Which it is."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def uses(self) -> frozenset[str]:
        """Which of the desk's choices mean something for it."""
        ...

    def pieces(self, wanted: Wanted, measure: Measure) -> Sequence[Piece]:
        """The documents asked for, still to be laid out; raises UserError when there is nothing to print."""
        ...

    def file_title(self) -> str:
        """What a file of it is called."""
        ...


def selected_columns(window: MainWindow) -> tuple[str, ...]:
    """Names and the selected columns, from left to right; empty while one or all of them are selected."""
    pane = window.pane
    places = {place for block in pane.grid.selected_blocks() for place in block.columns}
    fields = pane.shown_table.fields
    if not 1 < len(places) < len(fields):
        return ()
    first = (pane.ledger.serial_column, pane.ledger.name_column)
    return tuple(one.name for place, one in enumerate(fields) if place in places or one.name in first)


def seen_of(window: MainWindow, selected: str = "") -> Seen:
    """What is seen in the window: columns, rows in order, groups, unit of money; or what is selected of it."""
    document, pane = window.document, window.pane
    arrangement = pane.columns.arrangement
    # As long as the clerk left the columns alone, print keeps the order of her own sheet.
    usual = arrangement.same_columns(Arrangement.usual(pane.ledger))
    seen = Seen(
        None if usual else arrangement.shown,
        None,
        pane.choice.filters(),
        pane.choice.order,
        pane.choice.group,
        document.money_unit,
        pane.filters.words(),
    )
    if not selected:
        return seen
    if selected == REPORTED:
        return Seen(seen.fields, money_unit=seen.money_unit, as_reported=True)
    chosen = tuple(pane.selected_records())
    fields = selected_columns(window) if selected == CELLS else seen.fields
    return replace(seen, fields=fields, ids=chosen, narrowed=f"所选 {len(chosen)} {pane.ledger.measure_word}")


def orders_of(ledger: Ledger, month: Month, setup: PrintSetup) -> list[tuple[str, tuple[Order, ...] | None]]:
    """The orders that can be chosen: as seen, the ledger's own, by a column, and the set-up's of several columns."""

    def title(field: str) -> str:
        return "".join(ledger.fields_by_name[field].title_for(month, short=True).split())

    orders: list[tuple[str, tuple[Order, ...] | None]] = [("与窗口一致", None), ("台账原序", ())]
    chosen = setup.order or ()
    if len(chosen) > 1:
        orders.append(("、".join(title(one.field) for one in chosen), chosen))
    names = [one.name for one in ledger.grid_fields()]
    names += [one.field for one in chosen if len(chosen) == 1 and one.field not in names]
    return orders + [(title(name), (Order(name),)) for name in names]


def pieces_of(
    window: MainWindow, wanted: Wanted, order: PrintSetup, make: Callable[[Seen, Part | None], Made]
) -> list[Piece]:
    """One document of what is seen or selected, or one for each unit or leader; rows in ``order``."""
    document, ledger = window.document, window.pane.ledger
    seen = seen_of(window, wanted.selected)
    parted_by = field_for(ledger, wanted.each) if wanted.each else None
    if parted_by is None or seen.as_reported:
        return [Piece("", partial(make, seen, None))]
    with document.reading():
        parts = parts_as_set_up(document.store, ledger, document.month, order, parted_by, seen)
    return [Piece(one.name, partial(make, seen, one)) for one in parts]


class LedgerContent:
    """The ledger shown, as it is seen."""

    name = LEDGER
    uses = frozenset(("preset", "scope", "each", "sheet", "group", "order", "columns", "notes", "signature"))

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.title = window.pane.ledger.title
        self.printed: tuple[str, ...] = ()
        """The names of the columns of what was made last, those for which the paper is too narrow too."""

    def pieces(self, wanted: Wanted, measure: Measure) -> Sequence[Piece]:
        """One sheet, or one for each unit or leader."""
        setup = wanted.setup
        if wanted.selected == CELLS:
            # What is selected stands above the columns that were chosen before.
            setup = replace(setup, columns=None)

        def make(seen: Seen, part: Part | None) -> Made:
            with self._window.document.reading():
                sheet = self._sheet(setup, seen, part)
                made = ledger_pages(sheet, setup.sheet, measure)
            self.printed = tuple(one.name for one in sheet.fields)
            return Made(made.pages, made.dropped)

        return pieces_of(self._window, wanted, setup, make)

    def _sheet(self, setup: PrintSetup, seen: Seen, part: Part | None) -> LedgerSheet:
        document, ledger = self._window.document, self._window.pane.ledger
        if part is None:
            return sheet_as_set_up(document.store, ledger, document.month, setup, seen)
        return sheet_of_part(document.store, ledger, document.month, setup, part, seen)

    def file_title(self) -> str:
        """「区市重点项目台账（2021年1—9月）」."""
        ledger = self._window.pane.ledger
        return f"{ledger.title}（{self._window.document.month.title}）" if ledger.register else ledger.title
