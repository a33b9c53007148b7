"""The documents that can be written of a file: what each is called, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fgj_desktop.documents.record_photos import photos_of
from fgj_desktop.documents.record_sheet import Photo, Photos
from fgj_desktop.documents.text_applications import application_tables
from fgj_desktop.documents.text_bulletin import bulletin
from fgj_desktop.documents.text_letters import (
    CHASE,
    REMINDER,
    SUPERVISION,
    LetterOptions,
    chase_letter,
    reminder_letter,
    supervision_letter,
)
from fgj_desktop.documents.text_meeting import BY_LEADER, meeting_pack
from fgj_desktop.documents.text_problems import CITY, DISTRICT, problem_report
from fgj_desktop.documents.text_summary import quarterly_summary
from fgj_desktop.documents.text_urban import own_sources, urban_progress
from fgj_desktop.documents.word_content import FigureRun, every_run
from fgj_desktop.documents.word_file import word_bytes
from fgj_desktop.documents.word_fonts import STANDARD
from fgj_desktop.documents.word_head import with_head
from fgj_desktop.documents.word_names import WordValues
from fgj_desktop.documents.word_pictures import as_it_is, with_pictures
from fgj_desktop.documents.word_stamp import BASIS, KIND, PERIOD, stamped
from fgj_desktop.documents.word_template import render_template
from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import APPLICATION, FIXED_ASSET_INVESTMENT, KEY_PROJECT, URBAN_TASK
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.as_reported import MARK, AsReported, corrected
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.closing import correction_notes
from fgj_desktop.rules.data_age import older_data_note
from fgj_desktop.rules.document_settings import decimals_of
from fgj_desktop.rules.figure_list import FIGURES
from fgj_desktop.rules.rounds import MISSING, round_of, standings
from fgj_desktop.rules.telling import Telling
from fgj_desktop.rules.urban_report import BY_CLAUSE, urban_report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fgj_desktop.documents.word_content import WordDocument
    from fgj_desktop.documents.word_fonts import WordFonts
    from fgj_desktop.documents.word_pictures import Prepare
    from fgj_desktop.documents.word_sources import OwnFigure
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What is asked for: of which period, signed on which day, to whom."""

    store: Store
    period: ReportPeriod
    """Half a month for the half-month's report, else its month counts."""
    letter: LetterOptions
    """The day, and for letters number, head and answer."""
    units: tuple[str, ...] = ()
    """The units that a letter goes to; all that it concerns when none is named."""
    by: str = ""
    """How the parts of a document are ordered: by unit where it says so, else as is usual."""
    reported: AsReported | None = None
    """What was reported of a closed period, where it is told as it was then."""

    @property
    def telling(self) -> Telling:
        """The figures of the period's month, as the file's settings have them written."""
        return telling_of(self.store, self.period, self.reported)


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of document."""

    title: str
    """工作总结: the name of its template too."""
    command: str
    """What the command line calls it; the three letters have one name."""
    write: Callable[[ReportRequest], WordDocument]
    is_half_month: bool = False
    is_letter: bool = False
    ledgers: tuple[str, ...] = (KEY_PROJECT.name,)
    """The ledgers that it tells of."""


@dataclass(frozen=True, slots=True)
class Report:
    """A document that was written: the file, what it is, and the figures in it."""

    kind: ReportKind
    content: bytes
    document: WordDocument
    figures: tuple[FigureRun, ...] = field(default=())


def telling_of(store: Store, period: ReportPeriod, reported: AsReported | None = None) -> Telling:
    """The figures of a period's month with the decimals, the words and the office of a file."""
    office = str(store.settings.get("office") or "")
    basis = Basis.of(store, period.month) if reported is None else reported.basis()
    return Telling(basis, decimals_of(store.settings), office, reported)


def make_report(
    kind: ReportKind,
    request: ReportRequest,
    template: tuple[bytes, str] | None = None,
    fonts: WordFonts = STANDARD,
    prepare: Prepare = as_it_is,
) -> Report:
    """Write a document by a template (its content and its name); without one as the program itself has it.

    ``prepare`` gives the content of a photo as it goes into the file.
    """
    document = kind.write(request)
    if template is None:
        content = word_bytes(document, fonts)
        figures = tuple(run for run in every_run(document.blocks) if isinstance(run, FigureRun))
    else:
        made = render_template(*template, WordValues(request.telling, document), fonts)
        content, figures = made.content, made.figures
        if document.head is not None:
            content = with_head(content, document.head.style, fonts)
    content = with_pictures(content, document, prepare)
    period = request.period.key if kind.is_half_month else request.period.month.key
    stamp = {KIND: kind.title, PERIOD: period, **({} if request.reported is None else {BASIS: MARK})}
    return Report(kind, stamped(content, stamp), document, figures)


def reported_for(store: Store, kind: ReportKind, period: ReportPeriod) -> AsReported:
    """What was reported of what a kind of document tells. Raises UserError when nothing of it is closed."""
    return AsReported(store, _told_period(kind, period), kind.ledgers)


def corrections_of(store: Store, kind: ReportKind, period: ReportPeriod) -> int:
    """How many corrections (报后更正) the closed ledgers of a kind of document have; 0 where none is closed."""
    return sum(corrected(store, _told_period(kind, period), kind.ledgers, WAN).values())


def basis_notes(request: ReportRequest, made: Report) -> list[str]:
    """What is said of the ledgers behind a document: as reported, or what was corrected since they were closed."""
    if request.reported is not None:
        # A half-month's report has counts of its own, which are no figures.
        telling = request.telling
        told = [found.figure for one in made.figures if (found := telling.named(one.name)) is not None]
        return request.reported.words(sorted(told, key=lambda one: one.id))
    store, month = request.store, request.period.month
    notes = corrected_notes(store, made.kind.ledgers, month)
    is_old = KEY_PROJECT.name in made.kind.ledgers and not made.kind.is_half_month
    older = older_data_note(store, month) if is_old else ""
    return [older, *notes] if older else notes


def corrected_notes(store: Store, names: Sequence[str], month: Month) -> list[str]:
    """What was corrected of these ledgers since a month of them was closed."""
    ledgers = [store.ledgers[one] for one in names if one in store.ledgers]
    return [f"“{one.title}”{note}" for one in ledgers for note in correction_notes(store, one, month, WAN)]


def _told_period(kind: ReportKind, period: ReportPeriod) -> ReportPeriod:
    return period if kind.is_half_month else ReportPeriod(period.month)


def figures_of_its_own(kind: ReportKind, request: ReportRequest) -> tuple[OwnFigure, ...]:
    """The counts that no other document has, for its source page."""
    if kind.write is not _urbanization:
        return ()
    return own_sources(urban_report(request.store, request.period, request.reported))


def _urbanization(request: ReportRequest) -> WordDocument:
    report = urban_report(request.store, request.period, request.reported)
    return urban_progress(request.telling, report, request.letter.day, by=request.by or BY_CLAUSE)


def _chase(request: ReportRequest) -> WordDocument:
    one = round_of(request.store, URBAN_TASK, request.period)
    if one is None:
        raise UserError(f"{request.period.title}还没有报送轮次，不能写催报函。请先在“本期工作”中开始本轮。")
    missing = [unit.name for unit in standings(request.store, one) if unit.state == MISSING]
    if request.units:
        missing = [name for name in missing if name in request.units]
    return chase_letter(request.telling, request.letter, one, missing)


def _meeting(request: ReportRequest) -> WordDocument:
    def photos(record: int) -> list[Photo]:
        parts = photos_of(request.store, KEY_PROJECT, record, request.period.month)
        return [photo for part in parts if isinstance(part, Photos) for photo in part.photos]

    return meeting_pack(request.telling, by=request.by or BY_LEADER, photos=photos)


def _problems(level: str) -> Callable[[ReportRequest], WordDocument]:
    return lambda asked: problem_report(asked.telling, asked.letter, level)


FIGURE_LEDGERS = tuple(dict.fromkeys(rule.ledger for rule in FIGURES))
REPORTS: tuple[ReportKind, ...] = (
    ReportKind(
        "新型城镇化工作进展情况",
        "urbanization",
        _urbanization,
        is_half_month=True,
        ledgers=(URBAN_TASK.name,),
    ),
    ReportKind(
        "重点项目建设进展情况通报",
        "bulletin",
        lambda asked: bulletin(asked.telling, asked.letter.day),
        ledgers=(KEY_PROJECT.name, FIXED_ASSET_INVESTMENT.name),
    ),
    ReportKind("工作总结", "summary", lambda asked: quarterly_summary(asked.telling), ledgers=FIGURE_LEDGERS),
    ReportKind(
        REMINDER,
        "letter",
        lambda asked: reminder_letter(asked.telling, asked.letter, asked.units),
        is_letter=True,
    ),
    ReportKind(
        SUPERVISION,
        "letter",
        lambda asked: supervision_letter(asked.telling, asked.letter, asked.units),
        is_letter=True,
    ),
    ReportKind(CHASE, "letter", _chase, is_half_month=True, is_letter=True, ledgers=()),
    ReportKind("问题清单报送件（区级）", "problems", _problems(DISTRICT)),
    ReportKind("问题清单报送件（市级）", "problems", _problems(CITY), is_letter=True),
    ReportKind("调度会材料", "meeting", _meeting),
    ReportKind(
        "申报汇总表",
        "applications",
        lambda asked: application_tables(asked.telling, asked.letter.day),
        ledgers=(APPLICATION.name,),
    ),
)
BY_TITLE: Mapping[str, ReportKind] = {one.title: one for one in REPORTS}


def file_title(kind: ReportKind, period: ReportPeriod) -> str:
    """What a document's file is called: 「新型城镇化工作进展情况（2021年9月下半月）」."""
    return f"{kind.title}（{period.title if kind.is_half_month else period.month.title}）"
