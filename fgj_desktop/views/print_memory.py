"""How each ledger was printed last on this computer: prints and exports begin with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.print_presets import read_setup, write_setup

if TYPE_CHECKING:
    from fgj_desktop.rules.print_setup import PrintSetup
    from fgj_desktop.views.main_window import MainWindow

_MEMORY = "print_desk"


def kept_setup(window: MainWindow) -> PrintSetup:
    """The set-up that the ledger shown was printed by last."""
    every = window.memory.get(_MEMORY)
    kept = every.get(window.pane.ledger.name) if isinstance(every, dict) else None
    return read_setup(window.pane.ledger, kept)


def remembered_preset(window: MainWindow) -> str:
    """The preset that was chosen last for the ledger shown; empty for none."""
    every = window.memory.get(_MEMORY)
    kept = every.get(window.pane.ledger.name) if isinstance(every, dict) else None
    name = kept.get("preset") if isinstance(kept, dict) else None
    return name if isinstance(name, str) else ""


def remember_setup(window: MainWindow, setup: PrintSetup, preset: str) -> None:
    """Remember by which set-up and preset the ledger shown was printed."""
    kept = window.memory.get(_MEMORY)
    every = kept if isinstance(kept, dict) else {}
    mine = {**write_setup(setup), "preset": preset}
    window.memory.set(_MEMORY, {**every, window.pane.ledger.name: mine})
