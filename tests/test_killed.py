"""The program killed with -9, window and command line alike: what it acknowledged is there, the file is clean."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fgj_desktop.cli.main import main
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.rules import RULES
from fgj_desktop.store.backup import list_backups
from fgj_desktop.store.recovery import inspect
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.store import Store
from tests.sample_store import fill

pytestmark = pytest.mark.slow

SEPTEMBER = Month(2021, 9)
BOOK = resource_path("sample") / "重点项目月度台账2021年.xlsx"
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from fgj_desktop.views.main_window import MainWindow
from fgj_desktop.views.window_memory import WindowMemory
application = QApplication([])
store = Store.open(Path(sys.argv[1]), RULES)
window = MainWindow(LedgerDocument(store, Month(2021, 9)), WindowMemory(Path(sys.argv[2])))
window.show()
table = window.pane.table
column = table.column_of("remark")
for number in range(1, 100000):
    assert table.setData(table.index(number % 6, column), f"第{number}次修改")
    if number % 10 == 0:
        application.processEvents()
    print(number, flush=True)
"""
BACKUPS = """
import datetime, sys
from pathlib import Path
from fgj_desktop.rules import RULES
from fgj_desktop.store.backup import make_backup
from fgj_desktop.store.store import Store
store = Store.open(Path(sys.argv[1]), RULES)
for number in range(1, 100000):
    moment = datetime.datetime(2021, 10, 8) + datetime.timedelta(minutes=number)
    make_backup(store.connection, Path(sys.argv[2]), "台账", moment)
    print(number, flush=True)
"""


def kill(code: str, *arguments: object, after: Callable[[int], bool], seconds: float) -> int:
    """Run the code until it has acknowledged enough and a little longer, kill it; gives its last number."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    last = 0
    while not after(last):
        line = process.stdout.readline()
        assert line, "the process ended by itself"
        last = int(line)
    time.sleep(seconds)
    process.kill()
    rest, _ = process.communicate()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return int(whole[-1]) if whole else last


def is_clean(path: Path) -> bool:
    return main(["check", str(path)]) == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "台账.fgj"
    with Store.create(made, RULES) as store:
        fill(store)
    return made


def test_a_window_killed_among_edits_has_kept_every_one(path: Path, tmp_path: Path) -> None:
    chance = random.Random(3)
    for _ in range(2):
        kept = kill(
            WINDOW,
            path,
            tmp_path / "window.json",
            after=lambda number: number >= 100,
            seconds=chance.random() / 5,
        )
        assert is_clean(path)
        with Store.open(path, RULES) as store:
            assert not store.read_only
            remarks = {row.values["remark"] for row in store.view(KEY_PROJECT, SEPTEMBER).rows()}
        newest = {f"第{number}次修改" for number in range(kept - 5, kept + 1)}
        one_more = {f"第{number}次修改" for number in range(kept - 4, kept + 2)}
        assert remarks in (newest, one_more)


def test_an_import_killed_anywhere_is_whole_or_not_there(path: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.fgj"
    Store.create(empty, RULES).close()
    seen = set()
    for delay in (0.35, 0.7, 0.9, 1.1):
        target = tmp_path / "导入.fgj"
        shutil.copy(empty, target)
        process = subprocess.Popen(
            [sys.executable, "-m", "fgj_desktop", "import", str(target), "key_project", str(BOOK)],
            stdout=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.kill()
        process.wait()
        assert is_clean(target)
        with Store.open(target, RULES) as store:
            count = len(store.view(KEY_PROJECT, SEPTEMBER).ids())
            assert (count, len(store.history(9))) in {(0, 0), (48, 1)}
            seen.add(count)
        for one in tmp_path.glob("导入.fgj*"):
            one.unlink()
    assert 0 in seen


def test_a_backup_killed_in_the_making_leaves_only_good_ones(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    chance = random.Random(5)
    for round_ in range(1, 3):
        kept = kill(BACKUPS, path, folder, after=lambda number: number >= 3, seconds=chance.random() / 20)
        found = list_backups(folder, "台账")
        assert len(found) >= kept >= 3, round_
        for one in found:
            inspect(one.path, SCHEMA_VERSION, thorough=True).require_usable()
        assert is_clean(path)
