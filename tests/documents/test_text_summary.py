"""The quarterly summary holds the numbers of the seed, paragraph by paragraph; every difference is a slip of the seed."""

from __future__ import annotations

import datetime
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from fgj_desktop.cli.opening import reading
from fgj_desktop.documents.reports import BY_TITLE as REPORTS
from fgj_desktop.documents.reports import ReportRequest, make_report
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.text_skeleton import CARRIED
from fgj_desktop.documents.text_summary import quarterly_summary
from fgj_desktop.documents.word_content import (
    FigureRun,
    Heading,
    Paragraph,
    every_run,
    plain_text,
    text_lines,
)
from fgj_desktop.documents.word_templates import shipped_template
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.figure_names import BY_NAME
from fgj_desktop.rules.phrases import chinese_marks
from fgj_desktop.rules.telling import Telling
from fgj_desktop.store.store import Store
from tests.documents.word_tools import lines as word_lines
from tests.sample_store import clock, empty_store
from tests.test_cli import built, run, run_json, sample

__all__ = ["built", "clock", "empty_store", "run", "run_json", "sample"]
SEED = Path(__file__).parent.parent / "fixtures" / "quarterly_summary_2021_Q3.txt"
SEPTEMBER = Month(2021, 9)
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.．](?!\d))")

SLIPS: dict[str, tuple[list[str], list[str], str]] = {
    "截止9月底,我区固定资产投资完成": (
        ["-19.1%"],
        ["19.1%"],
        "§7.2 ④ 「同比增长-19.1%」 beside 「同比下降19.3%」: a fall is written 下降19.1%.",
    ),
    "2021年我区负责的11个市重点项目": (
        ["40%"],
        ["40.02%"],
        "§7.2 ⑤ 40% beside 42.14% and 42.94%: decimals are written in one way.",
    ),
    "全面完成2021年镇办考核工作": (
        ["2021", "2020"],
        ["2020", "2020"],
        "§7.2 ⑨ 「全面完成2021年镇办考核」 tells of the results of 2020, which are what is published.",
    ),
}
"""Where the seed and the text differ: the seed's numbers, ours in their place, and which slip it is."""


def numbers(text: str) -> list[str]:
    """The numbers of a paragraph in their order, without its own numbering; 1—9 and 1-9 are two numbers."""
    plain = _NUMBERING.sub("", text.strip())
    plain = re.sub(r"(?<=\d)\s*[-—－]\s*(?=\d)", "、", plain)
    return re.findall(r"-?\d+(?:\.\d+)?%?", plain)


def corrected(paragraph: str, found: list[str]) -> list[str]:
    """The seed's numbers with its slips set right."""
    for start, (wrong, right, _) in SLIPS.items():
        if paragraph.startswith(start):
            place = next(at for at in range(len(found)) if found[at : at + len(wrong)] == wrong)
            return [*found[:place], *right, *found[place + len(wrong) :]]
    return found


@pytest.fixture
def lines(sample: Path) -> list[str]:
    with reading(sample) as store:
        document = quarterly_summary(Telling(Basis.of(store, SEPTEMBER), office="浈江区发展和改革局"))
    return [line.replace(f"【{CARRIED}】", "") for line in text_lines(document)]


def test_the_text_holds_the_numbers_of_the_seed_paragraph_by_paragraph(lines: list[str]) -> None:
    seed = SEED.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(seed)
    for ours, theirs in zip(lines, seed, strict=True):
        assert numbers(ours) == corrected(theirs, numbers(theirs)), f"{theirs}\n{ours}"


def test_every_slip_is_one_of_the_seed(lines: list[str]) -> None:
    seed = SEED.read_text(encoding="utf-8").splitlines()
    for start, (wrong, right, named) in SLIPS.items():
        [place] = [at for at, line in enumerate(seed) if line.startswith(start)]
        assert all(number in numbers(seed[place]) for number in wrong)
        assert all(number in numbers(lines[place]) for number in right)
        assert named.startswith("§7.2")


def test_slips_of_words_are_not_in_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "截止" not in text
    assert "合施工合同" not in text
    assert "市场经济形式" not in text
    assert "其中已开工未入库1个" in text, "§7.2 ①: 未入库 is part of those that have begun"
    assert [line[:3] for line in lines if line.startswith("（")] == [
        *("（一）", "（二）", "（三）", "（四）", "（五）", "（六）"),
        *("（一）", "（二）", "（三）", "（四）", "（五）", "（六）"),
    ], "§7.2 ⑦: two （四） in the seed"


def test_the_ideas_of_each_heading_stay_those_of_the_seed(lines: list[str]) -> None:
    seed = SEED.read_text(encoding="utf-8").splitlines()
    for ours, theirs in zip(lines, seed, strict=True):
        if theirs.startswith(("(", "一、", "二、")) and len(theirs) < 60:
            assert _NUMBERING.sub("", ours)[:6] == _NUMBERING.sub("", theirs)[:6]


def test_figures_stay_known_as_figures_and_the_rest_is_marked(sample: Path) -> None:
    with reading(sample) as store:
        document = quarterly_summary(Telling(Basis.of(store, SEPTEMBER)))
    named = [run.name for run in every_run(document.blocks) if isinstance(run, FigureRun)]
    assert len(named) > 60
    assert set(named) <= set(BY_NAME)
    written = [one for one in document.blocks if isinstance(one, Paragraph) and not one.note]
    told = [one for one in written if any(isinstance(run, FigureRun) for run in one.runs)]
    assert [plain_text(one.runs)[:6] for one in written if one not in told] == [
        "在库项目大投",
        "服务辖区内的",
    ]
    carried = [one for one in document.blocks if isinstance(one, Paragraph) and one.note]
    assert {one.note for one in carried} == {CARRIED}


def test_an_empty_file_makes_a_whole_text_that_says_what_is_missing(empty_store: Store) -> None:
    document = quarterly_summary(Telling(Basis.of(empty_store, SEPTEMBER)))
    text = "\n".join(text_lines(document))
    assert "（投资月报没有2021年1—9月的固定资产投资累计数，请补充。）" in text
    assert "—亿元" not in text
    assert "0个" not in text
    assert [one for one in document.blocks if isinstance(one, Heading)]


@pytest.mark.parametrize(
    "month", [Month(2021, at) for at in range(1, 13)] + [Month(2020, 12), Month(2022, 3)]
)
def test_every_month_of_the_sample_can_be_told(sample: Path, month: Month) -> None:
    with reading(sample) as store:
        text = "\n".join(text_lines(quarterly_summary(Telling(Basis.of(store, month)))))
    assert "—亿元" not in text
    assert "。。" not in text
    assert "{" not in text


def test_the_skeleton_of_the_seed_is_whole(lines: list[str]) -> None:
    """Each paragraph says what the seed's says: nearly all word for word, the rest of the same matter."""
    seed = [chinese_marks(line) for line in SEED.read_text(encoding="utf-8").splitlines()]
    alike = [
        SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
        for ours, theirs in zip(lines, seed, strict=True)
    ]
    assert min(alike) > 0.5
    assert sum(alike) / len(alike) > 0.95
    assert sum(ratio < 0.9 for ratio in alike) <= 6, (
        "the paragraphs that the ledgers write, and the plainer heading"
    )
    assert not [line for line in lines if "在11月前" in line], (
        "§7.2 ⑩: one deadline for the villages, the ledger's"
    )


def test_the_word_file_by_the_template_holds_them_too(sample: Path) -> None:
    with reading(sample) as store:
        request = ReportRequest(store, ReportPeriod(SEPTEMBER), LetterOptions(datetime.date(2021, 10, 8)))
        template = shipped_template("工作总结")
        made = make_report(REPORTS["工作总结"], request, (template.read_bytes(), template.name))
    seed = SEED.read_text(encoding="utf-8").splitlines()
    written = [line.replace(f"【{CARRIED}】", "") for line in word_lines(made.content)]
    assert [line for line in written[len(seed) :] if "—" not in line] == [], (
        "nothing but page numbers follows"
    )
    for ours, theirs in zip(written, seed, strict=False):
        assert numbers(ours) == corrected(theirs, numbers(theirs)), f"{theirs}\n{ours}"
