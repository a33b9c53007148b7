"""Figures, forecasts and lists by command, on the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import built, refuse, run, run_json, sample

__all__ = ["built", "refuse", "run", "run_json", "sample"]
Run = Callable[..., Any]
AS_OF = ("--as-of", "2021-09-30")


def test_figures_tell_rows_formula_and_ledger(sample: Path, run_json: Run, run: Run) -> None:
    told = run_json("figures", sample, *AS_OF)
    largest = told["figures"]["largest_plan"]
    assert largest["rows"] == ["正威新材料科技示范城项目"]
    assert largest["ledger"] == "key_project"
    assert told["figures"]["plan_share_of_task"]["ledger"] == "key_project + fixed_asset_investment"
    assert told["note"].startswith("以上为测算")
    assert "no_data" not in told
    assert {one["id"] for one in told["forecasts"]["district"]["methods"]} == {
        "needed",
        "recent",
        "last_year",
    }
    said = run("figures", sample, *AS_OF)
    assert "区重点项目　48个　（在册正式项目中" in said
    assert "全年投资预测（测算）" in said


def test_named_projects_are_left_out(sample: Path, run_json: Run, run: Run, refuse: Run) -> None:
    told = run_json("figures", sample, *AS_OF, "--without", "正威")
    assert told["figures"]["city_completion"]["value"] == 70.13
    assert told["without"]["city"]["before"]["completion"] == 40.02
    assert told["without"]["city"]["after"]["completion"] == 70.13
    assert told["without"]["city"]["left_out"] == ["正威新材料科技示范城项目"]
    twice = run_json("figures", sample, *AS_OF, "--without", "正威", "--without", "烟叶复烤")
    assert twice["without"]["city"]["after"]["count"] == 9
    said = run("figures", sample, *AS_OF, "--without", "正威")
    assert "占年度计划　40.02% → 70.13%" in said
    assert "没有名称含“火星”的项目" in refuse("figures", sample, *AS_OF, "--without", "火星")[1]


def test_a_subset_is_told_with_its_name(sample: Path, run_json: Run, refuse: Run) -> None:
    told = run_json("figures", sample, *AS_OF, "--subset", "级别=市")
    assert told["subset"] == "级别：市"
    assert told["figures"]["district_count"]["value"] == told["figures"]["city_count"]["value"] == 11
    assert {one["ledger"].split(" + ")[0] for one in told["figures"].values()} == {"key_project"}
    assert "不能作为范围" in refuse("figures", sample, "--subset", "级别")[1]


def test_before_any_data_a_plain_sentence_and_no_figures(sample: Path, run_json: Run, run: Run) -> None:
    told = run_json("figures", sample, "--as-of", "2010-06")
    assert told["no_data"] == "2010年1—6月没有数据。"
    assert {one["value"] for one in told["figures"].values()} == {None, 0}
    assert "2010年1—6月没有数据。" in run("figures", sample, "--as-of", "2010-06")


def test_lists_by_command(sample: Path, run_json: Run, run: Run, refuse: Run) -> None:
    told = run_json("lists", sample, *AS_OF)
    lists = {one["kind"]: one for one in told["lists"]}
    assert lists["not_started"]["count"] == 17
    assert lists["started_not_listed"]["count"] == 1
    assert lists["invested_not_listed"]["count"] == 3
    one = run_json("lists", sample, "invested_not_listed", *AS_OF)["lists"]
    assert [found["kind"] for found in one] == ["invested_not_listed"]
    assert "未开工的重点项目（17 个）" in run("lists", sample, "not_started", *AS_OF)
    assert "没有清单“天气”" in refuse("lists", sample, "天气")[1]


def test_lists_of_a_unit(sample: Path, run_json: Run, refuse: Run) -> None:
    every = run_json("lists", sample, "not_started", *AS_OF)["lists"][0]["rows"]
    unit = next(row["unit"] for row in every if row["unit"])
    some = run_json("lists", sample, "not_started", *AS_OF, "--unit", unit)["lists"][0]["rows"]
    assert some == [row for row in every if row["unit"] == unit]
    assert "没有责任单位“火星局”" in refuse("lists", sample, "--unit", "火星局")[1]


@pytest.mark.parametrize("command", ["figures", "lists"])
def test_an_empty_file_is_told_without_an_error(
    tmp_path: Path, run: Run, run_json: Run, command: str
) -> None:
    run("new", tmp_path / "空.fgj")
    assert run_json(command, tmp_path / "空.fgj")
    assert run(command, tmp_path / "空.fgj")
