from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from fgj_desktop.documents import chart_fonts
from fgj_desktop.documents.chart_fonts import chinese_family, minus_of
from fgj_desktop.documents.chart_kind import ChartKind
from fgj_desktop.documents.chart_kinds import KINDS, kind_named, kinds_of
from fgj_desktop.documents.chart_panels import ink_on
from fgj_desktop.documents.chart_style import DARK, LIGHT, ChartStyle
from fgj_desktop.documents.charts import NO_ROOM, Chart, draw, draw_data, image, save
from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.ledgers import NAVIGATION, ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules import RULES
from fgj_desktop.rules.chart_query import ChartQuery, Pick
from fgj_desktop.rules.group_summaries import GroupPoint, ProjectPoint
from fgj_desktop.rules.schedule import BEHIND, ON_SCHEDULE, STATES
from fgj_desktop.rules.summaries import MonthPoint, StatesPoint, YearsOfCompletion
from fgj_desktop.store.store import Store
from tests.documents.chart_tools import overlaps, painted, texts

MONTH = Month(2021, 9)
STYLE = ChartStyle(LIGHT, 6, 4)


def unit(number: int | None, share: Fraction | None, name: str = "区某某局") -> GroupPoint:
    pick = Pick(f"{name}{number or 0}", "key_project", (1, 2), "responsible_unit", number)
    return GroupPoint(pick.title, 3, 100, 50, share, Fraction(3, 4), pick)


def project(number: int, share: Fraction | None, due: Fraction = Fraction(3, 4)) -> ProjectPoint:
    name = f"韶冶片区第{number}标段市政道路及配套管网改造提升工程"
    state = ON_SCHEDULE if share is not None and share >= due else BEHIND
    return ProjectPoint(name, share, due, state, Pick(name, "key_project", (number,)))


UNITS = (unit(11, Fraction(1, 2)), unit(12, Fraction(9)), unit(13, None), unit(None, Fraction(-1, 10)))
MANY_UNITS = [unit(number, Fraction(number, 20)) for number in range(30)]
PROJECTS = [project(number, Fraction(number, 12)) for number in range(10)]
MONTHS = tuple(
    MonthPoint(Month(2021, number), Fraction(number, 20), Fraction(number, 12)) for number in range(2, 10)
)
LAST = tuple(
    MonthPoint(Month(2020, number), Fraction(number, 14), Fraction(number, 12)) for number in range(1, 13)
)
YEARS = YearsOfCompletion(MONTHS, (), None)
BOTH_YEARS = YearsOfCompletion(MONTHS, LAST, Fraction(9_262_000_000_000, 1000))
STATE_POINTS = [
    StatesPoint(Month(2021, number), dict(zip(STATES, (16, 13, 19, 1, 0, 0), strict=True)))
    for number in range(2, 10)
]
DATA = {
    "completion": BOTH_YEARS,
    "units": MANY_UNITS,
    "projects": PROJECTS,
    "furthest": PROJECTS,
    "states": STATE_POINTS,
}


def drawn(kind: str, data: object, style: ChartStyle = STYLE) -> Chart:
    return draw_data(kind_named(kind), data, MONTH, style)


def charts(style: ChartStyle = STYLE) -> list[Chart]:
    return [drawn(kind, data, style) for kind, data in DATA.items()]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_in_one_chinese_font_and_has_no_foreign_word(colours: object) -> None:
    for chart in charts(ChartStyle(colours, 6, 4)):  # type: ignore[arg-type]
        assert {one.get_fontfamily()[0] for one in painted(chart)} == {chinese_family()}
        assert [text for text in texts(chart) if re.search(r"[A-Za-z]", text)] == []


@pytest.mark.parametrize("points", [9, 14])
@pytest.mark.parametrize("size", [(2.6, 3), (2.25, 1), (1.5, 1.2), (0.6, 0.5)])
@pytest.mark.parametrize("kind", DATA)
def test_where_there_is_no_room_a_chart_says_so(kind: str, size: tuple[float, float], points: int) -> None:
    chart = drawn(kind, DATA[kind], ChartStyle(LIGHT, *size, points=points))
    chart.figure.draw_without_rendering()  # Folding up would be a warning, and so an error.
    has_room = size[0] * 72 >= 18 * points
    assert (NO_ROOM in "".join(texts(chart)).replace("\n", "")) is not has_room


@pytest.mark.parametrize("size", [(2.7, 2.1), (7, 4.4)])
@pytest.mark.parametrize("kind", DATA)
def test_no_text_is_cut_off_or_lies_on_another_at_any_size(kind: str, size: tuple[float, float]) -> None:
    chart = drawn(kind, DATA[kind], ChartStyle(LIGHT, *size, points=8.5))
    chart.figure.draw_without_rendering()
    painted_inches = chart.figure.get_tightbbox()
    width, height = chart.figure.get_size_inches()
    assert painted_inches.x0 >= 0
    assert painted_inches.y0 >= 0
    assert painted_inches.x1 <= width
    assert painted_inches.y1 <= height
    assert overlaps(chart) == []


def test_the_numbers_are_those_of_the_points() -> None:
    completion, units, states = (
        texts(drawn("completion", YEARS)), texts(drawn("units", UNITS)), texts(drawn("states", STATE_POINTS)),
    )  # fmt: skip
    assert "完成进度与时间进度（2021年1—9月）" in completion
    assert {"45.00%", "75.00%", "较时间进度滞后30个百分点", "占年度计划"} <= set(completion)
    minus = minus_of(chinese_family())
    assert {"50.00%", "900.00%", "—", f"{minus}10.00%", "区某某局11（3项）", "时间进度 75.00%"} <= set(units)
    assert {"16", "13", "19", "49", "达到时间进度", "未到计划开工时间"} <= set(states)
    assert "不计进度" not in states


def test_last_year_and_the_pace_still_needed_are_told() -> None:
    said = texts(drawn("completion", BOTH_YEARS, ChartStyle(LIGHT, 9, 5)))
    assert {"2021年", "2020年", "时间进度", "完成全年计划所需（测算）"} <= set(said)
    assert (
        "占年度计划；截至2021年9月30日；2020年同期64.29%；完成全年计划，后3个月月均需完成0.93亿元（测算）"
        in said
    )


def test_bars_up_to_the_schedule_say_by_how_much_they_are_short() -> None:
    said = texts(drawn("furthest", PROJECTS, ChartStyle(LIGHT, 7, 4)))
    assert "16.67%　差58.33个百分点" in said
    assert "75.00%" in said
    own = texts(drawn("projects", [project(1, Fraction(1, 4), Fraction(1, 2)), project(2, Fraction(1))]))
    assert "竖线为各项目应达到的时间进度" in own
    assert "时间进度 75.00%" not in own


def test_what_is_behind_is_hatched_too() -> None:
    from matplotlib.patches import Rectangle

    axes = drawn("units", [unit(1, Fraction(1, 2)), unit(2, Fraction(4, 5))]).figure.axes[0]
    hatches = [bar.get_hatch() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert hatches == ["///", None]


@pytest.mark.parametrize("width", [2.7, 6])
def test_a_click_on_a_bar_its_name_or_its_number_finds_the_unit(width: float) -> None:
    chart = drawn("units", UNITS, ChartStyle(LIGHT, width, 4))
    chart.figure.draw_without_rendering()
    axes = chart.figure.axes[0]
    for place, point in enumerate(UNITS):
        _, y = axes.transData.transform((0, place))
        for x in (5, axes.bbox.x0 + 3, chart.figure.bbox.x1 - 5):
            assert chart.pick_at(x, y) is point.pick
    top = chart.figure.bbox.y1
    assert chart.pick_at(20, top - 2) is None
    assert chart.pick_at(20, 1) is None
    assert drawn("completion", YEARS).pick_at(20, top / 2) is None


def test_a_bar_beyond_the_scale_ends_at_its_edge() -> None:
    from matplotlib.patches import Rectangle

    axes = drawn("units", UNITS).figure.axes[0]
    widths = [bar.get_width() for bar in axes.patches if isinstance(bar, Rectangle)]
    assert max(widths) <= axes.get_xlim()[1]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_chart_without_data_says_so(kind: ChartKind, tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.fgj", RULES) as store:
        chart = draw(kind, ChartQuery(store, ledger_named(kind.ledger), MONTH), STYLE)
    assert kind.empty in texts(chart)
    assert chart.pick_at(100, 100) is None


def test_kinds_are_declared_soundly() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    for kind in KINDS:
        assert ledger_named(kind.ledger) in NAVIGATION
        assert kind.below is None or kind_named(kind.below).ledger == kind.ledger
    assert [kind.name for kind in kinds_of("key_project") if kind.usual] == ["completion", "units", "states"]
    assert kinds_of("attachment") == ()


def test_another_kind_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="completion"):
        kind_named("funnel")


def test_a_part_of_the_projects_is_named_in_the_title() -> None:
    chart = draw_data(kind_named("projects"), PROJECTS, MONTH, STYLE, of="区水务局")
    assert "区水务局各项目完成进度（2021年1—9月）" in texts(chart)


@pytest.mark.parametrize("ending", [".png", ".svg", ".PNG"])
def test_charts_are_saved_by_the_ending_of_the_name(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"图{ending}"
    save(drawn("units", UNITS), path)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG" if ending.lower() == ".png" else b"<?xml")


def test_the_same_chart_gives_the_same_file() -> None:
    first, second = (image(drawn("states", STATE_POINTS), "svg") for _ in range(2))
    assert first == second
    chart = drawn("states", STATE_POINTS)
    assert image(chart) == image(chart)


def test_what_cannot_be_saved_is_told_in_words(tmp_path: Path) -> None:
    chart = drawn("completion", YEARS)
    with pytest.raises(UserError, match="PNG 或 SVG"):
        save(chart, tmp_path / "图.pdf")
    with pytest.raises(EnvironmentProblem, match="未能保存"):
        save(chart, tmp_path / "没有的文件夹" / "图.png")


def test_the_ground_is_that_of_the_palette() -> None:
    from matplotlib.colors import to_hex

    for colours in (LIGHT, DARK):
        chart = drawn("completion", YEARS, ChartStyle(colours))
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
        "import sys, fgj_desktop.documents.charts, fgj_desktop.documents.chart_kinds, fgj_desktop.rules.reminders;"
        "print([name for name in ('matplotlib', 'pandas', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
