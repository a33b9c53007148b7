"""What each file of the folder is: a return of this round, of another one, the same as another file, or nothing known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from fgj_desktop.exchange.facts import read_facts
from fgj_desktop.exchange.headers import find_header
from fgj_desktop.exchange.mapping import recognise
from fgj_desktop.exchange.return_cells import CellReader, FileContent
from fgj_desktop.exchange.return_columns import ColumnReader
from fgj_desktop.exchange.return_form import FormReader, ReturnForm, marks_of
from fgj_desktop.exchange.return_plan import TAKE, FileState, ReturnFile
from fgj_desktop.exchange.return_reader import TEXT
from fgj_desktop.exchange.return_rows import RowMatch, RowMatcher
from fgj_desktop.ledgers import UNIT_RETURN
from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.form_spec import SentContent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fgj_desktop.exchange.form_marks import FormMarks
    from fgj_desktop.exchange.return_reader import ReturnSource
    from fgj_desktop.ledgers.report_period import ReportPeriod
    from fgj_desktop.rules.form_spec import FormSpec
    from fgj_desktop.rules.rounds import RoundInfo
    from fgj_desktop.store.store import Store

_FORM = "填报表"
_MOST_LOOKED_INTO = 30
"""Of how many files that are no return it is found out which ledger they are of: among hundreds nobody asks."""
_HEADLESS = "是本软件发放的填报表，但表头已被删除，无法读取。请打开核对，退回改用原表，或用“登记已报”登记。"
_TOUCHED = "隐藏的核对信息被改动过，按台账中保存的发放内容比对。"


@dataclass(frozen=True, slots=True)
class Found:
    """A file with what it says, as far as it is a table of the ledger."""

    file: ReturnFile
    key: str
    """What tells it from others whatever is added to the folder: the beginning of its checksum."""
    content: FileContent | None = None
    marks: FormMarks | None = None
    other_period: ReportPeriod | None = None
    """The period that it is for, when that is not this one."""
    older_version: int = 0
    """Which issue of the form it is, when a newer one went out."""


@dataclass(slots=True)
class FileWork:
    """Reads the files of one collection."""

    store: Store
    round: RoundInfo
    spec: FormSpec
    district: str
    answers: Mapping[str, str]
    reasons: dict[str, str] = field(default_factory=dict)
    """Why files are no returns, by checksum, as far as an earlier plan has found it out; added to."""
    _reader: FormReader = field(init=False)
    _columns: ColumnReader = field(init=False)
    _matcher: RowMatcher = field(init=False)
    _sent: SentContent = field(default_factory=SentContent)

    def __post_init__(self) -> None:
        """Know the form of the round."""
        self._columns = ColumnReader(self.spec)
        known = frozenset(row.record for row in self.spec.rows)
        self._reader = FormReader(self._columns, known)
        self._matcher = RowMatcher(self.spec, self.district)
        self._sent = SentContent.parse(self.round.text("sent_content"))

    def run(self, sources: Sequence[ReturnSource]) -> list[Found]:
        """Every file, in order."""
        registered = self._registered()
        first: dict[str, str] = {}
        found = []
        for number, source in enumerate(sources):
            key = source.digest[:12] or f"file{number}"
            bare = ReturnFile(
                number,
                source.name,
                source.path,
                source.digest,
                FileState.UNRECOGNISED,
                source.problem,
                form=source.form,
                notices=source.remarks,
                modified=source.modified,
            )
            if source.digest and source.digest in registered:
                told = replace(bare, state=FileState.KNOWN, reason=registered[source.digest])
                found.append(Found(told, key))
            elif source.problem:
                found.append(Found(bare, key))
            elif source.digest in first:
                reason = f"与“{first[source.digest]}”是同一个文件。"
                found.append(Found(replace(bare, state=FileState.DUPLICATE, reason=reason), key))
            else:
                first[source.digest] = source.name
                found.append(self._read(bare, key, source))
        return found

    def _registered(self) -> dict[str, str]:
        """The files that were registered in this round, with the words that say so."""
        rows = self.store.view(UNIT_RETURN, self.round.period.month).rows()
        return {
            str(row.values["digest"]): f"{date_text(str(row.values.get('received_on') or ''))}已收过。"
            for row in rows
            if row.values.get("round") == self.round.id and row.values.get("digest")
        }

    def _read(self, file: ReturnFile, key: str, source: ReturnSource) -> Found:
        if source.digest in self.reasons:
            return Found(replace(file, reason=self.reasons[source.digest]), key)
        marks = marks_of(source)
        if marks is not None and marks.ledger != self.round.ledger.name:
            return Found(replace(file, reason=self._is_of(marks.ledger)), key, marks=marks)
        form = self._reader.read(source, marks)
        matches = self._matches(form, key) if form is not None else []
        if form is None or not any(one.record is not None for one in matches):
            self.reasons[source.digest] = (
                _HEADLESS if marks is not None and form is None else self._why(source, form)
            )
            return Found(replace(file, reason=self.reasons[source.digest]), key, marks=marks)
        told = _FORM if marks is not None or form.columns.has_keys else file.form
        notices = (*file.notices, *form.notices, *((_TOUCHED,) if marks and not marks.is_intact else ()))
        period = form.period
        if period is not None and period != self.round.period:
            file = replace(file, state=FileState.OTHER_PERIOD, reason=f"是{period.title}的表。")
        else:
            file, period = replace(file, state=FileState.TAKEN, reason=""), None
        file = replace(file, form=told, notices=notices)
        content = self._content(file, form, marks, matches)
        file = replace(file, notices=(*file.notices, *content.notices))
        return Found(file, key, content, marks, period, self._older(marks))

    def _matches(self, form: ReturnForm, key: str) -> list[RowMatch]:
        """The record of each row; a row of a close name is that record when the clerk has said so."""
        matches = self._matcher.match(form)
        return [
            replace(one, record=one.near)
            if one.near is not None and self.answers.get(f"row:{key}:{one.row.index}") == TAKE
            else one
            for one in matches
        ]

    def _content(
        self, file: ReturnFile, form: ReturnForm, marks: FormMarks | None, matches: Sequence[RowMatch]
    ) -> FileContent:
        sent = self._sent
        if marks is not None and marks.is_intact and marks.sent.rows:
            sent = marks.sent
        elif form.period is not None and form.period != self.round.period:
            sent = SentContent()
        context = self.store.context(self.round.period.month, WAN)
        reader = CellReader(self._columns, sent, context, file.id, PurePath(file.name).name)
        return reader.read(form, matches)

    def _older(self, marks: FormMarks | None) -> int:
        """The issue of a form that is not the newest one; 0 for the newest, and for one that says what that says."""
        present = self.round.values.get("form_version")
        if marks is None or not marks.version or not isinstance(present, int):
            return 0
        return marks.version if marks.version < present and not self._says_the_same(marks) else 0

    def _says_the_same(self, marks: FormMarks) -> bool:
        """Whether nothing of what a form asked was asked otherwise since: forms may have gone out again to others only."""
        if not marks.is_intact or marks.sent.keys != self._sent.keys:
            return False
        own = {row.record for row in self.spec.rows if marks.is_whole_table or row.unit in marks.units}
        now = {record: texts for record, texts in self._sent.rows.items() if record in own}
        return dict(marks.sent.rows) == now

    # what cannot be taken

    def _is_of(self, name: str) -> str:
        ledger = self.store.ledgers.get(name)
        title = f"《{ledger.title}》" if ledger is not None else "其他台账"
        return f"是{title}的填报表，不是《{self.round.ledger.title}》的。"

    def _why(self, source: ReturnSource, form: ReturnForm | None) -> str:
        """Why a readable file is no return of this round: it is another ledger's table, or none at all."""
        own = self.round.ledger
        if form is not None:
            return f"列名与《{own.title}》相符，但没有一行与台账中的{own.record_title}对得上。"
        for sheet in source.sheets if len(self.reasons) < _MOST_LOOKED_INTO else ():
            header = find_header(sheet.rows, sheet.merges) if sheet.visible else None
            if header is None:
                continue
            facts = read_facts(sheet.rows, header, sheet.name, source.name)
            ledgers = [one for one, _ in recognise(header, facts, (sheet.name, source.name))]
            if ledgers and ledgers[0] is not own:
                return f"看起来是《{ledgers[0].title}》，不是《{own.title}》。"
        word = "如是报送内容，请用“登记已报”登记。" if source.form == TEXT else ""
        return f"没有找到《{own.title}》的表格。{word}"
