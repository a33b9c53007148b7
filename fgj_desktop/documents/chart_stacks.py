"""Bars parted by what they are made of: lying under each other, or standing over months."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fgj_desktop.documents.chart_panels import BAR, Picks, ink_on, patch
from fgj_desktop.documents.chart_text import ems, shortened
from fgj_desktop.ledgers.numbers import quantity_text
from fgj_desktop.ledgers.values import UNIT_TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.documents.chart_panels import Panel
    from fgj_desktop.documents.chart_style import ChartStyle
    from fgj_desktop.rules.stacks import Stack, Stacks, Tone

HATCHES = (None, "///", "...", "\\\\\\", "xx", "--", "++")
"""By the position of a part: no two neighbours are told apart by colour alone."""
_BESIDE = 0.34
_LONGEST_BESIDE = 14
_ABOVE_LINES = 1.7


def lines_of(stacks: Stacks, style: ChartStyle) -> float:
    """How many lines of text the bars take, and what the legend needs beyond its first."""
    legend = len(stacks.used) * 9 / style.ems
    return len(stacks.stacks) * (_ABOVE_LINES if _stands_above(stacks.stacks, style) else 1.0) + legend


def _stands_above(stacks: Sequence[Stack], style: ChartStyle) -> bool:
    """Whether labels, with what is said at the ends, are too long to stand beside the bars."""
    longest = max((ems(stack.label) for stack in stacks), default=0.0)
    said = max((ems(stack.said) for stack in stacks), default=0.0)
    return longest > _LONGEST_BESIDE or longest + said > style.ems * _BESIDE


def colour_of(panel: Panel, tone: Tone) -> str:
    """The colour of a part."""
    colour: str = getattr(panel.style.colours, tone)
    return colour


def amount_words(panel: Panel, stacks: Stacks, amount: int | Fraction) -> str:
    """How an amount is written: a count, money in the chart's unit, points."""
    if stacks.measured == "money":
        return panel.amount(amount)
    if stacks.measured == "points":
        return panel.signed(quantity_text(Fraction(amount) / 100))
    return str(int(amount))


def draw_across(panel: Panel, stacks: Stacks) -> Picks:
    """Bars under each other, the first on top, each part with its number where there is room."""
    axes, rows = panel.axes, stacks.stacks
    above = _stands_above(rows, panel.style)
    places = [number + 0.22 if above else float(number) for number in range(len(rows))]
    most = max((float(row.total) for row in rows), default=1.0) or 1.0
    labels = 0.0 if above else max((ems(row.label) for row in rows), default=0.0)
    said = [row.said or amount_words(panel, stacks, row.total) for row in rows]
    width = panel.room() - labels - (0 if above else max(map(ems, said), default=0.0)) - 3
    lefts = [0.0] * len(rows)
    for part in stacks.used:
        lefts = _draw_part(panel, stacks, part, places, lefts, most / max(width, 4.0))
    for number, row in enumerate(rows):
        _write_end(panel, said[number], number, above=above)
        if above:
            _write_label(panel, row.label, said[number], number)
    if above:
        axes.set_yticks([])
    else:
        axes.set_yticks(range(len(rows)), [row.label for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0, most * 1.01)
    axes.set_xticks([])
    _finish(panel, stacks, labels)
    return Picks("y", tuple(row.pick for row in rows))


def _draw_part(
    panel: Panel, stacks: Stacks, part: int, places: list[float], lefts: list[float], per_em: float
) -> list[float]:
    """One part of every bar; where it ends. ``per_em`` is how much of an amount an em stands for."""
    amounts = [float(row.amounts[part]) for row in stacks.stacks]
    words = [amount_words(panel, stacks, row.amounts[part]) for row in stacks.stacks]
    above = any(place != int(place) for place in places)
    bars = panel.axes.barh(
        places, amounts, left=lefts, height=0.36 if above else BAR, **_look(panel, stacks, part)
    )
    fits = [amount / per_em > ems(text) + 0.8 for amount, text in zip(amounts, words, strict=True)]
    _label(panel, stacks, part, bars, [text if fit else "" for text, fit in zip(words, fits, strict=True)])
    return [left + amount for left, amount in zip(lefts, amounts, strict=True)]


def _look(panel: Panel, stacks: Stacks, part: int) -> dict[str, Any]:
    return {
        "color": colour_of(panel, stacks.parts[part].tone),
        "hatch": HATCHES[part % len(HATCHES)],
        "edgecolor": (panel.style.colours.ground, 0.4),
        "linewidth": 0,
        "label": stacks.parts[part].name,
    }


def _label(panel: Panel, stacks: Stacks, part: int, bars: Any, words: Sequence[str]) -> None:  # noqa: ANN401  untyped
    fill = colour_of(panel, stacks.parts[part].tone)
    ground = patch(fill, HATCHES[part % len(HATCHES)])
    texts = panel.axes.bar_label(
        bars, words, label_type="center", **panel.font(0.92, color=ink_on(fill), bbox=ground)
    )
    for text, word in zip(texts, words, strict=True):
        text.set_visible(bool(word))


def _write_end(panel: Panel, text: str, row: int, *, above: bool) -> None:
    """The sum at the right: beside the bar, or over its end."""
    panel.axes.annotate(
        text,
        (1, row - 0.24 if above else row),
        xycoords=panel.axes.get_yaxis_transform(),
        xytext=(0 if above else panel.style.points * 0.5, 0),
        textcoords="offset points",
        ha="right" if above else "left",
        va="center",
        **panel.font(0.95, color=panel.style.colours.text),
    )


def _write_label(panel: Panel, label: str, said: str, row: int) -> None:
    panel.axes.annotate(
        shortened(label, panel.room(0.95) - ems(said) - 3),
        (0, row - 0.24),
        xycoords=panel.axes.get_yaxis_transform(),
        ha="left",
        va="center",
        **panel.font(0.95, color=panel.style.colours.text),
    )


def draw_up(panel: Panel, stacks: Stacks) -> Picks:
    """Bars beside each other over their labels, each with its sum on top."""
    axes, columns = panel.axes, stacks.stacks
    below = [0.0] * len(columns)
    most = max((float(column.total) for column in columns), default=1.0) or 1.0
    thin = most * 1.3 / panel.drawing_ems
    for part in stacks.used:
        amounts = [float(column.amounts[part]) for column in columns]
        bars = axes.bar(range(len(columns)), amounts, bottom=below, width=BAR, **_look(panel, stacks, part))
        words = [amount_words(panel, stacks, column.amounts[part]) for column in columns]
        fitting = [text if amount > thin else "" for text, amount in zip(words, amounts, strict=True)]
        _label(panel, stacks, part, bars, fitting)
        below = [low + amount for low, amount in zip(below, amounts, strict=True)]
    for number, column in enumerate(columns):
        if column.total:
            axes.annotate(
                column.said or amount_words(panel, stacks, column.total), (number, below[number]),
                xytext=(0, 2), textcoords="offset points", ha="center", va="bottom",
                **panel.font(0.95, color=panel.style.colours.text),
            )  # fmt: skip
    axes.set_xticks(range(len(columns)), [column.label for column in columns])
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_ylim(0, most * 1.12)
    axes.set_yticks([])
    _finish(panel, stacks, 0)
    return Picks("x", tuple(column.pick for column in columns))


def _finish(panel: Panel, stacks: Stacks, beside: float) -> None:
    """Legend, and the notes: unit, day, and what else is to be known. Labels left of the bars need ``beside`` em."""
    panel.legend(1.2, beside=beside)
    unit = UNIT_TITLES[panel.money_unit] if stacks.measured == "money" else stacks.unit
    panel.notes(f"单位：{unit}", panel.as_of, *stacks.notes)
