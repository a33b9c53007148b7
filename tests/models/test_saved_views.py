"""Views kept in the ledger file: the same after reopening, and whatever another version has written."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fgj_desktop.ledgers import LEDGERS, ledger_named
from fgj_desktop.models.arrangement import Arrangement
from fgj_desktop.models.chips import ALL, chips_of
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.filter_conditions import can_be_asked
from fgj_desktop.models.ready_views import ready_views
from fgj_desktop.models.saved_views import SavedView, SavedViews, read_view, ready, write_view
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import ColumnFilter, How, Order
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER

KEY = ledger_named("key_project")
NAMES = st.sampled_from([field.name for field in KEY.fields])
VALUES = (
    st.none()
    | st.integers(-(2**62), 2**62)
    | st.text(max_size=5)
    | st.floats(allow_nan=False, allow_infinity=False)
)
COUNTS = {"blank": 0, "filled": 0, "this_month": 0, "this_year": 0, "between": 2, "dated": 2}


@st.composite
def column_filters(draw: st.DrawFn) -> ColumnFilter:
    how: How = draw(st.sampled_from(get_args(How)))
    size = COUNTS.get(how, 1)
    listed = how in ("picked", "left_out")
    values = draw(st.lists(VALUES, min_size=0 if listed else size, max_size=4 if listed else size))
    return ColumnFilter(
        draw(NAMES), how, tuple(values), tuple(draw(st.lists(st.text(max_size=5), max_size=2)))
    )


@st.composite
def views(draw: st.DrawFn) -> SavedView:
    choice = Choice(
        draw(st.sampled_from(chips_of("key_project"))),
        draw(st.text(max_size=5)),
        order=tuple(Order(name, draw(st.booleans())) for name in draw(st.lists(NAMES, max_size=3))),
        group=draw(st.none() | NAMES),
    )
    for one in draw(st.lists(column_filters(), max_size=3)):
        # What cannot be asked of a column is left out: a view never holds it.
        choice = choice.with_column(one) if can_be_asked(KEY.fields_by_name[one.field], one) else choice
    arrangement = Arrangement.usual(KEY).hiding([draw(NAMES.filter(lambda name: name != "name"))])
    return SavedView(
        draw(st.text(min_size=1, max_size=8)), choice, arrangement, {"name": draw(st.floats(1, 99))}
    )


@given(views())
def test_a_view_reads_as_it_was_written(view: SavedView) -> None:
    assert read_view(KEY, json.loads(json.dumps(write_view(view)))) == view


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["field", "how", "values", "order", "x"]), inner)
    ),
    max_leaves=8,
)


@given(kept=st.dictionaries(st.sampled_from([*write_view(SavedView("x", Choice())), "later"]), JSON) | JSON)
def test_anything_that_was_kept_gives_a_view_or_none(kept: object) -> None:
    view = read_view(KEY, kept)
    assert view is None or view.name


@given(column_filters())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_filter_that_was_kept_can_be_applied_or_is_left_out(store: Store, wanted: ColumnFilter) -> None:
    written = write_view(SavedView("甲", Choice().with_column(wanted)))
    view = read_view(KEY, json.loads(json.dumps(written)))
    assert view is not None
    store.view(KEY, SEPTEMBER).ids(view.choice.filters())


def test_what_a_later_version_wrote_is_left_out_and_kept(store: Store) -> None:
    later = {
        "version": 9,
        "name": "以后的",
        "colour": "red",
        "chip": "no_such_chip",
        "filters": [
            {"field": "gone", "how": "picked", "values": [1]},
            {"field": "name", "how": "sounds_like", "values": ["x"]},
            {"field": "name", "how": "contains", "values": ["镇"], "more": 1},
        ],
        "order": [{"field": "gone"}, {"field": "annual_plan", "descending": True}],
        "group": "gone",
    }
    saved = SavedViews(store.settings, KEY)
    saved.put([later, "nothing"])
    (view,) = saved.all()
    assert view.choice == Choice(
        columns=(ColumnFilter("name", "contains", ("镇",)),), order=(Order("annual_plan", descending=True),)
    )
    saved.save(SavedView("我的", Choice()))
    saved.rename("以后的", "改了名")
    assert saved.kept()[0] == {**later, "name": "改了名"}
    assert [one.name for one in saved.all()] == ["改了名", "我的"]


def test_views_are_there_after_reopening_in_the_order_saved(store: Store) -> None:
    saved = SavedViews(store.settings, KEY)
    unit = next(iter(store.links().labels("responsible_unit")))
    for name in ("乙", "甲"):
        saved.save(SavedView(name, Choice().with_value("responsible_unit", unit)))
    saved.save(SavedView("乙", Choice(ALL, "lyz")))
    SavedViews(store.settings, ledger_named("bond_reserve")).save(SavedView("债", Choice()))
    store.close()
    with Store.open(store.path, RULES) as again:
        read = SavedViews(again.settings, KEY).all()
        assert [one.name for one in read] == ["乙", "甲"]
        assert read[0].choice.search == "lyz"
        assert len(again.view(KEY, again.months(KEY)[-1]).ids(read[1].choice.filters())) == 1
        assert [one.name for one in SavedViews(again.settings, ledger_named("bond_reserve")).all()] == ["债"]


@pytest.mark.parametrize("ledger", [ledger.name for ledger in LEDGERS])
def test_every_ready_view_names_chips_and_columns_of_its_ledger(ledger: str) -> None:
    declared = ledger_named(ledger)
    chips = {chip.name for chip in chips_of(ledger)}
    for one in ready_views(ledger):
        assert one.chip in chips
        assert {order.field for order in one.order} <= set(declared.fields_by_name)
        assert one.group is None or one.group in declared.fields_by_name
    assert not ready(declared)[0].choice.is_narrowed


def test_the_ready_views_of_key_projects_are_those_of_each_month() -> None:
    assert [one.name for one in ready(KEY)] == ["月报", "落后时间进度", "本月未报", "有投资未入库", "未开工"]
