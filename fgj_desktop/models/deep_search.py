"""Looks for a text in the cells of recorded actions, slice by slice, so that the window stays usable."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from fgj_desktop.ledgers import LEDGERS
from fgj_desktop.models.history_words import ASPECT_WORDS, cell_words, column_words

if TYPE_CHECKING:
    from fgj_desktop.models.document import LedgerDocument
    from fgj_desktop.store.cell_changes import CellChange
    from fgj_desktop.store.history_entry import Entry, Wanted

_AT_ONCE = 0.012
"""Seconds a slice may take: less than a painted frame."""
_FIRST_SPAN = 200
_LARGE = 65_536
"""Bytes of a changeset from which on its cells are not told one by one."""
_MOST, _MOST_DIGITS = 2**63, 20


class DeepSearch:
    """Goes back from the newest action; ``step`` looks at some and gives those that hold the text."""

    def __init__(self, document: LedgerDocument, wanted: Wanted) -> None:
        self._store = document.store
        self._wanted = replace(wanted, text="")
        self._text = _plain(wanted.text)
        self._context = document.context()
        self._span = _FIRST_SPAN
        self._needles = self._as_stored(wanted.text.strip())
        self._is_title = self._text_is_in(
            *(column_words(column, "") for ledger in LEDGERS for column in ledger.columns), *ASPECT_WORDS
        )
        self._is_told_otherwise = self._is_title or self._is_shown_otherwise()
        self.total = document.store.action_count()
        self.position = self.total + 1
        """Every action from this number on was looked at."""

    @property
    def is_over(self) -> bool:
        """Whether everything was looked at."""
        return self.position <= 1

    def step(self) -> list[Entry]:
        """Look at the next older actions, as many as take no time to speak of."""
        start = time.perf_counter()
        after = max(0, self.position - self._span - 1)
        found = self._store.holding(
            self._wanted, self._tells, after=after, before=self.position, judge=self._judge
        )
        self.position = after + 1
        took = time.perf_counter() - start
        self._span = max(20, min(20_000, int(self._span * _AT_ONCE / max(took, 0.0005))))
        return found

    def _tells(self, cell: CellChange) -> bool:
        words = cell_words(cell, self._context)
        return self._text_is_in(words.column, words.before, words.after)

    def _judge(self, changeset: bytes) -> bool | None:
        holds = any(needle in changeset for needle in self._needles)
        if len(changeset) > _LARGE and not self._is_title:
            # An import is not read cell by cell: it is enough that it holds the text, or the figure.
            return holds
        return None if holds or self._is_told_otherwise else False

    def _as_stored(self, text: str) -> list[bytes]:
        """The text as a changeset holds it: its letters, and as a whole figure an integer."""
        needles = [text.encode()]
        with suppress(InvalidOperation):
            figure = Decimal(text.replace(",", ""))
            if not figure.is_finite() or figure.adjusted() > _MOST_DIGITS:
                return needles
            for unit in (1, self._context.money_unit):
                amount = figure * unit
                if amount == int(amount) and abs(amount) < _MOST:
                    needles.append(b"\x01" + int(amount).to_bytes(8, "big", signed=True))
        return needles

    def _is_shown_otherwise(self) -> bool:
        """Whether cells that do not hold these very letters may show the text: figures, dates, units."""
        if len(self._text) == 1 or any(sign.isascii() for sign in self._text):
            return True
        links = {
            column.kind.ledger  # type: ignore[attr-defined]
            for ledger in LEDGERS
            for column in ledger.columns
            if column.is_link
        }
        return self._text_is_in(*(one for name in links for one in self._store.links().labels(name).values()))

    def _text_is_in(self, *words: str) -> bool:
        return any(self._text in _plain(one) for one in words)


def _plain(text: str) -> str:
    """Without what people leave out when they type: thousands separators, capitals."""
    return text.strip().replace(",", "").lower()
