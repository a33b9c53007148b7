"""Prints by command: by preset, shrunk, marked, and for each unit or leader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.print_presets import PrintPresets
from fgj_desktop.rules import RULES
from fgj_desktop.rules.print_setup import SHEETS, PrintSetup
from fgj_desktop.store.store import Store
from tests.documents.pdf_reading import pdf_text
from tests.test_cli import built, refuse, run, sample

__all__ = ["built", "refuse", "run", "sample"]
Run = Callable[..., Any]
MARK = "内部资料　注意保存"


def test_each_unit_gets_a_file_of_its_own_and_together_they_hold_every_project(
    sample: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "各单位"
    said = run("print", sample, "key_project", "-o", folder, "--each", "unit")
    files = sorted(folder.iterdir())
    assert f"已输出 {len(files)} 份" in said
    texts = {file.stem: pdf_text(file.read_bytes()) for file in files}
    assert "责任单位（盖章）：区水务局" in texts["区市重点项目台账（区水务局）"]
    counts = [
        int(line.removeprefix("合计（").removesuffix(" 项）"))
        for text in texts.values()
        for line in text.splitlines()
        if line.startswith("合计（")
    ]
    assert (len(counts), sum(counts)) == (len(files), 48)


def test_all_leaders_go_into_one_file_when_one_is_named(sample: Path, tmp_path: Path, run: Run) -> None:
    run("print", sample, "key_project", "-o", tmp_path / "领导.pdf", "--each", "leader", "--mark")
    text = pdf_text((tmp_path / "领导.pdf").read_bytes())
    leaders = {line for line in text.splitlines() if line.startswith("挂点领导：")}
    assert len(leaders) > 1
    assert text.count(MARK) == text.count("页　共")


def test_a_page_of_a3_is_shrunk_to_a4(sample: Path, tmp_path: Path, run: Run) -> None:
    run("print", sample, "key_project", "-o", tmp_path / "小.pdf", "--shrink")
    content = (tmp_path / "小.pdf").read_bytes()
    assert b"/MediaBox [0 0 842" in content
    assert "行业类别" in pdf_text(content).replace("\n", "")


def test_a_preset_is_followed_and_what_is_asked_for_besides_stands_above_it(
    sample: Path, tmp_path: Path, run: Run
) -> None:
    with Store.open(sample, RULES) as store:
        setup = PrintSetup(SHEETS[2], ("serial", "name", "annual_plan"), notes=("本表为快报数。",), mark="密")
        PrintPresets(store.settings, ledger_named("key_project")).save("会议用", setup)
    out = tmp_path / "会议.pdf"
    run("print", sample, "key_project", "-o", out, "--preset", "会议用", "--mark", "内部")
    content = out.read_bytes()
    lines = pdf_text(content).splitlines()
    assert b"/MediaBox [0 0 842" in content
    assert "形象进度" not in lines
    assert "内部" in lines
    assert "密" not in lines
    assert any("本表为快报数。" in line for line in lines)


def test_a_workbook_is_exported_as_the_preset_says(
    sample: Path, tmp_path: Path, run: Run, refuse: Run
) -> None:
    with Store.open(sample, RULES) as store:
        setup = PrintSetup(SHEETS[3], ("serial", "name", "annual_plan"), mark="密")
        PrintPresets(store.settings, ledger_named("key_project")).save("会议用", setup)
    out = tmp_path / "会议.xlsx"
    assert "48 行、3 列" in run("export", sample, "key_project", "-o", out, "--preset", "会议用")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.oddHeader.left.text) == ("portrait", "密")
    assert refuse("export", sample, "key_project", "-o", out, "--preset", "没有")[0] == 1


def test_what_cannot_be_printed_so_is_said(sample: Path, tmp_path: Path, refuse: Run) -> None:
    out = tmp_path / "x.pdf"
    said = refuse("print", sample, "key_project", "-o", out, "--preset", "没有")[1]
    assert "区市重点项目台账没有打印方案“没有”，可选：无。" in said
    said = refuse("print", sample, "日常工作", "-o", out, "--each", "leader")[1]
    assert "日常工作没有挂点领导，不能分别打印。" in said
    (tmp_path / "占用").write_text("", encoding="utf-8")
    code, said = refuse("print", sample, "key_project", "-o", tmp_path / "占用", "--each", "unit")
    assert code == 1
    assert "不能建立文件夹" in said
    assert not out.exists()
