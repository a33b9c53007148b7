"""What is registered by hand in a round, and that undo takes each back whole."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ATTACHMENT, CHASE_RECORD, KEY_PROJECT, UNIT_RETURN, ledger_named
from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.report_round import (
    CLOSED,
    COLLECTED,
    COLLECTING,
    INTO_NEXT_PERIOD,
    INTO_THIS_PERIOD,
    SUBMITTED,
)
from fgj_desktop.rules.round_register import (
    Arrival,
    adopt,
    adopted_field,
    move,
    record_chase,
    register_arrival,
    send_back,
    text_field,
)
from fgj_desktop.rules.rounds import LATE, MISSING, NOTHING_NEW, REPORTED, SENT_BACK, standings
from fgj_desktop.store.attachments import attachments_of, find_file, keep_file
from fgj_desktop.store.store import Store
from tests.round_tools import SECOND_HALF, begin, fill, found, task
from tests.sample_store import SEPTEMBER, clock, empty_store

__all__ = ["clock", "empty_store"]
DAY = datetime.date(2021, 9, 30)
TEXT = "完成调研报告初稿。"
OCTOBER = SEPTEMBER.next


class Case:
    """A store with a round; registers returns by name of the unit."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.units, self.tasks = fill(store)
        self.info = begin(store)

    def arrive(self, unit: int, state: str, texts: dict[int, str], **more: object) -> int:
        arrival = Arrival(self.units[unit], state, "微信", DAY, "16:20", texts, **more)  # type: ignore[arg-type]
        records = next(
            one.records for one in standings(self.store, self.info) if one.unit == self.units[unit]
        )
        with self.store.action("登记已报") as writes:
            return register_arrival(writes, self.store, self.info, arrival, records)

    def state(self, unit: int) -> str:
        return next(one.state for one in standings(self.store, self.info) if one.unit == self.units[unit])

    def put(self, at: int, **values: str) -> None:
        with self.store.action("修改") as writes:
            named = {f"{name}:H2": value for name, value in values.items()}
            writes.put(ledger_named("urban_task"), self.tasks[at], SEPTEMBER, named)

    def value(self, at: int, name: str) -> object:
        return task(self.store, self.tasks[at]).values[name]


@pytest.fixture
def case(empty_store: Store) -> Case:
    return Case(empty_store)


def test_a_unit_s_words_become_original_and_first_draft_of_what_is_adopted(case: Case) -> None:
    case.arrive(0, REPORTED, {case.tasks[0]: TEXT})
    assert case.value(0, "original:H2") == case.value(0, "progress:H2") == TEXT
    assert case.value(0, "report_state:H2") == REPORTED
    assert case.value(0, "reported_on:H2") == "2021-09-30"
    assert case.state(0) == REPORTED
    assert case.state(1) == MISSING
    case.store.undo()
    assert case.value(0, "original:H2") is None
    assert case.value(0, "progress:H2") is None
    assert case.state(0) == MISSING


def test_what_the_clerk_edited_stays_when_the_unit_reports_again(case: Case) -> None:
    case.arrive(0, REPORTED, {case.tasks[0]: TEXT})
    case.arrive(0, REPORTED, {case.tasks[0]: "完成调研报告。"})
    assert case.value(0, "progress:H2") == "完成调研报告。"
    case.put(0, progress="调研报告已完成")
    case.arrive(0, REPORTED, {case.tasks[0]: "完成调研报告，已报区政府。"})
    assert case.value(0, "original:H2") == "完成调研报告，已报区政府。"
    assert case.value(0, "progress:H2") == "调研报告已完成"


def test_several_texts_are_kept_under_the_names_of_their_tasks(case: Case) -> None:
    made = case.arrive(1, REPORTED, {case.tasks[1]: "完成 3 公里。", case.tasks[2]: "完成清淤。"})
    (row,) = case.store.view(UNIT_RETURN, SEPTEMBER).rows([made])
    assert row.values["original"] == "推进污水管网建设：完成 3 公里。\n整治黑臭水体：完成清淤。"
    assert row.values["received_time"] == "16:20"
    assert row.values["way"] == "微信"


def test_nothing_new_touches_no_text(case: Case) -> None:
    case.put(1, progress="上次写好的")
    case.arrive(1, NOTHING_NEW, {})
    assert case.value(1, "progress:H2") == "上次写好的"
    assert case.value(2, "original:H2") is None
    assert case.value(2, "report_state:H2") == NOTHING_NEW
    assert case.state(1) == NOTHING_NEW


def test_a_late_return_taken_into_this_period_is_marked(case: Case) -> None:
    case.arrive(0, LATE, {case.tasks[0]: TEXT}, treatment=INTO_THIS_PERIOD)
    assert case.value(0, "report_state:H2") == LATE
    assert case.value(0, "original:H2") == TEXT
    assert case.state(0) == LATE


def test_a_late_return_for_the_next_period_waits_there_and_leaves_this_one_alone(case: Case) -> None:
    made = case.arrive(0, LATE, {case.tasks[0]: TEXT}, treatment=INTO_NEXT_PERIOD)
    assert case.value(0, "original:H2") is None
    assert case.state(0) == MISSING
    ahead = task(case.store, case.tasks[0], OCTOBER).values
    assert ahead["original:H1"] == f"（9月下半月迟报，计入本期）{TEXT}"
    assert ahead["report_state:H1"] == MISSING
    assert ahead["progress:H1"] is None
    case.arrive(0, LATE, {case.tasks[0]: "另有补充。"}, treatment=INTO_NEXT_PERIOD)
    ahead = task(case.store, case.tasks[0], OCTOBER).values
    assert str(ahead["original:H1"]).count("（9月下半月迟报，计入本期）") == 2
    (row,) = case.store.view(UNIT_RETURN, SEPTEMBER).rows([made])
    assert row.values["original"] == TEXT
    assert row.values["treatment"] == INTO_NEXT_PERIOD


def test_a_unit_without_tasks_has_its_words_in_the_register(case: Case) -> None:
    with case.store.action("登记单位") as writes:
        unit = writes.insert(
            ledger_named("responsible_unit"), {"serial": 60, "name": "浈江区司法局", "short_name": "区司法局"}
        )
    arrival = Arrival(unit, REPORTED, "电话", DAY, "", {0: "已开展普法宣传。"})
    with case.store.action("登记已报") as writes:
        made = register_arrival(writes, case.store, case.info, arrival, ())
    (row,) = case.store.view(UNIT_RETURN, SEPTEMBER).rows([made])
    assert row.values["original"] == "已开展普法宣传。"
    assert next(one.state for one in standings(case.store, case.info) if one.unit == unit) == REPORTED


def test_scans_are_kept_with_the_return(case: Case, tmp_path: Path) -> None:
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    kept = keep_file(case.store.path, scan)
    made = case.arrive(0, REPORTED, {case.tasks[0]: TEXT}, files=(kept,))
    (listed,) = attachments_of(case.store, UNIT_RETURN, made)
    (row,) = case.store.view(ATTACHMENT, SEPTEMBER).rows([listed])
    assert row.values["name"] == "盖章件.pdf"
    assert find_file(case.store.path, kept.digest) is not None
    case.store.undo()
    assert attachments_of(case.store, UNIT_RETURN, made) == []


def test_what_is_sent_back_is_missing_again_with_its_reasons(case: Case) -> None:
    made = case.arrive(0, REPORTED, {case.tasks[0]: TEXT})
    with case.store.action("退回修改") as writes:
        same = send_back(writes, case.store, case.info, case.units[0], "与上期相同", made, (case.tasks[0],))
    assert same == made
    assert case.state(0) == SENT_BACK
    assert case.value(0, "report_state:H2") == SENT_BACK
    assert case.value(0, "original:H2") == TEXT
    (row,) = case.store.view(UNIT_RETURN, SEPTEMBER).rows([made])
    assert row.values["reasons"] == "与上期相同"
    with case.store.action("退回修改") as writes:
        send_back(writes, case.store, case.info, case.units[1], "缺第2项", None, (case.tasks[1],))
    assert case.state(1) == SENT_BACK


def test_chasing_is_kept_with_time_way_and_words(case: Case) -> None:
    at = datetime.datetime(2021, 9, 30, 10, 5)
    with case.store.action("登记催报") as writes:
        made = record_chase(
            writes, case.store, case.info, case.units[1:], "电话", at, words="请报送", answer="下午报"
        )
    (row,) = case.store.view(CHASE_RECORD, SEPTEMBER).rows([made])
    assert linked_ids(row.values["units"]) == case.units[1:]
    assert (row.values["chased_on"], row.values["chased_at"]) == ("2021-09-30", "10:05")
    assert (row.values["words"], row.values["answer"]) == ("请报送", "下午报")
    assert [bool(one.chased) for one in standings(case.store, case.info)] == [False, True, True]


def test_a_state_keeps_its_day_and_going_back_takes_later_days_back(case: Case) -> None:
    for state in (COLLECTED, SUBMITTED):
        with case.store.action(state) as writes:
            move(writes, case.info, state, DAY)
    assert found(case.store).state == SUBMITTED
    assert found(case.store).text("submitted_on") == "2021-09-30"
    with case.store.action("退回") as writes:
        move(writes, case.info, COLLECTED, DAY + datetime.timedelta(days=1))
    back = found(case.store)
    assert (back.state, back.text("collected_on"), back.text("submitted_on")) == (COLLECTED, "2021-10-01", "")
    with case.store.action("退回") as writes:
        move(writes, case.info, COLLECTING, DAY)
    assert found(case.store).text("collected_on") == ""
    with case.store.action("定稿") as writes:
        move(writes, case.info, CLOSED, DAY)
    assert found(case.store).text("closed_on") == "2021-09-30"


def test_adopting_takes_originals_where_nothing_was_written(case: Case) -> None:
    case.arrive(1, REPORTED, {case.tasks[1]: TEXT})
    case.put(1, progress="自己写的")
    case.put(3, original="镇里报来", report_state=REPORTED)
    case.arrive(0, NOTHING_NEW, {})
    rows = [task(case.store, one) for one in case.tasks]
    with case.store.action("汇总采用") as writes:
        taken = adopt(writes, case.info, rows)
    assert taken == 1
    assert case.value(1, "progress:H2") == "自己写的"
    assert case.value(3, "progress:H2") == "镇里报来"
    assert case.value(3, "report_state:H2") == "已采用"
    assert case.value(0, "progress:H2") is None
    assert case.value(0, "report_state:H2") == NOTHING_NEW


def test_a_month_s_report_has_one_text_that_the_unit_fills() -> None:
    month = ReportPeriod(SEPTEMBER)
    field = text_field(KEY_PROJECT, month)
    assert field is not None
    assert field.name == "physical_progress"
    assert adopted_field(KEY_PROJECT, month) is None
    half = adopted_field(ledger_named("urban_task"), SECOND_HALF)
    assert half is not None
    assert half.name == "progress:H2"
