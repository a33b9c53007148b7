"""The first start: three questions with answers already in place, and three ways to begin."""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fgj_desktop.errors import EnvironmentProblem, FgjError
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.periods import schedule_text
from fgj_desktop.rules.sheet_words import district_of
from fgj_desktop.store.location import UNSAFE_PLACE, describe_location
from fgj_desktop.views.drops import FileDrop
from fgj_desktop.views.file_dialogs import (
    LEDGER_FILES,
    LEDGER_SUFFIX,
    TABLE_FILES,
    ask_folder,
    ask_open,
    ask_open_many,
    documents_folder,
)
from fgj_desktop.views.icons import icon
from fgj_desktop.views.parts import NOT_SECRET, Form, fit, heading, label, panel, plain, quiet, row
from fgj_desktop.views.preferences import DEFAULT_OFFICE, region_of
from fgj_desktop.views.theme import colours, space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Way = Literal["import", "sample", "blank"]

FOLDER_NAME = "发改台账"
_MONTHS = 36
_NAMES: dict[Way, str] = {"import": "发改台账", "sample": "示例台账", "blank": "发改台账"}


@dataclass(frozen=True, slots=True)
class Start:
    """How the clerk begins: what to make, where, and the workbooks to import then."""

    way: Way
    office: str
    region: str
    month: Month
    file: Path
    """A ledger file that does not exist yet; its folder may have to be made."""
    workbooks: tuple[Path, ...] = ()


def default_home() -> Path:
    r"""Where ledgers are kept unless the clerk says otherwise: ``D:\发改台账``, else among her documents."""
    if sys.platform == "win32" and Path("D:/").exists() and not describe_location(Path("D:/")).unsafe:
        return Path("D:/") / FOLDER_NAME
    return documents_folder() / FOLDER_NAME


def make_folder(folder: Path) -> None:
    """Make the folder for a ledger; raises EnvironmentProblem when that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"无法建立文件夹“{folder}”，请选择其他位置。") from error


class StartPage(QWidget):
    """Shown while there is no ledger yet; files may be dropped anywhere on it."""

    started = Signal(object)
    """Start: make the ledger and go on."""
    open_requested = Signal(Path)
    """An existing ledger file to open."""

    def __init__(
        self,
        home: Path | None = None,
        *,
        today: Callable[[], datetime.date] = datetime.date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.setWindowTitle("发改台账")
        self.office = QLineEdit(DEFAULT_OFFICE)
        self.month = QComboBox()
        self.folder = QLineEdit(str(home or default_home()))
        self._schedule = label("", "muted", wrap=False)
        self._place = label("", "muted")
        self._problem = label("", "error")
        self._months = _months(Month.closed_on(today()))
        self.import_button = _choice(
            "import", "导入我的 Excel 台账", "选择一个或几个月的工作簿，也可拖入此窗口"
        )
        self.sample_button = _choice("sample", "先看示例", "一份完整的示例台账，可随意改动")
        self.blank_button = _choice("new", "新建空白台账", "从空表开始，逐项录入")
        self._arrange()
        self._connect()
        self._show_months()
        self._show_place()
        self._problem.hide()
        self.import_button.setFocus()
        fit(self, 50, 36)

    # --- layout ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        card.setMaximumWidth(space(56))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(space(1.8), space(1.4), space(1.8), space(1.2))
        inside.setSpacing(space(0.8))
        inside.addWidget(heading("发改台账", "title"))
        inside.addWidget(label("把重点项目、专项债券台账放进一个文件，随时可导出为 Excel。", "muted"))
        inside.addLayout(self._questions())
        inside.addWidget(self._problem)
        inside.addLayout(self._choices())
        inside.addLayout(self._small_choices())
        warning, words = panel("warning")
        words.addWidget(label(NOT_SECRET))
        inside.addWidget(warning)
        layout = QGridLayout(self)
        layout.setContentsMargins(space(1), space(1), space(1), space(1))
        layout.addWidget(card, 1, 1)
        for edge in (0, 2):
            layout.setRowStretch(edge, 1)
            layout.setColumnStretch(edge, 1)
        layout.setColumnStretch(1, 8)

    def _questions(self) -> Form:
        form = Form()
        form.add("单位名称(&N)", self.office)
        form.add("报告期(&M)", self.month, self._schedule, None)
        form.add("存放位置(&P)", self.folder, plain("更改…", self._choose_folder), stretch=0)
        form.add_note(self._place)
        return form

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(space(0.6))
        for place, button in enumerate((self.import_button, self.sample_button, self.blank_button)):
            grid.addWidget(button, 0, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _small_choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addLayout(
            row(
                quiet("还原备份…", self._choose_backup),
                quiet("打开已有的台账文件…", self._choose_ledger),
                None,
            )
        )
        return column

    def _connect(self) -> None:
        self.month.currentIndexChanged.connect(self._show_schedule)
        self.office.textChanged.connect(self._forget_problem)
        self.folder.textChanged.connect(self._show_place)
        self.import_button.clicked.connect(self._choose_workbooks)
        self.sample_button.clicked.connect(lambda: self.begin("sample"))
        self.blank_button.clicked.connect(lambda: self.begin("blank"))
        drop = FileDrop(self)
        drop.ledger_dropped.connect(self.open_requested)
        drop.tables_dropped.connect(lambda paths: self.begin("import", paths))

    # --- what is shown --------------------------------------------------------------------------

    def _show_months(self) -> None:
        for month in self._months:
            self.month.addItem(month.title)
        self.month.setMaxVisibleItems(15)
        self.month.setToolTip("导入 Excel 台账时以表头写明的报告期为准")
        self._show_schedule()

    def _show_schedule(self) -> None:
        self._schedule.setText(schedule_text(self.chosen_month()))

    def _show_place(self) -> None:
        self._forget_problem()
        folder = self.chosen_folder()
        self._place.setText(f"将建立台账文件“{_free(folder, 'blank').name}”，{place_text(folder)}。")

    def _forget_problem(self) -> None:
        self._problem.hide()

    def problem(self) -> str:
        """Why the ledger cannot be made with these answers; empty when it can."""
        if not district_of(self.office.text()):
            return "请填写单位名称。"
        folder = self.chosen_folder()
        if not self.folder.text().strip() or not folder.is_absolute():
            return "请选择存放位置。"
        if folder.exists() and not folder.is_dir():
            return f"“{folder}”不是文件夹，请重新选择存放位置。"
        return UNSAFE_PLACE if describe_location(folder).unsafe else ""

    def chosen_month(self) -> Month:
        """The report period chosen."""
        return self._months[max(0, self.month.currentIndex())]

    def chosen_folder(self) -> Path:
        """The folder named."""
        return Path(self.folder.text().strip())

    # --- going on -------------------------------------------------------------------------------

    def begin(self, way: Way, workbooks: Sequence[Path] = ()) -> None:
        """Announce the answers, or say what is wrong with them."""
        problem = self.problem()
        self.say(problem)
        if problem:
            return
        office = self.office.text().strip()
        file = _free(self.chosen_folder(), way)
        self.started.emit(Start(way, office, region_of(office), self.chosen_month(), file, tuple(workbooks)))

    def say(self, text: str) -> None:
        """Show why it did not go on; the window that makes the ledger may say so too."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _choose_workbooks(self) -> None:
        problem = self.problem()
        self.say(problem)
        if not problem:
            ask_open_many(
                self,
                "选择 Excel 台账",
                documents_folder(),
                TABLE_FILES,
                lambda paths: self.begin("import", paths),
            )

    def _choose_folder(self) -> None:
        folder = self.chosen_folder()
        start = folder if folder.is_dir() else folder.parent
        ask_folder(self, "选择台账的存放位置", start, lambda path: self.folder.setText(str(path)))

    def _choose_ledger(self) -> None:
        ask_open(self, "打开台账文件", self._nearest(), LEDGER_FILES, self.open_requested.emit)

    def _choose_backup(self) -> None:
        problem = self.problem()
        self.say(problem)
        if not problem:
            ask_open(self, "选择要还原的备份", self._nearest(), LEDGER_FILES, self.restore)

    def restore(self, backup: Path) -> None:
        """Put a copy of a backup where ledgers are kept, and ask to open it; the backup stays a backup."""
        from fgj_desktop.views.recovery_page import restore_ledger

        file = _free(self.chosen_folder(), "blank")
        try:
            make_folder(file.parent)
            restore_ledger(backup, file, damaged=False)
        except FgjError as problem:
            self.say(str(problem))
            return
        self.open_requested.emit(file)

    def _nearest(self) -> Path:
        folder = self.chosen_folder()
        return folder if folder.is_dir() else documents_folder()


def place_text(folder: Path) -> str:
    r"""A folder in words: 「存放在 D 盘的“发改台账”文件夹」."""
    name, drive = folder.name or str(folder), folder.drive.removesuffix(":")
    if drive and len(drive) == 1:
        return f"存放在 {drive} 盘的“{name}”文件夹" if folder.name else f"存放在 {drive} 盘"
    if folder.parent == documents_folder():
        return f"存放在本机“文档”中的“{name}”文件夹"
    return f"存放在本机的“{name}”文件夹"


def _months(latest: Month) -> list[Month]:
    """The last complete month, then the ones before."""
    return [latest.months_before(count) for count in range(_MONTHS)]


def _free(folder: Path, way: Way) -> Path:
    """A name in the folder that no file has yet."""
    name, number = _NAMES[way], 1
    file = folder / f"{name}{LEDGER_SUFFIX}"
    while file.exists():
        number += 1
        file = folder / f"{name}{number}{LEDGER_SUFFIX}"
    return file


class _ChoiceButton(QPushButton):
    """A large button: an icon, what it does, and a line below that says more."""

    def __init__(self, drawing: str, title: str, hint: str) -> None:
        super().__init__()
        self.setProperty("choice", True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sign = plain("")
        self._sign.setFlat(True)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(space(0.9), space(0.8), space(0.9), space(0.8))
        layout.setSpacing(space(0.35))
        title_label, hint_label = heading(title, "heading"), label(hint, "muted")
        self._sign.setIconSize(QSize(space(1.8), space(1.8)))
        self._sign.setFixedSize(QSize(space(2), space(2)))
        self._sign.setProperty("quiet", True)
        for part in (self._sign, title_label, hint_label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(part)
        layout.addStretch(1)
        self._sign.setIcon(icon(drawing, colours().accent))

    def sizeHint(self) -> QSize:
        """As large as what it holds."""
        width = max(space(12), self.width())
        return QSize(space(13), self._layout.totalHeightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """No smaller than what it holds."""
        return self.sizeHint()


def _choice(drawing: str, title: str, hint: str) -> _ChoiceButton:
    return _ChoiceButton(drawing, title, hint)
