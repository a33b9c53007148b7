"""Start-up: the ledger is opened in a thread while Qt is being imported, then both meet in a window."""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from fgj_desktop.models.opening import Opened
    from fgj_desktop.views.window_memory import WindowMemory

SWITCH_INTERVAL = 0.0005
"""Seconds after which a computing thread yields to the window."""


def run(path: Path | None = None, quit_after_paint: bool = False) -> int:
    """Open the window on ``path``, else on the file used last, else on the first page.

    ``quit_after_paint`` ends the program when rows are on the screen, for measuring. Gives the exit code.
    """
    # Looking for unreachable objects takes up to 60 ms: while the window rests, never between two keys.
    gc.disable()
    opening = _Opening(path)
    opening.start()
    choose_input_method(os.environ)

    from PySide6.QtWidgets import QApplication

    from fgj_desktop.views.program import Program
    from fgj_desktop.views.trouble import Trouble

    application = QApplication(sys.argv[:1])
    opening.join()
    logs = log_folder()
    program = Program(application, opening.memory, build_sample=_build_sample, log_folder=logs)
    trouble = Trouble(program, logs, program.host)
    trouble.install()
    # Not before: while Qt is imported, changing threads that often only costs time.
    sys.setswitchinterval(SWITCH_INTERVAL)
    try:
        program.start(opening.opened, quit_after_paint=quit_after_paint)
    except Exception:  # noqa: BLE001  told like a fault met later: a program that ends without a word tells nothing
        trouble.report(*sys.exc_info())
    return application.exec()


class _Opening(threading.Thread):
    """Reads the memory and opens the file, beside the imports of Qt."""

    memory: WindowMemory

    def __init__(self, path: Path | None) -> None:
        super().__init__(name="opening")
        self._path = path
        self.opened: Opened | None = None

    def run(self) -> None:
        """Open as far as the first rows."""
        from fgj_desktop.models.opening import open_ledger
        from fgj_desktop.views.window_memory import WindowMemory

        self.memory = WindowMemory()
        path = self._path
        if path is None:
            path = next((one for one in self.memory.recent()[:1] if one.is_file()), None)
        if path is not None:
            self.opened = open_ledger(path, self.memory.of_file(path))


def _build_sample(path: Path) -> None:
    from fgj_desktop.cli.sample import build_sample

    build_sample(path)


def log_folder() -> Path:
    """Where the logs lie: with the user's data, not with the ledger."""
    import platformdirs

    return Path(platformdirs.user_log_dir("FGJDesktop", appauthor=False))


def choose_input_method(environment: MutableMapping[str, str], plugins: Path | None = None) -> None:
    """Let Chinese be typed under fcitx on Linux: it speaks the protocol of ibus, for which Qt has a plugin.

    The Qt of the Python packages has no plugin of fcitx; asked for one, it would take no input method.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = environment.get("QT_IM_MODULE", "")
    modifiers = environment.get("XMODIFIERS", "")
    if not wanted.startswith("fcitx") and (wanted or "fcitx" not in modifiers):
        return
    if plugins is None:
        from importlib.util import find_spec

        found = find_spec("PySide6")
        base = Path(found.origin).parent if found is not None and found.origin else Path()
        plugins = base / "Qt" / "plugins" / "platforminputcontexts"
    if not any(plugins.glob("*fcitx*")):
        environment["QT_IM_MODULE"] = "ibus"
