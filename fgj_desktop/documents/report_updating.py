"""更新数字: the figures of a Word document told again, as the ledgers are now or as a closed period was reported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fgj_desktop.documents.reports import (
    BY_TITLE,
    FIGURE_LEDGERS,
    ReportRequest,
    corrected_notes,
    reported_for,
    telling_of,
)
from fgj_desktop.documents.text_letters import LetterOptions
from fgj_desktop.documents.word_fonts import STANDARD
from fgj_desktop.documents.word_names import WordValues
from fgj_desktop.documents.word_stamp import BASIS, KIND, noted, read_stamp
from fgj_desktop.documents.word_update import update_figures
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.as_reported import MARK, AsReported

if TYPE_CHECKING:
    from fgj_desktop.documents.reports import ReportKind
    from fgj_desktop.documents.word_fonts import WordFonts
    from fgj_desktop.documents.word_update import Updated
    from fgj_desktop.rules.telling import Telling
    from fgj_desktop.store.store import Store

AS_CORRECTED = "按更正后数字"


def is_as_reported(content: bytes, name: str = "") -> bool:
    """Whether a document says that it was written by what was reported."""
    return read_stamp(content, name).get(BASIS) == MARK


def brought_up_to_date(
    store: Store,
    content: bytes,
    name: str,
    period: ReportPeriod,
    *,
    as_reported: bool = False,
    fonts: WordFonts = STANDARD,
) -> Updated:
    """The document with its figures as of a period; it notes by which figures it is from now on.

    Raises UserError when what was reported is asked for, and nothing of it is closed.
    """
    stamp = read_stamp(content, name)
    kind = BY_TITLE.get(stamp.get(KIND, ""))
    reported = _reported(store, kind, period) if as_reported else None
    telling = telling_of(store, period, reported)
    made = update_figures(content, name, _values(store, kind, period, telling), fonts)
    notes = (*made.notes, *_notes(store, telling))
    if not as_reported and BASIS not in stamp:
        return replace(made, notes=notes)
    told = noted(made.content, {BASIS: MARK if as_reported else AS_CORRECTED})
    return replace(made, content=told, notes=notes)


def is_of_half_month(kind: ReportKind | None) -> bool:
    """Whether a document has counts of its own, which are told again of the same half month."""
    return kind is not None and kind.is_half_month and not kind.is_letter


def _reported(store: Store, kind: ReportKind | None, period: ReportPeriod) -> AsReported:
    if kind is not None and kind.ledgers:
        return reported_for(store, kind, period)
    return AsReported(store, ReportPeriod(period.month), FIGURE_LEDGERS)


def _values(store: Store, kind: ReportKind | None, period: ReportPeriod, telling: Telling) -> WordValues:
    if kind is None or not is_of_half_month(kind):
        return WordValues(telling)
    request = ReportRequest(store, period, LetterOptions(store.clock().date()), reported=telling.reported)
    return WordValues(telling, kind.write(request))


def _notes(store: Store, telling: Telling) -> list[str]:
    """What is said of the ledgers of the figures that were told."""
    if telling.reported is not None:
        return telling.reported.words(telling.figures_told, only_told=True)
    ledgers = dict.fromkeys(figure.ledger for figure in telling.figures_told)
    return corrected_notes(store, tuple(ledgers), telling.month)
