"""Bad input of the bureau's ledgers by the command line: said in plain Chinese, kept, and listed in 数据核查."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.documents.chart_kinds import KINDS
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import IMPORTED, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store

UNITS = resource_path("sample/责任单位一览表.xlsx")
AUGUST, SEPTEMBER = Month(2021, 8), Month(2021, 9)
Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that has to succeed; gives what it said."""

    def run(*arguments: object) -> str:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert (code, captured.err) == (0, "")
        return captured.out

    return run


@pytest.fixture
def refuse(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that has to be refused; gives its sentence."""

    def run(*arguments: object) -> str:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert (code, captured.out) == (1, "")
        return captured.err.strip()

    return run


@pytest.fixture
def file(tmp_path: Path, run: Run) -> Path:
    """A ledger file with the district's units."""
    path = tmp_path / "台账.fgj"
    run("new", path)
    run("import", path, "responsible_unit", UNITS)
    return path


def book(path: Path, *rows: Sequence[Any], sheet: str = "Sheet1") -> Path:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    worksheet = made.worksheets[0]
    worksheet.title = sheet
    for row in rows:
        worksheet.append(list(row))
    made.save(path)
    return path


def found(run: Run, file: Path, day: str = "2021-09-30") -> list[tuple[str, str, str]]:
    """What 数据核查 lists: of which record, at which column, in which words."""
    listed = json.loads(run("findings", file, "--as-of", day, "--json"))["findings"]
    return [(one["name"], one["title"], one["message"]) for one in listed]


def shown(file: Path, ledger: str, field: str, month: Month = SEPTEMBER) -> list[Any]:
    """A column as of a month, in the order of the rows; texts that do not fit as they stand."""
    with Store.open(file, RULES, read_only=True) as store:
        rows = store.view(ledger_named(ledger), month).rows()
    return [
        mark.misfit if (mark := row.marks.get(field)) is not None and mark.misfit else row.values[field]
        for row in rows
    ]


# --- what does not add up ------------------------------------------------------------------------


def test_weights_that_do_not_add_up_and_a_score_above_its_weight_are_kept_and_listed(
    file: Path, tmp_path: Path, run: Run
) -> None:
    indicators = book(
        tmp_path / "指标.xlsx",
        ("浈江区2021年度镇办绩效考核指标与分值",),
        ("序号", "一级指标", "考核指标", "分值", "评分单位", "适用范围"),
        (1, "高质量发展", "固定资产投资", 60, "区发改局", "通用"),
        (2, "党建", "基层党建", 38, "区委组织部", "镇"),
    )
    scores = book(
        tmp_path / "得分.xlsx",
        ("浈江区2021年度镇办绩效考核得分",),
        ("序号", "考核指标", "镇办", "得分"),
        (1, "固定资产投资", "犁市镇", 65),
        (2, "基层党建", "犁市镇", 38.004),
    )
    run("import", file, "town_assessment", indicators)
    said = run("import", file, "town_score", scores)
    assert "第 4 行得分“38.004”：最多两位小数，已保留原文并标出。" in said
    assert shown(file, "town_assessment", "weight") == [6000, 3800]
    assert shown(file, "town_score", "score") == [6500, "38.004"]
    listed = found(run, file)
    assert ("固定资产投资", "得分大于分值", "得分大于指标分值（60 分），请核对。") in listed
    assert ("基层党建", "内容不符", "得分“38.004”最多两位小数，已保留原文并标出。") in listed
    weights = [words for _, _, words in listed if words.startswith("权重合计")]
    assert sorted(words.partition("：")[0] for words in weights) == [
        "权重合计 60 分（应为 100 分）",
        "权重合计 98 分（应为 100 分）",
    ]
    assert "犁市镇" in next(words for words in weights if "98" in words)
    assert "风采街道" in next(words for words in weights if " 60 " in words)


def test_more_paid_than_received_is_told_with_the_amount(file: Path, tmp_path: Path, run: Run) -> None:
    payments = book(
        tmp_path / "债.xlsx",
        ("专项债券项目资金支付和实物工作量情况表（截至2021年9月30日）",),
        ("单位：万元",),
        ("序号", "债券年度", "项目名称", "项目单位", "债券额度", "到账资金", "实际支出", "实物工作量"),
        (1, 2021, "甲学校", "区教育局", 1000, 800, 1200, 1300),
    )
    run("import", file, "bond_project", payments)
    assert shown(file, "bond_project", "paid") == [1200 * 1_000_000]
    assert found(run, file) == [("甲学校", "支出大于到账", "实际支出大于到账资金（800），请核对。")]
    assert "实际支出大于到账资金" in run("findings", file, "--as-of", "2021-09-30")


# --- a period reported twice ---------------------------------------------------------------------


def test_a_month_twice_on_the_investment_sheet_keeps_both_and_is_told(
    file: Path, tmp_path: Path, run: Run
) -> None:
    report = book(
        tmp_path / "固投.xlsx",
        ("浈江区2021年固定资产投资主要指标",),
        ("指标", "", "1-8月", "1-9月", "1-9月"),
        ("固定资产投资", "累计（亿元）", 25.37, 32.06, 33.06),
        ("其中：投资项目", "累计（亿元）", 17.41, 22.09, 22.09),
        ("房地产开发", "累计（亿元）", 7.96, 9.97, 9.97),
    )
    said = run("import", file, "fixed_asset_investment", report)
    assert "“1-9月”重复填报，D3 与 E3不同，按后一处导入，请核对。" in said
    assert found(run, file) == [
        ("固定资产投资", "重复填报", "重复填报且内容不同：表中 D3 为“32.06”，请核对。"),
        ("固定资产投资", "合计与分项不符", "合计比投资项目、房地产开发之和多 10,000 万元，请核对。"),
    ]
    assert run("import", file, "fixed_asset_investment", report).startswith("没有变化")


def test_half_a_month_in_two_columns_fills_gaps_and_keeps_what_differs(
    file: Path, tmp_path: Path, run: Run
) -> None:
    tasks = book(
        tmp_path / "任务.xlsx",
        ("浈江区2021年新型城镇化工作任务清单及进展台账",),
        ("序号", "工作任务", "牵头单位", "完成时限", "8月上半月进展", "8月上半月进展", "8月下半月进展"),
        (1, "引导落户", "区委组织部", "长期坚持", "甲", "乙", "丙"),
        (2, "简化落户", "区公安分局", "长期坚持", "甲", "甲", ""),
        (3, "住房保障", "区住建管理局", "长期坚持", "", "丁", ""),
    )
    said = run("import", file, "urban_task", tasks)
    assert "2021年1—8月，3 项" in said
    assert "“8月上半月进展”有两列，按前一列导入；前一列空的取后一列，两列不同的记入批注，请核对。" in said
    assert shown(file, "urban_task", "progress:H1", AUGUST) == ["甲", "甲", "丁"]
    assert found(run, file, "2021-08-31") == [
        ("引导落户", "重复填报", "重复填报且内容不同：表中 F3 为“乙”，请核对。")
    ]
    assert run("import", file, "urban_task", tasks).startswith("没有变化")


def test_a_town_in_two_columns_of_the_score_sheet_is_told(file: Path, tmp_path: Path, run: Run) -> None:
    scores = book(
        tmp_path / "评分.xlsx",
        ("浈江区2021年度镇办工作绩效评价评分表",),
        ("序号", "考核指标", "新韶镇", "乐园镇", "新韶镇"),
        (1, "固定资产投资", 9.5, 8, 9),
        (2, "平安建设", "", 6, 5),
        (3, "基层党建", 7, 6, ""),
    )
    said = run("import", file, "town_score", scores)
    assert "“新韶镇”重复填报，C3 与 E3不同，按后一处导入，请核对。" in said
    assert sorted(shown(file, "town_score", "score")) == [500, 600, 600, 700, 800, 900]
    twice = [one for one in found(run, file) if one[1] == "重复填报"]
    assert twice == [("固定资产投资", "重复填报", "重复填报且内容不同：表中 C3 为“9.5”，请核对。")]
    assert run("import", file, "town_score", scores).startswith("没有变化")


def test_a_record_twice_on_a_sheet_keeps_what_its_later_row_says_otherwise(
    file: Path, tmp_path: Path, run: Run
) -> None:
    projects = book(
        tmp_path / "9月.xlsx",
        ("浈江区2021年重点项目月度台账（1-9月）",),
        ("单位：万元",),
        ("序号", "项目名称", "总投资", "2021年计划投资", "1-9月累计完成投资（纳统）", "责任单位"),
        (1, "乐园镇小学扩建", 5000, 1000, 700, "区教育局"),
        (2, "乐园镇小学扩建", 5000, 1000, 720, "区教育局"),
    )
    said = run("import", file, "key_project", projects)
    assert "第 4 行与第 5 行是同一项目“乐园镇小学扩建”，只计一次" in said
    twice = [one for one in found(run, file) if one[1] == "重复填报"]
    assert twice == [("乐园镇小学扩建", "重复填报", "重复填报且内容不同：表中 E5 为“720”，请核对。")]


def test_of_two_sheets_of_one_month_one_goes_in_and_the_other_is_named(
    file: Path, tmp_path: Path, run: Run
) -> None:
    made = openpyxl.Workbook()
    for sheet, amount in ((made.worksheets[0], 700), (made.create_sheet("1-9月（定）"), 720)):
        sheet.append(("浈江区2021年重点项目月度台账（1-9月）",))
        sheet.append(("单位：万元",))
        sheet.append(
            ("序号", "项目名称", "总投资", "2021年计划投资", "1-9月累计完成投资（纳统）", "责任单位")
        )
        sheet.append((1, "乐园镇小学扩建", 5000, 1000, amount, "区教育局"))
    made.worksheets[0].title = "1-9月"
    made.save(tmp_path / "两表.xlsx")
    said = run("import", file, "key_project", tmp_path / "两表.xlsx")
    assert "“1-9月”与另一张表是同一期，未导入" in said
    assert "“1-9月”、“1-9月（定）”是同一期的同一张表。导入哪一张？按“1-9月（定）”处理。" in said
    assert shown(file, "key_project", "invested_to_date") == [720 * 1_000_000]


# --- dates that cannot be, orders that may not be ------------------------------------------------


def test_a_deadline_that_cannot_be_read_is_kept_as_written_in_every_ledger(
    file: Path, tmp_path: Path, run: Run
) -> None:
    sheets = {
        "urban_task": (("任务清单（2021年1-9月）",), ("序号", "工作任务", "牵头单位", "完成时限"), "尽快"),
        "decision": (("议定事项（2021年1-9月）",), ("序号", "议定事项", "责任单位", "完成时限"), "会后尽快"),
        "letter": (("来文和函件（2021年1-9月）",), ("序号", "标题", "收文单位", "回复时限"), "收到后五日"),
        "problem": (("问题清单（2021年1-9月）",), ("序号", "问题描述", "责任单位", "解决时限"), "尽早"),
        "matter": (("日常工作（2021年1-9月）",), ("序号", "工作事项", "相关单位", "办结时限"), "待定"),
    }
    for ledger, (title, header, deadline) in sheets.items():
        path = book(tmp_path / f"{ledger}.xlsx", title, header, (1, f"{ledger}一", "区教育局", deadline))
        run("import", file, ledger, path)
    listed = {(name, words) for name, _, words in found(run, file) if "时限" in words}
    assert listed == {
        ("urban_task一", "完成时限“尽快”不能识别为日期或“长期坚持”，不参与到期提醒，请改写。"),
        ("decision一", "完成时限“会后尽快”不是有效的日期，已保留原文并标出。"),
        ("letter一", "回复时限“收到后五日”不是有效的日期，已保留原文并标出。"),
        ("problem一", "解决时限“尽早”不是有效的日期，已保留原文并标出。"),
        ("matter一", "办结时限“待定”不是有效的日期，已保留原文并标出。"),
    }
    assert shown(file, "urban_task", "deadline_text") == ["尽快"]
    assert shown(file, "letter", "reply_due") == ["收到后五日"]
    reminded = run("reminders", file, "--today", "2021-12-31")
    assert [ledger for ledger in sheets if f"{ledger}一" in reminded] == []


def test_an_approval_before_the_villagers_met_is_warned_of_and_kept(
    file: Path, tmp_path: Path, run: Run
) -> None:
    villages = book(
        tmp_path / "村.xlsx",
        ("村改居台账（2021年1-9月）",),
        ("序号", "村", "所属镇办"),
        (1, "甲村", "新韶镇"),
        (2, "乙村", "乐园镇"),
    )
    steps = book(
        tmp_path / "步骤.xlsx",
        ("村改居步骤",),
        ("序号", "村", "步骤", "审批环节", "完成日期"),
        (1, "甲村", "拟定方案", "方案", "2021-05-10"),
        (2, "甲村", "村民会议讨论", "村民会议", "2021-08-10"),
        (3, "甲村", "报区政府批复", "区政府批复", "2021-07-01"),
        (4, "乙村", "报区政府批复", "区政府批复", "2021-07-20"),
    )
    run("import", file, "village_conversion", villages)
    assert "未导入" not in run("import", file, "village_step", steps).partition("\n")[2]
    listed = [words for name, _, words in found(run, file) if name == "报区政府批复"]
    assert len(listed) == 2
    assert "村民会议到2021年8月10日才通过" in listed[0]
    assert "村民会议尚未通过" in listed[1]
    assert shown(file, "village_step", "done_on")[2:] == ["2021-07-01", "2021-07-20"]


# --- a unit in use -------------------------------------------------------------------------------


def test_a_unit_in_use_is_not_deleted_and_it_is_said_where_it_is_used(
    file: Path, tmp_path: Path, run: Run
) -> None:
    tasks = book(
        tmp_path / "任务.xlsx",
        ("任务清单（2021年1-9月）",),
        ("序号", "工作任务", "牵头单位", "完成时限"),
        (1, "引导落户", "区教育局", "长期坚持"),
        (2, "简化落户", "区教育局", "长期坚持"),
    )
    scores = book(
        tmp_path / "得分.xlsx",
        ("浈江区2021年度镇办绩效考核得分",),
        ("序号", "考核指标", "镇办", "得分"),
        (1, "固定资产投资", "犁市镇", 5),
    )
    meetings = book(
        tmp_path / "会议.xlsx",
        ("会议调度",),
        ("序号", "会议名称", "日期", "参加单位"),
        (1, "调度会", "2021-09-01", "区教育局、区水务局"),
    )
    for ledger, path in {"urban_task": tasks, "town_score": scores, "meeting": meetings}.items():
        run("import", file, ledger, path)
    units = ledger_named("responsible_unit")
    sentences = {
        "区教育局": "有 2 处正在使用这个单位，未删除：任务清单的“牵头单位” 2 项，如“引导落户”；"
        "会议调度的“参加单位” 1 次，如“调度会”。请先改为其他单位。",
        "犁市镇": "有 1 处正在使用这个单位，未删除：得分明细的“镇办” 1 条，如“固定资产投资”。请先改为其他单位。",
    }
    with Store.open(file, RULES) as store:
        ids = {str(row.values["short_name"]): row.id for row in store.view(units, SEPTEMBER).rows()}
        for name, sentence in sentences.items():
            with pytest.raises(UserError) as told, store.action("删除") as writes:
                writes.delete(units, [ids[name]])
            assert str(told.value) == sentence
        with store.action("删除") as writes:
            writes.delete(units, [ids["花坪镇"]])
        assert store.size(units) == 26


# --- an as-of before any data --------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("示例") / "示例.fgj"
    assert main(["sample", str(path)]) == 0
    return path


EARLY = "2018-03-31"


def test_before_any_data_every_command_answers_in_plain_words(
    sample: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert "没有数据" in run("figures", sample, "--as-of", EARLY)
    assert "其中未处理 0 条（报告期 2018年1—3月）" in run("findings", sample, "--as-of", EARLY)
    assert run("reminders", sample, "--today", "2018-03-20") == "共 0 条（报告期 2018年1—2月）\n"
    assert "未开工的重点项目（0 个）" in run("lists", sample, "not_started", "--as-of", EARLY)
    assert "入库后可计入的实际完成投资 0 万元（测算）" in run("listing", sample, "--as-of", EARLY)
    run("scores", sample, "--as-of", EARLY)
    run("leader", sample, "-o", tmp_path / "一页纸.pdf", "--as-of", EARLY, "--today", "2018-04-02")
    run("wallchart", sample, "-o", tmp_path / "作战图.pdf", "--as-of", EARLY)
    for kind in KINDS:
        run("chart", sample, kind.name, "-o", tmp_path / f"{kind.name}.png", "--as-of", EARLY)


@pytest.mark.parametrize("day", [EARLY, "2021-09-30"])
def test_every_ledger_is_exported_and_comes_back_unchanged(
    sample: Path, tmp_path: Path, run: Run, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    for ledger in IMPORTED:
        path = tmp_path / f"{ledger.name}.xlsx"
        run("export", sample, ledger.name, "-o", path, "--as-of", day)
        said = run("import", sample, ledger.name, path, "--dry-run").splitlines()
        assert said[0] == "没有变化：这份表与台账完全一致。"
        assert [line for line in said if "请核对" in line] == []


def test_a_deadline_without_a_year_is_told_before_the_year_turns(
    file: Path, tmp_path: Path, run: Run
) -> None:
    deadlines = ("11月底前", "年底", "2021年11月底前", "2021.12", "长期坚持")
    tasks = book(
        tmp_path / "任务.xlsx",
        ("任务清单（2021年1-9月）",),
        ("序号", "工作任务", "牵头单位", "完成时限"),
        *((number, f"任务{number}", "区教育局", text) for number, text in enumerate(deadlines, 1)),
    )
    run("import", file, "urban_task", tasks)
    assert found(run, file) == [
        (
            f"任务{number}",
            "时限没有年份",
            f"完成时限“{text}”没有写年份，按报告期所在的2021年计算，跨年后会顺延，请写明年份。",
        )
        for number, text in enumerate(deadlines[:2], 1)
    ]


def test_what_the_program_writes_itself_is_not_imported(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "轮次.xlsx"
    assert main(["export", str(sample), "unit_return", "-o", str(path)]) == 0
    assert main(["import", str(sample), "unit_return", str(path)]) == 1
    assert "《报送登记》由程序登记，不从工作簿导入。台账未作改动。" in capsys.readouterr().err
