"""Blanks as other programs write them: prefixes, shared formulas, macros, LibreOffice; nothing else of them changes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.fill_parts import formulas_of
from fgj_desktop.exchange.fill_sheet import SheetXml
from fgj_desktop.exchange.workbook import read_workbook
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.exchange.blanks import FIRST, city_blank, filled, parts_of, without_cells
from tests.exchange.packages import package, xlsx_parts
from tests.sample_store import PROJECTS, Clock, fill

NAMES = [one[0] for one in PROJECTS]
SHEET = "xl/worksheets/sheet1.xml"
TITLES = "".join(
    f'<c r="{letter}1" t="str"><v>{title}</v></c>'
    for letter, title in zip("ABCD", ("序号", "项目名称", "总投资（万元）", "2021年计划投资"), strict=True)
)


def written(folder: Path, rows: str, sheet: str = "") -> Path:
    """A workbook made part by part; ``sheet`` is the whole of its sheet where rows do not do."""
    path = folder / "表.xlsx"
    made = xlsx_parts(rows)
    if sheet:
        made[SHEET] = sheet
    path.write_bytes(package(made))
    return path


def shared(first: int, last: int) -> str:
    """Prepared rows whose ratio is one formula shared by all."""
    rows = [
        f'<row r="{first}"><c r="A{first}"/><c r="B{first}"/><c r="E{first}"><f t="shared" '
        f'ref="E{first}:E{last}" si="0">D{first}/C{first}</f><v>0</v></c></row>'
    ]
    rows += [
        f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/><c r="E{row}"><f t="shared" si="0"/><v>0</v></c></row>'
        for row in range(first + 1, last + 1)
    ]
    return "".join(rows)


@pytest.mark.parametrize("last", [2, 3, 5])
def test_shared_formulas_reach_over_rows_that_are_put_in(store: Store, tmp_path: Path, last: int) -> None:
    total = (
        f'<row r="{last + 1}"><c r="B{last + 1}" t="str"><v>合计</v></c>'
        f'<c r="C{last + 1}"><f>SUM(C2:C{last})</f><v>0</v></c></row>'
    )
    path = written(tmp_path, f'<row r="1">{TITLES}</row>{shared(2, last)}{total}')
    plan, out = filled(store, path)
    assert plan.insertions.count == 7 - last
    xml = SheetXml(parts_of(out)[SHEET], "表")
    texts = {one.at: one.text for one in formulas_of(xml)}
    assert [texts[row, 4] for row in range(1, 7)] == [
        Translator("=D2/C2", "E2").translate_formula(f"E{row + 1}")[1:] for row in range(1, 7)
    ]
    assert texts[7, 2] == "SUM(C2:C7)"


def test_a_long_chain_of_formulas_loses_all_its_results(store: Store, tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/></row>' for row in range(2, 8))
    sums = "".join(
        f'<row r="{row}"><c r="F{row}"><f>F{row - 1}+C{row - 15}</f><v>7</v></c></row>'
        for row in range(17, 100)
    )
    kept = '<row r="110"><c r="F110"><f>G1*2</f><v>7</v></c></row>'
    plan, out = filled(store, written(tmp_path, f'<row r="1">{TITLES}</row>{rows}{sums}{kept}'))
    after = parts_of(out)[SHEET]
    assert after.count(b"<v>7</v>") == 1
    assert not plan.insertions


def test_tags_with_a_prefix_are_kept_with_it(store: Store, tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"/><c r="B{row}" s="0"/></row>' for row in range(2, 9))
    plain = str(xlsx_parts(f'<row r="1">{TITLES}</row>{rows}')[SHEET])
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", plain).replace("xmlns=", "xmlns:x=")
    path = written(tmp_path, "", prefixed)
    plan, out = filled(store, path)
    after = parts_of(out)[SHEET]
    assert b'<x:c r="C2"><x:v>9000</x:v></x:c>' in after
    sheet = read_workbook(out).sheets[0]
    assert [sheet.value(row, 1) for row in range(1, 7)] == NAMES
    assert len(plan.rows) == 6


def test_rows_without_addresses_are_counted(store: Store, tmp_path: Path) -> None:
    bare = TITLES.replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="C1"', "").replace(' r="D1"', "")
    path = written(tmp_path, f"<row>{bare}</row>" + "<row><c/><c/><c/></row>" * 8)
    _, out = filled(store, path)
    sheet = read_workbook(out).sheets[0]
    assert [sheet.value(row, 1) for row in range(1, 7)] == NAMES


def test_macros_stay_and_are_told(store: Store, tmp_path: Path) -> None:
    blank = city_blank(tmp_path)
    parts = parts_of(blank)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    parts["xl/vbaProject.bin"] = bytes(range(256))
    path = tmp_path / "带宏.xlsm"
    path.write_bytes(package(dict(parts)))
    plan, out = filled(store, path)
    assert "表中的宏原样保留。" in plan.notices
    after = parts_of(out)
    assert {name for name, data in parts.items() if after[name] != data} == {SHEET}
    with pytest.raises(UserError, match="也须是 .xlsm"):
        filled(store, path, tmp_path / "填好.xlsx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_what_libreoffice_saved_and_what_it_makes_of_the_filled_form(store: Store, tmp_path: Path) -> None:
    saved, shown = tmp_path / "另存", tmp_path / "打开"
    blank = city_blank(tmp_path)
    _convert(blank, saved, tmp_path)
    plan, out = filled(store, saved / blank.name, tmp_path / "填好.xlsx")
    cells = [one.address for one in plan.cells]
    before, after = parts_of(saved / blank.name)[SHEET], parts_of(out)[SHEET]
    sums = [f"{letter}{row}" for letter in "DEFGH" for row in range(FIRST, FIRST + 11)]
    assert without_cells(before, [*cells, *sums]) == without_cells(after, [*cells, *sums])
    short = city_blank(tmp_path, 3, name="短.xlsx")
    _, longer = filled(store, short)
    _convert(out, shown, tmp_path)
    _convert(longer, shown, tmp_path)
    for path, last in ((shown / out.name, 19), (shown / longer.name, 15)):
        sheet = openpyxl.load_workbook(path, data_only=True)["附件1 重点项目"]
        assert [sheet.cell(FIRST + at, 2).value for at in range(6)] == NAMES
        assert round(sheet.cell(last, 4).value, 6) == 4.1
        assert round(sheet.cell(last, 5).value, 6) == 1.8
        assert round(sheet.cell(FIRST, 8).value, 6) == 0.8


def _convert(path: Path, folder: Path, home: Path) -> None:
    profile = f"-env:UserInstallation=file://{home}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=240,
    )


@given(st.text("<>/=\"' rcvfs:12AB", max_size=60), st.integers(0, 400))
def test_any_sheet_is_read_or_refused(piece: str, at: int) -> None:
    rows = f'<worksheet><sheetData><row r="1">{TITLES}</row>{shared(2, 5)}</sheetData></worksheet>'
    xml = (rows[:at] + piece + rows[at:]).encode()
    try:
        found = SheetXml(xml, "表")
    except UserError:
        return
    for row in found.rows.values():
        assert all(one.start < one.end for one in row.cells)


EXTENSION = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations><x14:dataValidation type="list">'
    "<x14:formula1><xm:f>说明!$A$3:$A$9</xm:f></x14:formula1><xm:sqref>D2:D3</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst>"
)
TAIL = (
    '<autoFilter ref="A1:D3"/><mergeCells count="2"><mergeCell ref="C2:D2"/><mergeCell ref="A5:D5"/></mergeCells>'
    '<conditionalFormatting sqref="C2:C3 A5"><cfRule type="expression" priority="1"><formula>$C$4&gt;C2</formula></cfRule>'
    '</conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="B2:B3"><formula1>$F$6:$F$9'
    '</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A5" location="表!A4"/></hyperlinks>'
    '<rowBreaks count="1" manualBreakCount="1"><brk id="4" max="16383" man="1"/></rowBreaks>'
)


def test_all_that_is_set_for_ranges_follows_rows_that_are_put_in(store: Store, tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/><c r="C{row}"/><c r="D{row}"/></row>' for row in (2, 3)
    )
    below = (
        '<row r="4"><c r="B4" t="str"><v>合计</v></c><c r="C4"><f>SUM(C2:C3)</f><v>0</v></c></row>'
        '<row r="5"><c r="A5" t="str"><v>注：见说明</v></c></row>'
    )
    name = '<definedName name="合计数">表!$C$4</definedName>'
    book = str(xlsx_parts("")["xl/workbook.xml"]).replace(
        "</sheets>", f"</sheets><definedNames>{name}</definedNames>"
    )
    made = xlsx_parts(f'<row r="1">{TITLES}</row>{rows}{below}', tail=TAIL + EXTENSION)
    made["xl/workbook.xml"] = book
    made["xl/calcChain.xml"] = '<calcChain><c r="C4" i="1"/></calcChain>'
    made["[Content_Types].xml"] = str(made["[Content_Types].xml"]).replace(
        "</Types>", '<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    )
    path = tmp_path / "表.xlsx"
    path.write_bytes(package({key: _with_spaces(value) for key, value in made.items()}))
    plan, out = filled(store, path)
    assert plan.insertions.count == 4
    parts = parts_of(out)
    sheet = parts[SHEET].decode()
    for said in (
        '<autoFilter ref="A1:D7"/>',
        '<mergeCell ref="A9:D9"/>',
        'count="6"',
        '<mergeCell ref="C6:D6"/>',
        'sqref="C2:C7 A9"',
        "<formula>$C$8&gt;C2</formula>",
        'sqref="B2:B7"',
        "<formula1>$F$10:$F$13</formula1>",
        'ref="A9" location="表!A8"',
        '<brk id="8"',
        "<xm:f>说明!$A$3:$A$9</xm:f>",
        "<xm:sqref>D2:D7</xm:sqref>",
        "<f>SUM(C2:C7)</f></c>",
    ):
        assert said in sheet, said
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["[Content_Types].xml"]
    assert "表!$C$8" in parts["xl/workbook.xml"].decode()


def _with_spaces(part: str | bytes) -> str | bytes:
    """A part with the namespaces of extensions."""
    if isinstance(part, bytes) or "x14:" not in part:
        return part
    return part.replace("<worksheet ", '<worksheet xmlns:x14="urn:x14" xmlns:xm="urn:xm" ', 1)


@given(st.text("<>/=\"' rcvfs:12AB!", min_size=1, max_size=20), st.integers(0, 1500))
def test_any_damage_of_a_sheet_is_told_or_does_no_harm(
    opened: Store, tmp_path_factory: pytest.TempPathFactory, piece: str, at: int
) -> None:
    rows = f'<row r="1">{TITLES}</row>{shared(2, 5)}'
    made = xlsx_parts(rows, tail=TAIL)
    text = str(made[SHEET])
    made[SHEET] = text[:at] + piece + text[at:]
    folder = tmp_path_factory.mktemp("损")
    (folder / "表.xlsx").write_bytes(package(made))
    try:
        _, out = filled(opened, folder / "表.xlsx")
    except UserError:
        return
    read_workbook(out)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample's file, open for all examples."""
    made = Store.create(tmp_path_factory.mktemp("台账") / "台账.fgj", RULES, clock=Clock())
    fill(made)
    yield made
    made.close()
