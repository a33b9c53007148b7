"""A document as plain data: what it says and what each part is, before any Word file is made of it.

Headings carry no numbers: they are numbered by the program. A number that the ledgers give is a ``FigureRun`` under
its Chinese name (``rules/figure_names.py``), so that it can be brought up to date and traced to its rows later.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Literal

from fgj_desktop.documents.word_numbers import heading_number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Level = Literal[1, 2, 3, 4]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of one look; ``lead`` is the sentence that a paragraph begins with, set in 楷体."""

    text: str
    bold: bool = False
    lead: bool = False
    marked: bool = False
    """On a yellow ground: the clerk has to look at it."""


@dataclass(frozen=True, slots=True)
class FigureRun:
    """A number (or the verdict on one) as it is written, under the Chinese name that the clerk knows it by."""

    name: str
    text: str


Run = TextRun | FigureRun
Runs = tuple[Run, ...]


def runs(*parts: str | Run) -> Runs:
    """Runs of plain texts and of runs."""
    return tuple(TextRun(part) if isinstance(part, str) else part for part in parts if part != "")


class Place(Enum):
    """Where a paragraph stands."""

    BODY = "正文"
    """First line set in by two characters."""
    FLUSH = "顶格"
    """From the left edge: the addressee."""
    CENTER = "居中"
    RIGHT = "居右"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number: 一、 （一） 1. （1）."""

    level: Level
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``note`` follows it in brackets on a yellow ground: 【沿用上期，请核改】."""

    runs: Runs
    place: Place = Place.BODY
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its title, its share of the width, how its cells are aligned."""

    title: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its head is repeated on every page, and no row is cut. ``unit`` stands above it at the right."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Runs, ...], ...]
    title: str = ""
    unit: str = ""
    """「单位：万元」"""
    totals: frozenset[int] = frozenset()
    """The places of rows that are totals, set bold."""
    empty: str = "无"
    """What stands in the only row where there is none."""
    small: bool = False
    """Smaller letters, as a table of many columns has them anyway."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo: its file (None when it is not there), what it is called, what is said of it."""

    path: Path | None
    name: str
    caption: str

    @property
    def token(self) -> str:
        """What stands in its place until it is put in: the same for the same photo."""
        return f"\ue0f3{zlib.crc32(f'{self.path}{self.caption}'.encode()):08x}\ue0f4"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos beside each other, with what is said of them in a line below."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class AttachmentNote:
    """The list of attachments below the text: 附件：1. ×××."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and when. ``on_behalf`` writes （代章）; ``contact`` stands below, in brackets."""

    office: str
    date: datetime.date | None
    sealed: bool = True
    """A seal is put over it: the date stands four characters in, the office centred over it."""
    on_behalf: bool = False
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment on a page of its own: 「附件1」, its title, what it holds. ``wide`` turns the page."""

    number: int | None
    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a name, which a template places by it: ``{{固定资产投资段}}``."""

    name: str
    blocks: tuple[Block, ...]


Block = Heading | Paragraph | Table | Pictures | AttachmentNote | Signature | Attachment | PageBreak | Section


class HeadStyle(Enum):
    """How much of a letter's head the program writes."""

    FULL = "完整红头"
    PREPRINTED = "套印纸"
    """The paper has the head: its place is left empty."""
    NONE = "不带版头"
    """For review: neither head nor lines."""


NO_NUMBER = "〔　　〕　　号"
"""Where the number of a letter is written by hand."""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """信函格式: whose letter it is, and its number as the clerk has it."""

    office: str
    number: str
    style: HeadStyle = HeadStyle.FULL


@dataclass(frozen=True, slots=True)
class WordDocument:
    """A whole document. Without a ``head`` it is 事务文书: no red head."""

    title: str
    """Lines are broken where the clerk would break them, by a line feed."""
    blocks: tuple[Block, ...]
    subtitle: str = ""
    """Below the title, in 楷体: the unit, the day, 送审稿."""
    addressee: str = ""
    """With its colon: 「区水务局：」."""
    head: LetterHead | None = None
    period: str = ""
    """The key of the period that it tells of."""
    facts: dict[str, str] = field(default_factory=dict)
    """Words that a template may name besides the figures: 报告期, 局名."""
    passages: dict[str, Runs] = field(default_factory=dict)
    """Passages of its own that a template may name, besides those that every document may."""


def every_block(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block in its order, those within sections and attachments too."""
    for block in blocks:
        yield block
        if isinstance(block, Section | Attachment):
            yield from every_block(block.blocks)


def every_run(blocks: Sequence[Block]) -> Iterator[Run]:
    """Every run of the blocks in its order, those in tables too."""
    for block in every_block(blocks):
        if isinstance(block, Heading | Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell


def plain_text(runs_of: Runs) -> str:
    """The words of runs."""
    return "".join(run.text for run in runs_of)


def text_lines(document: WordDocument) -> list[str]:
    """The document paragraph by paragraph as plain text, headings with their numbers, table rows with tabs."""
    lines = [document.title.replace("\n", "")]
    lines += [text for text in (document.subtitle, document.addressee) if text]
    counts = [0, 0, 0, 0]
    for block in every_block(document.blocks):
        lines += _lines(block, counts)
    return lines


def captions(block: Pictures) -> str:
    """What is said of photos beside each other."""
    return "；".join(one.caption for one in block.pictures)


def _lines(block: Block, counts: list[int]) -> list[str]:
    if isinstance(block, Heading):
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (4 - block.level)
        return [heading_number(block.level, counts[block.level - 1]) + plain_text(block.runs)]
    if isinstance(block, Paragraph):
        return [plain_text(block.runs) + (f"【{block.note}】" if block.note else "")]
    if isinstance(block, Table):
        head = [
            text for text in (block.title, block.unit, "\t".join(one.title for one in block.columns)) if text
        ]
        return head + ["\t".join(plain_text(cell) for cell in row) for row in block.rows]
    if isinstance(block, AttachmentNote):
        return attachment_lines(block)
    if isinstance(block, Signature):
        parts = [block.office + ("（代章）" if block.on_behalf else ""), date_text(block.date), block.contact]
        return [part for part in parts if part]
    if isinstance(block, Attachment):
        return [f"附件{block.number or ''}", block.title]
    return []


def attachment_lines(note: AttachmentNote) -> list[str]:
    """附件：1. ××× and the lines below it; a single attachment has no number."""
    if len(note.titles) == 1:
        return [f"附件：{note.titles[0]}"]
    return [f"{'附件：' if index == 1 else ''}{index}. {title}" for index, title in enumerate(note.titles, 1)]


def date_text(day: datetime.date | None) -> str:
    """2021年10月8日; without a day the blanks that are filled in by hand."""
    return "　　年　月　日" if day is None else f"{day.year}年{day.month}月{day.day}日"


def in_sections(document: WordDocument) -> dict[str, tuple[Block, ...]]:
    """The blocks of every section by its name; raises ValueError when a name is there twice."""
    found: dict[str, tuple[Block, ...]] = {}
    for block in every_block(document.blocks):
        if isinstance(block, Section):
            if block.name in found:
                raise ValueError(f"two sections {block.name}")
            found[block.name] = block.blocks
    return found
