"""归档清单: every file of an archive with what it is, its size and checksum, as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.export_page import set_up_page
from fgj_desktop.exchange.export_styles import TEXT_FORMAT, Align, Look, Styles

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from fgj_desktop.exchange.round_archive import Archive
    from fgj_desktop.rules.rounds import RoundInfo

_TITLES = ("序号", "类别", "文件名", "说明", "大小", "校验码（SHA-256）")
_WIDTHS = (6.0, 18.0, 48.0, 36.0, 11.0, 68.0)
_LOST = "未找到"


def write_list(archive: Archive, info: RoundInfo, path: Path) -> None:
    """Write the list; what could not be found stands at its end."""
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    workbook = Workbook()
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = "归档清单"
    styles = Styles()
    _put(worksheet, styles, 1, (f"{info.name}归档清单",), Look("title", "center"))
    _put(worksheet, styles, 2, (_facts(info, archive),), Look("line", "left"))
    for row in (1, 2):
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_TITLES))
    _put(worksheet, styles, 3, _TITLES, Look("header", "center"))
    lines = [(one.folder, one.name, one.about, one.size, one.digest) for one in archive.files]
    lines += [(_LOST, name, "登记过，归档时已不在原处", "", "") for name in archive.missing]
    for number, texts in enumerate(lines, 1):
        _put(worksheet, styles, number + 3, (str(number), *texts), Look("record", "left", TEXT_FORMAT))
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        worksheet.column_dimensions[letter].width = width
    worksheet.row_dimensions[1].height = 32
    set_up_page(worksheet, "A4", 3, 3)
    write_whole(path, workbook.save)


def _facts(info: RoundInfo, archive: Archive) -> str:
    parts = [f"状态：{info.state}", f"文件 {len(archive.files)} 个"]
    if archive.missing:
        parts.append(f"未找到 {len(archive.missing)} 个")
    return "　".join(parts)


def _put(worksheet: Worksheet, styles: Styles, row: int, texts: tuple[str, ...], look: Look) -> None:
    """Write a line of texts: nothing in it is ever taken for a formula."""
    from openpyxl.cell import Cell

    for column, text in enumerate(texts, 1):
        cell = worksheet.cell(row, column)
        assert isinstance(cell, Cell)
        if text:
            cell.value = text
            cell.data_type = "s"
        align: Align = "center" if column == 1 and look.align == "left" and row > 3 else look.align
        styles.apply(cell, Look(look.part, align, look.number_format))
