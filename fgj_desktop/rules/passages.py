"""The passages that templates may name, subject by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules import (
    passages_bonds,
    passages_investment,
    passages_projects,
    passages_safety,
    passages_urban,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fgj_desktop.rules.passage import Passage

PASSAGES: tuple[Passage, ...] = (
    *passages_investment.PASSAGES,
    *passages_projects.PASSAGES,
    *passages_bonds.PASSAGES,
    *passages_urban.PASSAGES,
    *passages_safety.PASSAGES,
)
BY_NAME: Mapping[str, Passage] = {one.name: one for one in PASSAGES}
