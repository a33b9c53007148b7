"""What the window says in its bands: what came of a step, what failed, why nothing can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.models.closing_words import closing_notice
from fgj_desktop.views.band import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.views.ledger_pane import Offer
    from fgj_desktop.views.main_window import MainWindow


class WindowWords:
    """The band above the rows, which says how they are shown, and the one below, which says what was done."""

    def __init__(self, window: MainWindow, owner: str) -> None:
        """``owner`` says who keeps us from writing."""
        self._window = window
        self._owner = owner
        self._failure = ""
        self.notice = Band(closable=False)
        self.message = Band()

    def say(self, text: str, *, error: bool = False, offers: Sequence[Offer] = ()) -> None:
        """Say one sentence, with what can be done about it."""
        self.message.say(text, "error" if error else "quiet", offers)

    def say_failure(self, text: str) -> None:
        """Say that something was not stored; it stands there until something is."""
        self._failure = text
        self.say(text, error=True)

    def forget(self) -> None:
        """Something was stored: what was said of the step before must not stand there any longer."""
        if self._failure and self.message.text() == self._failure:
            self.message.say("")
        self._failure = ""
        self.message.forget()

    def show_state(self) -> None:
        """Say when the last change was stored, in which unit amounts are shown, and what the period is."""
        window, document = self._window, self._window.document
        window.status.show_saved(document.saved_at)
        window.status.show_unit(document.money_unit)
        window.status.show_read_only(self._owner if document.read_only else "")
        notice = document.period_notice()
        if document.read_only:
            reads = (
                f"{self._owner}，只能查看，不能修改。" if self._owner else "台账以只读方式打开，不能修改。"
            )
            self.notice.say(reads, "warning")
        elif notice:
            month, working = document.month, document.working
            offers: list[Offer] = [
                (f"回到{working.title}", lambda: window.show_month(working)),
                (f"将{month.number}月设为报告期", lambda: document.work_on(month)),
            ]
            self.notice.say(notice, "warning", offers)
        else:
            self._show_closing()

    def _show_closing(self) -> None:
        """Say that the period of the rows in sight is closed, or open for corrections."""
        window, document = self._window, self._window.document
        said, closing = (
            closing_notice(document, window.pane.ledger) if window.middle.page is None else ("", None)
        )
        if closing is None:
            self.notice.say("")
            return
        names = ["unlock_period" if closing.is_locked else "close_period"]
        names += ["corrections"] if closing.reason else []
        actions = [window.bar.actions[name] for name in names]
        offers: list[Offer] = [(action.text(), action.trigger) for action in actions]
        self.notice.say(said, "quiet" if closing.is_locked else "warning", offers)

    def empty_offers(self) -> list[Offer]:
        """What an empty ledger offers."""
        window, document = self._window, self._window.document
        if document.read_only:
            return []
        if window.pane.ledger.kept_by_program:
            return [("打开本期工作", window.bar.actions["round"].trigger)]
        offers: list[Offer] = [
            ("导入 Excel…", window.import_files),
            (f"新增{window.pane.ledger.record_title}", window.pane.add_record),
        ]
        if (usual := window.pane.ledger.usual_rows) is not None:
            offers.append((usual.title, window.bar.actions["usual_rows"].trigger))
        if not document.store.action_count():
            offers.append(("打开示例", window.sample_requested.emit))
        working = document.working
        if document.month != working:
            offers.append((f"回到{working.title}", lambda: window.show_month(working)))
        return offers
