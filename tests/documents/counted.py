"""Measures for tests: Chinese characters one em wide, all others half an em."""

from __future__ import annotations

from collections.abc import Mapping

from fgj_desktop.documents.pages import Face


class _Counted(dict[str, float]):
    def __missing__(self, character: str) -> float:
        return 0.5 if ord(character) < 0x2000 else 1.0


ADVANCES: Mapping[str, float] = _Counted()


class CountedMeasure:
    def advances(self, face: Face) -> Mapping[str, float]:
        return ADVANCES
