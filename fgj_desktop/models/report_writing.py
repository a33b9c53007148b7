"""Writing a document from the window: what is chosen, what is written, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.documents.reports import (
    ReportRequest,
    basis_notes,
    figures_of_its_own,
    file_title,
    make_report,
    reported_for,
)
from fgj_desktop.documents.text_carried import carried_over
from fgj_desktop.documents.text_letters import LetterOptions, sent_letter
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.documents.word_open import read_word
from fgj_desktop.documents.word_pictures import as_it_is
from fgj_desktop.documents.word_saving import plan_saving
from fgj_desktop.documents.word_sources import sources_document
from fgj_desktop.documents.word_stamp import KIND, PERIOD, read_stamp
from fgj_desktop.documents.word_templates import template_of
from fgj_desktop.errors import UserError
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.ledgers import KEY_PROJECT, REPORT_ROUND, URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.letter_record import register_letter
from fgj_desktop.rules.rounds import round_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fgj_desktop.documents.reports import Report, ReportKind
    from fgj_desktop.documents.word_fonts import WordFonts
    from fgj_desktop.documents.word_pictures import Prepare
    from fgj_desktop.documents.word_saving import SavePlan
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.store import Store

LETTER_COMMAND = "letter"
_ROUNDS = {"urbanization": URBAN_TASK, "bulletin": KEY_PROJECT}
"""The ledger whose round a document ends."""
_BACK = 8


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """What is chosen of a document."""

    kind: ReportKind
    period: ReportPeriod
    letter: LetterOptions
    out: Path
    units: tuple[str, ...] = ()
    by: str = ""
    previous: Path | None = None
    """The clerk's last document, whose standing words are carried over."""
    sources: bool = False
    register: bool = False
    as_reported: bool = False
    """Whether a closed period is told as it was reported."""

    def request(self, store: Store) -> ReportRequest:
        """The same, for the file. Raises UserError when what was reported is wanted of what is not closed."""
        reported = reported_for(store, self.kind, self.period) if self.as_reported else None
        return ReportRequest(store, self.period, self.letter, self.units, self.by, reported)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written where, and what is to be told of it."""

    path: Path
    words: tuple[str, ...] = field(default=())


def periods_for(kind: ReportKind, around: ReportPeriod) -> list[ReportPeriod]:
    """The periods offered for a kind of document, the newest first: halves or months."""
    month = around.month
    first = ReportPeriod(month, "H2") if kind.is_half_month else ReportPeriod(month)
    found = [first.next, first]
    for _ in range(_BACK):
        found.append(found[-1].previous)
    wanted = around if around.half or not kind.is_half_month else first
    return found if wanted in found or (around.half and not kind.is_half_month) else [wanted, *found]


def proposed_name(kind: ReportKind, period: ReportPeriod) -> str:
    """What the file is called: 「工作总结（2021年1—9月）.docx」."""
    return f"{file_title(kind, period)}.docx"


def write_document(
    document: LedgerDocument, choice: ReportChoice, fonts: WordFonts, prepare: Prepare = as_it_is
) -> Written:
    """Write a document by its template; ``prepare`` gives photos as they go into it. Raises UserError or EnvironmentProblem, and then nothing was written."""
    store = document.store
    template, note = template_of(store.path, choice.kind.title)
    content, carried = read_word(template), ""
    if choice.previous is not None:
        taken = carried_over(content, template.name, read_word(choice.previous), choice.previous.name)
        content, carried = taken.content, f"沿用上期文字 {len(taken.taken)} 段。"
    request = choice.request(store)
    made = make_report(choice.kind, request, (content, template.name), fonts, prepare)
    plan = plan_saving(choice.out, made.content)
    _write(plan.path, made.content)
    words = [f"已写出：{plan.path.name}。", plan.words, carried, note, *fonts.notices]
    notes = basis_notes(request, made)
    if choice.sources:
        words.append(_write_sources(request, made, plan, notes, fonts))
    words += notes
    words += _kept(document, choice, made, plan.path)
    return Written(plan.path, tuple(word for word in words if word))


def _write(path: Path, content: bytes) -> None:
    def put(part: Path) -> None:
        part.write_bytes(content)

    write_whole(path, put)


def _write_sources(
    request: ReportRequest, made: Report, plan: SavePlan, notes: Sequence[str], fonts: WordFonts
) -> str:
    names = [one.name for one in made.figures]
    if not names:
        return "文档中没有台账数字，未写数据来源。"
    target = plan.path.with_name(f"{plan.path.stem}（数据来源）.docx")
    own = figures_of_its_own(made.kind, request)
    page = sources_document(made.kind.title, names, request.telling, plan.moved, own, notes)
    _write(target, word_bytes(page, fonts))
    return f"数据来源：{target.name}。"


def _kept(document: LedgerDocument, choice: ReportChoice, made: Report, path: Path) -> list[str]:
    """What the file keeps of it: a letter in 来文和函件, the report with its round."""
    if document.read_only:
        return []
    if choice.register and choice.kind.command == LETTER_COMMAND:
        telling = choice.request(document.store).telling
        sent = sent_letter(telling, choice.kind.title, made.document, choice.letter)
        register_letter(document.store, telling.basis, sent)
        due = sent.reply_due
        return [f"已登记到来文和函件，回复时限{due.year}年{due.month}月{due.day}日。"]
    info = round_about(document.store, choice.kind, choice.period)
    if info is None or info.text("report_file") == str(path):
        return []
    document.act(
        f"登记报告：{info.name}",
        lambda writes: writes.put(REPORT_ROUND, info.id, None, {"report_file": str(path)}),
    )
    return [f"已登记为“{info.name}”的报告。"]


def round_about(store: Store, kind: ReportKind, period: ReportPeriod) -> RoundInfo | None:
    """The round that a document ends; None for others."""
    ledger = _ROUNDS.get(kind.command)
    if ledger is None:
        return None
    return round_of(store, ledger, period if kind.is_half_month else ReportPeriod(period.month))


def as_stamped(content: bytes, name: str) -> tuple[str, ReportPeriod | None]:
    """What a document of ours is, and of which period; empty for somebody else's."""
    stamp = read_stamp(content, name)
    try:
        period = ReportPeriod.parse(stamp.get(PERIOD, ""))
    except UserError:
        period = None
    return stamp.get(KIND, ""), period
