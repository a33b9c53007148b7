"""Puts the results of formulas into a workbook that openpyxl wrote.

Excel computes them when it opens the file; a preview on a phone, and this program when it reads the file
again, see only what is stored.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SHEET = "xl/worksheets/sheet1.xml"
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)(<f>[^<]*</f>)<v\s*/>|'
                      rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)(<f>[^<]*</f>)<v></v>')  # fmt: skip


def fill_results(path: Path, results: Mapping[str, int | float]) -> None:
    """Store the result of each formula of the first sheet; ``results`` are by address."""
    if not results:
        return
    whole = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in source.infolist():
                data = source.read(entry)
                target.writestr(entry, _with_results(data, results) if entry.filename == _SHEET else data)
        shutil.copyfile(whole, path)
    finally:
        whole.unlink(missing_ok=True)


def _with_results(xml: bytes, results: Mapping[str, int | float]) -> bytes:
    def filled(found: re.Match[bytes]) -> bytes:
        cell, address, formula = (found[number] or found[number + 3] for number in (1, 2, 3))
        value = results.get(address.decode())
        return found[0] if value is None else b"%s%s<v>%s</v>" % (cell, formula, repr(value).encode())

    return _FORMULA.sub(filled, xml)
