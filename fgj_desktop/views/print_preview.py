"""The preview of a table that is no ledger's: its pages on the chosen paper, with the chosen columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from fgj_desktop.documents.page_layout import lay_out_fitting
from fgj_desktop.documents.pages import (
    A3_LANDSCAPE,
    A3_PORTRAIT,
    A4_LANDSCAPE,
    A4_PORTRAIT,
    Pages,
    Paper,
)
from fgj_desktop.documents.print_table import PrintTable
from fgj_desktop.views.column_choice import ColumnChoice
from fgj_desktop.views.pages_preview import PagesPreview, add_labelled, bar_button

if TYPE_CHECKING:
    from pathlib import Path

Build = Callable[[Paper, tuple[int, ...] | None], PrintTable]
"""Makes the table for a paper; the columns are positions in the table made for None, which has all."""

PAPERS = {
    "A3 横向": A3_LANDSCAPE,
    "A3 纵向": A3_PORTRAIT,
    "A4 横向": A4_LANDSCAPE,
    "A4 纵向": A4_PORTRAIT,
}


class PrintPreview(PagesPreview):
    """Shows what ``build`` makes on the chosen paper, and prints it or writes a PDF.

    ``paper_changed`` lets the caller remember the choice.
    """

    paper_changed = Signal(str)

    def __init__(
        self,
        build: Build,
        suggested: Path,
        paper: Paper = A3_LANDSCAPE,
        parent: QWidget | None = None,
    ) -> None:
        self._build = build
        self._first_paper = paper
        self._titles = tuple(_one_line(column.title) for column in build(paper, None).columns)
        self._columns: tuple[int, ...] | None = None
        super().__init__(suggested, parent)
        self.refresh()

    @property
    def paper(self) -> Paper:
        """The chosen paper."""
        return PAPERS[self._papers.currentText()]

    def make_pages(self) -> tuple[Pages, str]:
        """Build and lay out the table again."""
        table = self._build(self.paper, self._columns)
        pages, dropped = lay_out_fitting(table, self.paper, self.measure)
        return pages, self._words_of_dropped(table, dropped)

    def choose_paper(self, name: str) -> None:
        """Lay the table out on another paper, for example 「A4 横向」."""
        self._papers.setCurrentText(name)

    def choose_columns(self, columns: tuple[int, ...]) -> None:
        """Print these columns only."""
        self._columns = None if len(columns) == len(self._titles) else columns
        self.refresh()

    def ask_for_columns(self) -> ColumnChoice:
        """Open the choice of columns."""
        ticked = self._columns or tuple(range(len(self._titles)))
        dialog = ColumnChoice(self._titles, ticked, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.choose_columns)
        dialog.open()
        return dialog

    def add_choices(self, bar: QHBoxLayout) -> None:
        """Columns and paper."""
        bar.addWidget(bar_button("选择列…", "选择要打印的列", self.ask_for_columns))
        bar.addSpacing(12)
        self._papers = QComboBox()
        self._papers.addItems(list(PAPERS))
        self._papers.setCurrentText(next(name for name, one in PAPERS.items() if one == self._first_paper))
        self._papers.currentTextChanged.connect(self._paper_chosen)
        add_labelled(bar, "纸张(&S)", self._papers)

    def _words_of_dropped(self, table: PrintTable, dropped: tuple[int, ...]) -> str:
        if not dropped:
            return ""
        names = "、".join(_one_line(table.columns[column].title) for column in dropped)
        wider = "可改用 A3 或横向，也可" if self.paper is not A3_LANDSCAPE else "可"
        return f"纸面宽度不够，{len(dropped)} 列未打印：{names}。{wider}点“选择列”取舍。"

    def _paper_chosen(self, name: str) -> None:
        self.refresh()
        self.paper_changed.emit(name)


def _one_line(text: str) -> str:
    return "".join(text.split())
