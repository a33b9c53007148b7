"""Writes a filled blank as a workbook: the sheet's cells and rows, and of the rest only what depends on them."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.fill_blank import require_place
from fgj_desktop.exchange.fill_formulas import moved_formula
from fgj_desktop.exchange.fill_insert import with_rows
from fgj_desktop.exchange.fill_parts import with_formula, with_other_formulas
from fgj_desktop.exchange.fill_planner import plan_fill
from fgj_desktop.exchange.fill_results import outdated, without_results
from fgj_desktop.exchange.fill_sheet import SheetXml
from fgj_desktop.exchange.fill_writer import spliced, with_cells

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fgj_desktop.exchange.fill_blank import Blank
    from fgj_desktop.exchange.fill_plan import FillPlan
    from fgj_desktop.store.store import Store

_MOST_REASONS = 8
_BOOK = "xl/workbook.xml"
_CHAIN = "xl/calcchain.xml"
_CALCULATION = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)calcPr(?=[\s/>])([^<>]*?)(/?)>")
_AFTER_NAMES = re.compile(
    rb"</(?:[A-Za-z_][\w.-]*:)?(?:definedNames|externalReferences|functionGroups|sheets)>"
)
_CHAIN_NAMED = re.compile(rb"<[^<>]*calcChain\.xml[^<>]*/>")


def fill_blank(store: Store, plan: FillPlan, out: Path) -> FillPlan:
    """Write the filled workbook to ``out``; gives the plan that was carried out.

    When the file has changed since the plan was made, the plan is made anew first.

    Raises:
        UserError: ``out`` is the blank or has another ending, or its folder does not exist.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    require_place(plan.blank, out)
    if plan.base != store.action_count():
        plan = plan_fill(store, plan.blank, plan.ledger, plan.month, plan.options)
    if not plan.cells:
        said = f"“{plan.blank.name}”中没有可填的单元格，未生成文件。请核对各列的对应关系。"
        raise UserError("\n".join([said, *plan.lines()[:_MOST_REASONS]]))
    data = filled_workbook(plan)
    write_whole(out, lambda part: _write(part, data))
    return plan


def _write(part: Path, data: bytes) -> None:
    part.write_bytes(data)


def filled_workbook(plan: FillPlan) -> bytes:
    """The filled workbook. Raises UserError."""
    blank, sheet, insertions = plan.blank, plan.table.sheet.name, plan.insertions
    xml = blank.xml(sheet)
    if insertions:
        xml = SheetXml(with_rows(xml, sheet, insertions), blank.name)
    cells = {(one.row, one.column): one for one in plan.cells}
    sheets = {sheet: SheetXml(with_cells(xml, cells), blank.name)}
    sheets |= _other_sheets(plan)
    changed = {blank.parts[name]: one.xml for name, one in sheets.items() if name == sheet or insertions}
    stale = outdated(sheets, sheet, cells)
    for name, some in stale.items():
        changed[blank.parts[name]] = spliced(sheets[name].xml, without_results(sheets[name], some))
    book = blank.package.read(_BOOK)
    if book is not None and (stale or insertions):
        changed[_BOOK] = calculated_anew(_with_moved_names(book, plan))
    dropped = frozenset[str]()
    if insertions and _CHAIN in blank.package.parts:
        dropped = frozenset({_CHAIN})
        for part in ("[content_types].xml", "xl/_rels/workbook.xml.rels"):
            changed[part] = _CHAIN_NAMED.sub(b"", blank.package.read(part) or b"")
    return repacked(blank, changed, dropped)


def _other_sheets(plan: FillPlan) -> dict[str, SheetXml]:
    """The other sheets that hold formulas, with those that speak of moved rows following them."""
    blank, own, insertions = plan.blank, plan.table.sheet.name, plan.insertions

    def change(text: str) -> str:
        return moved_formula(text, insertions.span, own, is_own=False)

    found: dict[str, SheetXml] = {}
    for name, part in blank.parts.items():
        data = blank.package.read(part)
        if (
            name == own
            or data is None
            or (b"<f" not in data and b":f" not in data and b"formula" not in data)
        ):
            continue
        try:
            xml = SheetXml(data, blank.name)
        except UserError:
            # Written in a way of its own: it stays as it is.
            continue
        if insertions:
            edits = [
                (cell.start, cell.end, with_formula(xml.text(cell), change, lambda ref: ref))
                for row in xml.rows.values()
                for cell in row.cells
                if cell.has_formula
            ]
            moved = spliced(data, edits)
            tail = moved.rindex(b"sheetData")
            xml = SheetXml(moved[:tail] + with_other_formulas(moved[tail:], change), blank.name)
        found[name] = xml
    return found


def _with_moved_names(book: bytes, plan: FillPlan) -> bytes:
    """The workbook part with its names (print areas, lists) following the rows that moved."""
    if not plan.insertions:
        return book
    own, insertions = plan.table.sheet.name, plan.insertions
    return with_other_formulas(
        book, lambda text: moved_formula(text, insertions.column_span, own, is_own=False)
    )


def calculated_anew(book: bytes) -> bytes:
    """The workbook part with the wish that its formulas be calculated when it is opened.

    Their saved results are of the empty form; only the program that opens it can work them out.
    """
    found = _CALCULATION.search(book)
    if found is not None:
        if b"fullCalcOnLoad" in found[2]:
            said = re.sub(rb"fullCalcOnLoad\s*=\s*[\"'][^\"']*[\"']", b'fullCalcOnLoad="1"', found[2])
        else:
            said = found[2].rstrip() + b' fullCalcOnLoad="1"'
        new = b"<%scalcPr%s%s>" % (found[1], said, found[3])
        return book[: found.start()] + new + book[found.end() :]
    ends = list(_AFTER_NAMES.finditer(book))
    if not ends:
        return book
    end = max(one.end() for one in ends)
    prefix = ends[0][0][2:].partition(b":")[0] + b":" if b":" in ends[0][0] else b""
    return book[:end] + b'<%scalcPr fullCalcOnLoad="1"/>' % prefix + book[end:]


def repacked(blank: Blank, changed: Mapping[str, bytes], dropped: frozenset[str] = frozenset()) -> bytes:
    """The package with these parts changed; all others, their order and their names are as they were."""
    spelled = {blank.package.parts.get(part.casefold(), part): data for part, data in changed.items()}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in blank.package.archive.infolist():
            if entry.filename.casefold() in dropped:
                continue
            data = spelled.get(entry.filename)
            if data is None:
                data = guards.read_part(blank.package.archive, entry.filename, blank.name)
            fresh = zipfile.ZipInfo(entry.filename, entry.date_time)
            fresh.compress_type = entry.compress_type
            fresh.external_attr = entry.external_attr
            archive.writestr(fresh, data)
    return stream.getvalue()
