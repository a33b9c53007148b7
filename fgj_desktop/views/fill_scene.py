"""A picture of 套表填报 over a made-up blank."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fgj_desktop.views.fill_work import open_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from fgj_desktop.views.main_window import MainWindow

_TITLES = (
    "序号",
    "项目名称",
    "项目性质",
    "总投资",
    "2021年计划投资",
    "1-9月累计完成投资（纳统）",
    "占年度计划（％）",
    "是否开工",
    "形象进度",
    "市级包抓领导",
    "备注说明",
)


def filling(
    window: MainWindow, shown: Callable[[str, QWidget], Iterator[tuple[str, QWidget]]]
) -> Iterator[tuple[str, QWidget]]:
    """The dialog as it opens over the sample; nothing is written beside the made-up blank."""
    from openpyxl import Workbook

    with tempfile.TemporaryDirectory() as folder:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "附件1 进展情况"
        for line in (("2021年重点项目建设进展情况表（1—9月）",), ("单位：亿元",), _TITLES):
            sheet.append(line)
        path = Path(folder) / "市级重点项目进展表.xlsx"
        book.save(path)
        dialog = open_blank(window, path)
    if dialog is not None:
        yield from shown("fill-blank", dialog)
