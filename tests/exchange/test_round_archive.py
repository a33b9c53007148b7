"""归档本期: one folder with everything, and a list that says what is missing."""

from __future__ import annotations

import datetime
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange.form_sending import plan_sending, send
from fgj_desktop.exchange.round_archive import (
    FORMS,
    LEDGER,
    LIST_NAME,
    NOTICE,
    OTHER,
    RECORDS,
    REPORT,
    RETURNS,
    archive_round,
    forms_in,
    plain_name,
)
from fgj_desktop.ledgers import REPORT_ROUND, URBAN_TASK
from fgj_desktop.rules.round_register import Arrival, attach, record_chase, register_arrival
from fgj_desktop.rules.rounds import REPORTED, RoundInfo
from fgj_desktop.store.attachments import keep_content
from fgj_desktop.store.store import Store
from tests.round_tools import SECOND_HALF, begin, fill, found
from tests.sample_store import clock, empty_store

__all__ = ["clock", "empty_store"]
DAY = datetime.date(2021, 9, 30)


@pytest.fixture
def units(empty_store: Store) -> list[int]:
    return fill(empty_store)[0]


@pytest.fixture
def whole(empty_store: Store, units: list[int], tmp_path: Path) -> RoundInfo:
    """A round that was sent, answered with a scan, chased, reported of and signed."""
    begin(empty_store)
    out = tmp_path / "发出"
    out.mkdir()
    send(empty_store, plan_sending(empty_store, URBAN_TASK, SECOND_HALF), out)
    notice, report = out / "通知.docx", tmp_path / "报告.docx"
    notice.write_bytes(b"notice")
    report.write_bytes(b"report")
    info = found(empty_store)
    scan = keep_content(empty_store.path, "盖章件(1).pdf", b"%PDF scan")
    signed = keep_content(empty_store.path, "签批件.pdf", b"%PDF signed")
    with empty_store.action("登记") as writes:
        arrival = Arrival(units[0], REPORTED, "扫描件", DAY, "16:20", {}, files=(scan,))
        register_arrival(writes, empty_store, info, arrival, ())
        at = datetime.datetime(2021, 9, 30, 10, 20)
        record_chase(writes, empty_store, info, units[1:], "电话", at)
        attach(writes, REPORT_ROUND, info.id, signed)
        writes.put(REPORT_ROUND, info.id, None, {"notice_file": str(notice), "report_file": str(report)})
    return found(empty_store)


def names(folder: Path) -> dict[str, list[str]]:
    return {one.name: sorted(path.name for path in one.iterdir()) for one in folder.iterdir() if one.is_dir()}


def test_everything_of_a_round_lies_in_one_folder_with_a_list(
    empty_store: Store, whole: RoundInfo, tmp_path: Path
) -> None:
    minutes = tmp_path / "会议纪要.docx"
    minutes.write_bytes(b"minutes")
    made = archive_round(
        empty_store, whole, tmp_path, extra=[minutes], print_ledger=lambda path: path.write_bytes(b"%PDF")
    )
    assert made.folder == tmp_path / "2021年9月下半月"
    assert made.missing == []
    listed = names(made.folder)
    assert listed[NOTICE] == ["通知.docx"]
    assert len(listed[FORMS]) == 1
    assert listed[RETURNS] == ["区教育局_盖章件(1).pdf"]
    assert listed[REPORT] == ["报告.docx", "签批件.pdf"]
    assert listed[LEDGER] == ["任务清单（2021年9月下半月）.pdf", "任务清单（2021年9月下半月）.xlsx"]
    assert listed[RECORDS] == ["催报记录.xlsx", "报送登记.xlsx"]
    assert listed[OTHER] == ["会议纪要.docx"]
    sheet = openpyxl.load_workbook(made.folder / LIST_NAME)["归档清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(rows) == len(made.files) == sum(map(len, listed.values()))
    assert [RETURNS, "区教育局_盖章件(1).pdf", "区教育局　已报　2021-09-30 16:20"] in [
        row[1:4] for row in rows
    ]
    assert made.message == f"已归档 {len(made.files)} 个文件：2021年9月下半月。"


def test_only_returns_and_calls_of_the_round_are_among_its_records(
    empty_store: Store, whole: RoundInfo, units: list[int], tmp_path: Path
) -> None:
    with empty_store.action("另一轮") as writes:
        other = writes.insert(REPORT_ROUND, {"name": "另一轮", "ledger_name": "key_project"})
        writes.insert(empty_store.ledgers["unit_return"], {"name": "别的", "round": other, "unit": units[1]})
    made = archive_round(empty_store, whole, tmp_path)
    sheet = openpyxl.load_workbook(made.folder / RECORDS / "报送登记.xlsx").worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any("别的" in text for text in texts)
    assert any("区教育局" in text for text in texts)


def test_what_has_gone_is_listed_and_stops_nothing(
    empty_store: Store, whole: RoundInfo, tmp_path: Path
) -> None:
    (tmp_path / "报告.docx").unlink()
    made = archive_round(empty_store, whole, tmp_path)
    assert made.missing == ["报告.docx"]
    assert "未找到 1 个：报告.docx，已写入清单。" in made.message
    sheet = openpyxl.load_workbook(made.folder / LIST_NAME)["归档清单"]
    assert [cell.value for cell in list(sheet.iter_rows())[-1]][1:3] == ["未找到", "报告.docx"]


def test_a_folder_that_is_there_already_is_left_alone(
    empty_store: Store, whole: RoundInfo, tmp_path: Path
) -> None:
    first = archive_round(empty_store, whole, tmp_path)
    (first.folder / "自己放的.txt").write_text("留着", encoding="utf-8")
    second = archive_round(empty_store, whole, tmp_path)
    assert second.folder.name == "2021年9月下半月（2）"
    assert (first.folder / "自己放的.txt").exists()


def test_a_round_of_which_nothing_is_known_has_its_ledger(
    empty_store: Store, units: list[int], tmp_path: Path
) -> None:
    made = archive_round(empty_store, begin(empty_store), tmp_path)
    assert names(made.folder) == {LEDGER: ["任务清单（2021年9月下半月）.xlsx"]}


def test_a_place_that_is_not_there_is_told(empty_store: Store, units: list[int], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="文件夹“没有”不存在，未归档"):
        archive_round(empty_store, begin(empty_store), tmp_path / "没有")


def test_a_place_that_fails_is_told(
    empty_store: Store, whole: RoundInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fgj_desktop.exchange.round_archive.shutil.copyfile", fail)
    with pytest.raises(EnvironmentProblem, match="归档未完成"):
        archive_round(empty_store, whole, tmp_path)


def test_forms_are_known_by_what_they_carry(empty_store: Store, whole: RoundInfo, tmp_path: Path) -> None:
    folder = tmp_path / "发出"
    openpyxl.Workbook().save(folder / "别的.xlsx")
    (folder / "坏的.xlsx").write_bytes(b"no zip")
    with zipfile.ZipFile(folder / "空的.xlsx", "w"):
        pass
    assert len(forms_in(folder, whole)) == 1
    assert forms_in(tmp_path / "没有", whole) == []


def test_names_are_such_that_every_system_takes_them() -> None:
    assert plain_name('区教育局/人社局:"9月"?.xlsx') == "区教育局、人社局、、9月、、.xlsx"
    assert plain_name(" . ") == "未命名"


def test_forms_are_found_where_they_were_written_without_a_notice(
    empty_store: Store, units: list[int], tmp_path: Path
) -> None:
    out = tmp_path / "发出"
    out.mkdir()
    begin(empty_store)
    send(empty_store, plan_sending(empty_store, URBAN_TASK, SECOND_HALF), out)
    made = archive_round(empty_store, found(empty_store), tmp_path)
    assert len(names(made.folder)[FORMS]) == 1
    shutil.rmtree(out)
    again = archive_round(empty_store, found(empty_store), tmp_path)
    assert again.missing == ["发出"]
