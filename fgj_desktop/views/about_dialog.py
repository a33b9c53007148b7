"""关于: what this is, which versions run, where the log lies, what it must not be used for."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fgj_desktop import __version__
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.sqlite_errors import sqlite_version
from fgj_desktop.views.icons import pixmap
from fgj_desktop.views.parts import NOT_SECRET, Form, fit_height, heading, label, panel, plain, primary, row
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "发改台账"
_LICENCE = "本软件以 MIT 许可证发布。界面使用 Qt（LGPL 第 3 版），数据存储使用 SQLite（公有领域）。"


def versions() -> dict[str, str]:
    """The versions that a report of a problem needs, by what they are of."""
    return {
        "软件版本": __version__,
        "台账文件格式": f"第 {SCHEMA_VERSION} 版",
        "数据库": f"SQLite {sqlite_version()}",
        "界面库": f"Qt {qVersion()}，PySide {PySide6.__version__}",
        "运行环境": f"Python {platform.python_version()}，{_system()}",
    }


def _system() -> str:
    return " ".join(part for part in (platform.system(), platform.release(), platform.machine()) if part)


class AboutDialog(QDialog):
    """``log_folder`` is where the program writes its log; None when it writes none."""

    def __init__(self, log_folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"关于{PROGRAM}")
        self._log_folder = log_folder
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(1.2), space(1), space(1.2), space(1))
        layout.setSpacing(space(0.8))
        layout.addLayout(self._head())
        warning, inside = panel("warning")
        inside.addWidget(label(NOT_SECRET))
        layout.addWidget(warning)
        layout.addLayout(self._facts())
        layout.addWidget(label(_LICENCE, "muted"))
        layout.addStretch(1)
        self._copied = label("", "good")
        close = primary("关闭", self.accept)
        layout.addLayout(row(plain("复制版本信息", self.copy_versions), self._copied, None, close))
        fit_height(self, 34)

    def copy_versions(self) -> None:
        """Put all versions on the clipboard."""
        text = "\n".join(f"{name}：{value}" for name, value in versions().items())
        QGuiApplication.clipboard().setText(f"{PROGRAM}\n{text}")
        self._copied.setText("已复制")

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(space(0.8))
        size = space(2.6)
        sign = QLabel()
        picture: QPixmap = pixmap("table", colours().accent.name(), size, self.devicePixelRatioF())
        sign.setPixmap(picture)
        sign.setFixedSize(QSize(size, size))
        words = QVBoxLayout()
        words.addWidget(heading(PROGRAM, "title"))
        words.addWidget(label("区县发展和改革局台账管理，单机使用，不联网。", "muted"))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _facts(self) -> Form:
        form = Form()
        form.setVerticalSpacing(space(0.3))
        for name, value in versions().items():
            form.add(name, label(value))
        if self._log_folder is not None:
            form.add("日志文件夹", label(str(self._log_folder)), plain("打开", self._open_log), stretch=0)
        return form

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_folder)))
