"""The sheet 填报表: heading, titles, locked and open cells, pick-lists, protection without a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.exchange.export_page import set_up_page
from fgj_desktop.exchange.export_widths import display_width, lines_of, row_height
from fgj_desktop.exchange.form_cells import add_comment, cell_align, cell_format, cell_width, put_text
from fgj_desktop.exchange.form_checks import needs_cells, options_of, validation_of
from fgj_desktop.exchange.form_looks import FormLook, FormLooks, FormPart
from fgj_desktop.exchange.form_marks import FAULT_WORD, ID_COLUMN, KEYS_WORD, SPARE_ROWS, WHOLE_ZERO
from fgj_desktop.rules.form_spec import FormColumn, Part

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from fgj_desktop.exchange.form_returned import SentBack
    from fgj_desktop.rules.form_spec import FormCell, FormRow, FormSpec

_TITLE_HEIGHT, _ENTRY_HEIGHT = 32.0, 40.0
_FIRST = 2
"""The first column that is seen, behind the ids."""
_LISTS_FROM = 60
"""Pick-lists too long for a cell's check stand in the hidden sheet from this column on."""
_WIDEST_A4 = 150.0
_TO_MEND = "退回修改：请改正标红的单元格，原因见“退回原因”表"
_PARTS: dict[Part, FormPart] = {
    Part.FACT: "fact",
    Part.FORMER: "former",
    Part.ENTRY: "entry",
    Part.NOTHING_NEW: "entry",
}


class FormSheet:
    """Writes one sheet from top to bottom."""

    def __init__(
        self,
        spec: FormSpec,
        sheet: Worksheet,
        marks: Worksheet,
        looks: FormLooks,
        back: SentBack | None = None,
    ) -> None:
        """``marks`` is the hidden sheet, for pick-lists that are long; ``back`` what the unit is to mend."""
        self._back = back
        self._spec = spec
        self._sheet = sheet
        self._marks = marks
        self._looks = looks
        self._last = _FIRST + len(spec.columns) - 1
        self._widths = [cell_width(spec, one) for one in spec.columns]
        self._lists = 0
        self._zero_at: tuple[int, int] | None = None

    def write(self) -> None:
        """Everything."""
        self._write_head()
        keys, header = 4, 5
        self._write_titles(keys, header)
        for number, row in enumerate(self._spec.rows, header + 1):
            self._write_row(number, row)
        last = header + len(self._spec.rows)
        spare = SPARE_ROWS if self._spec.rows_ledger is None else 0
        for number in range(last + 1, last + 1 + spare):
            self._write_spare(number)
        self._add_checks(header + 1, last + spare)
        self._set_up(header, last)

    # above the rows

    def _write_head(self) -> None:
        spec = self._spec
        self._put(1, _FIRST, spec.title, FormLook("title", "center"))
        head = spec.head
        due = f"报送截止：{head.deadline_words}" if head.deadline_words else ""
        back = _TO_MEND if self._back is not None else ""
        issued = f"发文名义：{head.issuing_name}" if head.issuing_name else ""
        self._put(
            2,
            _FIRST,
            "　　".join(part for part in (back, issued, due, head.contact_words) if part),
            FormLook("line"),
        )
        for row in (1, 2):
            self._merge(row, _FIRST, self._last)
        self._put(3, _FIRST, f"填报单位（盖章）：{self._unit_name}", FormLook("line"))
        if spec.unit is not None and spec.takes_nothing_new:
            self._write_whole_zero()
        if spec.money_words:
            self._put(3, self._last, spec.money_words, FormLook("line", "right"))
        for row, height in ((1, _TITLE_HEIGHT), (2, row_height(1)), (3, row_height(1))):
            self._sheet.row_dimensions[row].height = height

    @property
    def _unit_name(self) -> str:
        unit = self._spec.unit
        return self._spec.unit_names.get(unit, "") if unit is not None else ""

    def _write_whole_zero(self) -> None:
        """Write the tick for a unit that has nothing new at all, where its words have room."""
        first = self._until(_FIRST, display_width(f"填报单位（盖章）：{self._unit_name}")) + 1
        last = self._until(first, display_width(WHOLE_ZERO) + 4)
        self._put(3, first, f"{WHOLE_ZERO}：", FormLook("line", "right"))
        self._put(3, last + 1, None, FormLook("entry", "center", is_open=True))
        self._merge(3, _FIRST, first - 1)
        self._merge(3, first, last)
        self._zero_at = (3, last + 1)

    def _until(self, first: int, room: float) -> int:
        """The column up to which a text has room from another one on."""
        column, width = first, self._widths[first - _FIRST]
        while width < room and column < self._last - 2:
            column += 1
            width += self._widths[column - _FIRST]
        return column

    def _name_place(self) -> int:
        names = [one.key for one in self._spec.columns]
        name = self._spec.ledger.name_column
        return _FIRST + (names.index(name) if name in names else 0)

    def _write_titles(self, keys: int, header: int) -> None:
        self._put(keys, ID_COLUMN, KEYS_WORD, FormLook("line"))
        for column, one in enumerate(self._spec.columns, _FIRST):
            self._put(keys, column, one.key, FormLook("line"))
            self._put(header, column, one.title, FormLook("asked" if one.is_open else "header", "center"))
        self._sheet.row_dimensions[keys].hidden = True
        lines = max(
            lines_of(one.title, width) for one, width in zip(self._spec.columns, self._widths, strict=True)
        )
        self._sheet.row_dimensions[header].height = row_height(lines)

    # the rows

    def _write_row(self, number: int, row: FormRow) -> None:
        self._put(number, ID_COLUMN, str(row.record), FormLook("line"))
        lines = 1
        for place, one in enumerate(self._spec.columns):
            cell = row.cell(one) if self._back is None else self._back.cell(row, one)
            fault = self._back.fault(row.record, one.key) if self._back is not None else ""
            self._write_cell(number, _FIRST + place, one, cell, fault)
            if isinstance(cell.content, str):
                lines = max(lines, lines_of(cell.content, self._widths[place]))
        self._sheet.row_dimensions[number].height = max(row_height(lines), _ENTRY_HEIGHT)

    def _write_cell(self, row: int, column: int, one: FormColumn, cell: FormCell, fault: str) -> None:
        if cell.is_closed:
            self._put(row, column, "—", FormLook("closed", "center"))
            return
        part = "fault" if fault else _PARTS[one.part]
        look = FormLook(part, cell_align(one), cell_format(one, cell), one.is_open)
        if isinstance(cell.content, str) or cell.content is None:
            self._put(row, column, cell.content, look)
        else:
            made = self._cell(row, column)
            made.value = cell.content
            self._looks.apply(made, look)
        if fault:
            add_comment(self._cell(row, column), FAULT_WORD + fault)

    def _write_spare(self, number: int) -> None:
        for column, one in enumerate(self._spec.columns, _FIRST):
            is_open = one.part is not Part.FORMER
            look = FormLook("entry" if is_open else "former", cell_align(one), is_open=is_open)
            self._put(number, column, None, look)
        self._sheet.row_dimensions[number].height = row_height(1)

    # checks and set-up

    def _add_checks(self, first: int, last: int) -> None:
        from openpyxl.utils import get_column_letter

        for column, one in enumerate(self._spec.columns, _FIRST):
            if not one.is_open:
                continue
            options = options_of(one)
            check = validation_of(one, self._listed(options) if needs_cells(options) else "")
            if check is not None:
                letter = get_column_letter(column)
                check.add(f"{letter}{first}:{letter}{last}")
                self._sheet.add_data_validation(check)

        if self._zero_at is not None:
            row, column = self._zero_at
            check = validation_of(self._spec.columns[-1])
            assert check is not None
            check.add(f"{get_column_letter(column)}{row}")
            self._sheet.add_data_validation(check)

    def _listed(self, options: tuple[str, ...]) -> str:
        """Keep a pick-list in the hidden sheet; gives its cells."""
        from openpyxl.utils import get_column_letter

        column = _LISTS_FROM + self._lists
        self._lists += 1
        for row, text in enumerate(options, 1):
            self._marks.cell(row, column).value = text
        letter = get_column_letter(column)
        return f"{self._marks.title}!${letter}$1:${letter}${len(options)}"

    def _set_up(self, header: int, last: int) -> None:
        from openpyxl.utils import get_column_letter

        sheet = self._sheet
        for column, width in enumerate(self._widths, _FIRST):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.column_dimensions[get_column_letter(ID_COLUMN)].hidden = True
        sheet.auto_filter.ref = f"{get_column_letter(_FIRST)}{header}:{get_column_letter(self._last)}{last}"
        paper = "A4" if sum(self._widths) <= _WIDEST_A4 else "A3"
        set_up_page(sheet, paper, header, min(self._name_place(), 5))
        sheet.sheet_view.zoomScale = 100
        protection = sheet.protection
        protection.sheet = True
        for allowed in _ALLOWED:
            # The flags say what is locked, not what is allowed.
            setattr(protection, allowed, False)

    # cells

    def _put(self, row: int, column: int, value: str | None, look: FormLook) -> None:
        put_text(self._sheet, self._looks, row, column, value, look)

    def _cell(self, row: int, column: int) -> Cell:
        from openpyxl.cell import Cell

        cell = self._sheet.cell(row, column)
        assert isinstance(cell, Cell)
        return cell

    def _merge(self, row: int, first: int, last: int) -> None:
        if last > first:
            self._sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


_ALLOWED = ("formatCells", "formatRows", "formatColumns", "sort", "autoFilter", "insertRows")
"""What a protected sheet still lets a unit do."""
