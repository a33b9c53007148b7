"""项目卡片: all of one record beside the grid, as a form that follows the grid's current row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QToolButton, QVBoxLayout, QWidget

from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.ledgers.declaration import Items
from fgj_desktop.ledgers.kinds import Choice, Link, LinkList
from fgj_desktop.ledgers.record_parts import is_light, period_fields
from fgj_desktop.rules.lights import light_colour, light_is_hollow
from fgj_desktop.views.band import Band
from fgj_desktop.views.card_files import FilesPage
from fgj_desktop.views.card_history import HistoryPage
from fgj_desktop.views.card_pages import CardPage, FieldsPage, ItemsPage, PeriodsPage
from fgj_desktop.views.icons import icon
from fgj_desktop.views.lights import LIGHT_WORDS, light_picture
from fgj_desktop.views.parts import label
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.changes import Change
    from fgj_desktop.store.rows import Row

PREVIOUS, NEXT = "Ctrl+PgUp", "Ctrl+PgDown"


class RecordCard(QWidget):
    """The card of a ledger's records. Only the page in view is read; the others when they are asked for."""

    step_requested = Signal(int)
    """-1 or 1: the record before or after in the grid."""
    print_requested = Signal()
    closed = Signal()
    left = Signal()
    """The keyboard is to go back to the grid."""

    def __init__(self, document: LedgerDocument, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.ledger = ledger
        self.record: int | None = None
        self._stale: set[CardPage] = set()
        self._beside = _ledgers_beside(ledger)
        self.setProperty("page", True)
        self.setMinimumWidth(space(24))
        self._light = QLabel()
        self._name = label("", wrap=True)
        self._state = label("", "muted")
        self._place = QLabel()
        self._place.setProperty("tone", "muted")
        self.message = Band()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.history = HistoryPage(document, ledger)
        self.pages = self._make_pages()
        for page in self.pages:
            self.tabs.addTab(page, page.title)
            page.said.connect(self.say)
            page.left.connect(self.left)
        self.tabs.currentChanged.connect(lambda _tab: self._show_page())
        self.tabs.tabBarClicked.connect(lambda _tab: self.finish_editing())
        self._arrange()
        for keys, step in ((PREVIOUS, -1), (NEXT, 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.step_requested.emit(step))
        document.changed.connect(self._follow)
        document.reread.connect(self.refresh)
        document.period_changed.connect(self.refresh)
        document.money_unit_changed.connect(self.refresh)
        self.restyle()
        self._show_everything()

    def _make_pages(self) -> list[CardPage]:
        pages: list[CardPage] = [FieldsPage(self.document, self.ledger)]
        pages += [
            ItemsPage(self.document, self.ledger, axis)
            for axis in self.ledger.axes
            if isinstance(axis, Items)
        ]
        if period_fields(self.ledger):
            pages.append(PeriodsPage(self.document, self.ledger))
        pages.append(FilesPage(self.document, self.ledger))
        pages.append(self.history)
        return pages

    def _arrange(self) -> None:
        self._previous = self._button("上一项", PREVIOUS, lambda: self.step_requested.emit(-1), "up")
        self._next = self._button("下一项", NEXT, lambda: self.step_requested.emit(1), "down")
        self._print = self._button("打印", "一项一档", self.print_requested.emit, "print")
        self._close = self._button("关闭卡片", "F3", self.closed.emit, "close")
        self._buttons = (self._previous, self._next, self._print, self._close)
        font = self._name.font()
        font.setBold(True)
        self._name.setFont(font)
        top = QHBoxLayout()
        top.setContentsMargins(space(0.6), space(0.4), space(0.3), 0)
        top.setSpacing(space(0.3))
        top.addWidget(self._light, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._name, 1)
        for button in self._buttons:
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setContentsMargins(space(0.6), 0, space(0.6), space(0.3))
        below.addWidget(self._state, 1)
        below.addWidget(self._place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(0.1))
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.message)
        column.addWidget(self.tabs, 1)

    def _button(self, title: str, keys: str, action: Callable[[], object], name: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(f"{title}（{keys}）")
        button.setAccessibleName(title)
        button.setProperty("icon_name", name)
        button.setIconSize(QSize(space(0.9), space(0.9)))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: action())
        return button

    # --- showing --------------------------------------------------------------------------------

    @property
    def page(self) -> CardPage:
        """The page in view."""
        return self.pages[self.tabs.currentIndex()]

    def show_record(self, record: int | None, place: str = "") -> None:
        """Show a record; ``place`` says where it stands in the grid. What is being typed is stored first."""
        self._place.setText(place)
        if record == self.record:
            return
        if not self.finish_editing():
            return
        self.record = record
        self.message.say("")
        self._show_everything()

    def refresh(self) -> None:
        """Read everything again, when no text is being typed."""
        self.page.when_idle(self._show_everything)

    def _follow(self, change: Change) -> None:
        touched = change.records.get(self.ledger.name, frozenset())
        if self.record in touched or self._beside & change.records.keys():
            if self.record is not None and self._row() is None:
                self._lose()
            else:
                self.refresh()

    def _lose(self) -> None:
        """The record is gone: what was being typed is told, so that it can be copied."""
        text = self.page.give_up_editing()
        self.record = None
        self._show_everything()
        gone = f"该{self.ledger.record_title}已不在台账中。"
        self.message.say(f"{gone}未保存的内容：{text}" if text else gone, "warning")

    def _row(self) -> Row | None:
        if self.record is None:
            return None
        with self.document.reading():
            rows = self.document.view(self.ledger).rows([self.record])
        return rows[0] if rows else None

    def _show_everything(self) -> None:
        row = self._row()
        self._show_head(row)
        self._stale = set(self.pages)
        self._show_page()

    def _show_page(self) -> None:
        page = self.page
        if page in self._stale:
            self._stale.discard(page)
            page.show_record(self.record)
        self.tabs.setEnabled(self.record is not None)

    def _show_head(self, row: Row | None) -> None:
        if row is None:
            self._light.hide()
            self._name.setText(f"未选中{self.ledger.record_title}")
            self._state.setText("在表格中选中一行，这里显示它的全部内容。")
            return
        name = str(row.values.get(self.ledger.name_column) or "")
        self._name.setText(name or f"（未填{self.ledger.record_title}名称）")
        light = next(
            (str(row.values.get(field.name) or "") for field in self.ledger.fields if is_light(field)), ""
        )
        self._show_light(light)
        self._state.setText("　".join(self._state_words(row, light)))

    def _show_light(self, light: str) -> None:
        colour = light_colour(light or None)
        self._light.setVisible(bool(colour))
        if colour:
            size = round(QFontMetrics(self.font()).height() * 0.95)
            hollow = light_is_hollow(light)
            self._light.setPixmap(light_picture(colour, hollow, size, self.devicePixelRatioF(), colours()))
            self._light.setToolTip(LIGHT_WORDS[colour] + ("（已填情况说明）" if hollow else ""))

    def _state_words(self, row: Row, light: str) -> list[str]:
        """The light in words, the states that are computed, and the unit that answers."""
        context = self.document.context()
        words = []
        if colour := light_colour(light or None):
            words.append(LIGHT_WORDS[colour])
        for column in self.ledger.columns:
            shown = column.name == self.ledger.unit_column or (
                column.computed is not None and isinstance(column.kind, Choice)
            )
            text = column.kind.text(row.values.get(column.name), context) if shown else ""
            if text:
                words.append(text)
        return words

    def say(self, text: str) -> None:
        """Say a sentence above the pages."""
        self.message.say(text)

    # --- leaving --------------------------------------------------------------------------------

    def finish_editing(self) -> bool:
        """Store what is being typed; False when it could not be stored, and then it stays."""
        return all(page.finish_editing() for page in self.pages)

    def enter(self) -> None:
        """Take the keyboard."""
        self.page.enter()

    def stop(self) -> None:
        """Follow the document no longer."""
        for page in self.pages:
            page.stop()
        self.document.changed.disconnect(self._follow)
        self.document.reread.disconnect(self.refresh)
        self.document.period_changed.disconnect(self.refresh)
        self.document.money_unit_changed.disconnect(self.refresh)

    def restyle(self) -> None:
        """Draw icons and the light in the colours in force."""
        for button in self._buttons:
            button.setIcon(icon(str(button.property("icon_name"))))
        self.message.restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "tabs"):
            self.restyle()
            self._show_head(self._row())


def _ledgers_beside(ledger: Ledger) -> frozenset[str]:
    """Ledgers of which the card shows something too: those it names, and those that belong to records."""
    kinds = [column.kind for column in ledger.columns]
    named = {kind.ledger for kind in kinds if isinstance(kind, Link | LinkList)}
    return frozenset((named - {ledger.name}) | {one.name for one in LEDGERS if one.belongs_to is not None})
