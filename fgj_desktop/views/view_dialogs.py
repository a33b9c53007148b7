"""Saving what is shown as a view, and renaming, overwriting and deleting views."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.views.parts import fit_height, label, plain, primary, row
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from fgj_desktop.views.main_window import MainWindow
    from fgj_desktop.views.pane_views import PaneViews

_LONGEST = 30
READ_ONLY = "台账以只读方式打开，视图可以切换，不能保存。"


def save_view(window: MainWindow) -> NameDialog | None:
    """Ask for the name under which what is shown is kept."""
    if window.document.read_only:
        window.say(READ_ONLY)
        return None
    views = window.pane.views
    ready = {one.name for one in views.ready()}
    own = [one.name for one in views.saved().all()]
    proposed = views.current if views.current in own else ""
    dialog = NameDialog("保存当前视图", proposed, ready, own, window)
    dialog.named.connect(lambda name: _try(window, lambda: views.save(name), f"已保存视图“{name}”。"))
    dialog.open()
    return dialog


def manage_views(window: MainWindow) -> ViewManager | None:
    """Show the saved views."""
    if window.document.read_only:
        window.say(READ_ONLY)
        return None
    dialog = ViewManager(window)
    dialog.open()
    return dialog


def _try(window: MainWindow, action: Callable[[], object], done: str) -> bool:
    """Do something with the views and say so, or why it was not done."""
    try:
        action()
    except FgjError as problem:
        window.say(str(problem), error=True)
        return False
    window.pane.views.show()
    window.say(done)
    return True


class NameWords(NamedTuple):
    """What is said while a name is asked for: what is kept under it, and of names that are refused or in use."""

    about: str
    example: str
    refused: str
    replaced: str


VIEW_WORDS = NameWords(
    "筛选、排序、分组、列和列宽一起保存在台账文件中：",
    "视图名称，如 水务局在建项目",
    "这是预置视图的名称，请换一个。",
    "已有同名视图，保存后将替换它。",
)


class NameDialog(QDialog):
    """Asks for a name; one in use is said to be overwritten, one of a ready view is refused."""

    named = Signal(str)

    def __init__(
        self,
        title: str,
        proposed: str,
        ready: Collection[str],
        used: Collection[str],
        parent: QWidget,
        words: NameWords = VIEW_WORDS,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._ready, self._used = ready, used
        self._words = words
        self.line = QLineEdit(proposed)
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText(words.example)
        self.line.textChanged.connect(lambda _text: self._judge())
        self.note: QLabel = label("", wrap=True)
        self.ok = primary("保存", self.accept)
        layout = QVBoxLayout(self)
        layout.setSpacing(space(0.5))
        layout.addWidget(QLabel(words.about))
        layout.addWidget(self.line)
        layout.addWidget(self.note)
        layout.addLayout(row(None, self.ok, plain("取消", self.reject)))
        self.line.selectAll()
        self._judge()
        fit_height(self, 24)

    def name(self) -> str:
        """The name typed, without blanks around it."""
        return " ".join(self.line.text().split())

    def _judge(self) -> None:
        name = self.name()
        self.ok.setEnabled(bool(name) and name not in self._ready)
        if name in self._ready:
            self.note.setText(self._words.refused)
        else:
            self.note.setText(self._words.replaced if name in self._used else "")

    def accept(self) -> None:
        """Hand over the name."""
        if self.ok.isEnabled():
            super().accept()
            self.named.emit(self.name())


class ViewManager(QDialog):
    """The saved views of the ledger shown, in the order in which they were saved."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._views: PaneViews = window.pane.views
        self.setWindowTitle(f"管理视图：{window.pane.ledger.title}")
        self.list = QListWidget()
        self.list.setProperty("cell", True)
        self.list.setAccessibleName("已保存的视图")
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.empty = label("还没有保存的视图。筛选、排序或调整列之后，可用“保存当前视图”保存。", wrap=True)
        self.rename = plain("改名…", self.ask_for_name)
        self.overwrite = plain("用当前显示替换", self._overwrite)
        self.delete = plain("删除", self._delete)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty)
        layout.addLayout(row(self.rename, self.overwrite, self.delete, None, primary("关闭", self.accept)))
        self.resize(space(28), space(20))
        self.fill()

    def fill(self) -> None:
        """List the views anew."""
        row_before = self.list.currentRow()
        self.list.clear()
        self.list.addItems([one.name for one in self._views.saved().all()])
        self.list.setCurrentRow(min(max(row_before, 0), self.list.count() - 1))
        self.list.setVisible(self.list.count() > 0)
        self.empty.setVisible(self.list.count() == 0)
        self._enable()

    def _enable(self) -> None:
        for button in (self.rename, self.overwrite, self.delete):
            button.setEnabled(self.list.currentRow() >= 0)

    def _name(self) -> str:
        return self.list.currentItem().text()

    def ask_for_name(self) -> NameDialog:
        """Ask for another name."""
        former = self._name()
        taken = {one.name for one in (*self._views.ready(), *self._views.saved().all())} - {former}
        dialog = NameDialog("改名", former, taken, (), self)
        dialog.named.connect(lambda name: self._rename(former, name))
        dialog.open()
        return dialog

    def _rename(self, former: str, name: str) -> None:
        was_current = self._views.current == former
        done = f"视图“{former}”已改名为“{name}”。"
        if _try(self._window, lambda: self._views.saved().rename(former, name), done) and was_current:
            self._views.call(name)
        self.fill()

    def _overwrite(self) -> None:
        name = self._name()
        _try(self._window, lambda: self._views.save(name), f"视图“{name}”已换成当前的筛选、排序和列。")
        self.fill()

    def _delete(self) -> None:
        name, saved = self._name(), self._views.saved()
        before = saved.kept()
        if _try(self._window, lambda: saved.delete(name), ""):
            bring_back = (
                "撤销",
                lambda: _try(self._window, lambda: saved.put(before), f"视图“{name}”已恢复。"),
            )
            self._window.say(f"已删除视图“{name}”。", offers=[bring_back])
        self.fill()
