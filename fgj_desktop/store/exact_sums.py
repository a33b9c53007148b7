"""Sums of whole numbers, also of those that together are more than SQLite adds up (9.2e18).

A code pasted into a column of amounts is such a number: it is marked, and must not take the totals away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import apsw

from fgj_desktop.store.asof import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PART = 10**9


def with_sums(
    run: Callable[[str], list[tuple[Any, ...]]], names: Sequence[str], lead: int
) -> list[tuple[Any, ...]]:
    """The rows of a query that ends its ``lead`` columns with the sums of ``names``.

    ``run`` is given what is to stand behind these columns. A sum is None when no row holds a value.
    """
    try:
        return run("".join(f", sum({quote(name)})" for name in names))
    except apsw.SQLError:
        # Too large: added up in two parts, whose sums are far smaller.
        parts = "".join(f", sum({quote(name)} / {_PART}), sum({quote(name)} % {_PART})" for name in names)
        return [(*row[:lead], *_joined(row[lead:])) for row in run(parts)]


def _joined(parts: Sequence[int | None]) -> list[int | None]:
    return [
        None if high is None or low is None else high * _PART + low
        for high, low in zip(parts[::2], parts[1::2], strict=True)
    ]
