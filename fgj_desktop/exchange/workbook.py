"""From a path to plain data: what the importer stands on. No ledger is known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeVar

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.grid import Cell, Facts, Kind, Sheet, Workbook
from fgj_desktop.exchange.html_table import read_html_tables
from fgj_desktop.exchange.ods_extent import check_ods
from fgj_desktop.exchange.plain_sheet import plain_sheet
from fgj_desktop.exchange.raw_book import (
    Package,
    open_workbook_package,
    read_comments,
    read_styles,
    sheet_parts,
)
from fgj_desktop.exchange.raw_sheet import RawSheet, Styles, read_raw_sheet
from fgj_desktop.exchange.sniff import Content, sniff
from fgj_desktop.exchange.text_table import read_text_table

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is."""

    done: int
    total: int
    text: str
    """The sheet being read."""


_Answer = TypeVar("_Answer")

Report = Callable[[Progress], None]


def read_workbook(path: str | Path, progress: Report | None = None) -> Workbook:
    """Read a workbook, a text table or a web page's tables, whole.

    Raises UserError when the file is not one, is encrypted, damaged or beyond the limits of
    `guards`; EnvironmentProblem when the machine does not hand it over. No other exception.
    """
    content = sniff(path)
    if content.kind is Kind.TEXT:
        rows = read_text_table(content.data, content.name)
        return Workbook(content.name, content.kind, (Sheet(PurePath(content.name).stem, rows),))
    if content.kind is Kind.HTML:
        return Workbook(content.name, content.kind, read_html_tables(content.data, content.name))
    if content.kind is Kind.XLSX:
        return _read_xlsx(content, progress)
    if content.kind is Kind.ODS:
        check_ods(content.data, content.name)

    def build(name: str, sheet: CalamineSheet) -> Sheet:
        return plain_sheet(name, sheet, content.name)

    sheets = _read_sheets(content, progress, build)
    return Workbook(content.name, content.kind, sheets, (_REMARKS[content.kind],))


_REMARKS = {
    Kind.XLS: "旧格式 .xls 中的批注、隐藏行列和字体标记未读取；如有需要，请另存为 .xlsx 后再导入。",
    Kind.ODS: "ODF 表格中的合并单元格、批注、隐藏行列和字体标记未读取；如有需要，请另存为 .xlsx 后再导入。",
}


def _read_xlsx(content: Content, progress: Report | None) -> Workbook:
    package = open_workbook_package(content.data, content.name)
    parts = sheet_parts(package)
    styles = read_styles(package)
    # All sheets are searched before the first is built: a number in the last cell of any of them
    # would have the reader ask for more memory than there is, and that ends the process.
    raw = {sheet: _raw_sheet(package, part, styles, sheet) for sheet, part in parts.items()}
    guards.check_parts(package.archive, content.name, {part.casefold() for part in parts.values()})

    def build(name: str, sheet: CalamineSheet) -> Sheet:
        if name not in raw:
            raise guards.damaged(content.name)
        bare = plain_sheet(name, sheet, content.name, beyond=(*raw[name].errors, *raw[name].uncached))
        return _with_facts(bare, raw[name], styles, read_comments(package, parts[name]))

    sheets = _read_sheets(content, progress, build)
    macros = ("宏未读取，不影响数据。",) if "xl/vbaproject.bin" in package.parts else ()
    return Workbook(content.name, content.kind, sheets, macros)


def _raw_sheet(package: Package, part: str, styles: Styles, sheet: str) -> RawSheet:
    xml = package.read(part)
    if xml is None:
        raise guards.damaged(package.name)
    return read_raw_sheet(xml, styles, package.name, sheet)


def _read_sheets(
    content: Content, progress: Report | None, build: Callable[[str, CalamineSheet], Sheet]
) -> tuple[Sheet, ...]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    book = _open(content)
    listed = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    sheets: list[Sheet] = []
    for done, entry in enumerate(listed):
        if progress:
            progress(Progress(done, len(listed), entry.name))
        read = _guarded(content.name, book.get_sheet_by_name, entry.name)
        guards.check_extent(read.total_height, read.total_width, content.name, entry.name)
        built = build(entry.name, read)
        sheets.append(replace(built, visible=entry.visible is SheetVisibleEnum.Visible))
    if progress:
        progress(Progress(len(listed), len(listed), ""))
    return tuple(sheets)


def _open(content: Content) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return _guarded(content.name, CalamineWorkbook.from_filelike, BytesIO(content.data))
    except UserError as problem:
        if isinstance(problem.__cause__, PasswordError):
            raise UserError("该工作簿已加密，请先取消密码。") from problem
        raise


def _guarded(name: str, call: Callable[..., _Answer], *arguments: object) -> _Answer:
    """What the fast reader answers; whatever it raises is the file's fault.

    A panic of its Rust code comes as a BaseException of a class that cannot be imported.
    """
    try:
        return call(*arguments)
    except Exception as problem:
        raise guards.damaged(name) from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise guards.damaged(name) from problem


def _with_facts(sheet: Sheet, raw: RawSheet, styles: Styles, comments: dict[Cell, str]) -> Sheet:
    shown = styles.shown or {}
    styled = {cell: style for cell, style in raw.styled.items() if sheet.value(*cell) is not None}
    facts = Facts(
        hidden_rows=frozenset(row for row in raw.hidden_rows if row < guards.MAX_ROWS),
        hidden_columns=raw.hidden_columns,
        filtered=raw.filtered,
        comments=comments,
        errors=raw.errors,
        uncached=raw.uncached,
        struck=frozenset(cell for cell, style in styled.items() if style in styles.struck),
        red=frozenset(cell for cell, style in styled.items() if style in styles.red),
        shown={cell: shown[style] for cell, style in styled.items() if style in shown},
    )
    return replace(sheet, facts=facts)
