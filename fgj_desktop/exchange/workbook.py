"""From a path to plain data: what the importer stands on. No ledger is known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeVar

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.exported import MARK
from fgj_desktop.exchange.grid import Kind, Sheet, Workbook
from fgj_desktop.exchange.html_table import read_html_tables
from fgj_desktop.exchange.ods_extent import check_ods
from fgj_desktop.exchange.plain_sheet import plain_sheet
from fgj_desktop.exchange.raw_book import (
    Package,
    open_workbook_package,
    read_comments,
    read_property,
    read_styles,
    sheet_parts,
)
from fgj_desktop.exchange.raw_facts import RawSheet, Styles
from fgj_desktop.exchange.raw_sheet import read_raw_sheet
from fgj_desktop.exchange.raw_xls import read_raw_xls
from fgj_desktop.exchange.sniff import Content, sniff
from fgj_desktop.exchange.text_table import read_text_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is."""

    done: int
    total: int
    text: str
    """The sheet being read."""


_Given = TypeVar("_Given")
_Answer = TypeVar("_Answer")

Report = Callable[[Progress], None]


def read_workbook(path: str | Path, progress: Report | None = None) -> Workbook:
    """Read a workbook, a text table or a web page's tables, whole.

    Raises UserError when the file is not one, is encrypted, damaged or beyond the limits of
    `guards`; EnvironmentProblem when the machine does not hand it over. No other exception.
    """
    return read_content(sniff(path), progress)


def read_content(content: Content, progress: Report | None = None) -> Workbook:
    """What ``read_workbook`` gives, of bytes that were read already."""
    if content.kind is Kind.TEXT:
        rows = read_text_table(content.data, content.name)
        return Workbook(content.name, content.kind, (Sheet(PurePath(content.name).stem, rows),))
    if content.kind is Kind.HTML:
        return Workbook(content.name, content.kind, read_html_tables(content.data, content.name))
    if content.kind is Kind.XLSX:
        return _read_xlsx(content, progress)
    if content.kind is Kind.XLS:
        return _read_xls(content, progress)
    check_ods(content.data, content.name)
    return Workbook(content.name, content.kind, _read_sheets(content, progress, {}, Styles()), (_ODS_REMARK,))


_ODS_REMARK = "ODF 表格中的合并单元格、批注、隐藏行列和字体标记未读取；如有需要，请另存为 .xlsx 后再导入。"
_XLS_REMARK = "此 .xls 文件中的批注、隐藏行列和字体标记未读取；如有需要，请另存为 .xlsx 后再导入。"


def _read_xls(content: Content, progress: Report | None) -> Workbook:
    told = read_raw_xls(content.data, content.name)
    if told is None:
        return Workbook(
            content.name, content.kind, _read_sheets(content, progress, {}, Styles()), (_XLS_REMARK,)
        )
    styles, raw = told
    return Workbook(content.name, content.kind, _read_sheets(content, progress, raw, styles))


def _read_xlsx(content: Content, progress: Report | None) -> Workbook:
    package = open_workbook_package(content.data, content.name)
    parts = sheet_parts(package)
    styles = read_styles(package)
    # All sheets are searched before the first is built: a number in the last cell of any of them
    # would have the reader ask for more memory than there is, and that ends the process.
    raw = {sheet: _raw_sheet(package, part, styles, sheet) for sheet, part in parts.items()}
    guards.check_parts(package.archive, content.name, {part.casefold() for part in parts.values()})
    macros = ("宏未读取，不影响数据。",) if "xl/vbaproject.bin" in package.parts else ()
    sheets = _read_sheets(content, progress, raw, styles)
    return Workbook(content.name, content.kind, sheets, macros, read_property(package, MARK))


def _raw_sheet(package: Package, part: str, styles: Styles, sheet: str) -> RawSheet:
    xml = package.read(part)
    if xml is None:
        raise guards.damaged(package.name)
    raw = read_raw_sheet(xml, styles, package.name, sheet)
    return replace(raw, comments=read_comments(package, part))


def _read_sheets(
    content: Content, progress: Report | None, told: Mapping[str, RawSheet], styles: Styles
) -> tuple[Sheet, ...]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    def build(name: str) -> Sheet:
        raw = told.get(name)
        sheet = book.get_sheet_by_name(name)
        guards.check_extent(sheet.total_height, sheet.total_width, content.name, name)
        if raw is None:
            return plain_sheet(name, sheet, content.name)
        bare = plain_sheet(name, sheet, content.name, beyond=(*raw.errors, *raw.uncached))
        return replace(bare, facts=raw.facts(styles, bare))

    book = _guarded(content.name, CalamineWorkbook.from_filelike, BytesIO(content.data))
    listed = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    if content.kind is Kind.XLSX and any(entry.name not in told for entry in listed):
        # A sheet that has not been searched must not be built.
        raise guards.damaged(content.name)
    sheets: list[Sheet] = []
    for done, entry in enumerate(listed):
        if progress:
            progress(Progress(done, len(listed), entry.name))
        visible = entry.visible is SheetVisibleEnum.Visible
        sheets.append(replace(_guarded(content.name, build, entry.name), visible=visible))
    if progress:
        progress(Progress(len(listed), len(listed), ""))
    return tuple(sheets)


def _guarded(name: str, call: Callable[[_Given], _Answer], given: _Given) -> _Answer:
    """What the fast reader answers; whatever it raises is the file's fault.

    A panic of its Rust code comes as a BaseException of a class that cannot be imported.
    """
    try:
        return call(given)
    except (UserError, MemoryError):
        raise
    except Exception as problem:
        raise guards.damaged(name) from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise guards.damaged(name) from problem
