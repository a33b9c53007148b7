"""打印: everything that goes on paper in one window, as it will be printed, by presets, for each unit or leader."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from fgj_desktop.documents.file_names import file_name
from fgj_desktop.documents.page_changes import joined
from fgj_desktop.documents.pages import A3_LANDSCAPE, Page, Pages
from fgj_desktop.errors import FgjError, UserError
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS
from fgj_desktop.rules.print_parts import LEADER, UNIT, field_for
from fgj_desktop.rules.print_setup import AS_SEEN, PrintSetup
from fgj_desktop.store.closing import closings
from fgj_desktop.views.column_choice import ColumnChoice
from fgj_desktop.views.file_dialogs import ask_folder, documents_folder, remember_folder, remembered_folder
from fgj_desktop.views.leader_preview import follow_link
from fgj_desktop.views.pages_preview import PagesPreview, bar_button
from fgj_desktop.views.print_contents import (
    CELLS,
    LEDGER,
    REPORTED,
    ROWS,
    LedgerContent,
    Made,
    Wanted,
    orders_of,
    seen_of,
    selected_columns,
)
from fgj_desktop.views.print_desk_panel import WHOM, DeskPanel
from fgj_desktop.views.print_desk_presets import DeskPresets
from fgj_desktop.views.print_documents import contents_of
from fgj_desktop.views.print_memory import kept_setup, remember_setup, remembered_preset
from fgj_desktop.views.print_run import PrintRun
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.print_contents import Content, Piece


class PrintDesk(PagesPreview):
    """Shows what is chosen of the ledger in the window, or another document; the set-up is remembered by ledger."""

    def __init__(
        self, window: MainWindow, content: str = LEDGER, *, selected: str = "", each: str = ""
    ) -> None:
        self.window_ = window
        self._ledger = window.pane.ledger
        self._contents: list[Content] = contents_of(window)
        self._content = next((one for one in self._contents if one.name == content), self._contents[0])
        self._pieces: Sequence[Piece] = ()
        self._starts: list[int] = []
        self._own: tuple[str, ...] = ()
        self.panel = DeskPanel()
        folder = remembered_folder(window.memory, "export", documents_folder())
        super().__init__(folder / "打印.pdf", window)
        self.presets = DeskPresets(self)
        self.run = PrintRun(self)
        self._fill(selected, each)
        self._connect()
        self._show_content()

    # --- what PagesPreview asks -----------------------------------------------------------------

    def side(self) -> QWidget:
        """The choices."""
        return self.panel

    def add_choices(self, bar: QHBoxLayout) -> None:
        """A file for each unit or leader."""
        self.apart: QPushButton = bar_button("每份一个 PDF…", "每份输出为一个 PDF 文件", self.ask_for_folder)
        bar.addWidget(self.apart)
        bar.addSpacing(12)

    def make_pages(self) -> tuple[Pages, str]:
        """Make the documents asked for, behind each other; why there are none is said in the place of pages."""
        names: list[str] = []
        self._starts = []
        try:
            self._pieces = self._content.pieces(self.wanted(), self.measure)
            made = [one.make() for one in self._pieces]
            if not made:
                raise UserError("没有要打印的内容。")
        except FgjError as problem:
            self._pieces = ()
            self._show_made(names)
            return Pages(self._content.title, A3_LANDSCAPE, 9.0, (Page(()),)), str(problem)
        if any(one.name for one in self._pieces):
            names = [one.name for one in self._pieces]
        pages = self._joined(made)
        self._show_made(names)
        return pages, self._said(made, names)

    def print_out(self) -> None:
        """Print, unless there is nothing to print, which the band says."""
        if self._pieces:
            super().print_out()

    def ask_for_pdf(self) -> None:
        """Ask for the place of the PDF, unless there is nothing to print."""
        if self._pieces:
            super().ask_for_pdf()

    # --- what is asked for ----------------------------------------------------------------------

    @property
    def content(self) -> Content:
        """What is printed."""
        return self._content

    def wanted(self) -> Wanted:
        """What is chosen now."""
        uses, panel = self._content.uses, self.panel
        scope = str(panel.scope.value() or "") if "scope" in uses else ""
        return Wanted(
            panel.setup(),
            # Only the ledger itself is kept as it was reported.
            selected="" if scope == REPORTED and self._content.name != LEDGER else scope,
            each=str(panel.each.value() or "") if "each" in uses else "",
        )

    def choose(self, content: str) -> None:
        """Print another kind of document."""
        self._content = next((one for one in self._contents if one.name == content), self._contents[0])
        self._show_content()

    def show_setup(self, setup: PrintSetup) -> None:
        """Print by a set-up."""
        self.panel.show_setup(setup, orders_of(self._ledger, self.window_.document.month, setup))
        self.refresh()

    def resolved(self) -> PrintSetup:
        """The set-up with what it takes from the window written out, so that it is the same tomorrow."""
        setup, seen = self.panel.setup(), seen_of(self.window_)
        return replace(
            setup,
            columns=self._printed(),
            order=seen.order if setup.order is None else setup.order,
            group=setup.group_by(seen.group),
        )

    def ask_for_columns(self) -> ColumnChoice:
        """Open the choice of columns."""
        fields = self._every_field()
        printed = self._printed()
        titles = ["".join(one.title_for(self.window_.document.month).split()) for one in fields]
        ticked = [place for place, one in enumerate(fields) if one.name in printed]
        dialog = ColumnChoice(titles, ticked, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda places: self.choose_columns([fields[one].name for one in places]))
        dialog.open()
        return dialog

    def choose_columns(self, names: Sequence[str]) -> None:
        """Print these columns only."""
        self.panel.columns = None if {*names} == {*self._own} else tuple(names)
        self.refresh()

    # --- each into a file -----------------------------------------------------------------------

    def ask_for_folder(self) -> None:
        """Ask for the folder in which each unit or leader gets a file; while they are written, stop."""
        if self.run.is_running:
            self.run.stop()
            return
        folder = remembered_folder(self.window_.memory, "export", documents_folder())
        ask_folder(self, "每份一个 PDF：选择文件夹", folder, self.write_apart)

    def write_apart(self, folder: object) -> None:
        """Write a PDF for each into a folder, one a turn."""
        from pathlib import Path

        assert isinstance(folder, Path)
        remember_folder(self.window_.memory, "export", folder)
        self.run.start(self._pieces, folder, self._content.file_title())

    def done(self, result: int) -> None:
        """Remember the set-up of the ledger, and write nothing more."""
        self.run.stop()
        remember_setup(self.window_, self.panel.setup(), str(self.panel.preset.value() or ""))
        super().done(result)

    # --- filling --------------------------------------------------------------------------------

    def _fill(self, selected: str, each: str) -> None:
        """Offer what there is, and choose what was used last."""
        panel, ledger, month = self.panel, self._ledger, self.window_.document.month
        panel.content.offer([(one.title, one.name) for one in self._contents])
        panel.content.choose(self._content.name)
        chosen = len(self.window_.pane.selected_records())
        scopes = [("所见全部", "")]
        if chosen:
            scopes.append((f"所选 {chosen} {ledger.measure_word}", ROWS))
        if chosen and (columns := selected_columns(self.window_)):
            scopes.append((f"所选 {chosen} {ledger.measure_word}，只印所选列（{len(columns)} 列）", CELLS))
        closed = closings(self.window_.document.store, ledger.name)
        if any(one.period.month == month for one in closed):
            scopes.append(("定稿时的内容", REPORTED))
        panel.scope.offer(scopes)
        panel.scope.choose(selected)
        whom = [(WHOM[one], one) for one in (UNIT, LEADER) if field_for(ledger, one) is not None]
        panel.each.offer([(WHOM[""], ""), *whom])
        panel.each.choose(each)
        groups = [(one.title_for(month, short=True), one.name) for one in ledger.group_fields]
        usual = [("与窗口一致", AS_SEEN), ("台账原序", OWN_GROUPS), ("不分组", None)]
        panel.group.offer([*usual, *groups])
        kept = kept_setup(self.window_)
        panel.show_setup(kept, orders_of(ledger, month, kept))
        self.presets.fill(remembered_preset(self.window_))

    def _connect(self) -> None:
        self.panel.changed.connect(self.refresh)
        self.panel.content_chosen.connect(self.choose)
        self.panel.columns_asked.connect(self.ask_for_columns)
        self.panel.part_chosen.connect(lambda place: self.view.go_to(self._starts[place]))
        self.view.page_changed.connect(self._show_part)
        self.view.link_followed.connect(partial(follow_link, self.window_, self))
        self.pdf_written.connect(partial(remember_folder, self.window_.memory, "export"))

    def _show_content(self) -> None:
        self.setWindowTitle(f"打印　{self._content.title}")
        self.panel.show_uses(self._content.uses | {"", "parts"})
        self._suggested = self._suggested.with_name(f"{file_name(self._content.file_title())}.pdf")
        self.refresh()
        # An upright page over the whole width would show a third of itself.
        if self.pages.paper.landscape:
            self.view.fit_width()
        else:
            self.view.set_zoom(100)

    def _show_part(self, page: int) -> None:
        """Show to whom the page in sight goes."""
        if self._starts:
            self.panel.part.choose(bisect_right(self._starts, page) - 1)

    def _show_made(self, names: Sequence[str]) -> None:
        self.panel.show_parts(names)
        self.apart.setVisible(bool(names))
        if "columns" in self._content.uses:
            if self.panel.columns is None:
                self._own = self._printed()
            self.panel.show_columns(len(self._printed()), len(self._ledger.fields))

    def _joined(self, made: Sequence[Made]) -> Pages:
        on_fronts = self.panel.on_fronts.isChecked()
        start = 0
        for one in made:
            start += start % 2 if on_fronts else 0
            self._starts.append(start)
            start += len(one.pages.pages)
        every = [one.pages for one in made]
        return joined(every, every[0].title, on_fronts=on_fronts) if len(every) > 1 else every[0]

    def _said(self, made: Sequence[Made], names: Sequence[str]) -> str:
        """How many documents there are, and the columns for which the paper is too narrow."""
        said = [f"共 {len(names)} 份，{sum(len(one.pages.pages) for one in made)} 页。"] if names else []
        dropped = dict.fromkeys(title for one in made for title in one.dropped)
        if dropped:
            sheet = self.panel.setup().sheet
            wider = "可" if sheet.name == "A3" and sheet.landscape else "可改用 A3 或横向，也可"
            told = f"纸面宽度不够，{len(dropped)} 列未打印：{'、'.join(dropped)}。{wider}点“选择列”取舍。"
            said.append(told)
        return "".join(said)

    # --- columns and orders ---------------------------------------------------------------------

    def _every_field(self) -> list[Any]:
        """The columns printed now in their order, and behind them those that could be too."""
        printed, ledger = self._printed(), self._ledger
        rest = [one for one in ledger.grid_fields(every=True) if one.name not in printed]
        return [*(ledger.fields_by_name[name] for name in printed), *rest]

    def _printed(self) -> tuple[str, ...]:
        return self._content.printed if isinstance(self._content, LedgerContent) else ()


def open_desk(
    window: MainWindow, content: str = LEDGER, *, selected: str = "", each: str = ""
) -> PrintDesk | None:
    """Open the desk; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    with waiting():
        desk = PrintDesk(window, content, selected=selected, each=each)
    desk.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    desk.open()
    return desk
