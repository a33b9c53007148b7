"""A produced file is there whole, or what stood there before is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from fgj_desktop.store.whole_file import write_whole_bytes


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "图.png"
    for content in (b"one", b"two"):
        write_whole_bytes(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives rights by folder")
def test_others_may_read_it_as_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "new").touch()
    write_whole_bytes(tmp_path / "图.png", b"one")
    assert (tmp_path / "图.png").stat().st_mode == (tmp_path / "new").stat().st_mode


@pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "replace")])
def test_what_fails_leaves_the_older_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str
) -> None:
    path = tmp_path / "图.png"
    path.write_bytes(b"before")

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(OSError, match="full"):
        write_whole_bytes(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
