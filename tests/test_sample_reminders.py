"""What a careful clerk would be told of the sample on four days, days off included."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.cli.opening import month_for
from fgj_desktop.cli.sample import build_sample
from fgj_desktop.rules import RULES
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, due_word
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("sample") / "s.fgj"
    build_sample(path)
    with Store.open(path, RULES, read_only=True) as store:
        yield store


def told(store: Store, today: str) -> list[Reminder]:
    day = datetime.date.fromisoformat(today)
    return reminders_of(store, month_for(store, None, day), day)


def titles(found: list[Reminder], kind: Kind) -> list[str]:
    return [one.title for one in found if one.kind is kind]


DAYS = ("2021-09-14", "2021-09-30", "2021-10-29", "2021-11-29")
CLERKS_TABLE = {
    # Three rounds of half a month a day; before the holidays also the two reports due within them, on 6 October.
    "report_due": [3, 5, 3, 3],
    # Of October nobody has reported by 8 November.
    "not_reported": [0, 0, 0, 1],
    "two_months_red": [11, 9, 9, 9],
    "behind": [5, 4, 4, 4],
    "started_without_investment": [2, 2, 2, 2],
    "started_not_listed": [1, 1, 1, 1],
    "invested_not_listed": [3, 3, 3, 3],
    "bond_not_started": [3, 3, 3, 3],
    "bond_overpaid": [1, 1, 1, 1],
    "bond_without_code": [0, 3, 3, 3],
    # Nothing in the reserve has moved since September.
    "bond_stuck": [0, 0, 9, 9],
    # From 45 days before the end of October on.
    "bond_not_passed": [0, 1, 1, 1],
    "task": [0, 1, 3, 7],
    # What is late of a village is one reminder, every step that is due within 15 days its own.
    "village_step": [3, 8, 9, 6],
    "problem": [0, 3, 6, 7],
    "decision": [1, 2, 5, 5],
    "letter": [1, 1, 1, 1],
    "consultation": [0, 1, 1, 1],
    "matter": [0, 0, 2, 3],
    "assessment": [0, 5, 5, 5],
}
"""How many of each kind are brought up on each of the days."""


@pytest.mark.parametrize(
    ("today", "reports"),
    [
        (
            "2021-09-14",
            [
                "新型城镇化半月进展（8月上半月）2 个单位未报",
                "新型城镇化半月进展（8月下半月）1 个单位未报",
                "新型城镇化半月进展（9月上半月）11 个单位未报",
            ],
        ),
        (
            "2021-09-30",
            [
                "新型城镇化半月进展（8月下半月）1 个单位未报",
                "新型城镇化半月进展（9月上半月）11 个单位未报",
                "新型城镇化半月进展（9月下半月）11 个单位未报",
                "省市重点项目月报应于10月6日前报送",
                "前期预备项目季报应于10月6日前报送",
            ],
        ),
        (
            "2021-10-29",
            [
                "新型城镇化半月进展（9月下半月）11 个单位未报",
                "新型城镇化半月进展（10月上半月）11 个单位未报",
                "新型城镇化半月进展（10月下半月）11 个单位未报",
            ],
        ),
        (
            "2021-11-29",
            [
                "新型城镇化半月进展（10月下半月）11 个单位未报",
                "新型城镇化半月进展（11月上半月）11 个单位未报",
                "新型城镇化半月进展（11月下半月）11 个单位未报",
            ],
        ),
    ],
)
def test_the_rounds_that_units_owe(store: Store, today: str, reports: list[str]) -> None:
    assert titles(told(store, today), Kind.REPORT_DUE) == reports


def test_the_monthly_report_to_the_city_is_brought_up_before_the_sixth(store: Store) -> None:
    found = told(store, "2021-10-04")
    assert titles(found, Kind.REPORT_DUE)[-2:] == [
        "省市重点项目月报应于10月6日前报送",
        "前期预备项目季报应于10月6日前报送",
    ]


def test_the_sunday_of_the_seed_stays_under_no_adjustment(store: Store) -> None:
    found = next(
        one for one in told(store, "2021-08-14") if one.kind is Kind.REPORT_DUE and "8月上半月" in one.title
    )
    assert found.due == datetime.date(2021, 8, 15)
    assert found.due.weekday() == 6
    assert found.detail.startswith("应于8月15日前报送（当日为休息日）。")


def test_the_command_tells_everything_a_careful_clerk_has_to_chase(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    table = {}
    for today in DAYS:
        assert main(["reminders", str(store.path), "--today", today, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        table[today] = (answer["as_of"], Counter(one["kind"] for one in answer["reminders"]))
    assert [table[today][0] for today in DAYS] == ["2021-08-31", "2021-09-30", "2021-09-30", "2021-09-30"]
    counted = {kind: [table[today][1][kind] for today in DAYS] for kind in CLERKS_TABLE}
    assert counted == CLERKS_TABLE
    assert {kind for today in DAYS for kind in table[today][1]} == set(CLERKS_TABLE)


def test_three_bonds_of_2021_have_not_begun_on_every_day(store: Store) -> None:
    for today in DAYS:
        names = titles(told(store, today), Kind.BOND_NOT_STARTED)
        assert [name.partition("（2021")[0] for name in names] == [
            "浈江区学前教育补短板项目（一期）",
            "韶关高新区韶冶片区基础设施建设项目",
            "浈江区古驿道保护和利用项目",
        ]


@pytest.mark.parametrize(
    ("today", "count", "urgency"),
    [("2021-09-14", 0, None), ("2021-09-30", 27, Urgency.MIDDLE), ("2021-10-29", 27, Urgency.HIGH)],
)
def test_reserves_are_brought_up_before_the_end_of_october(
    store: Store, today: str, count: int, urgency: Urgency | None
) -> None:
    found = [one for one in told(store, today) if one.kind is Kind.BOND_NOT_PASSED]
    assert sum(len(one.records) for one in found) == count
    assert {one.urgency for one in found} == ({urgency} if urgency else set())


@pytest.mark.parametrize(
    ("today", "overdue", "soon"), [("2021-09-14", 0, 3), ("2021-10-29", 14, 6), ("2021-11-29", 29, 3)]
)
def test_village_steps_come_up_in_time_what_is_late_once_a_village(
    store: Store, today: str, overdue: int, soon: int
) -> None:
    day = datetime.date.fromisoformat(today)
    steps = [one for one in told(store, today) if one.kind is Kind.VILLAGE_STEP]
    late = [one for one in steps if one.due is not None and one.due < day]
    assert (sum(len(one.records) for one in late), len(steps) - len(late)) == (overdue, soon)
    assert len(late) == (3 if overdue else 0)


def test_what_is_due_today_says_so(store: Store) -> None:
    found = [
        one
        for one in told(store, "2021-09-30")
        if due_word(one.due, datetime.date(2021, 9, 30)) == "今日到期"
    ]
    assert any("9月底前完成10千伏线路迁改" in one.title for one in found)


def test_a_settled_matter_is_not_brought_up(store: Store) -> None:
    for today in DAYS:
        said = [one.title for one in told(store, today)]
        assert not any("冷链物流园用地手续报市局" in title for title in said)
        assert not any("备案证已变更" in title for title in said)


def test_nobody_is_asked_to_report_more_investment_and_staff_are_left_in_peace(store: Store) -> None:
    for today in DAYS:
        for one in told(store, today):
            assert "补报" not in one.title + one.detail
            assert one.ledger != "staff_household_transfer"


def test_the_worst_come_first_and_keys_are_unique(store: Store) -> None:
    for today in DAYS:
        found = told(store, today)
        assert [one.urgency for one in found] == sorted(one.urgency for one in found)
        assert len({one.key for one in found}) == len(found)


def test_without_any_data_only_the_bureau_s_own_reports_come_up(tmp_path: Path) -> None:
    with Store.create(tmp_path / "空.fgj", RULES) as empty:
        assert {one.kind for one in told(empty, "2021-10-05")} == {Kind.REPORT_DUE}
