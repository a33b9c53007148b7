"""Which of the fonts of official documents this machine has."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from fgj_desktop.documents.word_fonts import WordFonts, word_fonts


def machine_word_fonts() -> WordFonts:
    """The fonts that documents written here name; needs an application."""
    return word_fonts(QFontDatabase.hasFamily)
