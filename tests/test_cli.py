"""The command line as a script uses it: exit codes, one JSON object, Chinese words on stderr."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fgj_desktop.cli import main
from fgj_desktop.cli.opening import month_for
from fgj_desktop.ledgers import NAVIGATION, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.lock import FileLock, LockState
from fgj_desktop.store.store import Store
from tests.documents.pdf_reading import pdf_text

Run = Callable[..., Any]
KEY = ledger_named("key_project")

FIGURES = {
    "city_count": 11,
    "city_plan": 23.29,
    "city_started": 10,
    "city_invested": 9.32,
    "city_completion": 40.02,
    "largest_share": 42.94,
    "district_count": 48,
    "district_plan": 48.03,
    "district_invested": 20.24,
    "district_completion": 42.14,
    "district_started": 31,
    "district_not_started": 17,
    "district_started_not_listed": 1,
    "on_schedule": 16,
    "on_schedule_share": 33.33,
    "behind": 13,
    "behind_share": 27.08,
    "no_investment": 19,
    "no_investment_share": 39.58,
    "invested_not_listed": 3,
    "bond_count": 27,
    "bond_total": 68,
    "bond_gap": 20,
    "city_not_started": 1,
    "largest_plan": 10,
    "city_completion_without_largest": 70.13,
    "district_gap_points": -32.86,
    "district_short_of_schedule": 15.78,
    "city_gap_points": -34.98,
    "city_short_of_schedule": 8.15,
    "district_needed_per_month": 9.26,
}
"""The bureau's own quarterly summary, as of September 2021."""
UNITS_OF_FIGURES = {
    "city_plan": "亿元",
    "city_count": "个",
    "city_completion": "%",
    "district_gap_points": "百分点",
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built once; tests work on copies."""
    path = tmp_path_factory.mktemp("sample") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    return path


@pytest.fixture
def sample(built: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "示例.fgj"
    copy.write_bytes(built.read_bytes())
    return copy


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must succeed; gives what it printed."""

    def run_it(*arguments: object) -> str:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out

    return run_it


@pytest.fixture
def run_json(run: Run) -> Run:
    return lambda *arguments: json.loads(run(*arguments, "--json"))


@pytest.fixture
def refuse(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must be refused; gives the exit code and what it said."""

    def refuse_it(*arguments: object) -> tuple[int, str]:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        assert code != 0
        assert "Traceback" not in said.err
        return code, said.err

    return refuse_it


@pytest.fixture
def held(sample: Path) -> Iterator[Path]:
    """The sample while another window has it."""
    lock = FileLock(sample)
    assert lock.acquire("李") is LockState.HELD
    yield sample
    lock.release()


def workbook(built: Path, folder: Path, run: Run) -> Path:
    path = folder / "台账.xlsx"
    run("export", built, "key_project", "-o", path, "--as-of", "2021-09-30")
    return path


def test_the_sample_gives_the_figures_of_the_quarterly_summary(sample: Path, run_json: Run) -> None:
    answer = run_json("figures", sample, "--as-of", "2021-09-30")
    found = answer["figures"]
    assert {name: found[name]["value"] for name in FIGURES} == FIGURES
    assert {name: found[name]["unit"] for name in UNITS_OF_FIGURES} == UNITS_OF_FIGURES
    assert all(found[name]["as_of"] == "2021-09-30" for name in FIGURES)
    assert all(found[name]["formula"] for name in FIGURES)


def test_the_sample_as_of_earlier_months(sample: Path, run_json: Run) -> None:
    august = run_json("figures", sample, "--as-of", "2021-08-31")["figures"]
    assert august["district_count"]["value"] == 47
    assert not any("正威" in name for name in august["district_count"]["rows"])
    june = run_json("figures", sample, "--as-of", "2021-06-30")["figures"]
    assert june["district_started"]["value"] < 31


def test_without_a_date_the_last_month_with_data_is_meant(sample: Path, run_json: Run) -> None:
    assert run_json("figures", sample)["as_of"] == "2021-09-30"


def test_the_default_month_is_complete(sample: Path) -> None:
    with Store.open(sample, RULES, read_only=True) as store:
        assert month_for(store, None, datetime.date(2021, 9, 15)) == Month(2021, 8)
        assert month_for(store, None, datetime.date(2026, 1, 1)) == Month(2021, 9)
        assert month_for(store, Month(2021, 3)) == Month(2021, 3)


def test_the_leaders_page_is_one_page_with_the_figures(sample: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "领导一页纸.pdf"
    said = run("leader", sample, "-o", path, "--as-of", "2021-09-30", "--today", "2021-10-08")
    assert str(path) in said
    text = pdf_text(path.read_bytes()).replace("\n", "")
    for words in ("浈江区2021年1—9月投资和重点项目情况", "42.14%", "40.02%", "制表日期：2021年10月8日"):
        assert words in text


def test_figures_in_words(sample: Path, run: Run) -> None:
    lines = run("figures", sample, "--as-of", "2021-09-30").splitlines()
    assert lines[0] == "数据截至2021年9月30日"
    assert any(line.startswith("区重点年度计划投资　48.03亿元　（") for line in lines)


def test_a_new_file_is_empty_and_is_not_made_twice(tmp_path: Path, run: Run, refuse: Run) -> None:
    path = tmp_path / "新.fgj"
    assert "已新建" in run("new", path)
    before = path.read_bytes()
    code, said = refuse("new", path)
    assert (code, said) == (1, "“新.fgj”已存在，未作改动。请换一个名称。\n")
    assert path.read_bytes() == before


def test_the_sample_does_not_replace_a_file(sample: Path, refuse: Run) -> None:
    assert refuse("sample", sample)[0] == 1


def test_a_sample_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuse: Run
) -> None:
    from fgj_desktop.cli import sample as module

    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "坏.xlsx").write_bytes(b"PK\x03\x04 cut short")
    monkeypatch.setattr(module, "resource_path", lambda _name: empty)
    assert refuse("sample", tmp_path / "示例.fgj")[0] == 1
    assert not (tmp_path / "示例.fgj").exists()


def test_ledgers_lists_columns_by_name(run: Run, run_json: Run) -> None:
    ledgers = {one["name"]: one for one in run_json("ledgers")["ledgers"]}
    assert list(ledgers) == [ledger.name for ledger in NAVIGATION]
    columns = {one["name"]: one for one in ledgers["key_project"]["columns"]}
    assert columns["invested_to_date"]["filled_by"] == "统计局"
    assert columns["approval_state:立项"]["item"] == "立项"
    assert "{" not in run("ledgers")


def test_export_and_import_again_changes_nothing(
    sample: Path, tmp_path: Path, run: Run, run_json: Run
) -> None:
    path = workbook(sample, tmp_path, run)
    before = run_json("history", sample)
    plan = run_json("import", sample, "key_project", path)
    assert plan["message"] == "没有变化：这份表与台账完全一致。"
    assert plan["changed"] == plan["added"] == []
    assert run_json("history", sample) == before


def test_import_into_a_missing_file_makes_it(sample: Path, tmp_path: Path, run: Run, run_json: Run) -> None:
    path, new = workbook(sample, tmp_path, run), tmp_path / "另一个.fgj"
    said = run("import", new, "key_project", path, "--dry-run")
    assert said.startswith("将导入：新增 ")
    assert "“1-9月”：2021年1—9月，48 项" in said
    assert not new.exists()
    plan = run_json("import", new, "key_project", path)
    assert plan["dry_run"] is False
    assert sum(one["ledger"] == "key_project" for one in plan["added"]) == 48
    values = run_json("figures", new, "--as-of", "2021-09-30")["figures"]
    expected = {name: value for name, value in FIGURES.items() if not name.startswith("bond")}
    assert {name: values[name]["value"] for name in expected} == expected


def test_one_changed_figure_is_one_changed_cell_and_undo_takes_it_back(
    sample: Path, tmp_path: Path, run: Run, run_json: Run
) -> None:
    path = workbook(sample, tmp_path, run)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    cell = next(cell for row in sheet.iter_rows(min_row=7) for cell in row if cell.value == 7967)
    cell.value = 8000
    book.save(path)
    dry = run_json("import", sample, "key_project", path, "--dry-run")
    assert len(dry["changed"]) == 1
    assert run_json("figures", sample)["figures"]["district_invested"]["value"] == 20.24
    plan = run_json("import", sample, "key_project", path)
    assert plan["changed"] == dry["changed"]
    assert plan["changed"][0]["column"] == "invested_to_date"
    assert (plan["changed"][0]["before"], plan["changed"][0]["after"]) == ("7,967", "8,000")
    assert run("undo", sample) == "已撤销：导入《台账》。\n"
    assert run_json("figures", sample)["figures"]["district_invested"]["value"] == 20.24
    assert run_json("history", sample)["history"][0]["state"] == "undone"


def test_a_period_that_differs_from_the_sheet_s_is_said(sample: Path, tmp_path: Path, run: Run) -> None:
    path = workbook(sample, tmp_path, run)
    said = run("import", sample, "key_project", path, "--as-of", "2021-10-31", "--dry-run")
    assert "报告期是2021年1—9月，与所选的2021年1—10月不同" in said


def test_a_workbook_that_is_none_is_refused(sample: Path, tmp_path: Path, refuse: Run) -> None:
    wrong = tmp_path / "坏.xlsx"
    wrong.write_bytes(b"PK\x03\x04 nonsense")
    code, said = refuse("import", sample, "key_project", wrong)
    assert code == 1
    assert said.strip().endswith("。")
    assert refuse("import", sample, "key_project", tmp_path / "无.xlsx")[0] == 1


def test_reverting_an_older_action_names_the_three_groups(sample: Path, run: Run, run_json: Run) -> None:
    month = Month(2021, 9)
    with Store.open(sample, RULES) as store:
        record = store.view(KEY, month).ids()[0]
        with store.action("修改：形象进度") as writes:
            writes.set(KEY, record, "physical_progress", month, "主体封顶")
    said = run("undo", sample, "2")
    assert said.startswith(
        "已撤销：导入《重点项目开工和入库日期2021年9月》等 6 个文件。其中 1 项在其后又改过"
    )
    assert "已撤回：" in said
    assert "其后改过，保留：" in said
    # The project changed since stays, and so do those that problems, meetings and decisions of the sample name.
    figures = run_json("figures", sample)["figures"]
    assert 1 <= figures["district_count"]["value"] < 48


def test_an_action_that_cannot_be_reverted_is_said(
    sample: Path, run: Run, run_json: Run, refuse: Run
) -> None:
    newest = run_json("history", sample)["history"][0]["id"]
    run("undo", sample)
    for action, words in ((99, "没有编号为 99 的操作"), (newest, "已经撤销过")):
        code, said = refuse("undo", sample, action)
        assert code == 1
        assert words in said


def test_undo_of_an_empty_file_is_refused(tmp_path: Path, run: Run, refuse: Run) -> None:
    run("new", tmp_path / "空.fgj")
    assert refuse("undo", tmp_path / "空.fgj") == (1, "没有可以撤销的操作。\n")


def test_reminders_are_for_a_day(sample: Path, run: Run, run_json: Run) -> None:
    answer = run_json("reminders", sample, "--today", "2021-10-08")
    assert answer["as_of"] == "2021-09-30"
    urgencies = [one["urgency"] for one in answer["reminders"]]
    assert urgencies == sorted(urgencies)
    assert {"behind", "past_start"} & {one["kind"] for one in answer["reminders"]}
    assert f"共 {len(urgencies)} 条（报告期 2021年1—9月）" in run(
        "reminders", sample, "--today", "2021-10-08"
    )


def test_findings_are_as_of_a_month(sample: Path, run: Run, run_json: Run) -> None:
    answer = run_json("findings", sample, "--as-of", "2021-09-30")
    assert answer["as_of"] == "2021-09-30"
    assert {"超年度计划", "未开工有投资"} <= {one["title"] for one in answer["findings"]}
    waiting = [one for one in answer["findings"] if one["severity"] != "info"]
    assert f"共 {len(answer['findings'])} 条，其中未处理 {len(waiting)} 条（报告期 2021年1—9月）" in run(
        "findings", sample, "--as-of", "2021-09-30"
    )


def test_exports_are_by_ending(sample: Path, tmp_path: Path, run: Run, refuse: Run) -> None:
    run("export", sample, "key_project", "-o", tmp_path / "a.json")
    rows = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["rows"]
    assert len(rows) == 48
    assert rows[0]["annual_plan"] == "157400000.00"
    run("export", sample, "储备项目", "-o", tmp_path / "b.csv")
    assert len((tmp_path / "b.csv").read_text(encoding="utf-8-sig").splitlines()) == 28
    code, said = refuse("export", sample, "key_project", "-o", tmp_path / "c.txt")
    assert (code, said) == (1, "只能导出为 .xlsx、.csv 或 .json 文件，“c.txt”未导出。\n")


def test_workbook_and_print_are_grouped_by_a_column_named(
    sample: Path, tmp_path: Path, run: Run, refuse: Run
) -> None:
    run("export", sample, "key_project", "-o", tmp_path / "a.xlsx", "--group", "责任单位")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert "一、区工信局（4 项）" in [cell.value for row in sheet.iter_rows() for cell in row]
    run("print", sample, "key_project", "-o", tmp_path / "a.pdf", "--group", "leader")
    code, said = refuse("print", sample, "储备项目", "-o", tmp_path / "b.pdf", "--group", "备注")
    assert code == 1
    assert said.startswith("不能按“备注”分组，可选：主管部门、投向领域、")


def test_check_says_what_it_looked_at(sample: Path, run: Run, run_json: Run) -> None:
    said = run("check", sample)
    for part in ("数据页和索引：正常", "各表的关联：正常", "操作历史 26 条，均可读取：正常", "未发现问题"):
        assert part in said
    assert run_json("check", sample)["ok"] is True


def test_check_refuses_what_is_no_ledger_or_damaged(sample: Path, tmp_path: Path, refuse: Run) -> None:
    text = tmp_path / "信.fgj"
    text.write_text("not a ledger" * 100)
    assert refuse("check", text) == (1, "此文件不是本软件的台账文件。\n")
    content = bytearray(sample.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    sample.write_bytes(content)
    code, said = refuse("check", sample)
    assert code == 1
    assert "台账文件已损坏" in said


def test_a_backup_is_restored(sample: Path, tmp_path: Path, run: Run, run_json: Run) -> None:
    run("backup", sample, "-o", tmp_path / "备份.fgj")
    run("undo", sample)
    run("undo", sample)
    said = run("restore", tmp_path / "备份.fgj", "-o", sample)
    assert "原文件保留为：" in said
    assert run_json("figures", sample)["figures"]["district_count"]["value"] == 48
    assert list(tmp_path.glob("示例.还原前-*.fgj"))


def test_backups_go_among_the_user_s_own_without_a_place(sample: Path, run: Run, refuse: Run) -> None:
    path = Path(run("backup", sample).strip().removeprefix("已备份："))
    assert path.is_file()
    assert "FGJDesktop" in str(path)
    assert refuse("backup", sample, "-o", path)[0] == 1


def test_a_backup_comes_before_an_import_that_changes_something(
    sample: Path, tmp_path: Path, run: Run
) -> None:
    from fgj_desktop.store.backup import default_folder, list_backups

    path = workbook(sample, tmp_path, run)
    month = Month(2021, 9)
    with Store.open(sample, RULES) as store:
        record = store.view(KEY, month).ids()[0]
        with store.action("修改：累计完成投资") as writes:
            writes.set(KEY, record, "invested_to_date", month, 1_000_000)
    run("import", sample, "key_project", path)
    assert len(list_backups(default_folder(sample), sample.stem)) == 1


@pytest.mark.parametrize("command", [("undo",), ("import", "key_project", "台账.xlsx")])
def test_a_file_in_use_is_not_written_and_its_user_named(
    held: Path, tmp_path: Path, run: Run, refuse: Run, command: tuple[str, ...]
) -> None:
    workbook(held, tmp_path, run)
    name, *rest = command
    code, said = refuse(name, held, *(tmp_path / one if one.endswith("xlsx") else one for one in rest))
    assert code == 1
    assert "（用户 李）" in said
    assert "正在使用此台账，未作任何改动" in said


def test_a_file_in_use_can_be_read(held: Path, tmp_path: Path, run: Run, run_json: Run) -> None:
    assert run_json("figures", held)["figures"]["district_count"]["value"] == 48
    assert "未发现问题" in run("check", held)
    run("backup", held, "-o", tmp_path / "备份.fgj")


def test_the_printed_ledger_is_a_pdf(sample: Path, tmp_path: Path, run: Run, refuse: Run) -> None:
    out = tmp_path / "台账.pdf"
    said = run("print", sample, "key_project", "-o", out, "--paper", "A3")
    assert said == f"已输出 3 页：{out}\n"
    assert out.read_bytes().startswith(b"%PDF")
    assert refuse("print", sample, "key_project", "-o", tmp_path / "台账.txt")[0] == 1


def test_the_wall_chart_is_a_pdf(sample: Path, tmp_path: Path, run: Run, refuse: Run) -> None:
    out = tmp_path / "挂图.pdf"
    said = run("wallchart", sample, "-o", out, "--as-of", "2021-09-30", "--group", "责任单位")
    assert said.startswith("已输出 ")
    assert out.read_bytes().startswith(b"%PDF")
    assert run("wallchart", sample, "-o", out, "--ledger", "bond_reserve", "--paper", "A4")
    code, words = refuse("wallchart", sample, "-o", out, "--ledger", "leader")
    assert code == 1
    assert "没有开始和完成时间" in words
    assert refuse("wallchart", sample, "-o", tmp_path / "挂图.txt")[0] == 1


def test_charts_are_listed_and_drawn(sample: Path, tmp_path: Path, run: Run, refuse: Run) -> None:
    kinds = [line.split("　")[0] for line in run("chart", sample).splitlines()]
    assert {"completion", "units", "sectors", "towns", "leaders", "projects", "furthest", "states"} <= set(
        kinds
    )
    run("chart", sample, "completion", "-o", tmp_path / "图.png")
    assert (tmp_path / "图.png").read_bytes().startswith(b"\x89PNG")
    assert refuse("chart", sample, "completion")[0] == 1
    assert refuse("chart", sample, "圆饼", "-o", tmp_path / "图.png")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import"], "缺少参数：FILE, LEDGER, WORKBOOK"),
        (["figures", "a.fgj", "--as-of", "2021-13"], "“2021年13月”不是有效的月份"),
        (["figures", "a.fgj", "--when", "x"], "无法识别的参数：--when x"),
        (["export", "a.fgj", "roads", "-o", "x.xlsx"], "没有台账“roads”，可选：key_project"),
        (["print", "a.fgj", "leader", "-o", "x.pdf", "--paper", "A5"], "参数 --paper 没有 'A5'"),
        (["reminders", "a.fgj", "--today", "昨天"], "“昨天”不是日期"),
        (["screenshot", "a.fgj", "-o", "x", "--size", "大"], "“大”不是窗口大小"),
        (["nonsense"], "没有 'nonsense'"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_code_2(refuse: Run, arguments: list[str], words: str) -> None:
    code, said = refuse(*arguments)
    assert code == 2
    assert said.startswith("用法：fgj-desktop")
    assert words in said


def test_help_is_chinese(run: Run) -> None:
    said = run("--help")
    assert "用法：" in said
    assert not {"usage", "options", "positional"} & set(said.replace(":", " ").split())


def test_a_missing_file_is_said(tmp_path: Path, refuse: Run) -> None:
    assert refuse("figures", tmp_path / "无.fgj") == (1, "找不到台账文件“无.fgj”。请确认文件仍在原处。\n")


def test_without_a_display_no_window_is_opened(
    sample: Path, monkeypatch: pytest.MonkeyPatch, refuse: Run
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code, said = refuse(sample)
    assert code == 1
    assert "没有可用的显示器" in said


def test_commands_that_paint_nothing_import_no_qt(sample: Path) -> None:
    code = (
        "import sys; from fgj_desktop.cli import main; "
        "assert main(['figures', sys.argv[1], '--json']) == 0; "
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'matplotlib', 'openpyxl'))]"
    )
    done = subprocess.run([sys.executable, "-c", code, str(sample)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_program_runs_as_a_process_and_writes_utf8(sample: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "fgj_desktop", "history", str(sample), "--json"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    labels = [one["label"] for one in json.loads(done.stdout.decode("utf-8"))["history"]]
    assert labels[-1] == "导入《责任单位一览表》"


def test_a_comparison_without_projects_says_what_to_bring(tmp_path: Path, run: Run) -> None:
    run("new", tmp_path / "空.fgj")
    said = run("listing", tmp_path / "空.fgj", "--as-of", "2021-09-30")
    assert said == "2021年1—9月没有可以比对的项目。请先录入重点项目，并导入统计局的在库项目名单。\n"
