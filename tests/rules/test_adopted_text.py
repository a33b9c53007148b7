"""采用稿 follows 报送原文 until the clerk edits it; late words say which period they are of."""

from __future__ import annotations

import pytest

from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.adopted_text import follows_original, written_behind


@pytest.mark.parametrize(
    ("adopted", "original", "follows"),
    [
        (None, "甲", True),
        ("", "甲", True),
        ("甲", "甲", True),
        ("甲，已压缩", "甲", False),
        ("甲", None, False),
    ],
)
def test_what_the_clerk_edited_stays(adopted: str | None, original: str | None, follows: bool) -> None:
    assert follows_original(adopted, original) is follows


def test_late_words_stand_behind_what_is_there_and_say_where_they_come_from() -> None:
    period = ReportPeriod.parse("2021-09-H2")
    assert written_behind(period, None, "乙") == "（9月下半月迟报，计入本期）乙"
    assert written_behind(period, "甲", "乙") == "甲\n（9月下半月迟报，计入本期）乙"
