"""The first start asks three things, each answered already, and begins in one of three ways."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.backup_keeper import BackupKeeper
from fgj_desktop.store.store import Store
from fgj_desktop.views import start_page
from fgj_desktop.views.start_page import Start, StartPage, place_text
from tests.views.dialog_tools import in_light, ledger_with, texts

TODAY = datetime.date(2021, 10, 8)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> StartPage:
    in_light(qapp)
    page = StartPage(tmp_path / "发改台账", today=lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1000, 650)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_every_question_has_an_answer_already(page: StartPage, tmp_path: Path) -> None:
    assert page.office.text() == "浈江区发展和改革局"
    assert page.chosen_month() == Month(2021, 9)
    assert page.chosen_folder() == tmp_path / "发改台账"
    assert page.problem() == ""
    said = texts(page)
    assert "时间进度 75%" in said
    assert "本软件仅限非涉密计算机使用，严禁录入国家秘密、工作秘密和公民个人敏感信息。" in said
    for word in ("密码", "账号", "注册"):
        assert word not in said


def test_one_click_begins_with_the_sample(page: StartPage, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.started) as heard:
        qtbot.mouseClick(page.sample_button, Qt.MouseButton.LeftButton)
    file = tmp_path / "发改台账" / "示例台账.fgj"
    assert heard.args == [Start("sample", "浈江区发展和改革局", "440204", Month(2021, 9), file)]


def test_the_keyboard_alone_begins_too(page: StartPage, qtbot: QtBot) -> None:
    page.blank_button.setFocus()
    with qtbot.waitSignal(page.started) as heard:
        qtbot.keyClick(page.blank_button, Qt.Key.Key_Space)
    assert heard.args[0].way == "blank"


def test_dropped_workbooks_are_imported_with_the_answers_given(
    page: StartPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.month.setCurrentIndex(1)
    files = [tmp_path / "8月.xlsx"]
    with qtbot.waitSignal(page.started) as heard:
        page.begin("import", files)
    start = heard.args[0]
    assert (start.way, start.month, start.workbooks) == ("import", Month(2021, 8), tuple(files))


def test_a_name_that_is_taken_is_not_taken_again(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "发改台账").mkdir()
    (tmp_path / "发改台账" / "发改台账.fgj").touch()
    with qtbot.waitSignal(page.started) as heard:
        page.begin("blank")
    assert heard.args[0].file.name == "发改台账2.fgj"


@pytest.mark.parametrize(
    ("office", "folder", "said"),
    [
        ("", None, "请填写单位名称。"),
        ("发展和改革局", None, "请填写单位名称。"),
        ("浈江区发改局", "", "请选择存放位置。"),
        ("浈江区发改局", "台账", "请选择存放位置。"),
        ("浈江区发改局", "/home/x/坚果云/台账", "台账存放在网络盘或同步目录，易损坏。"),
    ],
)
def test_an_answer_that_will_not_do_is_named_and_nothing_begins(
    page: StartPage, qtbot: QtBot, office: str, folder: str | None, said: str
) -> None:
    page.office.setText(office)
    if folder is not None:
        page.folder.setText(folder)
    with qtbot.assertNotEmitted(page.started):
        page.begin("blank")
    assert said in texts(page)


def test_a_backup_is_copied_and_the_copy_opened(page: StartPage, qtbot: QtBot, tmp_path: Path) -> None:
    with ledger_with(tmp_path) as store:
        backup = BackupKeeper(store, tmp_path / "备份").back_up().path
    before = backup.read_bytes()
    with qtbot.waitSignal(page.open_requested) as heard:
        page.restore(backup)
    opened = heard.args[0]
    assert opened == tmp_path / "发改台账" / "发改台账.fgj"
    with Store.open(opened, RULES) as restored:
        assert restored.settings.get("office") == "浈江区发展和改革局"
    assert backup.read_bytes() == before


def test_a_backup_that_is_none_is_refused_in_words(page: StartPage, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "别的.fgj"
    other.write_bytes(b"PK" * 900)
    with qtbot.assertNotEmitted(page.open_requested):
        page.restore(other)
    assert "不是本软件的台账文件" in texts(page)


def test_places_are_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_page, "documents_folder", lambda: tmp_path)
    assert place_text(tmp_path / "发改台账") == "存放在本机“文档”中的“发改台账”文件夹"
    assert place_text(tmp_path / "a" / "发改台账") == "存放在本机的“发改台账”文件夹"


def test_the_page_fits_a_small_screen(page: StartPage) -> None:
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 700
