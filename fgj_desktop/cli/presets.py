"""Presets of prints (打印方案) named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.models.print_presets import PrintPresets
from fgj_desktop.rules.print_setup import PrintSetup

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.store import Store


def preset_named(store: Store, ledger: Ledger, name: str | None) -> PrintSetup:
    """The preset of a name, or the usual set-up when none is named; raises UserError for an unknown one."""
    if name is None:
        return PrintSetup()
    presets = PrintPresets(store.settings, ledger)
    found = presets.named(name)
    if found is None:
        names = "、".join(presets.names())
        raise UserError(f"{ledger.title}没有打印方案“{name}”，可选：{names or '无'}。")
    return found
