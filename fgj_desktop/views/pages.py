"""The pages beside the ledgers, declared once: navigation, window and pictures are read off this list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fgj_desktop.ledgers import NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.window_page import WindowPage


class Entry(Protocol):
    """What the navigation lists: a ledger or a page."""

    @property
    def name(self) -> str:
        """Unique among ledgers and pages."""
        ...

    @property
    def title(self) -> str:
        """As it is read."""
        ...

    @property
    def group(self) -> str:
        """The heading it stands under; empty above all groups."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page; ``make`` imports what it needs, so that the start does not wait for it."""

    name: str
    title: str
    make: Callable[[MainWindow], WindowPage]
    group: str = ""
    after: str = ""
    """The ledger below which it stands in its group; a page without a group stands at the top."""


def _workbench(window: MainWindow) -> WindowPage:
    from fgj_desktop.views.workbench import Workbench

    return Workbench(window)


def _scores(window: MainWindow) -> WindowPage:
    from fgj_desktop.views.score_page import ScorePage

    return ScorePage(window)


def _round(window: MainWindow) -> WindowPage:
    from fgj_desktop.views.round_page import RoundPage

    return RoundPage(window)


PAGES: tuple[Page, ...] = (
    Page("workbench", "工作台", _workbench),
    Page("round", "本期工作", _round),
    Page("scores", "评分表", _scores, "镇办考核", "town_score"),
)
"""Every page, in the order of the navigation."""

START_PAGE = PAGES[0].name
"""The page that a file opens with from the second day on."""


def page_named(name: str) -> Page | None:
    """The page of that name; None for a ledger's."""
    return next((page for page in PAGES if page.name == name), None)


def navigation_entries() -> list[Entry]:
    """Ledgers and pages in the order in which they are listed."""
    listed: list[Entry] = [page for page in PAGES if not page.group]
    for ledger in NAVIGATION:
        listed.append(ledger)
        listed += [page for page in PAGES if page.group and page.after == ledger.name]
    return listed
