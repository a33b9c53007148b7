"""Views by name in a pane: which one is shown, whether it was changed since, and switching to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

if TYPE_CHECKING:
    from fgj_desktop.models.saved_views import SavedView, SavedViews
    from fgj_desktop.views.ledger_pane import LedgerPane


class PaneViews(QObject):
    """The view of each ledger. What reads views is imported after the first paint."""

    def __init__(self, pane: LedgerPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._names: dict[str, str] = {}
        self.button = QToolButton()
        self.button.setText("视图")
        self.button.setToolTip("切换视图：筛选、排序、分组和列一起保存")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setProperty("view", True)
        pane.line.add_at_end(self.button)
        for signal in (pane.choice_changed, pane.columns_changed):
            signal.connect(self.show)

    def saved(self) -> SavedViews:
        """The views of the ledger shown that are kept in the file."""
        from fgj_desktop.models.saved_views import SavedViews

        return SavedViews(self._pane.document.store.settings, self._pane.ledger)

    def ready(self) -> list[SavedView]:
        """The views that every file has."""
        from fgj_desktop.models.saved_views import ready

        return ready(self._pane.ledger)

    @property
    def current(self) -> str:
        """The name of the view chosen last; the first ready one when none was."""
        return self._names.get(self._pane.ledger.name) or self.ready()[0].name

    def is_changed(self) -> bool:
        """Whether something else than the view chosen last is shown."""
        view, pane = self.saved().named(self.current), self._pane
        return view is None or not view.shows(pane.choice, pane.columns.arrangement, pane.columns.widths)

    def show(self) -> None:
        """Say which view is shown, with a * when it was changed since."""
        self.button.setText(f"视图：{self.current}{' *' if self.is_changed() else ''}".replace("&", "&&"))

    def offered(self) -> list[SavedView]:
        """The views to switch to, the ready ones first."""
        return [*self.ready(), *self.saved().all()]

    def apply(self, view: SavedView) -> None:
        """Show a view; what is being typed is stored first, and if that fails nothing changes."""
        pane = self._pane
        if not pane.grid.finish_editing():
            return
        if view.arrangement is not None:
            pane.columns.arrange(view.arrangement, view.widths)
        self._names[pane.ledger.name] = view.name
        pane.apply(view.choice)

    def now(self, name: str) -> SavedView:
        """What is shown, as a view of this name."""
        from fgj_desktop.models.saved_views import SavedView

        pane = self._pane
        return SavedView(name, pane.choice, pane.columns.arrangement, pane.columns.widths)

    def save(self, name: str) -> None:
        """Keep what is shown under a name; raises StorageProblem when it could not be written."""
        self.saved().save(self.now(name))
        self.call(name)

    def call(self, name: str) -> None:
        """What is shown has this name by now."""
        self._names[self._pane.ledger.name] = name
        self.show()
