"""How charts look: colours by what they are for, size, and the base size of text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartColours:
    """Colours as ``#rrggbb``, by what they are for."""

    ground: str
    text: str
    muted: str
    line: str
    accent: str
    green: str
    amber: str
    red: str
    grey: str
    violet: str


LIGHT = ChartColours(
    ground="#ffffff",
    text="#1d2633",
    muted="#6f7a8c",
    line="#e4e9f0",
    accent="#2b66d4",
    green="#2a9455",
    amber="#e09a06",
    red="#d43f43",
    grey="#94a0b2",
    violet="#7b5cc4",
)
DARK = ChartColours(
    ground="#181d24",
    text="#dde4ee",
    muted="#8b97aa",
    line="#2b333e",
    accent="#5a92f2",
    green="#45b876",
    amber="#e8b13a",
    red="#ef6a6c",
    grey="#7d8a9d",
    violet="#a58ae6",
)


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """``width`` and ``height`` in inches, ``dpi`` the pixels of an inch, ``points`` the size of text."""

    colours: ChartColours = LIGHT
    width: float = 7.0
    height: float = 4.4
    dpi: float = 100
    points: float = 9

    @property
    def ems(self) -> float:
        """The width in em of the base text."""
        return self.width * 72 / self.points
