"""What the tests of dialogs share: a memory, workbooks of the clerk's kind, waiting for the reading."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from fgj_desktop.exchange.importer import apply, import_files
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from fgj_desktop.views.theme import LIGHT, apply_theme, colours

NOW = datetime.datetime(2021, 10, 8, 14, 30)
PROJECTS = "重点项目月度台账2021年.xlsx"
UNITS = "责任单位一览表.xlsx"
RESERVES = "专项债储备项目台账2022年.xls"


class Memory(dict[str, Any]):
    """Remembers nothing beyond a test."""

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401
        self[name] = value


def sample(name: str) -> Path:
    return resource_path(f"sample/{name}")


def ledger_with(folder: Path, *workbooks: str) -> Store:
    """A ledger with workbooks of the sample imported; its clock stands still."""
    store = Store.create(folder / "台账.fgj", RULES, clock=lambda: NOW)
    store.settings.set("office", "浈江区发展和改革局")
    for name in workbooks:
        apply(store, import_files(store, [sample(name)]))
    return store


HEADER = (
    "序号",
    "项目名称",
    "项目代码",
    "总投资",
    "2021年计划投资",
    "1-9月累计完成投资",
    "责任单位",
    "开工日期",
)
ROWS = (
    (1, "乐园镇小学扩建", None, 3000, 1000, 800, "区教育局", "2021.3"),
    (2, "十里亭镇污水管网", None, 5000, 2000, 500, "区水务局", "2021.5"),
)


def workbook(path: Path, rows: object = ROWS, header: object = HEADER, title: str = "") -> Path:
    """A plain workbook of one sheet, as a clerk keeps it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "9月"
    sheet.append([title or "浈江区2021年重点项目月度台账（1-9月）"])
    sheet.append(["单位：万元"])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def texts(widget: QWidget) -> str:
    """Everything a clerk can read in a widget now."""
    found = [widget.windowTitle()]
    for one in widget.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton):
            found.append(one.text())
        elif isinstance(one, QComboBox):
            found.append(one.currentText())
    return "\n".join(text for text in found if text)


def in_light(application: QApplication) -> None:
    """Give the application the light theme, unless it has it: every widget alive is styled anew."""
    if colours() is not LIGHT or not application.styleSheet():
        apply_theme(application, dark=False)


def settle(turns: int = 4) -> None:
    """Let what was put off happen."""
    for _ in range(turns):
        QApplication.processEvents()
