"""`fill` as a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.cli import main
from fgj_desktop.store.store import Store
from tests.exchange.blanks import city_blank
from tests.sample_store import clock, store

__all__ = ["clock", "store"]


def run(store: Store, *arguments: str | Path) -> int:
    """The command on the sample's file."""
    store.close()
    return main(["fill", str(store.path), "key_project", *map(str, arguments)])


def test_a_blank_is_filled_and_what_is_missing_is_said(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "填好.xlsx"
    assert run(store, city_blank(tmp_path), "-o", out, "--as-of", "2021-09-30") == 0
    said = capsys.readouterr().out
    assert said.startswith("已填 6 项、")
    assert openpyxl.load_workbook(out)["附件1 重点项目"]["B9"].value == "乐园镇中心小学扩建项目"


def test_a_dry_run_says_the_same_and_writes_nothing(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "填好.xlsx"
    assert run(store, city_blank(tmp_path), "-o", out, "--as-of", "2021-09-30", "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["records"] == 6
    assert {"cell": "E9", "value": 0.4, "field": "annual_plan"} in told["cells"]
    assert not out.exists()


def test_the_kind_of_file_stays(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(store, city_blank(tmp_path), "-o", tmp_path / "填好.xlsm") == 1
    assert "填好的表也须是 .xlsx" in capsys.readouterr().err


def test_only_the_rows_asked_for_are_filled_in_groups(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "填好.xlsx"
    arguments = (city_blank(tmp_path), "-o", out, "--as-of", "2021-09-30")
    assert run(store, *arguments, "--only", "责任单位=区水务局", "--only", "是否开工=否") == 0
    sheet = openpyxl.load_workbook(out)["附件1 重点项目"]
    assert [sheet["B9"].value, sheet["B10"].value] == ["新韶镇供水管网改造", None]
    assert run(store, *arguments, "--group", "责任单位") == 0
    sheet = openpyxl.load_workbook(out)["附件1 重点项目"]
    assert [sheet.cell(row, 2).value for row in (10, 11)] == ["十里亭镇老旧小区改造", "风采街道停车场建设"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("责任单位=区财政局", "责任单位没有“区财政局”"),
        ("没有的列=1", "请写成 列=内容"),
        ("责任单位", "请写成 列=内容"),
    ],
)
def test_what_cannot_be_asked_for_is_said(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    assert run(store, city_blank(tmp_path), "-o", tmp_path / "填好.xlsx", "--only", asked) == 1
    assert said in capsys.readouterr().err
