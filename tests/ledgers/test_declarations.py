"""Every declaration is sound: names resolve, rules exist, titles can be filled in."""

from __future__ import annotations

import pytest

from fgj_desktop.ledgers import LEDGERS, Ledger, ledger_named
from fgj_desktop.ledgers.declaration import Axis, FilledBy, Total
from fgj_desktop.ledgers.kinds import Link, LinkList
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.asof import looked_back

NAMES = {ledger.name for ledger in LEDGERS}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
class TestLedger:
    def test_names_are_unique_words(self, ledger: Ledger) -> None:
        names = [column.name for column in ledger.columns]
        assert len(set(names)) == len(names)
        assert all(name.replace("_", "").isalpha() and name.islower() for name in names)

    def test_named_columns_exist(self, ledger: Ledger) -> None:
        named = [ledger.name_column, ledger.code_column, ledger.serial_column, ledger.label_column]
        named += [
            ledger.unit_column,
            ledger.sector_column,
            ledger.register,
            *ledger.alias_columns,
            *ledger.uncounted,
        ]
        assert {name for name in named if name} <= set(ledger.by_name)

    def test_computed_columns_have_a_rule_and_known_arguments(self, ledger: Ledger) -> None:
        asked = [column.computed for column in ledger.columns if column.computed is not None]
        for function, arguments in [(c.function, c.arguments) for c in (*asked, *ledger.checks)]:
            assert function in RULES.functions
            for argument in arguments:
                name = argument.removeprefix("@any:").split("@")[0]
                assert argument in {"@year", "@month", "@light_method"} or name in ledger.fields_by_name

    def test_only_months_are_looked_back_at(self, ledger: Ledger) -> None:
        for reference in looked_back(ledger):
            column = ledger.by_name[reference.partition("@")[0]]
            assert column.per is Axis.MONTH
            assert column.computed is None

    def test_computed_columns_are_filled_by_nobody(self, ledger: Ledger) -> None:
        for column in ledger.columns:
            assert (column.computed is not None) == (column.filled_by is FilledBy.COMPUTED)
            if column.total is Total.FROM_SUMS:
                assert column.computed is not None

    def test_checks_stand_at_columns_and_their_messages_fill_in(self, ledger: Ledger) -> None:
        for check in ledger.every_check:
            # What is found is answered on the cell that it stands at, so that cell must be one that is kept.
            assert ledger.fields_by_name[check.column].column.computed is None
            assert check.message.format(*("x" for _ in check.arguments))
            assert check.title
            assert check.answered_by is None or ledger.by_name[check.answered_by].computed is None

    def test_checks_of_the_whole_ledger_have_a_rule_and_stand_at_kept_columns(self, ledger: Ledger) -> None:
        for check in ledger.ledger_checks:
            assert check.function in RULES.ledger_functions
            assert ledger.fields_by_name[check.column].column.computed is None
            assert check.title

    def test_texts_that_no_two_records_share_are_kept_for_the_record(self, ledger: Ledger) -> None:
        for unique in ledger.unique:
            assert all(ledger.by_name[name].per is None for name in unique.columns)
            assert unique.message.format("x")

    def test_what_goes_on_in_the_next_year_is_kept_by_period(self, ledger: Ledger) -> None:
        change = ledger.year_change
        assert (change is not None) == ledger.has_years
        if change is not None:
            names = [
                *change.asked,
                *change.copied,
                *(one.column for one in (*change.leaving, *change.turning)),
            ]
            assert all(isinstance(ledger.by_name[name].per, Axis) for name in names)
            assert all(one.when in ledger.by_name for one in change.turning if one.when)
            assert not change.amount or ledger.by_name[change.amount].accumulates in ledger.by_name

    def test_links_lead_to_ledgers(self, ledger: Ledger) -> None:
        for column in ledger.columns:
            if isinstance(column.kind, Link | LinkList):
                assert column.kind.ledger in NAMES

    def test_titles_are_unique_and_full_of_chinese(self, ledger: Ledger) -> None:
        month = Month(2021, 9)
        titles = [(field.group, field.title_for(month)) for field in ledger.fields]
        assert len(set(titles)) == len(titles)
        assert not any("{" in title or title.isascii() for _, title in titles)


def test_a_title_said_of_no_period_has_neither_year_nor_month() -> None:
    columns = ledger_named("key_project").by_name
    assert columns["invested_to_date"].timeless_title == "累计完成投资"
    assert columns["invested_before_year"].timeless_title == "至上年底累计完成投资"
    assert columns["annual_plan"].timeless_title == "计划投资"


def test_no_column_is_called_what_the_tables_of_keys_call_theirs() -> None:
    for ledger in LEDGERS:
        assert {"id", "counted"}.isdisjoint(ledger.by_name), ledger.name
