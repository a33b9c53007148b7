from __future__ import annotations

import datetime
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.compound import BrokenCompound, Compound
from fgj_desktop.exchange.grid import Sheet, Shown
from fgj_desktop.exchange.workbook import read_workbook

BOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"


def written(tmp_path: Path, fill: Callable[[xlwt.Worksheet], None]) -> Path:
    book = xlwt.Workbook()
    fill(book.add_sheet("表"))
    path = tmp_path / "表.xls"
    book.save(str(path))
    return path


def read(tmp_path: Path, fill: Callable[[xlwt.Worksheet], None]) -> Sheet:
    return read_workbook(written(tmp_path, fill)).sheets[0]


def spoilt(path: Path, old: bytes, new: bytes) -> Path:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))
    return path


def test_marks_and_formats_of_an_old_workbook_are_read(tmp_path: Path) -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "已调出", xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 1, 5, xlwt.easyxf("font: colour red"))
        sheet.write(0, 2, 0.42, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(0, 3, datetime.date(2021, 9, 1), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
        sheet.write(0, 4, "普通", xlwt.easyxf("font: bold on"))
        sheet.write(1, 4, None, xlwt.easyxf("font: struck_out on"))

    facts = read(tmp_path, fill).facts
    assert facts.struck == {(0, 0)}
    assert facts.red == {(0, 1)}
    assert facts.shown == {(0, 2): Shown.PERCENT, (0, 3): Shown.MONTH}


def test_hidden_rows_and_columns_of_an_old_workbook_are_known(tmp_path: Path) -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        for at in range(4):
            sheet.write(at, at, at)
        sheet.row(2).hidden = True
        sheet.col(1).hidden = True

    facts = read(tmp_path, fill).facts
    assert facts.hidden_rows == {2}
    assert facts.hidden_columns == {1}


def test_errors_of_an_old_workbook_are_named(tmp_path: Path) -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.row(1).set_cell_error(1, "#REF!")
        sheet.write(3, 0, "末")

    sheet = read(tmp_path, fill)
    assert sheet.facts.errors == {(1, 1): "#REF!"}
    assert sheet.value(1, 1) is None


def test_many_numbers_in_one_record_are_all_counted(tmp_path: Path) -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        for column in range(200):
            sheet.write(0, column, column)

    assert read(tmp_path, fill).rows == [list(range(200))]


def test_a_cell_beyond_the_limits_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "首")
        sheet.write(7, 9, "末")

    place = struct.pack("<HHHH", 0xFD, 10, 7, 9)
    for row, column in ((65_535, 9), (7, 65_535)):
        path = spoilt(written(tmp_path, fill), place, struct.pack("<HHHH", 0xFD, 10, row, column))
        with pytest.raises(UserError, match="工作表“表”内容超出"):
            read_workbook(path)


@pytest.mark.parametrize("size", [(0, 2**32 - 1, 0, 256), (0, 1, 0, 65_535), (9, 3, 0, 1)])
def test_a_declared_size_no_sheet_can_have_is_refused(
    tmp_path: Path, size: tuple[int, int, int, int]
) -> None:
    path = written(tmp_path, lambda sheet: sheet.write(0, 0, "x"))
    honest = struct.pack("<HHIIHH", 0x200, 14, 0, 1, 0, 1)
    with pytest.raises(UserError):
        read_workbook(spoilt(path, honest, struct.pack("<HHIIHH", 0x200, 14, *size)))


def test_sector_chains_that_run_in_a_circle_are_refused() -> None:
    data = bytearray((BOOKS / "ledger.xls").read_bytes())
    table = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    for sector in range(60):
        struct.pack_into("<I", data, table + sector * 4, sector)
    with pytest.raises(BrokenCompound):
        Compound(bytes(data)).read("Workbook")


@pytest.mark.parametrize("place", [44, 64])
def test_tables_larger_than_the_file_are_refused(place: int) -> None:
    data = bytearray((BOOKS / "ledger.xls").read_bytes())
    struct.pack_into("<I", data, place, 2**31)
    with pytest.raises(BrokenCompound, match="larger than the file"):
        Compound(bytes(data))


def test_a_compound_file_lists_and_gives_its_streams() -> None:
    compound = Compound((BOOKS / "encrypted.xlsx").read_bytes())
    assert "EncryptedPackage" in compound.streams
    assert len(compound.read("EncryptionInfo")) == compound.streams["EncryptionInfo"].size
    with pytest.raises(KeyError):
        compound.read("Workbook")
