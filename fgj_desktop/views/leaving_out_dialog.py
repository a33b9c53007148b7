"""剔除后测算: tick the key projects to be left out and see what stands before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fgj_desktop.ledgers.pinyin import initials
from fgj_desktop.rules.basis import PROJECTS, Basis
from fgj_desktop.rules.leaving_out import LeftOut, Standing, leaving_out
from fgj_desktop.rules.projects import amount
from fgj_desktop.rules.shown import shown_text
from fgj_desktop.views.copied_table import copy_table
from fgj_desktop.views.icons import icon
from fgj_desktop.views.parts import fit, label, plain, primary, row
from fgj_desktop.views.theme import colours, space
from fgj_desktop.views.word_table import WordTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.views.main_window import MainWindow

_RECORD = Qt.ItemDataRole.UserRole
_TITLES = ("", "市重点：剔除前", "剔除后", "区重点：剔除前", "剔除后")


def show_leaving_out(window: MainWindow) -> LeavingOutDialog | None:
    """Open the calculation; None when what is being typed could not be stored."""
    if not window.finish_editing():
        return None
    dialog = LeavingOutDialog(window.document, window)
    dialog.rows_wanted.connect(window.show_records)
    dialog.open()
    return dialog


class LeavingOutDialog(QDialog):
    """The projects, those of the largest plan first, beside the figures with and without those ticked."""

    rows_wanted = Signal(str, object, str)
    """Ledger, records and title of the rest, to be shown in the grid."""

    def __init__(self, document: LedgerDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"剔除后测算（{document.month.title}）")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._basis = Basis.of(document.store, document.month)
        self.left_out: set[int] = set()
        self.search = QLineEdit()
        self.search.setPlaceholderText("项目名称或拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.list = _Projects()
        self.list.toggled.connect(self.toggle)
        self.table = WordTable(_TITLES, stretched=0)
        self.said = label("", "muted")
        self.go = primary("打开其余项目", self._open)
        self._lay_out()
        self._add_projects()
        self._show()
        fit(self, 78, 34)

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        right.addWidget(self.table, 1)
        right.addWidget(self.said)
        both = row()
        both.addLayout(left, 4)
        both.addLayout(right, 5)
        buttons = (plain("全不剔除", self._clear), plain("复制为表格", self._copy))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1), space(0.8), space(1), space(0.8))
        layout.setSpacing(space(0.6))
        layout.addWidget(label("勾选要剔除的项目；只作测算，不改动台账。", "muted"))
        layout.addLayout(both, 1)
        layout.addLayout(row(*buttons, None, plain("关闭", self.reject), self.go))

    def _add_projects(self) -> None:
        rows = self._basis.rows(PROJECTS)
        for one in sorted(rows, key=lambda one: -(amount(one, "current_plan") or 0)):
            plan = shown_text(amount(one, "current_plan"), "亿元")
            item = QListWidgetItem(f"{one.values.get('name') or ''}（年度计划 {plan}）")
            item.setData(_RECORD, one.id)
            self.list.addItem(item)
        self._mark()

    def toggle(self, record: int) -> None:
        """Leave a project out, or take it in again."""
        self.left_out ^= {record}
        self._mark()
        self._show()

    def toggle_at(self, at: int) -> None:
        """Leave the project of a line out, or take it in again."""
        self.toggle(self.list.item(at).data(_RECORD))

    def texts(self) -> list[tuple[str, ...]]:
        """The rows of the table."""
        return _rows(leaving_out(self._basis, self.left_out))

    def _clear(self) -> None:
        self.left_out.clear()
        self._mark()
        self._show()

    def _mark(self) -> None:
        ticked, empty = icon("box_ticked", colours().accent), icon("box_empty")
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setIcon(ticked if item.data(_RECORD) in self.left_out else empty)

    def _find(self, text: str) -> None:
        wanted = text.strip().lower()
        for at in range(self.list.count()):
            item = self.list.item(at)
            title = item.text()
            item.setHidden(wanted not in f"{title.lower()} {initials(title)}")

    def _show(self) -> None:
        self.table.fill(self.texts())
        for column in range(1, len(_TITLES)):
            self.table.align_right(column)
        self.said.setText(f"已剔除 {len(self.left_out)} 个。" if self.left_out else "未剔除项目，前后相同。")
        self.go.setEnabled(bool(self.left_out))

    def _open(self) -> None:
        rest = tuple(one.id for one in self._basis.rows(PROJECTS) if one.id not in self.left_out)
        self.accept()
        self.rows_wanted.emit(PROJECTS, rest, f"剔除 {len(self.left_out)} 个后的重点项目")

    def _copy(self) -> None:
        copy_table([_TITLES, *self.texts()])
        self.said.setText("已复制，可粘贴到表格中。")


def _rows(made: tuple[LeftOut, ...]) -> list[tuple[str, ...]]:
    standings = [one for scope in made for one in (scope.before, scope.after)]
    columns = [_texts(one) for one in standings]
    return [(title, *texts) for title, *texts in zip(_MEASURES, *columns, strict=True)]


_MEASURES = ("项目数", "年度计划投资", "累计完成投资", "占年度计划", "较时间进度", "距时间进度差额")


def _texts(one: Standing) -> tuple[str, ...]:
    return (
        f"{one.count}个",
        shown_text(one.plan, "亿元"),
        shown_text(one.invested, "亿元"),
        shown_text(one.completion, "%"),
        shown_text(one.gap, "百分点"),
        shown_text(one.short, "亿元"),
    )


class _Projects(QListWidget):
    """Ticked by a click and by the space bar."""

    toggled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.itemClicked.connect(lambda item: self.toggled.emit(item.data(_RECORD)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the current project."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.toggled.emit(item.data(_RECORD))
        else:
            super().keyPressEvent(event)
