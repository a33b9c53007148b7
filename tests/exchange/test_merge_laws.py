"""Whatever was done to two copies of a file: undo takes a merge back exactly, merging twice is merging once, and
without conflicts it does not matter which of the two takes the other in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.store.merge_parts import MergeChoice
from fgj_desktop.store.self_check import check_contents
from fgj_desktop.store.store import Store
from fgj_desktop.store.writes import Writes
from tests.exchange.merge_tools import comparing, copy_of, everything_theirs, merge_in, merge_of
from tests.store.support import AUGUST, SEPTEMBER, add_project, add_unit, contents, new_store

Edit = Callable[[Store], None]
FIELDS = ("annual_plan", "invested_to_date", "physical_progress", "remark", "total_investment")
VALUES = st.sampled_from([None, 0, 1, 100, "施工", DASH, Misfit("约3000", "不是数值")])


def _value(field: str, value: object) -> object:
    wants_text = field in {"physical_progress", "remark"}
    return (
        value
        if value is None or wants_text == isinstance(value, str) or value is DASH
        else Misfit(str(value), "")
    )


def _records(store: Store, ledger: object) -> list[int]:
    sql = f'SELECT id FROM "{ledger.name}" ORDER BY id'  # type: ignore[attr-defined]
    return [int(str(row[0])) for row in store.connection.execute(sql)]


def _edit_records(store: Store, writes: Writes, sort: str, number: int, name: str) -> None:
    units = _records(store, RESPONSIBLE_UNIT)
    if sort == "add":
        given = {"name": f"{store.path.stem}{name}项目", "responsible_unit": units[0] if units else None}
        writes.insert(KEY_PROJECT, given, SEPTEMBER)
    elif sort == "unit":
        writes.insert(RESPONSIBLE_UNIT, {"name": f"{store.path.stem}{name}局"})
    elif units:
        with suppress(UserError):
            writes.delete(RESPONSIBLE_UNIT, [units[number % len(units)]])


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    number, field, value = draw(st.integers(0, 3)), draw(st.sampled_from(FIELDS)), draw(VALUES)
    month = draw(st.sampled_from([AUGUST, SEPTEMBER]))
    sort = draw(
        st.sampled_from(
            ["put", "put", "put", "note", "answer", "link", "add", "delete", "unit", "drop", "undo"]
        )
    )
    name = draw(st.sampled_from("东西南北中"))

    def edit(store: Store) -> None:
        if sort == "undo":
            store.undo()
            return
        with store.action(sort) as writes:
            if sort in {"add", "unit", "drop"}:
                _edit_records(store, writes, sort, number, name)
            elif projects := _records(store, KEY_PROJECT):
                record = projects[number % len(projects)]
                if sort == "put":
                    writes.put(KEY_PROJECT, record, month, {field: _value(field, value)})  # type: ignore[dict-item]
                elif sort == "link":
                    chosen = _records(store, RESPONSIBLE_UNIT)[: number + 1]
                    values = {
                        "supporting_units": link_list(chosen),
                        "responsible_unit": (chosen or [None])[-1],
                    }
                    writes.put(KEY_PROJECT, record, month, values)  # type: ignore[arg-type]
                elif sort == "delete":
                    writes.delete(KEY_PROJECT, [record])
                else:
                    writes.annotate(KEY_PROJECT, record, field, month, **{sort: name if number else ""})

    return edit


def _files(folder: str, ours: list[Edit], theirs: list[Edit]) -> tuple[Store, Store]:
    """Two copies of one file, edited apart."""
    store = new_store(Path(folder), "甲.fgj")
    unit = add_unit(store, "浈江区水务局", "区水务局", 1)
    for name in ("一号项目", "二号项目", "三号项目"):
        add_project(store, name, annual_plan=100, responsible_unit=unit, physical_progress="开工")
    other = copy_of(store, "乙.fgj")
    for edit in ours:
        edit(store)
    for edit in theirs:
        edit(other)
    return store, other


@settings(max_examples=25)
@given(st.lists(edits(), max_size=6), st.lists(edits(), max_size=6), st.booleans())
def test_undo_takes_a_merge_back_and_merging_twice_is_merging_once(
    ours: list[Edit], theirs: list[Edit], takes: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, other = _files(folder, ours, theirs)
        with store, other:
            before = contents(store)
            result = merge_in(store, other, theirs=takes)
            after = contents(store)
            assert [fault for part in check_contents(store) for fault in part.faults] == []
            again = merge_in(store, other, theirs=takes and not result.rows.in_use)
            assert contents(store) == after
            assert again.change is None
            if result.change is not None:
                store.undo()
            assert contents(store) == before
            merge_in(store, other, theirs=takes)
            assert contents(store) == after


@settings(max_examples=25)
@given(st.lists(edits(), max_size=5), st.lists(edits(), max_size=5))
def test_without_conflicts_it_does_not_matter_which_takes_the_other_in(
    ours: list[Edit], theirs: list[Edit]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, other = _files(folder, ours, theirs)
        with store, other, copy_of(store, "丙.fgj") as ours_again, copy_of(other, "丁.fgj") as theirs_again:
            made = []
            for one, another in ((store, theirs_again), (other, ours_again)):
                with comparing(one, another) as merging:
                    parts = merge_of(merging).parts.values()
                    assume(not any(part.conflicts or part.revived for part in parts))
                    assume(not any(record.changed for part in parts for record in part.deleted))
                    choice: MergeChoice = everything_theirs(merging)
                    assume(not merging.rows(choice).in_use)
                    merging.apply(choice)
                made.append(contents(one))
            assert made[0] == made[1]


@settings(max_examples=25)
@given(
    st.lists(edits(), max_size=5), st.lists(edits(), max_size=5), st.lists(edits(), max_size=3), st.booleans()
)
def test_a_file_that_is_merged_back_becomes_like_the_one_that_took_it_in(
    ours: list[Edit], theirs: list[Edit], later: list[Edit], takes: bool
) -> None:
    """Whoever merged has seen what the other had: what she has now stands, and nothing is asked a second time."""
    with tempfile.TemporaryDirectory() as folder:
        store, other = _files(folder, ours, theirs)
        with store, other:
            first = merge_in(store, other, theirs=takes)
            assume(first.change is not None)
            for edit in later:
                edit(store)
            assume(any(entry.kind == "merge" and entry.state == "done" for entry in store.history()))
            with comparing(other, store) as merging:
                parts = merge_of(merging).parts.values()
                assert not any(part.conflicts or part.revived for part in parts)
                choice = everything_theirs(merging)
                assume(not merging.rows(choice).in_use)
                merging.apply(choice)
            assert contents(other) == contents(store)
