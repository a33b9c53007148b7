"""Which columns are shown and in which order: laws of every change, and what was kept by other versions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.models.arrangement import Arrangement

KEY = ledger_named("key_project")
USUAL = Arrangement.usual(KEY)
NAMES = st.sampled_from(USUAL.order)


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    made = USUAL
    for _ in range(draw(st.integers(0, 8))):
        name, other = draw(NAMES), draw(st.sampled_from(made.shown))
        change = draw(st.sampled_from(("hide", "show", "move", "end", "step", "freeze")))
        if change == "hide" and len(made.shown) > 2:
            made = made.hiding([other])
        elif change == "show":
            made = made.showing([name])
        elif change == "move":
            made = made.moving(draw(st.sampled_from(made.shown)), other)
        elif change == "end":
            made = made.moving(other, None)
        elif change == "step":
            made = made.stepping(other, draw(st.sampled_from((-1, 1))))
        else:
            made = made.freezing(draw(st.integers(0, 9)))
    return made


@given(arrangements())
def test_no_column_is_lost_or_doubled_and_what_is_kept_reads_the_same(made: Arrangement) -> None:
    assert sorted(made.order) == sorted(USUAL.order)
    assert 0 <= made.frozen <= len(made.shown)
    visible = replace(made, hidden=made.hidden - {KEY.name_column}) if "name" in made.hidden else made
    assert Arrangement.read(KEY, visible.kept()) == visible


@given(arrangements(), st.data())
def test_a_column_moved_stands_before_the_other(made: Arrangement, data: st.DataObject) -> None:
    name, before = data.draw(st.sampled_from(made.shown)), data.draw(st.sampled_from(made.shown))
    moved = made.moving(name, before).shown
    if name != before:
        assert moved.index(name) == moved.index(before) - 1
    assert [one for one in moved if one != name] == [one for one in made.shown if one != name]


@given(arrangements(), st.data())
def test_the_others_that_stay_in_view_still_do(made: Arrangement, data: st.DataObject) -> None:
    frozen = made.shown[: made.frozen]
    name = data.draw(st.sampled_from(made.shown))
    for changed in (made.hiding([name]), made.showing(USUAL.order), made.moving(name, None)):
        assert {*frozen} - {name} <= {*changed.shown[: changed.frozen]}


def test_a_step_past_the_edge_changes_nothing() -> None:
    assert USUAL.stepping(USUAL.shown[0], -1) == USUAL
    assert USUAL.stepping(USUAL.shown[-1], 1) == USUAL
    assert USUAL.stepping("serial", 1).shown[:3] == ("light", "name", "serial")


def test_columns_dropped_and_added_by_a_later_version_find_their_place() -> None:
    older = [name for name in USUAL.order if name not in ("level", "explanation")]
    kept = {"order": ["gone", *reversed(older)], "hidden": ["gone", "serial"], "frozen": 3}
    read = Arrangement.read(KEY, kept)
    assert sorted(read.order) == sorted(USUAL.order)
    assert read.hidden == {"serial", "explanation"}
    before = USUAL.order[USUAL.order.index("level") - 1]
    assert read.order[read.order.index(before) + 1] == "level"


def test_what_cannot_be_read_is_the_usual_arrangement() -> None:
    for kept in (None, 3, [], {"order": 5, "hidden": "name", "frozen": "x"}):
        assert Arrangement.read(KEY, kept) == USUAL
    assert "name" in Arrangement.read(KEY, {**USUAL.kept(), "hidden": ["name"]}).shown
