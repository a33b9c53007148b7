"""The window's pages as pictures, for machines without a display and for looking at every page at once."""

from __future__ import annotations

import datetime
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.ledgers import NAVIGATION
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.rules.sheet_words import filling_day
from fgj_desktop.store.backup import make_backup
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.pages import PAGES
from fgj_desktop.views.scene_tools import delete_later, settle, shown
from fgj_desktop.views.scenes import SCENES
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.translations import install_translations
from fgj_desktop.views.window_memory import WindowMemory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.views.scene_tools import Page

_MORNING = datetime.time(9, 30)
_TURNS = 10
"""Turns of the event loop in which a page does what it does after it is shown."""
_SAID_OFF_SCREEN = "This plugin does not support propagateSizeHints()"


def render_pages(
    path: Path, folder: Path, month: Month, size: tuple[int, int], *, dark: bool = False
) -> list[Path]:
    """Write a PNG of every page of the window on ``path`` as of a month; gives their paths in order.

    The pages are those of a copy: the file itself is only read, and may be open elsewhere.

    Raises:
        FgjError: the file cannot be opened, or the folder not be written.
    """
    application = _application(dark)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"无法建立文件夹“{folder}”，未保存图片。请换一个位置。") from error
    made = []
    with tempfile.TemporaryDirectory() as passing:
        stage = _Stage(path, Path(passing), month, size)
        for number, (name, widget) in enumerate(stage.pages(), 1):
            target = folder / f"{number:03d}-{name}.png"
            for _ in range(_TURNS):
                application.processEvents()
            if not widget.grab().save(str(target)):
                raise EnvironmentProblem(f"“{target}”未能保存，可能磁盘已满或该位置不可写。请换一个位置。")
            made.append(target)
    return made


def _application(dark: bool) -> QApplication:
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        qInstallMessageHandler(_say)
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    install_translations(application)
    apply_theme(application, dark)
    return application


def _say(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """What Qt says, except of windows with a least size: off screen nobody can make them smaller."""
    if text != _SAID_OFF_SCREEN:
        sys.stderr.write(f"{text}\n")


@dataclass(slots=True)
class _Stage:
    """Sets the pages up one after the other."""

    path: Path
    folder: Path
    month: Month
    size: tuple[int, int]

    def pages(self) -> Iterator[Page]:
        """Every page with its name; each is shown only until the next is asked for."""
        copy = self._copy()
        day = filling_day(self.month, datetime.date.max)
        now = datetime.datetime.combine(day, _MORNING)
        with Store.open(copy, RULES, clock=lambda: now) as store:
            yield from self._main_pages(store)
            yield from self._dialogs(store)
        yield from self._import_page(now)
        yield from self._pages_without_file(copy, now)

    def _copy(self) -> Path:
        copy = self.folder / self.path.name
        with Store.open(self.path, RULES, read_only=True) as store:
            made = make_backup(store.connection, self.folder, copy.stem, datetime.datetime.now())
        return made.path.rename(copy)

    def _main_pages(self, store: Store) -> Iterator[Page]:
        document = LedgerDocument(store, self.month)
        window = MainWindow(document, WindowMemory(self.folder / "window.json"))
        window.resize(*self.size)
        window.show()
        for ledger in NAVIGATION:
            window.open_ledger(ledger.name)
            settle(window)
            yield ledger.name.replace("_", "-"), window
        for page in PAGES:
            window.open_page(page.name)
            settle(window)
            yield page.name.replace("_", "-"), window
        window.open_ledger(NAVIGATION[0].name)
        settle(window)
        for scene in SCENES:
            yield from scene(window)
        _end(window)

    def _dialogs(self, store: Store) -> Iterator[Page]:
        from fgj_desktop.views.about_dialog import AboutDialog
        from fgj_desktop.views.document_words_dialog import DocumentWordsDialog
        from fgj_desktop.views.settings_dialog import SettingsDialog

        memory = WindowMemory(self.folder / "window.json")
        yield from shown("settings", SettingsDialog(memory, store.settings))
        yield from shown("document-words", DocumentWordsDialog(store.settings))
        yield from shown("about", AboutDialog())

    def _import_page(self, now: datetime.datetime) -> Iterator[Page]:
        """What the import dialog says of the sample's workbook over an empty ledger."""
        from fgj_desktop.views.import_dialog import ImportDialog

        book = next(resource_path("sample").glob("重点项目*.xlsx"))
        memory = WindowMemory(self.folder / "window.json")
        with Store.create(self.folder / "新台账.fgj", RULES, clock=lambda: now) as store:
            dialog = ImportDialog(LedgerDocument(store, self.month), memory)
            dialog.show()
            dialog.start([book])
            wait = QEventLoop()
            dialog.reading.finished.connect(wait.quit)
            dialog.reading.failed.connect(wait.quit)
            wait.exec()
            yield "import", dialog
            dialog.close()
            delete_later()

    def _pages_without_file(self, copy: Path, now: datetime.datetime) -> Iterator[Page]:
        from fgj_desktop.views.recovery_page import RecoveryPage
        from fgj_desktop.views.start_page import StartPage

        start = StartPage(Path("发改台账"), today=now.date)
        start.resize(*self.size)
        yield from shown("first-start", start)
        backups = self.folder / "backups"
        with Store.open(copy, RULES, read_only=True) as store:
            for days in (0, 1, 4):
                make_backup(store.connection, backups, copy.stem, now - datetime.timedelta(days=days))
        recovery = RecoveryPage(copy, folder=backups, clock=lambda: now)
        recovery.resize(*self.size)
        yield from shown("recovery", recovery)


def _end(window: MainWindow) -> None:
    """Take the window away without the backup that closing it would make: it shows a copy."""
    window.turns.stop()
    window.sides.charts.stop()
    window.pane.stop()
    window.hide()
    window.deleteLater()
    delete_later()
