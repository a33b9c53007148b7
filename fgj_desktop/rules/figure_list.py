"""The list of figures, subject by subject, in the order of the quarterly summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules import figures_bonds, figures_key_project

if TYPE_CHECKING:
    from fgj_desktop.rules.figure import FigureRule

FIGURES: tuple[FigureRule, ...] = (
    *figures_key_project.FIGURES,
    *figures_bonds.FIGURES,
)
