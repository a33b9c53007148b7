"""A month entered by keys alone into a real window of an X server, and found in the file afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.cli.sample import build_sample
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.periods import PERIOD_SETTING
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.sample_store import WAN

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is an X server on Linux only"),
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")),
        reason="Xvfb and xdotool are missing; `make test` installs them where it may",
    ),
]

OCTOBER = Month(2021, 10)
ENTERED = ("invested_to_date", "physical_progress", "actual_invested_to_date")
PATIENCE = 90
TITLE = "发改台账"


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of its own, without a window manager; no key repeats however slow the machine is."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
            "-noreset",
            "-r",
        ],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(timeout=PATIENCE)


@pytest.fixture
def ledger_file(tmp_path: Path) -> Path:
    """The sample's 48 projects, worked on in October, for which nothing is reported yet."""
    path = tmp_path / "sample.fgj"
    build_sample(path)
    with Store.open(path, RULES) as store:
        store.settings.set(PERIOD_SETTING, OCTOBER.key)
    return path


class Hands:
    """Press keys in the one window of a display, and count them."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self.pressed = 0

    def find(self, title: str, program: subprocess.Popen[bytes]) -> None:
        """Wait for the program's window and give it the keyboard."""
        found, until = "", time.monotonic() + PATIENCE
        while not found:
            assert program.poll() is None, "the program ended"
            assert time.monotonic() < until, "the program showed no window"
            time.sleep(0.05)
            found = self._run("search", "--onlyvisible", "--name", title, check=False)
        self._run("windowfocus", "--sync", found.split()[0])

    def press(self, *keys: str) -> None:
        """Press keys one after the other; a key with its modifiers counts as one."""
        self.pressed += len(keys)
        self._run("key", "--delay", "4", *keys)

    def _run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *command],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=check,
        )
        return done.stdout


def texts(count: int) -> dict[str, list[str]]:
    """What is typed into each column, from the first project to the last."""
    return {
        "invested_to_date": [str(5200 + 7 * number) for number in range(count)],
        "physical_progress": [f"no{number}" for number in range(1, count + 1)],
        "actual_invested_to_date": [str(6100 + 11 * number) for number in range(count)],
    }


def enter(hands: Hands, columns: dict[str, list[str]]) -> int:
    """Type column by column, as a clerk copies a month from paper; gives how many presses only led somewhere."""
    shown = [field.name for field in KEY_PROJECT.grid_fields()]
    hands.press("ctrl+Home")
    here, leading = 0, 1
    for name, entries in columns.items():
        steps = shown.index(name) - here
        here += steps
        back = [] if leading == 1 else ["ctrl+Up"]
        hands.press(*back, *["Right"] * steps)
        leading += len(back) + steps
        for text in entries:
            hands.press(*text, "Return")
    return leading


def test_a_month_of_48_projects_takes_no_more_keys_than_a_spreadsheet(
    display: str, ledger_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(ledger_file, RULES, read_only=True) as store:
        projects = store.view(KEY_PROJECT, OCTOBER).ids()
    columns = texts(len(projects))
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_QPA_PLATFORMTHEME": ""}
    environment.pop("WAYLAND_DISPLAY", None)
    program = subprocess.Popen([sys.executable, "-m", "fgj_desktop", str(ledger_file)], env=environment)
    hands = Hands(display)
    try:
        hands.find(TITLE, program)
        leading = enter(hands, columns)
        needed = leading + sum(len(text) + 1 for entries in columns.values() for text in entries)
        entered = hands.pressed
        hands.press("ctrl+q")
        assert program.wait(timeout=PATIENCE) == 0
    finally:
        program.kill()

    assert len(projects) == 48
    assert entered <= needed
    with capsys.disabled():
        print(f"\n48 projects, 3 columns: {entered} key presses, {leading} of them to get to the columns")
    with Store.open(ledger_file, RULES) as store:
        assert found(store, projects) == columns


def found(store: Store, projects: list[int]) -> dict[str, list[str]]:
    """What the file holds for October itself, nothing carried from September."""
    rows = store.view(KEY_PROJECT, OCTOBER).rows(projects)
    own = dict(
        store.connection.execute(
            f"SELECT record, 1 FROM {KEY_PROJECT.table(Axis.MONTH)} WHERE key = ?", (OCTOBER.key,)
        )
    )
    assert set(own) == set(projects)
    assert not any(name in row.carried for row in rows for name in ENTERED)
    result: dict[str, list[str]] = {name: [] for name in ENTERED}
    for row in rows:
        for name in ENTERED:
            value = row.values[name]
            result[name].append(str(value // WAN) if isinstance(value, int) else str(value))
    return result
