"""The command line: the same functions as the window, for scripts, checks and headless machines."""

from __future__ import annotations

from fgj_desktop.cli.main import main

__all__ = ["main"]
