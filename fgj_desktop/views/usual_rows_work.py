"""补齐默认步骤: gives records without rows of their own those they usually begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.usual_rows import insert_usual_rows, owners_of, owners_without_rows

if TYPE_CHECKING:
    from fgj_desktop.views.main_window import MainWindow


def fill_usual_rows(window: MainWindow) -> bool:
    """Add what is missing in the ledger on screen, as one action; False when nothing was added, which is said."""
    pane, document = window.pane, window.document
    ledger, usual = pane.ledger, pane.ledger.usual_rows
    if usual is None or not window.finish_editing():
        return False
    owning = owners_of(ledger, usual)
    owners = owners_without_rows(document.store, ledger, usual, document.month)
    if not owners:
        if document.store.size(owning):
            said = f"各{owning.record_title}都已有{ledger.record_title}，没有需要补齐的。"
            window.say(said)
        else:
            said = f"“{owning.title}”还没有{owning.record_title}，请先录入或导入。"
            window.say(said, offers=[(f"打开{owning.title}", lambda: window.open_ledger(owning.name))])
        return False
    serial = pane.shown_table.next_serial()
    done = document.act(
        f"{usual.title}：{len(owners)} {owning.measure_word}{owning.record_title}",
        lambda writes: insert_usual_rows(writes, ledger, usual, owners, serial, document.month),
    )
    if done:
        added = len(owners) * len(usual.rows)
        window.say(
            f"已为 {len(owners)} {owning.measure_word}{owning.record_title}补齐{ledger.record_title}"
            f"（共 {added} {ledger.measure_word}）。可按 Ctrl+Z 全部撤回。"
        )
    return done
