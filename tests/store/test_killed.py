"""Killed with -9 in the middle of work: every acknowledged edit is there, the file is sound."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.recovery import inspect
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.store import Store
from tests.store.support import SEPTEMBER, new_store

if TYPE_CHECKING:
    from pathlib import Path

EDITS = """
import sys
from pathlib import Path
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
store = Store.open(Path(sys.argv[1]), RULES)
month = Month(2021, 9)
records = store.view(KEY_PROJECT, month).ids()
for number in range(1, 100000):
    with store.action(f"修改 {number}") as writes:
        for record in records:
            writes.put(KEY_PROJECT, record, month, {"invested_to_date": number, "remark": f"第{number}次"})
    print(number, flush=True)
"""
IMPORTS = """
import sys
from pathlib import Path
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
store = Store.open(Path(sys.argv[1]), RULES)
for number in range(1, 100000):
    with store.action(f"导入 {number}", kind="import") as writes:
        for row in range(40):
            writes.insert(KEY_PROJECT, {"name": f"项目{number}-{row}", "annual_plan": row}, Month(2021, 9))
    print(number, flush=True)
"""


def killed_after(script: str, path: Path, seconds: float) -> int:
    """Run the script, kill it, and give the last number it acknowledged."""
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest, _ = process.communicate()
    numbers = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return int(numbers[-1])


@pytest.mark.slow
def test_every_acknowledged_edit_survives_a_kill(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        path = store.path
        with store.action("新增") as writes:
            for number in range(3):
                writes.insert(KEY_PROJECT, {"name": f"项目{number}"}, SEPTEMBER)
    chance = random.Random(7)
    for _ in range(4):
        acknowledged = killed_after(EDITS, path, chance.uniform(0.01, 0.4))
        inspect(path, SCHEMA_VERSION).require_usable()
        with Store.open(path, RULES) as store:
            assert not store.read_only
            values = {row.values["invested_to_date"] for row in store.view(KEY_PROJECT, SEPTEMBER).rows()}
            assert values in ({acknowledged}, {acknowledged + 1})
            assert store.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            while store.undo():
                pass
            assert store.view(KEY_PROJECT, SEPTEMBER).ids() == []
            while store.redo():
                pass
            assert len(store.view(KEY_PROJECT, SEPTEMBER).ids()) == 3


@pytest.mark.slow
def test_an_import_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        path = store.path
    expected = 0
    chance = random.Random(11)
    for _ in range(3):
        killed_after(IMPORTS, path, chance.uniform(0.01, 0.3))
        with Store.open(path, RULES) as store:
            count = len(store.view(KEY_PROJECT, SEPTEMBER).ids())
            assert count % 40 == 0
            assert count > expected
            expected = count
            assert len(store.history(100_000)) == count // 40
