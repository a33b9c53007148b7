"""What a ledger is, as plain data: columns, axes, computed columns, checks.

The tables of the file, the grid, the editors, the import mapping, the export, the print, the filters and
the totals are all read off these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Count, Kind, Link, LinkList, LongText, Money

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fgj_desktop.ledgers.becoming import Becoming
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.year_change import YearChange


class Axis(Enum):
    """What an entry is kept for: the value is the suffix of its table's name."""

    YEAR = "year"
    MONTH = "month"
    HALF_MONTH = "half_month"


HALVES = {"H1": "上半月", "H2": "下半月"}
"""The halves of a month: the end of their entries' keys, and how titles name them."""


@dataclass(frozen=True, slots=True)
class Items:
    """An axis of named items (前期手续): the grid has one column for each item and item column."""

    name: str
    title: str
    items: tuple[str, ...]


class Carry(Enum):
    """Whether a column without an own value shows its last one."""

    NONE = "none"
    YEAR = "year"
    """Within the year: cumulative amounts."""
    ALWAYS = "always"
    """Across years: states, progress, facts that hold until changed."""


FACTS, PERIOD = "基本情况", "本期"
"""The parts of the 项目卡片: what holds until it is changed, and what is entered for the period."""


class FilledBy(Enum):
    """Who fills a column; a form sent to a unit opens only its own columns."""

    UNIT = "单位"
    BUREAU = "本局"
    STATISTICS = "统计局"
    COMPUTED = "计算"


class Total(Enum):
    """What stands in the 合计 row."""

    NONE = "none"
    SUM = "sum"
    FROM_SUMS = "from_sums"
    """A ratio: its function applied to the totals of its arguments."""


class Severity(Enum):
    """How much a failed check matters; none blocks."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    """Only worth a look: 内容与上月相同."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A value computed from others by the rule named ``function``.

    An argument is a column name, ``name@previous`` (as of the month before, within the year),
    ``name@own`` (only when entered for this very period), ``name@back_2`` (only when entered for the month that
    many months ago), ``name@derived`` (what a column that ``accumulates``
    shows without an own entry), ``@year``, ``@month``, ``@light_method``, or ``@any:name``
    (1 when some record of the ledger has an entry of a yearly column, else 0: whether the year's plan is issued).
    ``writes`` names the stored column that typing into this one changes (当月 writes 累计). ``totals`` are
    the arguments in a row of sums where they differ; an empty name stands for no value.
    """

    function: str
    arguments: tuple[str, ...]
    writes: str | None = None
    totals: tuple[str, ...] | None = None

    @property
    def total_arguments(self) -> tuple[str, ...]:
        """The arguments in a row of sums."""
        return self.arguments if self.totals is None else self.totals


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that a row should meet.

    ``function`` (a rule's name) over ``arguments`` says whether it fails; ``message`` may hold {0}, {1} …
    for the arguments as text. Shown at ``column``; ``title`` is what such faults are called in a list.
    A reason makes a failed check an answered one: the text of the column ``answered_by``, else the answer
    that the clerk keeps on the cell.
    """

    column: str
    function: str
    arguments: tuple[str, ...]
    message: str
    severity: Severity = Severity.WARNING
    title: str = ""
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Unique:
    """A text that no two records may share: blanks, signs, brackets and width do not tell two texts apart.

    ``columns`` are kept for the record itself; a text in any of them may stand in none of another record's.
    Where a column lists several texts, each counts. ``message`` may hold {0} for the other record's name.
    """

    columns: tuple[str, ...]
    message: str
    severity: Severity = Severity.WARNING
    title: str = "重复"


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """A condition that all rows of a ledger should meet together: 合计＝投资项目＋房地产, 分值合计 100.

    ``function`` names a rule of all counted rows (``rules/ledger_rules.py``), which takes ``arguments`` behind
    them and tells at which records it fails and with which words; ``message`` may hold {0}, {1} … for those
    words. Shown at ``column``, and answered on that cell.
    """

    function: str
    column: str
    message: str
    severity: Severity = Severity.WARNING
    title: str = ""
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadyView:
    """A view that every file has: a chip by its name, an order of columns (with whether it descends), a group."""

    name: str
    chip: str = "all"
    order: tuple[tuple[str, bool], ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class RaisedFrom:
    """How a record of this ledger is begun of one of another (登记问题): the link to it, and what is copied.

    ``copies`` are pairs of a column here and the column there; ``dated`` is the column that gets the day;
    ``begins`` are columns with the value that they begin with.
    """

    ledger: str
    link: str
    copies: tuple[tuple[str, str], ...] = ()
    dated: str = ""
    begins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetFact:
    """What a sheet's name or title says of all its rows: 「省重点」 makes 层级 省.

    ``words`` are pairs of a word and the value (as text of the column) that it stands for; the first that occurs counts.
    A word 「{year}」 stands for the first year in the title.
    """

    column: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UsualRows:
    """Rows that each record of another ledger begins with; ``title`` is the command that adds them where there are none.

    ``owner`` is the column that links to that record; ``rows`` hold texts of ``columns``.
    """

    title: str
    owner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """The unit that reports a record stands in another ledger: in ``column`` of its record with the same ``keys``.

    得分明细 is scored by the 评分单位 of the indicator of the same name and year.
    """

    ledger: str
    column: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """How a workbook of this ledger may spread its values over columns of one kind.

    ``across`` is what a column stands for: months (1—2月, 1—3月 …) with rows of record × measure, half-months
    (8月上半月进展) beside ordinary columns, or the column of this ledger that links to the records named in the
    header (towns). In the last case ``down`` is the column that the rows name and ``value`` the one that cells
    hold. ``main`` is the record that rows without a record's name speak of (全市排名, 新增入库项目).
    """

    across: Axis | str
    down: str = ""
    value: str = ""
    main: str = ""


@dataclass(frozen=True, kw_only=True)
class TimeLine:
    """What a ledger knows of when its records begin and end, for a bar on the months of a year (挂图作战图).

    ``start`` and ``end`` are dates planned, ``period`` a text that says both (建设起止年限); ``started`` is the flag
    that it has begun, ``started_on`` the day, ``finished`` the flag that it is done. ``events`` are dated facts with the words they are marked by;
    ``item_state`` and ``item_date`` columns of an item axis whose items are marked when settled. ``columns`` stand
    before the bars, ``remarks`` behind them.
    """

    start: str = ""
    period: str = ""
    end: str = ""
    started: str = ""
    started_on: str = ""
    finished: str = ""
    events: tuple[tuple[str, str], ...] = ()
    item_state: str = ""
    item_date: str = ""
    columns: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a ledger.

    ``title`` may hold {year}, {previous_year}, {month}, {range} (「1—9月」). ``reported`` columns make up a
    period's report: an entry with one of them filled counts as reported. ``width`` is in characters.
    ``priority`` decides what print leaves out first (1 stays longest). ``shown`` columns are in the grid, the
    print and the export unless others are chosen; those ``aside`` stand at the right end of the grid, so that
    the figures are in view, while print keeps the clerk's own order.
    """

    name: str
    title: str
    kind: Kind
    filled_by: FilledBy = FilledBy.BUREAU
    per: Axis | Items | None = None
    carries: Carry = Carry.NONE
    reported: bool = False
    required: bool = False
    computed: Computed | None = None
    aliases: tuple[str, ...] = ()
    group: str = ""
    total: Total = Total.NONE
    width: int = 10
    priority: int = 5
    shown: bool = True
    aside: bool = False
    groups: bool = False
    """Rows can be grouped by it (分组): it has few distinct values."""
    only_when_filled: bool = False
    """Print leaves the column out while no record has it."""
    revised_by: str | None = None
    """The month column that a different value in the sheet of a later month is written to (调整后计划)."""
    accumulates: str | None = None
    """The month column (累计, within the year) that makes up a yearly column without an entry of its own: the
    newest earlier entry and what each year since came to, so that it follows a corrected December (至上年底累计).
    """
    begins_with_year: int | None = None
    """A record that is added begins with the period's year plus so many in it: 0 for 考核年度, 1 for 申报年度."""
    help: str = ""
    section: str = ""
    """The part of the 项目卡片 that shows it, where it is another than follows from its axis."""
    since: int = 1

    @property
    def card_section(self) -> str:
        """The part of the 项目卡片 that shows the column."""
        if self.section:
            return self.section
        if isinstance(self.per, Items):
            return self.per.title
        if self.per is Axis.MONTH:
            holds = self.carries is Carry.ALWAYS and not self.reported
            return FACTS if holds else PERIOD
        return PERIOD if self.computed is not None or self.per is Axis.HALF_MONTH else FACTS

    def title_for(self, month: Month, *, short: bool = False) -> str:
        """The title with the period filled in; without ``（…）`` notes when ``short``."""
        title = self.title.format(
            year=month.year, previous_year=month.year - 1, month=month.number, range=month.range_text
        )
        return title.split("（")[0] if short else title

    @property
    def timeless_title(self) -> str:
        """The title as it is said of no period: 「累计完成投资」, 「至上年底累计完成投资」."""
        bare = self.title.replace("{previous_year}年底", "上年底")
        for place in ("{year}年", "{month}月", "{range}"):
            bare = bare.replace(place, "")
        return bare.split("（")[0]

    def item_of(self, key: str) -> str | None:
        """The item of the grid's column that shows the entry of this key: 立项, or the half ``H1`` of a month."""
        if isinstance(self.per, Items):
            return key
        return key[-2:] if self.per is Axis.HALF_MONTH and key else None

    @property
    def is_link(self) -> bool:
        """Whether the value names records of another ledger."""
        return isinstance(self.kind, Link | LinkList)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the grid: a column of the ledger, with the item of an item axis or the half of a month."""

    column: Column
    item: str | None = None

    @property
    def name(self) -> str:
        """``state``, ``state:立项`` or ``progress:H1``; unique within the ledger and stable."""
        return self.column.name if self.item is None else f"{self.column.name}:{self.item}"

    def key_for(self, month: Month) -> str:
        """The key of the entry that a month shows in it."""
        return entry_key(self.column.per, month, self.item)

    def title_for(self, month: Month, *, short: bool = False) -> str:
        """The title shown: with the item before it, or 「9月上半月」; the item alone where the column has none."""
        title = self.column.title_for(month, short=short)
        if self.item is None:
            return title
        if self.column.per is Axis.HALF_MONTH:
            return f"{month.number}月{HALVES[self.item]}{title}"
        return self.item + title

    @property
    def timeless_title(self) -> str:
        """The title as it is said of no period."""
        title = self.column.timeless_title
        return title if self.item is None else HALVES.get(self.item, self.item) + title

    @property
    def group(self) -> str:
        """The upper header title, empty for none."""
        if self.item is not None and isinstance(self.column.per, Items):
            return self.column.per.title
        return self.column.group


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger (台账): its name is the name of its table.

    ``record_title`` is what one record is called (项目). ``register`` names the column whose value makes a
    record part of the ledger from that period on. ``uncounted`` lists values that keep a record out of
    counts and totals (调出, 前期预备).
    """

    name: str
    title: str
    record_title: str
    group: str
    columns: tuple[Column, ...]
    name_column: str = "name"
    code_column: str | None = None
    serial_column: str | None = None
    numbered_within: str | None = None
    """The column of choices whose records are lists of their own, each numbered from 1: listed one after the other."""
    label_column: str | None = None
    alias_columns: tuple[str, ...] = ()
    unit_column: str | None = None
    sector_column: str | None = None
    register: str | None = None
    register_basis: str | None = None
    """The month column that says when and on what ground a record came in or left (调入日期及依据)."""
    register_since: str | None = None
    """The yearly column that says from which month on a record of an earlier year, taken in again in the course of
    the year, is part of that year's ledger (调入月份)."""
    package: str | None = None
    """The month column that names the record of which another is a part (打包项目): one with parts is their summary and
    not counted itself."""
    uncounted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    states: str | None = None
    """The column of choices by which the ledger is looked at: each choice is a chip above the grid."""
    never_added: str | None = None
    """The column whose values part the records into lists that overlap (省重点, 市重点): no sum is taken across them."""
    looks: tuple[tuple[str, int, str], ...] = ()
    """Further chips: a column of 是 and 否, its value (1, 0) and the chip's title (逾期, 未开工)."""
    ledger_checks: tuple[LedgerCheck, ...] = ()
    unique: tuple[Unique, ...] = ()
    dated_by: str | None = None
    """The date that a record belongs to: one dated after the period is shown, but not counted."""
    dated_within_year: bool = False
    """Whether a record dated before the period's year is not counted either (安全生产检查)."""
    identity: tuple[str, ...] = ()
    """Columns that tell records of the same name apart on import: 层级 of an application, the day of an inspection."""
    said_by_sheet: tuple[SheetFact, ...] = ()
    ready_views: tuple[ReadyView, ...] = ()
    """What a clerk looks at each month, the first being all of it."""
    raised_from: tuple[RaisedFrom, ...] = ()
    """The ledgers of whose records a record of this one can be begun."""
    matrix: Matrix | None = None
    usual_rows: UsualRows | None = None
    time_line: TimeLine | None = None
    becomes: Becoming | None = None
    """The record of another ledger that one of this ledger can be turned into."""
    year_change: YearChange | None = None
    """How records go on in the next year; None for a ledger whose records belong to no year."""
    print_title: str = ""
    """What stands above a sheet: {office}, {year}, {month} and {range} of the period. Of a column of years named in
    it, as 「{year}年」, it says the year that all rows share, or none."""
    sheet_words: tuple[str, ...] = ()
    measure_word: str = "项"
    belongs_to: tuple[str, str] | None = None
    """The columns that name the ledger and the record a record belongs to: it is deleted with that one.

    Such a ledger (attachments) is kept and shown with its owners; no workbook of it is imported.
    """
    kept_by_program: bool = False
    """Its records are written by the program's own steps (报送登记); no workbook of it is imported."""
    reported_by: ReportedBy | None = None
    """Who reports a record's values where it is not the unit of ``unit_column``."""
    since: int = 1

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by their names."""
        return {column.name: column for column in self.columns}

    def beginning(self, month: Month) -> dict[str, int]:
        """What a record added in a month begins with."""
        years = {column.name: column.begins_with_year for column in self.columns}
        return {name: month.year + after for name, after in years.items() if after is not None}

    @cached_property
    def every_check(self) -> tuple[Check, ...]:
        """The checks declared, and that no amount and no number of people or things is negative."""
        entered = [one for one in self.fields if one.column.computed is None]
        amounts = [(one.name, "金额") for one in entered if isinstance(one.column.kind, Money)]
        numbers = [
            (one.name, "数量")
            for one in entered
            if isinstance(one.column.kind, Count) and one.column.kind.grouped
        ]
        return (
            *self.checks,
            *(
                Check(name, "is_negative", (name,), f"{what}为负数，请核对。", title="负数")
                for name, what in (*amounts, *numbers)
            ),
        )

    @cached_property
    def reported_columns(self) -> tuple[Column, ...]:
        """What makes up a month's report: an entry with one of them filled counts as reported."""
        return tuple(one for one in self.columns if one.reported and one.per is Axis.MONTH)

    @cached_property
    def reported_texts(self) -> tuple[Column, ...]:
        """The long texts of a period's report: one that says what the month before said is marked."""
        return tuple(one for one in self.reported_columns if isinstance(one.kind, LongText))

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every grid column in declared order, item axes and halves of months expanded."""
        return tuple(self._fields())

    def _fields(self) -> Iterator[Field]:
        done: set[Axis | Items] = set()
        for column in self.columns:
            items = items_of(column.per)
            if column.per is None or not items:
                yield Field(column)
            elif column.per not in done:
                done.add(column.per)
                same = [other for other in self.columns if other.per == column.per]
                for item in items:
                    yield from (Field(other, item) for other in same)

    @property
    def group_fields(self) -> tuple[Field, ...]:
        """The columns by which rows can be grouped: the responsible unit first, the others as declared."""
        found = [one for one in self.fields if one.column.groups]
        return tuple(sorted(found, key=lambda one: one.name != self.unit_column))

    def grid_fields(self, *, every: bool = False) -> tuple[Field, ...]:
        """The columns of the grid in its order: those shown, or every one."""
        wanted = [one for one in self.fields if every or one.column.shown]
        return tuple(sorted(wanted, key=lambda one: (not one.column.shown, one.column.aside)))

    @cached_property
    def fields_by_name(self) -> dict[str, Field]:
        """Fields by their names."""
        return {one.name: one for one in self.fields}

    @cached_property
    def axes(self) -> tuple[Axis | Items, ...]:
        """The axes of this ledger's entries, in order of first use."""
        found: dict[str, Axis | Items] = {}
        for column in self.columns:
            if column.per is not None:
                found.setdefault(axis_name(column.per), column.per)
        return tuple(found.values())

    def stored(self, axis: Axis | Items | None) -> tuple[Column, ...]:
        """The columns that are kept in the file for one axis, in physical order."""
        own = [column for column in self.columns if column.computed is None and column.per == axis]
        return tuple(sorted(own, key=lambda column: column.since))

    def table(self, axis: Axis | Items | None) -> str:
        """The name of the table that keeps an axis."""
        return self.name if axis is None else f"{self.name}_{axis_name(axis)}"

    @property
    def has_years(self) -> bool:
        """Whether a record belongs to a year's ledger only when it has an entry for the year."""
        return Axis.YEAR in self.axes

    @property
    def label(self) -> str:
        """The column by which other ledgers show a record."""
        return self.label_column or self.name_column


def axis_name(axis: Axis | Items) -> str:
    """The suffix of an axis' table."""
    return axis.value if isinstance(axis, Axis) else axis.name


def items_of(axis: Axis | Items | None) -> tuple[str, ...]:
    """What one month shows of an axis in columns of their own: its items, or the halves of the month."""
    if isinstance(axis, Items):
        return axis.items
    return tuple(HALVES) if axis is Axis.HALF_MONTH else ()


def entry_key(axis: Axis | Items | None, month: Month, item: str | None = None) -> str:
    """The key of the entry of a period or item; empty for the record itself.

    A half-month's ``item`` says which half; without one it is the second, up to which the month goes.
    """
    match axis:
        case None:
            return ""
        case Axis.YEAR:
            return month.year_key
        case Axis.MONTH:
            return month.key
        case Axis.HALF_MONTH:
            return f"{month.key}-{item or 'H2'}"
        case Items():
            return item or ""
