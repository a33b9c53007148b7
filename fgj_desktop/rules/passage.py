"""A passage: words with figures that the ledgers write, under the Chinese name by which a template places it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.rules.telling import Sentence, Telling


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage, of one paragraph at most."""

    name: str
    """「固定资产投资段」"""
    title: str
    """What it tells, for the list to choose from."""
    tell: Callable[[Telling], Sentence]


def nothing(telling: Telling, ledger: str, what: str) -> Sentence:
    """What stands where the ledger has nothing for the period: seen at once, and never a 0."""
    return (f"（{ledger}没有{telling.month.title}的{what}，请补充。）",)
