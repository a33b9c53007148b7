"""写进展报告, 更新数字: which document of which period, and what is told when it is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fgj_desktop.documents.report_updating import brought_up_to_date, is_as_reported
from fgj_desktop.documents.reports import BY_TITLE, FIGURE_LEDGERS, REPORTS
from fgj_desktop.documents.word_open import read_word
from fgj_desktop.documents.word_update import moved_words
from fgj_desktop.errors import FgjError
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.ledgers import URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.models.report_writing import as_stamped
from fgj_desktop.rules.as_reported import corrected
from fgj_desktop.rules.rounds import RoundInfo
from fgj_desktop.views.file_dialogs import ask_open, ask_save, remember_folder, remembered_folder
from fgj_desktop.views.report_dialog import DOCUMENTS, ReportDialog
from fgj_desktop.views.round_page import RoundPage
from fgj_desktop.views.waiting import waiting
from fgj_desktop.views.window_actions import open_path
from fgj_desktop.views.word_fonts import machine_word_fonts

if TYPE_CHECKING:
    from pathlib import Path

    from fgj_desktop.documents.reports import ReportKind
    from fgj_desktop.documents.word_update import Updated
    from fgj_desktop.models.report_writing import Written
    from fgj_desktop.views.ledger_pane import Offer
    from fgj_desktop.views.main_window import MainWindow

_FOLDER = "reports"


def write_report(window: MainWindow) -> ReportDialog | None:
    """Ask which document is to be written; None when what is being typed cannot be stored."""
    if not window.pane.grid.finish_editing():
        return None
    kind, period = _wanted(window)
    dialog = ReportDialog(window, kind, period)
    dialog.written.connect(partial(_tell, window))
    dialog.open()
    return dialog


def _wanted(window: MainWindow) -> tuple[ReportKind, ReportPeriod]:
    """The document of the round on screen, else of the ledger on screen, for the period shown."""
    info = getattr(getattr(window.middle.page_widget(), "status", None), "info", None)
    month = window.document.month
    if isinstance(info, RoundInfo):
        urban = info.ledger == URBAN_TASK
        return next(
            one for one in REPORTS if one.command == ("urbanization" if urban else "bulletin")
        ), info.period
    if window.pane.ledger == URBAN_TASK:
        return REPORTS[0], ReportPeriod(month, "H2")
    return next(one for one in REPORTS if one.command == "bulletin"), ReportPeriod(month)


def _tell(window: MainWindow, made: Written) -> None:
    page = window.middle.page_widget()
    if isinstance(page, RoundPage):
        page.finish()
    offers = [
        ("打开文档", partial(open_path, made.path)),
        ("打开文件夹", partial(open_path, made.path.parent)),
    ]
    window.say("".join(made.words), offers=offers)


def update_document(window: MainWindow) -> None:
    """更新数字: ask for a Word document of the clerk's, then where the new one is to be written."""
    if window.pane.grid.finish_editing():
        folder = remembered_folder(window.memory, _FOLDER)
        ask_open(window, "更新哪个文档的数字", folder, DOCUMENTS, partial(_read, window))


def _read(window: MainWindow, path: Path, as_reported: bool | None = None) -> None:
    """Update a document; one by 按定稿数字 stays so unless it is said otherwise."""
    document = window.document
    offers: list[Offer] = []
    try:
        content = read_word(path)
        kind, period = as_stamped(content, path.name)
        period = period or ReportPeriod(document.month)
        said = is_as_reported(content, path.name) if as_reported is None else as_reported
        with waiting(), document.reading():
            offers = _other_way(window, path, BY_TITLE.get(kind), period, said)
            made = brought_up_to_date(
                document.store, content, path.name, period, as_reported=said, fonts=machine_word_fonts()
            )
    except FgjError as problem:
        window.say(str(problem), error=True, offers=offers)
        return
    if not (made.moved or made.placed):
        window.say("".join(update_lines(made, period, said)), offers=offers)
        return
    proposed = path.with_name(f"{path.stem}（更新）.docx")
    words = update_lines(made, period, said)
    ask_save(
        window, "更新后的文档存为", proposed, DOCUMENTS, partial(_save, window, path, made, words, offers)
    )


def _other_way(
    window: MainWindow, path: Path, kind: ReportKind | None, period: ReportPeriod, said: bool
) -> list[Offer]:
    """What was reported instead of what is now, or the other way round; nothing where both are the same."""
    store = window.document.store
    ledgers = kind.ledgers if kind is not None and kind.ledgers else FIGURE_LEDGERS
    if not said and not corrected(store, period, ledgers, WAN):
        return []
    words = "改按更正后的数字更新" if said else "改按定稿数字更新"
    return [(words, partial(_read, window, path, not said))]


def _save(
    window: MainWindow, source: Path, made: Updated, lines: list[str], offers: list[Offer], path: Path
) -> None:
    def put(part: Path) -> None:
        part.write_bytes(made.content)

    if path == source:
        window.say("更新后的文档请另取文件名，原文档未作改动。", error=True)
        return
    try:
        write_whole(path, put)
    except FgjError as problem:
        window.say(str(problem), error=True)
        return
    remember_folder(window.memory, _FOLDER, path)
    words = [f"已写出：{path.name}，“{source.name}”未作改动。", *lines]
    window.say("".join(words), offers=[("打开文档", partial(open_path, path)), *offers])


def update_lines(made: Updated, period: ReportPeriod, as_reported: bool = False) -> list[str]:
    """What bringing a document up to date came to, in sentences."""
    if not (made.moved or made.same or made.placed or made.by_hand):
        return ["文档中没有可更新的数字：既没有 {{数据项}}，也没有本软件写入的数字。", *made.unknown]
    title = period.title if period.half else period.month.title
    basis = "定稿数字" if as_reported else "台账"
    same = f"{made.same} 个数字与{title}的{basis}一致，没有变化。" if made.same else ""
    lines = [moved_words(made.moved) or same]
    if made.placed:
        lines.append(f"已填写数据项 {made.placed} 处。")
    lines += [f"“{one.name}”已手工改为 {one.before}，予以保留；台账为 {one.after}。" for one in made.by_hand]
    return [*lines, *made.unknown, *made.notes]
