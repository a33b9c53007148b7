from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.rules.phrases import (
    VERDICTS,
    amount_change,
    named,
    points_text,
    quarter_words,
    rate_change,
    rate_direction,
    rate_words,
    schedule_phrase,
    schedule_word,
    until_words,
    verdict_problem,
    verdicts_of,
)


@pytest.mark.parametrize(
    ("points", "phrase"),
    [
        ("5", "快于时间进度5个百分点"),
        ("13.83", "快于时间进度13.83个百分点"),
        ("4.999", "达到时间进度"),
        ("0", "达到时间进度"),
        ("-0.001", "略低于时间进度"),
        ("-5", "略低于时间进度"),
        ("-9", "低于时间进度9个百分点"),
        ("-15", "低于时间进度15个百分点"),
        ("-29.5342", "较时间进度滞后29.53个百分点"),
        ("-30", "较时间进度滞后30个百分点"),
        ("-32.861", "严重滞后于时间进度，差32.86个百分点"),
    ],
)
def test_the_words_follow_the_unrounded_gap(points: str, phrase: str) -> None:
    assert schedule_phrase(Fraction(points) / 100) == phrase


def test_points_have_no_needless_zeros() -> None:
    assert [points_text(Fraction(one) / 100) for one in ("-39.1", "10", "0.005")] == ["39.1", "10", "0.01"]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("-19.1", "-25.9", "降幅收窄6.8个百分点"),
        ("-25.9", "-24.6", "降幅扩大1.3个百分点"),
        ("3.5", "2.25", "增速加快1.25个百分点"),
        ("2.25", "3.5", "增速回落1.25个百分点"),
        ("1", "-0.5", "由负转正"),
        ("0", "-0.5", "由负转正"),
        ("-0.5", "1", "由正转负"),
        ("-3", "-3", "降幅持平"),
        ("3", "3", "增速持平"),
        ("3.001", "3", "增速持平"),
    ],
)
def test_a_rate_moves_in_official_words(now: str, before: str, words: str) -> None:
    assert rate_change(Fraction(now) / 100, Fraction(before) / 100) == words


@given(now=st.fractions(-2, 2), before=st.fractions(-2, 2))
def test_a_better_rate_is_never_told_as_a_worse_one(now: Fraction, before: Fraction) -> None:
    better, worse = {"降幅收窄", "由负转正", "增速加快"}, {"降幅扩大", "由正转负", "增速回落"}
    said = rate_direction(now, before)
    assert said in (better if now > before else worse if now < before else {"降幅持平", "增速持平"})


def test_a_rate_is_told_with_its_direction_and_never_as_negative_growth() -> None:
    assert rate_words(Fraction(-191, 1000), "19.1") == "下降19.1%"
    assert rate_words(Fraction(597, 1000), "59.7") == "增长59.7%"
    assert rate_words(Fraction(1, 100000), "0.00") == "持平"


def test_amounts_go_up_down_or_stay() -> None:
    assert [amount_change(now, 2) for now in (3, 1, 2)] == ["增加", "减少", "持平"]


def test_the_last_day_of_a_month_is_its_end_and_never_a_cut_off() -> None:
    assert until_words(datetime.date(2021, 9, 30)) == "截至9月底"
    assert until_words(datetime.date(2021, 9, 15), with_year=True) == "截至2021年9月15日"


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [named(one) for one in ([], ["甲"], ["甲", "乙"], ["甲", "乙", "丙"])] == [
        "",
        "甲",
        "甲和乙",
        "甲、乙和丙",
    ]
    assert named(["甲", "乙", "丙"], 2) == "甲、乙等3个"
    assert quarter_words(3) == "三季度"


@pytest.mark.parametrize(
    ("points", "word"),
    [("5", "快于时间进度"), ("-5", "略低于时间进度"), ("-15", "低于时间进度"), ("-31", "严重滞后于时间进度")],
)
def test_the_verdict_can_be_told_without_its_number(points: str, word: str) -> None:
    assert schedule_word(Fraction(points) / 100) == word


def test_the_clerk_s_own_verdicts_stand_in_the_place_of_ours() -> None:
    verdicts = verdicts_of(["", "按时间进度推进", "略慢", "", "", "明显滞后，差{差}"])
    said = [schedule_phrase(Fraction(one, 100), verdicts) for one in (9, 2, -3, -40)]
    assert said == ["快于时间进度9个百分点", "按时间进度推进", "略慢", "明显滞后，差40个百分点"]
    assert schedule_word(Fraction(-40, 100), verdicts) == "明显滞后"


@pytest.mark.parametrize("kept", [None, "x", {}, [], [None], ["{", "{差}{差}", "{名}"]])
def test_what_cannot_be_read_leaves_the_words_as_they_are(kept: object) -> None:
    assert verdicts_of(kept)[0].words == "快于时间进度{差}"
    assert [one.words for one in verdicts_of(kept)][3:] == [one.words for one in VERDICTS][3:]


def test_a_verdict_may_name_the_points_once() -> None:
    assert verdict_problem("差{差}") == ""
    assert "花括号" in verdict_problem("差{差}，{差}")
    assert "花括号" in verdict_problem("差{百分点}")
