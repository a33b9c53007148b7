"""打印方案 at the print desk: choosing one, keeping what is chosen as one, and forgetting one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.errors import FgjError
from fgj_desktop.models.print_presets import PrintPresets
from fgj_desktop.rules.print_setup import PrintSetup
from fgj_desktop.views.print_desk_panel import USUAL
from fgj_desktop.views.view_dialogs import NameDialog, NameWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.views.print_desk import PrintDesk

_READ_ONLY = "台账以只读方式打开，打印方案可以选用，不能保存。"


class DeskPresets:
    """The presets of the ledger that the desk prints."""

    def __init__(self, desk: PrintDesk) -> None:
        self._desk, self._panel = desk, desk.panel
        document = desk.window_.document
        self._kept = PrintPresets(document.store.settings, desk.window_.pane.ledger)
        self._panel.preset_chosen.connect(self.choose)
        self._panel.save.clicked.connect(self.ask_for_name)
        self._panel.delete.clicked.connect(self._delete)
        if document.read_only:
            for button in (self._panel.save, self._panel.delete):
                button.setEnabled(False)
                button.setToolTip(_READ_ONLY)

    def fill(self, chosen: str) -> None:
        """List the presets, one of them chosen; the usual set-up for none."""
        self._panel.preset.offer([(USUAL, ""), *((name, name) for name in self._kept.names())])
        self._panel.preset.choose(chosen)
        self._enable()

    def choose(self, name: str) -> None:
        """Print by a preset; by the usual set-up when the name is empty."""
        self._panel.preset.choose(name)
        self._enable()
        self._desk.show_setup(self._kept.named(name) or PrintSetup())

    def ask_for_name(self) -> NameDialog:
        """Ask under which name the set-up is kept."""
        proposed = self._panel.preset.value() or ""
        dialog = NameDialog(
            "保存打印方案",
            proposed,
            (USUAL,),
            self._kept.names(),
            self._desk,
            NameWords(
                "纸张、列、排序、分组、附注、签名行和标注一起保存在台账文件中：",
                "方案名称，如 上报市局",
                f"“{USUAL}”不能作为方案名称，请换一个。",
                "已有同名方案，保存后将替换它。",
            ),
        )
        dialog.named.connect(self.save)
        dialog.open()
        return dialog

    def save(self, name: str) -> None:
        """Keep what is chosen under a name."""
        resolved = self._desk.resolved()
        said = f"已保存打印方案“{name}”。"
        if self._try(partial(self._kept.save, name, resolved), said):
            self.fill(name)
            self._desk.show_setup(resolved)
            self._desk.say(said)

    def _delete(self) -> None:
        name = self._panel.preset.value()
        if name and self._try(
            partial(self._kept.delete, name),
            f"已删除打印方案“{name}”，打印设置未改动。可用“保存方案”重新保存。",
        ):
            self.fill("")

    def _try(self, action: Callable[[], object], done: str) -> bool:
        try:
            action()
        except FgjError as problem:
            self._desk.say(str(problem))
            return False
        self._desk.say(done)
        return True

    def _enable(self) -> None:
        if not self._desk.window_.document.read_only:
            self._panel.delete.setEnabled(bool(self._panel.preset.value()))
