"""Writes a filled blank: single cells are set in the sheet's XML, everything else keeps its bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.fill_blank import same_kind
from fgj_desktop.exchange.fill_planner import plan_fill
from fgj_desktop.exchange.fill_sheet import SheetXml, cell_element
from fgj_desktop.exchange.fill_values import body_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fgj_desktop.exchange.fill_blank import Blank
    from fgj_desktop.exchange.fill_plan import FilledCell, FillPlan
    from fgj_desktop.exchange.grid import Cell
    from fgj_desktop.store.store import Store

_CALCULATION = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)calcPr(?=[\s/>])([^<>]*?)(/?)>")
_AFTER_NAMES = re.compile(
    rb"</(?:[A-Za-z_][\w.-]*:)?(?:definedNames|externalReferences|functionGroups|sheets)>"
)


def fill_blank(store: Store, plan: FillPlan, out: Path) -> FillPlan:
    """Write the filled workbook to ``out``; gives the plan that was carried out.

    When the file has changed since the plan was made, the plan is made anew first.

    Raises:
        UserError: ``out`` has another ending than the blank, or its folder does not exist.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    same_kind(plan.blank.name, out)
    if plan.base != store.action_count():
        plan = plan_fill(store, plan.blank, plan.ledger, plan.month, plan.options)
    if not plan.cells:
        raise UserError(f"“{plan.blank.name}”中没有可填的单元格，未生成文件。请核对各列的对应关系。")
    data = filled_workbook(plan)
    write_whole(out, lambda part: _write(part, data))
    return plan


def _write(part: Path, data: bytes) -> None:
    part.write_bytes(data)


def filled_workbook(plan: FillPlan) -> bytes:
    """The filled workbook. Raises UserError."""
    blank = plan.blank
    part = blank.parts[plan.table.sheet.name]
    xml = blank.xml(plan.table.sheet.name)
    changed = {part: with_cells(xml, {(one.row, one.column): one for one in plan.cells})}
    book = blank.package.read("xl/workbook.xml")
    if book is not None and any(b"<f" in (blank.package.read(one) or b"") for one in blank.parts.values()):
        changed["xl/workbook.xml"] = calculated_anew(book)
    return repacked(blank, changed)


def with_cells(xml: SheetXml, cells: Mapping[Cell, FilledCell]) -> bytes:
    """The sheet with these cells set; every other byte is as it was."""
    edits: list[tuple[int, int, bytes]] = []
    rows: dict[int, list[FilledCell]] = {}
    for one in cells.values():
        rows.setdefault(one.row, []).append(one)
    for number, some in sorted(rows.items()):
        edits += _row_edits(xml, number, sorted(some, key=lambda one: one.column))
    return spliced(xml.xml, edits)


def spliced(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with these spans replaced; spans of no length are insertions."""
    pieces: list[bytes] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda one: one[:2]):
        pieces += [data[at:start], new]
        at = end
    return b"".join([*pieces, data[at:]])


def _row_edits(xml: SheetXml, number: int, cells: list[FilledCell]) -> list[tuple[int, int, bytes]]:
    row = xml.rows.get(number)
    if row is None:
        made = b"".join(_element(xml, one, {}) for one in cells)
        after = [one for at, one in xml.rows.items() if at < number]
        place = after[-1].end if after else xml.begin
        return [(place, place, b'<%srow r="%d">%s</%srow>' % (xml.prefix, number + 1, made, xml.prefix))]
    if row.is_bare:
        made = b"".join(_element(xml, one, {}) for one in cells)
        tag = xml.xml[row.start : row.tag_end]
        return [(row.start, row.end, b"%s>%s</%srow>" % (tag[: tag.rindex(b"/")], made, xml.prefix))]
    edits = []
    for one in cells:
        held = row.cell(one.column)
        if held is not None:
            edits.append((held.start, held.end, _element(xml, one, held.attributes)))
            continue
        before = [cell.end for cell in row.cells if cell.column < one.column]
        place = before[-1] if before else row.tag_end
        edits.append((place, place, _element(xml, one, {})))
    return _joined(edits)


def _joined(edits: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Insertions at one place as one, in their order."""
    joined: list[tuple[int, int, bytes]] = []
    for start, end, new in edits:
        if joined and start == end and joined[-1][:2] == (start, end):
            joined[-1] = (start, end, joined[-1][2] + new)
        else:
            joined.append((start, end, new))
    return joined


def _element(xml: SheetXml, one: FilledCell, attributes: Mapping[bytes, bytes]) -> bytes:
    at = one.row, one.column
    body, kind = body_of(one.content, xml.prefix)
    return cell_element(xml.prefix, at, xml.style(at), attributes, body, kind)


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
