"""Opens workbooks in LibreOffice itself, types into cells as a person would, and saves them in another format."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Typing"/>
</library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing" script:language="StarBasic">{}</script:module>"""
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}


@dataclass(frozen=True)
class Typed:
    """A workbook, what is typed into which cells (row and column from 0), and where it is saved."""

    source: Path
    target: Path
    cells: Sequence[tuple[int, int, str | int]]


def type_in_office(work: Sequence[Typed], folder: Path) -> None:
    """Do it all in one run; ``folder`` takes the profile."""
    lines = ["Sub Run", "Dim book, sheet, opening(0) As New com.sun.star.beans.PropertyValue"]
    lines += ["Dim saving(0) As New com.sun.star.beans.PropertyValue"]
    lines += ['opening(0).Name = "Hidden"', "opening(0).Value = True", 'saving(0).Name = "FilterName"']
    for one in work:
        lines.append(
            f'book = StarDesktop.loadComponentFromURL("{one.source.as_uri()}", "_blank", 0, opening())'
        )
        lines.append("sheet = book.Sheets.getByIndex(0)")
        for row, column, value in one.cells:
            cell = f"sheet.getCellByPosition({column}, {row})"
            if isinstance(value, int):
                lines.append(f"{cell}.Value = {value}")
            else:
                lines.append(f'{cell}.String = "{value.replace(chr(34), chr(34) * 2)}"')
        lines.append(f'saving(0).Value = "{FILTERS[one.target.suffix[1:]]}"')
        lines.append(f'book.storeToURL("{one.target.as_uri()}", saving())')
        lines.append("book.close(True)")
    lines.append("End Sub")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    # The first start makes a profile of its own and takes away what lies there.
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    place = folder / "profile" / "user" / "basic" / "Standard"
    (place / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (place / "Typing.xba").write_text(_MODULE.format(escape("\n".join(lines))), encoding="utf-8")
    run = [*command, "macro:///Standard.Typing.Run"]
    subprocess.run(run, check=True, capture_output=True, timeout=240)
