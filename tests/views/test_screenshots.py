"""Every page of the window as a picture, without touching the file or the user's folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.store.store import Store
from fgj_desktop.views.screenshots import render_pages
from tests.sample_store import SEPTEMBER


def test_every_page_is_rendered_and_the_file_left_as_it_was(
    qtbot: QtBot, store: Store, tmp_path: Path, a_home_of_its_own: Path
) -> None:
    before = store.action_count()
    made = render_pages(store.path, tmp_path / "图", SEPTEMBER, (1024, 700))
    names = [path.stem.partition("-")[2] for path in made]
    for name in (
        "key-project",
        "bond-reserve",
        "cell-history",
        "record-history",
        "history",
        "history-revert",
        "checks",
        "note",
        "print-desk",
        "record-sheet",
        "chart-opened",
        "chart-furthest",
        "chart-task-line",
        "wallchart",
        "import",
        "first-start",
        "recovery",
    ):
        assert name in names
    assert [path.name for path in made] == sorted(path.name for path in made)
    first = QImage(str(made[0]))
    assert (first.width(), first.height()) == (1024, 700)
    assert store.action_count() == before
    assert not list(a_home_of_its_own.rglob("*.fgj"))
    assert not list(a_home_of_its_own.rglob("window.json"))


def test_a_folder_that_cannot_be_made_is_said(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    (tmp_path / "图").write_text("in the way")
    with pytest.raises(EnvironmentProblem, match="无法建立文件夹"):
        render_pages(store.path, tmp_path / "图", SEPTEMBER, (1024, 700))
