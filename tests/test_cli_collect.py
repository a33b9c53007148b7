"""The command that collects returns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.ledgers import REPORT_ROUND
from fgj_desktop.rules import RULES
from fgj_desktop.rules.rounds import round_of, standings
from fgj_desktop.store.store import Store
from tests.exchange.return_tools import SECOND, TASKS, add_tasks, filled, send
from tests.sample_store import fill


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger file with a round, and one return in the folder 收到."""
    path = tmp_path / "台账.fgj"
    with Store.create(path, RULES) as store:
        fill(store)
        add_tasks(store)
        one, _spec, forms = send(store, TASKS, SECOND, tmp_path / "发放")
        assert one.id
    with filled(forms[0], tmp_path / "收到" / "教育局.xlsx") as sheet:
        sheet.put("放宽落户条件", "original:H2", "已印发方案。")
    return path


def test_a_dry_run_says_what_would_be_and_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "收到")
    assert main(["collect", str(file), folder, "--dry-run", "--received", "2021-09-30", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["message"] == "收到 1 个文件：已报 1。"
    assert (told["ledger"], told["period"], told["dry_run"]) == ("urban_task", "2021-09-H2", True)
    (unit,) = [one for one in told["units"] if one["files"]]
    assert [one["after"] for one in unit["changes"]] == ["已印发方案。"]
    with Store.open(file, RULES, read_only=True) as store:
        one = round_of(store, TASKS, SECOND)
        assert one is not None
        assert {each.state for each in standings(store, one)} == {"未报"}


def test_what_is_clear_is_adopted_and_the_missing_are_named(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", str(file), str(tmp_path / "收到"), "--received", "2021-09-30"]) == 0
    said = capsys.readouterr().out
    assert "区教育局：已报，填报 1／2 项，采用 1 处" in said
    assert "未报单位 3 个：区住建局、区水务局、乐园镇。" in said
    assert "已采用 1 个单位的报表，共 1 处。可按 Ctrl+Z 全部撤回。" in said
    assert main(["undo", str(file)]) == 0
    with Store.open(file, RULES, read_only=True) as store:
        one = round_of(store, TASKS, SECOND)
        assert one is not None
        assert {each.state for each in standings(store, one)} == {"未报"}


def test_without_a_round_nothing_is_guessed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(file, RULES) as store:
        one = round_of(store, TASKS, SECOND)
        assert one is not None
        with store.action("定稿") as writes:
            writes.put(REPORT_ROUND, one.id, None, {"state": "已定稿"})
    (tmp_path / "空").mkdir()
    assert main(["collect", str(file), str(tmp_path / "空")]) == 1
    assert "没有正在收集的报送轮次" in capsys.readouterr().err


def test_a_table_without_marks_is_of_the_round_that_its_title_names(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import csv

    from openpyxl import load_workbook

    forms = ["forms", str(file), "key_project", "--period", "2021-09", "--mode", "whole"]
    assert main([*forms, "-o", str(tmp_path / "月度")]) == 0
    assert (
        main(["forms", str(file), "urban_task", "--period", "2021-10-H1", "-o", str(tmp_path / "下期")]) == 0
    )
    (form,) = (tmp_path / "月度").iterdir()
    folder = tmp_path / "文本"
    folder.mkdir()
    with (folder / "住建局.csv").open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(load_workbook(form)["填报表"].iter_rows(values_only=True))
    capsys.readouterr()
    assert main(["collect", str(file), str(folder), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ledger"], told["period"]) == ("key_project", "2021-09")


def test_a_round_can_be_begun_without_forms_sent(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--ledger", "urban_task", "--period", "2021-10-H1"]
    assert main(["collect", str(file), str(tmp_path / "收到"), *arguments]) == 0
    assert "区教育局交来的是2021年9月下半月的表，可作为本期采用或退回。" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", str(file), str(tmp_path / "没有")]) == 1
    assert "找不到文件夹“没有”" in capsys.readouterr().err
