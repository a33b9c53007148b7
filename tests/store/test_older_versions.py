"""Files of earlier versions: brought to this one with everything in them, or read as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fgj_desktop.ledgers import ATTACHMENT, KEY_PROJECT, PROBLEM, REPORT_ROUND, URBAN_TASK
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.schema import SCHEMA_VERSION, differences
from fgj_desktop.store.store import Store

OLD = Path(__file__).parent.parent / "fixtures" / "ledgers"
SEPTEMBER = Month(2021, 9)


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD / "version_1.fgj", tmp_path / "旧台账.fgj"))


def test_an_older_file_becomes_one_of_this_version_with_its_rows_and_marks(old_file: Path) -> None:
    with Store.open(old_file, RULES) as store:
        assert differences(store.connection, list(store.ledgers.values())) == []
        assert store.connection.pragma("user_version") == SCHEMA_VERSION
        rows = store.view(KEY_PROJECT, SEPTEMBER).rows()
        assert len(rows) == 6
        assert rows[0].marks["annual_plan"].misfit == "约3000"
        assert rows[1].marks["annual_plan"].note == "已电话核实"


def test_the_file_is_backed_up_before_its_tables_change(old_file: Path) -> None:
    seen: list[object] = []
    with Store.open(old_file, RULES, before_migration=lambda one: seen.append(one.pragma("user_version"))):
        assert seen == [1]


def test_actions_of_the_older_version_are_undone_beside_what_was_done_since(old_file: Path) -> None:
    with Store.open(old_file, RULES) as store:
        first, second = store.view(KEY_PROJECT, SEPTEMBER).ids()[:2]
        with store.action("说明原因") as writes:
            writes.annotate(KEY_PROJECT, first, "annual_plan", SEPTEMBER, answer="按批复")
        store.undo()
        store.undo()
        assert "annual_plan" not in store.view(KEY_PROJECT, SEPTEMBER).rows([second])[0].marks
        store.undo()
        (row,) = store.view(KEY_PROJECT, SEPTEMBER).rows([first])
        assert "annual_plan" not in row.marks
        assert row.values["annual_plan"] == 4000 * 1_000_000
        for _ in range(3):
            store.redo()
        marks = {
            row.id: row.marks["annual_plan"]
            for row in store.view(KEY_PROJECT, SEPTEMBER).rows([first, second])
        }
        assert (marks[first].misfit, marks[first].answer) == ("约3000", "按批复")
        assert marks[second].note == "已电话核实"


def test_an_older_file_that_may_only_be_read_is_shown_and_left_as_it_is(old_file: Path) -> None:
    before = old_file.read_bytes()
    with Store.open(old_file, RULES, read_only=True) as store:
        assert store.read_only
        assert len(store.view(KEY_PROJECT, SEPTEMBER).rows()) == 6
        assert store.size(ATTACHMENT) == 0
    assert old_file.read_bytes() == before


def test_what_belongs_to_a_record_goes_and_comes_back_with_it(old_file: Path) -> None:
    with Store.open(old_file, RULES) as store:
        record = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
        with store.action("添加附件") as writes:
            values = {"owner_ledger": "key_project", "owner": record, "name": "批复.pdf"}
            writes.insert(ATTACHMENT, values)
        with store.action("删除项目") as writes:
            writes.delete(KEY_PROJECT, [record])
        assert store.size(ATTACHMENT) == 0
        store.undo()
        (row,) = store.view(ATTACHMENT, SEPTEMBER).rows()
        assert (row.values["name"], row.values["owner"]) == ("批复.pdf", record)


class TestVersionTwo:
    @pytest.fixture
    def second(self, tmp_path: Path) -> Path:
        return Path(shutil.copy(OLD / "version_2.fgj", tmp_path / "旧台账.fgj"))

    def test_it_gains_the_ledgers_of_the_whole_bureau_and_keeps_its_rows(self, second: Path) -> None:
        with Store.open(second, RULES) as store:
            assert differences(store.connection, list(store.ledgers.values())) == []
            rows = store.view(KEY_PROJECT, SEPTEMBER).rows()
            assert [row.values["name"] for row in rows] == [
                "犁市镇灌区配套改造",
                "新韶镇卫生院升级",
                "乐园镇小学扩建",
            ]
            assert rows[0].marks["annual_plan"].answer == "按批复"
            assert store.size(PROBLEM) == 0

    def test_what_was_done_before_is_undone_after_work_in_a_new_ledger(self, second: Path) -> None:
        with Store.open(second, RULES) as store:
            project = store.view(KEY_PROJECT, SEPTEMBER).ids()[0]
            with store.action("登记问题") as writes:
                writes.insert(PROBLEM, {"name": "用地手续未完善", "key_project": project}, SEPTEMBER)
            for _ in range(4):
                store.undo()
            assert store.size(PROBLEM) == 0
            assert not store.view(KEY_PROJECT, SEPTEMBER).rows()[0].marks
            for _ in range(4):
                store.redo()
            assert store.view(PROBLEM, SEPTEMBER).rows()[0].values["key_project"] == project


class TestVersionThree:
    @pytest.fixture
    def third(self, tmp_path: Path) -> Path:
        return Path(shutil.copy(OLD / "version_3.fgj", tmp_path / "旧台账.fgj"))

    def test_it_gains_the_rounds_of_reporting_and_keeps_its_rows_and_steps(self, third: Path) -> None:
        with Store.open(third, RULES) as store:
            assert differences(store.connection, list(store.ledgers.values())) == []
            rows = store.view(URBAN_TASK, SEPTEMBER).rows()
            assert [row.values["original:H1"] for row in rows] == [
                "已印发实施方案，累计办理落户 120 人。",
                None,
            ]
            with store.action("发放填报表") as writes:
                writes.insert(REPORT_ROUND, {"name": "新型城镇化半月进展", "period": "2021-09-H1"})
            for _ in range(3):
                store.undo()
            assert store.size(REPORT_ROUND) == 0
            assert store.view(URBAN_TASK, SEPTEMBER).rows()[0].values["original:H1"] is None
            for _ in range(3):
                store.redo()
            assert store.size(REPORT_ROUND) == 1
