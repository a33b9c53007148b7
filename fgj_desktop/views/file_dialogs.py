"""Asking for files and folders without stopping the program: the answer comes to a function.

Where the platform has a file dialog of its own, that one is shown; titles and kinds are ours.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

LEDGER_FILES = "台账文件 (*.fgj)"
TABLE_FILES = "Excel、WPS 表格 (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.htm *.html)"
WORKBOOK_FILES = "Excel 工作簿 (*.xlsx)"
ALL_FILES = "所有文件 (*)"
TABLE_SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".txt", ".htm", ".html"}
)
"""What is taken for a table when dropped; the importer looks inside and says what it is."""
LEDGER_SUFFIX = ".fgj"


class Memory(Protocol):
    """What remembers the folders: views.window_memory.WindowMemory."""

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """A remembered value."""
        ...

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Remember a JSON value."""
        ...


def documents_folder() -> Path:
    """Where the user keeps documents; the home folder on a machine without such a place."""
    text = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(text) if text and Path(text).is_dir() else Path.home()


def remembered_folder(memory: Memory, purpose: str, default: Path | None = None) -> Path:
    """The folder last used for a purpose (``import``, ``export``, ``ledger``), if it is still there."""
    text = memory.get(f"folder:{purpose}")
    if isinstance(text, str) and Path(text).is_dir():
        return Path(text)
    return default or documents_folder()


def remember_folder(memory: Memory, purpose: str, chosen: Path) -> None:
    """Remember the folder of a chosen file, or the folder chosen."""
    memory.set(f"folder:{purpose}", str(chosen if chosen.is_dir() else chosen.parent))


def ask_open(
    parent: QWidget, title: str, folder: Path, kinds: str, done: Callable[[Path], object]
) -> QFileDialog:
    """Ask for an existing file; ``kinds`` is like 「台账文件 (*.fgj)」. ``done`` gets the path chosen."""
    dialog = QFileDialog(parent, title, str(folder), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(dialog, done)


def ask_open_many(
    parent: QWidget, title: str, folder: Path, kinds: str, done: Callable[[Sequence[Path]], object]
) -> QFileDialog:
    """Ask for one or several existing files. ``done`` gets the paths chosen, in the order of their names."""
    dialog = QFileDialog(parent, title, str(folder), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda texts: done(sorted(Path(text) for text in texts)))
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, folder: Path, done: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder. ``done`` gets the path chosen."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, done)


def ask_save(
    parent: QWidget, title: str, proposed: Path, kinds: str, done: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to save, proposing a path whose suffix is the default. ``done`` gets the path chosen."""
    dialog = QFileDialog(parent, title, str(proposed.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    return _open(dialog, done)


def _open(dialog: QFileDialog, done: Callable[[Path], object]) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda text: done(Path(text)))
    dialog.open()
    return dialog
