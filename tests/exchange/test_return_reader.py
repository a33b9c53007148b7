"""Reading the files of a folder: Word tables with merged cells, and any bytes at all."""

from __future__ import annotations

import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.exchange.return_docx import read_word_tables
from fgj_desktop.exchange.return_reader import read_return_files, read_returns
from fgj_desktop.exchange.workbook import Progress


@cache
def document() -> bytes:
    """A table with a title line, merged cells, a nested table, deleted text."""
    from docx import Document
    from docx.oxml import parse_xml

    made = Document()
    made.add_paragraph("新型城镇化工作进展（2021年9月下半月）")
    table = made.add_table(rows=4, cols=3)
    for column, text in enumerate(("政策条款", "工作任务", "本期进展")):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "第一条"
    table.cell(1, 1).text = "放宽落户"
    table.cell(2, 1).text = "扩建学校"
    table.cell(1, 2).text = "已印发\n已公示"
    table.cell(2, 2).add_table(rows=1, cols=1).cell(0, 0).text = "表中之表"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "合计"
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deleted = f"<w:del {namespace}><w:r><w:delText>删去的话</w:delText></w:r></w:del>"
    table.cell(1, 2).paragraphs[0]._p.append(parse_xml(deleted))
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def test_merged_cells_of_word_stand_where_they_begin() -> None:
    (sheet,), _outside = read_word_tables(document(), "表.docx")
    assert sheet.rows == [
        ["新型城镇化工作进展（2021年9月下半月）", None, None],
        ["政策条款", "工作任务", "本期进展"],
        ["第一条", "放宽落户", "已印发\n已公示"],
        [None, "扩建学校", "表中之表"],
        ["合计", None, None],
    ]
    areas = {(one.top, one.left, one.bottom, one.right) for one in sheet.merges}
    assert areas == {(2, 0, 3, 0), (4, 0, 4, 2)}


def test_what_is_no_word_document_any_more_is_told(tmp_path: Path) -> None:
    (tmp_path / "半份.docx").write_bytes(document()[:900])
    (one,) = read_returns(tmp_path)
    assert one.sheets == ()
    assert one.problem


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(document())
    told: list[Progress] = []
    read_returns(tmp_path, progress=told.append)
    assert [(one.done, one.total) for one in told] == [(0, 2), (1, 2), (2, 2)]


def test_files_chosen_one_by_one_keep_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.docx", "a.docx", "没有.docx")]
    for path in paths[:2]:
        path.write_bytes(document())
    found = read_return_files(paths)
    assert [one.name for one in found] == ["b.docx", "a.docx", "没有.docx"]
    assert found[2].problem == "找不到文件，可能已被移动或改名。"


@given(
    suffix=st.sampled_from([".docx", ".xlsx", ".xls", ".csv", ".dat", ""]),
    cuts=st.lists(st.tuples(st.integers(0, 40_000), st.binary(max_size=40)), max_size=6),
)
def test_no_bytes_stop_the_reading_of_a_folder(suffix: str, cuts: list[tuple[int, bytes]]) -> None:
    content = bytearray(document())
    for at, some in cuts:
        content[at : at + len(some)] = some
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / f"表{suffix}").write_bytes(bytes(content))
        (one,) = read_returns(place)
    assert bool(one.problem) != bool(one.sheets)
