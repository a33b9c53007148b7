"""The year change over the sample ledger, by the command line: the old year is printed and exported as before."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.cli import main
from fgj_desktop.documents.ledger_print import ledger_table
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.kinds import Flag, Money
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.figures import figures
from fgj_desktop.rules.register_change import rename
from fgj_desktop.store.store import Store

SEPTEMBER, DECEMBER = Month(2021, 9), Month(2021, 12)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    return path


def year(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["year", str(path), "key_project", "--to", "2022", "--json", *more]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def exported(path: Path, folder: Path, name: str) -> list[list[tuple[object, str]]]:
    target = folder / f"{name}.xlsx"
    assert main(["export", str(path), "key_project", "-o", str(target), "--as-of", "2021-09-30"]) == 0
    return [
        [(cell.value, cell.number_format) for cell in row]
        for sheet in openpyxl.load_workbook(target)
        for row in sheet.iter_rows()
    ]


def printed(path: Path) -> list[object]:
    with Store.open(path, RULES, read_only=True) as store:
        every = [field.name for field in KEY_PROJECT.fields]
        tables: list[object] = [
            ledger_table(store, KEY_PROJECT, Month(2021, number), fields=fields)
            for number in range(2, 13)
            for fields in (None, every)
        ]
        return [*tables, figures(store, SEPTEMBER), figures(store, DECEMBER)]


def work_in_the_new_year(path: Path) -> None:
    """Plans, amounts, flags, a project that leaves, one that joins, and new names."""
    with Store.open(path, RULES) as store:
        first, second, *_ = store.view(KEY_PROJECT, Month(2022, 1)).ids()
        for number, column in enumerate(KEY_PROJECT.columns):
            is_dated = isinstance(column.per, Axis) and column.computed is None
            if is_dated and isinstance(column.kind, Flag | Money):
                value = number % 2 if isinstance(column.kind, Flag) else number * 1_000_000
                with store.action("2022年") as writes:
                    writes.set(KEY_PROJECT, first, column.name, Month(2022, 1 + number % 12), value)
        with store.action("调出、新增") as writes:
            writes.set(KEY_PROJECT, second, "register_state", Month(2022, 2), "调出")
            writes.insert(KEY_PROJECT, {"name": "新项目", "level": "市、区"}, Month(2022, 2))
        for row in store.view(KEY_PROJECT, Month(2022, 3)).rows([first, second]):
            with store.action("更名") as writes:
                rename(writes, KEY_PROJECT, row, f"新的{row.values['name']}", Month(2022, 3), "纪要")


def test_the_old_year_is_printed_and_exported_as_before(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = printed(sample), exported(sample, tmp_path, "前")
    tried = year(sample, capsys, "--dry-run")
    assert (tried["going_on"], tried["leaving"], tried["present"]) == (48, 0, 0)
    assert printed(sample) == before[0]
    done = year(sample, capsys)
    assert done["records"] == tried["records"]
    assert done["label"] == "结转到2022年度：续建 31 项，新开工 17 项"
    assert (printed(sample), exported(sample, tmp_path, "后")) == before
    work_in_the_new_year(sample)
    assert (printed(sample), exported(sample, tmp_path, "次年")) == before
    again = year(sample, capsys)
    assert (again["going_on"], again["present"]) == (0, 48)


def test_both_years_stay_open_and_december_can_still_be_corrected(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    year(sample, capsys)
    with Store.open(sample, RULES) as store:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        new = store.view(KEY_PROJECT, Month(2022, 2))
        (before,) = new.rows([record])
        with store.action("年报更正") as writes:
            september = store.view(KEY_PROJECT, SEPTEMBER).rows([record])[0].values["invested_to_date"]
            writes.set(KEY_PROJECT, record, "invested_to_date", DECEMBER, int(september or 0) + 5_000_000)
        (after,) = new.rows([record])
        amounts = [int(row.values["invested_before_year"] or 0) for row in (before, after)]
        assert amounts[1] - amounts[0] == 5_000_000


def test_the_command_says_what_it_would_do_and_what_is_wrong(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["year", str(sample), "key_project", "--to", "2022", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("将结转到2022年度：续建 31 项，新开工 17 项。")
    assert "正威新材料科技示范城项目：在册状态 调入 → 在册；未开工，仍为新开工" in said
    assert main(["year", str(sample), "bond_reserve", "--to", "2022"]) == 1
    assert "不分年度" in capsys.readouterr().err
    assert main(["year", str(sample), "key_project", "--to", "明年"]) == 2
    assert "“明年”不是年度" in capsys.readouterr().err
