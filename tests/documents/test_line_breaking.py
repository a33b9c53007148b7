from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.documents.line_breaking import break_lines, text_width, widest_word
from tests.documents.counted import ADVANCES

NEVER_FIRST = "，。；：）」、％！？》】"
NEVER_LAST = "（「《【"
SOME_TEXT = st.text(alphabet="新建道路公里，。；：）（「」、％ 　12a-.\n", max_size=80)


def lines(text: str, width: float) -> tuple[str, ...]:
    return break_lines(text, width, ADVANCES)


def test_a_text_that_fits_is_one_line() -> None:
    assert lines("新建道路", 4) == ("新建道路",)


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines("", 5) == ("",)


def test_closing_punctuation_takes_the_character_before_it_to_the_next_line() -> None:
    assert lines("新建道路，配套管网", 4) == ("新建道", "路，配套", "管网")


def test_an_opening_bracket_goes_to_the_next_line() -> None:
    assert lines("投资额（纳统）", 4) == ("投资额", "（纳统）")


def test_a_number_or_a_word_stays_whole() -> None:
    assert lines("面积29200平方米", 4) == ("面积", "29200平", "方米")
    assert lines("引进ABC设备", 3) == ("引进", "ABC设", "备")


def test_a_code_wider_than_the_column_breaks_behind_a_hyphen() -> None:
    assert lines("2018-440204-83-03-846312", 6) == ("2018-440204-", "83-03-846312")


def test_a_word_wider_than_the_column_without_hyphens_is_cut() -> None:
    assert lines("ABCDEFGH", 2) == ("ABCD", "EFGH")


def test_breaks_in_the_text_are_kept() -> None:
    assert lines("区教育局\n\n区水务局", 9) == ("区教育局", "", "区水务局")


def test_the_hyphen_of_a_range_of_months_stays_with_the_month_and_a_minus_with_its_number() -> None:
    assert lines("2020年5月-2021年12月", 5) == ("2020年5月-", "2021年12月")
    assert lines("同比增长-19.1%", 5) == ("同比增长", "-19.1%")


def test_spaces_hang_over_the_end_of_a_line() -> None:
    assert lines("分管 副区长", 2) == ("分管", "副区", "长")


def test_a_space_before_a_mark_or_after_a_bracket_does_not_part_them() -> None:
    assert lines("新建道路 ，配套", 4) == ("新建道", "路 ，配", "套")
    assert lines("投资额（ 纳统", 4) == ("投资额", "（ 纳统")


def test_the_widest_word_counts_codes_but_not_chinese() -> None:
    assert widest_word("代码2018-44，已办", ADVANCES) == pytest.approx(3.5)
    assert widest_word("已办结", ADVANCES) == 0


@given(SOME_TEXT, st.floats(min_value=1, max_value=30))
def test_no_line_is_wider_than_the_column(text: str, width: float) -> None:
    assert all(text_width(line, ADVANCES) <= width + 1e-6 for line in lines(text, width))


@given(SOME_TEXT, st.floats(min_value=1, max_value=30))
def test_nothing_but_white_space_is_left_out(text: str, width: float) -> None:
    assert "".join("".join(lines(text, width)).split()) == "".join(text.split())


@given(
    st.lists(st.sampled_from(["新", "路", "，", "（公", "里）", "12", " "]), max_size=40), st.integers(6, 30)
)
def test_no_line_begins_or_ends_with_the_wrong_mark(parts: list[str], width: int) -> None:
    text = "建" + "".join(parts)
    if "，，，" in text or "（公（公（公" in text:
        return  # a run of marks as wide as the column cannot be kept together
    broken = lines(text, width)
    assert all(line[0] not in NEVER_FIRST for line in broken[1:] if line)
    assert all(line[-1] not in NEVER_LAST for line in broken[:-1] if line)
