from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.workbook import read_workbook
from tests.exchange.packages import ods, package, xlsx, xlsx_parts

_FILLED = '<c r="{at}"><v>1</v></c>'


def refusal(tmp_path: Path, data: bytes, name: str = "表.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError) as refused:
        read_workbook(path)
    return str(refused.value)


def test_packed_zeros_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    parts = xlsx_parts("")
    parts["xl/media/image1.bin"] = bytes(guards.RATIO_MATTERS_FROM + 1)
    assert "过大" in refusal(tmp_path, package(parts))


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    parts = xlsx_parts("") | {f"xl/media/{number}": "" for number in range(guards.MAX_ENTRIES)}
    assert "过大" in refusal(tmp_path, package(parts))


def test_the_sum_of_all_entries_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_UNPACKED_BYTES", 1000)
    assert "过大" in refusal(tmp_path, xlsx("<!-- " + "x" * 900 + " -->"))


def test_a_part_larger_than_it_declares_is_refused(tmp_path: Path) -> None:
    parts = xlsx_parts("") | {"xl/sharedStrings.xml": "<sst>" + " " * 5000 + "</sst>"}
    data = bytearray(package(parts))
    # The declared size of the last entry, in the directory at the end of the file.
    entry = data.rindex(b"PK\x01\x02")
    assert b"sharedStrings" in data[entry:]
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    assert "损坏" in refusal(tmp_path, bytes(data))


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    stream = BytesIO(xlsx(""))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("XL/workbook.xml", "<workbook/>")
    assert "损坏" in refusal(tmp_path, stream.getvalue())


def test_a_file_beyond_a_hundred_megabytes_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guards, "MAX_FILE_BYTES", 10)
    assert "超过 100 MB" in refusal(tmp_path, b"x" * 11)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c r="xfd1"><v>1</v></c></row>',
        '<row r="1"><c r="XFD&#49;"><v>1</v></c></row>',
        '<row r="1"><c s="0" r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c\nr="XFD1"><v>1</v></c></row>',
        '<row r="1"><!-- <c r="A1"> --><c r="KO1"><v>1</v></c></row>',
        '<row r="50001"><c r="A50001"><v>1</v></c></row>',
        '<row r="50001"><c r="A50001"><f>1+1</f></c></row>',
        '<row r="1"><c r="A1"><f>B1:c </f></c><c r="XFD1"><v>1</v></c></row>',
    ],
)
def test_one_filled_cell_far_out_is_refused_however_it_is_written(tmp_path: Path, row: str) -> None:
    # The reader would ask for hundreds of gigabytes and end the whole program.
    assert "超出 50,000 行或 300 列" in refusal(tmp_path, xlsx(row))


def test_a_cell_far_out_is_seen_in_other_spellings_of_the_document(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = '<x:row r="9"><x:c r="XFD9"><x:v>1</x:v></x:c></x:row>'
    parts = xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData>{cell}</x:sheetData></x:worksheet>'
    )
    assert "超出" in refusal(tmp_path, package(parts))
    parts["xl/worksheets/sheet1.xml"] = (
        f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{main}"><sheetData>'
        '<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData></worksheet>'
    ).encode("utf-16")
    assert "超出" in refusal(tmp_path, package(parts))


@pytest.mark.parametrize("at", ["A", "1", "$XFD$1", "A99999999", "A" + "9" * 5000, "ZZZZZZZ1"])
def test_a_spoilt_address_is_no_way_around_the_limits(tmp_path: Path, at: str) -> None:
    assert refusal(tmp_path, xlsx(f'<row r="1"><c r="{at}"><v>1</v></c></row>'))


def test_formatted_empty_cells_far_out_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(
        xlsx(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"></c></row>'
        )
    )
    assert read_workbook(path).sheets[0].rows == [[1]]


def test_rows_times_columns_are_limited_too(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="50000"><c r="KN50000"><v>1</v></c></row>'
    assert "超出" in refusal(tmp_path, xlsx(row))


@pytest.mark.parametrize(
    "table",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float"'
        ' office:value="1"/></table:table-row>',
        '<table:table-row><table:table-cell office:value-type="float" office:value="1"'
        ' table:number-columns-repeated="16384"/></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
        "<table:table-row>"
        + '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="200"/>'
        * 2
        + "</table:table-row>",
    ],
)
def test_an_open_document_that_repeats_cells_a_million_times_is_refused(tmp_path: Path, table: str) -> None:
    assert "超出" in refusal(tmp_path, ods(table), "表.ods")


def test_the_empty_rows_an_open_document_ends_with_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "表.ods"
    path.write_bytes(
        ods(
            '<table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
            '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048575">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
    )
    assert read_workbook(path).sheets[0].rows == [[1]]


_LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
_OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declaration", [_LAUGHS, _OUTSIDE, "<!DOCTYPE a>"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_document_types_are_refused_wherever_they_stand(tmp_path: Path, declaration: str, part: str) -> None:
    parts = xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    parts[part] = f'<?xml version="1.0"?>{declaration}{parts[part]}'
    assert "结构异常" in refusal(tmp_path, package(parts))


def test_merges_over_each_other_are_refused(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="A1:B{row}"/>' for row in range(2, 40))
    data = xlsx(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="9"><c r="A9"><v>1</v></c></row>',
        tail=f"<mergeCells>{merges}</mergeCells>",
    )
    assert "损坏" in refusal(tmp_path, data)


def test_a_count_of_texts_the_file_cannot_hold_is_refused(tmp_path: Path) -> None:
    # The reader reserves memory for as many as are declared.
    parts = xlsx_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="99999999999">'
        "<si><t>x</t></si></sst>"
    )
    assert "过大" in refusal(tmp_path, package(parts))
