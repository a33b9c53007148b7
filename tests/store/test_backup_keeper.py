"""Backups happen by themselves: after changes, at close, before imports; and they can be opened."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.backup_keeper import SECOND_PLACE, BackupKeeper
from fgj_desktop.store.backup_schedule import BackupMoment
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, add_project, new_store

if TYPE_CHECKING:
    from pathlib import Path


def test_a_backup_is_due_once_something_changed(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        keeper = BackupKeeper(store, tmp_path / "backups")
        assert not keeper.is_due(BackupMoment.CLOSE)
        add_project(store, "甲项目")
        assert keeper.is_due(BackupMoment.CLOSE)
        keeper.back_up()
        assert not keeper.is_due(BackupMoment.CLOSE)
        assert keeper.back_up_if_due(BackupMoment.IMPORT) is None
        store.undo()
        assert keeper.is_due(BackupMoment.CLOSE)
        assert keeper.is_due(BackupMoment.IMPORT)


def test_a_backup_made_beside_the_writer_opens_with_all_rows(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        keeper = BackupKeeper(store, tmp_path / "backups")
        add_project(store, "甲项目")
        task = keeper.task()
        thread = threading.Thread(target=task.run)
        thread.start()
        add_project(store, "乙项目")
        thread.join()
        keeper.made(task)
        assert keeper.is_due(BackupMoment.CLOSE)
        (backup,) = keeper.backups()
    with Store.open(backup.path, RULES) as copy:
        names = [row.values["name"] for row in copy.view(KEY_PROJECT, AUGUST).rows()]
        assert names in (["甲项目"], ["甲项目", "乙项目"])
        assert copy.undo_label() == f"新增 {names[-1]}"


def test_a_missing_second_place_is_told_and_harms_nothing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "甲项目")
        store.settings.set(SECOND_PLACE, str(tmp_path / "U盘"))
        info = BackupKeeper(store, tmp_path / "backups").back_up()
        assert info.second is None
        assert info.second_problem
        (tmp_path / "U盘").mkdir()
        add_project(store, "乙项目")
        info = BackupKeeper(store, tmp_path / "backups").back_up()
        assert info.second is not None
        assert info.second.exists()


def test_a_file_open_for_reading_only_makes_no_backups(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "甲项目")
        with Store.open(store.path, RULES) as second:
            assert not BackupKeeper(second, tmp_path / "backups").is_due(BackupMoment.CLOSE)
