"""Scenes to be pictured: what is done to the window on the first ledger, one after the other.

Each begins with the window as a fresh one would be and leaves it so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication

from fgj_desktop.models.choice import Choice
from fgj_desktop.rules.schedule import BEHIND
from fgj_desktop.views.scene_tools import over, settle, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.scene_tools import Page


def behind_schedule(window: MainWindow) -> Iterator[Page]:
    """Only the projects behind the time schedule."""
    behind = next(chip for chip in window.pane.line.chips() if chip.title == BEHIND)
    window.pane.apply(replace(window.pane.choice, chip=behind))
    settle(window)
    yield "behind-schedule", window
    window.pane.apply(Choice())
    settle(window)


def grouped(window: MainWindow) -> Iterator[Page]:
    """Rows in groups by unit with their subtotals, some folded; then all folded."""
    pane = window.pane
    pane.apply(Choice(group="responsible_unit"))
    table = pane.shown_table
    for row in [row for row in range(table.rowCount()) if table.is_heading(row)][3:0:-1]:
        table.set_folded(row, True)
    pane.grid.setCurrentIndex(table.index(0, table.column_of(pane.ledger.name_column)))
    settle(window)
    yield "grouped", window
    pane.folding.fold_all(folded=True)
    settle(window)
    yield "subtotals", window
    pane.folding.fold_all(folded=False)
    pane.apply(Choice())
    settle(window)


def header_filter(window: MainWindow) -> Iterator[Page]:
    """The filter of a column, open over the window, another column being filtered."""
    pane = window.pane
    pane.apply(pane.choice.with_value("started", 1).ordered_by("annual_plan", descending=True))
    settle(window)
    popup, place = pane.filters.make_popup(pane.shown_table.column_of("responsible_unit"))
    QApplication.processEvents()
    yield from shown("header-filter", over(window, popup, place))
    pane.apply(Choice())
    settle(window)


def columns(window: MainWindow) -> Iterator[Page]:
    """The columns of a ledger, ticked."""
    yield from shown("columns", window.pane.columns.open_chooser())


def history(window: MainWindow) -> Iterator[Page]:
    """The history of a cell, of a record, and of everything."""
    from fgj_desktop.views.history_scene import histories

    yield from histories(window, over, shown)
    settle(window)


def record_card(window: MainWindow) -> Iterator[Page]:
    """The card of the current row, page by page, with two photos."""
    from fgj_desktop.views.card_files import FilesPage

    window.cards.open()
    card = window.cards.card
    assert card is not None
    settle(window)
    (files,) = card.findChildren(FilesPage)
    card.tabs.setCurrentWidget(files)
    for sky in ("#9cc3e6", "#8a9aa8"):
        files.add_image(_site_picture(sky))
    for number in range(card.tabs.count()):
        card.tabs.setCurrentIndex(number)
        settle(window)
        yield f"record-card-{number + 1}", window
    window.cards.close()
    settle(window)


def _site_picture(sky: str) -> QImage:
    """A made-up photo: sky, ground, and a building under way."""
    picture = QImage(1200, 900, QImage.Format.Format_RGB32)
    picture.fill(QColor(sky))
    painter = QPainter(picture)
    painter.fillRect(0, 620, 1200, 280, QColor("#b08d57"))
    for floor in range(4):
        painter.fillRect(380, 520 - 110 * floor, 460, 80, QColor("#c9c9c4"))
    painter.end()
    return picture


def record_sheet(window: MainWindow) -> Iterator[Page]:
    """The current record and the two after it as pages to print."""
    from fgj_desktop.views.record_sheets import preview_sheets_of

    first = window.pane.grid.currentIndex().row()
    dialog = preview_sheets_of(window, window.pane.shown_table.records(first, first + 2))
    if dialog is not None:
        dialog.resize(window.width() - 40, window.height() - 60)
        dialog.view.set_zoom(75)
        yield from shown("record-sheet", dialog)


def print_desk(window: MainWindow) -> Iterator[Page]:
    """The print desk."""
    from fgj_desktop.views.print_scenes import print_desks

    yield from print_desks(window, shown)


def leader_page(window: MainWindow) -> Iterator[Page]:
    """领导一页纸, previewed."""
    from fgj_desktop.views.leader_preview import preview_leader_page

    dialog = preview_leader_page(window)
    if dialog is not None:
        dialog.resize(window.width() - 40, window.height() - 60)
        dialog.view.set_zoom(75)
        yield from shown("leader-page", dialog)


def replacing(window: MainWindow) -> Iterator[Page]:
    """What replacing a word would change, under the line to find in."""
    from fgj_desktop.views.pane_finding import finder_of, replace

    replace(window)
    finder = finder_of(window)
    finder.bar.text.setText("乐园镇")
    finder.bar.by.setText("犁市镇")
    finder.go()
    settle(window)
    yield "find", window
    dialog = finder.preview()
    if dialog is not None:
        yield from shown("replace", dialog)
    finder.bar.leave()
    settle(window)


def checking(window: MainWindow) -> Iterator[Page]:
    """What the checks found, in the cells and as a list."""
    from fgj_desktop.views.check_scene import checks

    yield from checks(window, over, shown)
    settle(window)


def merging(window: MainWindow) -> Iterator[Page]:
    """What a colleague's file has that this one lacks, conflicts included."""
    from fgj_desktop.views.merge_scene import merging as scene

    yield from scene(window)
    settle(window)


def adding_a_unit(window: MainWindow) -> Iterator[Page]:
    """The list of a cell with a name that is not registered yet; nothing is stored."""
    grid, table = window.pane.grid, window.pane.shown_table
    grid.setCurrentIndex(table.index(6, table.column_of("responsible_unit")))
    grid.type_text("区数据局")
    settle(window)
    yield "add-unit", window
    editor = grid.open_editor()
    if editor is not None:
        grid.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
    settle(window)


def going(window: MainWindow) -> Iterator[Page]:
    """Where a few letters may lead."""
    from fgj_desktop.views.go_to import GoToDialog

    dialog = GoToDialog(window.pane.shown_table)
    dialog.line.setText("lyz")
    yield from shown("go-to", dialog)


def figures(window: MainWindow) -> Iterator[Page]:
    """The windows of figures."""
    from fgj_desktop.views.figure_scenes import figure_windows

    yield from figure_windows(window, shown)


def charts(window: MainWindow) -> Iterator[Page]:
    """Every chart, and the wall chart."""
    from fgj_desktop.views.chart_scenes import chart_pages

    yield from chart_pages(window, shown)
    settle(window)


def changing_the_year(window: MainWindow) -> Iterator[Page]:
    """What would go on in the next year, and what holds from a month on; nothing is stored."""
    from fgj_desktop.views.year_scene import year_dialogs

    yield from year_dialogs(window, shown)
    settle(window)


def reporting(window: MainWindow) -> Iterator[Page]:
    """The schedule of reports, the key projects beside the statistics library, a round of half a month."""
    from fgj_desktop.views.due_rules_dialog import show_due_rules
    from fgj_desktop.views.listing_dialog import show_listing
    from fgj_desktop.views.round_scenes import round_pages

    yield from shown("due-rules", show_due_rules(window))
    listing = show_listing(window)
    if listing is not None:
        yield from shown("listing", listing)
    yield from round_pages(window, settle, shown)


def sending_forms(window: MainWindow) -> Iterator[Page]:
    """What would be sent to whom: one table for all of half a month, a form for each unit of a month."""
    from fgj_desktop.views.form_scene import form_dialogs

    yield from form_dialogs(window, shown)


def writing(window: MainWindow) -> Iterator[Page]:
    """Documents to be written, and the names for their templates; nothing is written."""
    from fgj_desktop.views.report_scene import writing_documents

    yield from writing_documents(window, shown)


def filling(window: MainWindow) -> Iterator[Page]:
    """What of the ledger would go where in a blank; nothing is stored."""
    from fgj_desktop.views.fill_scene import filling as scene

    yield from scene(window, shown)


def publishing(window: MainWindow) -> Iterator[Page]:
    """What would be published of the assessment; nothing is stored."""
    from fgj_desktop.rules.town_results import assessed_years, published_of, sheet_of
    from fgj_desktop.views.publish_dialog import PublishDialog

    store, month = window.document.store, window.document.month
    for year in assessed_years(store, month)[:1]:
        sheet, former = sheet_of(store, month, year), published_of(store, month, year)
        yield from shown("publish-scores", PublishDialog(window, sheet, former))


def closing(window: MainWindow) -> Iterator[Page]:
    """A period compared, closed, opened again and corrected; all is taken back."""
    from fgj_desktop.views.closing_scene import closing_pages

    yield from closing_pages(window, shown, settle)
    settle(window)


SCENES: tuple[Callable[[MainWindow], Iterator[Page]], ...] = (
    behind_schedule,
    grouped,
    header_filter,
    columns,
    history,
    record_card,
    record_sheet,
    print_desk,
    leader_page,
    replacing,
    adding_a_unit,
    going,
    checking,
    figures,
    charts,
    changing_the_year,
    merging,
    reporting,
    writing,
    filling,
    publishing,
    closing,
    sending_forms,
)
