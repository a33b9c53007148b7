"""How a file's documents write figures: the one setting for decimals, and the clerk's words for verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.rules.figure_names import Decimals
from fgj_desktop.rules.phrases import VERDICT_WORDS, verdicts_of

if TYPE_CHECKING:
    from fgj_desktop.store.settings import Settings

DECIMALS_SETTING = "document_decimals"
_MOST_PLACES = 2


def decimals_of(settings: Settings) -> Decimals:
    """What a file keeps; what cannot be read is as it is by default."""
    said = settings.get(DECIMALS_SETTING)
    known = said if isinstance(said, dict) else {}
    places = known.get("places")
    if not isinstance(places, int) or isinstance(places, bool) or not 0 <= places <= _MOST_PLACES:
        places = _MOST_PLACES
    return Decimals(
        places,
        known.get("zeros") is True,
        verdicts_of(settings.get(VERDICT_WORDS)),
    )


def keep_decimals(settings: Settings, decimals: Decimals) -> None:
    """Keep how figures are written; raises StorageProblem where it cannot be stored."""
    settings.set(DECIMALS_SETTING, {"places": decimals.places, "zeros": decimals.zeros})
    settings.set(VERDICT_WORDS, [one.words for one in decimals.verdicts])
