"""Records that belong to a date, and values of months before: the same in the database and in the rows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.dates import date_bounds, may_fall_within
from fgj_desktop.ledgers.declaration import Axis, Carry, Check, Column, Computed, FilledBy, Ledger, Total
from fgj_desktop.ledgers.kinds import Count, Date, Money, Points, Text
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import DASH, Dash, Misfit
from fgj_desktop.rules import RULES
from fgj_desktop.rules.checks import findings
from fgj_desktop.store.filters import Counted, Order
from fgj_desktop.store.store import Store
from tests.store.support import NOW, SEPTEMBER, WAN

if TYPE_CHECKING:
    from pathlib import Path


def _computed(name: str, title: str, function: str, *arguments: str) -> Column:
    rule = Computed(function, arguments)
    return Column(name=name, title=title, kind=Points(), computed=rule, filled_by=FilledBy.COMPUTED)


def visits(*, per: Axis | None = None, within_year: bool = False) -> Ledger:
    """Visits by their day, with an amount by month and its share of those of earlier months."""
    return Ledger(
        name="visit",
        title="检查",
        record_title="检查",
        group="试",
        dated_by="held_on",
        dated_within_year=within_year,
        columns=(
            Column(name="name", title="单位", kind=Text()),
            Column(name="held_on", title="检查日期", kind=Date(), per=per, carries=Carry.ALWAYS),
            Column(name="people", title="人次", kind=Count(), total=Total.SUM),
            Column(name="amount", title="累计", kind=Money(), per=Axis.MONTH, carries=Carry.YEAR),
            _computed("share", "环比", "ratio", "amount@own", "amount@back_1"),
            _computed("share_of_year", "同比", "ratio", "amount", "amount@back_12"),
        ),
        checks=(
            Check("amount", "below", ("amount@own", "amount@back_2"), "小于两月前（{1}）。", title="小于"),
        ),
    )


def new(folder: Path, ledger: Ledger) -> Store:
    return Store.create(folder / "检查.fgj", RULES, ledgers=(ledger,), clock=lambda: NOW)


@pytest.mark.parametrize("per", [None, Axis.MONTH])
def test_a_record_counts_from_its_date_on_and_is_shown_before(tmp_path: Path, per: Axis | None) -> None:
    ledger = visits(per=per)
    dates = {
        "2021-09-30": True,
        "2021-10-01": False,
        "2021-10": False,
        "2021-09": True,
        "2021": True,
        "2021-Q4": False,
        "2021-H2": True,
        "2020-12-31": True,
        "2022": False,
        None: True,
    }
    with new(tmp_path, ledger) as store:
        with store.action("新增") as writes:
            records = {
                writes.insert(ledger, {"name": "甲", "held_on": date, "people": 1}, Month(2021, 1)): counts
                for date, counts in dates.items()
            }
        view = store.view(ledger, SEPTEMBER)
        assert {row.id: row.counted for row in view.rows()} == records
        assert view.ids() == list(records)
        assert view.ids([Counted()]) == [record for record, counts in records.items() if counts]
        assert view.totals()["people"] == sum(records.values())
        late = next(record for record, counts in records.items() if not counts)
        with store.action("修改") as writes:
            writes.set(ledger, late, "held_on", SEPTEMBER, Misfit("月底", "不是有效的日期"))
        assert late in view.ids([Counted()])
        assert view.rows([late])[0].counted


def test_a_ledger_of_the_year_counts_no_earlier_ones(tmp_path: Path) -> None:
    ledger = visits(within_year=True)
    with new(tmp_path, ledger) as store:
        with store.action("新增") as writes:
            for date in ("2020-12-31", "2020", "2021-01-01", "2021-H1", "2021-10-01"):
                writes.insert(ledger, {"name": date, "held_on": date, "people": 1})
        counted = [row.values["name"] for row in store.view(ledger, SEPTEMBER).rows() if row.counted]
        assert counted == ["2021-01-01", "2021-H1"]
        assert store.view(ledger, SEPTEMBER).totals()[""] == 2
        # Those of years before belong to their own year's ledger; what is dated later is being entered.
        shown = [row.values["name"] for row in store.view(ledger, SEPTEMBER).rows()]
        assert shown == ["2021-01-01", "2021-H1", "2021-10-01"]
        assert len(store.view(ledger, Month(2020, 12)).ids()) == 5


@given(
    st.sampled_from(
        ("2020", "2021-H1", "2021-H2", "2021-Q3", "2021-09", "2021-09-30", "2021-10-01", "说不定")
    ),
    st.sampled_from(("", "2021-01-01")),
    st.dates(min_value=Month(2021, 1).last_day, max_value=Month(2022, 1).last_day),
)
def test_a_date_may_fall_within_days_when_one_of_its_days_does(stored: str, since: str, day: object) -> None:
    if stored == "说不定":
        assert may_fall_within(stored, since, str(day))
    else:
        first, last = date_bounds(stored)
        assert may_fall_within(stored, since, str(day)) == (max(first, since) <= min(last, str(day)))


def test_a_month_before_gives_what_was_entered_for_it_alone(tmp_path: Path) -> None:
    ledger = visits()
    with new(tmp_path, ledger) as store:
        with store.action("新增") as writes:
            record = writes.insert(ledger, {"name": "甲", "amount": 40 * WAN}, Month(2020, 12))
            for number, amount in ((7, 30), (8, 20), (9, 25)):
                writes.set(ledger, record, "amount", Month(2021, number), amount * WAN)
            writes.set(ledger, record, "amount", Month(2021, 12), 60 * WAN)

        def row(month: Month) -> dict[str, object]:
            (found,) = store.view(ledger, month).rows([record])
            return dict(found.values)

        assert row(SEPTEMBER)["share"] == Fraction(25, 20)
        assert row(Month(2021, 10))["share"] is None
        assert row(Month(2021, 12))["share_of_year"] == Fraction(60, 40)
        assert row(Month(2021, 7))["amount@back_1"] is None
        (found,) = store.view(ledger, SEPTEMBER).rows([record])
        assert [one.message for one in findings(ledger, found, store.context(), SEPTEMBER)] == [
            "小于两月前（30）。"
        ]


months = st.builds(Month, st.integers(2020, 2021), st.integers(1, 12))


@given(
    st.lists(
        st.tuples(st.integers(0, 1), months, st.one_of(st.none(), st.integers(1, 10**9), st.just(DASH))),
        max_size=14,
    ),
    st.lists(
        st.sampled_from((None, "2020", "2021-H2", "2021-08", "2021-09-30", "2022-Q1")), min_size=2, max_size=2
    ),
    months,
    st.booleans(),
)
def test_the_database_looks_back_and_counts_as_the_rows_do(
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[int, Month, int | Dash | None]],
    dates: list[str | None],
    month: Month,
    within_year: bool,
) -> None:
    ledger = visits(within_year=within_year)
    with new(tmp_path_factory.mktemp("back"), ledger) as store:
        with store.action("新增") as writes:
            records = [writes.insert(ledger, {"name": "甲", "held_on": date, "people": 1}) for date in dates]
            for which, when, amount in edits:
                writes.set(ledger, records[which], "amount", when, amount)
        view = store.view(ledger, month)
        names = ("share", "share_of_year", "amount@back_1", "amount@back_12")
        rows, held = {row.id: row for row in view.rows()}, view.values(names)
        for record, row in rows.items():
            for name, value in zip(names, held[record], strict=True):
                shown = row.values[name]
                assert value == (float(shown) if isinstance(shown, Fraction) else shown)
        assert set(view.ids([Counted()], [Order("share")])) == {
            one.id for one in rows.values() if one.counted
        }
        assert view.totals()[""] == sum(one.counted for one in rows.values())
