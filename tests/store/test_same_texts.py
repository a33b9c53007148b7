"""内容与上月相同: the database and the rules find the same records."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.checks import SAME_TEXT, findings
from fgj_desktop.store.filters import SaysTheSame
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, SEPTEMBER, add_project, new_store


def same(store: Store, month: Month) -> list[int]:
    return store.view(KEY_PROJECT, month).ids([SaysTheSame()])


def by_rules(store: Store, month: Month) -> list[int]:
    view, context = store.view(KEY_PROJECT, month), store.context(month)
    return [
        row.id
        for row in view.rows()
        if any(one.title == SAME_TEXT for one in findings(KEY_PROJECT, row, context, month))
    ]


def test_only_a_text_entered_for_the_month_itself_is_the_same(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲", AUGUST, physical_progress="主体封顶")
        assert not same(store, AUGUST)
        assert not same(store, SEPTEMBER)
        with store.action("填报") as writes:
            writes.set(KEY_PROJECT, record, "physical_progress", SEPTEMBER, "主体封顶")
        assert same(store, SEPTEMBER) == [record]
        with store.action("填报") as writes:
            writes.set(KEY_PROJECT, record, "physical_progress", SEPTEMBER, "装修")
        assert not same(store, SEPTEMBER)


_TEXTS = st.sampled_from([None, "甲", "乙"])


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1),
            st.sampled_from(["physical_progress", "problem"]),
            st.integers(-3, 0),
            _TEXTS,
        ),
        max_size=8,
    )
)
def test_database_and_rules_agree(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[int, str, int, str | None]]
) -> None:
    with new_store(tmp_path_factory.mktemp("相同")) as store:
        records = [add_project(store, name, SEPTEMBER.months_before(3)) for name in "甲乙"]
        with store.action("填报") as writes:
            for place, field, distance, text in entries:
                month = SEPTEMBER.months_before(-distance)
                writes.set(KEY_PROJECT, records[place], field, month, text)
        for distance in range(4):
            month = SEPTEMBER.months_before(distance)
            assert same(store, month) == by_rules(store, month)
