"""References inside formulas: found without being misled by texts and functions, and moved when rows are put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fgj_desktop.exchange.grid import cell_at, column_letters

_CELL = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?<![\w.$\]!])"
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^\s'!\"(),;:+\-*/^&=<>{}\[\]%$]+)!)?"
    rf"(?P<ref>{_CELL}:{_CELL}|{_CELL}|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?\d{{1,7}}:\$?\d{{1,7}})"
    r"(?![\w.(!:])"
)
_PART = re.compile(r"(?P<column>\$?[A-Z]{1,3})?(?P<fixed>\$?)(?P<row>\d{1,7})?$")
_NAME = re.compile(r"(?<![\w.$'!\]])[A-Za-z_\u4e00-\u9fff][\w.]*(?![\w.(!'])")
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383

Moved = Callable[[int, int], tuple[int, int]]
"""First and last row of a range, from 0 → where they are afterwards."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A range that a formula speaks of; ``sheet`` is empty for its own. All bounds belong to it, from 0."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def references(formula: str) -> Iterator[Reference]:
    """Every cell and range that a formula names."""
    for token in _TOKEN.finditer(formula):
        if token["ref"] is None:
            continue
        first, _, last = token["ref"].replace("$", "").partition(":")
        last = last or first
        if first.isdigit():
            yield Reference(_bare(token["sheet"]), int(first) - 1, 0, int(last) - 1, LAST_COLUMN)
        elif first.isalpha():
            left, right = cell_at(f"{first}1")[1], cell_at(f"{last}1")[1]
            yield Reference(_bare(token["sheet"]), 0, left, LAST_ROW, right)
        else:
            (top, left), (bottom, right) = cell_at(first), cell_at(last)
            yield Reference(_bare(token["sheet"]), top, left, bottom, right)


def speaks_of_names(formula: str) -> bool:
    """Whether a formula uses a name or an indirect reference, so that what it depends on cannot be read off it."""
    plain = _TOKEN.sub(" ", formula)
    return (
        "INDIRECT" in plain
        or "OFFSET" in plain
        or any(word.upper() not in ("TRUE", "FALSE") for word in _NAME.findall(plain))
    )


def moved_formula(formula: str, moved: Moved, sheet: str, *, is_own: bool) -> str:
    """The formula with its references to a sheet moved; ``is_own`` when it stands in that sheet itself."""

    def one(token: re.Match[str]) -> str:
        ref = token["ref"]
        named = _bare(token["sheet"])
        if ref is None or (named != sheet if named else not is_own):
            return token[0]
        return f"{token['sheet'] or ''}{moved_range(ref, moved)}"

    return _TOKEN.sub(one, formula)


def moved_range(ref: str, moved: Moved, *, grows: bool = False) -> str:
    """``D9:D18`` or ``$D$9`` after rows were put in; ranges of whole columns stay.

    ``grows`` when a single cell stands for a range of one row, as where a list or a condition holds.
    """
    first, sign, last = ref.partition(":")
    one, other = _PART.match(first), _PART.match(last or first)
    if one is None or other is None or one["row"] is None or other["row"] is None:
        return ref
    top, bottom = moved(int(one["row"]) - 1, int(other["row"]) - 1)
    begin = f"{one['column'] or ''}{one['fixed']}{top + 1}"
    end = f"{other['column'] or ''}{other['fixed']}{bottom + 1}"
    return f"{begin}:{end}" if sign or (grows and bottom > top) else begin


def copied_formula(formula: str, rows: int, columns: int = 0) -> str:
    """The formula as it reads when it is copied so far down and to the right: what is not fixed goes along."""

    def one(token: re.Match[str]) -> str:
        if token["ref"] is None:
            return token[0]
        parts = [_copied(part, rows, columns) for part in token["ref"].split(":")]
        return f"{token['sheet'] or ''}{':'.join(parts)}"

    return _TOKEN.sub(one, formula)


def other_rows(formula: str, row: int) -> bool:
    """Whether a formula in a row speaks of cells of its sheet in other rows that go along when it is copied."""
    for token in _TOKEN.finditer(formula):
        for part in (token["ref"] or "").split(":"):
            found = _PART.match(part)
            if found and found["row"] and not found["fixed"] and int(found["row"]) - 1 != row:
                return True
    return False


def _copied(part: str, rows: int, columns: int) -> str:
    found = _PART.match(part)
    if found is None:
        return part
    letters, row = found["column"] or "", found["row"] or ""
    if columns and letters and not letters.startswith("$"):
        letters = column_letters(cell_at(f"{letters}1")[1] + columns)
    if row and not found["fixed"]:
        row = str(int(row) + rows)
    return f"{letters}{found['fixed']}{row}"


def _bare(sheet: str | None) -> str:
    """A sheet's name without the sign behind it and its quotes."""
    name = (sheet or "").removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
