"""The list of figures, subject by subject, in the order of the quarterly summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules import (
    figures_application,
    figures_assessment,
    figures_bonds,
    figures_general,
    figures_investment,
    figures_key_project,
    figures_safety,
    figures_urban,
)

if TYPE_CHECKING:
    from fgj_desktop.rules.figure import FigureRule

FIGURES: tuple[FigureRule, ...] = (
    *figures_investment.FIGURES,
    *figures_key_project.FIGURES,
    *figures_application.FIGURES,
    *figures_bonds.FIGURES,
    *figures_urban.FIGURES,
    *figures_assessment.FIGURES,
    *figures_safety.FIGURES,
    *figures_general.FIGURES,
)
