"""The commands that write Word documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fgj_desktop.cli import main
from fgj_desktop.cli.opening import reading, writing
from fgj_desktop.documents.word_open import open_word, saved
from fgj_desktop.documents.word_paragraphs import TEXT
from fgj_desktop.ledgers import KEY_PROJECT, ledger_named
from fgj_desktop.ledgers.period import Month
from tests.documents.word_tools import clerks, lines
from tests.test_cli import built, sample

__all__ = ["built", "sample"]

Answer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Runs a command; gives its exit code and what it said on both channels."""

    def run_it(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_it


def edit(path: Path) -> None:
    document = open_word(path.read_bytes(), path.name)
    next(document.element.body.iter(TEXT)).text = "我改过的题目"
    path.write_bytes(saved(document))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("urbanization", "（2021年9月下半月）"),
        ("bulletin", "重点项目建设进展情况通报"),
        ("summary", "三季度工作总结和第四季度工作安排"),
        ("letter", "关于重点项目进度滞后的提醒函"),
        ("problems", "重点项目存在问题清单的报告"),
        ("meeting", "重点项目调度会材料"),
        ("applications", "省、市重点建设项目计划申报汇总表"),
    ],
)
def test_each_kind_of_document_is_written(
    run: Answer, sample: Path, tmp_path: Path, kind: str, words: str
) -> None:
    out = tmp_path / f"{kind}.docx"
    code, said, told = run(
        "report", sample, kind, "--as-of", "2021-09-30", "--today", "2021-10-08", "-o", out
    )
    assert (code, told) == (0, "")
    assert said.startswith("已输出")
    assert any(words in line for line in lines(out.read_bytes())[:3])
    assert (sample.parent / "公文模板" / "工作总结.docx").exists()


def test_an_edited_document_stays_and_the_new_one_gets_a_number(
    run: Answer, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "通报.docx"
    arguments = ("report", sample, "bulletin", "-o", out)
    run(*arguments, "--as-of", "2021-08-31")
    edit(out)
    code, said, _ = run(*arguments, "--as-of", "2021-09-30")
    assert code == 0
    assert "“通报.docx”已改动过，予以保留，新报告另存为“通报（2）.docx”。报告中" in said
    assert lines(out.read_bytes())[0].startswith("我改过的题目")
    assert (tmp_path / "通报（2）.docx").exists()


def test_the_sources_are_written_beside(run: Answer, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "总结.docx"
    _, said, _ = run("report", sample, "summary", "--as-of", "2021-09-30", "-o", out, "--sources")
    assert "数据来源：" in said
    assert any("区重点.完成投资" in line for line in lines((tmp_path / "总结（数据来源）.docx").read_bytes()))


def test_a_broken_template_is_told_by_paragraph(run: Answer, sample: Path, tmp_path: Path) -> None:
    template = tmp_path / "我的.docx"
    template.write_bytes(clerks(["题", "", "完成{{区重点.完成额}}亿元"]))
    out = tmp_path / "总结.docx"
    code, _, told = run("report", sample, "summary", "--template", template, "-o", out)
    assert code == 1
    assert told.strip() == "模板中“{{区重点.完成额}}”无此数据项，位于第 2 段。是否应为“{{区重点.完成投资}}”？"
    assert not out.exists()


def test_a_document_of_her_own_is_brought_up_to_date(run: Answer, sample: Path, tmp_path: Path) -> None:
    own, out = tmp_path / "我的.docx", tmp_path / "我的新.docx"
    own.write_bytes(clerks(["完成{{区重点.完成投资}}亿元", "{{无此项}}"]))
    _, said, _ = run("update", sample, own, "--as-of", "2021-08-31", "-o", out)
    assert "已填写数据项 1 处。" in said
    assert "模板中“{{无此项}}”无此数据项，位于第 2 段。" in said
    later = tmp_path / "再新.docx"
    code, said, _ = run("update", sample, out, "--as-of", "2021-09-30", "-o", later, "--json")
    told = json.loads(said)
    assert code == 0
    assert told["moved"][0]["after"] == "20.24"
    assert lines(later.read_bytes())[0] == "完成20.24亿元"


def test_nothing_is_written_over_by_an_update(run: Answer, sample: Path, tmp_path: Path) -> None:
    own, other = tmp_path / "我的.docx", tmp_path / "别的.docx"
    own.write_bytes(clerks(["甲"]))
    other.write_bytes(b"somebody's")
    before = own.read_bytes()
    for target in (other, own):
        code, _, told = run("update", sample, own, "-o", target)
        assert code == 1
        assert "已存在，未输出" in told
    assert (other.read_bytes(), own.read_bytes()) == (b"somebody's", before)


def test_a_document_without_figures_says_so(run: Answer, sample: Path, tmp_path: Path) -> None:
    own = tmp_path / "我的.docx"
    own.write_bytes(clerks(["甲"]))
    _, said, _ = run("update", sample, own, "-o", tmp_path / "新.docx")
    assert "文档中没有可更新的数字" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("summary", "-o", "总结.pdf"), "只能输出为 .docx 文件"),
        (("letter", "--letter", "催报函", "--as-of", "2021-03-H1", "-o", "函.docx"), "还没有报送轮次"),
        (("letter", "--unit", "没有的局", "-o", "函.docx"), "没有责任单位“没有的局”"),
        (("summary", "-o", "没有/总结.docx"), "文件夹"),
    ],
)
def test_what_cannot_be_written_is_told(
    run: Answer,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, told = run("report", sample, *arguments)
    assert code == 1
    assert message in told


def test_a_half_month_s_own_counts_are_brought_up_to_date(run: Answer, sample: Path, tmp_path: Path) -> None:
    out, later = tmp_path / "进展.docx", tmp_path / "进展新.docx"
    run("report", sample, "urbanization", "--as-of", "2021-08-H2", "-o", out)
    assert "已报10个" in "".join(lines(out.read_bytes()))
    _, said, _ = run("update", sample, out, "-o", later)
    assert said.startswith("已按2021年8月下半月的台账更新")
    assert "个数字与台账一致，没有变化。" in said
    _, said, _ = run("update", sample, out, "--as-of", "2021-08-H1", "-o", tmp_path / "上半月.docx")
    assert "已无此数据项" not in said
    assert "文档的报告期是2021年8月下半月，文中的日期" in said


def test_figures_of_another_month_are_told_to_stand_among_words_of_the_old_one(
    run: Answer, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "通报.docx"
    run("report", sample, "bulletin", "--as-of", "2021-09-30", "-o", out)
    _, said, _ = run("update", sample, out, "--as-of", "2021-08", "-o", tmp_path / "八月.docx")
    assert "文档的报告期是2021年9月，文中的日期和“1—9月”等文字未改，请核对" in said
    _, said, _ = run("update", sample, out, "-o", tmp_path / "九月.docx")
    assert "请核对" not in said


def test_the_words_of_the_last_document_are_carried_over(run: Answer, sample: Path, tmp_path: Path) -> None:
    last, out = tmp_path / "二季度.docx", tmp_path / "三季度.docx"
    new = "加强组织领导。领导小组成员已作调整，各成员单位明确了联络员，任务落实到人，按月通报进展情况。"
    last.write_bytes(clerks(["二季度工作总结", new]))
    arguments = ("report", sample, "summary", "--as-of", "2021-09-30", "-o", out, "--previous", last)
    _, said, _ = run(*arguments)
    assert "已沿用“二季度.docx”的文字 1 段，请核改。" in said
    assert f"{new}【沿用上期，请核改】" in lines(out.read_bytes())


def test_a_letter_is_registered_when_asked(run: Answer, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "函.docx"
    options = ("--as-of", "2021-09-30", "--today", "2021-10-08", "--unit", "区水务局", "--register")
    code, said, told = run("report", sample, "letter", "-o", out, *options)
    assert (code, told) == (0, "")
    assert "已登记到来文和函件：关于重点项目进度滞后的提醒函，回复时限 2021-10-15。" in said
    with reading(sample) as store:
        rows = store.view(ledger_named("letter"), Month(2021, 10)).rows()
        assert "关于重点项目进度滞后的提醒函" in [
            row.values["name"] for row in rows if row.values["issued_on"] == "2021-10-08"
        ]
    code, _, told = run("report", sample, "summary", "-o", out, "--register")
    assert (code, told.strip()) == (1, "只有函可以登记到来文和函件。")


def test_problems_go_to_the_city_by_letter(run: Answer, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "市级.docx"
    run("report", sample, "problems", "--level", "市级", "--as-of", "2021-09-30", "-o", out)
    text = lines(out.read_bytes())
    assert "特此函告。" in text
    assert any("提请协调解决" in line for line in text[:4])


def test_a_closed_period_is_told_as_reported_when_asked(run: Answer, sample: Path, tmp_path: Path) -> None:
    def write(name: str, *options: str) -> tuple[list[str], str]:
        out = tmp_path / f"{name}.docx"
        told = ("--as-of", "2021-09-30", "--today", "2021-10-08", "--sources")
        code, said, error = run("report", sample, "bulletin", *told, "-o", out, *options)
        assert code == 0, error
        return lines(out.read_bytes()), said

    refused = run(
        "report", sample, "bulletin", "--as-of", "2021-09-30", "--as-reported", "-o", tmp_path / "无.docx"
    )
    assert refused[0] != 0
    assert "2021年9月还没有定稿，不能按定稿数字写。" in refused[2]
    assert not (tmp_path / "无.docx").exists()
    before, _ = write("定稿前")
    run("close", sample, "key_project", "2021-09")
    run("unlock", sample, "key_project", "2021-09", "--reason", "统计局核减")
    with writing(sample) as store:
        view = store.view(KEY_PROJECT, Month(2021, 9))
        row = next(one for one in view.rows() if one.values["invested_to_date"])
        with store.action("更正") as writes:
            writes.put(KEY_PROJECT, row.id, Month(2021, 9), {"invested_to_date": 1_000_000})
    now, said = write("现在")
    assert now != before
    assert "注意：“区市重点项目台账”2021年9月于" in said
    assert "报后更正 1 处" in said
    assert any("报后更正 1 处" in line for line in lines((tmp_path / "现在（数据来源）.docx").read_bytes()))
    reported, said = write("按定稿", "--as-reported")
    assert reported == before
    assert "按定稿数字：“区市重点项目台账”2021年9月" in said
    assert "“投资月报”本期没有定稿，按现在的台账写。" in said
    sources = lines((tmp_path / "按定稿（数据来源）.docx").read_bytes())
    assert any(line.startswith("按定稿数字：") for line in sources)


def test_a_document_by_reported_figures_stays_so_when_brought_up_to_date(
    run: Answer, sample: Path, tmp_path: Path
) -> None:
    own, out = tmp_path / "我的.docx", tmp_path / "新.docx"
    own.write_bytes(clerks(["区重点项目完成{{区重点.完成投资}}亿元，{{固投.累计完成}}亿元。"]))
    asked = ("update", sample, own, "--as-of", "2021-09-30", "-o", out)
    code, _, error = run(*asked, "--as-reported")
    assert code != 0
    assert "还没有定稿，不能按定稿数字写。" in error
    assert not out.exists()
    run("close", sample, "key_project", "2021-09")
    run("unlock", sample, "key_project", "2021-09", "--reason", "统计局核减")
    with writing(sample) as store:
        view = store.view(KEY_PROJECT, Month(2021, 9))
        row = next(one for one in view.rows() if one.values["invested_to_date"])
        with store.action("更正") as writes:
            writes.put(KEY_PROJECT, row.id, Month(2021, 9), {"invested_to_date": 1_000_000})
    code, said, _ = run(*asked, "--as-reported")
    assert code == 0
    assert "已按2021年9月的定稿数字更新" in said
    assert "按定稿数字：“区市重点项目台账”2021年9月" in said
    assert "“投资月报”本期没有定稿，按现在的台账写。" in said
    assert lines(out.read_bytes())[0].startswith("区重点项目完成20.24亿元，")
    again = tmp_path / "再.docx"
    code, said, _ = run("update", sample, out, "-o", again)
    assert "定稿数字更新" in said
    code, said, _ = run("update", sample, out, "--as-corrected", "-o", tmp_path / "更正.docx")
    assert "报后更正 1 处" in said
    assert "20.24→" in said
    code, said, _ = run("update", sample, tmp_path / "更正.docx", "-o", tmp_path / "又.docx")
    assert "的台账更新" in said
