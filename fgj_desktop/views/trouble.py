"""What happens when the program itself is wrong: a log, a message with the details, and work goes on."""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from fgj_desktop.errors import FgjError
from fgj_desktop.store.sqlite_errors import DATABASE_ERROR, translate

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable
    from types import TracebackType

_LOG_BYTES = 512 * 1024
_LOGS_KEPT = 3
_OPEN_FILE = Path("台账文件")
"""How the open file is named where it is not known which one it is."""
_SAID = "程序出现内部错误，刚才的操作可能没有完成。已录入的内容都已保存，可以继续使用。"


class Trouble(QObject):
    """Takes every exception that nobody caught, and what Qt complains about."""

    _reported = Signal(str)

    def __init__(self, parent: QObject, folder: Path, host: Callable[[], QWidget | None]) -> None:
        """``folder`` holds the logs; ``host`` is the window to show messages over."""
        super().__init__(parent)
        self._host = host
        self._folder = folder
        self._box: QMessageBox | None = None
        self._told: set[str] = set()
        self._log: logging.Logger | None = None
        # Queued from another thread, so that the message is shown by the window's own.
        self._reported.connect(self._show)

    def install(self) -> None:
        """Take over from here on."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(self._qt_message)
        faulthandler.enable()

    @property
    def path(self) -> Path:
        """The log in use."""
        return self._folder / "fgj-desktop.log"

    def report(
        self, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Log an exception and tell the clerk; one that states its blame is told in its own words."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value or kind(), trace)
            return
        details = "".join(traceback.format_exception(kind, value, trace))
        self.logger().error("%s", details)
        if isinstance(value, DATABASE_ERROR) and (told := translate(value, _OPEN_FILE, "读取")) is not None:
            self._tell_of_file(str(told))
        else:
            self._reported.emit(str(value) if isinstance(value, FgjError) else details)

    def _tell_of_file(self, text: str) -> None:
        """Once is enough: cells that cannot be read are asked for again at every paint."""
        if text not in self._told:
            self._told.add(text)
            self._reported.emit(text)

    def logger(self) -> logging.Logger:
        """The rotating log; made when first used."""
        import logging

        if self._log is None:
            from logging.handlers import RotatingFileHandler

            log = logging.getLogger("fgj_desktop")
            log.setLevel(logging.INFO)
            log.propagate = False
            handler: logging.Handler
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                handler = RotatingFileHandler(
                    self.path, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True
                )
            except OSError:
                handler = logging.StreamHandler()
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            log.handlers[:] = [handler]
            log.info("%s", version_line())
            self._log = log
        return self._log

    def _show(self, text: str) -> None:
        if self._box is not None:
            return
        bug = text.startswith("Traceback") or "\n" in text
        box = QMessageBox(self._host())
        box.setWindowTitle("内部错误" if bug else "提示")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(_SAID if bug else text)
        if bug:
            box.setInformativeText(f"详情已写入日志：{self.path}")
            copy = box.addButton("复制详情", QMessageBox.ButtonRole.ActionRole)
            copy.clicked.disconnect()
            details = f"{version_line()}\n{text}"
            copy.clicked.connect(lambda _checked: QGuiApplication.clipboard().setText(details))
        box.addButton("继续使用", QMessageBox.ButtonRole.AcceptRole)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget_box)
        self._box = box
        box.open()

    def _forget_box(self) -> None:
        self._box = None

    def _qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        import logging

        level = {
            QtMsgType.QtWarningMsg: logging.WARNING,
            QtMsgType.QtCriticalMsg: logging.ERROR,
            QtMsgType.QtFatalMsg: logging.CRITICAL,
        }.get(kind)
        if level is not None:
            self.logger().log(level, "Qt: %s (%s)", text, context.category or "")


def version_line() -> str:
    """The versions of everything that matters, in one line for the log."""
    from fgj_desktop.views.about_dialog import versions

    return "，".join(f"{name} {value}" for name, value in versions().items())
