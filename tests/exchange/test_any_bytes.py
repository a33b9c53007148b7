"""Whatever the bytes of a file: a workbook or a sentence, never another exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.workbook import read_workbook
from tests.exchange.packages import package, xlsx_parts

BOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"
ORIGINALS = {path.name: path.read_bytes() for path in sorted(BOOKS.iterdir())}
PARTS = xlsx_parts(
    '<row r="1" hidden="1"><c r="A1" s="1"><v>44469</v></c><c r="B1" t="e"><f>A1</f><v>#N/A</v></c></row>',
    '<numFmts><numFmt numFmtId="180" formatCode="yyyy"/></numFmts><fonts><font><strike/></font></fonts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="180" fontId="0"/></cellXfs>',
    tail='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
)


def try_to_read(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    try:
        book = read_workbook(path)
    except FgjError:
        return
    for sheet in book.sheets:
        assert len({len(row) for row in sheet.rows}) <= 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>"]),
)
def test_random_bytes(folder: Path, data: bytes, head: bytes) -> None:
    try_to_read(folder, "表.xls", head + data)


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(ORIGINALS)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), max_size=6),
    st.floats(0, 1) | st.just(1.0),
)
def test_real_files_with_bytes_changed_and_cut_off(
    folder: Path, name: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    data = bytearray(ORIGINALS[name])
    for place, new in changes:
        begin = int(place * len(data))
        data[begin : begin + len(new)] = new
    try_to_read(folder, name, bytes(data[: int(len(data) * kept)]))


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(PARTS)),
    st.floats(0, 1, exclude_max=True),
    st.binary(max_size=12),
    st.integers(0, 12),
)
def test_sound_packages_with_spoilt_parts(
    folder: Path, part: str, place: float, new: bytes, gone: int
) -> None:
    text = PARTS[part]
    whole = text.encode() if isinstance(text, str) else text
    begin = int(place * len(whole))
    try_to_read(folder, "表.xlsx", package(PARTS | {part: whole[:begin] + new + whole[begin + gone :]}))


@given(st.sampled_from(sorted(PARTS)), st.text("<>/'\"=&;:0123456789ABKNOXFDrstvcef ", max_size=40))
def test_sound_packages_with_xml_soup(folder: Path, part: str, soup: str) -> None:
    text = PARTS[part]
    assert isinstance(text, str)
    middle = text.find(">", len(text) // 2) + 1
    try_to_read(folder, "表.xlsx", package(PARTS | {part: text[:middle] + soup + text[middle:]}))
