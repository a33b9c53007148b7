"""What one unit sent: questions with their cells, and what is adopted; two texts are shown against each other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from fgj_desktop.exchange.return_plan import KEEP, TAKE, Kind
from fgj_desktop.views.fold import Fold, ListModel, ListView
from fgj_desktop.views.parts import clear, heading, label, panel, plain, quiet, row
from fgj_desktop.views.pick_list import PickList, PickModel
from fgj_desktop.views.question_box import Answer, ChoiceList
from fgj_desktop.views.text_diff import compared
from fgj_desktop.views.theme import space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.return_plan import ReturnCell, ReturnException, UnitResult
    from fgj_desktop.views.collect_session import CollectSession

_CHOICES_IN_A_LIST = 4
_BEFORE, _AFTER = 2, 3
_LEDGER_AND_RETURN = ("台账中的内容", "报送的内容")


class CollectDetail(QScrollArea):
    """Filled anew for each unit chosen."""

    answered = Signal()
    """A question was answered: what is decided, or the whole plan, is another now."""

    def __init__(self) -> None:
        super().__init__()
        self._session: CollectSession | None = None
        self._unit: UnitResult | None = None
        self.choices: dict[str, ChoiceList | QComboBox] = {}
        self.lists: dict[str, PickList | ListView] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        self._body = QVBoxLayout(page)
        self._body.setContentsMargins(space(0.4), 0, space(0.4), 0)
        self._body.setSpacing(space(0.5))
        self.setWidget(page)

    def show_unit(self, session: CollectSession, unit: UnitResult | None, title: str) -> None:
        """Show what is asked and what is adopted of a unit; None stands for files of nobody."""
        self._session, self._unit = session, unit
        self.choices, self.lists = {}, {}
        clear(self._body)
        self._body.addWidget(heading(title))
        if unit is not None:
            self._add_facts(session, unit)
        asked = session.exceptions_of(unit)
        if len([one for one in asked if session.is_open(one)]) > 1:
            self._body.addLayout(row(quiet("这个单位都按建议处理", self._accept), None))
        for one in asked:
            self._body.addWidget(self._question(session, one))
        if unit is not None and unit.changes:
            fold = Fold(
                f"没有疑问、直接采用的 {len(unit.changes):,} 格", partial(self._changes, unit.changes)
            )
            self._body.addWidget(fold)
            if not asked:
                fold.open()
        self._body.addStretch(1)

    def _add_facts(self, session: CollectSession, unit: UnitResult) -> None:
        if not unit.has_return:
            said = f"此前{unit.earlier}。" if unit.earlier else "没有收到这个单位的报表。"
            self._body.addWidget(label(said, "muted"))
            return
        asked = f"，{len(unit.records)} 项中有新内容 {unit.filled} 项" if unit.records else ""
        self._body.addWidget(label(f"{unit.standing}{asked}。文件：{session.file_names(unit)}", "muted"))
        for identifier in unit.files:
            file = session.file(identifier)
            for notice in () if file is None else file.notices:
                self._body.addWidget(label(notice, "muted"))

    # --- one question ---------------------------------------------------------------------------

    def _question(self, session: CollectSession, one: ReturnException) -> QWidget:
        frame, inside = panel("warning" if session.is_open(one) else "good")
        inside.addWidget(heading(one.kind.value, "strong"))
        inside.addWidget(label(one.text))
        if one.row is not None:
            inside.addWidget(label("　".join(f"{title}：{text}" for title, text in one.row.texts), "muted"))
        if one.cells:
            self._add_cells(inside, session, one)
        chosen = session.answer_to(one)
        choice = self._choice(one, chosen)
        self.choices[one.id] = choice
        inside.addWidget(choice)
        if session.is_open(one):
            inside.addLayout(row(plain("确认", partial(self._confirm, one)), None))
        return frame

    def _choice(self, one: ReturnException, chosen: str) -> ChoiceList | QComboBox:
        if len(one.choices) > _CHOICES_IN_A_LIST:
            box = QComboBox()
            box.setAccessibleName(one.kind.value)
            for each in one.choices:
                box.addItem(each.text, each.value)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.activated.connect(lambda _index: self._answer(one, str(box.currentData())))
            return box
        answers = [
            Answer(each.value, f"{each.text}（建议）" if each.value == one.default else each.text)
            for each in one.choices
        ]
        made = ChoiceList(answers, chosen)
        made.chosen.connect(partial(self._answer, one))
        return made

    def _add_cells(self, inside: QVBoxLayout, session: CollectSession, one: ReturnException) -> None:
        """The cells that are asked about, and the one in hand whole below them."""
        whole = label("", wrap=True)
        whole.setTextFormat(Qt.TextFormat.RichText)
        made = self._picks(session, one) if self._by_cell(one) else self._plain(session, one)
        self.lists[one.id] = made

        def show(at: int) -> None:
            if 0 <= at < len(one.cells):
                cell = one.cells[at]
                if one.kind is Kind.VERSIONS:
                    other = _other_version(one.cells, cell)
                    whole.setText(compared(other, cell.after, "另一份的内容", "所选一份的内容"))
                else:
                    whole.setText(compared(cell.before, cell.after, *_LEDGER_AND_RETURN))

        made.selectionModel().currentRowChanged.connect(lambda current, _former: show(current.row()))
        show(0)
        inside.addWidget(made)
        inside.addWidget(whole)

    def _by_cell(self, one: ReturnException) -> bool:
        """Whether each cell can be decided for itself."""
        values = {each.value for each in one.choices}
        return {KEEP, TAKE} <= values and len(one.cells) > 1

    def _picks(self, session: CollectSession, one: ReturnException) -> PickList:
        def texts(at: int) -> Sequence[str]:
            return _texts(one.cells[at])

        def ticked(at: int, column: int) -> bool | None:
            if column not in (_BEFORE, _AFTER):
                return None
            answer = session.answer_to(one, one.cells[at])
            return answer == (KEEP if column == _BEFORE else TAKE)

        def pick(at: int, column: int) -> None:
            session.answer(one, KEEP if column == _BEFORE else TAKE, one.cells[at])

        model = PickModel(("名称", "列", "台账", "报送", "位置"), len(one.cells), texts, ticked, pick)
        model.picked.connect(self.answered)
        return PickList(model, _AFTER)

    def _plain(self, session: CollectSession, one: ReturnException) -> ListView:
        """The cells of a question; of two versions what each file says."""
        if one.kind is not Kind.VERSIONS:
            return _listed(one.cells)

        def texts(at: int) -> Sequence[str]:
            cell = one.cells[at]
            file = session.file(cell.file)
            return (cell.label, cell.title, "" if file is None else file.name, cell.after)

        return ListView(ListModel(("名称", "列", "文件", "报送"), len(one.cells), texts), _AFTER)

    def _changes(self, cells: Sequence[ReturnCell]) -> QWidget:
        part, inside = QWidget(), QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        whole = label("", wrap=True)
        whole.setTextFormat(Qt.TextFormat.RichText)
        listed = _listed(cells)
        selection = listed.selectionModel()

        def show(at: int) -> None:
            whole.setText(compared(cells[at].before, cells[at].after, *_LEDGER_AND_RETURN))

        selection.currentRowChanged.connect(lambda current, _former: show(current.row()))
        show(0)
        inside.addWidget(listed)
        inside.addWidget(whole)
        part.setLayout(inside)
        return part

    # --- answering ------------------------------------------------------------------------------

    def _answer(self, one: ReturnException, value: str) -> None:
        if self._session is not None:
            self._session.answer(one, value)
            self.answered.emit()

    def _confirm(self, one: ReturnException) -> None:
        """Take the answer that stands chosen."""
        if self._session is not None:
            self._answer(one, self._session.answer_to(one))

    def _accept(self) -> None:
        if self._session is not None:
            self._session.accept_proposals(self._unit)
            self.answered.emit()


def _other_version(cells: Sequence[ReturnCell], cell: ReturnCell) -> str:
    """What another file says of the same cell."""
    return next((one.after for one in cells if one.key == cell.key and one.file != cell.file), "")


def _listed(cells: Sequence[ReturnCell]) -> ListView:
    titles = ("名称", "列", "台账", "报送", "位置")
    return ListView(ListModel(titles, len(cells), lambda at: _texts(cells[at])), _AFTER)


def _texts(cell: ReturnCell) -> tuple[str, ...]:
    return (cell.label, cell.title, cell.before, cell.after, cell.place)
