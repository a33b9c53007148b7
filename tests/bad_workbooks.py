"""Workbooks as a clerk has them, made on the spot: good ones, and those that cannot be imported."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

BOOKS = Path(__file__).parent / "fixtures" / "workbooks"
TITLE = ["浈江区2021年重点项目月度台账（1—9月）", "", "", "", "", "", "单位：万元"]
HEADER = [
    "序号",
    "项目名称",
    "项目代码",
    "责任单位",
    "总投资",
    "年度计划投资",
    "1—9月累计完成投资",
    "建设内容及规模",
]
ROAD = [1, "新韶路改造", None, "区住建局", 9000, 4000, 3000, "三公里"]
BRIDGE = [2, "五里亭桥", None, "区住建局", 8000, 2000, 1500, "一座"]


def workbook(path: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "1-9月"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def _bomb(path: Path) -> Path:
    """A workbook whose sheet grows to 400 MB."""
    workbook(path, TITLE, HEADER, ROAD)
    with ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    start, end = parts[sheet].split(b"</sheetData>")
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in parts.items():
            if name != sheet:
                target.writestr(name, content)
        with target.open(sheet, "w") as stream:
            stream.write(start)
            filling = b"<row/>" * 700_000
            for _ in range(100):
                stream.write(filling)
            stream.write(b"</sheetData>" + end)
    return path


def _renamed(path: Path, source: str) -> Path:
    shutil.copy(BOOKS / source, path)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


UNREADABLE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty book": (
        lambda folder: workbook(folder / "空.xlsx"),
        "“空.xlsx”中没有可以导入的台账：“1-9月”是空表。台账未作改动。",
    ),
    "no bytes": (
        lambda folder: written(folder / "空.xlsx", b""),
        "“空.xlsx”是空文件，没有可导入的内容。请检查是否选错了文件。",
    ),
    "encrypted": (
        lambda folder: _renamed(folder / "密.xlsx", "encrypted.xlsx"),
        "该工作簿已加密，请先取消密码。",
    ),
    "et": (
        lambda folder: _renamed(folder / "台账.et", "ledger.xls"),
        "这是 WPS 的 .et 文件，请在 WPS 中另存为 .xlsx。",
    ),
    "bomb": (
        lambda folder: _bomb(folder / "炸.xlsx"),
        "“炸.xlsx”展开后过大或结构异常，为安全起见未读取，未作任何改动。请只保留需要的工作表，另存后再导入。",
    ),
    "no header": (
        lambda folder: workbook(folder / "无.xlsx", *([[1, "新韶路", 3]] * 9)),
        "“无.xlsx”中没有可以导入的台账：“1-9月”没有找到表头：前 20 行内没有“项目名称”等列名。台账未作改动。",
    ),
    "cut off": (
        lambda folder: written(folder / "断.xlsx", (BOOKS / "ledger.xlsx").read_bytes()[:3000]),
        "“断.xlsx”已损坏或不完整，无法读取，未作任何改动。请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入。",
    ),
    "pdf": (
        lambda folder: written(folder / "表.xlsx", b"%PDF-1.7\n" * 50),
        "“表.xlsx”是 PDF 文件，不能导入，未作任何改动。请向报送单位索取 Excel 表格。",
    ),
}
"""How each is made in a folder, and the sentence that refuses it."""
