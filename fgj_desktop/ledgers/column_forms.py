"""The usual forms of a column, so that a declaration says only what is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fgj_desktop.ledgers.declaration import Axis, Carry, Column, Computed, FilledBy
from fgj_desktop.ledgers.kinds import Count, Flag, LongText

if TYPE_CHECKING:
    from fgj_desktop.ledgers.kinds import Kind

SINCE = 3
"""The version of the file that brought the ledgers of the whole bureau; what came later says so itself."""


def fact(name: str, title: str, kind: Kind, *aliases: str, **options: Any) -> Column:
    """What is so for the record itself, whenever it is looked at: a name, a date on which something happened."""
    options.setdefault("since", SINCE)
    return Column(name=name, title=title, kind=kind, aliases=aliases, **options)


def dated(name: str, title: str, kind: Kind, *aliases: str, **options: Any) -> Column:
    """A fact that holds from its month on until it is changed."""
    return fact(name, title, kind, *aliases, per=Axis.MONTH, carries=Carry.ALWAYS, **options)


def to_date(name: str, title: str, kind: Kind, *aliases: str, **options: Any) -> Column:
    """What adds up within the year."""
    return fact(name, title, kind, *aliases, per=Axis.MONTH, carries=Carry.YEAR, **options)


def monthly(name: str, title: str, kind: Kind, *aliases: str, **options: Any) -> Column:
    """What belongs to its month alone."""
    return fact(name, title, kind, *aliases, per=Axis.MONTH, **options)


def half_monthly(name: str, title: str, kind: Kind, *aliases: str, **options: Any) -> Column:
    """What belongs to its half of a month alone."""
    return fact(name, title, kind, *aliases, per=Axis.HALF_MONTH, **options)


def computed(
    name: str,
    title: str,
    kind: Kind,
    function: str,
    arguments: tuple[str, ...],
    *aliases: str,
    totals: tuple[str, ...] | None = None,
    **options: Any,
) -> Column:
    """What a rule computes of other columns."""
    rule = Computed(function, arguments, totals=totals)
    return fact(name, title, kind, *aliases, computed=rule, filled_by=FilledBy.COMPUTED, **options)


def overdue(deadline: str, state: str, *, title: str = "逾期", shown: bool = True) -> Column:
    """Whether the day of ``deadline`` is past and ``state`` does not say that the matter is settled."""
    arguments = (deadline, state, "@year", "@month")
    return computed(
        "overdue", title, Flag(), "is_past", arguments, groups=True, width=8, priority=6, shown=shown
    )


def serial(since: int = SINCE) -> Column:
    """序号: the clerk's own order."""
    return fact("serial", "序号", Count(), "编号", "序", width=5, priority=1, since=since)


def remark(since: int = SINCE) -> Column:
    """备注."""
    return fact("remark", "备注", LongText(), width=14, priority=8, since=since)
