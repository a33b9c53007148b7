"""打印 → 挂图作战图: the records shown as bars on the months of the year, previewed, printed or as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from fgj_desktop.documents.pages import A3_LANDSCAPE, A4_LANDSCAPE
from fgj_desktop.documents.wallchart import TITLE, has_wallchart, wallchart, wallchart_pages
from fgj_desktop.rules.ledger_sheet import OWN_GROUPS
from fgj_desktop.views.file_dialogs import documents_folder, remember_folder, remembered_folder
from fgj_desktop.views.pages_preview import PagesPreview, add_labelled
from fgj_desktop.views.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from fgj_desktop.documents.pages import Pages
    from fgj_desktop.documents.wallchart import Wallchart
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.views.main_window import MainWindow

PAPERS = {"A3 横向": A3_LANDSCAPE, "A4 横向": A4_LANDSCAPE}
_PAPER = "wallchart_paper"


class WallchartPreview(PagesPreview):
    """Shows the wall chart on the chosen paper and grouped as chosen."""

    def __init__(
        self,
        build: Callable[[str | None], Wallchart],
        groups: dict[str, str | None],
        suggested: Path,
        parent: QWidget | None = None,
    ) -> None:
        """``groups`` are the columns to group by, by their titles; the first is chosen."""
        self._build = build
        self._group_names = groups
        super().__init__(suggested, parent)
        self.setWindowTitle(f"打印预览　{TITLE}")
        self.refresh()

    def make_pages(self) -> tuple[Pages, str]:
        """Build and lay out the chart again."""
        chart = self._build(self._group_names[self.groups.currentText()])
        return wallchart_pages(chart, PAPERS[self.papers.currentText()], self.measure), ""

    def add_choices(self, bar: QHBoxLayout) -> None:
        """Groups and paper."""
        self.groups, self.papers = QComboBox(), QComboBox()
        self.groups.addItems(list(self._group_names))
        self.papers.addItems(list(PAPERS))
        for box, title in ((self.groups, "分组(&G)"), (self.papers, "纸张(&S)")):
            box.activated.connect(self.refresh)
            add_labelled(bar, title, box)


def preview_wallchart(window: MainWindow) -> WallchartPreview | None:
    """Show the wall chart of what is seen; says so where there is none."""
    pane, document = window.pane, window.document
    if not window.finish_editing():
        return None
    ledger = pane.ledger
    if not has_wallchart(ledger):
        window.say(f"{ledger.title}没有开始和完成时间，不能制作{TITLE}。")
        return None

    def build(group: str | None) -> Wallchart:
        return wallchart(
            document.store,
            ledger,
            document.month,
            filters=pane.choice.filters(),
            order=pane.choice.order,
            group_by=group,
            money_unit=document.money_unit,
            narrowed=pane.filters.words(),
        )

    folder = remembered_folder(window.memory, "export", documents_folder())
    name = f"{ledger.title}{TITLE}（{document.month.title}）.pdf"
    with waiting():
        dialog = WallchartPreview(
            build, _groups(ledger, pane.choice.group, document.month), folder / name, window
        )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.pdf_written.connect(lambda path: remember_folder(window.memory, "export", path))
    dialog.open()
    return dialog


def _groups(ledger: Ledger, chosen: str | None, month: Month) -> dict[str, str | None]:
    """What the chart can be grouped by: as the grid is or as the ledger's own sheet, each column, or not at all."""
    fields = {field.title_for(month, short=True): field.name for field in ledger.group_fields}
    first = next((title for title, name in fields.items() if name == chosen), None)
    usual: dict[str, str | None] = {"台账原序": OWN_GROUPS} if first is None else {first: chosen}
    return {**usual, **fields, "不分组": None}
