"""Filters under a title, held to a naive reading of whole rows; the values a title lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.ledgers.values import DASH, Misfit, Value
from fgj_desktop.store.column_conditions import folded, members, text_fits
from fgj_desktop.store.filters import ColumnFilter, How, equals
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, add_unit, new_store

TEXTS = ("contains", "lacks", "equals", "begins", "ends", "finds")
FIELDS = ("name", "sector", "level", "responsible_unit", "supporting_units", "annual_plan", "completion",
          "planned_start", "started", "invested_to_date")  # fmt: skip
DATES = ("2021", "2021-09", "2021-09-15", "2021-H2", "2022-Q1", "2020-12-31")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Twelve projects: gaps, zeros, dashes, unfitting text, several units, dates known more or less."""
    opened = new_store(tmp_path_factory.mktemp("filters"))
    units = [
        add_unit(opened, f"浈江区{name}", name, 4 - n)
        for n, name in enumerate(("区水务局", "区住建局", "Abc办"))
    ]
    for n in range(12):
        values: dict[str, Value] = {
            "sector": ("产业", None, "民生")[n % 3],
            "level": ("省、市", "市", None, "区")[n % 4],
            "responsible_unit": (*units, None)[n % 4],
            "supporting_units": (link_list(units[:2]), None, link_list(units[1:]))[n % 3],
            "annual_plan": (0, 100 * WAN, 300 * WAN, None)[n % 4],
            "planned_start": (*DATES, None)[n % 7],
            "started": (1, 0, None)[n % 3],
            "invested_to_date": (None, 0, 50 * WAN)[n % 3],
            "nature": "续建",
        }
        record = add_project(opened, f"项目{'AbC'[n % 3]}{n}", AUGUST, **values)
        with opened.action("标记") as writes:
            if n == 3:
                writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, DASH)
                writes.set(KEY_PROJECT, record, "sector", AUGUST, Misfit("约产业", "应为"))
                writes.set(KEY_PROJECT, record, "level", AUGUST, Misfit("省级吧", "应为"))
            if n == 4:
                writes.set(KEY_PROJECT, record, "responsible_unit", AUGUST, Misfit("水务局？", "未登记"))
                writes.set(KEY_PROJECT, record, "invested_to_date", SEPTEMBER, DASH)
    yield opened
    opened.close()


def mark_of(row: Row, field: str) -> str | None:
    mark = row.marks.get(field)
    if mark is None or not (mark.dash or mark.misfit is not None):
        return None
    return mark.misfit or DASH.value


def plain(value: Value) -> Value:
    return float(value) if isinstance(value, Fraction) else value


def naive(store: Store, row: Row, one: ColumnFilter, rows: list[Row]) -> bool:
    """What the condition means, read off whole rows."""
    kind, mark = KEY_PROJECT.fields_by_name[one.field].column.kind, mark_of(row, one.field)
    value = plain(row.values.get(one.field))
    shown = mark or kind.text(row.values.get(one.field), store.context(SEPTEMBER))
    if one.how in ("blank", "filled"):
        return (not shown) is (one.how == "blank")
    if one.how in ("picked", "left_out"):
        shows = [mark in one.marks] if mark else [part in one.values for part in members(kind, value)]
        return (one.how == "picked") in shows
    if one.how in TEXTS:
        fits = bool(shown) and text_fits(one.how, shown, folded(str(one.values[0])))
        return fits is not (one.how == "lacks")
    if mark is not None or value is None:
        return False
    if one.how in ("largest", "smallest"):
        known = [plain(row.values.get(one.field)) for row in rows]
        return among_first(value, [one for one in known if one is not None], one)
    if one.how in ("above", "below", "between"):
        low, high = one.values[0], one.values[-1]
        return {"above": value > low, "below": value < low, "between": low <= value <= high}[one.how]  # type: ignore[operator]
    return naive_date(str(value), one)


def among_first(value: Value, known: list[Value], one: ColumnFilter) -> bool:
    largest = one.how == "largest"
    last = sorted(known, reverse=largest)[: int(one.values[0] or 0)][-1]  # type: ignore[type-var]
    return value >= last if largest else value <= last  # type: ignore[operator]


def naive_date(value: str, one: ColumnFilter) -> bool:
    since = {"this_month": "2021-09", "this_year": "2021"}.get(one.how) or str(one.values[0])
    until = since if one.how.startswith("this") else str(one.values[-1])
    (begins, ends), first, last = date_bounds(value), date_bounds(since)[0], date_bounds(until)[1]
    return {"before": ends < first, "after": begins > last}.get(one.how, first <= begins and ends <= last)


@st.composite
def column_filters(draw: st.DrawFn) -> ColumnFilter:
    field = draw(st.sampled_from(FIELDS))
    if field == "planned_start":
        how: How = draw(st.sampled_from(("before", "after", "dated", "this_month", "this_year")))
        return ColumnFilter(field, how, tuple(draw(st.lists(st.sampled_from(DATES), min_size=2, max_size=2))))
    if field in ("annual_plan", "invested_to_date", "completion"):
        how = draw(st.sampled_from(("above", "below", "between", "largest", "smallest")))
        if how in ("largest", "smallest"):
            return ColumnFilter(field, how, (draw(st.integers(1, 5)),))
        amounts = st.sampled_from(
            (0.0, 0.5, 1.0) if field == "completion" else (0, 50 * WAN, 100 * WAN, 300 * WAN)
        )
        ends = 2 if how == "between" else 1
        return ColumnFilter(field, how, tuple(sorted(draw(st.lists(amounts, min_size=ends, max_size=ends)))))
    if field == "started":
        return ColumnFilter(field, draw(st.sampled_from(("blank", "filled"))))
    how = draw(st.sampled_from(TEXTS))
    return ColumnFilter(
        field, how, (draw(st.sampled_from(("水务", "abc", "省", "项目a", "产业", "1", "局", "办", "qsw"))),)
    )


def check(store: Store, filters: list[ColumnFilter]) -> None:
    view = store.view(KEY_PROJECT, SEPTEMBER)
    rows = view.rows()
    expected = [row.id for row in rows if all(naive(store, row, one, rows) for one in filters)]
    assert view.ids(filters) == expected


@given(filters=st.lists(column_filters(), min_size=1, max_size=3))
def test_conditions_leave_the_rows_that_a_naive_reading_leaves(
    store: Store, filters: list[ColumnFilter]
) -> None:
    check(store, filters)


@given(data=st.data(), field=st.sampled_from(FIELDS), how=st.sampled_from(("picked", "left_out")))
def test_ticked_values_leave_the_rows_that_show_one(
    store: Store, data: st.DataObject, field: str, how: How
) -> None:
    listed = store.view(KEY_PROJECT, SEPTEMBER).listed(field, (), 100)
    kind = KEY_PROJECT.fields_by_name[field].column.kind
    parts = {part for one in listed if one.mark is None for part in members(kind, one.value)}
    values = data.draw(st.lists(st.sampled_from(sorted(parts, key=repr)), unique=True))
    marks = [one.mark for one in listed if one.mark is not None and data.draw(st.booleans())]
    check(store, [ColumnFilter(field, how, tuple(values), tuple(marks))])


@pytest.mark.parametrize("field", FIELDS)
def test_every_row_is_counted_in_the_list_of_values(store: Store, field: str) -> None:
    view = store.view(KEY_PROJECT, SEPTEMBER)
    for filters in ((), (equals("nature", "续建"), ColumnFilter("name", "contains", ("a",)))):
        counted = Counter(
            (plain(row.values[field]), mark_of(row, field)) for row in view.rows(view.ids(filters))
        )
        listed = view.listed(field, filters, 100)
        assert {(one.value, one.mark): one.count for one in listed} == counted


def test_units_are_listed_in_their_own_order(store: Store) -> None:
    listed = store.view(KEY_PROJECT, SEPTEMBER).listed("responsible_unit", (), 100)
    labels = [
        store.links().label("responsible_unit", int(one.value)) for one in listed if one.value is not None
    ]
    assert labels == ["Abc办", "区住建局", "区水务局"]


def test_a_long_list_of_fractions_and_of_texts_is_sought_whole(store: Store) -> None:
    view = store.view(KEY_PROJECT, SEPTEMBER)
    shares = tuple(one.value for one in view.listed("completion", (), 100))
    assert (
        len(view.ids([ColumnFilter("completion", "picked", (*shares, *(n / 7 for n in range(9000))))])) == 12
    )
    names = tuple(f"没有{n}" for n in range(60_000))
    assert view.ids([ColumnFilter("name", "picked", names)]) == []


@pytest.mark.parametrize(
    ("stored", "bounds"),
    [
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2022-H1", ("2022-01-01", "2022-06-30")),
        ("2022-Q3", ("2022-07-01", "2022-09-30")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2021-09-30", ("2021-09-30", "2021-09-30")),
    ],
)
def test_a_date_known_to_a_part_lies_within_its_bounds(
    stored: str, bounds: tuple[str, str], tmp_path: Path
) -> None:
    assert date_bounds(stored) == bounds
