"""What programs put on the clipboard, as kept under tests/fixtures/clipboard.

LibreOffice's were copied from a running Calc 7.4; the others are written in the shapes of their programs.
"""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

FOLDER = Path(__file__).parents[1] / "fixtures" / "clipboard"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))

SIGNS = st.text(
    st.sampled_from('\t\n\r" \xa0　甲0,<>&;=\x0c\x00—') | st.characters(exclude_categories=["Cs"]), max_size=8
)
BLOCKS = st.lists(st.lists(SIGNS, min_size=1, max_size=4), min_size=1, max_size=4)


def flavour(name: str, ending: str) -> str | None:
    """One flavour of a clipboard, None when the program gave none."""
    path = FOLDER / f"{name}.{ending}"
    return path.read_bytes().decode() if path.exists() else None


def expected(name: str) -> list[list[str]]:
    """The cells that a paste is to see."""
    rows: list[list[str]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def with_line_feeds(rows: list[list[str]]) -> list[list[str]]:
    """The cells with the line ends that reading gives."""
    return [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
