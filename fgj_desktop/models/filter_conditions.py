"""The conditions that can be asked of a column, by its kind, and what is typed into them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fgj_desktop.ledgers.dates import date_bounds, date_text
from fgj_desktop.ledgers.kinds import Choices, Count, Date, Flag, Link, LinkList, Money, Percent, Points
from fgj_desktop.ledgers.numbers import share_of
from fgj_desktop.ledgers.values import Misfit
from fgj_desktop.store.filters import ColumnFilter, How

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers import Field
    from fgj_desktop.ledgers.values import Context, Value

_RANKED = ("largest", "smallest")


class Condition(NamedTuple):
    """A condition with its title, and how many values it takes."""

    how: How
    title: str
    values: int


_TEXTS = (
    Condition("contains", "包含", 1),
    Condition("lacks", "不包含", 1),
    Condition("equals", "等于", 1),
    Condition("begins", "开头是", 1),
    Condition("ends", "结尾是", 1),
)
_NUMBERS = (
    Condition("above", "大于", 1),
    Condition("below", "小于", 1),
    Condition("between", "介于", 2),
    Condition("equals", "等于", 1),
    Condition("largest", "最大的前几项", 1),
    Condition("smallest", "最小的前几项", 1),
)
_DATES = (
    Condition("before", "早于", 1),
    Condition("after", "晚于", 1),
    Condition("dated", "介于", 2),
    Condition("this_month", "本月", 0),
    Condition("this_year", "本年", 0),
)
_ANY = (Condition("blank", "空", 0), Condition("filled", "非空", 0))


def conditions_of(field: Field) -> tuple[Condition, ...]:
    """The conditions that a column can be asked."""
    kind = field.column.kind
    if isinstance(kind, Money | Percent | Points | Count):
        return (*_NUMBERS, *_ANY)
    if isinstance(kind, Date):
        return (*_DATES, *_ANY)
    return _ANY if isinstance(kind, Flag) else (*_TEXTS, *_ANY)


def condition_named(field: Field, how: How) -> Condition | None:
    """The condition of this name; None for what is ticked in the list."""
    return next((one for one in conditions_of(field) if one.how == how), None)


def can_be_asked(field: Field, wanted: ColumnFilter) -> bool:
    """Whether a filter that was kept asks of the column what can be asked of it."""
    if wanted.how in ("picked", "left_out", "finds"):
        return True
    if condition_named(field, wanted.how) is None:
        return False
    if wanted.how in _RANKED:
        return all(isinstance(one, int) and one > 0 for one in wanted.values)
    if isinstance(field.column.kind, Date):
        return all(map(_is_stored_date, wanted.values))
    is_text = field.column.kind.storage == "TEXT" or field.column.is_link
    return all(isinstance(one, str) is is_text and one is not None for one in wanted.values)


def _is_stored_date(value: Value) -> bool:
    try:
        date_bounds(str(value))
    except (ValueError, IndexError):
        return False
    return True


def condition_filter(field: Field, how: How, texts: Sequence[str], context: Context) -> ColumnFilter | str:
    """The filter of a condition with the texts typed into it; or what is wrong with them, in words."""
    values: list[Value] = []
    for text in texts:
        value = _read(field, how, text, context)
        if isinstance(value, Misfit):
            return _told(value)
        if value is None:
            return "请填写筛选条件的内容。"
        values.append(value)
    if how == "between":
        values.sort()
    elif how == "dated":
        values.sort(key=lambda value: date_bounds(str(value)))
    return ColumnFilter(field.name, how, tuple(values))


def _told(wrong: Misfit) -> str:
    """What is wrong with a typed value, in a sentence."""
    if wrong.choices:
        return f"{wrong.reason.removesuffix('，请选择')}，请写成{'或'.join(map(date_text, wrong.choices))}。"
    named = wrong.reason if wrong.reason.startswith("“") else f"“{wrong.text}”{wrong.reason}"
    return f"{named}。"


def _read(field: Field, how: How, text: str, context: Context) -> Value | Misfit:
    kind, typed = field.column.kind, text.strip()
    if not typed:
        return None
    if how in _RANKED:
        count = Count().parse(typed, context)
        return count if isinstance(count, int) and count > 0 else Misfit(typed, "不是大于 0 的整数")
    if isinstance(kind, Points):
        points = Percent().parse(f"{typed.rstrip('%％')}%", context)
        return float(share_of(points)) if isinstance(points, int) else Misfit(typed, "不是数值")
    if isinstance(kind, Money | Percent | Count | Date):
        value = kind.parse(typed, context)
        if not isinstance(value, int | str):
            return value if isinstance(value, Misfit) else Misfit(typed, "不是数值")
        computed = isinstance(kind, Percent) and field.column.computed is not None
        return float(share_of(value)) if computed else value
    return typed


def condition_texts(field: Field, wanted: ColumnFilter, context: Context) -> list[str]:
    """The values of a condition as they are typed."""
    kind = field.column.kind
    if wanted.how in _RANKED or isinstance(kind, Choices | Link | LinkList):
        return [str(value) for value in wanted.values]
    return [kind.text(value, context) for value in wanted.values]
