"""A Word file as a package: its parts, their types and relationships, and its own properties."""

from __future__ import annotations

import hashlib
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from fgj_desktop.documents.word_xml import HEAD

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DAY = (1980, 1, 1, 0, 0, 0)
"""One and the same for every part: the same document is the same file."""
DIGEST = "FGJ内容校验"
"""The property that holds the sum of the text's part as it was written."""
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_PART = "docProps/custom.xml"
CUSTOM_TYPE = f'<Override PartName="/{CUSTOM_PART}" ContentType="{_CUSTOM}"/>'
CUSTOM_RELATION = f'<Relationship Id="rIdFgj" Type="{_OFFICE}/custom-properties" Target="{CUSTOM_PART}"/>'
"""What a file without properties gets with them."""


def content_digest(document_xml: bytes) -> str:
    """What tells a document from one that was saved again since: the sum of its main part."""
    return hashlib.sha256(document_xml).hexdigest()


def packed(parts: dict[str, str]) -> bytes:
    """The parts with their types and relationships, and the sum by which a change is known."""
    notes = {DIGEST: content_digest(parts["word/document.xml"].encode())}
    everything = {
        "[Content_Types].xml": _types_xml(parts),
        "_rels/.rels": _rels_xml(
            (
                ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{_OFFICE}/custom-properties", CUSTOM_PART),
            )
        ),
        "word/_rels/document.xml.rels": _rels_xml(
            tuple((name, f"{_OFFICE}/{kind}", part) for name, kind, part in _PARTS if f"word/{part}" in parts)
        ),
        CUSTOM_PART: custom_xml(notes),
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in everything.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


_PARTS = (
    ("rId1", "styles", "styles.xml"),
    ("rId2", "numbering", "numbering.xml"),
    ("rId3", "settings", "settings.xml"),
    ("rId4", "fontTable", "fontTable.xml"),
    ("rId5", "footer", "footer1.xml"),
    ("rId6", "footer", "footer2.xml"),
    ("rId7", "header", "header1.xml"),
    ("rId8", "footer", "footer3.xml"),
)


def _types_xml(parts: dict[str, str]) -> str:
    overrides = [("word/document.xml", f"{_MAIN}.document.main+xml")]
    overrides += [
        (f"word/{part}", f"{_MAIN}.{kind}+xml") for _, kind, part in _PARTS if f"word/{part}" in parts
    ]
    overrides += [
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        (CUSTOM_PART, _CUSTOM),
    ]
    listed = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _rels_xml(relations: tuple[tuple[str, str, str], ...]) -> str:
    listed = "".join(f'<Relationship Id="{one}" Type="{kind}" Target="{to}"/>' for one, kind, to in relations)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def custom_xml(properties: dict[str, str]) -> str:
    """The properties that the program writes into a file of its own."""
    listed = "".join(custom_property(number, *one) for number, one in enumerate(properties.items(), 2))
    return f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">{listed}</Properties>'


def custom_property(number: int, name: str, value: str) -> str:
    """One property; numbers begin with 2."""
    return (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr(name)}>'
        f'<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{escape(value)}</vt:lpwstr></property>"
    )
