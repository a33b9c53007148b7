from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from fgj_desktop.documents import chart_fonts
from fgj_desktop.documents.chart_fonts import chinese_family, minus_of
from fgj_desktop.documents.chart_panels import ink_on
from fgj_desktop.documents.chart_style import DARK, LIGHT, ChartStyle
from fgj_desktop.documents.charts import (
    KINDS,
    Chart,
    draw,
    draw_completion,
    draw_states,
    draw_units,
    image,
    save,
)
from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.schedule import STATES
from fgj_desktop.rules.summaries import MonthPoint, StatesPoint, UnitPoint
from fgj_desktop.store.store import Store

MONTH = Month(2021, 9)
STYLE = ChartStyle(LIGHT, 6, 4)


def unit(number: int | None, share: Fraction | None) -> UnitPoint:
    return UnitPoint(number, f"区某某局{number or 0}", 3, 100, 50, share, Fraction(3, 4))


UNITS = (unit(11, Fraction(1, 2)), unit(12, Fraction(9)), unit(13, None), unit(None, Fraction(-1, 10)))
MONTHS = [
    MonthPoint(Month(2021, number), Fraction(number, 20), Fraction(number, 12)) for number in range(2, 10)
]
STATE_POINTS = [
    StatesPoint(Month(2021, number), dict(zip(STATES, (16, 13, 19, 1, 0), strict=True)))
    for number in range(2, 10)
]


def charts(style: ChartStyle = STYLE) -> list[Chart]:
    return [
        draw_completion(MONTHS, MONTH, style),
        draw_units(UNITS, MONTH, style),
        draw_states(STATE_POINTS, MONTH, style),
    ]


def painted(chart: Chart) -> list[Any]:
    """Every text that is painted, tick labels and legends too."""
    from matplotlib.text import Text

    chart.figure.draw_without_rendering()
    found = chart.figure.findobj(Text)
    return [one for one in found if one.get_visible() and one.get_text()]


def texts(chart: Chart) -> list[str]:
    return [one.get_text() for one in painted(chart)]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_in_one_chinese_font_and_has_no_foreign_word(colours: object) -> None:
    for chart in charts(ChartStyle(colours, 6, 4)):  # type: ignore[arg-type]
        assert {one.get_fontfamily()[0] for one in painted(chart)} == {chinese_family()}
        assert [text for text in texts(chart) if re.search(r"[A-Za-z]", text)] == []


@pytest.mark.parametrize("size", [(3.2, 2.4), (6, 4), (12, 7)])
def test_no_text_is_cut_off_at_any_size(size: tuple[float, float]) -> None:
    for chart in charts(ChartStyle(LIGHT, *size, points=8)):
        chart.figure.draw_without_rendering()
        painted_inches = chart.figure.get_tightbbox()
        assert painted_inches.x0 >= 0
        assert painted_inches.y0 >= 0
        assert painted_inches.x1 <= size[0]
        assert painted_inches.y1 <= size[1]


def test_the_numbers_are_those_of_the_points() -> None:
    completion, units, states = (texts(chart) for chart in charts())
    assert "完成进度与时间进度（2021年1—9月）" in completion
    assert {"45.00%", "75.00%", "较时间进度滞后30个百分点"} <= set(completion)
    minus = minus_of(chinese_family())
    assert {"50.00%", "900.00%", "—", f"{minus}10.00%", "区某某局11（3项）", "时间进度 75.00%"} <= set(units)
    assert {"16", "13", "19", "49", "达到时间进度", "未到计划开工时间"} <= set(states)
    assert "不计进度" not in states


def test_a_click_on_a_bar_its_name_or_its_number_finds_the_unit() -> None:
    chart = draw_units(UNITS, MONTH, STYLE)
    chart.figure.draw_without_rendering()
    axes = chart.figure.axes[0]
    for place, point in enumerate(UNITS):
        _, y = axes.transData.transform((0, place))
        for x in (5, axes.bbox.x0 + 3, chart.figure.bbox.x1 - 5):
            assert chart.unit_at(x, y) is point
    top = chart.figure.bbox.y1
    assert chart.unit_at(20, top - 2) is None
    assert chart.unit_at(20, 1) is None
    assert draw_completion(MONTHS, MONTH, STYLE).unit_at(20, top / 2) is None


def test_a_bar_beyond_the_scale_ends_at_its_edge() -> None:
    from matplotlib.patches import Rectangle

    axes = draw_units(UNITS, MONTH, STYLE).figure.axes[0]
    widths = [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert max(widths) <= axes.get_xlim()[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_without_data_says_so(kind: str, tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.fgj", RULES) as store:
        chart = draw(kind, store, MONTH, STYLE)
    assert "本报告期没有可以显示的项目" in texts(chart)
    assert chart.unit_at(100, 100) is None


def test_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.fgj", RULES) as store, pytest.raises(UserError, match="completion"):
        draw("funnel", store, MONTH, STYLE)


@pytest.mark.parametrize("ending", [".png", ".svg", ".PNG"])
def test_charts_are_saved_by_the_ending_of_the_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"图{ending}"
    save(draw_units(UNITS, MONTH, STYLE), path)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG" if ending.lower() == ".png" else b"<?xml")


def test_the_same_chart_gives_the_same_file() -> None:
    first, second = (image(draw_states(STATE_POINTS, MONTH, STYLE), "svg") for _ in range(2))
    assert first == second
    chart = draw_states(STATE_POINTS, MONTH, STYLE)
    assert image(chart) == image(chart)


def test_what_cannot_be_saved_is_told_in_words(tmp_path: Path) -> None:
    chart = draw_completion(MONTHS, MONTH, STYLE)
    with pytest.raises(UserError, match="PNG 或 SVG"):
        save(chart, tmp_path / "图.pdf")
    with pytest.raises(EnvironmentProblem, match="未能保存"):
        save(chart, tmp_path / "没有的文件夹" / "图.png")


def test_the_ground_is_that_of_the_palette() -> None:
    from matplotlib.colors import to_hex

    for colours in (LIGHT, DARK):
        chart = draw_completion(MONTHS, MONTH, ChartStyle(colours))
        assert to_hex(chart.figure.get_facecolor()) == colours.ground
        assert ink_on(colours.amber) == "#1d2633"
    assert ink_on(LIGHT.red) == "#ffffff"


def test_the_first_family_on_the_machine_is_taken() -> None:
    assert chinese_family(("没有的字体", "DejaVu Sans")) == "DejaVu Sans"


def test_without_a_family_of_the_list_any_font_with_chinese_letters_does() -> None:
    found = chinese_family(("没有的字体",))
    assert found in {"DejaVu Sans", *_families_with_chinese()}


def _families_with_chinese() -> Sequence[str]:
    from matplotlib.font_manager import fontManager

    return [entry.name for entry in fontManager.ttflist if chart_fonts._holds(entry.fname, "浈")]


def test_a_damaged_font_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "damaged.ttf"
    path.write_bytes(b"no font")
    assert not chart_fonts._holds(str(path), "浈")
    assert minus_of("DejaVu Sans") == "\N{MINUS SIGN}"


def test_importing_charts_does_not_import_matplotlib_or_pandas() -> None:
    code = (
        "import sys, fgj_desktop.documents.charts, fgj_desktop.rules.reminders;"
        "print([name for name in ('matplotlib', 'pandas', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
