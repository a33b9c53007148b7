"""The clerk's own workbooks, imported by hand into an empty file, give the sample; again they change nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store

BOOKS = {
    "responsible_unit": "责任单位一览表.xlsx",
    "key_project": "重点项目月度台账2021年.xlsx",
    "bond_reserve": "专项债储备项目台账2022年.xls",
    "fixed_asset_investment": "固定资产投资月报2021年9月.xlsx",
    "statistics_project": "固定资产投资在库项目2021年9月.xlsx",
    "application": "2022年省市重点项目申报表.xlsx",
    "bond_project": "专项债券已发行项目2021年9月.xlsx",
    "urban_task": "新型城镇化任务清单台账2021年8月.xlsx",
    "safety_inspection": "安全生产检查台账2021年.xlsx",
}
Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> str:
        assert main([str(argument) for argument in arguments]) == 0
        return capsys.readouterr().out

    return run


def figures(run: Run, file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("figures", file, "--as-of", "2021-09-30", "--json"))["figures"]
    return {name: figure for name, figure in found.items() if figure["ledger"] in BOOKS}


def import_all(run: Run, file: Path) -> list[str]:
    found = [run("import", file, name, resource_path("sample") / book) for name, book in BOOKS.items()]
    return [said.splitlines()[0] for said in found]


def test_the_sample_workbooks_give_the_sample_and_again_nothing(tmp_path: Path, run: Run) -> None:
    sample, file = tmp_path / "示例.fgj", tmp_path / "台账.fgj"
    run("sample", sample)
    first = import_all(run, file)
    assert [said.split("，")[0] for said in first] == [
        f"已导入：新增 {count} 项" for count in (27, 48, 27, 4, 82, 46, 9, 13, 17)
    ]
    assert figures(run, file) == figures(run, sample)
    history = run("history", file)
    assert import_all(run, file) == ["没有变化：这份表与台账完全一致。"] * len(BOOKS)
    assert run("history", file) == history
    for _ in BOOKS:
        run("undo", file)
    with Store.open(file, RULES) as store:
        assert [store.size(ledger) for ledger in LEDGERS] == [0] * len(LEDGERS)


def test_projects_imported_before_their_units_give_the_same(tmp_path: Path, run: Run) -> None:
    sample, file = tmp_path / "示例.fgj", tmp_path / "台账.fgj"
    run("sample", sample)
    for name in (*(one for one in BOOKS if one != "responsible_unit"), "responsible_unit"):
        run("import", file, name, resource_path("sample") / BOOKS[name])
    assert figures(run, file) == figures(run, sample)
