"""Pick-lists and checks of a form's open columns: they advise, so that nothing that is pasted or typed is refused.

Excel and WPS do not check what is pasted at all, and refuse what is typed under the style 「停止」; whether an entry fits is
found when it comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import (
    Choice,
    Choices,
    Code,
    Count,
    Date,
    Flag,
    Kind,
    LongText,
    Money,
    Percent,
    Quantity,
    Text,
)
from fgj_desktop.rules.form_spec import TICK, FormColumn, Part

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

_LONGEST_LIST = 255
"""Longer lists Excel takes from cells only."""
_EARLIEST_DAY = "18264"
"""1950-01-01 in a spreadsheet's count of days."""
_LARGEST = "1000000000000"
_MOST_TOLD = 100


def options_of(column: FormColumn) -> tuple[str, ...]:
    """The words that a column's pick-list offers; none for a column without one."""
    if column.part is Part.NOTHING_NEW:
        return (TICK,)
    if column.field is None:
        return ()
    kind = column.field.column.kind
    if isinstance(kind, Flag):
        return ("是", "否")
    return kind.options if isinstance(kind, Choice) else ()


def needs_cells(options: tuple[str, ...]) -> bool:
    """Whether a pick-list has to be kept in cells."""
    return len(",".join(options)) > _LONGEST_LIST or any("," in one for one in options)


def validation_of(column: FormColumn, listed_in: str = "") -> DataValidation | None:
    """The check of an open column; ``listed_in`` are the cells of its pick-list where it is long. None for free text."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = check_words(column)
    if not words:
        return None
    options = options_of(column)
    if options:
        quoted = ",".join(options).replace('"', '""')
        made = DataValidation("list", formula1=listed_in or f'"{quoted}"')
    else:
        assert column.field is not None
        made = _of_kind(column.field.column.kind)
    made.allow_blank = True
    made.showErrorMessage = True
    made.errorStyle = "information" if _is_loose(column) else "warning"
    made.errorTitle, made.error = "请核对", words
    return made


def _is_loose(column: FormColumn) -> bool:
    """Whether other contents are all right as well: dates known to the month, lists that are open or take several."""
    kind = column.field.column.kind if column.field is not None else None
    return isinstance(kind, Date | Choices) or (isinstance(kind, Choice) and kind.is_open)


def _of_kind(kind: Kind) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    if isinstance(kind, Date):
        return DataValidation("date", operator="greaterThanOrEqual", formula1=_EARLIEST_DAY)
    if isinstance(kind, Count):
        return DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
    if isinstance(kind, Text | LongText):
        return DataValidation("textLength", operator="lessThanOrEqual", formula1=str(kind.limit))
    if isinstance(kind, Choices):
        return DataValidation("textLength", operator="lessThanOrEqual", formula1=str(_LONGEST_LIST))
    return DataValidation("decimal", operator="between", formula1=f"-{_LARGEST}", formula2=_LARGEST)


def check_words(column: FormColumn) -> str:
    """What is said of an entry that does not fit, and what the instructions say of the column; empty for neither."""
    if column.part is Part.NOTHING_NEW:
        return f"无新进展的选“{TICK}”，其余留空。"
    if column.field is None or isinstance(column.field.column.kind, Code):
        return ""
    kind = column.field.column.kind
    if isinstance(kind, Choice):
        return _choice_words(kind)
    if isinstance(kind, Text | LongText):
        return f"不超过 {kind.limit} 字。"
    return next((words for kinds, words in _WORDS if isinstance(kind, kinds)), "")


def _choice_words(kind: Choice) -> str:
    listed = "、".join(kind.options)
    choose = "请从列表中选择，也可填写其他内容" if kind.is_open else "请从列表中选择"
    return f"{choose}：{listed}。" if len(listed) <= _MOST_TOLD else f"{choose}。"


_WORDS: tuple[tuple[type[Kind], str], ...] = (
    (Flag, "请填“是”或“否”。"),
    (Choices, "可填多项，用顿号分开。"),
    (Date, "请填日期，如 2021-9-30；只知道月份的填 2021年9月。"),
    (Money, "请填数字，单位为万元；没有数的留空，是零的填 0。"),
    (Count, "请填整数。"),
    (Percent, "请填百分数，如 80.46%。"),
    (Quantity, "请填数字，最多两位小数。"),
)
