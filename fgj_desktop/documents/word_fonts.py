"""The fonts of official documents (GB/T 9704-2012), and what stands in for one that the machine lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

FaceName = Literal["title", "body", "kai", "hei", "song"]
LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class WordFace:
    """A face of the standard: its name, what it is used for, and the families that stand in for it, best first."""

    family: str
    use: str
    others: tuple[str, ...]


FACES: dict[FaceName, WordFace] = {
    "title": WordFace(
        "方正小标宋简体",
        "标题",
        ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "华文中宋", "STZhongsong", "黑体", "SimHei"),
    ),
    "body": WordFace(
        "仿宋_GB2312", "正文", ("方正仿宋_GBK", "方正仿宋简体", "仿宋", "FangSong", "华文仿宋", "STFangsong")
    ),
    "kai": WordFace(
        "楷体_GB2312", "二级标题", ("方正楷体_GBK", "方正楷体简体", "楷体", "KaiTi", "华文楷体", "STKaiti")
    ),
    "hei": WordFace(
        "黑体", "一级标题", ("SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti", "微软雅黑")
    ),
    "song": WordFace("宋体", "页码和表格", ("SimSun", "NSimSun", "方正书宋_GBK", "华文宋体", "STSong")),
}
_SAME = ({"黑体", "SimHei"}, {"宋体", "SimSun"}, {"方正小标宋简体", "FZXiaoBiaoSong-B05S"})
"""Two names of one font: no substitute, nothing to tell."""


@dataclass(frozen=True, slots=True)
class WordFonts:
    """The families that a document names, and what has to be told of them."""

    title: str = FACES["title"].family
    body: str = FACES["body"].family
    kai: str = FACES["kai"].family
    hei: str = FACES["hei"].family
    song: str = FACES["song"].family
    notices: tuple[str, ...] = ()

    def family(self, face: FaceName) -> str:
        """The Chinese family of a face."""
        return str(getattr(self, face))

    def latin(self, face: FaceName) -> str:
        """The family of letters and digits: the text's are upright Roman, headings keep their own."""
        return LATIN if face in ("body", "kai") else self.family(face)


STANDARD = WordFonts()


def word_fonts(has: Callable[[str], bool]) -> WordFonts:
    """The fonts to name, ``has`` telling what the machine has.

    Where neither the standard's font nor one like it is there, the standard's is named: the document is right on a
    machine that has it.
    """
    found: dict[FaceName, str] = {}
    notices, missing = [], []
    for name, face in FACES.items():
        family = next((one for one in (face.family, *face.others) if has(one)), "")
        found[name] = _own_name(face, family)
        if not family:
            missing.append(f"“{face.family}”")
        elif found[name] != face.family:
            notices.append(f"本机没有“{face.family}”，{face.use}暂用“{family}”。")
    if missing:
        names = "、".join(missing)
        notices.append(f"本机没有{names}，也没有可代替的字体；文档仍写这些字体，请在有它们的电脑上打印。")
    return WordFonts(**found, notices=tuple(notices))


def _own_name(face: WordFace, family: str) -> str:
    """The standard's name where the family is that font or there is none."""
    if not family or any({face.family, family} <= same for same in _SAME):
        return face.family
    return family


def alternative_names(fonts: WordFonts) -> dict[str, str]:
    """For each family that the document names: what a program takes instead where it is missing."""
    return {
        fonts.family(name): ";".join(one for one in (face.family, *face.others) if one != fonts.family(name))
        for name, face in FACES.items()
    }
