"""Every figure has a Chinese name, and is written as documents write it."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from fgj_desktop.ledgers.values import YI
from fgj_desktop.rules.figure import Figure
from fgj_desktop.rules.figure_list import FIGURES
from fgj_desktop.rules.figure_names import BY_NAME, FIGURE_NAMES, Decimals, Form, figure_text
from fgj_desktop.rules.figures_projects import PROJECT_FIGURES
from fgj_desktop.rules.shown import Exact, Unit


def figure(value: Exact, unit: Unit, decimals: int = 2, names: tuple[str, ...] = ()) -> Figure:
    day = datetime.date(2021, 9, 30)
    return Figure(
        "x", "某数", value, unit, day, "", "key_project", tuple(range(len(names))), names, decimals=decimals
    )


def test_every_figure_has_a_name_and_no_name_is_given_twice() -> None:
    assert {one.figure for one in FIGURE_NAMES} == {rule.id for rule in (*FIGURES, *PROJECT_FIGURES)}
    assert len(BY_NAME) == len(FIGURE_NAMES)


def test_names_can_be_typed_into_a_template() -> None:
    for one in FIGURE_NAMES:
        assert all(part.isidentifier() for part in one.name.split(".")), one.name


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2024 * YI // 100, "亿元", "20.24"),
        (32070 * YI // 100, "亿元", "320.7"),
        (68 * YI, "亿元", "68"),
        (0, "亿元", "0"),
        (Fraction(2024, 4803), "%", "42.14%"),
        (Fraction(-3286, 10000), "百分点", "-32.86"),
        (48, "个", "48"),
        (None, "亿元", "—"),
    ],
)
def test_a_number_is_written_without_its_unit(value: Exact, unit: Unit, text: str) -> None:
    assert figure_text(figure(value, unit)) == text


def test_one_setting_keeps_the_zeros_or_fewer_decimals() -> None:
    amount = figure(3207 * YI // 10, "亿元")
    assert figure_text(amount) == "320.7"
    assert figure_text(amount, decimals=Decimals(zeros=True)) == "320.70"
    assert figure_text(figure(Fraction(1, 3), "%"), decimals=Decimals(1)) == "33.3%"
    # Growth is published with one decimal: more are not made up.
    assert figure_text(figure(Fraction(-191, 1000), "%", 1), decimals=Decimals(zeros=True)) == "-19.1%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-191, 1000), "下降19.1%"),
        (Fraction(597, 1000), "增长59.7%"),
        (0, "持平"),
        (Fraction(1, 10000), "持平"),
        (None, "—"),
    ],
)
def test_growth_is_said_in_words(value: Exact, text: str) -> None:
    assert figure_text(figure(value, "%", 1), Form.GROWTH) == text


def test_a_gap_is_said_as_a_verdict_or_by_its_size() -> None:
    gap = figure(Fraction(-3286, 10000), "百分点")
    assert figure_text(gap, Form.VERDICT) == "严重滞后于时间进度，差32.86个百分点"
    assert figure_text(gap, Form.POINTS) == "32.86"


def test_names_are_joined_and_none_is_said() -> None:
    assert figure_text(figure(2, "个", names=("甲", "乙")), Form.NAMES) == "甲、乙"
    assert figure_text(figure(0, "个"), Form.NAMES) == "无"
