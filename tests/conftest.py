"""What every test stands on: no display, no folder of the user's, laws tried without a clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Before Qt is imported. FGJ_TEST_DISPLAY=1 shows the windows on the screen at hand.
if not os.environ.get("FGJ_TEST_DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Qt is asked for Chinese by the program itself; what the machine speaks must not matter.
os.environ["LC_ALL"] = "C.UTF-8"

# A machine that is busy makes a single example slow; that is no fault of the program.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), max_examples=40, derandomize=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))

_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/AppData/Roaming",
    "LOCALAPPDATA": "home/AppData/Local",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "home/run",
}


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has an empty home folder, so that it neither reads nor writes the user's own."""
    base = tmp_path_factory.mktemp("user")
    for variable, folder in _FOLDERS.items():
        path = base / folder
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)
        monkeypatch.setenv(variable, str(path))
    return base / "home"


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: QApplication) -> Iterator[QApplication]:
    """The application of windows comes first: one made for printing alone would stay, and windows need more."""
    yield qapp
    # Off screen the clipboard outlives the interpreter, and what Python put there would be deleted without it.
    qapp.clipboard().clear()
