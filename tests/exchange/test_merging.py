"""Two files edited apart and merged: different cells both arrive, the same cell asks, undo takes all back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ATTACHMENT, BOND_RESERVE, KEY_PROJECT, RESPONSIBLE_UNIT, ledger_named
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.models.merge_words import merge_context, merge_words
from fgj_desktop.store.attachments import attachments_of, find_file, keep_file
from fgj_desktop.store.merge_parts import MergeChoice
from fgj_desktop.store.store import Store
from tests.exchange.merge_tools import comparing, copy_of, everything_theirs, merge_in, merge_of
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, add_unit, contents, new_store

PROBLEM, POWER_USER = ledger_named("problem"), ledger_named("power_user")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        add_project(store, "甲项目", annual_plan=100 * WAN, responsible_unit=unit)
        add_project(store, "乙项目", annual_plan=50 * WAN)
        yield store


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    with copy_of(store, "李四.fgj") as other:
        yield other


def put(store: Store, record: int, **values: object) -> None:
    with store.action("修改") as writes:
        writes.put(KEY_PROJECT, record, SEPTEMBER, values)  # type: ignore[arg-type]


def rows(store: Store) -> dict[str, dict[str, object]]:
    return {str(row.values["name"]): dict(row.values) for row in store.view(KEY_PROJECT, SEPTEMBER).rows()}


def project(store: Store, name: str = "甲项目") -> int:
    return next(row.id for row in store.view(KEY_PROJECT, SEPTEMBER).rows() if row.values["name"] == name)


def test_different_cells_both_arrive_and_undo_takes_the_merge_back(store: Store, other: Store) -> None:
    first = project(store)
    put(store, first, invested_to_date=60 * WAN)
    put(other, first, physical_progress="主体施工", annual_plan=90 * WAN)
    before = contents(store)
    result = merge_in(store, other)
    assert result.message == "已并入：新增 0 项，修改 2 处。可按 Ctrl+Z 全部撤回。"
    row = rows(store)["甲项目"]
    assert (row["invested_to_date"], row["physical_progress"], row["annual_plan"]) == (
        60 * WAN,
        "主体施工",
        90 * WAN,
    )
    (entry,) = store.history(1)
    assert (entry.kind, entry.label) == ("merge", "并入“李四的台账”：新增 0 项，修改 2 处")
    store.undo()
    assert contents(store) == before


def test_the_same_cell_asks_and_ours_stays_without_an_answer(store: Store, other: Store) -> None:
    first = project(store)
    put(store, first, physical_progress="基础施工")
    put(other, first, physical_progress="主体施工")
    with comparing(store, other) as merging:
        (conflict,) = merge_of(merging).parts[KEY_PROJECT.name].conflicts
        assert (conflict.label, conflict.key, conflict.column) == ("甲项目", "2021-09", "physical_progress")
        assert (conflict.ours.value, conflict.theirs.value) == ("基础施工", "主体施工")
        assert merging.apply(MergeChoice()).change is None
        assert rows(store)["甲项目"]["physical_progress"] == "基础施工"
        assert merging.apply(MergeChoice(theirs={conflict.place})).change is not None
    assert rows(store)["甲项目"]["physical_progress"] == "主体施工"


def test_one_months_entry_made_on_both_sides_is_merged_by_cell(store: Store, other: Store) -> None:
    first = project(store)
    put(store, first, invested_to_date=60 * WAN, physical_progress="主体施工")
    put(other, first, invested_to_date=60 * WAN, actual_invested_to_date=70 * WAN)
    assert merge_in(store, other).message.startswith("已并入：新增 0 项，修改 1 处")
    row = rows(store)["甲项目"]
    assert (row["invested_to_date"], row["actual_invested_to_date"], row["physical_progress"]) == (
        60 * WAN,
        70 * WAN,
        "主体施工",
    )


def test_a_cell_emptied_there_is_emptied_and_one_emptied_here_stays_empty(store: Store, other: Store) -> None:
    put(other, project(store), annual_plan=None)
    put(store, project(store, "乙项目"), annual_plan=None)
    merge_in(store, other)
    assert [one["annual_plan"] for one in rows(store).values()] == [None, None]


def test_text_that_does_not_fit_the_dash_notes_and_colours_arrive(store: Store, other: Store) -> None:
    first = project(store)
    put(other, first, annual_plan=Misfit("约3000", "不是数值"), invested_to_date=DASH)
    with other.action("批注") as writes:
        writes.annotate(KEY_PROJECT, first, "physical_progress", SEPTEMBER, note="待核实", colour="yellow")
    with store.action("批注") as writes:
        writes.annotate(KEY_PROJECT, first, "physical_progress", SEPTEMBER, answer="按批复")
    before = contents(store)
    merge_in(store, other)
    marks = store.view(KEY_PROJECT, SEPTEMBER).rows([first])[0].marks
    assert marks["annual_plan"].misfit == "约3000"
    assert marks["invested_to_date"].dash
    progress = marks["physical_progress"]
    assert (progress.note, progress.colour, progress.answer) == ("待核实", "yellow", "按批复")
    store.undo()
    assert contents(store) == before


def test_an_answer_and_a_new_value_of_its_cell_are_a_conflict(store: Store, other: Store) -> None:
    first = project(store)
    with store.action("说明原因") as writes:
        writes.annotate(KEY_PROJECT, first, "annual_plan", SEPTEMBER, answer="按批复")
    put(other, first, annual_plan=90 * WAN)
    with comparing(store, other) as merging:
        (conflict,) = merge_of(merging).parts[KEY_PROJECT.name].conflicts
        merging.apply(everything_theirs(merging))
    assert conflict.column == "annual_plan"
    row = store.view(KEY_PROJECT, SEPTEMBER).rows([first])[0]
    assert row.values["annual_plan"] == 90 * WAN
    assert "annual_plan" not in row.marks


def test_an_entry_emptied_here_stays_when_something_is_put_on_its_cells_there(
    store: Store, other: Store
) -> None:
    first = project(store)
    put(store, first, physical_progress="主体施工")
    put(store, first, physical_progress=None)
    with other.action("说明原因") as writes:
        writes.annotate(KEY_PROJECT, first, "physical_progress", SEPTEMBER, answer="本月停工")
    entries = contents(store)["key_project_month"]
    merge_in(store, other)
    assert contents(store)["key_project_month"] == entries
    assert store.view(KEY_PROJECT, SEPTEMBER).rows([first])[0].marks["physical_progress"].answer == "本月停工"


def test_half_months_and_other_periods_are_told_in_words(store: Store, other: Store) -> None:
    tasks = ledger_named("urban_task")
    report = next(one for one in tasks.columns if one.per is Axis.HALF_MONTH and one.computed is None)
    with other.action("新增") as writes:
        writes.insert(tasks, {"name": "户籍制度改革"}, SEPTEMBER)
    merge_in(store, other)
    (task,) = store.view(tasks, SEPTEMBER).ids()
    for one, text in ((store, "已办理 1 户"), (other, "已办理 2 户")):
        with one.action("修改") as writes:
            writes.restore(tasks, task, report.name, "2021-09-H1", text)
    with comparing(store, other) as merging:
        (conflict,) = merge_of(merging).parts[tasks.name].conflicts
        words = merge_words(conflict, merging, merge_context(merging))
    assert (words.record, words.period) == ("户籍制度改革", "2021年9月上半月")
    assert (words.ours, words.theirs) == ("已办理 1 户", "已办理 2 户")


def test_new_records_come_whole_and_keep_their_ids(store: Store, other: Store) -> None:
    unit = add_unit(other, "浈江区教育局", "区教育局", 2)
    added = add_project(other, "丙项目", SEPTEMBER, annual_plan=30 * WAN, responsible_unit=unit)
    result = merge_in(store, other)
    assert result.message.startswith("已并入：新增 2 项，修改 0 处")
    assert project(store, "丙项目") == added
    assert rows(store)["丙项目"]["responsible_unit"] == unit
    assert store.links().label(RESPONSIBLE_UNIT.name, unit) == "区教育局"


def test_only_the_ledgers_chosen_are_merged_with_the_units_that_they_name(store: Store, other: Store) -> None:
    used = add_unit(other, "浈江区教育局", "区教育局", 2)
    add_unit(other, "浈江区民政局", "区民政局", 3)
    add_project(other, "丙项目", responsible_unit=used)
    with other.action("新增") as writes:
        writes.insert(BOND_RESERVE, {"name": "丁项目"}, AUGUST)
    with comparing(store, other) as merging:
        result = merging.apply(MergeChoice(ledgers=frozenset({KEY_PROJECT.name})))
    assert {one.label for one in result.rows.added} == {"丙项目", "浈江区教育局"}
    assert store.size(BOND_RESERVE) == 0
    assert store.links().find(RESPONSIBLE_UNIT.name, "区民政局") is None
    # The rest can still come later.
    assert {one.label for one in merge_in(store, other).rows.added} == {"丁项目", "浈江区民政局"}


def test_what_they_deleted_is_listed_and_goes_only_when_that_is_wanted(store: Store, other: Store) -> None:
    second = project(store, "乙项目")
    with other.action("删除") as writes:
        writes.delete(KEY_PROJECT, [second])
    assert merge_in(store, other).change is None
    assert "乙项目" in rows(store)
    before = contents(store)
    result = merge_in(store, other, theirs=True)
    assert [one.label for one in result.rows.deleted] == ["乙项目"]
    assert "乙项目" not in rows(store)
    store.undo()
    assert contents(store) == before


def test_what_they_deleted_and_we_changed_stays_in_any_case(store: Store, other: Store) -> None:
    second = project(store, "乙项目")
    with other.action("删除") as writes:
        writes.delete(KEY_PROJECT, [second])
    put(store, second, physical_progress="主体施工")
    with comparing(store, other) as merging:
        (deleted,) = merge_of(merging).parts[KEY_PROJECT.name].deleted
        assert deleted.changed
        assert merging.apply(everything_theirs(merging)).change is None
    assert "乙项目" in rows(store)


def test_a_deleted_unit_that_something_here_names_is_not_deleted(store: Store, other: Store) -> None:
    unit = store.links().find(RESPONSIBLE_UNIT.name, "区水务局")
    assert unit is not None
    put(other, project(other), responsible_unit=None)
    with other.action("删除") as writes:
        writes.delete(RESPONSIBLE_UNIT, [unit])
    put(store, project(store, "乙项目"), responsible_unit=unit)
    result = merge_in(store, other, theirs=True)
    assert [one.label for one in result.rows.in_use] == ["浈江区水务局"]
    assert "仍被其他记录使用，未删除" in result.message
    assert rows(store)["乙项目"]["responsible_unit"] == unit


def test_what_we_deleted_stays_deleted_unless_they_changed_it_and_it_is_wanted(
    store: Store, other: Store
) -> None:
    first, second = project(store), project(store, "乙项目")
    with store.action("删除") as writes:
        writes.delete(KEY_PROJECT, [first, second])
    put(other, second, physical_progress="主体施工")
    with comparing(store, other) as merging:
        part = merge_of(merging).parts[KEY_PROJECT.name]
        assert [one.label for one in part.revived] == ["乙项目"]
        assert merging.apply(MergeChoice()).change is None
        merging.apply(MergeChoice(revivals={(KEY_PROJECT.name, second)}))
    assert rows(store)["乙项目"]["physical_progress"] == "主体施工"
    assert "甲项目" not in rows(store)


def test_a_deleted_unit_comes_back_with_a_project_of_theirs_that_names_it(store: Store, other: Store) -> None:
    unit = store.links().find(RESPONSIBLE_UNIT.name, "区水务局")
    assert unit is not None
    put(store, project(store), responsible_unit=None)
    with store.action("删除") as writes:
        writes.delete(RESPONSIBLE_UNIT, [unit])
    add_project(other, "丙项目", responsible_unit=unit)
    merge_in(store, other)
    assert store.links().label(RESPONSIBLE_UNIT.name, unit) == "区水务局"


def test_the_same_units_under_other_ids_do_not_double(tmp_path: Path) -> None:
    with new_store(tmp_path, "甲.fgj") as store, new_store(tmp_path, "乙.fgj") as other:
        ours = add_unit(store, "浈江区水务局", "区水务局", 1)
        mine = add_project(store, "甲项目", annual_plan=100 * WAN, responsible_unit=ours)
        add_unit(other, "浈江区教育局", "区教育局", 1)
        theirs = add_unit(other, "浈江区水务局", "区水务局", 2)
        new = add_unit(other, "浈江区林业局", "区林业局", 3)
        add_project(
            other, "甲项目", total_investment=900 * WAN, annual_plan=90 * WAN, responsible_unit=theirs
        )
        helping = link_list([theirs, new])
        add_project(other, "丙项目", responsible_unit=theirs, supporting_units=helping)
        with comparing(store, other) as merging:
            part = merge_of(merging).parts[KEY_PROJECT.name]
            assert [(one.label, one.column) for one in part.conflicts] == [("甲项目", "annual_plan")]
            merging.apply(MergeChoice())
        assert sorted(store.links().labels(RESPONSIBLE_UNIT.name).values()) == [
            "区教育局",
            "区林业局",
            "区水务局",
        ]
        assert project(store) == mine
        assert rows(store)["甲项目"]["total_investment"] == 900 * WAN
        assert rows(store)["甲项目"]["annual_plan"] == 100 * WAN
        assert rows(store)["丙项目"]["responsible_unit"] == ours
        assert rows(store)["丙项目"]["supporting_units"] == link_list([ours, new])
        assert merge_in(store, other).change is None


def test_problems_of_one_name_are_one_only_when_they_are_of_one_project(tmp_path: Path) -> None:
    with new_store(tmp_path, "甲.fgj") as store, new_store(tmp_path, "乙.fgj") as other:
        for one, names in ((store, ("甲项目", "乙项目")), (other, ("乙项目", "丙项目"))):
            for name in names:
                owner = add_project(one, name)
                with one.action("登记问题") as writes:
                    writes.insert(PROBLEM, {"name": "资金不足", "key_project": owner})
        merge_in(store, other)
        assert store.size(PROBLEM) == 3
        assert store.size(KEY_PROJECT) == 3


def test_accounts_of_one_user_and_parts_under_one_code_stay_apart(tmp_path: Path) -> None:
    with new_store(tmp_path, "甲.fgj") as store, new_store(tmp_path, "乙.fgj") as other:
        for one, account, part in ((store, "0301", "一期"), (other, "0302", "二期")):
            with one.action("新增") as writes:
                writes.insert(POWER_USER, {"name": "某某公司", "account": account})
            add_project(one, f"道路改造项目{part}", code="2101-440204-04-01-111111")
        merge_in(store, other)
        assert store.size(POWER_USER) == 2
        assert store.size(KEY_PROJECT) == 2


def test_projects_of_one_name_with_two_codes_are_two(tmp_path: Path) -> None:
    with new_store(tmp_path, "甲.fgj") as store, new_store(tmp_path, "乙.fgj") as other:
        add_project(store, "道路改造项目", code="2101-440204-04-01-111111")
        add_project(other, "道路改造项目", code="2101-440204-04-01-222222")
        merge_in(store, other)
        assert store.size(KEY_PROJECT) == 2


def test_merging_again_later_takes_what_they_changed_since_and_asks_nothing_twice(
    store: Store, other: Store
) -> None:
    first, second = project(store), project(store, "乙项目")
    put(other, first, physical_progress="基础施工")
    put(other, second, physical_progress="桩基施工")
    merge_in(store, other)
    put(store, first, physical_progress="主体施工")
    put(other, second, physical_progress="封顶")
    with comparing(store, other) as merging:
        assert merge_of(merging).parts[KEY_PROJECT.name].conflicts == []
        merging.apply(MergeChoice())
    assert rows(store)["甲项目"]["physical_progress"] == "主体施工"
    assert rows(store)["乙项目"]["physical_progress"] == "封顶"
    # The colleague merges ours in turn: what she gave us does not stand against it.
    with comparing(other, store) as merging:
        assert merge_of(merging).parts[KEY_PROJECT.name].conflicts == []
        merging.apply(MergeChoice())
    assert rows(other)["甲项目"]["physical_progress"] == "主体施工"


def test_a_conflict_is_asked_once_and_again_after_the_merge_is_taken_back(store: Store, other: Store) -> None:
    first = project(store)
    put(store, first, physical_progress="基础施工")
    put(other, first, physical_progress="主体施工", invested_to_date=5 * WAN)
    merge_in(store, other)
    assert merge_in(store, other, theirs=True).change is None
    store.undo()
    assert merge_in(store, other, theirs=True).message.startswith("已并入：新增 0 项，修改 2 处")
    assert rows(store)["甲项目"]["physical_progress"] == "主体施工"


def test_attachments_come_with_their_files(store: Store, other: Store, tmp_path: Path) -> None:
    first = project(store)
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"%PDF-1.4 approved")
    for name, digest in (("批复.pdf", keep_file(other.path, paper).digest), ("丢失.pdf", "ab" * 32)):
        with other.action("添加附件") as writes:
            writes.insert(
                ATTACHMENT,
                {
                    "owner_ledger": KEY_PROJECT.name,
                    "owner": first,
                    "name": name,
                    "digest": digest,
                    "size": 17,
                },
            )
    result = merge_in(store, other)
    assert result.rows.summary == "新增 0 项，修改 0 处，附件 2 个"
    assert len(attachments_of(store, KEY_PROJECT, first)) == 2
    assert result.missing_files == ["丢失.pdf"]
    kept = find_file(store.path, keep_file(other.path, paper).digest)
    assert kept is not None
    assert kept.read_bytes() == paper.read_bytes()


def test_attachments_of_a_record_under_another_id_go_to_ours(tmp_path: Path) -> None:
    with new_store(tmp_path, "甲.fgj") as store, new_store(tmp_path, "乙.fgj") as other:
        mine, yours = add_project(store, "甲项目"), add_project(other, "甲项目")
        values = {"owner_ledger": KEY_PROJECT.name, "name": "批复.pdf", "digest": "cd" * 32, "size": 3}
        for one, owner in ((store, mine), (other, yours)):
            with one.action("添加附件") as writes:
                writes.insert(ATTACHMENT, {**values, "owner": owner})  # type: ignore[dict-item]
        with other.action("添加附件") as writes:
            writes.insert(ATTACHMENT, {**values, "owner": yours, "name": "图.jpg", "digest": "ef" * 32})  # type: ignore[dict-item]
        merge_in(store, other)
        assert len(attachments_of(store, KEY_PROJECT, mine)) == 2
        assert store.size(ATTACHMENT) == 2


def test_what_was_typed_after_comparing_is_not_overwritten(store: Store, other: Store) -> None:
    put(other, project(other), physical_progress="主体施工")
    with comparing(store, other) as merging:
        put(store, project(store), physical_progress="封顶")
        with pytest.raises(Exception, match="比较之后本文件又有改动，未并入"):
            merging.apply(MergeChoice())
    assert rows(store)["甲项目"]["physical_progress"] == "封顶"
