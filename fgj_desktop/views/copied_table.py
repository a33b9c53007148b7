"""A table of words on the clipboard: as text and as a table for other programs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Sequence


def copy_table(rows: Sequence[Sequence[str]]) -> None:
    """Put rows of texts, the titles first, on the clipboard."""
    lines = ["\t".join(" ".join(text.split()) for text in row) for row in rows]
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    data = QMimeData()
    data.setText("\n".join(lines))
    data.setHtml(f'<meta charset="utf-8"><table>{body}</table>')
    QGuiApplication.clipboard().setMimeData(data)
