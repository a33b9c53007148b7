"""A form as a workbook: what is open, what is locked, what is hidden; by our own reader and by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange.choosing import IS_FORM
from fgj_desktop.exchange.form_marks import (
    FORM_SHEET,
    HELP_SHEET,
    KEYS_WORD,
    MARKS_SHEET,
    WHOLE_ZERO,
    FormMarks,
    marks_lines,
    read_marks,
)
from fgj_desktop.exchange.form_writer import file_names, kept_words, write_form, write_forms
from fgj_desktop.exchange.importer import import_files
from fgj_desktop.ledgers import LEDGERS, TOWN_ASSESSMENT
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.form_columns import can_be_sent, keeps_halves
from fgj_desktop.rules.form_making import form_spec
from fgj_desktop.rules.form_spec import FormSpec
from fgj_desktop.store.store import Store
from tests.form_tools import HALF, PROJECTS, TASKS, add_tasks, half_form
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]


def opened(path: Path) -> Any:  # noqa: ANN401  a workbook of openpyxl
    from openpyxl import load_workbook

    return load_workbook(path)


def marks_of(book: Any) -> FormMarks:  # noqa: ANN401
    lines = [["" if cell is None else str(cell) for cell in row] for row in book[MARKS_SHEET].values]
    found = read_marks(lines)
    assert found is not None
    return found


def places(sheet: Any) -> tuple[int, dict[str, int], dict[str, int]]:  # noqa: ANN401
    """The row of the keys, the columns by key, and the rows by id."""
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == KEYS_WORD)
    columns = {str(sheet.cell(top, one).value): one for one in range(2, sheet.max_column + 1)}
    rows = {str(sheet.cell(row, 1).value): row for row in range(top + 2, sheet.max_row + 1)}
    return top, columns, rows


@pytest.fixture
def spec(store: Store) -> FormSpec:
    add_tasks(store)
    return half_form(store)


def test_only_what_units_fill_is_open_and_protection_has_no_password(spec: FormSpec, tmp_path: Path) -> None:
    write_form(spec, tmp_path / "表.xlsx")
    sheet = opened(tmp_path / "表.xlsx")[FORM_SHEET]
    _top, columns, rows = places(sheet)
    for column in spec.columns:
        cell = sheet.cell(rows[str(spec.rows[0].record)], columns[column.key])
        assert cell.protection.locked is not column.is_open
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    for allowed in ("formatCells", "formatRows", "formatColumns", "sort", "autoFilter", "insertRows"):
        assert getattr(sheet.protection, allowed) is False


def test_checks_advise_and_never_refuse(spec: FormSpec, tmp_path: Path) -> None:
    write_form(spec, tmp_path / "表.xlsx")
    sheet = opened(tmp_path / "表.xlsx")[FORM_SHEET]
    checks = sheet.data_validations.dataValidation
    assert {one.errorStyle for one in checks} <= {"warning", "information"}
    assert {one.type for one in checks} == {"list", "whole", "textLength"}
    states = next(one for one in checks if one.formula1 == '"未启动,推进中,已完成"')
    assert "请从列表中选择" in states.error


def test_ids_keys_and_what_was_sent_are_hidden_and_read_again(spec: FormSpec, tmp_path: Path) -> None:
    write_form(spec, tmp_path / "表.xlsx")
    book = opened(tmp_path / "表.xlsx")
    assert book.sheetnames == [FORM_SHEET, HELP_SHEET, MARKS_SHEET]
    assert book[MARKS_SHEET].sheet_state == "veryHidden"
    sheet = book[FORM_SHEET]
    top, _columns, rows = places(sheet)
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[top].hidden
    assert [one for one in rows if one != "None"] == [str(row.record) for row in spec.rows]
    marks = marks_of(book)
    assert (marks.ledger, marks.period, marks.version) == ("urban_task", HALF, 1)
    assert marks.units == tuple(spec.unit_names)
    assert marks.unit_names == tuple(spec.unit_names.values())
    assert marks.is_whole_table
    assert marks.is_intact
    assert marks.sent == spec.sent()
    assert marks.titles == tuple(column.title for column in spec.columns)


def test_a_touched_hidden_sheet_is_noticed_and_a_strange_one_is_none(spec: FormSpec) -> None:
    lines = list(marks_lines(spec))
    lines[-1][-8] = "改过"
    found = read_marks(lines)
    assert found is not None
    assert not found.is_intact
    assert read_marks([["序号", "名称"]]) is None
    assert read_marks([]) is None
    assert read_marks([["FGJ-FORM", "1"], ["period", "明天"]]) is None


def test_the_head_and_the_instructions_say_what_to_do(spec: FormSpec, tmp_path: Path) -> None:
    write_form(spec, tmp_path / "表.xlsx")
    book = opened(tmp_path / "表.xlsx")
    head = " ".join(
        str(cell) for row in book[FORM_SHEET].iter_rows(1, 3, values_only=True) for cell in row if cell
    )
    assert "新型城镇化半月进展填报表（2021年9月下半月）" in head
    assert "发文名义：区新型城镇化工作领导小组办公室　　报送截止：2021年9月30日17:00" in head
    assert "联系人：区发改局综合股，电话：0751-0000000" in head
    said = "".join(str(row[0]) for row in book[HELP_SHEET].values)
    assert "请于2021年9月30日17:00前报区新型城镇化工作领导小组办公室" in said
    assert "没有密码" in said
    assert "请只填本单位所在的行" in said
    assert WHOLE_ZERO not in said


def test_the_form_of_one_unit_has_a_tick_for_nothing_new_at_all(spec: FormSpec, tmp_path: Path) -> None:
    write_form(spec.by_unit()[0], tmp_path / "表.xlsx")
    book = opened(tmp_path / "表.xlsx")
    sheet = book[FORM_SHEET]
    line = {str(cell.value): cell for cell in sheet[3] if cell.value}
    assert "填报单位（盖章）：区教育局" in line
    label = line[f"{WHOLE_ZERO}："]
    merged = next(one for one in sheet.merged_cells.ranges if label.coordinate in one)
    assert sheet.cell(3, merged.max_col + 1).protection.locked is False
    assert not marks_of(book).is_whole_table


def test_open_rows_at_the_end_take_what_is_not_known_yet(spec: FormSpec, tmp_path: Path) -> None:
    write_form(spec, tmp_path / "表.xlsx")
    sheet = opened(tmp_path / "表.xlsx")[FORM_SHEET]
    _top, columns, _rows = places(sheet)
    last = sheet.max_row
    assert sheet.cell(last, 1).value is None
    assert sheet.cell(last, columns["name"]).protection.locked is False
    assert sheet.cell(last, columns["former:original:H2"]).protection.locked is True


def test_text_that_looks_like_a_formula_stays_text(store: Store, tmp_path: Path) -> None:
    ids = add_tasks(store)
    with store.action("录入") as writes:
        writes.put(TASKS, ids[0], SEPTEMBER, {"problem": "=1+1\x07坏"})
    spec = half_form(store)
    write_form(spec, tmp_path / "表.xlsx")
    book = opened(tmp_path / "表.xlsx")
    _top, columns, rows = places(book[FORM_SHEET])
    assert book[FORM_SHEET].cell(rows[str(ids[0])], columns["problem"]).value == "=1+1坏"
    assert marks_of(book).is_intact


def test_every_ledger_with_columns_of_units_makes_a_form(store: Store, tmp_path: Path) -> None:
    with store.action("登记") as writes:
        writes.insert(TOWN_ASSESSMENT, {"name": "名称", "year": 2021}, SEPTEMBER)
    for ledger in LEDGERS:
        if not can_be_sent(ledger) or ledger.name == "key_project":
            continue
        with store.action("登记") as writes:
            writes.insert(
                ledger,
                {"name": "名称", **dict.fromkeys(["year"] if "year" in ledger.by_name else [], 2021)},
                SEPTEMBER,
            )
        period = HALF if keeps_halves(ledger) else ReportPeriod(SEPTEMBER)
        made = form_spec(store, ledger, period)
        if made.rows:
            write_form(made, tmp_path / f"{ledger.name}.xlsx")
            assert marks_of(opened(tmp_path / f"{ledger.name}.xlsx")).is_intact


def test_each_unit_gets_a_file_under_its_own_name(spec: FormSpec, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    paths = write_forms(spec.by_unit(), tmp_path, lambda done, of: told.append((done, of)) is None)
    assert paths[0].name == "区教育局—新型城镇化半月进展填报表（2021年9月下半月）.xlsx"
    assert all(path.exists() for path in paths)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_stopped_in_the_middle_the_forms_written_so_far_stay(spec: FormSpec, tmp_path: Path) -> None:
    paths = write_forms(spec.by_unit(), tmp_path, lambda done, _of: done < 2)
    assert len(paths) == len(list(tmp_path.glob("*—*.xlsx"))) == 2


def test_units_of_one_name_and_signs_that_no_file_may_have_are_no_hindrance(spec: FormSpec) -> None:
    first, second, *_rest = spec.by_unit()
    assert first.unit is not None
    assert second.unit is not None
    same = [
        replace(first, unit_names={first.unit: "甲/乙"}),
        replace(second, unit_names={second.unit: "甲乙"}),
    ]
    assert len(set(file_names(same))) == 2
    assert not any("/" in name for name in file_names(same))


def test_a_form_without_rows_and_a_missing_folder_are_refused(spec: FormSpec, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有需要填报的任务"):
        write_form(replace(spec, rows=()), tmp_path / "空.xlsx")
    with pytest.raises(UserError, match="不存在"):
        write_forms([spec], tmp_path / "没有" / "也没有")
    (tmp_path / "文件").touch()
    with pytest.raises(UserError, match="是文件，不是文件夹"):
        write_forms([spec], tmp_path / "文件")


def test_the_folder_itself_is_made(spec: FormSpec, tmp_path: Path) -> None:
    assert [one.parent for one in write_forms([spec], tmp_path / "九月下")] == [tmp_path / "九月下"]


def test_a_form_that_was_filled_since_is_not_written_over(spec: FormSpec, tmp_path: Path) -> None:
    from zipfile import ZipFile

    (first,) = write_forms([spec], tmp_path)
    assert write_forms([spec], tmp_path) == [first]
    with ZipFile(first) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile(first, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(b"Openpyxl", b"WPS") if "app.xml" in name else data)
    filled = first.read_bytes()
    (second,) = write_forms([spec], tmp_path)
    assert second.name == f"{first.stem}（2）.xlsx"
    assert first.read_bytes() == filled
    assert kept_words([spec], [second]) == f"“{first.name}”已改动过，予以保留，新表另存为“{second.name}”。"
    assert kept_words([spec], [first]) == ""


def test_the_name_of_a_form_fits_any_disk(spec: FormSpec) -> None:
    long = replace(spec, head=replace(spec.head, title="进" * 200))
    assert all(len(name.encode()) <= 255 for name in file_names([long, long]))


def test_a_form_that_is_open_elsewhere_is_left_alone(spec: FormSpec, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    (tmp_path / ".~表.xlsx").touch()
    with pytest.raises(EnvironmentProblem, match="WPS"):
        write_form(spec, path)
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_saved_by_libreoffice_everything_is_still_there(store: Store, spec: FormSpec, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    write_form(spec, tmp_path / "半月.xlsx")
    write_form(form_spec(store, PROJECTS, ReportPeriod(SEPTEMBER)), tmp_path / "项目.xlsx")
    for form in ("xlsx", "xls"):
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            form,
        ]
        sources = [str(tmp_path / "半月.xlsx"), str(tmp_path / "项目.xlsx")]
        subprocess.run(
            [*command, "--outdir", str(tmp_path / form), *sources],
            check=True,
            capture_output=True,
            timeout=180,
        )
    book = opened(tmp_path / "xlsx" / "半月.xlsx")
    sheet = book[FORM_SHEET]
    top, columns, rows = places(sheet)
    assert book[MARKS_SHEET].sheet_state != "visible"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[top].hidden
    assert sheet.protection.sheet
    assert not sheet.protection.formatCells
    row = rows[str(spec.rows[0].record)]
    assert sheet.cell(row, columns["name"]).protection.locked
    assert not sheet.cell(row, columns["original:H2"]).protection.locked
    assert {one.errorStyle for one in sheet.data_validations.dataValidation} <= {"warning", "information"}
    assert len(sheet.data_validations.dataValidation) >= 4
    assert marks_of(book).is_intact
    old = CalamineWorkbook.from_path(tmp_path / "xls" / "项目.xls").get_sheet_by_name(MARKS_SHEET).to_python()
    marks = read_marks([[str(cell) for cell in line] for line in old])
    assert marks is not None
    assert marks.is_intact


def test_a_form_is_no_workbook_to_import_unless_its_sheet_is_asked_for(
    store: Store, spec: FormSpec, tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    write_form(spec, path)
    with pytest.raises(UserError, match=f"“{FORM_SHEET}”{IS_FORM}"):
        import_files(store, [path])
    asked = import_files(store, [path], ledger=TASKS, sheet=FORM_SHEET)
    assert any(one.sheet == FORM_SHEET and not one.skipped for one in asked.tables)
