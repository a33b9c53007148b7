"""The fonts of prints, chosen from what the machine has, and how wide their characters are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from fgj_desktop.documents.pages import Face

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT_FAMILIES = (
    "SimSun",
    "宋体",
    "NSimSun",
    "方正书宋_GBK",
    "Songti SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "AR PL UMing CN",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
_TITLE_FAMILIES = (
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK",
    "SimHei",
    "黑体",
    "Heiti SC",
    "方正黑体_GBK",
)
_BOLD_TITLE_FAMILIES = (
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
)

# Large enough that rounding to whole pixels does not count.
_MEASURED_PIXELS = 1000


@cache
def print_font_family() -> str:
    """The family of a print's text: 宋体, or what comes closest on this machine."""
    return _first_at_hand(_TEXT_FAMILIES) or _any_chinese()


@cache
def _title_font() -> tuple[str, bool]:
    """The family of titles, and whether it needs to be bold to look like 黑体."""
    family = _first_at_hand(_TITLE_FAMILIES)
    if family:
        return family, False
    return _first_at_hand(_BOLD_TITLE_FAMILIES) or print_font_family(), True


def print_font(face: Face, pixels: int) -> QFont:
    """The font of a face at a size in pixels of the device painted on.

    Shaping and hinting are off: each character keeps its own glyph and width, so that a line is as
    wide on paper as it was computed, and digits are found again in the text of a PDF.
    """
    family, bold = (print_font_family(), face is Face.BOLD) if face is not Face.TITLE else _title_font()
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setKerning(False)
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class _Advances(dict[str, float]):
    """Widths of characters in em, asked from the font once each."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(print_font(face, _MEASURED_PIXELS))

    def __missing__(self, character: str) -> float:
        width = self._metrics.horizontalAdvance(character) / _MEASURED_PIXELS
        self[character] = width
        return width


class FontMeasure:
    """How wide characters are in the fonts that paint; needs a QGuiApplication."""

    def __init__(self) -> None:
        self._faces = {face: _Advances(face) for face in Face}

    def advances(self, face: Face) -> Mapping[str, float]:
        """The width of every character in em."""
        return self._faces[face]


def _first_at_hand(families: tuple[str, ...]) -> str:
    return next((family for family in families if QFontDatabase.hasFamily(family)), "")


def _any_chinese() -> str:
    """Any family that writes simplified Chinese, else the default one."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return families[0] if families else QFont().family()
