"""Finds the header of a table: the rows that hold column titles, and one joined title for each column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import Rows, is_blank, is_number, text_of, value_at
from fgj_desktop.exchange.periods import PeriodText, read_period, split_money_unit
from fgj_desktop.exchange.titles import TitleMatch, stable_title, title_book, title_key
from fgj_desktop.ledgers import IMPORTED, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fgj_desktop.exchange.grid import Area, Value

HEADER_WITHIN = 20
_MOST_LEVELS = 3
_GENERIC = frozenset({"单位", "名称", "内容", "情况", "姓名", "职务"})
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_HINT = re.compile(r"^[（(][^（()）]*[）)]$|^(?:亿元|万元|元|个|项|%|％|是/否|单位[:：].*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column of a table: its title as shown, the titles to try in order, and what they state."""

    index: int
    title: str
    candidates: tuple[str, ...]
    money_unit: int | None
    period: PeriodText
    """The period of the title or of the title above it."""
    is_half: bool = False
    """Whether it is of half a month."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table; rows are 0-based, the data begins at ``body``."""

    top: int
    body: int
    columns: tuple[HeaderColumn, ...]
    others: tuple[str, ...] = ()
    """Other tables beside this one, as ranges of columns in words."""

    @property
    def signature(self) -> str:
        """The titles that tell this layout from others, the same every month."""
        return "|".join(sorted(stable_title(column.title) for column in self.columns))


def find_header(rows: Rows, merges: Sequence[Area] = (), ledger: Ledger | None = None) -> Header | None:
    """The header within the first 20 rows that knows most titles of one ledger; None when there is none."""
    best: tuple[float, int, Header] | None = None
    merges = [area for area in merges if area.top < HEADER_WITHIN + _MOST_LEVELS]
    for top in range(min(HEADER_WITHIN, len(rows))):
        if not _may_hold_titles(rows[top]):
            continue
        for levels in range(1, _MOST_LEVELS + 1):
            columns = tuple(columns_at(rows, merges, top, levels))
            # Between equals the fewest rows win: a line above the header is no part of it.
            score = _score(columns, ledger) - 0.01 * (levels - 1)
            if score > 0 and (best is None or score > best[0]):
                best = (score, top, _finished(rows, top, levels, columns))
    return best[2] if best is not None else None


def match_in(ledger: Ledger, column: HeaderColumn) -> TitleMatch | None:
    """The field of the ledger that the column's title means."""
    book = title_book(ledger.name)
    for candidate in column.candidates:
        found = book.match(candidate)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def is_known_title(text: str) -> bool:
    """Whether any ledger has a column of that title."""
    return any(title_book(ledger.name).match(text) is not None for ledger in IMPORTED)


def _may_hold_titles(row: Sequence[Value]) -> bool:
    texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    return len(texts) >= 2 and any(len(text) <= 60 for text in texts)


def _score(columns: Sequence[HeaderColumn], only: Ledger | None) -> float:
    """Known titles of the ledger that knows most, less a little for unknown ones; 0 without a name column."""
    best = 0.0
    for ledger in (only,) if only is not None else IMPORTED:
        matches = [match_in(ledger, column) for column in columns]
        names = {found.field.name for found in matches if found is not None}
        if ledger.name_column in names and len(names) >= 2:
            best = max(best, len(names) - 0.1 * matches.count(None))
    return best


def columns_at(rows: Rows, merges: Sequence[Area], top: int, levels: int) -> Iterator[HeaderColumn]:
    """The columns of a header that begins at ``top`` and has so many rows; none where those hold figures."""
    if top + levels > len(rows) or any(_is_data(rows[top + level]) for level in range(1, levels)):
        return
    width = max(len(rows[top + level]) for level in range(levels))
    for index in range(width):
        pieces, parents = _pieces(rows, merges, top, levels, index)
        if pieces:
            yield _column(index, pieces, parents)


def _is_data(row: Sequence[Value]) -> bool:
    return any(is_number(cell) for cell in row)


def _pieces(
    rows: Rows, merges: Sequence[Area], top: int, levels: int, index: int
) -> tuple[list[str], list[bool]]:
    """The titles over one column from above; beside each whether it spans several columns."""
    pieces: list[str] = []
    spans: list[bool] = []
    for level in range(levels):
        row = top + level
        text, is_span = text_of(value_at(rows[row], index)), False
        merge = next(
            (one for one in merges if one.top <= row <= one.bottom and one.left <= index <= one.right), None
        )
        if merge is not None and merge.left < merge.right:
            is_span = True
            text = text or (text_of(value_at(rows[merge.top], merge.left)) if merge.top == row else "")
        elif merge is None and not text and not merges and level + 1 < levels:
            text = _parent_to_the_left(rows, row, index)
            is_span = bool(text)
        if text and text not in pieces:
            pieces.append(text)
            spans.append(is_span)
    return pieces, spans


def _parent_to_the_left(rows: Rows, row: int, index: int) -> str:
    """Without merges: a title spans the blanks to its right that have titles below them."""
    below = row + 1
    if is_blank(value_at(rows[below], index)):
        return ""
    column = index
    while column >= 0 and is_blank(value_at(rows[row], column)):
        if is_blank(value_at(rows[below], column)):
            return ""
        column -= 1
    if column < 0 or is_blank(value_at(rows[below], column)):
        return ""
    return text_of(value_at(rows[row], column))


def _column(index: int, pieces: list[str], spans: list[bool]) -> HeaderColumn:
    own = [piece for piece, is_span in zip(pieces, spans, strict=True) if not is_span] or pieces[-1:]
    candidates = ["".join(pieces), "".join(pieces[-2:]), "".join(own), pieces[-1], own[0]]
    if title_key(pieces[-1]) in _GENERIC and len(pieces) > 1:
        candidates.append(pieces[-2])
    # 「项目（主管）单位」, where no title has the words in brackets.
    candidates += [
        bare for piece in ("".join(own), pieces[-1]) if (bare := _BRACKETS.sub("", piece)) and bare != piece
    ]
    unit = next((found for piece in reversed(pieces) if (found := split_money_unit(piece)[1])), None)
    period = PeriodText()
    for piece in reversed(pieces):
        period = period.or_else(read_period(piece))
    title = "".join(own) if own[0] != pieces[0] or len(pieces) == len(own) else own[0]
    return HeaderColumn(index, " ".join(title.split()), tuple(dict.fromkeys(candidates)), unit, period)


def _finished(rows: Rows, top: int, levels: int, columns: tuple[HeaderColumn, ...]) -> Header:
    body = top + levels
    while body < len(rows) and (is_numbering(rows[body]) or _is_hint(rows[body])):
        columns = tuple(_with_hint(column, value_at(rows[body], column.index)) for column in columns)
        body += 1
    kept, others = _one_table(columns)
    return Header(top, body, kept, others)


def _with_hint(column: HeaderColumn, cell: object) -> HeaderColumn:
    """A row of 「（万元）」 below the titles states the units of its columns."""
    text = cell.strip(" （）()") if isinstance(cell, str) else ""
    unit = split_money_unit(f"x（{text}）")[1] if text else None
    if unit is None or column.money_unit is not None:
        return column
    return replace(column, money_unit=unit)


def is_numbering(row: Sequence[Value]) -> bool:
    """A row that only numbers the columns: 1 2 3 …, or 甲 乙 1 2 …."""
    cells = [cell for cell in row if not is_blank(cell)]
    if len(cells) < 3:
        return False
    numbers = [_whole(cell) for cell in cells]
    while (
        numbers
        and numbers[0] is None
        and str(cells[len(cells) - len(numbers)]).strip() in ("甲", "乙", "丙", "丁")
    ):
        numbers = numbers[1:]
    if len(numbers) < 3 or numbers[0] not in (0, 1):
        return False
    start = numbers[0]
    return numbers == list(range(start, start + len(numbers)))


def _whole(cell: Value) -> int | None:
    if isinstance(cell, str):
        text = cell.strip(" （）()")
        return int(text) if text.isdecimal() and len(text) <= 2 else None
    return int(cell) if isinstance(cell, int | float) and cell == int(cell) else None


def _is_hint(row: Sequence[Value]) -> bool:
    """A row of hints below the titles: every cell in brackets or a unit of measure."""
    texts = [cell for cell in row if not is_blank(cell)]
    return bool(texts) and all(isinstance(text, str) and _HINT.match(text.strip()) for text in texts)


def _one_table(columns: tuple[HeaderColumn, ...]) -> tuple[tuple[HeaderColumn, ...], tuple[str, ...]]:
    """Two tables side by side repeat the name column: the one with more known titles is taken."""
    starts = _table_starts(columns)
    if len(starts) < 2:
        return columns, ()
    tables = [columns[start:end] for start, end in zip(starts, [*starts[1:], len(columns)], strict=True)]
    best = max(tables, key=lambda table: _score(table, None))
    others = tuple(f"{table[0].title}—{table[-1].title}" for table in tables if table is not best)
    return best, others


def _table_starts(columns: tuple[HeaderColumn, ...]) -> list[int]:
    """Where tables begin: at the first column, and where a gap is followed by titles seen before."""
    names = {title_key(ledger.by_name[ledger.name_column].title) for ledger in IMPORTED}
    seen: set[str] = set()
    starts = [0]
    for position, column in enumerate(columns):
        key = title_key(column.title)
        gap = position > 0 and column.index > columns[position - 1].index + 1
        if gap and seen & names and (key in seen or key in names):
            starts.append(position)
            seen = set()
        seen.add(key)
    return starts
