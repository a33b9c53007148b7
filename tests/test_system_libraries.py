"""What the system lacks is named: for running what windows need, for testing what types into them too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts.ensure_system_libraries import missing

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages are those of Debian")


def test_only_tests_ask_for_programs_that_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert {("xvfb",), ("xdotool",)} <= set(missing(tests=True))
    assert not {("xvfb",), ("xdotool",)} & set(missing())


def test_programs_that_are_there_are_not_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("Xvfb", "xdotool"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not {("xvfb",), ("xdotool",)} & set(missing(tests=True))


def test_the_parts_of_libreoffice_that_tests_convert_with_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ("libreoffice-writer-nogui", "libreoffice-writer") in missing(tests=True)
    for name in ("soffice", "libsclo.so"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    asked = [names for names in missing(tests=True) if "libreoffice" in names[0]]
    assert asked == [("libreoffice-writer",)]
