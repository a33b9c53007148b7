"""收表汇总: what collecting the returns of a round would do, as plain data: shown first, then done exactly so.

``return_reader`` reads the files of a folder (in a process of its own), ``return_planner`` makes the plan,
``return_applier`` does it as one action.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from fgj_desktop.exchange.return_plan_json import plan_json
from fgj_desktop.rules.rounds import LATE, MISSING, NOTHING_NEW, REPORTED, SENT_BACK

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from fgj_desktop.exchange.return_reader import ReturnSource
    from fgj_desktop.ledgers.values import Parsed
    from fgj_desktop.rules.form_spec import FormSpec
    from fgj_desktop.rules.rounds import RoundInfo


class FileState(Enum):
    """What became of a file; the value is what is read."""

    TAKEN = "已读取"
    DUPLICATE = "重复"
    KNOWN = "已收过"
    OTHER_PERIOD = "非本期"
    UNRECOGNISED = "无法识别"


class Kind(Enum):
    """What has to be asked of a return; the value is its short title."""

    LOCKED = "改动了锁定列"
    CHECK = "核查不通过"
    VERSIONS = "两份内容不同"
    CONFLICT = "台账和报表都改了"
    CLEARED = "清空了原有内容"
    OTHERS_ROWS = "填了其他单位的行"
    OTHER_PERIOD = "非本期的表"
    OTHER_VERSION = "不是最近一次发放的表"
    BLANK = "没有填写"
    TWO_UNITS = "单位名称对应两个单位"
    NO_UNIT = "看不出是哪个单位"
    ADDED_ROW = "增加了行"
    UNKNOWN_ROW = "有的行对不上"
    LATE = "过了截止时间"


TAKE, KEEP, BACK, LEAVE = "take", "keep", "back", "leave"
"""Choices: 采用, 保留台账的, 退回修改, 暂不处理."""
ZERO, ADD, NOW, NEXT = "zero", "add", "now", "next"
"""Choices: 按零报告, 新增, 补入本期, 计入下期."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to an exception."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnCell:
    """One cell that a return states otherwise than what was sent; texts are as the ledger shows them."""

    unit: int | None
    record: int
    """The record of the ledger; 0 for a row that the ledger does not have."""
    label: str
    """The record's name."""
    field: str
    title: str
    sent: str
    """What the form said when it was sent; empty where nothing was."""
    before: str
    """What the ledger says now."""
    after: str
    value: Parsed
    file: int
    place: str
    """The cell of the file: 「填报表!F7」."""

    @property
    def key(self) -> str:
        """What tells the cell from the others of its exception."""
        return f"{self.record}:{self.field}"


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row of a return that is no record of the ledger, with what it says, and the records it may be."""

    file: int
    place: str
    label: str
    unit: int | None
    values: Mapping[str, Parsed]
    texts: tuple[tuple[str, str], ...]
    """Titles and texts of its cells."""
    near: int | None = None
    """The record whose name is close."""


@dataclass(frozen=True, slots=True)
class ReturnException:
    """Something only the clerk can decide; without an answer ``default`` is taken and said.

    Of one with several ``cells`` a decision may also be given for a single one, under ``id/key of the cell``.
    """

    id: str
    kind: Kind
    text: str
    choices: tuple[Choice, ...]
    default: str
    unit: int | None = None
    file: int | None = None
    cells: tuple[ReturnCell, ...] = ()
    row: AddedRow | None = None

    def choice_text(self, value: str) -> str:
        """The words of a choice."""
        return next((one.text for one in self.choices if one.value == value), value)


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """A file of the folder; ``id`` counts from 0 in the order of names."""

    id: int
    name: str
    """The path below the folder."""
    path: str
    digest: str
    state: FileState
    reason: str = ""
    """Why it was not recognised, or what is to be said of its state."""
    units: tuple[int, ...] = ()
    """Whose return it is."""
    form: str = ""
    """What it is: 填报表, 工作簿, Word 文件, 文本表格."""
    notices: tuple[str, ...] = ()
    """What of it was not read: inserted columns, further tables."""
    modified: float = 0.0


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit: how it stands once the plan is done, and what it states."""

    unit: int
    name: str
    standing: str
    files: tuple[int, ...] = ()
    changes: tuple[ReturnCell, ...] = ()
    """What is adopted unless an exception says otherwise."""
    records: tuple[int, ...] = ()
    """The records it was asked about."""
    filled: int = 0
    """How many of them it states something new of."""
    exceptions: tuple[str, ...] = ()
    """Ids of the exceptions that concern it."""
    earlier: str = ""
    """How it stood before, by the returns registered already."""
    nothing_new: tuple[int, ...] = ()
    """The records of which it says that there is nothing new."""
    said: tuple[int, ...] = ()
    """The records of which it says something, whether that is new to the ledger or not."""
    original: str = ""
    """What it wrote, record by record (报送原文)."""
    is_late: bool = False
    goes_into_next: bool = False
    """Whether it is counted for the next period (计入下期)."""
    taken: tuple[int, ...] = ()
    """The files whose content counts; none while nothing can be adopted."""
    passed_over: tuple[int, ...] = ()
    """Files that say what another one says, or that were not chosen."""

    @property
    def has_return(self) -> bool:
        """Whether something came in now."""
        return bool(self.files)

    @property
    def is_clean(self) -> bool:
        """Whether it can be adopted without a question (全部采用)."""
        return self.has_return and not self.exceptions


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the clerk decided: ``units`` to adopt (None for every one with a return), and answers by id.

    ``back`` are units whose whole return is sent back (退回修改), with reasons in words by unit where she wrote some.
    Answers about what a file is (units, periods) change the rest: the plan is made again with them.

    ``finish`` ends the collecting (已汇总); None does so when no unit is missing.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    units: frozenset[int] | None = None
    finish: bool | None = None
    back: Mapping[int, str] = field(default_factory=dict)

    def of(self, exception: ReturnException, cell: ReturnCell | None = None) -> str:
        """The answer to an exception, for one of its cells if it was given for that alone."""
        allowed = {one.value for one in exception.choices}
        own = self.answers.get(f"{exception.id}/{cell.key}") if cell is not None else None
        for given in (own, self.answers.get(exception.id)):
            if given is not None and given in allowed:
                return given
        return exception.default


@dataclass(slots=True)
class ReturnsPlan:
    """Everything that collecting does, and everything it found."""

    round: RoundInfo
    spec: FormSpec | None = None
    """The form of the round as the ledger stands now; None in a plan that was not made of files."""
    files: list[ReturnFile] = field(default_factory=list)
    units: list[UnitResult] = field(default_factory=list)
    exceptions: list[ReturnException] = field(default_factory=list)
    sources: list[ReturnSource] = field(default_factory=list)
    """What was read, so that the plan can be made again with answers."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Why files are no returns, by checksum: no answer changes that."""
    received: datetime.datetime | None = None
    """When the returns came in."""

    def unit(self, unit: int) -> UnitResult | None:
        """One unit's result."""
        return next((one for one in self.units if one.unit == unit), None)

    def exceptions_of(self, unit: int) -> list[ReturnException]:
        """What is to be asked of one unit."""
        return [one for one in self.exceptions if one.unit == unit]

    @property
    def loose_exceptions(self) -> list[ReturnException]:
        """What is to be asked of files of which no unit is known."""
        return [one for one in self.exceptions if one.unit is None]

    @property
    def clean(self) -> list[UnitResult]:
        """The units that 全部采用 adopts."""
        return [one for one in self.units if one.is_clean]

    def with_standing(self, standing: str) -> list[UnitResult]:
        """The units that stand so."""
        return [one for one in self.units if one.standing == standing]

    def with_state(self, state: FileState) -> list[ReturnFile]:
        """The files of which this became."""
        return [one for one in self.files if one.state is state]

    @property
    def message(self) -> str:
        """「收到 18 个文件：已报 14，重复 2，非本期 1，无法识别 1。」."""
        standings = Counter(one.standing for one in self.units if one.has_return)
        states = Counter(one.state for one in self.files)
        told = [
            f"{word} {standings[word]}"
            for word in (REPORTED, LATE, NOTHING_NEW, SENT_BACK)
            if standings[word]
        ]
        # Of several versions one is adopted: the others are told, so that the counts make up all files.
        others = sum(len(one.choices) - 1 for one in self.exceptions if one.kind is Kind.VERSIONS)
        told += [f"另有不同版本 {others}"] if others else []
        told += [
            f"{one.value} {states[one]}" for one in FileState if states[one] and one is not FileState.TAKEN
        ]
        words = f"：{'，'.join(told)}" if told else ""
        return f"收到 {len(self.files)} 个文件{words}。"

    @property
    def missing_message(self) -> str:
        """「未报单位 2 个：区教育局、乐园镇。」; empty when all have reported."""
        missing = [one.name for one in self.with_standing(MISSING)]
        return f"未报单位 {len(missing)} 个：{'、'.join(missing)}。" if missing else ""

    def json(self) -> dict[str, Any]:
        """The plan as a JSON object."""
        return plan_json(self)
