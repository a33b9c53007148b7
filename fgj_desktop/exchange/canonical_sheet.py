"""A sheet written in an unusual but lawful way, written again in the usual one."""

from __future__ import annotations

from html import escape

from fgj_desktop.exchange import guards
from fgj_desktop.exchange.grid import Cell, address, cell_at

_KEPT = {
    "sheetPr": ("filterMode",),
    "col": ("min", "max", "hidden"),
    "filterColumn": ("colId",),
}


class _Writer:
    """Receives the elements of a sheet and writes those that matter with plain tags.

    Rows and cells without an address get the one they have by their place.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._row, self._column = -1, -1
        self._text: list[str] | None = None
        self._is_error = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition("}")[2]
        if tag == "row":
            self._row, self._column = _row_of(attributes.get("r"), self._row + 1), -1
            self._open("row", {"r": str(self._row + 1), "hidden": attributes.get("hidden", "0").strip()})
        elif tag == "c":
            self._row, self._column = _cell_of(attributes.get("r"), (self._row, self._column + 1))
            place = {"r": address(self._row, self._column)}
            self._is_error = attributes.get("t", "").strip() == "e"
            self._open("c", place | {key: attributes[key].strip() for key in ("s", "t") if key in attributes})
        elif tag in {"v", "f", "is"}:
            self._pieces.append(f"<{tag}>")
            self._text = [] if tag == "v" else None
        elif tag == "sheetData":
            self._pieces.append("<sheetData>")
        elif tag in _KEPT:
            self._open(tag, {key: attributes[key].strip() for key in _KEPT[tag] if key in attributes})

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition("}")[2]
        if tag == "v" and self._text is not None:
            self._pieces.append(self._shortened("".join(self._text)))
            self._text = None
        if tag in {"v", "f", "is", "row", "c"}:
            self._pieces.append(f"</{tag}>")

    def close(self) -> None:
        """Nothing is open at the end."""

    def written(self) -> bytes:
        return "".join(self._pieces).encode()

    def _shortened(self, text: str) -> str:
        # Only the names of errors are looked at; of other values, that there is one.
        return escape(text) if self._is_error else "0" if text else ""

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        self._pieces.append(f"<{tag}{written}>")


def _row_of(text: str | None, following: int) -> int:
    if text is None:
        return following
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise ValueError(f"not a row: {text!r}")
    return int(text) - 1


def _cell_of(text: str | None, following: Cell) -> Cell:
    # Guessing at a spoilt address would let it slip past the limits.
    return following if text is None else cell_at(text.upper()[:12])


def canonical(xml: bytes, name: str) -> bytes:
    """The parts of a sheet's XML that the searches look at, in the form they expect.

    Raises UserError when it is no XML or declares a document type.
    """
    writer = _Writer()
    guards.walk_xml(xml, name, writer)
    return writer.written()
