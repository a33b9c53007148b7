"""The font of charts: one that the machine has and that can write Chinese, so that no box (tofu) appears."""

from __future__ import annotations

from functools import cache

FAMILIES = (
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "PingFang SC",
    "SimSun",
    "NSimSun",
    "FangSong",
    "AR PL UMing CN",
    # Older matplotlib sees only the first face of a collection, which is the Japanese one.
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
)
_PROBE = "浈镇亿％"
_MINUS = "\N{MINUS SIGN}"


@cache
def chinese_family(families: tuple[str, ...] = FAMILIES) -> str:
    """The first of the families that the machine has; else any installed one that holds Chinese letters.

    Without any, matplotlib's own family: figures are drawn then, Chinese is not.
    """
    from matplotlib.font_manager import fontManager

    installed = {entry.name for entry in fontManager.ttflist}
    found = next((family for family in families if family in installed), None)
    if found is not None:
        return found
    writable = (entry.name for entry in fontManager.ttflist if _holds(entry.fname, _PROBE))
    return next(writable, "DejaVu Sans")


@cache
def minus_of(family: str) -> str:
    """The minus sign that the family has: the true one, else the hyphen (SimHei lacks the true one)."""
    from matplotlib.font_manager import FontProperties, findfont

    path = findfont(FontProperties(family=family))
    return _MINUS if _holds(path, _MINUS) else "-"


def _holds(path: str, text: str) -> bool:
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(path)
    except (OSError, RuntimeError):
        return False
    return all(font.get_char_index(ord(sign)) for sign in text)
