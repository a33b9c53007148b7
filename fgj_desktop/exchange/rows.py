"""Tells what each row of a table is: a record, a total, a group, a note … and what a group says of its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from fgj_desktop.exchange.cells import is_blank, is_number, text_of, value_at
from fgj_desktop.exchange.headers import Header, is_known_title, is_numbering
from fgj_desktop.exchange.titles import title_key
from fgj_desktop.ledgers import IMPORTED
from fgj_desktop.ledgers.numbers import read_decimal
from fgj_desktop.ledgers.text import half_width, squeeze
from fgj_desktop.ledgers.values import DASH_TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.exchange.grid import Sheet, Value
    from fgj_desktop.exchange.mapping import Mapping


class RowKind(Enum):
    """What a row is; the value is what the clerk reads."""

    RECORD = "项目"
    TOTAL = "合计"
    SUBTOTAL = "小计"
    GROUP = "分组"
    NOTE = "注"
    SIGNATURE = "签名"
    HEADER = "重复的表头"
    EXAMPLE = "示例行"
    NAMELESS = "没有名称"
    UNCLEAR = "未能识别"
    OTHER_TABLE = "另一个表"
    BLANK = "空行"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, 0-based; groups, totals and subtotals with the count they declare."""

    index: int
    kind: RowKind
    label: str = ""
    count: int | None = None
    depth: int = 0
    """Of a group: 1 for 一、, 2 for （一）, 3 for 1."""
    groups: tuple[str, ...] = ()
    """Of a record: the groups it stands under, outer first."""


_MEASURE = "[" + "".join(sorted({"项", "个", "家"} | {one.measure_word for one in IMPORTED})) + "]"
"""What counts are of: the measure words of the ledgers."""
_TOTAL = re.compile(
    r"^(?P<of>.{0,8}?)(?P<word>合计|总计|共计|累计|小计|汇总)(?:数|[:：])?"
    rf"(?:[(（]?(?:共)?(?P<count>\d+)?{_MEASURE}?[)）]?[:：]?|[(（][^()（）]+不相加[)）])$"
)
_WHOLE = frozenset({"", "全区", "全市", "全县", "总", "本表", "项目", "全部"})
_COUNT_END = re.compile(rf"[(（](?:共|合计)?(\d+){_MEASURE}?[)）]$")
_BARE_COUNT = re.compile(rf"^共?(\d+){_MEASURE}$")
_NUMERALS = (
    re.compile(
        r"^(?:[一二三四五六七八九十]{1,3}[、.．,，]|第[一二三四五六七八九十]+[类部批]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[、.．]?)"
    ),
    re.compile(r"^(?:[(（][一二三四五六七八九十]{1,3}[)）][、.]?|——|【)"),
    re.compile(r"^(?:\d{1,2}[、.．](?!\d)|[(（]\d{1,2}[)）])"),
)
_CHINESE_NUMERAL = re.compile(r"^[(（]?[一二三四五六七八九十ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}[)）]?[、.]?$")
_NOTE = re.compile(
    r"^(?:注|备注|附注|说明|填[表报]说明|数据来源|口径)(?:[:：]|\d|[一二三])|^标[★■●▲]|^[★■●▲]为"
)
_SIGNATURE = re.compile(
    r"(?:填[报表]人|制表人?|审核人?|复核人?|(?:单位)?负责人|经办人|联系人|联系电话|填[报表]日期|分管领导|填[报表]单位)"
    r"(?:[(（](?:签字|签名|签章|盖章)[)）])?[:：]"
)
PAGE = re.compile(r"^(?:第\d+页.*|[-—]\d+[-—]|续表.*|单位[:：].{1,4})$")
"""Rows that say nothing of what is listed: page numbers, 续表, the unit alone."""
_LONGEST_TITLE = 16
_GAPS = frozenset({RowKind.BLANK, RowKind.UNCLEAR, RowKind.NOTE, RowKind.SIGNATURE, RowKind.TOTAL})
_EXAMPLE = re.compile(
    r"^(?:[(（]?例[)）：:]|示例|样例|演示项目|填写示例|范例)|演示项目|[(（](?:示例|样例|例)[)）]$"
)
_SERIAL = re.compile(r"^[★■●▲]?\s*[(（]?\d{1,5}(?:\.0)?[)）]?\s*[、.．●★■▲]?$")


@dataclass(slots=True)
class _Reader:
    """Walks down a table once; keeps which groups the current row stands under."""

    sheet: Sheet
    header: Header
    name: int
    serial: int
    titles: frozenset[str]
    above: frozenset[str]
    words: frozenset[str]
    in_notes: bool = False
    last: RowKind = RowKind.HEADER
    groups: list[tuple[int, str]] = field(default_factory=list)

    def read(self, index: int) -> TableRow:
        found = self._read(index)
        self.last = found.kind
        return found

    def _read(self, index: int) -> TableRow:
        row = self.sheet.rows[index]
        name = value_at(row, self.name)
        if is_number(value_at(row, self.serial)) and isinstance(name, str) and self._is_plain(name):
            self.in_notes = False
            return self._record(index, name)
        cells = [cell for cell in row if not is_blank(cell)]
        if not cells:
            return TableRow(index, RowKind.BLANK)
        return self._classify(index, row, cells)

    @staticmethod
    def _is_plain(name: str) -> bool:
        """A name that cannot be mistaken for anything but a record's."""
        return bool(name.strip()) and not _EXAMPLE.search(name) and not _TOTAL.match(name)

    def _record(self, index: int, name: str) -> TableRow:
        return TableRow(index, RowKind.RECORD, name, groups=tuple(text for _, text in self.groups))

    def _classify(self, index: int, row: Sequence[Value], cells: Sequence[Value]) -> TableRow:
        texts = [text for cell in cells if (text := self._words(cell))]
        first = squeeze(texts[0]) if texts else ""
        if self._is_header(texts) or is_numbering(row):
            return TableRow(index, RowKind.HEADER)
        if self._is_other_table(row, texts, cells):
            return TableRow(index, RowKind.OTHER_TABLE, first)
        serial = squeeze(text_of(value_at(row, self.serial))) if self.serial >= 0 else ""
        name = squeeze(half_width(text_of(value_at(row, self.name))))
        total = _TOTAL.match(name)
        is_total = total is not None and total["of"] in _WHOLE
        has_serial = bool(_SERIAL.match(serial)) and bool(name) and not is_total
        if not has_serial:
            for found in (
                self._margin(index, texts, first),
                self._total(index, texts),
                self._group(index, texts),
            ):
                if found is not None:
                    return found
        self.in_notes = False
        return self._as_record(index, row, texts, cells, has_serial=has_serial)

    def _words(self, cell: Value) -> str:
        """The text of a cell that is neither a number nor a dash."""
        if not isinstance(cell, str):
            return ""
        text = cell.strip()
        return "" if text in DASH_TEXTS or read_decimal(text) is not None else text

    def _is_header(self, texts: Sequence[str]) -> bool:
        if not texts:
            return False
        if len(texts) > 1 and all(title_key(text) in self.titles for text in texts):
            return True
        return all(squeeze(text) in self.above for text in texts)

    def _is_other_table(self, row: Sequence[Value], texts: Sequence[str], cells: Sequence[Value]) -> bool:
        """A row of other titles: all short words, known ones or after a gap one where numbers stand."""
        if len(texts) < 3 or len(texts) < len(cells) or _SIGNATURE.match(squeeze(texts[0])):
            return False
        if any(len(text) > _LONGEST_TITLE for text in texts):
            return False
        if sum(is_known_title(text) for text in texts) * 2 > len(texts) + 1:
            return True
        serial = squeeze(text_of(value_at(row, self.serial))) if self.serial >= 0 else ""
        is_word = bool(serial) and not any(sign.isdigit() for sign in serial)
        return is_word and not _CHINESE_NUMERAL.match(serial) and self.last in _GAPS

    def _margin(self, index: int, texts: Sequence[str], first: str) -> TableRow | None:
        if not texts:
            return None
        if _NOTE.match(first):
            self.in_notes = True
            return TableRow(index, RowKind.NOTE, texts[0])
        if _SIGNATURE.match(first):
            return TableRow(index, RowKind.SIGNATURE, texts[0])
        if len(texts) == 1 and (PAGE.match(first) or self.in_notes):
            return TableRow(index, RowKind.NOTE, texts[0])
        return None

    def _total(self, index: int, texts: Sequence[str]) -> TableRow | None:
        if not texts:
            return None
        words = [squeeze(half_width(text)) for text in texts[:2]]
        found = _TOTAL.match(words[0])
        is_whole = found is None or found["of"].strip("-—") in _WHOLE
        if (found is None and words[0] not in ("全区", "总")) or (not is_whole and len(words) > 1):
            return None
        count = found["count"] if found is not None else None
        if count is None and len(words) > 1 and (bare := _BARE_COUNT.match(words[1])):
            count = bare[1]
        is_part = found is not None and (found["word"] == "小计" or not is_whole)
        kind = RowKind.SUBTOTAL if is_part else RowKind.TOTAL
        return TableRow(index, kind, texts[0], int(count) if count else None)

    def _group(self, index: int, texts: Sequence[str]) -> TableRow | None:
        """Only a row with one text and otherwise money is a group."""
        words = [squeeze(text) for text in texts]
        if len(words) == 2 and _CHINESE_NUMERAL.match(words[0]):
            numeral = words[0] if words[0][0] in "(（" else words[0].rstrip("、.") + "、"
            words = [numeral + words[1]]
        if len(words) == 2 and (bare := _BARE_COUNT.match(words[1])):
            words = [f"{words[0]}（{bare[1]}项）"]
        if not words:
            return None
        text = words[0]
        depth = next((level for level, pattern in enumerate(_NUMERALS, 1) if pattern.match(text)), 0)
        counted = _COUNT_END.search(text)
        if len(words) > (2 if depth in (1, 2) and counted else 1):
            return None
        bare_text = group_name(text)
        if depth == 3 and counted is None and bare_text not in self.words:
            return None
        if not depth and counted is None and bare_text not in self.words:
            return None
        depth = depth or 1
        self.groups = [one for one in self.groups if one[0] < depth] + [(depth, bare_text)]
        self.in_notes = False
        return TableRow(index, RowKind.GROUP, text, int(counted[1]) if counted else None, depth)

    def _as_record(
        self,
        index: int,
        row: Sequence[Value],
        texts: Sequence[str],
        cells: Sequence[Value],
        *,
        has_serial: bool,
    ) -> TableRow:
        name = value_at(row, self.name)
        if len(cells) == 1 and not has_serial:
            return TableRow(index, RowKind.UNCLEAR, text_of(cells[0]))
        if is_blank(name) or is_number(name):
            return TableRow(index, RowKind.NAMELESS, texts[0] if texts else text_of(cells[0]))
        label = text_of(name)
        if _EXAMPLE.search(label):
            return TableRow(index, RowKind.EXAMPLE, label)
        return self._record(index, label)


def group_name(text: str) -> str:
    """The words of a group title without numeral and count: 「一、产业（9项）」 → 产业."""
    words = squeeze(text)
    for pattern in _NUMERALS:
        words = pattern.sub("", words, count=1)
    words = _COUNT_END.sub("", words).strip("【】—:：")
    return words.removesuffix("项目").removesuffix("类") or words


def is_whole_total(text: str) -> bool:
    """Whether the words stand for the sum of everything: 合计, 全区, 总计."""
    found = _TOTAL.match(squeeze(half_width(text)))
    return squeeze(text) in ("全区", "总") or (found is not None and found["of"].strip("-—") in _WHOLE)


def read_rows(
    sheet: Sheet, header: Header, mapping: Mapping, words: frozenset[str] = frozenset()
) -> list[TableRow]:
    """Every row below the header; ``words`` are names that make a lone text a group (行业, 性质, units).

    Rows from another table's header on are not read: the last row given is that header.
    """
    name = mapping.column_of(mapping.ledger.name_column)
    serial = mapping.column_of(mapping.ledger.serial_column or "")
    if name is None:
        return []
    reader = _Reader(
        sheet,
        header,
        name.index,
        serial.index if serial is not None else -1,
        frozenset(
            title_key(text) for column in header.columns for text in (*column.candidates, column.title)
        ),
        frozenset(
            squeeze(text_of(cell)) for row in sheet.rows[: header.top] for cell in row if not is_blank(cell)
        ),
        words,
    )
    rows: list[TableRow] = []
    for index in range(header.body, sheet.height):
        row = reader.read(index)
        rows.append(row)
        if row.kind is RowKind.OTHER_TABLE:
            break
    return rows
