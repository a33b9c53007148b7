"""Cells as tab-separated text, the flavour of the clipboard that every spreadsheet and browser has.

A cell is quoted when it begins with a quote, and its closing quote is followed by a tab, a line end or
nothing; quotes inside are doubled. Anything else stands as it is: 「3" 管」 and a lone 「"」 are texts.
CRLF and CR are read as LF, inside cells too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_CHARACTERS = 30_000_000
MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
"""Rows times the widest row: who fills ragged rows up must be able to."""

# Possessive throughout, so that a stray quote costs one look ahead to the next one and no more.
_QUOTED = re.compile(r'"(?<![^\t\n]")((?:[^"]++|"")*+)"(?![^\t\n])')


def too_much() -> UserError:
    """The refusal of a clipboard that holds more than a ledger."""
    return UserError(
        f"剪贴板中的内容过多（超过 {MOST_ROWS:,} 行或 {MOST_CELLS:,} 格），未粘贴，台账未作任何改动。"
        "请分几次复制，或用“导入 Excel”导入整张表。"
    )


def read_text(text: str) -> list[list[str]]:
    """The cells of a block; rows may differ in length, nothing at all has no rows.

    The line end after the last row is no row of its own: Excel always writes one, browsers do not.
    Two of them mean that the last row is empty.

    Raises UserError when it is too much to be pasted.
    """
    if len(text) > MOST_CHARACTERS:
        raise too_much()
    if not text:
        return []
    # No CR is left after this, so that it can stand for the breaks that are held inside quoted cells.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if '"' in text:
        text = _QUOTED.sub(_hold, text)
    text = text.removesuffix("\n")
    rows = text.count("\n") + 1
    if rows > MOST_ROWS or rows + text.count("\t") > MOST_CELLS:
        raise too_much()
    cells = [_cells(line) for line in text.split("\n")]
    if rows * max(map(len, cells)) > MOST_CELLS:
        raise too_much()
    return cells


def _hold(quoted: re.Match[str]) -> str:
    return quoted[1].replace('""', '"').replace("\t", "\rt").replace("\n", "\rn")


def _cells(line: str) -> list[str]:
    cells = line.split("\t")
    if "\r" not in line:
        return cells
    return [cell.replace("\rt", "\t").replace("\rn", "\n") for cell in cells]


def write_text(rows: Iterable[Sequence[str]]) -> str:
    r"""The cells as Excel writes them; ``read_text`` gives them back, with \r\n and \r as \n.

    Rows end in \n and not in \r\n: Qt makes \r\n of it on Windows, where Excel and WPS write that too,
    and on Linux LibreOffice writes \n itself. The last row ends as the others do, as in Excel. Only a
    cell alone has no line end, as in LibreOffice, because it is often pasted into a search field.
    """
    lines = [_line(row) for row in rows]
    if len(lines) == 1 and lines[0] and "\t" not in lines[0]:
        return lines[0]
    return "".join(f"{line}\n" for line in lines)


def _line(row: Sequence[str]) -> str:
    line = "\t".join(row)
    if '"' not in line and "\n" not in line and "\r" not in line and line.count("\t") < max(len(row), 1):
        return line
    return "\t".join(map(_quoted, row))


def _quoted(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith('"') or "\t" in text or "\n" in text:
        return '"' + text.replace('"', '""') + '"'
    return text
