"""Parts of an .xlsx package beside the values: where sheets live, formats, comments."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError
from fgj_desktop.exchange import guards
from fgj_desktop.exchange.grid import Cell, cell_at
from fgj_desktop.exchange.raw_facts import BUILT_IN_FORMATS, Styles, is_red, shown_by

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Package:
    """An opened .xlsx; `name` serves messages."""

    archive: zipfile.ZipFile
    name: str
    parts: Mapping[str, str]
    """Lower-case part names and how they are really spelled: writers differ."""

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, None when there is none. Raises UserError."""
        spelled = self.parts.get(part.casefold().lstrip("/"))
        return None if spelled is None else guards.read_part(self.archive, spelled, self.name)

    def tree(self, part: str) -> Element | None:
        """The root element of a part, None when there is none. Raises UserError."""
        data = self.read(part)
        return None if data is None else guards.parse_xml(data, self.name)

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: reference → (last word of the type, part name). Raises UserError."""
        folder, file = posixpath.split(part)
        root = self.tree(f"{folder}/_rels/{file}.rels")
        return {
            link.get("Id", ""): (
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in (() if root is None else root)
            if link.get("TargetMode") != "External"
        }


def open_workbook_package(data: bytes, name: str) -> Package:
    """The package with its limits checked. Raises UserError."""
    archive = guards.open_package(data, name)
    return Package(archive, name, {part.casefold(): part for part in archive.namelist()})


def sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → part name, worksheets only. Raises UserError."""
    root = package.tree("xl/workbook.xml")
    if root is None:
        raise guards.damaged(package.name)
    targets = package.targets("xl/workbook.xml")
    found: dict[str, str] = {}
    for sheet in named(root, "sheet"):
        reference = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, part = targets.get(reference, ("", ""))
        if kind == "worksheet":
            found[sheet.get("name", "")] = part
    return found


def named(root: Element, tag: str) -> Iterator[Element]:
    """All elements of that name in whatever namespace: strict files use another one."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == tag)


def read_property(package: Package, name: str) -> str:
    """The text of a property that a program noted in the document; empty for none."""
    try:
        root = package.tree("docProps/custom.xml")
    except UserError:
        # The rows do not depend on it.
        return ""
    if root is None:
        return ""
    texts = (_text(one, "lpwstr") for one in named(root, "property") if one.get("name") == name)
    return next(texts, "")


def read_styles(package: Package) -> Styles:
    """The formats that say something. Raises UserError."""
    root = package.tree("xl/styles.xml")
    if root is None:
        return Styles()
    fonts = [font for block in named(root, "fonts") for font in named(block, "font")]
    struck = {number for number, font in enumerate(fonts) if _is_struck(font)}
    red = {number for number, font in enumerate(fonts) if _is_red(font)}
    formats = BUILT_IN_FORMATS | {
        _number(item, "numFmtId"): shown_by(item.get("formatCode", "")) for item in named(root, "numFmt")
    }
    cells = [cell for block in named(root, "cellXfs") for cell in named(block, "xf")]
    shown = {number: formats.get(_number(cell, "numFmtId")) for number, cell in enumerate(cells)}
    return Styles(
        struck=frozenset(number for number, cell in enumerate(cells) if _number(cell, "fontId") in struck),
        red=frozenset(number for number, cell in enumerate(cells) if _number(cell, "fontId") in red),
        shown={number: kind for number, kind in shown.items() if kind is not None},
    )


def _number(element: Element, attribute: str) -> int:
    text = element.get(attribute, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _is_struck(font: Element) -> bool:
    return any(mark.get("val", "1") in {"1", "true"} for mark in named(font, "strike"))


def _is_red(font: Element) -> bool:
    for color in named(font, "color"):
        rgb = color.get("rgb", "")[-6:]
        if re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
            return is_red(*bytes.fromhex(rgb))
        return color.get("indexed") in {"2", "10"}
    return False


def read_comments(package: Package, part: str) -> dict[Cell, str]:
    """The comments of a sheet; of a conversation, all its entries. Raises UserError."""
    comments: dict[Cell, str] = {}
    threads: dict[Cell, list[str]] = {}
    for kind, target in package.targets(part).values():
        if kind == "comments" and (root := package.tree(target)) is not None:
            for comment in named(root, "comment"):
                _add(comments, comment, _text(comment))
        elif kind == "threadedComment" and (root := package.tree(target)) is not None:
            for comment in named(root, "threadedComment"):
                entry: dict[Cell, str] = {}
                _add(entry, comment, _text(comment, "text"))
                for cell, text in entry.items():
                    threads.setdefault(cell, []).append(text)
    return comments | {cell: "\n".join(texts) for cell, texts in threads.items()}


def _add(comments: dict[Cell, str], comment: Element, text: str) -> None:
    try:
        cell = cell_at(comment.get("ref", "")[:12])
    except ValueError:
        return
    if text:
        comments[cell] = text


def _text(comment: Element, tag: str = "t") -> str:
    return "".join(element.text or "" for element in named(comment, tag)).strip()
