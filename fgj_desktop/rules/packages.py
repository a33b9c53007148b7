"""打包项目 counted both ways: by the single projects, which is the rule, and by the packages they make up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.store.rows import Row


def by_package(ledger: Ledger, rows: Iterable[Row]) -> list[Row]:
    """The first counted row of each package, and every counted row that is part of none."""
    found: dict[object, Row] = {}
    for row in rows:
        if row.counted:
            package = None if ledger.package is None else row.values.get(ledger.package)
            found.setdefault(row.id if package is None else package, row)
    return list(found.values())


def package_words(ledger: Ledger, rows: Iterable[Row]) -> str:
    """「按打包 46 项／按单个 48 项」; empty where nothing is packed together."""
    counted = [row for row in rows if row.counted]
    packed, unit = len(by_package(ledger, counted)), ledger.measure_word
    return "" if packed == len(counted) else f"按打包 {packed} {unit}／按单个 {len(counted)} {unit}"
