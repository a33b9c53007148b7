"""Lists that overlap and are never added up together: 省重点申报 and 市重点申报."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.values import Context, Value
    from fgj_desktop.store.rows import Row


def lists_of(ledger: Ledger, rows: Iterable[Row]) -> dict[Value, int]:
    """How many counted rows each list has; empty for a ledger whose records may all be added up."""
    name = ledger.never_added
    return {} if name is None else dict(Counter(row.values.get(name) for row in rows if row.counted))


def are_apart(lists: Mapping[Value, int]) -> bool:
    """Whether the rows are of several lists, so that a sum over them would count some twice."""
    return len(lists) > 1


def apart_words(ledger: Ledger, lists: Mapping[Value, int], context: Context) -> str:
    """「省 13、市 33，不相加」: short enough for the column of names."""
    kind = ledger.by_name[ledger.never_added or ledger.name_column].kind
    order = kind.options if isinstance(kind, Choice) else ()

    def place(value: Value) -> int:
        return order.index(str(value)) if value in order else len(order)

    parts = (f"{kind.text(value, context) or '未填'} {lists[value]}" for value in sorted(lists, key=place))
    return "、".join(parts) + "，不相加"
