from __future__ import annotations

import pytest

from fgj_desktop.resources import resource_path


def test_a_shipped_file_is_found() -> None:
    assert resource_path("pinyin_initials.txt").is_file()


def test_a_file_never_shipped_is_said_to_be_missing() -> None:
    with pytest.raises(FileNotFoundError, match="none.xlsx"):
        resource_path("none.xlsx")
