from __future__ import annotations

from fractions import Fraction

import pytest

from fgj_desktop.rules.phrases import points_text, schedule_phrase


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
