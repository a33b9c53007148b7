"""The plan of a collection: its sentences, what is clean, and which answers count."""

from __future__ import annotations

from fgj_desktop.exchange.return_plan import (
    KEEP,
    TAKE,
    Choice,
    Decisions,
    FileState,
    Kind,
    ReturnCell,
    ReturnException,
    ReturnFile,
    ReturnsPlan,
    UnitResult,
)
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.rounds import RoundInfo

ROUND = RoundInfo(7, ledger_named("urban_task"), ReportPeriod.parse("2021-09-H2"), {})
CELL = ReturnCell(1, 5, "任务", "done_number", "累计完成", "1", "1", "9", 9, 0, "填报表!F7")
LOCKED = ReturnException(
    "locked:0:1",
    Kind.LOCKED,
    "区教育局改动了锁定列。",
    (Choice(KEEP, "不采用"), Choice(TAKE, "采用")),
    KEEP,
    unit=1,
    file=0,
    cells=(CELL,),
)


def plan() -> ReturnsPlan:
    return ReturnsPlan(
        ROUND,
        files=[
            ReturnFile(0, "a.xlsx", "/a.xlsx", "d", FileState.TAKEN, units=(1,)),
            ReturnFile(1, "b.pdf", "/b.pdf", "e", FileState.UNRECOGNISED, "是 PDF 文件"),
        ],
        units=[
            UnitResult(1, "区教育局", "已报", (0,), (CELL,), (5,), 1, ("locked:0:1",)),
            UnitResult(2, "乐园镇", "未报"),
        ],
        exceptions=[LOCKED],
    )


def test_the_message_counts_files_and_units() -> None:
    assert plan().message == "收到 2 个文件：已报 1，无法识别 1。"
    assert plan().missing_message == "未报单位 1 个：乐园镇。"


def test_the_message_counts_the_version_that_gives_way() -> None:
    made = plan()
    made.files.append(ReturnFile(2, "a最终.xlsx", "/a最终.xlsx", "f", FileState.TAKEN, units=(1,)))
    choices = (Choice("0", "采用“a.xlsx”"), Choice("2", "采用“a最终.xlsx”"))
    made.exceptions.append(ReturnException("versions:1", Kind.VERSIONS, "两份", choices, "2", 1, 2))
    assert made.message == "收到 3 个文件：已报 1，另有不同版本 1，无法识别 1。"


def test_a_unit_with_a_question_is_not_clean() -> None:
    assert plan().clean == []
    assert plan().exceptions_of(1) == [LOCKED]
    assert plan().loose_exceptions == []


def test_an_answer_that_is_no_choice_does_not_count() -> None:
    assert Decisions().of(LOCKED) == KEEP
    assert Decisions({LOCKED.id: TAKE}).of(LOCKED) == TAKE
    assert Decisions({LOCKED.id: "zero"}).of(LOCKED) == KEEP


def test_one_cell_can_be_answered_for_itself() -> None:
    decisions = Decisions({LOCKED.id: TAKE, f"{LOCKED.id}/{CELL.key}": KEEP})
    assert decisions.of(LOCKED) == TAKE
    assert decisions.of(LOCKED, CELL) == KEEP


def test_the_plan_is_told_as_json() -> None:
    told = plan().json()
    assert (told["ledger"], told["period"]) == ("urban_task", "2021-09-H2")
    assert told["exceptions"][0]["choices"] == {"keep": "不采用", "take": "采用"}
    assert told["units"][0]["changes"][0]["after"] == "9"
