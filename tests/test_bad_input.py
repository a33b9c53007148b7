"""The command line on files that are damaged, newer, read-only or in use, and on workbooks that are none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.checks import findings_by_record
from fgj_desktop.store import store as store_module
from fgj_desktop.store.connection import connect
from fgj_desktop.store.store import Store
from tests.bad_workbooks import BRIDGE, HEADER, ROAD, TITLE, UNREADABLE, workbook, written
from tests.store.conftest import read_only_folder

__all__ = ["read_only_folder"]

Say = Callable[..., str]
SEPTEMBER = Month(2021, 9)
WAN = 1_000_000
COMMANDS = (
    ("figures", "{file}"),
    ("check", "{file}"),
    ("undo", "{file}"),
    ("import", "{file}", "key_project", "{book}"),
    ("export", "{file}", "key_project", "-o", "{folder}/x.xlsx"),
    ("backup", "{file}", "-o", "{folder}/备份.fgj"),
)


@pytest.fixture
def refuse(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command that has to be refused with code 1 and nothing on stdout; gives its sentence."""

    def run(*arguments: object) -> str:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert (code, captured.out) == (1, "")
        return captured.err.strip()

    return run


@pytest.fixture
def done(capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command that has to succeed; gives what it said."""

    def run(*arguments: object) -> str:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert (code, captured.err) == (0, "")
        return captured.out.strip()

    return run


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A closed ledger with 100 projects."""
    path = tmp_path / "台账.fgj"
    with Store.create(path, RULES) as store, store.action("新增") as writes:
        for number in range(100):
            values = {"serial": number + 1, "name": f"第{number + 1}号道路", "annual_plan": 1000 * WAN}
            writes.insert(KEY_PROJECT, values, SEPTEMBER)  # type: ignore[arg-type]
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return workbook(tmp_path / "9月.xlsx", TITLE, HEADER, ROAD, BRIDGE)


def projects(path: Path) -> dict[str, dict[str, Any]]:
    """The projects of September by name."""
    with Store.open(path, RULES, read_only=True) as store:
        rows = store.view(KEY_PROJECT, SEPTEMBER).rows()
    return {str(row.values["name"]): row.values for row in rows}


def files(folder: Path) -> list[Path]:
    """The files of a folder but those that SQLite keeps beside a ledger that was read."""
    return sorted(path for path in folder.iterdir() if not path.name.endswith(("-shm", "-wal")))


def every_command(refuse: Say, file: Path, book: Path, folder: Path) -> set[str]:
    return {refuse(*(part.format(file=file, book=book, folder=folder) for part in one)) for one in COMMANDS}


# --- ledger files -------------------------------------------------------------------------------

_DAMAGED = "台账文件已损坏，未作任何改动。可从备份中选择还原。"
_OTHER = "此文件不是本软件的台账文件。"


def _pages(content: bytes, byte: bytes) -> bytes:
    return content[:4096] + byte * (len(content) - 4096)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda content: content[: len(content) // 2], _DAMAGED),
        (lambda content: content[:-5000], _DAMAGED),
        (lambda content: content[:100] + bytes(3996) + content[4096:], _DAMAGED),
        (lambda content: _pages(content, b"\xff"), _DAMAGED),
        (lambda content: _pages(content, b"\x00"), _DAMAGED),
        (
            lambda content: content[:60] + b"\x00\x00\x00\x63" + content[64:],
            "台账文件由更高版本建立，请升级后再打开。",
        ),
        (lambda content: bytes(len(content)), _OTHER),
        (lambda _: "项目名称,总投资\n".encode(), _OTHER),
        (lambda _: b"", "此文件是空的，没有台账内容。"),
    ],
    ids=["half", "end cut", "first page", "other pages", "zeros", "newer", "all zeros", "text", "empty"],
)
def test_a_file_that_cannot_be_used_is_refused_by_every_command_and_left_alone(
    ledger: Path, good: Path, tmp_path: Path, refuse: Say, spoil: Callable[[bytes], bytes], sentence: str
) -> None:
    content = spoil(ledger.read_bytes())
    ledger.write_bytes(content)
    out = tmp_path / "out"
    out.mkdir()
    assert every_command(refuse, ledger, good, out) == {sentence}
    assert ledger.read_bytes() == content
    assert list(out.iterdir()) == []
    assert files(tmp_path) == sorted([ledger, good, out])
    assert not any(path.stat().st_size for path in tmp_path.glob("*-wal"))


def test_on_read_only_media_all_can_be_read_and_nothing_iswritten(
    ledger: Path, good: Path, tmp_path: Path, done: Say, refuse: Say, read_only_folder: Callable[[Path], None]
) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o777)
    out.chmod(0o777)
    folder = tmp_path / "光盘"
    folder.mkdir()
    disk = folder / ledger.name
    shutil.copy(ledger, disk)
    read_only_folder(folder)
    assert "年度计划投资" in done("figures", disk, "--as-of", "2021-09-30")
    assert done("check", disk).endswith("未发现问题。")
    assert done("export", disk, "key_project", "-o", out / "x.xlsx").startswith("已导出")
    sentence = "“台账.fgj”或所在文件夹是只读的，未作任何改动。请复制到本机可写的文件夹后再试。"
    assert refuse("import", disk, "key_project", good) == sentence
    assert refuse("undo", disk) == sentence
    assert refuse("new", folder / "另一个.fgj").startswith(f"“{folder}”是只读的，无法在此新建台账。")


def test_a_network_drive_is_refused_for_writing(
    ledger: Path, good: Path, tmp_path: Path, refuse: Say, done: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = f"server:/share {tmp_path.resolve()} nfs4 rw,relatime 0 0\n"
    monkeypatch.setattr("fgj_desktop.store.location._system_mounts", lambda: mounts)
    before = ledger.read_bytes()
    sentence = "台账存放在网络盘或同步目录，易损坏。请存放在本机，可自动把备份复制到该处。"
    assert refuse("import", ledger, "key_project", good) == sentence
    assert refuse("undo", ledger) == sentence
    assert refuse("new", tmp_path / "另一个.fgj") == sentence
    assert ledger.read_bytes() == before
    assert not (tmp_path / "另一个.fgj").exists()
    # Reading does no harm, so that the work there can be taken away.
    assert done("export", ledger, "key_project", "-o", tmp_path / "x.xlsx").startswith("已导出")


# --- a full disk --------------------------------------------------------------------------------


def _no_more_pages(path: Path, *, create: bool = False) -> apsw.Connection:
    """A connection whose file may not grow: SQLite itself reports the full disk."""
    connection = connect(path, create=create)
    connection.pragma("max_page_count", max(1, connection.pragma("page_count")))
    return connection


def test_a_full_disk_leaves_the_ledger_as_it_was(
    ledger: Path, tmp_path: Path, refuse: Say, done: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        [number, f"新项目{number}", None, "区住建局", 9, 4, 3, "很长的内容" * 100] for number in range(1, 60)
    ]
    book = workbook(tmp_path / "多.xlsx", TITLE, HEADER, *rows)
    before = projects(ledger)
    with monkeypatch.context() as full:
        full.setattr(store_module, "connect", _no_more_pages)
        said = refuse("import", ledger, "key_project", book)
    assert said.startswith("磁盘空间不足，")
    assert said.endswith("未能完成，此前已保存的内容不受影响。清理磁盘后请重试。")
    assert projects(ledger) == before
    assert done("check", ledger).endswith("未发现问题。")
    assert "新增 59 项" in done("import", ledger, "key_project", book)


@pytest.mark.parametrize("command", ["new", "sample", "import"])
def test_a_full_disk_leaves_no_half_made_file(
    tmp_path: Path, good: Path, refuse: Say, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(store_module, "connect", _no_more_pages)
    rest = ["key_project", good] if command == "import" else []
    assert refuse(command, tmp_path / "新.fgj", *rest).startswith("磁盘空间不足，")
    assert sorted(tmp_path.iterdir()) == [good]


# --- workbooks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_workbook_that_cannot_be_read_changes_no_ledger_and_makes_none(
    ledger: Path, tmp_path: Path, refuse: Say, kind: str
) -> None:
    make, sentence = UNREADABLE[kind]
    book = make(tmp_path)
    before = ledger.read_bytes()
    assert refuse("import", ledger, "key_project", book) == sentence
    assert ledger.read_bytes() == before
    assert refuse("import", tmp_path / "没有.fgj", "key_project", book) == sentence
    assert sorted(tmp_path.iterdir()) == sorted([ledger, book])


def test_columns_in_another_order_and_a_web_page_named_xls_give_the_same(
    tmp_path: Path, good: Path, done: Say
) -> None:
    order = [6, 1, 0, 7, 4, 3, 5, 2]
    turned = [[row[place] for place in order] for row in (HEADER, ROAD, BRIDGE)]
    other = workbook(tmp_path / "乱序.xlsx", TITLE, *turned)
    cells = "".join(
        "<tr>" + "".join(f"<td>{'' if value is None else value}</td>" for value in row) + "</tr>"
        for row in (TITLE, HEADER, ROAD, BRIDGE)
    )
    page = written(tmp_path / "导出.xls", f'<meta charset="utf-8"><table>{cells}</table>'.encode())
    found = []
    for number, book in enumerate((good, other, page)):
        file = tmp_path / f"{number}.fgj"
        done("import", file, "key_project", book)
        values = projects(file)
        for row in values.values():
            del row["responsible_unit"], row["responsible_unit@own"]  # Ids of its own in each file.
        found.append(values)
    print(
        {
            k: [f[n][k] for f in found for n in f]
            for k in found[0]["五里亭桥"]
            if len({str([f[n][k] for n in f]) for f in found}) > 1
        }
    )
    assert found[0] == found[1] == found[2]
    assert found[0]["新韶路改造"]["invested_to_date"] == 3000 * WAN


def test_of_two_tables_on_a_sheet_the_ledger_goes_in_and_the_other_is_named(
    tmp_path: Path, done: Say
) -> None:
    problems: list[list[Any]] = [
        ["附：问题清单"],
        ["序号", "问题描述", "责任人", "完成时限"],
        [1, "征地缓慢", "", "2021-12"],
    ]
    book = workbook(tmp_path / "两表.xlsx", TITLE, HEADER, ROAD, BRIDGE, [], *problems)
    said = done("import", tmp_path / "新.fgj", "key_project", book)
    assert "另一个表，未导入" in said
    assert list(projects(tmp_path / "新.fgj")) == ["新韶路改造", "五里亭桥"]


def test_what_does_not_fit_is_kept_as_it_stands_and_said_with_its_row(tmp_path: Path, done: Say) -> None:
    dates = [*HEADER, "开工日期"]
    rows = [
        [1, "甲路", None, "区住建局", 9000, "约3000", "待核", "", "2021.13"],
        [2, "乙路", "2112-440204-04-01-123456", "区住建局", 1000, 2000, 900, "", "2021-03"],
        [3, "丙路", None, "区住建局", "=C1", 0, 5, "", "2021"],
    ]
    book = workbook(tmp_path / "脏.xlsx", [*TITLE, ""], dates, *rows)
    said = done("import", tmp_path / "新.fgj", "key_project", book)
    for sentence in (
        "第 3 行2021年计划投资“约3000”不是数值，已保留原文并标出。",
        "第 3 行1—9月累计完成投资“待核”不是数值，已保留原文并标出。",
        "第 3 行开工日期“2021.13”不是有效的日期，已保留原文并标出。",
        "第 5 行总投资“（公式）”：公式没有保存计算结果，请在 Excel 中打开并保存后再导入，已保留原文并标出。",
    ):
        assert sentence in said
    with Store.open(tmp_path / "新.fgj", RULES) as store:
        rows_of = store.view(KEY_PROJECT, SEPTEMBER).rows()
        by_name = {str(row.values["name"]): row for row in rows_of}
        found = findings_by_record(KEY_PROJECT, rows_of, store.context(SEPTEMBER), SEPTEMBER)
    kept = {name: mark.misfit for name, mark in by_name["甲路"].marks.items() if mark.misfit}
    assert kept == {"annual_plan": "约3000", "invested_to_date": "待核", "started_on": "2021.13"}
    told = {one.message for one in found[by_name["乙路"].id]}
    assert told >= {"总投资小于年度计划投资，请核对。", "项目代码的时间晚于报告期，请核对。"}
    assert "年度计划为 0，不计进度。" in {one.message for one in found[by_name["丙路"].id]}
    assert by_name["丙路"].values["state"] == "不计进度"


def test_exporting_over_a_workbook_open_elsewhere_keeps_it(
    ledger: Path, tmp_path: Path, refuse: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = written(tmp_path / "台账.xlsx", b"the clerk's own")

    def locked(*_: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", locked)
    monkeypatch.setattr("os.replace", locked)
    assert (
        refuse("export", ledger, "key_project", "-o", target)
        == "文件正被 WPS 打开，未能导出。请关闭后重试，或另存为新文件名。"
    )
    assert target.read_bytes() == b"the clerk's own"
    assert files(tmp_path) == sorted([ledger, target])


def test_a_ledger_with_a_table_missing_is_damaged(
    ledger: Path, good: Path, tmp_path: Path, refuse: Say
) -> None:
    connection = apsw.Connection(str(ledger))
    connection.execute("DROP TABLE key_project_month")
    connection.close()
    assert every_command(refuse, ledger, good, tmp_path) == {_DAMAGED}
