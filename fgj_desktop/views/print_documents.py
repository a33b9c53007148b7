"""The documents that the print desk gathers beside the ledger: 一项一档, 挂图作战图, 评分表, 领导一页纸."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.documents.ledger_pages import paper_of
from fgj_desktop.documents.page_changes import marked, shrunk
from fgj_desktop.errors import UserError
from fgj_desktop.rules.print_setup import PrintSetup, Seen
from fgj_desktop.store.filters import Among
from fgj_desktop.views.print_contents import (
    LEADER_PAGE,
    SCORES,
    SHEETS_OF,
    WALLCHART,
    Content,
    LedgerContent,
    Made,
    Piece,
    Wanted,
    pieces_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.documents.pages import Measure, Pages
    from fgj_desktop.rules.print_parts import Part
    from fgj_desktop.store.filters import Filter
    from fgj_desktop.views.main_window import MainWindow

MOST_SHEETS = 300


def contents_of(window: MainWindow) -> list[Content]:
    """What can be printed of the ledger shown, itself first, and of the whole file."""
    from fgj_desktop.rules.town_results import assessed_years

    found: list[Content] = [LedgerContent(window), SheetsContent(window)]
    if window.pane.ledger.time_line is not None:
        found.append(WallchartContent(window))
    if assessed_years(window.document.store, window.document.month):
        found.append(ScoresContent(window))
    return [*found, LeaderContent(window)]


class SheetsContent:
    """一项一档: a sheet for each record."""

    name, title = SHEETS_OF, "一项一档"
    uses = frozenset(("scope", "each"))

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def pieces(self, wanted: Wanted, measure: Measure) -> Sequence[Piece]:
        """The sheets behind each other, or those of each unit or leader."""
        document, ledger = self._window.document, self._window.pane.ledger

        def make(seen: Seen, part: Part | None) -> Made:
            with document.reading():
                ids = part.ids if part is not None else document.view(ledger).ids(_filters(seen), seen.order)
                pages = self._pages(ids, measure)
            return Made(marked(pages, wanted.setup.mark, measure))

        return pieces_of(self._window, wanted, PrintSetup(), make)

    def _pages(self, ids: Sequence[int], measure: Measure) -> Pages:
        from fgj_desktop.documents.record_facts import record_sheets
        from fgj_desktop.documents.sheet_layout import SHEET_PAPER, lay_out_sheets
        from fgj_desktop.views.print_pictures import picture_size

        document, ledger = self._window.document, self._window.pane.ledger
        if not ids:
            raise UserError(f"没有要打印的{ledger.record_title}。")
        if len(ids) > MOST_SHEETS:
            counted = f"{len(ids):,} {ledger.measure_word}，一次最多打印 {MOST_SHEETS} {ledger.measure_word}"
            raise UserError(f"共 {counted}。请先筛选，或选中要打印的{ledger.record_title}。")
        sheets = record_sheets(document.store, ledger, ids, document.month, document.money_unit)
        return lay_out_sheets(sheets, f"{ledger.title}{self.title}", SHEET_PAPER, measure, picture_size)

    def file_title(self) -> str:
        """「区市重点项目台账一项一档」."""
        return f"{self._window.pane.ledger.title}{self.title}"


class WallchartContent:
    """挂图作战图 of what is seen."""

    name, title = WALLCHART, "挂图作战图"
    uses = frozenset(("scope", "each", "sheet", "group"))

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def pieces(self, wanted: Wanted, measure: Measure) -> Sequence[Piece]:
        """The chart, or one for each unit or leader."""

        def make(seen: Seen, part: Part | None) -> Made:
            with self._window.document.reading():
                return Made(self._pages(wanted.setup, seen, part, measure))

        return pieces_of(self._window, wanted, PrintSetup(), make)

    def _pages(self, setup: PrintSetup, seen: Seen, part: Part | None, measure: Measure) -> Pages:
        from fgj_desktop.documents.wallchart import wallchart, wallchart_pages

        document, ledger = self._window.document, self._window.pane.ledger
        chart = wallchart(
            document.store,
            ledger,
            document.month,
            filters=_filters(seen) if part is None else (Among(part.ids),),
            order=seen.order,
            group_by=setup.group_by(seen.group) if part is None else None,
            money_unit=seen.money_unit,
            narrowed=seen.narrowed,
            part="" if part is None else part.line,
        )
        pages = marked(wallchart_pages(chart, paper_of(setup.sheet), measure), setup.mark, measure)
        return shrunk(pages) if setup.sheet.shrunk else pages

    def file_title(self) -> str:
        """「区市重点项目台账挂图作战图（2021年1—9月）」."""
        return f"{self._window.pane.ledger.title}{self.title}（{self._window.document.month.title}）"


class ScoresContent:
    """评分表 of the year that is shown on its page, else of the newest one."""

    name, title = SCORES, "评分表"
    uses = frozenset(("sheet", "notes", "signature"))

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def pieces(self, wanted: Wanted, measure: Measure) -> Sequence[Piece]:
        """One table."""

        def make() -> Made:
            from fgj_desktop.documents.score_print import score_pages

            document, setup = self._window.document, wanted.setup
            year, unit = self._shown()
            with document.reading():
                return Made(*score_pages(document.store, document.month, year, unit, setup, measure))

        return [Piece("", make)]

    def _shown(self) -> tuple[int, int | None]:
        """The year and the scoring unit chosen on the page."""
        from fgj_desktop.rules.town_results import assessed_years
        from fgj_desktop.views.score_page import ScorePage

        page, document = self._window.middle.page_widget(), self._window.document
        years = assessed_years(document.store, document.month)
        if isinstance(page, ScorePage) and page.table.sheet.year in years:
            return page.table.sheet.year, page.unit.currentData()
        return years[0], None

    def file_title(self) -> str:
        """「2021年镇办考核评分表」."""
        return f"{self._shown()[0]}年镇办考核{self.title}"


class LeaderContent:
    """领导一页纸 of the period."""

    name, title = LEADER_PAGE, "领导一页纸"
    uses: frozenset[str] = frozenset()

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def pieces(self, wanted: Wanted, measure: Measure) -> Sequence[Piece]:
        """One page."""

        def make() -> Made:
            from fgj_desktop.documents.leader_content import leader_page
            from fgj_desktop.documents.leader_layout import LEADER_PAPER, lay_out_leader_page

            document = self._window.document
            with document.reading():
                page = leader_page(document.store, document.month, document.today())
            made = lay_out_leader_page(page, LEADER_PAPER, measure)
            return Made(marked(made, wanted.setup.mark, measure))

        return [Piece("", make)]

    def file_title(self) -> str:
        """「领导一页纸（2021年1—9月）」."""
        return f"{self.title}（{self._window.document.month.title}）"


def _filters(seen: Seen) -> tuple[Filter, ...]:
    return seen.filters if seen.ids is None else (Among(seen.ids),)
