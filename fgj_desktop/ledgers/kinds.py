"""Kinds own every conversion of a column's values: stored ↔ text ↔ spreadsheet cell.

Typing, paste, import, export, print and the grid all go through these, so that they cannot disagree.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from fgj_desktop.ledgers import numbers
from fgj_desktop.ledgers.dates import date_text, parse_date, parse_date_cell
from fgj_desktop.ledgers.text import half_width, squeeze, tidy
from fgj_desktop.ledgers.values import (
    DASH,
    DASH_TEXTS,
    UNIT_TITLES,
    WAN,
    Context,
    Misfit,
    Parsed,
    Value,
)

Cell = str | int | float | bool | datetime.date | datetime.datetime | None
"""A value as a spreadsheet holds it."""
Align = Literal["left", "right", "center"]
_AND = re.compile("[和与及]")


@dataclass(frozen=True)
class Kind:
    """How the values of a column are kept, read and shown."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "TEXT"
    align: ClassVar[Align] = "left"
    editor: ClassVar[str] = "text"
    number_format: ClassVar[str] = "@"

    def parse(self, text: str, context: Context) -> Parsed:
        """Read what a person typed; never raises: what does not fit is a ``Misfit`` with the reason."""
        stripped = tidy(text)
        if not stripped:
            return None
        if stripped in DASH_TEXTS and self.dash_means_nothing:
            return DASH
        return self.read(stripped, context)

    dash_means_nothing: ClassVar[bool] = True

    def read(self, text: str, context: Context) -> Parsed:
        """Read text that is neither empty nor a dash."""
        raise NotImplementedError

    def from_cell(self, value: Cell, context: Context) -> Parsed:
        """Read a spreadsheet cell."""
        if value is None:
            return None
        if isinstance(value, bool):
            return self.parse("是" if value else "否", context)
        if isinstance(value, datetime.date):
            return self.parse(value.strftime("%Y-%m-%d"), context)
        return self.parse(numbers.cell_text(value) if isinstance(value, int | float) else value, context)

    def text(self, value: Value, context: Context) -> str:
        """The value as shown; empty for None."""
        return "" if value is None else str(value)

    def to_cell(self, value: Value, context: Context) -> Cell:
        """The value as an exported spreadsheet cell."""
        text = self.text(value, context)
        return text or None

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """The value in exported JSON: money in 元 with two places, dates ISO, null for empty."""
        return None if value is None else self.text(value, context)


@dataclass(frozen=True)
class Text(Kind):
    """One line of text: names, codes."""

    limit: int = 200

    def read(self, text: str, context: Context) -> Parsed:
        """Keep the text; line breaks inside become blanks."""
        line = " ".join(text.split("\n"))
        if len(line) > self.limit:
            return Misfit(text, f"超过 {self.limit} 字")
        return line


@dataclass(frozen=True)
class LongText(Kind):
    """Text of several lines."""

    editor: ClassVar[str] = "long_text"
    dash_means_nothing: ClassVar[bool] = True
    limit: int = 2000

    def read(self, text: str, context: Context) -> Parsed:
        """Keep the text with its line breaks."""
        return Misfit(text, f"超过 {self.limit} 字") if len(text) > self.limit else text


@dataclass(frozen=True)
class Code(Text):
    """A code kept as text for ever; one that lost digits in a spreadsheet is marked."""

    def read(self, text: str, context: Context) -> Parsed:
        """Half-width, without blanks."""
        code = squeeze(half_width(text)).upper()
        return Misfit(text, "不是项目代码") if any("\u4e00" <= sign <= "\u9fff" for sign in code) else code

    def from_cell(self, value: Cell, context: Context) -> Parsed:
        """A number of over 15 digits has lost its end."""
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 1e15:
            return Misfit(numbers.cell_text(value), "代码按数值保存，精度已丢失")
        return super().from_cell(value, context)


@dataclass(frozen=True)
class Money(Kind):
    """An amount in 分, shown in 万元 or 亿元."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    align: ClassVar[Align] = "right"
    editor: ClassVar[str] = "money"
    number_format: ClassVar[str] = "#,##0.######"

    def read(self, text: str, context: Context) -> Parsed:
        """Read ``1.2亿``, ``3000万``, ``=120+35``, ``３，３７０``; a bare number is in the context's unit."""
        return numbers.read_money(text, context.money_unit)

    def from_cell(self, value: Cell, context: Context) -> Parsed:
        """A number is in the context's unit; the noise of binary fractions is rounded off."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return numbers.money_of_number(value, context.money_unit)
        if isinstance(value, datetime.date):
            return Misfit(value.strftime("%Y-%m-%d"), "不是数值")
        return super().from_cell(value, context)

    def text(self, value: Value, context: Context) -> str:
        """Thousands separators, as many decimals as needed."""
        return "" if value is None else numbers.money_text(value, context.money_unit)

    def to_cell(self, value: Value, context: Context) -> Cell:
        """A number in the context's unit."""
        return None if value is None else numbers.money_number(int(value), context.money_unit)

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """元 with two places, as text."""
        return None if value is None else f"{Decimal(int(value)) / 100:.2f}"


@dataclass(frozen=True)
class Count(Kind):
    """A whole number with an optional unit (项、个、人)."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    align: ClassVar[Align] = "right"
    number_format: ClassVar[str] = "0"
    grouped: bool = False

    def read(self, text: str, context: Context) -> Parsed:
        """Digits only, with separators or a full-width form."""
        number = numbers.read_whole(text)
        return Misfit(text, "不是整数") if number is None else number

    def text(self, value: Value, context: Context) -> str:
        """The number, with thousands separators where declared."""
        return "" if value is None else f"{int(value):,}" if self.grouped else str(int(value))

    def to_cell(self, value: Value, context: Context) -> Cell:
        """The number."""
        return None if value is None else int(value)

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """The number."""
        return None if value is None else int(value)


@dataclass(frozen=True)
class Percent(Kind):
    """A share: entered ones are kept in millionths of the whole, computed ones are exact fractions."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    align: ClassVar[Align] = "right"
    number_format: ClassVar[str] = "0.00%"
    decimals: int = 2

    def read(self, text: str, context: Context) -> Parsed:
        """``80.46`` and ``80.46%`` are the same; ``0.8046`` is a share."""
        return numbers.read_percent(text)

    def text(self, value: Value, context: Context) -> str:
        """Percent with two decimals, rounded half up only here."""
        return "" if value is None else numbers.percent_text(numbers.share_of(value), self.decimals)

    def to_cell(self, value: Value, context: Context) -> Cell:
        """The share as a number."""
        return None if value is None else float(numbers.share_of(value))

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """Percent as text without the sign."""
        return None if value is None else numbers.percent_text(numbers.share_of(value), self.decimals)[:-1]


@dataclass(frozen=True)
class Rate(Percent):
    """A growth rate, which may be small: a bare number is always percent, in a spreadsheet too."""

    number_format: ClassVar[str] = "0.0#"
    decimals: int = 1

    def read(self, text: str, context: Context) -> Parsed:
        """``-19.1`` and ``-19.1%`` are the same, and 0.5 is half a percent."""
        return numbers.read_percent(text if text.endswith(("%", "％")) else f"{text}%")

    def to_cell(self, value: Value, context: Context) -> Cell:
        """Percent as a number."""
        return None if value is None else float(numbers.share_of(value) * 100)


@dataclass(frozen=True)
class Quantity(Kind):
    """A number with up to two decimals (分值, 万千瓦时), kept in hundredths."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    align: ClassVar[Align] = "right"
    number_format: ClassVar[str] = "0.00"

    def read(self, text: str, context: Context) -> Parsed:
        """Digits with at most two decimals."""
        amount = numbers.read_decimal(squeeze(half_width(text)))
        if amount is None:
            return Misfit(text, "不是数值")
        hundredths = amount * 100
        if hundredths != hundredths.to_integral_value() or abs(hundredths) > numbers.LIMIT:
            return Misfit(text, "最多两位小数")
        return int(hundredths)

    def text(self, value: Value, context: Context) -> str:
        """As many decimals as needed; a computed fraction is rounded half up to two."""
        return "" if value is None else numbers.quantity_text(Fraction(value) / 100)

    def to_cell(self, value: Value, context: Context) -> Cell:
        """The number."""
        return None if value is None else float(Fraction(value) / 100)

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """The number as text."""
        return None if value is None else self.text(value, context)


@dataclass(frozen=True)
class Points(Kind):
    """A difference of two shares in percentage points (百分点); exact fraction of the whole inside."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    align: ClassVar[Align] = "right"
    number_format: ClassVar[str] = "0.00"

    def read(self, text: str, context: Context) -> Parsed:
        """Points are never typed."""
        return Misfit(text, "此列由程序计算")

    def text(self, value: Value, context: Context) -> str:
        """Signed, two decimals."""
        return "" if value is None else numbers.percent_text(Fraction(value), 2, signed=True)[:-1]

    def to_cell(self, value: Value, context: Context) -> Cell:
        """Points as a number."""
        return None if value is None else float(Fraction(value) * 100)

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """Points as text."""
        return None if value is None else self.text(value, context)


@dataclass(frozen=True)
class Date(Kind):
    """A date known to the day, the month, the quarter, the half-year or the year."""

    editor: ClassVar[str] = "date"

    def read(self, text: str, context: Context) -> Parsed:
        """Read ``2021.9``, ``20210930``, ``9/30``, ``2021年9月``, ``2022年上半年``, ``今天``."""
        if squeeze(text) in ("今天", "今日"):
            return context.today().isoformat()
        return parse_date(text, context.default_year())

    def from_cell(self, value: Cell, context: Context) -> Parsed:
        """Dates, date numbers of a spreadsheet, or text."""
        if isinstance(value, str) and tidy(value) in DASH_TEXTS:
            return DASH
        return None if value is None else parse_date_cell(value, context.default_year())

    def text(self, value: Value, context: Context) -> str:
        """``2021年9月30日``, ``2021年9月``, ``2022年上半年``."""
        return "" if value is None else date_text(str(value))

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """ISO, as precise as known."""
        return None if value is None else str(value)


@dataclass(frozen=True)
class Choice(Kind):
    """One of a list; an open list takes other words too. ``synonyms`` maps other words to an option."""

    editor: ClassVar[str] = "choice"
    options: tuple[str, ...] = ()
    is_open: bool = False
    synonyms: tuple[tuple[str, str], ...] = ()

    def read(self, text: str, context: Context) -> Parsed:
        """The option that the text names."""
        word = squeeze(text)
        if word in self.options:
            return word
        for other, option in self.synonyms:
            if word == other:
                return option
        return tidy(text) if self.is_open else Misfit(text, "应为：" + "、".join(self.options))


@dataclass(frozen=True)
class Choices(Kind):
    """Several of a list, kept as one text in the order of the list, joined by 「、」."""

    editor: ClassVar[str] = "choices"
    options: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()

    def read(self, text: str, context: Context) -> Parsed:
        """All named options; one unknown word makes the whole cell a misfit."""
        words = [part for word in numbers.split_list(text) for part in self._parts(word)]
        known = [dict(self.synonyms).get(word, word) for word in words]
        wrong = [word for word in known if word not in self.options]
        if wrong:
            return Misfit(text, f"“{wrong[0]}”不在选项中，应为：" + "、".join(self.options))
        return "、".join(option for option in self.options if option in known)

    def _parts(self, word: str) -> list[str]:
        """Options written without anything between them: 「省市」."""
        known = sorted((*self.options, *(other for other, _ in self.synonyms)), key=len, reverse=True)
        parts, rest = [], word
        while rest:
            found = next((one for one in known if rest.startswith(one)), None)
            if found is None:
                return [word]
            parts.append(found)
            rest = rest.removeprefix(found)
        return parts


@dataclass(frozen=True)
class Flag(Kind):
    """是 or 否; empty is neither."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    align: ClassVar[Align] = "center"
    editor: ClassVar[str] = "flag"
    yes: tuple[str, ...] = ("是", "√", "✓", "✔", "对", "Y", "YES", "有", "1", "1.0", "TRUE")
    no: tuple[str, ...] = ("否", "×", "✗", "✘", "错", "X", "N", "NO", "无", "0", "0.0", "FALSE")

    def read(self, text: str, context: Context) -> Parsed:
        """是, 否 and the usual ways of writing them."""
        word = squeeze(half_width(text)).upper()
        if word in self.yes:
            return 1
        return 0 if word in self.no else Misfit(text, "应为：是、否")

    def text(self, value: Value, context: Context) -> str:
        """是 or 否."""
        return "" if value is None else "是" if value else "否"

    def to_json(self, value: Value, context: Context) -> str | int | bool | None:
        """True or False."""
        return None if value is None else bool(value)


@dataclass(frozen=True)
class Link(Kind):
    """One record of another ledger, kept as its id, shown by its short name."""

    storage: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    editor: ClassVar[str] = "link"
    ledger: str = ""

    def read(self, text: str, context: Context) -> Parsed:
        """The record that the text names."""
        found = context.links.find(self.ledger, squeeze(text))
        return Misfit(text, "名称未登记") if found is None else found

    def text(self, value: Value, context: Context) -> str:
        """The record's short name."""
        return "" if value is None else context.links.label(self.ledger, int(value))


@dataclass(frozen=True)
class LinkList(Kind):
    """Several records of another ledger, in order, kept as ``,id,id,`` in one cell."""

    editor: ClassVar[str] = "links"
    ledger: str = ""

    def read(self, text: str, context: Context) -> Parsed:
        """All named records; one unknown name makes the whole cell a misfit."""
        ids: list[int] = []
        for word in self._words(text, context):
            found = context.links.find(self.ledger, word)
            if found is None:
                return Misfit(text, f"“{word}”未登记")
            if found not in ids:
                ids.append(found)
        return link_list(ids)

    def _words(self, text: str, context: Context) -> list[str]:
        """The names in a text; 「和」 is between two of them only where it is in no name."""
        words: list[str] = []
        for word in numbers.split_list(text):
            parts = _AND.split(word)
            whole = context.links.find(self.ledger, word) is not None
            is_one = whole or any(context.links.find(self.ledger, one) is None for one in parts)
            words += [word] if is_one else parts
        return words

    def text(self, value: Value, context: Context) -> str:
        """Short names joined by 「、」."""
        labels = (context.links.label(self.ledger, record) for record in linked_ids(value))
        return "、".join(label for label in labels if label)


def linked_ids(value: Value) -> list[int]:
    """The ids in a stored ``LinkList`` value."""
    return [int(part) for part in str(value or "").split(",") if part]


def link_list(ids: list[int]) -> str | None:
    """The stored form of a list of ids; None for none."""
    return f",{','.join(map(str, ids))}," if ids else None


def unit_title(money_unit: int) -> str:
    """万元 or 亿元."""
    return UNIT_TITLES.get(money_unit, UNIT_TITLES[WAN])
