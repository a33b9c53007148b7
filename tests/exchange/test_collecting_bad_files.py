"""Files that are no returns: each told with its reason, and none in the way of the others."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.return_applier import apply_returns
from fgj_desktop.exchange.return_plan import Decisions, FileState
from fgj_desktop.exchange.return_reader import MOST_FILES, read_returns
from fgj_desktop.rules.form_spec import FormSpec
from fgj_desktop.rules.rounds import RoundInfo
from fgj_desktop.store.store import Store
from tests.bad_workbooks import BOOKS
from tests.exchange.return_tools import (
    SECOND,
    TASKS,
    add_tasks,
    changes_of,
    collected,
    filled,
    result_of,
    send,
)
from tests.sample_store import clock, store

__all__ = ["clock", "store"]
TEXT = "original:H2"
Sent = tuple[RoundInfo, FormSpec, Path]


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Sent:
    add_tasks(store)
    one, spec, paths = send(store, TASKS, SECOND, tmp_path / "发放")
    return one, spec, paths[0]


@pytest.fixture
def folder(tmp_path: Path, sent: Sent) -> Path:
    """One good return."""
    place = tmp_path / "收到"
    place.mkdir()
    with filled(sent[2], place / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", TEXT, "甲。")
    return place


def reason(folder: Path, name: str) -> str:
    return next(one.problem for one in read_returns(folder) if one.name == name)


def test_each_bad_file_is_told_and_the_good_one_is_read(store: Store, sent: Sent, folder: Path) -> None:
    good = (folder / "教育局.xlsx").read_bytes()
    shutil.copy(BOOKS / "encrypted.xlsx", folder / "加密.xlsx")
    (folder / "加密.docx").write_bytes((BOOKS / "encrypted.xlsx").read_bytes() + b"\0")
    (folder / "损坏.docx").write_bytes(b"PK\x03\x04abc")
    (folder / "水务局.et").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "写了一半.xlsx").write_bytes(good[: len(good) // 2])
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "盖章扫描.pdf").write_bytes(b"%PDF-1.4")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "旧文档.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "打包.zip").write_bytes(b"PK\x03\x04")
    (folder / "程序.exe").write_bytes(b"MZ")
    assert reason(folder, "加密.xlsx") == "该工作簿已加密，请先取消密码。"
    assert reason(folder, "加密.docx") == "该文件已加密，请先取消密码。"
    assert "用 Word 或 WPS 打开，另存为 .docx 后再收表" in reason(folder, "损坏.docx")
    assert reason(folder, "水务局.et") == "这是 WPS 的 .et 文件，请在 WPS 中另存为 .xlsx。"
    assert "已损坏或不完整" in reason(folder, "写了一半.xlsx")
    assert "是空文件" in reason(folder, "空.xlsx")
    assert "登记已报" in reason(folder, "盖章扫描.pdf")
    assert "登记已报" in reason(folder, "照片.jpg")
    assert "另存为 .docx" in reason(folder, "旧文档.doc")
    assert "压缩包" in reason(folder, "打包.zip")
    assert reason(folder, "程序.exe") == "不是表格文件。"
    plan = collected(store, sent[0], folder)
    assert plan.message == "收到 12 个文件：已报 1，无法识别 11。"
    assert plan.exceptions == []
    assert changes_of(result_of(store, plan, "区教育局")) == {("放宽落户条件", TEXT): "甲。"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders of Windows")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "管道.xlsx")
    (folder / "断开.xlsx").symlink_to(folder / "没有.xlsx")
    assert reason(folder, "管道.xlsx") == "不是表格文件。"
    assert "可能已被移动或改名" in reason(folder, "断开.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_a_name_that_an_archive_of_windows_left_is_read(store: Store, sent: Sent, folder: Path) -> None:
    raw = os.fsencode(folder) + b"/" + "区教育局".encode("gb18030") + b".xlsx"
    shutil.move(folder / "教育局.xlsx", raw)
    plan = collected(store, sent[0], folder)
    assert [one.name for one in plan.files] == ["区教育局.xlsx"]
    outcome = apply_returns(store, plan, Decisions())
    assert (len(outcome.adopted), outcome.problems) == (1, [])


def test_folders_that_lie_too_deep_are_named(folder: Path) -> None:
    deep = folder / "一/二/三/四/五/六"
    deep.mkdir(parents=True)
    (deep / "水务局.xlsx").write_bytes(b"")
    assert "套得太深" in reason(folder, str(Path("一/二/三/四/五/六")))


def test_five_hundred_other_files_are_looked_at_quickly_and_asked_about_never(
    store: Store, sent: Sent, folder: Path
) -> None:
    for number in range(500):
        suffix = ("jpg", "pdf", "mp4", "dat", "log")[number % 5]
        (folder / f"{number}.{suffix}").write_bytes(b"\x00\x01\x02" * 100)
    plan = collected(store, sent[0], folder)
    assert len(plan.with_state(FileState.UNRECOGNISED)) == 500
    assert plan.exceptions == []
    assert [one.name for one in plan.clean] == ["区教育局"]


def test_a_folder_of_everything_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fgj_desktop.exchange.return_reader.MOST_FILES", 3)
    assert MOST_FILES > 3
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("x")
    with pytest.raises(UserError, match="超过 3 个"):
        read_returns(tmp_path)


def test_files_of_the_system_and_of_open_programs_are_no_returns(
    store: Store, sent: Sent, folder: Path
) -> None:
    (folder / "~$教育局.xlsx").write_bytes(b"\x05owner")
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / ".DS_Store").write_bytes(b"x")
    plan = collected(store, sent[0], folder)
    assert [one.name for one in plan.files] == ["教育局.xlsx"]
    assert plan.files[0].notices == ("文件正被其他程序打开，读到的是上次保存的内容。",)


def test_macros_are_not_read_and_do_no_harm(store: Store, sent: Sent, folder: Path) -> None:
    from zipfile import ZipFile

    (folder / "教育局.xlsx").rename(folder / "教育局.xlsm")
    with ZipFile(folder / "教育局.xlsm", "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    plan = collected(store, sent[0], folder)
    assert plan.files[0].notices == ("宏未读取，不影响数据。",)
    assert result_of(store, plan, "区教育局").is_clean


def test_a_text_table_in_the_encoding_of_windows_is_read(store: Store, sent: Sent, folder: Path) -> None:
    rows = "序号,工作任务,牵头单位,9月下半月进展\r\n3,改造老旧小区,区住建局,“已开工”，共3个\r\n"
    (folder / "住建局.csv").write_bytes(rows.encode("gb18030"))
    plan = collected(store, sent[0], folder)
    assert changes_of(result_of(store, plan, "区住建局")) == {("改造老旧小区", TEXT): "“已开工”，共3个"}
    assert plan.files[0].form == "文本表格"


def test_a_word_document_without_a_table_is_for_the_register(folder: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("我局本期无新进展。")
    document.save(str(folder / "水务局.docx"))
    assert reason(folder, "水务局.docx") == "Word 文件中没有表格，请看过后用“登记已报”登记，并附上此文件。"


def test_what_a_word_document_says_beside_its_table_is_not_passed_over(
    store: Store, sent: Sent, folder: Path
) -> None:
    from docx import Document

    (folder / "教育局.xlsx").unlink()
    document = Document()
    document.add_heading("区教育局9月下半月进展")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells),
        ("工作任务", "进展情况", "放宽落户条件", "甲。"),
        strict=True,
    ):
        cell.text = text
    document.save(str(folder / "教育局.docx"))
    assert collected(store, sent[0], folder).files[0].notices == ()
    document.add_paragraph(
        "另外，我局正在与区自然资源局对接新校区用地，预计十月上旬完成用地预审，届时另行报告有关情况。"
    )
    document.save(str(folder / "教育局.docx"))
    assert "表格以外的文字没有读取" in collected(store, sent[0], folder).files[0].notices[0]


def test_a_file_that_goes_between_reading_and_writing_stops_nothing(
    store: Store, sent: Sent, folder: Path
) -> None:
    plan = collected(store, sent[0], folder)
    (folder / "教育局.xlsx").unlink()
    outcome = apply_returns(store, plan, Decisions())
    assert outcome.adopted
    assert len(outcome.problems) == 1


def test_returns_are_kept_beside_the_ledger(store: Store, sent: Sent, folder: Path) -> None:
    from fgj_desktop.ledgers import ATTACHMENT, UNIT_RETURN
    from fgj_desktop.store.attachments import find_file
    from tests.exchange.return_tools import SEPTEMBER

    apply_returns(store, collected(store, sent[0], folder), Decisions())
    (row,) = store.view(ATTACHMENT, SEPTEMBER).rows()
    (register,) = store.view(UNIT_RETURN, SEPTEMBER).rows()
    assert (row.values["name"], row.values["owner"]) == ("教育局.xlsx", register.id)
    assert find_file(store.path, str(row.values["digest"])) is not None
    assert register.values["original"] == "放宽落户条件：甲。"


def test_a_file_that_another_program_holds_is_told_and_the_rest_is_read(
    store: Store, sent: Sent, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled(sent[2], folder / "水务局.xlsx") as sheet:
        sheet.put("完善供水管网", TEXT, "乙。")
    opened = Path.open

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self.name == "水务局.xlsx":
            raise PermissionError(13, "in use")
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    plan = collected(store, sent[0], folder)
    assert plan.message == "收到 2 个文件：已报 1，无法识别 1。"
    assert "正被其他程序占用" in plan.with_state(FileState.UNRECOGNISED)[0].reason
