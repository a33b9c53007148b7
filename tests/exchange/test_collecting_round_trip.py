"""The sample's forms go out, are filled, saved by LibreOffice in every format, and come back: every edit and nothing else."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fgj_desktop.exchange.return_applier import apply_returns
from fgj_desktop.exchange.return_plan import Decisions, FileState
from fgj_desktop.ledgers import LEDGERS, Ledger
from fgj_desktop.ledgers.kinds import Choice, Count, Date, Flag, Kind, Money, Percent, Quantity
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import Context
from fgj_desktop.rules import RULES
from fgj_desktop.rules.form_columns import can_be_sent, keeps_halves
from fgj_desktop.store.store import Store
from tests.exchange.office_macro import Typed, type_in_office
from tests.exchange.return_tools import (
    IN_TIME,
    SECOND,
    SEPTEMBER,
    TASKS,
    Sheet,
    changes_of,
    collected,
    filled,
    send,
)

Edits = dict[str, dict[tuple[str, str], str]]
TEXT = "original:H2"
FORMATS = ("xlsx", "xls", "ods", "docx", "csv")
CSV = "csv:Text - txt - csv (StarCalc):44,34,67"
"""Comma, quotes, and the code page of Chinese Windows."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from fgj_desktop.cli.main import main

    path = tmp_path_factory.mktemp("sample") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    with Store.open(path, RULES, clock=lambda: IN_TIME) as store:
        yield store


def words(number: int) -> str:
    return f"已完成第{number}批，投入 1,{number:03} 万元；\n下一步“抓紧”推进（详见附件{number}）。"


def fill(sheet: Sheet, number: int) -> dict[tuple[str, str], str]:
    """What a unit types: words in each row, and in every other one a number and a state."""
    said: dict[tuple[str, str], str] = {}
    at = sheet.columns["name"]
    names = [sheet.sheet.cell(row, at).value for row in range(sheet.top + 2, sheet.free_row)]
    for place, name in enumerate(names):
        said[name, TEXT] = words(number * 10 + place)
        said[name, "problem"] = "资金不足。" if place % 2 else "用地指标紧张。"
        for key in (TEXT, "problem"):
            sheet.put(name, key, said[name, key])
        if place % 2 == 0:
            done = 2 if name == "扩大社区卫生服务覆盖" else 1
            sheet.put(name, "done_number", done)
            said[name, "done_number"] = str(done)
    return said


def word_table(sheet: Sheet, path: Path) -> None:
    """The table retyped into Word: titles and rows, no marks."""
    from docx import Document

    document = Document()
    document.add_paragraph("新型城镇化工作进展填报表（2021年9月下半月）")
    columns = list(sheet.columns.values())
    table = document.add_table(rows=0, cols=len(columns))
    for row in range(sheet.top + 1, sheet.free_row):
        cells = table.add_row().cells
        for cell, column in zip(cells, columns, strict=True):
            value = sheet.sheet.cell(row, column).value
            cell.text = "" if value is None else str(value)
    document.save(str(path))


def convert(paths: list[Path], to: str, folder: Path, profile: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to]
    run = [*command, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(run, check=True, capture_output=True, timeout=240)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_every_edit_comes_back_through_every_format(sample: Store, tmp_path: Path) -> None:
    one, spec, forms = send(sample, TASKS, SECOND, tmp_path / "发放", by_unit=True)
    folder, drafts = tmp_path / "收到", tmp_path / "填写"
    folder.mkdir()
    edits: Edits = {}
    by_format: dict[str, list[Path]] = {}
    for number, (unit, form) in enumerate(zip(spec.unit_names.values(), forms, strict=True)):
        wanted = FORMATS[number % len(FORMATS)]
        draft = drafts / wanted / f"附件2：任务清单（{unit}）.xlsx"
        draft.parent.mkdir(parents=True, exist_ok=True)
        with filled(form, draft) as sheet:
            edits[unit] = fill(sheet, number)
            if wanted == "docx":
                word_table(sheet, draft.with_suffix(".docx"))
        by_format.setdefault(wanted, []).append(draft if wanted != "docx" else draft.with_suffix(".docx"))
    for wanted, paths in by_format.items():
        convert(paths, CSV if wanted == "csv" else wanted, folder, tmp_path / "profile")
    plan = collected(sample, one, folder)
    assert {file.state for file in plan.files} == {FileState.TAKEN}, [file.reason for file in plan.files]
    assert plan.exceptions == [], [each.text for each in plan.exceptions]
    for result in plan.units:
        found = {key: "".join(text.split()) for key, text in changes_of(result).items()}
        assert found == {key: "".join(text.split()) for key, text in edits[result.name].items()}
        assert result.standing == "已报"
    outcome = apply_returns(sample, plan, Decisions())
    assert outcome.cells == sum(map(len, edits.values()))
    sample.undo()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_one_table_that_went_through_the_group_comes_back_whole(sample: Store, tmp_path: Path) -> None:
    one, spec, (form,) = send(sample, TASKS, SECOND, tmp_path / "整表", version=2)
    folder, drafts = tmp_path / "群里", tmp_path / "填"
    folder.mkdir()
    units = list(spec.unit_names.values())
    rows = {row.name: row.unit for row in spec.rows}
    said: dict[str, str] = {}
    for number, unit in enumerate(units[:3]):
        mine = [name for name, owner in rows.items() if spec.unit_names.get(owner or 0) == unit]
        with filled(form, drafts / f"{unit}.xlsx") as sheet:
            sheet.put(mine[0], TEXT, words(number))
            said[unit] = words(number)
    convert(sorted(drafts.glob("*.xlsx")), "xls", folder, tmp_path / "profile")
    plan = collected(sample, one, folder)
    assert plan.exceptions == [], [each.text for each in plan.exceptions]
    told = {
        result.name: ["".join(cell.after.split()) for cell in result.changes]
        for result in plan.units
        if result.has_return
    }
    assert told == {unit: ["".join(text.split())] for unit, text in said.items()}


@pytest.mark.parametrize("ledger", [one for one in LEDGERS if can_be_sent(one)], ids=lambda one: one.name)
def test_forms_that_nobody_filled_report_no_change(sample: Store, tmp_path: Path, ledger: Ledger) -> None:
    period = SECOND if keeps_halves(ledger) else ReportPeriod(SEPTEMBER)
    one, spec, _forms = send(sample, ledger, period, tmp_path / "收到", by_unit=True)
    plan = collected(sample, one, tmp_path / "收到")
    assert len(plan.files) == len(spec.unit_names)
    assert [cell.place for result in plan.units for cell in result.changes] == []
    assert {each.kind.name for each in plan.exceptions} <= {"BLANK"}, [each.text for each in plan.exceptions]


def typed(kind: Kind, sent: str) -> tuple[object, str]:
    """What a unit types into an empty or filled cell of a kind, and how the ledger will show it."""
    match kind:
        case Flag():
            return ("否", "否") if sent == "是" else ("是", "是")
        case Choice() as choice if choice.options:
            word = next(one for one in choice.options if one != sent)
            return word, word
        case Date():
            return datetime.date(2021, 9, 20), "2021年9月20日"
        case Money():
            return 1234.5, "1,234.5"
        case Quantity():
            return 0.5, "0.5"
        case Percent():
            return 0.125, kind.text(125_000, Context())
        case Count():
            return 1_000_001, kind.text(1_000_001, Context())
    return "本期新填的话", "本期新填的话"


@pytest.mark.parametrize("ledger", [one for one in LEDGERS if can_be_sent(one)], ids=lambda one: one.name)
def test_every_kind_of_column_comes_back_as_it_was_filled(
    sample: Store, tmp_path: Path, ledger: Ledger
) -> None:
    period = SECOND if keeps_halves(ledger) else ReportPeriod(SEPTEMBER)
    one, spec, forms = send(sample, ledger, period, tmp_path / "发放", by_unit=True, version=2)
    wanted: dict[tuple[int, str], str] = {}
    for part, form in zip(spec.by_unit(), forms, strict=True):
        with filled(form, tmp_path / "收到" / form.name) as sheet:
            rows = {str(sheet.sheet.cell(at, 1).value): at for at in range(1, sheet.sheet.max_row + 1)}
            for row in part.rows:
                for column in part.entries:
                    cell = row.cell(column)
                    if cell.is_closed or column.field is None:
                        continue
                    value, text = typed(column.field.column.kind, cell.text)
                    place = sheet.sheet.cell(rows[str(row.record)], sheet.columns[column.key])
                    place.value = value
                    if text != cell.text:
                        wanted[row.record, column.key] = text
    plan = collected(sample, one, tmp_path / "收到")
    found = [cell for result in plan.units for cell in result.changes]
    found += [cell for each in plan.exceptions for cell in each.cells]
    told = {(cell.record, cell.field): cell.after for cell in found}
    assert {each.kind.name for each in plan.exceptions} <= {"CHECK"}, [each.text for each in plan.exceptions]
    assert told == wanted


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_what_is_typed_in_libreoffice_itself_comes_back(sample: Store, tmp_path: Path) -> None:
    one, spec, forms = send(sample, TASKS, SECOND, tmp_path / "发放", by_unit=True, version=3)
    folder = tmp_path / "收到"
    folder.mkdir()
    said: dict[str, dict[tuple[str, str], str]] = {}
    work = []
    for number, (unit, form) in enumerate(zip(spec.unit_names.values(), forms, strict=True)):
        sheet = Sheet(load_workbook(form))
        name = sheet.sheet.cell(sheet.top + 2, sheet.columns["name"]).value
        text = f"第{number}项已“验收”，投入 {number}.5 万元；<待审计>。"
        row = sheet.row(name) - 1
        cells = [(row, sheet.columns[TEXT] - 1, text), (row, sheet.columns["problem"] - 1, "无资金缺口")]
        target = folder / f"{unit}.{('xlsx', 'xls', 'ods')[number % 3]}"
        work.append(Typed(form, target, cells))
        said[unit] = {(name, TEXT): text, (name, "problem"): "无资金缺口"}
    type_in_office(work, tmp_path)
    plan = collected(sample, one, folder)
    assert plan.exceptions == [], [each.text for each in plan.exceptions]
    assert {each.name: changes_of(each) for each in plan.units} == said
