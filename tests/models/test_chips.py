"""Chips are read off the declarations; each narrows to rows that exist, and ready views name chips that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.cli.sample import build_sample
from fgj_desktop.ledgers import NAVIGATION, Ledger
from fgj_desktop.ledgers.kinds import Choice, Flag
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.chips import chips_of
from fgj_desktop.models.ready_views import ready_views
from fgj_desktop.rules import RULES
from fgj_desktop.store.filters import Counted
from fgj_desktop.store.store import Store

MONTH = Month(2021, 9)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path: Path = tmp_path_factory.mktemp("sample") / "s.fgj"
    build_sample(path)
    return Store.open(path, RULES, read_only=True)


@pytest.mark.parametrize("ledger", NAVIGATION, ids=lambda ledger: ledger.name)
def test_chips_have_names_and_titles_of_their_own_and_narrow_what_is_there(
    ledger: Ledger, store: Store
) -> None:
    chips = chips_of(ledger.name)
    assert len({chip.name for chip in chips}) == len({chip.title for chip in chips}) == len(chips)
    view = store.view(ledger, MONTH)
    assert all(set(view.ids(chip.filters)) <= set(view.ids()) for chip in chips)


@pytest.mark.parametrize("ledger", NAVIGATION, ids=lambda ledger: ledger.name)
def test_the_states_of_a_ledger_part_its_counted_rows(ledger: Ledger, store: Store) -> None:
    if ledger.states is None:
        return
    kind = ledger.by_name[ledger.states].kind
    assert isinstance(kind, Choice)
    view = store.view(ledger, MONTH)
    stated = [chip for chip in chips_of(ledger.name) if chip.name.startswith(f"{ledger.states}:")]
    found = [record for chip in stated for record in view.ids(chip.filters)]
    assert len(found) == len(set(found))
    assert set(found) <= set(view.ids([Counted()]))


def test_what_is_looked_at_besides_is_a_yes_or_no() -> None:
    for ledger in NAVIGATION:
        for column, value, title in ledger.looks:
            assert isinstance(ledger.by_name[column].kind, Flag)
            assert value in (0, 1)
            assert title


@pytest.mark.parametrize("ledger", NAVIGATION, ids=lambda ledger: ledger.name)
def test_ready_views_name_chips_and_columns_that_are_there(ledger: Ledger) -> None:
    chips = {chip.name for chip in chips_of(ledger.name)}
    groups = {field.name for field in ledger.group_fields}
    for view in ready_views(ledger.name):
        assert view.chip in chips
        assert view.group is None or view.group in groups
        assert {one.field for one in view.order} <= set(ledger.fields_by_name)
