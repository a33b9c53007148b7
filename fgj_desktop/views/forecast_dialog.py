"""全年投资预测（测算）: what the year may come to, by methods told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.forecast import NOTE, forecasts
from fgj_desktop.rules.shown import shown_text
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.parts import fit, heading, label, plain, primary, row
from fgj_desktop.views.theme import space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.forecast import Forecast
    from fgj_desktop.views.main_window import MainWindow

_TITLES = ("方法", "结果", "占计划（任务）", "测算过程")


def show_forecast(window: MainWindow) -> ForecastDialog | None:
    """Open the forecasts; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    dialog = ForecastDialog(window.document, window)
    dialog.open()
    return dialog


class ForecastDialog(QDialog):
    """One table a subject, each method with its numbers put in."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"全年投资预测（测算）（{document.month.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.forecasts = forecasts(Basis.of(document.store, document.month))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.5))
        self.tables: list[WordTable] = []
        for one in self.forecasts:
            layout.addWidget(heading(_head(one)))
            table = WordTable(_TITLES, stretched=len(_TITLES) - 1)
            table.fill(_rows(one))
            for column in (1, 2):
                table.align_right(column)
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.tables.append(table)
            layout.addWidget(table, 1)
        layout.addWidget(label(NOTE, "muted"))
        layout.addLayout(row(plain("复制为表格", self._copy), None, primary("关闭", self.reject)))
        fit(self, 72, 36)

    def _copy(self) -> None:
        lines: list[tuple[str, ...]] = []
        for one in self.forecasts:
            lines += [(_head(one),), _TITLES, *_rows(one)]
        copy_table([*lines, (NOTE,)])


def _head(one: Forecast) -> str:
    target, invested = shown_text(one.target, "亿元"), shown_text(one.invested, "亿元")
    return f"{one.title}　{one.target_title} {target}，累计完成 {invested}"


def _rows(one: Forecast) -> list[tuple[str, ...]]:
    return [
        (method.title, shown_text(method.result, "亿元"), shown_text(method.share, "%"), method.words)
        for method in one.methods
    ]
