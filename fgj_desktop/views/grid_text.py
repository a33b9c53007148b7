"""Short texts laid out once and drawn many times; titles broken into lines at decent places."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QStaticText, QTransform

from fgj_desktop.ledgers.cell_colours import COLOUR_TITLES, RED_TEXT, STRUCK_TEXT
from fgj_desktop.views.lights import LIGHT_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.models.grid_protocol import GridCell

# A screen holds some hundreds of texts; beyond this many the cache starts anew.
_KEPT = 20_000
# No cell is wide enough for more characters, and laying out a paragraph is slow.
_LONGEST = 400
_UNTURNED = QTransform()

_NOT_FIRST = "）)】」』》，。、；：％%！？—"
_NOT_LAST = "（(【「『《"
# Words of column titles that read badly when torn apart.
_WORDS = (
    "累计 完成 投资 年度 计划 当月 实际 项目 单位 进度 时间 情况 日期 统计 入库 责任 名称 资金 债券 需求 审核 "
    "状态 支出 形象 存在 问题 建设 性质 内容 规模 类别 调整 开工 原因 月份 措施 建议 配合 标签 依据 说明 总投 "
    "牵头 达到 百分 分点 安排 缺口 重大 国家 财政 系统 到账 年底 上年 起止 年限 行业 板块 推进 办理 未入"
)


def cell_padding(text_height: int) -> int:
    """Pixels between the edge of a cell and its text."""
    return max(3, round(text_height * 0.3))


_Key = tuple[str, int, bool]


class TextCache:
    """Laid-out one-line texts of one font, cut to the width they are drawn in."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.height = self.metrics.height()
        self.ascent = self.metrics.ascent()
        self._measure = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self._laid: dict[_Key, tuple[QStaticText, int]] = {}
        self._seen: dict[_Key, tuple[str, int]] = {}

    def glance(self, text: str, width: int, number: bool = False) -> tuple[QStaticText | str, int]:
        """Like ``get``, but a text seen for the first time comes as it is cut: drawing it once is cheaper so.

        Laying it out pays from the second time on; drawn either way it looks the same to the pixel.
        """
        key = (text, width, number)
        found = self._laid.get(key)
        if found is not None:
            return found
        if key in self._seen:
            del self._seen[key]
            return self.get(text, width, number)
        if len(self._seen) > _KEPT:
            self._seen.clear()
        fitted = self._seen[key] = self._fit(text, width, number)
        return fitted

    def get(self, text: str, width: int, number: bool = False) -> tuple[QStaticText, int]:
        """Return the text as it fits into ``width`` pixels, and the pixels it takes.

        A number that does not fit becomes ####, because half a number reads as another number.
        """
        key = (text, width, number)
        found = self._laid.get(key)
        if found is None:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            found = self._laid[key] = self._lay(text, width, number)
        return found

    def width(self, text: str) -> float:
        """Pixels a line of text takes: the sum of its characters, a fifth of the cost of a layout."""
        try:
            return sum([self._widths[sign] for sign in text])
        except KeyError:
            for sign in set(text) - self._widths.keys():
                self._widths[sign] = self._measure.horizontalAdvance(sign)
            return sum([self._widths[sign] for sign in text])

    def cut(self, text: str, width: int) -> bool:
        """Whether the text does not show whole in ``width`` pixels."""
        return "\n" in text or len(text) > _LONGEST or self.width(text) > width

    def _elided(self, line: str, width: int) -> str:
        room, kept = width - self.width("…"), 0
        for sign in line:
            room -= self._widths[sign]
            if room < 0:
                break
            kept += 1
        return line[:kept] + "…"

    def _lay(self, text: str, width: int, number: bool) -> tuple[QStaticText, int]:
        line, taken = self._fit(text, width, number)
        laid = QStaticText(line)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        laid.prepare(_UNTURNED, self.font)
        return laid, taken

    def _fit(self, text: str, width: int, number: bool) -> tuple[str, int]:
        line = text[:_LONGEST]
        if not line.isprintable():
            line = line.replace("\r", "").replace("\n", " ").replace("\t", " ")
        taken = self.width(line)
        if taken > width:
            line = "#" * int(width // self.width("#")) if number else self._elided(line, width)
            taken = width
        return line, round(taken)


def wrap_title(title: str, width: int, measure: Callable[[str], int], most: int = 3) -> list[str]:
    """Break a title into lines of at most ``width`` pixels, ``most`` lines at the most.

    Lines are made of like length, brackets and numbers stay whole where they can. What does not
    fit goes to the last line uncut; the caller elides it.
    """
    lines: list[str] = []
    for part in title.split("\n"):
        lines += _wrap(part, width, measure, max(1, most - len(lines)))
    if len(lines) > most:
        lines[most - 1 :] = ["".join(lines[most - 1 :])]
    return lines


def _wrap(text: str, width: int, measure: Callable[[str], int], most: int) -> list[str]:
    whole = measure(text)
    if whole <= width or len(text) < 2 or most == 1:
        return [text]
    for count in range(2, most + 1):
        if whole > width * count:
            continue
        place = _best_break(text, width, whole / count, measure)
        if place is None:
            continue
        rest = _wrap(text[place:], width, measure, count - 1)
        if all(measure(line) <= width for line in rest):
            return [text[:place], *rest]
    place = _longest_start(text, width, measure)
    return [text[:place], *_wrap(text[place:], width, measure, most - 1)]


def _best_break(text: str, width: int, wanted: float, measure: Callable[[str], int]) -> int | None:
    """The place whose first line fits and is nearest to the wanted width, with a bonus for good ones."""
    best: tuple[float, int] | None = None
    for place in range(1, len(text)):
        length = measure(text[:place])
        if length > width:
            break
        cost = abs(length - wanted) + _penalty(text, place) * width
        if best is None or cost < best[0]:
            best = (cost, place)
    return best[1] if best else None


def _penalty(text: str, place: int) -> float:
    before, after = text[place - 1], text[place]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return 3.0
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return 2.0
    if before + after in _WORDS:
        return 1.0
    if after in _NOT_LAST:
        return -0.5
    return -0.2 if before in "，、：）" else 0.0


def _longest_start(text: str, width: int, measure: Callable[[str], int]) -> int:
    place = 1
    while place < len(text) - 1 and measure(text[: place + 1]) <= width:
        place += 1
    return place


def cell_tip(cell: GridCell, cut: bool) -> str:
    """What hovering over a cell says, as rich text, which Qt wraps; empty when nothing is hidden."""
    lines = [line for line in (cell.error, cell.warning, cell.answered, cell.info) if line]
    if cell.light and not cell.text:
        lines.append(LIGHT_WORDS[cell.light] + ("（有情况说明）" if cell.hollow else ""))
    if cut:
        lines.append(cell.text)
    if cell.corrected:
        lines.append(cell.corrected)
    if cell.changed:
        lines.append(cell.changed)
    if cell.note:
        lines.append(f"批注：{cell.note}")
    if cell.colour in (RED_TEXT, STRUCK_TEXT):
        lines.append(f"原表为{COLOUR_TITLES[cell.colour]}")
    return "<hr>".join(f"<div>{escape(line).replace(chr(10), '<br>')}</div>" for line in lines)
