"""曾用名 with the month and basis of each renaming: what a record was called when."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.former_names import former_in, former_words, name_in, with_former_name
from fgj_desktop.ledgers.period import Month

MARCH, JUNE, SEPTEMBER = Month(2021, 3), Month(2021, 6), Month(2022, 9)

names = st.text("甲乙丙丁项目工程一期、/，（）", min_size=1, max_size=8)
months = st.builds(Month, st.integers(2020, 2023), st.integers(1, 12))


def test_a_renaming_is_kept_with_month_and_basis() -> None:
    once = with_former_name(None, "甲项目", JUNE, "区发改（2021）9号")
    assert once == "甲项目（2021年6月更名：区发改〔2021〕9号）"
    assert with_former_name(once, "乙项目", SEPTEMBER) == f"{once}\n乙项目（2022年9月更名）"


def test_what_a_record_was_called_when() -> None:
    former = with_former_name(with_former_name("老名称", "甲项目", JUNE), "乙项目", SEPTEMBER)
    called = {month: name_in("丙项目", former, month) for month in (MARCH, JUNE, Month(2022, 8), SEPTEMBER)}
    assert called == {MARCH: "甲项目", JUNE: "乙项目", Month(2022, 8): "乙项目", SEPTEMBER: "丙项目"}
    assert former_in(former, MARCH) == "老名称"
    assert former_in(former, JUNE) == "老名称\n甲项目（2021年6月更名）"
    assert former_in(former, SEPTEMBER) == former
    assert former_words(f"{former}、又一名称") == ["甲项目", "乙项目", "老名称", "又一名称"]
    assert name_in("丙项目", "老名称、更老的名称", MARCH) == "丙项目"


def test_a_renaming_entered_for_a_month_before_another_leaves_earlier_months_alone() -> None:
    former = with_former_name(with_former_name(None, "甲项目", SEPTEMBER), "乙项目", JUNE)
    assert [name_in("丙项目", former, month) for month in (MARCH, JUNE, SEPTEMBER)] == [
        "甲项目",
        "甲项目",
        "丙项目",
    ]


@given(
    st.lists(names, min_size=2, max_size=5, unique=True),
    st.text(max_size=12),
    st.sets(months, min_size=4),
    months,
)
def test_every_old_name_is_a_word_of_its_own_and_stands_until_its_month(
    called: list[str], basis: str, turns: set[Month], asked: Month
) -> None:
    former, at = None, sorted(turns)[: len(called) - 1]
    for name, month in zip(called, at, strict=False):
        former = with_former_name(former, name, month, basis)
    done = len(at)
    assert former_words(former or "") == called[:done]
    assert name_in(called[done], former, asked) == called[sum(month <= asked for month in at)]
