"""The running program: one application, one window at a time, and what leads from one to the next."""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fgj_desktop.errors import EnvironmentProblem, FgjError
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.opening import Opened, open_ledger
from fgj_desktop.models.periods import PERIOD_SETTING
from fgj_desktop.rules import RULES
from fgj_desktop.store.recovery import Condition
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.preferences import points_of, wants_dark
from fgj_desktop.views.theme import apply_theme
from fgj_desktop.views.translations import install_translations
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_place import show_first

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fgj_desktop.views.start_page import Start, StartPage
    from fgj_desktop.views.window_memory import WindowMemory

_DAMAGED = (Condition.DAMAGED, Condition.ENCRYPTED)


class Program(QObject):
    """Opens one window after another; ends when the last one is closed."""

    def __init__(
        self,
        application: QApplication,
        memory: WindowMemory,
        *,
        build_sample: Callable[[Path], object],
        log_folder: Path | None = None,
    ) -> None:
        """``build_sample`` makes the sample ledger in a file that does not exist yet."""
        super().__init__(application)
        self.application = application
        self.memory = memory
        self.window: MainWindow | None = None
        self.page: QWidget | None = None
        self._build_sample = build_sample
        self._log_folder = log_folder
        application.setApplicationName("FGJDesktop")
        application.setApplicationDisplayName("发改台账")
        # Between two files there is no window for a moment.
        application.setQuitOnLastWindowClosed(False)
        install_translations(application)
        apply_theme(application, wants_dark(memory), points_of(memory))

    def host(self) -> QWidget | None:
        """The window over which messages are shown."""
        return self.page or self.window

    def start(self, opened: Opened | None, *, quit_after_paint: bool = False) -> None:
        """Show what was opened while Qt was imported, or the first page."""
        if opened is None:
            self.show_start_page()
        else:
            self.show(opened)
        if quit_after_paint and self.window is not None:
            self.window.middle.painted.connect(self.window.close)

    # --- ledgers --------------------------------------------------------------------------------

    def open(self, path: Path, message: str = "") -> None:
        """Open a file in place of the one that is open, which stays when that fails."""
        if self.window is not None and self.window.document.store.path.resolve() == path.resolve():
            self.window.activateWindow()
            return
        with waiting():
            opened = open_ledger(path, self.memory.of_file(path))
        self.show(opened, message)

    def show(self, opened: Opened, message: str = "") -> None:
        """Show what was opened, or what to do about a file that could not be."""
        if opened.bug is not None:
            if self.host() is None:
                self.show_start_page()
            raise opened.bug
        if opened.store is None:
            self._refuse(opened)
            return
        document = LedgerDocument(opened.store, opened.month)
        window = MainWindow(
            document, self.memory, ledger=opened.ledger, ids=opened.ids, rows=opened.rows, owner=opened.owner
        )
        window.log_folder = self._log_folder
        window.open_requested.connect(self._later(self.open))
        window.new_requested.connect(self._later(self.show_start_page))
        window.sample_requested.connect(self._later(self._open_sample))
        window.restore_requested.connect(self._later(self._restore))
        window.closed.connect(partial(self._window_closed, window))
        window.turns.idle.connect(_collect)
        former, self.window = self.window, window
        if former is not None and not former.close():
            # What is being typed there could not be stored: it must not be lost.
            self.window = former
            window.deleteLater()
            document.close()
            return
        show_first(window)
        if self.page is not None:
            self.page.close()
        if message:
            window.say(message)

    def _window_closed(self, window: MainWindow) -> None:
        window.document.close()
        window.deleteLater()
        if window is self.window:
            self.window = None
            self._end_if_nothing_is_open()

    def _refuse(self, opened: Opened) -> None:
        if opened.state is not None and opened.state.condition in _DAMAGED:
            self.show_recovery_page(opened.path, opened.problem)
            return
        from fgj_desktop.views.start_page import StartPage

        if self.window is not None:
            self.window.say(opened.problem, error=True)
        elif isinstance(self.page, StartPage):
            self.page.say(opened.problem)
        else:
            self.show_start_page(opened.problem)

    def _restore(self, backup: Path) -> None:
        """Put a backup in the place of the open file and open that again."""
        from fgj_desktop.views.recovery_page import restore_ledger, restored_message

        window, self.window = self.window, None
        assert window is not None
        path = window.document.store.path
        if not window.close():
            self.window = window
            return
        try:
            message = restored_message(restore_ledger(backup, path, damaged=False))
        except FgjError as problem:
            message = str(problem)
        self.open(path, message)

    # --- pages without a ledger -----------------------------------------------------------------

    def show_start_page(self, problem: str = "") -> None:
        """Ask how to begin."""
        from fgj_desktop.views.start_page import StartPage

        page = StartPage()
        page.started.connect(self._later(partial(self._begin, page)))
        page.open_requested.connect(self._later(self.open))
        self._show_page(page)
        if problem:
            page.say(problem)

    def show_recovery_page(self, path: Path, message: str) -> None:
        """Offer the backups of a damaged file."""
        from fgj_desktop.views.recovery_page import RecoveryPage

        page = RecoveryPage(path, message)
        page.restored.connect(self._later(self.open))
        page.open_requested.connect(self._later(self.open))
        self._show_page(page)

    def _begin(self, page: StartPage, start: Start) -> None:
        """Make the ledger that the clerk asked for on the first page."""
        try:
            with waiting():
                self._make(start)
        except FgjError as problem:
            page.say(str(problem))
            return
        self.open(start.file)
        if self.window is not None and start.workbooks:
            self.window.import_files(start.workbooks)

    def _make(self, start: Start) -> None:
        try:
            start.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentProblem(f"无法建立文件夹“{start.file.parent}”，请选择其他位置。") from error
        if start.way == "sample":
            self._build_sample(start.file)
            return
        with Store.create(start.file, RULES) as store:
            store.settings.set("office", start.office)
            store.settings.set("region", start.region)
            store.settings.set(PERIOD_SETTING, start.month.key)

    def _open_sample(self) -> None:
        """Make the sample beside the open file and open it."""
        window = self.window
        assert window is not None
        folder = window.document.store.path.parent
        path = next(one for number in range(1, 1000) if not (one := _numbered(folder, number)).exists())
        try:
            with waiting():
                self._build_sample(path)
        except FgjError as problem:
            window.say(str(problem), error=True)
            return
        self.open(path)

    # --- pages come and go ----------------------------------------------------------------------

    def _show_page(self, page: QWidget) -> None:
        former, self.page = self.page, page
        if former is not None:
            former.close()
        page.installEventFilter(self)
        page.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page was closed: with nothing else open, that is the end."""
        if event.type() == QEvent.Type.Close and isinstance(watched, QWidget):
            watched.deleteLater()
            if watched is self.page:
                self.page = None
                self._end_if_nothing_is_open()
        return super().eventFilter(watched, event)

    def _end_if_nothing_is_open(self) -> None:
        if self.window is None and self.page is None:
            self.application.quit()

    def _later(self, action: Callable[..., object]) -> Callable[..., None]:
        """The action on the next turn: the menu or dialog that asked must have closed first."""

        def ask(*arguments: object) -> None:
            QTimer.singleShot(0, self, partial(action, *arguments))

        return ask


def _numbered(folder: Path, number: int) -> Path:
    return folder / f"示例台账{'' if number == 1 else number}.fgj"


def _collect() -> None:
    """Look for unreachable objects while the window rests; what the start has made is looked at once."""
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
