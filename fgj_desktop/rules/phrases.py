"""Words for a figure: how a completion stands to the time schedule."""

from __future__ import annotations

from fractions import Fraction

from fgj_desktop.ledgers.numbers import percent_text


def points_text(gap: Fraction) -> str:
    """The size of a gap in percentage points without sign, at most two decimals: 「49.25」, 「39.1」, 「9」."""
    return percent_text(abs(gap), 2)[:-1].rstrip("0").rstrip(".")


def schedule_phrase(gap: Fraction) -> str:
    """The verdict on an unrounded gap (a share of the plan); each bound belongs to the milder words."""
    size = points_text(gap)
    if gap >= Fraction(5, 100):
        return f"快于时间进度{size}个百分点"
    if gap >= 0:
        return "达到时间进度"
    if gap >= Fraction(-5, 100):
        return "略低于时间进度"
    if gap >= Fraction(-15, 100):
        return f"低于时间进度{size}个百分点"
    if gap >= Fraction(-30, 100):
        return f"较时间进度滞后{size}个百分点"
    return f"严重滞后于时间进度，差{size}个百分点"
