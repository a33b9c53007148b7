from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QStaticText
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.models.grid_protocol import GridCell
from fgj_desktop.views.grid_text import TextCache, cell_tip, wrap_title
from fgj_desktop.views.theme import apply_theme


def measure(text: str) -> int:
    return sum(5 if sign.isascii() else 10 for sign in text)


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("序号", 40, ["序号"]),
        ("年度计划投资", 45, ["年度", "计划投资"]),
        ("当月完成投资", 40, ["当月", "完成投资"]),
        ("占年度计划（％）", 60, ["占年度计划", "（％）"]),
        ("较时间进度（百分点）", 60, ["较时间进度", "（百分点）"]),
        ("1—9月累计完成投资（纳统）", 80, ["1—9月累计完成", "投资（纳统）"]),
        ("1—9月累计完成投资（纳统）", 60, ["1—9月累计", "完成投资", "（纳统）"]),
    ],
)
def test_titles_break_between_words_and_before_brackets(title: str, width: int, lines: list[str]) -> None:
    assert wrap_title(title, width, measure) == lines


@given(st.text(alphabet="年度计划投资（）1—9月％、", max_size=30), st.integers(5, 200), st.integers(1, 4))
def test_wrapping_loses_no_character_and_keeps_to_the_lines(title: str, width: int, most: int) -> None:
    lines = wrap_title(title, width, measure, most)
    assert "".join(lines) == title
    assert len(lines) <= most


def test_a_number_without_room_is_shown_as_number_signs_not_as_another_number(qtbot: QtBot) -> None:
    texts = TextCache(QFont())
    laid, taken = texts.get("1,234,567", round(texts.width("1,234")), number=True)
    assert set(laid.text()) == {"#"}
    assert taken <= texts.width("1,234") + 1


def test_a_long_text_ends_in_an_ellipsis_and_breaks_become_spaces(qtbot: QtBot) -> None:
    texts = TextCache(QFont())
    laid, _ = texts.get("主体结构施工至三层\n同步进行砌体", round(texts.width("主体结构施工至")))
    assert laid.text().endswith("…")
    assert texts.get("一\n二", 500)[0].text() == "一 二"
    assert texts.cut("一\n二", 500)


def test_the_tip_names_the_error_first_then_the_whole_text_and_the_note() -> None:
    cell = GridCell("<约3000>", error="不是数值。", note="问过\n统计局")
    assert cell_tip(cell, cut=True) == (
        "<div>不是数值。</div><hr><div>&lt;约3000&gt;</div><hr><div>批注：问过<br>统计局</div>"
    )
    assert cell_tip(GridCell(light="red", hollow=True), cut=False) == "<div>红灯（有情况说明）</div>"
    assert cell_tip(GridCell("短"), cut=False) == ""


@pytest.mark.parametrize(
    "text", ["乐园镇供水管网改造工程12", "1,234,567.89", "80.46%", "主体施工，预计十月底前进场"]
)
def test_a_text_drawn_at_a_glance_and_one_laid_out_look_the_same(qapp: QApplication, text: str) -> None:
    apply_theme(qapp, dark=False)
    cache = TextCache(qapp.font())
    pictures = []
    for _ in range(2):
        laid, taken = cache.glance(text, 120)
        assert taken <= 120
        picture = QImage(140, 40, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        painter.setFont(cache.font)
        if isinstance(laid, str):
            painter.drawText(4, 4 + cache.ascent, laid)
        else:
            painter.drawStaticText(4, 4, laid)
        painter.end()
        pictures.append((type(laid), picture))
    assert [kind for kind, _ in pictures] == [str, QStaticText]
    assert pictures[0][1] == pictures[1][1]
