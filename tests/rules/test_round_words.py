"""What is said to units in a round."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from fgj_desktop.rules.round_words import chase_words, chased_words, deadline_words, is_late, subject_words
from fgj_desktop.rules.rounds import RoundInfo
from fgj_desktop.store.store import Store
from tests.round_tools import begin, fill
from tests.sample_store import clock, empty_store

__all__ = ["clock", "empty_store"]
DAY = datetime.date(2021, 9, 30)
BEFORE, AFTER = datetime.datetime(2021, 9, 30, 10, 20), datetime.datetime(2021, 9, 30, 17, 1)


@pytest.fixture
def info(empty_store: Store) -> RoundInfo:
    fill(empty_store)
    return begin(empty_store, deadline="2021-09-30", contact="区发改局", telephone="0751-0000000")


def without(info: RoundInfo, *columns: str) -> RoundInfo:
    return replace(info, values={name: info.values[name] for name in info.values if name not in columns})


def test_the_words_name_report_day_units_and_contact(info: RoundInfo) -> None:
    assert chase_words(info, ["区教育局", "乐园镇"], BEFORE) == (
        "【催报】请尚未报送新型城镇化工作进展（9月下半月）的单位于9月30日17:00前报送：区教育局、乐园镇。"
        "联系人：区发改局，电话：0751-0000000。如无新进展，请回复“零报告”。"
    )


def test_behind_the_deadline_the_words_say_that_it_has_passed(info: RoundInfo) -> None:
    words = chase_words(info, ["乐园镇"], AFTER)
    assert "应于9月30日17:00前报送，请尚未报送的单位尽快报送：乐园镇。" in words


def test_what_is_not_known_is_not_said(info: RoundInfo) -> None:
    bare = without(info, "deadline", "contact", "telephone")
    assert chase_words(bare, ["乐园镇"], BEFORE) == (
        "【催报】请尚未报送新型城镇化工作进展（9月下半月）的单位尽快报送：乐园镇。"
        "如无新进展，请回复“零报告”。"
    )
    assert deadline_words(bare) == ""
    assert "电话" not in chase_words(without(info, "telephone"), ["乐园镇"], BEFORE)


def test_nobody_is_chased_when_all_have_reported(info: RoundInfo) -> None:
    assert chase_words(info, [], BEFORE) == ""


def test_a_subject_of_its_own_stays_as_it_is(info: RoundInfo) -> None:
    own = replace(info, values={**info.values, "rule_title": "重点项目月报"})
    assert subject_words(own) == "重点项目进展（9月下半月）"
    own = replace(info, values={**info.values, "rule_title": "专班信息"})
    assert subject_words(own) == "专班信息（9月下半月）"


def test_message_33(info: RoundInfo) -> None:
    assert chased_words(["区教育局", "乐园镇"]) == "未报单位 2 个：区教育局、乐园镇。已复制催报文字。"


@pytest.mark.parametrize(
    ("day", "time", "late"),
    [
        (DAY, "17:00", False),
        (DAY, "17:01", True),
        (DAY, "", False),
        (DAY, "下午", False),
        (DAY - datetime.timedelta(days=1), "23:00", False),
        (DAY + datetime.timedelta(days=1), "", True),
    ],
)
def test_what_comes_after_the_minute_is_late(
    info: RoundInfo, day: datetime.date, time: str, late: bool
) -> None:
    assert is_late(info, day, time) is late


def test_without_a_time_the_whole_day_is_in_time_and_without_a_day_everything(info: RoundInfo) -> None:
    assert not is_late(without(info, "deadline_time"), DAY, "23:59")
    assert not is_late(without(info, "deadline"), DAY + datetime.timedelta(days=90), "")
    odd = replace(info, values={**info.values, "deadline_time": "25:70"})
    assert not is_late(odd, DAY, "23:59")
