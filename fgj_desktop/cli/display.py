"""Whether there is a screen to paint on."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Whether Qt will find a screen, or was told by name what to paint on."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def paint_off_screen() -> None:
    """Let Qt paint off screen where there is no screen."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
