"""The file as it stood after an action: told back from the log, whatever version wrote it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.past_file import as_it_stood, days_of_work, last_action_of
from fgj_desktop.store.store import Store
from tests.store.support import NOW, SEPTEMBER, WAN, add_project, contents, new_store

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "ledgers").glob("version_*.fgj"))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_file_of_every_version_tells_what_it_was_at_each_step(tmp_path: Path, fixture: Path) -> None:
    path = tmp_path / fixture.name
    shutil.copyfile(fixture, path)
    with Store.open(path, RULES) as store:
        now, last = contents(store), store.action_count()
        sizes = []
        for action in range(last + 1):
            with as_it_stood(store, action) as past:
                held = contents(past)
                sizes.append(sum(len(rows) for rows in held.values()))
        assert held == now
        assert sizes[0] == 0
        assert contents(store) == now


def test_undone_steps_and_deleted_records_are_told_as_they_were(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        states = [contents(store)]
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        states.append(contents(store))
        with store.action("改") as writes:
            writes.put(KEY_PROJECT, record, SEPTEMBER, {"invested_to_date": 60 * WAN, "problem": "征地"})
        states.append(contents(store))
        with store.action("删") as writes:
            writes.delete(KEY_PROJECT, [record])
        states.append(contents(store))
        store.undo()
        states.append(contents(store))
        for action, state in enumerate(states):
            with as_it_stood(store, action) as past:
                assert contents(past) == state
                assert past.read_only


def test_a_day_leads_to_the_last_step_of_that_day(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with pytest.raises(UserError, match="2021年10月8日本文件还没有数据"):
            last_action_of(store, NOW.date())
        add_project(store, "甲项目")
        add_project(store, "乙项目")
        assert last_action_of(store, NOW.date()) == 2
        assert last_action_of(store, NOW.date() + datetime.timedelta(days=9)) == 2
        assert days_of_work(store) == [NOW.date()]
        with pytest.raises(UserError):
            last_action_of(store, NOW.date() - datetime.timedelta(days=1))
