from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.exchange.matching import Identity, Matcher, duplicates


def matcher(*identities: Identity) -> Matcher:
    made = Matcher("浈江区")
    made.add(identities)
    return made


def test_the_code_counts_before_the_name() -> None:
    known = matcher(Identity(1, "甲项目", "A"), Identity(2, "乙项目", "B"))

    assert known.by_code("甲项目", "B") == 2
    assert known.by_name("甲项目", None) == 1
    assert known.by_name("甲项目", "新码") == 1
    assert known.by_name("甲项目", "B") is None


def test_of_a_code_given_twice_the_name_decides() -> None:
    known = matcher(Identity(1, "甲项目一期", "A"), Identity(2, "甲项目二期", "A"))

    assert known.by_code("甲项目二期", "A") == 2
    assert known.by_code("丙项目", "A") is None


def test_former_names_name_their_project() -> None:
    known = matcher(Identity(1, "新名项目", None, "老名项目、更老的名"))

    assert known.by_name("老名项目", None) == 1
    assert known.by_name("更名后的项目", None, "更老的名") == 1


def test_close_names_are_offered_parts_and_other_towns_are_not() -> None:
    known = matcher(
        Identity(1, "乐园镇中心小学扩建项目", None, None, "乐园镇"),
        Identity(2, "污水处理提升工程（一期）"),
    )

    found = known.similar("乐园镇小学扩建", None, "乐园镇", set())
    assert found is not None
    assert (found.id, found.score >= 0.85) == (1, True)
    assert known.similar("乐园镇小学扩建", None, "花坪镇", set()) is None
    assert known.similar("乐园镇小学扩建", None, "乐园镇", {1}) is None
    assert known.similar("污水处理提升工程（二期）", None, None, set()) is None


def test_two_projects_with_a_code_each_are_never_similar() -> None:
    known = matcher(Identity(1, "乐园镇中心小学扩建项目", "A"))

    assert known.similar("乐园镇中心小学扩建", "B", None, set()) is None


def test_rows_repeat_when_code_and_name_do_not_contradict() -> None:
    keys = [("甲", "A"), ("甲", None), ("甲", "B"), ("乙", "A"), ("甲", "A")]

    assert duplicates(keys) == {1: 0, 4: 0}


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(["A", "B", None]))))
def test_a_repeated_row_points_to_an_earlier_one_that_repeats_nothing(
    keys: list[tuple[str, str | None]],
) -> None:
    found = duplicates(keys)

    assert all(first < later and first not in found for later, first in found.items())
