"""Writes a form as a workbook: 填报表 with its open cells, 填报说明, and hidden what it is known by when it comes back."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange.export_file import write_whole
from fgj_desktop.exchange.export_page import set_up_page
from fgj_desktop.exchange.export_widths import lines_of, row_height
from fgj_desktop.exchange.form_cells import put_text, write_marks
from fgj_desktop.exchange.form_help import help_lines
from fgj_desktop.exchange.form_looks import FormLook, FormLooks
from fgj_desktop.exchange.form_marks import FORM_SHEET, HELP_SHEET, MARKS_SHEET, PROPERTY
from fgj_desktop.exchange.form_sheet import FormSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from openpyxl import Workbook

    from fgj_desktop.exchange.form_returned import SentBack
    from fgj_desktop.rules.form_spec import FormSpec

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_WRITER_PART = "docProps/app.xml"
_HELP_WIDTH, _HELP_SIZE, _HELP_ROOM = 100.0, 12, 6
_LONGEST_NAME = 80
"""Linux counts 255 bytes, three of them a sign."""


def write_form(spec: FormSpec, path: Path) -> None:
    """Write one form.

    Raises:
        UserError: nothing is asked in it, or the folder does not exist.
        EnvironmentProblem: open elsewhere, disk full, no permission; an older file is as it was.
    """
    if not spec.rows:
        raise UserError(
            f"“{spec.ledger.title}”在{spec.period.title}没有需要填报的{spec.records_of.record_title}。"
        )
    write_whole(path, form_workbook(spec).save)


def write_forms(
    specs: Sequence[FormSpec],
    folder: Path,
    progress: Callable[[int, int], bool] | None = None,
) -> list[Path]:
    """Write several forms to a folder; ``progress`` is told how many are done, and stops it by False.

    Raises as ``writing_forms`` does; forms written before stay.
    """
    paths: list[Path] = []
    for path in writing_forms(specs, folder):
        paths.append(path)
        if progress is not None and not progress(len(paths), len(specs)):
            break
    return paths


def writing_forms(specs: Sequence[FormSpec], folder: Path) -> Iterator[Path]:
    """Write forms to a folder under names of their own, one at each step; gives its path.

    A file of that name that somebody has saved since it was sent may be a return: it stays, and the form gets another name.

    Raises:
        UserError: the folder in which that folder is to be does not exist, or a file has its name.
        EnvironmentProblem: as ``write_form`` raises it.
    """
    _make(folder)
    for spec, name in zip(specs, file_names(specs), strict=True):
        path = _free(folder / name)
        write_form(spec, path)
        yield path


def kept_words(specs: Sequence[FormSpec], paths: Sequence[Path]) -> str:
    """「“….xlsx”已改动过，予以保留，新表另存为“…（2）.xlsx”。」; empty when no file was in the way."""
    pairs = [(name, path.name) for name, path in zip(file_names(specs), paths, strict=False)]
    told = [(old, new) for old, new in pairs if old != new]
    if not told:
        return ""
    more = f"等 {len(told)} 份" if len(told) > 1 else ""
    return f"“{told[0][0]}”{more}已改动过，予以保留，新表另存为“{told[0][1]}”{more}。"


def _free(path: Path) -> Path:
    """The path, or one like it where a workbook lies that was saved by somebody."""
    found, number = path, 2
    while _was_saved(found):
        found = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        number += 1
    return found


def _was_saved(path: Path) -> bool:
    """Whether a workbook was saved by another program than this one: each leaves its name in the file."""
    from openpyxl.packaging.extended import ExtendedProperties
    from openpyxl.xml.functions import tostring

    own: object = tostring(ExtendedProperties().to_tree())
    try:
        with zipfile.ZipFile(path) as package:
            return package.read(_WRITER_PART) != own
    except KeyError:
        return True
    except (OSError, zipfile.BadZipFile):
        return False


def _make(folder: Path) -> None:
    """Make the folder, but not those above it: a mistyped path must not become a tree of folders."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"“{folder.name}”是文件，不是文件夹。请另选文件夹。")
    if not folder.parent.is_dir():
        raise UserError(f"文件夹“{folder.parent}”不存在，请先建立。")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(f"未能建立文件夹“{folder.name}”，请检查写入权限，或另选位置。") from error


def file_names(specs: Sequence[FormSpec]) -> list[str]:
    """「区教育局—新型城镇化半月进展填报表（2021年9月下半月）.xlsx」; no two are the same."""
    names: list[str] = []
    for spec in specs:
        whose = f"{spec.unit_names[spec.unit]}—" if spec.unit is not None else ""
        stem = _FORBIDDEN.sub("", f"{whose}{spec.title}").strip()[:_LONGEST_NAME]
        same = sum(name.startswith(stem) for name in names)
        names.append(f"{stem}{f'-{same + 1}' if same else ''}.xlsx")
    return names


def form_workbook(spec: FormSpec, back: SentBack | None = None) -> Workbook:
    """The workbook of a form; ``back`` is what a unit is to mend in it."""
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.worksheet.worksheet import Worksheet

    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = FORM_SHEET
    looks = FormLooks()
    guide = workbook.create_sheet(HELP_SHEET)
    marks = workbook.create_sheet(MARKS_SHEET)
    FormSheet(spec, sheet, marks, looks, back).write()
    for row, line in enumerate(["填报说明", *help_lines(spec)], 1):
        look = FormLook("heading", "center") if row == 1 else FormLook("help")
        put_text(guide, looks, row, 1, line, look)
        lines = lines_of(line, _HELP_WIDTH * 10 / _HELP_SIZE)
        guide.row_dimensions[row].height = row_height(lines) * _HELP_SIZE / 10 + _HELP_ROOM
    guide.column_dimensions["A"].width = _HELP_WIDTH
    set_up_page(guide, "A4", 1, 0)
    write_marks(spec, marks, looks)
    marks.sheet_state = "veryHidden"
    properties = workbook.custom_doc_props  # type: ignore[attr-defined]  # missing in its stubs
    said = f"{spec.ledger.name} {spec.period.key} {spec.version}"
    properties.append(StringProperty(name=PROPERTY, value=said))
    return workbook
