"""A blank workbook from outside: read whole, its sheets that ask for a ledger's columns found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.facts import SheetFacts, read_facts
from fgj_desktop.exchange.fill_formats import CellFormats, read_formats
from fgj_desktop.exchange.fill_sheet import SheetXml
from fgj_desktop.exchange.fill_spread import Spread, spread_of
from fgj_desktop.exchange.grid import Kind, Sheet, Workbook
from fgj_desktop.exchange.headers import Header, find_header, match_in
from fgj_desktop.exchange.matrix_halves import halves_of
from fgj_desktop.exchange.raw_book import Package, named, open_workbook_package, sheet_parts
from fgj_desktop.exchange.sniff import sniff
from fgj_desktop.exchange.workbook import read_workbook
from fgj_desktop.ledgers.declaration import Axis

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store

_CONVERT = {
    Kind.XLS: "旧版 .xls 工作簿",
    Kind.ODS: "ODF 表格",
    Kind.HTML: "网页表格",
    Kind.TEXT: "文本表格",
}
_SIGNED = "_xmlsignatures/"


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank workbook: its bytes, its sheets, and how its cells show what is put into them."""

    name: str
    data: bytes
    workbook: Workbook
    package: Package
    parts: dict[str, str]
    """Sheet name → part name."""
    formats: CellFormats
    since_1904: bool
    path: Path

    @property
    def has_macros(self) -> bool:
        """Whether it carries macros, which are kept."""
        return "xl/vbaproject.bin" in self.package.parts

    @property
    def is_signed(self) -> bool:
        """Whether it carries a digital signature, which no longer fits once a cell is filled."""
        return any(part.startswith(_SIGNED) for part in self.package.parts)

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name. Raises UserError naming what there is."""
        for one in self.workbook.sheets:
            if one.name == name:
                return one
        names = "、".join(f"“{one.name}”" for one in self.workbook.sheets)
        raise UserError(f"“{self.name}”中没有工作表“{name}”，现有：{names}。")

    def xml(self, sheet: str) -> SheetXml:
        """The XML of a sheet. Raises UserError."""
        xml = self.package.read(self.parts.get(sheet, ""))
        if xml is None:
            raise guards.damaged(self.name)
        return SheetXml(xml, self.name)


@dataclass(frozen=True, slots=True)
class BlankTable:
    """A sheet of a blank that asks for columns of a ledger."""

    sheet: Sheet
    header: Header
    facts: SheetFacts
    known: int
    """How many columns of the ledger it asks for."""
    spread: Spread | None = None
    """What its cells ask for, where it spreads one figure over columns."""


def read_blank(path: str | Path) -> Blank:
    """Read a blank workbook.

    Raises UserError when it is none that can be filled cell by cell, with the way out in words;
    EnvironmentProblem when the machine does not hand it over.
    """
    content = sniff(path)
    if content.kind is not Kind.XLSX:
        raise UserError(
            f"“{content.name}”是{_CONVERT[content.kind]}，套表填报只能填 .xlsx 和 .xlsm，未作任何改动。"
            "请用 Excel 或 WPS 打开，另存为 .xlsx 后再填。"
        )
    package = open_workbook_package(content.data, content.name)
    workbook = read_workbook(path)
    root = package.tree("xl/workbook.xml")
    properties = [] if root is None else list(named(root, "workbookPr"))
    return Blank(
        content.name,
        content.data,
        workbook,
        package,
        sheet_parts(package),
        read_formats(package),
        any(one.get("date1904") in ("1", "true") for one in properties),
        Path(path).absolute(),
    )


def tables_for(blank: Blank, ledger: Ledger, store: Store, month: Month) -> list[BlankTable]:
    """The sheets that ask for columns of the ledger, the one that asks for most first; hidden ones last."""
    found = [
        one
        for sheet in blank.workbook.sheets
        if (one := table_of(blank, sheet, ledger, store, month)) is not None
    ]
    return sorted(found, key=lambda one: (not one.sheet.visible, -one.known))


def table_of(blank: Blank, sheet: Sheet, ledger: Ledger, store: Store, month: Month) -> BlankTable | None:
    """The table of a sheet, read as one of the ledger; None where no header names two of its columns."""
    spread = spread_of(sheet, ledger, store, month, blank.name)
    if spread is not None:
        return BlankTable(sheet, spread.header, spread.facts, len(spread.cells), spread)
    header = find_header(sheet.rows, sheet.merges, ledger)
    if header is None:
        return None
    facts = read_facts(sheet.rows, header, sheet.name, blank.name)
    if ledger.matrix is not None and ledger.matrix.across is Axis.HALF_MONTH:
        header = _with_halves(sheet, header, facts, ledger)
    matches = {match.field.name for one in header.columns if (match := match_in(ledger, one)) is not None}
    return BlankTable(sheet, header, facts, len(matches))


def _with_halves(sheet: Sheet, header: Header, facts: SheetFacts, ledger: Ledger) -> Header:
    """The header with its columns of half-months named as the ledger knows them, each with its period."""
    told = {
        column.index: column
        for part in halves_of(sheet, header, facts, ledger)
        for column in part.header.columns
        if column.is_half
    }
    return replace(header, columns=tuple(told.get(one.index, one) for one in header.columns))


def no_table(blank: Blank, ledger: Ledger) -> UserError:
    """The refusal of a blank that asks for nothing of the ledger."""
    title = ledger.by_name[ledger.name_column].title
    return UserError(
        f"“{blank.name}”中没有找到《{ledger.title}》的表头：前 20 行内没有“{title}”等列名。"
        "请检查台账和文件是否选对。"
    )


def require_place(blank: Blank, out: Path) -> None:
    """Refuse the blank's own place, and a name under which the filled form could not be opened. Raises UserError."""
    wanted, given = PurePath(blank.name).suffix.casefold(), out.suffix.casefold()
    if out.exists() and blank.path.exists() and out.samefile(blank.path):
        raise UserError(f"填好的表不能覆盖空表“{blank.name}”，未作任何改动。请另取文件名。")
    if wanted != given:
        raise UserError(f"空表是 {wanted} 文件，填好的表也须是 {wanted}，“{out.name}”未生成。")
